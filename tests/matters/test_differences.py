"""Differences of two answers against a reader that looks at every day by itself."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from toimi.matters.differences import Difference, Said, difference, laid_over

FIRST = date(2020, 5, 1)
DAYS = 12
"""Beyond the last of them stands what goes on until further notice."""


def day(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


def stretch(first: int, until: int | None, outcome: str, *bars: str) -> list[Any]:
    return [day(first), None if until is None else day(until), outcome, list(bars), [], ["masked"], []]


@st.composite
def answers(draw: st.DrawFn) -> list[list[Any]]:
    edges = sorted(draw(st.sets(st.integers(0, DAYS), max_size=5)))
    found = []
    for first, until in zip(edges, [*edges[1:], None]):
        said = draw(
            st.sampled_from([None, ("right",), ("no_right", "TTL 2a:1.1"), ("no_right", "TTL 2:10.1"), ("open",)])
        )
        if said and (until is not None or draw(st.booleans())):
            found.append(stretch(first, until, *said))
    return found


def each_day(answer: list[list[Any]]) -> list[Said | None]:
    """What is said of each day; the last stands for all later ones."""
    found: list[Said | None] = [None] * (DAYS + 1)
    for number in range(DAYS + 1):
        for first, until, outcome, bars, may_bar, _, told in answer:
            if first <= day(number) and (until is None or day(number) < until):
                found[number] = Said(outcome, tuple(bars), tuple(may_bar), tuple(told))
    return found


@given(answers(), answers())
def test_days_differ_where_a_reader_of_each_day_sees_a_difference(before: list[Any], after: list[Any]) -> None:
    found = difference(before, after)
    seen = {}
    for one in found:
        assert one.before != one.after
        for number in range(DAYS + 1):
            if one.first_day <= day(number) and (one.until is None or day(number) < one.until):
                assert number not in seen
                seen[number] = (one.before, one.after)
    pairs = zip(each_day(before), each_day(after))
    assert seen == {number: pair for number, pair in enumerate(pairs) if pair[0] != pair[1]}


@given(answers(), answers())
def test_neighbours_that_differ_alike_are_one_and_the_other_way_round_is_the_same(
    before: list[Any], after: list[Any]
) -> None:
    found = difference(before, after)
    for one, other in itertools.pairwise(found):
        assert one.until is not None
        assert one.until < other.first_day or (one.before, one.after) != (other.before, other.after)
    assert difference(after, before) == [Difference(one.first_day, one.until, one.after, one.before) for one in found]


@given(answers(), answers(), st.integers(0, DAYS), st.integers(1, DAYS) | st.none())
def test_the_later_statement_stands_on_its_days_and_the_earlier_on_the_others(
    earlier: list[Any], later: list[Any], first: int, length: int | None
) -> None:
    until = None if length is None else min(first + length, DAYS + 1)
    within = [
        one for number, one in enumerate(each_day(later)) if number >= first and (until is None or number < until)
    ]
    asked = laid_over([], [*_inside(later, first, until)], day(first), None if until is None else day(until))
    both = each_day(laid_over(earlier, asked, day(first), None if until is None else day(until)))
    kept = each_day(earlier)
    expected = [*kept[:first], *within, *(kept[until:] if until is not None else [])]
    assert both == expected


def _inside(answer: list[Any], first: int, until: int | None) -> list[list[Any]]:
    """What an answer says that was asked for these days only."""
    found: list[list[Any]] = []
    for begins, ends, *rest in answer:
        low, high = max(begins, day(first)), ends if until is None else min(ends or day(until), day(until))
        if high is None or low < high:
            found.append([low, high, *rest])
    return found


def test_grounds_that_do_not_apply_make_no_difference() -> None:
    one = stretch(0, None, "right")
    assert difference([one], [[*one[:5], ["TTL 2:10.1"], []]]) == []


def test_a_positive_statement_that_was_wrong() -> None:
    """The digest's example (statement-procedure, section 16): stated on 5 May 2020 that there is a right; there is none."""
    right, none = Said("right"), Said("no_right", ("TTL 2a:1.1@1380/2021#leaving_work",))
    before = [["2020-05-05", None, "right", [], [], [], []]]
    after = [
        ["2020-05-05", "2020-08-04", "no_right", list(none.bars), [], [], []],
        ["2020-08-04", None, "right", [], [], [], []],
    ]
    assert difference(before, after) == [Difference("2020-05-05", "2020-08-04", right, none)]


def test_supported_study_that_stops_progressing_ends_the_right_from_that_day() -> None:
    """The digest's example: from 1 October 2020 the right ceases; before it nothing is different."""
    before = [["2020-08-03", None, "right", [], [], [], []]]
    after = [
        ["2020-08-03", "2020-10-01", "right", [], [], [], []],
        ["2020-10-01", None, "no_right", ["TTL 2:10.1"], [], [], []],
    ]
    assert difference(before, after) == [
        Difference("2020-10-01", None, Said("right"), Said("no_right", ("TTL 2:10.1",)))
    ]
