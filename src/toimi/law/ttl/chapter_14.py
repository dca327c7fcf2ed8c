"""TTL 14 luku 1 c §: months of the employment condition as calendar weeks.

Wherever the law asks for calendar weeks of work that ends an obligation or a loss (2:16.1(2), 2a:10.2(1), old 2a:14.2), the
weeks are asked for by ``weeks_and_months``.
"""

from __future__ import annotations

from toimi.book.expressions import Day, Days, Number, Truth
from toimi.book.provisions import box
from toimi.book.words import (
    Worth,
    all_of,
    always,
    any_of,
    before,
    choose,
    count,
    days,
    during,
    earliest_of,
    first_of,
    holds,
    minus,
    never,
    one_of,
    plus,
    reach,
    reading,
)
from toimi.law.counting import surely_not
from toimi.law.facts import CountedWork
from toimi.law.shelf import provision, shelf


@provision(
    "TTL 14:1c", "Työssäolokuukausi neljänä viikkona", act="1300/2023", governs=box(done="2024-09-02/"),
    known="2024-01-01", each=CountedWork, concludes="condition_month",
)  # fmt: skip
def condition_month(work: CountedWork) -> Truth:
    """Työssäoloehtokuukausi on neljä kalenteriviikkoa, kun työ on tehty 2.9.2024 tai sen jälkeen."""
    return one_of(work.unit, "month")


@provision(
    "TTL 14:1c", "Puolikas työssäolokuukausi kahtena viikkona", act="1300/2023", governs=box(done="2024-09-02/"),
    known="2024-01-01", each=CountedWork, concludes="half_condition_month",
)  # fmt: skip
def half_condition_month(work: CountedWork) -> Truth:
    """Puolikas työssäoloehtokuukausi on kaksi kalenteriviikkoa, kun työ on tehty 2.9.2024 tai sen jälkeen."""
    return one_of(work.unit, "half_month")


def _months() -> tuple[Truth, Truth]:
    """Which rows of work are a month or half a month of the employment condition."""
    whole, half = shelf.concept("condition_month"), shelf.concept("half_condition_month")
    assert isinstance(whole, Truth)
    assert isinstance(half, Truth)
    return whole, half


def _worth_of_months(conduct: Day) -> Worth:
    """Months that end after the conduct, each with its weeks; the one in which it fell counts whole or not at all."""
    work = CountedWork()
    whole, half = _months()
    weeks = choose(count(4), when=whole, otherwise=choose(count(2), when=half, otherwise=count(0)))
    counted = reading("month_of_the_conduct", left_out=surely_not(conduct), counted=always(of=conduct))
    fell_in_one = holds(during(work, when=any_of(whole, half)), at=conduct)
    return Worth(work, weeks, after=conduct, begun=all_of(fell_in_one, counted))


def weeks_and_months(full_weeks: Number, towards: Days, *, conduct: Day, after: Day, counted: str) -> Day:
    """The day after the week, or after the month, with which the weeks are full.

    Args:
        full_weeks, towards, after, counted: of weeks, as ``reach`` counts them.
        conduct: the day of the conduct, or the day before the loss: of months, those that end after it.
    """
    whole, half = _months()
    months = _worth_of_months(conduct)
    beside = minus(towards, during(CountedWork(), when=any_of(whole, half)))
    each_once = reach(full_weeks, beside, after=after, counted=counted, also=months)
    return reading(
        "weeks_beside_a_month",
        added=reach(full_weeks, towards, after=after, counted=counted, also=months),
        each_once=earliest_of(reach(full_weeks, towards, after=after, counted=counted), each_once),
    )


def after_the_day_needed(reached: Day, towards: Days) -> Day:
    """The day on which weeks in part are full: the day after the week, or after the day in it with which it counts.

    A month is full with its last day by either reading.
    """
    whole, half = _months()
    month_ends = choose(CountedWork().end, when=any_of(whole, half), otherwise=never())
    with_a_month = first_of(month_ends, after=before(reached, days(1))) <= reached
    needed = choose(reached, when=with_a_month, otherwise=_after_first_day(reached, towards))
    return reading("return_after_the_weeks", monday=reached, day_after=needed)


def _after_first_day(monday: Day, towards: Days) -> Day:
    """The day after the first of the days in the week before the Monday; the Monday if there is none."""
    week = [before(monday, days(number)) for number in range(7, 0, -1)]
    return earliest_of(
        *(choose(plus(day, days(1)), when=holds(towards, at=day), otherwise=never()) for day in week), monday
    )
