"""The book checks itself: versions of one place, order of reading, sources of numbers.

Checked over the ends of intervals, not over samples: between two neighbouring ends nothing changes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import product

from toimi.book.book import Book
from toimi.book.expressions import Node
from toimi.book.provisions import BENEFIT_DAY, Provision
from toimi.days.line import TOP, date_of

Place = tuple[str, str]
"""A citation, and what is done there: the concept concluded, or bar, overlay or notice."""
_ACT = re.compile(r"\d+/\d{4}(; \d+/\d{4})*")
_MARKED = "UNVERIFIED"


@dataclass(frozen=True)
class Finding:
    """Something in the book that is not as it must be.

    Attributes:
        check: which check found it.
        place: where in the law.
        what: what is wrong.
        remedy: what to do.
    """

    check: str
    place: str
    what: str
    remedy: str


@dataclass(frozen=True)
class Gap:
    """A place that is meant to have days without a text.

    Attributes:
        reason: why.
        clock, first, end: the half-open days of a clock in which it must be whole; everywhere it may have holes if empty.
    """

    reason: str
    clock: str = ""
    first: int = 0
    end: int = TOP


def places(book: Book, *, verified: bool = True) -> dict[Place, list[Provision]]:
    """Texts that stand in one place of the law and do one thing there: those read in the acts, or those reported."""
    found: dict[Place, list[Provision]] = defaultdict(list)
    for provision in book.provisions:
        if provision.verified is verified:
            found[provision.citation, provision.concludes or provision.role].append(provision)
    return found


def partition(
    book: Book, *, gap_at: Callable[[Place], Gap | None], listed: Collection[Place], twins: Collection[Place],
    first_day: int, known_at: int, verified_through: int,
) -> Iterator[Finding]:  # fmt: skip
    """Whether one text at most governs at each corner of the boxes, and some text from the first day on.

    Args:
        book: the law.
        gap_at: the gap that is meant at a place.
        listed: the places that have a gap of their own.
        twins: places where two texts stand side by side by design.
        first_day: the first benefit day that must be governed.
        known_at: the day of knowledge.
        verified_through: reported texts govern later days only.
    """
    for place, versions in sorted(places(book).items()):
        gap = gap_at(place)
        for point in _corners(versions, first_day, known_at):
            governing = [one.key for one in versions if _governs(one, point, first_day, known_at)]
            what, remedy = _wrong(governing, point, gap, first_day, most=2 if place in twins else 1)
            if what:
                yield Finding("partition", " ".join(place), what, remedy)
                break
    yield from _reported(book, first_day, known_at, verified_through)
    for place in sorted(set(listed) - places(book).keys()):
        yield Finding("partition", " ".join(place), "a gap is listed where nothing stands", "Take it off the list.")


def _wrong(
    governing: list[str], point: dict[str, int], gap: Gap | None, first_day: int, *, most: int
) -> tuple[str, str]:
    """What is wrong at a corner, and what to do; empty if nothing is."""
    if len(governing) > most:
        return f"{len(governing)} texts govern {_said(point)}", "End one of the boxes."
    if point.get(BENEFIT_DAY, first_day) < first_day or (gap and not gap.clock):
        return "", ""
    inside = gap is None or gap.first <= point.get(gap.clock, gap.first) < gap.end
    if bool(governing) == inside:
        return "", ""
    what = f"no text governs {_said(point)}" if inside else f"a text governs {_said(point)}, in a listed gap"
    return what, "Add the version, or list the gap with its reason."


def _reported(book: Book, first_day: int, known_at: int, verified_through: int) -> Iterator[Finding]:
    """Reported texts lie over the verified ones, never over each other, and from no day on that has been verified."""
    for place, versions in sorted(places(book, verified=False).items()):
        name = " ".join(place)
        for point in _corners(versions, first_day, known_at):
            if len([one for one in versions if _governs(one, point, first_day, known_at)]) > 1:
                yield Finding("partition", name, f"two reported texts govern {_said(point)}", "End one of the boxes.")
                break
        for one in versions:
            if max(first for first, _ in one.governs.clocks.values()) <= verified_through:
                yield Finding("partition", name, f"{one.key} is reported for verified days", "Read the act instead.")


def _corners(versions: list[Provision], first_day: int, known_at: int) -> list[dict[str, int]]:
    """Every combination of the day before, the day, and the last day of each edge of each clock."""
    clocks = sorted({clock for version in versions for clock in version.governs.clocks})
    edges: dict[str, set[int]] = {clock: {first_day, known_at} for clock in clocks}
    for version in versions:
        for clock, (first, last) in version.governs.clocks.items():
            edges[clock] |= {day for day in (first - 1, first, last - 1, last) if 0 <= day < TOP}
        for _, end in version.ends if BENEFIT_DAY in version.governs.clocks else ():
            edges.setdefault(BENEFIT_DAY, set()).update({end - 1, end})
    names = sorted(edges)
    return [dict(zip(names, days, strict=True)) for days in product(*(sorted(edges[name]) for name in names))]


def _governs(provision: Provision, point: dict[str, int], first_day: int, known_at: int) -> bool:
    """Whether the text governs where the clocks stand so, as known."""
    inside = all(
        first <= point[clock] < last for clock, (first, last) in provision.governs.clocks.items() if clock in point
    )
    return inside and point.get(BENEFIT_DAY, first_day) < provision.end_known_on(known_at)


def _said(point: dict[str, int]) -> str:
    return ", ".join(f"{clock} {date_of(day)}" for clock, day in point.items())


def strata(book: Book) -> Iterator[Finding]:
    """Whether no concept comes back to itself: what the law says of its own past stands in a chronicle only."""
    reads: dict[str, set[str]] = defaultdict(set)
    for provision in book.provisions:
        if provision.concludes:
            reads[provision.concludes] |= _concepts(provision)
    try:
        TopologicalSorter(reads).prepare()
    except CycleError as error:
        circle = " → ".join(error.args[1])
        yield Finding(
            "strata", circle, "these concepts read each other in a circle", "Put what repeats into a chronicle."
        )


def _concepts(provision: Provision) -> set[str]:
    return {node.detail["name"] for node in provision.expression.walk() if node.op == "concept"}


def sources(book: Book) -> Iterator[Finding]:
    """Whether every text has its act, and every number of a year the act or decree that gives it.

    A text that is only reported has the address of the report; a number that is, is marked.
    """
    for provision in book.provisions:
        numbers = [node for node in provision.expression.walk() if node.op == "number_at"]
        given = dict(_decrees(numbers))
        if provision.verified:
            given["the text"] = provision.act
        for what, act in given.items():
            if not _ACT.fullmatch(act) and _MARKED not in act:
                yield Finding("sources", provision.key, f"{what} has no source: {act!r}", "Name the act, as 1030/2019.")
        if not provision.verified and not provision.reported.startswith("https://"):
            yield Finding("sources", provision.key, "the report has no address", "Give it, as https://…")


def _decrees(numbers: Iterable[Node]) -> Iterator[tuple[str, str]]:
    for node in numbers:
        for day, _, decree in node.detail["versions"]:
            yield f"{node.detail['name']} from {date_of(day)}", decree
