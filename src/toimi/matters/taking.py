"""Matters are taken to be worked on: locked, and only by who may."""

from __future__ import annotations

from collections.abc import Iterable

from toimi.clients.access import NotAllowed, relations
from toimi.matters.models import Matter
from toimi.matters.problems import Problem, Refused
from toimi.matters.states import By
from toimi.office.access import may_see
from toimi.office.actors import Actor
from toimi.office.officials import Role


def taken(numbers: Iterable[int], *, who: Actor, what: str, recording: Iterable[int] = ()) -> dict[int, Matter]:
    """The matters, which nobody else changes until the end of the transaction.

    Args:
        what: the action, as ``matters.ask``: of the traces of who was not let through.
        recording: matters about whose people facts are to be recorded too.

    Raises:
        Refused: if one is not there, or is with another organisation: the two are not told apart.
        NotAllowed: if the actor may not work on all of them.
    """
    wanted = sorted(set(numbers))
    rows = Matter.objects.filter(pk__in=wanted, organisation=who.organisation).order_by("pk")
    found = {row.pk: row for row in rows.select_for_update(of=("self",))}
    problems = [Problem("no_matter", number) for number in wanted if number not in found]
    if problems:
        raise Refused(problems)
    _check(found, who, what, {found[number].person_id for number in recording})
    return found


def _check(found: dict[int, Matter], who: Actor, what: str, written: set[int]) -> None:
    people = sorted({matter.person_id for matter in found.values()})
    decisions = {
        one: may_see(who, relation) for one, relation in relations(who, people, with_matter=set(people)).items()
    }
    refused = {
        one: "nothing_allows_it" if seen.is_allowed else seen.because
        for one, seen in decisions.items()
        if not (seen.writes if one in written else seen.is_allowed)
    }
    if refused:
        raise NotAllowed(refused, [who.trace(what, one, is_allowed=False) for one in refused])


def by_of(who: Actor) -> By:
    """In what capacity the actor takes a step."""
    return By.SYSTEM if who.role is Role.AUTOMATION else By.OFFICIAL
