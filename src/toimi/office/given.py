"""What is wrong with something that was given, as data: a code and values, told in the reader's language.

No problem holds the value that was given: it may be an identity code, and messages end up in logs. Each room of the floor
has texts of its own, and adds them here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files

LANGUAGES = ("fi", "sv", "en")
LONGEST = 10_000
_TEXTS: dict[str, dict[str, str]] = {}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        code: its name among the ``texts``.
        place: which of the list that was given, from 0.
        values: what its text is filled with; nothing by which a person could be known.
    """

    code: str
    place: int = 0
    values: dict[str, str] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """What is wrong and what to do, in Finnish, Swedish or English."""
        return _TEXTS[self.code][language].format(**self.values)


class Refused(ValueError):
    """Nothing was written; every problem that was found."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(f"{problem.place}: {problem.code}" for problem in problems))
        self.problems = list(problems)


def is_storable(text: str, longest: int = LONGEST) -> bool:
    """Whether the database can keep a text: not too long, no null characters, and no halves of characters."""
    return len(text) <= longest and "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def add_texts(room: str, *names: str, folder: str = "texts") -> None:
    """Take in what a room says.

    Args:
        room: its package.
        names: of the files.
        folder: of the room, in which they are; the room itself if blank.

    Raises:
        ValueError: if another room says something by the same code.
    """
    for name in names:
        said = tomllib.loads(files(room).joinpath(folder, name).read_text("utf-8"))
        if twice := [code for code in said if _TEXTS.get(code, said[code]) != said[code]]:
            raise ValueError(f"{room}/{folder}/{name}: {', '.join(twice)} is there already.")
        _TEXTS.update(said)


def texts() -> dict[str, dict[str, str]]:
    """The text of each problem by language, of the rooms that were entered."""
    return dict(_TEXTS)


add_texts("toimi.office", "identity_codes.toml")
