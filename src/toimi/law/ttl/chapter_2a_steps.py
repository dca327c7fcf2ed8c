"""TTL 2 a luku: the steps of the chronicle of conduct, each kind of act with what follows from it.

``chapter_2a_what_follows`` puts them in order. Ways of counting that are open readings are versions of one step, of which
each act takes one.
"""

from __future__ import annotations

from collections.abc import Callable

from toimi.book.expressions import Day, Length, Truth
from toimi.book.words import (
    Step,
    all_of,
    always,
    days,
    during,
    earliest_of,
    holds,
    never,
    no,
    on,
    one_of,
    plus,
    reading,
    step,
    then,
)
from toimi.law.counting import surely_not
from toimi.law.facts import PROMOTING, Conduct, Service
from toimi.law.ttl.chapter_2a_neglect import earlier_by_report, later_by_report

MAY_2022 = "2022-05-02"
SHIELDS = ("obligation", "old obligation", "youth loss")
"""While one of them runs, 2a:1–9, 2:13.2 and 2:14.3 are not applied (2a:10.4; old 2a:14.4; 2:16.2)."""
PERIOD, UNPAID = "ladder period", "ladder period begun in a service"
"""The 7 and 14 days; those that began in a service, which is not paid in spite of them (10:2.3)."""
LADDERS = ("ladder", "reported ladder")
"""The law of 2022 counts its neglects in the one, and as reported from March 2026 in the other."""


def counted_anew(over: Day) -> Day:
    """From when on what led to an obligation is no longer counted: never, or from its end."""
    return reading("count_after_an_obligation", goes_on=never(), begins_anew=over)


def by_both_terms(day: Day, steps: Callable[[Truth, bool], tuple[Step, ...]]) -> tuple[Step, ...]:
    """The steps with the day with the same number within the term in which acts are counted together, and outside it."""
    outside = reading("day_with_the_same_number", within=surely_not(day), outside=always(of=day))
    return *steps(no(outside), True), *steps(outside, False)


def uncounted_in_the_epidemic(conduct: Day) -> Truth:
    """Conduct of the epidemic, if none of it is repeated conduct and not only the neglects that 11:4e names."""
    in_the_epidemic = all_of(conduct >= "2020-03-16", conduct < "2021-02-01")
    return reading("conduct_of_the_epidemic", counted=surely_not(conduct), not_counted=in_the_epidemic)


def old_steps(day: Day, conduct: Day, name: str, when: Truth, over: Day, within: Length) -> tuple[Step, ...]:
    """An act under the law before May 2022: alone it has its fixed period, repeated an obligation instead.

    Two acts are repeated conduct, or three. The obligation shields to its end, or no longer than the old law is in force.
    """
    until = reading("old_obligation_and_new_neglects", shields=over, does_not=earliest_of(over, on(MAY_2022)))
    three = reading("acts_that_are_repeated_conduct", two=surely_not(day), three=always(of=day))
    alone = uncounted_in_the_epidemic(conduct)

    def counted(term: Truth, last_day: bool) -> tuple[Step, Step]:
        def repeated(makes: Truth, number: int) -> Step:
            return step(
                day, when=when, version=all_of(no(alone), makes, term), tally="old", within=within, last_day=last_day,
                stopped_by=SHIELDS,
                then=(
                    then(name, nth=(1, number - 1)),
                    then(
                        "old obligation", nth=(number, 4), shield="old obligation", on=(day, until),
                        clears=("old",), anew=counted_anew(over),
                    ),
                ),
            )  # fmt: skip

        return repeated(no(three), 2), repeated(three, 3)

    return *by_both_terms(day, counted), step(day, when=when, version=alone, stopped_by=SHIELDS, then=(then(name),))


def neglects(
    conduct: Conduct, service: Service, when: Truth, over: Day, within: Length, second: Length, third: Length
) -> tuple[Step, ...]:  # fmt: skip
    """A neglect under the law from May 2022: a reminder, the second and third time days, then an obligation.

    Of a neglect on a day of service it is open whether it is inside the days that the service is paid in spite of.
    """
    first, promoting = plus(conduct.day, days(1)), during(service, when=one_of(service.kind, *PROMOTING))
    in_service = holds(promoting, at=conduct.day)
    unpaid = all_of(in_service, holds(promoting, at=first))
    outside = reading("neglect_on_a_paid_service_day", inside=surely_not(conduct.day), outside=in_service)

    def counted(term: Truth, last_day: bool) -> tuple[Step, ...]:
        def ladder(period: str, inside: Truth, stopped_by: tuple[str, ...]) -> Step:
            return step(
                conduct.day, when=when, version=all_of(inside, term), tally="ladder", within=within, last_day=last_day,
                once_in="review_period", stopped_by=(*SHIELDS, *stopped_by),
                then=(
                    then("second", nth=(2, 2), shield=period, on=(first, plus(first, second))),
                    then("third", nth=(3, 3), shield=period, on=(first, plus(first, third))),
                    then(
                        "obligation", nth=(4, 4), shield="obligation", on=(first, over),
                        clears=LADDERS, anew=counted_anew(over),
                    ),
                ),
            )  # fmt: skip

        return (
            ladder(PERIOD, all_of(no(unpaid), no(outside)), (PERIOD, UNPAID)),
            ladder(PERIOD, all_of(no(unpaid), outside), (UNPAID,)),
            ladder(UNPAID, all_of(unpaid, no(outside)), (PERIOD, UNPAID)),
            ladder(UNPAID, all_of(unpaid, outside), (UNPAID,)),
        )

    return by_both_terms(conduct.day, counted)


def reported_ladder(
    conduct: Conduct, neglect: Truth, over: Day, within: Length, first_time: Length
) -> tuple[Step, ...]:  # fmt: skip
    """The ladder reported from March 2026: days at once, the second time an obligation."""
    first, stopped_by = plus(conduct.day, days(1)), (*SHIELDS, PERIOD, UNPAID)
    earlier, later = earlier_by_report(conduct, neglect, within), later_by_report(conduct, neglect)

    def counted(term: Truth, last_day: bool) -> tuple[Step, Step]:
        return (
            step(
                conduct.day, when=earlier, version=term, tally="reported ladder", within=within, last_day=last_day,
                stopped_by=stopped_by, then=(),
            ),
            step(
                conduct.day, when=later, version=term, tally="reported ladder", within=within, last_day=last_day,
                once_in="review_period", stopped_by=stopped_by,
                then=(
                    then("reported first", nth=(1, 1), shield=PERIOD, on=(first, plus(first, first_time))),
                    then(
                        "reported obligation", nth=(2, 4), shield="obligation", on=(first, over),
                        clears=LADDERS, anew=counted_anew(over),
                    ),
                ),
            ),
        )  # fmt: skip

    return by_both_terms(conduct.day, counted)


def loss(day: Day, name: str, when: Truth, until: Day) -> Step:
    """A young person without education loses the right until further notice (2:13.2, 2:13.3, 2:14.3)."""
    return step(day, when=when, stopped_by=SHIELDS, then=(then(name, shield="youth loss", on=(day, until)),))
