"""The end of the trials and of the TE offices: on 1 January 2025 their clients are the employment areas' (act 383/2023).

Sections 5 and 7: the tasks move, and what is pending moves to the authority that gets the task: that of the home
municipality (act 380/2023, section 17). Where that is not known nobody is guessed: those clients stay and are counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction

from toimi.clients.access import check_moving_all
from toimi.clients.handover import Step, write
from toimi.clients.models import Detail, Stay
from toimi.clients.people import locked
from toimi.clients.problems import Problem, Refused
from toimi.clients.selectors import details_on
from toimi.clients.stays import Place
from toimi.law.competence.table import TRANSFER
from toimi.law.competence.transfer_grounds import Direction, Ground, Rule, rule_of
from toimi.office.actors import Actor
from toimi.office.organisations import Kind, Responsibility, Role

ENDING = (Kind.TE_OFFICE, Kind.TRIAL_MUNICIPALITY)
BATCH = 1_000
"""Clients of one transaction."""


@dataclass(frozen=True)
class Moved:
    """How many clients moved, and how many wait for an answer: what the home municipality is, or who serves it."""

    moved: int = 0
    without_municipality: int = 0
    without_authority: int = 0


def end_of_trials(*, who: Actor, batch: int = BATCH) -> Moved:
    """Move every client of a TE office or a trial to the employment area of the home municipality, from 2025-01-01.

    The office's own work, by the role that owns the tables. Done again it moves those who waited and have an answer now.

    Args:
        batch: clients of one transaction at most: what was done stays done if the next one fails.

    Raises:
        Refused: before 2025.
        NotAllowed: to anybody but the office's automation.
        ProgrammingError: to the web's role.
    """
    rule = rule_of(Direction.TO_AREA, Ground.TRIALS_END, who.day)
    if rule is None:
        raise Refused([Problem("handover_before_2025")])
    areas = dict(
        Responsibility.objects.filter(role=Role.EMPLOYMENT_SERVICES, days__contains=TRANSFER)
        .values_list("municipality_id", "organisation_id")
    )  # fmt: skip
    done, last = Moved(), 0
    while stays := _after(last, batch):
        with transaction.atomic():
            one = _move(stays, areas, rule, who)
        done = Moved(
            done.moved + one.moved,
            done.without_municipality + one.without_municipality,
            done.without_authority + one.without_authority,
        )
        last = stays[-1]
    return done


def _after(last: int, batch: int) -> list[int]:
    """The next stays, by number.

    Raises:
        ProgrammingError: for a role that row security shows a part only, as it would leave clients behind.
    """
    rows = Stay.objects.filter(pk__gt=last, days__upper_inf=True, organisation__kind__in=ENDING).order_by("pk")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL row_security = off")
        return list(rows.values_list("pk", flat=True)[:batch])


def _move(numbers: Sequence[int], areas: dict[str, str], rule: Rule, who: Actor) -> Moved:
    rows = Stay.objects.filter(pk__in=numbers, days__upper_inf=True).select_related("person").order_by("pk")
    locked({one.person.merged_into_id or one.person_id for one in rows})
    stays = list(rows.all())  # as they are now that nobody else changes them
    check_moving_all(who, {one.person_id for one in stays}, what="clients.end_of_trials")
    homes = _homes(stays)
    there = {one: home for one, home in zip(stays, homes, strict=True) if home in areas}
    write(
        [
            Step(one, Place(areas[home]), rule, TRANSFER, (rule.citation,), {"home_municipality": home})
            for one, home in there.items()
        ],
        who=who,
    )
    unknown = homes.count("")
    return Moved(len(there), unknown, len(stays) - len(there) - unknown)


def _homes(stays: Iterable[Stay]) -> list[str]:
    """The home municipality of each on the first day of 2025; of a client who was merged, that of the one who was kept."""
    whose = [one.person.merged_into_id or one.person_id for one in stays]
    known = details_on(whose, TRANSFER)
    return [known[one].get(Detail.MUNICIPALITY, "") for one in whose]
