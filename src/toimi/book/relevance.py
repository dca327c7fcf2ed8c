"""Relevance: which cells leave days open, and whether they point one way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import numpy as np

from toimi.book.answers import Masks, Outcome, Timeline
from toimi.book.book import BOTH, Standing
from toimi.book.caseload import Rows
from toimi.book.cells import READING, Cell, bits, parts_of
from toimi.book.directions import ADDS, EITHER, TAKES_AWAY, directions
from toimi.book.evaluate import Evaluation
from toimi.book.expressions import Node
from toimi.book.histories import by_consequence
from toimi.book.provisions import ROWS_TO_DAYS
from toimi.days import sets
from toimi.days.bounds import Days
from toimi.days.columns import ChoiceColumn
from toimi.days.line import Bools, Ints, block_of

Mark = tuple[int, tuple[str, ...]]
"""How an attribute is read in one place: what more of it does, and of a choice which options are asked for."""
_IN_DAYS = ("holds", "start_of", "measure", "reach")
_OF_OTHERS = (*_IN_DAYS, "exists", "first_of", "last_before")


class Relevance:
    """Which cells leave days open: one walk down each open provision, stopping where a value is settled.

    Args:
        evaluation: of the caseload, with its answers already computed.

    Attributes:
        cells: by attribute (kind, name), and by how it is read in one place, which rows; shape ``(rows,)``.
        readings: by switch, which blocks; shape ``(people,)``.
        silences: the kinds whose missing rows are not a no.
        untold: the words that miss rows nobody has told of.
    """

    def __init__(self, evaluation: Evaluation) -> None:
        self.evaluation = evaluation
        self.cells: dict[tuple[str, str], dict[Mark, Bools]] = {}
        self.readings: dict[str, Bools] = {}
        self.silences: list[str] = []
        self.untold: list[Node] = []
        self._walked: dict[tuple[Node, int], Bools] = {}
        self._unsettled: dict[Node, Bools] = {}

    def walk(self, timelines: Iterable[Timeline]) -> None:
        """Go through what leaves the timelines' open days open."""
        edition = self.evaluation.edition
        for timeline in timelines:
            stretches = np.flatnonzero(timeline.outcome == Outcome.OPEN)
            for index, bar in enumerate(edition.bars):
                blocks = self._blocks(timeline, timeline.possibly_barring, index, stretches)
                if blocks.any():
                    self._provision(bar, blocks, ADDS)
                    for overlay in edition.overlays_on(bar, timeline.benefit):
                        self._provision(overlay, blocks, TAKES_AWAY)
            for index, notice in enumerate(edition.notices):
                blocks = self._blocks(timeline, timeline.possible_notices, index, stretches)
                if blocks.any():
                    self._provision(notice, blocks, ADDS)

    def _provision(self, standing: Standing, blocks: Bools, way: int) -> None:
        self.evaluation.days_of(standing)  # of those who contradict it may not have been computed as written
        self._days(standing.provision.expression, blocks, way)

    def _blocks(self, timeline: Timeline, masks: Masks, index: int, stretches: Ints) -> Bools:
        blocks = np.zeros(self.evaluation.caseload.people, bool)
        blocks[timeline.block[stretches[masks.holds(index)[stretches]]]] = True
        return blocks

    def _days(self, node: Node, blocks: Bools, way: int) -> None:
        """A set of days: only the blocks in which it is not settled."""
        value = self.evaluation.kept.get(node)
        if not isinstance(value, Days) or value.known:
            return
        if node not in self._unsettled:
            self._unsettled[node] = unsettled = np.zeros(len(blocks), bool)
            unsettled[block_of(sets.difference(value.hi, value.lo).start)] = True
        blocks = self._not_yet(node, blocks & self._unsettled[node], way)
        if not blocks.any():
            return
        if node.op == "working":
            ways = [way * one for one in directions(node, len(node.parts))]
            for kind, part, its in zip((node.detail["kind"], *node.detail["stops"]), node.parts, ways, strict=True):
                self._hear(kind, blocks)
                self._rows(part, blocks[self.evaluation.rows(kind).block], its)
        elif node.op in ROWS_TO_DAYS:
            self._days_of_rows(node, blocks, way)
        else:
            if node.op == "untold":
                self.untold.append(node)
            self._below(node, lambda part, its: self._days(part, blocks, its), blocks, way)

    def _days_of_rows(self, node: Node, blocks: Bools, way: int) -> None:
        kind = node.detail["kind"]
        self._hear(kind, blocks)
        mine = blocks[self.evaluation.rows(kind).block]
        when = self.evaluation.truth(node.parts[0]).hi
        masks = [mine, mine & when, mine & when]
        masks += [blocks[self.evaluation.rows(str(part.grain)).block] for part in node.parts[3:]]
        for part, mask, its in zip(node.parts, masks, directions(node, len(node.parts)), strict=False):
            self._rows(part, mask, way * its)

    def _not_yet(self, node: Node, mask: Bools, way: int) -> Bools:
        """Those of the mask for which the walk has not been at the node on such a way, nor on one that may do either."""
        for done in (way, EITHER):
            before = self._walked.get((node, done))
            mask = mask if before is None else mask & ~before
        before = self._walked.get((node, way))
        self._walked[node, way] = mask if before is None else before | mask
        return mask

    def _chronicle(self, node: Node, blocks: Bools) -> None:
        """What happened in order: whether and when each counts, and how long it would shield if it may come so far."""
        written, history = self.evaluation.chronicle(node), self.evaluation.history(node)
        blocks = self._not_yet(written, blocks, EITHER)
        if not blocks.any():
            return
        if written.detail["of_one_day"]:
            self._read(written.detail["of_one_day"], blocks & history.of_one_day)
        more = history.begins_anew
        for chapter in history.chapters:
            told = chapter.told
            when, day, *days = written.parts[told["at"] : told["at"] + told["parts"]]
            mine = blocks[chapter.rows.block]
            self._rows(when, mine, EITHER)
            counted = mine & chapter.when.hi
            self._rows(day, counted, EITHER)
            shields, anew = by_consequence(told, days)
            for place, (first, until) in shields.items():
                may_shield = counted & (chapter.most >= told["then"][place][1][0])
                self._rows(first, may_shield, EITHER)
                self._rows(until, may_shield, EITHER)
            for place, first in anew.items():
                may_clear = counted & (chapter.most >= told["then"][place][1][0])
                self._rows(first, may_clear & more[chapter.rows.block], EITHER)

    def _below(self, node: Node, visit: Callable[[Node, int], None], blocks: Bools, way: int) -> None:
        if node.op == "reading" and self.evaluation.switches[node.detail["switch"]] == BOTH:
            self._read(node.detail["switch"], blocks & self._may_differ(node.parts))
        parts: Sequence[Node] = node.parts
        if node.op == "reading":
            parts = self.evaluation.readable(node)
        if node.op == "concept":
            parts = [version.provision.expression for version in self.evaluation.edition.concepts[node.detail["name"]]]
        for part, its in zip(parts, directions(node, len(parts)), strict=True):
            visit(part, way * its)

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
        return self.evaluation.history(parts[0].parts[0]).repeats

    def _hear(self, kind: str, blocks: Bools) -> None:
        if kind not in self.silences and blocks[block_of(self.evaluation.missing(kind).start)].any():
            self.silences.append(kind)

    def _rows(self, node: Node, mask: Bools, way: int) -> None:
        """A column of rows: only the rows in which it is not settled."""
        value = self.evaluation.kept.get(node)
        if node.grain is None or value is None or isinstance(value, Days) or len(value) != len(mask):
            return
        assert not isinstance(value, ChoiceColumn)  # looked at where they are asked for, never by themselves
        if value.known:
            return
        mask = self._not_yet(node, mask & (value.lo != value.hi), way)
        if not mask.any():
            return
        found = self.evaluation.rows(node.grain)
        if node.op == "attribute":
            self._cell(node, found, mask, (way, ()))
            return
        if node.op == "one_of" and node.parts[0].op == "attribute":
            self._cell(node.parts[0], found, mask, (way, node.detail["wanted"]))
            return
        blocks = np.zeros(self.evaluation.caseload.people, bool)
        blocks[found.block[mask]] = True
        if node.op == "followed":
            self._chronicle(node.parts[0], blocks)
        elif node.op in _OF_OTHERS:
            self._of_others(node, mask, blocks, way)
        else:
            self._below(node, lambda part, its: self._rows(part, mask, its), blocks, way)

    def _of_others(self, node: Node, mask: Bools, blocks: Bools, way: int) -> None:
        """What is looked up for a row: in days of the person, in other rows, and from days of its own."""
        other = node.detail.get("kind")
        for place, (part, its) in enumerate(zip(node.parts, directions(node, len(node.parts)), strict=True)):
            if place == 0 and node.op in _IN_DAYS:
                self._days(part, blocks, way * its)
            elif place == 0 and other is not None:
                self._rows(part, blocks[self.evaluation.rows(other).block], way * its)
            elif part.grain in (None, node.grain):
                self._rows(part, mask, way * its)
            else:
                self._rows(part, blocks[self.evaluation.rows(str(part.grain)).block], way * its)

    def _cell(self, node: Node, found: Rows, mask: Bools, mark: Mark) -> None:
        kind, name, via = node.detail["kind"], node.detail["name"], node.detail.get("via")
        if name in ("start", "end", "began"):
            return
        if via is not None:
            link = found.links[via][mask]
            mask = np.zeros(len(self.evaluation.rows(kind)), bool)
            mask[link[link >= 0]] = True
        marks = self.cells.setdefault((kind, name), {})
        marks[mark] = marks[mark] | mask if mark in marks else mask

    def cells_by_block(self) -> dict[int, list[Cell]]:
        """The open cells of each block, earliest first."""
        found: dict[int, list[Cell]] = {}
        for name, blocks in sorted(self.readings.items()):
            possible = self.evaluation.options_left(name)
            for block in np.flatnonzero(blocks):
                parts = bits(int(possible[block]))
                found.setdefault(int(block), []).append(Cell(READING, -1, name, int(block), 0, parts))
        for (kind, name), marks in sorted(self.cells.items()):
            rows_of_kind = self.evaluation.rows(kind)
            column = rows_of_kind.columns[name]
            times_read = np.sum([*marks.values()], axis=0)
            either = np.logical_or.reduce(
                [mask for (way, _), mask in marks.items() if way == EITHER] or [times_read < 0]
            )
            for row in np.flatnonzero(times_read).tolist():
                parts = parts_of(self.evaluation.edition, kind, name, column, row)
                place = int(rows_of_kind.block[row]), int(rows_of_kind.start.lo[row])
                cell = Cell(kind, row, name, *place, parts, bool(times_read[row] == 1 and not either[row]))
                found.setdefault(cell.block, []).append(cell)
        return {block: sorted(cells, key=lambda cell: cell.day) for block, cells in found.items()}


@lru_cache(maxsize=64)
def _same_steps(one: Node, other: Node) -> bool:
    """Whether two chronicles are of the same happenings and differ at most in how repeats are counted."""
    steps = [[chronicle.detail["steps"], *(part.canonical() for part in chronicle.parts)] for chronicle in (one, other)]
    return steps[0] == steps[1]
