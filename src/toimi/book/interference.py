"""Does later law reach back? An act whose first governed day is X must change no answer before X.

Tried, not argued: the same people are decided with the whole book and with the book as it would be without what governs
from X on, on the same day of knowledge, and every day before X is compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from toimi.book.answers import Outcome, Timeline, answer
from toimi.book.book import Book, Edition, Standing
from toimi.book.caseload import Caseload
from toimi.book.evaluate import Evaluation
from toimi.book.provisions import Provision
from toimi.book.worlds import settle
from toimi.days.line import Ints, block_of, offset_on, on_line


@dataclass(frozen=True)
class Reaching:
    """A day before the first governed day on which the answer is another with later law than without it.

    Attributes:
        first_day: of the later law.
        benefit, person, day: where the answers differ.
        without, within: the outcomes without and with the later law.
    """

    first_day: int
    benefit: str
    person: int
    day: int
    without: str
    within: str


def first_governed_day(provision: Provision) -> int:
    """The first day on which all clocks of the provision can show a day in its box; 0 for law without a beginning."""
    return max(first for first, _ in provision.governs.clocks.values())


def first_governed_days(book: Book) -> list[int]:
    """Every day on which some provision begins to govern, oldest first."""
    return sorted({first_governed_day(one) for one in book.provisions} - {0})


def without_later(edition: Edition, first_day: int) -> Edition:
    """The edition less the law that governs only from a day on."""

    def kept(standing: tuple[Standing, ...]) -> tuple[Standing, ...]:
        return tuple(one for one in standing if first_governed_day(one.provision) < first_day)

    concepts = {name: kept(versions) for name, versions in edition.concepts.items()}
    return replace(
        edition, concepts=concepts, bars=kept(edition.bars), overlays=kept(edition.overlays),
        notices=kept(edition.notices), _overlays={},
    )  # fmt: skip


def reaching_back(caseload: Caseload, book: Book, *, known_at: int, first_days: list[int]) -> Iterator[Reaching]:
    """The first difference of each person and benefit, for each first day in turn.

    Args:
        caseload: of the people who are tried.
        book: the law.
        known_at: the day of knowledge.
        first_days: of the later law.
    """
    edition = book.edition(known_at)
    whole = _answers(caseload, book, edition)
    for first_day in first_days:
        without = without_later(edition, first_day)
        if without == edition:
            continue  # nothing to lose: half of the time of a check
        less = _answers(caseload, book, without)
        for benefit, timeline in whole.items():
            yield from _differences(first_day, benefit, less[benefit], timeline)


def _answers(caseload: Caseload, book: Book, edition: Edition) -> dict[str, Timeline]:
    evaluation = Evaluation(caseload, edition, book.switched({}))
    return settle(evaluation, {benefit: answer(evaluation, benefit) for benefit in book.benefits})


def _differences(first_day: int, benefit: str, without: Timeline, within: Timeline) -> Iterator[Reaching]:
    """Where the outcome of a day before the first governed day differs, once a person."""
    edges = np.unique(np.concatenate([_line(one, side) for one in (without, within) for side in ("start", "end")]))
    before = edges[offset_on(edges) < first_day]
    said = [_outcomes(one, before) for one in (without, within)]
    differ = np.flatnonzero(said[0] != said[1])
    _, once = np.unique(block_of(before[differ]), return_index=True)
    for place in differ[once]:
        words = [Outcome(int(one[place])).name.lower() if one[place] >= 0 else "no_statement" for one in said]
        yield Reaching(
            first_day, benefit, int(block_of(before[place])), int(offset_on(before[place])), words[0], words[1]
        )


def _line(timeline: Timeline, side: str) -> Ints:
    return on_line(timeline.block, getattr(timeline, side))


def _outcomes(timeline: Timeline, places: Ints) -> Ints:
    """The outcome at each place of the line; -1 where nothing is said."""
    start, end = _line(timeline, "start"), _line(timeline, "end")
    stretch = np.searchsorted(start, places, side="right") - 1
    inside = np.flatnonzero(stretch >= 0)
    inside = inside[places[inside] < end[stretch[inside]]]
    found = np.full(len(places), -1)
    found[inside] = timeline.outcome[stretch[inside]]
    return found
