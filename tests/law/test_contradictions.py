"""Facts that cannot both hold: each is found, and nobody is decided on a day on which the facts give different answers."""

from __future__ import annotations

import copy
import random
from datetime import date, timedelta
from typing import Any

import pytest

from toimi.book.answers import Outcome
from toimi.book.casefile import read_cases
from toimi.book.decision import Decision, decide
from toimi.days.line import date_of, offset_of
from toimi.law.book import BOOK

TODAY = offset_of(date(2026, 11, 24))
CASE: dict[str, Any] = {
    "asked": {"from": "2023-01-01", "through": "2023-06-30"},
    "person": {"birth_date": "1985-05-05", "citizenship": "finland"},
    "facts": {
        "benefit": [{"from": "2023-01-01", "kind": "basic"}, {"from": "2023-01-01", "kind": "labour_market_subsidy"}],
        "job_search": [{"from": "2022-06-01"}],
        "seeks_full_time_work": [{"from": "2022-06-01", "value": "yes"}],
        "answered_for": [{"from": "2018-01-01", "subjects": ["work", "stops", "study", "business"]}],
    },
}
JOB = {"id": "work", "job": "j", "from": "2020-01-01", "through": "2022-12-31", "hours_share": 100, "pay_month": 2000}
GOES_ON = {key: value for key, value in JOB.items() if key != "through"}
END = {"id": "end", "job": "j", "on": "2022-12-31", "manner": "dismissed", "ground": "economic_or_production"}
LAID_OFF = {"job": "j", "from": "2023-02-01", "through": "2023-04-30", "extent": "full"}
SUSPENDED = {"id": "stop", "job": "j", "from": "2023-02-01", "ground": "office_suspension"}
STUDY = {"id": "s", "from": "2022-09-01", "goal": "other", "planned_end": "2024-05-31"}
FIRM = {"id": "firm", "from": "2021-01-01", "through": "2022-12-31"}
CLOSED = {"id": "closed", "business": "firm", "on": "2023-01-10"}
NO_RIGHT, SOME_RIGHT = {"from": "2023-03-01", "basis": "none"}, {"from": "2023-01-01", "basis": "citizen"}

FOUND: dict[str, dict[str, Any]] = {
    "job_ended_before_it_began": {"employment": [JOB], "employment_end": [{**END, "on": "2019-06-30"}]},
    "work_after_the_job_ended": {"employment": [GOES_ON], "employment_end": [END]},
    "contest_decided_before_it_was_made": {
        "employment": [JOB],
        "employment_end": [{**END, "contested_on": "2023-03-01", "contest_final_on": "2023-02-01"}],
    },
    "notice_after_the_last_day": {"employment": [JOB], "employment_end": [{**END, "notice_given_on": "2023-01-02"}]},
    "act_after_the_last_day": {"employment": [JOB], "employment_end": [{**END, "act_on": "2023-01-02"}]},
    "conduct_after_its_day": {"conduct": [{"on": "2023-01-20", "kind": "plan_neglected", "happened_on": "2023-01-21"}]},
    "layoff_before_the_job": {"employment": [{**GOES_ON, "from": "2023-03-01"}], "layoff": [LAID_OFF]},
    "layoff_after_the_job_ended": {"employment": [JOB], "employment_end": [END], "layoff": [LAID_OFF]},
    "layoff_full_and_in_part": {
        "employment": [GOES_ON],
        "layoff": [LAID_OFF, {**LAID_OFF, "from": "2023-03-01", "extent": "shortened_week"}],
    },
    "act_after_the_stop": {"employment": [GOES_ON], "equated_stop": [{**SUSPENDED, "act_on": "2023-02-02"}]},
    "stop_before_the_job": {
        "employment": [GOES_ON],
        "equated_stop": [{"job": "j", "from": "2019-01-01", "ground": "outside_cause"}],
    },
    "dispute_before_the_job": {
        "employment": [GOES_ON],
        "other_stop": [{"job": "j", "from": "2019-01-01", "cause": "weather"}],
    },
    "counted_work_while_laid_off": {
        "employment": [GOES_ON],
        "layoff": [LAID_OFF],
        "counted_work": [{"from": "2023-02-06", "through": "2023-03-05"}],
    },
    "applied_for_before_it_was_offered": {
        "job_refusal": [{"on": "2023-02-10", "by": "authority", "offered_on": "2023-02-01", "apply_by": "2023-01-20"}]
    },
    "planned_to_end_before_it_begins": {"study": [{**STUDY, "planned_end": "2022-08-01"}]},
    "studies_end_before_they_begin": {"study": [STUDY], "study_end": [{"study": "s", "on": "2022-08-01"}]},
    "studies_go_on_after_their_end": {"study": [STUDY], "study_end": [{"study": "s", "on": "2023-02-01"}]},
    "pause_before_the_studies": {
        "study": [STUDY],
        "study_break": [{"study": "s", "from": "2022-06-01", "kind": "interruption"}],
    },
    "found_over_before_it_began": {"business": [FIRM], "activity_over": [{"about": "firm", "on": "2020-06-01"}]},
    "season_not_within_a_year": {"business": [{**FIRM, "season_from": "2024-05-01", "season_through": "2024-04-30"}]},
    "closed_before_it_began": {"business": [FIRM], "business_closing": [{**CLOSED, "on": "2020-06-01"}]},
    "left_a_register_before_entering": {
        "business": [{**FIRM, "vat_registered_on": "2021-02-01"}],
        "business_closing": [{**CLOSED, "vat_removal_or_suspension_on": "2021-01-15"}],
    },
    "work_before_the_business": {
        "business": [FIRM],
        "work_in_business": [{"business": "firm", "from": "2020-06-01", "through": "2022-12-31"}],
    },
    "work_after_the_business": {"business": [FIRM], "work_in_business": [{"business": "firm", "from": "2021-06-01"}]},
    "income_before_the_business": {
        "business": [FIRM],
        "business_income": [{"business": "firm", "from": "2020-12-01", "through": "2020-12-31", "amount": 5}],
    },
    "two_plans_in_force": {"plan": [{"from": "2023-01-10", "through": "2023-04-01"}, {"from": "2023-03-01"}]},
    "two_review_periods": {
        "review_period": [
            {"from": "2023-01-10", "through": "2023-02-09"},
            {"from": "2023-02-01", "through": "2023-02-28"},
        ]
    },
    "missed_before_the_meeting": {
        "appointment": [{"id": "a", "on": "2023-02-01", "kind": "initial_interview"}],
        "conduct": [{"on": "2023-01-20", "kind": "missed_appointment", "appointment": "a"}],
    },
    "missed_before_the_review_period": {
        "review_period": [{"id": "r", "from": "2023-02-01", "through": "2023-02-28"}],
        "conduct": [{"on": "2023-01-20", "kind": "search_duty_missed", "review_period": "r"}],
    },
    "pension_full_and_partial": {
        "disability_pension": [{"from": "2023-01-01", "extent": "full"}, {"from": "2023-03-01", "extent": "partial"}]
    },
    "right_to_work_and_none": {"work_right": [SOME_RIGHT, NO_RIGHT]},
}


def case(facts: dict[str, Any]) -> dict[str, Any]:
    return {**CASE, "facts": {**CASE["facts"], **copy.deepcopy(facts)}}


def decided(cases: list[dict[str, Any]]) -> Decision:
    read, problems = read_cases(cases, known_at=TODAY)
    assert problems == []
    return decide(read[0].caseload, BOOK, known_at=TODAY)


def outcomes(decision: Decision, block: int = 0) -> dict[tuple[str, int], Outcome]:
    return {
        (benefit, day): Outcome(timeline.outcome[stretch])
        for benefit, timeline in decision.timelines.items()
        for stretch in (timeline.block == block).nonzero()[0]
        for day in range(timeline.start[stretch], timeline.end[stretch])
    }


def test_every_contradiction_of_the_book_is_tried_here() -> None:
    """A new one gets a case."""
    assert sorted(FOUND) == sorted(one.name for one in BOOK.contradictions)


@pytest.mark.parametrize("name", FOUND)
def test_each_contradiction_is_found_and_no_other(name: str) -> None:
    """By its name, once, with two sides."""
    found = decided([case(FOUND[name])]).contradictions
    assert [one.name for one in found] == [name]
    assert len(found[0].sides) == 2


def test_they_are_found_in_a_crowd_with_everybody_else_decided_as_alone() -> None:
    """All of them in one caseload, each beside somebody whose facts agree."""
    cases = [one for facts in FOUND.values() for one in (case(facts), case({"employment": [JOB]}))]
    crowd = decided(cases)
    assert {one.block: one.name for one in crowd.contradictions} == {2 * n: name for n, name in enumerate(FOUND)}
    for block, one in enumerate(cases):
        assert outcomes(crowd, block) == outcomes(decided([one]))


AGREEING: dict[str, dict[str, Any]] = {
    "the last day of work is the day of its end": {"employment": [JOB], "employment_end": [END]},
    "taken on again under the same name": {
        "employment": [JOB, {**GOES_ON, "id": "again", "from": "2023-02-01"}],
        "employment_end": [END],
    },
    "laid off until the last day of the job": {
        "employment": [{**JOB, "through": "2023-04-30"}],
        "employment_end": [{**END, "on": "2023-04-30"}],
        "layoff": [LAID_OFF],
    },
    "laid off from one job in full and from another in part": {
        "employment": [GOES_ON, {**GOES_ON, "id": "other", "job": "k"}],
        "layoff": [LAID_OFF, {**LAID_OFF, "job": "k", "extent": "shortened_hours"}],
    },
    "laid off in full, then in part": {
        "employment": [GOES_ON],
        "layoff": [LAID_OFF, {**LAID_OFF, "from": "2023-05-01", "through": "2023-05-31", "extent": "shortened_hours"}],
    },
    "counted work in another job": {
        "employment": [GOES_ON, {**GOES_ON, "id": "other", "job": "k", "hours_share": 50}],
        "layoff": [LAID_OFF],
        "counted_work": [{"from": "2023-02-06", "through": "2023-03-05"}],
    },
    "a month of pay from before the layoff": {
        "employment": [GOES_ON],
        "layoff": [{**LAID_OFF, "from": "2024-10-30", "through": "2024-12-31"}],
        "counted_work": [{"from": "2024-11-01", "through": "2024-11-30", "unit": "month"}],
    },
    "information that was false before the meeting, and the plan refused before it": {
        "appointment": [{"id": "a", "on": "2023-02-01", "kind": "job_search_discussion"}],
        "conduct": [
            {"on": "2023-01-20", "kind": "false_information", "appointment": "a"},
            {"on": "2023-01-23", "kind": "plan_refused", "appointment": "a"},
        ],
    },
    "notice and act on the last day": {
        "employment": [JOB],
        "employment_end": [{**END, "notice_given_on": "2022-12-31", "act_on": "2022-12-31"}],
    },
    "the act on the day on which the work stopped": {
        "employment": [GOES_ON],
        "equated_stop": [{**SUSPENDED, "act_on": "2023-02-01"}],
    },
    "no act of the person's own": {"employment": [JOB], "employment_end": [{**END, "act_on": "not_applicable"}]},
    "a plan without an end is followed by the next": {"plan": [{"from": "2023-01-10"}, {"from": "2023-03-01"}]},
    "one review period after another": {
        "review_period": [
            {"from": "2023-01-10", "through": "2023-02-09"},
            {"from": "2023-02-10", "through": "2023-03-09"},
        ]
    },
    "a day that is not known contradicts nothing": {
        "employment": [GOES_ON],
        "employment_end": [{**END, "on": {"earliest": "2019-12-01", "latest": "2020-03-01"}}],
    },
}


@pytest.mark.parametrize(
    "facts", [facts for name, facts in AGREEING.items() if name[:5] != "a day"], ids=list(AGREEING)[:-1]
)
def test_what_agrees_is_not_called_a_contradiction(facts: dict[str, Any]) -> None:
    """Both sides of each border."""
    assert decided([case(facts)]).contradictions == []


def test_a_day_that_is_not_known_contradicts_only_what_it_surely_contradicts() -> None:
    """The job may have begun after the day of its end or not; it goes on after it for sure only from the latest day on."""
    found = decided([case(AGREEING["a day that is not known contradicts nothing"])]).contradictions
    assert "job_ended_before_it_began" not in [one.name for one in found]


def without(one: dict[str, Any], kind: str, number: int) -> dict[str, Any]:
    """The case without a fact, made anew as a file: judgements about it fall, links to it too."""
    changed = copy.deepcopy(one)
    gone = changed["facts"][kind].pop(number)
    names = {gone.get("id"), gone.get("job") if kind == "employment" else None} - {None}
    for rows in changed["facts"].values():
        rows[:] = [row for row in rows if row.get("about") not in names]
    return changed


FREE = {
    "layoff_full_and_in_part": ("layoff", 0, "layoff", 1),
    "layoff_after_the_job_ended": ("layoff", 0, "employment_end", 0),
    "counted_work_while_laid_off": ("layoff", 0, "counted_work", 0),
    "two_plans_in_force": ("plan", 0, "plan", 1),
    "pension_full_and_partial": ("disability_pension", 0, "disability_pension", 1),
    "right_to_work_and_none": ("work_right", 0, "work_right", 1),
    "two_review_periods": ("review_period", 0, "review_period", 1),
}
"""Contradictions whose sides can be taken out of the file without leaving a link that points nowhere."""


@pytest.mark.parametrize("name", FREE)
def test_a_day_is_decided_only_where_every_way_decides_it_alike(name: str) -> None:
    """With both facts and without each, decided as files of their own, beside random further facts."""
    kind, number, other, second = FREE[name]
    rng = random.Random(name)
    for _ in range(12):
        one = case({**with_more(rng, FOUND[name]), **FOUND[name]})
        said = decided([one])
        assert name in [found.name for found in said.contradictions]
        if len(said.contradictions) > 1:
            continue
        with_neither = [outcomes(decided([without(one, *side)])) for side in ((kind, number), (other, second))]
        for place, outcome in outcomes(said).items():
            ways = {way[place] for way in with_neither}
            if len(ways) > 1:
                assert outcome is Outcome.OPEN, (name, place, one)
            elif outcome is not Outcome.OPEN:
                assert ways == {outcome}


def with_more(rng: random.Random, facts: dict[str, Any]) -> dict[str, Any]:
    """Some facts that bar or do not, of kinds that the case has not."""
    first = date(2023, 1, 1) + timedelta(days=rng.randrange(150))
    days = {"from": first.isoformat(), "through": (first + timedelta(days=40)).isoformat()}
    may: dict[str, Any] = {
        "study": [{"id": "s", **days, "goal": "university_degree", "planned_end": days["through"]}],
        "unpaid_work": [{"id": "u", **days, "organisation": rng.choice(["company", "non_profit"])}],
        "employment": [{**JOB, "id": "more", "job": "more", **days}],
        "service": [{**days, "kind": "labour_market_training"}],
    }
    return {kind: rows for kind, rows in may.items() if kind not in facts and rng.random() < 0.5}


def said_of(facts: dict[str, Any]) -> list[tuple[str, Outcome]]:
    """The stretches of the basic allowance: first day and outcome, like neighbours told together."""
    days = [
        (day, outcome) for (benefit, day), outcome in outcomes(decided([case(facts)])).items() if benefit == "basic"
    ]
    changes = [one for before, one in zip([(0, None), *days], days, strict=False) if before[1] is not one[1]]
    return [(str(date_of(day)), outcome) for day, outcome in changes]


def test_what_every_way_says_stands_and_the_rest_is_open() -> None:
    """By hand, from the law: what each of the two facts would mean on each day."""
    degree = {**STUDY, "goal": "university_degree"}
    ended = {"study": [degree], "study_end": [{"study": "s", "on": "2023-01-31"}]}
    assert said_of(ended) == [("2023-01-01", Outcome.NO_RIGHT), ("2023-02-01", Outcome.OPEN)]
    job_ended = {"employment": [GOES_ON], "employment_end": [{**END, "on": "2023-01-31"}]}
    assert said_of(job_ended) == [("2023-01-01", Outcome.NO_RIGHT), ("2023-02-01", Outcome.OPEN)]
    assert said_of(FOUND["layoff_after_the_job_ended"]) == [("2023-01-01", Outcome.RIGHT)]
    cut = {
        "employment": [{**JOB, "through": "2023-03-15"}],
        "employment_end": [{**END, "on": "2023-03-15"}],
        "layoff": [LAID_OFF],
    }
    assert said_of(cut) == [("2023-01-01", Outcome.NO_RIGHT), ("2023-02-01", Outcome.RIGHT)]
    assert said_of(FOUND["layoff_before_the_job"]) == [("2023-01-01", Outcome.RIGHT), ("2023-03-01", Outcome.OPEN)]


def test_an_act_after_the_suspension_that_it_led_to_is_not_passed_over() -> None:
    """Suspended by own reprehensible fault, 45 days; without the suspension the person is at full-time work."""
    judged = {"own_fault": [{"on": "2023-02-03", "about": "stop", "caused": "yes", "reprehensible": "yes"}]}

    def suspended(act_on: str) -> dict[str, Any]:
        return {"employment": [GOES_ON], "equated_stop": [{**SUSPENDED, "act_on": act_on}], **judged}

    lost = ("2023-01-01", Outcome.NO_RIGHT)
    assert said_of(suspended("2023-02-01")) == [lost, ("2023-03-18", Outcome.RIGHT)]
    assert said_of(suspended("2023-02-02")) == [lost, ("2023-03-18", Outcome.OPEN)]


def test_too_many_contradictions_leave_every_day_open() -> None:
    """More ways than may be tried: nothing is said of that person, and all of the others."""
    layoffs = [
        {**LAID_OFF, "from": f"2023-0{n}-01", "through": f"2023-0{n}-20", "extent": extent}
        for n in range(1, 8)
        for extent in ("full", "shortened_hours")
    ]
    decision = decided([case({"employment": [GOES_ON], "layoff": layoffs}), case({})])
    assert len(decision.contradictions) == 7
    assert set(outcomes(decision).values()) == {Outcome.OPEN}
    assert outcomes(decision, 1) == outcomes(decided([case({})]))
