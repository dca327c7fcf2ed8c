"""From rows to days, between people and their records and worlds, and values that meet on a day."""

from __future__ import annotations

import random
from calendar import isleap
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from itertools import pairwise, product

import numpy as np
import pytest

from toimi.days import bounds, columns
from toimi.days.bounds import NEVER, Days
from toimi.days.calendar import Length
from toimi.days.columns import DayColumn, NumberColumn, TruthColumn
from toimi.days.line import BITS, SIZE, TOP, date_of, offset_on
from toimi.days.rows import (
    always,
    any_record,
    cells_of,
    days_after,
    days_between,
    days_from,
    days_of,
    each_year,
    every_record,
    from_worlds,
    to_records,
    value_on,
    where,
)
from toimi.days.sets import NOTHING, DaySet

from .completions import (
    Pair,
    between,
    bounds_line,
    completions,
    hull,
    ints,
    line_of,
    mask_of,
    masks_of,
    pairs,
    pairs_of,
    places,
    truths,
)

STATES = [(False, False), (False, True), (True, True)]
SHORT = 4
Truth = tuple[bool, bool]


def day_column(chosen: Sequence[Pair]) -> DayColumn:
    """Bounds as a column of days."""
    return columns.day(ints(lo for lo, _ in chosen), ints(hi for _, hi in chosen))


def number_column(chosen: Sequence[Pair]) -> NumberColumn:
    """Bounds as a column of numbers."""
    return columns.number(ints(lo for lo, _ in chosen), ints(hi for _, hi in chosen))


def truth_column(states: Sequence[Truth]) -> TruthColumn:
    """Truths as a column."""
    return columns.truth(truths(lo for lo, _ in states), truths(hi for _, hi in states))


def days_on_line(first_day: int) -> list[Pair]:
    """All bounds of a day: each day of the short line, and the one after it. The last may be *never*."""
    return between(range(first_day, first_day + SHORT + 1))


@cache
def stretch_mask(first_day: int, start: int, end: int) -> int:
    """The days of one known row, one by one. A day that never comes has none; no day lies at the end of the line."""
    return mask_of(day - first_day for day in range(start, min(end, TOP)))


def row_hull(first_day: int, when: Truth, stretches: Iterable[Pair]) -> Pair:
    """What all completions of a row say together."""
    results = [stretch_mask(first_day, start, end) for start, end in stretches] if when[1] else [0]
    return hull(results if when[0] else [*results, 0])


def within(pair: Pair) -> range:
    """The completions of a number or a day."""
    return range(pair[0], pair[1] + 1)


@pytest.mark.parametrize("operator", [days_of, days_between])
@pytest.mark.parametrize("first_day", places(SHORT))
def test_the_days_of_a_row_are_sure_between_its_latest_start_and_earliest_end(
    first_day: int, operator: Callable[..., Days]
) -> None:
    """All bounds of start, end and condition; ends before starts, and ends that never come."""
    rows = list(product(days_on_line(first_day), days_on_line(first_day), STATES))
    result = operator(
        ints(range(len(rows))),
        day_column([start for start, _, _ in rows]),
        day_column([end for _, end, _ in rows]),
        truth_column([when for _, _, when in rows]),
    )
    expected = [row_hull(first_day, when, product(within(start), within(end))) for start, end, when in rows]
    assert pairs_of(result, len(rows), first_day) == expected


LENGTHS = between([0, 1, 2, 3])
TERMS: dict[str, tuple[Callable[..., Days], int]] = {"days_from": (days_from, 0), "days_after": (days_after, 1)}


def term(first: int, length: int) -> Pair:
    """So many days from a day; none if it never comes."""
    return (first, first + length) if first < TOP else (TOP, TOP)


@pytest.mark.parametrize("name", list(TERMS))
@pytest.mark.parametrize("first_day", places(SHORT))
def test_a_term_of_days_is_counted_from_the_day_or_from_the_day_after_it(first_day: int, name: str) -> None:
    """The Finnish "lukien" and "jälkeen": all bounds of day, length and condition, and lengths that the law fixes."""
    operator, later = TERMS[name]
    rows = list(product(days_on_line(first_day), LENGTHS, STATES))
    block, when = ints(range(len(rows))), truth_column([when for _, _, when in rows])
    day = day_column([day for day, _, _ in rows])
    result = operator(block, day, number_column([length for _, length, _ in rows]), when)
    expected = [
        row_hull(first_day, when, [term(first + later, n) for first in within(day) for n in within(length)])
        for day, length, when in rows
    ]
    assert pairs_of(result, len(rows), first_day) == expected
    for fixed in range(4):
        result = operator(block, day, Length(days=fixed), when)
        expected = [
            row_hull(first_day, when, [term(first + later, fixed) for first in within(day)]) for day, _, when in rows
        ]
        assert pairs_of(result, len(rows), first_day) == expected


@pytest.mark.parametrize("name", list(TERMS))
def test_a_term_of_months_ends_by_the_calendar_and_never_leaves_the_block(name: str) -> None:
    """45,000 is 2023-03-17: one month from it is 31 days; from day 60, 2 March 1900, too."""
    operator, later = TERMS[name]
    block = ints([0, 1, 2, 3])
    result = operator(
        block, day_column([(45_000,) * 2, (60,) * 2, (TOP - 9,) * 2, (TOP,) * 2]), Length(months=1), always(4)
    )
    assert result.known
    home = [45_000 + later, SIZE + 60 + later, 2 * SIZE + TOP - 9 + later]
    assert result.lo.start.tolist() == home
    assert result.lo.end.tolist() == [home[0] + 31, home[1] + 31, 2 * SIZE + TOP]


def test_a_day_that_may_never_come_gives_no_sure_day() -> None:
    """*Between a day and never*: possible from the day on, without end."""
    day = day_column([(100, TOP)])
    for (operator, later), length in product(TERMS.values(), [Length(days=45), Length(months=2)]):
        result = operator(ints([3]), day, length, always(1))
        assert not len(result.lo)
        assert (result.hi.start.tolist(), result.hi.end.tolist()) == ([3 * SIZE + 100 + later], [3 * SIZE + TOP])


@pytest.mark.parametrize("first_day", places(SHORT))
def test_several_rows_of_one_person_give_all_their_days(first_day: int) -> None:
    """Two rows a block, in mixed order, against all completions of both."""
    chance = random.Random(first_day)
    choices = days_on_line(first_day)
    rows = [(chance.choice(choices), chance.choice(choices), chance.choice(STATES)) for _ in range(800)]
    block = [row % 400 for row in range(800)]
    result = days_of(
        ints(block),
        day_column([start for start, _, _ in rows]),
        day_column([end for _, end, _ in rows]),
        truth_column([when for _, _, when in rows]),
    )

    def completed(row: int) -> set[int]:
        start, end, when = rows[row]
        found = {stretch_mask(first_day, *chosen) for chosen in product(within(start), within(end))} if when[1] else {0}
        return found if when[0] else found | {0}

    expected = [
        hull(one | other for one in completed(person) for other in completed(person + 400)) for person in range(400)
    ]
    assert pairs_of(result, 400, first_day) == expected


def test_days_of_every_year_lie_on_the_whole_line() -> None:
    """29 February is the 28th in other years; what never ends has every day; where nothing may hold there is nothing."""
    leap = (date(2024, 2, 29) - date(1900, 1, 1)).days
    block = ints([0, 1])
    result = each_year(block, day_column([(leap, leap), (9, 9)]), day_column([(leap + 1,) * 2, (TOP, TOP)]), always(2))
    assert result.known
    told = [date_of(int(offset)) for offset in offset_on(result.lo.start[:-1])]
    last = date_of(TOP - 1)
    assert last is not None
    assert told == [
        day for year in range(1900, last.year + 1) if (day := date(year, 2, 29 if isleap(year) else 28)) < last
    ]
    assert (result.lo.start[-1], result.lo.end[-1]) == (SIZE, SIZE + TOP)
    assert (
        each_year(block, day_column([(9, 9)] * 2), day_column([(12, 12)] * 2), truth_column([(False, False)] * 2))
        is NEVER
    )


def test_what_is_not_known_of_a_season_is_possible_and_not_sure() -> None:
    """From the latest first day to the earliest last one it is sure, and from the earliest to the latest possible."""
    first, last = (date(2024, 5, 1) - date(1900, 1, 1)).days, (date(2024, 9, 16) - date(1900, 1, 1)).days
    result = each_year(ints([0]), day_column([(first, first + 30)]), day_column([(last - 10, last)]), always(1))
    year = 2019
    sure, possible = (
        [(date_of(int(begin)), date_of(int(end))) for begin, end in zip(days.start, days.end, strict=True)]
        for days in (result.lo, result.hi)
    )
    assert (date(year, 5, 31), date(year, 9, 6)) in sure
    assert (date(year, 5, 1), date(year, 9, 16)) in possible


def test_known_rows_are_computed_once_and_no_rows_have_no_days() -> None:
    """Nothing unknown in, nothing unknown out."""
    block, start, end = ints([1, 1]), day_column([(5, 5), (8, 8)]), day_column([(9, 9), (TOP, TOP)])
    known = [
        days_of(block, start, end, always(2)),
        days_between(block, start, end, always(2)),
        days_from(block, start, number_column([(3, 3), (4, 4)]), always(2)),
        days_after(block, start, Length(days=3), always(2)),
    ]
    assert all(days.known for days in known)
    assert (known[0].lo.start.tolist(), known[0].lo.end.tolist()) == ([SIZE + 5], [SIZE + TOP])
    nobody = day_column([])
    assert days_of(ints([]), nobody, nobody, always(0)) is NEVER
    assert days_from(ints([]), nobody, Length(days=3), always(0)).empty
    never = truth_column([(False, False)] * 2)
    assert days_of(block, start, end, never).empty


# People and records


@pytest.mark.parametrize("first_day", places(SHORT))
def test_each_record_gets_the_days_of_its_person(first_day: int) -> None:
    """Records in any order, several of one person, none of another."""
    chance = random.Random(1)
    people = bounds_line(pairs(SHORT), first_day)
    owner = [chance.randrange(len(pairs(SHORT))) for _ in range(300)]
    copied = to_records(people, ints(owner))
    assert pairs_of(copied, len(owner), first_day) == [pairs(SHORT)[person] for person in owner]
    known = to_records(bounds.certain(people.hi), ints(owner))
    assert known.known
    assert masks_of(known.hi, len(owner), first_day) == [pairs(SHORT)[person][1] for person in owner]
    assert to_records(people, ints([])).empty
    assert to_records(NEVER, ints(owner)).empty


@pytest.mark.parametrize("first_day", places(3))
def test_any_record_is_enough(first_day: int) -> None:
    """Two records a person with every pair of bounds of three days, against all completions."""
    rows = list(product(pairs(3), repeat=2))
    owner = [person for person in range(len(rows)) for _ in range(2)]
    records = bounds_line([pair for row in rows for pair in row], first_day)
    expected = [hull(a | b for a in completions(one) for b in completions(other)) for one, other in rows]
    assert pairs_of(any_record(records, ints(owner)), len(rows), first_day) == expected
    assert any_record(bounds.certain(records.lo), ints(owner)).known
    assert any_record(NEVER, ints(owner)).empty


@pytest.mark.parametrize("first_day", places(2))
def test_every_record_that_exists_must_hold_and_one_must_exist(first_day: int) -> None:
    """Two records of two days, existing and holding each with all bounds: sound, and the sure days tight."""
    rows = list(product(pairs(2), repeat=4))
    owner = ints(person for person in range(len(rows)) for _ in range(2))
    existing = bounds_line([pair for row in rows for pair in row[:2]], first_day)
    holding = bounds_line([pair for row in rows for pair in row[2:]], first_day)
    result = pairs_of(every_record(holding, existing, owner), len(rows), first_day)
    for row, (sure, possible) in zip(rows, result, strict=True):
        exact = hull(
            (there | here) & ~(there & ~one | here & ~other)
            for there, here, one, other in product(*map(completions, row))
        )
        assert sure == exact[0], row
        assert exact[1] & ~possible == 0, row
        if all(lo == hi for lo, hi in row):
            assert possible == exact[1], row


@pytest.mark.parametrize("first_day", places(3))
def test_days_are_sure_when_all_worlds_of_the_person_agree(first_day: int) -> None:
    """Every combination of three worlds of three days, and people with one, two and no world, against counting."""
    people = [list(masks) for many in (3, 1, 2) for masks in product(range(8), repeat=many)]
    people.insert(100, [])
    people.append([])
    worlds = [(person, mask) for person, masks in enumerate(people) for mask in masks]
    expected = [hull(masks) if masks else (0, 0) for masks in people]
    for seed in (None, 5):
        if seed is not None:
            random.Random(seed).shuffle(worlds)
        brought = from_worlds(
            line_of([mask for _, mask in worlds], first_day), ints(person for person, _ in worlds), len(people)
        )
        assert pairs_of(brought, len(people), first_day) == expected


def test_worlds_without_days_leave_nothing_even_possible() -> None:
    """Also without worlds at all."""
    assert from_worlds(NOTHING, ints([0, 0, 1]), 2) is NEVER
    assert from_worlds(NOTHING, ints([]), 0) is NEVER


def test_a_person_copied_into_worlds_comes_back_as_he_was() -> None:
    """If no cell differs, worlds change nothing: known stays known."""
    masks = list(range(256))
    for first_day in places(8):
        people = bounds.certain(line_of(masks, first_day))
        owner = ints(person for person in masks for _ in range(1 + person % 3))
        back = from_worlds(to_records(people, owner).lo, owner, len(masks))
        assert back.known
        assert masks_of(back.lo, len(masks), first_day) == masks


# Values that meet on a day


@pytest.mark.parametrize("first_day", places(SHORT))
def test_cells_cover_all_days_and_nothing_begins_or_ends_inside_one(first_day: int) -> None:
    """Every pair of sets of four days: cells are the longest stretches on which neither set changes."""
    rows = list(product(range(1 << SHORT), repeat=2))
    one, other = (line_of([row[place] for row in rows], first_day) for place in (0, 1))
    cells = cells_of(one, other)
    found: list[list[tuple[int, int]]] = [[] for _ in rows]
    for start, end in zip(cells.start.tolist(), cells.end.tolist(), strict=True):
        found[start >> BITS].append(((start & TOP) - first_day, (end & TOP) - first_day))
    for (left, right), cut in zip(rows, found, strict=True):
        expected: list[tuple[int, int]] = []
        for day in range(SHORT):
            now = (left >> day & 1, right >> day & 1)
            if now == (0, 0):
                continue
            same = day > 0 and now == (left >> day - 1 & 1, right >> day - 1 & 1)
            if same:
                expected[-1] = (expected[-1][0], day + 1)
            else:
                expected.append((day, day + 1))
        assert cut == expected, (left, right)


def test_one_register_alone_is_cut_where_its_values_change() -> None:
    """Two spells back to back are two cells, though one stretch of days."""
    alone = DaySet(ints([3, 5, 9]), ints([5, 8, 12]))
    cells = cells_of(alone)
    assert (cells.start.tolist(), cells.end.tolist()) == ([3, 5, 9], [5, 8, 12])
    held = where(cells, lambda at: columns.certain(at != 9))
    assert (held.lo.start.tolist(), held.lo.end.tolist()) == ([3], [8])


def test_without_parts_or_days_there_are_no_cells() -> None:
    """And a relation then holds on no day."""
    assert cells_of() is NOTHING
    assert cells_of(NOTHING, NOTHING) is NOTHING

    def nobody_asks(_: object) -> TruthColumn:
        raise AssertionError

    assert where(NOTHING, nobody_asks) is NEVER


Spell = tuple[int, int, int, Pair]
"""Block, first day, day after the last, value."""


def some_spells(seed: int, first_day: int, people: int, *, known: bool) -> list[Spell]:
    """Spells of values on eight days that do not overlap, in any order; some touch each other."""
    chance = random.Random(seed)
    spells: list[Spell] = []
    for person in range(people):
        cuts = sorted(chance.sample(range(9), chance.choice([0, 2, 3, 4])))
        for start, end in pairwise(cuts):
            if chance.random() < 0.8:
                lo = chance.randrange(4)
                spells.append(
                    (person, first_day + start, first_day + end, (lo, lo if known else lo + chance.randrange(3)))
                )
    chance.shuffle(spells)
    return spells


def value_at(spells: list[Spell], missing: Pair) -> Callable[[np.ndarray], NumberColumn]:
    """A look-up of the spells' value."""
    block, start, end = (ints(spell[place] for spell in spells) for place in range(3))
    value = number_column([spell[3] for spell in spells])
    return lambda at: value_on(block, start, end, value, at, number_column([missing] * len(at)))


def stretches_of(spells: list[Spell]) -> DaySet:
    """The spells as they are, in order: where two of them touch, the value may change."""
    block, start, end = (ints(spell[place] for spell in sorted(spells)) for place in range(3))
    return DaySet((block << BITS) + start, (block << BITS) + end)


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("first_day", places(8))
def test_the_value_on_a_day_is_that_of_the_spell_that_holds_it(first_day: int, known: bool) -> None:
    """Asked on every day of every person, before the first, after the last, and never."""
    people = 60
    spells = some_spells(1, first_day, people, known=known)
    missing = (7, 7) if known else (5, 9)
    by_day = {(block, day): value for block, start, end, value in spells for day in range(start, end)}
    at = [(person, day) for person in range(people) for day in [*range(first_day, min(first_day + 10, TOP)), TOP]]
    result = value_at(spells, missing)(ints((person << BITS) + day for person, day in at))
    assert result.known == known
    assert list(zip(result.lo.tolist(), result.hi.tolist(), strict=True)) == [
        by_day.get(asked, missing) for asked in at
    ]


def test_without_spells_every_value_is_missing() -> None:
    """The register is empty: what silence means is for the caller to say."""
    missing = number_column([(0, 9)])
    nobody = ints([])
    assert value_on(nobody, nobody, nobody, number_column([]), ints([5]), missing) is missing


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("first_day", places(8))
def test_a_relation_between_two_values_holds_day_by_day(first_day: int, known: bool) -> None:
    """Income against the limit of that day: both vary, and a day without a value has its own answer."""
    people = 300
    income, limit = (some_spells(seed, first_day, people, known=known) for seed in (2, 3))
    income_at, limit_at = value_at(income, (0, 0)), value_at(limit, (2, 2))
    cells = cells_of(stretches_of(income), stretches_of(limit))
    result = where(cells, lambda at: columns.less(income_at(at), limit_at(at)))
    incomes, limits = (
        {(block, day): value for block, start, end, value in spells for day in range(start, end)}
        for spells in (income, limit)
    )
    sure, possible = [0] * people, [0] * people
    for person, day in incomes.keys() | limits.keys():
        earned, allowed = incomes.get((person, day), (0, 0)), limits.get((person, day), (2, 2))
        below = {x < y for x in within(earned) for y in within(allowed)}
        sure[person] |= all(below) << day - first_day
        possible[person] |= any(below) << day - first_day
    assert pairs_of(result, people, first_day) == list(zip(sure, possible, strict=True))


def test_always_is_a_known_yes_for_every_row() -> None:
    """A row without a condition."""
    assert always(3).known
    assert always(3).lo.tolist() == [True, True, True]
    assert len(always(0)) == 0
