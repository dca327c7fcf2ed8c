"""Worlds: a person's block copied once for each possible answer, and everything run once over all copies.

A world narrows some cells: a truth to yes, a choice to one option, a day or a number to a part of its range. The
worlds of a person together cover every possibility, so what holds in all of them surely holds, and what holds in
one possibly holds. Three-valued bounds alone leave more open than the facts do: "90 days under either version" is
settled here instead of asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

import numpy as np

from toimi.book.answers import Bites, Outcome, Timeline, answer_from, bites_of, effective
from toimi.book.book import Standing
from toimi.book.caseload import Rows
from toimi.book.cells import READING, Cell, Part, or_not_judged, told_apart
from toimi.book.evaluate import Evaluation
from toimi.book.relevance import Relevance
from toimi.days import bounds, columns, rows, sets
from toimi.days.bounds import NEVER, Days
from toimi.days.columns import ChoiceColumn, Column, DayColumn, NumberColumn, TruthColumn
from toimi.days.line import BITS, Ints
from toimi.days.sets import DaySet

MOST_WORLDS = 96
"""Worlds a person at most, as five cells with two answers and one with three: cells that no longer fit stay bounds."""


@dataclass(frozen=True)
class World:
    """One copy of a block, with some cells narrowed."""

    block: int
    narrowed: tuple[tuple[Cell, Part], ...]


def narrowed(evaluation: Evaluation, worlds: list[World]) -> Evaluation:
    """The worlds as a caseload of their own, seen through the same edition."""
    who = np.array([world.block for world in worlds], np.int64)
    caseload = evaluation.caseload.take(who)
    changes: dict[tuple[str, str], list[tuple[int, Part]]] = {}
    readings = {name: mask[who] for name, mask in evaluation.readings.items()}
    kinds = {cell.kind for world in worlds for cell, _ in world.narrowed} - {READING}
    place = {kind: moved(evaluation.caseload.rows[kind], caseload.rows[kind], who) for kind in kinds}
    for number, world in enumerate(worlds):
        for cell, part in world.narrowed:
            if cell.kind == READING:
                if cell.name not in readings:
                    readings[cell.name] = evaluation.options_left(cell.name)[who]
                readings[cell.name][number] = part.lo
            else:
                changes.setdefault((cell.kind, cell.name), []).append((cell.row + place[cell.kind][number], part))
    for (kind, name), parts in changes.items():
        columns_of = caseload.rows[kind].columns
        columns_of[name] = _changed(columns_of[name], parts)
    return Evaluation(caseload, evaluation.edition, evaluation.switches, readings)


def moved(old: Rows, new: Rows, who: Ints) -> list[int]:
    """For each world, by how much its rows of a kind lie further on than the rows they were copied from."""
    further: list[int] = (np.searchsorted(new.block, np.arange(len(who))) - np.searchsorted(old.block, who)).tolist()
    return further


def _changed(column: Column, parts: list[tuple[int, Part]]) -> Column:
    row = np.array([row for row, _ in parts])
    lo_values, hi_values = np.array([part.lo for _, part in parts]), np.array([part.hi for _, part in parts])
    if isinstance(column, ChoiceColumn):
        mask = column.mask.copy()
        mask[row] = lo_values
        return ChoiceColumn(mask)
    lo, hi = column.lo.copy(), column.hi.copy()
    lo[row], hi[row] = lo_values, hi_values
    if isinstance(column, TruthColumn):
        return columns.truth(lo, hi)  # type: ignore[arg-type]
    if isinstance(column, NumberColumn):
        return columns.number(lo, hi)  # type: ignore[arg-type]
    assert isinstance(column, DayColumn)
    return columns.day(lo, hi, column.applies)  # type: ignore[arg-type]


def all_answers(block: int, cells: list[Cell]) -> list[World]:
    """One world for each combination of answers, of the first cells that fit."""
    chosen: list[Cell] = []
    count = 1
    for cell in cells:
        if count * len(cell.parts) > MOST_WORLDS:
            break
        count *= len(cell.parts)
        chosen.append(cell)
    choices = [[(cell, part) for part in cell.parts] for cell in chosen]
    return [World(block, tuple(combination)) for combination in product(*choices)]


def settle(evaluation: Evaluation, timelines: dict[str, Timeline]) -> dict[str, Timeline]:
    """Timelines in which days that every answer decides the same way are no longer open.

    Args:
        evaluation: the caseload.
        timelines: its answers by bounds, by benefit.
    """
    bites = settled_bites(evaluation, timelines)
    return {
        benefit: answer_from(evaluation, bites[benefit]) if benefit in bites else timeline
        for benefit, timeline in timelines.items()
    }


def settled_bites(evaluation: Evaluation, timelines: dict[str, Timeline]) -> dict[str, Bites]:
    """What bites whatever the answers, for each benefit with open days; nothing where no answer matters."""
    relevance = Relevance(evaluation)
    relevance.walk(timelines.values())
    worlds: list[World] = []
    for block, found in relevance.cells_by_block().items():
        answers = all_answers(block, [cell for one in found if (cell := _tried(evaluation, one))])
        if len(answers) > 1:
            worlds += answers
    if not worlds:
        return {}
    many = narrowed(evaluation, worlds)
    person = np.array([world.block for world in worlds])
    open_ = [benefit for benefit, timeline in timelines.items() if (timeline.outcome == Outcome.OPEN).any()]
    base = {benefit: bites_of(evaluation, benefit) for benefit in open_}
    bitten = {benefit: _where_open(many, bites) for benefit, bites in base.items()}
    return together(base, bitten, person, evaluation, narrowing=True)


def _tried(evaluation: Evaluation, cell: Cell) -> Cell | None:
    """The cell with the answers that are tried; nothing where bounds say of it all that there is to say."""
    told = told_apart(evaluation.edition, cell)
    found = or_not_judged(evaluation, told)
    return found if found is not told or not cell.one_way else None


def _where_open(many: Evaluation, base: Bites) -> Bites:
    """What bites in the worlds, of what bounds leave open; what they settle is the same in every world."""

    def each(standings: Sequence[Standing], before: list[Days], days: Callable[[Standing], Days]) -> list[Days]:
        return [NEVER if found.known else days(standing) for standing, found in zip(standings, before, strict=True)]

    bars = each(many.edition.bars, base.bars, lambda bar: effective(many, bar, base.benefit))
    whole = each(many.edition.bars, base.whole, many.days_of)
    notices = each(many.edition.notices, base.notices, many.days_of)
    return Bites(base.benefit, bars, whole, notices, sets.union(*[bar.lo for bar in bars]))


def apart(bites: dict[str, Bites], people: int) -> tuple[dict[str, Bites], dict[str, Bites]]:
    """What bites the first so many blocks, and what the blocks after them, counted from 0, for each benefit."""

    def each(part: Callable[[DaySet], DaySet]) -> dict[str, Bites]:
        @cache
        def of(days: Days) -> Days:
            lo = part(days.lo)
            return Days(lo, lo if days.known else part(days.hi))

        def of_benefit(found: Bites) -> Bites:
            bars, whole, notices = (list(map(of, days)) for days in (found.bars, found.whole, found.notices))
            return Bites(found.benefit, bars, whole, notices, part(found.barred))

        return {benefit: of_benefit(found) for benefit, found in bites.items()}

    first = people << BITS
    return each(lambda days: sets.before(days, first)), each(lambda days: sets.counted_from(days, first))


def together(
    base: dict[str, Bites], many: dict[str, Bites], person: Ints, evaluation: Evaluation, *, narrowing: bool = False
) -> dict[str, Bites]:
    """For each benefit, bites of the worlds brought back to their people; everybody else as before.

    ``narrowing``: worlds that narrow keep what surely bites already, also where an official could still judge otherwise
    than the law presumes meanwhile.
    """
    people = evaluation.caseload.people
    split = np.zeros(people, bool)
    split[person] = True
    surely = np.ones(people, bool) if narrowing else ~split

    @cache  # what bites without overlays, or alike for several benefits, is brought back once
    def back(before: Days, worlds: Days) -> Days:
        if before.known and (narrowing or (before.empty and worlds.empty)):
            return before  # worlds that narrow settle the same way what bounds settle
        found = rows.from_worlds(worlds.lo, person, people)
        possible = found if worlds.known else rows.from_worlds(worlds.hi, person, people)
        return bounds.bounds(
            sets.union(sets.of_blocks(before.lo, surely), found.lo),
            sets.union(sets.of_blocks(before.hi, ~split), possible.hi),
        )

    def of(before: Bites, worlds: Bites) -> Bites:
        in_all = rows.from_worlds(worlds.barred, person, people).lo
        return Bites(
            before.benefit,
            [back(*each) for each in zip(before.bars, worlds.bars, strict=True)],
            [back(*each) for each in zip(before.whole, worlds.whole, strict=True)],
            [back(*each) for each in zip(before.notices, worlds.notices, strict=True)],
            sets.union(sets.of_blocks(before.barred, surely), in_all),
        )

    return {benefit: of(before, many[benefit]) for benefit, before in base.items()}
