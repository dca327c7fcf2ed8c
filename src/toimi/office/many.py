"""Many new rows of one table in one statement: row security refuses COPY to the web's role, and row by row is slow."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection, models
from psycopg import sql


def insert(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Write rows, each with the same columns; what has a default in the database may be left out.

    Returns:
        Their numbers, in the order of the rows.
    """
    if not rows:
        return []
    table = model._meta.db_table
    fields = {name: model._meta.get_field(name) for name in rows[0]}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, len(rows)]
        )
        numbers = [number for (number,) in cursor.fetchall()]
        columns = [[_text(row[name]) for row in rows] for name in fields]
        cursor.execute(_statement(table, fields.values()), [numbers, *columns])
    return numbers


def _statement(table: str, fields: Any) -> sql.Composed:
    """Every column comes as text and becomes what the table has."""
    names = [sql.Identifier("id"), *(sql.Identifier(field.column) for field in fields)]
    made = [sql.SQL("c0"), *(sql.SQL(f"c{at}::{field.db_type(connection)}") for at, field in enumerate(fields, 1))]
    given = [sql.SQL("%s::bigint[]"), *(sql.SQL("%s::text[]") for _ in fields)]
    return sql.SQL("INSERT INTO {} ({}) SELECT {} FROM unnest({}) AS given({})").format(
        sql.Identifier(table), sql.SQL(", ").join(names), sql.SQL(", ").join(made), sql.SQL(", ").join(given),
        sql.SQL(", ").join(sql.SQL(f"c{at}") for at in range(len(names))),
    )  # fmt: skip


def _text(value: Any) -> str | None:
    """A value as PostgreSQL reads it from text; a tuple is an array, a list or a mapping JSON."""
    if value is None:
        return None
    if isinstance(value, tuple):
        return "{" + ",".join(json.dumps(str(one)) for one in value) + "}"
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else str(value)
