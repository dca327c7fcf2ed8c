"""What is wrong with something that was given, as data: a code and values, told in the reader's language.

No problem holds the value that was given: it may be an identity code, and messages end up in logs.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

LANGUAGES = ("fi", "sv", "en")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        code: its name in ``texts/problems.toml``.
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


@cache
def texts() -> dict[str, dict[str, str]]:
    """The text of each problem by language."""
    return tomllib.loads(files("toimi.clients").joinpath("texts", "problems.toml").read_text("utf-8"))
