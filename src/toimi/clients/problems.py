"""What is wrong with something that was given, as data: a code and values, told in the reader's language.

No problem holds the value that was given: it may be an identity code, and messages end up in logs.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

LANGUAGES = ("fi", "sv", "en")
FILES = ("problems.toml", "handover.toml")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        code: its name in one of the ``FILES``.
        place: which of the list that was given, from 0.
        values: what its text is filled with; nothing by which a person could be known.
    """

    code: str
    place: int = 0
    values: dict[str, str] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """What is wrong and what to do, in Finnish, Swedish or English."""
        return texts()[self.code][language].format(**self.values)


class Refused(ValueError):
    """Nothing was written; every problem that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(f"{problem.place}: {problem.code}" for problem in problems))
        self.problems = problems


LONGEST = 10_000


def is_storable(text: str, longest: int = LONGEST) -> bool:
    """Whether the database can keep a text: not too long, no null characters, and no halves of characters."""
    return len(text) <= longest and "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


@cache
def texts() -> dict[str, dict[str, str]]:
    """The text of each problem by language."""
    folder = files("toimi.clients").joinpath("texts")
    found: dict[str, dict[str, str]] = {}
    for file in FILES:
        found |= tomllib.loads(folder.joinpath(file).read_text("utf-8"))
    return found
