"""``toimi people``: a table that decide-all takes, with its frequencies printed."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cli.commands import refused, toimi
from toimi.book.tables import schema


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three hundred people."""
    folder = tmp_path_factory.mktemp("people")
    said = toimi("people", "300", "--seed", "5", "--out", folder)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"300 invented people: {folder / 'people.parquet'}\n")
    assert "11,000 of 56,300" in said.out
    return folder


def test_the_table_is_decided_without_a_reject(made: Path) -> None:
    """One row a person, in the columns that decide-all takes, with the days asked about."""
    table = pq.read_table(made / "people.parquet")
    assert (len(table), table.schema) == (300, schema())
    assert toimi("decide-all", made / "people.parquet", "--out", made / "out").out.startswith("300 people decided, 0 ")


def test_frequencies_are_written_with_their_sources(made: Path) -> None:
    """Wanted and found side by side, and where each is from."""
    told = {one["name"]: one for one in json.loads((made / "frequencies.json").read_text("utf-8"))}
    assert told["laid_off"]["of"] == 300
    assert abs(told["laid_off"]["found"] - told["laid_off"]["share"]) < 0.12
    assert told["laid_off"]["url"].startswith("https://toimistot.te-palvelut.fi/")
    assert told["conduct"]["source"].startswith("assumed: ")


def test_the_same_seed_writes_the_same_people(made: Path, tmp_path: Path) -> None:
    """And another one others."""
    for seed, same in (("5", True), ("6", False)):
        toimi("people", "300", "--seed", seed, "--out", tmp_path)
        assert (pq.read_table(tmp_path / "people.parquet") == pq.read_table(made / "people.parquet")) is same


def test_what_cannot_be_done_is_refused(tmp_path: Path) -> None:
    """No people, and a folder that is a file."""
    assert "0 is not in the range" in refused(toimi("people", "0", "--out", tmp_path))
    (tmp_path / "file").write_text("")
    assert "is a file" in refused(toimi("people", "10", "--out", tmp_path / "file"))
