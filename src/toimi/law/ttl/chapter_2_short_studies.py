"""TTL 2 luku 10 a and 10 b §: what makes studies short, as ``chapter_2_studies`` reads it: age, length, content, beginning."""

from __future__ import annotations

from toimi.book.expressions import Day, Days, Number, Truth
from toimi.book.words import (
    all_of,
    any_of,
    before,
    comes,
    days,
    days_between,
    days_inclusive,
    during,
    holds,
    measure,
    months,
    never,
    no,
    not_known,
    on,
    one_of,
    plus,
    reading,
    sum_of,
)
from toimi.law.counting import surely_not
from toimi.law.facts import CountedWork, Employment, JobSearch, Person, Study, StudyBreak


def aged_25(study: Study, person: Person) -> Truth:
    """Whether the person was 25 before the studies began: on the day before, or on their first day."""
    of_age = days_between(plus(person.birth_date, months(12 * 25)), never())
    return reading(
        "aged_25_before_the_studies",
        day_before=holds(of_age, at=before(study.start, days(1))),
        first_day=holds(of_age, at=study.start),
    )


def half_a_year_from(start: Day) -> Day:
    """The first day that studies of at most six months may not reach."""
    same = plus(start, months(6))
    return reading("six_months_of_study", day_before=same, same_number=plus(same, days(1)))


def pauses_of(pause: StudyBreak) -> Days:
    """The days between the periods of studies."""
    return during(pause, when=one_of(pause.kind, "between_periods"))


def half_a_year(study: Study, pause: StudyBreak, until: Day) -> Truth:
    """Whether the studies from their start up to the day are at most six months: measured through, or their periods added up.

    Periods are months in pieces: surely at most six if the shortest six are not exceeded, surely more if the longest
    are, or six times 30 days. Beside other studies it is not known whose the pauses are.
    """
    through = until <= half_a_year_from(study.start)
    length = days_inclusive(study.start, before(until, days(1)))
    paused = measure(pauses_of(pause), start=study.start, end=until)
    beside = during(study, when=holds(during(study), at=before(study.start, days(1))))
    alone = measure(beside, start=study.start, end=until) < days(1)
    perhaps_six = all_of(length <= sum_of(paused, days(184)), not_known())
    by_calendar = any_of(length <= sum_of(paused, days(181)), perhaps_six)
    pieces = reading("months_as_a_measure", calendar=by_calendar, thirty_days=length <= sum_of(paused, days(180)))
    added = any_of(through, all_of(paused >= days(1), any_of(alone, not_known()), pieces))
    return reading("studies_in_periods", added_up=added, first_to_last_day=through)


def planned_short(study: Study, pause: StudyBreak) -> Truth:
    """At most six months by plan; where they last longer in fact, the plan decides, or the whole."""
    as_planned = half_a_year(study, pause, plus(study.planned_end, days(1)))
    longer = all_of(comes(study.end), no(half_a_year(study, pause, study.end)))
    outgrown = reading("short_study_that_became_longer", as_planned=surely_not(study.start), on_the_whole=longer)
    return all_of(as_planned, no(outgrown))


def suited(study: Study, pause: StudyBreak, person: Person) -> Truth:
    """Age, length and content."""
    content = any_of(study.gives_vocational_skills, study.supports_business)
    return all_of(aged_25(study, person), planned_short(study, pause), content)


def fresh(study: Study, work: Employment, search: JobSearch) -> Truth:
    """Begun as a job seeker or in employment; of studies pursued earlier an official judges whether they may count."""
    at_start = any_of(holds(during(search), at=study.start), holds(during(work), at=study.start))
    return any_of(at_start, not_known())


def condition_met_again(study: Study, counted: CountedWork, *, some: Number) -> Truth:
    """Surely not met again without any counted work; otherwise for the payer to say."""
    return all_of(measure(during(counted), start=on("2018-12-31"), end=study.start) >= some, not_known())
