"""Facts of the vocabulary as rows: checked against their declaration, recorded, corrected and withdrawn.

A row is given in the words of a case file: ``{"from": …, "through": …, "amount": 12}``, both days included. What is
recorded never changes; a later row supersedes it by its name, and both stay with the days from which they were known.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from psycopg import Cursor

import toimi.law.facts  # noqa: F401  (declares the vocabulary)
from toimi.book.casefile import ref_names
from toimi.book.facts import KINDS, Attribute, DayOf, Fact, Judged, JudgedDay, NumberOf, OneOf, Shape, SomeOf, Source
from toimi.book.values import TRUTHS, BadValue, read_day_of_period, read_first_day, read_value
from toimi.clients.models import KnownFact
from toimi.clients.problems import Problem, Refused
from toimi.days.line import TOP, date_of

OF_SEARCHES = ("job_search", "search_lapse")
"""Kinds that only the actions on job searches record: the register of searches says the same."""
_Key = tuple[int, str | None]
"""A person and the name of a row of hers."""
_COLUMNS = (
    "id", "person_id", "kind", "name", "days", "attributes", "uncertain", "corrects", "withdrawn", "source", "evidence",
    "recorded_on", "recorded_by",
)  # fmt: skip


@dataclass(frozen=True)
class NewFact:
    """A fact to record.

    Attributes:
        person: whose.
        said: the row in the words of a case file, with ``id`` if others name it; of a withdrawal, nothing.
        corrects: the name of the row that it supersedes.
        withdraws: nothing stands in the place of that row.
    """

    person: int
    kind: str
    said: Mapping[str, Any] = field(default_factory=dict)
    source: Source = Source.OFFICIAL
    evidence: str = ""
    corrects: str | None = None
    withdraws: bool = False


@dataclass(frozen=True)
class CheckedFact:
    """A fact as it will be written: what every row may have beside its attributes is taken out of them."""

    new: NewFact
    name: str
    days: DateRange
    attributes: dict[str, Any]
    uncertain: dict[str, Any]


def record(facts: Sequence[NewFact], *, day: date, official: str) -> list[str]:
    """Record facts, corrections and withdrawals, all of them or none.

    Args:
        facts: in the order in which they are to be known.
        day: from which they are known.
        official: who records them.

    Returns:
        the name of each row.

    Raises:
        Refused: with every problem; nothing was written.
    """
    problems = [
        Problem("fact_of_search", place, {"kind": fact.kind})
        for place, fact in enumerate(facts)
        if fact.kind in OF_SEARCHES
    ]
    if problems:
        raise Refused(problems)
    return write(facts, day=day, official=official)


@transaction.atomic
def write(facts: Sequence[NewFact], *, day: date, official: str) -> list[str]:
    """As ``record``, of any kind: for the actions of this room, which keep searches and their facts together."""
    checked = _all_checked(_with_days_of_what_goes(facts))
    _check_superseded(checked, day)
    return copy(checked, day=day, official=official)


def checked_fact(fact: NewFact, place: int = 0) -> CheckedFact:
    """The fact, once every value has been checked against the declaration of its kind.

    Raises:
        Refused: with the kind or the attribute that cannot be taken.
    """
    kind = KINDS.get(fact.kind)
    if kind is None:
        raise Refused([Problem("fact_kind", place)])
    own = {key: item for key, item in kind.attributes.items() if not isinstance(item, Judged | JudgedDay)}
    plain: dict[str, Any] = {}
    uncertain: dict[str, Any] = {}
    problems = []
    for key, value in fact.said.items():
        if key in ("id", "from", "through", "on"):
            continue
        try:
            said = _name(value) if key in ref_names(kind) else plain_value(own[key], value)
        except (BadValue, KeyError):
            problems.append(Problem("fact_value", place, {"kind": fact.kind, "attribute": key if key in own else "?"}))
            continue
        (uncertain if said is None else plain)[key] = _json(value) if said is None else said
    try:
        days = _days(kind, fact.said, uncertain)
        name = _name(fact.said["id"]) if "id" in fact.said else ""
    except (BadValue, KeyError):
        problems.append(Problem("fact_days", place, {"kind": fact.kind}))
    if problems:
        raise Refused(problems)
    return CheckedFact(fact, name, days, plain, uncertain)


def plain_value(attribute: Attribute[Any], value: Any) -> Any:
    """The value as a plain column has it: a day or an amount as text; ``None`` if only words say it.

    Raises:
        BadValue: if it is not of the attribute's type.
    """
    if isinstance(attribute, SomeOf):
        if not isinstance(value, list) or not value or not set(value) <= set(attribute.options):
            raise BadValue("not subjects", "")
        return value
    low, high = read_value(attribute, value)
    if isinstance(attribute, OneOf):
        return attribute.options[low.bit_length() - 1] if low.bit_count() == 1 else None
    if low != high:
        return None
    if isinstance(attribute, NumberOf):
        return str(Decimal(low) / attribute.scale) if attribute.scale == 100 else low
    if isinstance(attribute, DayOf):
        day = date_of(low) if 0 <= low < TOP else None
        return day and day.isoformat()
    return (low, high) == TRUTHS[True]


def copy(facts: Sequence[CheckedFact], *, day: date, official: str) -> list[str]:
    """Write facts that have been checked, as many as there are in one COPY; the database still refuses what cannot be."""
    if not facts:
        return []
    names = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('clients_knownfact_id_seq') FROM generate_series(1, %s)", [len(facts)])
        numbers = [number for (number,) in cursor.fetchall()]
        raw: Cursor[Any] = cursor.cursor
        with raw.copy(f"COPY clients_knownfact ({', '.join(_COLUMNS)}) FROM STDIN") as rows:
            for number, fact in zip(numbers, facts, strict=True):
                names.append(fact.name or f"{fact.new.kind}:{number}")
                rows.write_row(_row(number, names[-1], fact, day, official))
    return names


def _row(number: int, name: str, fact: CheckedFact, day: date, official: str) -> tuple[Any, ...]:
    new = fact.new
    uncertain = json.dumps(fact.uncertain) if fact.uncertain else None
    return (
        number, new.person, new.kind, name, fact.days, json.dumps(fact.attributes), uncertain, new.corrects, new.withdraws,
        new.source.value, new.evidence, day, official,
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
        result.append(replace(fact, said=_said_days(old)) if old else fact)
    return result


def _named(wanted: set[_Key]) -> dict[_Key, KnownFact]:
    rows = KnownFact.objects.filter(person__in={person for person, _ in wanted}, name__in={name for _, name in wanted})
    return {(row.person_id, row.name): row for row in rows}


def _said_days(row: KnownFact) -> dict[str, Any]:
    kind = KINDS[row.kind]
    if kind.shape is Shape.PERSON:
        return {}
    first = "on" if kind.shape is Shape.HAPPENING else "from"
    through = {"through": row.days.upper - timedelta(days=1)} if first == "from" and row.days.upper else {}
    return {first: row.days.lower, **through}


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


def _days(kind: type[Fact], said: Mapping[str, Any], uncertain: dict[str, Any]) -> DateRange:
    """The days, as wide as they can be; days that are not plain are said in ``uncertain`` too."""
    if kind.shape is Shape.PERSON:
        return DateRange(None, None)
    first = "on" if kind.shape is Shape.HAPPENING else "from"
    start = read_first_day(said[first])
    last = start if first == "on" else (TOP, TOP)
    if first == "from" and said.get("through") is not None:
        last = read_day_of_period(said["through"])
    for name, bounds in ((first, start), ("through", last)):
        if name in said and said[name] is not None and bounds[0] != bounds[1]:
            uncertain[name] = _json(said[name])
    if last[1] < start[0]:
        raise BadValue("ends before it begins", "")
    return DateRange(date_of(start[0]), None if last[1] >= TOP - 1 else date_of(last[1] + 1))


def _name(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int) or not 0 < len(str(value)) <= 120:
        raise BadValue("not a name", "")
    return str(value)


def _json(value: Any) -> Any:
    """Words of a case file as JSON has them: days as text, numbers as numbers."""
    if isinstance(value, dict):
        return {key: _json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_json(one) for one in value]
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value
