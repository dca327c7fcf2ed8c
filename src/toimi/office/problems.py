"""What the office refuses, as a word with a text in three languages."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

FILES = ("access.toml", "approvals.toml", "emergency.toml", "officials.toml", "switches.toml")


def _texts() -> dict[str, dict[str, str]]:
    texts: dict[str, Any] = {}
    for file in FILES:
        texts |= tomllib.loads(files("toimi.office").joinpath(file).read_text("utf-8"))["problems"]
    return texts


PROBLEMS = _texts()


class Refused(ValueError):
    """The action is not allowed; nothing was written. The message holds no personal data."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(PROBLEMS[problem]["en"])

    def says(self, language: str) -> str:
        """Why, in fi, sv or en."""
        return PROBLEMS[self.problem][language]
