"""The glossary keeps up with the code: its words, its terms and its places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from toimi.book.facts import KINDS
from toimi.law.book import BOOK, texts

ROOT = Path(__file__).parents[2]
COLUMNS = ["Finnish", "Swedish", "English in the code", "Where", "Meaning"]
NOWHERE = "not in the code yet"


@dataclass(frozen=True)
class Row:
    """One row: the English words and the file without their quotation marks."""

    finnish: str
    swedish: str
    english: tuple[str, ...]
    where: str
    meaning: str


def cells(line: str) -> list[str]:
    """The cells of a line of a table."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def quoted(cell: str) -> tuple[str, ...]:
    """What stands in quotation marks of code."""
    return tuple(re.findall("`([^`]+)`", cell))


TABLE = [line for line in (ROOT / "docs/glossary.md").read_text("utf-8").splitlines() if line.startswith("|")]
ROWS = [
    Row(finnish, swedish, quoted(english), "".join(quoted(where)) or where, meaning)
    for finnish, swedish, english, where, meaning in map(cells, TABLE[2:])
]
BY_WORD = {row.english[0]: row for row in ROWS}

LAW_KINDS = {name: kind for name, kind in KINDS.items() if kind.__module__ == "toimi.law.facts"}
"""The kinds of the law, without those that other tests declare."""


def test_it_is_one_table_with_the_five_columns() -> None:
    """One table, every cell filled, and each English word once."""
    assert cells(TABLE[0]) == COLUMNS
    assert all(row.finnish and row.swedish and row.english and row.where and row.meaning for row in ROWS)
    assert len(BY_WORD) == len(ROWS)


@pytest.mark.parametrize("name", LAW_KINDS)
def test_each_kind_of_fact_has_a_row_with_its_own_terms(name: str) -> None:
    """Finnish and Swedish as the class gives them."""
    assert name in BY_WORD
    assert (BY_WORD[name].finnish, BY_WORD[name].swedish) == (LAW_KINDS[name].finnish, LAW_KINDS[name].swedish)


@pytest.mark.parametrize("benefit", BOOK.benefits)
def test_each_benefit_has_a_row_with_its_own_terms(benefit: str) -> None:
    """Finnish and Swedish as a statement gives them."""
    assert benefit in BY_WORD
    said = tuple(texts(language).of("benefits", benefit) for language in ("fi", "sv"))
    assert (BY_WORD[benefit].finnish, BY_WORD[benefit].swedish) == said


@pytest.mark.parametrize("outcome", texts("fi").tables["outcomes"])
def test_each_outcome_has_a_row_with_its_own_terms(outcome: str) -> None:
    """Finnish and Swedish as a statement gives them."""
    assert outcome in BY_WORD
    said = tuple(texts(language).of("outcomes", outcome) for language in ("fi", "sv"))
    assert (BY_WORD[outcome].finnish, BY_WORD[outcome].swedish) == said


@pytest.mark.parametrize("row", ROWS, ids=list(BY_WORD))
def test_each_english_word_is_in_the_file_that_its_row_names(row: Row) -> None:
    """The file exists, and the word is written there, with spaces or underscores and in any case."""
    if row.where == NOWHERE:
        return
    file = ROOT / row.where
    assert file.is_file()
    said = file.read_text("utf-8").lower().replace("_", " ")
    assert [word for word in row.english if not re.search(rf"\b{re.escape(word.replace('_', ' '))}\b", said)] == []
