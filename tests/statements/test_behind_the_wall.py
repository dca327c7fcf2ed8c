"""Whoever handles a matter sees whom it is about behind both walls, and no longer than the matter is theirs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from django.db import ProgrammingError, transaction
from tests.clients.actors import TE_OFFICE, adviser
from tests.statements.offices import DAY, FUND, LAID_OFF, RESIGNED, claimed, client, commissioned, machine

from toimi.clients.checking import NewFact
from toimi.clients.facts import record, write
from toimi.clients.looking import show_facts
from toimi.matters.access import needed_kinds, with_matter
from toimi.matters.looking import matters_of
from toimi.matters.models import Matter
from toimi.matters.states import State
from toimi.office.access import Extent, NotAllowed
from toimi.office.actors import Actor, Reason
from toimi.office.officials import Role
from toimi.office.row_security import acting
from toimi.statements.looking import statements_of
from toimi.statements.models import Proposal, Statement
from toimi.statements.running import run

AsWeb = Callable[[], AbstractContextManager[None]]
UUSIMAA = "te-office-uusimaa"
pytestmark = pytest.mark.usefixtures("own_database")


def decider(where: str) -> Actor:
    return replace(adviser(DAY, Reason.MATTER, where=where), role=Role.DECIDER)


def payer(where: str = FUND) -> Actor:
    return replace(adviser(DAY, Reason.PAYMENT, where=where), role=Role.PAYER_SYSTEM)


def reason_valid(person: int) -> NewFact:
    return NewFact(person, "valid_reason", {"on": DAY, "about": "end", "accepted": True})


def test_another_office_sees_and_records_for_its_matter_only(as_web: AsWeb) -> None:
    person = client(*RESIGNED)
    write([NewFact(person, "study", {"from": "2020-01-01", "through": "2020-05-31"})], who=adviser(DAY))
    elsewhere = client(*LAID_OFF)
    claimed(person, elsewhere)
    run(who=machine())
    run(who=machine(where=UUSIMAA))
    who = decider(UUSIMAA)
    with as_web(), acting(who):
        shown = matters_of(who, person)
        assert (shown.decision.extent, [one.organisation_id for one in shown.matters]) == (Extent.MATTER, [UUSIMAA])
        needed = needed_kinds(who, [person, elsewhere])
        seen = show_facts(who, [person, elsewhere], known_at=DAY, with_matter=needed)
        kinds = {row.kind for row in seen[person].rows}
        assert {"employment", "employment_end", "job_search"} <= kinds
        assert "study" not in kinds, "what ended years ago is not needed"
        assert not seen[elsewhere].decision.is_allowed
        record([reason_valid(person)], who=who, with_matter=with_matter(who, [person]))
        with pytest.raises(NotAllowed):
            record([reason_valid(elsewhere)], who=who, with_matter=with_matter(who, [elsewhere]))
    Matter.objects.filter(organisation=UUSIMAA).update(state=State.CLOSED)
    with as_web(), acting(who):
        assert not matters_of(who, person).decision.is_allowed
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            write([NewFact(person, "valid_reason", {"on": DAY, "about": "end", "accepted": False})], who=who)


def test_a_payer_sees_its_own_statements_and_nothing_that_they_rest_on(as_web: AsWeb) -> None:
    commissioned()
    person, other = client(*LAID_OFF), client(*LAID_OFF)
    claimed(person)
    claimed(other, payer="kela", benefit="basic")
    run(who=machine())
    assert Statement.objects.count() == 2
    with as_web(), acting(payer()):
        assert [one.payer_id for one in Statement.objects.all()] == [FUND]
        assert list(Proposal.objects.all()) == []
        assert [one.payer_id for one in statements_of(payer(), person).statements] == [FUND]
        assert not statements_of(payer(), other).decision.is_allowed
    with as_web(), acting(decider(TE_OFFICE)):
        assert {one.payer_id for one in Statement.objects.all()} == {FUND, "kela"}
