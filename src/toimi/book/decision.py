"""Decide: the facts of some people and the book as known on a day give an answer for each benefit.

This is the pure function of the whole ground floor. Nothing in it knows what day it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from toimi.book.answers import Outcome, Timeline
from toimi.book.book import Book, digest
from toimi.book.caseload import Caseload, Rows
from toimi.book.contradictions import Found, decided
from toimi.book.evaluate import Evaluation
from toimi.days import sets
from toimi.days.columns import ChoiceColumn, Column, DayColumn
from toimi.days.line import date_of, offset_on


@dataclass(frozen=True)
class Decision:
    """Answers for a caseload.

    Attributes:
        evaluation: what was evaluated, values kept.
        timelines: by benefit, in the order of the book.
        contradictions: facts that cannot both hold, by person: what is said in spite of them stands whichever holds.
    """

    evaluation: Evaluation
    timelines: dict[str, Timeline]
    contradictions: list[Found]

    @cached_property
    def unclaimed(self) -> list[tuple[int, int]]:
        """Of a caseload of one: the days asked about for which no statement is given, half-open offsets."""
        claimed = sets.union(*[self.evaluation.claimed(benefit) for benefit in self.timelines])
        left = sets.difference(self.evaluation.window, claimed)
        return list(zip(offset_on(left.start).tolist(), offset_on(left.end).tolist(), strict=True))

    @property
    def registered(self) -> bool:
        """Of a caseload of one: whether the person has ever registered."""
        return self.evaluation.caseload.of(self.evaluation.edition.book.registration) is not None


def decide(caseload: Caseload, book: Book, *, known_at: int, switches: dict[str, str] | None = None) -> Decision:
    """What the statement says of each person, for each benefit.

    Args:
        caseload: facts as known on the day of knowledge.
        book: the law.
        known_at: offset of the day of knowledge.
        switches: readings other than the defaults.

    Raises:
        BookError: for an unknown switch or reading.
    """
    evaluation = Evaluation(caseload, book.edition(known_at), book.switched(switches or {}))
    return Decision(evaluation, *decided(evaluation))


def facts_of(caseload: Caseload, block: int) -> list[Any]:
    """The facts of one person as whole numbers and names: the same on every machine, in whatever order they came."""
    facts: list[Any] = [[int(caseload.asked_from[block]), int(caseload.asked_until[block])]]
    for kind, rows in sorted(caseload.rows.items()):
        for row in range(*_span(rows, block)):
            links = {name: _linked(caseload, rows, name, row) for name in sorted(rows.links)}
            facts.append([kind, *_own(rows, row), links, _others(rows, row, block)])
    return [facts[0], *sorted(facts[1:], key=digest)]


def _span(rows: Rows, block: int) -> tuple[int, int]:
    first, last = np.searchsorted(rows.block, [block, block + 1])
    return int(first), int(last)


def _own(rows: Rows, row: int) -> list[Any]:
    """What a row says by itself."""
    values = {name: _plain(column, row) for name, column in sorted(rows.columns.items())}
    return [_plain(rows.start, row), _plain(rows.end, row), values]


def _linked(caseload: Caseload, rows: Rows, name: str, row: int) -> list[Any]:
    """The linked row by what it says, so that neither ids nor the order of rows matter."""
    target = caseload.of(rows.kind.refs[name].to)
    link = int(rows.links[name][row])
    return [] if link < 0 or target is None else _own(target, link)


def _others(rows: Rows, row: int, block: int) -> list[Any]:
    """The other rows of the same thing, as the other stretches of one job."""
    thing = rows.things[""]
    if rows.kind.thing is None or thing[row] < 0:
        return []
    return sorted(
        (_own(rows, other) for other in range(*_span(rows, block)) if other != row and thing[other] == thing[row]),
        key=digest,
    )


def _plain(column: Column, row: int) -> list[int]:
    if isinstance(column, ChoiceColumn):
        return [int(column.mask[row])]
    if isinstance(column, DayColumn) and column.applies is not None and not column.applies[row]:
        return []
    return [int(column.lo[row]), int(column.hi[row])]


def answer_of(decision: Decision, block: int) -> dict[str, list[list[Any]]]:
    """The answer of one person as plain data: stretches with outcome and grounds, by benefit."""
    bars, notices = decision.evaluation.edition.bars, decision.evaluation.edition.notices
    found: dict[str, list[list[Any]]] = {}
    for benefit, timeline in decision.timelines.items():
        first, last = np.searchsorted(timeline.block, [block, block + 1])
        stretches = []
        for stretch in range(int(first), int(last)):
            named = [
                [bars[index].provision.key for index in masks.at(stretch)]
                for masks in (timeline.barring, timeline.possibly_barring, timeline.masked)
            ]
            told = [notices[index].provision.key for index in timeline.notices.at(stretch)]
            outcome = Outcome(timeline.outcome[stretch]).name.lower()
            stretches.append(
                [_day(int(timeline.start[stretch])), _day(int(timeline.end[stretch])), outcome, *named, told]
            )
        if stretches:
            found[benefit] = stretches
    return found


def _day(offset: int) -> str | None:
    day = date_of(offset)
    return None if day is None else day.isoformat()


def receipt(decision: Decision, block: int = 0) -> dict[str, Any]:
    """What was decided from what: digests of facts, book and answer, switches and day of knowledge.

    The same facts, in any order, in any company and on any machine, give the same receipt.
    """
    evaluation = decision.evaluation
    content: dict[str, Any] = {
        "facts": digest(facts_of(evaluation.caseload, block)),
        "book": evaluation.edition.book.digest,
        "known_at": _day(evaluation.edition.known_at),
        "switches": evaluation.switches,
        "answer": digest(answer_of(decision, block)),
    }
    return {**content, "receipt": digest(content)}
