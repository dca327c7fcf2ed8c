"""What an automatic statement says of itself (434/2003 section 53 g): as data, for letters and pages.

A statement is no decision, so the notice is given at the latest when its processing ends, with the data that were used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toimi.book.facts import KINDS
from toimi.law.book import texts
from toimi.statements.commissioning_document import words
from toimi.statements.models import Statement


@dataclass(frozen=True)
class Notice:
    """Of a statement that no person looked at.

    Attributes:
        commissioning: number of the decision.
        address: where that is published.
        used: kinds of facts that the law was asked about.
    """

    commissioning: int
    address: str
    used: tuple[str, ...]

    def text(self, language: str) -> str:
        """That it was automatic, where the decision is, what was used, and that a human can be asked."""
        law = texts(language)
        used = "; ".join(law.of("facts", kind, "name") for kind in self.used)
        return words(language).of("notice").format(number=self.commissioning, address=self.address, used=used)


def notices_of(statements: Sequence[Statement]) -> dict[int, Notice]:
    """The notice of each of these statements that was given automatically, by number of the statement."""
    found = Statement.objects.filter(pk__in=[one.pk for one in statements], commissioning__isnull=False)
    rows = found.select_related("proposal", "commissioning").defer("commissioning__document")
    return {
        one.pk: Notice(one.commissioning.pk, one.commissioning.address, _used(one.proposal.facts))
        for one in rows
        if one.commissioning is not None
    }


def _used(facts: dict[str, object]) -> tuple[str, ...]:
    """Kinds of facts; what is known of the person as such stands in columns of its own."""
    has_attributes = facts.keys() & KINDS["person"].attributes.keys()
    return tuple(kind for kind in KINDS if (has_attributes if kind == "person" else kind in facts))
