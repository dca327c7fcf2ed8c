"""Clients change organisation by the trial act: to a trial, kept, back or elsewhere, and after a move of home.

An organisation sees a client for as long as the client is its own: the old stay ends where the new one begins. Each
action takes a list; one is a list of one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from toimi.clients.access import check_taking_back, check_writing
from toimi.clients.criteria import codes, completed, holding
from toimi.clients.models import Handover, Stay
from toimi.clients.problems import Problem, Refused
from toimi.clients.stays import Place, move
from toimi.clients.whereabouts import Whereabouts
from toimi.law.competence.transfer import (
    Known,
    candidate,
    change_security,
    municipality,
)
from toimi.law.competence.transfer_grounds import Direction, Ground, Need, Rule, rule_of
from toimi.office.actors import Actor
from toimi.office.organisations import Kind

ONE_DAY = timedelta(days=1)
OF_ONES_OWN = (Direction.TO_TRIAL, Direction.KEPT, Direction.MOVED)
"""Whom only the organisation hands over that serves the client."""


@dataclass(frozen=True)
class Transfer:
    """To the trial of the client's municipality; what the register knows of the criteria need not be said."""

    person: int
    known: Known = field(default_factory=Known)


@dataclass(frozen=True)
class Keeping:
    """A client stays with the TE office, although the criteria are met."""

    person: int
    ground: Ground


@dataclass(frozen=True)
class TakingBack:
    """From a trial municipality back to the TE office, or to another municipality.

    Attributes:
        municipality: code of the other one; blank for the TE office.
        is_asked: the client asks for it.
        services_are_safe: the client goes on getting the services that are needed.
        is_accepted: the other municipality accepts.
        known: what is known of change security, if that is the ground.
    """

    person: int
    ground: Ground
    municipality: str = ""
    is_asked: bool = False
    services_are_safe: bool = False
    is_accepted: bool = False
    known: Known = field(default_factory=Known)


@dataclass(frozen=True)
class Step:
    """One client's change, found to be right: from where, to whom, and why; on the day on which it is decided."""

    stay: Stay
    to: Place
    rule: Rule
    on: date
    basis: tuple[str, ...]
    known: Mapping[str, Any]

    @property
    def since(self) -> date:
        """The first day there: the municipality has the notice at once. A client has one organisation a day, so of one who
        came today it is tomorrow.
        """
        first: date = self.stay.days.lower
        return max(self.on, first + ONE_DAY)


@transaction.atomic
def hand_over(transfers: Sequence[Transfer], *, who: Actor) -> list[Handover]:
    """Transfer clients of the TE office to the trials of their municipalities, by the criteria.

    Raises:
        Refused: with every problem, of what is not known the question; nothing was written.
        NotAllowed: if the actor may not record of each of the people.
    """
    people = [one.person for one in transfers]
    check_writing(who, people, what="clients.hand_over")
    here = Whereabouts(people, who)
    return _all([partial(_to_trial, place, one, here) for place, one in enumerate(transfers)], who)


@transaction.atomic
def keep(keepings: Sequence[Keeping], *, who: Actor) -> list[Handover]:
    """Record why clients who meet the criteria are not transferred.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not record of each of the people.
    """
    people = [one.person for one in keepings]
    check_writing(who, people, what="clients.keep")
    here = Whereabouts(people, who)
    return _all([partial(_kept, place, one, here) for place, one in enumerate(keepings)], who)


@transaction.atomic
def take_back(takings: Sequence[TakingBack], *, who: Actor) -> list[Handover]:
    """Transfer guests of trials back to the TE office, or to other trial municipalities: the TE office decides it.

    Whoever has change security the municipality may send back too.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not, of each of the people.
    """
    people = [one.person for one in takings]
    here = Whereabouts(people, who)
    check = check_taking_back if here.kind is Kind.TE_OFFICE else check_writing
    check(who, people, what="clients.take_back")
    return _all([partial(_back, place, one, here) for place, one in enumerate(takings)], who)


@transaction.atomic
def move_home(people: Sequence[int], *, who: Actor) -> list[Handover]:
    """Transfer guests whose home municipality has changed to whoever serves the new one, by what is recorded of it.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not record of each of the people.
    """
    check_writing(who, people, what="clients.move_home")
    here = Whereabouts(people, who)
    return _all([partial(_moved, place, one, here) for place, one in enumerate(people)], who)


def _to_trial(place: int, one: Transfer, here: Whereabouts) -> Step:
    rule, stay = _leaving(place, one.person, here, Direction.TO_TRIAL, Ground.CRITERIA)
    known, day = completed(place, one.person, one.known, here), here.who.day
    because = holding(place, candidate(known, day))
    to = _other(place, stay, here.trial_of(municipality(known, day)))
    return Step(stay, to, rule, day, (rule.citation, *because), codes(known, day))


def _kept(place: int, one: Keeping, here: Whereabouts) -> Step:
    rule, stay = _leaving(place, one.person, here, Direction.KEPT, one.ground)
    return Step(stay, Place(stay.organisation_id), rule, here.who.day, (rule.citation,), {})


def _back(place: int, one: TakingBack, here: Whereabouts) -> Step:
    direction = Direction.BETWEEN if one.municipality else Direction.BACK
    rule, stay = _leaving(place, one.person, here, direction, one.ground)
    there = here.trial_of(one.municipality) if one.municipality else here.office_behind(stay)
    to, day = _other(place, stay, there), here.who.day
    if one.ground is Ground.CHANGE_SECURITY:
        known = completed(place, one.person, one.known, here)
        return Step(stay, to, rule, day, holding(place, change_security(known, day)), codes(known, day))
    met = {Need.REQUEST: one.is_asked, Need.SERVICES: one.services_are_safe, Need.ACCEPTANCE: one.is_accepted}
    wrong = [Problem(f"handover_needs_{need}", place) for need in rule.needs if not met[need]]
    if wrong:
        raise Refused(wrong)
    home = {"home_municipality": here.homes[one.person]} if one.person in here.homes else {}
    return Step(stay, to, rule, day, (rule.citation,), {str(need): True for need in rule.needs} | home)


def _moved(place: int, person: int, here: Whereabouts) -> Step:
    rule, stay = _leaving(place, person, here, Direction.MOVED, Ground.HOME_MOVED)
    home = here.homes.get(person, "")
    if not home:
        raise Refused([Problem("handover_asks_home_municipality", place)])
    to = _other(place, stay, here.trial_of(home) or here.office_of(home))
    return Step(stay, to, rule, here.who.day, (rule.citation,), {"home_municipality": home})


def _leaving(place: int, person: int, here: Whereabouts, direction: Direction, ground: Ground) -> tuple[Rule, Stay]:
    """The rule, and the stay that it ends.

    Raises:
        Refused: if the act does not know the ground on the day, nobody serves the client, or the organisation may not.
    """
    rule, stay = rule_of(direction, ground, here.who.day), here.stays.get(person)
    if rule is None:
        raise Refused([Problem("handover_ground_not_then", place)])
    if stay is None:
        merged = here.is_merged(person)
        raise Refused([Problem("identity_changed_meanwhile" if merged else "handover_without_client", place)])
    if direction in OF_ONES_OWN and stay.organisation_id != here.who.organisation:
        raise Refused([Problem("handover_meanwhile", place)])  # it went between the check and the lock
    if here.kind not in rule.by:
        raise Refused([Problem("handover_wrong_organisation", place)])
    return rule, stay


def _other(place: int, stay: Stay, to: Place | None) -> Place:
    """Another organisation than the one where the client is.

    Raises:
        Refused: if it is the same, or there is none.
    """
    if to is None or to.organisation == stay.organisation_id:
        raise Refused([Problem("handover_same_place" if to else "no_organisation", place)])
    return to


def _all(steps: Sequence[Callable[[], Step]], who: Actor) -> list[Handover]:
    """Every change, or every problem."""
    right: list[Step] = []
    problems: list[Problem] = []
    for step in steps:
        try:
            right.append(step())
        except Refused as refused:
            problems += refused.problems
    if len({step.stay.pk for step in right}) < len(right):
        problems.append(Problem("handover_twice"))
    if problems:
        raise Refused(problems)
    return write(right, who=who)


def write(steps: Sequence[Step], *, who: Actor) -> list[Handover]:
    """Record changes that were found to be right, and make them; for the actions of this room.

    Raises:
        Refused: if somebody else has ended one of the stays meanwhile.
    """
    done = Handover.objects.bulk_create(_row(step, who) for step in steps)
    going = [step for step in steps if step.rule.direction is not Direction.KEPT]
    if move([(step.stay, step.to, step.since) for step in going]) < len(going):
        raise Refused([Problem("handover_meanwhile")])
    return done


def _row(step: Step, who: Actor) -> Handover:
    goes = step.rule.direction is not Direction.KEPT
    return Handover(
        person_id=step.stay.person_id,
        direction=step.rule.direction.value,
        from_organisation_id=step.stay.organisation_id,
        to_organisation_id=step.to.organisation,
        since=step.since if goes else None,
        ground=step.rule.ground.value,
        basis=list(step.basis),
        known=dict(step.known),
        decided_on=who.day,
        decided_by=str(who.official),
        decided_in=who.organisation,
        received_on=who.day if goes else None,
    )
