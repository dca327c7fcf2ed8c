"""Matters are run by the thousand: routed, put to the law, proposed, and given where nothing is left to a person.

A run takes what waits, some thousands at a time, and one transaction each: what was finished stays finished, wherever it
is stopped, and two runs beside each other never take the same matter.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from toimi.matters import actions as matters
from toimi.matters.assessing import Assessment, Result
from toimi.matters.clocks import start_at_opening
from toimi.matters.models import Matter
from toimi.matters.states import TO_RUN, By, State
from toimi.matters.subjects import kind_of
from toimi.matters.transferring import only_ones, place_for, transfer
from toimi.office.actors import Actor, Reason
from toimi.office.officials import Role
from toimi.office.organisations import Organisation
from toimi.office.switches import braked
from toimi.statements.braking import covered
from toimi.statements.competence import competent_for
from toimi.statements.issuing import Ready, give
from toimi.statements.models import Statement
from toimi.statements.proposing import Proposed, propose
from toimi.statements.scope import allowance
from toimi.statements.standing import standing

BATCH = 1_000
ITSELF = uuid.uuid5(uuid.NAMESPACE_URL, "toimi:statements")
"""Who runs them by the office's clock: nobody."""
TO_GATHERING = {State.OPENED: (State.OPENED, State.ROUTING, State.GATHERING)}
TO_PROPOSED = {
    State.OPENED: (*TO_GATHERING[State.OPENED], State.PROPOSED),
    State.GATHERING: (State.GATHERING, State.PROPOSED),
    State.IN_PROCESSING: (State.IN_PROCESSING, State.PROPOSED),
    State.PROPOSED: (State.PROPOSED,),
}
"""The steps from each state in which a matter is run."""
UNSETTLED = frozenset({Result.OPEN, Result.UNREADABLE, Result.NO_STATEMENT})


def run(*, who: Actor, limit: int = BATCH) -> Counter[str]:
    """Take matters of the actor's organisation that wait, and settle what can be: how many of each result.

    What was proposed before is put to the law again if something became known since. A matter that an official has in
    hand is not moved: the new proposal stands beside the one that was seen (``proposals.py``). What was routed before
    stays with the organisation, whatever it is about now: only routing leads elsewhere (statement-procedure, 10.2).

    Raises:
        RuntimeError: inside a transaction; the law reads what is committed.
    """
    with transaction.atomic(durable=True):
        waiting = _taken(who, limit)
        return _settle(waiting, who) if waiting else Counter()


def _taken(who: Actor, limit: int) -> list[Matter]:
    """Matters that wait, each of another person, locked; those that somebody else is changing are passed over.

    So are those of a client who was merged into another: what is claimed counts for the one who was kept, of whom
    ``following.py`` opens one.
    """
    rows = (
        Matter.objects.filter(organisation=who.organisation, state__in=sorted(TO_RUN), is_open_to_rerun=True)
        .filter(person__merged_into__isnull=True)
        .order_by("pk").select_for_update(skip_locked=True, of=("self",))[:limit]
    )  # fmt: skip
    return list({row.person_id: row for row in reversed(rows)}.values())[::-1]


def _settle(waiting: Sequence[Matter], who: Actor) -> Counter[str]:
    proposed = propose(waiting, known_at=who.day)
    found = {matter.pk: one for matter, one in zip(waiting, proposed, strict=True)}
    own, only, scope = Organisation.objects.get(pk=who.organisation), only_ones(who.day), allowance(waiting, who=who)
    moving = [one for one in waiting if not one.is_held(who.at)]
    asked = [(one.person_id, found[one.pk].assessment.subjects) for one in moving]
    stated = _stated_in(moving)
    alone, kept, others = [], [], []
    for matter, issuers in zip(moving, competent_for(asked, who.day), strict=True):
        is_ours = own.kind in issuers
        to = None if is_ours or matter.state != State.OPENED else place_for(issuers, only)
        is_first = is_ours and matter.payer_id and matter.pk not in stated
        under = scope.under(found[matter.pk].assessment) if is_first else None
        if to:
            others.append((matter, to))
        elif under:
            alone.append(Ready.alone(matter, found[matter.pk], under))
        else:
            kept.append(matter)
    given, stopped = _unbraked(alone)
    paths = {one.pk: _path(one, found[one.pk].assessment.result) for one in (*kept, *stopped)}
    matters.assessed(_assessed(waiting, found, {one.matter.pk for one in given}))
    start_at_opening([one for one in (*kept, *stopped) if paths[one.pk][-1:] == (State.PROPOSED,)])
    matters.go({number: path for number, path in paths.items() if path}, by=By.SYSTEM, who=who)
    give(given, who=who, paths=TO_PROPOSED)
    transfer(others, who=who)
    return Counter(str(one.assessment.result) for one in proposed)


def _stated_in(moving: Sequence[Matter]) -> set[int]:
    """Matters that have a statement already: another takes its place only if an official says what was wrong, and why."""
    taken_up = [one.pk for one in moving if one.state != State.OPENED]
    return set(Statement.objects.filter(matter__in=taken_up).values_list("matter", flat=True)) if taken_up else set()


def _path(matter: Matter, result: Result) -> tuple[State, ...]:
    """The steps of a matter that is not given; none if it stays where it is.

    What was proposed and is open now stays proposed: nothing can be given on an open proposal, and an official takes it
    back to work (statement-procedure, section 10.2).
    """
    path = (TO_GATHERING if result in UNSETTLED else TO_PROPOSED).get(State(matter.state), ())
    return path if len(path) > 1 else ()


def _unbraked(ready: Sequence[Ready]) -> tuple[list[Ready], list[Matter]]:
    """What may be given without a person, and the matters that a brake leaves to one."""
    brakes = braked([covered(one.matter, one.stretches, one.subjects) for one in ready]) if ready else []
    pairs = list(zip(ready, brakes, strict=True))
    return [one for one, brake in pairs if brake is None], [one.matter for one, brake in pairs if brake]


def _assessed(
    waiting: Sequence[Matter], found: Mapping[int, Proposed], given: Container[int]
) -> dict[int, matters.Assessed]:
    """What is written of each matter; how long a person has been without pay, of those that are not settled."""
    left = [one for one in waiting if one.pk not in given]
    stated = standing([one.person_id for one in left])
    result = {}
    for one in waiting:
        said = found[one.pk].assessment
        since = None if one.pk in given else unpaid_since(one, said, (one.person_id, one.benefit) in stated)
        result[one.pk] = matters.Assessed(kind_of(said.subjects), said.subjects, found[one.pk].known[1], since)
    return result


def unpaid_since(matter: Matter, said: Assessment, is_stated: bool) -> date | None:
    """The first day that nobody pays for as long as the matter is not settled, as far as the law's answer tells.

    Without an earlier statement the payer decides nothing (TTL 11:3.2): all days that are claimed. With one it goes on
    paying as stated: the days from the first that is open or lost now. An estimate [I]: later days are not looked at, so
    the days until today are counted by subtraction alone.
    """
    if said.result is Result.UNREADABLE:
        return matter.first_day
    lost = (stretch[0] for stretch in said.stretches if not is_stated or stretch[2] in ("open", "no_right"))
    first = next(lost, None)
    return date.fromisoformat(first) if first else None


def when_due(moment: datetime) -> Counter[str]:
    """Run whatever waits, organisation by organisation, as the office's automation: how many of each result."""
    done: Counter[str] = Counter()
    waiting = Matter.objects.filter(state__in=sorted(TO_RUN), is_open_to_rerun=True, person__merged_into__isnull=True)
    for organisation in sorted(set(waiting.order_by().values_list("organisation", flat=True).distinct())):
        who = Actor(ITSELF, Role.AUTOMATION, organisation, moment, Reason.MATTER)
        while found := run(who=who):
            done += found
    return done
