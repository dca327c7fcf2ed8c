"""Statements asked of the law once more, from nothing but what was kept with them: do they come out the same?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby, islice

from django.db.models import QuerySet

from toimi.book import decision
from toimi.book.kept import table_of
from toimi.book.tables import read_people
from toimi.days.line import offset_of
from toimi.law.book import BOOK
from toimi.statements.models import Edition, Statement

AT_ONCE = 1_000


class Outcome(StrEnum):
    """How a statement came out."""

    SAME = "same"
    DIFFERENT = "different"
    OTHER_BOOK = "other_book"
    """Given by another text of the book than the one that is installed: it cannot be asked."""


@dataclass
class Recomputed:
    """How many came out how, and the numbers of those that came out differently."""

    counts: Counter[Outcome] = field(default_factory=Counter)
    different: list[str] = field(default_factory=list)


def recompute(numbers: Sequence[str] | None = None) -> Iterator[Recomputed]:
    """Ask the law about statements again: after each thousand what has been found so far.

    Args:
        numbers: which; all of them if left out.

    Raises:
        LookupError: for numbers that no statement has.
    """
    wanted = Statement.objects.order_by("proposal__edition", "pk").select_related("proposal__edition")
    if numbers is not None:
        wanted = wanted.filter(number__in=numbers)
        if missing := set(numbers) - set(wanted.values_list("number", flat=True)):
            raise LookupError(", ".join(sorted(missing)))
    found = Recomputed()
    for edition, rows in groupby(_streamed(wanted), key=lambda row: row.proposal.edition):
        while some := list(islice(rows, AT_ONCE)):
            _add(found, edition, some)
            yield found


def _streamed(wanted: QuerySet[Statement]) -> Iterator[Statement]:
    return wanted.iterator(chunk_size=AT_ONCE)


def _add(found: Recomputed, edition: Edition, rows: Sequence[Statement]) -> None:
    if edition.book != BOOK.digest:
        found.counts[Outcome.OTHER_BOOK] += len(rows)
        return
    receipts = _receipts(edition, rows)
    for row in rows:
        same = receipts.get(str(row.pk)) == row.receipt
        found.counts[Outcome.SAME if same else Outcome.DIFFERENT] += 1
        if not same:
            found.different.append(row.number)


def _receipts(edition: Edition, rows: Sequence[Statement]) -> dict[str, str]:
    """By statement, the receipt that the law gives now; several statements may be about one person."""
    known_at = offset_of(edition.known_at)
    batch = table_of(*({**row.proposal.facts, "person": str(row.pk)} for row in rows))
    people = read_people(batch, known_at=known_at)
    made = decision.decide(people.caseload, BOOK, known_at=known_at, switches=edition.switches)
    return {name: decision.receipt(made, block)["receipt"] for block, name in enumerate(people.names)}
