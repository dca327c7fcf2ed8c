"""The case file of one person: plain data (as read from YAML or JSON) made into a caseload of one.

A state is written ``{from: 2020-03-16, through: 2020-09-30}`` with both days included; without ``through`` it
goes on. A happening is written ``{on: 2020-03-16}``. Inside, periods are half-open; this file is the one place
that reads the inclusive form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from toimi.book.caseload import PERSON, Caseload, Problem, RawRows, assemble, stacked
from toimi.book.facts import KINDS, Fact, Judged, JudgedDay, Shape, SomeOf
from toimi.book.values import (
    TRUTHS,
    BadValue,
    Bounds,
    as_column,
    nearest,
    omitted,
    read_day_of_period,
    read_first_day,
    read_known_day,
    read_value,
    shown,
)
from toimi.days.columns import Column, DayColumn, NumberColumn
from toimi.days.columns import day as day_column
from toimi.days.line import TOP

ROW_FIELDS = ("id", "from", "through", "on", "recorded_on", "corrects", "withdrawn")
CASE_FIELDS = ("case", "asked", "person", "facts")


@dataclass(frozen=True)
class Case:
    """One person's facts, and the days asked about."""

    name: str
    caseload: Caseload
    ids: dict[tuple[str, int], str]
    """The id of each row that has one, by kind and place in the file."""


class CaseError(Exception):
    """A case file that cannot be taken: every problem of it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{problem.place}: {problem.what}" for problem in problems))
        self.problems = problems


class _Reader:
    """Reads one case; several readers share the codes of names."""

    def __init__(self, block: int, codes: dict[str, int]) -> None:
        self.block = block
        self.codes = codes
        self.problems: list[Problem] = []
        self.ids: dict[tuple[str, int], str] = {}

    def say(self, kind: str, row: int | None, name: str | None, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.block, kind, row, name, what, remedy))

    def code(self, kind: str, row: int | None, name: str, value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, str | int):
            self.say(kind, row, name, f"{shown(value)} is not a name", "Write a name, as layoff-1.")
            return -1
        return self.codes.setdefault(str(value), len(self.codes))

    def day(self, kind: str, row: int | None, name: str, value: Any, read: Callable[[Any], Bounds]) -> Bounds:
        try:
            return read(value)
        except BadValue as bad:
            self.say(kind, row, name, bad.what, bad.remedy)
            return 0, 0

    def mapping(self, value: Any, place: str, known: tuple[str, ...]) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.say("", None, place, "this should be a list of named values", "Write name: value pairs.")
            return {}
        for name in value:
            if name not in known:
                self.say(
                    "",
                    None,
                    f"{place}.{name}".lstrip("."),
                    f"{shown(name)} is not known here",
                    nearest(str(name), known),
                )
        return {name: given for name, given in value.items() if name in known}

    def kind(self, kind: type[Fact], entries: list[Any]) -> RawRows:
        rows = [self._row(kind, number, entry) for number, entry in enumerate(entries)]
        size = len(rows)
        start = _day_column([row.start for row in rows])
        columns: dict[str, Column] = {}
        for name, attribute in kind.attributes.items():
            if not isinstance(attribute, Judged | JudgedDay | SomeOf):
                pairs = np.array([row.values[name] for row in rows], np.int64).reshape(size, 2)
                columns[name] = as_column(attribute, pairs[:, 0].copy(), pairs[:, 1].copy(), start)
        return RawRows(
            kind, np.full(size, self.block), np.arange(size), _ints([row.code for row in rows]), start,
            _day_column([row.end for row in rows]), _ints([row.recorded for row in rows]), _ints([row.corrects for row in rows]),
            np.array([row.withdrawn for row in rows], bool), columns,
            {name: _ints([row.refs[name] for row in rows]) for name in ref_names(kind)},
        )  # fmt: skip

    def _row(self, kind: type[Fact], number: int, entry: Any) -> _Row:
        name = kind.kind_name
        row = _Row()
        row.values = {
            key: omitted(attribute) for key, attribute in kind.attributes.items() if not isinstance(attribute, SomeOf)
        }
        row.refs = dict.fromkeys(ref_names(kind), -1)
        if not isinstance(entry, dict):
            self.say(name, number, None, "this should be one fact with named values", "Write {from: …} or {on: …}.")
            return row
        known = (
            *fields_of(kind),
            *(key for key, item in kind.attributes.items() if not isinstance(item, Judged | JudgedDay)),
            *ref_names(kind),
        )
        self._period(kind, number, entry, row)
        for key, value in entry.items():
            if key not in known:
                self.say(name, number, key, f"{shown(key)} is not an attribute of {name}", nearest(str(key), known))
            elif key in row.refs:
                row.refs[key] = self.code(name, number, key, value)
            elif key in row.values:
                self._value(kind, number, key, value, row)
            elif key in ("id", "corrects"):
                setattr(row, "code" if key == "id" else key, self.code(name, number, key, value))
        if row.code >= 0:
            self.ids[name, number] = str(entry["id"])
        if "recorded_on" in entry:
            row.recorded = self.day(name, number, "recorded_on", entry["recorded_on"], read_known_day)[0]
        if "withdrawn" in entry:
            row.withdrawn = self._yes(name, number, entry["withdrawn"])
        return row

    def _value(self, kind: type[Fact], number: int, key: str, value: Any, row: _Row) -> None:
        try:
            row.values[key] = read_value(kind.attributes[key], value)
        except BadValue as bad:
            self.say(kind.kind_name, number, key, bad.what, bad.remedy)

    def _yes(self, kind: str, row: int, value: Any) -> bool:
        known = TRUTHS.get(value) if isinstance(value, bool | str) else None
        if known not in (TRUTHS[True], TRUTHS[False]):
            self.say(kind, row, "withdrawn", f"{shown(value)} is neither yes nor no", "Write yes or no.")
        return known == TRUTHS[True]

    def _period(self, kind: type[Fact], number: int, entry: dict[str, Any], row: _Row) -> None:
        name = kind.kind_name
        if kind.shape is Shape.PERSON:
            row.start, row.end = (0, 0), (TOP, TOP)
            return
        first = "on" if kind.shape is Shape.HAPPENING else "from"
        if first not in entry:
            self.say(name, number, first, f"{first} is missing", f"Say on which day: {first}: 2020-03-16.")
            return
        row.start = self.day(name, number, first, entry[first], read_first_day)
        if kind.shape is Shape.HAPPENING:
            row.end = _next(row.start)
        elif entry.get("through") is not None:
            row.end = _next(self.day(name, number, "through", entry["through"], read_day_of_period))


class _Row:
    """One row while it is read."""

    def __init__(self) -> None:
        self.code = -1
        self.corrects = -1
        self.withdrawn = False
        self.recorded = 0
        self.start: Bounds = (0, 0)
        self.end: Bounds = (TOP, TOP)
        self.values: dict[str, Bounds] = {}
        self.refs: dict[str, int] = {}


def _next(day: Bounds) -> Bounds:
    return min(day[0] + 1, TOP), min(day[1] + 1, TOP)


def _ints(values: list[int]) -> np.ndarray[Any, np.dtype[np.int64]]:
    return np.array(values, np.int64)


def _day_column(pairs: list[Bounds]) -> DayColumn:
    array = np.array(pairs, np.int64).reshape(len(pairs), 2)
    return day_column(array[:, 0].copy(), array[:, 1].copy())


def ref_names(kind: type[Fact]) -> tuple[str, ...]:
    """The fields of a kind that hold names of other facts."""
    names = [*kind.refs]
    if kind.thing:
        names.append(kind.thing)
    if kind.about:
        names.append("about")
    return tuple(names)


def fields_of(kind: type[Fact]) -> tuple[str, ...]:
    """The fields that every row of the kind may have beside its attributes."""
    if kind.shape is Shape.PERSON:
        return ()
    unused = {"from", "through"} if kind.shape is Shape.HAPPENING else {"on"}
    return tuple(name for name in ROW_FIELDS if name not in unused)


def read_case(data: Any, *, known_at: int, name: str = "") -> Case:
    """A case from plain data.

    Args:
        data: what a YAML or JSON reader gives: text, whole numbers, ``Decimal``, lists and dictionaries.
        known_at: offset of the day of knowledge.
        name: used when the file names no case.

    Raises:
        CaseError: with every problem found.
    """
    (case,), problems = read_cases([data], known_at=known_at, names=[name])
    if problems:
        raise CaseError(problems)
    return case


def read_cases(many: Sequence[Any], *, known_at: int, names: Sequence[str] = ()) -> tuple[list[Case], list[Problem]]:
    """Several cases in one caseload, block by block; every returned case shares it.

    Returns:
        the cases, and the problems of all of them by block. A caseload with problems is not to be decided.
    """
    codes: dict[str, int] = {}
    readers, raws, windows, titles = [], [], [], []
    for block, data in enumerate(many):
        reader = _Reader(block, codes)
        top = reader.mapping(data, "", CASE_FIELDS)
        windows.append(_asked(reader, top))
        raws += _facts(reader, top)
        titles.append(names[block] if block < len(names) else "")
        if "case" in top and reader.code("", None, "case", top["case"]) >= 0:
            titles[-1] = str(top["case"])
        readers.append(reader)
    begin, end = (_ints([window[side] for window in windows]) for side in (0, 1))
    words = list(codes)
    caseload, found = assemble(
        stacked(raws), people=len(many), asked_from=begin, asked_until=end, known_at=known_at, names=words.__getitem__
    )
    problems = [problem for reader in readers for problem in reader.problems] or found
    return [Case(title, caseload, reader.ids) for title, reader in zip(titles, readers, strict=True)], problems


def _asked(reader: _Reader, top: dict[str, Any]) -> tuple[int, int]:
    """The days asked about, half-open."""
    asked = reader.mapping(top.get("asked", {}), "asked", ("from", "through"))
    for day in ("from", "through"):
        if day not in asked:
            what = "the days asked about are missing"
            reader.say("", None, f"asked.{day}", what, "Write asked: {from: 2020-03-16, through: 2020-06-30}.")
            return 0, 1
    before = len(reader.problems)
    begin = reader.day("", None, "asked.from", asked["from"], read_known_day)[0]
    end = reader.day("", None, "asked.through", asked["through"], read_known_day)[0] + 1
    if begin >= end and len(reader.problems) == before:
        reader.say("", None, "asked", "the days asked about end before they begin", "Correct one of the two days.")
    return begin, end


def _facts(reader: _Reader, top: dict[str, Any]) -> list[RawRows]:
    kinds = tuple(kind for kind in KINDS if kind != PERSON)
    facts = reader.mapping(top.get("facts", {}), "facts", kinds)
    raws = [
        reader.kind(KINDS[PERSON], [reader.mapping(top.get("person", {}), "person", tuple(KINDS[PERSON].attributes))])
    ]
    for kind in kinds:
        entries = facts.get(kind)
        if entries is None:
            continue
        if not isinstance(entries, list):
            reader.say(kind, None, None, "this should be a list of facts", "Begin each fact with a dash.")
            continue
        raws.append(reader.kind(KINDS[kind], entries))
    return [part for raw in raws for part in _by_subject(reader, raw, facts)]


def _by_subject(reader: _Reader, raw: RawRows, facts: dict[str, Any]) -> list[RawRows]:
    """Answers are one row for each subject inside, whatever the file groups together."""
    for name, attribute in raw.kind.attributes.items():
        if isinstance(attribute, SomeOf):
            return [_subject_rows(reader, raw, facts[raw.kind.kind_name], name, attribute)]
    return [raw]


def _subject_rows(reader: _Reader, raw: RawRows, entries: list[Any], name: str, attribute: SomeOf) -> RawRows:
    rows: list[int] = []
    bits: list[int] = []
    for number, entry in enumerate(entries):
        subjects = entry.get(name) if isinstance(entry, dict) else None
        if not isinstance(subjects, list) or not subjects:
            reader.say(
                raw.kind.kind_name,
                number,
                name,
                "the subjects are missing",
                f"List what was answered for: {', '.join(attribute.options)}.",
            )
            continue
        for subject in subjects:
            if subject not in attribute.options:
                reader.say(
                    raw.kind.kind_name,
                    number,
                    name,
                    f"{shown(subject)} is not one of the subjects",
                    nearest(str(subject), attribute.options),
                )
                continue
            rows.append(number)
            bits.append(attribute.options.index(subject))
    taken = raw.take(_ints(rows))
    taken.columns[name] = subject_column(bits)
    return taken


def subject_column(subjects: list[int]) -> Column:
    """The subject of each row, as a number."""
    values = _ints(subjects)
    return NumberColumn(values, values)
