"""The calendar on the line against the calendar of the standard library."""

from __future__ import annotations

import random
from calendar import monthrange
from datetime import date, timedelta

import numpy as np
import pytest

from toimi.days.calendar import (
    Length,
    NoSuchDay,
    PeriodRows,
    each_year,
    in_its_year,
    months_in,
    next_working_day,
    periods_in,
    plus,
    plus_months,
    weeks_in,
)
from toimi.days.line import EPOCH, TOP, offset_of

from .completions import ints

DAYS = [date(2015, 1, 1) + timedelta(days=number) for number in range((date(2031, 1, 1) - date(2015, 1, 1)).days)]
OFFSETS = ints(offset_of(day) for day in DAYS)
LAST_MONTH = (2079 - 1900) * 12 + 5


def day_of_line(offset: int) -> date:
    """The date, also of the day behind the last."""
    return EPOCH + timedelta(days=offset)


def month_later(day: date, months: int) -> tuple[int, int] | None:
    """Year and month so many months later; ``None`` outside the line."""
    index = (day.year - 1900) * 12 + day.month - 1 + months
    return (1900 + index // 12, index % 12 + 1) if 0 <= index <= LAST_MONTH else None


def later(day: date, months: int) -> int:
    """The offset of the day with the same number, or the last of the month; saturated."""
    found = month_later(day, months)
    if found is None:
        return 0 if months < 0 else TOP
    return min((date(*found, min(day.day, monthrange(*found)[1])) - EPOCH).days, TOP)


@pytest.mark.parametrize(
    "months", [*range(-15, 16), 18, 24, 28, 36, 60, 300, 580, 585, 599, 600, 773, 775, 5000, -300, -1379, -1391, -1400]
)
def test_months_later_is_the_same_day_of_the_month_or_its_last_day(months: int) -> None:
    """Every day of sixteen years, forward, backward, and over both ends of the line."""
    assert plus_months(OFFSETS, months, short="last_day").tolist() == [later(day, months) for day in DAYS]


def test_the_last_days_of_the_line_saturate_when_months_are_added() -> None:
    """June 2079 is in the tables, but only its first five days exist."""
    offsets = range(offset_of(date(2079, 4, 1)), TOP)
    for months in (0, 1, 2, 3, -1, -2):
        expected = [later(day_of_line(offset), months) for offset in offsets]
        assert plus_months(ints(offsets), months, short="last_day").tolist() == expected


@pytest.mark.parametrize("months", [0, 1, 12, 5000, -1, -5000])
def test_never_stays_never_whatever_months_are_added(months: int) -> None:
    """A day that does not come has no day months later either."""
    assert plus_months(ints([TOP]), months, short="last_day").tolist() == [TOP]
    assert plus_months(ints([TOP]), months, short="refuse").tolist() == [TOP]


@pytest.mark.parametrize("months", [1, 3, 12, 48, 585, 5000, -1, -3, -12, -5000])
def test_a_month_without_the_day_is_refused_when_asked_and_only_then(months: int) -> None:
    """``refuse`` gives the same days where they exist, and one missing day is enough to say so."""
    lacks = []
    for day in DAYS:
        found = month_later(day, months)
        lacks.append(found is not None and day.day > monthrange(*found)[1])
    fine = OFFSETS[~np.array(lacks)]
    expected = [later(day, months) for day, missing in zip(DAYS, lacks, strict=True) if not missing]
    assert plus_months(fine, months, short="refuse").tolist() == expected
    for offset in OFFSETS[np.array(lacks)]:
        with pytest.raises(NoSuchDay):
            plus_months(np.array([45_000, offset]), months, short="refuse")


def test_plus_takes_months_days_or_a_column_of_days() -> None:
    """One word for the three kinds of term that the law knows."""
    assert plus(OFFSETS, Length(months=3)).tolist() == [later(day, 3) for day in DAYS]
    assert plus(OFFSETS, Length(days=45)).tolist() == (OFFSETS + 45).tolist()
    assert plus(OFFSETS, OFFSETS % 9).tolist() == (OFFSETS + OFFSETS % 9).tolist()
    assert plus(ints([TOP - 1, TOP]), Length(days=2)).tolist() == [TOP, TOP]
    with pytest.raises(NoSuchDay):
        plus(ints([offset_of(date(2023, 1, 31))]), Length(months=1), short="refuse")


def test_a_length_is_days_or_months_and_never_both() -> None:
    """The law never adds the two, so a sum has no meaning here."""
    with pytest.raises(ValueError, match="either days or months"):
        Length(days=1, months=1)
    assert Length(days=3) != Length(months=3)


def windows(seed: int, longest: int) -> tuple[list[int], list[int]]:
    """Windows anywhere on the line, among them empty and reversed ones and both ends of the line."""
    chance = random.Random(seed)
    start = [0, 0, 0, TOP - 1, TOP - 400, TOP - 30, TOP, 100, 100, 59, 31]
    end = [1, 400, 0, TOP, TOP, TOP - 1, TOP, 100, 90, 60, 59]
    for _ in range(300):
        begin = chance.randrange(TOP)
        start.append(begin)
        end.append(min(begin + chance.randrange(-20, longest), TOP))
    return start, end


def listed(rows: PeriodRows) -> list[tuple[int, int, int]]:
    """The rows as plain triples."""
    return list(zip(rows.source.tolist(), rows.start.tolist(), rows.end.tolist(), strict=True))


@pytest.mark.parametrize(("month", "day"), [(9, 1), (1, 1), (12, 31), (2, 29), (6, 30), (5, 31)])
def test_each_year_finds_every_such_day_inside_the_window(month: int, day: int) -> None:
    """1 September of TTL 2:13; 29 February is 28 February in other years; the end of the line is no obstacle."""
    start, end = windows(1, 2500)
    expected = []
    for source, (begin, finish) in enumerate(zip(start, end, strict=True)):
        for year in range(1900, 2080):
            at = (date(year, month, min(day, monthrange(year, month)[1])) - EPOCH).days
            if begin <= at < finish:
                expected.append((source, at, at + 1))
    assert listed(each_year(month, day, ints(start), ints(end))) == expected


@pytest.mark.parametrize(("month", "day"), [(9, 1), (1, 1), (12, 31), (2, 29)])
def test_a_day_in_its_year_is_that_day_of_the_same_year(month: int, day: int) -> None:
    """Also of a day later in the year; 29 February is 28 February in other years."""
    expected = [date(one.year, month, min(day, monthrange(one.year, month)[1])) for one in DAYS]
    assert in_its_year(OFFSETS, month, day).tolist() == [offset_of(one) for one in expected]


def test_never_has_no_year_and_the_line_ends() -> None:
    """The last year of the line has five days of June and nothing after them."""
    days = ints([TOP, 0, TOP - 1])
    assert in_its_year(days, 9, 1).tolist() == [TOP, offset_of(date(1900, 9, 1)), TOP]
    assert in_its_year(days, 6, 30).tolist() == [TOP, offset_of(date(1900, 6, 30)), TOP]
    assert in_its_year(days, 6, 1).tolist() == [TOP, offset_of(date(1900, 6, 1)), TOP - 5]


def test_months_in_are_the_whole_months_that_the_window_touches() -> None:
    """Day by day: each day names its month."""
    start, end = windows(2, 700)
    expected = []
    for source, (begin, finish) in enumerate(zip(start, end, strict=True)):
        months = {(day_of_line(at).year, day_of_line(at).month) for at in range(begin, finish)}
        for year, month in sorted(months):
            first = (date(year, month, 1) - EPOCH).days
            expected.append((source, first, min(first + monthrange(year, month)[1], TOP)))
    assert listed(months_in(ints(start), ints(end))) == expected


def test_weeks_in_are_the_whole_weeks_that_the_window_touches() -> None:
    """Day by day: each day names its Monday."""
    start, end = windows(3, 300)
    expected = []
    for source, (begin, finish) in enumerate(zip(start, end, strict=True)):
        for monday in sorted({at - day_of_line(at).weekday() for at in range(begin, finish)}):
            expected.append((source, monday, min(monday + 7, TOP)))
    assert listed(weeks_in(ints(start), ints(end))) == expected


@pytest.mark.parametrize(
    "length", [Length(days=7), Length(days=30), Length(days=1), Length(months=1), Length(months=3)]
)
def test_periods_follow_each_other_from_the_first_day_until_the_end(length: Length) -> None:
    """Review periods: months are counted from the first day, so the 31st comes back after a short month."""
    start, end = windows(4, 400)
    expected = []
    for source, (begin, finish) in enumerate(zip(start, end, strict=True)):
        nth, at = 0, begin
        while at < finish:
            nth += 1
            if length.months:
                following = later(day_of_line(begin), nth * length.months)
            else:
                following = min(begin + nth * length.days, TOP)
            expected.append((source, at, following))
            at = following
    assert listed(periods_in(ints(start), ints(end), length)) == expected


def test_the_thirty_first_comes_back_after_a_short_month() -> None:
    """31 January, 28 February, 31 March, 30 April."""
    rows = periods_in(ints([offset_of(date(2023, 1, 31))]), ints([offset_of(date(2023, 5, 1))]), Length(months=1))
    assert [day_of_line(at).isoformat() for at in rows.start.tolist()] == [
        "2023-01-31",
        "2023-02-28",
        "2023-03-31",
        "2023-04-30",
    ]


def test_no_window_has_no_periods() -> None:
    """Empty columns stay columns."""
    for rows in (periods_in(ints([]), ints([]), Length(days=7)), periods_in(ints([9]), ints([9]), Length(days=7))):
        assert listed(rows) == []
        assert rows.source.dtype == rows.start.dtype == np.int64


@pytest.mark.parametrize("length", [Length(), Length(days=-7), Length(months=-1)])
def test_periods_without_a_length_are_refused(length: Length) -> None:
    """They would follow each other for ever."""
    with pytest.raises(ValueError, match="at least one day"):
        periods_in(ints([100]), ints([200]), length)


def test_the_next_working_day_is_no_weekend_and_no_holiday() -> None:
    """Every day of 2024 and 2025 with Finland's holidays, and the very end of the line."""
    holidays = [
        date(2023, 12, 25), date(2023, 12, 26), date(2024, 1, 1), date(2024, 1, 6), date(2024, 3, 29), date(2024, 4, 1),
        date(2024, 5, 1), date(2024, 5, 9), date(2024, 6, 21), date(2024, 12, 6), date(2024, 12, 24),
        date(2024, 12, 25), date(2024, 12, 26), date(2025, 1, 1), date(2025, 1, 6), date(2025, 4, 18),
        date(2025, 4, 21), date(2025, 5, 1),
    ]  # fmt: skip
    asked = [date(2023, 12, 1) + timedelta(days=number) for number in range(750)]
    expected = []
    for day in asked:
        while day.weekday() >= 5 or day in holidays:
            day += timedelta(days=1)
        expected.append(offset_of(day))
    offsets = ints(offset_of(day) for day in holidays)
    assert next_working_day(ints(offset_of(day) for day in asked), offsets).tolist() == expected
    assert next_working_day(ints([TOP - 1, TOP]), ints([])).tolist() == [TOP - 1, TOP]
    assert next_working_day(ints([TOP - 1, TOP]), ints([TOP - 1])).tolist() == [TOP, TOP]
    assert next_working_day(ints([TOP]), ints([TOP])).tolist() == [TOP]


def test_nothing_is_refused_where_the_line_has_ended() -> None:
    """A month back from January 1900 lies before the line, whatever day it is: the first day stands for it."""
    january = ints(range(31))
    assert plus_months(january, -1, short="refuse").tolist() == [0] * 31
    assert plus_months(january, -13, short="refuse").tolist() == [0] * 31
