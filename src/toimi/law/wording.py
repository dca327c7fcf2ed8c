"""The official wording: acts as published, cut into sections, of which only fingerprints are kept.

A fingerprint is the SHA-256 of a section's words with single spaces. The texts themselves are the State's and stand in
https://www.finlex.fi; a text that is supplied is compared with what was read when the book was written.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

STATUTES = {"1290/2002": "TTL", "916/2012": "JTYPL", "380/2023": "JTPL"}
"""Acts whose sections the book cites, by number."""
END = "end"
"""The key of what stands after the last section: entry into force and transition."""
_CHAPTER = re.compile(r"^(?:## )?(\d+)(?: ([a-z]))? luku$")
_SECTION = re.compile(r"^(?:## )?(\d+)(?: ([a-z]))? §\.?$")
_END = re.compile(r"^Tämä (?:laki|asetus) tulee voimaan|^Tämän lain voimaantulosta|^Tämä laki on voimassa")
_NUMBER = re.compile(r"\b(\d{1,4})/(\d{4})\b")


class NoAct(ValueError):
    """A text that is no act as published: what was looked for and not found."""


@dataclass(frozen=True)
class Published:
    """An act as published.

    Attributes:
        number: as ``1380/2021``.
        statute: the short name of the statute that it is or amends, as ``TTL``; empty for another.
        sections: the words of each section by ``chapter:section``, and of the end.
    """

    number: str
    statute: str
    sections: dict[str, str]


def read_act(text: str) -> Published:
    """An act from its plain text: number and year on lines of their own near the top, ``2 a luku``, ``1 §``.

    Raises:
        NoAct: when it has no number or no sections.
    """
    lines = [" ".join(unicodedata.normalize("NFC", line).split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    number = _number(lines)
    sections = _sections(lines)
    if not sections.keys() - {END}:
        raise NoAct("no section is found: a section begins with its number and § on a line of their own, as 4 b §")
    return Published(number, _statute(number, lines), sections)


def _number(lines: list[str]) -> str:
    for first, second in pairwise(lines[:13]):
        if first.isdigit() and re.fullmatch(r"(19|20)\d\d", second):
            return f"{int(first)}/{second}"
    for line in lines[:12]:
        if found := re.fullmatch(r"(\d{1,4})/((?:19|20)\d\d)", line):
            return found[0]
    raise NoAct("no number is found: write the act's number as 1380/2021 on one of the first lines")


def _statute(number: str, lines: list[str]) -> str:
    if number in STATUTES:
        return STATUTES[number]
    for line in lines[:40]:
        for named in _NUMBER.finditer(line):
            if named[0] in STATUTES:
                return STATUTES[named[0]]
    return ""


def _sections(lines: list[str]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    chapter, here = "", ""
    for line in lines:
        if match := _CHAPTER.match(line):
            chapter, here = match[1] + (match[2] or ""), ""
        elif match := _SECTION.match(line):
            here = f"{chapter}:{match[1]}{match[2] or ''}"
            found.setdefault(here, [])
        elif here and _END.match(line):
            here = END
            found.setdefault(here, []).append(line)
        elif here:
            found[here].append(line)
    return {section: " ".join(words) for section, words in found.items()}


def fingerprint(words: str) -> str:
    """The SHA-256 of the words."""
    return hashlib.sha256(words.encode()).hexdigest()


NOT_READ = frozenset({"1439/2011", "289/2022"})
"""Acts of the book whose published text was not at hand when fingerprints were taken."""
ELSEWHERE = frozenset({"1379/2021", "683/2022", "443/2024"})
"""Acts that amend another statute, to which the place that cites them refers (TTL 2a:12(1): when a duty to search begins)."""


@cache
def stored() -> dict[str, dict[str, str]]:
    """What was read when the book was written: fingerprints by act and section."""
    read: dict[str, dict[str, str]] = json.loads(
        files("toimi.law").joinpath("texts", "wording.json").read_text("utf-8")
    )
    return read
