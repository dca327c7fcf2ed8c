"""``toimi law watch``: an official text that is the same, another, or new, and what it touches."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.commands import inside, refused
from law.test_wording import ACT
from toimi.law import wording


@pytest.fixture
def act(tmp_path: Path) -> Path:
    """An invented act that amends TTL 2a:1 and 11:4b."""
    file = tmp_path / "act.txt"
    file.write_text(ACT, "utf-8")
    return file


def test_a_new_act_names_the_provisions_of_its_sections(act: Path) -> None:
    """Every text that stands in those sections, by citation and title; the command ends with 1."""
    said = inside("law", "watch", act, "--lang", "en")
    assert said.code == 1
    assert "  2a:1: a new text of a section that is in the book" in said.out
    assert "    TTL 2a:1.1  Leaving a job and being dismissed  (TTL 2a:1.1@1380/2021#leaving_work; " in said.out
    assert "  11:4b: a new text" in said.out


def test_the_same_text_touches_nothing_and_another_is_told(act: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Against fingerprints of the very act, of the act with one word otherwise, and of a section that is gone."""
    sections = wording.read_act(ACT).sections
    marks = {name: wording.fingerprint(words) for name, words in sections.items()}
    monkeypatch.setattr(wording, "stored", lambda: {"77/2031": marks})
    said = inside("law", "watch", act, "--lang", "en")
    assert (said.code, said.out.count("the text that the book is made from")) == (0, 3)
    monkeypatch.setattr(wording, "stored", lambda: {"77/2031": {**marks, "2a:1": "0" * 64, "2a:99": "0" * 64}})
    said = inside("law", "watch", act, "--lang", "en")
    assert said.code == 1
    assert "  2a:1: another text than the book is made from" in said.out
    assert "  2a:99: is missing from this text" in said.out


def test_an_act_on_something_else_touches_nothing(tmp_path: Path) -> None:
    """No statute of the book is named."""
    file = tmp_path / "act.txt"
    file.write_text(ACT.replace("1290/2002", "1/1999"), "utf-8")
    said = inside("law", "watch", file, "--lang", "en")
    assert (said.code, said.out) == (0, "77/2031\n  touches nothing in the book\n")


def test_what_is_no_act_is_refused(tmp_path: Path) -> None:
    """A missing file, a file that is no text, a text that is no act."""
    assert "cannot be read" in refused(inside("law", "watch", tmp_path / "nothing"))
    file = tmp_path / "file"
    file.write_bytes(b"\xff\xfe\x00")
    assert "is not UTF-8 text. Save the act as plain UTF-8 text." in refused(inside("law", "watch", file))
    file.write_text("no act", "utf-8")
    assert "no number is found: write the act's number" in refused(inside("law", "watch", file))


def test_an_act_that_the_book_does_not_cite_so_is_not_accepted(act: Path) -> None:
    """Nothing is kept of an act of which the book has no text; of one that it cites, the whole act must be given."""
    before = wording.stored()
    assert "Write its provisions first" in refused(inside("law", "watch", act, "--accept"))
    part = act.with_name("part.txt")
    part.write_text(ACT.replace("77\n2031", "1380\n2021"), "utf-8")
    assert "the book cites" in refused(inside("law", "watch", part, "--accept"))
    assert wording.stored() == before
