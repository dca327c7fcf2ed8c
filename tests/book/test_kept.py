"""Facts that were kept as plain data are the facts that they were: the same table, and the same answer with its receipt."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest

from toimi.book.decision import decide, receipt
from toimi.book.kept import rows_of, table_of
from toimi.book.tables import read_people
from toimi.days.line import offset_of
from toimi.invented.people import Invented
from toimi.law.book import BOOK

PEOPLE = 40


def test_every_kind_of_fact_comes_back_from_json_as_it_was() -> None:
    (table,) = Invented(PEOPLE, 5).tables()
    (batch,) = table.combine_chunks().to_batches()
    for row, kept in zip(batch.to_pylist(), rows_of(batch), strict=True):
        again = table_of(json.loads(json.dumps(kept)))
        assert filled(again.to_pylist()[0]) == filled(row)


def filled(row: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty: no list and an empty one say the same."""
    return {name: value for name, value in row.items() if value not in (None, [])}


def test_the_receipt_is_the_same_of_one_alone_and_from_a_slice_of_many() -> None:
    (table,) = Invented(PEOPLE, 6).tables()
    (whole,) = table.combine_chunks().to_batches()
    batch, known_at = whole.slice(PEOPLE // 2), offset_of(table.column("asked_until")[0].as_py())
    people = read_people(batch, known_at=known_at)
    made = decide(people.caseload, BOOK, known_at=known_at)
    by_name = dict(zip(batch.column("person").to_pylist(), rows_of(batch), strict=True))
    for block in range(0, len(people.names), 5):
        alone = read_people(table_of(by_name[people.names[block]]), known_at=known_at)
        assert receipt(decide(alone.caseload, BOOK, known_at=known_at)) == receipt(made, block)


@pytest.mark.parametrize(
    "facts",
    [[], {"person": "a", "no_such_column": 1}, {"person": "a", "birth_date": 5},
     {"person": "a", "employment": [{"no": 1}]}, {"birth_date": "1990-01-01"},
     {"person": "a", "employment": [{"from": "2020-01-01", "pay_month": "much"}]}, {"person": "a", "job_search": 3}, {"person": None}, {"person": "a", "birth_date": "yesterday"},
     {"person": "a", "employment": [{"from": "2020-01-01", "pay_month": "123456789012345.678"}]}],
)  # fmt: skip
def test_what_is_no_row_of_the_table_is_refused(facts: Any) -> None:
    with pytest.raises(ValueError, match="no row of the table"):
        table_of(facts)


def test_what_is_empty_is_left_out() -> None:
    assert rows_of(table_of({"person": "a", "birth_date": None})) == [{"person": "a"}]


def test_a_table_of_nobody_has_no_rows() -> None:
    assert rows_of(pa.RecordBatch.from_pylist([], schema=table_of({"person": "a"}).schema)) == []
