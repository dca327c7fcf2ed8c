"""A person's row of the table of facts as plain data, kept for years, and the row that it was, ready for the law again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa

from toimi.book.tables import schema


def rows_of(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    """Each row of a table of facts as plain data, without what is empty."""
    rows: list[dict[str, Any]] = [{} for _ in range(batch.num_rows)]
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        if pa.types.is_list(column.type):
            flat = [_said(row) for row in column.flatten().to_pylist()]
            edges = column.offsets.to_numpy() - column.offsets[0].as_py()
            for row in np.flatnonzero(np.diff(edges)).tolist():
                rows[row][name] = flat[edges[row] : edges[row + 1]]
        else:
            for row, value in enumerate(column.to_pylist()):
                if value is not None:
                    rows[row][name] = _plain(value)
    return rows


def _said(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in row.items() if value is not None}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, date | Decimal) else value


def table_of(*kept: dict[str, Any]) -> pa.RecordBatch:
    """The rows that were kept, as a table in their order.

    Raises:
        ValueError: if one is no row of the table of facts.
    """
    wanted = schema()
    try:
        return pa.RecordBatch.from_pylist([_row(facts, wanted) for facts in kept], schema=wanted)
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError("this is no row of the table of facts") from error


def _row(facts: dict[str, Any], wanted: pa.Schema) -> dict[str, Any]:
    if not isinstance(facts["person"], str):
        raise TypeError("a person goes by text")
    return {name: _value(value, wanted.field(name).type) for name, value in facts.items()}


def _value(value: Any, wanted: pa.DataType) -> Any:
    """Text as the day or the amount that it was."""
    if value is None:
        return None
    if pa.types.is_list(wanted):
        return [_value(one, wanted.value_type) for one in value]
    if pa.types.is_struct(wanted):
        return {name: _value(one, wanted.field(name).type) for name, one in value.items()}
    if pa.types.is_date(wanted):
        return date.fromisoformat(value)
    return Decimal(value) if pa.types.is_decimal(wanted) else value
