"""Days of rest as published, and where periods end."""

from __future__ import annotations

from datetime import date

import pytest

from toimi.office.calendar import days_of_rest, run_on, working_days_after

WEEKDAYS = {
    2019: "01-01 04-19 04-22 05-01 05-30 06-21 12-06 12-24 12-25 12-26",
    2020: "01-01 01-06 04-10 04-13 05-01 05-21 06-19 12-24 12-25",
    2021: "01-01 01-06 04-02 04-05 05-13 06-25 12-06 12-24",
    2022: "01-06 04-15 04-18 05-26 06-24 12-06 12-26",
    2023: "01-06 04-07 04-10 05-01 05-18 06-23 12-06 12-25 12-26",
    2024: "01-01 03-29 04-01 05-01 05-09 06-21 12-06 12-24 12-25 12-26",
    2025: "01-01 01-06 04-18 04-21 05-01 05-29 06-20 12-24 12-25 12-26",
    2026: "01-01 01-06 04-03 04-06 05-01 05-14 06-19 12-24 12-25",
}
"""Those on weekdays, Finland's of the library ``holidays`` 0.109, with which all years from 2000 to 2078 were compared."""
EASTER = {2000: (4, 23), 2008: (3, 23), 2011: (4, 24), 2038: (4, 25), 2049: (4, 18), 2076: (4, 19)}
"""The early, the late and the exceptional ones (tables of the US Naval Observatory)."""


@pytest.mark.parametrize("year", WEEKDAYS)
def test_the_days_of_rest_of_a_year_are_the_published_ones(year: int) -> None:
    found = sorted(day for day in days_of_rest(year) if day.weekday() < 5)
    assert " ".join(f"{day:%m-%d}" for day in found) == WEEKDAYS[year]


@pytest.mark.parametrize("year", EASTER)
def test_easter_and_what_hangs_on_it(year: int) -> None:
    easter = date(year, *EASTER[year])
    assert {
        easter,
        date.fromordinal(easter.toordinal() - 2),
        date.fromordinal(easter.toordinal() + 39),
    } <= days_of_rest(year)


@pytest.mark.parametrize(
    ("day", "runs_to"),
    [
        (date(2020, 5, 18), date(2020, 5, 18)),  # a Monday
        (date(2020, 5, 16), date(2020, 5, 18)),  # a Saturday
        (date(2020, 12, 24), date(2020, 12, 28)),  # Christmas Eve, a Thursday
        (date(2025, 6, 20), date(2025, 6, 23)),  # Midsummer Eve
        (date(2024, 3, 29), date(2024, 4, 2)),  # Good Friday
        (date(2023, 5, 1), date(2023, 5, 2)),
    ],
)
def test_a_period_that_ends_on_a_day_of_rest_runs_to_the_next_on_which_people_work(day: date, runs_to: date) -> None:
    assert run_on([day]) == [runs_to]


def test_five_working_days_leave_out_weekends_and_holidays() -> None:
    begun = [date(2022, 5, 2), date(2020, 4, 8), date(2022, 5, 7)]
    assert working_days_after(begun, 5) == [date(2022, 5, 9), date(2020, 4, 17), date(2022, 5, 13)]
