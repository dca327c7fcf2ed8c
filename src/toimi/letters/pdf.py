"""The letter as a PDF that a screen reader can read (PDF/UA-1), with the same letter as data inside it.

The same letter gives the same bytes: its dates are its own, its fonts come with this room (Open Sans, Apache License
2.0, cut to Latin, Greek and Cyrillic letters), and nothing is fetched from anywhere. WeasyPrint needs Pango and HarfBuzz, which
``make system`` installs; without them ``pango.is_here`` says so.
"""

from __future__ import annotations

import atexit
import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime, time
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any
from unicodedata import category

from jinja2 import Environment, StrictUndefined, Template

from toimi.letters.document import frame_words, shown_day
from toimi.office.actors import HELSINKI

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

TWIN = "letter.json"
"""The name of the data inside the PDF."""
_ROOM = files("toimi.letters")
_FACE = '@font-face {{ font-family: "Letter"; font-weight: {weight}; src: url(data:font/ttf;base64,{font}) }}'


def twin(letter: Mapping[str, Any]) -> bytes:
    """The letter as the JSON that lies inside its PDF."""
    return json.dumps(letter, ensure_ascii=False, indent=1, sort_keys=True).encode()


def pdf(letter: Mapping[str, Any]) -> bytes:
    """The PDF of a letter, as ``document.document`` makes it.

    Raises:
        OSError: without Pango on this machine.
    """
    from weasyprint import HTML, Attachment  # noqa: PLC0415  (half a second, and Pango: only for who prints)
    from weasyprint.urls import URLFetcher  # noqa: PLC0415  (needs Pango, which may be missing)

    fonts, faces = _fonts()
    day = datetime.combine(datetime.fromisoformat(letter["day"]).date(), time(0), HELSINKI)
    inside = Attachment(
        file_obj=BytesIO(twin(letter)), name=TWIN, description=letter["title"], created=day, modified=day,
        relationship="Data",
    )  # fmt: skip
    page = HTML(string=as_html(letter), url_fetcher=URLFetcher(allowed_protocols=()))
    made = page.write_pdf(stylesheets=[faces], font_config=fonts, pdf_variant="pdf/ua-1", attachments=[inside])
    return bytes(made)


def as_html(letter: Mapping[str, Any]) -> str:
    """The page that is printed; everything in it is escaped."""
    language = letter["language"]
    day = datetime.fromisoformat(letter["day"]).date()
    return _template().render(letter=letter, words=frame_words(language), day=shown_day(day, language))


def unprintable(text: str) -> set[str]:
    """Characters for which the letter's font has no form, and those that are not seen but change what is (as U+202E)."""
    return {letter for letter in text if category(letter) == "Cf" or not (letter.isspace() or ord(letter) in _drawn())}


@cache
def _template() -> Template:
    environment = Environment(undefined=StrictUndefined, autoescape=True, trim_blocks=True)
    return environment.from_string(_ROOM.joinpath("letter.html").read_text("utf-8"))


@cache
def _fonts() -> tuple[FontConfiguration, CSS]:
    from weasyprint import CSS  # noqa: PLC0415  (needs Pango, which may be missing)
    from weasyprint.text.fonts import FontConfiguration  # noqa: PLC0415  (needs Pango, which may be missing)
    from weasyprint.urls import URLFetcher  # noqa: PLC0415  (needs Pango, which may be missing)

    fonts = FontConfiguration()
    atexit.register(_fonts.cache_clear)  # it puts its files away itself, while there still is a Python to do so
    faces = "\n".join(
        _FACE.format(weight=weight, font=b64encode(_font(name)).decode())
        for weight, name in (("normal", "Regular"), ("bold", "Bold"))
    )
    return fonts, CSS(string=faces, font_config=fonts, url_fetcher=URLFetcher(allowed_protocols=("data",)))


def _font(name: str) -> bytes:
    return _ROOM.joinpath("fonts", f"OpenSans-{name}.ttf").read_bytes()


@cache
def _drawn() -> frozenset[int]:
    from fontTools.ttLib import TTFont  # noqa: PLC0415  (loaded when a letter is written)

    return frozenset(TTFont(BytesIO(_font("Regular"))).getBestCmap())
