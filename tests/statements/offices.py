"""An office in spring 2024 with clients whose matters are simple, or are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tests.clients.actors import TE_OFFICE, adviser, new_client
from tests.statements.deciding import commission, plan

from toimi.book.facts import Source
from toimi.clients.checking import NewFact
from toimi.clients.facts import write
from toimi.clients.models import ContactDetail, Detail
from toimi.matters.claiming import Claim, claim
from toimi.office.actors import Actor, Reason
from toimi.office.officials import Role

REGISTERED, DAY = date(2024, 3, 1), date(2024, 3, 4)
FUND = "fund-ytk"
Row = tuple[str, dict[str, Any]]
TOLD: list[Row] = [
    ("person", {"id": "person", "birth_date": "1985-05-05"}),
    ("job_search", {"from": REGISTERED}),
    ("seeks_full_time_work", {"from": REGISTERED, "value": True}),
    ("answered_for", {"from": "2018-01-01", "subjects": ["work", "stops", "study", "business"]}),
]
JOB: Row = ("employment", {"id": "job", "from": "2019-01-01", "hours_share": 100})
LAID_OFF: list[Row] = [JOB, ("layoff", {"from": REGISTERED, "job": "job", "extent": "full"})]
RESIGNED: list[Row] = [
    (
        "employment",
        {"id": "job", "from": "2019-01-01", "through": "2024-02-29", "hours_share": 100, "pay_month": 2500,
         "regular_work_agreed": True},
    ),
    (
        "employment_end",
        {
            "id": "end", "on": "2024-02-29", "job": "job", "manner": "resigned", "ground": "none_given",
            "notice_given_on": "2024-01-31", "notice_given_by": "person",
        },
    ),
]  # fmt: skip
STILL_AT_WORK: list[Row] = [JOB]
SIMPLE = ["job_seeker", "unemployment"]


def client(*more: Row, on: date = REGISTERED, told: Sequence[Row] = TOLD) -> int:
    """A client of Oulu who has told everything, registered on the day."""
    person = new_client()
    rows = [(kind, {**row, **({"from": on} if row.get("from") == REGISTERED else {})}) for kind, row in (*told, *more)]
    write([NewFact(person, kind, row, Source.PERSON) for kind, row in rows], who=adviser(on))
    home = {"kind": Detail.MUNICIPALITY, "value": "564", "since": on, "recorded_on": on, "recorded_by": "1"}
    ContactDetail.objects.create(person_id=person, **home)
    return person


def claimed(*people: int, on: date = REGISTERED, payer: str = FUND, benefit: str = "earnings_related") -> list[int]:
    """The matters of people who apply for a benefit from the day on."""
    return claim([Claim(one, benefit, payer, on) for one in people], who=adviser(on))


def commissioned(subjects: list[str] | None = None, first_day: date = date(2023, 5, 1), where: str = TE_OFFICE) -> int:
    """From the first day on which there is a basis for it, unless the law of the subjects changed since."""
    return commission(plan(*subjects or SIMPLE, first_day=first_day), first_day, where)


def machine(day: date = DAY, where: str = TE_OFFICE) -> Actor:
    """The office's automation."""
    return replace(adviser(day, Reason.MATTER, where=where), role=Role.AUTOMATION)
