"""The PDF: readable by a screen reader, the same as its twin, and the same bytes each time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from datetime import date
from io import BytesIO
from itertools import cycle
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, NullObject
from tests.letters.fillings import filling

from toimi.letters.document import Frame, document
from toimi.letters.filling import filled
from toimi.letters.pdf import TWIN, as_html, pdf, unprintable
from toimi.letters.wording import LANGUAGES, all_texts, text_of

pytestmark = pytest.mark.usefixtures("_prints")
FRAME = Frame("Åsa Meikäläinen", "Työvoimaviranomainen", "Aino Ratkaisija", "puh. 0295 000 000", "17", date(2020, 5, 4))
NAMES = [*all_texts()]
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PART = "{http://www.aiim.org/pdfua/ns/id/}part"
"""Which part of ISO 14289 the file says it keeps to."""


def letter(name: str = "hearing.1", language: str = "fi", own_text: str = "") -> dict[str, Any]:
    text = all_texts()[name]
    return document(text, language, filled(text, filling(text)), FRAME, own_text)


def elements(node: Any) -> list[DictionaryObject]:
    """The tree of structure, in order."""
    found: list[DictionaryObject] = []
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        one = child.get_object()
        if isinstance(one, DictionaryObject) and "/S" in one:
            found += [one, *elements(one)]
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s|\u00ad|-\n", "", text)


def strings(content: Any) -> list[str]:
    if isinstance(content, dict | list):
        return [one for part in (content.values() if isinstance(content, dict) else content) for one in strings(part)]
    return [content]


@pytest.mark.parametrize(("name", "language"), list(zip(NAMES, cycle(LANGUAGES))))
def test_the_twin_inside_is_the_letter_and_the_pages_say_all_of_it(name: str, language: str) -> None:
    wanted = letter(name, language, "Virkailijan oma lause.")
    reader = PdfReader(BytesIO(pdf(wanted)))
    [inside] = reader.attachments[TWIN]
    assert json.loads(inside) == wanted
    pages = squeezed("".join(page.extract_text() for page in reader.pages))
    shown = [wanted["title"], wanted["to"], wanted["from"], wanted["official"], wanted["contact"]]
    for block in wanted["blocks"]:
        shown += strings({key: value for key, value in block.items() if key != "kind"})
    assert [one for one in shown if squeezed(one) not in pages] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_accessible(language: str) -> None:
    """PDF/UA-1 (ISO 14289-1): marked and tagged, with language and title; headings, lists and tables in the structure."""
    reader = PdfReader(BytesIO(pdf(letter("hearing.1", language))))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == letter("hearing.1", language)["title"]
    about = ET.fromstring(root["/Metadata"].get_data().decode().strip()).iter(f"{{{RDF}}}Description")
    assert [
        one.get(PART) or one.findtext(PART) for one in about if PART in one.attrib or one.find(PART) is not None
    ] == ["1"]
    kinds = [one["/S"] for one in elements(root["/StructTreeRoot"])]
    assert kinds.count("/H1") == 1
    assert kinds.index("/H1") < kinds.index("/H2")
    assert kinds.count("/Table") == kinds.count("/Caption") == 2
    assert kinds.count("/TH") == 4
    assert kinds.count("/TD") == 8


def test_each_cell_says_which_head_it_stands_under() -> None:
    """ISO 14289-1, 7.5: by Headers and IDs; the second cell of a row stands under the second head."""
    tree = elements(PdfReader(BytesIO(pdf(letter()))).trailer["/Root"]["/StructTreeRoot"])
    heads = [one["/ID"] for one in tree if one["/S"] == "/TH"]
    assert len(set(heads)) == 4
    under = [list(one["/A"].get_object()["/Headers"]) for one in tree if one["/S"] == "/TD"]
    first, second, third, fourth = ([head] for head in heads)
    assert under == [first, second] * 2 + [third, fourth] * 2


def test_a_list_is_a_list() -> None:
    reader = PdfReader(BytesIO(pdf(letter("clarification_reminder.1"))))
    kinds = [one["/S"] for one in elements(reader.trailer["/Root"]["/StructTreeRoot"])]
    assert (kinds.count("/L"), kinds.count("/LI")) == (1, 2)


def test_its_fonts_are_its_own_and_lie_inside() -> None:
    reader = PdfReader(BytesIO(pdf(letter())))
    fonts = {}
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            fonts[inner["/BaseFont"]] = inner["/FontDescriptor"].get_object().get("/FontFile2", NullObject())
    assert {name.partition("+")[2] for name in fonts} == {"Letter", "Letter-Bold"}
    assert all(font.get_object().get_data() for font in fonts.values())


def test_the_same_letter_gives_the_same_bytes_in_another_process_too() -> None:
    """So that a digest is worth keeping; the days inside are the letter's."""
    wanted = letter()
    here = pdf(wanted)
    program = (
        "import django, json, sys; django.setup()\n"
        "from toimi.letters.pdf import pdf\n"
        "sys.stdout.buffer.write(pdf(json.load(sys.stdin)))"
    )
    path = str(Path(__file__).parents[2] / "src")
    done = subprocess.run(
        [sys.executable, "-c", program], input=json.dumps(wanted).encode(), capture_output=True, check=True,
        env={**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
    )  # fmt: skip
    assert done.stderr == b""
    assert done.stdout == here == pdf(wanted)
    assert pdf({**wanted, "day": "2020-05-05"}) != here
    assert PdfReader(BytesIO(here)).metadata.creation_date.date() == date(2020, 5, 4)


def test_what_people_write_is_never_markup() -> None:
    nasty = "<img src=file:///etc/passwd> & <h2>Otsikko</h2> {{ 7 * 7 }}"
    text = text_of("no_statement", 1)
    page = as_html(document(text, "fi", filled(text, {"subject": nasty, "why": nasty}), FRAME, nasty))
    assert "<img" not in page
    assert page.count("&lt;img src=file:///etc/passwd&gt; &amp; &lt;h2&gt;") == 3
    assert "49" not in page


def test_a_long_letter_goes_on_and_numbers_its_pages() -> None:
    reader = PdfReader(BytesIO(pdf(letter(own_text="\n".join(["Pitkä selitys asiasta. " * 20] * 12)))))
    assert len(reader.pages) > 1
    for number, page in enumerate(reader.pages, start=1):
        assert f"Sivu {number} / {len(reader.pages)}" in page.extract_text()


def test_characters_that_the_font_lacks_are_known() -> None:
    """Names of the Population Information System, Sámi ones among them, can be printed; emoji and Chinese cannot."""
    assert unprintable("Åäöüß ÁáČčĐđŊŋŠšŦŧŽž Ññ Łł Şş Ğğ Σωκράτης Иван – ’ ” € §") == set()
    assert unprintable("hei 👋 好\n") == {"👋", "好"}
    assert unprintable("a\u202eb\u200bc\u00ad") == {"\u202e", "\u200b", "\u00ad"}  # not seen, and read otherwise
