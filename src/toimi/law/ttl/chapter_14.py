"""TTL 14 luku 1 c §: months of the employment condition as calendar weeks.

Wherever the law asks for calendar weeks of work that ends an obligation or a loss (2:16.1(2), 2a:10.2(1), old 2a:14.2), the
weeks are asked for by ``weeks_and_months``.
"""

from __future__ import annotations

from toimi.book.expressions import Day, Days, Number, Truth
from toimi.book.provisions import box
from toimi.book.words import any_of, choose, count, during, earliest_of, minus, one_of, reach, reading
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


def weeks_and_months(full_weeks: Number, towards: Days, *, after: Day, counted: str) -> Day:
    """The day after the week, or after the month, with which the weeks are full; of weeks as ``reach`` counts them."""
    work = CountedWork()
    whole, half = shelf.concept("condition_month"), shelf.concept("half_condition_month")
    assert isinstance(whole, Truth)
    assert isinstance(half, Truth)
    worth = choose(count(4), when=whole, otherwise=choose(count(2), when=half, otherwise=count(0)))
    beside = minus(towards, during(work, when=any_of(whole, half)))
    each_once = reach(full_weeks, beside, after=after, counted=counted, also=(work, worth))
    return reading(
        "weeks_beside_a_month",
        added=reach(full_weeks, towards, after=after, counted=counted, also=(work, worth)),
        each_once=earliest_of(reach(full_weeks, towards, after=after, counted=counted), each_once),
    )
