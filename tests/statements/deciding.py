"""Commissioning decisions for tests, and simple matters that they would let through."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from tests.clients.actors import TE_OFFICE, adviser, new_client

from toimi.book.facts import Source
from toimi.clients.checking import NewFact, checked_fact
from toimi.clients.facts import put
from toimi.clients.models import ContactDetail, Detail
from toimi.matters.actions import Opening, open_matters
from toimi.matters.models import Trigger
from toimi.office.actors import HELSINKI, Actor, Reason
from toimi.office.officials import Official, Role
from toimi.statements.commissioning import approve, draft
from toimi.statements.commissioning_plan import Monitoring, Plan, ScopeRow, Tried
from toimi.statements.touched_provisions import touched

DAY = date(2024, 3, 4)
LIISA, TIMO = uuid.UUID(int=21), uuid.UUID(int=22)
WATCHED = Monitoring(share=1000, bound=800, least=20)
SIMPLE = ("job_seeker", "unemployment")


def who(day: date, role: Role, official: uuid.UUID, reason: Reason = Reason.MATTER, where: str = TE_OFFICE) -> Actor:
    """An official, or the automation, at noon."""
    return Actor(official, role, where, datetime.combine(day, time(12), HELSINKI), reason)


def automation(day: date = DAY) -> Actor:
    """The office's own system."""
    return who(day, Role.AUTOMATION, uuid.UUID(int=9))


def lawyer(day: date = DAY, official: uuid.UUID = LIISA) -> Actor:
    """One who drafts or approves; the row is made if need be."""
    Official.objects.get_or_create(id=official, defaults={"subject": str(official), "name": "Official"})
    return who(day, Role.LAWYER, official, Reason.CONTROL)


def plan(
    *subjects: str, first_day: date = DAY, until: date | None = None, watched: Monitoring = WATCHED, **other: Any
) -> Plan:
    """A plan that lacks nothing, unless it is given."""
    given = Plan(
        tuple(ScopeRow(one, "53f.2", watched) for one in subjects or SIMPLE), first_day, until,
        decider="Johtaja Jaana", contact="kirjaamo@example.fi", rules="Laura Lakimies", quality="Laura Lakimies",
        monitoring="Maija Esihenkilö", address="https://example.fi/automaatio",
    )  # fmt: skip
    return replace(given, **other)


def tried(given: Plan) -> Tried:
    """Two worked examples of each provision, and a check without findings."""
    known = frozenset(given.subjects)
    return Tried({one.provision.key: 2 for one in touched(known, given.first_day)}, {"texts": 0}, DAY)


def commission(given: Plan, day: date = DAY) -> int:
    """Drafted by one, approved by another."""
    (number,) = draft([given], tried(given), who=lawyer(day))
    approve([number], who=lawyer(day, TIMO))
    return number


LAID_OFF: tuple[tuple[str, dict[str, Any]], ...] = (
    ("person", {"id": "person", "birth_date": "1985-05-05"}),
    ("job_search", {"from": "2024-03-01"}),
    ("benefit", {"from": "2024-03-01", "kind": "earnings_related"}),
    ("seeks_full_time_work", {"from": "2024-03-01", "value": True}),
    ("answered_for", {"from": "2018-01-01", "subjects": ["work", "stops", "study", "business"]}),
    ("employment", {"id": "job", "from": "2019-01-01", "hours_share": 100}),
    ("layoff", {"from": "2024-03-01", "job": "job", "extent": "full"}),
)
"""One who is laid off for the time being: the right stands, until further notice."""


def matters_of(
    facts: tuple[tuple[str, dict[str, Any]], ...] = LAID_OFF, count: int = 1, day: date = date(2024, 3, 1)
) -> list[int]:
    """So many clients with these facts, and a matter of each."""
    people = [new_client() for _ in range(count)]
    by = adviser(day)
    ContactDetail.objects.bulk_create(
        ContactDetail(person_id=one, kind=Detail.MUNICIPALITY, value="690", since=day, recorded_on=day, recorded_by="1")
        for one in people
    )
    put([checked_fact(NewFact(one, kind, row, Source.PERSON)) for one in people for kind, row in facts], who=by)
    opening = [Opening(one, TE_OFFICE, "earnings_related", "fund-ytk", day, Trigger.REGISTRATION) for one in people]
    return open_matters(opening, who=by)
