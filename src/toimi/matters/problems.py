"""What is wrong with something in a matter, in the words of ``office.given``: its place is the number of the matter."""

from __future__ import annotations

from dataclasses import dataclass

from toimi.office import given
from toimi.office.given import add_texts


@dataclass(frozen=True)
class Problem(given.Problem):
    """One thing that is wrong; ``place`` is the number of the matter, 0 of none."""

    @property
    def matter(self) -> int:
        """Of which matter."""
        return self.place


class Refused(given.Refused):
    """Nothing was written; every problem that was found, by matter."""

    problems: list[Problem]  # type: ignore[assignment]  # what is given to it is of matters


add_texts("toimi.matters", "claiming.toml", "clarifying.toml", "holding.toml", "steps.toml")
