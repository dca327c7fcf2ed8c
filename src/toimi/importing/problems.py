"""What is wrong with an extract: file, line, column, and a code that is told in the reader's language.

No problem holds what the file says: it may be an identity code, and messages end up in logs.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from toimi.clients import problems as of_clients

MOST = 1_000
"""Problems that are told; of the others only how many there are."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        line: where in the file the row begins, from 1; 0 if it is no row's.
        column: empty if it is no column's.
        code: its name in ``texts/problems.toml`` of this room or of the clients'.
        values: what its text is filled with; nothing by which a person could be known.
    """

    file: str
    line: int
    column: str
    code: str
    values: dict[str, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """File, line and column, as far as it has them."""
        return ":".join([self.file, *([str(self.line)] if self.line else []), *([self.column] if self.column else [])])

    def text(self, language: str) -> str:
        """What is wrong and what to do, in Finnish, Swedish or English."""
        told = texts().get(self.code) or of_clients.texts()[self.code]
        return told[language].format(**self.values)


class Problems:
    """All that is wrong with one extract, in the order in which it was found.

    Attributes:
        first: as many as are told.
        total: how many there are.
        broken: files of which not everything could be read, so that nothing can be said of how rows belong together.
    """

    def __init__(self) -> None:
        self.first: list[Problem] = []
        self.total = 0
        self.broken: set[str] = set()
        self._lines: dict[str, set[int]] = defaultdict(set)

    def add(self, problem: Problem, *, breaks: bool = False) -> None:
        """One more; ``breaks`` if it keeps a part of the file from being read."""
        if breaks:
            self.broken.add(problem.file)
        self.total += 1
        if problem.line:
            self._lines[problem.file].add(problem.line)
        if len(self.first) < MOST:
            self.first.append(problem)

    def rows(self, file: str) -> int:
        """How many rows of a file have a problem."""
        return len(self._lines[file])


@cache
def texts() -> dict[str, dict[str, str]]:
    """The text of each problem of this room, by language."""
    return tomllib.loads(files("toimi.importing").joinpath("texts", "problems.toml").read_text("utf-8"))
