"""Who has a matter in hand: it is taken, assigned, put to sleep and given back, and two officials never have one.

What an official does to a matter names the last step that the official saw: if the matter went on since, or another has
it, nothing is done and the refusal says what to do. Whoever acts has the matter in hand from then on, until nothing has
happened in it for some hours (``TOIMI_HOLD_HOURS``).
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max

from toimi.matters import queue
from toimi.matters.access import check_handling
from toimi.matters.models import Handling, Holding, Matter, Step
from toimi.matters.problems import Problem, Refused
from toimi.matters.queue import Wanted
from toimi.matters.states import PENDING
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


def handled(seen: Sequence[Seen], *, who: Actor, what: str) -> list[Matter]:
    """The matters on which an official acts now: locked until the end of the transaction, and in the official's hands.

    Args:
        what: the action, as the audit has it.

    Raises:
        Refused: with every problem: what is not there or closed, went on since it was seen, or is in another's hands.
        NotAllowed: if the actor may not act in each of them.
    """
    rows = {one.pk: one for one in _locked([one.matter for one in seen])}
    last = dict(Step.objects.filter(matter__in=rows).values_list("matter").annotate(Max("pk")))
    problems = [problem for one in seen if (problem := _problem(one, rows.get(one.matter), last, who))]
    if problems:
        raise Refused(problems)
    found = [rows[one.matter] for one in seen]
    check_handling(who, found, what=what)
    _hold(found, who.official, Handling.TAKEN, who)
    return found


def _locked(numbers: Sequence[int]) -> list[Matter]:
    return list(Matter.objects.filter(pk__in=numbers).order_by("pk").select_for_update(of=("self",), no_key=True))


def _problem(seen: Seen, matter: Matter | None, last: dict[int, int], who: Actor) -> Problem | None:
    if matter is None or matter.organisation_id != who.organisation:
        return Problem("no_such_matter", seen.matter)
    if last[matter.pk] != seen.step:
        return Problem("matter_went_on", matter.pk, {"state": matter.state})
    if matter.state not in PENDING:
        return Problem("matter_not_pending", matter.pk)
    if matter.is_held(who.at) and matter.holder != who.official:
        assert matter.held_until is not None
        until = matter.held_until.astimezone(HELSINKI)
        return Problem("held_by_another", matter.pk, {"until": f"{until:%Y-%m-%d %H:%M}"})
    return None


def take(seen: Sequence[Seen], *, who: Actor) -> list[Matter]:
    """Take these matters, all or none.

    Raises:
        Refused, NotAllowed: as ``handled``.
    """
    with transaction.atomic():
        return handled(seen, who=who, what="matters.take")


def give_back(seen: Sequence[Seen], *, because: str, who: Actor) -> None:
    """Give matters back to the queue, all or none.

    Raises:
        Refused, NotAllowed: as ``handled``; or without a reason, or for a matter that is not in the official's hands.
    """
    because = _reason(because)
    with transaction.atomic():
        _let_go(handled(_held(seen, who), who=who, what="matters.give_back"), because, who)


def _let_go(rows: Sequence[Matter], because: str, who: Actor) -> None:
    Matter.objects.filter(pk__in=[one.pk for one in rows]).update(holder=None, held_until=None, wakes_on=None)
    insert(Holding, [_row(one, who.official, Handling.GIVEN_BACK, who, because) for one in rows])


def sleep(seen: Sequence[Seen], *, because: str, wakes_on: date, who: Actor) -> None:
    """Put matters aside until a day, all or none: they stay in the official's hands, and are free the day after it.

    Raises:
        Refused, NotAllowed: as ``handled``; or without a reason, or if the day is not a later one within a year.
    """
    because = _reason(because)
    if not who.day < wakes_on <= who.day + timedelta(days=366):
        raise Refused([Problem("no_day_to_wake")])
    until = datetime.combine(wakes_on, time(), HELSINKI) + timedelta(hours=settings.HOLD_HOURS)
    with transaction.atomic():
        rows = handled(seen, who=who, what="matters.sleep")
        Matter.objects.filter(pk__in=[one.pk for one in rows]).update(held_until=until, wakes_on=wakes_on)
        insert(Holding, [_row(one, who.official, Handling.ASLEEP, who, because, wakes_on) for one in rows])


def _held(seen: Sequence[Seen], who: Actor) -> Sequence[Seen]:
    """The same, if all of them are in the official's hands.

    Raises:
        Refused: otherwise.
    """
    rows = {one.pk: one for one in _locked([one.matter for one in seen])}
    free = [one for one in seen if (row := rows.get(one.matter)) and not row.is_held(who.at)]
    if free:
        raise Refused([Problem("not_in_hand", one.matter) for one in free])
    return seen


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
        chosen: list[Matter] = []
        for offered in queue.offers(whose, wanted, at_once=limit):
            chosen += offered[: limit - len(chosen)]
            if len(chosen) == limit:
                break
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
