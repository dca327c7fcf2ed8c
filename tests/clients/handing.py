"""Clients who may be handed over: registered with the office, with a home municipality and what an official has found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

from tests.clients.actors import adviser

from toimi.clients.actions import register
from toimi.clients.models import Stay
from toimi.clients.requests import HELSINKI, SearchRequest
from toimi.clients.states import Channel
from toimi.law.competence.transfer import Known, Registration, Status
from toimi.office.actors import Actor

OULU, KEMPELE, RAAHE = "trial-municipality-564", "trial-municipality-244", "trial-municipality-678"
YOUNG = Known(
    Registration.UNEMPLOYED, Status.UNEMPLOYED, meets_earnings_related=True, is_immigrant=False,
    is_foreign_language=False, has_permit_110=False, place_of_residence="", dismissed_for_economic_reasons=False,
)  # fmt: skip
"""All that the register does not know; the people of ``codes`` were born in January 1990."""
LACKS = replace(YOUNG, meets_earnings_related=False)
"""One who does not meet the conditions of the earnings-related allowance, at any age."""


def in_trial(day: date, where: str = OULU) -> Actor:
    return adviser(day, where=where)


def client(code: str, day: date, municipality: str = "564", who: Actor | None = None) -> int:
    """Registered on a day, at eight in the morning; the number of the client."""
    moment = datetime.combine(day, time(8), HELSINKI)
    request = SearchRequest(moment, Channel.ELECTRONIC, True, identity_code=code, municipality=municipality)
    (one,) = register([request], who=who or adviser(day), test_range=True)
    return one.person


def stays(person: int) -> list[tuple[str, bool, date, date | None]]:
    """With whom, as a guest or not, from when and until when."""
    found = Stay.objects.filter(person=person).order_by("days")
    return [(one.organisation_id, one.is_guest, one.days.lower, one.days.upper) for one in found]
