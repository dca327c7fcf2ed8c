"""A provision is a dated function, read once when its chapter is imported.

The signature is the contract: positional arguments are the rows and concepts that the provision reads,
keyword arguments the numbers of the law that it applies. The function is called with expressions and returns a
tree. Two functions with one citation are two versions; they stand side by side, whole.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, TypeVar, get_type_hints

from toimi.book.citations import Citation
from toimi.book.expressions import BookError, Chronicle, Day, Days, Node, Number, Truth
from toimi.book.facts import KINDS, Fact, Silence
from toimi.book.values import nearest
from toimi.book.words import (
    Conclusion,
    Overlay,
    all_of,
    always,
    as_reported,
    calendar_days,
    choose,
    minus,
    never,
    no,
)
from toimi.days.line import TOP, offset_of

Decided = Literal["A", "P", "H"]
"""Who decides: A by register data, P presumed by the act until overruled, H an official's judgement."""

BENEFIT_DAY = "benefit_day"
ROWS_TO_DAYS = ("during", "working", "days_from", "days_after", "days_between")
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Box:
    """The days that a version governs, by named clocks; half-open offsets. It applies where all clocks lie inside."""

    clocks: dict[str, tuple[int, int]]


def box(**clocks: str) -> Box:
    """A box: ``box(conduct="2019-07-01/2022-05-02")``; an open side is left empty.

    An end written here is the day on which another text takes over. Before that day nobody knew of it, so a
    statement of that time sees no end.

    Raises:
        BookError: for what is no stretch of days.
    """
    return Box({clock: _interval(text) for clock, text in clocks.items()})


def _interval(text: str) -> tuple[int, int]:
    first, slash, last = text.partition("/")
    start = offset_of(date.fromisoformat(first)) if first else 0
    end = offset_of(date.fromisoformat(last)) if last else TOP
    if not slash or start >= end:
        raise BookError(f"{text!r} is no stretch of days: write first/end, and leave a side empty that is open.")
    return start, end


@dataclass(frozen=True)
class Provision:
    """One version of one provision, read.

    Attributes:
        citation, act, title, reading: where it stands, which act gave this text, heading, our own plain reading.
        concludes: the name of the concept, or empty.
        expression: the tree.
        conclusion: what it concludes about days; ``None`` for a concept.
        governs: its box.
        known: from which day it could be used (entry into force).
        ends: its own end as it stood from each day on, of benefit days or else of the one clock that it has; ``()`` if it
            ends only when another text takes over.
        each: the kind whose rows it goes through, if there is one.
        numbers: the numbers of the law that it applies, by name.
        reads: the names in its signature.
        reported: of a text that nobody has read in the act: where it was reported. Empty for verified law.
    """

    citation: str
    act: str
    title: str
    reading: str
    name: str
    concludes: str
    expression: Node
    conclusion: Conclusion | None
    governs: Box
    known: int
    ends: tuple[tuple[int, int], ...]
    each: str | None
    decided: Decided
    numbers: dict[str, Number]
    reads: tuple[str, ...]
    place: str
    reported: str = ""

    @property
    def verified(self) -> bool:
        """Whether the text was read in the act."""
        return not self.reported

    @property
    def key(self) -> str:
        """Citation, act and name: one for each provision of the book."""
        return f"{self.citation}@{self.act}#{self.name}"

    @property
    def role(self) -> str:
        """What it does: concept, bar, overlay or notice."""
        return "concept" if self.conclusion is None else type(self.conclusion).__name__.lower()

    def end_known_on(self, known_at: int) -> int:
        """The first benefit day it no longer governs, as it stood on the day of knowledge; of rows their clock says it."""
        if self.ends and BENEFIT_DAY not in self.governs.clocks:
            return TOP
        stood = [end for since, end in self.ends if since <= known_at]
        if stood:
            return stood[-1]
        last = self.governs.clocks.get(BENEFIT_DAY, (0, TOP))[1]
        return last if known_at >= last else TOP

    def canonical(self) -> list[Any]:
        """The provision as plain data, the same on every machine."""
        conclusion: list[Any] = []
        if self.conclusion is not None:
            conclusion = [self.role, list(self.conclusion.benefits or ())]
            if isinstance(self.conclusion, Overlay):
                conclusion += [list(self.conclusion.bars.places), list(self.conclusion.bars.less)]
        clocks = {clock: list(days) for clock, days in sorted(self.governs.clocks.items())}
        return [
            self.key,
            clocks,
            self.known,
            [list(pair) for pair in self.ends],
            conclusion,
            self.expression.canonical(),
            *([self.reported] if self.reported else []),
        ]


@dataclass
class Shelf:
    """Where provisions are put as chapters are imported. ``law/shelf.py`` holds the one of the law."""

    provisions: list[Provision] = field(default_factory=list)

    def provision(
        self,
        citation: str,
        title: str,
        *,
        act: str,
        governs: Box,
        each: type[Fact] | None = None,
        known: str | None = None,
        ends: Sequence[tuple[str, str]] = (),
        concludes: str = "",
        decided: Decided = "A",
        reported: str = "",
    ) -> Callable[[F], F]:
        """Read the decorated function once and put the provision on the shelf.

        Args:
            citation: as ``TTL 2a:1.1``.
            title: the Finnish heading.
            act: number of the act that gave this text.
            governs: the box of clocks.
            each: the kind whose rows the clocks other than the benefit day belong to.
            known: entry into force; the start of the box if there is one clock.
            ends: for a temporary act (known from, first day it no longer governs), oldest first.
            concludes: the name of the concept; the function's name if left out. Ignored for conclusions about days.
            decided: the class of the decision.
            reported: the address of the report, of a text that nobody has read in the act. It lies over the verified
                texts of the same place, which run on: where the two answer differently the day is open.

        Raises:
            BookError: with file, line, reason and remedy.
        """

        def put(function: F) -> F:
            place = f"{function.__code__.co_filename}:{function.__code__.co_firstlineno}"
            try:
                Citation.parse(citation)
                self.provisions.append(
                    self._read(
                        function, citation, title, act, governs, each, known, ends, concludes, decided, place, reported
                    )
                )
            except (BookError, ValueError) as error:
                raise BookError(f"{place}: {citation} {function.__name__}: {error}") from error
            return function

        return put

    def _read(
        self, function: Callable[..., Any], citation: str, title: str, act: str, governs: Box, each: type[Fact] | None,
        known: str | None, ends: Sequence[tuple[str, str]], concludes: str, decided: Decided, place: str, reported: str,
    ) -> Provision:  # fmt: skip
        arguments, numbers = self._arguments(function)
        result = function(*arguments.values(), **numbers)
        conclusion = result if isinstance(result, Conclusion) else None
        expression = result if conclusion is None else conclusion.days
        if not isinstance(expression, Days | Truth | Day | Chronicle):
            raise BookError("a provision returns days, a truth or a day of rows, or a conclusion such as no_right(…)")
        if not (function.__doc__ or "").strip():
            raise BookError("the docstring is missing: say in your own plain words what the provision says")
        starts = [first for first, _ in governs.clocks.values()]
        if not starts:
            raise BookError("the box has no clock: name one, as governs=box(benefit_day=…)")
        if known is None and len(starts) > 1:
            raise BookError("a box of several clocks does not say when the text entered into force: give known=")
        if ends and len(starts) > 1 and BENEFIT_DAY not in governs.clocks:
            raise BookError("ends= is of benefit days, or of the one clock of a row: here are several")
        moved = _offsets(ends)
        if reported:
            _check_reported(expression, governs)
        for node in expression.walk():
            _check_silence(node)
        return Provision(
            citation, act, title, inspect.cleandoc(function.__doc__ or ""), function.__name__,
            "" if conclusion else concludes or function.__name__,
            _restricted(expression, governs, each, moved, reported=bool(reported)), conclusion, governs,
            offset_of(date.fromisoformat(known)) if known else starts[0], moved,
            each.kind_name if each else None, decided, numbers, tuple(arguments), place, reported,
        )  # fmt: skip

    def _arguments(self, function: Callable[..., Any]) -> tuple[dict[str, Any], dict[str, Number]]:
        hints = get_type_hints(function)
        rows: dict[str, Any] = {}
        numbers: dict[str, Number] = {}
        for name, parameter in inspect.signature(function).parameters.items():
            if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
                if not isinstance(parameter.default, Number):
                    raise BookError(f"the number {name} needs its value: {name}: Length = days(45)")
                default = parameter.default
                numbers[name] = type(default)(
                    default.op, default.parts, {**default.detail, "named": name}, default.grain
                )
            elif isinstance(hints.get(name), type) and issubclass(hints[name], Fact):
                rows[name] = hints[name]()
            else:
                rows[name] = self.concept(name)
        return rows, numbers

    def concept(self, name: str) -> Node:
        """The concept of that name, as a provision reads it that names it in its signature.

        Raises:
            BookError: when none stands before.
        """
        versions = [provision for provision in self.provisions if provision.concludes == name]
        if not versions:
            known = sorted({provision.concludes for provision in self.provisions if provision.concludes})
            hint = nearest(name, known) if known else "No concept stands before this provision."
            raise BookError(f"no concept {name!r} stands before this provision. {hint}")
        sample = versions[0].expression
        return type(sample)("concept", (), {"name": name}, sample.grain)


def _offsets(ends: Sequence[tuple[str, str]]) -> tuple[tuple[int, int], ...]:
    return tuple((offset_of(date.fromisoformat(since)), offset_of(date.fromisoformat(end))) for since, end in ends)


def _check_reported(expression: Node, governs: Box) -> None:
    """A reported text has a form in which the verified text can yield: of rows by their clocks, of days by the day."""
    by_day, by_rows = BENEFIT_DAY in governs.clocks, len(governs.clocks) > (BENEFIT_DAY in governs.clocks)
    if isinstance(expression, Chronicle) or (by_day and (by_rows or not isinstance(expression, Days))):
        raise BookError(
            "a reported text is no chronicle; its box has the benefit day if it gives days, or clocks of a row, not both"
        )


def _check_silence(node: Node) -> None:
    """Days counted from a row, and rows looked for, only of kinds whose missing row means no."""
    if node.op in ("days_from", "days_after", "exists", "first_of"):
        kind = node.detail["kind"]
        if node.detail.get("noticed"):
            return
        if kind is not None and KINDS[kind].silence in (Silence.ANSWERED, Silence.UNKNOWN) and not KINDS[kind].about:
            raise BookError(
                f"{node.op} of {kind}: a missing {kind} may be not known, and this word has no form for that"
            )


def _restricted(
    expression: Any, governs: Box, each: type[Fact] | None, ends: tuple[tuple[int, int], ...], *, reported: bool
) -> Any:
    """The expression, of the rows only whose clocks lie in the box; a reported text only by the law as reported."""
    inside = _inside(governs, each, () if BENEFIT_DAY in governs.clocks else ends)
    if inside is None:
        return _by_report(expression, governs) if reported else expression
    assert each is not None
    return only_where(as_reported(no(always()), inside) if reported else inside, expression, each.kind_name)


def _by_report(part: Days, governs: Box) -> Days:
    """Those of the days that lie in the box, by the law as reported; by the law as verified none of them."""
    return as_reported(calendar_days(0, 0), all_of(part, calendar_days(*governs.clocks[BENEFIT_DAY])))


def _inside(governs: Box, each: type[Fact] | None, ends: tuple[tuple[int, int], ...] = ()) -> Truth | None:
    """Whether the clocks of a row lie in the box; nothing if the box has no clock of rows.

    ``ends``: the end of the one clock as it stood from each day on, of a temporary act.
    """
    clocks = {clock: days for clock, days in governs.clocks.items() if clock != BENEFIT_DAY}
    if not clocks:
        return None
    if each is None:
        raise BookError(f"the clock {next(iter(clocks))} belongs to a row: say of which kind with each=")
    row = each()
    governed = []
    for clock, (first, last) in clocks.items():
        if not hasattr(row, clock):
            raise BookError(f"{each.kind_name} has no clock {clock!r}")
        day = getattr(row, clock)
        detail = {"clock": clock, "from": first, "until": last, **({"ends": ends} if ends else {})}
        governed.append(Truth("governed", (day,), detail, day.grain))
    return all_of(*governed)


def only_where(inside: Truth, expression: Any, kind: str) -> Any:
    """The expression, of those rows of the kind only of which the condition holds."""
    if isinstance(expression, Truth):
        return all_of(inside, expression)
    if isinstance(expression, Day):
        return choose(expression, when=inside, otherwise=never())
    return _rows_only(expression, kind, inside)


def yields_to(verified: Provision, reported: Provision) -> bool:
    """Whether the reported text lies over the verified one: one place of the law, one role there, days in common."""
    places = [(one.citation, one.concludes or one.role) for one in (verified, reported)]
    clocks = verified.governs.clocks, reported.governs.clocks
    shared = clocks[0].keys() & clocks[1].keys()
    return places[0] == places[1] and all(
        clocks[0][clock][0] < clocks[1][clock][1] and clocks[1][clock][0] < clocks[0][clock][1] for clock in shared
    )


def yielding(verified: Provision, reported: Provision) -> Provision:
    """The verified text, which by the law as reported does not hold in the box of the reported text."""
    expression: Any = verified.expression
    inside = _inside(reported.governs, KINDS[reported.each] if reported.each else None)
    if inside is None:
        expression = minus(expression, _by_report(expression, reported.governs))
    else:
        assert reported.each is not None
        expression = only_where(no(as_reported(no(always()), inside)), expression, reported.each)
    return replace(verified, expression=expression)


def _rows_only(node: Any, kind: str, inside: Truth) -> Any:
    if node.op in ROWS_TO_DAYS and node.detail["kind"] == kind:
        when = node.parts[0]
        both = inside if when.op == "always" else all_of(inside, when)
        return type(node)(node.op, (both, *node.parts[1:]), node.detail, node.grain)
    if not isinstance(node, Days):
        return node
    parts = tuple(_rows_only(part, kind, inside) for part in node.parts)
    return type(node)(node.op, parts, node.detail, node.grain)
