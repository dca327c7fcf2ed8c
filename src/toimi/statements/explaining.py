"""Why a statement says what it says, in the language of the matter, from nothing but what was kept with the proposal.

A fully positive statement needs no reasons (434/2003 section 45); any other is to be understood by itself
(OKV/2051/10/2021), so its reasons are kept with it: each ground with its citation, reading, and the facts that decided.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib.resources import files
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


def accepted(stretches: Sequence[Sequence[Any]], benefit: str, language: str) -> list[dict[str, Any]]:
    """What accepts everything, in words: the days, what the payer is told on them, and that reasons are left out."""
    return [_accepted(one[0], one[1], one[2], tuple(one[6]), benefit, language) for one in stretches]


@lru_cache(maxsize=4096)
def _accepted(
    start: str, until: str | None, outcome: str, told: Sequence[str], benefit: str, language: str
) -> dict[str, Any]:
    words, own = texts(language), _own()
    through = date.fromisoformat(until) - timedelta(days=1) if until else None
    said = own["days" if through else "until_further_notice"][language].format(
        first=words.date(date.fromisoformat(start)), last=words.date(through) if through else "",
        says=words.of("outcomes", outcome), benefit=words.of("benefits", benefit),
    )  # fmt: skip
    return {
        "from": start, "through": through and through.isoformat(), "outcome": outcome, "says": said,
        "grounds": [_told(key, language) for key in told], "omitted": own["reasons_omitted"][language],
    }  # fmt: skip


def _told(key: str, language: str) -> dict[str, str]:
    provision, words = next(one for one in BOOK.provisions if one.key == key), texts(language)
    return {
        "citation": provision.citation, "act": provision.act, "effect": "told_to_payer",
        "title": words.of("provisions", key, "title"), "reading": words.of("provisions", key, "reading"),
    }  # fmt: skip


@cache
def _own() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("toimi.statements").joinpath("explaining.toml").read_text("utf-8"))
