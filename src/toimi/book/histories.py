"""A chronicle evaluated: every step's rows in one scan, and for each row what followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from toimi.book.caseload import Rows
from toimi.book.expressions import Node
from toimi.days import columns
from toimi.days.calendar import Length, plus
from toimi.days.chronicle import MOST, NO_KEY, Happenings, Verdicts, scan
from toimi.days.columns import DayColumn, TruthColumn
from toimi.days.line import TOP, Bools, Ints, block_of, on_line

if TYPE_CHECKING:
    from toimi.book.evaluate import Evaluation

T = TypeVar("T")


@dataclass(frozen=True)
class Chapter:
    """One step of a chronicle, of whose rows some may count.

    Attributes:
        told: what the step says of itself: kind, tally, shields, consequences.
        rows, when: the rows, and whether each counts by itself.
        day: of each row.
        shields: by the place of the consequence, the first day and the end of its shield.
        anew: by the place of the consequence, from which day the tallies that it clears are counted anew.
        nth, sure, most: what became of each row.
    """

    told: dict[str, Any]
    rows: Rows
    when: TruthColumn
    day: DayColumn
    shields: dict[int, tuple[DayColumn, DayColumn]]
    anew: dict[int, DayColumn]
    nth: Ints
    sure: Bools
    most: Ints

    def holds(self, consequence: int) -> TruthColumn:
        """For each row whether the consequence follows."""
        first, last = self.told["then"][consequence][1]
        followed = self.sure & (self.nth >= first) & (self.nth <= last)
        return columns.truth(followed, followed | (~self.sure & self.when.hi & (self.most >= first)))

    def clearing(self, tally: str) -> Iterator[tuple[Ints, Ints]]:
        """Of the rows by which the tally may be cleared, whose they are and from which day at the earliest."""
        for place, first in self.anew.items():
            _, nth, _, clears = self.told["then"][place]
            if tally in clears:
                rows = np.flatnonzero(self.when.hi & (self.most >= nth[0]))
                yield self.rows.block[rows], first.lo[rows]


@dataclass(frozen=True)
class History:
    """What happened in order, and what followed.

    Attributes:
        chapters: the steps that somebody may have taken.
        people: how many blocks there are.
    """

    chapters: tuple[Chapter, ...]
    people: int

    @cached_property
    def of_one_day(self) -> Bools:
        """To whom two happenings of one tally may have come on one day. Shape ``(people,)``."""
        found = np.zeros(self.people, bool)
        kinds = _names(chapter.told["kind"] for chapter in self.chapters)
        for tally in _names(chapter.told["tally"] for chapter in self.chapters):
            mine = [_places(chapter, kinds) for chapter in self.chapters if chapter.told["tally"] == tally]
            place, count = np.unique(np.unique(np.concatenate(mine), axis=0)[:, 0], return_counts=True)
            found[block_of(place[count > 1])] = True
        return found

    @cached_property
    def begins_anew(self) -> Bools:
        """Who did something more on a day on which what had been counted may be forgotten. Shape ``(people,)``."""
        found = np.zeros(self.people, bool)
        for tally in _names(chapter.told["tally"] for chapter in self.chapters):
            forgotten = np.full(self.people, TOP)
            for block, first in (each for chapter in self.chapters for each in chapter.clearing(tally)):
                np.minimum.at(forgotten, block, first)
            for chapter in self.chapters if (forgotten < TOP).any() else ():
                since = forgotten[chapter.rows.block]
                later = chapter.when.hi & (chapter.day.hi >= since) & (since < TOP)
                found[chapter.rows.block[later & (chapter.told["tally"] == tally)]] = True
        return found

    def followed(self, name: str, kind: str, size: int) -> TruthColumn:
        """For each of so many rows of the kind whether the consequence follows."""
        found = [
            chapter.holds(place)
            for chapter in self.chapters
            for place, (consequence, *_) in enumerate(chapter.told["then"])
            if consequence == name and chapter.told["kind"] == kind
        ]
        return columns.some(*found) if found else columns.certain(np.zeros(size, bool))

    @cached_property
    def repeats(self) -> Bools:
        """Whose happenings may repeat: a second of some tally may count. Shape ``(people,)``."""
        found = np.zeros(self.people, bool)
        for chapter in self.chapters:
            found[chapter.rows.block[chapter.most > 1]] = True
        return found


def history_of(evaluation: Evaluation, node: Node) -> History:
    """Scan everybody's happenings."""
    steps = node.detail["steps"]
    tallies = _names(told["tally"] for told in steps)
    shields = _names(shield for told in steps for _, _, shield, _ in told["then"])
    chapters = [chapter for told in steps if (chapter := _chapter(evaluation, node, told))]
    if not chapters:
        return History((), evaluation.caseload.people)
    kinds = _names(told["kind"] for told in steps)
    verdicts = scan(
        _together([_happenings(chapter, place, kinds, tallies, shields) for place, chapter in enumerate(chapters)]),
        people=evaluation.caseload.people, tallies=len(tallies), shields=len(shields),
        from_first=[tallies.index(name) for name in node.detail["from_first"]], of_one_day=_of_one_day(evaluation, node),
    )  # fmt: skip
    return History(tuple(_told(chapters, verdicts)), evaluation.caseload.people)


def _of_one_day(evaluation: Evaluation, node: Node) -> Ints | None:
    """For each person what happenings of one day may be, as a mask; nothing where the chronicle does not ask."""
    name = node.detail["of_one_day"]
    return evaluation.options_left(name) if name else None


def _places(chapter: Chapter, kinds: list[str]) -> Ints:
    """Where on the line each row that may count lies, and which row of which kind it is. Shape ``(rows, 2)``."""
    row = np.flatnonzero(chapter.when.hi & (chapter.day.lo < TOP))
    return np.stack(
        [on_line(chapter.rows.block[row], chapter.day.lo[row]), _sources(chapter.told["kind"], kinds, row)], axis=1
    )


def _sources(kind: str, kinds: list[str], row: Ints) -> Ints:
    """A number for each row, the same in every step of its kind."""
    found: Ints = kinds.index(kind) + len(kinds) * row
    return found


def _names(names: Any) -> list[str]:
    return sorted({name for name in names if name})


def _chapter(evaluation: Evaluation, node: Node, told: dict[str, Any]) -> Chapter | None:
    """The step before the scan; nothing if no row can count."""
    when, day, *days = node.parts[told["at"] : told["at"] + told["parts"]]
    possible = evaluation.truth(when)
    if not possible.hi.any():
        return None
    found = evaluation.rows(told["kind"])
    size, nothing = len(found), np.zeros(len(found), np.int64)
    ends = [evaluation.sized(evaluation.day(one), size) for one in days]
    shields, anew = by_consequence(told, ends)
    first = evaluation.sized(evaluation.day(day), size)
    return Chapter(told, found, evaluation.sized(possible, size), first, shields, anew, nothing, nothing == 0, nothing)


def by_consequence(told: dict[str, Any], days: Sequence[T]) -> tuple[dict[int, tuple[T, T]], dict[int, T]]:
    """By the place of the consequence, of a step's days after its own those of shields, and those of counting anew."""
    shielding = [place for place, (_, _, shield, _) in enumerate(told["then"]) if shield]
    clearing = [place for place, (*_, clears) in enumerate(told["then"]) if clears]
    until = 2 * len(shielding)
    shields = zip(shielding, zip(days[:until:2], days[1:until:2], strict=True), strict=True)
    return dict(shields), dict(zip(clearing, days[until:], strict=True))


def readings_of_counting_anew(node: Node) -> list[str]:
    """The switches that say from which day a chronicle counts anew, each once."""
    steps = [
        by_consequence(told, node.parts[told["at"] + 2 : told["at"] + told["parts"]]) for told in node.detail["steps"]
    ]
    days = [day for _, anew in steps for day in anew.values()]
    return _names(day.detail["switch"] for day in days if day.op == "reading")


def _happenings(chapter: Chapter, order: int, kinds: list[str], tallies: list[str], shields: list[str]) -> Happenings:
    told, size = chapter.told, len(chapter.rows)
    expires = plus(chapter.day.lo, Length(*told["within"])) - (not told["last_day"])
    source = _sources(told["kind"], kinds, np.arange(size))
    key = chapter.rows.things[told["once_in"]] if told["once_in"] else np.full(size, NO_KEY)
    stopped_by = sum(1 << shields.index(name) for name in told["stopped_by"])
    return Happenings(
        chapter.rows.block, chapter.day.lo, chapter.day.hi, np.full(size, order), source, chapter.when.lo,
        chapter.when.hi & (chapter.day.lo < TOP), np.full(size, tallies.index(told["tally"]) if told["tally"] else -1),
        expires, key, np.full(size, stopped_by), *_shielding(chapter, shields), *_clearing(chapter, tallies),
    )  # fmt: skip


def _shielding(chapter: Chapter, shields: list[str]) -> tuple[Ints, Ints, Ints, Ints]:
    """By ordinal number, which shield begins, and its days."""
    size = len(chapter.rows)
    shield, start, until_lo, until_hi = (np.full((MOST, size), value) for value in (-1, 0, 0, 0))
    for place, (begins, ends) in chapter.shields.items():
        _, (first, last), name, _ = chapter.told["then"][place]
        nth = slice(first - 1, last)
        shield[nth], start[nth] = shields.index(name), begins.lo
        until_lo[nth], until_hi[nth] = ends.lo, ends.hi
    return shield, start, until_lo, until_hi


def _clearing(chapter: Chapter, tallies: list[str]) -> tuple[Ints, Ints, Ints]:
    """By ordinal number, which tallies are cleared, and from which day."""
    clears, clears_lo, clears_hi = (np.zeros((MOST, len(chapter.rows)), np.int64) for _ in range(3))
    for place, day in chapter.anew.items():
        _, (first, last), _, names = chapter.told["then"][place]
        nth = slice(first - 1, last)
        clears[nth] = np.where(day.lo < TOP, sum(1 << tallies.index(name) for name in names), 0)
        clears_lo[nth], clears_hi[nth] = day.lo, day.hi
    return clears, clears_lo, clears_hi


def _together(parts: list[Happenings]) -> Happenings:
    return Happenings(
        *(np.concatenate([getattr(part, name) for part in parts], axis=-1) for name in Happenings.__dataclass_fields__)
    )


def _told(chapters: list[Chapter], verdicts: Verdicts) -> Iterator[Chapter]:
    """The chapters with what became of their rows."""
    begin = 0
    for chapter in chapters:
        end = begin + len(chapter.rows)
        mine = slice(begin, end)
        yield replace(chapter, nth=verdicts.nth[mine], sure=verdicts.sure[mine], most=verdicts.most[mine])
        begin = end
