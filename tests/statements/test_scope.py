"""What may be given without a person: only what accepts in full, and only what a decision in force has (434/2003 § 53 e–g)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toimi.days.line import offset_of
from toimi.law.book import BOOK
from toimi.matters.assessing import Ask, Assessment, Result
from toimi.matters.subjects import SUBJECTS
from toimi.statements.commissioning import Commissioning, InForce
from toimi.statements.scope import PAYERS_MATTER, WhyNot, under_which

DAY, FIRST = date(2024, 11, 1), date(2024, 10, 1)
EVERYTHING = InForce(Commissioning(pk=1), frozenset(SUBJECTS))
SIMPLE = InForce(Commissioning(pk=2), frozenset({"job_seeker", "unemployment"}))
ADJUSTED = "TTL 4:1@1290/2002#adjusted_work"
BY_SERVICE = "TTL 10:2.3@1451/2016#right_rests_on_service"


def assessment(
    *stretches: list[Any], result: Result = Result.RIGHT, until: date | None = None, **other: Any
) -> Assessment:
    """What the law said of a client on 1 November 2024."""
    said = list(stretches) or [whole("right")]
    given = Assessment(Ask(7, "basic", FIRST, until), DAY, result, said, ("job_seeker", "unemployment"))
    return replace(given, **other)


def whole(outcome: str, told: tuple[str, ...] = ()) -> list[Any]:
    """One outcome until further notice."""
    return [FIRST.isoformat(), None, outcome, [], [], [], list(told)]


def test_what_accepts_in_full_and_is_in_the_scope_may_go_out() -> None:
    assert under_which(assessment(), [SIMPLE]) is SIMPLE


@pytest.mark.parametrize(("outcome", "result"), [("no_right", Result.NO_RIGHT), ("open", Result.OPEN)])
def test_an_automatic_rule_that_says_no_stays_proposed(outcome: str, result: Result) -> None:
    """Statement-procedure, section 16: NO_RIGHT on 2024-11-01 stays proposed; an official approves."""
    assert under_which(assessment(whole(outcome), result=result), [EVERYTHING]) is WhyNot.NOT_ACCEPTING


def test_a_statement_that_is_negative_for_some_days_is_an_officials() -> None:
    partly = [
        [FIRST.isoformat(), "2024-10-20", "right", [], [], [], []],
        ["2024-10-20", None, "no_right", ["x"], [], [], []],
    ]
    assert under_which(assessment(*partly, result=Result.PARTLY), [EVERYTHING]) is WhyNot.NOT_ACCEPTING


def test_a_result_that_does_not_fit_its_days_is_not_believed() -> None:
    """The summary says yes and a stretch says no: the stretch decides."""
    assert under_which(assessment(whole("no_right")), [EVERYTHING]) is WhyNot.NOT_ACCEPTING


def test_before_may_2023_nothing_is_automatic() -> None:
    """Section 11.2: before 2023-05-01 there was no general basis (487/2023)."""
    assert under_which(assessment(known_at=date(2023, 4, 30)), [EVERYTHING]) is WhyNot.BEFORE_ITS_BASIS
    assert under_which(assessment(known_at=date(2023, 5, 1)), [SIMPLE]) is SIMPLE


def test_facts_that_cannot_both_hold_are_for_a_person() -> None:
    assert under_which(assessment(contradictions=("layoff_after_the_job",)), [SIMPLE]) is WhyNot.CONTRADICTIONS


def test_who_is_kept_out_gets_nothing_automatically() -> None:
    assert under_which(assessment(), [SIMPLE], kept_out={7}) is WhyNot.KEPT_OUT
    assert under_which(assessment(), [SIMPLE], kept_out={8}) is SIMPLE


@pytest.mark.parametrize(
    "stretches",
    [
        [["2024-10-02", None, "right", [], [], [], []]],
        [["2024-10-01", "2024-12-01", "right", [], [], [], []]],
        [["2024-10-01", "2024-10-05", "right", [], [], [], []], ["2024-10-06", None, "right", [], [], [], []]],
    ],
)
def test_days_asked_about_and_not_claimed_are_for_a_person(stretches: list[list[Any]]) -> None:
    assert under_which(assessment(*stretches), [SIMPLE]) is WhyNot.DAYS_MISSING


def test_a_notice_that_is_the_payers_matter_may_be_told() -> None:
    """RIGHT_COND is automatic only if the condition is a payer's matter, not a labour-policy limitation (section 11.2)."""
    adjusted = assessment(whole("right_with_notice", (ADJUSTED,)), result=Result.RIGHT_WITH_NOTICE)
    assert under_which(adjusted, [SIMPLE]) is SIMPLE
    by_service = assessment(whole("right_with_notice", (ADJUSTED, BY_SERVICE)), result=Result.RIGHT_WITH_NOTICE)
    assert under_which(by_service, [EVERYTHING]) is WhyNot.NOTICE


def test_each_notice_that_may_be_told_is_one_of_the_book() -> None:
    notices = {one.provision.citation for one in BOOK.edition(offset_of(DAY)).notices}
    assert notices >= PAYERS_MATTER


def test_every_subject_must_be_in_one_decision() -> None:
    foreign = assessment(subjects=("job_seeker", "foreigner"))
    apart = [InForce(Commissioning(pk=3), frozenset({one})) for one in ("job_seeker", "foreigner")]
    assert under_which(foreign, apart) is WhyNot.OUT_OF_SCOPE
    assert under_which(foreign, []) is WhyNot.OUT_OF_SCOPE
    assert under_which(assessment(subjects=()), [EVERYTHING]) is WhyNot.OUT_OF_SCOPE
    assert under_which(assessment(subjects=("job_seeker", "weather")), [EVERYTHING]) is WhyNot.JUDGEMENT


LEFT = {"employment_end": [{"id": "e1", "on": "2024-09-30", "manner": "resigned"}]}


def test_what_is_left_to_judgement_is_given_only_on_facts_that_an_official_assessed() -> None:
    """Section 53 e.2: no case-by-case discretion, or an official has assessed the discretionary facts."""
    resigned = assessment(subjects=("job_seeker", "leaving_work"), facts=LEFT)
    assert under_which(resigned, [EVERYTHING]) is WhyNot.JUDGEMENT
    other = {**LEFT, "valid_reason": [{"about": "e2", "accepted": True}]}
    assert under_which(replace(resigned, facts=other), [EVERYTHING]) is WhyNot.JUDGEMENT
    judged = {**LEFT, "valid_reason": [{"about": "e1", "accepted": True}]}
    assert under_which(replace(resigned, facts=judged), [EVERYTHING]) is EVERYTHING


def test_what_is_only_presumed_is_for_a_person() -> None:
    """TTL 2:16.1 lets the right return by a presumption (P)."""
    assert under_which(assessment(subjects=("job_seeker", "qualification")), [EVERYTHING]) is WhyNot.JUDGEMENT


days = st.integers(0, 400).map(lambda n: (FIRST + timedelta(days=n)).isoformat())
keys = st.lists(st.sampled_from([ADJUSTED, BY_SERVICE, "TTL 2:10.1@1001/2012#student"]), max_size=2)
nothing, outcomes = st.just([]), st.just("right") | st.sampled_from([str(one) for one in Result])
stretch = st.tuples(
    st.just(FIRST.isoformat()) | days, st.none() | days, outcomes, nothing | keys, nothing | keys, keys, keys
)
stretches = st.lists(stretch.map(list), min_size=1, max_size=2)


@given(
    result=st.just(Result.RIGHT) | st.sampled_from(list(Result)), said=stretches,
    subjects=st.sets(st.sampled_from(["job_seeker", "unemployment", "foreigner", "business"])),
    known=st.dates(date(2023, 1, 1), date(2026, 1, 1)), contradictions=st.sampled_from([(), ("x",)]),
)  # fmt: skip
def test_whatever_the_assessment_only_a_right_is_ever_given_alone(
    result: Result, said: list[list[Any]], subjects: set[str], known: date, contradictions: tuple[str, ...]
) -> None:
    """Even under a decision that has every subject."""
    found = Assessment(Ask(1, "basic", FIRST), known, result, said, tuple(sorted(subjects)), contradictions)
    if under_which(found, [EVERYTHING]) is EVERYTHING:
        assert result in (Result.RIGHT, Result.RIGHT_WITH_NOTICE)
        assert {one[2] for one in said} <= {"right", "right_with_notice"}
        assert {key.partition("@")[0] for one in said for key in one[6]} <= {"TTL 4:1", "TTL 4:1.1(4)"}
        assert (said[0][0], said[-1][1]) == (FIRST.isoformat(), None)
        assert known >= date(2023, 5, 1)
