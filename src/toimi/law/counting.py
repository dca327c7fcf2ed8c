"""How the law counts time where its words leave a day open: each way of counting is one switch, wherever it is used."""

from __future__ import annotations

from toimi.book.expressions import Day, Days, Length, Number, Truth
from toimi.book.words import all_of, always, days, earliest_of, lasting, latest_of, never, no, plus, reading
from toimi.law.facts import RequestedLeave

SIXTEEN_DAYS_OR_MORE = days(15)
"""More than two weeks, if the first day is not counted."""


def passed(day: Day, length: Length) -> Day:
    """The first day on which so many months or years have passed from the day ("on kulunut")."""
    same = plus(day, length)
    return reading("months_have_passed", same_number=same, day_after=plus(same, days(1)))


def end_of_months_from(day: Day, length: Length) -> Day:
    """The first day after so many months from the day."""
    end = plus(day, length)
    return reading("months_from_the_start", first_day_counted=end, first_day_not_counted=plus(end, days(1)))


def over_two_weeks(part: Days, more_than: Length) -> Days:
    """The stretches that last more than two weeks."""
    return reading(
        "more_than_two_weeks",
        fifteen_days=lasting(part, more_than=more_than),
        sixteen_days=lasting(part, more_than=SIXTEEN_DAYS_OR_MORE),
    )


def over_two_weeks_from(start: Day, end: Day, more_than: Length) -> Truth:
    """Whether the time from the day up to the other lasts more than two weeks."""
    return reading(
        "more_than_two_weeks",
        fifteen_days=plus(start, more_than) < end,
        sixteen_days=plus(start, SIXTEEN_DAYS_OR_MORE) < end,
    )


def from_day(day: Day) -> Day:
    """The first day of what runs from the day ("lukien"): the day itself, or the day after."""
    return reading("day_of_counting_from", inclusive=day, exclusive=plus(day, days(1)))


def from_completion(completed: Day) -> Day:
    """The first day on which education completed on the day counts: the day after, or that day."""
    return reading("right_after_closing", day_after=plus(completed, days(1)), same_day=completed)


def latest_if_all_apply(*parts: Day) -> Day:
    """The latest of the days; *never* if one of them does not apply."""
    return latest_of(*(earliest_of(part, never()) for part in parts))


def surely_not(day: Day) -> Truth:
    """No, for every row whose day it is: what a reading says that finds nothing here."""
    return no(always(of=day))


def at_least_months(measured: Number, *, calendar: Number, thirty_days: Number) -> Truth:
    """Whether days in pieces make so many months: as many as the shortest such months of the calendar, or as many times 30."""
    return reading("months_as_a_measure", calendar=measured >= calendar, thirty_days=measured >= thirty_days)


def unemployed_on_leave(leave: RequestedLeave) -> Truth:
    """Whether a leave that the person asked for leaves the person unemployed: the job taken for it is lost (2:1.2)."""
    return all_of(leave.full_time_job_lost, no(leave.job_lost_by_own_fault), no(leave.can_be_broken_off))
