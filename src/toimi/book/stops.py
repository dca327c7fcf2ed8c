"""Which stop stops which work: the pairs that ``working(…)`` takes days out by."""

from __future__ import annotations

import numpy as np

from toimi.book.caseload import Rows
from toimi.days import columns
from toimi.days.columns import DayColumn, TruthColumn
from toimi.days.line import Bools, Ints


def stops_of(work: Rows, stop: Rows) -> tuple[Ints, Ints, TruthColumn]:
    """Pairs of a work row and a stop that may stop it, and whether it does.

    A stop stops the job that it names. One that names none stops a job that began before it: surely the only one, and
    one of them when several were running, which one is not known.
    """
    first = np.searchsorted(stop.block, work.block)
    count = np.searchsorted(stop.block, work.block, side="right") - first
    record = np.repeat(np.arange(len(work)), count)
    row = np.arange(len(record)) - (np.cumsum(count) - count)[record] + first[record]
    named = stop.things["job"][row]
    begun = columns.less(_began(work).take(record), stop.start.take(row))
    same = named == work.things[""][record]
    alone = begun.lo & ~_several_jobs(work, record, row, begun.hi & (work.end.hi[record] > stop.start.lo[row]))
    lo, hi = np.where(named >= 0, same, alone), np.where(named >= 0, same, begun.hi)
    return record[hi], row[hi], columns.truth(lo[hi], hi[hi])


def _several_jobs(work: Rows, record: Ints, row: Ints, running: Bools) -> Bools:
    """For each pair, whether more than one job was running when the stop began."""
    thing = work.things[""][record]
    job = np.where(thing >= 0, thing, -1 - record)[running]
    pairs = np.unique(np.stack([row[running], job]), axis=1)
    jobs = np.bincount(pairs[0].astype(np.int64), minlength=int(row.max(initial=-1)) + 1)
    several: Bools = jobs[row] > 1
    return several


def _began(work: Rows) -> DayColumn:
    """The first day of the job that each stretch belongs to."""
    lo = _first_of_thing(work, work.start.lo)
    return DayColumn(lo, lo if work.start.known else _first_of_thing(work, work.start.hi))


def _first_of_thing(work: Rows, start: Ints) -> Ints:
    if not (work.block[1:] == work.block[:-1]).any():
        return start
    began = start.copy()
    thing = work.things[""]
    order = np.lexsort((began, thing, work.block))
    same = (
        (thing[order][1:] == thing[order][:-1])
        & (work.block[order][1:] == work.block[order][:-1])
        & (thing[order][1:] >= 0)
    )
    first = np.append(True, ~same)
    began[order] = began[order][np.maximum.accumulate(np.where(first, np.arange(len(order)), 0))]
    return began
