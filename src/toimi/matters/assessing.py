"""What the law says of matters today: load the facts, ask the law. Nothing is written here.

All matters of a list are asked about at once. What was asked stands beside what was answered, so that the answer can be
found again years later from nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

import pyarrow as pa

from toimi.book import decision
from toimi.book.kept import rows_of
from toimi.book.tables import WINDOW, People, read_people
from toimi.clients.case import load
from toimi.days.line import offset_of
from toimi.law.book import BOOK
from toimi.matters.subjects import brought_up

HORIZON = timedelta(days=731)
"""So far after the day of knowledge the law is asked where no end is asked about; what then still holds, holds until
further notice (toistaiseksi)."""


class Result(StrEnum):
    """What would be stated of the days asked about."""

    NO_STATEMENT = "no_statement"
    """Nothing is claimed or registered on them."""
    RIGHT = "right"
    RIGHT_WITH_NOTICE = "right_with_notice"
    PARTLY = "partly"
    NO_RIGHT = "no_right"
    OPEN = "open"
    UNREADABLE = "unreadable"
    """Facts that cannot be taken as they stand: an official mends them first."""


@dataclass(frozen=True)
class Ask:
    """What the law is asked about a person.

    Attributes:
        benefit: one of the book's.
        until: the first day not asked about; ``None`` if no end is asked about.
    """

    person: int
    benefit: str
    first_day: date
    until: date | None = None


@dataclass(frozen=True)
class Assessment:
    """What the law says to it.

    Attributes:
        stretches: of days, as ``decision.answer_of`` gives them: from, until (``None`` until further notice), outcome,
            grounds that bar, that may bar, that do not apply, and what the payer is told.
        subjects: what the facts bring up.
        contradictions: names of facts that cannot both hold.
        facts: the person's row of the table of facts, as plain data: what the law was asked about, whole.
        receipt: as ``decision.receipt`` gives it.
        problems: of facts that cannot be taken, by place.
    """

    ask: Ask
    known_at: date
    result: Result
    stretches: list[list[Any]] = field(default_factory=list)
    subjects: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    receipt: dict[str, Any] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def assess(asks: Sequence[Ask], *, known_at: date, switches: dict[str, str] | None = None) -> list[Assessment]:
    """Ask the law about people, each at most once, in their order.

    Args:
        known_at: the day of knowledge.
        switches: readings other than the book's own.

    Raises:
        LookupError: if one of the people was merged into another.
        ValueError: if somebody is asked about twice.
    """
    people = [one.person for one in asks]
    if len(set(people)) < len(people):
        raise ValueError("somebody is asked about twice: ask in two lists")
    found: list[Assessment] = []
    for batch in load(people, known_at=known_at):
        found += assess_batch(batch, asks[len(found) : len(found) + batch.num_rows], known_at, switches or {})
    return found


def assess_batch(
    batch: pa.RecordBatch, asks: Sequence[Ask], known_at: date, switches: dict[str, str]
) -> Iterator[Assessment]:
    """Ask the law about the people of one batch, whose rows are in the order of what is asked."""
    batch = _asking(batch, asks, known_at)
    facts = rows_of(batch)
    people = read_people(batch, known_at=offset_of(known_at))
    made = decision.decide(people.caseload, BOOK, known_at=offset_of(known_at), switches=switches)
    yield from _assessments(made, people, asks, known_at, facts)


def _asking(batch: pa.RecordBatch, asks: Sequence[Ask], known_at: date) -> pa.RecordBatch:
    """The people with the days asked about of each."""
    sides = [[one.first_day for one in asks], [one.until or known_at + HORIZON for one in asks]]
    for name, days in zip(WINDOW, sides, strict=True):
        batch = batch.set_column(batch.schema.get_field_index(name), name, pa.array(days, pa.date32()))
    return batch


def _assessments(
    made: decision.Decision, people: People, asks: Sequence[Ask], known_at: date, facts: Sequence[dict[str, Any]]
) -> Iterator[Assessment]:
    """In the order of what was asked; whoever could not be taken among them."""
    block_of = {name: block for block, name in enumerate(people.names)}
    problems: dict[str, list[str]] = {}
    for name, problem in people.problems:
        problems.setdefault(name, []).append(problem.place)
    contradictions: dict[int, dict[str, None]] = {}
    for one in made.contradictions:
        contradictions.setdefault(one.block, {})[one.name] = None
    subjects = brought_up(people.caseload)
    for ask, row in zip(asks, facts, strict=True):
        block = block_of.get(str(ask.person))
        if block is None:
            yield Assessment(ask, known_at, Result.UNREADABLE, facts=row, problems=tuple(problems[str(ask.person)]))
            continue
        stretches = _stretches(decision.answer_of(made, block).get(ask.benefit, []), ask, known_at)
        yield Assessment(
            ask, known_at, _result(stretches), stretches,
            tuple(name for name, of in subjects.items() if of[block]),
            tuple(contradictions.get(block, ())), row, decision.receipt(made, block),
        )  # fmt: skip


def _stretches(found: list[list[Any]], ask: Ask, known_at: date) -> list[list[Any]]:
    """What reaches the end of what was looked at goes on, if no end was asked about."""
    horizon = (known_at + HORIZON).isoformat()
    if found and ask.until is None and found[-1][1] == horizon:
        return [*found[:-1], [found[-1][0], None, *found[-1][2:]]]
    return found


def _result(stretches: list[list[Any]]) -> Result:
    outcomes = {stretch[2] for stretch in stretches}
    if not outcomes:
        return Result.NO_STATEMENT
    if "open" in outcomes:
        return Result.OPEN
    if "no_right" in outcomes:
        return Result.NO_RIGHT if outcomes == {"no_right"} else Result.PARTLY
    return Result.RIGHT_WITH_NOTICE if "right_with_notice" in outcomes else Result.RIGHT
