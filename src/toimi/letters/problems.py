"""What is wrong with a letter or a message that was given, as data, told in the reader's language.

No problem holds a value that was given: it may be about a person, and messages end up in logs.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

LONGEST = 10_000
"""Characters of a text that people write: our own limit."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        code: its name in ``problems.toml``.
        place: which of the list that was given, from 0.
        values: what its text is filled with: names of the text's own data and numbers, nothing that was given.
    """

    code: str
    place: int = 0
    values: dict[str, str] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """What is wrong and what to do, in Finnish, Swedish or English."""
        return _texts()[self.code][language].format(**self.values)


class Refused(ValueError):
    """Nothing was written; every problem that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(f"{problem.place}: {problem.code}" for problem in problems))
        self.problems = problems


def is_storable(text: str, longest: int = LONGEST) -> bool:
    """Whether the database can keep a text: not too long, no null characters, and no halves of characters."""
    return len(text) <= longest and "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("toimi.letters").joinpath("problems.toml").read_text("utf-8"))
