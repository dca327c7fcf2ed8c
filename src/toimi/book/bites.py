"""Where each text of the book does something in a caseload: which people, which days, and by which day of their facts.

A bar or a notice bites where it stands among the grounds of a day. An overlay bites where it takes away a bar that would
bite. A concept bites where it holds for a row or on a day asked about. Texts that leave everything to an official never
bite surely: of them the possible days are taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from toimi.book.answers import Masks, Timeline
from toimi.book.book import Standing
from toimi.book.decision import Decision
from toimi.book.expressions import Chronicle, Day, Days, Truth
from toimi.book.facts import KINDS
from toimi.book.histories import history_of
from toimi.book.provisions import BENEFIT_DAY, Provision
from toimi.days import sets
from toimi.days.line import TOP, block_of, offset_on
from toimi.days.sets import DaySet


@dataclass(frozen=True)
class Bite:
    """One text doing something for one person.

    Attributes:
        person: the number of the person in the caseload.
        start, end: the days, half-open offsets; of a concept of rows the days do not matter and are all days.
        clocks: the days of the row, by clock, where the text goes through rows and it is known which.
    """

    person: int
    start: int
    end: int
    clocks: tuple[tuple[str, int], ...] = ()


def bites(decision: Decision, left_open: Collection[str]) -> dict[str, list[Bite]]:
    """By the key of the provision, where it bites.

    Args:
        decision: of the caseload.
        left_open: keys of the texts that never bite surely, because an official decides every day that they may concern.
    """
    edition = decision.evaluation.edition
    found: dict[str, list[Bite]] = defaultdict(list)
    for timeline in decision.timelines.values():
        for index, bar in enumerate(edition.bars):
            masks = timeline.possibly_barring if bar.provision.key in left_open else timeline.barring
            found[bar.provision.key] += _told(timeline, masks, index)
        for index, notice in enumerate(edition.notices):
            masks = timeline.possible_notices if notice.provision.key in left_open else timeline.notices
            found[notice.provision.key] += _told(timeline, masks, index)
    for overlay in edition.overlays:
        found[overlay.provision.key] += _taken_away(decision, overlay, left_open)
    for versions in edition.concepts.values():
        for version in versions:
            found[version.provision.key] += _held(decision, version, left_open)
    return found


def _told(timeline: Timeline, masks: Masks, index: int) -> list[Bite]:
    stretches = np.flatnonzero(masks.holds(index))
    return [Bite(int(timeline.block[n]), int(timeline.start[n]), int(timeline.end[n])) for n in stretches]


def _of_days(days: DaySet, clocks: tuple[tuple[str, int], ...] = ()) -> list[Bite]:
    home, start, end = block_of(days.start), offset_on(days.start), offset_on(days.end)
    return [Bite(int(home[n]), int(start[n]), int(end[n]), clocks) for n in range(len(home))]


def _sure(standing: Standing, decision: Decision, left_open: Collection[str]) -> DaySet:
    days = decision.evaluation.days_of(standing)
    return days.hi if standing.provision.key in left_open else days.lo


def _taken_away(decision: Decision, overlay: Standing, left_open: Collection[str]) -> list[Bite]:
    """The claimed days on which it takes away a bar."""
    evaluation = decision.evaluation
    days = _sure(overlay, decision, left_open)
    found: list[Bite] = []
    for benefit in decision.timelines:
        for bar in evaluation.edition.bars:
            if bar.concerns(benefit) and overlay in evaluation.edition.overlays_on(bar, benefit):
                both = sets.intersection(days, evaluation.days_of(bar).lo)
                found += _of_days(sets.intersection(both, evaluation.claimed(benefit)))
    return found


def _held(decision: Decision, version: Standing, left_open: Collection[str]) -> list[Bite]:
    """The rows or the asked days for which this text of a concept holds."""
    evaluation, provision = decision.evaluation, version.provision
    expression = provision.expression
    if isinstance(expression, Days):
        return _of_days(sets.intersection(_sure(version, decision, left_open), evaluation.window))
    if isinstance(expression, Chronicle):
        return [Bite(person, 0, TOP) for person in _told_of(decision, expression)]
    assert isinstance(expression, Truth | Day)
    size = evaluation.size(expression.grain)
    possibly = provision.key in left_open
    if isinstance(expression, Truth):
        truth = evaluation.sized(evaluation.truth(expression), size)
        holds = truth.hi if possibly else truth.lo
    else:
        day = evaluation.sized(evaluation.day(expression), size)
        holds = (day.lo if possibly else day.hi) < TOP
    rows = np.flatnonzero(holds)
    people = evaluation.rows(str(expression.grain)).block
    clocks = row_clocks(decision, provision)
    return [Bite(int(people[n]), 0, TOP, tuple((name, days[n]) for name, days in clocks.items())) for n in rows]


def _told_of(decision: Decision, chronicle: Chronicle) -> Iterable[int]:
    """The people of whom the chronicle tells a consequence."""
    chapters = history_of(decision.evaluation, chronicle).chapters
    return {
        int(person)
        for chapter in chapters
        for place in range(len(chapter.told["then"]))
        for person in chapter.rows.block[chapter.holds(place).lo]
    }


def row_clocks(decision: Decision, provision: Provision) -> dict[str, list[int]]:
    """For each row of the provision's kind, where its clocks stand."""
    if provision.each is None:
        return {}
    row: Any = KINDS[provision.each]()
    evaluation = decision.evaluation
    size = evaluation.size(provision.each)
    names = [name for name in provision.governs.clocks if name != BENEFIT_DAY]
    return {name: evaluation.sized(evaluation.day(getattr(row, name)), size).lo.tolist() for name in names}
