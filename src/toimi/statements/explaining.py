"""Why a statement says what it says, in the language of the matter, from nothing but what was kept with the proposal.

A fully positive statement needs no reasons (434/2003 section 45); any other is to be understood by itself
(OKV/2051/10/2021), so its reasons are kept with it: each ground with its citation, reading, and the facts that decided.
"""

from __future__ import annotations

from typing import Any

from toimi.book import decision
from toimi.book.explained import stretches_data
from toimi.book.kept import table_of
from toimi.book.language import Texts
from toimi.book.tables import read_people
from toimi.days.line import offset_of
from toimi.law.book import BOOK, texts
from toimi.statements.models import Proposal


def reasons_of(proposal: Proposal, benefit: str, language: str) -> list[dict[str, Any]]:
    """The stretches of days with every ground explained.

    Raises:
        ValueError: if the proposal is of another text of the book than the one that is installed.
    """
    edition = proposal.edition
    if edition.book != BOOK.digest:
        raise ValueError("the proposal is of another book")
    known_at = offset_of(edition.known_at)
    people = read_people(table_of(proposal.facts), known_at=known_at)
    made = decision.decide(people.caseload, BOOK, known_at=known_at, switches=edition.switches)
    return stretches_data(made, made.timelines[benefit], Texts(language, texts(language).tables))
