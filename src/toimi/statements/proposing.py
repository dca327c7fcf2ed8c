"""What the law would say of matters, written down as proposals: who decides on them, comes after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from toimi.book.book import digest
from toimi.days.line import offset_of
from toimi.law.book import BOOK
from toimi.matters.assessing import Ask, Assessment, assess
from toimi.matters.models import Matter
from toimi.office.many import insert
from toimi.statements.models import Edition, Proposal

Known = tuple[int, int]
"""How many rows were recorded of a person, and the number of the last."""
_KNOWN = """
SELECT coalesce(p.merged_into_id, p.id), count(*), max(f.id) FROM clients_knownfact f JOIN clients_person p
ON f.person_id = p.id WHERE p.id = ANY(%(people)s) OR p.merged_into_id = ANY(%(people)s) GROUP BY 1
"""


@dataclass(frozen=True)
class Proposed:
    """A proposal as it was written, with its number, what was recorded of the person then, and the book as it was asked."""

    number: int
    assessment: Assessment
    known: Known
    edition: Edition


def known_facts(people: Sequence[int]) -> dict[int, Known]:
    """What is recorded of each person now; of those who were merged into the person too."""
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, {"people": list(people)})
        found: Mapping[int, Known] = {person: (count, last) for person, count, last in cursor.fetchall()}
    return {person: found.get(person, (0, 0)) for person in people}


def propose(matters: Sequence[Matter], *, known_at: date) -> list[Proposed]:
    """Ask the law about matters of different people, which are locked, and write down what it says."""
    known = known_facts([one.person_id for one in matters])  # before the facts: a row between the two is seen as new
    asks = [Ask(one.person_id, one.benefit, one.first_day, one.until) for one in matters]
    found = assess(asks, known_at=known_at)
    edition = edition_of(known_at)
    rows = [
        {
            "matter": matter.pk, "edition": edition.pk, "result": one.result, "stretches": one.stretches,
            "subjects": one.subjects, "contradictions": one.contradictions, "facts": one.facts,
            "known_facts": known[matter.person_id], "receipt": one.receipt.get("receipt", ""),
        }
        for matter, one in zip(matters, found, strict=True)
    ]  # fmt: skip
    numbers = insert(Proposal, rows)
    return [Proposed(number, one, known[one.ask.person], edition) for number, one in zip(numbers, found, strict=True)]


def edition_of(known_at: date, switches: dict[str, str] | None = None) -> Edition:
    """The book as known on a day and read so; written when it is first asked."""
    said = BOOK.switched(switches or {})
    edition = BOOK.edition(offset_of(known_at))
    tested = [one.provision.key for one in (*edition.bars, *edition.notices)]
    found, _ = Edition.objects.get_or_create(
        book=BOOK.digest, known_at=known_at, switches_digest=digest(said),
        defaults={"switches": said, "tested": tested},
    )  # fmt: skip
    return found
