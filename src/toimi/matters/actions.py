"""What happens to matters: they are opened, and go from state to state. Each action takes a list; one is a list of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db import IntegrityError, connection, transaction
from psycopg.errors import UniqueViolation

from toimi.clients.changed_facts import look_again
from toimi.matters.models import Matter, Rerun, Step, Trigger
from toimi.matters.problems import Problem, Refused
from toimi.matters.states import PENDING, By, State, check
from toimi.office.actors import Actor
from toimi.office.audit import record
from toimi.office.many import insert

WAITING = "matters_waiting"
"""The notification that matters wait to be put to the law: with the commit it wakes the office's worker."""


@dataclass(frozen=True)
class Opening:
    """A question on a person's right that has arisen.

    Attributes:
        organisation: code of the one that handles it.
        payer: code of Kela or a fund; ``None`` while it is not known.
        until: the first day not asked about; ``None`` if no end is asked about.
    """

    person: int
    organisation: str
    benefit: str
    payer: str | None
    first_day: date
    trigger: Trigger
    until: date | None = None
    language: str = "fi"

    @property
    def key(self) -> tuple[int, str]:
        """Of what only one can be pending."""
        return self.person, self.benefit


def open_matters(openings: Sequence[Opening], *, who: Actor) -> list[int]:
    """Open a matter for each; who has a pending one on the benefit gets that one back, to be run again.

    Raises:
        Refused: if one is pending that the actor does not see; nothing was written.
    """
    try:
        with transaction.atomic():
            return _open(openings, who)
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
    try:
        with transaction.atomic():  # another one opened in the meantime is pending now
            return _open(openings, who)
    except IntegrityError as error:
        if not isinstance(error.__cause__, UniqueViolation):
            raise
        raise Refused([Problem("pending_elsewhere")]) from None


def _open(openings: Sequence[Opening], who: Actor) -> list[int]:
    pending = _pending(openings)
    Matter.objects.filter(pk__in=pending.values()).update(is_open_to_rerun=True)
    new = list({one.key: one for one in reversed(openings) if one.key not in pending}.values())[::-1]
    numbers = insert(Matter, [_row(one, who) for one in new])
    opened = list(zip(numbers, new, strict=True))
    insert(Step, [step(number, "", State.OPENED, By.SYSTEM, who, one.trigger) for number, one in opened])
    record([who.trace("matters.open", one.person, about=f"matter:{number}") for number, one in opened])
    wake()
    of_key = pending | {one.key: number for number, one in opened}
    return [of_key[one.key] for one in openings]


def wake() -> None:
    """With the commit the office's worker looks for what waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [WAITING])


def _pending(openings: Sequence[Opening]) -> dict[tuple[int, str], int]:
    rows = Matter.pending().filter(person__in={one.person for one in openings})
    return {(row.person_id, row.benefit): row.pk for row in rows}


def _row(one: Opening, who: Actor) -> dict[str, object]:
    return {
        "person": one.person, "organisation": one.organisation, "benefit": one.benefit, "payer": one.payer,
        "first_day": one.first_day, "until": one.until, "trigger": one.trigger, "language": one.language,
        "kind": "basic", "subjects": (), "state": State.OPENED, "opened_on": who.day, "is_open_to_rerun": True,
    }  # fmt: skip


def step(matter: int, before: str, after: str, by: By, who: Actor, because: str) -> dict[str, object]:
    """The row of a step."""
    return {
        "matter": matter, "before": before, "after": after, "by": by, "who": str(who.official), "because": because,
        "on": who.day, "at": who.at,
    }  # fmt: skip


def go(paths: Mapping[int, tuple[State, ...]], *, by: By, who: Actor, because: str = "") -> None:
    """Take matters, which are locked, along steps: the first of each path is the state in which it is.

    Raises:
        Forbidden: for a step that is not in the table, or not for who takes it; nothing was written.
        RuntimeError: if a matter is not in the state that was thought.
    """
    for path in set(paths.values()):
        check(path, by)
    rows = [
        step(matter, before, after, by, who, because)
        for matter, path in paths.items()
        for before, after in pairwise(path)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_matter SET state = given.after FROM unnest(%s::bigint[], %s::text[], %s::text[])"
            " AS given(id, before, after) WHERE matters_matter.id = given.id AND state = given.before",
            [list(paths), [path[0] for path in paths.values()], [path[-1] for path in paths.values()]],
        )
        if cursor.rowcount != len(paths):
            raise RuntimeError("A matter is in another state than was thought: lock it before it is read.")
    insert(Step, rows)
    _look_again([matter for matter, path in paths.items() if path[-1] is State.SENT])


def _look_again(sent: Sequence[int]) -> None:
    """Something became known of the person between the statement and its way to the payer: nobody has looked at it."""
    if sent:
        changed = Matter.objects.filter(pk__in=sent, is_open_to_rerun=True)
        look_again(list(changed.values_list("person", flat=True)))


@dataclass(frozen=True)
class Assessed:
    """What the law's answer says of a matter.

    Attributes:
        kind, subjects: of the statement.
        known_fact: number of the last fact that the law was told.
        unpaid_since: as the matter has it.
    """

    kind: str
    subjects: Sequence[str]
    known_fact: int
    unpaid_since: date | None = None


def assessed(found: Mapping[int, Assessed]) -> None:
    """Write what the law's answer says of matters, which are locked."""
    rows = list(found.values())
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_matter SET kind = given.kind, subjects = string_to_array(given.subjects, ','),"
            " known_fact = given.fact, unpaid_since = given.since, is_open_to_rerun = false"
            " FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::bigint[], %s::date[])"
            " AS given(id, kind, subjects, fact, since) WHERE matters_matter.id = given.id",
            [
                list(found), [one.kind for one in rows], [",".join(one.subjects) for one in rows],
                [one.known_fact for one in rows], [one.unpaid_since for one in rows],
            ],
        )  # fmt: skip


def rerun(matters: Sequence[int], *, because: str, who: Actor) -> list[int]:
    """Open pending matters to be put to the law again, as when the law has changed: the numbers of those that are now.

    What is not pending any more is left out: what was stated on it stands until a new matter.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_matter SET is_open_to_rerun = true WHERE id = ANY(%s) AND state = ANY(%s)"
            " RETURNING id, person_id",
            [list(matters), sorted(PENDING)],
        )
        found = sorted(cursor.fetchall())
        insert(
            Rerun,
            [{"matter": matter, "because": because, "who": str(who.official), "at": who.at} for matter, _ in found],
        )
        wake()
        record([who.trace("matters.rerun", person, about=f"matter:{matter}") for matter, person in found])
    return [matter for matter, _ in found]
