"""Clients of whom enough is known to be stated on, and who acts."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange
from tests.clients.actors import TE_OFFICE, adviser, new_client

from toimi.book.facts import Source
from toimi.clients.checking import NewFact
from toimi.clients.facts import write
from toimi.clients.models import ContactDetail, Detail
from toimi.matters.actions import Opening, open_matters
from toimi.matters.models import Trigger
from toimi.office.actors import HELSINKI, Actor, Reason
from toimi.office.officials import Role
from toimi.statements.models import Commissioning

FIRST, DAY = date(2024, 3, 1), date(2024, 3, 4)
Row = tuple[str, dict[str, Any]]
KNOWN: list[Row] = [
    ("person", {"id": "person", "birth_date": "1985-05-05"}),
    ("job_search", {"id": "search", "from": "2024-03-01"}),
    ("benefit", {"id": "claim", "from": "2024-03-01", "kind": "earnings_related"}),
    ("seeks_full_time_work", {"id": "full-time", "from": "2024-03-01", "value": True}),
    ("answered_for", {"from": "2018-01-01", "subjects": ["work", "stops", "study", "business"]}),
    (
        "employment",
        {
            "id": "job",
            "from": "2019-01-01",
            "through": "2024-02-29",
            "hours_share": 100,
            "regular_work_agreed": True,
            "pay_month": Decimal("2010.00"),
        },
    ),
]
ENDED: list[Row] = [
    *KNOWN,
    ("employment_end", {"id": "end", "on": "2024-02-29", "job": "job", "manner": "fixed_term_over"}),
]
"""A job that ended as agreed: a right to the benefit from the first day on."""
RESIGNED: Row = (
    "employment_end",
    {
        "id": "resigned",
        "on": "2024-02-29",
        "job": "job",
        "manner": "resigned",
        "ground": "none_given",
        "notice_given_on": "2024-02-14",
        "notice_given_by": "person",
    },
)
"""Whether there was a valid reason is not known: open."""
NO_REASON: Row = ("valid_reason", {"on": "2024-02-29", "about": "resigned", "accepted": False})


def automation(day: date = DAY) -> Actor:
    return Actor(uuid.UUID(int=9), Role.AUTOMATION, TE_OFFICE, datetime.combine(day, time(12), HELSINKI), Reason.MATTER)


def decider(number: int = 2, day: date = DAY, *, hour: int = 12, role: Role = Role.DECIDER) -> Actor:
    at = datetime.combine(day, time(hour), HELSINKI)
    reason = Reason.CONTROL if role is Role.MANAGER else Reason.MATTER
    return Actor(uuid.UUID(int=number), role, TE_OFFICE, at, reason)


def know(person: int, rows: Sequence[Row], day: date = FIRST, **said: Any) -> None:
    write([NewFact(person, kind, row, Source.PERSON, **said) for kind, row in rows], who=adviser(day))


def client(rows: Sequence[Row] = ENDED) -> int:
    person = new_client()
    ContactDetail.objects.create(
        person_id=person, kind=Detail.MUNICIPALITY, value="690", since=FIRST, recorded_on=FIRST, recorded_by="1"
    )
    know(person, rows)
    return person


def opened(*people: int, day: date = FIRST) -> list[int]:
    return open_matters(
        [Opening(one, TE_OFFICE, "earnings_related", "fund-ytk", FIRST, Trigger.REGISTRATION) for one in people],
        who=adviser(day),
    )


def commission() -> None:
    Commissioning.objects.create(
        subjects=["job_seeker", "unemployment", "leaving_work"], days=DateRange(date(2023, 5, 1), None), document={},
        digest="0" * 64,
    )  # fmt: skip
