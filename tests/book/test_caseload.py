"""Facts tied together: what was known on a day, links, judgements, and caseloads taken apart and put together."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import product
from typing import Any

import numpy as np
import pytest

import toimi.law.facts  # noqa: F401  (declares the vocabulary)
from law.people import random_case
from toimi.book.casefile import CaseError, read_case, read_cases
from toimi.book.caseload import Caseload, RawRows, Rows, _first_names, assemble, joined, stacked, unknown_column
from toimi.book.decision import facts_of
from toimi.book.facts import KINDS
from toimi.book.links import through
from toimi.days.columns import ChoiceColumn, DayColumn, NumberColumn, TruthColumn

LAST = 65_535
"""The place after the last day of the line: no end."""
MOST = 2**40
ASKED = {"from": "2020-03-16", "through": "2020-06-30"}
FROM = {"from": "2020-03-16"}


def place(text: str) -> int:
    """How many days after 1 January 1900."""
    return (date.fromisoformat(text) - date(1900, 1, 1)).days


TODAY = place("2026-11-24")


def case(**facts: Any) -> dict[str, Any]:
    """A person with these facts."""
    return {"asked": ASKED, "facts": facts}


def load(known_at: str = "2026-11-24", **facts: Any) -> Caseload:
    """These facts as they were known on a day."""
    return read_case(case(**facts), known_at=place(known_at)).caseload


def bounds(column: Any) -> list[tuple[int, int]]:
    """The two bounds of each row."""
    return list(zip(column.lo.tolist(), column.hi.tolist()))


def offsets(*days: str) -> list[int]:
    """The places of some days."""
    return [place(day) for day in days]


# --- What was known ---------------------------------------------------------------------------------------------------


def known(on: str, *layoffs: dict[str, Any]) -> list[str]:
    """The first days of the layoffs known on a day, in their order."""
    found = load(on, layoff=list(layoffs)).of("layoff")
    first = [] if found is None else found.start.lo.tolist()
    return [(date(1900, 1, 1) + timedelta(days=day)).isoformat() for day in first]


def test_what_is_recorded_later_is_not_known_yet() -> None:
    """From the day of its record on; without a day it has always been known."""
    layoffs = [
        {"from": "2020-03-16", "recorded_on": "2020-04-01"}, {"from": "2020-03-17"},
        {"from": "2020-03-18", "recorded_on": "2020-03-20"},
    ]  # fmt: skip
    assert known("2020-03-19", *layoffs) == ["2020-03-17"]
    assert known("2020-03-20", *layoffs) == ["2020-03-17", "2020-03-18"]
    assert known("2020-03-31", *layoffs) == ["2020-03-17", "2020-03-18"]
    assert known("2020-04-01", *layoffs) == ["2020-03-16", "2020-03-17", "2020-03-18"]


def test_a_correction_replaces_once_it_is_known() -> None:
    """Before that what is corrected stands; and a correction may be corrected in turn."""
    layoffs = [
        {"id": "first", "from": "2020-03-16", "recorded_on": "2020-03-01"},
        {"id": "second", "from": "2020-03-17", "corrects": "first", "recorded_on": "2020-04-01"},
        {"id": "third", "from": "2020-03-18", "corrects": "second", "recorded_on": "2020-05-01"},
    ]
    assert known("2020-02-29", *layoffs) == []
    assert known("2020-03-31", *layoffs) == ["2020-03-16"]
    assert known("2020-04-01", *layoffs) == ["2020-03-17"]
    assert known("2020-05-01", *layoffs) == ["2020-03-18"]


def test_what_was_said_of_a_fact_holds_of_its_correction() -> None:
    """A judgement or a link by the old name, or by the new one, reaches the row that stands."""
    ends = [
        {"id": "end", "on": "2020-03-20", "manner": "resigned"},
        {"id": "end-2", "on": "2020-03-21", "manner": "resigned", "corrects": "end", "recorded_on": "2020-04-01"},
        {"on": "2020-03-22", "manner": "resigned", "corrects": "end-2", "recorded_on": "2020-05-01"},
    ]
    for about in ("end", "end-2"):
        judged = [{"on": "2020-04-02", "about": about, "accepted": False, "recorded_on": "2020-04-02"}]
        for on, day in (("2020-04-02", "2020-03-21"), ("2020-05-01", "2020-03-22")):
            found = load(on, employment_end=ends, valid_reason=judged).rows["employment_end"]
            assert found.start.lo.tolist() == offsets(day)
            assert bounds(found.columns["valid_reason"]) == [(False, False)]
    firm = [{"id": "firm", "from": "2019-01-01"}, {"id": "firm-2", "from": "2019-02-01", "corrects": "firm"}]
    for name in ("firm", "firm-2"):
        work = load(business=firm, work_in_business=[{"from": "2019-03-01", "business": name}]).rows["work_in_business"]
        assert work.links["business"].tolist() == [0]


def test_two_corrections_of_one_fact_or_in_a_circle_are_refused() -> None:
    """Which of them stands is not for the reader to choose, and a circle would make both vanish."""
    one = {"id": "one", "from": "2020-03-16"}
    _, problems = read_cases(
        [
            case(layoff=[one, {"from": "2020-03-17", "corrects": "one"}, {"from": "2020-03-18", "corrects": "one"}]),
            case(layoff=[{**one, "corrects": "two"}, {"id": "two", "from": "2020-03-17", "corrects": "one"}]),
        ],
        known_at=TODAY,
    )
    twice, circle = "another fact corrects the same one", "the corrections go round in a circle"
    assert [(problem.block, problem.row, problem.what) for problem in problems] == [
        (1, 0, circle),
        (1, 1, circle),
        (0, 2, twice),
    ]


def test_an_answer_on_several_subjects_is_one_fact_and_is_corrected_once() -> None:
    """It is a row for each subject inside, whichever it corrects; a second correction is refused as of any fact."""
    first = {"id": "one", "from": "2020-01-01", "subjects": ["work", "study", "stops"]}
    second = {"id": "two", "from": "2020-02-01", "corrects": "one", "subjects": ["work", "study"]}
    found = load(answered_for=[first, second]).rows["answered_for"]
    assert found.start.lo.tolist() == offsets("2020-02-01", "2020-02-01")
    _, problems = read_cases([case(answered_for=[first, second, {**second, "id": "three"}])], known_at=TODAY)
    assert {(problem.row, problem.what) for problem in problems} == {(2, "another fact corrects the same one")}


def test_a_withdrawal_removes_itself_and_what_it_corrects() -> None:
    """Once it is known; and a fact that is withdrawn by itself was never there."""
    layoffs = [
        {"id": "first", "from": "2020-03-16"},
        {"from": "2020-03-17", "corrects": "first", "withdrawn": True, "recorded_on": "2020-04-01"},
        {"from": "2020-03-18", "withdrawn": "yes"},
        {"from": "2020-03-19", "withdrawn": "no"},
        {"from": "2020-03-20", "withdrawn": False},
    ]
    assert known("2020-03-31", *layoffs) == ["2020-03-16", "2020-03-19", "2020-03-20"]
    assert known("2020-04-01", *layoffs) == ["2020-03-19", "2020-03-20"]


def test_a_correction_may_be_of_another_kind() -> None:
    """What was called a layoff was weather."""
    found = load(layoff=[{"id": "stop", **FROM}], other_stop=[{"corrects": "stop", **FROM}])
    assert found.of("layoff") is None
    assert found.of("other_stop") is not None


def test_what_it_corrects_must_be_in_the_file_but_need_not_be_known() -> None:
    """The id is looked for among all facts of the person, of nobody else."""
    later = {"id": "first", "from": "2020-03-16", "recorded_on": "2020-05-01"}
    correction = {"from": "2020-03-17", "corrects": "first", "recorded_on": "2020-04-01"}
    assert known("2020-04-01", later, correction) == ["2020-03-17"]
    assert known("2020-05-01", later, correction) == ["2020-03-17"]
    _, problems = read_cases([case(layoff=[later]), case(layoff=[correction])], known_at=TODAY)
    assert [(one.block, one.place) for one in problems] == [(1, "facts.layoff[0].corrects")]


def test_overlaps_are_of_facts_in_force() -> None:
    """Neither of what is corrected nor of what is not known yet."""
    load(
        "2020-03-31",
        job_search=[
            {"id": "first", "from": "2020-01-01"},
            {"id": "second", "from": "2020-01-02", "corrects": "first"},
            {"id": "third", "from": "2020-01-03", "recorded_on": "2020-04-01"},
        ],
    )


def test_a_judgement_that_is_corrected_is_not_in_force() -> None:
    """The later one stands, from the day that it is recorded."""
    judged = [
        {"id": "v1", "on": "2020-04-01", "about": "end", "caused": True},
        {"on": "2020-05-01", "about": "end", "caused": False, "corrects": "v1", "recorded_on": "2020-05-01"},
    ]
    for on, caused in (("2020-04-30", True), ("2020-05-01", False)):
        end = load(on, employment_end=[{"id": "end", "on": "2020-03-20"}], own_fault=judged).rows["employment_end"]
        assert bounds(end.columns["own_fault"]) == [(caused, caused)]


def test_rows_are_in_the_order_of_their_days() -> None:
    """By person, first day, and last day; the place in the file is kept."""
    layoffs = [
        {"from": "2020-03-18"}, {"from": "2020-03-16"}, {"from": "2020-03-16", "through": "2020-03-17"},
        {"from": "2020-03-16"}, {"from": "2020-03-10"},
    ]  # fmt: skip
    (one, _), _ = read_cases([case(layoff=layoffs), case(layoff=layoffs[:2])], known_at=TODAY)
    rows = one.caseload.rows["layoff"]
    assert rows.block.tolist() == [0] * 5 + [1] * 2
    assert rows.number.tolist() == [4, 2, 1, 3, 0, 1, 0]
    assert rows.column("start") is rows.start
    assert rows.column("end") is rows.end
    assert rows.column("extent") is rows.columns["extent"]


# --- Overlaps ---------------------------------------------------------------------------------------------------------


def day(number: int) -> str:
    """A day of June 2020."""
    return f"2020-06-{number:02}"


def possible(row: dict[str, Any]) -> set[frozenset[int]]:
    """Every set of days that a row may hold on: of June, the first 8 days."""
    first, last = row["from"], row["through"]
    begins = range(*first) if isinstance(first, tuple) else [first]
    ends = range(*last) if isinstance(last, tuple) else [last]
    return {frozenset(range(begin, end + 1)) for begin, end in product(begins, ends) if begin <= end}


def written(row: dict[str, Any]) -> dict[str, Any]:
    """The row as the file says it."""
    return {
        name: {"earliest": day(value[0]), "latest": day(value[1] - 1)} if isinstance(value, tuple) else day(value)
        for name, value in row.items()
    }


def some_period(rng: random.Random) -> dict[str, Any]:
    """A period in the first days of June, either day perhaps in a range; it may be a period."""
    while True:
        row: dict[str, Any] = {"from": rng.randint(1, 6), "through": rng.randint(1, 8)}
        for name in row:
            if rng.random() < 0.4:
                row[name] = (row[name], row[name] + rng.randint(1, 4))
        if possible(row):
            return row


def test_two_rows_overlap_if_they_do_whatever_the_days_turn_out_to_be() -> None:
    """Two job searches, their days known or in ranges: refused just if no two periods that they may be are apart."""
    rng = random.Random(0)
    pairs = [[some_period(rng), some_period(rng)] for _ in range(500)]
    _, problems = read_cases([case(job_search=[written(row) for row in pair]) for pair in pairs], known_at=TODAY)
    refused = {one.block for one in problems}
    together = {
        number
        for number, (one, other) in enumerate(pairs)
        if all(mine & yours for mine, yours in product(possible(one), possible(other)))
    }
    assert refused == together
    assert {one.what[:47] for one in problems} == {"two rows of job_search hold on the same day: se"}
    assert 100 < len(together) < 400


def test_known_rows_overlap_if_any_two_do() -> None:
    """Four job searches, however they lie."""
    rng = random.Random(1)
    many = [sorted(rng.sample(range(1, 31), 8)) for _ in range(100)]
    apart = [[{"from": line[at], "through": line[at + 1]} for at in (0, 2, 4, 6)] for line in many]
    mixed = [
        [{"from": line[at], "through": line[at + 2]} for at in (0, 2, 4)] + [{"from": 30, "through": 30}]
        for line in many
    ]
    long = [
        [{"from": line[0], "through": line[7]}, *({"from": line[at], "through": line[at + 1]} for at in (1, 3, 5))]
        for line in many
    ]
    for people, refused in ((apart, 0), (mixed, 100), (long, 100)):
        shuffled = [[written(row) for row in rng.sample(rows, len(rows))] for rows in people]
        _, problems = read_cases([case(job_search=rows) for rows in shuffled], known_at=TODAY)
        assert len({one.block for one in problems}) == refused


def test_a_search_whose_end_is_not_known_has_a_day_at_least() -> None:
    """So two of them that begin on one day overlap."""
    with pytest.raises(CaseError, match="two rows of job_search hold on the same day"):
        load(job_search=[{"from": "2020-03-16", "through": "unknown"}, {"from": "2020-03-16", "through": "unknown"}])
    load(job_search=[{"from": "2020-03-16", "through": "unknown"}, {"from": "2020-03-17", "through": "unknown"}])


def test_an_overlap_is_found_among_many_people_at_their_own() -> None:
    """Two people with one search each have none."""
    one, two = case(job_search=[FROM]), case(job_search=[FROM, {"from": "2020-04-01"}])
    _, problems = read_cases([one, two, one, two], known_at=TODAY)
    assert [(one.block, one.place) for one in problems] == [
        (1, "facts.job_search[1].from"), (3, "facts.job_search[1].from"),
    ]  # fmt: skip


# --- Links ------------------------------------------------------------------------------------------------------------


STRETCHES = [
    {"id": "k3", "job": "kitchen", "from": "2020-01-01"},
    {"id": "k1", "job": "kitchen", "from": "2018-01-01", "through": "2018-12-31"},
    {"id": "k2", "job": "kitchen", "from": "2019-01-01", "through": "2019-12-31"},
    {"id": "shop", "from": "2017-01-01"},
]


def linked(rows: Rows, name: str, to: Rows) -> list[int | None]:
    """The first day of the row that each points at."""
    return [None if row < 0 else int(to.start.lo[row]) for row in rows.links[name].tolist()]


@pytest.mark.parametrize(
    ("on", "begun"),
    [
        ("2017-06-01", "2018-01-01"), ("2018-01-01", "2018-01-01"), ("2018-12-31", "2018-01-01"),
        ("2019-01-01", "2019-01-01"), ("2019-12-31", "2019-01-01"), ("2020-01-01", "2020-01-01"), ("2030-01-01", "2020-01-01"),
    ],
)  # fmt: skip
def test_a_link_to_a_job_is_to_the_stretch_that_has_begun(on: str, begun: str) -> None:
    """By the day of the row that points; before all of them to the first. The job itself began with the first."""
    found = load(employment=STRETCHES, employment_end=[{"on": on, "job": "kitchen"}])
    end = found.rows["employment_end"]
    assert linked(end, "job", found.rows["employment"]) == [place(begun)]
    assert bounds(end.began["job"]) == [(place("2018-01-01"),) * 2]


def test_where_the_day_may_fall_into_two_stretches_what_differs_between_them_is_not_known() -> None:
    """A layoff on an uncertain day over the turn of a year: which hours were in force is not known, one's own are."""
    stretches = [{**STRETCHES[1], "hours_share": 100}, {**STRETCHES[2], "hours_share": 30}]
    within = {"earliest": "2018-12-20", "latest": "2019-01-10"}
    ends = [{"on": within, "job": "kitchen"}, {"on": "2018-12-20", "job": "kitchen"}]
    found = load(employment=stretches, employment_end=ends)
    end = found.rows["employment_end"]
    assert end.unsure["job"].tolist() == [True, False]
    share = through(end.links["job"], found.of("employment"), "employment", "hours_share", end.unsure["job"])
    whole = through(end.links["job"], found.of("employment"), "employment", "hours_share")
    assert bounds(share)[1] == bounds(whole)[1]
    assert bounds(share)[0] != bounds(whole)[0]
    taken = end.take(np.array([1, 0]))
    assert taken.unsure["job"].tolist() == [False, True]
    assert sorted(joined(end, end).unsure["job"].tolist()) == [False, False, False, True]


def test_a_job_without_a_label_goes_by_its_id() -> None:
    """One with a label does not: its id is for corrections."""
    found = load(employment=STRETCHES, layoff=[{"job": "shop", **FROM}, FROM])
    layoff = found.rows["layoff"]
    assert linked(layoff, "job", found.rows["employment"]) == [place("2017-01-01"), None]
    assert bounds(layoff.began["job"]) == [(place("2017-01-01"),) * 2, (0, LAST)]
    with pytest.raises(CaseError, match=r"facts.layoff\[0\].job: no fact with the id 'k1'"):
        load(employment=STRETCHES, layoff=[{"job": "k1", **FROM}])


def test_a_job_whose_first_day_is_not_known_began_within_its_bounds() -> None:
    """Both bounds of the first stretch."""
    found = load(
        employment=[{"job": "kitchen", "from": {"earliest": "2018-01-01", "latest": "2018-03-01"}}], layoff=[{"job": "kitchen", **FROM}]
    )  # fmt: skip
    assert bounds(found.rows["layoff"].began["job"]) == [(place("2018-01-01"), place("2018-03-01"))]


def test_rows_of_one_thing_share_a_code() -> None:
    """Stretches of a job, and the rows that point at it; of a row without a name there is none."""
    found = load(employment=STRETCHES, layoff=[{"job": "kitchen", **FROM}, FROM])
    shop, *kitchen = found.rows["employment"].things[""].tolist()
    assert len(set(kitchen)) == 1
    assert shop != kitchen[0]
    assert found.rows["layoff"].things["job"].tolist() == [kitchen[0], -1]
    assert found.rows["layoff"].things[""].tolist() == [-1, -1]


def test_a_link_stays_with_its_person() -> None:
    """Two people with a job of the same name, and a third without any."""
    first = case(employment=[{"job": "kitchen", "from": "2018-01-01"}], layoff=[{"job": "kitchen", **FROM}])
    second = case(employment=[{"job": "kitchen", "from": "2019-01-01"}], layoff=[{"job": "kitchen", **FROM}])
    (one, *_), problems = read_cases([first, second], known_at=TODAY)
    assert problems == []
    rows = one.caseload.rows
    assert linked(rows["layoff"], "job", rows["employment"]) == offsets("2018-01-01", "2019-01-01")
    _, problems = read_cases([first, case(layoff=[{"job": "kitchen", **FROM}])], known_at=TODAY)
    assert [(one.block, one.place) for one in problems] == [(1, "facts.layoff[0].job")]


def test_links_of_random_people_are_those_of_the_file() -> None:
    """Each layoff, end, stop, way, income, workload and work of 300 people, looked up in the plain file."""
    many = [random_case(random.Random(10_000 + seed)) for seed in range(300)]
    (one, *_), problems = read_cases(many, known_at=TODAY)
    assert problems == []
    checked = 0
    for kind, name, to, label in (
        ("layoff", "job", "employment", "job"), ("employment_end", "job", "employment", "job"),
        ("equated_stop", "job", "employment", "job"), ("other_stop", "job", "employment", "job"),
        ("commute", "job", "employment", "job"), ("business_income", "business", "business", "id"),
        ("business_workload", "business", "business", "id"), ("work_in_business", "business", "business", "id"),
    ):  # fmt: skip
        rows, target = one.caseload.rows[kind], one.caseload.rows[to]
        for row, link in enumerate(rows.links[name].tolist()):
            facts = many[rows.block[row]]["facts"]
            said = facts[kind][rows.number[row]]
            if name not in said:
                assert link == -1
                assert (rows.began[name].lo[row], rows.began[name].hi[row]) == (0, LAST)
                continue
            same = sorted((other for other in facts[to] if other[label] == said[name]), key=lambda other: other["from"])
            begun = [other for other in same if other["from"] <= said.get("from", said.get("on"))] or same[:1]
            assert target.block[link] == rows.block[row]
            assert facts[to][target.number[link]] == begun[-1]
            assert rows.began[name].lo[row] == rows.began[name].hi[row] == place(same[0]["from"])
            checked += 1
    assert checked > 500


# --- Judgements -------------------------------------------------------------------------------------------------------


def test_a_judgement_is_laid_onto_the_row_it_is_about() -> None:
    """Its values become attributes of the row; of the other rows nothing is known."""
    found = load(
        employment_end=[{"id": "a", "on": "2020-03-01"}, {"id": "b", "on": "2020-03-02"}, {"on": "2020-03-03"}],
        equated_stop=[{"id": "s", **FROM}],
        own_fault=[
            {"on": "2020-04-01", "about": "b", "caused": True, "reprehensible": False},
            {"on": "2020-04-02", "about": "s", "caused": False},
        ],
        valid_reason=[{"on": "2020-04-01", "about": "a", "accepted": True}],
    )
    end, stop = found.rows["employment_end"].columns, found.rows["equated_stop"].columns
    assert bounds(end["own_fault"]) == [(False, True), (True, True), (False, True)]
    assert bounds(end["reprehensible"]) == [(False, True), (False, False), (False, True)]
    assert bounds(end["valid_reason"]) == [(True, True), (False, True), (False, True)]
    assert bounds(end["contest_unfounded"]) == [(False, True)] * 3
    assert bounds(stop["own_fault"]) == [(False, False)]
    assert bounds(stop["reprehensible"]) == [(False, True)]


def test_where_nobody_judges_nothing_is_known() -> None:
    """A truth may be either; a day is not before the end of the row."""
    found = load(
        business=[
            {"id": "open", "from": "2012-05-01"}, {"id": "closed", "from": "2013-05-01", "through": "2020-04-30"},
            {"id": "perhaps", "from": "2014-05-01", "through": {"earliest": "2020-05-01", "latest": "2020-05-31"}},
        ],
        study=[FROM],
    )  # fmt: skip
    assert bounds(found.rows["business"].columns["over_on"]) == [
        (LAST, LAST), (place("2020-05-01"), LAST), (place("2020-05-02"), LAST),
    ]  # fmt: skip
    for name in ("gives_vocational_skills", "work_shows_no_obstacle", "exception_applies"):
        assert bounds(found.rows["study"].columns[name]) == [(False, True)]


def test_a_judged_day_is_the_day_of_the_judgement() -> None:
    """Known, or within its bounds; the other businesses stay open."""
    found = load(
        business=[
            {"id": "one", "from": "2012-05-01", "through": "2020-04-30"}, {"id": "two", "from": "2013-05-01"},
            {"id": "three", "from": "2014-05-01"}, {"id": "four", "from": "2015-05-01", "through": "2020-06-30"},
        ],
        activity_over=[
            {"on": {"earliest": "2020-06-01", "latest": "2020-06-30"}, "about": "three"}, {"on": "2020-05-15", "about": "one"},
        ],
    )  # fmt: skip
    assert bounds(found.rows["business"].columns["over_on"]) == [
        (place("2020-05-15"),) * 2, (LAST, LAST), (place("2020-06-01"), place("2020-06-30")),
        (place("2020-07-01"), LAST),
    ]  # fmt: skip


def test_a_judgement_may_be_about_either_of_two_kinds() -> None:
    """The disease's effect: on the work in a business, and on the income of a month."""
    found = load(
        business=[{"id": "cafe", "from": "2012-05-01"}],
        work_in_business=[{"id": "work", "business": "cafe", "from": "2012-05-01"}],
        business_income=[
            {"id": "march", "business": "cafe", "from": "2020-03-01", "through": "2020-03-31"},
            {"id": "april", "business": "cafe", "from": "2020-04-01", "through": "2020-04-30"},
        ],
        disease_effect=[
            {"on": "2020-05-01", "about": "april", "caused": True}, {"on": "2020-05-01", "about": "work", "caused": False},
        ],
    )  # fmt: skip
    assert bounds(found.rows["work_in_business"].columns["caused_by_disease"]) == [(False, False)]
    assert bounds(found.rows["business_income"].columns["caused_by_disease"]) == [(False, True), (True, True)]


def test_a_judgement_stays_with_its_person() -> None:
    """Two people whose degrees have the same name."""
    degree = {"id": "degree", **FROM}
    verdict = {"on": "2020-03-20", "about": "degree"}
    many = [
        case(study=[degree], study_exception=[{**verdict, "applies": True}]),
        case(study=[degree]),
        case(study=[degree], study_exception=[{**verdict, "applies": False}]),
    ]
    (one, *_), problems = read_cases(many, known_at=TODAY)
    assert problems == []
    assert bounds(one.caseload.rows["study"].columns["exception_applies"]) == [
        (True, True), (False, True), (False, False),
    ]  # fmt: skip
    _, problems = read_cases([many[1], case(study_exception=[verdict])], known_at=TODAY)
    assert [(one.block, one.place) for one in problems] == [(1, "facts.study_exception[0].about")]


# --- Taken apart, put together ----------------------------------------------------------------------------------------


def three() -> Caseload:
    """Three people: an entrepreneur, one without facts, a cook with two stretches of a job."""
    entrepreneur = case(
        business=[{"id": "cafe", "from": "2012-05-01"}, {"id": "shop", "from": "2013-05-01"}],
        business_workload=[{"business": "shop", "from": "2013-05-01", "value": "secondary"}],
    )
    cook = case(employment=STRETCHES, layoff=[{"job": "kitchen", **FROM}, FROM, {"job": "shop", **FROM}])
    (one, *_), problems = read_cases([entrepreneur, case(), cook], known_at=TODAY)
    assert problems == []
    return one.caseload


@pytest.mark.parametrize("who", [[0, 1, 2], [2, 1, 0], [2], [1], [2, 2, 0, 2], [0, 0], []])
def test_people_taken_keep_their_facts_and_links(who: list[int]) -> None:
    """Some, in another order, several times over, or nobody."""
    taken = three().take(np.array(who, np.int64))
    assert taken.people == len(who)
    assert taken.asked_from.tolist() == [place("2020-03-16")] * len(who)
    assert taken.asked_until.tolist() == [place("2020-07-01")] * len(who)
    layoffs, workloads = taken.of("layoff"), taken.of("business_workload")
    cooks, entrepreneurs = who.count(2), who.count(0)
    assert (layoffs is None) == (cooks == 0)
    assert (workloads is None) == (entrepreneurs == 0)
    if layoffs is not None:
        kitchen, shop = place("2020-01-01"), place("2017-01-01")
        assert layoffs.block.tolist() == [block for block, person in enumerate(who) if person == 2 for _ in range(3)]
        assert linked(layoffs, "job", taken.rows["employment"]) == [kitchen, None, shop] * cooks
        assert taken.rows["employment"].block[layoffs.links["job"][::3]].tolist() == layoffs.block[::3].tolist()
        assert bounds(layoffs.began["job"]) == [(place("2018-01-01"),) * 2, (0, LAST), (shop, shop)] * cooks
        label = layoffs.things["job"].tolist()
        assert label == label[:3] * cooks
    if workloads is not None:
        assert workloads.block.tolist() == [block for block, person in enumerate(who) if person == 0]
        assert linked(workloads, "business", taken.rows["business"]) == offsets("2013-05-01") * entrepreneurs
        assert taken.rows["business"].block[workloads.links["business"]].tolist() == workloads.block.tolist()


def test_people_taken_may_point_at_nobodys_rows() -> None:
    """Layoffs of no job, among people who have none."""
    taken = load(layoff=[FROM, FROM]).take(np.array([0, 0]))
    assert taken.rows["layoff"].links["job"].tolist() == [-1] * 4
    assert taken.rows["layoff"].block.tolist() == [0, 0, 1, 1]


def test_random_people_taken_have_the_facts_that_each_has_alone() -> None:
    """A hundred people, three hundred times."""
    many = [random_case(random.Random(20_000 + seed)) for seed in range(100)]
    (one, *_), _ = read_cases(many, known_at=TODAY)
    alone = [facts_of(read_case(data, known_at=TODAY).caseload, 0) for data in many]
    who = random.Random(0).choices(range(100), k=300)
    taken = one.caseload.take(np.array(who))
    again = taken.take(np.arange(299, -1, -1))
    for block, person in enumerate(who):
        assert facts_of(taken, block) == alone[person]
        assert facts_of(again, 299 - block) == alone[person]


def raw(kind: str, block: list[int], start: Any, columns: dict[str, Any], refs: dict[str, list[int]]) -> RawRows:
    """Rows of a kind as a loader reads them, each of one day and with the number of its place."""
    size = len(block)
    none = np.full(size, -1)
    end = DayColumn(start.lo + 1, start.hi + 1, start.applies)
    return RawRows(
        KINDS[kind], np.array(block, np.int64), np.arange(size), none.copy(), start, end, np.zeros(size, np.int64), none, np.zeros(size, bool),
        columns, {name: np.array(codes, np.int64) for name, codes in refs.items()},
    )  # fmt: skip


def known_days(*values: int, applies: list[bool] | None = None) -> DayColumn:
    """Days that are known."""
    days = np.array(values, np.int64)
    return DayColumn(days, days, None if applies is None else np.array(applies))


def test_rows_of_one_kind_are_stacked_in_the_order_given() -> None:
    """Columns of every type; what is wholly known stays so, and a single part is the part itself."""
    number = np.array([4], np.int64)
    truth = np.array([True])
    first = raw("employment_end", [0], known_days(9), {
        "manner": ChoiceColumn(np.array([1])), "act_on": known_days(0, applies=[False]), "notice_given_on": known_days(3),
        "would_have_lasted": NumberColumn(number, number), "told": TruthColumn(truth, truth),
    }, {"job": [2]})  # fmt: skip
    second = raw("employment_end", [1, 1], known_days(5, 6), {
        "manner": ChoiceColumn(np.array([2, 4])), "act_on": known_days(4, 5), "notice_given_on": known_days(1, 2),
        "would_have_lasted": NumberColumn(np.array([0, 7]), np.array([MOST, 7])),
        "told": TruthColumn(np.array([False, False]), np.array([True, False])),
    }, {"job": [-1, 3]})  # fmt: skip
    other = raw("layoff", [0], known_days(8), {}, {"job": [-1]})
    ends, layoffs = stacked([first, other, second])
    assert layoffs is other
    assert (ends.block.tolist(), ends.number.tolist()) == ([0, 1, 1], [0, 0, 1])
    assert (ends.start.lo.tolist(), ends.end.lo.tolist()) == ([9, 5, 6], [10, 6, 7])
    assert ends.refs["job"].tolist() == [2, -1, 3]
    manner, act, notice, lasted, told = ends.columns.values()
    assert manner.mask.tolist() == [1, 2, 4]
    assert act.applies.tolist() == [False, True, True]
    assert act.lo.tolist()[1:] == [4, 5]
    assert (notice.applies, notice.known, notice.lo.tolist()) == (None, True, [3, 1, 2])
    assert bounds(lasted) == [(4, 4), (0, MOST), (7, 7)]
    assert bounds(told) == [(True, True), (False, True), (False, False)]
    assert isinstance(lasted, NumberColumn)
    assert isinstance(told, TruthColumn)
    assert stacked([]) == []


def test_rows_are_joined_in_their_order_with_their_links() -> None:
    """Further layoffs of the same people, between those that are there."""
    first, second = (
        load(employment=STRETCHES, layoff=layoffs).rows["layoff"]
        for layoffs in (
            [{"job": "kitchen", "from": "2020-03-01", "extent": "full"}, {"from": "2020-03-20", "extent": "full"}],
            [{"job": "shop", "from": "2020-03-10", "extent": "shortened_week"}, {"from": "2020-03-20", "through": "2020-03-21"}],
        )
    )  # fmt: skip
    both = joined(first, second)
    assert both.start.lo.tolist() == offsets("2020-03-01", "2020-03-10", "2020-03-20", "2020-03-20")
    assert both.end.lo.tolist() == [LAST, LAST, LAST, place("2020-03-22")]
    assert both.block.tolist() == [0] * 4
    assert both.number.tolist() == [0, 0, 1, 1]
    assert both.columns["extent"].mask.tolist() == [0b001, 0b100, 0b001, 0b111]
    assert both.links["job"].tolist() == [3, 0, -1, -1]  # of the stretches shop, kitchen, kitchen, kitchen
    began = [(place("2018-01-01"),) * 2, (place("2017-01-01"),) * 2, (0, LAST), (0, LAST)]
    assert bounds(both.began["job"]) == began
    assert [code < 0 for code in both.things["job"].tolist()] == [False, False, True, True]
    two = Rows(
        first.kind,
        first.block + 1,
        first.number,
        first.start,
        first.end,
        first.columns,
        first.links,
        first.began,
        first.things,
    )
    assert joined(two, second).block.tolist() == [0, 0, 1, 1]


def test_a_column_in_which_nothing_is_known_has_the_type_of_its_attribute() -> None:
    """A choice may be any option, a number any, a day any, a truth either; judgements too."""
    end, business = KINDS["employment_end"], KINDS["business"]
    manner, lasted, act, fault = (
        unknown_column(end, name, 2) for name in ("manner", "would_have_lasted", "act_on", "own_fault")
    )
    assert manner.mask.tolist() == [0b11111111] * 2
    assert (type(lasted), bounds(lasted)) == (NumberColumn, [(0, MOST)] * 2)
    assert (type(act), bounds(act), act.applies) == (DayColumn, [(0, LAST)] * 2, None)
    assert (type(fault), bounds(fault)) == (TruthColumn, [(False, True)] * 2)
    assert bounds(unknown_column(business, "over_on", 1)) == [(0, LAST)]
    assert bounds(unknown_column(KINDS["employment"], "regular_work_agreed", 1)) == [(False, True)]
    assert len(unknown_column(end, "manner", 0)) == 0


def test_rows_that_nobody_has_are_no_kind_of_the_caseload() -> None:
    """A kind may come without rows; a link to it finds nothing, and a judgement neither."""
    nothing = raw("employment", [], known_days(), {}, {"job": [], "connected_business": []})
    layoff = raw("layoff", [0], known_days(100), {}, {"job": [0]})
    verdict = raw(
        "study_exception",
        [0],
        known_days(100),
        {"applies": TruthColumn(np.ones(1, bool), np.ones(1, bool))},
        {"about": [0]},
    )
    study = raw("study", [], known_days(), {}, {"service": []})
    window = np.zeros(1, np.int64)
    found, problems = assemble(
        [nothing, layoff, verdict, study], people=1, asked_from=window, asked_until=window + 1, known_at=TODAY, names=["gone"].__getitem__
    )  # fmt: skip
    assert list(found.rows) == ["layoff", "study_exception"]
    assert [(one.place, one.what) for one in problems] == [
        ("facts.layoff[0].job", "no fact with the id 'gone' is among the person's facts of the right kind"),
        ("facts.study_exception[0].about", "no fact with the id 'gone' is among the person's facts of the right kind"),
    ]


def test_a_chain_of_corrections_has_the_name_of_its_first() -> None:
    """The third corrects the second and that the first, by the codes of their names, of which the lowest is 0."""
    first_names = _first_names(np.zeros(4, np.int64), np.array([0, 2, 1, -1]), {(0, 0): 2, (0, 2): 1})
    assert first_names.tolist() == [1, 1, 1, -1]
