"""The emergency brake: pulled by one at once, let go by two, and what it stops."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.office.behind_the_wall import let_in, log_in_as

from toimi.office.actors import Actor, Reason
from toimi.office.audit import AuditRow
from toimi.office.officials import Official, Role
from toimi.office.problems import Refused
from toimi.office.row_security import WEB, acting
from toimi.office.switches import Brake, Covered, Pull, Scope, braked, pull, release
from toimi.server.postgres import Postgres

OFFICE, OTHER = "area-oulu", "area-raahe"
NOON = datetime(2025, 3, 3, 10, 0, tzinfo=UTC)
WHY = "Päätökset näyttävät laskevan määräajan väärin."
ENOUGH = "Laskenta on korjattu ja tarkastettu."
ABOUT = frozenset({"job_seeker", "leaving_work", "TTL 2a:1.1"})
ONE = Covered("17", OFFICE, ABOUT)


def who(number: int, role: Role = Role.DECIDER, where: str = OFFICE) -> Actor:
    return Actor(uuid.UUID(int=number), role, where, NOON, Reason.MATTER)


@pytest.fixture
def officials() -> None:
    Official.objects.bulk_create(
        Official(pk=uuid.UUID(int=number), subject=str(number), name="Virkailija") for number in range(1, 6)
    )


def stopped(*asked: Covered, by_hand: bool = False) -> list[int | None]:
    return [one and one.number for one in braked(asked or [ONE], by_hand=by_hand)]


@pytest.mark.usefixtures("db", "officials")
@pytest.mark.parametrize(
    ("scope", "what", "covers"),
    [
        (Scope.PERSON, "17", [True, True, False, False]),
        (Scope.PERSON, "1", [False, False, False, False]),
        (Scope.ORGANISATION, OFFICE, [True, False, True, False]),
        (Scope.GROUND, "leaving_work", [True, False, True, False]),
        (Scope.GROUND, "TTL 2a:1", [True, False, True, False]),
        (Scope.GROUND, "TTL 2a:1.1", [True, False, True, False]),
        (Scope.GROUND, "TTL 2a:1.2", [False, False, False, False]),
        (Scope.GROUND, "TTL 2:10", [False, True, False, False]),
        (Scope.EVERYTHING, "", [True, True, True, True]),
    ],
)
def test_what_a_brake_is_on(scope: Scope, what: str, covers: list[bool]) -> None:
    (number,) = pull([Pull(scope, WHY, what)], who=who(1))
    asked = [
        ONE, Covered("17", OTHER, frozenset({"study", "TTL 2:10.1"})), Covered("18", OFFICE, ABOUT),
        Covered("19", OTHER, frozenset({"TTL 11:4b"})),
    ]  # fmt: skip
    assert stopped(*asked) == [number if one else None for one in covers]
    assert stopped(*asked, by_hand=True) == [None] * 4, "an official still decides one by one"
    (row,) = AuditRow.objects.filter(what="switches.pull")
    assert (row.whose, row.about) == (what if scope is Scope.PERSON else "", f"brake:{number}")


@pytest.mark.usefixtures("db", "officials")
def test_one_pulls_and_two_let_go() -> None:
    (number,) = pull([Pull(Scope.EVERYTHING, WHY, stops_officials=True)], who=who(1, Role.MANAGER))
    assert stopped(by_hand=True) == [number]
    assert release([number], reason=ENOUGH, who=who(1, Role.MANAGER)) == []
    assert stopped() == [number], "one is not enough, whoever it is"
    for refused, code in (
        (who(1, Role.MANAGER), "brake_released_by_oneself"),
        (who(2), "releases_no_brake"),
        (who(2, Role.LAWYER, OTHER), "releases_no_brake"),
    ):
        with pytest.raises(Refused) as problem:
            release([number], reason=ENOUGH, who=refused)
        assert problem.value.problem == code
    assert release([number], reason=ENOUGH, who=who(2, Role.LAWYER)) == [number]
    assert stopped() == stopped(by_hand=True) == [None]
    with pytest.raises(Refused):
        release([number], reason=ENOUGH, who=who(3, Role.LAWYER))


@pytest.mark.usefixtures("db", "officials")
@pytest.mark.parametrize(
    ("said", "role", "code"),
    [
        (Pull(Scope.EVERYTHING, "Virhe."), Role.DECIDER, "brake_without_reason"),
        (Pull(Scope.EVERYTHING, WHY), Role.AUDITOR, "pulls_no_brake"),
        (Pull(Scope.EVERYTHING, WHY, "17"), Role.DECIDER, "brake_on_nothing"),
        (Pull(Scope.PERSON, WHY), Role.DECIDER, "brake_on_nothing"),
        (Pull(Scope.PERSON, WHY, "131052-308T"), Role.DECIDER, "brake_on_nothing"),
        (Pull(Scope.GROUND, WHY, "TTL 2a:x"), Role.DECIDER, "brake_on_nothing"),
        (Pull(Scope.ORGANISATION, WHY, "area-nowhere"), Role.DECIDER, "unknown_organisation"),
    ],
)
def test_what_cannot_be_pulled(said: Pull, role: Role, code: str) -> None:
    with pytest.raises(Refused) as refused:
        pull([Pull(Scope.EVERYTHING, WHY), said], who=who(1, role))
    assert refused.value.problem == code
    assert all(refused.value.says(language) for language in ("fi", "sv", "en"))
    assert not Brake.objects.exists()


@pytest.mark.usefixtures("db", "officials")
def test_brakes_are_never_changed_and_a_batch_asks_once() -> None:
    pull([Pull(Scope.PERSON, WHY, str(number)) for number in range(20)], who=who(1))
    with CaptureQueriesContext(connection) as queries:
        assert len(braked([ONE] * 1000)) == 1000
    assert len(queries) == 1
    for change in ("UPDATE office_brake SET what = '1'", "DELETE FROM office_release"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


@pytest.fixture
def web(own_database: str, officials: None, postgres: Postgres) -> Iterator[None]:
    let_in(postgres)
    owner = connection.settings_dict["USER"]
    log_in_as(WEB)
    yield
    log_in_as(owner)


@pytest.mark.usefixtures("web")
def test_behind_the_wall_a_reason_stays_in_the_house_and_the_brake_holds_everywhere() -> None:
    with acting(who(1)):
        (number,) = pull([Pull(Scope.PERSON, WHY, "17")], who=who(1))
    for one, sees in ((who(2), True), (who(3, where=OTHER), False), (who(4, Role.PAYER_SYSTEM), False)):
        with acting(one):
            assert Brake.objects.filter(reason=WHY).exists() == sees
            assert stopped() == [number]
    for number_of, role in ((2, Role.MANAGER), (5, Role.LAWYER)):
        with acting(who(number_of, role)):
            release([number], reason=ENOUGH, who=who(number_of, role))
    with acting(who(3, where=OTHER)):
        assert stopped() == [None]
    with pytest.raises(ProgrammingError, match="row-level security"), acting(who(3)):
        pull([Pull(Scope.EVERYTHING, WHY)], who=who(1))
