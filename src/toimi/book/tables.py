"""A table of people, one row a person with facts as lists of structs, made into a caseload.

Periods are half-open here: ``from`` and ``until`` (no ``until``: it goes on); a happening has ``on``. A value that
is left out means what its attribute declares. What a plain column cannot say (a range, a choice between two, an
explicit "unknown") stands in the optional text column ``uncertain`` of the row, as JSON: ``{"amount": "unknown"}``.

Imported only by those who read tables: it needs pyarrow.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from toimi.book.casefile import ref_names
from toimi.book.caseload import PERSON, Caseload, Problem, RawRows, assemble
from toimi.book.facts import KINDS, Attribute, DayOf, Fact, Judged, JudgedDay, NumberOf, OneOf, Shape, SomeOf
from toimi.book.values import BadValue, as_column, nearest, omitted, read_day_of_period, read_first_day, read_value
from toimi.days.columns import INFINITE, Column, DayColumn, NumberColumn
from toimi.days.columns import day as day_column
from toimi.days.line import TOP, Bools, Ints, offset_of

UNIX = offset_of(date(1970, 1, 1))
WINDOW = ("asked_from", "asked_until")


class BadTable(ValueError):
    """A table whose columns cannot be taken: which, why, and what to do."""


@dataclass(frozen=True)
class People:
    """A caseload read from a table.

    Attributes:
        caseload: those who could be taken, in the order of the table.
        names: their names.
        problems: of the others, by name.
    """

    caseload: Caseload
    names: list[str]
    problems: list[tuple[str, Problem]]


def schema() -> pa.Schema:
    """The columns of a table of people."""
    columns = [pa.field("person", pa.string(), nullable=False), *(pa.field(name, pa.date32()) for name in WINDOW)]
    columns += [pa.field(name, _type(item)) for name, item in KINDS[PERSON].attributes.items()]
    columns += [pa.field(name, pa.list_(_struct(kind))) for name, kind in KINDS.items() if name != PERSON]
    return pa.schema(columns)


def _struct(kind: type[Fact]) -> pa.DataType:
    days = ("on",) if kind.shape is Shape.HAPPENING else ("from", "until")
    fields = [pa.field("id", pa.string()), *(pa.field(day, pa.date32()) for day in days)]
    fields += [pa.field(name, pa.string()) for name in ref_names(kind)]
    fields += [pa.field(name, _type(item)) for name, item in _given(kind).items()]
    fields += [
        pa.field("recorded_on", pa.date32()),
        pa.field("corrects", pa.string()),
        pa.field("withdrawn", pa.bool_()),
    ]
    return pa.struct([*fields, pa.field("uncertain", pa.string())])


def _given(kind: type[Fact]) -> dict[str, Attribute[Any]]:
    return {name: item for name, item in kind.attributes.items() if not isinstance(item, Judged | JudgedDay)}


def _type(attribute: Attribute[Any]) -> pa.DataType:
    if isinstance(attribute, OneOf):
        return pa.string()
    if isinstance(attribute, SomeOf):
        return pa.list_(pa.string())
    if isinstance(attribute, NumberOf):
        return pa.decimal128(14, 2) if attribute.scale == 100 else pa.int64()
    return pa.date32() if isinstance(attribute, DayOf) else pa.bool_()


def check_schema(found: pa.Schema) -> None:
    """Whether a table's columns can be taken.

    Raises:
        BadTable: with the column, what is wrong, and the remedy.
    """
    wanted = schema()
    if "person" not in found.names:
        raise BadTable("the column person is missing. Give each person a name of its own (text).")
    for column in found:
        if column.name not in wanted.names:
            raise BadTable(f"the column {column.name!r} is not known. {nearest(column.name, wanted.names)}")
        if found.names.count(column.name) > 1:
            raise BadTable(f"the column {column.name!r} stands twice. Keep one of them.")
        _check_type(column.name, column.type, wanted.field(column.name).type)


def _check_type(place: str, found: pa.DataType, wanted: pa.DataType) -> None:
    if pa.types.is_null(found):
        return  # a writer that has met no value of the column calls it null
    if pa.types.is_list(wanted) or pa.types.is_large_list(wanted):
        if not (pa.types.is_list(found) or pa.types.is_large_list(found)):
            raise BadTable(f"{place} is {found}, not a list. Give one list of facts a person.")
        _check_type(place, found.value_type, wanted.value_type)
    elif pa.types.is_struct(wanted):
        if not pa.types.is_struct(found):
            raise BadTable(f"{place} is a list of {found}, not of structs. Give each fact its named values.")
        known = {part.name: part.type for part in wanted}
        for part in found:
            if part.name not in known:
                raise BadTable(f"{place}.{part.name} is not known. {nearest(part.name, known)}")
            if found.get_field_index(part.name) < 0:
                raise BadTable(f"{place}.{part.name} stands twice. Keep one of them.")
            _check_type(f"{place}.{part.name}", part.type, known[part.name])
        for needed in ("from", "on"):
            if needed in known and needed not in {part.name for part in found}:
                raise BadTable(f"{place}.{needed} is missing. A row needs its day.")
    elif not _fits(found, wanted):
        raise BadTable(f"{place} is {found}, not {wanted}. Convert the column.")


def _fits(found: pa.DataType, wanted: pa.DataType) -> bool:
    if found == wanted:
        return True
    if pa.types.is_string(wanted):
        return pa.types.is_large_string(found) or pa.types.is_dictionary(found)
    if pa.types.is_decimal(wanted) or pa.types.is_integer(wanted):
        return pa.types.is_decimal(found) or pa.types.is_integer(found) or pa.types.is_floating(found)
    return False


@dataclass
class _Names:
    """Codes of ids and refs over all columns of a batch."""

    columns: list[pa.Array] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def codes(self) -> Iterator[Ints]:
        """For each column its codes, -1 for none."""
        if not self.columns:
            return
        encoded = pa.concat_arrays(self.columns).dictionary_encode()
        self.words = encoded.dictionary.to_pylist()
        codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
        yield from np.split(codes, np.cumsum([len(column) for column in self.columns])[:-1])

    def name(self, code: int) -> str:
        return self.words[code]


@dataclass
class _Part:
    """Rows of one kind while they are read."""

    kind: type[Fact]
    block: Ints
    number: Ints
    flat: pa.StructArray
    problems: list[Problem]

    def column(self, name: str) -> pa.Array | None:
        """A field of the rows, or nothing if the table has no such field."""
        index = self.flat.type.get_field_index(name)
        return (
            pc.struct_field(self.flat, [index]) if index >= 0 else None
        )  # of an empty row nothing, whatever lies there

    def say(self, rows: Bools | Ints, name: str, what: str, remedy: str) -> None:
        places = np.flatnonzero(rows) if rows.dtype == bool else rows
        for row in places:
            self.problems.append(
                Problem(int(self.block[row]), self.kind.kind_name, int(self.number[row]), name, what, remedy)
            )


def read_people(batch: pa.RecordBatch, *, known_at: int, asked: tuple[int, int] | None = None) -> People:
    """The people of one batch.

    Args:
        batch: columns as in ``schema()``, checked.
        known_at: offset of the day of knowledge.
        asked: half-open offsets of the days asked about, where the table does not say.
    """
    people = batch.num_rows
    problems: list[Problem] = []
    begin, end = _window(batch, asked, problems)
    parts = [_person_part(batch, problems)]
    parts += [_part(batch, name, problems) for name in KINDS if name != PERSON and name in batch.schema.names]
    names = _Names()
    wanted: list[tuple[int, str]] = []
    for place, part in enumerate(parts):
        for name in ("id", "corrects", *ref_names(part.kind)):
            column = part.column(name)
            if column is not None:
                wanted.append((place, name))
                names.columns.append(column.cast(pa.string()))
    codes = dict(zip(wanted, names.codes(), strict=True))
    raws = [
        _raw(part, {name: code for (owner, name), code in codes.items() if owner == place})
        for place, part in enumerate(parts)
    ]
    caseload, found = assemble(
        raws, people=people, asked_from=begin, asked_until=end, known_at=known_at, names=names.name
    )
    problems += found
    words = batch.column("person").to_pylist()
    bad = {problem.block for problem in problems}
    good = np.array([block for block in range(people) if block not in bad], np.int64)
    kept = caseload.take(good) if bad else caseload
    return People(kept, [words[block] for block in good], [(words[problem.block], problem) for problem in problems])


def _window(batch: pa.RecordBatch, asked: tuple[int, int] | None, problems: list[Problem]) -> tuple[Ints, Ints]:
    sides = []
    for side, name in enumerate(WINDOW):
        column = batch.column(name) if name in batch.schema.names else pa.nulls(batch.num_rows, pa.date32())
        offsets, known = _offsets(column)
        default = asked[side] if asked else -1
        sides.append(np.where(known, offsets, default))
    begin, end = sides
    bad = (begin < 0) | (end > TOP) | (begin >= end)
    for block in np.flatnonzero(bad):
        problems.append(
            Problem(
                int(block),
                "",
                None,
                "asked",
                "the days asked about are missing or end before they begin",
                "Give asked_from and asked_until, or --from and --through.",
            )
        )
    return np.where(bad, 0, begin), np.where(bad, 1, end)


def _offsets(column: pa.Array) -> tuple[Ints, Bools]:
    known = column.is_valid().to_numpy(zero_copy_only=False)
    days = column.cast(pa.int32()).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    return days + UNIX, known


def _person_part(batch: pa.RecordBatch, problems: list[Problem]) -> _Part:
    fields = [name for name in KINDS[PERSON].attributes if name in batch.schema.names]
    arrays = [batch.column(name) for name in fields]
    flat = pa.StructArray.from_arrays(arrays, fields) if fields else pa.array([{}] * batch.num_rows, pa.struct([]))
    every = np.arange(batch.num_rows)
    return _Part(KINDS[PERSON], every, np.zeros(batch.num_rows, np.int64), flat, problems)


def _says_nothing(batch: pa.RecordBatch, name: str) -> bool:
    """Whether the column holds no value at all, so that its writer could not know its type."""
    found = batch.schema.field(name).type
    return bool(pa.types.is_null(found) or pa.types.is_null(found.value_type))


def _part(batch: pa.RecordBatch, name: str, problems: list[Problem]) -> _Part:
    column = batch.column(name).cast(schema().field(name).type) if _says_nothing(batch, name) else batch.column(name)
    count = pc.list_value_length(column).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
    block = np.repeat(np.arange(batch.num_rows), count)
    number = np.arange(len(block)) - (np.cumsum(count) - count)[block]
    flat = column.flatten()
    part = _Part(KINDS[name], block, number, flat, problems)
    if flat.null_count:
        part.say(flat.is_null().to_numpy(zero_copy_only=False), "", "the row is empty", "Leave it out of the list.")
    return part


def _raw(part: _Part, codes: dict[str, Ints]) -> RawRows:
    size = len(part.block)
    none = np.full(size, -1)
    uncertain = _uncertain(part)
    start, end = _period(part, uncertain)
    columns: dict[str, Column] = {}
    for name, attribute in _given(part.kind).items():
        if isinstance(attribute, SomeOf):
            continue
        lo, hi = _bounds(part, name, attribute)
        _say_uncertain(part, name, attribute, uncertain, lo, hi)
        columns[name] = as_column(attribute, lo, hi, start)
    recorded = _day(part, "recorded_on", 0)
    withdrawn = part.column("withdrawn")
    if withdrawn is None or pa.types.is_null(withdrawn.type):
        withdrawn = pa.nulls(size, pa.bool_())
    gone = withdrawn.fill_null(False).to_numpy(zero_copy_only=False)
    raw = RawRows(
        part.kind, part.block, part.number, codes.get("id", none), start, end, recorded, codes.get("corrects", none), gone,
        columns, {name: codes.get(name, none) for name in ref_names(part.kind)},
    )  # fmt: skip
    return _by_subject(part, raw)


def _by_subject(part: _Part, raw: RawRows) -> RawRows:
    """Answers are one row for each subject inside."""
    for name, attribute in part.kind.attributes.items():
        if isinstance(attribute, SomeOf):
            listed = part.column(name)
            if listed is None:
                listed = pa.array([[]] * len(raw), pa.list_(pa.string()))
            count = pc.list_value_length(listed).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64)
            remedy = f"List what was answered for: {', '.join(attribute.options)}."
            part.say(count == 0, name, "the subjects are missing", remedy)
            row = np.repeat(np.arange(len(raw)), count)
            value = (
                pc.index_in(listed.flatten().cast(pa.string()), _words(attribute.options))
                .fill_null(-1)
                .to_numpy(zero_copy_only=False)
            )
            part.say(
                row[value < 0], name, "a subject is not one of those known", f"Use {', '.join(attribute.options)}."
            )
            taken = raw.take(row)
            subjects = np.maximum(value, 0).astype(np.int64)
            taken.columns[name] = NumberColumn(subjects, subjects)
            return taken
    return raw


def _uncertain(part: _Part) -> dict[int, dict[str, Any]]:
    """What the rows say of their own uncertainty, by row."""
    column = part.column("uncertain")
    found: dict[int, dict[str, Any]] = {}
    if column is None or column.null_count == len(column):
        return found
    for row in np.flatnonzero(column.is_valid().to_numpy(zero_copy_only=False)):
        try:
            said = json.loads(column[int(row)].as_py(), parse_float=Decimal, parse_constant=Decimal)
        except (ValueError, RecursionError):
            said = None
        days = ("on",) if part.kind.shape is Shape.HAPPENING else ("from", "through")
        known = {*days, *(name for name, item in _given(part.kind).items() if not isinstance(item, SomeOf))}
        if not isinstance(said, dict) or not set(said) <= known:
            part.say(
                np.array([row]),
                "uncertain",
                "is not JSON of the row's own values",
                'Write for example {"amount": "unknown"}.',
            )
            continue
        found[int(row)] = said
    return found


def _say_uncertain(
    part: _Part, name: str, attribute: Attribute[Any], uncertain: dict[int, dict[str, Any]], lo: Ints, hi: Ints
) -> None:
    for row, said in uncertain.items():
        if name in said:
            try:
                lo[row], hi[row] = read_value(attribute, said[name])
            except BadValue as bad:
                part.say(np.array([row]), name, bad.what, bad.remedy)


def _period(part: _Part, uncertain: dict[int, dict[str, Any]]) -> tuple[DayColumn, DayColumn]:
    size = len(part.block)
    if part.kind.shape is Shape.PERSON:
        return DayColumn(*(np.zeros(size, np.int64),) * 2), DayColumn(*(np.full(size, TOP),) * 2)
    first = "on" if part.kind.shape is Shape.HAPPENING else "from"
    told = np.zeros(size, bool)
    told[[row for row, said in uncertain.items() if first in said]] = True
    start = _day(part, first, 0, told)
    start_hi = start.copy()
    end = start + 1 if first == "on" else _day(part, "until", TOP)
    end_hi = end.copy()
    for row, said in uncertain.items():
        for name in (first, "through"):
            if name in said:
                try:
                    lo, hi = (read_first_day if name == first else read_day_of_period)(said[name])
                except BadValue as bad:
                    part.say(np.array([row]), name, bad.what, bad.remedy)
                    continue
                if name == first:
                    start[row], start_hi[row] = lo, hi
                if name == "through" or first == "on":
                    end[row], end_hi[row] = min(lo + 1, TOP), min(hi + 1, TOP)
    return day_column(start, start_hi), day_column(end, end_hi)


def _day(part: _Part, name: str, missing: int, told: Bools | None = None) -> Ints:
    """Days of a field, ``missing`` where it is left out: a problem if ``told`` says where it may be."""
    column = part.column(name)
    size = len(part.block)
    if column is None or pa.types.is_null(column.type):
        column = pa.nulls(size, pa.date32())
    offsets, known = _offsets(column)
    outside = known & ((offsets < 0) | (offsets >= TOP))
    part.say(outside, name, "is not between 1900 and 2079", "Correct the day; leave it out where there is no end.")
    if told is not None:
        part.say(~known & ~told, name, f"{name} is missing", "Give the row its day.")
    return np.where(known & ~outside, offsets, missing)


def _bounds(part: _Part, name: str, attribute: Attribute[Any]) -> tuple[Ints, Ints]:
    size = len(part.block)
    lo_missing, hi_missing = omitted(attribute)
    column = part.column(name)
    if column is None or pa.types.is_null(column.type):
        return np.full(size, lo_missing), np.full(size, hi_missing)
    known = column.is_valid().to_numpy(zero_copy_only=False)
    value, bad = _values(attribute, column)
    part.say(known & bad, name, "is not a value of this attribute", _remedy(attribute))
    known &= ~bad
    return np.where(known, value, lo_missing), np.where(known, value, hi_missing)


def _values(attribute: Attribute[Any], column: pa.Array) -> tuple[Ints, Bools]:
    """Plain values, and which of them are bad; where nothing is given, whatever."""
    if isinstance(attribute, OneOf):
        index = (
            pc.index_in(column.cast(pa.string()), _words(attribute.options))
            .fill_null(-1)
            .to_numpy(zero_copy_only=False)
        )
        return np.int64(1) << np.maximum(index, 0).astype(np.int64), index < 0
    if isinstance(attribute, NumberOf):
        given = column.cast(pa.float64(), safe=False).fill_null(0).to_numpy(zero_copy_only=False)
        with np.errstate(invalid="ignore", over="ignore"):
            number = given * attribute.scale
            bad = (
                ~np.isfinite(number) | (number < 0) | (number >= INFINITE) | (np.abs(number - np.round(number)) > 1e-4)
            )
            bad |= (number > 0) & (number < attribute.smallest)
        return np.round(np.where(bad, 0, number)).astype(np.int64), bad
    if isinstance(attribute, DayOf):
        offsets, _ = _offsets(column)
        return offsets, (offsets < 0) | (offsets >= TOP)
    truth = column.fill_null(False).to_numpy(zero_copy_only=False).astype(np.int64)
    return truth, np.zeros(len(truth), bool)


@cache
def _words(options: tuple[str, ...]) -> pa.Array:
    """The options as a column, made once: without pandas ``pa.array`` looks for it each time."""
    return pa.array(options)


def _remedy(attribute: Attribute[Any]) -> str:
    if isinstance(attribute, OneOf):
        return f"Use one of: {', '.join(attribute.options)}."
    if isinstance(attribute, NumberOf):
        return f"Give a number that is not negative, with at most {len(str(attribute.scale)) - 1} decimals."
    return "Use a day between 1900 and 2079."
