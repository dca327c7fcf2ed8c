"""Sets of days without unknowns: the primitives, the edges of a block, and terms of months."""

from __future__ import annotations

import random
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toimi.days import sets
from toimi.days.calendar import Length
from toimi.days.line import BITS, EPOCH, SIZE, TOP, offset_of
from toimi.days.sets import NOTHING, DaySet, broken_invariant, normalise

from .completions import days_in, ints, line_of, masks_of, places, runs, truths


def stretches(days: DaySet) -> list[tuple[int, int]]:
    """The set as plain pairs."""
    return list(zip(days.start.tolist(), days.end.tolist(), strict=True))


def day_set(*pairs: tuple[int, int]) -> DaySet:
    """Pairs as a set, just as they are."""
    return DaySet(ints(start for start, _ in pairs), ints(end for _, end in pairs))


anything = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12)
small_set = st.builds(lambda mask: line_of([mask], 0), st.integers(0, (1 << 40) - 1))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(anything)
def test_any_stretches_in_any_order_become_the_set_of_their_days(pairs: list[tuple[int, int]]) -> None:
    """The one primitive: overlapping, touching, empty and reversed stretches, against days one by one."""
    made = normalise(ints(start for start, _ in pairs), ints(end for _, end in pairs))
    expected = {day for start, end in pairs for day in range(start, end)}
    assert broken_invariant(made) is None
    assert [list(range(start, end)) for start, end in stretches(made)] == runs(expected)


def test_stretches_of_neighbouring_blocks_are_never_joined() -> None:
    """One person without an end, the next from his first day: two stretches."""
    made = normalise(ints([0, SIZE]), ints([TOP, SIZE + TOP]))
    assert stretches(made) == [(0, TOP), (SIZE, SIZE + TOP)]
    assert stretches(sets.close_gaps(made, 7)) == [(0, TOP), (SIZE, SIZE + TOP)]


def test_whole_blocks_hold_every_day_and_no_block_holds_none() -> None:
    """The day that means no end belongs to nobody."""
    assert stretches(sets.whole_blocks(3)) == [(0, TOP), (SIZE, SIZE + TOP), (2 * SIZE, 2 * SIZE + TOP)]
    assert sets.whole_blocks(0) is NOTHING


def test_a_set_is_the_same_as_another_with_the_same_days_only() -> None:
    """Sharing of equal bounds rests on it."""
    assert day_set((1, 3), (5, 9)).same_as(day_set((1, 3), (5, 9)))
    assert not day_set((1, 3)).same_as(day_set((1, 4)))
    assert not day_set((1, 3)).same_as(day_set((2, 3)))
    assert not day_set((1, 3)).same_as(NOTHING)
    assert len(day_set((1, 3), (5, 9))) == 2


@pytest.mark.parametrize("first_day", places(5))
def test_union_intersection_and_difference_of_many_sets_agree_with_days_one_by_one(first_day: int) -> None:
    """Three sets of five days in every combination: 32,768 blocks."""
    masks = [(a, b, c) for a in range(32) for b in range(32) for c in range(32)]
    one, two, three = (line_of([chosen[place] for chosen in masks], first_day) for place in range(3))
    assert masks_of(sets.union(one, two, three), len(masks), first_day) == [a | b | c for a, b, c in masks]
    assert masks_of(sets.intersection(one, two, three), len(masks), first_day) == [a & b & c for a, b, c in masks]
    left = sets.difference(sets.difference(one, two), three)
    assert masks_of(left, len(masks), first_day) == [a & ~b & ~c for a, b, c in masks]


def test_an_empty_set_is_neutral_or_ends_the_work_at_once() -> None:
    """Cost follows the stretches: what is empty is not touched."""
    some = day_set((4, 9))
    assert sets.union() is NOTHING
    assert sets.union(NOTHING, some, NOTHING) is some
    assert sets.intersection(some) is some
    assert sets.intersection(some, some) is some
    assert sets.intersection(some, NOTHING) is NOTHING
    assert sets.intersection(NOTHING, some) is NOTHING
    assert sets.difference(some, NOTHING) is some
    assert sets.difference(NOTHING, some) is NOTHING
    assert sets.close_gaps(some, 400) is some
    for length in (Length(days=3), Length(months=3)):
        for operator in (sets.lasting, sets.beyond_first, sets.first, sets.spread):
            assert len(operator(NOTHING, length)) == 0
    assert len(sets.moved_one_day_later(NOTHING)) == 0
    assert sets.measure_before(NOTHING, ints([0, 70_000])).tolist() == [0, 0]
    assert sets.stretch_at(NOTHING, ints([0, 70_000])).tolist() == [-1, -1]


@pytest.mark.parametrize("operator", [sets.first, sets.spread])
def test_a_length_of_nothing_leaves_no_day(operator: Callable[[DaySet, Length], DaySet]) -> None:
    """A window of no days holds no day, however long the stretch is that opens it."""
    assert stretches(operator(day_set((5, 9), (20, 21), (SIZE, SIZE + TOP)), Length())) == []


def test_only_the_wanted_blocks_keep_their_days() -> None:
    """A filter of people."""
    everyone = line_of([0b101, 0b011, 0, 0b111], 100)
    kept = sets.of_blocks(everyone, truths([True, False, True, True]))
    assert masks_of(kept, 4, 100) == [0b101, 0, 0, 0b111]


def test_a_stretch_without_end_lasts_longer_than_anything() -> None:
    """Its end is not known, so no length is enough."""
    without_end = day_set((TOP - 3, TOP), (SIZE + 7, SIZE + 9))
    for length in (Length(days=10_000), Length(months=900)):
        assert stretches(sets.lasting(without_end, length)) == [(TOP - 3, TOP)]


@pytest.mark.parametrize("first_day", places(8))
def test_a_day_later_is_the_next_day_of_the_same_block(first_day: int) -> None:
    """The last day of the line has no next day."""
    masks = list(range(256))
    moved = masks_of(sets.moved_one_day_later(line_of(masks, first_day)), 256, first_day)
    held = (1 << TOP - first_day) - 1
    assert moved == [mask << 1 & held for mask in masks]


@pytest.mark.parametrize("first_day", places(8))
def test_the_measure_before_a_place_counts_days_one_by_one(first_day: int) -> None:
    """Asked at every place around every set of eight days."""
    everyone = line_of(range(256), first_day)
    places_asked = [(mask, day) for mask in range(256) for day in range(9)]
    measured = sets.measure_before(everyone, ints((mask << BITS) + first_day + day for mask, day in places_asked))
    in_blocks_before = np.cumsum([0] + [mask.bit_count() for mask in range(255)])
    assert measured.tolist() == [
        in_blocks_before[mask] + sum(earlier < day for earlier in days_in(mask)) for mask, day in places_asked
    ]


@pytest.mark.parametrize("first_day", places(8))
def test_the_stretch_at_a_place_is_the_one_that_holds_it(first_day: int) -> None:
    """The number of the stretch, or -1; also on the day that means no end."""
    everyone = line_of(range(256), first_day)
    for mask in range(256):
        at = [(mask << BITS) + offset for offset in [*range(first_day, first_day + 9), TOP]]
        expected = [
            next((n for n, (start, end) in enumerate(stretches(everyone)) if start <= place < end), -1)
            for place in at[:: 1 if mask % 16 == 3 else 9]
        ]
        assert sets.stretch_at(everyone, ints(at[:: 1 if mask % 16 == 3 else 9])).tolist() == expected


def test_a_broken_set_is_named_by_what_is_wrong() -> None:
    """The invariants are tested after every operator, so they must notice."""
    assert broken_invariant(NOTHING) is None
    assert broken_invariant(day_set((0, 3), (4, TOP), (SIZE, SIZE + 1))) is None
    assert broken_invariant(day_set((3, 3))) == "an empty stretch"
    assert broken_invariant(day_set((5, 3))) == "an empty stretch"
    assert broken_invariant(day_set((0, 3), (3, 5))) == "stretches that touch or are not sorted"
    assert broken_invariant(day_set((7, 9), (0, 3))) == "stretches that touch or are not sorted"
    assert broken_invariant(day_set((TOP - 1, SIZE))) == "a stretch that leaves its block"


def months_later(day: int, months: int) -> int:
    """The offset of the same day of a later month, or of its last day."""
    found = EPOCH + timedelta(days=day)
    index = found.year * 12 + found.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if (year, month) > (2079, 6):
        return TOP
    return min((date(year, month, min(found.day, monthrange(year, month)[1])) - EPOCH).days, TOP)


def long_stretches(first: int, people: int) -> DaySet:
    """Random stretches of weeks and months over some years, from a day of the line on."""
    chance = random.Random(first)
    start, end = [], []
    for person in range(people):
        at = first
        while at < min(first + 1500, TOP) and len(start) < 100_000:
            begin = at + chance.choice([0, 1, 9, 40, 200])
            finish = min(begin + chance.choice([1, 27, 28, 29, 30, 31, 32, 59, 61, 91, 92, 93, 150]), TOP)
            if begin < finish and (not start or start[-1] >> BITS != person or (person << BITS) + begin > end[-1]):
                start.append((person << BITS) + begin)
                end.append((person << BITS) + finish)
            at = finish + 1
    return DaySet(ints(start), ints(end))


@pytest.mark.parametrize("months", [1, 2, 3])
@pytest.mark.parametrize("first_day", [0, offset_of(date(2019, 11, 28)), TOP - 1000])
def test_terms_of_months_run_from_each_day_by_the_calendar(first_day: int, months: int) -> None:
    """Longer than, beyond, first and spread of calendar months, against the dates of the standard library."""
    people = 40
    everyone = long_stretches(first_day, people)
    assert broken_invariant(everyone) is None
    length = Length(months=months)
    longer, beyond, early, spread = [], [], [], set()
    for start, end in stretches(everyone):
        home, begin, finish = start >> BITS << BITS, start & TOP, end & TOP
        due = months_later(begin, months)
        if finish == TOP or finish > due:
            longer.append((start, end))
        if due < finish:
            beyond.append((home + due, end))
        early.append((start, home + min(due, finish)))
        for day in range(begin, finish):
            spread.update(range(home + day, home + months_later(day, months)))
    assert stretches(sets.lasting(everyone, length)) == longer
    assert stretches(sets.beyond_first(everyone, length)) == beyond
    assert stretches(sets.first(everyone, length)) == early
    widened = sets.spread(everyone, length)
    assert broken_invariant(widened) is None
    assert {day for start, end in stretches(widened) for day in range(start, end)} == spread


@settings(derandomize=True, max_examples=60, deadline=None)
@given(small_set, small_set, small_set)
def test_sets_obey_the_laws_of_sets(one: DaySet, two: DaySet, three: DaySet) -> None:
    """De Morgan, idempotence, absorption, distribution, and what difference leaves and takes."""
    union, both, less = sets.union, sets.intersection, sets.difference
    everything = sets.whole_blocks(1)

    def no(days: DaySet) -> DaySet:
        return less(everything, days)

    copy = DaySet(one.start.copy(), one.end.copy())
    laws = [
        (no(union(one, two)), both(no(one), no(two))),
        (no(both(one, two)), union(no(one), no(two))),
        (no(no(one)), one),
        (union(one, copy), one),
        (both(one, copy), one),
        (union(one, both(one, two)), one),
        (both(one, union(one, two)), one),
        (both(one, union(two, three)), union(both(one, two), both(one, three))),
        (union(one, both(two, three)), both(union(one, two), union(one, three))),
        (less(one, union(two, three)), less(less(one, two), three)),
        (less(one, both(two, three)), union(less(one, two), less(one, three))),
        (union(less(one, two), both(one, two)), one),
        (less(one, two), both(one, no(two))),
        (less(one, copy), NOTHING),
        (union(one, two), union(two, one)),
    ]
    for number, (left, right) in enumerate(laws):
        assert broken_invariant(left) is None
        assert left.same_as(right), f"law {number}"


@settings(derandomize=True, max_examples=60, deadline=None)
@given(small_set, st.integers(1, 6), st.integers(1, 6))
def test_lengths_add_up(days: DaySet, some: int, more: int) -> None:
    """What a stretch has first and beyond is the stretch; spreading twice is spreading once further."""
    length = Length(days=some)
    assert sets.union(sets.first(days, length), sets.beyond_first(days, length)).same_as(days)
    assert not len(sets.intersection(sets.first(days, length), sets.beyond_first(days, length)))
    twice = sets.spread(sets.spread(days, length), Length(days=more))
    assert twice.same_as(sets.spread(days, Length(days=some + more - 1)))
    again = sets.beyond_first(sets.beyond_first(days, length), Length(days=more))
    assert again.same_as(sets.beyond_first(days, Length(days=some + more)))
    assert sets.lasting(sets.lasting(days, length), length).same_as(sets.lasting(days, length))
    closed = sets.close_gaps(days, some)
    assert sets.close_gaps(closed, some).same_as(closed)
    assert not len(sets.difference(days, closed))
