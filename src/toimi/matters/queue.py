"""The queue: which matters wait for an official, and which of them comes first.

One order for everybody, total and the same whenever it is asked:

1. the clock: the last day of the deadline of the law; while none runs, the 14th day from the opening, by which the office
   itself wants to have stated or asked (practice; statement-procedure, section 6);
2. income at risk: whoever has been longest without what would be paid. The days are counted from ``unpaid_since``, so the
   order needs no today; who has lost nothing so far comes last;
3. effort: basic statements before expert ones and these before those on entrepreneurs, and of one kind those that are about
   less [I];
4. the number.

PostgreSQL reads it from the index ``matter_queue`` (migration 0003), which holds the same words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction

from toimi.matters.access import handled_by
from toimi.matters.clocks import PROMISED
from toimi.matters.models import Matter
from toimi.matters.problems import Problem, Refused
from toimi.matters.states import FOR_OFFICIALS
from toimi.matters.subjects import SUBJECTS, Kind
from toimi.office.actors import Actor
from toimi.office.audit import record

CLOCK = f"coalesce(m.due_on, m.opened_on + {PROMISED})"
"""While no deadline of the law runs, the day that the offices promised."""
EFFORT = "(CASE m.kind WHEN 'basic' THEN 0 WHEN 'expert' THEN 100 ELSE 200 END + cardinality(m.subjects))"
ORDER = f"{CLOCK}, m.unpaid_since, {EFFORT}, m.id"
_STATES = ", ".join(f"'{state}'" for state in sorted(FOR_OFFICIALS))
ROUND = 20
"""Matters of which it is asked at once whether the official may have them."""


@dataclass(frozen=True)
class Wanted:
    """Which matters of the queue; all that are free if nothing is said.

    Attributes:
        municipality: code of the client's home municipality, by which an office divides its work.
        waiting_days: opened so many days ago at least.
        only_mine: those that the official has in hand, instead of those that nobody has.
    """

    kind: Kind | None = None
    subject: str | None = None
    municipality: str | None = None
    language: str | None = None
    waiting_days: int | None = None
    only_mine: bool = False

    def check(self) -> None:
        """Whether there can be such matters.

        Raises:
            Refused: with every problem.
        """
        problems = []
        if self.subject is not None and self.subject not in SUBJECTS:
            problems.append(Problem("no_such_subject", values={"subjects": ", ".join(SUBJECTS)}))
        if self.waiting_days is not None and not 0 <= self.waiting_days < 10_000:
            problems.append(Problem("no_such_wait"))
        if problems:
            raise Refused(problems)


def query(
    who: Actor, wanted: Wanted, *, limit: int, among: Collection[int] = (), but: Collection[int] = ()
) -> tuple[str, dict[str, Any]]:
    """The numbers of the first matters of the queue, in SQL with its values.

    Args:
        among: only these, if any are named.
        but: not these.
    """
    wanted.check()
    conditions = [
        "m.organisation_id = %(organisation)s",
        f"m.state IN ({_STATES})",
        "m.holder = %(official)s AND m.held_until > %(at)s" if wanted.only_mine
        else "(m.held_until IS NULL OR m.held_until <= %(at)s)",
        "(m.wakes_on IS NULL OR m.wakes_on <= %(day)s)",
        *(condition for value, condition in _filters(wanted, among, but) if value),
    ]  # fmt: skip
    values = {
        "organisation": who.organisation, "official": who.official, "at": who.at, "day": who.day, "limit": limit,
        "kind": wanted.kind, "subject": wanted.subject, "municipality": wanted.municipality, "language": wanted.language,
        "opened_by": opened_by(who.day, wanted.waiting_days), "among": list(among), "but": list(but),
    }  # fmt: skip
    where = " AND ".join(conditions)
    return f"SELECT m.id FROM matters_matter m WHERE {where} ORDER BY {ORDER} LIMIT %(limit)s", values  # noqa: S608  (words of this file)


def _filters(wanted: Wanted, among: Collection[int], but: Collection[int]) -> Iterator[tuple[object, str]]:
    yield wanted.kind, "m.kind = %(kind)s"
    yield wanted.subject, "%(subject)s = ANY (m.subjects)"
    yield wanted.language, "m.language = %(language)s"
    yield wanted.waiting_days is not None, "m.opened_on <= %(opened_by)s"
    yield (
        wanted.municipality,
        """(
        SELECT value FROM clients_contactdetail d WHERE d.person_id = m.person_id AND d.kind = 'municipality'
        AND d.since <= %(day)s ORDER BY d.since DESC, d.id DESC LIMIT 1) = %(municipality)s""",
    )
    yield among, "m.id = ANY (%(among)s)"
    yield but, "m.id <> ALL (%(but)s)"


def opened_by(day: date, waiting_days: int | None) -> date:
    """The last day of opening of what has waited so long."""
    return day - timedelta(days=waiting_days or 0)


def offers(who: Actor, wanted: Wanted, *, at_once: int = ROUND) -> Iterator[list[Matter]]:
    """The matters of the queue that the official may have, in its order, some at a time; not locked."""
    passed: set[int] = set()
    while waiting := _matters(*query(who, wanted, limit=at_once, but=passed)):
        may = handled_by(who, waiting)
        yield [one for one in waiting if one.pk in may]
        passed |= {one.pk for one in waiting}


def first(who: Actor, wanted: Wanted, *, limit: int) -> list[Matter]:
    """The first matters of the queue that the official may have; not locked."""
    found: list[Matter] = []
    for some in offers(who, wanted, at_once=max(limit, ROUND)):
        found += some
        if len(found) >= limit:
            break
    return found[:limit]


def listed(who: Actor, wanted: Wanted, *, limit: int = 50) -> list[Matter]:
    """The first matters of the queue as shown to an official, who is shown none but those to be had; a trace of each.

    Raises:
        Refused: if no matter can be as wanted.
    """
    with transaction.atomic():
        found = first(who, wanted, limit=limit)
        record([who.trace("matters.queue", one.person_id, about=f"matter:{one.pk}") for one in found])
    return found


def locked(who: Actor, wanted: Wanted, *, limit: int, among: Collection[int]) -> list[Matter]:
    """The first of these that still wait and that nobody else is taking, locked."""
    text, values = query(who, wanted, limit=limit, among=among)
    return _matters(f"{text} FOR NO KEY UPDATE OF m SKIP LOCKED", values)


def _matters(text: str, values: dict[str, Any]) -> list[Matter]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        numbers = [number for (number,) in cursor.fetchall()]
    rows = Matter.objects.in_bulk(numbers)
    return [rows[number] for number in numbers]
