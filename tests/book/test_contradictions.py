"""Contradictions as the book takes them: what is declared wrongly is refused, what is found is found by columns."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from toimi.book.casefile import read_case
from toimi.book.contradictions import Side, contradictions_in, in_ways, meeting, span, with_linked, within, without_rows
from toimi.book.evaluate import Evaluation
from toimi.book.expressions import BookError
from toimi.book.words import always
from toimi.days.line import TOP, offset_of
from toimi.law.book import BOOK
from toimi.law.facts import EmploymentEnd, Layoff, Study

from .harbour import BASE, KNOWN_AT, day, harbour_book, person

KNOWN = offset_of(date(2024, 1, 1))


def test_a_side_speaks_of_its_own_rows() -> None:
    """Days of another kind of row are refused while the book is read."""
    with pytest.raises(BookError, match="Rows of"):
        span(Layoff(), start=Study().start)
    with pytest.raises(BookError, match="Rows of"):
        span(Layoff(), when=Study().start < Study().planned_end)
    whole = span(Layoff())
    assert (whole.start.canonical(), whole.end.canonical()) == (Layoff().start.canonical(), Layoff().end.canonical())


def test_a_link_or_an_attribute_that_the_kind_has_not_is_refused() -> None:
    """By the name of the kind."""
    with pytest.raises(BookError, match="layoff has no link 'study'"):
        with_linked("x", Layoff(), "study", when=always())
    with pytest.raises(BookError, match="study has no attribute 'colour'"):
        within("x", Study(), when=always(), falls=("", "colour"))


def test_what_is_declared_is_part_of_the_books_digest() -> None:
    """Two declarations that differ in one day differ; each form has one canonical text."""
    end = EmploymentEnd()
    some = [
        meeting("x", span(Layoff()), span(end), about="job"),
        meeting("x", span(Layoff()), span(end), about="job", until=end.day),
        with_linked("x", end, "job", when=end.day < end.job.began),
        within("x", Study(), when=always(), falls=("",)),
    ]
    assert len({str(one.canonical()) for one in some}) == len(some)
    assert [one.kinds for one in some] == [("layoff", "employment_end")] * 2 + [
        ("employment_end", "employment"),
        ("study",),
    ]


def test_what_linked_to_a_row_that_is_left_out_no_longer_knows_it() -> None:
    """Links to other rows still point at them, wherever they now stand."""
    case = {
        "asked": {"from": "2023-01-01", "through": "2023-06-30"},
        "person": {"birth_date": "1985-05-05"},
        "facts": {
            "employment": [
                {"id": "a", "job": "a", "from": "2020-01-01"},
                {"id": "b", "job": "b", "from": "2021-01-01"},
                {"id": "c", "job": "c", "from": "2022-01-01"},
            ],
            "layoff": [
                {"job": "a", "from": "2023-01-01"},
                {"job": "b", "from": "2023-02-01"},
                {"from": "2023-03-01"},
                {"job": "c", "from": "2023-04-01"},
            ],
        },
    }
    caseload = read_case(case, known_at=KNOWN).caseload.take(np.array([0]))
    left = without_rows(caseload, {"employment": np.array([True, False, False])})
    assert len(left.rows["employment"]) == 2
    assert left.rows["layoff"].links["job"].tolist() == [-1, 0, -1, 1]
    second = without_rows(caseload, {"employment": np.array([False, True, False])})
    assert second.rows["layoff"].links["job"].tolist() == [0, -1, -1, 1]
    assert caseload.rows["layoff"].links["job"].tolist() == [0, 1, -1, 2]
    began = left.rows["layoff"].began["job"]
    assert (int(began.lo[0]), int(began.hi[0])) == (0, TOP)
    assert int(began.lo[1]) == int(began.hi[1]) == offset_of(date(2021, 1, 1))
    assert "layoff" not in without_rows(left, {"layoff": np.ones(4, bool)}).rows


def test_what_was_linked_to_nothing_stays_so_whichever_row_is_left_out() -> None:
    """The last row falls; a layoff that names no job knows as much of one as before."""
    case = {
        "asked": {"from": "2023-01-01", "through": "2023-06-30"},
        "facts": {
            "employment": [{"job": "a", "from": "2020-01-01"}, {"job": "b", "from": "2021-01-01"}],
            "layoff": [{"from": "2023-03-01"}],
        },
    }
    caseload = read_case(case, known_at=KNOWN).caseload
    before = caseload.rows["layoff"].began["job"]
    told = before.lo.tolist(), before.hi.tolist(), None if before.applies is None else before.applies.tolist()
    after = without_rows(caseload, {"employment": np.array([False, True])}).rows["layoff"].began["job"]
    assert (after.lo.tolist(), after.hi.tolist(), None if after.applies is None else after.applies.tolist()) == told


def test_the_same_two_rows_are_found_once() -> None:
    """Two plans of one day and one end: either could be called the first."""
    plan = {"from": "2023-01-10", "through": "2023-04-01"}
    case = {"asked": {"from": "2023-01-01", "through": "2023-06-30"}, "facts": {"plan": [plan, plan]}}
    caseload = read_case(case, known_at=KNOWN).caseload
    found = contradictions_in(Evaluation(caseload, BOOK.edition(KNOWN), BOOK.switched({})))
    assert [one.name for one in found] == ["two_plans_in_force"]
    assert (found[0].start, found[0].end) == (offset_of(date(2023, 1, 10)), offset_of(date(2023, 1, 11)))


def test_work_that_goes_on_after_its_job_ended_contradicts_from_the_day_after_to_its_own_end() -> None:
    """The job ended on 30 or 31 March, the work is said to last to the end of June."""
    case = {
        "asked": {"from": "2023-01-01", "through": "2023-06-30"},
        "facts": {
            "employment": [{"id": "w", "job": "shop", "from": "2020-01-01", "through": "2023-06-30"}],
            "employment_end": [{"on": {"earliest": "2023-03-30", "latest": "2023-03-31"}, "job": "shop"}],
        },
    }
    caseload = read_case(case, known_at=KNOWN).caseload
    (found,) = contradictions_in(Evaluation(caseload, BOOK.edition(KNOWN), BOOK.switched({})))
    assert found.name == "work_after_the_job_ended"
    assert (found.start, found.end) == (offset_of(date(2023, 3, 31)), offset_of(date(2023, 7, 1)))
    assert found.sides[1].until == (offset_of(date(2023, 3, 31)), offset_of(date(2023, 4, 1)))


@pytest.mark.usefixtures("harbour")
@pytest.mark.parametrize("until", [(5, 5), (5, 25), (5, 60), (20, 20), (25, 28), (25, 60), (31, 31), (50, 60)])
def test_a_row_that_goes_on_too_long_ends_on_the_earlier_of_two_days_each_known_or_not(until: tuple[int, int]) -> None:
    """Its end is one of days 21 to 31: of all that both may turn out to be the earliest and the latest; others stay."""
    start = offset_of(BASE)
    ends = range(start + 21, start + 32)
    cuts = range(start + until[0], start + until[1] + 1)
    voyages = [
        {"from": day(0), "through": {"earliest": day(20), "latest": day(30)}}, {"from": day(50), "through": day(69)},
    ]  # fmt: skip
    caseload = read_case(person(voyage=voyages), known_at=KNOWN_AT).caseload
    book = harbour_book([])
    evaluation = Evaluation(caseload, book.edition(KNOWN_AT), book.switched({}))
    side = Side("voyage", 0, until=(cuts[0], cuts[-1]))
    end = in_ways(evaluation, [(0, frozenset({side}))]).rows("voyage").end
    either = [min(one, other) for one in ends for other in cuts]
    assert end.lo.tolist() == [ends[0], start + 70, min(either), start + 70]
    assert end.hi.tolist() == [ends[-1], start + 70, max(either), start + 70]
