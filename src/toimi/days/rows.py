"""From rows to days, and between the blocks of people, records and worlds.

A row belongs to a block and has columns. The same line serves people (block = person), records (block = one
business, one course of study) and worlds (block = one possible completion of a person).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from toimi.days import bounds, sets
from toimi.days.bounds import NEVER, Days
from toimi.days.calendar import Length, plus
from toimi.days.columns import DayColumn, NumberColumn, TruthColumn, certain
from toimi.days.line import BITS, SIZE, Bools, Ints, block_of, distinct, offset_on, on_line, shift_offset
from toimi.days.sets import DaySet, normalise

_YEARS = range(-(SIZE // 365), SIZE // 365 + 1)
"""From any day of the line so many years back and on: all that the line holds."""


def _stretches(block: Ints, start: Ints, end: Ints, keep: Bools) -> DaySet:
    if not keep.all():
        block, start, end = block[keep], start[keep], end[keep]
    if not len(block):
        return sets.NOTHING
    return normalise(on_line(block, start), on_line(block, end))


def days_of(block: Ints, start: DayColumn, end: DayColumn, when: TruthColumn) -> Days:
    """The days ``[start, end)`` of the rows for which the condition holds, per block."""
    if not len(block):
        return NEVER
    lo = _stretches(block, start.hi, end.lo, when.lo)
    if start.known and end.known and when.known:
        return Days(lo, lo)
    return bounds.bounds(lo, _stretches(block, start.lo, end.hi, when.hi))


def _end(day: Ints, length: Length | Ints) -> Ints:
    return plus(day, length)


def days_from(block: Ints, day: DayColumn, length: Length | NumberColumn, when: TruthColumn) -> Days:
    """``[D, D + n)``: n days from the day, the day itself counted ("lukien")."""
    shortest, longest = (length, length) if isinstance(length, Length) else (length.lo, length.hi)
    end = DayColumn(_end(day.lo, shortest), _end(day.hi, longest))
    lo = _stretches(block, day.hi, end.lo, when.lo)
    fixed = isinstance(length, Length) or length.known
    if day.known and when.known and fixed:
        return Days(lo, lo)
    some = longest.days > 0 or longest.months > 0 if isinstance(longest, Length) else longest > 0
    return bounds.bounds(lo, _stretches(block, day.lo, end.hi, when.hi & some))


def days_after(block: Ints, day: DayColumn, length: Length | NumberColumn, when: TruthColumn) -> Days:
    """``[D + 1, D + 1 + n)``: n days after the day, the day itself not counted ("jälkeen")."""
    lo = shift_offset(day.lo, 1)
    return days_from(block, DayColumn(lo, lo if day.known else shift_offset(day.hi, 1)), length, when)


def days_between(block: Ints, day: DayColumn, until: DayColumn, when: TruthColumn) -> Days:
    """``[D, until)``: until further notice if ``until`` is *never*."""
    return days_of(block, day, until, when)


def each_year(block: Ints, day: DayColumn, until: DayColumn, when: TruthColumn) -> Days:
    """``[D, until)`` of the rows for which the condition may hold, and the same days of every year on the line."""
    row = np.flatnonzero(when.hi)
    if not len(row):
        return NEVER
    day, until = day.take(row), until.take(row)
    many = np.tile(row, len(_YEARS))
    return days_of(block[many], _every_year(day), _every_year(until), when.take(many))


def _every_year(day: DayColumn) -> DayColumn:
    """The days of each year, year by year; *never* in none."""
    lo = np.concatenate([plus(day.lo, Length(months=12 * years)) for years in _YEARS])
    return DayColumn(
        lo, lo if day.known else np.concatenate([plus(day.hi, Length(months=12 * years)) for years in _YEARS])
    )


def to_records(days: Days, block: Ints) -> Days:
    """The person's days copied into the block of each of his records.

    Args:
        days: per person.
        block: the person of each record, shape ``(records,)``; record ``i`` gets block ``i``.
    """

    def side(part: DaySet) -> DaySet:
        begin = np.searchsorted(part.start, block << BITS)
        count = np.searchsorted(part.start, (block + 1) << BITS) - begin
        record = np.repeat(np.arange(len(block)), count)
        place = np.arange(len(record)) - (np.cumsum(count) - count)[record] + begin[record]
        home = record << BITS
        return DaySet(home + offset_on(part.start[place]), home + offset_on(part.end[place]))

    lo = side(days.lo)
    return Days(lo, lo) if days.known else bounds.bounds(lo, side(days.hi))


def any_record(days: Days, block: Ints) -> Days:
    """Days on which it holds for at least one record of the person."""

    def side(part: DaySet) -> DaySet:
        person = block[block_of(part.start)] << BITS
        return normalise(person + offset_on(part.start), person + offset_on(part.end))

    lo = side(days.lo)
    return Days(lo, lo) if days.known else bounds.bounds(lo, side(days.hi))


def every_record(days: Days, existing: Days, block: Ints) -> Days:
    """Days on which some record exists and it holds for every record that exists on that day."""
    missing = any_record(bounds.minus(existing, days), block)
    return bounds.minus(any_record(bounds.all_of(existing, days), block), missing)


def from_worlds(days: DaySet, person: Ints, people: int) -> Days:
    """The days of worlds brought back to people: surely where all worlds of the person agree.

    Args:
        days: per world, each world a full completion.
        person: the person of each world, shape ``(worlds,)``.
        people: how many people there are.
    """
    if not len(days):
        return NEVER
    home = person[block_of(days.start)] << BITS
    start, end = home + offset_on(days.start), home + offset_on(days.end)
    possible = normalise(start, end)
    worlds = np.bincount(person, minlength=people)
    place = np.concatenate((start, end))
    step = np.concatenate((np.ones(len(start), np.int64), -np.ones(len(end), np.int64)))
    order = np.argsort(place, kind="stable")
    place, cover = place[order], np.cumsum(step[order])
    full = cover == worlds[block_of(place)]
    surely = normalise(place[full], np.append(place[1:], place[-1:])[full])
    return bounds.bounds(surely, possible)


def cells_of(*parts: DaySet) -> DaySet:
    """The days of all parts, cut wherever one of them begins or ends. Stretches may touch: they are cells."""
    inside = sets.union(*parts)
    if not len(inside):
        return inside
    cuts = distinct(np.concatenate([np.concatenate((part.start, part.end)) for part in parts]))
    start, end = cuts[:-1], cuts[1:]
    keep = sets.stretch_at(inside, start) >= 0
    return DaySet(start[keep], end[keep])


def value_on(block: Ints, start: Ints, end: Ints, value: NumberColumn, at: Ints, missing: NumberColumn) -> NumberColumn:
    """The value of the spell that holds each place of the line; ``missing`` where no spell does.

    Args:
        block, start, end: known, non-overlapping spells, in any order, shape ``(spells,)``.
        value: of each spell.
        at: places on the line, shape ``(asked,)``.
        missing: one value for each place asked.
    """
    if not len(block):
        return missing
    order = np.argsort(on_line(block, start), kind="stable")
    begin, finish = on_line(block, start)[order], on_line(block, end)[order]
    index = np.searchsorted(begin, at, side="right") - 1
    found = (index >= 0) & (at < finish[np.maximum(index, 0)])
    row = order[np.maximum(index, 0)]
    lo = np.where(found, value.lo[row], missing.lo)
    if value.known and missing.known:
        return NumberColumn(lo, lo)
    return NumberColumn(lo, np.where(found, value.hi[row], missing.hi))


def where(cells: DaySet, holds: Callable[[Ints], TruthColumn]) -> Days:
    """The days of the cells in which a relation between values holds.

    ``holds`` gets the first place of every cell and gives one truth a cell; nothing changes inside a cell.
    """
    if not len(cells):
        return NEVER
    truth = holds(cells.start)
    lo = normalise(cells.start[truth.lo], cells.end[truth.lo])
    return Days(lo, lo) if truth.known else bounds.bounds(lo, normalise(cells.start[truth.hi], cells.end[truth.hi]))


def always(count: int) -> TruthColumn:
    """Yes for so many rows."""
    return certain(np.ones(count, bool))
