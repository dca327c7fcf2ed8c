"""The job searches of each person in their order, those of the register among them: the rules that ``register`` and ``end`` keep.

One search a day, the next only after the end of the last was recorded, and what the ground of that end demands was shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from typing import Any

from django.db import connection
from psycopg import Cursor

from toimi.clients.states import Ground, rule_of
from toimi.importing.manifest import SEARCHES
from toimi.importing.problems import Problem, Problems
from toimi.office.actors import HELSINKI

ONE_DAY = timedelta(days=1)
_ALL = """
SELECT coalesce('h' || p.holder, 'p' || p.person) AS whose, x.line, x.first, x.until, x.ground, x.asked_at, x.channel,
    x.registered_on, x.ended_on, x.need_met
FROM import_search x JOIN import_person p ON p.person = x.person
WHERE NOT EXISTS (SELECT 1 FROM import_bad b WHERE b.person = x.person)
UNION ALL
SELECT 'h' || s.holder_id, 0, lower(s.days), upper(s.days), s.ground, s.asked_at, s.channel, s.registered_on, NULL, true
FROM clients_jobsearch s WHERE s.holder_id IN (SELECT holder FROM import_person)
ORDER BY whose, first, line
"""


@dataclass(frozen=True)
class Search:
    """A search of a person, of the extract or of the register.

    Attributes:
        line: in the extract; 0 if it is the register's.
        ended_on: the day on which its end was recorded, as far as it is known here.
    """

    line: int
    first: date
    until: date | None
    ground: str | None
    asked_at: datetime
    channel: str
    registered_on: date
    ended_on: date | None
    need_met: bool


def compare_searches(problems: Problems) -> None:
    """Mark the searches that the register has already; tell of those that cannot be among the others."""
    there: list[int] = []
    with connection.chunked_cursor() as cursor:
        cursor.execute(_ALL)
        for _, rows in groupby(cursor, lambda row: row[0]):
            mine = [Search(*row[1:]) for row in rows]
            same = {one.line for one in mine if one.line and _is_there(one, mine)}
            there += same
            for line, column, code in _wrong([one for one in mine if one.line not in same]):
                problems.add(Problem(SEARCHES, line, column, code))
    with connection.cursor() as marking:
        raw: Cursor[Any] = marking.cursor
        with raw.copy("COPY import_there FROM STDIN") as waiting:
            for line in there:
                waiting.write_row((SEARCHES, line))


def _is_there(one: Search, all_of_them: Sequence[Search]) -> bool:
    said = one.first, one.until, one.ground, one.asked_at, one.channel, one.registered_on
    return any(
        said == (other.first, other.until, other.ground, other.asked_at, other.channel, other.registered_on)
        for other in all_of_them
        if not other.line
    )


def _wrong(searches: Sequence[Search]) -> Iterator[tuple[int, str, str]]:
    """Lines of the extract with a column and what is wrong."""
    if searches and searches[0].line and _asked_on(searches[0]) != searches[0].first:
        yield searches[0].line, "from", "search_not_from_asking"
    for before, after in pairwise(searches):
        line = after.line or before.line
        if line:
            yield from ((line, column, code) for column, code in _between(before, after))


def _between(before: Search, after: Search) -> Iterator[tuple[str, str]]:
    """What keeps a search from following another."""
    if before.first == after.first:
        yield ("from", "search_twice" if before.line and after.line else "search_differs")
        return
    if before.until is None or before.until > after.first:
        yield "from", "search_overlaps"
        return
    if not after.line:
        return
    if after.first != max(_asked_on(after), before.until if before.first <= _asked_on(after) else after.first):
        yield "from", "search_not_from_asking"
    if before.ended_on and before.ended_on > after.registered_on:
        yield "registered_on", "search_before_end_recorded"
    rule = rule_of(Ground(before.ground or ""), before.until - ONE_DAY)
    if rule and rule.restart_needs and not after.need_met:
        yield "restart_need_met", f"restart_needs_{rule.restart_needs}"


def _asked_on(search: Search) -> date:
    return search.asked_at.astimezone(HELSINKI).date()
