"""Rows looked up from a row, and weeks counted from a day: small cases against every completion."""

from __future__ import annotations

import random
from itertools import product

import numpy as np
import pytest

from toimi.days import bounds, columns
from toimi.days.columns import DayColumn
from toimi.days.line import TOP
from toimi.days.lookups import Counted, Worth, last_before, reach
from toimi.days.sets import NOTHING, DaySet, normalise

BASE = 70
"""A Monday."""
Rows = list[tuple[int, int, bool | None]]


def some_rows(rng: random.Random) -> Rows:
    """First and last possible day, and whether the condition holds."""
    found = []
    for _ in range(rng.randrange(4)):
        first = BASE + rng.randrange(8)
        found.append((first, first + rng.choice([0, 0, 2]), rng.choice([True, True, False, None])))
    return found


def known_days(rows: Rows) -> list[list[int]]:
    """Every completion: the days of the rows for which it holds."""
    ways = [
        [day for day in range(lo, hi + 1) if when is not False] + ([None] if when is not True else [])
        for lo, hi, when in rows
    ]
    return [[day for day in way if day is not None] for way in product(*ways)]


def looked_up(rows: Rows, at: tuple[int, int]) -> tuple[int, int]:
    """What the operator says of one person, whose number is 3."""
    block = np.full(len(rows), 3)
    day = columns.day(np.array([lo for lo, _, _ in rows], np.int64), np.array([hi for _, hi, _ in rows], np.int64))
    when = columns.truth(
        np.array([when is True for _, _, when in rows], bool),
        np.array([when is not False for _, _, when in rows], bool),
    )
    found = last_before(block, day, when, np.array([3]), columns.day(np.array([at[0]]), np.array([at[1]])))
    return int(found.lo[0]), int(found.hi[0])


def test_every_completion_lies_within_the_bounds() -> None:
    """And a case without unknowns is exact."""
    rng = random.Random(3)
    for _ in range(3_000):
        rows, first = some_rows(rng), BASE + rng.randrange(10)
        at = (first, first + rng.choice([0, 0, 3]))
        answers = set()
        for days in known_days(rows):
            for asked in range(at[0], at[1] + 1):
                answers.add(max((day for day in days if day <= asked), default=0))
        lo, hi = looked_up(rows, at)
        assert lo <= min(answers)
        assert max(answers) <= hi
        if len(known_days(rows)) == 1 and at[0] == at[1]:
            assert (lo, hi) == (min(answers), max(answers))


def weeks_after(days: set[int], after: int, total: int, counted: Counted) -> int:
    """The Monday after the week that makes the total full, by counting weeks one by one."""
    found = 0
    for week in range(after // 7 + 1, (BASE + 70) // 7):
        held = [day in days for day in range(week * 7, week * 7 + 7)]
        if all(held) if counted == "whole" else any(held):
            found += 1
            if found == total:
                return (week + 1) * 7
    return TOP


@pytest.mark.parametrize("counted", ["whole", "touched"])
@pytest.mark.parametrize("total", [1, 2])
def test_weeks_are_counted_from_the_first_that_begins_after_the_day(counted: Counted, total: int) -> None:
    """More possible weeks mean an earlier end."""
    rng = random.Random(total)
    for _ in range(2_000):
        stretches = [
            (BASE + rng.randrange(30), rng.randrange(1, 16), rng.random() < 0.7) for _ in range(rng.randrange(3))
        ]
        sure = {day for first, length, known in stretches if known for day in range(first, first + length)}
        possible = {day for first, length, _ in stretches for day in range(first, first + length)}
        days = bounds.bounds(line(sure), line(possible))
        first = BASE + rng.randrange(12)
        last = first + rng.choice([0, 0, 5])
        found = reach(days, np.array([2]), columns.day(np.array([first]), np.array([last])), total, counted)
        assert int(found.lo[0]) == weeks_after(possible, first, total, counted)
        assert int(found.hi[0]) == weeks_after(sure, last, total, counted)


def line(days: set[int]) -> DaySet:
    """The days of person 2 as a set."""
    if not days:
        return NOTHING
    places = np.array(sorted(days)) + (2 << 16)
    return normalise(places, places + 1)


def test_weeks_of_others_are_not_mine() -> None:
    """A person without a week never gets there, whatever the next person does."""
    days = bounds.certain(line(set(range(BASE, BASE + 21))))
    before = np.array([BASE - 1] * 3)
    day = DayColumn(before, before)
    assert reach(days, np.array([1, 2, 3]), day, 2, "whole").lo.tolist() == [TOP, BASE + 14, TOP]


Month = tuple[int, int, int]
"""The first day of a row, the first day after it, and the weeks that it is worth."""


def full_on(days: set[int], months: list[Month], after: int, total: int) -> int:
    """The first day by which the whole weeks after the day and the rows that have ended make the total, by trying each day."""
    for day in range(after, BASE + 90):
        weeks = [week for week in range(after // 7 + 1, day // 7) if all(week * 7 + n in days for n in range(7))]
        if len(weeks) + sum(worth for _, end, worth in months if end <= day) >= total:
            return day
    return TOP


def that_count(months: list[Month], day: int, *, begun: bool) -> list[Month]:
    """Of the rows those that end after the day, and began after it too unless one that had begun counts."""
    return [month for month in months if month[1] - 1 > day and (begun or month[0] > day)]


def fixed(*values: int) -> DayColumn:
    """Days that are known."""
    return DayColumn(np.array(values), np.array(values))


def test_rows_that_are_worth_weeks_count_when_they_have_ended() -> None:
    """Two rows ask, each with its own say on a row that goes on over its day; a neighbour has rows too."""
    rng = random.Random(4)
    for _ in range(1_000):
        held = {BASE + n for first in rng.sample(range(60), 2) for n in range(first, first + rng.randrange(7, 22))}
        rows = [
            (start, start + rng.randrange(1, 31), rng.choice([0, 2, 4]))
            for start in (BASE + rng.randrange(40) for _ in range(rng.randrange(4)))
        ]
        unknown = rng.random() < 0.3
        first, total = BASE + rng.randrange(12), rng.randrange(2, 7)
        asked, later = [first, first + 3], rng.choice([0, 4])
        begun = [rng.choice([(False, False), (False, True), (True, True)]) for _ in asked]
        starts, ends, weeks = (np.array(column) for column in zip(*rows, (BASE, BASE + 1, 9), strict=True))
        also = Worth(
            np.array([2] * len(rows) + [3]), DayColumn(starts, starts), DayColumn(ends, ends),
            columns.number(np.where(unknown, 0, weeks), weeks), fixed(*[after + later for after in asked]),
            columns.truth(*(np.array(side) for side in zip(*begun, strict=True))),
        )  # fmt: skip
        days = bounds.certain(line(held) if rng.random() < 0.8 else NOTHING)
        if not len(days.lo):
            held = set()
        found = reach(days, np.array([2, 2]), fixed(*asked), total, "whole", also)
        for place, after in enumerate(asked):
            surely, possibly = begun[place]
            may = that_count(rows, after + later, begun=possibly)
            sure = [] if unknown else that_count(rows, after + later, begun=surely)
            assert int(found.lo[place]) == full_on(held, may, after, total)
            assert int(found.hi[place]) == full_on(held, sure, after, total)


@pytest.mark.parametrize("begun", [True, False])
def test_days_of_rows_worth_weeks_that_are_not_known_are_each_tried(begun: bool) -> None:
    """First day, end and the day asked may each be one of two: bounds are the earliest and the latest of all ways."""
    rng = random.Random(7)
    for _ in range(300):
        first, day = (BASE + rng.randrange(10) for _ in range(2))
        start, end = (first, first + rng.choice([0, 3])), (first + 4, first + 4 + rng.choice([0, 9]))
        asked = (day, day + rng.choice([0, 2, 6]))
        also = Worth(
            np.array([2]), columns.day(*(np.array([one]) for one in start)), columns.day(*(np.array([one]) for one in end)),
            columns.number(np.array([4]), np.array([4])), columns.day(*(np.array([one]) for one in asked)),
            columns.certain(np.array([begun])),
        )  # fmt: skip
        found = reach(bounds.NEVER, np.array([2]), fixed(BASE - 1), 4, "whole", also)
        ways = [
            full_on(set(), that_count([(began, ended, 4)], after, begun=begun), BASE - 1, 4)
            for began, ended, after in product(set(range(start[0], start[1] + 1)), range(end[0], end[1] + 1),
                                               range(asked[0], asked[1] + 1))
        ]  # fmt: skip
        assert (int(found.lo[0]), int(found.hi[0])) == (min(ways), max(ways))


def test_weeks_are_counted_from_the_earliest_day_for_the_earliest_end() -> None:
    """Two weeks are held from Monday on; who may begin to count on the Sunday before or a week later has one or none."""
    days = bounds.certain(line(set(range(BASE, BASE + 14))))
    of_another = Worth(
        np.array([3]), fixed(BASE), fixed(BASE + 5), columns.number(np.array([4]), np.array([4])), fixed(BASE - 1),
        columns.certain(np.array([True])),
    )  # fmt: skip
    after = columns.day(np.array([BASE - 1]), np.array([BASE + 6]))
    found = reach(days, np.array([2]), after, 2, "whole", of_another)
    assert (found.lo.tolist(), found.hi.tolist()) == ([BASE + 14], [TOP])
