"""The second wall, tried from the other side: a session of the web's role, with plain SQL that forgets every filter."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, transaction
from tests.office.behind_the_wall import WALLED, let_in, log_in_as

from toimi.office.access import Relation, Standing, look
from toimi.office.actors import Actor, Reason
from toimi.office.audit import AuditRow, record, seal, verify
from toimi.office.emergency import (
    Emergency,
    EmergencyEnd,
    Review,
    Verdict,
    close_reviews,
    end_emergencies,
    open_emergencies,
    open_reviews,
)
from toimi.office.officials import Official, Post, Role, assign
from toimi.office.organisations import Organisation
from toimi.office.row_security import WEB, acting, acting_for_oneself, unbound_tables
from toimi.server.postgres import Postgres

TE_OFFICE, TRIAL = "te-office-pohjois-pohjanmaa", "trial-municipality-564"
DAY = date(2022, 6, 1)
NOON = datetime(2022, 6, 1, 9, 0, tzinfo=UTC)
AINO, ONNI, MERI, ILPO = (uuid.UUID(int=number) for number in range(1, 5))
WHY = "The police asks for a person who is in danger of life."
SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture
def web(own_database: str, postgres: Postgres) -> Iterator[None]:
    """Officials and some traces; from here on Django is logged in as the web."""
    let_in(postgres)
    for one, role, where in (
        (AINO, Role.ADVISER, TE_OFFICE),
        (ONNI, Role.ADVISER, TRIAL),
        (MERI, Role.MANAGER, TE_OFFICE),
    ):
        Official.objects.create(pk=one, subject=str(one), name="Virkailija")
        assign([Post(one, role, where, date(2022, 1, 1), date(2023, 1, 1), task_share=100)])
    Official.objects.create(pk=ILPO, subject="ilpo", name="Ilpo Lokivalvoja")
    owner = connection.settings_dict["USER"]
    log_in_as(WEB)
    yield
    log_in_as(owner)


def counted(table: str = "office_auditrow") -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def as_(official: uuid.UUID, role: Role, where: str, reason: Reason = Reason.SERVICE) -> Actor:
    return Actor(official, role, where, NOON, reason)


def traces() -> None:
    """Aino of the TE office looked at 17 and 18, Onni of the trial at 18."""
    with acting(as_(AINO, Role.ADVISER, TE_OFFICE)):
        seen = {"17": Relation(Standing.OWN), "18": Relation(Standing.FORMER)}
        look(as_(AINO, Role.ADVISER, TE_OFFICE), seen, what="clients.look")
    with acting(as_(ONNI, Role.ADVISER, TRIAL)):
        look(as_(ONNI, Role.ADVISER, TRIAL), {"18": Relation(Standing.GUEST)}, what="clients.look")


@pytest.mark.usefixtures("web")
def test_without_settings_nothing_is_seen_and_nothing_can_be_written() -> None:
    traces()
    assert (counted(), counted("office_emergency")) == (0, 0)
    row = AuditRow(at=NOON, who=str(AINO), role="adviser", organisation=TE_OFFICE, what="clients.look", is_allowed=True)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        record([row])


@pytest.mark.usefixtures("web")
@pytest.mark.parametrize(
    ("role", "organisation", "count"),
    [
        (Role.AUDITOR, TE_OFFICE, 2),
        (Role.AUDITOR, TRIAL, 1),
        (Role.AUDITOR, "keha", 3),
        (Role.AUDITOR, "kela", 0),
        (Role.ADVISER, TE_OFFICE, 0),
        (Role.MANAGER, TE_OFFICE, 0),
    ],
)
def test_the_audit_is_for_auditors_of_the_house(role: Role, organisation: str, count: int) -> None:
    traces()
    with acting(as_(ILPO, role, organisation)):
        assert counted() == count


@pytest.mark.usefixtures("web")
def test_a_client_sees_who_looked_at_the_own_data_and_nobody_elses() -> None:
    traces()
    seen = {}
    for person in ("17", "18", "19", ""):
        with acting_for_oneself(person):
            seen[person] = sorted(AuditRow.objects.values_list("whose", "who", "is_allowed"))
    assert seen == {
        "17": [("17", str(AINO), True)],
        "18": [("18", str(AINO), False), ("18", str(ONNI), True)],
        "19": [],
        "": [],
    }


@pytest.mark.usefixtures("web")
def test_settings_end_with_their_transaction_on_the_same_connection() -> None:
    traces()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        before = cursor.fetchone()
    with acting(as_(ILPO, Role.AUDITOR, TE_OFFICE)):
        assert counted() == 2
    assert counted() == 0
    with acting_for_oneself("17"):
        assert counted() == 1  # nothing of the auditor is left
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone() == before


@pytest.mark.usefixtures("web")
def test_settings_end_with_a_transaction_that_fails() -> None:
    traces()
    with pytest.raises(ProgrammingError), acting(as_(ILPO, Role.AUDITOR, TE_OFFICE)):
        counted("nothing_of_this_name")
    assert counted() == 0


@pytest.mark.usefixtures("web")
def test_acting_within_another_transaction_is_refused() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"), acting(as_(AINO, Role.ADVISER, TE_OFFICE)):
        pass


@pytest.mark.usefixtures("web")
@pytest.mark.parametrize(
    "change",
    [{"who": str(ONNI)}, {"role": "auditor"}, {"organisation": TRIAL}, {"who": ""}, {"who": "17", "whose": "17"}],
)
def test_a_trace_is_written_as_oneself_only(change: dict[str, str]) -> None:
    mine = {"at": NOON, "who": str(AINO), "role": "adviser", "organisation": TE_OFFICE, "what": "clients.look"}
    with acting(as_(AINO, Role.ADVISER, TE_OFFICE)):
        record([AuditRow(**mine, is_allowed=True)])
    with pytest.raises(ProgrammingError, match="row-level security"), acting(as_(AINO, Role.ADVISER, TE_OFFICE)):
        record([AuditRow(**{**mine, **change}, is_allowed=True)])


@pytest.mark.usefixtures("web")
def test_an_attempt_of_nobody_known_leaves_its_trace() -> None:
    with transaction.atomic():
        record([AuditRow(at=NOON, what="api.knock", is_allowed=False)])
    with acting(as_(ILPO, Role.AUDITOR, "keha")):
        assert counted() == 1


@pytest.mark.usefixtures("web")
@pytest.mark.parametrize(
    "command",
    [
        "UPDATE office_auditrow SET whose = '1'",
        "DELETE FROM office_auditrow",
        "TRUNCATE office_auditrow",
        "ALTER TABLE office_auditrow DISABLE TRIGGER ALL",
        "ALTER TABLE office_auditrow DISABLE ROW LEVEL SECURITY",
        "DROP POLICY office_auditrow_see ON office_auditrow",
        "INSERT INTO office_auditseal VALUES (1, now(), 1, 1, '', '')",
        "DELETE FROM office_emergency",
        "SET ROLE toimi",
        "INSERT INTO django_migrations (app, name, applied) VALUES ('office', 'x', now())",
    ],
)
def test_the_web_cannot_take_the_walls_down(command: str) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), connection.cursor() as cursor:
        cursor.execute(command)


@pytest.mark.usefixtures("web")
def test_the_web_reads_and_writes_what_has_no_wall() -> None:
    assert Organisation.objects.count() > 30
    Official.objects.create(subject="uusi", name="Uusi Virkailija").delete()


@pytest.mark.usefixtures("web")
def test_an_emergency_is_seen_by_who_opened_it_and_by_reviewers_of_the_house() -> None:
    with acting(as_(AINO, Role.ADVISER, TE_OFFICE)):
        [mine] = open_emergencies(as_(AINO, Role.ADVISER, TE_OFFICE, Reason.EMERGENCY), {"17": WHY})
    seen = {}
    for name, who, role, where in (
        ("herself", AINO, Role.ADVISER, TE_OFFICE),
        ("another adviser", ONNI, Role.ADVISER, TE_OFFICE),
        ("manager", MERI, Role.MANAGER, TE_OFFICE),
        ("manager elsewhere", MERI, Role.MANAGER, TRIAL),
    ):
        with acting(as_(who, role, where)):
            seen[name] = len(open_reviews(TE_OFFICE))
    assert seen == {"herself": 1, "another adviser": 0, "manager": 1, "manager elsewhere": 0}
    with pytest.raises(ProgrammingError, match="row-level security"), acting(as_(ONNI, Role.ADVISER, TE_OFFICE)):
        EmergencyEnd.objects.create(emergency=mine, ended_at=mine.opened_at)
    with acting(as_(AINO, Role.ADVISER, TE_OFFICE)):
        end_emergencies([mine.pk], who=as_(AINO, Role.ADVISER, TE_OFFICE))
    manager = as_(MERI, Role.MANAGER, TE_OFFICE, Reason.LOG_CHECK)
    with acting(manager):
        close_reviews([Review(mine.pk, Verdict.JUSTIFIED)], who=manager)
        assert open_reviews(TE_OFFICE) == []
        assert Emergency.objects.get().verdict == "justified"


@pytest.mark.usefixtures("web")
def test_a_part_of_the_audit_is_never_taken_for_the_whole(own_database: str) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        verify()
    with pytest.raises(ProgrammingError, match="permission denied"):
        seal(NOON)
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "DATABASE_URL": own_database.replace("toimi@", f"{WEB}@")}
    command = [sys.executable, "-m", "toimi.cli.main", "audit", "verify", "--lang", "en"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "may not do all that the command needs" in done.stderr


@pytest.mark.usefixtures("web")
def test_the_web_is_bound_by_every_policy() -> None:
    assert unbound_tables() == []


@pytest.mark.usefixtures("own_database")
def test_the_owner_is_not_bound_and_a_check_says_so() -> None:
    assert unbound_tables() == list(WALLED)
