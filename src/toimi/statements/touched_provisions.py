"""Which provisions statements on some subjects rest on, and the digest by which a change in one of them shows.

A commissioning decision is about a text: when a provision that its subjects touch changes, ends or enters into force, or
an open reading of it is set otherwise, the digest is another, and a new decision is needed (906/2019 section 28 d).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from toimi.book.book import Edition, Standing, digest
from toimi.book.citations import Citation
from toimi.book.expressions import Node
from toimi.days.line import offset_of
from toimi.law.book import BOOK
from toimi.matters.subjects import SUBJECTS

LONG_OVER = offset_of(date(2022, 5, 1))
"""What ended before this day, a year before the first automatic statement could be given, bars nothing in one."""


@lru_cache(maxsize=64)
def touched(subjects: frozenset[str], day: date) -> tuple[Standing, ...]:
    """The provisions in force on a day that statements on these subjects rest on, in the order of the book.

    Those of the places of the subjects and what takes their bars away, with all that these read; and what the payer is told
    of their facts.
    """
    edition = BOOK.edition(offset_of(day))
    found = {one.provision.key: one for one in _told(subjects, edition) if one.end_day > LONG_OVER}
    left = list(_first(subjects, edition))
    while left:
        one = left.pop()
        if one.provision.key not in found and one.end_day > LONG_OVER:
            found[one.provision.key] = one
            left += _beside(one, edition)
    order = {provision.key: place for place, provision in enumerate(BOOK.provisions)}
    return tuple(found[key] for key in sorted(found, key=order.__getitem__))


def _first(subjects: frozenset[str], edition: Edition) -> Iterator[Standing]:
    places = [Citation.parse(place) for name in subjects for place in SUBJECTS[name].places]
    for one in _standing(edition):
        if any(place.covers(Citation.parse(one.provision.citation)) for place in places):
            yield one


def _told(subjects: frozenset[str], edition: Edition) -> Iterator[Standing]:
    """What the payer is told; by itself, since what it reads of other subjects is not said of these."""
    kinds = {kind for name in subjects for kind in SUBJECTS[name].kinds}
    return (one for one in edition.notices if kinds & _kinds(one.provision.expression))


def _standing(edition: Edition) -> Iterator[Standing]:
    for several in (edition.bars, edition.overlays, edition.notices, *edition.concepts.values()):
        yield from several


def _beside(one: Standing, edition: Edition) -> Iterator[Standing]:
    """What a provision reads, and what takes a bar away."""
    for name in _concepts(one.provision.expression):
        yield from edition.concepts[name]
    if one in edition.bars:
        for benefit in BOOK.benefits:
            yield from edition.overlays_on(one, benefit)


def _concepts(expression: Node) -> Iterator[str]:
    return (node.detail["name"] for node in expression.walk() if node.op == "concept")


def _kinds(expression: Node) -> set[str]:
    """Kinds of facts that an expression reads by itself."""
    return {node.detail["kind"] for node in expression.walk() if "kind" in node.detail}


def readings(standing: Iterable[Standing]) -> dict[str, str]:
    """How each open reading of these provisions is set, by name."""
    named = {
        node.detail.get("of_one_day") or node.detail.get("switch")
        for one in standing
        for node in one.provision.expression.walk()
    }
    return {name: said for name, said in BOOK.switched({}).items() if name in named}


@lru_cache(maxsize=64)
def law_digest(subjects: frozenset[str], day: date) -> str:
    """SHA-256 over the text of each touched provision, its days as known, and how its open readings are set."""
    standing = touched(subjects, day)
    said = [[one.provision.canonical(), one.first_day, one.end_day] for one in standing]
    return digest([said, readings(standing)])


@lru_cache(maxsize=64)
def needs_judgement(subject: str, day: date) -> bool:
    """Whether a provision of the subject's own places presumes something (P) or leaves it to an official (H)."""
    places = [Citation.parse(place) for place in SUBJECTS[subject].places]
    return any(
        one.provision.decided != "A" and any(place.covers(Citation.parse(one.provision.citation)) for place in places)
        for one in touched(frozenset({subject}), day)
    )
