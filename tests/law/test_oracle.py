"""The oracle against the examples printed in the digests, and the random people against the form of a case."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from typing import Any

import pytest
from oracle import (
    add_months,
    asked_days,
    covers,
    day,
    days,
    entrepreneur_relief,
    first,
    last,
    layoff_relief,
    leaving_work,
    leaving_work_at_most,
    no_right_days,
    open_days,
    right_days,
)
from people import KNOWN_AT, random_case

Row = dict[str, Any]
Facts = dict[str, list[Row]]

NOW = date(2026, 11, 24)
SUBSIDY = "labour_market_subsidy"
BASIC = "basic"


def span(start: str, through: str | None = None) -> dict[str, str]:
    """The days of a state."""
    return {"from": start} if through is None else {"from": start, "through": through}


def case(start: str, through: str, search: str | None = None, **facts: list[Row]) -> Row:
    """A person who seeks full-time work, from the first day asked about unless another day is given."""
    facts.setdefault("job_search", [{"id": "search", **span(search or start)}])
    facts.setdefault("seeks_full_time_work", [{**span(search or start), "value": True}])
    return {"asked": span(start, through), "person": {"birth_date": "1980-01-01"}, "facts": facts}


def period(start: str, through: str) -> set[date]:
    """The days from start through the last."""
    return set(days(day(start), day(through)))


def employment(start: str, through: str | None = None, hours: Any = 100, job: str = "job", **more: Any) -> Row:
    """A stretch of a job with regular work and usual pay."""
    terms = {"hours_share": hours, "pay_month": 2500, "regular_work_agreed": True, **more}
    return {"id": f"{job}-{start}", "job": job, **span(start, through), **terms}


def leaving(manner: str, start: str, on: str, notice: str | None = None, **more: Any) -> Facts:
    """An employment that ended, without valid reason and, if the employer ended it, by own reprehensible fault."""
    terms = {k: more.pop(k) for k in ("hours", "pay_month", "regular_work_agreed") if k in more}
    by = "person" if manner.startswith("res") and manner != "rescinded_by_employer" else "employer"
    ground = "person" if by == "employer" else "none_given"
    end: Row = {"id": "end", "on": on, "job": "job", "manner": manner, "ground": ground}
    end |= {"notice_given_on": notice or on, "notice_given_by": by, "would_have_lasted": 3650, **more}
    about = {"on": on, "about": "end"}
    return {
        "employment": [employment(start, on, **terms)],
        "employment_end": [end],
        "valid_reason": [{**about, "accepted": False}],
        "own_fault": [{**about, "caused": by == "employer", "reprehensible": by == "employer"}],
        "contest_unfounded": [{**about, "value": False}],
    }


def business(start: str, full_time_from: str | None = None, through: str | None = None) -> Facts:
    """A business judged full-time from a day on, from its start unless another day is given."""
    judged = {"business": "firm", **span(full_time_from or start, through), "value": "full_time"}
    return {"business": [{"id": "firm", **span(start)}], "business_workload": [judged]}


def income(month: str, amount: str, entrepreneurs: int = 1, fell: bool = True) -> Row:
    """The income of a calendar month."""
    start = date.fromisoformat(month + "-01")
    end = add_months(start, 1) - timedelta(days=1)
    row = {"id": f"income-{month}", "business": "firm", "from": start.isoformat(), "through": end.isoformat()}
    return {**row, "amount": Decimal(amount), "entrepreneurs_working": entrepreneurs, "fell_because_of_disease": fell}


def months(start: str, through: str, amount: str, **more: Any) -> list[Row]:
    """The same income in every month."""
    starts = sorted({d.replace(day=1) for d in days(date.fromisoformat(start), date.fromisoformat(through))})
    return [income(d.isoformat()[:7], amount, **more) for d in starts]


def barred(of: Row, benefit: str = BASIC, known_at: date = NOW) -> set[date]:
    """The days without right, when no day is open."""
    assert not open_days(of, known_at, benefit)
    assert right_days(of, known_at, benefit) | no_right_days(of, known_at, benefit) == set(asked_days(of))
    return no_right_days(of, known_at, benefit)


# --- Prerequisites digest ---------------------------------------------------------------------------------------------


def test_only_full_time_work_counts_as_the_goal() -> None:
    """Prerequisites 5.1 examples (a) and (b): part-time only in March; a partial pension drops the goal."""
    seeks = [{**span("2024-03-01", "2024-03-31"), "value": False}, {**span("2024-04-01"), "value": True}]
    part_time = case("2024-03-01", "2024-05-31", seeks_full_time_work=seeks)
    assert barred(part_time) == period("2024-03-01", "2024-03-31")
    part_time["facts"]["disability_pension"] = [{**span("2023-05-01"), "extent": "partial"}]
    assert barred(part_time) == set()


def test_a_full_time_job_of_fourteen_days_and_of_fifteen() -> None:
    """Prerequisites 5.2 example (a)."""
    short = case("2023-03-01", "2023-05-31", employment=[employment("2023-04-03", "2023-04-16")])
    long = case("2023-03-01", "2023-05-31", employment=[employment("2023-04-03", "2023-04-17")])
    assert barred(short) == set()
    assert barred(long) == period("2023-04-03", "2023-04-17")


def test_the_wholly_laid_off_are_unemployed() -> None:
    """Prerequisites 5.2 example (b)."""
    layoff = {"id": "layoff", "job": "job", **span("2024-02-05", "2024-03-31"), "extent": "full"}
    laid_off = case("2024-02-01", "2024-04-30", employment=[employment("2020-01-01")], layoff=[layoff])
    assert barred(laid_off) == period("2024-02-01", "2024-04-30") - period("2024-02-05", "2024-03-31")


def test_full_time_is_above_eighty_per_cent() -> None:
    """Prerequisites 4.1 example (a): 30 of 37.5 hours is part-time, 31 is full-time."""
    thirty = case("2024-01-01", "2024-03-31", employment=[employment("2024-01-01", hours=80)])
    thirty_one = case("2024-01-01", "2024-03-31", employment=[employment("2024-01-01", hours=Decimal("82.67"))])
    assert barred(thirty) == set()
    assert barred(thirty_one) == period("2024-01-01", "2024-03-31")


def test_no_day_outside_the_search() -> None:
    """Prerequisites 5.3 examples (a) and (b)."""
    late = case("2023-02-01", "2023-03-31", search="2023-02-10")
    assert barred(late) == period("2023-02-01", "2023-02-09")
    searches = [{"id": "one", **span("2024-01-01", "2024-06-04")}, {"id": "two", **span("2024-06-12")}]
    seeks = [{**span("2024-01-01"), "value": True}]
    lapsed = case("2024-05-01", "2024-06-30", job_search=searches, seeks_full_time_work=seeks)
    assert barred(lapsed) == period("2024-06-05", "2024-06-11")


def test_contact_details_until_may_2022() -> None:
    """Prerequisites 5.3: the contact details leave 2:1.3 on 2022-05-02 (1380/2021), once that act is in force."""
    search = [{"id": "search", **span("2022-04-01"), "contact_details_complete": False}]
    person = case("2022-04-01", "2022-05-31", job_search=search)
    assert barred(person) == period("2022-04-01", "2022-05-01")
    assert barred(person, known_at=date(2022, 1, 31)) == period("2022-04-01", "2022-05-31")


@pytest.mark.parametrize(("through", "lost"), [("2024-03-17", False), ("2024-03-18", True)])
def test_full_time_business_of_two_weeks_and_a_day_more(through: str, lost: bool) -> None:
    """Prerequisites 5.6 example (b), without 2:5a; E 1: begun before 2017 it bars without the two weeks."""
    for start in ("2018-01-01", "2016-12-31"):
        facts = business(start, "2024-03-04", through)
        after = (date.fromisoformat(through) + timedelta(days=1)).isoformat()
        facts["activity_over"] = [{"on": after, "about": "firm"}]
        expected = period("2024-03-04", through) if lost or start < "2017" else set()
        assert barred(case("2024-02-01", "2024-05-31", **facts)) == expected


def test_full_time_business_is_locked_in_until_it_is_over() -> None:
    """Prerequisites 5.6 example (c) and 5.9 example (c): full-time until the day it is found to have ended."""
    facts = business("2021-01-01", through="2023-12-31")
    assert barred(case("2024-01-01", "2024-04-30", **facts)) == period("2024-01-01", "2024-04-30")
    facts["activity_over"] = [{"on": "2024-02-15", "about": "firm"}]
    assert barred(case("2024-01-01", "2024-04-30", **facts)) == period("2024-01-01", "2024-02-14")


def test_a_degree_is_full_time_study_through_its_last_day() -> None:
    """Prerequisites 5.10 and 3.4: holidays included, right from the day after."""
    degree = {"id": "degree", **span("2019-09-01", "2021-05-31"), "goal": "university_degree"}
    judged = {"on": "2021-05-01", "about": "degree", "shows_no_obstacle": True}
    student = case("2021-05-01", "2021-07-31", study=[degree], work_beside_study=[judged])
    assert barred(student) == period("2021-05-01", "2021-05-31")
    student["facts"]["employment"] = [employment("2020-01-01", "2021-04-30")]
    assert barred(student) == set()


# --- Sanctions digest -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("manner", "on", "lost"),
    [
        ("resigned", "2021-01-31", ("2021-02-01", "2021-05-01")),
        ("dismissed", "2021-01-31", ("2021-02-01", "2021-04-01")),
        ("resigned", "2023-05-31", ("2023-06-01", "2023-07-15")),
        ("dismissed", "2019-06-30", ("2019-07-01", "2019-09-28")),
        ("resigned", "2022-05-01", ("2022-05-02", "2022-07-30")),
    ],
)
def test_days_lost_after_leaving(manner: str, on: str, lost: tuple[str, str]) -> None:
    """Sanctions 5.1 examples (1) to (3), the first line of the table, and 2.1: 90 days run on after 2022-05-02."""
    left = case("2019-01-01", "2023-12-31", **leaving(manner, "2015-01-01", on))
    assert leaving_work(left, NOW) == period(*lost) == leaving_work_at_most(left, NOW)


def test_a_registration_after_the_end_leaves_the_rest() -> None:
    """Sanctions 5.1 example (3): registers on 20 June, so that 26 days bite."""
    left = case("2023-06-20", "2023-08-31", **leaving("resigned", "2015-01-01", "2023-05-31"))
    assert barred(left) == period("2023-06-20", "2023-07-15")
    assert len(barred(left)) == 26


def test_a_job_of_five_days_costs_thirty() -> None:
    """Sanctions 5.1 example (4), and six days."""
    for length, through in ((3, "2024-11-09"), (5, "2024-11-09"), (6, "2024-11-24")):
        facts = leaving("resigned", "2024-10-08", "2024-10-10", would_have_lasted=length)
        assert leaving_work(case("2024-10-01", "2024-12-31", **facts), NOW) == period("2024-10-11", through)


def test_a_contested_dismissal_waits_for_the_final_decision() -> None:
    """Sanctions 5.1 example (5): the limit is 2023-11-15; after a final decision of own fault the original period."""
    lost = period("2023-08-16", "2023-09-29")
    for contested, final, expected in (
        ("2023-11-10", None, set()), ("2023-11-15", None, set()), ("2023-11-16", None, lost),
        ("2023-11-10", "own_fault", lost), ("2023-11-10", "not_own_fault", set()),
    ):  # fmt: skip
        decided = {"contest_final_on": "2024-03-01", "contest_result": final} if final else {}
        facts = leaving("rescinded_by_employer", "2020-01-01", "2023-08-15", contested_on=contested, **decided)
        assert leaving_work(case("2023-08-01", "2023-12-31", **facts), NOW) == expected


def test_a_manifestly_unfounded_contest_does_not_help() -> None:
    """Sanctions 5.1 on 2a:1.3; and the contest of a trial period's end does not (trap 33)."""
    lost = period("2023-08-16", "2023-09-29")
    facts = leaving("dismissed", "2020-01-01", "2023-08-15", contested_on="2023-09-01")
    facts["contest_unfounded"][0]["value"] = True
    assert leaving_work(case("2023-08-01", "2023-12-31", **facts), NOW) == lost
    trial = leaving("trial_period", "2023-05-01", "2023-08-15", contested_on="2023-09-01")
    assert leaving_work(case("2023-08-01", "2023-12-31", **trial), NOW) == lost


def test_ends_that_cost_nothing() -> None:
    """Sanctions 5.1: a fixed term's expiry, an economic dismissal; from 2022-05-02 conduct without reproach."""
    economic = leaving("dismissed", "2020-01-01", "2021-01-31", ground="economic_or_production")
    expired = leaving("fixed_term_over", "2020-01-01", "2021-01-31")
    mild = leaving("dismissed", "2020-01-01", "2023-01-31")
    mild["own_fault"][0]["reprehensible"] = False
    for facts in (economic, expired, mild):
        assert leaving_work(case("2021-01-01", "2023-12-31", **facts), NOW) == set()


def test_no_work_in_twelve_weeks_is_a_valid_reason() -> None:
    """Sanctions 5.2 example: weeks 2023-04-03 to 2023-06-25, notice on the Monday after."""
    facts = leaving("resigned", "2023-01-02", "2023-06-26", regular_work_agreed=False, hours=25)
    assert leaving_work(case("2023-06-01", "2023-12-31", **facts), NOW) == set()
    facts["counted_work"] = [span("2023-04-03", "2023-04-09")]
    assert leaving_work(case("2023-06-01", "2023-12-31", **facts), NOW) != set()
    facts["counted_work"] = [span("2023-03-27", "2023-04-02")]
    assert leaving_work(case("2023-06-01", "2023-12-31", **facts), NOW) == set()


@pytest.mark.parametrize(("pay", "hours", "valid"), [("1235.99", 100, True), ("1236", 100, False), ("1000", 80, False)])
def test_low_pay_is_a_valid_reason_in_full_time_work(pay: str, hours: int, valid: bool) -> None:
    """Sanctions 2.2 and 5.2 on 2a:2.1(4): 1,236 euros in 2020."""
    facts = leaving("resigned", "2019-01-01", "2020-05-31", pay_month=Decimal(pay), hours=hours)
    assert (leaving_work(case("2020-05-01", "2020-12-31", **facts), NOW) == set()) is valid


@pytest.mark.parametrize(
    ("notice", "hours", "minutes", "cause", "valid"),
    [
        ("2023-04-20", 100, 190, "from_the_start", True),
        ("2023-05-01", 100, 190, "from_the_start", True),
        ("2023-05-10", 100, 190, "from_the_start", False),
        ("2023-04-20", 100, 180, "from_the_start", False),
        ("2024-05-10", 60, 125, "workplace_moved", True),
        ("2024-05-10", 60, 120, "workplace_moved", False),
    ],
)
def test_a_long_way_is_a_valid_reason(notice: str, hours: int, minutes: int, cause: str, valid: bool) -> None:
    """Sanctions 5.3 examples, job begun 2023-02-01."""
    facts = leaving("resigned", "2023-02-01", notice, hours=hours)
    way = {"id": "way", "job": "job", **span("2023-02-01", notice), "minutes_a_day": minutes, "cause": cause}
    facts["commute"] = [way]
    assert (leaving_work(case("2023-04-01", "2024-12-31", **facts), NOW) == set()) is valid


def test_two_sides_of_a_change() -> None:
    """Sanctions 2.1 and errata 8: a resignation across 2022-05-02 is open, an own act is not."""
    resigned = case("2022-04-01", "2022-12-31", **leaving("resigned", "2020-01-01", "2022-05-15", notice="2022-04-20"))
    assert leaving_work(resigned, NOW) == period("2022-05-16", "2022-06-29")
    assert leaving_work_at_most(resigned, NOW) == period("2022-05-16", "2022-08-13")
    assert open_days(resigned, NOW, BASIC) == period("2022-06-30", "2022-08-13")
    own = leaving("dismissed", "2020-01-01", "2022-05-15", notice="2022-05-03", act_on="2022-04-20")
    own["own_fault"][0]["reprehensible"] = False
    assert leaving_work(case("2022-04-01", "2022-12-31", **own), NOW) == period("2022-05-16", "2022-07-14")


# --- Temporary acts, layoffs ------------------------------------------------------------------------------------------


def laid_off(start: str, through: str | None, of: str = "2018-01-01", **more: Any) -> Facts:
    """A long full-time job and one layoff."""
    layoff = {"id": "layoff", "job": "job", **span(start, through), "extent": "full"}
    return {"employment": [employment(of)], "layoff": [layoff], **more}


def degree(start: str) -> Facts:
    """A degree, and no established work beside it."""
    row = {"id": "degree", **span(start), "goal": "university_degree"}
    return {"study": [row], "work_beside_study": [{"on": start, "about": "degree", "shows_no_obstacle": False}]}


def test_the_laid_off_student() -> None:
    """Temporary acts 3.5, first two examples, and section 2: right on 30 March, wrong from 1 April."""
    student = case("2020-03-20", "2020-09-30", **laid_off("2020-03-20", "2020-09-30"), **degree("2018-09-01"))
    whole = period("2020-03-20", "2020-09-30")
    assert barred(student) == set()
    assert barred(student, known_at=date(2020, 3, 30)) == whole
    assert barred(student, known_at=date(2020, 4, 1)) == period("2020-08-01", "2020-09-30")
    assert barred(student, known_at=date(2020, 8, 1)) == set()
    early = case("2020-03-20", "2020-09-30", **laid_off("2020-03-10", "2020-09-30"), **degree("2018-09-01"))
    assert barred(early) == whole


def test_other_full_time_work_during_the_layoff() -> None:
    """Temporary acts 3.5, third and fourth example: 29 days in August bar, July does not."""
    for work, expected in (
        (("2020-08-03", "2020-08-31"), period("2020-08-03", "2020-08-31")),
        (("2020-07-01", "2020-07-31"), set()),
        (("2020-08-03", "2020-08-16"), set()),
        (("2020-07-20", "2020-08-09"), period("2020-08-01", "2020-08-09")),
    ):
        facts = laid_off("2020-05-04", None)
        facts["employment"].append(employment(*work, job="other"))
        assert barred(case("2020-05-04", "2020-12-31", **facts)) == expected


def test_the_laid_off_entrepreneur() -> None:
    """Temporary acts 3.5, fifth example: right through 2020, then 2:5."""
    facts = laid_off("2020-11-02", "2021-04-30") | business("2019-01-01")
    person = case("2020-11-02", "2021-04-30", **facts)
    assert barred(person) == period("2021-01-01", "2021-04-30")
    assert barred(person, known_at=date(2020, 12, 31)) == period("2021-01-01", "2021-04-30")


def test_the_study_rule_of_2021_ends_with_the_year() -> None:
    """Temporary acts 3.5, sixth example."""
    student = case("2021-06-01", "2022-02-28", **laid_off("2021-06-01", "2022-02-28"), **degree("2021-08-16"))
    assert barred(student) == period("2022-01-01", "2022-02-28")
    assert set(layoff_relief(student, NOW).values()) == {"V3"}


def test_registration_was_never_waived_for_the_laid_off() -> None:
    """Temporary acts 3.5, last example."""
    person = case("2020-03-16", "2020-05-31", search="2020-04-06", **laid_off("2020-03-16", None))
    assert barred(person) == period("2020-03-16", "2020-04-05")


def test_an_equated_stop_is_left_open() -> None:
    """Temporary acts 3.4: 172/2020 does not name reasons equated with layoff."""
    stop = {"id": "stop", "job": "job", **span("2020-04-01", "2020-05-31"), "ground": "outside_cause"}
    facts = {"employment": [employment("2018-01-01")], "equated_stop": [stop], **degree("2018-09-01")}
    student = case("2020-04-01", "2020-05-31", **facts)
    assert open_days(student, NOW, BASIC) == period("2020-04-01", "2020-05-31")


# --- Temporary acts, entrepreneurs ------------------------------------------------------------------------------------


def closed(start: str) -> Facts:
    """A sole trader whose work ended the day before because of the disease."""
    day_before = (date.fromisoformat(start) - timedelta(days=1)).isoformat()
    work = {"id": "work", "business": "firm", **span("2018-01-01", day_before), "end_cause": "disease"}
    return business("2018-01-01", through=day_before) | {"work_in_business": [work]}


@pytest.mark.parametrize(("search", "right_from"), [("2020-04-14", "2020-03-17"), ("2020-04-16", "2020-04-16")])
def test_the_clause_of_15_april_2020(search: str, right_from: str) -> None:
    """Temporary acts 4.7, first two examples: the salon closed on 17 March."""
    person = case("2020-03-10", "2020-06-30", search=search, **closed("2020-03-17"))
    assert right_days(person, NOW, SUBSIDY) == period(right_from, "2020-06-30")
    assert right_days(person, date(2020, 4, 7), SUBSIDY) == set()
    assert right_days(person, date(2020, 4, 8), SUBSIDY) == period(right_from, "2020-06-30")


@pytest.mark.parametrize(
    ("amount", "entrepreneurs", "fell", "qualifies"),
    [("2000", 2, True, True), ("2179.34", 2, True, False), ("2179.33", 2, True, True), ("900", 1, False, False)],
)
def test_income_for_each_entrepreneur(amount: str, entrepreneurs: int, fell: bool, qualifies: bool) -> None:
    """Temporary acts 4.7, third to fifth example."""
    month = income("2020-04", amount, entrepreneurs, fell)
    person = case("2020-04-01", "2020-04-30", **business("2018-01-01"), business_income=[month])
    assert (set(entrepreneur_relief(person, NOW)) == period("2020-04-01", "2020-04-30")) is qualifies
    assert (barred(person, SUBSIDY) == set()) is qualifies


def test_a_fund_member_gets_the_subsidy_only() -> None:
    """Temporary acts 4.7, sixth example."""
    person = case("2020-04-01", "2020-06-30", **closed("2020-04-01"))
    assert barred(person, "earnings_related") == period("2020-04-01", "2020-06-30")
    assert barred(person, SUBSIDY) == set()


def test_the_gap_of_december_2021() -> None:
    """Temporary acts 4.7, seventh example, and the acts known on the way."""
    facts = business("2018-01-01") | {"business_income": months("2021-01-01", "2022-02-28", "500")}
    person = case("2021-01-01", "2022-02-28", **facts)
    assert barred(person, SUBSIDY) == period("2021-12-01", "2021-12-31")
    assert min(barred(person, SUBSIDY, date(2021, 1, 1))) == date(2021, 4, 1)
    assert min(barred(person, SUBSIDY, date(2021, 10, 10))) == date(2021, 10, 1)
    assert min(barred(person, SUBSIDY, date(2022, 1, 30))) == date(2021, 12, 1)
    assert max(barred(person, SUBSIDY, date(2022, 1, 30))) == date(2022, 2, 28)


def test_the_limit_of_2022_is_higher() -> None:
    """Temporary acts 4.7, eighth example."""
    for month, qualifies in (("2022-02", True), ("2021-11", False)):
        start, through = f"{month}-01", f"{month}-28"
        facts = business("2018-01-01") | {"business_income": [income(month, "1095")]}
        assert (barred(case(start, through, **facts), SUBSIDY) == set()) is qualifies


@pytest.mark.parametrize(
    ("work", "expected"),
    [(("2020-09-01", "2020-10-15"), period("2020-09-01", "2020-10-15")), (("2020-06-01", "2020-07-15"), set())],
)
def test_an_entrepreneur_in_full_time_work(work: tuple[str, str], expected: set[date]) -> None:
    """Temporary acts 4.7, last example; on 15 July 2020 the bar of August was not yet in force."""
    facts = business("2018-01-01") | {"business_income": months("2020-05-01", "2020-12-31", "500")}
    person = case("2020-05-01", "2020-12-31", **facts, employment=[employment(*work)])
    assert barred(person, SUBSIDY) == expected
    assert barred(person, SUBSIDY, date(2020, 7, 15)) == set()
    assert barred(person, SUBSIDY, date(2020, 4, 8)) == period("2020-07-01", "2020-12-31")


def test_the_clause_of_15_february_2022() -> None:
    """Errata 6: open only when the search begins after 15 February."""
    facts = business("2018-01-01") | {"business_income": months("2022-01-01", "2022-02-28", "500")}
    in_time = case("2022-01-01", "2022-02-28", search="2022-02-15", **facts)
    assert barred(in_time, SUBSIDY) == set()
    late = case("2022-01-01", "2022-02-28", search="2022-02-17", **facts)
    assert no_right_days(late, NOW, SUBSIDY) == {date(2022, 2, 16)}
    assert open_days(late, NOW, SUBSIDY) == period("2022-01-01", "2022-02-15")
    assert {entrepreneur_relief(late, NOW)[d] for d in period("2022-01-01", "2022-02-15")} == {"open"}


# --- Random people ----------------------------------------------------------------------------------------------------

SEEDS = range(200)
APART = {
    "job_search": None, "seeks_full_time_work": None, "employment": "job", "business_workload": "business",
    "business_income": "business",
}  # fmt: skip
"""Kinds whose rows must not overlap: of one person, or of one job or business."""


@pytest.mark.parametrize("seed", SEEDS)
def test_random_people_keep_the_form(seed: int) -> None:
    """Ids are unique, states begin before they end, references hit, and rows that must not overlap do not."""
    facts = random_case(random.Random(seed))["facts"]
    every = [row for rows in facts.values() for row in rows]
    names = [row["id"] for row in every if "id" in row]
    assert len(names) == len(set(names))
    known = {*names, *(row["job"] for row in facts.get("employment", []))}
    assert all(row[key] in known for row in every for key in ("job", "business", "about") if key in row)
    assert all(first(row) <= last(row) for row in every if "from" in row)
    for kind, of in APART.items():
        for one, other in combinations(facts.get(kind, []), 2):
            if of is None or one[of] == other[of]:
                assert last(one) < first(other) or last(other) < first(one)


@pytest.mark.parametrize("seed", SEEDS)
def test_random_people_know_every_fact(seed: int) -> None:
    """Ends fall on the last day of the job; goal and income are known on the days where they are asked."""
    person = random_case(random.Random(seed))
    facts = person["facts"]
    for end in facts.get("employment_end", []):
        job = [row for row in facts["employment"] if row["job"] == end["job"]]
        assert max(last(row) for row in job) == day(end["on"])
    for d in asked_days(person):
        for kind, occasion in (("seeks_full_time_work", "job_search"), ("business_income", "business")):
            if any(covers(row, d) for row in facts.get(occasion, [])):
                assert any(covers(row, d) for row in facts[kind])


@pytest.mark.parametrize("seed", SEEDS)
def test_random_people_get_an_answer(seed: int) -> None:
    """Nothing is open but for an entrepreneur without job search at the beginning of 2022."""
    person = random_case(random.Random(seed))
    for known_at in KNOWN_AT[:: len(KNOWN_AT) - 1]:
        for row in person["facts"]["benefit"]:
            opened = open_days(person, known_at, row["kind"])
            assert opened <= period("2022-01-01", "2022-02-15")
            assert not opened or row["kind"] == SUBSIDY
