"""The fixed texts of letters, as data: one file a version in ``texts/``, which is never changed once it has been approved.

A text says whom it is for, what it must be filled with, and in Finnish, Swedish and English a title and blocks in order.
A block is a heading, a paragraph, a list or a table; what is in double braces is filled in, and the condition ``when`` may
leave the block out. A part (``texts/parts``) stands in the text that names it as if it were written there. The authority's
languages are Finnish and Swedish (Language Act 423/2003, section 10); the English one is a translation, and says so.

The digest of a text covers all of it, parts and languages, so that whoever approves it approves every word.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from toimi.letters.problems import Problem, Refused
from toimi.letters.states import RecipientKind
from toimi.office.approvals import digest_of

LANGUAGES = ("fi", "sv", "en")
APPROVED_AS = "letter_text"
"""The kind of these contents in ``office.approvals``; the key is code and version, as ``hearing.1``."""
_FOLDER = files("toimi.letters").joinpath("texts")


@dataclass(frozen=True)
class Text:
    """One version of a text.

    Attributes:
        to: the kinds of recipient it is for.
        basis: what it rests on, for the lawyer.
        data: what it is filled with: the kind of each value, or a table of kinds for the rows of a list.
        titles, blocks: by language.
        digest: of the whole content.
    """

    code: str
    version: int
    to: frozenset[RecipientKind]
    basis: str
    data: dict[str, Any]
    titles: dict[str, str]
    blocks: dict[str, tuple[dict[str, Any], ...]]
    digest: str

    @property
    def key(self) -> str:
        """The name of this version, for its approval."""
        return f"{self.code}.{self.version}"


@cache
def text_of(code: str, version: int) -> Text:
    """A version of a text.

    Raises:
        Refused: if there is none.
    """
    found = all_texts().get(f"{code}.{version}")
    if found is None:
        raise Refused([Problem("unknown_text")])
    return found


@cache
def all_texts() -> dict[str, Text]:
    """Every version of every text, by its name."""
    names = sorted(file.name.removesuffix(".toml") for file in _FOLDER.iterdir() if file.name.endswith(".toml"))
    return {name: _text(*name.split(".")) for name in names}


def _text(code: str, version: str) -> Text:
    content = tomllib.loads(_FOLDER.joinpath(f"{code}.{version}.toml").read_text("utf-8"))
    for language in LANGUAGES:
        content[language]["blocks"] = [
            block for one in content[language]["blocks"] for block in _with_parts(one, language, content["data"])
        ]
    return Text(
        code=code,
        version=int(version),
        to=frozenset(map(RecipientKind, content["to"])),
        basis=content["basis"],
        data=content["data"],
        titles={language: content[language]["title"] for language in LANGUAGES},
        blocks={language: tuple(content[language]["blocks"]) for language in LANGUAGES},
        digest=digest_of({"code": code, "version": int(version), **content}),
    )


def _with_parts(block: dict[str, Any], language: str, data: dict[str, Any]) -> list[dict[str, Any]]:
    """The block itself, or the blocks of the part that it names; what the part is filled with, the text is too."""
    if "part" not in block:
        return [block]
    part = tomllib.loads(_FOLDER.joinpath("parts", f"{block['part']}.toml").read_text("utf-8"))
    for name, kind in part["data"].items():
        data.setdefault(name, kind)  # a text may ask for what its part would do without
    return list(part[language]["blocks"])
