"""A row asks about its own day: did it hold then, since when, how much before, what was the number of the law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from toimi.days import columns
from toimi.days.bounds import Days
from toimi.days.columns import DayColumn, NumberColumn, TruthColumn
from toimi.days.line import BITS, TOP, Bools, Ints, block_of, distinct, offset_on, on_line
from toimi.days.sets import DaySet, measure_before, stretch_at


def _surely_at(days: DaySet, block: Ints, at: DayColumn) -> Bools:
    """Whether one stretch holds every possible day."""
    stretch = stretch_at(days, on_line(block, at.lo))
    inside: Bools = stretch >= 0
    return inside if at.known else inside & (stretch == stretch_at(days, on_line(block, at.hi)))


def _possibly_at(days: DaySet, block: Ints, at: DayColumn) -> Bools:
    """Whether some possible day is in the set."""
    if at.known:
        return stretch_at(days, on_line(block, at.lo)) >= 0
    first, last = on_line(block, at.lo), on_line(block, at.hi)
    if not len(days):
        return np.zeros(len(block), bool)
    following = np.searchsorted(days.end, first, side="right")
    found = days.start[np.minimum(following, len(days) - 1)]
    return (following < len(days)) & (found <= last)


def holds(days: Days, block: Ints, at: DayColumn) -> TruthColumn:
    """Whether the day of each row is in the set. A day that never comes is in no set."""
    lo = _surely_at(days.lo, block, at)
    if days.known and at.known:
        return TruthColumn(lo, lo)
    return columns.truth(lo, _possibly_at(days.hi, block, at))


def start_of(days: Days, block: Ints, at: DayColumn) -> DayColumn:
    """The first day of the stretch that holds the row's day; *never* where none does."""
    earliest, latest = _edges(days, block, at, "start")
    return columns.day(earliest, latest)


def end_of(days: Days, block: Ints, at: DayColumn) -> DayColumn:
    """The first day after the stretch that holds the row's day; *never* where none does or it has no end."""
    earliest, latest = _edges(days, block, at, "end")
    return columns.day(earliest, latest)


def _edges(days: Days, block: Ints, at: DayColumn, side: Literal["start", "end"]) -> tuple[Ints, Ints]:
    first, last = on_line(block, at.lo), on_line(block, at.hi)
    sure = stretch_at(days.lo, first)
    surely = (sure >= 0) & (at.known | (sure == stretch_at(days.lo, last)))
    maybe = _possibly_at(days.hi, block, at)
    inner = _edge_of(days.lo, sure, side)
    if side == "start":
        # The earliest start: of the possible stretch at the first possible day, or the next that begins.
        reach = np.searchsorted(days.hi.end, first, side="right")
        earliest = np.where(maybe, _edge_of(days.hi, reach, side), TOP)
        return earliest, np.where(surely, inner, TOP)
    outer = _edge_of(days.hi, stretch_at(days.hi, last), side)
    earliest = np.where(surely, inner, np.where(maybe, np.minimum(at.lo + 1, TOP), TOP))
    return earliest, np.where(surely, outer, TOP)


def _edge_of(days: DaySet, stretch: Ints, side: Literal["start", "end"]) -> Ints:
    edge = days.start if side == "start" else days.end
    if not len(edge):
        return np.full(len(stretch), TOP)
    return offset_on(edge[np.clip(stretch, 0, len(edge) - 1)])


def first_of(mine: Ints, theirs: Ints, day: DayColumn, after: DayColumn | None) -> DayColumn:
    """For each row the earliest day of the other rows with the same key; *never* where there is none.

    Args:
        mine: the key of each row.
        theirs: the key of each other row.
        day: of the other rows; a day that does not apply never comes.
        after: of the rows: only later days are looked for.
    """
    found = columns.earliest_of(day)
    row, other = _pairs(mine, theirs)
    low, high = np.zeros(len(mine), np.int64), np.zeros(len(mine), np.int64)
    if after is not None:
        low, high = after.lo + 1, after.hi + 1
    earliest, latest = np.full(len(mine), TOP), np.full(len(mine), TOP)
    maybe, surely = found.hi[other] >= low[row], found.lo[other] >= high[row]
    np.minimum.at(earliest, row[maybe], np.maximum(found.lo[other], low[row])[maybe])
    np.minimum.at(latest, row[surely], found.hi[other][surely])
    return columns.day(earliest, latest)


def _pairs(mine: Ints, theirs: Ints) -> tuple[Ints, Ints]:
    """Every pair of a row and another row with the same key."""
    order = np.argsort(theirs, kind="stable")
    begin, finish = (np.searchsorted(theirs[order], mine, side=side) for side in ("left", "right"))
    row = np.repeat(np.arange(len(mine)), finish - begin)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(finish - begin) - finish, finish - begin)
    return row, order[nth]


def measure(days: Days, block: Ints, start: DayColumn, end: DayColumn) -> NumberColumn:
    """How many days of the set lie in ``[start, end)`` of each row."""

    def within(part: DaySet, begin: Ints, finish: Ints) -> Ints:
        first, last = on_line(block, begin), on_line(block, np.maximum(begin, finish))
        return measure_before(part, last) - measure_before(part, first)

    lo = within(days.lo, start.hi, end.lo)
    if days.known and start.known and end.known:
        return NumberColumn(lo, lo)
    return columns.number(lo, within(days.hi, start.lo, end.hi))


def number_at(versions: Ints, values: Ints, at: DayColumn) -> NumberColumn:
    """The number of the law in force on the row's day.

    Args:
        versions: the first day of each version, rising; the first version also serves earlier days.
        values: of each version.
        at: the days asked.
    """
    first = np.maximum(np.searchsorted(versions, at.lo, side="right") - 1, 0)
    lo = values[first]
    if at.known:
        return NumberColumn(lo, lo)
    last = np.maximum(np.searchsorted(versions, at.hi, side="right") - 1, 0)
    hi = values[first]
    for version in range(len(versions)):
        reached = (first <= version) & (version <= last)
        lo = np.where(reached, np.minimum(lo, values[version]), lo)
        hi = np.where(reached, np.maximum(hi, values[version]), hi)
    return columns.number(lo, hi)


Counted = Literal["touched", "working_days", "whole"]
"""Which calendar weeks count: touched at all, held Monday to Friday, or held Monday to Sunday (open reading)."""


def weeks_of(days: DaySet, counted: Counted) -> Ints:
    """The counted calendar weeks as sorted keys ``(block << 14) + week``, each once."""
    begin, finish = _weeks_within(days, counted)
    count = np.maximum(finish - begin + 1, 0)
    stretch = np.repeat(np.arange(len(days)), count)
    nth = np.arange(len(stretch)) - (np.cumsum(count) - count)[stretch]
    return distinct((block_of(days.start)[stretch] << (BITS - 2)) + begin[stretch] + nth)


def _weeks_within(days: DaySet, counted: Counted) -> tuple[Ints, Ints]:
    """The first and last calendar week of each stretch that counts; the last before the first if none does."""
    first, last = offset_on(days.start), offset_on(days.end) - 1
    if counted == "touched":
        return first // 7, last // 7
    if counted == "whole":
        return -(-first // 7), (last + 1) // 7 - 1
    # Monday to Friday inside the stretch; a stretch that ends on Friday or Saturday has its week.
    return -(-first // 7), (last + 3) // 7 - 1


def weeks(days: Days, counted: Counted) -> tuple[Ints, Ints]:
    """The calendar weeks that surely and possibly count."""
    lo = weeks_of(days.lo, counted)
    return (lo, lo) if days.known else (lo, weeks_of(days.hi, counted))


@dataclass(frozen=True, slots=True)
class Worth:
    """Rows that are worth so many weeks each when they have ended after a day, as a month of the employment condition.

    Attributes:
        block, start, end: of each row.
        weeks: how many; none for a row that is not worth any.
        after: of each row that asks, the day after which they must have ended.
        begun: of each row that asks, whether one that began by the day and ended after it counts.
    """

    block: Ints
    start: DayColumn
    end: DayColumn
    weeks: NumberColumn
    after: DayColumn
    begun: TruthColumn


def reach(
    days: Days, block: Ints, after: DayColumn, total: int, counted: Counted, also: Worth | None = None
) -> DayColumn:
    """The first day after the counted week with which the total is full; *never* if it is not reached.

    Args:
        days: on which a week may be earned.
        block, after: of each row; only weeks that begin after the day count.
        total: how many weeks.
        counted: which weeks count.
        also: rows that are worth weeks, beside the weeks.
    """
    if also is None:
        earliest = _after_nth_week(_week_keys(days.hi, counted), block, after.lo, total)
        if days.known and after.known:
            return DayColumn(earliest, earliest)
        return columns.day(earliest, _after_nth_week(_week_keys(days.lo, counted), block, after.hi, total))
    row, other = _pairs(block, also.block)
    start, end, weeks, day, begun = also.start, also.end, also.weeks, also.after, also.begun
    may = (end.hi[other] > day.lo[row] + 1) & (begun.hi[row] | (start.hi[other] > day.lo[row]))
    sure = (start.lo[other] > day.hi[row]) | (begun.lo[row] & (end.lo[other] > day.hi[row] + 1))
    soonest = np.maximum(end.lo[other], np.minimum(day.lo[row] + 2, TOP))
    surely = _week_keys(days.lo, counted)
    possibly = surely if days.known else _week_keys(days.hi, counted)
    earliest = _full(possibly, block, after.lo, total, row, soonest, np.where(may, weeks.hi[other], 0))
    latest = _full(surely, block, after.hi, total, row, end.hi[other], np.where(sure, weeks.lo[other], 0))
    return columns.day(earliest, latest)


def _full(keys: tuple[Ints, Ints], block: Ints, after: Ints, total: int, row: Ints, end: Ints, weeks: Ints) -> Ints:
    """The first day on which the weeks so far and the rows that have ended make the total.

    Args:
        keys: of the weeks that count, as ``_week_keys`` gives them.
        block, after, total: as of ``reach``.
        row, end, weeks: of each pair of a row that asks and one that may be worth weeks.
    """
    found = _after_nth_week(keys, block, after, total)
    worth = np.flatnonzero(weeks)
    order = worth[np.lexsort((end[worth], row[worth]))]
    row, end, weeks = row[order], end[order], weeks[order]
    sums = np.cumsum(weeks)
    begin = np.searchsorted(row, row)
    so_far = sums - sums[begin] + weeks[begin]
    rest = _after_nth_week(keys, block[row], after[row], total - so_far)
    np.minimum.at(found, row, np.maximum(end, rest))
    return found


def _after_nth_week(keys: tuple[Ints, Ints], block: Ints, after: Ints, total: int | Ints) -> Ints:
    """By counting the weeks of whole stretches: nobody's weeks are written out one by one."""
    begin, finish = keys
    nothing_left = np.broadcast_to(np.asarray(total) <= 0, block.shape)
    if not len(begin):
        return np.where(nothing_left, 0, TOP)
    until = np.cumsum(finish - begin + 1)
    first = (block << _WEEK_BITS) + after // 7 + 1
    stretch = np.searchsorted(finish, first)
    inside = np.minimum(stretch, len(begin) - 1)
    before = np.append(0, until)[stretch] + np.where(stretch < len(begin), np.maximum(first - begin[inside], 0), 0)
    place = np.searchsorted(until, before + total)
    there = np.minimum(place, len(begin) - 1)
    week = finish[there] - (until[there] - before - total)
    found = (place < len(begin)) & (week >> _WEEK_BITS == block)
    return np.where(nothing_left, 0, np.where(found, ((week & ((1 << _WEEK_BITS) - 1)) + 1) * 7, TOP))


_WEEK_BITS = BITS - 2


def _week_keys(days: DaySet, counted: Counted) -> tuple[Ints, Ints]:
    """The first and last counted week of each stretch as ``(block << 14) + week``, no week twice."""
    home = block_of(days.start) << _WEEK_BITS
    begin, finish = _weeks_within(days, counted)
    begin, finish = home + begin, home + finish
    begin[1:] = np.maximum(begin[1:], finish[:-1] + 1)
    keep = begin <= finish
    return begin[keep], finish[keep]


def last_before(of: Ints, day: DayColumn, when: TruthColumn, block: Ints, at: DayColumn) -> DayColumn:
    """The day of the last row not later than each day asked; the first day of the line if there is none.

    Args:
        of, day, when: block, day and condition of the rows looked through.
        block, at: of the rows that ask.
    """
    fixed = day.lo == day.hi
    lo = _last(on_line(of, day.lo)[when.lo & fixed], block, at.lo)
    if day.known and when.known and at.known:
        return DayColumn(lo, lo)
    hi = _last(on_line(of, day.hi)[when.hi], block, at.hi)
    for row in np.flatnonzero(when.hi & ~fixed):  # a row that may lie before the day or after it: at the latest on it
        mine = (block == of[row]) & (day.lo[row] <= at.hi)
        hi = np.where(mine, np.maximum(hi, np.minimum(day.hi[row], at.hi)), hi)
    return columns.day(lo, hi)


def _last(places: Ints, block: Ints, at: Ints) -> Ints:
    places = np.sort(places)
    index = np.searchsorted(places, on_line(block, at), side="right") - 1
    if not len(places):
        return np.zeros(len(block), np.int64)
    found = places[np.maximum(index, 0)]
    return np.where((index >= 0) & (block_of(found) == block), offset_on(found), 0)


def same_things(block: Ints, thing: Ints, other_block: Ints, other_thing: Ints) -> tuple[Ints, Ints]:
    """Each row with each other row of the same person about the same thing, as two columns of places.

    A thing is named by a code that is not negative; what names none is about nothing.
    """
    mine = (block << 40) + thing
    named = np.flatnonzero(other_thing >= 0)
    theirs = (other_block[named] << 40) + other_thing[named]
    order = np.argsort(theirs, kind="stable")
    first = np.searchsorted(theirs[order], mine)
    count = np.where(thing >= 0, np.searchsorted(theirs[order], mine, side="right") - first, 0)
    record = np.repeat(np.arange(len(mine)), count)
    place = np.arange(len(record)) - (np.cumsum(count) - count)[record] + first[record]
    return record, named[order[place]]
