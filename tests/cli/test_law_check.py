"""``toimi law check``: all is well with the book, and a planted fault is told with place and remedy."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest

from cli.commands import inside
from toimi.book.interference import reaching_back
from toimi.book.tables import read_people
from toimi.days.line import offset_of
from toimi.invented.people import Invented
from toimi.law import gaps
from toimi.law.book import BOOK


def test_the_book_proves_itself() -> None:
    """Five checks without the trial of later law, each with its mark."""
    said = inside("law", "check", "--people", "0")
    assert (said.code, said.err) == (0, "")
    assert [line[0] for line in said.out.splitlines()] == ["✓"] * 5


def test_a_fault_is_told_with_its_place_and_the_command_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A twin that is not listed any more: two texts govern the same days."""
    monkeypatch.setattr(gaps, "TWINS", gaps.TWINS - {("TTL 11:4c.1", "overlay")})
    said = inside("law", "check", "--people", "0")
    assert said.code == 1
    assert "✗ versions of a place" in said.out
    assert "    TTL 11:4c.1 overlay: 2 texts govern" in said.out
    assert "End one of the boxes." in said.out
    found = inside("law", "check", "--people", "0", "--json")
    assert found.code == 1


@pytest.mark.parametrize("first_day", ["2020-08-01", "2022-05-02", "2023-01-01"])
@pytest.mark.parametrize("known", ["2022-06-01", "2026-11-24"])
def test_later_law_changes_no_earlier_day_of_invented_people(first_day: str, known: str) -> None:
    """Three of the days on which law begins; ``toimi law check`` tries all of them on more people."""
    day = offset_of(date.fromisoformat(known))
    batch = pa.concat_tables(Invented(400, seed=3).tables()).combine_chunks().to_batches()[0]
    caseload = read_people(batch, known_at=day).caseload
    first_days = [offset_of(date.fromisoformat(first_day))]
    assert list(reaching_back(caseload, BOOK, known_at=day, first_days=first_days)) == []
