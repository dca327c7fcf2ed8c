"""Access to a client's data in an emergency: whose, by number or identity code, and why, before anything is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from toimi.clients.access import check_emergency, check_emergency_role
from toimi.clients.by_code import numbers_in_emergency
from toimi.clients.models import Person
from toimi.clients.problems import Problem, Refused, is_storable
from toimi.office import emergency
from toimi.office.actors import Actor
from toimi.office.emergency import SHORTEST, Emergency
from toimi.office.identity_codes import read_identity_code
from toimi.office.problems import Refused as RefusedByOffice

WHAT = "clients.emergency"


@dataclass(frozen=True)
class Need:
    """A client's data are needed at once.

    Attributes:
        reason: in the official's own words: what has happened.
        person: the client's number; or else
        identity_code: as written.
    """

    reason: str
    person: int | None = None
    identity_code: str | None = None


@transaction.atomic
def open_emergencies(needs: Sequence[Need], *, who: Actor, test_range: bool = False) -> list[Emergency]:
    """Write why the data of these clients are needed at once; each opens them to the official for the day.

    Raises:
        Refused: if somebody is not there or stands in the list twice, or a code or reason is not one; none is opened.
        office.problems.Refused: if a reason says nothing.
        NotAllowed: if the actor may not look in an emergency, or at one of them.
    """
    check_emergency_role(who, [one.person for one in needs if one.person is not None], what=WHAT)
    if any(len(one.reason.strip()) < SHORTEST for one in needs):
        raise RefusedByOffice("reason_too_short")
    people = _people(needs, who, test_range)
    check_emergency(who, people, what=WHAT)
    opened = emergency.open_emergencies(who, {str(one): need.reason for one, need in zip(people, needs, strict=True)})
    there = set(Person.objects.filter(pk__in=people).values_list("pk", flat=True))  # once it is open, they are seen
    if missing := [place for place, one in enumerate(people) if one not in there]:
        raise Refused([Problem("person_not_there", place) for place in missing])
    return opened


def _people(needs: Sequence[Need], who: Actor, test_range: bool) -> list[int]:
    """The client's number of each."""
    codes: dict[int, str] = {}
    problems: list[Problem] = []
    for place, one in enumerate(needs):
        if not is_storable(one.reason):
            problems.append(Problem("text", place))
        if (one.person is None) == (one.identity_code is None):
            problems.append(Problem("emergency_of_whom", place))
        elif one.identity_code is not None:
            try:
                codes[place] = read_identity_code(
                    one.identity_code, day=who.day, place=place, test_range=test_range
                ).text
            except Refused as refused:
                problems += refused.problems
    if problems:
        raise Refused(problems)
    found = numbers_in_emergency(list(codes.values())) if codes else {}
    people = [one.person or found.get(codes.get(place, "")) for place, one in enumerate(needs)]
    known = [one for one in people if one is not None]
    if len(known) < len(people):
        raise Refused([Problem("person_not_there", place) for place, one in enumerate(people) if one is None])
    if len(set(known)) < len(known):
        raise Refused([Problem("identity_twice")])
    return known
