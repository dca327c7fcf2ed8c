"""Many new rows of one table in one statement: row security refuses COPY to the web's role, and row by row is slow."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection, models
from psycopg import sql


def insert(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Write rows, each with the same columns by name of field; what has a default in the database may be left out.

    PostgreSQL takes the values from JSON, so days and moments are text, a list fills a column of either kind.

    Returns:
        Their numbers, in the order of the rows.
    """
    if not rows:
        return []
    options = model._meta  # noqa: SLF001  (Django's documented way to the table and the columns)
    table, names = sql.Identifier(options.db_table), list(rows[0])
    fields = {field.name: field.column for field in options.local_concrete_fields}
    columns = ["id", *(fields[name] for name in names)]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [options.db_table, len(rows)],
        )
        numbers: list[int] = [number for (number,) in cursor.fetchall()]
        given = [
            dict(zip(columns, (number, *(row[name] for name in names)), strict=True))
            for number, row in zip(numbers, rows, strict=True)
        ]
        listed = sql.SQL(", ").join(map(sql.Identifier, columns))
        cursor.execute(
            sql.SQL("INSERT INTO {0} ({1}) SELECT {1} FROM json_populate_recordset(NULL::{0}, %s)").format(
                table, listed
            ),
            [json.dumps(given, default=str, ensure_ascii=False)],
        )
    return numbers
