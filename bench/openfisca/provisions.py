"""Our side of the comparison: the provisions that OpenFisca's system has, and what they name, out of our own book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from toimi.book.book import Book
from toimi.book.expressions import Node
from toimi.book.facts import KINDS
from toimi.book.provisions import BENEFIT_DAY, Provision
from toimi.days.line import offset_of
from toimi.law.book import BOOK as WHOLE

KNOWN = offset_of(date(2022, 1, 1))
"""The law and the facts as known on the day after the last one asked about."""
ASKED = offset_of(date(2020, 1, 1)), KNOWN
READINGS = {"studies_in_periods": "first_to_last_day"}
"""model.py measures studies from their first to their last day: it has no pauses to leave out."""
WRITTEN = (
    "full_time_working_days", "part_time_working_days", "full_time_over_two_weeks", "unemployed", "not_unemployed",
    "job_seeker_from_2013", "not_a_job_seeker", "seeks_full_time", "does_not_seek_full_time", "temporary_right_to_work",
    "barring_unpaid_work", "unpaid_work_bars", "under_18_without_education", "suits_short_study_from_2018",
    "short_study_from_2018", "exempted_study_before_2023", "full_time_study_from_2021", "full_time_study_from_2018",
    "full_time_study_from_january_2018", "full_time_study_from_2013", "study_set_aside_before_2023", "delayed_short_study",
    "interrupted_for_a_year", "student_to_end_of_term", "full_time_student_from_2013", "resigned", "caused_the_end",
    "short_job", "left_without_reason", "leaving_work_from_2019", "leaving_work_from_2012", "no_work_on_offer",
    "low_pay_from_2018", "long_commute", "valid_reason", "in_employment_promoting_service", "in_labour_market_training",
    "in_training_or_supported_study_from_2017", "not_entitled_in_service", "service_despite_period", "paid_in_service",
    "young_person_paid_in_service", "training_and_supported_study_from_2017", "right_rests_on_service",
    "minors_right_rests_on_service", "laid_off_from_16_march_2020", "laid_off", "laid_off_students_from_2021",
    "laid_off_in_full_time_work", "adjusted_work",
)  # fmt: skip
"""The provisions of our book that model.py has too. Concepts that they name come along on our side: conduct in order, and
businesses. Nobody here has a fact for those, and our book cannot leave them out."""


def _in_force(one: Provision) -> bool:
    first, end = one.governs.clocks.get(BENEFIT_DAY, ASKED)
    return one.known <= KNOWN and first < ASKED[1] and end > ASKED[0]


def _named(parts: Iterable[Provision]) -> set[str]:
    return {node.detail["name"] for one in parts for node in one.expression.walk() if node.op == "concept"}


def chosen() -> tuple[Provision, ...]:
    """The written provisions and every concept that they name, at whatever depth, in the order of the book."""
    found = [one for one in WHOLE.provisions if one.name in WRITTEN and not one.concludes and _in_force(one)]
    names: set[str] = set()
    while more := _named(found) - names:
        names |= more
        found += [one for one in WHOLE.provisions if one.concludes in more]
    return tuple(one for one in WHOLE.provisions if one in found)


def _kinds(node: Node) -> set[str]:
    detail = node.detail
    told = {detail.get("kind"), detail.get("of"), node.grain, *detail.get("stops", ())}
    told |= {step["kind"] for step in detail.get("steps", ())}
    return {kind for kind in told if kind in KINDS}


assert {*WRITTEN} <= {one.name for one in chosen()}
BOOK: Book = replace(WHOLE, provisions=chosen(), _editions={})
READ: set[str] = {kind for one in BOOK.provisions for node in one.expression.walk() for kind in _kinds(node)}
"""The kinds of fact that they read, judgements apart."""
