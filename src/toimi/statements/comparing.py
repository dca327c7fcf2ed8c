"""What a person says of the days of a matter beside what a statement says of them, day by day. Nothing is read here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from toimi.book.citations import BadCitation, Citation
from toimi.statements.problems import Problem

OUTCOMES = ("right", "right_with_notice", "no_right")


@dataclass(frozen=True)
class Said:
    """An outcome for days.

    Attributes:
        until: the first day not meant; ``None`` until further notice.
        ground: citation of what bars the right; empty if nothing does.
    """

    first_day: date
    until: date | None
    outcome: str
    ground: str = ""

    def plain(self) -> list[str | None]:
        """As plain data."""
        until = self.until.isoformat() if self.until else None
        return [self.first_day.isoformat(), until, self.outcome, self.ground]


def problems_of(said: Sequence[Said], first_day: date, until: date | None) -> Iterator[Problem]:
    """What is wrong with an answer about these days."""
    if not _are_whole(said, first_day, until):
        yield Problem("sample_days")
    if any(one.outcome not in OUTCOMES for one in said):
        yield Problem("sample_outcome", values={"known": ", ".join(OUTCOMES)})
    if any(one.outcome == "no_right" and not _is_citation(one.ground) for one in said):
        yield Problem("sample_ground")


def _are_whole(said: Sequence[Said], first_day: date, until: date | None) -> bool:
    """Whether every day asked about is said once."""
    if not said or said[0].first_day != first_day or said[-1].until != until:
        return False
    joined = all(earlier.until == later.first_day for earlier, later in pairwise(said))
    return joined and all(one.until is None or one.first_day < one.until for one in said)


def _is_citation(ground: str) -> bool:
    try:
        Citation.parse(ground)
    except BadCitation:
        return False
    return True


def differences(stretches: Sequence[Sequence[Any]], said: Sequence[Said]) -> list[list[str | None]]:
    """Days on which they differ: from, until, outcome of the statement, outcome and ground of the person.

    Args:
        stretches: of the assessment; from, until, outcome and more.
    """
    days = {day for one in stretches for day in one[:2]} | {day for one in said for day in one.plain()[:2]}
    edges = [*sorted(day for day in days if day is not None), *([None] if None in days else [])]
    found: list[list[str | None]] = []
    for first, until in pairwise(edges):
        stated = next((str(one[2]) for one in stretches if _holds(first, one)), None)
        told = next((one for one in said if _holds(first, one.plain())), None)
        if told is None or told.outcome != stated:
            found.append([first, until, stated, *([told.outcome, told.ground] if told else [None, None])])
    return found


def _holds(day: str | None, stretch: Sequence[Any]) -> bool:
    """Days as ISO text come in the order of the calendar."""
    return day is not None and stretch[0] <= day and (stretch[1] is None or day < stretch[1])
