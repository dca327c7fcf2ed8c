"""Days of rest in Finland: which they are, where a period that ends on one runs to, and how working days are counted.

Church holidays stood in the Church Code (1054/1993, chapter 4, section 3) and stand in the Church Act (652/2023); May Day
is a day off by act 272/1944 and Independence Day by act 388/1937. Christmas Eve, Midsummer Eve and Saturdays are days on
which a period does not end by act 150/1930, section 5. None of these texts is among those that were read: UNVERIFIED, so
who reckons a period says whether they move its end (``matters/clocks.py``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

import numpy as np

from toimi.days.calendar import next_working_day
from toimi.days.line import Ints, date_of, offset_of

YEARS = range(2000, 2079)
"""Years whose days of rest are known here; the line of days ends in 2079."""
_FIXED = ((1, 1), (1, 6), (5, 1), (12, 6), (12, 24), (12, 25), (12, 26))
_FROM_EASTER = (-2, 0, 1, 39, 49)
"""Good Friday, Easter and its Monday, Ascension Day, Whit Sunday."""


def days_of_rest(year: int) -> frozenset[date]:
    """The holidays and eves of a year, those on Sundays too; the other Saturdays and Sundays are not among them."""
    midsummer = _saturday_from(date(year, 6, 20))
    easter = _easter(year)
    return frozenset({
        *(date(year, month, day) for month, day in _FIXED), *(easter + timedelta(days) for days in _FROM_EASTER),
        midsummer - timedelta(1), midsummer, _saturday_from(date(year, 10, 31)),
    })  # fmt: skip


def run_on(days: Sequence[date]) -> list[date]:
    """Each day itself if people work on it, else the next on which they do (act 150/1930, section 5)."""
    return list(_dates(next_working_day(np.array([offset_of(day) for day in days], np.int64), _holidays())))


def working_days_after(days: Sequence[date], count: int) -> list[date]:
    """The last of so many working days after each day, which is not counted; Saturdays are none [I]."""
    holidays = np.array(sorted(day for year in YEARS for day in days_of_rest(year)), "datetime64[D]")
    found = np.busday_offset(np.array(days, "datetime64[D]"), count, roll="backward", holidays=holidays)
    return list(found.tolist())


@cache
def _holidays() -> Ints:
    return np.array(sorted(offset_of(day) for year in YEARS for day in days_of_rest(year)), np.int64)


def _dates(offsets: Ints) -> Iterator[date]:
    for offset in offsets.tolist():
        day = date_of(offset)
        assert day is not None, "a period that ends is not a period without end"
        yield day


def _saturday_from(day: date) -> date:
    return day + timedelta((5 - day.weekday()) % 7)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the rule of J.-M. Oudin (1940)."""
    century, golden = year // 100, year % 19
    shift = (century - century // 4 - (century - (century - 17) // 25) // 3 + 19 * golden + 15) % 30
    moon = shift - shift // 28 * (1 - 29 // (shift + 1) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    from_march = moon - weekday
    month = 3 + (from_march + 40) // 44
    return date(year, month, from_march + 28 - 31 * (month // 4))
