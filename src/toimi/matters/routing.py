"""Which organisation handles a matter: by what it is about, on the day, and with whom the client is.

The table of competence is the law's (``law/competence``); here it is asked for a list of matters.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from toimi.law.competence.asking import Client, competent_issuers
from toimi.law.competence.words import Duty, Issuer
from toimi.matters.subjects import SUBJECTS


def competent(subjects: Iterable[str], day: date, client: Client) -> frozenset[Issuer]:
    """Who must state on all of these subjects on a day; nobody if they are for different ones, or too little is known."""
    return _competent(frozenset(subjects), day, client)


@lru_cache(maxsize=4096)
def _competent(subjects: frozenset[str], day: date, client: Client) -> frozenset[Issuer]:
    places = [place for name in subjects for place in SUBJECTS[name].places]
    return frozenset(Issuer).intersection(*(_for_place(place, day, client) for place in places))


@lru_cache(maxsize=4096)
def _for_place(place: str, day: date, client: Client) -> frozenset[Issuer]:
    found = competent_issuers(place, day, client)
    return frozenset(one.issuer for one in found if one.duty is Duty.MUST and not one.asks)
