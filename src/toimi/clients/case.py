"""The one loader of facts: one person, a desk full or everybody, in Arrow, as the law reads them.

Columns are those of ``toimi.book.tables.schema()``: one row a person, facts as lists of structs. Every row that was
ever recorded is there, with the day from which it is known; what stands on a day of knowledge, the law says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json
from adbc_driver_postgresql.dbapi import Cursor, connect
from django.db import connection
from psycopg.conninfo import make_conninfo
from psycopg.sql import quote as literal

import toimi.law.facts  # noqa: F401  (declares the vocabulary)
from toimi.book.casefile import ref_names
from toimi.book.caseload import PERSON
from toimi.book.facts import KINDS, Fact
from toimi.book.tables import WINDOW, schema
from toimi.days.line import Bools, Ints
from toimi.office.row_security import for_whom

CHUNK = 10_000
"""People of one batch."""
ROWS = """
SELECT id, person_id, kind, name, lower(days) AS first, upper(days) AS until, attributes::text AS attributes,
    recorded_on, corrects, withdrawn, uncertain::text AS uncertain
FROM clients_knownfact
"""
"""What is read of a fact; the same rows are read bare where the loader is measured."""
_OF_ROW = {
    "id": "name", "from": "first", "on": "first", "until": "until", "recorded_on": "recorded_on", "corrects": "corrects",
    "withdrawn": "withdrawn", "uncertain": "uncertain",
}  # fmt: skip
"""The fields that every struct has, and the columns from which they come."""


def load(
    people: Sequence[int] | None = None, *, known_at: date, asked: tuple[date, date] | None = None
) -> Iterator[pa.RecordBatch]:
    """People and all their facts, in batches of at most ``CHUNK``, from one snapshot of the database.

    Only what has been committed is there: the loader reads on a connection of its own.

    Args:
        people: whose, in this order; everybody if left out. Each at most once; who has no facts has empty lists. A
            client that was merged into another is read through that one.
        known_at: the day of knowledge of what is known of a person as such; rows of facts carry their own.
        asked: the days asked about, half-open, if all are asked about the same.

    Raises:
        LookupError: if one of the people was merged into another.
    """
    with reading() as cursor:
        absorbed, kept = _merged(cursor)
        numbers = _everybody(cursor) if people is None else np.array(people, np.int64)
        if np.isin(numbers, absorbed).any():
            raise LookupError("somebody was merged into another client: ask for the one who was kept")
        for first in range(0, len(numbers), CHUNK):
            chunk = numbers[first : first + CHUNK]
            theirs = np.isin(kept, chunk)
            rows = _rows(cursor, np.concatenate([chunk, absorbed[theirs]]))
            yield _batch(_with_kept(rows, absorbed[theirs], kept[theirs]), chunk, known_at, asked)


@contextmanager
def reading() -> Iterator[Cursor]:
    """A connection by ADBC to the database of the settings; all it reads is of one moment, and what this transaction sees."""
    with connect(_address()) as reader, reader.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        said = ", ".join(f"set_config({literal(name)}, {literal(value)}, true)" for name, value in for_whom().items())
        cursor.execute(f"SELECT {said}")
        yield cursor


def _address() -> str:
    settings = connection.settings_dict
    named = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    own = {name: settings[django] for name, django in named.items() if settings.get(django)}
    return make_conninfo("", **{key: value for key, value in settings["OPTIONS"].items() if key != "pool"} | own)


def _everybody(cursor: Cursor) -> Ints:
    cursor.execute("SELECT id FROM clients_person WHERE merged_into_id IS NULL ORDER BY id")
    found: Ints = cursor.fetch_arrow_table().column("id").to_numpy()
    return found


def _merged(cursor: Cursor) -> tuple[Ints, Ints]:
    """Clients that were merged into another, in order, and into whom."""
    cursor.execute("SELECT id, merged_into_id FROM clients_person WHERE merged_into_id IS NOT NULL ORDER BY id")
    found = cursor.fetch_arrow_table()
    return found.column("id").to_numpy(), found.column("merged_into_id").to_numpy()


def _with_kept(rows: pa.Table, absorbed: Ints, kept: Ints) -> pa.Table:
    """The rows with whom they count for, and what stands before the names of rows that were another client's.

    Names are a person's own: ``job-1`` of client 12 is read as ``12/job-1``, so that two clients' names never meet.
    """
    own = rows.column("person_id").to_numpy()
    if not len(absorbed):
        return rows.append_column("counts_for", pa.array(own))
    was_merged = np.isin(own, absorbed)
    block = own.copy()
    block[was_merged] = kept[np.searchsorted(absorbed, own[was_merged])]
    before = np.where(was_merged, np.char.add(own.astype(str), "/"), "").astype(object)
    return rows.append_column("counts_for", pa.array(block)).append_column("before", pa.array(before, pa.string()))


def _rows(cursor: Cursor, people: Ints) -> pa.Table:
    """The rows of these people. The numbers stand in the text: a statement with parameters is no COPY, and slow."""
    numbers = ",".join(map(str, people.tolist()))
    cursor.execute(f"{ROWS} WHERE person_id = ANY('{{{numbers}}}'::bigint[])")
    return cursor.fetch_arrow_table()


def _batch(rows: pa.Table, people: Ints, known_at: date, asked: tuple[date, date] | None) -> pa.RecordBatch:
    block = _places(rows.column("counts_for").to_numpy(), people)
    kinds = rows.column("kind").combine_chunks().dictionary_encode()
    code = kinds.indices.to_numpy()
    own = rows.column("person_id").to_numpy() == rows.column("counts_for").to_numpy()
    order = np.lexsort((rows.column("id").to_numpy(), own, block, code))
    rows, block, code = rows.take(pa.array(order)).combine_chunks(), block[order], code[order]
    edges = {
        name: np.searchsorted(code, [number, number + 1]) for number, name in enumerate(kinds.dictionary.to_pylist())
    }
    parts = {name: (rows.slice(begin, end - begin), block[begin:end]) for name, (begin, end) in edges.items()}
    nothing = rows.slice(0, 0), block[:0]
    wanted = schema()
    columns = {"person": pa.array(map(str, people.tolist()), pa.string())}
    for side, name in enumerate(WINDOW):
        columns[name] = pa.array([asked and asked[side]] * len(people), pa.date32())
    columns |= _of_persons(*parts.get(PERSON, nothing), len(people), known_at)
    for name in KINDS:
        if name != PERSON:
            columns[name] = _lists(KINDS[name], *parts.get(name, nothing), len(people), wanted.field(name).type)
    return pa.record_batch([columns[column.name] for column in wanted], schema=wanted)


def _places(whose: Ints, people: Ints) -> Ints:
    """For each row the place of its person."""
    order = np.argsort(people)
    places: Ints = order[np.searchsorted(people[order], whose)]
    return places


def _lists(kind: type[Fact], rows: pa.Table, block: Ints, people: int, wanted: pa.DataType) -> pa.Array:
    """One list of structs for each person, of one kind."""
    struct = wanted.value_type
    fields = [struct.field(place) for place in range(struct.num_fields)]
    arrays = _said(rows, [field for field in fields if field.name not in _OF_ROW])
    for field in fields:
        if field.name in _OF_ROW:
            arrays[field.name] = _column(rows, _OF_ROW[field.name]).cast(field.type)
    if "before" in rows.column_names:
        for name in ("id", "corrects", *ref_names(kind)):
            arrays[name] = pc.binary_join_element_wise(_column(rows, "before"), arrays[name], "")
    offsets = np.searchsorted(block, np.arange(people + 1))
    structs = pa.StructArray.from_arrays([arrays[field.name] for field in fields], fields=fields)
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), structs, type=wanted)


def _said(rows: pa.Table, fields: list[pa.Field]) -> dict[str, pa.Array]:
    """The attributes of the rows, out of their JSON: one object a line, read by Arrow."""
    if not len(rows) or not fields:
        return {field.name: pa.nulls(len(rows), field.type) for field in fields}
    text = _column(rows, "attributes")
    lines = pc.binary_join(pa.ListArray.from_arrays(pa.array([0, len(text)], pa.int32()), text), "\n")[0].as_buffer()
    read = pa.json.read_json(
        pa.BufferReader(lines),
        read_options=pa.json.ReadOptions(use_threads=False, block_size=len(lines) + 1),
        parse_options=pa.json.ParseOptions(
            explicit_schema=pa.schema([pa.field(field.name, _written_as(field.type)) for field in fields]),
            unexpected_field_behavior="error",
        ),
    )
    return {field.name: _column(read, field.name).cast(field.type) for field in fields}


def _written_as(kind: pa.DataType) -> pa.DataType:
    """Days are text in JSON."""
    return pa.string() if pa.types.is_date(kind) else kind


def _column(table: pa.Table, name: str) -> pa.Array:
    return table.column(name).combine_chunks()


def _of_persons(rows: pa.Table, block: Ints, people: int, known_at: date) -> dict[str, pa.Array]:
    """What is known of each person as such: the latest row that stands. What a row says in words stays not known."""
    stands = np.flatnonzero(_standing(rows, known_at))
    last = np.full(people, -1)
    last[block[stands]] = stands  # rows are in the order in which they were recorded: the latest stays
    taken = pa.array(np.maximum(last, 0), pa.int64(), mask=last < 0)
    wanted = schema()
    said = _said(rows, [wanted.field(name) for name in KINDS[PERSON].attributes])
    return {name: array.take(taken) for name, array in said.items()}


def _standing(rows: pa.Table, known_at: date) -> Bools:
    """Rows that are known and neither withdrawn nor superseded by a known row."""
    known = pc.less_equal(_column(rows, "recorded_on"), pa.scalar(known_at, pa.date32()))
    whose = _column(rows, "person_id").cast(pa.string())
    superseded = pc.binary_join_element_wise(whose, _column(rows, "corrects"), "/").filter(known)
    gone = pc.is_in(pc.binary_join_element_wise(whose, _column(rows, "name"), "/"), superseded.drop_null())
    there = pc.and_(known, pc.invert(pc.or_(gone, _column(rows, "withdrawn"))))
    found: Bools = there.to_numpy(zero_copy_only=False)
    return found
