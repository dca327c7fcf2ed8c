"""Answers: what the statement says of each day, for each benefit, with every ground, masked ones too.

One row a stretch of days on which nothing changes. Grounds are bits of masks; bit ``i`` is bar ``i`` of the
edition, in words of 63 bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from toimi.book.book import Standing
from toimi.book.evaluate import Evaluation
from toimi.days import sets
from toimi.days.bounds import NEVER, Days
from toimi.days.line import Bools, Ints, block_of, distinct, offset_on
from toimi.days.sets import DaySet

WORD = 63


class Outcome(IntEnum):
    """What is said of a day."""

    RIGHT = 0
    RIGHT_WITH_NOTICE = 1
    NO_RIGHT = 2
    OPEN = 3


@dataclass(frozen=True, slots=True)
class Masks:
    """For each stretch, which of the grounds: shape ``(words, stretches)``."""

    words: Ints

    def at(self, stretch: int) -> list[int]:
        """The numbers of the grounds of one stretch."""
        bits = [int(word[stretch]) for word in self.words]
        return [index for index in range(WORD * len(bits)) if bits[index // WORD] >> (index % WORD) & 1]

    def holds(self, index: int) -> Bools:
        """Stretches with the ground of that number; shape ``(stretches,)``."""
        if index // WORD >= len(self.words):
            return np.zeros(self.words.shape[1], bool)
        held: Bools = self.words[index // WORD] >> (index % WORD) & 1 == 1
        return held

    def some(self) -> Bools:
        """Stretches with at least one."""
        some: Bools = (self.words != 0).any(axis=0)
        return some


@dataclass(frozen=True, slots=True)
class Timeline:
    """The answer for one benefit. Shapes ``(stretches,)``, sorted by block and day.

    Attributes:
        block, start, end: half-open offsets.
        outcome: an ``Outcome``.
        barring, possibly_barring: bars that surely and possibly bite.
        masked: bars that would possibly bite but for an overlay.
        notices, possible_notices: what the payer is told, surely and possibly.
    """

    benefit: str
    block: Ints
    start: Ints
    end: Ints
    outcome: Ints
    barring: Masks
    possibly_barring: Masks
    masked: Masks
    notices: Masks
    possible_notices: Masks

    def __len__(self) -> int:
        return len(self.block)


def effective(evaluation: Evaluation, bar: Standing, benefit: str) -> Days:
    """The days that a bar bites for a benefit, its overlays taken away."""
    if not bar.concerns(benefit):
        return NEVER
    return evaluation.days_without(bar, evaluation.edition.overlays_on(bar, benefit))


@dataclass(frozen=True)
class Bites:
    """What bites on which days for one benefit, in the order of the edition's bars and notices.

    Attributes:
        bars: after overlays.
        whole: before overlays.
        notices: what the payer is told.
        barred: days on which some bar surely bites, though it may not be known which.
    """

    benefit: str
    bars: list[Days]
    whole: list[Days]
    notices: list[Days]
    barred: DaySet


def bites_of(evaluation: Evaluation, benefit: str) -> Bites:
    """What bites, by bounds."""
    edition = evaluation.edition
    bars = [effective(evaluation, bar, benefit) for bar in edition.bars]
    whole = [evaluation.days_of(bar) if bar.concerns(benefit) else NEVER for bar in edition.bars]
    told = [evaluation.days_of(notice) if notice.concerns(benefit) else NEVER for notice in edition.notices]
    return Bites(benefit, bars, whole, told, sets.union(*[bar.lo for bar in bars]))


def answer(evaluation: Evaluation, benefit: str) -> Timeline:
    """The statement's content for one benefit by bounds, over the days that are asked about and claimed."""
    if not len(evaluation.claimed(benefit)):
        return _nothing(benefit)
    return answer_from(evaluation, bites_of(evaluation, benefit))


def answer_from(evaluation: Evaluation, bites: Bites) -> Timeline:
    """The timeline of what bites on the days that are asked about and claimed, of which there are some."""
    signals = _Signals(evaluation.claimed(bites.benefit))
    signals.add("barred", 0, bites.barred)
    for index, (bar, whole) in enumerate(zip(bites.bars, bites.whole, strict=True)):
        signals.add("barring", index, bar.lo)
        signals.add("possible", index, bar.hi)
        signals.add("whole", index, whole.hi)
    for index, notice in enumerate(bites.notices):
        signals.add("notices", index, notice.lo)
        signals.add("possible_notices", index, notice.hi)
    return _timeline(bites.benefit, signals)


class _Signals:
    """Sets of days laid over each other within the scope: at each change, which of them hold from there on."""

    def __init__(self, scope: DaySet) -> None:
        self.scope = scope
        self.sets: dict[tuple[str, int], list[tuple[int, DaySet]]] = {}

    def add(self, name: str, index: int, days: DaySet) -> None:
        inside = sets.intersection(days, self.scope)
        if len(inside):
            self.sets.setdefault((name, index // WORD), []).append((index % WORD, inside))

    def places(self) -> Ints:
        parts = [np.concatenate((days.start, days.end)) for group in self.sets.values() for _, days in group]
        return distinct(np.concatenate([self.scope.start, self.scope.end, *parts]))

    def masks(self, name: str, cells: Ints, keep: Bools) -> Masks:
        """Which sets of the name hold on each kept cell, by exclusive-or from the first cell on."""
        words = max([word for group, word in self.sets if group == name], default=0) + 1
        result = np.zeros((words, len(cells)), np.int64)
        for (group, word), members in self.sets.items():
            if group == name:
                for bit, days in members:
                    np.bitwise_xor.at(result[word], np.searchsorted(cells, days.start), np.int64(1) << bit)
                    np.bitwise_xor.at(result[word], np.searchsorted(cells, days.end), np.int64(1) << bit)
        return Masks(np.bitwise_xor.accumulate(result, axis=1)[:, keep])


def _timeline(benefit: str, signals: _Signals) -> Timeline:
    cells = signals.places()
    keep = np.append(sets.stretch_at(signals.scope, cells[:-1]) >= 0, False)
    start, end = cells[keep], np.append(cells[1:], 0)[keep]
    barring, possible = signals.masks("barring", cells, keep), signals.masks("possible", cells, keep)
    whole = signals.masks("whole", cells, keep)
    masked = Masks(_without(whole.words, possible.words))
    notices, maybe = signals.masks("notices", cells, keep), signals.masks("possible_notices", cells, keep)
    undecided = possible.some() | Masks(_without(maybe.words, notices.words)).some()
    outcome = np.where(
        signals.masks("barred", cells, keep).some(), Outcome.NO_RIGHT,
        np.where(undecided, Outcome.OPEN, np.where(notices.some(), Outcome.RIGHT_WITH_NOTICE, Outcome.RIGHT)),
    )  # fmt: skip
    return Timeline(
        benefit, block_of(start), offset_on(start), offset_on(end), outcome, barring, possible, masked, notices, maybe
    )


def kinds_of(columns: Ints) -> tuple[Ints, Ints]:
    """Columns that are equal are of one kind: the place of one column of each kind, and the kind of each column.

    Ten times faster than ``np.unique`` with ``axis=1``, which compares columns as pieces of memory.
    """
    order = np.lexsort(columns)
    first = np.ones(len(order), bool)
    first[1:] = (np.diff(columns[:, order]) != 0).any(axis=0)
    kind = np.empty(len(order), np.int64)
    kind[order] = np.cumsum(first) - 1
    return order[first], kind


def _without(words: Ints, less: Ints) -> Ints:
    result = words.copy()
    shared = min(len(words), len(less))
    result[:shared] &= ~less[:shared]
    return result


def _nothing(benefit: str) -> Timeline:
    none, masks = np.zeros(0, np.int64), Masks(np.zeros((1, 0), np.int64))
    return Timeline(benefit, none, none, none, none, masks, masks, masks, masks, masks)


def undecided(timeline: Timeline) -> DaySet:
    """The days left open."""
    keep = timeline.outcome == Outcome.OPEN
    home = timeline.block[keep] << 16
    return sets.normalise(home + timeline.start[keep], home + timeline.end[keep])
