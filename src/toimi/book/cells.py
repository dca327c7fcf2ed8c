"""Cells: what is not known, and the answers to it that could make a difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from toimi.book.book import Book, Edition
from toimi.book.evaluate import Evaluation
from toimi.book.expressions import Node
from toimi.book.facts import KINDS, OneOf
from toimi.days.columns import ChoiceColumn, Column, TruthColumn
from toimi.days.line import TOP

READING = "reading"
Place = tuple[str, str]
"""An attribute: its kind of fact and its name."""


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
        one_way: whether every open day is the nearer to a right the more of it there is, or every one the farther.
    """

    kind: str
    row: int
    name: str
    block: int
    day: int
    parts: tuple[Part, ...]
    one_way: bool = False


def parts_of(edition: Edition, kind: str, name: str, column: Column, row: int) -> tuple[Part, ...]:
    """The possible answers of one row of an attribute: of a number or a day, its stretches between thresholds."""
    if isinstance(column, TruthColumn):
        return Part(1, 1), Part(0, 0)
    if isinstance(column, ChoiceColumn):
        return bits(int(column.mask[row]))
    lo, hi = int(column.lo[row]), int(column.hi[row])
    edges = [lo, *sorted(cut for cut in thresholds(edition, kind, name) if lo < cut <= hi)]
    return tuple(
        Part(edge, (edges[index + 1] - 1) if index + 1 < len(edges) else hi) for index, edge in enumerate(edges)
    )


def bits(mask: int) -> tuple[Part, ...]:
    """One part for each option of the mask."""
    return tuple(Part(1 << option, 1 << option) for option in range(mask.bit_length()) if mask >> option & 1)


def thresholds(edition: Edition, kind: str, name: str) -> frozenset[int]:
    """The values at which some provision's answer may change, as the first value of the upper side.

    Of a choice: the options that some provision asks for together, as masks.
    """
    book = edition.book
    if not book.thresholds:
        book.thresholds.update(_thresholds(book))
    return book.thresholds.get((kind, name), _NONE)


_NONE: frozenset[int] = frozenset()


def _thresholds(book: Book) -> dict[Place, frozenset[int]]:
    """Of every attribute, in one pass: each node of the book is looked at once, however many provisions share it."""
    below: dict[Node, frozenset[Place]] = {}
    found: dict[Place, set[int]] = {}
    for node in book.nodes:
        for part, edges in _edges(node):
            for place in _attributes(part, below):
                found.setdefault(place, set()).update(edges)
    return {place: frozenset(edges) for place, edges in found.items()}


def _edges(node: Node) -> Iterator[tuple[Node, Iterable[int]]]:
    """The parts of a node in which a value matters, and where its upper sides begin."""
    if node.op == "governed":
        ends = (end for _, end in node.detail.get("ends", ()))
        yield node.parts[0], [edge for edge in (node.detail["from"], node.detail["until"], *ends) if 0 < edge < TOP]
    elif node.op == "one_of" and node.parts[0].op == "attribute":
        options = node.parts[0].detail["options"]
        yield node.parts[0], [sum(1 << options.index(wanted) for wanted in node.detail["wanted"])]
    elif node.op in ("at_most", "less"):
        left, right = node.parts
        above = 1 if node.op == "at_most" else 0
        if (value := _constant(right)) is not None:
            yield left, [value + above]
        if (value := _constant(left)) is not None:
            yield right, [value + 1 - above]


def _attributes(node: Node, below: dict[Node, frozenset[Place]]) -> frozenset[Place]:
    """The attributes read in a node and in what it is made of."""
    if node not in below:
        own = [(node.detail["kind"], node.detail["name"])] if node.op == "attribute" else []
        below[node] = frozenset(own).union(*(_attributes(part, below) for part in node.parts))
    return below[node]


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
    for node in book.nodes:
        for place, part in enumerate(node.parts):
            if part.op == "attribute":
                presumes = node.op == "unless_judged" and place == 0 and node.parts[1].op != "not_known"
                found = without.setdefault((part.detail["kind"], part.detail["name"]), set())
                found.add(repr(node.parts[1].canonical()) if presumes else "")
    return (judgement for judgement, found in without.items() if len(found) > 1)


def _constant(node: Node) -> int | None:
    if node.op in ("constant", "length"):
        return int(node.detail.get("value", 0)) or None
    return int(node.detail["offset"]) if node.op == "day" else None
