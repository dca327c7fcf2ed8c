"""Contradictions: facts that cannot both hold, found in all people at once, and what can be said in spite of them.

A contradiction is declared by the law in the book's own words (``law/contradictions.py``). Whoever has one is decided
several times over: with the facts as written, and without each of the facts that contradict. What is said in every
way stands; where the ways differ the day is open. Nobody else pays for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np

from toimi.book.answers import Bites, Outcome, Timeline, answer, answer_from, bites_of
from toimi.book.caseload import Caseload, Rows, unknown_column
from toimi.book.evaluate import Evaluation
from toimi.book.expressions import BookError, Day, Truth, common_grain
from toimi.book.facts import KINDS, Fact
from toimi.book.links import where_there
from toimi.book.words import always
from toimi.book.worlds import MOST_WORLDS, apart, moved, settled_bites, together
from toimi.days.columns import DayColumn, day
from toimi.days.line import TOP, Bools, Ints


@dataclass(frozen=True)
class Span:
    """Rows of a kind for which a condition surely holds, and from which day up to which (not counted) each says something."""

    kind: str
    when: Truth
    start: Day
    end: Day

    def canonical(self) -> list[Any]:
        """What the digest of the book is made of."""
        return [self.kind, self.when.canonical(), self.start.canonical(), self.end.canonical()]


def span(row: Fact, *, when: Truth | None = None, start: Day | None = None, end: Day | None = None) -> Span:
    """A side of ``meeting(…)``: the row's own period unless days are given.

    Raises:
        BookError: when condition or days are of another kind of row.
    """
    first, until = row.start if start is None else start, row.end if end is None else end
    common_grain(row.start, first, until, *(() if when is None else (when,)))
    return Span(row.kind_name, always() if when is None else when, first, until)


@dataclass(frozen=True)
class Contradiction:
    """Facts that cannot both hold.

    Attributes:
        name: by which texts and tables call it.
        first: the rows that may contradict.
        second: rows that contradict where the days of both meet; or the name of the link to the row that contradicts.
        falls: of one row that contradicts itself, the attributes of which one is wrong; ``""`` is the row itself.
        about: the link that both sides share where they must be about the same thing, as one job.
        until: the day from which the one that goes on too long falls; it stands before, for nothing contradicts it then.
    """

    name: str
    first: Span
    second: Span | str = ""
    falls: tuple[str, ...] = ()
    about: str = ""
    until: Day | None = None

    def canonical(self) -> list[Any]:
        """What the digest of the book is made of."""
        second = self.second if isinstance(self.second, str) else self.second.canonical()
        until = None if self.until is None else self.until.canonical()
        return [self.name, self.first.canonical(), second, list(self.falls), self.about, until]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds without rows of which it cannot be."""
        if isinstance(self.second, Span):
            return self.first.kind, self.second.kind
        return (self.first.kind, KINDS[self.first.kind].refs[self.second].to) if self.second else (self.first.kind,)


def meeting(name: str, first: Span, second: Span, *, about: str = "", until: Day | None = None) -> Contradiction:
    """Rows of two kinds, or two rows of one, that cannot both hold on one day.

    ``until``: the first goes on too long: it falls from that day of the second, and before it stands.
    """
    return Contradiction(name, first, second, about=about, until=until)


def with_linked(name: str, row: Fact, link: str, *, when: Truth, until: Day | None = None) -> Contradiction:
    """A row that cannot be true together with the row that it links to.

    ``until``: the linked row goes on too long: it falls from that day of the row, and before it stands.

    Raises:
        BookError: for a link that the kind has not.
    """
    if link not in KINDS[row.kind_name].refs:
        raise BookError(f"{row.kind_name} has no link {link!r}.")
    return Contradiction(name, span(row, when=when), link, until=until)


def within(name: str, row: Fact, *, when: Truth, falls: tuple[str, ...]) -> Contradiction:
    """A row whose own attributes cannot all be true.

    Raises:
        BookError: for an attribute that the kind has not.
    """
    for attribute in falls:
        if attribute and attribute not in KINDS[row.kind_name].attributes:
            raise BookError(f"{row.kind_name} has no attribute {attribute!r}.")
    return Contradiction(name, span(row, when=when), falls=falls)


@dataclass(frozen=True)
class Side:
    """One of the facts that contradict: a row, or one attribute of it, or the row from a day on (bounds of an offset)."""

    kind: str
    row: int
    attribute: str = ""
    until: tuple[int, int] | None = None


@dataclass(frozen=True)
class Found:
    """A contradiction in the facts of one person, and on which days (half-open offsets)."""

    name: str
    block: int
    sides: tuple[Side, ...]
    start: int
    end: int


def contradictions_in(evaluation: Evaluation) -> list[Found]:
    """Every contradiction that surely is in the facts, in the order of the people and of the book."""
    rows = evaluation.caseload.rows
    found: list[Found] = []
    for one in evaluation.edition.book.contradictions:
        if all(kind in rows for kind in one.kinds):
            found += _meetings(evaluation, one, one.second) if isinstance(one.second, Span) else _own(evaluation, one)
    once: dict[tuple[str, frozenset[Side]], Found] = {}
    for each in found:
        once.setdefault((each.name, frozenset(each.sides)), each)
    return sorted(once.values(), key=lambda each: each.block)


def _own(evaluation: Evaluation, one: Contradiction) -> Iterable[Found]:
    """Rows that contradict themselves or the row that they link to."""
    rows = evaluation.rows(one.first.kind)
    wrong = evaluation.sized(evaluation.truth(one.first.when), len(rows)).lo
    link = rows.links[str(one.second)] if one.second else np.zeros(len(rows), np.int64)
    for row in np.flatnonzero(wrong & (link >= 0)).tolist():
        sides = tuple(Side(one.first.kind, row, attribute) for attribute in one.falls)
        start, end = int(rows.start.lo[row]), int(rows.end.hi[row])
        if one.second:
            sides = Side(one.first.kind, row), _linked(evaluation, one, row, int(link[row]))
            if sides[1].until:
                start, end = sides[1].until[0], int(evaluation.rows(one.kinds[1]).end.hi[link[row]])
        yield Found(one.name, int(rows.block[row]), sides, start, end)


def _linked(evaluation: Evaluation, one: Contradiction, row: int, target: int) -> Side:
    if one.until is None:
        return Side(one.kinds[1], target)
    until = evaluation.day(one.until)
    return Side(one.kinds[1], target, until=(int(until.lo[row]), int(until.hi[row])))


def _too_long(evaluation: Evaluation, one: Contradiction, row: int, other: int) -> Side:
    """The first row of a meeting: cut where it surely began before the day, else the whole row."""
    side = Side(one.first.kind, row)
    if one.until is None:
        return side
    until = evaluation.day(one.until)
    begun = int(evaluation.rows(one.first.kind).start.hi[row]) < until.lo[other]
    return replace(side, until=(int(until.lo[other]), int(until.hi[other]))) if begun else side


@dataclass(frozen=True)
class _Placed:
    """The rows of a span by whose and about what they are. Shapes ``(rows,)``, sorted by key."""

    key: Ints
    row: Ints
    start: Ints
    end: Ints


def _placed(evaluation: Evaluation, one: Span, about: str) -> _Placed:
    """The rows that surely are of the span, with the days that are surely theirs."""
    rows = evaluation.rows(one.kind)
    start, end = (evaluation.sized(evaluation.day(day), len(rows)) for day in (one.start, one.end))
    keep = evaluation.sized(evaluation.truth(one.when), len(rows)).lo
    key = rows.block
    if about:
        thing = rows.things[about if about in rows.things else ""]
        keep, key = keep & (thing >= 0), (key << 40) + thing
    row = np.flatnonzero(keep)
    row = row[np.argsort(key[row], kind="stable")]
    return _Placed(key[row], row, start.hi[row], end.lo[row])


def _meetings(evaluation: Evaluation, one: Contradiction, second: Span) -> Iterable[Found]:
    """Pairs of rows about the same thing whose days surely meet."""
    left, right = _placed(evaluation, one.first, one.about), _placed(evaluation, second, one.about)
    low, high = (np.searchsorted(right.key, left.key, side=side) for side in ("left", "right"))
    mine = np.repeat(np.arange(len(left.key)), high - low)
    theirs = np.arange(len(mine)) - np.repeat(np.cumsum(high - low) - high, high - low)
    start = np.maximum(left.start[mine], right.start[theirs])
    end = np.minimum(left.end[mine], right.end[theirs])
    meet = start < end
    if one.first.kind == second.kind:
        same = one.first.canonical() == second.canonical()
        meet &= (left.row[mine] < right.row[theirs]) if same else (left.row[mine] != right.row[theirs])
    block = evaluation.rows(one.first.kind).block
    for pair in np.flatnonzero(meet):
        row, other = int(left.row[mine[pair]]), int(right.row[theirs[pair]])
        sides = _too_long(evaluation, one, row, other), Side(second.kind, other)
        yield Found(one.name, int(block[row]), sides, int(start[pair]), int(end[pair]))


def decided(evaluation: Evaluation) -> tuple[dict[str, Timeline], list[Found]]:
    """The answer for each benefit, and the contradictions in spite of which it is given.

    The ways of those who contradict are further blocks behind everybody as written, so that all is evaluated once.
    """
    found = contradictions_in(evaluation)
    ways, crowded = _ways(found)
    many = in_ways(evaluation, ways) if ways else evaluation
    by_bounds = {benefit: answer(many, benefit) for benefit in evaluation.edition.book.benefits}
    bites = settled_bites(many, by_bounds)
    if ways:
        bites = _brought_back(evaluation, many, by_bounds, bites, ways)
    timelines = {
        benefit: answer_from(evaluation, bites[benefit]) if benefit in bites else timeline
        for benefit, timeline in by_bounds.items()
    }
    return {benefit: _all_open(timeline, crowded) for benefit, timeline in timelines.items()}, found


def _all_open(timeline: Timeline, blocks: set[int]) -> Timeline:
    """The timeline with every day open of people whose contradictions are too many to try."""
    if not blocks:
        return timeline
    mine = np.isin(timeline.block, list(blocks))
    return replace(timeline, outcome=np.where(mine, int(Outcome.OPEN), timeline.outcome))


Way = tuple[int, frozenset[Side]]
"""A block and the facts left out of it."""


def _ways(found: list[Found]) -> tuple[list[Way], set[int]]:
    """For each person that contradicts: the facts as written and without one side of each contradiction; whose are too many."""
    ways: list[Way] = []
    crowded: set[int] = set()
    for block in sorted({one.block for one in found}):
        sides = list(dict.fromkeys(one.sides for one in found if one.block == block))
        if 2 ** len(sides) > MOST_WORLDS:
            crowded.add(block)
            continue
        left_out = [frozenset[Side](), *(frozenset(choice) for choice in product(*sides))]
        ways += [(block, out) for out in dict.fromkeys(left_out)]
    return ways, crowded


def _brought_back(
    evaluation: Evaluation,
    many: Evaluation,
    by_bounds: dict[str, Timeline],
    bites: dict[str, Bites],
    ways: list[Way],
) -> dict[str, Bites]:
    """What bites in every way and in some, for those who contradict; everybody else as written."""
    person = np.array([block for block, _ in ways])
    whole = {
        benefit: bites.get(benefit) or bites_of(many, benefit)
        for benefit, timeline in by_bounds.items()
        if len(timeline)
    }
    return together(*apart(whole, evaluation.caseload.people), person, evaluation)


def in_ways(evaluation: Evaluation, ways: list[Way]) -> Evaluation:
    """Everybody as written, and behind them once for each way, without the facts that are left out in it."""
    people = evaluation.caseload.people
    who = np.concatenate((np.arange(people), np.array([block for block, _ in ways], np.int64)))
    caseload = evaluation.caseload.take(who)
    kinds = {side.kind for _, sides in ways for side in sides}
    place = {kind: moved(evaluation.caseload.rows[kind], caseload.rows[kind], who) for kind in kinds}
    fallen: dict[str, Bools] = {}
    for number, (_, sides) in enumerate(ways, people):
        for side in sides:
            row, rows = side.row + place[side.kind][number], caseload.rows[side.kind]
            if side.attribute:
                _forget(rows, row, side.attribute)
            elif side.until:
                caseload.rows[side.kind] = replace(rows, end=_cut(rows.end, row, side.until))
            else:
                fallen.setdefault(side.kind, np.zeros(len(rows), bool))[row] = True
    readings = {name: mask[who] for name, mask in evaluation.readings.items()}
    return Evaluation(without_rows(caseload, fallen), evaluation.edition, evaluation.switches, readings)


def _forget(rows: Rows, row: int, name: str) -> None:
    """The attribute of the row is not known."""
    there = np.ones(len(rows), bool)
    there[row] = False
    rows.columns[name] = where_there(there, rows.columns[name], unknown_column(rows.kind, name, 1))


def _cut(end: DayColumn, row: int, until: tuple[int, int]) -> DayColumn:
    """The ends of rows, one of them no later than the day."""
    lo, hi = end.lo.copy(), end.hi.copy()
    lo[row], hi[row] = min(lo[row], until[0]), min(hi[row], until[1])
    return day(lo, hi)


def without_rows(caseload: Caseload, fallen: dict[str, Bools]) -> Caseload:
    """The caseload without these rows; what linked to one of them no longer knows to what it belongs."""
    left: dict[str, Rows] = {}
    for kind, given in caseload.rows.items():
        rows = given
        for name, ref in given.kind.refs.items():
            if ref.to in fallen:
                rows = _unlink(rows, name, fallen[ref.to])
        kept = rows.take(np.flatnonzero(~fallen[kind])) if kind in fallen else rows
        if len(kept):
            left[kind] = kept
    return replace(caseload, rows=left)


def _unlink(rows: Rows, name: str, fallen: Bools) -> Rows:
    link, began = rows.links[name], rows.began[name]
    lost = (link >= 0) & fallen[link]
    unknown = DayColumn(np.zeros(1, np.int64), np.full(1, TOP))
    again = where_there(~lost, began, unknown)
    assert isinstance(again, DayColumn)
    links = np.where(lost | (link < 0), -1, (np.cumsum(~fallen) - 1)[link])
    return replace(rows, links={**rows.links, name: links}, began={**rows.began, name: again})
