"""Matters are taken to be worked on: locked, only by who may, and not out of another official's hands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta

from django.conf import settings
from django.db.models import Max

from toimi.matters.access import check_handling
from toimi.matters.models import Matter, Step
from toimi.matters.problems import Problem, Refused
from toimi.matters.states import PENDING, By, State
from toimi.office.actors import HELSINKI, Actor
from toimi.office.officials import Role


def taken(
    numbers: Iterable[int], *, who: Actor, what: str, decided_too: bool = False, seen: Mapping[int, int] | None = None
) -> dict[int, Matter]:
    """The matters, which nobody else changes until the end of the transaction; a trace of each.

    Those that the official has in hand stay there for some hours more (``holding.py``).

    Args:
        what: the action, as ``matters.ask``.
        decided_too: whether a matter in which nothing is to be done any more may be among them, and one that another
            has in hand: of what is only recorded about it.
        seen: the last step that the official saw, by matter: those must not have gone on since.

    Raises:
        Refused: if one is not there, is decided, went on or is in another's hands.
        NotAllowed: if the actor may not work on all of the matters.
    """
    wanted = sorted(set(numbers))
    rows = Matter.objects.filter(pk__in=wanted).order_by("pk").select_for_update(of=("self",))
    found = {row.pk: row for row in rows}
    problems = [Problem("no_matter", number) for number in wanted if number not in found]
    if problems:
        raise Refused(problems)
    if all(one.organisation_id == who.organisation for one in found.values()):  # else who acts is not told
        problems = _gone_on(found, seen or {})
        if not decided_too:
            problems += [Problem("matter_is_decided", n) for n, one in found.items() if State(one.state) not in PENDING]
            problems += _in_other_hands(found, who)
        if problems:
            raise Refused(problems)
    check_handling(who, list(found.values()), what=what)
    _keep(found, who)
    return found


def _gone_on(found: Mapping[int, Matter], seen: Mapping[int, int]) -> list[Problem]:
    if not seen:
        return []
    last = dict(Step.objects.filter(matter__in=seen).values_list("matter").annotate(Max("pk")))
    return [
        Problem("matter_went_on", number, {"state": found[number].state})
        for number, step in seen.items()
        if last[number] != step
    ]


def _in_other_hands(found: Mapping[int, Matter], who: Actor) -> list[Problem]:
    """The office's own clock goes on whoever has a matter in hand; an official does not."""
    if by_of(who) is By.SYSTEM:
        return []
    return [
        Problem("in_other_hands", number, {"until": f"{one.held_until.astimezone(HELSINKI):%Y-%m-%d %H:%M}"})
        for number, one in found.items()
        if one.held_until and one.held_until > who.at and one.holder != who.official
    ]


def _keep(found: Mapping[int, Matter], who: Actor) -> None:
    """Something happens in them: what the official has in hand, and awake, does not run out before its hours."""
    mine = [
        number
        for number, one in found.items()
        if one.is_held(who.at) and one.holder == who.official and one.wakes_on is None
    ]
    if mine:
        until = who.at + timedelta(hours=settings.HOLD_HOURS)
        Matter.objects.filter(pk__in=mine).update(held_until=until)


def by_of(who: Actor) -> By:
    """In what capacity the actor takes a step."""
    return By.SYSTEM if who.role is Role.AUTOMATION else By.OFFICIAL
