"""Facts of the vocabulary as rows: recorded, corrected and withdrawn.

What is recorded never changes; a later row supersedes it by its name, and both stay with the days from which they were
known.
"""

from __future__ import annotations

import json
from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from toimi.book.facts import KINDS, Shape
from toimi.clients.access import check_writing
from toimi.clients.checking import CheckedFact, NewFact, checked_fact
from toimi.clients.models import KnownFact
from toimi.clients.names import OF_SEARCHES
from toimi.clients.people import locked
from toimi.clients.problems import Problem, Refused
from toimi.office.actors import Actor

_Key = tuple[int, str | None]
"""A person and the name of a row of hers."""
_COLUMNS = {
    "id": "bigint", "person_id": "bigint", "kind": "text", "name": "text", "days": "daterange", "attributes": "jsonb",
    "uncertain": "jsonb", "corrects": "text", "withdrawn": "boolean", "source": "text", "evidence": "text",
    "recorded_on": "date", "recorded_by": "text", "recorded_in": "text",
}  # fmt: skip
_INSERT = f"""
INSERT INTO clients_knownfact ({", ".join(_COLUMNS)})
SELECT * FROM unnest({", ".join(f"%s::{kind}[]" for kind in _COLUMNS.values())})
"""  # noqa: S608  (names and types of the table above)


def record(facts: Sequence[NewFact], *, who: Actor, with_matter: Container[int] = ()) -> list[str]:
    """Record facts, corrections and withdrawals, all of them or none; they are known from the day of the actor on.

    Args:
        facts: in the order in which they are to be known.
        with_matter: of whom a matter is pending with the actor's organisation; the room of matters says it.

    Returns:
        the name of each row.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not record of each of the people.
    """
    problems = [
        Problem("fact_of_search", place, {"kind": fact.kind})
        for place, fact in enumerate(facts)
        if fact.kind in OF_SEARCHES
    ]
    if problems:
        raise Refused(problems)
    with transaction.atomic():
        check_writing(who, [fact.person for fact in facts], what="clients.record", with_matter=with_matter)
        locked({fact.person for fact in facts})
        return write(facts, who=who)


def write(facts: Sequence[NewFact], *, who: Actor) -> list[str]:
    """As ``record``, of any kind and unasked: for the actions of this room, which have checked who acts and locked the people."""
    checked = _all_checked(_with_days_of_what_goes(facts))
    _check_names(checked)
    _check_superseded(checked, who.day)
    return put(checked, who=who)


def put(facts: Sequence[CheckedFact], *, who: Actor) -> list[str]:
    """Write facts that have been checked, as many as there are at once; the database still refuses what cannot be."""
    if not facts:
        return []
    with connection.cursor() as cursor:  # no COPY: row security refuses it to the web's role
        cursor.execute("SELECT nextval('clients_knownfact_id_seq') FROM generate_series(1, %s)", [len(facts)])
        numbers = [number for (number,) in cursor.fetchall()]
        rows = [_row(number, fact, who) for number, fact in zip(numbers, facts, strict=True)]
        cursor.execute(_INSERT, [list(column) for column in zip(*rows, strict=True)])
    return [row[3] for row in rows]


def _row(number: int, fact: CheckedFact, who: Actor) -> tuple[Any, ...]:
    new = fact.new
    uncertain = json.dumps(fact.uncertain) if fact.uncertain else None
    return (
        number, new.person, new.kind, fact.name or f"{new.kind}:{number}", fact.days, json.dumps(fact.attributes), uncertain,
        new.corrects, new.withdraws, new.source.value, new.evidence, who.day, str(who.official), who.organisation,
    )  # fmt: skip


def _all_checked(facts: Sequence[NewFact]) -> list[CheckedFact]:
    checked, problems = [], []
    for place, fact in enumerate(facts):
        try:
            checked.append(checked_fact(fact, place))
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(problems)
    return checked


def _with_days_of_what_goes(facts: Sequence[NewFact]) -> list[NewFact]:
    """A withdrawal says nothing itself: it has the days of what it withdraws."""
    gone = {(fact.person, fact.corrects) for fact in facts if fact.withdraws}
    found = _named(gone)
    result = []
    for fact in facts:
        old = found.get((fact.person, fact.corrects)) if fact.withdraws else None
        result.append(replace(fact, said=said_days(old)) if old else fact)
    return result


def _named(wanted: set[_Key]) -> dict[_Key, KnownFact]:
    rows = KnownFact.objects.filter(person__in={person for person, _ in wanted}, name__in={name for _, name in wanted})
    return {(row.person_id, row.name): row for row in rows}


def said_days(row: KnownFact) -> dict[str, Any]:
    """The days of a row, as wide as they can be, in the words of a case file."""
    kind = KINDS[row.kind]
    if kind.shape is Shape.PERSON:
        return {}
    first = "on" if kind.shape is Shape.HAPPENING else "from"
    through = {"through": row.days.upper - timedelta(days=1)} if first == "from" and row.days.upper else {}
    return {first: row.days.lower, **through}


def _check_names(facts: Sequence[CheckedFact]) -> None:
    """A name is given once to the rows of a person, whichever stand."""
    named = {(fact.new.person, fact.name) for fact in facts if fact.name}
    taken = set(_named(set(named)))
    problems = []
    for place, fact in enumerate(facts):
        key = fact.new.person, fact.name
        if fact.name and key in taken:
            problems.append(Problem("fact_name_taken", place, {"kind": fact.new.kind}))
        taken.add(key)
    if problems:
        raise Refused(problems)


def _check_superseded(facts: Sequence[CheckedFact], day: date) -> None:
    """What is superseded is there, is of the same kind, was known by the day, and has not been superseded already."""
    wanted: set[_Key] = {(fact.new.person, fact.new.corrects) for fact in facts if fact.new.corrects}
    found = _named(wanted) if wanted else {}
    taken = set(KnownFact.objects.filter(person__in={person for person, _ in wanted}, corrects__isnull=False)
                .values_list("person_id", "corrects")) if wanted else set()  # fmt: skip
    now = {(fact.new.person, fact.name): (fact.new.kind, day) for fact in facts if fact.name}
    known = now | {key: (row.kind, row.recorded_on) for key, row in found.items() if row.name}
    problems = []
    for place, fact in enumerate(facts):
        key = fact.new.person, fact.new.corrects
        if fact.new.corrects is None and not fact.new.withdraws:
            continue
        old = known.get(key)
        if old is None or old[0] != fact.new.kind or old[1] > day:
            problems.append(Problem("fact_not_there", place, {"kind": fact.new.kind}))
        elif key in taken:
            problems.append(Problem("fact_superseded", place, {"kind": fact.new.kind}))
        taken.add(key)
    if problems:
        raise Refused(problems)
