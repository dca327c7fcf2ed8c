"""An act as published is cut into its sections, and a fingerprint changes with a word and with nothing less."""

from __future__ import annotations

import pytest

from toimi.law.book import BOOK
from toimi.law.wording import ELSEWHERE, END, NOT_READ, NoAct, fingerprint, read_act, stored

ACT = """Vahvistettava laki
SDK
77
2031
työttömyysturvalain muuttamisesta
muutetaan työttömyysturvalain (1290/2002) 2 a luvun 1 § ja 11 luvun 4 b § seuraavasti:

## 2 a luku

## Keksitty luku

## 1 §

## Keksitty otsikko
Joka  keksii tekstin, keksii sen itse.
Toinen keksitty momentti.

## 11 luku

## 4 b §
Kolmas keksitty momentti.
Tämä laki tulee voimaan 1 päivänä tammikuuta 2032.
Keksityssä kaupungissa
"""


def test_an_act_has_its_number_its_statute_and_its_sections() -> None:
    """Chapters and sections with letters; what comes after the last section is the end."""
    act = read_act(ACT)
    assert (act.number, act.statute) == ("77/2031", "TTL")
    assert list(act.sections) == ["2a:1", "11:4b", END]
    assert act.sections["2a:1"] == "## Keksitty otsikko Joka keksii tekstin, keksii sen itse. Toinen keksitty momentti."
    assert act.sections[END].startswith("Tämä laki tulee voimaan 1 päivänä")


def test_spaces_do_not_matter_and_words_do() -> None:
    """Line breaks and the form of accents are the printer's; a number is the law's."""
    words = read_act(ACT).sections["2a:1"]
    spread = read_act(ACT.replace(" ", "   ").replace("\n", "\n\n").replace("ä", "a\u0308"))
    assert fingerprint(spread.sections["2a:1"]) == fingerprint(words)
    assert fingerprint(read_act(ACT.replace("Toinen", "Toisin")).sections["2a:1"]) != fingerprint(words)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no number is found"),
        ("77\n2031\nlaki\n", "no section is found"),
        ("## 1 §\nteksti\n", "no number is found"),
    ],
)
def test_what_is_no_act_is_refused(text: str, says: str) -> None:
    """With what was looked for."""
    with pytest.raises(NoAct, match=says):
        read_act(text)


def test_a_number_may_stand_on_one_line() -> None:
    """As on the pages of Finlex."""
    assert read_act("Laki\n5/2031\n1 luku\n1 §\nTeksti.\n").number == "5/2031"


def test_every_act_of_the_book_has_fingerprints_of_the_sections_it_is_cited_for() -> None:
    """But for those whose text was not at hand, by number."""
    from toimi.cli.law_pages import section_of

    cited = {(one.act, section_of(one.citation).split(" ")[1]) for one in BOOK.provisions if one.verified}
    missing = {act for act, section in cited if section not in stored().get(act, {})}
    assert missing == NOT_READ | ELSEWHERE
    assert all(len(mark) == 64 for act in stored().values() for mark in act.values())
