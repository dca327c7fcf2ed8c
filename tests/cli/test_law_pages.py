"""``toimi law pages``: the pages for lawyers, in three languages, and those of the repository as they are today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cli.commands import inside, refused
from toimi.cli.cases import speaking
from toimi.cli.law_pages import file_of, pages_of, section_of
from toimi.law.book import BOOK

DOCS = Path(__file__).parents[2] / "docs" / "law"


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_pages_of_the_repository_are_fresh(lang: str) -> None:
    """``make pages`` writes them; a change of the law that forgets it fails here."""
    written = {file.name: file.read_text("utf-8") for file in (DOCS / lang).glob("*.md")}
    assert written == pages_of(speaking(lang))


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_every_provision_stands_on_the_page_of_its_section(lang: str) -> None:
    """With its heading, its reading and its link to the act."""
    texts, pages = speaking(lang), pages_of(speaking(lang))
    for one in BOOK.provisions:
        page = pages[file_of(section_of(one.citation))]
        assert f"## {one.citation} · {one.act} · {texts.of('provisions', one.key, 'title')}" in page
        assert texts.of("provisions", one.key, "reading") in page
        assert f"[{one.act}]({one.reported or 'https://www.finlex.fi/'}" in page


def test_links_of_the_index_lead_to_pages_in_the_order_of_the_act() -> None:
    """Chapter 2 before 2 a, 2 a before 10."""
    pages = pages_of(speaking("en"))
    links = re.findall(r"\]\(([^)]+)\)", pages["index.md"])
    assert set(links) == set(pages) - {"index.md"}
    chapters = [link.split("-")[1] for link in links if link.startswith("ttl-")]
    assert list(dict.fromkeys(chapters)) == [
        "1",
        "2",
        "2a",
        *[one for one in ("4", "10", "11", "14") if one in chapters],
    ]


def test_numbers_of_a_year_stand_with_their_decrees() -> None:
    """The pay floor of leaving work: 1,236 euros in 2020 by decree 1030/2019 (sanctions digest, section 3)."""
    page = pages_of(speaking("en"))["ttl-2a-2.md"]
    assert "| 1 January 2020 | EUR 1,236.00 | 1030/2019 |" in page


def test_what_is_left_to_a_person_is_said() -> None:
    """Whether a reason is valid is an official's judgement; how long a job lasted is not."""
    page = pages_of(speaking("en"))["ttl-2a-2.md"]
    left = page.split("## Left to a person")[1]
    assert "reason" in left.lower()


def test_old_pages_go_and_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """A section that left the book leaves no page behind."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "ttl-99-1.md").write_text("old")
    assert inside("law", "pages", folder, "--lang", "en").out.endswith(f"pages: {folder}\n")
    assert not (folder / "ttl-99-1.md").exists()
    assert (folder / "ttl-2a-1.md").exists()
    (tmp_path / "file").write_text("")
    assert "is a file" in refused(inside("law", "pages", tmp_path / "file"))
