"""Answers as the facts of the client that they make. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from toimi.book.facts import KINDS, NumberOf, Shape, Source
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
Rows = Mapping[tuple[int, str], KnownFact]
"""Rows by person and name."""


class NoValue(ValueError):
    """No single value answers the question."""


def latest_of(asked: Iterable[tuple[int, str, str]]) -> Rows:
    """By person, kind and name of a row: what stands of it now, if it was corrected meanwhile; nothing if it was withdrawn."""
    wanted = set(asked)
    rows = KnownFact.objects.filter(
        person__in={person for person, _, _ in wanted}, kind__in={kind for _, kind, _ in wanted}
    )
    by_name = {(row.person_id, row.name): row for row in rows}
    correction = {(row.person_id, row.corrects): row for row in rows if row.corrects}
    found = {}
    for person, _, name in wanted:
        row = by_name.get((person, name))
        while row is not None and (person, row.name) in correction:
            row = correction[person, row.name]
        if row is not None and not row.withdrawn:
            found[person, name] = row
    return found


def facts_from(answers: Iterable[tuple[Asked, Any]], person: int, rows: Rows) -> list[NewFact]:
    """What values say in answer to questions about a person: corrected rows, missing ones, or that there is nothing.

    Args:
        answers: questions and values in the words of a case file; ``NOTHING_THERE`` to a silence.
        rows: what stands now of those that are asked about.

    Raises:
        NoValue: if a question is not answered by one value.
    """
    found: list[NewFact] = []
    corrected: dict[str, dict[str, Any]] = {}
    for asked, value in answers:
        if asked.fact:
            corrected.setdefault(asked.fact, {})[asked.attribute] = value
        elif asked.subject and value == NOTHING_THERE:
            found += all_told(asked, person)
        elif asked.attribute and KINDS[asked.kind].shape is Shape.STATE:
            found += [NewFact(person, asked.kind, {**days, asked.attribute: value}) for days in _stretches(asked)]
        else:
            raise NoValue
    return [*found, *(_corrected(rows.get((person, name)), said) for name, said in corrected.items())]


def all_told(asked: Asked, person: int) -> list[NewFact]:
    """That the person has told everything on the days of a silence."""
    return [NewFact(person, "answered_for", {**days, "subjects": [asked.subject]}) for days in _stretches(asked)]


def may_tell(fact: NewFact, asked: Iterable[Asked]) -> bool:
    """Whether a row was asked for: of a kind that is asked about, new, and without what an official judges."""
    kind = KINDS.get(fact.kind)
    if kind is None or fact.corrects or fact.withdraws or kind.source is Source.OFFICIAL:
        return False
    if any(name in fact.said and one.asked_of is Source.OFFICIAL for name, one in kind.attributes.items()):
        return False
    return any(fact.kind == one.kind or (one.subject and kind.subject == one.subject) for one in asked)


def _corrected(row: KnownFact | None, said: Mapping[str, Any]) -> NewFact:
    """The row once more, with what was asked for."""
    if row is None:
        raise NoValue
    attributes = KINDS[row.kind].attributes
    plain = {
        name: Decimal(value) if isinstance(attributes.get(name), NumberOf) else value
        for name, value in row.attributes.items()
    }  # amounts stand in the register as text
    whole = {**said_days(row), **plain, **_exact(row.uncertain or {}), **said}
    return NewFact(row.person_id, row.kind, whole, corrects=row.name)


def _exact(said: Any) -> Any:
    """Words of a case file as they came out of JSON, with exact numbers."""
    if isinstance(said, dict):
        return {name: _exact(value) for name, value in said.items()}
    if isinstance(said, list):
        return [_exact(value) for value in said]
    return Decimal(str(said)) if isinstance(said, float) else said


def _stretches(asked: Asked) -> Iterator[dict[str, str]]:
    for first, until in asked.days:
        yield {"from": first} | ({"through": str(date.fromisoformat(until) - timedelta(1))} if until else {})
