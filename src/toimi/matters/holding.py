"""Who has a matter in hand: it is taken, assigned, put to sleep and given back, and two officials never have one.

What an official does to a matter names the last step that the official saw: if the matter went on since, or another has
it in hand, nothing is done and the refusal says what to do (``taking.py``). A hold ends by itself when nothing has happened
in the matter for some hours (``TOIMI_HOLD_HOURS``).
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import connection, transaction

from toimi.matters import queue
from toimi.matters.access import check_handling
from toimi.matters.models import Handling, Holding, Matter
from toimi.matters.problems import Problem, Refused
from toimi.matters.queue import Wanted
from toimi.matters.taking import taken
from toimi.office.access import NOBODY, NotAllowed
from toimi.office.actors import HELSINKI, Actor, Reason, actor
from toimi.office.audit import record
from toimi.office.many import insert
from toimi.office.officials import Role

LONGEST = 300
"""Characters of a reason."""
ASSIGNS = Role.MANAGER
"""Who deals out work, for the reason of control (JTYPL 13:7.2(7); 380/2023 section 125.1(6)) [I]."""


@dataclass(frozen=True)
class Seen:
    """A matter as an official saw it.

    Attributes:
        step: number of the last step that it had.
    """

    matter: int
    step: int


@dataclass(frozen=True)
class Assigned:
    """Which matters were, or would be, assigned, in the order of the queue; how many of each kind of statement."""

    matters: Sequence[int]
    by_kind: Counter[str] = field(default_factory=Counter)


def take_next(wanted: Wanted | None = None, *, who: Actor) -> Matter | None:
    """Take the first matter of the queue that the official may have; ``None`` if there is none.

    What another is taking at the same moment is passed over.

    Raises:
        Refused: if no matter can be as wanted.
    """
    wanted = wanted or Wanted()
    with transaction.atomic():
        for offered in queue.offers(who, wanted):
            got = queue.locked(who, wanted, limit=1, among=[one.pk for one in offered]) if offered else []
            if got:
                check_handling(who, got, what="matters.take")
                _hold(got, who.official, Handling.TAKEN, who)
                return got[0]
    return None


def take(seen: Sequence[Seen], *, who: Actor) -> list[Matter]:
    """Take these matters, all or none.

    Raises:
        Refused: with every problem: what is not there or decided, went on since it was seen, or is in another's hands.
        NotAllowed: if the actor may not work on all of them.
    """
    with transaction.atomic():
        rows = _seen(seen, who, "matters.take")
        _hold(rows, who.official, Handling.TAKEN, who)
    return rows


def _seen(seen: Sequence[Seen], who: Actor, what: str) -> list[Matter]:
    """The matters in the order in which they are named, locked, as they were seen."""
    steps = {one.matter: one.step for one in seen}
    rows = taken(steps, who=who, what=what, seen=steps)
    return [rows[number] for number in steps]


def give_back(seen: Sequence[Seen], *, because: str, who: Actor) -> None:
    """Give matters back to the queue, all or none.

    Raises:
        Refused, NotAllowed: as ``take``; or without a reason, or for a matter that is not in the official's hands.
    """
    because = _reason(because)
    with transaction.atomic():
        rows = _seen(seen, who, "matters.give_back")
        free = [Problem("not_in_hand", one.pk) for one in rows if not one.is_held(who.at)]
        if free:
            raise Refused(free)
        Matter.objects.filter(pk__in=[one.pk for one in rows]).update(holder=None, held_until=None, wakes_on=None)
        insert(Holding, [_row(one, who.official, Handling.GIVEN_BACK, who, because) for one in rows])


def sleep(seen: Sequence[Seen], *, because: str, wakes_on: date, who: Actor) -> None:
    """Put matters aside until a day, all or none: they stay in the official's hands, and are free the day after it.

    Raises:
        Refused, NotAllowed: as ``take``; or without a reason, or if the day is not a later one within a year.
    """
    because = _reason(because)
    if not who.day < wakes_on <= who.day + timedelta(days=366):
        raise Refused([Problem("no_day_to_wake")])
    until = datetime.combine(wakes_on, time(), HELSINKI) + timedelta(hours=settings.HOLD_HOURS)
    with transaction.atomic():
        rows = _seen(seen, who, "matters.sleep")
        _hold(rows, who.official, Handling.TAKEN, who)
        Matter.objects.filter(pk__in=[one.pk for one in rows]).update(held_until=until, wakes_on=wakes_on)
        insert(Holding, [_row(one, who.official, Handling.ASLEEP, who, because, wakes_on) for one in rows])


def assign(
    official: uuid.UUID, role: Role, *, wanted: Wanted, limit: int, who: Actor, preview: bool = False
) -> Assigned:
    """Put the first free matters of the queue into an official's hands, as many as there are up to the limit.

    Those from whose clients the official keeps away are passed over, as if the official took them.

    Args:
        preview: the same question, and nothing is written.

    Raises:
        NotAllowed: to anybody but a manager.
        toimi.office.problems.Refused: if the official does not have the role in the manager's organisation on the day.
        Refused: if no matter can be as wanted.
    """
    if who.role is not ASSIGNS or who.reason is not Reason.CONTROL:
        raise NotAllowed({NOBODY: "nothing_allows_it"}, [who.trace("matters.assign", is_allowed=False)])
    whose = actor(official, role, who.organisation, at=who.at, reason=Reason.MATTER)
    with transaction.atomic():
        chosen = queue.first(whose, wanted, limit=limit)
        if not preview and chosen:
            chosen = queue.locked(whose, wanted, limit=limit, among=[one.pk for one in chosen])
            record([who.trace("matters.assign", one.person_id, about=f"matter:{one.pk}") for one in chosen])
            _hold(chosen, official, Handling.ASSIGNED, who)
    return Assigned([one.pk for one in chosen], Counter(one.kind for one in chosen))


def _hold(rows: Sequence[Matter], official: uuid.UUID, what: Handling, who: Actor) -> None:
    """From now on these matters, which are locked, are in an official's hands, and awake."""
    new = [one for one in rows if not (one.is_held(who.at) and one.holder == official)]
    until = who.at + timedelta(hours=settings.HOLD_HOURS)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_matter SET holder = %s, held_until = %s, wakes_on = NULL WHERE id = ANY(%s)",
            [official, until, [one.pk for one in rows]],
        )
    for one in rows:
        one.holder, one.held_until, one.wakes_on = official, until, None
    insert(Holding, [_row(one, official, what, who) for one in new])


def _row(
    one: Matter, official: uuid.UUID, what: Handling, who: Actor, because: str = "", wakes_on: date | None = None
) -> dict[str, object]:
    return {
        "matter": one.pk, "what": what, "official": official, "who": who.official, "because": because,
        "wakes_on": wakes_on, "at": who.at,
    }  # fmt: skip


def _reason(said: str) -> str:
    """A reason that says something.

    Raises:
        Refused: otherwise.
    """
    reason = said.strip()
    if not reason or len(reason) > LONGEST or not reason.isprintable():
        raise Refused([Problem("reason_missing", values={"longest": str(LONGEST)})])
    return reason
