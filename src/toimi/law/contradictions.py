"""Facts that cannot both hold: what contradicts what, in the words of the book.

Each is named, told before the answer and counted (texts in ``texts/outcomes.toml``). Only what surely contradicts is
named: a day that is not known contradicts nothing. What a loader refuses outright stands elsewhere (``book/caseload.py``):
a period that ends before it begins, two job searches or two stretches of one job on one day, a row before birth. A plan
without an end ends by the next one; work refused while at work contradicts nothing, since the law answers it. A month of the
employment condition is one in which pay was paid (5:4.1 from September 2024): it may have been earned before a layoff.
"""

from __future__ import annotations

from toimi.book.contradictions import Contradiction, meeting, span, with_linked, within
from toimi.book.expressions import Day, Truth
from toimi.book.words import (
    all_of,
    any_of,
    comes,
    days,
    earliest_of,
    measure,
    months,
    never,
    no,
    one_of,
    plus,
    working,
)
from toimi.law import facts


def _given(day: Day) -> Day:
    """The day where there is one, else *never*."""
    return earliest_of(day, never())


def _in_order(first: Day, then: Day) -> Truth:
    """Whether the second day comes before the first, both given."""
    return all_of(comes(_given(first)), _given(then) < first)


_layoff, _end, _study, _refusal = facts.Layoff(), facts.EmploymentEnd(), facts.Study(), facts.JobRefusal()
_job, _closing, _studies_end, _plan = facts.Employment(), facts.BusinessClosing(), facts.StudyEnd(), facts.Plan()
_work, _income, _review, _counted = (
    facts.WorkInBusiness(), facts.BusinessIncome(), facts.ReviewPeriod(), facts.CountedWork(),
)  # fmt: skip
_conduct, _pension, _right, _business = facts.Conduct(), facts.DisabilityPension(), facts.WorkRight(), facts.Business()
_equated, _other, _pause = facts.EquatedStop(), facts.OtherStop(), facts.StudyBreak()

_full = one_of(_layoff.extent, "full")
_day_after_end = plus(_end.day, days(1))
_day_after_studies = plus(_studies_end.day, days(1))
_any_work = working(_job, when=_job.start < never(), stopped_by=((_layoff, _full),))

CONTRADICTIONS: tuple[Contradiction, ...] = (
    with_linked("job_ended_before_it_began", _end, "job", when=_end.day < _end.job.began),
    with_linked("work_after_the_job_ended", _end, "job", when=all_of(
        _end.job.start <= _end.day, _day_after_end < _end.job.end), until=_day_after_end),
    within("contest_decided_before_it_was_made", _end, falls=("contested_on", "contest_final_on"),
           when=_in_order(_end.contested_on, _end.contest_final_on)),
    within("notice_after_the_last_day", _end, falls=("", "notice_given_on"), when=_in_order(_end.notice_given_on, _end.day)),
    within("act_after_the_last_day", _end, falls=("", "act_on"), when=_in_order(_end.act_on, _end.day)),
    with_linked("layoff_before_the_job", _layoff, "job", when=_layoff.start < _layoff.job.began),
    meeting("layoff_after_the_job_ended", span(_layoff), span(_end, start=_day_after_end, end=never()), about="job",
            until=_day_after_end),
    meeting("layoff_full_and_in_part", span(_layoff, when=_full), span(_layoff, when=no(_full)), about="job"),
    within("act_after_the_stop", _equated, falls=("", "act_on"), when=_in_order(_equated.act_on, _equated.start)),
    with_linked("stop_before_the_job", _equated, "job", when=_equated.start < _equated.job.began),
    with_linked("dispute_before_the_job", _other, "job", when=_other.start < _other.job.began),
    meeting("counted_work_while_laid_off", span(_layoff, when=_full), span(
        _counted, when=all_of(
            one_of(_counted.unit, "week"), measure(_any_work, start=_counted.start, end=_counted.end) <= days(0)))),
    within("applied_for_before_it_was_offered", _refusal, falls=("offered_on", "apply_by"),
           when=_in_order(_refusal.offered_on, _refusal.apply_by)),
    within("planned_to_end_before_it_begins", _study, falls=("", "planned_end"), when=_study.planned_end < _study.start),
    with_linked("studies_end_before_they_begin", _studies_end, "study", when=_studies_end.day < _studies_end.study.start),
    with_linked("studies_go_on_after_their_end", _studies_end, "study",
                when=all_of(_studies_end.study.start <= _studies_end.day, _day_after_studies < _studies_end.study.end),
                until=_day_after_studies),
    with_linked("pause_before_the_studies", _pause, "study", when=_pause.start < _pause.study.start),
    within("found_over_before_it_began", _business, falls=("", "over_on"), when=_business.over_on < _business.start),
    within("season_not_within_a_year", _business, falls=("season_from", "season_through"), when=any_of(
        _in_order(_business.season_from, _business.season_through),
        plus(_business.season_from, months(12)) <= _business.season_through)),
    with_linked("closed_before_it_began", _closing, "business", when=_closing.day < _closing.business.start),
    with_linked("left_a_register_before_entering", _closing, "business", when=any_of(
        _in_order(_closing.business.vat_registered_on, _closing.vat_removal_or_suspension_on),
        _in_order(_closing.business.prepayment_registered_on, _closing.prepayment_removal_on),
        _in_order(_closing.business.employer_registered_on, _closing.employer_removal_on))),
    with_linked("work_before_the_business", _work, "business", when=_work.start < _work.business.start),
    with_linked("work_after_the_business", _work, "business", when=_work.business.end < _work.end),
    with_linked("income_before_the_business", _income, "business", when=_income.end <= _income.business.start),
    meeting("two_plans_in_force", span(_plan, when=comes(_plan.end)), span(_plan, end=plus(_plan.start, days(1)))),
    meeting("two_review_periods", span(_review, when=comes(_review.end)),
            span(_review, when=comes(_review.end), end=plus(_review.start, days(1)))),
    within("conduct_after_its_day", _conduct, falls=("", "happened_on"), when=_in_order(_conduct.happened_on, _conduct.day)),
    with_linked("missed_before_the_meeting", _conduct, "appointment", when=all_of(
        one_of(_conduct.kind, "missed_appointment"), _conduct.day < _conduct.appointment.day)),
    with_linked("missed_before_the_review_period", _conduct, "review_period",
                when=_conduct.day < _conduct.review_period.start),
    meeting("pension_full_and_partial", span(_pension, when=one_of(_pension.extent, "full")),
            span(_pension, when=one_of(_pension.extent, "partial"))),
    meeting("right_to_work_and_none", span(_right, when=one_of(_right.basis, "none")),
            span(_right, when=no(one_of(_right.basis, "none")))),
)  # fmt: skip
