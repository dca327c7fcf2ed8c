"""Approval by two: who may, from when, and that one is never two."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from toimi.office.actors import Actor, Reason
from toimi.office.approvals import Approval, Proposal, approve, digest_of, is_approved, propose, revoke
from toimi.office.audit import AuditRow
from toimi.office.officials import Official, Role
from toimi.office.problems import PROBLEMS, Refused
from toimi.office.row_security import acting

HERE, THERE = "te-office-pohjois-pohjanmaa", "keha"
DAY = date(2020, 5, 4)
ONE, TWO = (uuid.UUID(int=number) for number in (1, 2))
CONTENT = ("letter_text", "hearing.1", digest_of({"fi": "teksti"}))


@pytest.fixture(autouse=True)
def _officials(db: None) -> None:
    for one in (ONE, TWO):
        Official.objects.create(pk=one, subject=str(one), name="Virkailija")


def as_(official: uuid.UUID, role: Role = Role.LAWYER, where: str = HERE, day: date = DAY) -> Actor:
    return Actor(official, role, where, datetime(day.year, day.month, day.day, 9, tzinfo=UTC), Reason.CONTROL)


def proposed(since: date = DAY, who: Actor | None = None) -> int:
    [number] = propose([Proposal(*CONTENT, since, "Luettu ja tarkistettu")], who=who or as_(ONE))
    return number


def holds(day: date = DAY, content: tuple[str, str, str] = CONTENT, within: str = HERE) -> bool:
    return is_approved(*content, day, within=within)


def test_it_holds_once_another_has_approved_it_and_from_its_day_on() -> None:
    number = proposed(since=DAY + timedelta(days=7))
    assert not holds(DAY + timedelta(days=7))
    approve([number], who=as_(TWO, Role.MANAGER))
    assert not holds(DAY + timedelta(days=6))
    assert holds(DAY + timedelta(days=7))


def test_it_does_not_reach_back_before_the_day_on_which_it_was_given() -> None:
    number = proposed(since=DAY - timedelta(days=30))
    approve([number], who=as_(TWO))
    assert not holds(DAY - timedelta(days=1))
    assert holds(DAY)


def test_another_content_another_key_another_kind_and_another_house_are_not_approved() -> None:
    approve([proposed()], who=as_(TWO))
    kind, key, digest = CONTENT
    assert holds()
    assert not holds(content=(kind, key, digest_of({"fi": "teksti."})))
    assert not holds(content=(kind, "hearing.2", digest))
    assert not holds(content=("switch", key, digest))
    assert not holds(within=THERE)


def test_nobody_approves_their_own() -> None:
    number = proposed()
    with pytest.raises(Refused, match="own proposal"):
        approve([number], who=as_(ONE, Role.MANAGER))
    with pytest.raises(IntegrityError, match="approval_by_two"), transaction.atomic():
        Approval.objects.filter(pk=number).update(approver=ONE, approver_role="manager", approved_at=as_(ONE).at)
    assert not holds()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.DECIDER, Role.MANAGER, Role.LAWYER}))
def test_other_roles_do_not_propose(role: Role) -> None:
    with pytest.raises(Refused, match="cannot be proposed"):
        proposed(who=as_(ONE, role))


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MANAGER, Role.LAWYER}))
def test_other_roles_neither_approve_nor_take_back(role: Role) -> None:
    number = proposed()
    with pytest.raises(Refused, match="manager or a lawyer"):
        approve([number], who=as_(TWO, role))
    approve([number], who=as_(TWO))
    with pytest.raises(Refused, match="manager or a lawyer"):
        revoke([number], who=as_(TWO, role), since=DAY, reason="Virhe tekstissä")
    assert holds()


def test_another_house_does_not_approve() -> None:
    with pytest.raises(Refused, match="same organisation"):
        approve([proposed()], who=as_(TWO, where=THERE))


def test_an_unknown_kind_is_for_nobody() -> None:
    with pytest.raises(Refused, match="cannot be proposed"):
        propose([Proposal("unheard_of", "a", CONTENT[2], DAY, "Luettu ja tarkistettu")], who=as_(ONE))


def test_all_or_none() -> None:
    good, gone = proposed(), 0
    with pytest.raises(Refused, match="no such proposal"):
        approve([good, gone], who=as_(TWO))
    assert not holds()


def test_approved_twice_is_refused() -> None:
    number = proposed()
    approve([number], who=as_(TWO))
    with pytest.raises(Refused, match="already"):
        approve([number], who=as_(TWO))


def test_taken_back_from_a_day_on_by_one_and_never_backwards() -> None:
    number = proposed()
    approve([number], who=as_(TWO))
    with pytest.raises(Refused, match="not backwards"):
        revoke([number], who=as_(ONE), since=DAY - timedelta(days=1), reason="Virhe tekstissä")
    revoke([number], who=as_(ONE), since=DAY + timedelta(days=1), reason="Virhe tekstissä")
    assert holds(DAY)
    assert not holds(DAY + timedelta(days=1))
    approve([proposed(since=DAY + timedelta(days=3))], who=as_(TWO))
    assert holds(DAY + timedelta(days=3))  # a new approval by two


def test_a_reason_says_something() -> None:
    with pytest.raises(Refused, match="reason"):
        propose([Proposal(*CONTENT, DAY, "  ok  ")], who=as_(ONE))
    number = proposed()
    with pytest.raises(Refused, match="reason"):
        revoke([number], who=as_(TWO), since=DAY, reason=" ")


def test_each_leaves_a_trace_that_is_about_no_person() -> None:
    number = proposed()
    approve([number], who=as_(TWO))
    revoke([number], who=as_(TWO), since=DAY, reason="Virhe tekstissä")
    rows = AuditRow.objects.order_by("pk").values_list("what", "who", "whose", "about")
    assert list(rows) == [
        ("approvals.propose", str(ONE), "", f"approval:{number}"),
        ("approvals.approve", str(TWO), "", f"approval:{number}"),
        ("approvals.revoke", str(TWO), "", f"approval:{number}"),
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE office_approval SET approver_id = NULL, approver_role = NULL, approved_at = NULL",
        "UPDATE office_approval SET digest = repeat('0', 64)",
        "UPDATE office_approval SET since = '2019-01-01'",
        "DELETE FROM office_approval",
        "UPDATE office_revocation SET since = '2030-01-01'",
        "DELETE FROM office_revocation",
    ],
)
def test_what_was_approved_or_taken_back_stays_written(statement: str) -> None:
    number = proposed()
    approve([number], who=as_(TWO))
    revoke([number], who=as_(TWO), since=DAY, reason="Virhe tekstissä")
    with pytest.raises(IntegrityError, match="is refused"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("problem", ["no_proposer", "no_approver", "approved_by_oneself", "revoked_backwards"])
def test_it_is_told_in_three_languages(problem: str) -> None:
    assert len(set(PROBLEMS[problem].values())) == 3


def test_the_web_may_do_all_of_it(as_web: Callable[[], AbstractContextManager[None]]) -> None:
    with as_web():
        with acting(as_(ONE)):
            number = proposed()
        with acting(as_(TWO)):
            approve([number], who=as_(TWO))
            assert holds()
            revoke([number], who=as_(TWO), since=DAY, reason="Virhe tekstissä")
            assert not holds()
