"""docs/import.md says what the code reads: every file, column, figure and word, and which must be there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toimi.book.facts import Source
from toimi.clients.models import Capacity, Detail
from toimi.clients.states import Channel, Ground
from toimi.importing.extract import EXTRACT

TEXT = (Path(__file__).parents[2] / "docs" / "import.md").read_text("utf-8")
CHAPTERS = {part.partition("\n")[0]: part for part in TEXT.split("\n## ")}


def columns(chapter: str) -> tuple[set[str], set[str]]:
    """The columns of a chapter's table, and those in bold."""
    cells = [line.split("|")[1] for line in CHAPTERS[chapter].splitlines() if line.startswith("| ")][2:]
    return set(re.findall(r"`(\w+)`", "".join(cells))), set(re.findall(r"\*\*`(\w+)`\*\*", "".join(cells)))


@pytest.mark.parametrize("file", EXTRACT)
def test_each_column_is_described_and_whether_it_must_be_there(file: str) -> None:
    named, bold = columns(file)
    assert named == {*EXTRACT[file].needed, *EXTRACT[file].others}
    assert bold | ({"value"} if file == "contacts.csv" else set()) == set(EXTRACT[file].needed)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("searches.csv", [*Channel, *Ground]),
        ("facts.csv", list(Source)),
        ("contacts.csv", list(Detail)),
        ("representations.csv", list(Capacity)),
    ],
)
def test_each_word_of_a_list_is_named(file: str, words: list[Channel | Ground | Source | Detail | Capacity]) -> None:
    assert [word.value for word in words if f"`{word.value}`" not in CHAPTERS[file]] == []
