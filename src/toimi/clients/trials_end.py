"""The end of the trials and of the TE offices: on 1 January 2025 their clients are the employment areas' (act 383/2023).

Sections 5 and 7: the tasks move, and what is pending moves to the authority that gets the task: that of the home
municipality (act 380/2023, section 17). Where that is not known nobody is guessed: those clients stay and are counted.
The office's clock does it (``server/jobs.py``): in the first hour of 2025, and from then on for those of whom it is known now.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from toimi.clients.access import check_moving_all
from toimi.clients.handover import Step, write
from toimi.clients.models import Detail, Stay
from toimi.clients.people import locked
from toimi.clients.problems import Problem, Refused
from toimi.clients.selectors import details_on
from toimi.clients.stays import Place
from toimi.law.competence.table import TRANSFER
from toimi.law.competence.transfer_grounds import Direction, Ground, Rule, rule_of
from toimi.office import officials
from toimi.office.actors import Actor, Reason
from toimi.office.organisations import Kind, Organisation, Responsibility, Role

ENDING = (Kind.TE_OFFICE, Kind.TRIAL_MUNICIPALITY)
BATCH = 1_000
"""Clients of one transaction."""
ITSELF = uuid.uuid5(uuid.NAMESPACE_URL, "toimi:end-of-trials")
"""Who moves them: nobody, the clock does."""
KEEPER = "keha"
"""The organisation in whose name the clock does it: it keeps the register (act 897/2009, 382/2023)."""
LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Moved:
    """How many clients moved, and how many wait for an answer: what the home municipality is, or who serves it."""

    moved: int = 0
    without_municipality: int = 0
    without_authority: int = 0


def when_due(moment: datetime) -> Moved:
    """Move whoever is to be moved by the moment, as the office's automation; the log says how many wait and for what.

    Before 2025 it reads nothing, and later only the stays that are open still. Who waits is neither locked nor audited.
    """
    who = Actor(ITSELF, officials.Role.AUTOMATION, KEEPER, moment, Reason.SERVICE)
    if rule_of(Direction.TO_AREA, Ground.TRIALS_END, who.day) is None:
        return Moved()
    done = end_of_trials(who=who)
    if done != Moved():
        LOG.warning(
            "The end of the trials: %d clients moved, %d wait since no home municipality is known of them, "
            "%d since nobody here serves theirs.", done.moved, done.without_municipality, done.without_authority,
        )  # fmt: skip
    return done


def end_of_trials(*, who: Actor, batch: int = BATCH) -> Moved:
    """Move every client of a TE office or a trial to the employment area of the home municipality, from 2025-01-01.

    The office's own work, by the role that owns the tables. Done again it moves those who waited and have an answer now.

    Args:
        batch: clients of one transaction at most: what was done stays done if the next one fails.

    Raises:
        Refused: before 2025.
        NotAllowed: to anybody but the office's automation, if anybody is to be moved.
        ProgrammingError: to the web's role.
    """
    rule = rule_of(Direction.TO_AREA, Ground.TRIALS_END, who.day)
    if rule is None:
        raise Refused([Problem("handover_before_2025")])
    areas = dict(
        Responsibility.objects.filter(role=Role.EMPLOYMENT_SERVICES, days__contains=TRANSFER)
        .values_list("municipality_id", "organisation_id")
    )  # fmt: skip
    done = Moved()
    for office in Organisation.objects.filter(kind__in=ENDING).order_by("pk").values_list("pk", flat=True):
        last = 0
        while stays := _after(office, last, batch):
            with transaction.atomic():
                one = _move(stays, areas, rule, who)
            done = Moved(
                done.moved + one.moved,
                done.without_municipality + one.without_municipality,
                done.without_authority + one.without_authority,
            )
            last = stays[-1]
    return done


def _after(office: str, last: int, batch: int) -> list[int]:
    """The next stays, by number.

    Raises:
        ProgrammingError: for a role that row security shows a part only, as it would leave clients behind.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL row_security = off")
        return list(still_open(office, last).values_list("pk", flat=True)[:batch])


def still_open(office: str, last: int = 0) -> QuerySet[Stay]:
    """Stays with one office, which the index ``stay_open`` has in this order: closed ones are not read."""
    return Stay.objects.filter(organisation=office, pk__gt=last, days__upper_inf=True).order_by("pk")


def _move(numbers: Sequence[int], areas: dict[str, str], rule: Rule, who: Actor) -> Moved:
    homes = _homes(_open(numbers))
    unknown, going = list(homes.values()).count(""), [one.pk for one, home in homes.items() if home in areas]
    waiting = Moved(0, unknown, len(homes) - len(going) - unknown)
    return replace(waiting, moved=_move_there(going, areas, rule, who) if going else 0)


def _move_there(numbers: Sequence[int], areas: dict[str, str], rule: Rule, who: Actor) -> int:
    """How many of these were moved: one whose home or stay has changed before the lock waits for the next time."""
    locked({one.person.merged_into_id or one.person_id for one in _open(numbers)})
    homes = {one: home for one, home in _homes(_open(numbers)).items() if home in areas}
    check_moving_all(who, {one.person_id for one in homes}, what="clients.end_of_trials")
    write(
        [
            Step(one, Place(areas[home]), rule, TRANSFER, (rule.citation,), {"home_municipality": home})
            for one, home in homes.items()
        ],
        who=who,
    )
    return len(homes)


def _open(numbers: Sequence[int]) -> list[Stay]:
    return list(Stay.objects.filter(pk__in=numbers, days__upper_inf=True).select_related("person").order_by("pk"))


def _homes(stays: Iterable[Stay]) -> dict[Stay, str]:
    """The home municipality of each on the first day of 2025; of a client who was merged, that of the one who was kept."""
    whose = {one: one.person.merged_into_id or one.person_id for one in stays}
    known = details_on(list(whose.values()), TRANSFER)
    return {one: known[kept].get(Detail.MUNICIPALITY, "") for one, kept in whose.items()}
