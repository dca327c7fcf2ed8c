"""Sets of days of everyone: two sorted arrays of half-open stretches on the line.

Invariants, kept by every function here: stretches are not empty, do not touch each other, are sorted, and
lie inside one block. An empty input returns at once, so the cost follows the number of stretches.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toimi.days.calendar import Length, plus
from toimi.days.line import BITS, SIZE, TOP, Bools, Ints, block_of, merged, offset_on, shift

_FAR = np.int64(1) << 62


@dataclass(frozen=True, slots=True, eq=False)
class DaySet:
    """A set of days: stretch ``i`` is ``[start[i], end[i])`` on the line. Shapes ``(stretches,)``."""

    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.start)

    def same_as(self, other: DaySet) -> bool:
        """Whether both hold exactly the same days."""
        return np.array_equal(self.start, other.start) and np.array_equal(self.end, other.end)


NOTHING = DaySet(np.zeros(0, np.int64), np.zeros(0, np.int64))


def normalise(start: Ints, end: Ints) -> DaySet:
    """Any stretches, in any order, overlapping or empty, made into a set."""
    keep = start < end
    if not keep.all():
        start, end = start[keep], end[keep]
    if len(start) < 2:
        return DaySet(start, end) if len(start) else NOTHING
    start, end = merged(start), merged(end)
    begins = np.empty(len(start), bool)
    begins[0] = True
    np.greater(start[1:], end[:-1], out=begins[1:])
    if begins.all():
        return DaySet(start, end)
    return DaySet(start[begins], end[np.append(begins[1:], True)])


def whole_blocks(count: int) -> DaySet:
    """Every day of blocks 0 to ``count - 1``."""
    first = np.arange(count, dtype=np.int64) << BITS
    return DaySet(first, first + TOP) if count else NOTHING


def union(*sets: DaySet) -> DaySet:
    """Days in at least one."""
    some = [days for days in sets if len(days)]
    if not some:
        return NOTHING
    if len(some) == 1:
        return some[0]
    return normalise(np.concatenate([days.start for days in some]), np.concatenate([days.end for days in some]))


def _overlap(start: Ints, end: Ints) -> DaySet:
    """Days covered twice, when two sets are laid over each other."""
    start, end = merged(start), merged(end)
    twice = start[1:] < end[:-1]
    return DaySet(start[1:][twice], end[:-1][twice])


def intersection(*sets: DaySet) -> DaySet:
    """Days in every one. With no argument there is no answer, so at least one is needed."""
    result = sets[0]
    for days in sets[1:]:
        if days is result:
            continue
        if not len(result) or not len(days):
            return NOTHING
        result = _overlap(np.concatenate((result.start, days.start)), np.concatenate((result.end, days.end)))
    return result


def difference(days: DaySet, without: DaySet) -> DaySet:
    """Days in the first and not in the second."""
    if not len(days) or not len(without):
        return days
    gap_start = np.concatenate((days.start, [-_FAR], without.end))
    gap_end = np.concatenate((days.end, without.start, [_FAR]))
    return _overlap(gap_start, gap_end)


def of_blocks(days: DaySet, wanted: Bools) -> DaySet:
    """The days of the blocks for which ``wanted`` (shape ``(blocks,)``) is true."""
    keep = wanted[block_of(days.start)]
    return DaySet(days.start[keep], days.end[keep])


def before(days: DaySet, line: int) -> DaySet:
    """The stretches that begin before a place between two blocks."""
    last = np.searchsorted(days.start, line)
    return DaySet(days.start[:last], days.end[:last])


def counted_from(days: DaySet, line: int) -> DaySet:
    """The stretches from a place between two blocks on, in blocks counted from there."""
    first = np.searchsorted(days.start, line)
    return DaySet(days.start[first:] - line, days.end[first:] - line)


def _later(line: Ints, length: Length) -> Ints:
    offset = offset_on(line)
    return line - offset + plus(offset, length)


def _is_nothing(length: Length) -> bool:
    return length.days <= 0 and length.months <= 0


def lasting(days: DaySet, more_than: Length) -> DaySet:
    """The whole stretches that last longer. A stretch without end lasts longer than anything."""
    keep = (offset_on(days.end) == TOP) | (days.end > _later(days.start, more_than))
    return days if keep.all() else DaySet(days.start[keep], days.end[keep])


def beyond_first(days: DaySet, length: Length) -> DaySet:
    """Each stretch without its first part of that length."""
    start = _later(days.start, length)
    keep = start < days.end
    return DaySet(start[keep], days.end[keep])


def first(days: DaySet, length: Length) -> DaySet:
    """The first part of that length of each stretch."""
    if _is_nothing(length):
        return NOTHING
    return DaySet(days.start, np.minimum(days.end, _later(days.start, length)))


def spread(days: DaySet, length: Length) -> DaySet:
    """Each day and as many after it as make the length: a day with ``Length(days=3)`` becomes three."""
    if not len(days) or _is_nothing(length):
        return NOTHING
    end = np.where(offset_on(days.end) == TOP, days.end, _later(days.end - 1, length))
    return normalise(days.start, end)


def without_end(days: DaySet) -> DaySet:
    """Every day from the first one of each block on."""
    return normalise(days.start, (block_of(days.start) << BITS) + TOP)


def moved_one_day_later(days: DaySet) -> DaySet:
    """Each day replaced by the day after it."""
    return normalise(shift(days.start, 1), shift(days.end, 1))


def close_gaps(days: DaySet, at_most: int) -> DaySet:
    """Gaps of at most so many days filled, never from one block to another."""
    if len(days) < 2:
        return days
    gap = days.start[1:] - days.end[:-1]
    apart = (gap > at_most) | (block_of(days.start[1:]) != block_of(days.start[:-1]))
    return DaySet(days.start[np.append(True, apart)], days.end[np.append(apart, True)])


def measure_before(days: DaySet, line: Ints) -> Ints:
    """How many days of the set, of all blocks, lie before each place of the line."""
    if not len(days):
        return np.zeros(len(line), np.int64)
    before = np.concatenate(([0], np.cumsum(days.end - days.start)))
    index = np.searchsorted(days.start, line, side="right")
    last_end = days.end[np.maximum(index - 1, 0)]
    return before[index] - np.where(index > 0, np.maximum(last_end - line, 0), 0)


def stretch_at(days: DaySet, line: Ints) -> Ints:
    """The number of the stretch that holds each place; -1 where none does."""
    if not len(days):
        return np.full(len(line), -1)
    index = np.searchsorted(days.start, line, side="right") - 1
    inside = (index >= 0) & (line < days.end[np.maximum(index, 0)])
    return np.where(inside, index, -1)


def broken_invariant(days: DaySet) -> str | None:
    """What is wrong with the set, or ``None``. For tests and for doubt."""
    if np.any(days.start >= days.end):
        return "an empty stretch"
    if np.any(days.start[1:] <= days.end[:-1]):
        return "stretches that touch or are not sorted"
    if np.any(block_of(days.start) != block_of(days.end)):
        return "a stretch that leaves its block"
    return None


assert SIZE == TOP + 1  # TOP is the one offset between two blocks: stretches of two blocks never touch.
