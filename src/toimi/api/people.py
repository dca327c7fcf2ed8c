"""People: found by identity code, shown, reached, represented, merged and split; and who looked at them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import Body, Query, Router, Schema
from pydantic import Field, StrictBool

from toimi.api.door import action, creates, looks, question, refused, search
from toimi.api.pages import LIMIT, Cursor, Limit, Next, begin, page
from toimi.api.problems import Refusal
from toimi.api.searches import Evidence, IdentityCode
from toimi.api.shapes import LONGEST_LIST, Day, Done, Given, Number, PersonNumber, Text
from toimi.api.signing_in import actor_of
from toimi.clients.contacts import (
    EndOfRepresentation,
    NewDetail,
    NewRepresentation,
    end_representations,
    represent,
    tell,
)
from toimi.clients.looking import Shown, find, show, show_looks
from toimi.clients.models import Capacity, Detail
from toimi.clients.people import Merge, Split, merge, split
from toimi.clients.problems import LONGEST, Problem
from toimi.clients.problems import Refused as RefusedByClients
from toimi.clients.selectors import state_of
from toimi.clients.states import Channel, Ground, State
from toimi.matters.access import with_matter
from toimi.office.access import Extent
from toimi.office.identity_codes import read_identity_code

router = Router(tags=["people"])
ReasonGiven = Annotated[Text, Field(max_length=LONGEST)]


class Sought(Given):
    """Whom one looks for."""

    identity_code: IdentityCode


class Found(Schema):
    """The client's number; ``null`` if there is none of whom something may be shown."""

    person: int | None


class FoundList(Schema):
    """For each identity code who was found."""

    items: list[Found]


class SearchOfPerson(Schema):
    """A job search; ``until`` is the first day on which it is not valid."""

    search: int
    since: date
    until: date | None
    asked_at: datetime
    channel: Channel
    ground: Ground | None


class RepresentativeShape(Schema):
    """Somebody who acts for the client; ``until`` is the first day without."""

    representation: int
    kind: Capacity
    name: str
    scope: str
    since: date
    until: date | None


class PersonShape(Schema):
    """A client, as far as may be shown: the state on the day, today's details and representatives, and all searches."""

    person: int
    day: date
    extent: Extent
    identity_code: str | None
    state: State | None
    searches: list[SearchOfPerson]
    details: dict[Detail, str]
    representatives: list[RepresentativeShape]

    @classmethod
    def of(cls, one: Shown, day: date) -> PersonShape:
        """As it is shown."""
        begun = [each for each in one.searches if each.days.lower <= day]
        return cls(
            person=one.person,
            day=day,
            extent=one.decision.extent,
            identity_code=one.identity_code,
            state=one.state and (state_of(begun[-1], day) if begun else State.NEVER),
            searches=[
                SearchOfPerson(
                    search=each.pk,
                    since=each.days.lower,
                    until=each.days.upper,
                    asked_at=each.asked_at,
                    channel=Channel(each.channel),
                    ground=Ground(each.ground) if each.ground else None,
                )
                for each in one.searches
            ],
            details=dict(one.details),
            representatives=[
                RepresentativeShape(
                    representation=each.pk,
                    kind=Capacity(each.kind),
                    name=each.name,
                    scope=each.scope,
                    since=each.days.lower,
                    until=each.days.upper,
                )
                for each in one.representatives
            ],
        )


class LookShape(Schema):
    """Who looked or did something: opaque id, assignment, action, reason, and whether it was let through."""

    at: datetime
    who: str
    role: str
    organisation: str
    what: str
    why: str
    about: str
    is_allowed: bool


class LookPage(Schema):
    """The newest first."""

    items: list[LookShape]
    next: Next


class NewDetailOfPerson(Given):
    """A contact detail from a day on; an empty value takes back what was there."""

    kind: Detail
    value: Annotated[Text, Field(max_length=300)]
    since: Day


class NewRepresentative(Given):
    """Somebody acts for the client, on days that are both included."""

    kind: Capacity
    name: Annotated[Text, Field(max_length=120)]
    first_day: Day
    evidence: Evidence
    last_day: Day | None = None
    scope: Annotated[Text, Field(max_length=300)] = ""


class Representatives(Schema):
    """The number of each."""

    items: list[int]


class NewEndOfRepresentation(Given):
    """The end of a representation."""

    representation: Number
    last_day: Day


class NewMerge(Given):
    """Two clients are one: who is kept, who is absorbed, and what shows it."""

    kept: Number
    absorbed: Number
    reason: ReasonGiven
    code_was_changed: StrictBool = False


class NewSplit(Given):
    """A client that was merged into another is somebody else after all."""

    absorbed: Number
    reason: ReasonGiven


@router.post("/people/find", **search(FoundList))
@looks
def find_people(
    request: HttpRequest, said: Annotated[list[Sought], Body(min_length=1, max_length=LONGEST_LIST)]
) -> FoundList:
    """Find clients by identity code, which never stands in an address: addresses end up in logs."""
    codes = _codes(said)
    found = find(actor_of(request), codes)
    return FoundList(items=[Found(person=found.get(code)) for code in codes])


def _codes(said: list[Sought]) -> list[str]:
    """The codes as they are written in the register.

    Raises:
        clients.problems.Refused: with the first thing that is wrong with each.
    """
    today, codes = timezone.localdate(), list[str]()
    problems: list[Problem] = []
    for place, one in enumerate(said):
        try:
            read = read_identity_code(
                one.identity_code, day=today, place=place, test_range=settings.TEST_IDENTITY_CODES
            )
            codes.append(read.text)
        except RefusedByClients as refusal:
            problems += refusal.problems
    if problems:
        raise RefusedByClients(problems)
    return codes


@router.get("/people/{person}", **question(PersonShape))
@looks
def show_person(
    request: HttpRequest,
    person: PersonNumber,
    day: Annotated[Day | None, Query(description="the state is of this day; of today if left out")] = None,
) -> PersonShape | Refusal:
    """A client; one that may not be shown is not told apart from one that is not there."""
    who = actor_of(request)
    (shown,) = show(who, [person], with_matter=with_matter(who, [person])).values()
    return refused(shown.decision) or PersonShape.of(shown, day or who.day)


@router.get("/people/{person}/looks", **question(LookPage))
@looks
def list_looks(
    request: HttpRequest, person: PersonNumber, limit: Limit = LIMIT, cursor: Cursor = None
) -> LookPage | Refusal:
    """Who looked at a client or did something, where and why: for those who watch the logs."""
    found = show_looks(actor_of(request), person, before=begin(request, cursor), limit=limit + 1)
    rows, further = page(request, found.rows, limit, lambda row: row.pk)
    return refused(found.decision) or LookPage(items=[LookShape.from_orm(row) for row in rows], next=further)


@router.post("/people/{person}/contact-details", **action(Done))
@creates
def tell_details(
    request: HttpRequest,
    person: PersonNumber,
    said: Annotated[list[NewDetailOfPerson], Body(min_length=1, max_length=LONGEST_LIST)],
) -> Done:
    """Record how a client is reached; what holds already is not written again."""
    tell([NewDetail(person, **dict(one)) for one in said], who=actor_of(request))
    return Done(recorded=len(said))


@router.post("/people/{person}/representatives", **action(Representatives))
@creates
def add_representatives(
    request: HttpRequest,
    person: PersonNumber,
    said: Annotated[list[NewRepresentative], Body(min_length=1, max_length=LONGEST_LIST)],
) -> Representatives:
    """Record who acts for a client."""
    return Representatives(
        items=represent([NewRepresentation(person, **dict(one)) for one in said], who=actor_of(request))
    )


@router.post("/representatives/ends", **action(Done))
@creates
def end_representatives(
    request: HttpRequest,
    said: Annotated[list[NewEndOfRepresentation], Body(min_length=1, max_length=LONGEST_LIST)],
) -> Done:
    """Write the last day of representations that go on."""
    ends = [EndOfRepresentation(one.representation, one.last_day) for one in said]
    end_representations(ends, who=actor_of(request))
    return Done(recorded=len(said))


@router.post("/merges", **action(Done))
@creates
def merge_people(
    request: HttpRequest, said: Annotated[list[NewMerge], Body(min_length=1, max_length=LONGEST_LIST)]
) -> Done:
    """Make two clients one, pair by pair."""
    merge([Merge(**dict(one)) for one in said], who=actor_of(request))
    return Done(recorded=len(said))


@router.post("/splits", **action(Done))
@creates
def split_people(
    request: HttpRequest, said: Annotated[list[NewSplit], Body(min_length=1, max_length=LONGEST_LIST)]
) -> Done:
    """Make clients that were merged two again."""
    split([Split(**dict(one)) for one in said], who=actor_of(request))
    return Done(recorded=len(said))
