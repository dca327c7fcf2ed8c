"""What this room refuses, as data: a code and values, told in the reader's language by the texts of the room.

No problem holds what was given: messages end up in logs.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from toimi.matters.problems import texts as of_matters


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        code: its name in one of the files of texts.
        matter: of which matter, by number; 0 of none.
        values: what its text is filled with; nothing by which a person could be known.
    """

    code: str
    matter: int = 0
    values: dict[str, str] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """What is wrong and what to do, in Finnish, Swedish or English."""
        return texts()[self.code][language].format(**self.values)


class Refused(ValueError):
    """Nothing was written; every problem that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(", ".join(f"{problem.matter}: {problem.code}" for problem in problems))
        self.problems = problems


@cache
def texts() -> dict[str, dict[str, str]]:
    """The text of each problem by language; those of matters too, since a statement fails for what a matter lacks."""
    found = dict(of_matters())
    for file in files("toimi.statements").joinpath("texts").iterdir():
        found |= tomllib.loads(file.read_text("utf-8"))
    return found
