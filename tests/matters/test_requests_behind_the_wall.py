"""Requests and answers behind both walls, and two officials at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from tests.clients.actors import TE_OFFICE, adviser
from tests.statements.offices import DAY, FUND, JOB, claimed, client, machine

from toimi.clients.models import KnownFact
from toimi.matters import actions
from toimi.matters.answering import Message, answer, read
from toimi.matters.asking import Asked, Draft
from toimi.matters.clarifying import send
from toimi.matters.hearing import not_heard
from toimi.matters.models import Clock, Matter, Received, Request
from toimi.matters.problems import Refused
from toimi.matters.requests import Channel, To
from toimi.matters.states import By, State
from toimi.office.access import NotAllowed
from toimi.office.actors import Actor, Reason
from toimi.office.officials import Role
from toimi.office.row_security import acting, acting_for_oneself

AsWeb = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.usefixtures("own_database")
HOURS = Asked("employment:job:hours_share", To.CLIENT, kind="employment", fact="job", attribute="hours_share")
TABLES = (Request, Received, Clock)


def gathering() -> tuple[int, int]:
    person = client(JOB)
    (matter,) = claimed(person)
    actions.go({matter: (State.OPENED, State.ROUTING, State.GATHERING)}, by=By.SYSTEM, who=machine())
    return person, matter


def at(where: str, role: Role = Role.DECIDER, reason: Reason = Reason.MATTER) -> Actor:
    return replace(adviser(DAY, reason, where=where), role=role)


def counted() -> list[int]:
    return [table.objects.count() for table in TABLES]


def told(request: int, person: int, text: str = "") -> Message:
    return Message(request, To.CLIENT, str(person), Channel.SERVICE, text, values={HOURS.key: 80})


def test_who_handles_the_matter_asks_and_records_and_nobody_else_sees_it(as_web: AsWeb) -> None:
    person, matter = gathering()
    ours = at(TE_OFFICE)
    with as_web(), acting(ours):
        (request,) = send([Draft(matter, (HOURS,))], who=ours)
        (number,) = answer([told(request, person)], who=ours)
        assert not_heard([matter]) == {matter: "inbox_unread"}
        read([number], who=ours)
        assert (not_heard([matter]), counted()) == ({}, [1, 1, 1])
    assert KnownFact.objects.filter(corrects="job").count() == 1
    for stranger in (
        at("te-office-uusimaa"),
        at(FUND, Role.PAYER_SYSTEM, Reason.PAYMENT),
        at("keha", Role.AUDITOR, Reason.LOG_CHECK),
    ):
        with as_web(), acting(stranger):
            assert counted() == [0, 0, 0], stranger.role
            with pytest.raises((Refused, NotAllowed)):
                send([Draft(matter, (HOURS,))], who=stranger)
    for one, rows in ((person, [1, 1, 1]), (person + 1, [0, 0, 0])):
        with as_web(), acting_for_oneself(str(one)):
            assert counted() == rows


def test_what_came_is_never_changed_and_read_once(as_web: AsWeb) -> None:
    person, matter = gathering()
    (request,) = send([Draft(matter, (HOURS,))], who=at(TE_OFFICE))
    (number,) = answer([told(request, person)], who=at(TE_OFFICE))
    for change in ({"text": "Another text."}, {"is_late": True}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Received.objects.update(**change)
    read([number], who=at(TE_OFFICE))
    read([number], who=adviser(DAY + timedelta(1), Reason.MATTER, where=TE_OFFICE))
    assert Received.objects.get().read_on == DAY
    for table in (Received, Clock):
        with pytest.raises(DatabaseError), transaction.atomic():
            table.objects.all().delete()


def test_two_at_once_one_request_is_sent_and_one_answer_taken() -> None:
    person, matter = gathering()

    def tried(do: Callable[[], list[int]]) -> list[int] | str:
        try:
            return do()
        except Refused as refused:
            return refused.problems[0].code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(lambda _: tried(lambda: send([Draft(matter, (HOURS,))], who=at(TE_OFFICE))), range(4)))
        (request,) = Request.objects.values_list("pk", flat=True)
        assert sorted(sent, key=str) == [[request], *["request_is_open"] * 3]
        taken = list(pool.map(lambda _: tried(lambda: answer([told(request, person)], who=at(TE_OFFICE))), range(4)))
    (number,) = Received.objects.values_list("pk", flat=True)
    assert taken == [[number]] * 4
    assert (KnownFact.objects.filter(corrects="job").count(), Clock.objects.count()) == (1, 1)
    assert Matter.objects.get().state == State.IN_PROCESSING
