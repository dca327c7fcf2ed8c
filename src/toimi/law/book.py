"""The law as one closed book: import ``BOOK`` and ask it."""

from __future__ import annotations

import tomllib
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from toimi.book.book import Book
from toimi.book.facts import OneOf
from toimi.book.language import Texts
from toimi.law.contradictions import CONTRADICTIONS
from toimi.law.facts import Benefit, JobSearch
from toimi.law.interpretations import SWITCHES
from toimi.law.shelf import shelf
from toimi.law.ttl import (
    chapter_1,
    chapter_1_entrepreneur,
    chapter_2,
    chapter_2_business,
    chapter_2_family,
    chapter_2_matriculation,
    chapter_2_other,
    chapter_2_reported,
    chapter_2_studies,
    chapter_2_youth,
    chapter_2a,
    chapter_2a_neglect,
    chapter_2a_refusal,
    chapter_2a_reported,
    chapter_2a_rest,
    chapter_2a_search_duty,
    chapter_2a_suspension,
    chapter_2a_what_follows,
    chapter_2a_when_it_ends,
    chapter_2a_youth_loss,
    chapter_10,
    chapter_11,
    chapter_11_layoff,
    chapter_14,
)

CHAPTERS = (
    chapter_1, chapter_1_entrepreneur, chapter_2_family, chapter_2_business, chapter_2, chapter_2_other, chapter_2_studies,
    chapter_2_matriculation, chapter_2_reported, chapter_2_youth, chapter_2a_rest, chapter_2a, chapter_2a_neglect,
    chapter_2a_refusal, chapter_2a_search_duty, chapter_11_layoff, chapter_2a_when_it_ends, chapter_2a_what_follows,
    chapter_2a_reported, chapter_2a_suspension, chapter_2a_youth_loss, chapter_10, chapter_11, chapter_14,
)  # fmt: skip

_claimed = Benefit.kind
assert isinstance(_claimed, OneOf)
BOOK = Book(tuple(shelf.provisions), SWITCHES, _claimed, JobSearch.kind_name, CONTRADICTIONS)


VERIFIED_THROUGH = date(2025, 2, 21)
"""The last day to which the law has been read in the acts themselves.

Later texts stand beside the section that they are reported to change, with ``reported=`` and the address of the report; where
they would change an answer the day is open. Not entered, since no answer can turn on them: first interviews within ten
working days (2026-01-01), the end of a job search at the first failure to deal with the authority (2026-03-01: the register
says when a search ended, and the statement does not decide it again), the threshold of dismissal in the Employment
Contracts Act (2026-01-01), the duty to publish a profile (2026-09-01), the waiting time and other rules of the payer.
"""


@cache
def texts(language: str) -> Texts:
    """Every text of the book and of the law in one language: fi, sv or en.

    Raises:
        BookError: for another language.
    """
    tables = _table("toimi.book", "words.toml")
    tables["facts"] = _table("toimi.law", "facts.toml")
    tables["provisions"] = _table("toimi.law", "provisions.toml")
    tables |= _table("toimi.law", "outcomes.toml")
    for one in BOOK.provisions:
        entry = tables["provisions"].setdefault(one.key, {})
        entry.setdefault("title", {})["fi"] = one.title
        entry.setdefault("reading", {})["fi"] = one.reading
    tables["concepts"] = {one.concludes: one.key for one in reversed(BOOK.provisions) if one.concludes}
    return Texts(language, tables)


def _table(package: str, name: str) -> dict[str, Any]:
    return tomllib.loads(files(package).joinpath("texts", name).read_text("utf-8"))
