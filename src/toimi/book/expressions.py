"""Expressions: the tree that a provision becomes when it is read once.

The column run, the explanation, the page for lawyers and the questions are all readings of this tree. An
expression has no truth value in Python: ``if``, ``and``, ``or`` and ``not`` fail loudly and name the word to use.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NoReturn

from toimi.days import calendar
from toimi.days.line import offset_of


class BookError(Exception):
    """A provision that the book cannot take. Says which, why, and what to write instead."""


@dataclass(frozen=True, eq=False)
class Node:
    """One step of an expression.

    Attributes:
        op: what is done; the evaluator and the texts know it by this name.
        parts: what it is done to.
        detail: constants that belong to the step, by name.
        grain: the kind of fact whose rows the value is about; ``None`` for one value for each person.
    """

    op: str
    parts: tuple[Node, ...] = ()
    detail: dict[str, Any] = field(default_factory=dict)
    grain: str | None = None

    def __bool__(self) -> NoReturn:
        raise BookError(
            "A fact has no truth value while the provision is read: it stands for everybody's. "
            "Write all_of(…), any_of(…), no(…) or choose(…) instead of and, or, not, if."
        )

    def __iter__(self) -> NoReturn:
        raise BookError("Rows are not looped over: a provision says what holds for each of them.")

    def walk(self) -> Iterator[Node]:
        """This node and everything below it, depth first, each once: what several parts share comes where it is first met."""
        seen: set[Node] = set()
        left = [self]
        while left:
            node = left.pop()
            if node not in seen:
                seen.add(node)
                yield node
                left += reversed(node.parts)

    def canonical(self) -> list[Any]:
        """The tree as plain lists, the same on every machine: what the book's digest is taken of. Not to be changed."""
        return self._canonical

    @cached_property
    def _canonical(self) -> list[Any]:
        """Made once for each node, since provisions share most of theirs."""
        detail = {name: _plain(value) for name, value in sorted(self.detail.items())}
        return [self.op, detail, [part.canonical() for part in self.parts]]


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in sorted(value.items())}
    if isinstance(value, tuple | list | frozenset | set):
        items = [_plain(item) for item in value]
        return sorted(items) if isinstance(value, frozenset | set) else items
    return value


def common_grain(*parts: Node) -> str | None:
    """The one kind whose rows the parts speak of.

    Raises:
        BookError: when rows of two kinds meet.
    """
    grains = {part.grain for part in parts if part.grain is not None}
    if len(grains) > 1:
        raise BookError(
            f"Rows of {' and '.join(sorted(grains))} meet in one expression. "
            "Use a link between them (as end.job), exists(…), holds(…) or measure(…)."
        )
    return grains.pop() if grains else None


class Truth(Node):
    """Yes, no or not known."""


class Choice(Node):
    """One of a closed list, ``detail["options"]``."""


class Number(Node):
    """A whole number in a unit: ``detail["unit"]``."""

    @property
    def unit(self) -> str:
        """What is counted: days, cents, hundredths of a percent, minutes, count."""
        return str(self.detail["unit"])

    def _compared(self, op: str, left: Number, right: Number) -> Truth:
        common_unit(left, right)
        return Truth(op, (left, right), grain=common_grain(left, right))

    def __le__(self, other: Number) -> Truth:
        return self._compared("at_most", self, other)

    def __lt__(self, other: Number) -> Truth:
        return self._compared("less", self, other)

    def __ge__(self, other: Number) -> Truth:
        return self._compared("at_most", other, self)

    def __gt__(self, other: Number) -> Truth:
        return self._compared("less", other, self)

    def __mul__(self, other: Number) -> Number:
        return Number("times", (self, other), {"unit": self.unit}, common_grain(self, other))


def common_unit(first: Number, *others: Number) -> str:
    """The one unit in which the numbers are counted.

    Raises:
        BookError: when two units meet.
    """
    for other in others:
        if other.unit != first.unit:
            raise BookError(f"{first.unit} meet {other.unit}: name the number's unit, as euros(…) or percent(…).")
    return first.unit


class Length(Number):
    """A length of time in whole days or whole months: constant, or one for each row."""

    @property
    def constant(self) -> calendar.Length:
        """The length as the calendar knows it.

        Raises:
            BookError: for a length that differs from row to row.
        """
        if self.op != "length":
            raise BookError("Here the law gives one fixed length: choose(…) gives one for each row.")
        return calendar.Length(days=self.detail["days"], months=self.detail["months"])


class Day(Node):
    """A day, maybe *never*."""

    def __le__(self, other: Day | str) -> Truth:
        return _compared_days("at_most", self, _day(other))

    def __lt__(self, other: Day | str) -> Truth:
        return _compared_days("less", self, _day(other))

    def __ge__(self, other: Day | str) -> Truth:
        return _compared_days("at_most", _day(other), self)

    def __gt__(self, other: Day | str) -> Truth:
        return _compared_days("less", _day(other), self)


def _day(value: Day | str) -> Day:
    return value if isinstance(value, Day) else Day("day", detail={"offset": offset_of(date.fromisoformat(value))})


def _compared_days(op: str, left: Day, right: Day) -> Truth:
    return Truth(op, (left, right), grain=common_grain(left, right))


class Days(Node):
    """A set of days, one for each person."""


class Chronicle(Node):
    """What people did, in order, and what each time followed: ``detail["steps"]`` says how ``parts`` belong together."""
