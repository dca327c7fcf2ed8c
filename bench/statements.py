"""Statements by the thousand: simple matters put to the law, given, and put on their way to the payers, in an office of its own.

Usage: python bench/statements.py [MATTERS]. Prints matters a second, by processes beside each other.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from time import perf_counter
from typing import Any

from databases import database

REGISTERED, DAY = date(2024, 3, 1), date(2024, 3, 4)
PROCESSES = 2
AT_ONCE = 5_000
OF_ALL: list[tuple[str, dict[str, Any]]] = [
    ("person", {"id": "person", "birth_date": "1985-05-05"}),
    ("job_search", {"from": REGISTERED}),
    ("benefit", {"from": REGISTERED, "kind": "earnings_related"}),
    ("seeks_full_time_work", {"from": REGISTERED, "value": True}),
    ("answered_for", {"from": "2018-01-01", "subjects": ["work", "stops", "study", "business"]}),
]
LAID_OFF = [
    *OF_ALL,
    ("employment", {"id": "job", "from": "2019-01-01", "hours_share": 100}),
    ("layoff", {"from": REGISTERED, "job": "job", "extent": "full"}),
]
ENDED = [
    *OF_ALL,
    ("employment", {"id": "job", "from": "2019-01-01", "through": "2024-02-29", "hours_share": 100}),
    ("employment_end", {"on": "2024-02-29", "job": "job", "manner": "fixed_term_over"}),
]


def main(wanted: int) -> None:
    with database():
        print(json.dumps(measured(wanted), indent=2))


def measured(wanted: int) -> dict[str, Any]:
    from django.db import connection  # noqa: PLC0415  (after the path and the settings)

    from toimi.statements.models import Outgoing, Statement  # noqa: PLC0415  (after the path and the settings)

    begun = perf_counter()
    open_simple(wanted)
    stored = perf_counter() - begun
    connection.close_pool()
    with at_work() as pool:
        begun = perf_counter()
        given = sum(pool.map(_run, range(PROCESSES)))
        seconds = perf_counter() - begun
    assert given == wanted == Statement.objects.count() == Outgoing.objects.count(), given
    connection.close_pool()
    return {
        "matters": wanted, "stored_s": round(stored, 1), "processes": PROCESSES, "seconds": round(seconds, 2),
        "a_second": round(wanted / seconds),
    }  # fmt: skip


@contextmanager
def at_work() -> Iterator[ProcessPoolExecutor]:
    """Processes that have read the law: what one does once in its life is not what a matter costs."""
    with ProcessPoolExecutor(PROCESSES, get_context("spawn"), _ready) as pool:
        list(pool.map(abs, range(PROCESSES)))
        yield pool


def open_simple(wanted: int) -> None:
    """So many clients, half laid off, half from a job that ended as agreed; a matter of each, and who may settle it."""
    from django.db import connection  # noqa: PLC0415  (after the path and the settings)
    from tests.clients.actors import with_office  # noqa: PLC0415  (after the path and the settings)
    from tests.statements.deciding import commission, plan  # noqa: PLC0415  (after the path and the settings)

    from toimi.clients.models import ContactDetail, Detail, Person  # noqa: PLC0415  (after the path and the settings)
    from toimi.invented.people import Invented  # noqa: PLC0415  (after the path)
    from toimi.statements.commissioning_plan import Monitoring  # noqa: PLC0415  (after the path and the settings)

    codes = [code for table in Invented(wanted, 7).tables() for code in table.column("person").to_pylist()]
    people = Person.objects.bulk_create([Person(identity_code=code) for code in codes], batch_size=AT_ONCE)
    with_office(people)
    home = {"kind": Detail.MUNICIPALITY, "value": "690", "since": DAY, "recorded_on": DAY, "recorded_by": "1"}
    ContactDetail.objects.bulk_create([ContactDetail(person=one, **home) for one in people], batch_size=AT_ONCE)
    numbers = [one.pk for one in people]
    for first in range(0, wanted, AT_ONCE):
        _open(numbers[first : first + AT_ONCE])
    commission(plan(watched=Monitoring(share=20, bound=950, least=100)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _open(people: Sequence[int]) -> None:
    from tests.clients.actors import TE_OFFICE, adviser  # noqa: PLC0415  (after the path and the settings)

    from toimi.book.facts import Source  # noqa: PLC0415  (after the path)
    from toimi.clients.checking import NewFact, checked_fact  # noqa: PLC0415  (after the path and the settings)
    from toimi.clients.facts import put  # noqa: PLC0415  (after the path and the settings)
    from toimi.matters.actions import Opening, open_matters  # noqa: PLC0415  (after the path and the settings)
    from toimi.matters.models import Trigger  # noqa: PLC0415  (after the path and the settings)

    facts = [
        checked_fact(NewFact(one, kind, row, Source.PERSON))
        for place, one in enumerate(people)
        for kind, row in (LAID_OFF if place % 2 else ENDED)
    ]
    put(facts, who=adviser(REGISTERED))
    openings = [
        Opening(one, TE_OFFICE, "earnings_related", "fund-ytk", REGISTERED, Trigger.REGISTRATION) for one in people
    ]
    open_matters(openings, who=adviser(REGISTERED))


def _ready() -> None:
    from toimi.server.preparing import set_up  # noqa: PLC0415  (after the path)

    set_up()
    from toimi.days.line import offset_of  # noqa: PLC0415  (after the path)
    from toimi.law.book import BOOK  # noqa: PLC0415  (after the path)

    BOOK.edition(offset_of(DAY))


def _run(_: int) -> int:
    from tests.clients.actors import TE_OFFICE, adviser  # noqa: PLC0415  (after the path and the settings)

    from toimi.office.actors import Reason  # noqa: PLC0415  (after the path and the settings)
    from toimi.office.officials import Role  # noqa: PLC0415  (after the path and the settings)
    from toimi.statements.running import run  # noqa: PLC0415  (after the path and the settings)

    who = replace(adviser(DAY, Reason.MATTER, where=TE_OFFICE), role=Role.AUTOMATION)
    done = 0
    while found := run(who=who):
        done += found.total()
    return done


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
