"""Access in an emergency: opened with a written reason, ended by the official or the day, reviewed by another."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from ninja import Body, Router, Schema

from toimi.api.door import action, creates, looks, question
from toimi.api.pages import LIMIT, Cursor, Limit, Next, begin, page
from toimi.api.searches import Evidence, IdentityCode
from toimi.api.shapes import LONGEST_LIST, Done, Given, Number
from toimi.api.signing_in import actor_of
from toimi.clients.emergencies import Need, open_emergencies
from toimi.office import emergency
from toimi.office.emergency import Emergency, Review, Verdict, close_reviews, read_open_reviews

router = Router(tags=["emergencies"])


class NewEmergency(Given):
    """Whose data are needed at once, by number or identity code, and why: what has happened, as a whole sentence."""

    reason: Evidence
    person: Number | None = None
    identity_code: IdentityCode | None = None


class OpenedShape(Schema):
    """An emergency that was opened: the client's data are open to the official on this one day, in Helsinki."""

    emergency: int
    person: int
    day: date


class Opened(Schema):
    """For each need its emergency."""

    items: list[OpenedShape]


class NewEndOfEmergency(Given):
    """The data are needed no longer."""

    emergency: Number


class EmergencyShape(Schema):
    """An emergency to be reviewed, with its reason; ``ended_at`` if the official ended it before the day did."""

    emergency: int
    person: int
    official: str
    role: str
    day: date
    reason: str
    opened_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, one: Emergency) -> EmergencyShape:
        """As it was written."""
        return cls(
            emergency=one.pk,
            person=int(one.person),
            official=str(one.official_id),
            role=one.role,
            day=one.day,
            reason=one.reason,
            opened_at=one.opened_at,
            ended_at=one.end.ended_at if hasattr(one, "end") else None,
        )


class EmergencyPage(Schema):
    """The oldest first."""

    items: list[EmergencyShape]
    next: Next


class NewReview(Given):
    """What was found; ``unjustified`` is to be looked into without delay."""

    emergency: Number
    verdict: Verdict
    note: Evidence = ""


@router.post("/emergencies", **action(Opened))
@creates
def begin_emergencies(
    request: HttpRequest, said: Annotated[list[NewEmergency], Body(min_length=1, max_length=LONGEST_LIST)]
) -> Opened:
    """Write why clients' data are needed at once; then they are shown for the reason ``emergency``, on this day."""
    needs = [Need(**dict(one)) for one in said]
    opened = open_emergencies(needs, who=actor_of(request), test_range=settings.TEST_IDENTITY_CODES)
    return Opened(items=[OpenedShape(emergency=one.pk, person=int(one.person), day=one.day) for one in opened])


@router.post("/emergencies/ends", **action(Done))
@creates
def end_emergencies(
    request: HttpRequest, said: Annotated[list[NewEndOfEmergency], Body(min_length=1, max_length=LONGEST_LIST)]
) -> Done:
    """End emergencies of one's own before the day does."""
    emergency.end_emergencies([one.emergency for one in said], who=actor_of(request))
    return Done(recorded=len(said))


@router.get("/emergencies/reviews", **question(EmergencyPage))
@looks
def list_open_reviews(request: HttpRequest, limit: Limit = LIMIT, cursor: Cursor = None) -> EmergencyPage:
    """Emergencies of the organisation that nobody has reviewed yet: for its managers and those who watch the logs."""
    found = read_open_reviews(actor_of(request), after=begin(request, cursor) or 0, limit=limit + 1)
    rows, further = page(request, found, limit, lambda one: one.pk)
    return EmergencyPage(items=[EmergencyShape.of(one) for one in rows], next=further)


@router.post("/emergencies/reviews", **action(Done))
@creates
def review_emergencies(
    request: HttpRequest, said: Annotated[list[NewReview], Body(min_length=1, max_length=LONGEST_LIST)]
) -> Done:
    """Say of emergencies of others whether they were justified, each once."""
    close_reviews([Review(**dict(one)) for one in said], who=actor_of(request))
    return Done(recorded=len(said))
