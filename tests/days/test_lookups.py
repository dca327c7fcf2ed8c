"""A row asks about its own day: every small set with every possible day, against all completions of both."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from itertools import product

import numpy as np
import pytest

from toimi.days import bounds, columns
from toimi.days.bounds import NEVER, Days
from toimi.days.columns import DayColumn
from toimi.days.line import BITS, EPOCH, TOP, Ints
from toimi.days.lookups import (
    Counted,
    Worth,
    end_of,
    first_of,
    holds,
    measure,
    number_at,
    reach,
    same_things,
    start_of,
    weeks,
    weeks_of,
)
from toimi.days.sets import DaySet, broken_invariant

from .completions import (
    Pair,
    between,
    bounds_line,
    completions,
    days_in,
    ints,
    line_of,
    pairs,
    places,
    runs,
)

SHORT = 5


def day_column(chosen: list[Pair]) -> DayColumn:
    """Bounds as a column of days."""
    return columns.day(ints(lo for lo, _ in chosen), ints(hi for _, hi in chosen))


def moments(first_day: int) -> list[int]:
    """The days to ask about: each of the short line, the one after it, and never."""
    return sorted({*range(first_day, first_day + SHORT + 1), TOP})


@cache
def asked(first_day: int) -> list[tuple[int, Pair]]:
    """Every pair of bounds of a set, by number, with every pair of bounds of a day."""
    return list(product(range(len(pairs(SHORT))), between(moments(first_day))))


def possible_answers(first_day: int, number: int, at: Pair) -> list[tuple[bool, int, int]]:
    """For all completions of set and day: whether the day is in it, and where its stretch begins and ends."""
    found = []
    for mask in completions(pairs(SHORT)[number]):
        for day in moments(first_day):
            if at[0] <= day <= at[1]:
                mine = [run for run in runs(days_in(mask)) if first_day + run[0] <= day <= first_day + run[-1]]
                begin, finish = (first_day + mine[0][0], first_day + mine[0][-1] + 1) if mine else (TOP, TOP)
                found.append((bool(mine), begin, finish))
    return found


def ask(first_day: int) -> tuple[Days, np.ndarray, DayColumn]:
    """All questions on one line."""
    rows = asked(first_day)
    return bounds_line(pairs(SHORT), first_day), ints(number for number, _ in rows), day_column([at for _, at in rows])


@pytest.mark.parametrize("first_day", places(SHORT))
def test_a_day_is_surely_in_a_set_when_it_is_in_every_case(first_day: int) -> None:
    """Tight: yes when all of it lies in the sure days, no when none of it lies in the possible ones."""
    result = holds(*ask(first_day))
    for row, (number, at) in enumerate(asked(first_day)):
        results = {inside for inside, _, _ in possible_answers(first_day, number, at)}
        assert (bool(result.lo[row]), bool(result.hi[row])) == (all(results), any(results)), (number, at)


@pytest.mark.parametrize("first_day", places(SHORT))
def test_start_and_end_of_a_stretch_lie_within_their_bounds(first_day: int) -> None:
    """Sound everywhere; exact where set and day are known; the start also tight where only the day is known."""
    start, end = start_of(*ask(first_day)), end_of(*ask(first_day))
    for row, (number, at) in enumerate(asked(first_day)):
        found = possible_answers(first_day, number, at)
        begins, ends = [begin for _, begin, _ in found], [finish for _, _, finish in found]
        lo, hi = pairs(SHORT)[number]
        assert start.lo[row] <= min(begins) and max(begins) <= start.hi[row], (number, at)
        assert end.lo[row] <= min(ends) and max(ends) <= end.hi[row], (number, at)
        if at[0] == at[1]:
            assert (start.lo[row], start.hi[row]) == (min(begins), max(begins)), (number, at)
            if lo == hi:
                assert (end.lo[row], end.hi[row]) == (min(ends), max(ends)), (number, at)


@pytest.mark.parametrize("first_day", places(SHORT))
def test_without_unknowns_a_look_up_is_exact_and_shared(first_day: int) -> None:
    """Every set of five days, asked on every day."""
    rows = list(product(range(1 << SHORT), moments(first_day)))
    line = bounds.certain(line_of(range(1 << SHORT), first_day))
    block, at = ints(mask for mask, _ in rows), day_column([(day, day) for _, day in rows])
    inside, start, end = holds(line, block, at), start_of(line, block, at), end_of(line, block, at)
    assert inside.known and start.known and end.known
    for row, (mask, day) in enumerate(rows):
        mine = [run for run in runs(days_in(mask)) if first_day + run[0] <= day <= first_day + run[-1]]
        assert bool(inside.lo[row]) == bool(mine)
        assert start.lo[row] == (first_day + mine[0][0] if mine else TOP)
        assert end.lo[row] == (first_day + mine[0][-1] + 1 if mine else TOP)


def test_an_empty_set_holds_no_day_and_has_no_stretch() -> None:
    """Nobody is in it, and a row may still ask."""
    block, known, open_ = ints([0, 7]), day_column([(5, 5), (TOP, TOP)]), day_column([(5, 9), (0, TOP)])
    for at in (known, open_):
        assert holds(NEVER, block, at).hi.tolist() == [False, False]
        assert start_of(NEVER, block, at).lo.tolist() == [TOP, TOP]
        assert end_of(NEVER, block, at).lo.tolist() == [TOP, TOP]
        assert measure(NEVER, block, at, day_column([(50, 50), (60, 70)])).hi.tolist() == [0, 0]
    nobody = day_column([])
    assert len(holds(NEVER, ints([]), nobody)) == len(start_of(NEVER, ints([]), nobody)) == 0


def test_no_row_sees_the_days_of_a_neighbour() -> None:
    """The neighbours' days begin and end at the very edge of the block."""
    everywhere = ints([TOP, TOP, TOP])
    first = ints([0, 0, 0])
    line = bounds.certain(line_of([0, 0, 0], 0))
    line = bounds.bounds(line.lo, line_of([0b1, 0, 0b1], 0))
    open_end = bounds.certain(line_of([0b1, 0, 0b1], TOP - 1))
    block = ints([0, 1, 2])
    for days in (line, open_end):
        assert holds(days, block, DayColumn(first, everywhere)).hi.tolist() == [True, False, True]
        assert measure(days, block, DayColumn(first, first), DayColumn(everywhere, everywhere)).hi.tolist() == [1, 0, 1]
        assert start_of(days, block, DayColumn(first, everywhere)).lo[1] == TOP
        assert end_of(days, block, DayColumn(first, everywhere)).lo[1] == TOP


@pytest.mark.parametrize("first_day", places(4))
def test_the_measure_lies_between_the_fewest_and_the_most_days(first_day: int) -> None:
    """Tight: every set of four days with every window, all of them with bounds."""
    edges = list(range(first_day, first_day + 5))
    rows = list(product(range(len(pairs(4))), between(edges), between(edges)))
    result = measure(
        bounds_line(pairs(4), first_day),
        ints(number for number, _, _ in rows),
        day_column([start for _, start, _ in rows]),
        day_column([end for _, _, end in rows]),
    )

    @cache
    def counts(number: int, begin: int, finish: int) -> Pair:
        window = range(begin - first_day, finish - first_day)
        every = [len(days_in(mask).intersection(window)) for mask in completions(pairs(4)[number])]
        return min(every), max(every)

    for row, (number, start, end) in enumerate(rows):
        found = [
            counts(number, begin, finish)
            for begin in range(start[0], start[1] + 1)
            for finish in range(end[0], end[1] + 1)
        ]
        expected = (min(few for few, _ in found), max(many for _, many in found))
        assert (result.lo[row], result.hi[row]) == expected, (number, start, end)


def test_a_known_measure_is_computed_once() -> None:
    """Nothing unknown in, nothing unknown out; *never* measures to the end of the line."""
    line = bounds.certain(line_of([0b1101, 0b1], 100))
    result = measure(
        line, ints([0, 0, 1]), day_column([(100, 100)] * 3), day_column([(103, 103), (90, 90), (TOP, TOP)])
    )
    assert result.known
    assert result.lo.tolist() == [2, 0, 1]


def test_the_number_of_the_law_is_that_of_the_version_in_force() -> None:
    """All small bounds of the day; the first version also serves earlier days, and *never* has the last."""
    versions, values = ints([2, 4, 6]), ints([30, 10, 20])
    among = [0, 1, 2, 3, 4, 5, 6, 7, TOP]
    chosen = between(among)

    def number_on(day: int) -> int:
        return 20 if day >= 6 else 10 if day >= 4 else 30

    expected = []
    for lo, hi in chosen:
        results = [number_on(day) for day in among if lo <= day <= hi]
        expected.append((min(results), max(results)))
    result = number_at(versions, values, day_column(chosen))
    assert list(zip(result.lo.tolist(), result.hi.tolist(), strict=True)) == expected
    known = number_at(versions, values, day_column([(day, day) for day in among]))
    assert known.known
    assert known.lo.tolist() == [number_on(day) for day in among]
    one = number_at(ints([9]), ints([7]), day_column(chosen))
    assert one.known and set(one.lo.tolist()) == {7}


NEEDED: dict[Counted, range] = {"touched": range(7), "working_days": range(5), "whole": range(7)}


def plain_weeks(days: set[int], counted: Counted) -> set[int]:
    """The weeks of one block by its days: a week is named by its Monday."""
    mondays = {day - (EPOCH + timedelta(days=day)).weekday() for day in days}
    if counted == "touched":
        return {monday // 7 for monday in mondays}
    return {monday // 7 for monday in mondays if all(monday + day in days for day in NEEDED[counted])}


@pytest.mark.parametrize("counted", ["touched", "working_days", "whole"])
def test_calendar_weeks_are_counted_day_by_day_in_each_reading(counted: Counted) -> None:
    """Stretches of every length from every weekday, alone and beside another; at both ends of the line."""
    blocks: list[set[int]] = []
    for first in [*range(7), *range(45_000, 45_007), *range(TOP - 16, TOP - 9)]:
        for length in range(1, 23):
            one = set(range(first, min(first + length, TOP)))
            blocks.append(one)
            for gap in (1, 2, 3, 9):
                blocks.append(one | {day for day in range(first + length + gap, first + length + gap + 9) if day < TOP})
    cut = [
        [(number << BITS) + run[0], (number << BITS) + run[-1] + 1]
        for number, days in enumerate(blocks)
        for run in runs(days)
    ]
    line = DaySet(ints(start for start, _ in cut), ints(end for _, end in cut))
    assert broken_invariant(line) is None
    expected = [
        (number << BITS - 2) + week
        for number, block in enumerate(blocks)
        for week in sorted(plain_weeks(block, counted))
    ]
    assert weeks_of(line, counted).tolist() == expected


@pytest.mark.parametrize("counted", ["touched", "working_days", "whole"])
@pytest.mark.parametrize("weekday", range(7))
def test_weeks_with_unknown_days_are_sure_and_possible_as_in_all_completions(weekday: int, counted: Counted) -> None:
    """Every pair of bounds of eight days, begun on each weekday."""
    first_day = 7 * 6000 + weekday
    of_mask = [plain_weeks({first_day + day for day in days_in(mask)}, counted) for mask in range(256)]
    sure, possible = [], []
    for number, pair in enumerate(pairs(8)):
        found = [of_mask[mask] for mask in completions(pair)]
        sure += [(number << BITS - 2) + week for week in sorted(set.intersection(*found))]
        possible += [(number << BITS - 2) + week for week in sorted(set.union(*found))]
    lo, hi = weeks(bounds_line(pairs(8), first_day), counted)
    assert lo.tolist() == sure
    assert hi.tolist() == possible


def test_known_weeks_are_counted_once() -> None:
    """Both bounds are one array; no days have no weeks."""
    lo, hi = weeks(bounds.certain(line_of([0b1, 0b11], 7)), "touched")
    assert lo is hi
    assert lo.tolist() == [1, (1 << 14) + 1]
    for counted in NEEDED:
        assert weeks(NEVER, counted)[0].tolist() == []


RANGES = [(lo, hi) for lo in (0, 1, 2, TOP) for hi in (0, 1, 2, TOP) if lo <= hi]
"""Days that are known, that may be several, and that may never come."""


def plain_first(day: int, others: tuple[int, ...]) -> int:
    return min((other for other in others if other > day), default=TOP)


@pytest.mark.parametrize("asked", RANGES)
def test_the_first_later_day_is_bounded_as_in_all_completions(asked: tuple[int, int]) -> None:
    """Two other days against the row's own, each known or not: both bounds are the tightest there are."""

    def possible(pair: tuple[int, int]) -> list[int]:
        return [day for day in (0, 1, 2, TOP) if pair[0] <= day <= pair[1]]

    for one, other in product(RANGES, RANGES):
        every = [
            plain_first(day, others) for day in possible(asked) for others in product(possible(one), possible(other))
        ]
        theirs = columns.day(np.array([one[0], other[0]]), np.array([one[1], other[1]]))
        after = columns.day(np.array([asked[0]]), np.array([asked[1]]))
        found = first_of(np.array([5]), np.array([5, 5]), theirs, after)
        assert found.lo[0] <= min(every)
        assert found.hi[0] == max(every)


def test_the_first_day_is_of_rows_with_the_same_key_that_apply() -> None:
    """Another key, a day that does not apply and no row at all give *never*; without ``after`` every day is looked at."""
    day = DayColumn(np.array([7, 3, 0, 9]), np.array([7, 3, 0, 9]), np.array([True, True, False, True]))
    found = first_of(np.array([1, 2, 3, 4]), np.array([2, 2, 3, 1]), day, None)
    assert found.known
    assert found.lo.tolist() == [9, 3, TOP, TOP]
    assert first_of(np.array([1]), np.zeros(0, np.int64), day.take(np.zeros(0, np.int64)), None).lo.tolist() == [TOP]


def test_rows_about_one_thing_find_each_other() -> None:
    """Of the same person and the same thing; a row that is about nothing finds nothing, nor is it found."""
    mine = [(0, 5), (0, 6), (1, 5), (2, -1), (1, 7), (1, 0)]
    theirs = [(1, 5), (0, 5), (0, -1), (1, 5), (2, -1), (0, 6), (0, 5), (1, 0)]
    expected = [
        (place, other)
        for place, (person, thing) in enumerate(mine)
        for other, found in enumerate(theirs)
        if thing >= 0 and found == (person, thing)
    ]
    record, row = same_things(*columns_of(mine), *columns_of(theirs))
    assert sorted(zip(record.tolist(), row.tolist(), strict=True)) == expected
    nothing = same_things(*columns_of(mine), *columns_of([]))
    assert [len(column) for column in nothing] == [0, 0]


def columns_of(rows: list[tuple[int, int]]) -> tuple[Ints, Ints]:
    """Person and thing of each row, as columns."""
    return ints(person for person, _ in rows), ints(thing for _, thing in rows)


def test_a_row_that_ends_after_the_day_may_count_from_its_first_day_after_it() -> None:
    """Worth the two weeks that are wanted, which is not known: not if its last day is the day itself, but if it is the next."""
    after, ends = 7 * 6000, ints([1, 2, 3])
    asked = day_column([(after, after)] * 3)
    rows = Worth(
        ints(range(3)), day_column([(after - 20, after - 20)] * 3), day_column([(after + end, after + end) for end in ends]),
        columns.number(ints([2] * 3), ints([2] * 3)), asked, columns.truth(np.zeros(3, bool), np.ones(3, bool)),
    )  # fmt: skip
    found = reach(NEVER, ints(range(3)), asked, 2, "touched", rows)
    assert found.lo.tolist() == [TOP, after + 2, after + 3]
    assert found.hi.tolist() == [TOP] * 3
