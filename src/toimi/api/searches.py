"""Job searches: registered and ended, a list at a time; all of a list or none of it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja import Body, Router, Schema
from pydantic import Field, StrictBool

from toimi.api.door import action, creates
from toimi.api.shapes import LONGEST_LIST, Day, Given, Moment, Number, Text
from toimi.api.signing_in import actor_of
from toimi.clients.actions import Ending, end, register
from toimi.clients.models import Language
from toimi.clients.problems import LONGEST
from toimi.clients.requests import SearchRequest
from toimi.clients.states import Channel, Ground

router = Router(tags=["searches"])
IdentityCode = Annotated[Text, Field(max_length=60, description="as written; blanks and small letters do no harm")]
Evidence = Annotated[Text, Field(max_length=LONGEST)]


class NewSearch(Given):
    """A request to be registered as a job seeker; a person without an identity code is known by the key of the request."""

    asked_at: Moment
    channel: Channel
    contact_details_complete: StrictBool
    identity_code: IdentityCode | None = None
    key: UUID | None = None
    language: Language = Language.FINNISH
    municipality: Annotated[str, Field(pattern="^([0-9]{3})?$", max_length=3)] = ""
    wished_from: Day | None = None
    evidence: Evidence = ""
    restart_need_met: StrictBool = False


class SearchShape(Schema):
    """The search that is valid because of a request, or was already."""

    person: int
    search: int
    is_new: bool


class Searches(Schema):
    """For each request its search."""

    items: list[SearchShape]


class NewEnd(Given):
    """The end of a client's search: the last day on which it is valid."""

    person: Number
    ground: Ground
    last_day: Day
    evidence: Evidence = ""


class EndShape(Schema):
    """The search that was ended."""

    search: int


class Ends(Schema):
    """For each end its search."""

    items: list[EndShape]


@router.post("/searches", **action(Searches))
@creates
def register_searches(
    request: HttpRequest, said: Annotated[list[NewSearch], Body(min_length=1, max_length=LONGEST_LIST)]
) -> Searches:
    """Register job seekers: clients that are not there yet are made, searches that are not valid yet begin."""
    wanted = [SearchRequest(**dict(one)) for one in said]
    made = register(wanted, who=actor_of(request), test_range=settings.TEST_IDENTITY_CODES)
    return Searches(items=[SearchShape(person=one.person, search=one.search, is_new=one.is_new) for one in made])


@router.post("/searches/ends", **action(Ends))
@creates
def end_searches(
    request: HttpRequest, said: Annotated[list[NewEnd], Body(min_length=1, max_length=LONGEST_LIST)]
) -> Ends:
    """End the valid searches of clients, each once."""
    ended = end([Ending(**dict(one)) for one in said], who=actor_of(request))
    return Ends(items=[EndShape(search=number) for number in ended])
