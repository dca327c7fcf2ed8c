"""All pairs of bounds on a short line, all their completions, and the days written down one by one.

A short line is a bit mask: bit ``i`` is day ``first_day + i`` of a block. A pair of bounds ``(lo, hi)`` has
``lo`` inside ``hi``; its completions are all sets between the two. Every pair gets a block of its own, so an
operator is evaluated once for all of them, and neighbours would be seen at once if something leaked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import product

import numpy as np

from toimi.days.bounds import Days
from toimi.days.bounds import bounds as days_between_bounds
from toimi.days.line import BITS, TOP, Bools, Ints
from toimi.days.sets import DaySet, broken_invariant

Pair = tuple[int, int]
"""Bounds: of a set of days (two masks), of a number or of a day (the smallest and the largest)."""


def places(length: int) -> list[int]:
    """First days of a short line: at the beginning of the block, in the middle, and running into "no end"."""
    return [0, 44_000, TOP - length]


@cache
def completions(pair: Pair) -> tuple[int, ...]:
    """Every set of days between the bounds."""
    lo, hi = pair
    unknown = [1 << bit for bit in range(hi.bit_length()) if (hi & ~lo) >> bit & 1]
    return tuple(lo + sum(chosen) for chosen in product(*[(0, bit) for bit in unknown]))


@cache
def pairs(length: int) -> tuple[Pair, ...]:
    """Every pair of bounds on so many days: each day is outside, possible or sure. ``3 ** length`` pairs."""
    found = []
    for states in product((0, 1, 2), repeat=length):
        lo = sum(1 << day for day, state in enumerate(states) if state == 2)
        hi = sum(1 << day for day, state in enumerate(states) if state >= 1)
        found.append((lo, hi))
    return tuple(found)


def between(values: Sequence[int]) -> list[Pair]:
    """Every pair ``lo <= hi`` of the given values."""
    return [(lo, hi) for lo in values for hi in values if lo <= hi]


def days_in(mask: int) -> frozenset[int]:
    """The days of a mask."""
    return frozenset(day for day in range(mask.bit_length()) if mask >> day & 1)


def mask_of(days: Iterable[int]) -> int:
    """The mask of the days."""
    return sum(1 << day for day in set(days))


def runs(days: Iterable[int]) -> list[list[int]]:
    """The days cut into stretches without a gap."""
    found: list[list[int]] = []
    for day in sorted(days):
        if found and found[-1][-1] == day - 1:
            found[-1].append(day)
        else:
            found.append([day])
    return found


@cache
def stretches_in(mask: int) -> tuple[Pair, ...]:
    """The stretches of a mask: first day, and the day after the last."""
    return tuple((run[0], run[-1] + 1) for run in runs(days_in(mask)))


def line_of(masks: Sequence[int], first_day: int) -> DaySet:
    """Mask ``i`` as the days of block ``i``."""
    start, end = [], []
    for block, mask in enumerate(masks):
        home = (block << BITS) + first_day
        for first, after in stretches_in(mask):
            start.append(home + first)
            end.append(home + after)
    return DaySet(np.array(start, np.int64), np.array(end, np.int64))


def bounds_line(chosen: Sequence[Pair], first_day: int) -> Days:
    """Pair ``i`` as the days of block ``i``."""
    return days_between_bounds(
        line_of([lo for lo, _ in chosen], first_day), line_of([hi for _, hi in chosen], first_day)
    )


def masks_of(days: DaySet, blocks: int, first_day: int) -> list[int]:
    """The mask of each block; fails if the set is broken, or holds a day before the short line."""
    assert broken_invariant(days) is None
    masks = [0] * blocks
    for start, end in zip(days.start.tolist(), days.end.tolist(), strict=True):
        block, offset = start >> BITS, start & TOP
        assert offset >= first_day, f"a day before the short line, in block {block}"
        masks[block] |= ((1 << end - start) - 1) << (offset - first_day)
    return masks


def pairs_of(days: Days, blocks: int, first_day: int) -> list[Pair]:
    """The bounds of each block; fails if the lower is not inside the upper, or unknown where nothing is."""
    lo = masks_of(days.lo, blocks, first_day)
    if days.known:
        return list(zip(lo, lo, strict=True))
    hi = masks_of(days.hi, blocks, first_day)
    found = list(zip(lo, hi, strict=True))
    assert [pair for pair in found if pair[0] & ~pair[1]] == []
    assert lo != hi, "equal bounds that are not shared"
    return found


def hull(results: Iterable[int]) -> Pair:
    """The days in every result, and those in some."""
    sure, possible = -1, 0
    for result in results:
        sure &= result
        possible |= result
    return sure, possible


def by_all_completions(length: int, meaning: Callable[[frozenset[int]], Iterable[int]]) -> list[Pair]:
    """The tight bounds of a one-argument operator, for every pair of bounds on so many days."""
    results = [mask_of(meaning(days_in(mask))) for mask in range(1 << length)]
    return [hull([results[mask] for mask in completions(pair)]) for pair in pairs(length)]


def by_all_completions_of_two(
    length: int, meaning: Callable[[frozenset[int], frozenset[int]], Iterable[int]]
) -> list[Pair]:
    """The tight bounds of a two-argument operator, in the order of ``two_arguments``."""
    sets = [days_in(mask) for mask in range(1 << length)]
    results = [[mask_of(meaning(left, right)) for right in sets] for left in sets]
    return [
        hull([results[left][right] for left in completions(first) for right in completions(second)])
        for first, second in two_arguments(length)
    ]


@cache
def two_arguments(length: int) -> tuple[tuple[Pair, Pair], ...]:
    """Every pair of bounds with every pair of bounds. ``9 ** length``."""
    return tuple(product(pairs(length), repeat=2))


def ints(values: Iterable[int]) -> Ints:
    """A column of whole numbers."""
    return np.array(list(values), np.int64)


def truths(values: Iterable[bool]) -> Bools:
    """A column of yes and no."""
    return np.array(list(values), bool)
