"""The calendar on the line: months, weeks, years and working days by table look-up.

A month forward from the 31st may have no such day. The caller says what then holds: ``"last_day"`` (the last
day of the month, the rule of the digests for terms of months) or ``"refuse"``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

import numpy as np

from toimi.days.line import SIZE, TOP, Ints, shift_offset

Short = Literal["last_day", "refuse"]


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time as the law says it: whole days or whole calendar months, never both."""

    days: int = 0
    months: int = 0

    def __post_init__(self) -> None:
        if self.days and self.months:
            raise ValueError("A length is either days or months: the law never adds the two.")


class NoSuchDay(ValueError):
    """A month has no day of that number, and the caller asked to be told."""


class _Tables(NamedTuple):
    month_of: Ints
    day_of_month: Ints
    month_start: Ints
    month_length: Ints


@cache
def _tables() -> _Tables:
    days = np.datetime64("1900-01-01") + np.arange(SIZE)
    months = days.astype("datetime64[M]")
    month_of = (months - np.datetime64("1900-01", "M")).astype(np.int64)
    day_of_month = (days - months.astype("datetime64[D]")).astype(np.int64) + 1
    starts = np.datetime64("1900-01", "M") + np.arange(month_of[-1] + 2)
    month_start = (starts.astype("datetime64[D]") - np.datetime64("1900-01-01")).astype(np.int64)
    return _Tables(month_of, day_of_month, month_start[:-1], np.diff(month_start))


def plus_months(offset: Ints, months: int, *, short: Short) -> Ints:
    """The day with the same number so many months later (or earlier, if negative). Saturates.

    Raises:
        NoSuchDay: with ``short="refuse"`` when some month lacks the number.
    """
    tables = _tables()
    number = tables.day_of_month[offset]
    month = tables.month_of[offset] + months
    last = len(tables.month_start) - 1
    inside = np.clip(month, 0, last)
    length = tables.month_length[inside]
    if short == "refuse" and bool(((number > length) & (month == inside) & (offset != TOP)).any()):
        raise NoSuchDay("a month has no day of that number")
    day = np.minimum(tables.month_start[inside] + np.minimum(number, length) - 1, TOP)
    day = np.where(month < 0, 0, np.where(month > last, TOP, day))
    return np.where(offset == TOP, TOP, day)


def plus(offset: Ints, length: Length | Ints, *, short: Short = "last_day") -> Ints:
    """Days moved forward by a length, or by a column of days. Saturates at ``TOP``."""
    if isinstance(length, Length):
        return plus_months(offset, length.months, short=short) if length.months else shift_offset(offset, length.days)
    return shift_offset(offset, length)


class PeriodRows(NamedTuple):
    """Rows made from the calendar: the place of the row they came from, and half-open offsets."""

    source: Ints
    start: Ints
    end: Ints


def _expand(count: Ints) -> tuple[Ints, Ints]:
    """For counts per row: the row of each copy, and the number of the copy within its row."""
    source = np.repeat(np.arange(len(count)), count)
    first = np.cumsum(count) - count
    return source, np.arange(len(source)) - first[source]


def each_year(month: int, day: int, start: Ints, end: Ints) -> PeriodRows:
    """One row of one day for every such day of the year inside each ``[start, end)``.

    Needed by TTL 2:13 (1 September). ``end`` must not be "no end": give a window.
    """
    tables = _tables()
    january = tables.month_of[start] // 12
    count = tables.month_of[np.maximum(end - 1, 0)] // 12 - january + 1
    source, nth = _expand(np.where(start < end, count, 0))
    month_index = (january[source] + nth) * 12 + month - 1
    on_line = month_index < len(tables.month_start)
    source, month_index = source[on_line], month_index[on_line]
    at = tables.month_start[month_index] + np.minimum(day, tables.month_length[month_index]) - 1
    keep = (at >= start[source]) & (at < end[source])
    return PeriodRows(source[keep], at[keep], at[keep] + 1)


def in_its_year(offset: Ints, month: int, day: int) -> Ints:
    """That day of the calendar year of each day; 29 February is 28 February in other years, *never* stays *never*.

    Needed by TTL 2:13 (1 September). Saturates at the end of the line.
    """
    tables = _tables()
    index = tables.month_of[offset] // 12 * 12 + month - 1
    inside = np.minimum(index, len(tables.month_start) - 1)
    found = tables.month_start[inside] + np.minimum(day, tables.month_length[inside]) - 1
    return np.where((offset == TOP) | (index != inside), TOP, np.minimum(found, TOP))


def months_in(start: Ints, end: Ints) -> PeriodRows:
    """The calendar months that ``[start, end)`` touches, each whole."""
    tables = _tables()
    first = tables.month_of[start]
    last = tables.month_of[np.maximum(end - 1, 0)]
    source, nth = _expand(np.where(start < end, last - first + 1, 0))
    month = first[source] + nth
    begin = tables.month_start[month]
    return PeriodRows(source, begin, np.minimum(begin + tables.month_length[month], TOP))


def weeks_in(start: Ints, end: Ints) -> PeriodRows:
    """The calendar weeks (Monday to Sunday) that ``[start, end)`` touches, each whole."""
    first = start // 7
    last = np.maximum(end - 1, 0) // 7
    source, nth = _expand(np.where(start < end, last - first + 1, 0))
    begin = (first[source] + nth) * 7
    return PeriodRows(source, begin, np.minimum(begin + 7, TOP))


def periods_in(start: Ints, end: Ints, length: Length) -> PeriodRows:
    """Back-to-back periods of one length that begin at ``start``, until ``end``; the last may reach past it.

    Months are counted from the first day, so 31 January, 28 February, 31 March.

    Raises:
        ValueError: for a length of nothing, which would never reach the end.
    """
    if length.days <= 0 and length.months <= 0:
        raise ValueError("A period needs at least one day.")
    found: list[tuple[Ints, Ints, Ints]] = []
    source = np.flatnonzero(start < end)
    nth = 0
    while len(source):
        begin = plus(start[source], Length(days=length.days * nth, months=length.months * nth))
        nth += 1
        finish = plus(start[source], Length(days=length.days * nth, months=length.months * nth))
        open_ = begin < end[source]
        found.append((source[open_], begin[open_], finish[open_]))
        source = source[open_]
    if not found:
        nothing = np.zeros(0, np.int64)
        return PeriodRows(nothing, nothing, nothing)
    columns = [np.concatenate(part) for part in zip(*found, strict=True)]
    order = np.argsort(columns[0], kind="stable")  # those of one window were found in order
    return PeriodRows(columns[0][order], columns[1][order], columns[2][order])


def next_working_day(offset: Ints, holidays: Ints) -> Ints:
    """The day itself if it is neither Saturday, Sunday nor a holiday, else the next that is none of them.

    For legal clocks only (Act 150/1930, section 5); the sanctions of TTL 2 a count every day.
    """
    days = np.arange(SIZE)
    free = days % 7 >= 5
    free[holidays] = True
    free[TOP] = False
    following = np.where(free, SIZE, days)
    table = np.minimum.accumulate(following[::-1])[::-1]
    return table[offset]
