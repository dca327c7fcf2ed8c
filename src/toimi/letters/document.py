"""A letter as data: a title, who writes to whom and when, and blocks in order. The PDF and every page are readings of it.

Words are filled in here, by templates in which a name that is not there is an error; what they mean as HTML is for the
page that shows them, which escapes everything.
"""

from __future__ import annotations

import tomllib
from calendar import month_name
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

from toimi.letters.wording import Text


@dataclass(frozen=True)
class Frame:
    """What stands around the text.

    Attributes:
        to: the recipient's name; no address.
        sender: the organisation's name in the letter's language.
        official: who wrote it; blank if no person did.
        contact: how more is asked.
        reference: the number of what it is about.
    """

    to: str
    sender: str
    official: str
    contact: str
    reference: str
    day: date


def document(text: Text, language: str, values: Mapping[str, Any], frame: Frame, own_text: str = "") -> dict[str, Any]:
    """The letter as JSON can hold it.

    Args:
        values: as ``filling.filled`` gives them.
        own_text: the official's own words, which stand where the text has room for them, else at the end.

    Raises:
        jinja2.UndefinedError, ValueError: if the text says what it does not ask for; a test fills every text.
    """
    blocks = list(_blocks(text.blocks[language], values, language, own_text))
    whole = {
        "text": text.key,
        "language": language,
        "title": _said(text.titles[language], language, values),
        "day": frame.day.isoformat(),
        "to": frame.to,
        "from": frame.sender,
        "official": frame.official,
        "contact": frame.contact,
        "reference": frame.reference,
        "blocks": blocks,
    }
    words = frame_words(language)
    return {**whole, "translation": words["translation"]} if "translation" in words else whole


def shown_day(day: date, language: str) -> str:
    """As each language writes it."""
    return f"{day.day} {month_name[day.month]} {day.year}" if language == "en" else f"{day.day}.{day.month}.{day.year}"


@cache
def frame_words(language: str) -> dict[str, str]:
    """The words around every letter."""
    words: dict[str, dict[str, str]] = tomllib.loads(files("toimi.letters").joinpath("frame.toml").read_text("utf-8"))
    return words[language]


def _blocks(
    blocks: tuple[dict[str, Any], ...], values: Mapping[str, Any], language: str, own_text: str
) -> Iterator[dict[str, Any]]:
    own = [{"kind": "paragraph", "text": line.strip()} for line in own_text.splitlines() if line.strip()]
    for block in blocks:
        if "when" in block and not _condition(block["when"], language)(**values):
            continue
        if block.get("own_text"):
            yield from own
            own = []
        else:
            yield _block(block, values, language)
    yield from own


def _block(block: Mapping[str, Any], values: Mapping[str, Any], language: str) -> dict[str, Any]:
    def say(template: str, **more: Any) -> str:
        return _said(template, language, {**values, **more})

    if "heading" in block:
        return {"kind": "heading", "text": say(block["heading"])}
    if "paragraph" in block:
        return {"kind": "paragraph", "text": say(block["paragraph"])}
    if "columns" in block:
        return {
            "kind": "table",
            "caption": say(block["caption"]),
            "columns": [head for head, _ in block["columns"]],
            "rows": [[say(cell, one=one) for _, cell in block["columns"]] for one in values[block["each"]]],
        }
    return {"kind": "list", "items": [say(block["item"], one=one) for one in values[block["each"]]]}


def _said(template: str, language: str, values: Mapping[str, Any]) -> str:
    """On one line, on which the sign of a section stays with its number."""
    words = " ".join(_template(template, language).render(values).split())
    return words.replace(" §", "\u00a0§").replace("§ ", "§\u00a0")


@cache
def _template(template: str, language: str) -> Template:
    return _environment(language).from_string(template)


@cache
def _condition(condition: str, language: str) -> Callable[..., Any]:
    return _environment(language).compile_expression(condition, undefined_to_none=False)


@cache
def _environment(language: str) -> Environment:
    """Of plain words: nothing is escaped here, and a name that is not there is an error."""
    environment = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701  (letter.html escapes)
    environment.finalize = _there
    environment.filters["day"] = lambda day: shown_day(day, language)
    return environment


def _there(value: Any) -> Any:
    if value is None:
        raise ValueError("A text says something that may be left out, without asking whether it is there.")
    return value
