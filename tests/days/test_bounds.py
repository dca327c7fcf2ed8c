"""Sets with bounds: every operator on every pair of bounds of a short line, against all completions.

Sound: the lower bound holds only days of every completion's result, the upper all days of some. Tight: exactly
those. All of these operators are tight.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toimi.days import bounds, sets
from toimi.days.bounds import NEVER, Days
from toimi.days.calendar import Length
from toimi.days.columns import TruthColumn, truth
from toimi.days.line import BITS, SIZE, TOP
from toimi.days.sets import NOTHING, DaySet, broken_invariant, normalise

from .completions import (
    Pair,
    bounds_line,
    by_all_completions,
    by_all_completions_of_two,
    completions,
    hull,
    line_of,
    pairs,
    pairs_of,
    places,
    runs,
    truths,
    two_arguments,
)

ONE, TWO = 8, 5
LENGTHS = [0, 1, 2, 3, 5, 8, 70_000]
SetOfDays = frozenset[int]


def check_one(operator: Callable[[Days], Days], first_day: int, meaning: Callable[[SetOfDays], Iterable[int]]) -> None:
    """Tight on all 6,561 pairs of bounds of eight days."""
    line = bounds_line(pairs(ONE), first_day)
    assert pairs_of(operator(line), len(pairs(ONE)), first_day) == by_all_completions(ONE, meaning)


@pytest.mark.parametrize("n", LENGTHS)
@pytest.mark.parametrize("first_day", places(ONE))
def test_lasting_is_the_whole_stretches_that_are_longer(first_day: int, n: int) -> None:
    """What lasts "more than two weeks" bars from the first day; without an end it is longer than anything."""

    def meaning(days: SetOfDays) -> set[int]:
        return {day for run in runs(days) if len(run) > n or first_day + run[-1] + 1 == TOP for day in run}

    check_one(lambda line: bounds.lasting(line, Length(days=n)), first_day, meaning)


@pytest.mark.parametrize("n", LENGTHS)
@pytest.mark.parametrize("first_day", places(ONE))
def test_beyond_the_first_days_are_those_with_as_many_before_them(first_day: int, n: int) -> None:
    """The day itself and the n before it are in the set."""

    def meaning(days: SetOfDays) -> set[int]:
        return {day for day in days if n <= day and all(day - back in days for back in range(n + 1))}

    check_one(lambda line: bounds.beyond_first(line, Length(days=n)), first_day, meaning)


@pytest.mark.parametrize("n", LENGTHS)
@pytest.mark.parametrize("first_day", places(ONE))
def test_first_is_the_first_days_of_each_stretch(first_day: int, n: int) -> None:
    """Not monotone: a stretch that begins earlier has other first days."""

    def meaning(days: SetOfDays) -> set[int]:
        return {day for run in runs(days) for day in run[:n]}

    check_one(lambda line: bounds.first(line, Length(days=n)), first_day, meaning)


@pytest.mark.parametrize("n", LENGTHS[:-1])
@pytest.mark.parametrize("first_day", places(ONE))
def test_spread_is_each_day_and_those_after_it(first_day: int, n: int) -> None:
    """One day becomes n; the line ends before the day that means no end."""

    def meaning(days: SetOfDays) -> set[int]:
        return {day + more for day in days for more in range(min(n, TOP - first_day - day))}

    check_one(lambda line: bounds.spread(line, Length(days=n)), first_day, meaning)


@pytest.mark.parametrize("n", LENGTHS)
@pytest.mark.parametrize("first_day", places(ONE))
def test_close_gaps_fills_the_days_between_two_stretches(first_day: int, n: int) -> None:
    """Seven days of 6:3: the gap counts, not what lies before the first or after the last stretch."""

    def meaning(days: SetOfDays) -> set[int]:
        filled = set(days)
        found = runs(days)
        for before, after in pairwise(found):
            gap = range(before[-1] + 1, after[0])
            if len(gap) <= n:
                filled.update(gap)
        return filled

    check_one(lambda line: bounds.close_gaps(line, n), first_day, meaning)


TWO_SETS: dict[str, tuple[Callable[[Days, Days], Days], Callable[[SetOfDays, SetOfDays], SetOfDays]]] = {
    "any_of": (bounds.any_of, lambda left, right: left | right),
    "all_of": (bounds.all_of, lambda left, right: left & right),
    "minus": (bounds.minus, lambda left, right: left - right),
}


@pytest.mark.parametrize("name", list(TWO_SETS))
def test_two_sets_are_combined_as_all_their_completions_are(name: str) -> None:
    """All 59,049 pairs of pairs of bounds of five days, at three places of the block."""
    operator, meaning = TWO_SETS[name]
    expected = by_all_completions_of_two(TWO, meaning)
    for first_day in places(TWO):
        left = bounds_line([first for first, _ in two_arguments(TWO)], first_day)
        right = bounds_line([second for _, second in two_arguments(TWO)], first_day)
        assert pairs_of(operator(left, right), len(expected), first_day) == expected


@pytest.mark.parametrize("first_day", places(3))
def test_a_choice_between_two_sets_keeps_what_both_agree_on(first_day: int) -> None:
    """By block: yes, no or not known, with every pair of bounds of three days on both sides."""
    asked = list(product([(True, True), (False, False), (False, True)], pairs(3), pairs(3)))
    condition = truth(truths(state[0] for state, _, _ in asked), truths(state[1] for state, _, _ in asked))
    yes = bounds_line([pair for _, pair, _ in asked], first_day)
    no = bounds_line([pair for _, _, pair in asked], first_day)
    expected = []
    for (sure, possible), left, right in asked:
        results: list[int] = []
        if possible:
            results += completions(left)
        if not sure:
            results += completions(right)
        expected.append(hull(results))
    assert pairs_of(bounds.choose_days(condition, yes, no), len(asked), first_day) == expected


def test_a_choice_that_is_the_same_for_all_is_not_computed() -> None:
    """The common case costs nothing."""
    yes, no = bounds_line([(1, 3), (2, 2)], 100), bounds_line([(0, 1), (4, 4)], 100)
    everywhere, nowhere = truths([True, True]), truths([False, False])
    assert bounds.choose_days(TruthColumn(everywhere, everywhere), yes, no) is yes
    assert bounds.choose_days(TruthColumn(nowhere, nowhere), yes, no) is no
    split = truths([True, False])
    mixed = bounds.choose_days(TruthColumn(split, split), yes, no)
    assert pairs_of(mixed, 2, 100) == [(1, 3), (4, 4)]


def test_what_is_known_is_computed_once_and_shared() -> None:
    """One object for both bounds is how "nothing unknown" is told."""
    left, right = bounds.certain(line_of([5, 3], 100)), bounds.certain(line_of([4, 0], 100))
    for result in (
        bounds.any_of(left, right), bounds.all_of(left, right), bounds.minus(left, right),
        bounds.lasting(left, Length(days=1)), bounds.beyond_first(left, Length(days=1)),
        bounds.first(left, Length(days=1)), bounds.spread(left, Length(days=2)), bounds.close_gaps(left, 1),
    ):  # fmt: skip
        assert result.known
    assert bounds.bounds(line_of([5], 0), line_of([5], 0)).known
    assert not bounds.bounds(line_of([1], 0), line_of([5], 0)).known


def test_nothing_taken_from_a_set_leaves_the_set_itself() -> None:
    """Most provisions concern few people: empty inputs return at once."""
    some = bounds_line([(1, 3)], 100)
    assert bounds.minus(some, NEVER) is some
    assert bounds.minus(NEVER, some) is NEVER
    assert NEVER.empty and NEVER.known
    assert not Days(NOTHING, some.hi).empty
    assert bounds.any_of().empty


# Nothing leaks: a person alone, first in the line, and in the middle of a line of others.


def roster() -> list[Days]:
    """People with every kind of edge, each on a line of his own (block 0)."""
    chance = random.Random(7)
    edges = [0, 1, 2, 6, 7, 8, 40, TOP - 40, TOP - 8, TOP - 7, TOP - 2, TOP - 1, TOP]

    def some_days() -> DaySet:
        cuts = sorted(chance.sample(edges + [chance.randrange(TOP) for _ in range(6)], chance.choice([2, 4, 6])))
        return normalise(*(np.array(cuts[side::2], dtype="int64") for side in (0, 1)))

    whole = DaySet(*(np.array([edge]) for edge in (0, TOP)))
    people = [bounds.certain(whole), NEVER, bounds.certain(whole), Days(NOTHING, whole), bounds.certain(whole)]
    for _ in range(35):
        one, other = some_days(), some_days()
        people.append(bounds.bounds(sets.intersection(one, other), sets.union(one, other)))
        people.append(bounds.certain(one))
    return people


def in_line(people: list[Days]) -> Days:
    """Person ``i`` in block ``i``."""

    def side(parts: list[DaySet]) -> DaySet:
        start = [part.start + (block << BITS) for block, part in enumerate(parts)]
        end = [part.end + (block << BITS) for block, part in enumerate(parts)]
        return DaySet(np.concatenate(start), np.concatenate(end))

    return bounds.bounds(side([person.lo for person in people]), side([person.hi for person in people]))


def person_in(days: Days, block: int) -> tuple[list[Pair], list[Pair]]:
    """The stretches of one block, both bounds, as plain pairs."""

    def side(part: DaySet) -> list[Pair]:
        mine = (part.start >> BITS) == block
        return [
            (int(start), int(end))
            for start, end in zip(part.start[mine] - (block << BITS), part.end[mine] - (block << BITS), strict=True)
        ]

    return side(days.lo), side(days.hi)


OPERATORS: dict[str, Callable[[Days, Days], Days]] = {
    "any_of": bounds.any_of,
    "all_of": bounds.all_of,
    "minus": bounds.minus,
    **{
        f"{name} {length}": lambda days, _, operator=operator, length=length: operator(days, length)
        for name, operator in (
            ("lasting", bounds.lasting),
            ("beyond_first", bounds.beyond_first),
            ("first", bounds.first),
            ("spread", bounds.spread),
        )
        for length in (
            Length(),
            Length(days=1),
            Length(days=45),
            Length(days=70_000),
            Length(months=1),
            Length(months=999),
        )
    },
    **{f"close_gaps {gap}": lambda days, _, gap=gap: bounds.close_gaps(days, gap) for gap in (0, 1, 7, 200_000)},
    "moved_one_day_later": lambda days, _: bounds.bounds(*map(sets.moved_one_day_later, (days.lo, days.hi))),
}


@pytest.mark.parametrize("name", list(OPERATORS))
def test_a_person_alone_and_among_others_has_the_same_days(name: str) -> None:
    """No interval leaves its block, for stretches without end and from the first day of the block."""
    operator = OPERATORS[name]
    people = roster()
    others = people[1:] + people[:1]
    crowd = operator(in_line(people), in_line(others))
    for side in (crowd.lo, crowd.hi):
        assert broken_invariant(side) is None
    assert not len(sets.difference(crowd.lo, crowd.hi))
    assert not len(sets.difference(crowd.hi, sets.whole_blocks(len(people))))
    for block, (person, other) in enumerate(zip(people, others, strict=True)):
        assert person_in(crowd, block) == person_in(operator(person, other), 0), block


# The algebra, with unknown days.


@st.composite
def any_days(draw: st.DrawFn) -> Days:
    """Bounds over three blocks, often at their edges."""
    offset = st.one_of(st.integers(0, 12), st.integers(30_000, 30_012), st.integers(TOP - 12, TOP))
    stretch = st.tuples(st.integers(0, 2), offset, offset)

    def side() -> DaySet:
        drawn = draw(st.lists(stretch, max_size=6))
        start = [(block << BITS) + min(one, other) for block, one, other in drawn]
        end = [(block << BITS) + max(one, other) for block, one, other in drawn]
        return normalise(np.array(start, dtype="int64"), np.array(end, dtype="int64"))

    one = side()
    return bounds.certain(one) if draw(st.booleans()) else bounds.bounds(one, sets.union(one, side()))


def same(left: Days, right: Days) -> bool:
    """Equal on both sides, and both whole."""
    assert all(broken_invariant(side) is None for side in (left.lo, left.hi, right.lo, right.hi))
    return left.lo.same_as(right.lo) and left.hi.same_as(right.hi)


@settings(derandomize=True, max_examples=80, deadline=None)
@given(any_days(), any_days(), any_days())
def test_the_laws_of_sets_hold_with_unknown_days(one: Days, two: Days, three: Days) -> None:
    """De Morgan, idempotence, distribution and difference, on both bounds."""
    either, both, less = bounds.any_of, bounds.all_of, bounds.minus
    everything = bounds.certain(sets.whole_blocks(3))
    assert same(less(everything, either(one, two)), both(less(everything, one), less(everything, two)))
    assert same(less(everything, both(one, two)), either(less(everything, one), less(everything, two)))
    assert same(less(everything, less(everything, one)), one)
    assert same(either(one, one), one)
    assert same(both(one, one), one)
    assert same(either(one, two), either(two, one))
    assert same(both(one, two), both(two, one))
    assert same(less(one, either(two, three)), less(less(one, two), three))
    assert same(less(one, both(two, three)), either(less(one, two), less(one, three)))
    assert same(both(one, either(two, three)), either(both(one, two), both(one, three)))


@settings(derandomize=True, max_examples=80, deadline=None)
@given(any_days(), any_days(), st.integers(0, 9))
def test_learning_more_only_narrows_the_bounds(one: Days, two: Days, n: int) -> None:
    """A completion of the input lies between the bounds of the result, for every operator."""
    for operator in OPERATORS.values():
        result = operator(one, two)
        for chosen in (one.lo, one.hi, sets.first(one.hi, Length(days=n + 1))):
            completion = bounds.certain(sets.union(one.lo, chosen))
            for other in (bounds.certain(two.lo), bounds.certain(two.hi)):
                narrower = operator(completion, other)
                assert not len(sets.difference(result.lo, narrower.lo))
                assert not len(sets.difference(narrower.hi, result.hi))


def test_the_last_day_of_one_person_is_not_the_day_before_the_first_of_the_next() -> None:
    """Two people, one without end and one from day 0, with nothing between them but the day that is nobody's."""
    line = bounds.certain(DaySet(np.array([TOP - 1, SIZE]), np.array([TOP, SIZE + 1])))
    assert pairs_of(bounds.beyond_first(line, Length(days=1)), 2, 0) == [(0, 0), (0, 0)]
    assert person_in(bounds.close_gaps(line, 30), 1) == ([(0, 1)], [(0, 1)])
    assert person_in(bounds.spread(line, Length(days=45)), 0) == ([(TOP - 1, TOP)], [(TOP - 1, TOP)])
    assert person_in(bounds.spread(line, Length(days=45)), 1) == ([(0, 45)], [(0, 45)])
    assert person_in(bounds.spread(line, Length(days=70_000)), 1) == ([(0, TOP)], [(0, TOP)])
