"""Rows of facts while they are invented: columns by kind, then one table with a list of facts for each person."""

from __future__ import annotations

import json
from collections import defaultdict
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

import toimi.law.facts  # noqa: F401  (declares the vocabulary)
from toimi.book.caseload import PERSON
from toimi.book.facts import KINDS, Shape
from toimi.book.tables import WINDOW, schema
from toimi.days.line import Bools, Ints

ALONE = (*WINDOW, *KINDS[PERSON].attributes)
"""The columns of a person as a whole."""
CHILDHOOD = 5_114
"""Days: 14 years."""
Column = Any
"""An array with a value for each row, masked where it is left out, or one value for all of them."""


class Rows:
    """The facts of so many people, kind by kind.

    Args:
        births: their days of birth, since 1970-01-01.
    """

    def __init__(self, births: Ints) -> None:
        self.people, self.births = len(births), births
        self._parts: dict[str, list[tuple[Ints, dict[str, Column]]]] = defaultdict(list)

    def add(self, kind: str, who: Ints, /, **columns: Column) -> None:
        """One row for each place in ``who``; ``start`` and ``end`` are the days of the row, or ``on`` of a happening.

        Days are numbers since 1970-01-01; amounts and percents with two decimals are hundredths.
        """
        if len(who):
            self._parts[kind].append((who, columns))

    def not_a_child(self, who: Ints, days: Ints) -> Ints:
        """The days, or the later one on which the person became 14 years old."""
        return np.maximum(days, self.births[who] + CHILDHOOD)

    def table(self, names: list[str], **columns: Column) -> pa.Table:
        """Everything, in the columns of ``toimi facts schema --table``.

        Args:
            names: of the people.
            columns: what is said of each person as a whole: days asked about, birth date and the like.
        """
        wanted = schema()
        told = {name: _array(columns.get(name), wanted.field(name).type, self.people) for name in ALONE}
        lists = {name: self._lists(name, wanted.field(name).type) for name in KINDS if name != PERSON}
        arrays = {"person": pa.array(names), **told, **lists}
        return pa.table([arrays[column.name] for column in wanted], schema=wanted)

    def _lists(self, kind: str, wanted: pa.DataType) -> pa.Array:
        """One list of rows for each person, in the order in which they were added."""
        parts = self._parts[kind]
        fields = [_joined(wanted.value_type.field(place), kind, parts) for place in range(wanted.value_type.num_fields)]
        who = np.concatenate([np.zeros(0, np.int64), *(who for who, _ in parts)])
        order = np.argsort(who, kind="stable")
        rows = pa.StructArray.from_arrays(fields, fields=list(wanted.value_type)).take(pa.array(order))
        offsets = np.searchsorted(who[order], np.arange(self.people + 1))
        return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), rows, type=wanted)


def _joined(field: pa.Field, kind: str, parts: list[tuple[Ints, dict[str, Column]]]) -> pa.Array:
    told = {"from": "start", "until": "end"}.get(field.name, field.name)
    for _, columns in parts:
        unknown = set(columns) - {"start", "end", "on"} - _names(kind)
        if unknown:
            raise ValueError(f"{kind} has no {', '.join(sorted(unknown))}: facts.py says what it has.")
    found = [_array(columns.get(told), field.type, len(who)) for who, columns in parts]
    return pa.concat_arrays([pa.array([], field.type), *found])


def _names(kind: str) -> set[str]:
    days = {"on"} if KINDS[kind].shape is Shape.HAPPENING else {"from", "until"}
    struct = schema().field(kind).type.value_type
    return {struct.field(place).name for place in range(struct.num_fields)} - days


def _array(values: Column, wanted: pa.DataType, size: int) -> pa.Array:
    if values is None:
        return pa.nulls(size, wanted)
    if not isinstance(values, np.ndarray):
        return pa.array([values] * size, wanted)
    mask = np.ma.getmaskarray(values) if isinstance(values, np.ma.MaskedArray) else np.zeros(size, bool)
    plain = np.ma.getdata(values)
    if pa.types.is_date(wanted):
        return pa.array(plain.astype(np.int32), pa.int32(), mask=mask).cast(wanted)
    if pa.types.is_decimal(wanted):
        whole = pa.array(plain.astype(np.int64), pa.int64(), mask=mask).cast(pa.decimal128(19, 0))
        return pc.multiply(whole, pa.scalar(Decimal("0.01"))).cast(wanted)
    if plain.dtype.kind in "UO":
        return pa.array(plain.astype(object), wanted, mask=mask)
    return pa.array(plain, mask=mask).cast(wanted)


def left_out(values: Column, where: Bools) -> np.ma.MaskedArray[Any, Any]:
    """The values, left out where it says so."""
    return np.ma.masked_array(values, where)


def said(**values: Any) -> str:
    """What a row says of its own uncertainty."""
    return json.dumps(values)
