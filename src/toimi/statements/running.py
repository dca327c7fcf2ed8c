"""Matters are run by the thousand: routed, put to the law, proposed, and given where nothing is left to a person.

A run takes what waits, some thousands at a time, and one transaction each: what was finished stays finished, wherever it
is stopped, and two runs beside each other never take the same matter.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from toimi.matters import actions as matters
from toimi.matters.assessing import Result
from toimi.matters.clocks import start_at_opening
from toimi.matters.models import Matter
from toimi.matters.states import By, State
from toimi.matters.subjects import kind_of
from toimi.matters.transferring import only_ones, place_for, transfer
from toimi.office.actors import Actor, Reason
from toimi.office.officials import Role
from toimi.office.organisations import Organisation
from toimi.statements.competence import competent_for
from toimi.statements.issuing import Ready, give
from toimi.statements.proposing import propose
from toimi.statements.scope import commissioned, under_which

BATCH = 1_000
ITSELF = uuid.uuid5(uuid.NAMESPACE_URL, "toimi:statements")
"""Who runs them by the office's clock: nobody."""
TO_PROPOSED = (State.OPENED, State.ROUTING, State.GATHERING, State.PROPOSED)
TO_GATHERING = TO_PROPOSED[:3]


def run(*, who: Actor, limit: int = BATCH) -> Counter[str]:
    """Take matters of the actor's organisation that wait, and settle what can be: how many of each result.

    Raises:
        RuntimeError: inside a transaction; the law reads what is committed.
    """
    with transaction.atomic(durable=True):
        waiting = _taken(who, limit)
        return _settle(waiting, who) if waiting else Counter()


def _taken(who: Actor, limit: int) -> list[Matter]:
    """Matters that wait, each of another person, locked; those that somebody else holds are passed over."""
    rows = (
        Matter.objects.filter(organisation=who.organisation, state=State.OPENED, is_open_to_rerun=True)
        .order_by("pk").select_for_update(skip_locked=True, of=("self",))[:limit]
    )  # fmt: skip
    return list({row.person_id: row for row in reversed(rows)}.values())[::-1]


def _settle(waiting: Sequence[Matter], who: Actor) -> Counter[str]:
    proposed = propose(waiting, known_at=who.day)
    own, only, scope = Organisation.objects.get(pk=who.organisation), only_ones(who.day), commissioned(who.day)
    asked = [(matter.person_id, one.assessment.subjects) for matter, one in zip(waiting, proposed, strict=True)]
    alone, for_people, open_ones, others = [], [], [], []
    for matter, one, issuers in zip(waiting, proposed, competent_for(asked, who.day), strict=True):
        to = None if own.kind in issuers else place_for(issuers, only)
        under = under_which(one.assessment, scope) if own.kind in issuers and matter.payer_id else None
        if to:
            others.append((matter, to))
        elif under:
            alone.append(Ready.alone(matter, one, under))
        elif one.assessment.result in (Result.OPEN, Result.UNREADABLE, Result.NO_STATEMENT):
            open_ones.append(matter)
        else:
            for_people.append(matter)
    matters.assessed({
        one.pk: (kind_of(found.assessment.subjects), found.assessment.subjects)
        for one, found in zip(waiting, proposed, strict=True)
    })  # fmt: skip
    start_at_opening(for_people)
    matters.go({one.pk: TO_PROPOSED for one in for_people}, by=By.SYSTEM, who=who)
    matters.go({one.pk: TO_GATHERING for one in open_ones}, by=By.SYSTEM, who=who)
    give(alone, who=who, path=(*TO_PROPOSED, State.ISSUED))
    transfer(others, who=who)
    return Counter(found.assessment.result for found in proposed)


def when_due(moment: datetime) -> Counter[str]:
    """Run whatever waits, organisation by organisation, as the office's automation: how many of each result."""
    done: Counter[str] = Counter()
    waiting = Matter.objects.filter(state=State.OPENED, is_open_to_rerun=True)
    for organisation in sorted(set(waiting.order_by().values_list("organisation", flat=True).distinct())):
        who = Actor(ITSELF, Role.AUTOMATION, organisation, moment, Reason.MATTER)
        while found := run(who=who):
            done += found
    return done
