"""One chunk of a caseload decided: the same function in this process, in a worker process and on a cluster."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

import toimi.law.facts  # noqa: F401  (declares the vocabulary)
from toimi.book import decision
from toimi.book.tables import People, read_people
from toimi.cli.answers_table import answers_table
from toimi.cli.counts import Counts, counts_of
from toimi.days.line import Ints
from toimi.law.book import BOOK


@dataclass(frozen=True)
class Orders:
    """What holds for everybody in a run.

    Attributes:
        asked: half-open offsets of the days asked about, where the table does not say.
        known_at: offset of the day of knowledge.
        switches: readings other than the defaults.
        receipts: whether each person gets a receipt.
    """

    asked: tuple[int, int] | None
    known_at: int
    switches: dict[str, str]
    receipts: bool


@dataclass(frozen=True)
class Decided:
    """A chunk decided.

    Attributes:
        answers: as ``answers_table`` makes them.
        rejects: a line of JSON for each problem, in the order of the rows.
        rows, decided: how many people stood there, and how many of them were decided.
        counts: for the summary.
    """

    answers: pa.Table
    rejects: list[str]
    rows: int
    decided: int
    counts: Counts


def decide_chunk(batch: pa.RecordBatch, repeats: Iterable[int], orders: Orders) -> Decided:
    """Decide the people of a chunk.

    Args:
        batch: columns as in ``schema()``, checked.
        repeats: rows of people who stand in the table before.
        orders: what holds for everybody.
    """
    read = read_people(batch, known_at=orders.known_at, asked=orders.asked)
    fresh, rejects = _without_repeats(read, batch.num_rows, frozenset(repeats))
    people = read if len(fresh) == len(read.names) else _only(read, fresh)
    made = decision.decide(people.caseload, BOOK, known_at=orders.known_at, switches=orders.switches)
    every = range(len(people.names))
    receipts = [decision.receipt(made, block)["receipt"] for block in every] if orders.receipts else None
    answers = answers_table(made, people.names, receipts)
    return Decided(answers, rejects, batch.num_rows, len(people.names), counts_of(made))


def good_rows(people: People, rows: int) -> list[int]:
    """Of a chunk that was read: in which of its rows the people stand who could be taken."""
    bad = {problem.block for _, problem in people.problems}
    return [row for row in range(rows) if row not in bad]


def _without_repeats(people: People, rows: int, repeats: frozenset[int]) -> tuple[list[int], list[str]]:
    """Which of the people stand here for the first time and have a name; and the rejects."""
    rejects = [(one.block, _reject(name, one.place, one.what, one.remedy)) for name, one in people.problems]
    fresh = []
    for place, (row, name) in enumerate(zip(good_rows(people, rows), people.names, strict=True)):
        if name and row not in repeats:
            fresh.append(place)
            continue
        what = "the person stands twice in the table" if name else "the person has no name"
        rejects.append((row, _reject(name, "person", what, "Give one row a person, each with a name.")))
    return fresh, [line for _, line in sorted(dict.fromkeys(rejects), key=lambda reject: reject[0])]


def _only(people: People, fresh: list[int]) -> People:
    caseload = people.caseload.take(np.array(fresh, np.int64))
    return People(caseload, [people.names[place] for place in fresh], people.problems)


def _reject(name: str | None, place: str, what: str, remedy: str) -> str:
    said = {"person": name, "place": place, "what": what, "remedy": remedy}
    return json.dumps(said, ensure_ascii=False) + "\n"


def repeats_of(batches: Iterator[pa.RecordBatch], suspects: Ints, orders: Orders) -> Ints:
    """Which rows hold somebody who stands in the table before, in a row that could be taken.

    Args:
        batches: the whole table, in its order.
        suspects: rows whose name may stand elsewhere too, sorted.
        orders: what holds for everybody.
    """
    seen: set[str] = set()
    repeats: list[int] = []
    first = 0
    for batch in batches:
        here = rows_within(suspects, first, batch.num_rows)
        if here:
            people = read_people(batch.take(pa.array(here)), known_at=orders.known_at, asked=orders.asked)
            for place, name in zip(good_rows(people, len(here)), people.names, strict=True):
                if name in seen:
                    repeats.append(first + here[place])
                seen.add(name)
        first += batch.num_rows
    return np.array(repeats, np.int64)


def rows_within(rows: Ints, first: int, count: int) -> list[int]:
    """Of sorted rows of a table those of a chunk, counted from its first."""
    begin, end = np.searchsorted(rows, [first, first + count])
    return (rows[begin:end] - first).tolist()


def suspects_of(batches: Iterator[pa.RecordBatch]) -> Ints:
    """Rows whose name may stand elsewhere too, sorted: eight bytes a person are kept, so two names may look alike.

    Args:
        batches: the column of names, in the order of the table.
    """
    marks = [
        np.fromiter((hash(name) if name else 0 for name in batch.column(0).to_pylist()), np.int64, batch.num_rows)
        for batch in batches
    ]
    mark = np.concatenate([np.zeros(0, np.int64), *marks])
    order = np.argsort(mark, kind="stable")
    same = mark[order][1:] == mark[order][:-1]
    alike = np.append(same, False) | np.append(False, same) if len(mark) else np.zeros(0, bool)
    suspects = order[alike]
    return np.sort(suspects[mark[suspects] != 0])
