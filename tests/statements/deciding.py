"""Commissioning decisions for tests."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from tests.clients.actors import TE_OFFICE

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


def lawyer(day: date = DAY, official: uuid.UUID = LIISA, where: str = TE_OFFICE) -> Actor:
    """One who drafts or approves; the row is made if need be."""
    Official.objects.get_or_create(id=official, defaults={"subject": str(official), "name": "Official"})
    return who(day, Role.LAWYER, official, Reason.CONTROL, where)


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


def commission(given: Plan, day: date = DAY, where: str = TE_OFFICE) -> int:
    """Drafted by one, approved by another."""
    (number,) = draft([given], tried(given), who=lawyer(day, where=where))
    approve([number], who=lawyer(day, TIMO, where))
    return number
