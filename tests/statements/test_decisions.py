"""An official decides: a resignation asked, answered, judged and stated on; and each way in which a decision is refused.

The suspension is that of the digest of the sanctions (TTL 2a:1.1 as in 1380/2021: 45 days); hearing and reasons are those of the
digest of the statement's procedure, sections 5, 7 and 10.2.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from tests.clients.actors import TE_OFFICE, adviser
from tests.statements.offices import DAY, LAID_OFF, RESIGNED, STILL_AT_WORK, claimed, client, machine

from toimi.clients.checking import NewFact
from toimi.clients.facts import record
from toimi.matters.access import with_matter
from toimi.matters.actions import go
from toimi.matters.answering import Message, answer, read
from toimi.matters.asking import with_views
from toimi.matters.clarifying import send
from toimi.matters.hearing import hear, to_hear
from toimi.matters.models import Matter, Received, Step
from toimi.matters.requests import Channel, Outcome, To
from toimi.matters.states import By, State
from toimi.office.access import NotAllowed
from toimi.office.actors import Actor, Reason
from toimi.office.officials import Role
from toimi.statements.actions import Decision, decide
from toimi.statements.asking import drafts_for
from toimi.statements.models import Outgoing, Proposal, Statement
from toimi.statements.problems import Refused
from toimi.statements.running import run

pytestmark = pytest.mark.usefixtures("own_database")
UUSIMAA = "te-office-uusimaa"
LATER = date(2024, 3, 12)
WHY = "Irtisanouduit itse, eikä esittämäsi syy ole pätevä."


def decider(day: date = DAY, where: str = TE_OFFICE) -> Actor:
    return replace(adviser(day, Reason.MATTER, where=where), role=Role.DECIDER)


def latest(matter: int) -> Proposal:
    return Proposal.objects.filter(matter=matter).latest("pk")


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    for problem in refused.value.problems:
        assert all(problem.text(language) for language in ("fi", "sv", "en"))
    return [problem.code for problem in refused.value.problems]


def told(matter: int, person: int, text: str, day: date = DAY) -> None:
    """The client answers the one request of the matter, and an official reads it."""
    (request,) = Matter.objects.get(pk=matter).requests.filter(outcome=Outcome.OPEN)
    keys = tuple(one["key"] for one in request.questions)
    who = decider(day, Matter.objects.get(pk=matter).organisation_id)
    answer([Message(request.pk, To.CLIENT, str(person), Channel.SERVICE, text, keys)], who=who)
    read(Received.objects.filter(matter=matter, read_on__isnull=True).values_list("pk", flat=True), who=who)


def test_a_resignation_is_asked_answered_judged_and_stated_on() -> None:
    person = client(*RESIGNED)
    claimed(person)
    run(who=machine())
    matter = Matter.objects.get(organisation=UUSIMAA).pk
    run(who=machine(where=UUSIMAA))
    assert (latest(matter).result, Matter.objects.get(pk=matter).state) == ("open", State.GATHERING)
    who = decider(where=UUSIMAA)
    draft = drafts_for([matter])[matter]
    assert [one.to for one in draft.questions] == [To.OFFICIAL]
    send([with_views(draft)], who=who)
    assert Matter.objects.get(pk=matter).state == State.AWAITING_CLARIFICATION
    told(matter, person, "Työmatka oli pitkä.")
    judged = NewFact(person, "valid_reason", {"on": DAY, "about": "end", "accepted": False})
    record([judged], who=who, with_matter=with_matter(who, [person]))
    Matter.objects.filter(pk=matter).update(is_open_to_rerun=True)
    assert run(who=machine(where=UUSIMAA)) == {"partly": 1}
    proposal = latest(matter)
    said = [stretch[:3] for stretch in proposal.stretches]
    assert said == [["2024-03-01", "2024-04-15", "no_right"], ["2024-04-15", None, "right"]]
    (number,) = decide([Decision(matter, proposal.pk, WHY)], who=who)
    given = Statement.objects.get(pk=number)
    assert (given.result, given.official, given.commissioning, given.reasons) == ("partly", who.official, None, WHY)
    (ground,) = given.explanation[0]["grounds"]
    assert (ground["citation"], ground["effect"]) == ("TTL 2a:1.1", "bars")
    assert "45" in str(ground)
    assert Outgoing.objects.get().statement_id == number
    assert Matter.objects.get(pk=matter).state == State.ISSUED


@pytest.fixture
def at_work() -> tuple[int, int]:
    """Somebody who is still at work and applies: no right is proposed, and the person was heard on it."""
    person = client(*STILL_AT_WORK)
    (matter,) = claimed(person)
    run(who=machine())
    hear([to_hear(matter, latest(matter).stretches)], who=decider())
    told(matter, person, "Työni jatkuu, mutta tunteja on vähän.")
    run(who=machine())
    assert Matter.objects.get(pk=matter).state == State.PROPOSED
    return person, matter


def test_who_was_heard_gets_a_negative_statement_with_reasons(at_work: tuple[int, int]) -> None:
    _, matter = at_work
    decide([Decision(matter, latest(matter).pk, "Olet kokoaikatyössä.")], who=decider())
    assert Statement.objects.get().result == "no_right"


def test_nobody_is_refused_unheard_or_without_reasons() -> None:
    (matter,) = claimed(client(*STILL_AT_WORK))
    run(who=machine())
    with pytest.raises(Refused) as refused:
        decide([Decision(matter, latest(matter).pk)], who=decider())
    assert codes(refused) == ["reasons_missing", "nobody_heard"]
    assert not Statement.objects.exists()


Spoil = Callable[[int, int], tuple[Decision, Actor]]


def as_seen(matter: int, **other: Any) -> Decision:
    return replace(Decision(matter, latest(matter).pk, "Olet kokoaikatyössä."), **other)


def fact_recorded(person: int, matter: int) -> tuple[Decision, Actor]:
    record([NewFact(person, "study", {"from": "2024-03-01"})], who=adviser(DAY))
    return as_seen(matter), decider()


def run_again(person: int, matter: int) -> tuple[Decision, Actor]:
    seen = as_seen(matter)
    Matter.objects.update(is_open_to_rerun=True)
    run(who=machine())
    return seen, decider()


def no_payer(person: int, matter: int) -> tuple[Decision, Actor]:
    Matter.objects.update(payer=None)
    return as_seen(matter), decider()


def taken_back(person: int, matter: int) -> tuple[Decision, Actor]:
    go({matter: (State.PROPOSED, State.IN_PROCESSING)}, by=By.OFFICIAL, who=decider())
    return as_seen(matter), decider()


SPOILT: dict[str, Spoil] = {
    "facts_changed": fact_recorded,
    "newer_proposal": run_again,
    "no_payer": no_payer,
    "nothing_proposed": taken_back,
    "reasons_missing": lambda person, matter: (as_seen(matter, reasons=" \n"), decider()),
    "reasons_unstorable": lambda person, matter: (as_seen(matter, reasons="x" * 10_001), decider()),
    "not_competent": lambda person, matter: (as_seen(matter), decider(date(2025, 1, 2))),
}


@pytest.mark.parametrize("code", SPOILT)
def test_what_keeps_a_decision_from_being_taken_is_told_and_nothing_is_given(
    at_work: tuple[int, int], code: str
) -> None:
    decision, who = SPOILT[code](*at_work)
    steps = Step.objects.count()
    with pytest.raises(Refused) as refused:
        decide([decision], who=who)
    assert codes(refused) == [code]
    assert (Statement.objects.count(), Step.objects.count()) == (0, steps)


def test_one_that_fails_keeps_the_others_from_being_given(at_work: tuple[int, int]) -> None:
    _, matter = at_work
    (simple,) = claimed(client(*LAID_OFF))
    run(who=machine())
    with pytest.raises(Refused) as refused:
        decide([as_seen(simple, reasons=""), as_seen(matter, reasons="")], who=decider())
    assert [(one.matter, one.code) for one in refused.value.problems] == [(matter, "reasons_missing")]
    with pytest.raises(Refused) as refused:
        decide([as_seen(simple), as_seen(simple)], who=decider())
    assert codes(refused) == ["decided_twice"]
    assert len(decide([as_seen(simple, reasons=""), as_seen(matter)], who=decider())) == 2


def test_only_who_decides_does(at_work: tuple[int, int]) -> None:
    _, matter = at_work
    for who in (
        replace(decider(), role=Role.MANAGER),
        decider(where=UUSIMAA),
        replace(decider(), role=Role.AUTOMATION),
    ):
        with pytest.raises(NotAllowed):
            decide([as_seen(matter)], who=who)


def test_of_two_officials_at_once_one_is_told_that_the_other_is_at_it(at_work: tuple[int, int]) -> None:
    _, matter = at_work
    at_it, done = threading.Event(), threading.Event()

    def other() -> None:
        with transaction.atomic():
            list(Matter.objects.filter(pk=matter).select_for_update(of=("self",)))
            at_it.set()
            done.wait(20)
        connection.close()

    thread = threading.Thread(target=other)
    thread.start()
    try:
        assert at_it.wait(20)
        with pytest.raises(Refused) as refused:
            decide([as_seen(matter)], who=decider())
        assert codes(refused) == ["held_by_another"]
    finally:
        done.set()
        thread.join(20)
    decide([as_seen(matter)], who=decider())
