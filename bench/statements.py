"""Statements by the thousand: simple matters put to the law, given and put on their way to the payers, on a database of its own.

Usage: python bench/statements.py [MATTERS]. Prints matters a second, by processes beside each other.
"""

from __future__ import annotations

import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import date, datetime, time
from multiprocessing import get_context
from time import perf_counter
from typing import Any

from databases import database

DAY = date(2024, 3, 4)
PROCESSES = 2


def main(wanted: int) -> None:
    with database():
        told = measured(wanted)
        print(json.dumps(told, indent=2))


def measured(wanted: int) -> dict[str, Any]:
    from django.db import connection  # noqa: PLC0415  (after the path and the settings)
    from tests.statements.deciding import commission, plan  # noqa: PLC0415  (after the path and the settings)

    from toimi.statements.commissioning_plan import Monitoring  # noqa: PLC0415  (after the settings)
    from toimi.statements.models import Outgoing, Proposal, Statement  # noqa: PLC0415  (after the settings)

    begun = perf_counter()
    open_simple(wanted)
    commission(plan(watched=Monitoring(share=20, bound=950, least=100)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    stored = perf_counter() - begun
    connection.close_pool()
    begun = perf_counter()
    with ProcessPoolExecutor(PROCESSES, get_context("spawn")) as pool:
        list(pool.map(_ready, range(PROCESSES)))  # what a worker does once in its life is not what a matter costs
        begun = perf_counter()
        given = sum(pool.map(_run, range(PROCESSES)))
    seconds = perf_counter() - begun
    from collections import Counter

    print(
        Counter(Proposal.objects.values_list("result", "subjects")[:0]),
        Counter((r, tuple(s)) for r, s in Proposal.objects.values_list("result", "subjects")),
        Proposal.objects.first().stretches,
        file=sys.stderr,
    )
    assert given == wanted == Statement.objects.count() == Outgoing.objects.count(), (given, Statement.objects.count())
    connection.close_pool()
    return {
        "matters": wanted, "stored_s": round(stored, 1), "processes": PROCESSES, "seconds": round(seconds, 2),
        "a_second": round(wanted / seconds),
    }  # fmt: skip


def open_simple(wanted: int) -> None:
    """So many clients: half laid off for the time being, half from a job that ended as agreed; a matter of each."""
    from tests.clients.actors import TE_OFFICE, adviser, with_office  # noqa: PLC0415  (after the path and the settings)

    from toimi.book.facts import Source  # noqa: PLC0415
    from toimi.clients.checking import NewFact, checked_fact  # noqa: PLC0415
    from toimi.clients.facts import put  # noqa: PLC0415
    from toimi.clients.models import ContactDetail, Detail, Person  # noqa: PLC0415
    from toimi.invented.people import Invented  # noqa: PLC0415
    from toimi.matters.actions import Opening, open_matters  # noqa: PLC0415
    from toimi.matters.models import Trigger  # noqa: PLC0415

    codes = [code for table in Invented(wanted, 7).tables() for code in table.column("person").to_pylist()]
    people = Person.objects.bulk_create([Person(identity_code=code) for code in codes], batch_size=5_000)
    with_office(people)
    ContactDetail.objects.bulk_create(
        [
            ContactDetail(
                person=one, kind=Detail.MUNICIPALITY, value="690", since=DAY, recorded_on=DAY, recorded_by="1"
            )
            for one in people
        ],
        batch_size=5_000,
    )
    who = adviser(date(2024, 3, 1))
    for first in range(0, wanted, 5_000):
        some = people[first : first + 5_000]
        put(
            [
                checked_fact(NewFact(one.pk, kind, row, Source.PERSON))
                for place, one in enumerate(some)
                for kind, row in (LAID_OFF if place % 2 else ENDED)
            ],
            who=who,
        )
    open_matters(
        [
            Opening(one.pk, TE_OFFICE, "earnings_related", "fund-ytk", date(2024, 3, 1), Trigger.REGISTRATION)
            for one in people
        ],
        who=who,
    )


OF_ALL: list[tuple[str, dict[str, Any]]] = [
    ("person", {"id": "person", "birth_date": "1985-05-05"}),
    ("job_search", {"from": "2024-03-01"}),
    ("benefit", {"from": "2024-03-01", "kind": "earnings_related"}),
    ("seeks_full_time_work", {"from": "2024-03-01", "value": True}),
    ("answered_for", {"from": "2018-01-01", "subjects": ["work", "stops", "study", "business"]}),
]
LAID_OFF = [
    *OF_ALL,
    ("employment", {"id": "job", "from": "2019-01-01", "hours_share": 100}),
    ("layoff", {"from": "2024-03-01", "job": "job", "extent": "full"}),
]
ENDED = [
    *OF_ALL,
    ("employment", {"id": "job", "from": "2019-01-01", "through": "2024-02-29", "hours_share": 100}),
    ("employment_end", {"on": "2024-02-29", "job": "job", "manner": "fixed_term_over"}),
]


def _ready(_: int) -> None:
    from toimi.server.preparing import set_up  # noqa: PLC0415

    set_up()
    from toimi.law.book import BOOK  # noqa: PLC0415
    from toimi.days.line import offset_of  # noqa: PLC0415

    BOOK.edition(offset_of(DAY))


def _run(number: int) -> int:
    from toimi.office.actors import HELSINKI, Actor, Reason  # noqa: PLC0415
    from toimi.office.officials import Role  # noqa: PLC0415
    from toimi.statements.running import run  # noqa: PLC0415
    import uuid  # noqa: PLC0415

    who = Actor(
        uuid.UUID(int=9),
        Role.AUTOMATION,
        "te-office-pohjois-pohjanmaa",
        datetime.combine(DAY, time(12), HELSINKI),
        Reason.MATTER,
    )
    done = 0
    while found := run(who=who, limit=int(os.environ.get("BATCH", 1000))):
        done += found.total()
    return done


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
