"""Invented people by the register's own actions: what an extract of the same people must be equal to."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time
from typing import Any

from tests.clients.actors import adviser

from toimi.clients.actions import Ending, end, register
from toimi.clients.checking import CheckedFact, NewFact, checked_fact
from toimi.clients.facts import put
from toimi.clients.requests import SearchRequest
from toimi.clients.states import Channel, Ground
from toimi.importing.of_invented import Known, Seeker, seekers
from toimi.office.actors import HELSINKI


def registered_directly(people: int, seed: int = 1) -> list[int]:
    """The same people by ``register``, ``put`` and ``end``, each thing on its day."""
    numbers: list[int] = []
    known: dict[date, list[CheckedFact]] = defaultdict(list)
    endings: dict[date, list[Ending]] = defaultdict(list)
    for one in seekers(people, seed):
        moment = datetime.combine(one.first, time(), HELSINKI)
        request = SearchRequest(moment, Channel.ELECTRONIC, contact_details_complete=True, identity_code=one.code)
        number = register([request], who=adviser(one.first), test_range=True)[0].person
        numbers.append(number)
        for fact in one.facts:
            known[fact.recorded_on].append(checked_fact(_new(number, fact, one)))
        if one.last:
            endings[one.last].append(Ending(number, Ground.OWN_WISH, one.last))
    for day in sorted(known):
        put(known[day], who=adviser(day))
    for day, some in endings.items():
        end(some, who=adviser(day))
    return numbers


def _new(person: int, fact: Known, one: Seeker) -> NewFact:
    said = {"id": fact.name, **fact.said}
    if fact.withdrawn:
        said |= next(_days(other) for other in one.facts if other.name == fact.corrects)
    return NewFact(person, fact.kind, said, corrects=fact.corrects, withdraws=fact.withdrawn)


def _days(fact: Known) -> dict[str, Any]:
    return {name: fact.said[name] for name in ("from", "through", "on") if name in fact.said}
