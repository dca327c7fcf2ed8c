"""Matters are run by the thousand: routed, put to the law, proposed, and given where nothing is left to a person.

A run takes what waits, some thousands at a time, and one transaction each: what was finished stays finished, wherever it
is stopped, and two runs beside each other never take the same matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence, Set

from django.db import transaction

from toimi.clients.models import Detail
from toimi.clients.selectors import details_on
from toimi.clients.stays import stays_of
from toimi.law.competence.asking import Client
from toimi.matters import actions as matters
from toimi.matters.assessing import Result
from toimi.matters.models import Matter
from toimi.matters.routing import competent
from toimi.matters.states import By, State
from toimi.matters.subjects import kind_of
from toimi.office.actors import Actor
from toimi.office.organisations import Organisation
from toimi.statements.commissioning import InForce, in_force
from toimi.statements.drawing import draw
from toimi.statements.human_request import kept_out
from toimi.statements.issuing import Ready, give
from toimi.statements.mode import Mode, mode
from toimi.statements.proposing import Proposed, propose
from toimi.statements.scope import under_which

BATCH = 1_000
Braked = Callable[[Sequence[Matter]], Set[int]]
TO_PROPOSED = (State.OPENED, State.ROUTING, State.GATHERING, State.PROPOSED)
TO_GATHERING = TO_PROPOSED[:3]


def nothing_braked(_waiting: Sequence[Matter]) -> Set[int]:
    """No matter is braked."""
    return frozenset()


def run(*, who: Actor, limit: int = BATCH, braked: Braked = nothing_braked) -> Counter[str]:
    """Take matters of the actor's organisation that wait, and settle what can be: how many of each result.

    Args:
        braked: of which of these matters nothing is given automatically today.

    Raises:
        RuntimeError: inside a transaction; the law reads what is committed.
    """
    with transaction.atomic(durable=True):
        waiting = _taken(who, limit)
        return _settle(waiting, who, braked(waiting)) if waiting else Counter()


def _taken(who: Actor, limit: int) -> list[Matter]:
    """Matters that wait, each of another person, locked; those that somebody else holds are passed over."""
    rows = (
        Matter.objects.filter(organisation=who.organisation, state=State.OPENED, is_open_to_rerun=True)
        .order_by("pk").select_for_update(skip_locked=True, of=("self",))[:limit]
    )  # fmt: skip
    return list({row.person_id: row for row in reversed(rows)}.values())[::-1]


def _settle(waiting: Sequence[Matter], who: Actor, braked: Set[int]) -> Counter[str]:
    proposed = propose(waiting, known_at=who.day)
    ours = _competent(waiting, proposed, who)
    may = {one.pk for one in waiting if one.pk in ours and one.payer_id and one.pk not in braked}
    alone, for_people, open_ones = _alone(waiting, proposed, may, who), [], []
    for matter, one in zip(waiting, proposed, strict=True):
        if matter.pk in alone:
            continue
        if one.assessment.result in (Result.OPEN, Result.UNREADABLE, Result.NO_STATEMENT):
            open_ones.append(matter)
        else:
            for_people.append(matter)
    matters.go({one.pk: TO_PROPOSED for one in for_people}, by=By.SYSTEM, who=who)
    matters.go({one.pk: TO_GATHERING for one in open_ones}, by=By.SYSTEM, who=who)
    _give_alone(list(alone.values()), who)
    matters.assessed(
        {one.pk: (kind_of(found.assessment.subjects), found.assessment.subjects)
         for one, found in zip(waiting, proposed, strict=True)}
    )  # fmt: skip
    return Counter(found.assessment.result for found in proposed)


def _alone(
    waiting: Sequence[Matter], proposed: Sequence[Proposed], may: Set[int], who: Actor
) -> dict[int, tuple[Ready, InForce]]:
    """What is given without a person, by matter; nothing where Toimi is an add-on."""
    decisions = in_force(who.day, who.organisation) if mode() is Mode.OFFICE else []
    if not decisions:
        return {}
    apart = kept_out([one.person_id for one in waiting], who.day)
    found = {}
    for matter, one in zip(waiting, proposed, strict=True):
        under = under_which(one.assessment, decisions, kept_out=apart)
        if matter.pk in may and isinstance(under, InForce):
            found[matter.pk] = Ready(matter, one, under.decision), under
    return found


def _give_alone(alone: Sequence[tuple[Ready, InForce]], who: Actor) -> None:
    numbers = give([one for one, _ in alone], who=who, path=(*TO_PROPOSED, State.ISSUED)) if alone else []
    draw([(number, one.proposed, under) for number, (one, under) in zip(numbers, alone, strict=True)], who=who)


def _competent(waiting: Sequence[Matter], proposed: Sequence[Proposed], who: Actor) -> set[int]:
    people = [one.person_id for one in waiting]
    details, stays = details_on(people, who.day), stays_of(people)
    own = Organisation.objects.get(pk=who.organisation).kind
    found = set()
    for matter, one in zip(waiting, proposed, strict=True):
        guest = any(stay.is_guest and stay.end is None for stay in stays[matter.person_id])
        client = Client(details[matter.person_id].get(Detail.MUNICIPALITY), is_trial_customer=guest)
        if own in competent(one.assessment.subjects, who.day, client):
            found.add(matter.pk)
    return found
