"""A chronicle evaluated: every step's rows in one scan, and for each row what followed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from toimi.book.caseload import Rows
from toimi.book.expressions import Node
from toimi.days import columns
from toimi.days.calendar import Length, plus
from toimi.days.chronicle import MOST, NO_KEY, Happenings, Verdicts, scan
from toimi.days.columns import DayColumn, TruthColumn
from toimi.days.line import TOP, Bools, Ints

if TYPE_CHECKING:
    from toimi.book.evaluate import Evaluation


@dataclass(frozen=True)
class Chapter:
    """One step of a chronicle with its rows.

    Attributes:
        told: what the step says of itself: kind, tally, shields, consequences.
        rows, when: the rows, and whether each counts by itself.
        day: of each row; empty where none can count.
        shields: by the place of the consequence, the first day and the end of its shield; none where none can count.
        nth, sure, most: what became of each row.
    """

    told: dict[str, Any]
    rows: Rows
    when: TruthColumn
    day: DayColumn
    shields: dict[int, tuple[DayColumn, DayColumn]]
    nth: Ints
    sure: Bools
    most: Ints

    @property
    def possible(self) -> bool:
        """Whether any row may count."""
        return bool(self.when.hi.any())

    def holds(self, consequence: int) -> TruthColumn:
        """For each row whether the consequence follows."""
        first, last = self.told["then"][consequence][1]
        followed = self.sure & (self.nth >= first) & (self.nth <= last)
        return columns.truth(followed, followed | (~self.sure & self.when.hi & (self.most >= first)))


@dataclass(frozen=True)
class History:
    """What happened in order, and what followed."""

    chapters: tuple[Chapter, ...]

    def followed(self, name: str, kind: str) -> TruthColumn:
        """For each row of the kind whether the consequence follows."""
        found = [
            chapter.holds(place)
            for chapter in self.chapters
            for place, (consequence, _, _) in enumerate(chapter.told["then"])
            if consequence == name and chapter.told["kind"] == kind
        ]
        return columns.some(*found)

    def repeats(self, people: int) -> Bools:
        """Whose happenings may repeat: a second of some tally may count. Shape ``(people,)``."""
        found = np.zeros(people, bool)
        for chapter in self.chapters:
            found[chapter.rows.block[chapter.most > 1]] = True
        return found


def history_of(evaluation: Evaluation, node: Node) -> History:
    """Scan everybody's happenings."""
    steps = node.detail["steps"]
    tallies = _names(told["tally"] for told in steps)
    shields = _names(shield for told in steps for _, _, shield in told["then"])
    chapters = [_chapter(evaluation, node, told) for told in steps]
    live = [place for place, chapter in enumerate(chapters) if chapter.possible]
    if live:
        kinds = _names(told["kind"] for told in steps)
        verdicts = scan(
            _together([_happenings(chapters[place], place, kinds, tallies, shields) for place in live]),
            people=evaluation.caseload.people, tallies=len(tallies), shields=len(shields),
            from_first=[tallies.index(name) for name in node.detail["from_first"]],
        )  # fmt: skip
        for place, chapter in zip(live, _told([chapters[place] for place in live], verdicts), strict=True):
            chapters[place] = chapter
    return History(tuple(chapters))


def _names(names: Any) -> list[str]:
    return sorted({name for name in names if name})


def _chapter(evaluation: Evaluation, node: Node, told: dict[str, Any]) -> Chapter:
    """The step before the scan."""
    found = evaluation.rows(told["kind"])
    when, day, *days = node.parts[told["at"] : told["at"] + told["parts"]]
    size, nothing = len(found), np.zeros(len(found), np.int64)
    truth = evaluation.sized(evaluation.truth(when), size)
    chapter = Chapter(told, found, truth, DayColumn(nothing[:0], nothing[:0]), {}, nothing, nothing == 0, nothing)
    if not chapter.possible:
        return chapter
    ends = [evaluation.sized(evaluation.day(one), size) for one in days]
    shielding = [place for place, (_, _, shield) in enumerate(told["then"]) if shield]
    shields = dict(zip(shielding, zip(ends[::2], ends[1::2], strict=True), strict=True))
    return replace(chapter, day=evaluation.sized(evaluation.day(day), size), shields=shields)


def _happenings(chapter: Chapter, order: int, kinds: list[str], tallies: list[str], shields: list[str]) -> Happenings:
    told, size = chapter.told, len(chapter.rows)
    shield, start, until_lo, until_hi = (np.full((MOST, size), value) for value in (-1, 0, 0, 0))
    for place, (begins, ends) in chapter.shields.items():
        _, (first, last), name = told["then"][place]
        nth = slice(first - 1, last)
        shield[nth], start[nth] = shields.index(name), begins.lo
        until_lo[nth], until_hi[nth] = ends.lo, ends.hi
    within = Length(*told["within"])
    source = kinds.index(told["kind"]) + len(kinds) * np.arange(size)
    key = chapter.rows.things[told["once_in"]] if told["once_in"] else np.full(size, NO_KEY)
    stopped_by = sum(1 << shields.index(name) for name in told["stopped_by"])
    return Happenings(
        chapter.rows.block, chapter.day.lo, chapter.day.hi, np.full(size, order), source, chapter.when.lo,
        chapter.when.hi & (chapter.day.lo < TOP), np.full(size, tallies.index(told["tally"]) if told["tally"] else -1),
        plus(chapter.day.lo, within), key, np.full(size, stopped_by), shield, start, until_lo, until_hi,
    )  # fmt: skip


def _together(parts: list[Happenings]) -> Happenings:
    return Happenings(
        *(np.concatenate([getattr(part, name) for part in parts], axis=-1) for name in Happenings.__dataclass_fields__)
    )


def _told(chapters: list[Chapter], verdicts: Verdicts) -> list[Chapter]:
    """The chapters with what became of their rows."""
    found, begin = [], 0
    for chapter in chapters:
        end = begin + len(chapter.rows)
        mine = slice(begin, end)
        found.append(replace(chapter, nth=verdicts.nth[mine], sure=verdicts.sure[mine], most=verdicts.most[mine]))
        begin = end
    return found
