"""Who is competent to state on people, of what is known of them: with whom they are, and where they live."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from toimi.clients.models import Detail
from toimi.clients.selectors import details_on
from toimi.clients.stays import stays_of
from toimi.law.competence.asking import Client
from toimi.law.competence.words import Issuer
from toimi.matters.routing import competent


def competent_for(asked: Sequence[tuple[int, Sequence[str]]], day: date) -> Iterator[frozenset[Issuer]]:
    """For each person and subjects of a matter, who is competent on a day."""
    people = [person for person, _ in asked]
    details, stays = details_on(people, day), stays_of(people)
    for person, subjects in asked:
        guest = any(stay.is_guest and stay.end is None for stay in stays[person])
        yield competent(subjects, day, Client(details[person].get(Detail.MUNICIPALITY), is_trial_customer=guest))
