"""Matters are taken to be worked on: locked, and only by who may."""

from __future__ import annotations

from collections.abc import Iterable

from toimi.matters.access import check_handling
from toimi.matters.models import Matter
from toimi.matters.problems import Problem, Refused
from toimi.matters.states import PENDING, By, State
from toimi.office.actors import Actor
from toimi.office.officials import Role


def taken(numbers: Iterable[int], *, who: Actor, what: str, decided_too: bool = False) -> dict[int, Matter]:
    """The matters, which nobody else changes until the end of the transaction; a trace of each.

    Args:
        what: the action, as ``matters.ask``.
        decided_too: whether a matter in which nothing is to be done any more may be among them.

    Raises:
        Refused: if one is not there, or is decided.
        NotAllowed: if the actor may not work on all of them.
    """
    wanted = sorted(set(numbers))
    rows = Matter.objects.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",))
    found = {row.pk: row for row in rows}
    problems = [Problem("no_matter", number) for number in wanted if number not in found]
    if problems:
        raise Refused(problems)
    mine = [one for one in found.values() if one.organisation_id == who.organisation]
    decided = [one for one in mine if State(one.state) not in PENDING]
    if decided and not decided_too and len(mine) == len(found):  # else who acts is not told
        raise Refused([Problem("matter_is_decided", one.pk) for one in decided])
    check_handling(who, list(found.values()), what=what)
    return found


def by_of(who: Actor) -> By:
    """In what capacity the actor takes a step."""
    return By.SYSTEM if who.role is Role.AUTOMATION else By.OFFICIAL
