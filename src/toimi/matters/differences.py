"""What is said now and was not said before: two answers of the law, or two statements, compared day by day.

An answer is a list of stretches, as ``decision.answer_of`` gives them: from, until (``None`` until further notice),
outcome, grounds that bar, that may bar, that do not apply, and what the payer is told. Days are text, as JSON has them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Stretches = Sequence[Sequence[Any]]
_NEVER = "9999-12-31"
"""Stands for the end of what holds until further notice: later than any day, as text too."""


@dataclass(frozen=True)
class Said:
    """What is said of a day.

    Grounds that do not apply are left out: they change nothing of what the person or the payer has to know.
    """

    outcome: str
    bars: tuple[str, ...] = ()
    may_bar: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """Days of which something else is said now; half-open.

    Attributes:
        until: ``None`` until further notice.
        before, after: ``None`` where nothing is said.
    """

    first_day: str
    until: str | None
    before: Said | None
    after: Said | None


def difference(before: Stretches, after: Stretches) -> list[Difference]:
    """Where two answers differ, in the order of days; neighbours that differ in the same way are one."""
    found: list[Difference] = []
    for first, until, one, other in _pieces(before, after):
        if one == other:
            continue
        last = found[-1] if found else None
        if last and (last.until, last.before, last.after) == (first, one, other):
            found[-1] = Difference(last.first_day, _end(until), one, other)
        else:
            found.append(Difference(first, _end(until), one, other))
    return found


def laid_over(earlier: Stretches, later: Stretches, first_day: str, until: str | None) -> list[list[Any]]:
    """What two statements say together: the later one on the days it was asked about, the earlier one on the others."""
    kept = [*_cut(earlier, "", first_day), *(_cut(earlier, until, _NEVER) if until else ())]
    return sorted([*kept, *map(list, later)], key=lambda stretch: str(stretch[0]))


def _cut(stretches: Stretches, first: str, until: str) -> Iterator[list[Any]]:
    """The parts of stretches that lie inside."""
    for begins, ends, *rest in stretches:
        low, high = max(begins, first), min(ends or _NEVER, until)
        if low < high:
            yield [low, _end(high), *rest]


def _pieces(before: Stretches, after: Stretches) -> Iterator[tuple[str, str, Said | None, Said | None]]:
    edges = sorted({edge or _NEVER for one in (*before, *after) for edge in one[:2]})
    for first, until in itertools.pairwise(edges):
        yield first, until, _on(before, first), _on(after, first)


def _on(stretches: Stretches, day: str) -> Said | None:
    for first, until, outcome, bars, may_bar, _, told in stretches:
        if first <= day < (until or _NEVER):
            return Said(outcome, tuple(bars), tuple(may_bar), tuple(told))
    return None


def _end(day: str) -> str | None:
    return None if day == _NEVER else day
