"""An answer that is a value, as the facts of the client that it makes. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from toimi.book.facts import KINDS, Shape, Source
from toimi.book.questions import NOTHING_THERE
from toimi.clients.checking import NewFact
from toimi.clients.facts import said_days
from toimi.clients.models import KnownFact
from toimi.matters.asking import Asked
from toimi.matters.requests import To

SOURCES = {
    To.CLIENT: Source.PERSON, To.EMPLOYER: Source.EMPLOYER, To.PAYER: Source.PAYER, To.SCHOOL: Source.OFFICIAL,
    To.PROVIDER: Source.OFFICIAL,
}  # fmt: skip
"""Who tells, as facts have it: what a school or a provider writes, an official records; the evidence says from whom."""


class NoValue(ValueError):
    """No single value answers the question."""


def facts_from(asked: Asked, value: Any, person: int, rows: Mapping[tuple[int, str], KnownFact]) -> list[NewFact]:
    """What a value says in answer to a question about a person: a corrected row, a missing one, or that there is nothing.

    Args:
        value: in the words of a case file; ``NOTHING_THERE`` to a silence.
        rows: rows of facts by person and name, with that which the question is about.

    Raises:
        NoValue: if the question is not answered by one value.
    """
    if asked.fact:
        return [_corrected(asked, value, person, rows)]
    if asked.subject and value == NOTHING_THERE:
        return [
            NewFact(person, "answered_for", {**days, "subjects": [asked.subject]}) for days in _stretches(asked)
        ]  # fmt: skip
    if asked.attribute and KINDS[asked.kind].shape is Shape.STATE:
        return [NewFact(person, asked.kind, {**days, asked.attribute: value}) for days in _stretches(asked)]
    raise NoValue


def _corrected(asked: Asked, value: Any, person: int, rows: Mapping[tuple[int, str], KnownFact]) -> NewFact:
    """The row once more, with what was asked for."""
    old = rows.get((person, asked.fact))
    if old is None:
        raise NoValue
    said = {**said_days(old), **old.attributes, **(old.uncertain or {}), asked.attribute: value}
    return NewFact(person, asked.kind, said, corrects=asked.fact)


def _stretches(asked: Asked) -> Iterator[dict[str, str]]:
    for first, until in asked.days:
        yield {"from": first} | ({"through": str(date.fromisoformat(until) - timedelta(1))} if until else {})
