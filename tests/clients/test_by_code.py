"""Two narrow doors by identity code, behind the wall of the database: for their roles only, and never without a trace."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, time

import pytest
from django.db import ProgrammingError
from tests.clients.actors import AINO, AREA, new_client
from tests.clients.codes import codes

from toimi.clients.by_code import numbers_for_auditor, numbers_in_emergency
from toimi.clients.emergencies import Need, open_emergencies
from toimi.clients.looking import find, show, show_looks
from toimi.clients.models import Person
from toimi.clients.problems import Refused
from toimi.office.access import Extent, NotAllowed
from toimi.office.actors import HELSINKI, Actor, Reason
from toimi.office.audit import AuditRow, looks_at
from toimi.office.emergency import end_emergencies
from toimi.office.officials import Conflict, Ground, Official, Role
from toimi.office.row_security import acting

CODE, NOBODYS, MERGED = codes(3)
DAY = date(2025, 6, 2)
FAR = "area-raahe"
WHY = "The police asks for a person who is in danger of life."
AsWeb = Callable[[], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def official(db: None) -> None:
    Official.objects.create(pk=AINO, subject="aino", name="Aino")


def somebody(role: Role, reason: Reason, where: str = FAR) -> Actor:
    return Actor(AINO, role, where, datetime.combine(DAY, time(12), HELSINKI), reason)


def test_an_auditor_finds_whose_traces_to_check_and_sees_no_client(as_web: AsWeb) -> None:
    """The code of somebody who was merged finds the one who was kept; each code leaves a trace, nobody's too."""
    person = new_client(CODE)
    Person.objects.create(identity_code=MERGED, merged_into_id=person)
    auditor = somebody(Role.AUDITOR, Reason.LOG_CHECK, AREA)
    with as_web(), acting(auditor):
        assert find(auditor, [CODE, NOBODYS, MERGED]) == {CODE: person, MERGED: person}
        assert not Person.objects.exists()
        assert show(auditor, [person])[person].identity_code is None
        assert {row.what for row in show_looks(auditor, person).rows} >= {"clients.find_by_code", "clients.find"}
    traces = AuditRow.objects.filter(what="clients.find_by_code").values_list("whose", "who", "role", "is_allowed")
    assert sorted(traces) == [
        ("", str(AINO), "auditor", False),
        (str(person), str(AINO), "auditor", True),
        (str(person), str(AINO), "auditor", True),
    ]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.AUDITOR])
def test_no_other_role_comes_in_by_the_auditors_door(as_web: AsWeb, role: Role) -> None:
    new_client(CODE)
    with pytest.raises(ProgrammingError, match="by others only"), as_web(), acting(somebody(role, Reason.LOG_CHECK)):
        numbers_for_auditor([CODE])


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.AUTOMATION, Role.PAYER_SYSTEM])
def test_who_has_no_emergencies_finds_nobody_by_their_door(as_web: AsWeb, role: Role) -> None:
    new_client(CODE)
    with pytest.raises(ProgrammingError, match="by others only"), as_web(), acting(somebody(role, Reason.EMERGENCY)):
        numbers_in_emergency([CODE])


def test_without_anybody_who_acts_the_doors_are_shut(as_web: AsWeb) -> None:
    """A transaction that has not said for whom it acts."""
    new_client(CODE)
    for door in (numbers_for_auditor, numbers_in_emergency):
        with pytest.raises(ProgrammingError, match="by others only"), as_web():
            door([CODE])


def test_an_auditor_for_another_reason_finds_nobody(as_web: AsWeb) -> None:
    new_client(CODE)
    auditor = somebody(Role.AUDITOR, Reason.CONTROL)
    with as_web(), acting(auditor):
        assert find(auditor, [CODE]) == {}
    assert not AuditRow.objects.filter(what="clients.find_by_code").exists()


def test_a_reason_opens_another_houses_client_until_it_is_ended(as_web: AsWeb) -> None:
    person, aino = new_client(CODE), somebody(Role.ADVISER, Reason.EMERGENCY)
    with as_web(), acting(aino):
        assert show(aino, [person])[person].decision.extent is Extent.NOTHING
        (opened,) = open_emergencies([Need(WHY, identity_code=CODE.lower())], who=aino, test_range=True)
        assert show(aino, [person])[person].identity_code == CODE
        end_emergencies([opened.pk], who=aino)
        assert show(aino, [person])[person].decision.extent is Extent.NOTHING
        assert not Person.objects.exists()  # the second wall is up again too
    left = [row.what for row in looks_at(str(person)) if row.is_allowed]
    assert left == ["emergency.end", "clients.look", "emergency.open", "clients.emergency", "clients.find_in_emergency"]


@pytest.mark.parametrize(
    ("need", "problem"),
    [
        (Need(WHY, identity_code=NOBODYS), "0: person_not_there"),
        (Need(WHY, person=10**9), "0: person_not_there"),
        (Need(WHY), "0: emergency_of_whom"),
        (Need(WHY, person=1, identity_code=CODE), "0: emergency_of_whom"),
        (Need(WHY, identity_code="010190-9000"), "0: identity_code_control"),
        (Need(f"{WHY}\0", person=1), "0: text"),
    ],
)
def test_an_emergency_is_about_somebody(as_web: AsWeb, need: Need, problem: str) -> None:
    aino = somebody(Role.ADVISER, Reason.EMERGENCY)
    with as_web(), pytest.raises(Refused, match=problem), acting(aino):
        open_emergencies([need], who=aino, test_range=True)


def test_one_client_is_opened_once_in_a_list() -> None:
    person, aino = new_client(CODE), somebody(Role.ADVISER, Reason.EMERGENCY)
    with pytest.raises(Refused, match="identity_twice"), acting(aino):
        open_emergencies([Need(WHY, person=person), Need(WHY, identity_code=CODE)], who=aino, test_range=True)


def test_nobody_opens_a_case_of_their_own_or_for_another_reason(as_web: AsWeb) -> None:
    person, aino = new_client(CODE), somebody(Role.ADVISER, Reason.EMERGENCY)
    Conflict.objects.create(
        official_id=AINO, person=str(person), ground=next(iter(Ground)), days=(date(2025, 1, 1), None)
    )
    with as_web(), pytest.raises(NotAllowed, match="conflict_of_interest") as own, acting(aino):
        open_emergencies([Need(WHY, person=person)], who=aino)
    assert [(trace.whose, trace.is_allowed) for trace in own.value.traces] == [(str(person), False)]
    serving = somebody(Role.ADVISER, Reason.SERVICE)
    with as_web(), pytest.raises(NotAllowed, match="nothing_allows_it"), acting(serving):
        open_emergencies([Need(WHY, identity_code=CODE)], who=serving)
    assert uuid.UUID(own.value.traces[0].who) == AINO
