"""Columns of values: every operator on all small bounds, against all completions row by row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from operator import le, lt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toimi.days import columns
from toimi.days.columns import (
    INFINITE,
    ChoiceColumn,
    DayColumn,
    NumberColumn,
    TruthColumn,
    at_most,
    choose_day,
    choose_number,
    choose_truth,
    comes,
    days_inclusive,
    earliest_of,
    every,
    larger,
    latest_of,
    less,
    one_of,
    opposite,
    share,
    some,
    times,
    total,
    unless_judged,
)
from toimi.days.line import TOP

from .completions import Pair, between, ints, truths

NO, OPEN, YES = (False, False), (False, True), (True, True)
STATES = [NO, OPEN, YES]
Truth = tuple[bool, bool]


def truth_column(states: Sequence[Truth]) -> TruthColumn:
    """Truths as a column."""
    return columns.truth(truths(lo for lo, _ in states), truths(hi for _, hi in states))


def number_column(chosen: Sequence[Pair]) -> NumberColumn:
    """Bounds as a column of numbers."""
    return columns.number(ints(lo for lo, _ in chosen), ints(hi for _, hi in chosen))


def day_column(chosen: Sequence[Pair | None]) -> DayColumn:
    """Bounds as a column of days; ``None`` is not applicable."""
    applies = truths(pair is not None for pair in chosen)
    lo, hi = ints(pair[0] if pair else 0 for pair in chosen), ints(pair[1] if pair else 0 for pair in chosen)
    return columns.day(lo, hi, None if applies.all() else applies)


def states_of(column: TruthColumn) -> list[Truth]:
    """The column as plain truths; surely implies possibly."""
    found = list(zip(column.lo.tolist(), column.hi.tolist(), strict=True))
    assert all(possible or not sure for sure, possible in found)
    return found


def pairs_in(column: NumberColumn | DayColumn) -> list[Pair]:
    """The column as plain bounds, in order."""
    found = list(zip(column.lo.tolist(), column.hi.tolist(), strict=True))
    assert all(lo <= hi for lo, hi in found)
    return found


def answers(results: set[bool]) -> Truth:
    """What all completions together say."""
    return all(results), any(results)


def truths_within(state: Truth) -> list[bool]:
    """The completions of a truth."""
    return [value for value in (False, True) if state[0] <= value <= state[1]]


# Truths


@pytest.mark.parametrize(("operator", "meaning"), [(every, all), (some, any)])
def test_every_and_some_follow_the_table_of_kleene(
    operator: Callable[..., TruthColumn], meaning: Callable[[Sequence[bool]], bool]
) -> None:
    """One, two and three parts in every combination of no, not known and yes."""
    for many in (1, 2, 3):
        rows = list(product(STATES, repeat=many))
        parts = [truth_column([row[part] for row in rows]) for part in range(many)]
        expected = [answers({meaning(chosen) for chosen in product(*map(truths_within, row))}) for row in rows]
        assert states_of(operator(*parts)) == expected


def test_the_opposite_of_not_known_is_not_known() -> None:
    """No and yes change places."""
    assert states_of(opposite(truth_column(STATES))) == [YES, OPEN, NO]
    known = opposite(truth_column([NO, YES]))
    assert known.known
    assert states_of(known) == [YES, NO]


def test_a_judgement_overrules_and_without_one_the_rest_decides() -> None:
    """Class P: settled without a judgement where the act answers, overruled by one."""
    rows = list(product(STATES, STATES))
    judgement, otherwise = (truth_column([row[place] for row in rows]) for place in (0, 1))
    assert states_of(unless_judged(judgement, otherwise)) == [
        other if judged == OPEN else judged for judged, other in rows
    ]


def test_a_choice_between_truths_is_known_where_both_answers_agree() -> None:
    """All 27 combinations against all completions."""
    rows = list(product(STATES, STATES, STATES))
    condition, yes, no = (truth_column([row[place] for row in rows]) for place in (0, 1, 2))
    expected = [
        answers({chosen[1] if chosen[0] else chosen[2] for chosen in product(*map(truths_within, row))}) for row in rows
    ]
    assert states_of(choose_truth(condition, yes, no)) == expected


def test_one_of_a_closed_list_is_known_when_no_other_is_left() -> None:
    """Resigned or dismissed is not the same as unknown: it is a mask of what it may still be."""
    masks = list(range(1, 16))
    for wanted in range(16):
        expected = []
        for mask in masks:
            expected.append(answers({bool(wanted >> bit & 1) for bit in range(4) if mask >> bit & 1}))
        assert states_of(one_of(ChoiceColumn(ints(masks)), wanted)) == expected


# Numbers and days

SMALL = between([0, 1, 2, 3])
OR_NEVER = between([0, 1, 2, TOP])


def values_within(pair: Pair, among: Sequence[int]) -> list[int]:
    """The completions of bounds, among the values that the test knows."""
    return [value for value in among if pair[0] <= value <= pair[1]]


@pytest.mark.parametrize(("operator", "meaning"), [(at_most, le), (less, lt)])
@pytest.mark.parametrize("kind", [number_column, day_column])
def test_a_comparison_is_sure_when_every_pair_of_values_says_so(
    kind: Callable[[Sequence[Pair]], NumberColumn | DayColumn],
    operator: Callable[..., TruthColumn],
    meaning: Callable[[int, int], bool],
) -> None:
    """All small bounds on both sides; *never* is later than any day."""
    rows = list(product(OR_NEVER, OR_NEVER))
    compared = operator(kind([left for left, _ in rows]), kind([right for _, right in rows]))
    among = [0, 1, 2, TOP]
    assert states_of(compared) == [
        answers({meaning(x, y) for x in values_within(left, among) for y in values_within(right, among)})
        for left, right in rows
    ]


@pytest.mark.parametrize(
    ("operator", "meaning"),
    [
        (larger, max),
        (times, lambda left, right: left * right),
        (total, lambda left, right: left + right),
        (share, lambda left, right: left * right // 10_000),
    ],
    ids=["larger", "times", "total", "share"],
)
def test_numbers_are_combined_as_all_their_values_are(
    operator: Callable[[NumberColumn, NumberColumn], NumberColumn], meaning: Callable[[int, int], int]
) -> None:
    """All small bounds on both sides."""
    rows = list(product(SMALL, SMALL))
    combined = operator(number_column([left for left, _ in rows]), number_column([right for _, right in rows]))
    expected = []
    for left, right in rows:
        results = [meaning(x, y) for x in values_within(left, range(4)) for y in values_within(right, range(4))]
        expected.append((min(results), max(results)))
    assert pairs_in(combined) == expected


def test_a_product_with_a_number_without_bound_has_no_bound() -> None:
    """As large as you like stays as large as you like, on either side; but nothing of it is nothing."""
    left = number_column([(2, INFINITE), (1, 3), (0, INFINITE), (5, INFINITE), (0, 0), (0, 1)])
    right = number_column([(1, 3), (2, INFINITE), (0, INFINITE), (7, 7), (3, INFINITE), (3, INFINITE)])
    product_ = [(2, INFINITE), (2, INFINITE), (0, INFINITE), (35, INFINITE), (0, 0), (0, INFINITE)]
    assert pairs_in(times(left, right)) == pairs_in(times(right, left)) == product_


def test_a_share_of_a_share_is_rounded_down() -> None:
    """In hundredths of a percent: 14.99 of 100 percent, 49.99 of 33.33 percent, and parts without bound."""
    part = number_column([(1_499, 1_499), (4_999, 5_000), (0, INFINITE), (10_000, 10_000)])
    whole = number_column([(10_000, 10_000), (3_333, 3_333), (5_000, 5_000), (INFINITE, INFINITE)])
    assert pairs_in(share(part, whole))[:3] == [(1_499, 1_499), (1_666, 1_666), (0, INFINITE)]
    assert pairs_in(share(part, whole))[3][1] == INFINITE


def test_a_sum_with_a_number_without_bound_has_no_bound() -> None:
    """It saturates on either side."""
    left, right = number_column([(2, INFINITE), (1, 3), (INFINITE - 1, INFINITE - 1)]), number_column([(1, 3)] * 3)
    assert pairs_in(total(left, right)) == [(3, INFINITE), (2, 6), (INFINITE, INFINITE)]


@pytest.mark.parametrize("one", [1 << 20, (1 << 21) + 5, 1 << 33, (1 << 39) + 1, INFINITE - 1, INFINITE])
@pytest.mark.parametrize("other", [1, 2, 1 << 20, (1 << 21) + 5, 1 << 33, (1 << 39) + 1, INFINITE - 1, INFINITE])
def test_a_product_too_large_to_write_down_is_without_bound(one: int, other: int) -> None:
    """It saturates: bounds in the wrong order, or a sum that ran over into nothing, would settle a question."""
    product_ = times(number_column([(one, one), (0, one)]), number_column([(other, other), (1, other)]))
    assert pairs_in(product_) == [(min(one * other, INFINITE),) * 2, (0, min(one * other, INFINITE))]


def test_days_from_first_to_last_are_counted_with_both() -> None:
    """All small bounds; the other way round is none; a day that never comes adds no day of the line."""
    among = [0, 1, 2, TOP - 1, TOP]
    rows = list(product(between(among), repeat=2))
    counted = days_inclusive(day_column([first for first, _ in rows]), day_column([last for _, last in rows]))
    expected = []
    for first, last in rows:
        results = []
        for begin in values_within(first, among):
            for finish in values_within(last, among):
                results.append(len(range(begin, min(finish + 1, TOP))))
        expected.append((min(results), max(results)))
    assert pairs_in(counted) == expected


def test_a_day_comes_unless_it_is_never() -> None:
    """*May never come* is not known."""
    column = day_column([(0, 0), (3, TOP - 1), (3, TOP), (TOP, TOP)])
    assert states_of(comes(column)) == [YES, YES, OPEN, NO]
    known = comes(day_column([(0, 0), (TOP, TOP)]))
    assert known.known
    assert states_of(known) == [YES, NO]


@pytest.mark.parametrize(("operator", "meaning"), [(earliest_of, min), (latest_of, max)])
@pytest.mark.parametrize("choices", [OR_NEVER, [None, (0, 0), (2, 2), (TOP, TOP)], [None, (0, 1), (1, 2), (1, TOP)]])
def test_the_earliest_and_the_latest_pass_over_days_that_do_not_apply(
    choices: Sequence[Pair | None],
    operator: Callable[..., DayColumn],
    meaning: Callable[[list[int]], int],
) -> None:
    """Never counts, not applicable does not; where none applies, nothing does."""
    among = [0, 1, 2, TOP]
    for many in (1, 2, 3):
        rows = list(product(choices, repeat=many))
        result = operator(*[day_column([row[place] for row in rows]) for place in range(many)])
        applies = [any(row) for row in rows]
        if all(applies):
            assert result.applies is None
        else:
            assert result.applies is not None
            assert result.applies.tolist() == applies
        for row, found, applicable in zip(rows, pairs_in(result), applies, strict=True):
            if applicable:
                chosen = product(*[values_within(pair, among) for pair in row if pair])
                results = [meaning(list(values)) for values in chosen]
                assert found == (min(results), max(results)), row


def test_one_day_that_applies_everywhere_makes_the_result_apply_everywhere() -> None:
    """Never an employer, but always registered."""
    partly, everywhere = day_column([None, (5, 5)]), day_column([(3, 3), (3, 4)])
    assert earliest_of(partly, everywhere).applies is None
    assert pairs_in(earliest_of(partly, everywhere)) == [(3, 3), (3, 4)]
    assert pairs_in(latest_of(everywhere, partly)) == [(3, 3), (5, 5)]
    other = day_column([(9, 9), None])
    assert earliest_of(partly, other).applies is None
    assert pairs_in(earliest_of(partly, other)) == [(9, 9), (5, 5)]


@pytest.mark.parametrize(("chooser", "kind"), [(choose_number, number_column), (choose_day, day_column)])
def test_a_choice_of_values_is_the_hull_of_both_where_not_known(
    chooser: Callable[..., NumberColumn | DayColumn],
    kind: Callable[[Sequence[Pair]], NumberColumn | DayColumn],
) -> None:
    """All truths and all small bounds, against all completions; and known columns alone."""
    for rows in (
        list(product(STATES, SMALL, SMALL)),
        list(product([NO, YES], [(1, 1), (2, 2)], [(0, 0), (3, 3)])),
        list(product([NO, YES], SMALL, [(0, 0), (3, 3)])),
    ):
        chosen = chooser(
            truth_column([row[0] for row in rows]), kind([row[1] for row in rows]), kind([row[2] for row in rows])
        )
        expected = []
        for condition, yes, no in rows:
            within = truths_within(condition)
            results = (list(yes) if True in within else []) + (list(no) if False in within else [])
            expected.append((min(results), max(results)))
        assert pairs_in(chosen) == expected
        assert chosen.known == all(lo == hi for lo, hi in expected)


def test_what_is_known_has_one_array_for_both_bounds() -> None:
    """Known is told by identity, so equal bounds must be shared and unequal ones must not."""
    assert truth_column([NO, YES]).known and not truth_column(STATES).known
    assert number_column([(1, 1)]).known and not number_column([(1, 2)]).known
    assert day_column([(1, 1)]).known and not day_column([(1, TOP)]).known
    assert columns.certain(truths([True, False])).known
    known = truth_column([NO, YES])
    numbers = number_column([(1, 1), (4, 4)])
    results = [every(known, known), some(known, known), opposite(known), at_most(numbers, numbers)]
    assert all(result.known for result in [*results, less(numbers, numbers)])


@pytest.mark.parametrize("index", [[], [0], [2, 0, 2], [2, 1, 0]])
def test_taking_rows_keeps_their_values_and_what_is_known(index: list[int]) -> None:
    """Rows go from grain to grain by number."""
    at = np.array(index, np.int64)
    pairs = [(0, 1), (2, 2), (1, TOP)]
    known = [(5, 5), (2, 2), (1, 1)]
    for kind in (number_column, day_column):
        assert pairs_in(kind(pairs).take(at)) == [pairs[i] for i in index]
        assert pairs_in(kind(known).take(at)) == [known[i] for i in index]
        assert kind(known).take(at).known
    assert states_of(truth_column(STATES).take(at)) == [STATES[i] for i in index]
    assert truth_column([NO, YES, YES]).take(at).known
    applies = day_column([(0, 1), None, (1, TOP)]).take(at).applies
    assert applies is not None
    assert applies.tolist() == [i != 1 for i in index]
    assert day_column(known).take(at).applies is None
    assert ChoiceColumn(ints([1, 6, 4])).take(at).mask.tolist() == [[1, 6, 4][i] for i in index]


def test_a_column_is_as_long_as_its_rows() -> None:
    """Whatever it holds."""
    whole = [truth_column(STATES), number_column(SMALL), day_column(SMALL), ChoiceColumn(ints([1, 2, 4]))]
    assert [len(column) for column in whole] == [3, 10, 10, 3]


states = st.lists(st.sampled_from(STATES), min_size=4, max_size=4)


@settings(derandomize=True, max_examples=80, deadline=None)
@given(states, states, states)
def test_truths_obey_the_laws_of_kleene(one: list[Truth], two: list[Truth], three: list[Truth]) -> None:
    """De Morgan, idempotence, absorption, distribution, double negation."""
    a, b, c = truth_column(one), truth_column(two), truth_column(three)
    laws = [
        (opposite(every(a, b)), some(opposite(a), opposite(b))),
        (opposite(some(a, b)), every(opposite(a), opposite(b))),
        (opposite(opposite(a)), a),
        (every(a, a), a),
        (some(a, a), a),
        (some(a, every(a, b)), a),
        (every(a, some(b, c)), some(every(a, b), every(a, c))),
        (every(a, b), every(b, a)),
    ]
    for number, (left, right) in enumerate(laws):
        assert states_of(left) == states_of(right), f"law {number}"


@pytest.mark.parametrize(("compare", "against"), [(columns.less, 3), (columns.at_most, 2)])
def test_a_comparison_of_an_open_value_with_a_known_one_is_open(
    compare: Callable[..., TruthColumn], against: int
) -> None:
    """1 to 5 against a number in between, from either side."""
    open_, known = NumberColumn(ints([1]), ints([5])), NumberColumn(*[ints([against])] * 2)
    for found in (compare(open_, known), compare(known, open_)):
        assert (found.lo.tolist(), found.hi.tolist()) == ([False], [True])
