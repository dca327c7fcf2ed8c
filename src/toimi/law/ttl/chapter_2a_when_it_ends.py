"""TTL 2 a luku 10 ja 14 § and 2 luku 16 §: when a work obligation ends, and when the right of a young person returns.

The weeks of work are asked for in one place here: 12 for an obligation, 21 for a young person without education.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from toimi.book.expressions import Day, Days, Length, Number
from toimi.book.provisions import box
from toimi.book.words import (
    any_of,
    as_reported,
    before,
    choose,
    count,
    days,
    days_between,
    during,
    earliest_of,
    first_of,
    last_before,
    latest_of,
    measure,
    minus,
    monday_of,
    months,
    never,
    not_known,
    on,
    one_of,
    plus,
    reading,
    weeks,
)
from toimi.law.counting import from_completion, passed
from toimi.law.facts import (
    Appointment,
    Conduct,
    CountedWork,
    EmploymentEnd,
    EquatedStop,
    JobRefusal,
    Person,
    Qualification,
    Service,
    StudyApplication,
    StudyBreak,
    StudyPlace,
    Support,
)
from toimi.law.shelf import provision
from toimi.law.ttl.chapter_2_youth import AGE, LONG_AGO, QUALIFYING
from toimi.law.ttl.chapter_2a_neglect import FROM_THE_REPORT
from toimi.law.ttl.chapter_14 import after_the_day_needed, weeks_and_months

Act = Conduct | EmploymentEnd | EquatedStop | JobRefusal
Loss = StudyApplication | Service | StudyPlace | StudyBreak | Conduct


# --- 10.2–3 § and old 14.2–3 §: when an obligation ends ------------------------------------------------------------------


def weeks_after(full_weeks: Number, towards: Days, conduct: Day, after: Day) -> Day:
    """The day after the last of the weeks, or of the month, that the obligation asks for.

    Of weeks those that begin after the day count, of months those that end after the conduct.
    """
    in_part = weeks_and_months(full_weeks, towards, conduct=conduct, after=after, counted="touched")
    return reading(
        "counted_calendar_weeks",
        whole=weeks_and_months(full_weeks, towards, conduct=conduct, after=after, counted="whole"),
        touched=after_the_day_needed(in_part, towards),
    )


def weeks_done(full_weeks: Number, towards: Days, conduct: Day) -> Day:
    """The same, with the week of the conduct or without it: with it if some of its days after the conduct count."""
    monday = monday_of(conduct)
    rest = measure(towards, start=plus(conduct, days(1)), end=plus(monday, weeks(1)))
    with_it = choose(before(monday, days(1)), when=rest >= days(1), otherwise=conduct)
    return reading(
        "week_of_the_conduct",
        left_out=weeks_after(full_weeks, towards, conduct, conduct),
        counted=weeks_after(full_weeks, towards, conduct, with_it),
    )


SUBSIDISED_WORK_COUNTS = "2024-09-02"
"""Other subsidised work counts when it is done on this day or later (395/2024); before it by the payer's rules."""


def with_subsidised_work(towards: Days, support: Support, work: CountedWork) -> Days:
    """The days towards the weeks, with those of subsidised work; work is taken into account once, by its month if it has one."""
    subsidised = days_between(
        latest_of(support.start, on(SUBSIDISED_WORK_COUNTS)), support.end,
        when=one_of(support.kind, "wage_subsidy", "employment_subsidy_55", "municipal_work"), noticed=True,
    )  # fmt: skip
    return any_of(towards, minus(subsidised, during(work, when=one_of(work.unit, "month", "half_month"))))


@provision(
    "TTL 2a:10.2", "Työssäolovelvoitteen päättyminen", act="1380/2021", governs=box(conduct="2022-05-02/"),
    each=Conduct, concludes="obligation_over", decided="P",
)  # fmt: skip
def obligation_over(
    conduct: Conduct, appointment: Appointment, days_towards_the_obligation: Days, support: Support, work: CountedWork, *,
    full_weeks: Number = count(12), longest: Length = months(60), at_least: Length = days(14), cure_within: Length = months(3),
) -> Day:  # fmt: skip
    """Velvoite päättyy, kun 12 kalenteriviikkoa on täynnä tai sen alkamisesta on kulunut viisi vuotta.

    Se päättyy myös, kun menettely korjataan kolmen kuukauden kuluessa alkuhaastattelusta; silloin se kestää vähintään 14
    päivää. On avoinna, kelpaako alkuhaastattelu, joka on pidetty vasta menettelyn jälkeen. Viikkoihin luetaan 2.9.2024 alkaen
    tehty muukin palkkatuettu työ.
    """
    first, initial = plus(conduct.day, days(1)), one_of(appointment.kind, "initial_interview")
    in_time = conduct.cured_on <= plus(last_before(appointment, at=conduct.day, when=initial), cure_within)
    by_a_new_one = conduct.cured_on <= plus(last_before(appointment, at=conduct.cured_on, when=initial), cure_within)
    corrected = reading("interview_of_the_correction", before_the_conduct=in_time, latest=by_a_new_one)
    cured = choose(latest_of(conduct.cured_on, plus(first, at_least)), when=corrected, otherwise=never())
    done = weeks_done(full_weeks, with_subsidised_work(days_towards_the_obligation, support, work), conduct.day)
    return earliest_of(done, cured, passed(first, longest))


def last_day_of_work(stop: EquatedStop) -> Day:
    """The day before the official's work and pay stopped, from which the consequence is counted."""
    return before(stop.start, days(1))


def _put_end_of_old_obligation(name: str, row: type[Act], day_of: Callable[[Any], Day]) -> None:
    def over(
        row: Act, days_towards_the_obligation: Days, *, full_weeks: Number = count(12), longest: Length = months(60)
    ) -> Day:
        """Ennen 2.5.2022 toistetusta menettelystä alkanut velvoite päättyy, kun 12 kalenteriviikkoa on täynnä tai viisi
        vuotta on kulunut menettelystä.
        """
        day = day_of(row)
        return earliest_of(weeks_done(full_weeks, days_towards_the_obligation, day), passed(day, longest))

    over.__name__, over.__annotations__["row"] = name, row
    provision(
        "TTL 2a:14.2", "Vanhan työssäolovelvoitteen päättyminen", act="1451/2016", governs=box(conduct="/2022-05-02"),
        each=row, decided="P",
    )(over)  # fmt: skip


_put_end_of_old_obligation("old_obligation_of_leaving_over", EmploymentEnd, lambda end: end.day)
_put_end_of_old_obligation("old_obligation_of_refusal_over", JobRefusal, lambda refusal: refusal.refused_on_from_2017)
_put_end_of_old_obligation("old_obligation_of_suspension_over", EquatedStop, last_day_of_work)
_put_end_of_old_obligation("old_obligation_of_conduct_over", Conduct, lambda conduct: conduct.day)


# --- 2:16 §: when the right of a young person without education returns ---------------------------------------------------


def _put_return(name: str, row: type[Loss], day_of: Callable[[Any], Day]) -> None:
    def returns(
        row: Loss, days_towards_the_obligation: Days, qualification: Qualification, person: Person, support: Support,
        work: CountedWork, *,
        full_weeks: Number = count(21), age: Length = AGE,
    ) -> Day:  # fmt: skip
        """Oikeus palaa, kun nuori on suorittanut ammatillisen koulutuksen tai kun 21 kalenteriviikkoa työtä, palvelua,
        opintoja tai yritystoimintaa on täynnä. Niihin luetaan 2.9.2024 alkaen tehty muukin palkkatuettu työ. Menetys päättyy
        viimeistään, kun nuori täyttää 25 vuotta.

        Ei tiedetä, onko 21 viikkoa lyhentynyt 1.3.2026: joka on silloin tehnyt niistä osan, on voinut saada oikeuden.
        """
        yesterday = before(day_of(row), days(1))
        counted_after = reading(
            "weeks_before_the_loss", left_out=yesterday, counted=earliest_of(yesterday, on(LONG_AGO))
        )
        towards = with_subsidised_work(days_towards_the_obligation, support, work)
        completed = choose(
            from_completion(qualification.day), when=one_of(qualification.level, *QUALIFYING), otherwise=never()
        )
        birthday = plus(person.birth_date, age)
        some_done = latest_of(weeks_done(count(1), towards, counted_after), on(FROM_THE_REPORT))
        return earliest_of(
            weeks_done(full_weeks, towards, counted_after),
            first_of(completed, after=day_of(row)), first_of(birthday, after=yesterday),
            as_reported(never(), choose(some_done, when=not_known(), otherwise=never())),
        )  # fmt: skip

    returns.__name__, returns.__annotations__["row"] = name, row
    provision(
        "TTL 2:16.1", "Nuoren oikeuden palautuminen", act="1374/2014", governs=box(benefit_day="2015-01-01/"),
        decided="P",
    )(returns)  # fmt: skip


_put_return("right_returns_after_round", StudyApplication, lambda application: application.term)
_put_return("right_returns_after_service", Service, lambda service: service.end)
_put_return("right_returns_after_place", StudyPlace, lambda place: place.counts_from)
_put_return("right_returns_after_interruption", StudyBreak, lambda interruption: interruption.start)
_put_return("right_returns_after_agreed_application", Conduct, lambda conduct: conduct.day)
