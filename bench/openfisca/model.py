"""The provisions of the comparison as an OpenFisca system, by day or by month.

Needs only OpenFisca-Core and NumPy. Two ways of writing the same formulas:

- the quickest that OpenFisca allows: what does not change from day to day (dates, lengths, findings, what a row means) is
  a variable of eternity and is computed once a person; a day's formula only looks up which of them hold on it;
- the plain one: every formula belongs to the period, so that a text of law may change from one to the next.

What is given by the day (registered, employed, in service …) is an input already expanded to one array a period, which is
not charged to OpenFisca. Rows are numbered slots, since it has no lists of facts.

Days are numbers, 0 being 1900-01-01, a Monday. A month stands for its first day.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable
from words import BARS, BREAKS, COMMUTES, DEGREES, EXTENTS, FAR, GOALS, GROUNDS, MANNERS, OTHER

PAY_FLOOR = {1900: 113_400, 2019: 121_100, 2020: 123_600, 2021: 125_200, 2022: 128_300}
"""TTL 2a:2.1(4), cents, by the year of the conduct."""
SERVICES = (1, 2)
LAYOFFS = (1, 2)
DAILY_INPUTS = (
    "claimed", "registered", "partial_pension", "seeks_full_time", "temporary_permit", "unpaid_work", "employed", "studying",
    "study_break", "layoff_1", "layoff_2", "service_1", "service_2",
)  # fmt: skip
TRUTHS = (
    "finnish", "claims_subsidy", "unpaid_in_company", "unpaid_normally_paid", "hours_cut_by_person", "regular_work_agreed",
    "has_job", "study_full_syllabus", "study_by_employer", "study_skills", "study_supports_business", "study_no_obstacle",
    "study_exception_judged", "study_exception", "study_delayed_by_disease", "left", "notice_by_person",
    "contest_result_own_fault", "end_valid_reason", "end_own_fault", "contest_unfounded_judged", "contest_unfounded",
    "commute_told", "service_1_promotes", "service_2_promotes", "service_1_training", "service_2_training",
)  # fmt: skip
NUMBERS = (
    "birth", "vocational_on", "hours_share", "job_start", "job_end", "pay_month", "search_start", "search_end",
    "layoff_1_start", "layoff_1_end", "layoff_1_extent", "layoff_2_start", "layoff_2_end", "layoff_2_extent",
    "study_start", "study_end", "study_goal", "study_credits", "study_competence", "study_hours", "study_planned_end",
    "study_ended_on", "study_term_end", "break_kind", "break_start", "break_end", "end_day", "end_manner", "end_ground",
    "notice_on", "act_on", "would_have_lasted", "contested_on", "contest_final_on", "commute_minutes", "commute_cause",
    "counted_start", "counted_end", "service_1_start", "service_1_end", "service_2_start", "service_2_end",
)  # fmt: skip

Formula = Callable[..., Any]


def number_of(day: str) -> int:
    """The number of a day."""
    return (date.fromisoformat(day) - date(1900, 1, 1)).days


def today(period: Any) -> int:
    """The number of the day that the period stands for."""
    number: int = period.start.date.toordinal() - date(1900, 1, 1).toordinal()
    return number


def plus_months(days: Any, months: int) -> Any:
    """So many months later, no later than the end of that month."""
    calendar = np.minimum(days, FAR - 400).astype("int64").astype("M8[D]") - np.timedelta64(25_567, "D")
    month = calendar.astype("M8[M]")
    last = (month + (months + 1)).astype("M8[D]") - np.timedelta64(1, "D")
    moved = np.minimum((month + months).astype("M8[D]") + (calendar - month.astype("M8[D]")), last)
    return np.where(days >= FAR - 400, FAR, moved.astype("int64") + 25_567)


def among(values: Any, words: tuple[str, ...], *wanted: str) -> Any:
    """Whether a coded word is one of those wanted; -1 is none of them."""
    if len(wanted) == 1:
        return values == words.index(wanted[0])
    table = np.zeros(len(words) + 1, bool)
    table[[words.index(word) for word in wanted]] = True
    return table[values]


class System:
    """An OpenFisca system in which state is by day or by month.

    Args:
        unit: of the variables that change.
        unchanging: of those that do not.
    """

    def __init__(self, unit: DateUnit, unchanging: DateUnit) -> None:
        self.unit, self.unchanging = unit, unchanging
        self.entity = build_entity(key="person", plural="persons", label="A person", is_person=True)
        self.made = TaxBenefitSystem([self.entity])
        self._inputs()

    def _inputs(self) -> None:
        for name in DAILY_INPUTS:
            self._add(name, bool, self.unit, {})
        for name in TRUTHS:
            self._add(name, bool, DateUnit.ETERNITY, {})
        for name in NUMBERS:
            self._add(name, int, DateUnit.ETERNITY, {})

    def _add(self, name: str, kind: type, unit: DateUnit, more: dict[str, Any]) -> None:
        told = {"value_type": kind, "entity": self.entity, "definition_period": unit, "label": name, **more}
        self.made.add_variable(type(name, (Variable,), told))

    def once(self, kind: type = bool) -> Callable[[Formula], Formula]:
        """A variable that need be computed once a person only."""

        def add(formula: Formula) -> Formula:
            self._add(formula.__name__, kind, self.unchanging, {"formula": formula})
            return formula

        return add

    def daily(self, kind: type = bool, *, since: str = "", last: str = "") -> Callable[[Formula], Formula]:
        """A variable of each day; no, before its first day and after its last."""

        def add(formula: Formula) -> Formula:
            name = f"formula_{since.replace('-', '_')}" if since else "formula"
            self._add(formula.__name__, kind, self.unit, {name: formula, **({"end": last} if last else {})})
            return formula

        return add

    def versions(self, name: str, **formulas: Formula) -> None:
        """A variable of each day whose text changes; each formula by its name in OpenFisca."""
        self._add(name, bool, self.unit, formulas)


def build(unit: DateUnit, *, plain: bool = False) -> TaxBenefitSystem:
    """The system with every provision of the comparison, written as quick as can be or plainly."""
    system = System(unit, unit if plain else DateUnit.ETERNITY)
    for chapter in (_work, _study, _study_days, _leaving, _services, _bars, _outcome):
        chapter(system)
    return system.made


# --- TTL 1:5, 2:1 and 11:4b: work and layoff -----------------------------------------------------------------------------


def _work(system: System) -> None:
    @system.once()
    def full_time_job(person: Any, period: Any) -> Any:
        return person("has_job", period) & (person("hours_share", period) > 80_00)

    def long_piece(name: str, first: str | None, until: str | None) -> None:
        """Full-time work between two layoffs, if it lasts more than two weeks."""

        def formula(person: Any, period: Any) -> Any:
            start, end = person("job_start", period), person("job_end", period)
            begun = start if first is None else np.maximum(start, person(first, period))
            over = end if until is None else np.minimum(end, person(until, period))
            return person("full_time_job", period) & (over - begun > 14)

        formula.__name__ = name
        system.once()(formula)

    long_piece("long_before_layoffs", None, "layoff_1_start")
    long_piece("long_between_layoffs", "layoff_1_end", "layoff_2_start")
    long_piece("long_after_layoffs", "layoff_2_end", None)

    def begun_in_spring(slot: int) -> None:
        def formula(person: Any, period: Any) -> Any:
            return person(f"layoff_{slot}_start", period) >= number_of("2020-03-16")

        formula.__name__ = f"layoff_{slot}_concerned"
        system.once()(formula)

    def cuts_wholly(slot: int) -> None:
        def formula(person: Any, period: Any) -> Any:
            return among(person(f"layoff_{slot}_extent", period), EXTENTS, "full")

        formula.__name__ = f"layoff_{slot}_full"
        system.once()(formula)

    for slot in LAYOFFS:
        begun_in_spring(slot)
        cuts_wholly(slot)

    @system.daily()
    def laid_off(person: Any, period: Any) -> Any:
        return person("layoff_1", period) | person("layoff_2", period)

    @system.daily()
    def wholly_laid_off(person: Any, period: Any) -> Any:
        first = person("layoff_1", period) & person("layoff_1_full", period)
        return first | (person("layoff_2", period) & person("layoff_2_full", period))

    @system.daily()
    def full_time_working_day(person: Any, period: Any) -> Any:
        """TTL 1:5.1(4)."""
        return person("employed", period) & person("full_time_job", period) & ~person("laid_off", period)

    @system.daily()
    def part_time_working_day(person: Any, period: Any) -> Any:
        """TTL 1:5.1(5)."""
        return person("employed", period) & ~person("full_time_job", period) & ~person("wholly_laid_off", period)

    @system.daily()
    def full_time_over_two_weeks(person: Any, period: Any) -> Any:
        """TTL 2:1.2: the whole stretch counts, from its first day."""
        day = today(period)
        before = person("long_before_layoffs", period) & (day < person("layoff_1_start", period))
        between = person("long_between_layoffs", period) & (day >= person("layoff_1_end", period))
        between &= day < person("layoff_2_start", period)
        after = person("long_after_layoffs", period) & (day >= person("layoff_2_end", period))
        return person("full_time_working_day", period) & (before | between | after)

    @system.daily()
    def own_cut(person: Any, period: Any) -> Any:
        cut = person("hours_cut_by_person", period) & ~person("full_time_job", period)
        return person("employed", period) & cut & ~person("laid_off", period)

    @system.daily(since="2020-03-16", last="2021-12-31")
    def laid_off_from_16_march_2020(person: Any, period: Any) -> Any:
        """TTL 11:4b.1."""
        first = person("layoff_1", period) & person("layoff_1_concerned", period)
        return first | (person("layoff_2", period) & person("layoff_2_concerned", period))


# --- TTL 2:10, 10a, 11 and 11:4d: studies ---------------------------------------------------------------------------------


def _study(system: System) -> None:
    @system.once()
    def suits_short_study(person: Any, period: Any) -> Any:
        """TTL 2:10a.1."""
        start = person("study_start", period)
        aged = plus_months(person("birth", period), 300) <= start - 1
        short = person("study_planned_end", period) < plus_months(start, 6)
        content = person("study_skills", period) | person("study_supports_business", period)
        return aged & short & content & (start >= number_of("2018-12-31"))

    @system.once()
    def short_study(person: Any, period: Any) -> Any:
        """TTL 2:10a."""
        start = person("study_start", period)
        searching = (person("search_start", period) <= start) & (start < person("search_end", period))
        working = person("has_job", period) & (person("job_start", period) <= start)
        working &= start < person("job_end", period)
        return person("suits_short_study", period) & (searching | working)

    @system.once()
    def exempted_study(person: Any, period: Any) -> Any:
        """TTL 2:10.3."""
        first = np.maximum(person("study_start", period), person("job_start", period))
        last = np.minimum(person("study_end", period), person("job_end", period))
        worked = person("has_job", period) & (last > first)
        other = ~among(person("study_goal", period), GOALS, *DEGREES)
        presumed = other & (person("short_study", period) | person("study_by_employer", period))
        judged = person("study_exception_judged", period)
        applies = np.where(judged, person("study_exception", period), presumed)
        return (worked & person("study_no_obstacle", period)) | applies

    @system.once()
    def enough_points(person: Any, period: Any) -> Any:
        return (person("study_credits", period) >= 5_00) | (person("study_competence", period) >= 4_50)

    @system.once()
    def listed_in_2021(person: Any, period: Any) -> Any:
        """TTL 2:10.2, act 1240/2020."""
        goal, other = person("study_goal", period), among(person("study_goal", period), GOALS, *OTHER)
        always = among(goal, GOALS, *DEGREES, "vocational_qualification", "valma", "telma", "tuva")
        points = other & person("study_skills", period) & person("enough_points", period)
        return always | points | (other & (person("study_hours", period) >= 25_00))

    @system.once()
    def listed_before_2021(person: Any, period: Any) -> Any:
        """TTL 2:10.2 by the day on which the studies began: acts 552/2018, 906/2017 and 1001/2012."""
        goal, start = person("study_goal", period), person("study_start", period)
        points, hours = person("enough_points", period), person("study_hours", period) >= 25_00
        degree, other = among(goal, GOALS, *DEGREES), among(goal, GOALS, *OTHER, "tuva")
        always = degree | among(goal, GOALS, "vocational_qualification", "valma", "telma")
        of_august = always | (other & person("study_skills", period) & points) | (other & hours)
        of_january = of_august | (among(goal, GOALS, "basic_education") & hours)
        of_2013 = degree | (~degree & ~among(goal, GOALS, "upper_secondary") & (points | hours))
        begun = [start >= number_of("2018-08-01"), start >= number_of("2018-01-01")]
        return np.select(begun, [of_august, of_january], of_2013)


def _study_days(system: System) -> None:
    @system.once()
    def full_time_by_older_lists(person: Any, period: Any) -> Any:
        return person("listed_before_2021", period) & ~person("exempted_study", period)

    @system.once()
    def full_time_by_list_of_2021(person: Any, period: Any) -> Any:
        return person("listed_in_2021", period) & ~person("exempted_study", period)

    @system.once()
    def goes_on_to_end_of_term(person: Any, period: Any) -> Any:
        """TTL 2:11.2."""
        day = person("study_ended_on", period)
        school = among(person("study_goal", period), GOALS, "upper_secondary", "basic_education")
        listed = np.where(
            day < number_of("2021-08-01"),
            person("full_time_by_older_lists", period),
            person("full_time_by_list_of_2021", period),
        )
        within = (person("study_start", period) <= day) & (day < person("study_end", period))
        return school & person("study_full_syllabus", period) & listed & within

    @system.once()
    def delayed_short_study(person: Any, period: Any) -> Any:
        """TTL 11:4d."""
        return person("short_study", period) & person("study_delayed_by_disease", period)

    @system.once(int)
    def interrupted_until(person: Any, period: Any) -> Any:
        """TTL 2:11.3: from a year on to the end of the interruption."""
        return np.where(among(person("break_kind", period), BREAKS, "interruption"), person("break_end", period), 0)

    @system.once(int)
    def year_of_interruption(person: Any, period: Any) -> Any:
        return plus_months(person("break_start", period), 12)

    @system.once()
    def short_study_paused(person: Any, period: Any) -> Any:
        """TTL 2:10.4."""
        between = among(person("break_kind", period), BREAKS, "between_periods")
        return between & person("short_study", period)

    def by_older_lists(person: Any, period: Any) -> Any:
        return person("studying", period) & person("full_time_by_older_lists", period)

    def by_list_of_2021(person: Any, period: Any) -> Any:
        return person("studying", period) & person("full_time_by_list_of_2021", period)

    system.versions("full_time_study", formula=by_older_lists, formula_2021_08_01=by_list_of_2021)

    @system.daily()
    def student_to_end_of_term(person: Any, period: Any) -> Any:
        day = today(period)
        after = (day > person("study_ended_on", period)) & (day <= person("study_term_end", period))
        return after & person("goes_on_to_end_of_term", period)

    @system.daily(since="2020-03-16", last="2020-12-31")
    def spared_delay(person: Any, period: Any) -> Any:
        return person("studying", period) & person("delayed_short_study", period)

    @system.daily()
    def full_time_student(person: Any, period: Any) -> Any:
        """TTL 2:10.1."""
        day = today(period)
        interrupted = day >= person("year_of_interruption", period)
        interrupted &= day < person("interrupted_until", period)
        paused = person("study_break", period) & person("short_study_paused", period)
        studying = person("full_time_study", period) & ~(paused | interrupted | person("spared_delay", period))
        return studying | person("student_to_end_of_term", period)


# --- TTL 2a:1–3: leaving work ----------------------------------------------------------------------------------------------


def _leaving(system: System) -> None:
    @system.once()
    def resigned(person: Any, period: Any) -> Any:
        """TTL 2a:1.1."""
        manner = person("end_manner", period)
        own_move = among(manner, MANNERS, "agreed", "trial_period") & person("notice_by_person", period)
        return among(manner, MANNERS, "resigned", "rescinded_by_employee") | own_move

    @system.once(int)
    def conduct_on(person: Any, period: Any) -> Any:
        return np.minimum(person("act_on", period), person("notice_on", period))

    @system.once()
    def no_work_on_offer(person: Any, period: Any) -> Any:
        """TTL 2a:2.1(3)."""
        until = person("notice_on", period) // 7 * 7
        first = np.maximum(until - 84, person("counted_start", period))
        worked = np.minimum(until, person("counted_end", period)) > first
        old_enough = person("conduct_on", period) >= number_of("2018-06-01")
        return person("has_job", period) & ~person("regular_work_agreed", period) & ~worked & old_enough

    @system.once()
    def low_pay(person: Any, period: Any) -> Any:
        """TTL 2a:2.1(4)."""
        conduct = person("conduct_on", period)
        firsts = [number_of(f"{year}-01-01") for year in PAY_FLOOR]
        floor = np.array(list(PAY_FLOOR.values()))[np.searchsorted(firsts, conduct, side="right") - 1]
        low = person("full_time_job", period) & (person("pay_month", period) < floor)
        return low & (conduct >= number_of("2018-06-01"))

    @system.once()
    def long_commute(person: Any, period: Any) -> Any:
        """TTL 2a:3."""
        limit = np.where(person("full_time_job", period), 180, 120)
        long = person("commute_told", period) & (person("commute_minutes", period) > limit)
        soon = person("notice_on", period) <= plus_months(person("job_start", period), 3)
        from_start = among(person("commute_cause", period), COMMUTES, "from_the_start")
        return long & (~from_start | soon)

    @system.once()
    def valid_reason(person: Any, period: Any) -> Any:
        """TTL 2a:2.2."""
        presumed = person("no_work_on_offer", period) | person("low_pay", period) | person("long_commute", period)
        return person("end_valid_reason", period) | presumed

    @system.once()
    def caused_the_end(person: Any, period: Any) -> Any:
        """TTL 2a:1.3."""
        manner = person("end_manner", period)
        contestable = among(manner, MANNERS, "dismissed", "rescinded_by_employer")
        contested = contestable & (person("contested_on", period) <= plus_months(person("end_day", period), 3))
        final = contested & (person("contest_final_on", period) < FAR)
        unfounded = person("contest_unfounded_judged", period) & person("contest_unfounded", period)
        by_person = np.where(final, person("contest_result_own_fault", period), person("end_own_fault", period))
        economic = among(manner, MANNERS, "dismissed", "trial_period", "agreed")
        economic &= among(person("end_ground", period), GROUNDS, "economic_or_production")
        may_be = ~person("resigned", period) & ~among(manner, MANNERS, "fixed_term_over") & ~economic
        return may_be & by_person & ~(contested & ~final & ~unfounded)

    @system.once()
    def short_job(person: Any, period: Any) -> Any:
        """TTL 2a:1.1."""
        lasted = person("end_day", period) - person("job_start", period) + 1
        planned = person("would_have_lasted", period)
        return np.where(person("has_job", period), np.maximum(lasted, planned), planned) <= 5

    @system.once()
    def left_without_reason(person: Any, period: Any) -> Any:
        own = person("resigned", period) & ~person("valid_reason", period)
        return person("left", period) & (own | person("caused_the_end", period))

    @system.once(int)
    def suspended_until(person: Any, period: Any) -> Any:
        """TTL 2a:1.1, acts 128/2019 and 288/2012: the first day after 90, 60 or 30 days; 0 for none."""
        from_2019 = person("conduct_on", period) >= number_of("2019-07-01")
        long = np.where(from_2019 & ~person("resigned", period), 60, 90)
        length = np.where(person("short_job", period), 30, long)
        return np.where(person("left_without_reason", period), person("end_day", period) + 1 + length, 0)

    @system.daily()
    def suspended(person: Any, period: Any) -> Any:
        day = today(period)
        return (day > person("end_day", period)) & (day < person("suspended_until", period))


# --- TTL 10: services ------------------------------------------------------------------------------------------------------


def _services(system: System) -> None:
    @system.daily()
    def in_promoting_service(person: Any, period: Any) -> Any:
        """TTL 1:5.1(15)."""
        first = person("service_1", period) & person("service_1_promotes", period)
        return first | (person("service_2", period) & person("service_2_promotes", period))

    @system.daily()
    def in_training_or_supported_study(person: Any, period: Any) -> Any:
        """TTL 10:4.2."""
        first = person("service_1", period) & person("service_1_training", period)
        return first | (person("service_2", period) & person("service_2_training", period))

    def holds_first_day(slot: int) -> None:
        """The service has the day, and the days up to it too if ``begun``."""

        def formula(person: Any, period: Any) -> Any:
            first, start = person("end_day", period) + 1, person(f"service_{slot}_start", period)
            inside = (start < first) & (first < person(f"service_{slot}_end", period))
            return inside & person(f"service_{slot}_promotes", period)

        formula.__name__ = f"period_begun_in_service_{slot}"
        system.once()(formula)

    for slot in SERVICES:
        holds_first_day(slot)

    @system.daily()
    def service_despite_period(person: Any, period: Any) -> Any:
        """TTL 10:2.3: service that only a period begun before it, or in another service, could bar."""
        free = ~(person("period_begun_in_service_1", period) | person("period_begun_in_service_2", period))
        first = person("service_1", period) & person("service_1_promotes", period)
        second = person("service_2", period) & person("service_2_promotes", period)
        first &= ~person("period_begun_in_service_1", period)
        second &= ~person("period_begun_in_service_2", period)
        return (free & person("in_promoting_service", period)) | first | second


# --- the bars, less what takes them away -----------------------------------------------------------------------------------


def _bars(system: System) -> None:
    @system.once(int)
    def of_age_on(person: Any, period: Any) -> Any:
        return plus_months(person("birth", period), 216)

    @system.once(int)
    def qualified_or_of_age_on(person: Any, period: Any) -> Any:
        """The qualification counts from the day after it."""
        return np.minimum(person("of_age_on", period), person("vocational_on", period) + 1)

    @system.daily()
    def minor(person: Any, period: Any) -> Any:
        """TTL 2:13.4."""
        return today(period) < person("qualified_or_of_age_on", period)

    def freed_2020(person: Any, period: Any) -> Any:
        """TTL 11:4b.1 (to the end of 2020) and 10:4.2."""
        in_layoff = person("laid_off_from_16_march_2020", period)
        return in_layoff | person("in_training_or_supported_study", period)

    def freed_2021(person: Any, period: Any) -> Any:
        return person("in_training_or_supported_study", period)

    system.versions(
        "freed", formula=freed_2021, formula_2020_03_16=freed_2020, formula_2021_01_01=freed_2021
    )  # fmt: skip

    @system.daily()
    def not_a_job_seeker(person: Any, period: Any) -> Any:
        """TTL 2:1.3."""
        return ~person("registered", period)

    @system.daily()
    def does_not_seek_full_time(person: Any, period: Any) -> Any:
        """TTL 2:1.1."""
        does_not = person("registered", period) & ~person("seeks_full_time", period)
        return does_not & ~person("partial_pension", period) & ~person("freed", period)

    @system.daily()
    def not_unemployed(person: Any, period: Any) -> Any:
        """TTL 2:1.2."""
        working = person("full_time_over_two_weeks", period) | person("own_cut", period)
        return working & ~person("freed", period)

    @system.daily()
    def temporary_right_to_work(person: Any, period: Any) -> Any:
        """TTL 2:2."""
        foreign = person("temporary_permit", period) & ~person("finnish", period)
        return foreign & person("claims_subsidy", period) & ~person("in_training_or_supported_study", period)

    @system.once()
    def unpaid_work_is_barring(person: Any, period: Any) -> Any:
        """TTL 2:4.2."""
        return person("unpaid_in_company", period) | person("unpaid_normally_paid", period)

    @system.daily()
    def unpaid_work_bars(person: Any, period: Any) -> Any:
        barring = person("unpaid_work", period) & person("unpaid_work_is_barring", period)
        return barring & ~person("freed", period)

    @system.daily()
    def under_18_without_education(person: Any, period: Any) -> Any:
        """TTL 2:13.4 and 10:2.3(3)."""
        barred = person("minor", period) & person("claims_subsidy", period)
        return barred & ~person("freed", period) & ~person("in_promoting_service", period)

    @system.daily()
    def full_time_student_from_2013(person: Any, period: Any) -> Any:
        """TTL 2:10.1; in 2021 the laid-off are spared this one too."""
        spared = person("freed", period) | person("laid_off_from_16_march_2020", period)
        return person("full_time_student", period) & ~spared

    @system.daily()
    def leaving_work(person: Any, period: Any) -> Any:
        """TTL 2a:1.1."""
        spared = person("in_training_or_supported_study", period) | person("service_despite_period", period)
        return person("suspended", period) & ~spared

    @system.daily()
    def not_entitled_in_service(person: Any, period: Any) -> Any:
        """TTL 10:2.2."""
        outside = ~person("registered", period) | person("full_time_over_two_weeks", period)
        return person("in_promoting_service", period) & outside

    @system.daily(since="2020-08-01", last="2020-12-31")
    def laid_off_in_full_time_work(person: Any, period: Any) -> Any:
        """TTL 11:4b.3."""
        return person("laid_off_from_16_march_2020", period) & person("full_time_over_two_weeks", period)


# --- the statement ---------------------------------------------------------------------------------------------------------


def _outcome(system: System) -> None:
    @system.daily()
    def adjusted_work(person: Any, period: Any) -> Any:
        """TTL 4:1."""
        short = person("full_time_working_day", period) & ~person("full_time_over_two_weeks", period)
        shortened = person("laid_off", period) & ~person("wholly_laid_off", period)
        return short | person("part_time_working_day", period) | shortened

    @system.daily()
    def right_rests_on_service(person: Any, period: Any) -> Any:
        """TTL 10:2.3 and 10:2.3(3)."""
        period_runs = person("service_despite_period", period) & person("suspended", period)
        minor = person("in_promoting_service", period) & person("minor", period)
        return period_runs | (minor & person("claims_subsidy", period))

    @system.daily(int)
    def reasons(person: Any, period: Any) -> Any:
        """The grounds, bit by bit."""
        found = np.zeros(person.count, np.int32)
        for bit, bar in enumerate(BARS):
            found |= person(bar, period).astype(np.int32) << bit
        return found

    @system.daily(int)
    def outcome(person: Any, period: Any) -> Any:
        """0 not claimed, 1 a right, 2 a right of which the payer is told something, 3 no right."""
        told = person("adjusted_work", period) | person("right_rests_on_service", period)
        found = np.where(person("reasons", period) != 0, 3, np.where(told, 2, 1))
        return np.where(person("claimed", period), found, 0)
