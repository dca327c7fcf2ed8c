"""Access in an emergency: first the reason, for one official, client and day; then another's review, once."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from toimi.office.access import Extent, Looker, Reason, Relation, Standing, looker, may_see
from toimi.office.audit import AuditRow
from toimi.office.emergency import Emergency, Verdict, close_reviews, in_emergency, open_emergencies, open_reviews
from toimi.office.officials import Official, Post, Role, appoint
from toimi.office.problems import Refused

pytestmark = pytest.mark.usefixtures("db")

TE_OFFICE = "te-office-pohjois-pohjanmaa"
TRIAL = "trial-municipality-564"
DAY = date(2022, 6, 1)
NEXT = DAY + timedelta(days=1)
NOON = datetime(2022, 6, 1, 9, 0, tzinfo=UTC)
WHY = "The police asks for a person who is in danger of life."


def one_with(*roles: Role, where: str = TE_OFFICE) -> uuid.UUID:
    name = str(uuid.uuid4())
    one = Official.objects.create(subject=name, name="Virkailija").pk
    appoint([Post(one, role, where, date(2022, 1, 1), date(2023, 1, 1), task_share=100) for role in roles])
    return one


@pytest.fixture
def aino() -> Looker:
    return looker(one_with(Role.ADVISER), Role.ADVISER, TE_OFFICE, DAY, Reason.EMERGENCY)


def close(number: int, reviewer: uuid.UUID, day: date = NEXT) -> None:
    close_reviews([number], reviewer=reviewer, verdict=Verdict.JUSTIFIED, note="", day=day, at=NOON)


def refused(problem: str, number: int, reviewer: uuid.UUID, day: date = NEXT) -> None:
    with pytest.raises(Refused) as error:
        close(number, reviewer, day)
    assert error.value.problem == problem


def test_a_written_reason_opens_one_client_for_one_official_and_day(aino: Looker) -> None:
    foreign = Relation(Standing.FOREIGN, has_emergency="17" in in_emergency(aino, ["17"]))
    assert may_see(aino, foreign).because == "no_emergency"
    [one] = open_emergencies(aino, {"17": WHY}, at=NOON)
    assert in_emergency(aino, ["16", "17"]) == {"17": one.pk}
    assert may_see(aino, Relation(Standing.FOREIGN, has_emergency=True)).extent is Extent.WHOLE
    tomorrow = Looker(aino.official, aino.role, aino.organisation, NEXT, aino.reason)
    other = Looker(one_with(Role.ADVISER), aino.role, aino.organisation, DAY, aino.reason)
    as_decider = Looker(aino.official, Role.DECIDER, aino.organisation, DAY, aino.reason)
    assert [in_emergency(who, ["17"]) for who in (tomorrow, other, as_decider)] == [{}, {}, {}]


@pytest.mark.parametrize("reason", ["", "   ", "urgent", " " * 30, "x" * 19 + "   "])
def test_a_reason_that_says_nothing_opens_nothing(aino: Looker, reason: str) -> None:
    with pytest.raises(Refused) as error:
        open_emergencies(aino, {"16": WHY, "17": reason}, at=NOON)
    assert error.value.problem == "reason_too_short"
    assert Emergency.objects.count() == AuditRow.objects.count() == 0


def test_the_audit_points_to_the_reason_and_does_not_hold_it(aino: Looker) -> None:
    [one] = open_emergencies(aino, {"17": WHY}, at=NOON)
    manager = one_with(Role.MANAGER)
    close(one.pk, manager)
    rows = AuditRow.objects.order_by("pk").values_list("who", "role", "what", "whose", "why", "about")
    assert list(rows) == [
        (str(aino.official), "adviser", "emergency.open", "17", "emergency", f"emergency:{one.pk}"),
        (str(manager), "manager", "emergency.review", "17", "log_check", f"emergency:{one.pk}"),
    ]


def test_a_review_is_open_until_another_has_closed_it(aino: Looker) -> None:
    first, second = open_emergencies(aino, {"17": WHY, "18": WHY}, at=NOON)
    assert [one.pk for one in open_reviews(TE_OFFICE)] == [first.pk, second.pk]
    assert open_reviews(TRIAL) == []
    manager = one_with(Role.MANAGER)
    close_reviews(
        [first.pk], reviewer=manager, verdict=Verdict.UNJUSTIFIED, note="To be looked into.", day=NEXT, at=NOON
    )
    assert [one.pk for one in open_reviews(TE_OFFICE)] == [second.pk]
    kept = Emergency.objects.get(pk=first.pk)
    assert (kept.reviewer_id, kept.verdict, kept.note, kept.reason) == (
        manager,
        "unjustified",
        "To be looked into.",
        WHY,
    )
    refused("already_reviewed", first.pk, one_with(Role.AUDITOR))


def test_nobody_reviews_oneself_in_any_role() -> None:
    both = one_with(Role.ADVISER, Role.MANAGER)
    mine = looker(both, Role.ADVISER, TE_OFFICE, DAY, Reason.EMERGENCY)
    [one] = open_emergencies(mine, {"17": WHY}, at=NOON)
    refused("reviewed_by_oneself", one.pk, both)
    with pytest.raises(IntegrityError, match="emergency_reviewed_by_another"), transaction.atomic():
        Emergency.objects.filter(pk=one.pk).update(reviewer=both, reviewed_at=NOON, verdict="justified")


def test_only_a_manager_or_an_auditor_of_the_same_house_reviews(aino: Looker) -> None:
    [one] = open_emergencies(aino, {"17": WHY}, at=NOON)
    refused("no_reviewer", one.pk, one_with(Role.ADVISER, Role.DECIDER, Role.LAWYER))
    refused("no_reviewer", one.pk, one_with(Role.MANAGER, where=TRIAL))
    refused("no_reviewer", one.pk, one_with(Role.MANAGER), day=date(2023, 1, 1))  # the role has ended
    close(one.pk, one_with(Role.AUDITOR))
    assert open_reviews(TE_OFFICE) == []


def test_all_of_a_list_are_reviewed_or_none(aino: Looker) -> None:
    manager = one_with(Role.MANAGER)
    mine = looker(manager, Role.MANAGER, TE_OFFICE, DAY, Reason.EMERGENCY)
    [hers] = open_emergencies(aino, {"17": WHY}, at=NOON)
    [own] = open_emergencies(mine, {"18": WHY}, at=NOON)
    for numbers in ([hers.pk, own.pk], [hers.pk, 10**9]):
        with pytest.raises((Refused, Emergency.DoesNotExist)):
            close_reviews(numbers, reviewer=manager, verdict=Verdict.JUSTIFIED, note="", day=NEXT, at=NOON)
        assert len(open_reviews(TE_OFFICE)) == 2


@pytest.mark.parametrize(
    "command",
    [
        "UPDATE office_emergency SET reason = 'Something else that is long enough.'",
        "UPDATE office_emergency SET day = day + 1",
        "UPDATE office_emergency SET person = '18'",
        "DELETE FROM office_emergency",
        "TRUNCATE office_emergency",
    ],
)
def test_what_was_written_stays(aino: Looker, command: str) -> None:
    open_emergencies(aino, {"17": WHY}, at=NOON)
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
def test_a_review_is_written_once(aino: Looker, change: str) -> None:
    [one] = open_emergencies(aino, {"17": WHY}, at=NOON)
    close(one.pk, one_with(Role.MANAGER))
    with pytest.raises(IntegrityError, match="completed once"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE office_emergency SET {change}")


def test_half_a_review_is_no_review(aino: Looker) -> None:
    [one] = open_emergencies(aino, {"17": WHY}, at=NOON)
    for half in (
        {"verdict": "justified"},
        {"reviewed_at": NOON},
        {"note": "seen"},
        {"reviewer": one_with(Role.MANAGER)},
    ):
        with pytest.raises(IntegrityError, match="emergency_review_is_whole"), transaction.atomic():
            Emergency.objects.filter(pk=one.pk).update(**half)
