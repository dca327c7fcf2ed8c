"""One fact before it is written: every value against the declaration of its kind, in the words of a case file.

What a plain column can say becomes a plain value; a range, a choice between two or "unknown" stays in words beside it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

import toimi.law.facts  # noqa: F401  (declares the vocabulary)
from toimi.book.casefile import ref_names
from toimi.book.facts import KINDS, Attribute, DayOf, Fact, Judged, JudgedDay, NumberOf, OneOf, Shape, SomeOf, Source
from toimi.book.values import TRUTHS, BadValue, read_day_of_period, read_first_day, read_value
from toimi.clients.problems import Problem, Refused, is_storable
from toimi.days.line import TOP, date_of

OF_SEARCHES = ("job_search", "search_lapse")
"""Kinds that only the actions on job searches record: the register of searches says the same."""
LONGEST_NAME = 120
_MADE = re.compile(r"[a-z_]+:[0-9]+|[0-9]+/.*", re.DOTALL)
"""Names that the register makes: of rows without one, and of rows of a client who was merged into another."""


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
        name = _own_name(fact.said["id"]) if "id" in fact.said else ""
    except (BadValue, KeyError):
        problems.append(Problem("fact_days", place, {"kind": fact.kind}))
    if not is_storable(fact.evidence):
        problems.append(Problem("text", place))
    if problems:
        raise Refused(problems)
    return CheckedFact(fact, name, days, plain, uncertain)


def plain_value(attribute: Attribute[Any], value: Any) -> Any:
    """The value as a plain column has it: a day or an amount as text; ``None`` if only words say it.

    Raises:
        BadValue: if it is not of the attribute's type.
    """
    if isinstance(attribute, SomeOf):
        if not isinstance(value, list) or not value or any(one not in attribute.options for one in value):
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
    if isinstance(value, bool) or not isinstance(value, str | int) or not 0 < len(str(value)) <= LONGEST_NAME:
        raise BadValue("not a name", "")
    if not str(value).isprintable():
        raise BadValue("not a name", "")
    return str(value)


def _own_name(value: Any) -> str:
    """A name for the row itself; those that the register makes are not to be had."""
    name = _name(value)
    if _MADE.fullmatch(name):
        raise BadValue("a name that the register makes", "")
    return name


def _json(value: Any) -> Any:
    """Words of a case file as JSON has them: days as text, numbers as numbers."""
    if isinstance(value, dict):
        return {key: _json(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_json(one) for one in value]
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, date) else value
