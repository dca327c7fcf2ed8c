"""Worlds: a person's block copied once for each possible answer, and everything run once over all copies.

A world narrows some cells: a truth to yes, a choice to one option, a day or a number to a part of its range. The
worlds of a person together cover every possibility, so what holds in all of them surely holds, and what holds in
one possibly holds. Three-valued bounds alone leave more open than the facts do: "90 days under either version" is
settled here instead of asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

import numpy as np

from toimi.book.answers import Bites, Masks, Outcome, Timeline, answer_from, bites_of, effective
from toimi.book.book import BOTH, Book, Edition, Standing
from toimi.book.caseload import Rows
from toimi.book.evaluate import Evaluation
from toimi.book.expressions import Node
from toimi.book.facts import KINDS, OneOf
from toimi.book.provisions import ROWS_TO_DAYS
from toimi.days import bounds, columns, rows, sets
from toimi.days.bounds import NEVER, Days
from toimi.days.columns import ChoiceColumn, Column, DayColumn, NumberColumn, TruthColumn
from toimi.days.line import TOP, Bools, Ints, block_of

MOST_WORLDS = 96
"""Worlds a person at most, as five cells with two answers and one with three: cells that no longer fit stay bounds."""

READING = "reading"


@dataclass(frozen=True)
class Part:
    """One possible answer: the cell narrowed to these bounds (of a choice or a reading: a mask, twice)."""

    lo: int
    hi: int


@dataclass(frozen=True)
class Cell:
    """Something not known: one attribute of one row, or an open reading of the law.

    Attributes:
        kind, row, name: the place in the caseload; of a reading ``READING``, -1 and the switch.
        block: whose.
        day: the row's first day, by which cells are ordered.
        parts: the possible answers, which together cover all.
    """

    kind: str
    row: int
    name: str
    block: int
    day: int
    parts: tuple[Part, ...]


class Relevance:
    """Which cells leave days open: one walk down each open provision, stopping where a value is settled.

    Args:
        evaluation: of the caseload, with its answers already computed.

    Attributes:
        cells: by attribute (kind, name), which rows; shape ``(rows,)``.
        readings: by switch, which blocks; shape ``(people,)``.
        silences: by kind whose missing rows are not a no, which blocks.
    """

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.cells: dict[tuple[str, str], Bools] = {}
        self.readings: dict[str, Bools] = {}
        self.silences: dict[str, Bools] = {}
        self._walked: dict[Node, Bools] = {}

    def walk(self, timelines: Iterable[Timeline]) -> None:
        """Go through what leaves the timelines' open days open."""
        edition = self.evaluation.edition
        for timeline in timelines:
            stretches = np.flatnonzero(timeline.outcome == Outcome.OPEN)
            for index, standing in enumerate(edition.bars):
                blocks = self._blocks(timeline, timeline.possibly_barring, index, stretches)
                if blocks.any():
                    self._days(standing.provision.expression, blocks)
                    for overlay in edition.overlays_on(standing, timeline.benefit):
                        self._days(overlay.provision.expression, blocks)
            for index, standing in enumerate(edition.notices):
                blocks = self._blocks(timeline, timeline.possible_notices, index, stretches)
                if blocks.any():
                    self._days(standing.provision.expression, blocks)

    def _blocks(self, timeline: Timeline, masks: Masks, index: int, stretches: Ints) -> Bools:
        blocks = np.zeros(self.evaluation.caseload.people, bool)
        blocks[timeline.block[stretches[masks.holds(index)[stretches]]]] = True
        return blocks

    def _days(self, node: Node, blocks: Bools) -> None:
        """A set of days: only the blocks in which it is not settled."""
        value = self.evaluation.kept.get(node)
        if not isinstance(value, Days) or value.known:
            return
        unsettled = np.zeros(len(blocks), bool)
        unsettled[block_of(sets.difference(value.hi, value.lo).start)] = True
        blocks = self._not_yet(node, blocks & unsettled)
        if not blocks.any():
            return
        if node.op == "working":
            for kind, part in zip((node.detail["kind"], *node.detail["stops"]), node.parts, strict=True):
                self._hear(kind, blocks)
                self._rows(part, blocks[self.evaluation.rows(kind).block])
        elif node.op in ROWS_TO_DAYS:
            kind = node.detail["kind"]
            self._hear(kind, blocks)
            mine = blocks[self.evaluation.rows(kind).block]
            when = self.evaluation.truth(node.parts[0]).hi
            self._rows(node.parts[0], mine)
            for part in node.parts[1:3]:
                self._rows(part, mine & when)
            for part in node.parts[3:]:
                self._rows(part, blocks[self.evaluation.rows(str(part.grain)).block])
        else:
            self._below(node, lambda part: self._days(part, blocks), blocks)

    def _not_yet(self, node: Node, mask: Bools) -> Bools:
        """Those of the mask for which the walk has not been at the node."""
        before = self._walked.get(node)
        self._walked[node] = mask if before is None else before | mask
        return mask if before is None else mask & ~before

    def _chronicle(self, node: Node, blocks: Bools) -> None:
        """What happened in order: whether and when each counts, and how long it would shield if it may come so far."""
        written, history = self.evaluation.chronicle(node), self.evaluation.history(node)
        if written.detail["of_one_day"]:
            self._read(written.detail["of_one_day"], blocks & history.of_one_day(len(blocks)))
        for chapter in filter(lambda one: one.possible, history.chapters):
            told = chapter.told
            when, day, *days = written.parts[told["at"] : told["at"] + told["parts"]]
            mine = blocks[chapter.rows.block]
            self._rows(when, mine)
            counted = mine & chapter.when.hi
            self._rows(day, counted)
            for place, (first, until) in zip(chapter.shields, zip(days[::2], days[1::2], strict=True), strict=True):
                may_shield = counted & (chapter.most >= told["then"][place][1][0])
                self._rows(first, may_shield)
                self._rows(until, may_shield)

    def _below(self, node: Node, visit: Callable[[Node], None], blocks: Bools) -> None:
        if node.op == "reading" and self.evaluation.switches[node.detail["switch"]] == BOTH:
            self._read(node.detail["switch"], blocks & self._may_differ(node.parts))
        parts: Iterable[Node] = node.parts
        if node.op == "concept":
            parts = [version.provision.expression for version in self.evaluation.edition.concepts[node.detail["name"]]]
        for part in parts:
            visit(part)

    def _read(self, switch: str, blocks: Bools) -> None:
        """A switch that leaves days open, where several of its options are still possible."""
        mask = self.evaluation.options_left(switch)
        open_ = blocks & ((mask & (mask - 1)) != 0)
        self.readings[switch] = self.readings.get(switch, np.zeros(len(blocks), bool)) | open_

    def _may_differ(self, parts: tuple[Node, ...]) -> Bools:
        """In which blocks the readings can differ at all: ways of counting repeats do only where something may repeat."""
        everywhere = np.ones(self.evaluation.caseload.people, bool)
        if any(part.op != "followed" for part in parts):
            return everywhere
        written = [self.evaluation.chronicle(part.parts[0]) for part in parts]
        if not all(_same_steps(written[0], one) for one in written[1:]):
            return everywhere
        return self.evaluation.history(parts[0].parts[0]).repeats(self.evaluation.caseload.people)

    def _hear(self, kind: str, blocks: Bools) -> None:
        missing = self.evaluation.missing(kind)
        if len(missing):
            silent = np.zeros(len(blocks), bool)
            silent[block_of(missing.start)] = True
            self.silences[kind] = self.silences.get(kind, np.zeros(len(blocks), bool)) | (silent & blocks)

    def _rows(self, node: Node, mask: Bools) -> None:
        """A column of rows: only the rows in which it is not settled."""
        value = self.evaluation.kept.get(node)
        if node.grain is None or value is None or isinstance(value, Days) or len(value) != len(mask):
            return
        mask = self._not_yet(node, mask & _open(value))
        if not mask.any():
            return
        found = self.evaluation.rows(node.grain)
        if node.op == "attribute":
            self._cell(node, found, mask)
            return
        blocks = np.zeros(self.evaluation.caseload.people, bool)
        blocks[found.block[mask]] = True
        if node.op == "exists":
            other = self.evaluation.rows(node.detail["kind"])
            self._rows(node.parts[0], blocks[other.block])
        elif node.op == "first_of":
            self._rows(node.parts[0], blocks[self.evaluation.rows(node.detail["kind"]).block])
            for part in node.parts[1:]:
                self._rows(part, mask)
        elif node.op == "followed":
            self._chronicle(node.parts[0], blocks)
        elif node.op == "last_before":
            other = self.evaluation.rows(node.detail["kind"])
            self._rows(node.parts[0], blocks[other.block])
            self._rows(node.parts[1], mask)
        elif node.op in ("holds", "start_of", "measure", "reach"):
            self._days(node.parts[0], blocks)
            for part in node.parts[1:]:
                of_others = part.grain not in (None, node.grain)
                self._rows(part, blocks[self.evaluation.rows(str(part.grain)).block] if of_others else mask)
        else:
            self._below(node, lambda part: self._rows(part, mask), blocks)

    def _cell(self, node: Node, found: Rows, mask: Bools) -> None:
        kind, name, via = node.detail["kind"], node.detail["name"], node.detail.get("via")
        if name in ("start", "end", "began"):
            return
        if via is not None:
            link = found.links[via][mask]
            mask = np.zeros(len(self.evaluation.rows(kind)), bool)
            mask[link[link >= 0]] = True
        before = self.cells.get((kind, name))
        self.cells[kind, name] = mask if before is None else before | mask

    def cells_by_block(self) -> dict[int, list[Cell]]:
        """The open cells of each block, earliest first."""
        found: dict[int, list[Cell]] = {}
        for name, blocks in sorted(self.readings.items()):
            possible = self.evaluation.options_left(name)
            for block in np.flatnonzero(blocks):
                parts = _bits(int(possible[block]))
                found.setdefault(int(block), []).append(Cell(READING, -1, name, int(block), 0, parts))
        for (kind, name), mask in sorted(self.cells.items()):
            rows_of_kind = self.evaluation.rows(kind)
            column = rows_of_kind.columns[name]
            for row in np.flatnonzero(mask).tolist():
                parts = self._parts(kind, name, column, row)
                cell = Cell(kind, row, name, int(rows_of_kind.block[row]), int(rows_of_kind.start.lo[row]), parts)
                found.setdefault(cell.block, []).append(cell)
        return {block: sorted(cells, key=lambda cell: cell.day) for block, cells in found.items()}

    def _parts(self, kind: str, name: str, column: Column, row: int) -> tuple[Part, ...]:
        if isinstance(column, TruthColumn):
            return Part(1, 1), Part(0, 0)
        if isinstance(column, ChoiceColumn):
            return _bits(int(column.mask[row]))
        lo, hi = int(column.lo[row]), int(column.hi[row])
        edges = [lo, *sorted(cut for cut in thresholds(self.evaluation.edition, kind, name) if lo < cut <= hi)]
        return tuple(
            Part(edge, (edges[index + 1] - 1) if index + 1 < len(edges) else hi) for index, edge in enumerate(edges)
        )


def _bits(mask: int) -> tuple[Part, ...]:
    """One part for each option of the mask."""
    return tuple(Part(1 << option, 1 << option) for option in range(mask.bit_length()) if mask >> option & 1)


def _open(column: Column) -> Bools:
    if isinstance(column, ChoiceColumn):
        several: Bools = (column.mask & (column.mask - 1)) != 0
        return several
    between: Bools = column.lo != column.hi
    return between


def thresholds(edition: Edition, kind: str, name: str) -> frozenset[int]:
    """The values at which some provision's answer may change, as the first value of the upper side.

    Of a choice: the options that some provision asks for together, as masks.
    """
    if (kind, name) not in edition.thresholds:
        edition.thresholds[kind, name] = frozenset(_thresholds(edition.book, kind, name))
    return edition.thresholds[kind, name]


def _thresholds(book: Book, kind: str, name: str) -> Iterator[int]:
    for provision in book.provisions:
        for node in provision.expression.walk():
            if node.op == "governed" and any(_is(step, kind, name) for step in node.parts[0].walk()):
                ends = (end for _, end in node.detail.get("ends", ()))
                yield from (edge for edge in (node.detail["from"], node.detail["until"], *ends) if 0 < edge < TOP)
            elif node.op == "one_of" and _is(node.parts[0], kind, name):
                options = node.parts[0].detail["options"]
                yield sum(1 << options.index(wanted) for wanted in node.detail["wanted"])
            elif node.op in ("at_most", "less"):
                left, right = node.parts
                if any(_is(step, kind, name) for step in left.walk()) and (value := _constant(right)) is not None:
                    yield value + 1 if node.op == "at_most" else value
                elif any(_is(step, kind, name) for step in right.walk()) and (value := _constant(left)) is not None:
                    yield value if node.op == "at_most" else value + 1


@lru_cache(maxsize=64)
def _same_steps(one: Node, other: Node) -> bool:
    """Whether two chronicles are of the same happenings and differ at most in how repeats are counted."""
    steps = [[chronicle.detail["steps"], *(part.canonical() for part in chronicle.parts)] for chronicle in (one, other)]
    return steps[0] == steps[1]


def told_apart(edition: Edition, cell: Cell) -> Cell:
    """The cell with one part for all options of a choice that no provision tells apart."""
    if cell.kind == READING or not isinstance(KINDS[cell.kind].attributes[cell.name], OneOf):
        return cell
    masks = sorted(thresholds(edition, cell.kind, cell.name))
    groups: dict[tuple[bool, ...], int] = {}
    for part in cell.parts:
        asked = tuple(bool(part.lo & mask) for mask in masks)
        groups[asked] = groups.get(asked, 0) | part.lo
    return replace(cell, parts=tuple(Part(mask, mask) for mask in groups.values()))


def or_not_judged(evaluation: Evaluation, cell: Cell) -> Cell:
    """The cell with one part more where an official may also never judge, and the law then presumes different things.

    Where it presumes one thing in one place, that is what a yes or a no says. Where two places presume differently, it is
    neither all that a yes says nor all that a no says.
    """
    book = evaluation.edition.book
    if not book.presumed:
        book.presumed.update(_presumed_apart(book))
    if (cell.kind, cell.name) not in book.presumed:
        return cell
    return replace(cell, parts=(*cell.parts, Part(0, 1)))


def _presumed_apart(book: Book) -> Iterator[tuple[str, str]]:
    """The judgements without which something is presumed, and in another place something else or nothing."""
    without: dict[tuple[str, str], set[str]] = {}
    for provision in book.provisions:
        for node in provision.expression.walk():
            for place, part in enumerate(node.parts):
                if part.op == "attribute":
                    presumes = node.op == "unless_judged" and place == 0 and node.parts[1].op != "not_known"
                    found = without.setdefault((part.detail["kind"], part.detail["name"]), set())
                    found.add(repr(node.parts[1].canonical()) if presumes else "")
    return (judgement for judgement, found in without.items() if len(found) > 1)


def _is(node: Node, kind: str, name: str) -> bool:
    return node.op == "attribute" and node.detail["kind"] == kind and node.detail["name"] == name


def _constant(node: Node) -> int | None:
    if node.op in ("constant", "length"):
        return int(node.detail.get("value", 0)) or None
    return int(node.detail["offset"]) if node.op == "day" else None


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
    place = {kind: moved(evaluation.caseload.rows[kind], rows, who) for kind, rows in caseload.rows.items()}
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
        answers = all_answers(
            block, [or_not_judged(evaluation, told_apart(evaluation.edition, cell)) for cell in found]
        )
        if len(answers) > 1:
            worlds += answers
    if not worlds:
        return {}
    many = narrowed(evaluation, worlds)
    person = np.array([world.block for world in worlds])
    settled: dict[str, Bites] = {}
    for benefit, timeline in timelines.items():
        if (timeline.outcome == Outcome.OPEN).any():
            base = bites_of(evaluation, benefit)
            settled[benefit] = together(base, _where_open(many, base), person, evaluation, narrowing=True)
    return settled


def _where_open(many: Evaluation, base: Bites) -> Bites:
    """What bites in the worlds, of what bounds leave open; what they settle is the same in every world."""

    def each(standings: Sequence[Standing], before: list[Days], days: Callable[[Standing], Days]) -> list[Days]:
        return [NEVER if found.known else days(standing) for standing, found in zip(standings, before, strict=True)]

    bars = each(many.edition.bars, base.bars, lambda bar: effective(many, bar, base.benefit))
    whole = each(many.edition.bars, base.whole, many.days_of)
    notices = each(many.edition.notices, base.notices, many.days_of)
    return Bites(base.benefit, bars, whole, notices, sets.union(*[bar.lo for bar in bars]))


def together(base: Bites, many: Bites, person: Ints, evaluation: Evaluation, *, narrowing: bool = False) -> Bites:
    """Bites of the worlds brought back to their people; everybody else as before."""
    split = np.zeros(evaluation.caseload.people, bool)
    split[person] = True

    def back(before: Days, worlds: Days) -> Days:
        if before.known and (narrowing or (before.empty and worlds.empty)):
            return before  # worlds that narrow settle the same way what bounds settle
        found = rows.from_worlds(worlds.lo, person, evaluation.caseload.people).lo
        possible = rows.from_worlds(worlds.hi, person, evaluation.caseload.people).hi
        return bounds.bounds(
            sets.union(sets.of_blocks(before.lo, ~split), found),
            sets.union(sets.of_blocks(before.hi, ~split), possible),
        )

    in_all = rows.from_worlds(many.barred, person, evaluation.caseload.people).lo
    return Bites(
        base.benefit,
        [back(before, after) for before, after in zip(base.bars, many.bars, strict=True)],
        [back(before, after) for before, after in zip(base.whole, many.whole, strict=True)],
        [back(before, after) for before, after in zip(base.notices, many.notices, strict=True)],
        sets.union(base.barred if narrowing else sets.of_blocks(base.barred, ~split), in_all),
    )
