"""Reading JSON as the YAML that it is: any JSON text gives what a JSON reader gives, with the line of every value."""

from __future__ import annotations

import json
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toimi.cli.files import BadFile, Document, read_document

LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\ufffe\uffff\u2028\u2029"
)
TEXTS = st.text(LETTERS, max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.decimals(-(10**6), 10**6, places=2) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=15,
)


def read(text: str, name: str = "case.json") -> Document:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_text(text, "utf-8")
        return read_document(file)


def floats(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {name: floats(inner) for name, inner in value.items()}
    return [floats(inner) for inner in value] if isinstance(value, list) else value


@settings(max_examples=200, deadline=None)
@given(VALUES, st.sampled_from([None, 2, "\t"]), st.booleans())
def test_json_is_read_as_json(value: Any, indent: int | str | None, ascii_only: bool) -> None:
    """Whatever the data, the indent and the escapes."""
    text = json.dumps({"a": floats(value)}, indent=indent, ensure_ascii=ascii_only)
    assert floats(read(text).data) == json.loads(text)


def test_every_value_knows_its_line() -> None:
    """The line where its name stands, or the value where it has none; a place unknown takes the line above it."""
    document = read(
        "asked:\n  from: 2020-03-16\n"
        "facts:\n  layoff:\n    - from: 2020-03-16\n      extent:\n        full\n    - {}\n",
        "a.yaml",
    )
    wanted = {
        "": 1,
        "asked": 1,
        "asked.from": 2,
        "asked.through": 1,
        "facts": 3,
        "facts.layoff": 4,
        "facts.layoff[0]": 5,
        "facts.layoff[0].extent": 6,
        "facts.layoff[0].extent[3]": 6,
        "facts.layoff[1]": 8,
        "facts.layoff[1].job": 8,
        "facts.layoff[2]": 4,
        "the file": 1,
    }
    assert {place: document.line(place) for place in wanted} == wanted


def test_a_character_beyond_the_first_plane_is_read_in_json_only() -> None:
    """JSON writes it as a pair of escapes; in YAML such a pair is a mistake, and backslashes stay backslashes."""
    assert read(r'{"case": "\ud83d\ude00"}').data == {"case": "😀"}
    assert read(r'{"case": "\\ud83d\\ude00"}').data == {"case": r"\ud83d\ude00"}
    with pytest.raises(BadFile):
        read(r'{"case": "\ud83d\ude00"}', "case.yaml")
    with pytest.raises(BadFile, match=r"case\.json:1: "):
        read(r'{"case": "\ude00\ud83d"}')


def test_a_file_of_the_largest_size_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    """The limit itself."""
    file = tmp_path / "large.yaml"
    file.write_text("a: 1\n#".ljust(1000, "x"))
    assert read_document(file, largest=1000).data == {"a": 1}
    with pytest.raises(BadFile, match="is larger than 999 bytes"):
        read_document(file, largest=999)
