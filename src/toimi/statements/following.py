"""What became known is followed up: pending matters are run again, and what was stated is looked at again.

A new matter is opened only where the law says something else now than what stands, backwards or from now on; and for
nobody who claims no benefit.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from toimi.clients.models import Detail
from toimi.clients.selectors import details_on
from toimi.clients.stays import stays_of
from toimi.law.book import BOOK
from toimi.matters import changes
from toimi.matters.actions import Opening, open_matters
from toimi.matters.assessing import Ask, Assessment, Result, assess
from toimi.matters.differences import difference
from toimi.matters.models import Matter, Trigger
from toimi.office.actors import Actor, Reason
from toimi.office.officials import Role
from toimi.statements.standing import Standing, standing

BATCH = 1_000
BACKWARDS = timedelta(days=92)
"""So far before today a claim on which nothing was ever stated is asked about (three months, TTL 11:1.2)."""
ITSELF = uuid.uuid5(uuid.NAMESPACE_URL, "toimi:changed-facts")
"""Who follows up by the office's clock: nobody."""
KEEPER = "keha"
"""In whose name: it keeps the register (act 897/2009, 382/2023)."""
_CLAIMS = """
SELECT coalesce(p.merged_into_id, p.id), f.attributes ->> 'kind', min(lower(f.days))
FROM clients_person p JOIN clients_knownfact f ON f.person_id = p.id
WHERE (p.id = ANY(%(people)s) OR p.merged_into_id = ANY(%(people)s)) AND f.kind = 'benefit' AND NOT f.withdrawn
    AND NOT EXISTS (SELECT FROM clients_knownfact c WHERE c.person_id = f.person_id AND c.corrects = f.name)
GROUP BY 1, 2 ORDER BY 1, 2
"""
_Key = tuple[int, str]
"""A client and a benefit."""


@dataclass(frozen=True)
class Followed:
    """Of how many people something became known, how many claims were put to the law again, and which matters opened."""

    people: int = 0
    asked: int = 0
    opened: tuple[int, ...] = ()


def when_due(moment: datetime) -> Followed:
    """Follow up whatever became known by now, as the office's automation."""
    who = Actor(ITSELF, Role.AUTOMATION, KEEPER, moment, Reason.MATTER)
    done = Followed()
    while (one := follow(who=who)).people:
        done = Followed(done.people + one.people, done.asked + one.asked, done.opened + one.opened)
    return done


def follow(*, who: Actor, limit: int = BATCH) -> Followed:
    """Take changed facts and follow them up, in one transaction; the work of the role that owns the tables.

    Raises:
        RuntimeError: inside a transaction; the law reads what is committed.
    """
    with transaction.atomic(durable=True):
        changed = changes.pull(limit, who=who)
        asks = _asks(changed, who.day)
        openings = []
        for key, said in _answers(list(asks.values()), who.day).items():
            first = _differs_from(asks[key].stood, said)
            if first:
                openings.append((key, first))
        opened = _open(openings, asks, who)
        return Followed(len(changed), len(asks), tuple(opened))


@dataclass(frozen=True)
class _Asked:
    ask: Ask
    stood: Standing | None


def _asks(changed: Mapping[int, int], day: date) -> dict[_Key, _Asked]:
    """What is to be asked: claims on which no matter is pending, and which were last stated on without the fact."""
    people = list(changed)
    stood = standing(people)
    pending = set(Matter.pending().filter(person__in=people).values_list("person", "benefit"))
    asks = {}
    for key, first_day in _claims(people).items():
        one = stood.get(key)
        if key in pending or (one and one.known_fact >= changed[key[0]]):
            continue
        first = one.first_day if one else max(first_day, day - BACKWARDS)
        asks[key] = _Asked(Ask(*key, first, one.until if one else None), one)
    return asks


def _claims(people: Sequence[int]) -> dict[_Key, date]:
    """The benefits that are claimed, as it is known now, and from when."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIMS, {"people": list(people)})
        return {(person, benefit): first for person, benefit, first in cursor.fetchall() if benefit in BOOK.benefits}


def _answers(asks: Sequence[_Asked], day: date) -> dict[_Key, Assessment]:
    """What the law says to each, benefit by benefit: nobody is asked about twice at once."""
    found = {}
    for benefit in BOOK.benefits:
        wanted = [one.ask for one in asks if one.ask.benefit == benefit]
        for one in assess(wanted, known_at=day) if wanted else ():
            found[one.ask.person, benefit] = one
    return found


def _differs_from(stood: Standing | None, said: Assessment) -> date | None:
    """The first day of which the law says something else than what stands; ``None`` if there is none."""
    if said.result is Result.UNREADABLE:
        return said.ask.first_day
    found = difference(stood.stretches if stood else (), said.stretches)
    return date.fromisoformat(found[0].first_day) if found else None


def _open(found: Sequence[tuple[_Key, date]], asks: Mapping[_Key, _Asked], who: Actor) -> list[int]:
    """Matters with whoever serves the client; whom nobody serves any more, has none until the search begins anew."""
    people = [person for (person, _), _ in found]
    serving, details = _serving(people, who.day), details_on(people, who.day)
    openings = [
        Opening(
            person, serving[person], benefit, stood.payer if stood else None, first, Trigger.CHANGED_FACT,
            until=asks[person, benefit].ask.until,
            language=stood.language if stood else details[person].get(Detail.LANGUAGE, "fi"),
        )
        for (person, benefit), first in found
        if person in serving
        for stood in [asks[person, benefit].stood]
    ]  # fmt: skip
    return open_matters(openings, who=who)


def _serving(people: Sequence[int], day: date) -> dict[int, str]:
    """Who serves each client on a day."""
    return {
        person: one.organisation
        for person, stays in stays_of(people).items()
        for one in stays
        if one.first_day <= day and (one.end is None or day < one.end)
    }
