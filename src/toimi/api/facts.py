"""Facts of the vocabulary: shown as they were known on a day, recorded, corrected, withdrawn; never changed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Body, Query, Router, Schema
from pydantic import Field, StrictBool

from toimi.api.door import action, creates, looks, question, refused
from toimi.api.organisations import today
from toimi.api.pages import LIMIT, Cursor, Limit, Next, begin, page
from toimi.api.problems import Refusal
from toimi.api.searches import Evidence
from toimi.api.shapes import LONGEST_LIST, Day, Given, PersonNumber, Text
from toimi.api.signing_in import actor_of
from toimi.book.facts import Source
from toimi.clients.checking import LONGEST_NAME, NewFact
from toimi.clients.facts import record
from toimi.clients.looking import show_facts
from toimi.clients.models import KnownFact
from toimi.matters.access import needed_kinds, with_matter

router = Router(tags=["facts"])


class NewFactOfPerson(Given):
    """A fact, in the words of a case file; with ``corrects`` it supersedes, and with ``withdraws`` nothing stands instead."""

    kind: Annotated[Text, Field(max_length=60)]
    said: dict[Text, Any] = {}
    source: Source = Source.OFFICIAL
    evidence: Evidence = ""
    corrects: Annotated[Text, Field(max_length=LONGEST_NAME)] | None = None
    withdraws: StrictBool = False


class FactNames(Schema):
    """By what name each row goes."""

    items: list[str]


class FactShape(Schema):
    """A fact as it was recorded; ``until`` is the first day on which it does not hold."""

    name: str
    kind: str
    since: date | None
    until: date | None
    attributes: dict[str, Any]
    uncertain: dict[str, Any] | None
    corrects: str | None
    withdrawn: bool
    source: Source
    evidence: str
    recorded_on: date
    recorded_by: str
    recorded_in: str

    @classmethod
    def of(cls, row: KnownFact) -> FactShape:
        """As the register has it."""
        same = {name: getattr(row, name) for name in cls.model_fields if hasattr(row, name)}
        return cls(**{**same, "since": row.days.lower, "until": row.days.upper, "source": Source(row.source)})


class FactPage(Schema):
    """Facts in the order in which they were recorded, superseded ones too."""

    items: list[FactShape]
    next: Next


@router.get("/people/{person}/facts", **question(FactPage))
@looks
def list_facts(
    request: HttpRequest,
    person: PersonNumber,
    known_at: Annotated[Day | None, Query(description="as it was known on this day; today if left out")] = None,
    limit: Limit = LIMIT,
    cursor: Cursor = None,
) -> FactPage | Refusal:
    """What is known of a client, or was on a day."""
    after = begin(request, cursor) or 0
    who = actor_of(request)
    needed = needed_kinds(who, [person])
    (found,) = show_facts(who, [person], known_at=known_at or today(), with_matter=needed).values()
    rows, further = page(request, [row for row in found.rows if row.pk > after], limit, lambda row: row.pk)
    return refused(found.decision) or FactPage(items=[FactShape.of(row) for row in rows], next=further)


@router.post("/people/{person}/facts", **action(FactNames))
@creates
def record_facts(
    request: HttpRequest,
    person: PersonNumber,
    said: Annotated[list[NewFactOfPerson], Body(min_length=1, max_length=LONGEST_LIST)],
) -> FactNames:
    """Record facts, corrections and withdrawals of a client, known from today on."""
    who = actor_of(request)
    facts = [NewFact(person, **dict(one)) for one in said]
    return FactNames(items=record(facts, who=who, with_matter=with_matter(who, [person])))
