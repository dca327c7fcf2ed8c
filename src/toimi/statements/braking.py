"""What an emergency brake stops of statements: asked for a whole batch in one question, as late as can be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from toimi.matters.models import Matter
from toimi.office.switches import Covered, braked
from toimi.statements.problems import Problem, Refused


def covered(matter: Matter, stretches: Iterable[Sequence[Any]], subjects: Iterable[str]) -> Covered:
    """A statement as the brakes see it: its client, its house, what it is about, every place of the law that it names."""
    named = {key.split("@")[0] for stretch in stretches for keys in stretch[3:] for key in keys}
    return Covered(str(matter.person_id), matter.organisation_id, frozenset(subjects) | named)


def check_brakes(giving: Sequence[tuple[Matter, Iterable[Sequence[Any]], Iterable[str]]], *, by_hand: bool) -> None:
    """Whether these statements may be given as far as the brakes go.

    Args:
        by_hand: whether an official gives it, and this one alone.

    Raises:
        Refused: if a brake holds for one of them; none is given.
    """
    brakes = braked([covered(*one) for one in giving], by_hand=by_hand)
    problems = [
        Problem("braked", matter.pk, {"brake": str(brake.number)})
        for (matter, *_), brake in zip(giving, brakes, strict=True)
        if brake
    ]
    if problems:
        raise Refused(problems)
