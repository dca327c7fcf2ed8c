"""Explanations: a reading of the values kept while a person was decided, for one day and one provision.

Nothing is computed anew. What comes out has no language: keys of texts and plain values (``language.py`` says them).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from toimi.book.book import BOTH, Standing
from toimi.book.evaluate import Evaluation
from toimi.book.expressions import Length, Node, Number
from toimi.book.histories import readings_of_counting_anew
from toimi.book.provisions import ROWS_TO_DAYS
from toimi.book.words import LAW_AFTER_VERIFICATION
from toimi.days.bounds import Days
from toimi.days.columns import ChoiceColumn, Column, DayColumn, NumberColumn, TruthColumn
from toimi.days.line import BITS, TOP
from toimi.days.sets import stretch_at

State = Literal["yes", "no", "unknown", ""]


@dataclass
class Line:
    """One line of an explanation.

    Attributes:
        key: which text, as ``attribute`` or ``days_after``.
        words: what the text is filled with: plain values, names of texts, or further lines.
        state: whether it holds; empty where that makes no sense.
        lines: what stands below.
    """

    key: str
    words: dict[str, Any] = field(default_factory=dict)
    state: State = ""
    lines: list[Line] = field(default_factory=list)


class Explanation:
    """Explains one person of an evaluation on one day."""

    def __init__(self, evaluation: Evaluation, day: int, block: int = 0) -> None:
        self.evaluation = evaluation
        self.day = day
        self.block = block
        self.place = np.array([(block << BITS) + day])

    def of(self, standing: Standing) -> list[Line]:
        """Why the provision holds, holds not, or may hold on the day."""
        self.evaluation.days_of(standing)  # of those who contradict it may not have been computed as written
        return list(self._days(standing.provision.expression))

    # --- sets of days ---

    def _holds(self, days: Days) -> State:
        if stretch_at(days.lo, self.place)[0] >= 0:
            return "yes"
        return "unknown" if stretch_at(days.hi, self.place)[0] >= 0 else "no"

    def _state(self, node: Node) -> State:
        value = self.evaluation.kept.get(node)
        return self._holds(value) if isinstance(value, Days) else ""

    def _days(self, node: Node) -> Iterator[Line]:
        if node.op == "concept":
            yield from self._concept(node)
        elif node.op in ROWS_TO_DAYS:
            yield from self._row_lines(node)
        elif node.op == "reading":
            yield from self._reading(node)
        elif node.op in ("lasting", "beyond_first"):
            yield Line(
                node.op, {"length": self._constant(node.parts[1])}, self._state(node), list(self._days(node.parts[0]))
            )
        elif node.op == "perhaps":
            if self._state(node) == "unknown":
                yield Line("perhaps", {}, "unknown", list(self._days(node.parts[0])))
        elif node.op == "untold":
            if self._state(node) == "unknown":
                yield Line("not_told", {"kind": node.detail["kind"]}, "unknown")
        else:
            yield from self._group(node)

    def _group(self, node: Node) -> Iterator[Line]:
        """Of alternatives only those that hold or may hold; of conditions only those that fail, if one fails."""
        state = self._state(node)
        parts = [part for part in node.parts if self.evaluation.kept.get(part) is not None]
        if node.op == "on_any" and state != "no":
            parts = [part for part in parts if self._state(part) != "no"]
        if node.op == "on_all" and state == "no":
            parts = [part for part in parts if self._state(part) == "no"]
        for part in parts:
            yield from self._days(part)

    def _concept(self, node: Node) -> Iterator[Line]:
        name = node.detail["name"]
        versions = [
            version
            for version in self.evaluation.edition.concepts[name]
            if version.first_day <= self.day < version.end_day
        ]
        holding = [version for version in versions if self._state(version.provision.expression) != "no"] or versions[:1]
        lines = [line for version in holding for line in self._days(version.provision.expression)]
        yield from _of_concept(holding, self._state(node), lines)

    def _reading(self, node: Node) -> Iterator[Line]:
        name = node.detail["switch"]
        chosen = self.evaluation.switches[name]
        if chosen != BOTH:
            yield from self._days(node.parts[node.detail["options"].index(chosen)])
            return
        if len({self._state(part) for part in node.parts}) == 1:
            yield from self._days(node.parts[0])  # the readings agree on the day: nothing is open here
            return
        lines = [line for part in node.parts for line in self._days(part)]
        yield Line("reading", {"switch": name}, self._state(node), lines)

    def _row_lines(self, node: Node) -> Iterator[Line]:
        """The rows that give, or may give, the day; and a silence that leaves it open."""
        kind = node.detail["kind"]
        rows = self.evaluation.rows(kind)
        when = self.evaluation.truth(node.parts[0])
        for row in np.flatnonzero(rows.block == self.block):
            first, last = self._reach(node, int(row))
            if first <= self.day < last and not self._stopped(node, int(row)):
                words = {
                    "kind": kind,
                    "from": int(rows.start.lo[row]),
                    "until": int(rows.end.hi[row]),
                }
                state = _truth_at(when, int(row))
                lines = list(self._truth(node.parts[0], int(row)))
                yield Line("row", words, state, [*self._length_line(node, int(row)), *lines])
        if stretch_at(self.evaluation.missing(kind), self.place)[0] >= 0:
            yield Line("not_answered", {"kind": kind}, "unknown")

    def _stopped(self, node: Node, row: int) -> bool:
        """Whether the row's own work surely stands still on the day, so that it gives nothing."""
        own = self.evaluation.records.get(node)
        return own is not None and stretch_at(own.hi, np.array([(row << BITS) + self.day]))[0] < 0

    def _reach(self, node: Node, row: int) -> tuple[int, int]:
        """The days that the row can give at most."""
        rows = self.evaluation.rows(node.detail["kind"])
        if node.op in ("during", "working"):
            return int(rows.start.lo[row]), int(rows.end.hi[row])
        if "yearly" in node.detail:
            return 0, TOP
        first, second = (self.evaluation.value(part) for part in node.parts[1:3])
        assert isinstance(first, DayColumn)
        begin = int(first.lo[_at(first, row)])
        if node.op == "days_between":
            assert isinstance(second, DayColumn)
            return begin, int(second.hi[_at(second, row)])
        after = 1 if node.op == "days_after" else 0
        return begin + after, TOP if first.hi[_at(first, row)] == TOP else int(
            first.hi[_at(first, row)]
        ) + after + self._longest(node.parts[2], row)

    def _longest(self, length: Node, row: int) -> int:
        column = self.evaluation.number(length)
        assert isinstance(length, Length)
        days = 31 * length.constant.months if length.op == "length" and length.constant.months else 0
        return days or int(column.hi[_at(column, row)])

    def _length_line(self, node: Node, row: int) -> Iterator[Line]:
        if node.op in ("days_after", "days_from"):
            words = {"day": self._inline(node.parts[1], row), "length": self._inline(node.parts[2], row)}
            yield Line(node.op, words)

    # --- rows ---

    def _truth(self, node: Node, row: int) -> Iterator[Line]:
        state = self._truth_state(node, row)
        if node.op in ("all_of", "any_of"):
            yield from self._conditions(node, row, state)
        elif node.op == "no":
            if node.parts[0].op != "holds" or state != "yes":
                yield from self._truth(node.parts[0], row)
        elif node.op == "concept":
            yield from self._row_concept(node, row, state)
        elif node.op == "unless_judged":
            yield self._judged(node, row, state)
        elif node.op == "one_of":
            yield Line("attribute", self._shown(node.parts[0], row), state)
        elif node.op == "attribute":
            yield Line("attribute", self._shown(node, row), state)
        elif node.op in ("at_most", "less"):
            yield Line(*self._comparison(node, row), state)
        elif node.op == "governed":
            yield Line("governed", {"day": self._inline(node.parts[0], row), "clock": node.detail["clock"]}, state)
        elif node.op in ("comes", "is_there", "exists", "holds", "choose_truth", "not_known"):
            yield Line(node.op, self._looked_for(node, row), state)
        elif node.op == "followed":
            yield Line("followed", {}, state, [*self._turn(node, row), *self._of_counting(node, state)])
        elif node.op == "reading":
            yield from self._row_reading(node, row, state)

    def _row_reading(self, node: Node, row: int, state: State) -> Iterator[Line]:
        """Of an open reading what its options say; of a reported change only that it matters here."""
        name = node.detail["switch"]
        chosen = self.evaluation.switches[name]
        parts = node.parts if chosen == BOTH else [node.parts[node.detail["options"].index(chosen)]]
        agreed = len({self._truth_state(part, row) for part in parts}) == 1
        if name == LAW_AFTER_VERIFICATION and not agreed:
            yield Line("reading", {"switch": name}, state)
            return
        for part in parts[:1] if agreed else parts:
            yield from self._truth(part, row)

    def _turn(self, node: Node, row: int) -> Iterator[Line]:
        """Why the row counts by itself, whatever happened before it: once for all versions of a step."""
        history = self.evaluation.chronicle(node.parts[0])
        shown: dict[Node, None] = {}
        for told in history.detail["steps"]:
            if told["kind"] == node.detail["kind"] and node.detail["name"] in {name for name, *_ in told["then"]}:
                counts, *version = history.parts[told["at"]].parts if told["version"] else [history.parts[told["at"]]]
                shown[counts] = None
                shown |= {one: None for one in version if self._truth_state(one, row) == "unknown"}
        for one in shown:
            yield from self._truth(one, row)

    def _of_counting(self, node: Node, state: State) -> Iterator[Line]:
        """The readings of how happenings are counted, where they leave open what followed."""
        if state != "unknown":
            return
        history = self.evaluation.history(node.parts[0])
        written = self.evaluation.chronicle(node.parts[0])
        one_day = [written.detail["of_one_day"]] if history.of_one_day[self.block] else []
        anew = readings_of_counting_anew(written) if history.begins_anew[self.block] else []
        for name in (*one_day, *anew):
            if name and self.evaluation.switches[name] == BOTH:
                yield Line("reading", {"switch": name}, state)

    def _conditions(self, node: Node, row: int, state: State) -> Iterator[Line]:
        parts = [part for part in node.parts if self._truth_state(part, row)]
        if node.op == "any_of" and state != "no":
            parts = [part for part in parts if self._truth_state(part, row) != "no"]
        if node.op == "all_of" and state == "no":
            parts = [part for part in parts if self._truth_state(part, row) == "no"]
        for part in parts:
            yield from self._truth(part, row)

    def _row_concept(self, node: Node, row: int, state: State) -> Iterator[Line]:
        versions = [*self.evaluation.edition.concepts[node.detail["name"]]]
        holding = [one for one in versions if self._truth_state(one.provision.expression, row) != "no"] or versions[:1]
        lines = [line for one in holding for line in self._truth(one.provision.expression, row)]
        yield from _of_concept(holding, state, lines)

    def _judged(self, node: Node, row: int, state: State) -> Line:
        judgement, otherwise = node.parts
        words = self._shown(judgement, row)
        if self._truth_state(judgement, row) != "unknown":
            return Line("judged", words, state)
        settled = self._truth_state(otherwise, row)
        if settled == "unknown":
            return Line(
                "not_judged", words, state, [*self._truth(otherwise, row)] if otherwise.op != "not_known" else []
            )
        return Line("presumed", words, state, list(self._truth(otherwise, row)))

    def _truth_state(self, node: Node, row: int) -> State:
        value = self.evaluation.kept.get(node)
        return _truth_at(value, row) if isinstance(value, TruthColumn) else ""

    def _looked_for(self, node: Node, row: int) -> dict[str, Any]:
        if node.op == "comes":
            return {"day": self._inline(node.parts[0], row)}
        if node.op == "holds":
            return {"day": self._inline(node.parts[1], row)}
        return {"kind": node.detail["kind"]} if "kind" in node.detail else {}

    def _comparison(self, node: Node, row: int) -> tuple[str, dict[str, Any]]:
        key, left, right = comparison(node)
        return key, {"left": self._inline(left, row), "right": self._inline(right, row)}

    def _inline(self, node: Node, row: int) -> dict[str, Any]:
        """A value inside a line: what it is and what it came to."""
        value = self.evaluation.value(node)
        said = (
            {"value": _value_at(value, row), "unit": node.detail.get("unit", "")} if not isinstance(value, Days) else {}
        )
        if node.op == "attribute":
            return {**self._shown(node, row), **said}
        if node.op == "reading" and self.evaluation.switches[node.detail["switch"]] != BOTH:
            return self._inline(
                node.parts[node.detail["options"].index(self.evaluation.switches[node.detail["switch"]])], row
            )
        if node.op in ("constant", "length", "day"):
            return {"key": "value", **said, **({"length": self._constant(node)} if node.op == "length" else {})}
        if node.op == "number_at":
            return {"key": "named_number", "name": node.detail["name"], **said}
        if node.op in ("plus", "before", "times", "larger_of", "sum_of", "share_of", "days_inclusive"):
            return {"key": node.op, "parts": [self._inline(part, row) for part in node.parts], **said}
        return {"key": "value", **said}

    def _constant(self, node: Node) -> dict[str, int]:
        return {"days": int(node.detail["days"]), "months": int(node.detail["months"])}

    def _shown(self, node: Node, row: int) -> dict[str, Any]:
        value = self.evaluation.value(node)
        assert not isinstance(value, Days)
        kind, name = node.detail["kind"], node.detail["name"]
        shown: dict[str, Any] = {
            "key": "attribute",
            "kind": kind,
            "name": name,
            "value": _value_at(value, row),
            "unit": node.detail.get("unit", ""),
        }
        if isinstance(value, ChoiceColumn):
            mask = int(value.mask[_at(value, row)])
            shown["options"] = [option for bit, option in enumerate(node.detail["options"]) if mask >> bit & 1]
        return shown


def _of_concept(holding: list[Standing], state: State, lines: list[Line]) -> Iterator[Line]:
    """The line of a concept; none where no text of it governs."""
    for first in holding[:1]:
        yield Line("concept", {"provision": first.provision.key, "citation": first.provision.citation}, state, lines)


def comparison(node: Node) -> tuple[str, Node, Node]:
    """How a comparison is said, the fact first: ``80 % < hours`` as hours over 80 %."""
    left, right = node.parts
    of_what = "numbers" if isinstance(left, Number) else "days"
    if _fixed(left) and not _fixed(right):
        return f"{'at_least' if node.op == 'at_most' else 'more_than'}_{of_what}", right, left
    return f"{'at_most' if node.op == 'at_most' else 'less_than'}_{of_what}", left, right


def _fixed(node: Node) -> bool:
    """Whether the value is a number of the law rather than a fact."""
    return node.op in ("constant", "length", "day", "number_at")


def _at(column: Column, row: int) -> int:
    return row if len(column) > 1 else 0


def _truth_at(column: TruthColumn, row: int) -> State:
    at = _at(column, row)
    if column.lo[at]:
        return "yes"
    return "unknown" if column.hi[at] else "no"


def _value_at(column: Column, row: int) -> list[int]:
    """Bounds of a value; of a day that does not apply, nothing."""
    at = _at(column, row)
    if isinstance(column, ChoiceColumn):
        return [int(column.mask[at])]
    if isinstance(column, DayColumn) and column.applies is not None and not column.applies[at]:
        return []
    assert isinstance(column, TruthColumn | NumberColumn | DayColumn)
    return [int(column.lo[at]), int(column.hi[at])]
