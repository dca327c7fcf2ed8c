"""Facts that point one way are not tried in worlds: to try them must say nothing more."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from toimi.book import worlds
from toimi.book.answers import Timeline
from toimi.book.cells import Cell, or_not_judged, told_apart
from toimi.book.decision import Decision, decide
from toimi.book.directions import ADDS, EITHER, TAKES_AWAY, directions
from toimi.book.evaluate import _OPERATIONS, Evaluation
from toimi.book.expressions import Truth
from toimi.book.tables import read_people
from toimi.book.worlds import MOST_WORLDS
from toimi.days.line import offset_of
from toimi.invented.people import Invented
from toimi.law.book import BOOK

KNOWN = offset_of(date(2026, 11, 24))
PEOPLE = 3_000


def test_whoever_has_few_enough_unknowns_is_answered_as_if_each_were_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = pa.concat_tables(Invented(PEOPLE, seed=11).tables()).combine_chunks().to_batches()[0]
    asked = offset_of(date(2020, 1, 1)), offset_of(date(2025, 1, 1))
    caseload = read_people(batch, known_at=KNOWN, asked=asked).caseload
    few = decide(caseload, BOOK, known_at=KNOWN)
    spared: set[int] = set()
    crowded: set[int] = set()

    def every_cell(evaluation: Evaluation, cell: Cell) -> Cell:
        spared.update([cell.block] if cell.one_way else [])
        return or_not_judged(evaluation, told_apart(evaluation.edition, cell))

    def all_that_fit(block: int, cells: list[Cell]) -> list[worlds.World]:
        if np.prod([len(cell.parts) for cell in cells]) > MOST_WORLDS:
            crowded.add(block)
        return answers_of(block, cells)

    answers_of = worlds.all_answers
    monkeypatch.setattr(worlds, "_tried", every_cell)
    monkeypatch.setattr(worlds, "all_answers", all_that_fit)
    every = decide(caseload, BOOK, known_at=KNOWN)
    compared = [block for block in range(caseload.people) if block not in crowded]
    assert len(spared & set(compared)) > 50
    assert [(block, _said(few, block)) for block in compared] == [(block, _said(every, block)) for block in compared]


def _said(decision: Decision, block: int) -> list[object]:
    return [_stretches(timeline, block) for timeline in decision.timelines.values()]


def _stretches(timeline: Timeline, block: int) -> list[tuple[int, ...]]:
    """Days and outcomes; grounds may be more where fewer worlds are tried, never the outcome another."""
    mine = timeline.block == block
    return list(
        zip(timeline.start[mine].tolist(), timeline.end[mine].tolist(), timeline.outcome[mine].tolist(), strict=True)
    )


@pytest.mark.parametrize(
    ("word", "parts", "expected"),
    [
        ("all_of", 3, [ADDS, ADDS, ADDS]),
        ("no", 1, [TAKES_AWAY]),
        ("minus", 2, [ADDS, TAKES_AWAY]),
        ("at_most", 2, [TAKES_AWAY, ADDS]),
        ("days_between", 4, [ADDS, TAKES_AWAY, ADDS, EITHER]),
        ("choose_truth", 3, [EITHER, ADDS, ADDS]),
        ("followed", 1, [EITHER]),
    ],
)
def test_more_of_a_part_adds_or_takes_away(word: str, parts: int, expected: list[int]) -> None:
    """A later first day leaves fewer days and a later end more; what happened in order may do either."""
    assert word in _OPERATIONS
    assert directions(Truth(word), parts) == expected
