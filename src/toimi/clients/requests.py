"""Requests to be registered as a job seeker, and what is wrong with one whoever makes it.

A search begins on the day, in Helsinki, on which the person asks for it (JTYPL 2:1.1, 380/2023 section 27), whenever it
is recorded: a request cannot be dated back, but one that was made earlier may be shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from toimi.clients.models import Language
from toimi.clients.problems import Problem, Refused, is_storable
from toimi.clients.states import Channel
from toimi.days.line import EPOCH, LAST_DATE
from toimi.office.actors import HELSINKI
from toimi.office.identity_codes import IdentityCode, read_identity_code


@dataclass(frozen=True)
class SearchRequest:
    """A request to be registered as a job seeker.

    Attributes:
        identity_code: as written; ``None`` if the person has none, and then ``key`` says which requests are one.
        asked_at: the moment at which the person asked, with its zone.
        contact_details_complete: address and contact data are there (TTL 2:1.3).
        wished_from: the day from which the person wishes to be a job seeker; the day of asking if left out.
        municipality: code of the home municipality, if it was told.
        evidence: of when it was asked; needed where it is recorded on a later day.
        restart_need_met: what the ground of the last end demands has been shown.
    """

    asked_at: datetime
    channel: Channel
    contact_details_complete: bool
    identity_code: str | None = None
    key: UUID | None = None
    language: Language = Language.FINNISH
    municipality: str = ""
    wished_from: date | None = None
    evidence: str = ""
    restart_need_met: bool = False

    @property
    def asked_on(self) -> date:
        """The day of asking, in Helsinki."""
        return self.asked_at.astimezone(HELSINKI).date()


def checked(requests: Sequence[SearchRequest], day: date, test_range: bool) -> list[IdentityCode | None]:
    """The identity codes of requests that can be taken."""
    codes: list[IdentityCode | None] = []
    problems: list[Problem] = []
    for place, request in enumerate(requests):
        code = None
        try:
            if request.identity_code is not None:
                code = read_identity_code(request.identity_code, day=day, place=place, test_range=test_range)
        except Refused as refused:
            problems += refused.problems
        codes.append(code)
        problems += _problems_of(place, request, day)
    if problems:
        raise Refused(problems)
    return codes


def _problems_of(place: int, request: SearchRequest, day: date) -> Iterator[Problem]:
    """What is wrong with a request whoever makes it."""
    if request.asked_at.tzinfo is None:
        yield Problem("request_without_zone", place)
        return
    if not EPOCH.year < request.asked_at.year < LAST_DATE.year:
        yield Problem("request_moment", place)
        return
    if not is_storable(request.evidence):
        yield Problem("text", place)
    if not re.fullmatch("([0-9]{3})?", request.municipality):
        yield Problem("contact_detail", place, {"kind": "municipality"})
    asked = request.asked_on
    if request.identity_code is None and request.key is None:
        yield Problem("request_without_key", place)
    if asked > day:
        yield Problem("request_from_the_future", place)
    if asked < day and not request.evidence.strip():
        yield Problem("request_late_without_evidence", place)
    wished = request.wished_from or asked
    if wished != asked:
        yield Problem("request_back_dated" if wished < asked else "request_ahead", place, {"day": asked.isoformat()})
