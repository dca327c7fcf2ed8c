"""Access in an emergency: first the reason, for one official, client and day; then another's review, once."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from toimi.office.access import Extent, Relation, Standing, may_see
from toimi.office.actors import Actor, Reason, actor
from toimi.office.audit import AuditRow
from toimi.office.emergency import (
    Emergency,
    Review,
    Verdict,
    close_reviews,
    end_emergencies,
    in_emergency,
    open_emergencies,
    open_reviews,
    read_open_reviews,
)
from toimi.office.officials import Official, Post, Role, assign
from toimi.office.problems import Refused

pytestmark = pytest.mark.usefixtures("db")

TE_OFFICE = "te-office-pohjois-pohjanmaa"
TRIAL = "trial-municipality-564"
DAY = date(2022, 6, 1)
NOON = datetime(2022, 6, 1, 9, 0, tzinfo=UTC)
NEXT_NOON = NOON + timedelta(days=1)
WHY = "The police asks for a person who is in danger of life."


def one_with(*roles: Role, where: str = TE_OFFICE) -> uuid.UUID:
    name = str(uuid.uuid4())
    one = Official.objects.create(subject=name, name="Virkailija").pk
    assign([Post(one, role, where, date(2022, 1, 1), date(2023, 1, 1), task_share=100) for role in roles])
    return one


@pytest.fixture
def aino() -> Actor:
    return actor(one_with(Role.ADVISER), Role.ADVISER, TE_OFFICE, at=NOON, reason=Reason.EMERGENCY)


def reviewer(role: Role, *, official: uuid.UUID | None = None, where: str = TE_OFFICE) -> Actor:
    return actor(official or one_with(role, where=where), role, where, at=NEXT_NOON, reason=Reason.LOG_CHECK)


def close(number: int, who: Actor) -> None:
    close_reviews([Review(number, Verdict.JUSTIFIED)], who=who)


def refused(problem: str, number: int, who: Actor) -> None:
    with pytest.raises(Refused) as error:
        close(number, who)
    assert error.value.problem == problem


def test_a_written_reason_opens_one_client_for_one_official_and_day(aino: Actor) -> None:
    foreign = Relation(Standing.FOREIGN, has_emergency="17" in in_emergency(aino, ["17"]))
    assert may_see(aino, foreign).because == "no_emergency"
    [one] = open_emergencies(aino, {"17": WHY})
    assert in_emergency(aino, ["16", "17"]) == {"17": one.pk}
    assert may_see(aino, Relation(Standing.FOREIGN, has_emergency=True)).extent is Extent.WHOLE
    tomorrow = replace(aino, at=NEXT_NOON)
    other = replace(aino, official=one_with(Role.ADVISER))
    as_decider = replace(aino, role=Role.DECIDER)
    assert [in_emergency(who, ["17"]) for who in (tomorrow, other, as_decider)] == [{}, {}, {}]


@pytest.mark.parametrize("reason", ["", "   ", "urgent", " " * 30, "x" * 19 + "   "])
def test_a_reason_that_says_nothing_opens_nothing(aino: Actor, reason: str) -> None:
    with pytest.raises(Refused) as error:
        open_emergencies(aino, {"16": WHY, "17": reason})
    assert error.value.problem == "reason_too_short"
    assert Emergency.objects.count() == AuditRow.objects.count() == 0


def test_the_audit_points_to_the_reason_and_does_not_hold_it(aino: Actor) -> None:
    [one] = open_emergencies(aino, {"17": WHY})
    manager = reviewer(Role.MANAGER)
    close(one.pk, manager)
    rows = AuditRow.objects.order_by("pk").values_list("who", "role", "what", "whose", "why", "about")
    assert list(rows) == [
        (str(aino.official), "adviser", "emergency.open", "17", "emergency", f"emergency:{one.pk}"),
        (str(manager.official), "manager", "emergency.review", "17", "log_check", f"emergency:{one.pk}"),
    ]


def test_a_review_is_open_until_another_has_closed_it(aino: Actor) -> None:
    first, second = open_emergencies(aino, {"17": WHY, "18": WHY})
    assert [one.pk for one in open_reviews(TE_OFFICE)] == [first.pk, second.pk]
    assert open_reviews(TRIAL) == []
    manager = reviewer(Role.MANAGER)
    close_reviews([Review(first.pk, Verdict.UNJUSTIFIED, "To be looked into.")], who=manager)
    assert [one.pk for one in open_reviews(TE_OFFICE)] == [second.pk]
    kept = Emergency.objects.get(pk=first.pk)
    assert (kept.reviewer_id, kept.verdict, kept.note, kept.reason) == (
        manager.official,
        "unjustified",
        "To be looked into.",
        WHY,
    )
    refused("already_reviewed", first.pk, reviewer(Role.AUDITOR))


def test_nobody_reviews_oneself_in_any_role() -> None:
    both = one_with(Role.ADVISER, Role.MANAGER)
    mine = actor(both, Role.ADVISER, TE_OFFICE, at=NOON, reason=Reason.EMERGENCY)
    [one] = open_emergencies(mine, {"17": WHY})
    refused("reviewed_by_oneself", one.pk, reviewer(Role.MANAGER, official=both))
    with pytest.raises(IntegrityError, match="emergency_reviewed_by_another"), transaction.atomic():
        Emergency.objects.filter(pk=one.pk).update(reviewer=both, reviewed_at=NOON, verdict="justified")


def test_only_a_manager_or_an_auditor_of_the_same_house_reviews(aino: Actor) -> None:
    [one] = open_emergencies(aino, {"17": WHY})
    for role in (Role.ADVISER, Role.DECIDER, Role.LAWYER):
        refused("no_reviewer", one.pk, reviewer(role))
    refused("no_reviewer", one.pk, reviewer(Role.MANAGER, where=TRIAL))
    close(one.pk, reviewer(Role.AUDITOR))
    assert open_reviews(TE_OFFICE) == []


def test_all_of_a_list_are_reviewed_or_none(aino: Actor) -> None:
    manager = reviewer(Role.MANAGER)
    mine = replace(manager, at=NOON, reason=Reason.EMERGENCY)
    [hers] = open_emergencies(aino, {"17": WHY})
    [own] = open_emergencies(mine, {"18": WHY})
    for numbers in ([hers.pk, own.pk], [hers.pk, 10**9]):
        with pytest.raises(Refused):
            close_reviews([Review(one, Verdict.JUSTIFIED) for one in numbers], who=manager)
        assert len(open_reviews(TE_OFFICE)) == 2


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE office_emergency SET reason = 'Something else that is long enough.'",
        "UPDATE office_emergency SET day = day + 1",
        "UPDATE office_emergency SET person = '18'",
        "DELETE FROM office_emergency",
        "TRUNCATE office_emergency CASCADE",
    ],
)
def test_what_was_written_stays(aino: Actor, command: str) -> None:
    open_emergencies(aino, {"17": WHY})
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else TRUNCATE waits for foreign keys
    with (
        pytest.raises(IntegrityError, match="office_emergency is refused"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(command)


@pytest.mark.parametrize(
    "change", ["verdict = 'unjustified'", "note = 'again'", "reviewer_id = NULL, reviewed_at = NULL, verdict = NULL"]
)
def test_a_review_is_written_once(aino: Actor, change: str) -> None:
    [one] = open_emergencies(aino, {"17": WHY})
    close(one.pk, reviewer(Role.MANAGER))
    with pytest.raises(IntegrityError, match="completed once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE office_emergency SET {change}")


def test_half_a_review_is_no_review(aino: Actor) -> None:
    [one] = open_emergencies(aino, {"17": WHY})
    for half in (
        {"verdict": "justified"},
        {"reviewed_at": NOON},
        {"note": "seen"},
        {"reviewer": one_with(Role.MANAGER)},
    ):
        with pytest.raises(IntegrityError, match="emergency_review_is_whole"), transaction.atomic():
            Emergency.objects.filter(pk=one.pk).update(**half)


def test_the_official_ends_it_before_the_day_does_and_once(aino: Actor) -> None:
    one, other = open_emergencies(aino, {"17": WHY, "18": WHY})
    for who in (replace(aino, official=one_with(Role.ADVISER)), replace(aino, organisation=TRIAL)):
        with pytest.raises(Refused) as error:
            end_emergencies([one.pk], who=who)
        assert error.value.problem == "emergency_not_there"
    end_emergencies([one.pk], who=aino)
    assert in_emergency(aino, ["17", "18"]) == {"18": other.pk}
    with pytest.raises(Refused) as error:
        end_emergencies([one.pk, other.pk], who=replace(aino, at=NOON + timedelta(hours=1)))
    assert error.value.problem == "emergency_ended"
    assert in_emergency(aino, ["17", "18"]) == {"18": other.pk}
    assert AuditRow.objects.filter(what="emergency.end").count() == 1
    assert len(open_reviews(TE_OFFICE)) == 2  # what is over is reviewed all the same


def test_who_reads_the_reasons_leaves_a_trace_of_each(aino: Actor) -> None:
    one, other = open_emergencies(aino, {"17": WHY, "18": WHY})
    manager = reviewer(Role.MANAGER)
    for who in (replace(manager, reason=Reason.SERVICE), replace(manager, role=Role.LAWYER)):
        with pytest.raises(Refused) as error:
            read_open_reviews(who)
        assert error.value.problem == "no_reviewer"
    assert [row.pk for row in read_open_reviews(manager, limit=1)] == [one.pk]
    assert [row.pk for row in read_open_reviews(manager, after=one.pk)] == [other.pk]
    read = AuditRow.objects.filter(what="emergency.read").order_by("pk").values_list("whose", "about")
    assert list(read) == [("17", f"emergency:{one.pk}"), ("18", f"emergency:{other.pk}")]
