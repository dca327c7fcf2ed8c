"""Which organisation handles a matter: by what it is about, on the day, and with whom the client is.

The table of competence is the law's (``law/competence``); here it is asked for a list of matters.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from toimi.law.competence.asking import Client, competent_issuers
from toimi.law.competence.words import Condition, Duty, Issuer
from toimi.matters.subjects import SUBJECTS

BESIDE = frozenset({Condition.SAME_TASK, Condition.STATES_ON_ITS_LIST})
"""Conditions that are met by whoever must state on one subject of the matter and states on another beside it."""


def competent(subjects: Iterable[str], day: date, client: Client) -> frozenset[Issuer]:
    """Who must state on one of these subjects on a day, and must or may on all of them; nobody if too little is known.

    So what is about a resignation too is stated on as a whole by whom resignations are concentrated to.
    """
    return _competent(frozenset(subjects), day, client)


@lru_cache(maxsize=4096)
def _competent(subjects: frozenset[str], day: date, client: Client) -> frozenset[Issuer]:
    places = [place for name in subjects for place in SUBJECTS[name].places]
    found = [_for_place(place, day, client) for place in places]
    must = frozenset().union(*(those for those, _ in found))
    return must.intersection(*(those | others for those, others in found))


@lru_cache(maxsize=4096)
def _for_place(place: str, day: date, client: Client) -> tuple[frozenset[Issuer], frozenset[Issuer]]:
    """Who must state on a place, and who may beside what they must state on."""
    found = [one for one in competent_issuers(place, day, client) if not one.asks]
    must = frozenset(one.issuer for one in found if one.duty is Duty.MUST and not one.conditions)
    may = frozenset(one.issuer for one in found if BESIDE.issuperset(one.conditions))
    return must, may
