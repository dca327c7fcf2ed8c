"""Invented people for the benchmark: the kinds of facts of March 2020 in plausible proportions, as a table."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa

import toimi.law.facts  # declares the vocabulary
from toimi.book.tables import schema

assert toimi.law.facts.BENEFITS

BENEFITS = ("earnings_related", "basic", "labour_market_subsidy")
AMOUNTS = ("300", "1089.66", "1089.67", "2500")
SUBJECTS = ["work", "stops", "study", "business"]


def person(rng: random.Random, number: int) -> dict[str, Any]:
    """One invented person with two years of facts around spring 2020; every tenth fact or so is not known."""
    begins = date(2020, 3, 1) + timedelta(days=rng.randrange(90))
    row: dict[str, Any] = {
        "person": f"person-{number}",
        "birth_date": date(1958, 1, 1) + timedelta(days=rng.randrange(15_000)),
        "benefit": [{"from": date(2020, 1, 1), "kind": rng.choice(BENEFITS)}],
        "job_search": [{"from": begins + timedelta(days=rng.randrange(-5, 12))}],
        "answered_for": [{"from": date(2019, 1, 1), "subjects": SUBJECTS}],
        "employment": [_job(rng, begins)],
    }
    row["seeks_full_time_work"] = [{"from": row["job_search"][0]["from"], "value": True}]
    {0: _laid_off, 1: _laid_off, 2: _left, 3: _entrepreneur}[rng.choice((0, 1, 2, 2, 3))](rng, row, begins)
    if rng.random() < 0.15:
        row["study"] = [{"id": "study", "from": date(2018, 9, 1), "goal": "university_degree"}]
        if rng.random() < 0.5:
            row["work_beside_study"] = [{"on": begins, "about": "study", "shows_no_obstacle": rng.random() < 0.3}]
    return row


def _job(rng: random.Random, begins: date) -> dict[str, Any]:
    return {
        "id": "job-1",
        "job": "job",
        "from": begins - timedelta(days=rng.randrange(100, 3000)),
        "hours_share": rng.choice((100, 100, 100, 60, 40)),
        "pay_month": rng.choice((None, 1900, 2400, 3100)),
        "regular_work_agreed": True,
    }


def _laid_off(rng: random.Random, row: dict[str, Any], begins: date) -> None:
    first = {"job": "job", "from": begins, "until": begins + timedelta(days=rng.randrange(14, 200)), "extent": "full"}
    row["layoff"] = [first]
    if rng.random() < 0.3:
        again = first["until"] + timedelta(days=rng.randrange(30))
        row["layoff"].append({"job": "job", "from": again, "until": again + timedelta(days=60), "extent": "full"})


def _left(rng: random.Random, row: dict[str, Any], begins: date) -> None:
    row["employment"][0]["until"] = begins
    end = {
        "id": "end",
        "job": "job",
        "on": begins - timedelta(days=1),
        "ground": "none_given",
        "notice_given_by": "person",
    }
    end["manner"] = rng.choice(("resigned", "dismissed", "fixed_term_over", "fixed_term_over"))
    end["notice_given_on"] = begins - timedelta(days=rng.randrange(1, 30))
    row["employment_end"] = [end]
    if rng.random() < 0.7:
        row["valid_reason"] = [{"on": begins, "about": "end", "accepted": rng.random() < 0.5}]
        row["own_fault"] = [{"on": begins, "about": "end", "caused": rng.random() < 0.4, "reprehensible": False}]


def _entrepreneur(rng: random.Random, row: dict[str, Any], _begins: date) -> None:
    del row["employment"]
    row["business"] = [{"id": "firm", "from": date(2012, 5, 1)}]
    row["business_workload"] = [{"business": "firm", "from": date(2012, 5, 1), "value": "full_time"}]
    months = [date(2020, month, 1) for month in range(3, 13)]
    row["business_income"] = [
        {
            "business": "firm",
            "from": month,
            "until": (month + timedelta(days=32)).replace(day=1),
            "amount": Decimal(rng.choice(AMOUNTS)),
            "entrepreneurs_working": 1,
            "fell_because_of_disease": True,
        }
        for month in months
    ]


def table(number: int, seed: int) -> pa.Table:
    """So many people. Different numbers from one seed begin with the same people."""
    rng = random.Random(seed)
    return pa.Table.from_pylist([person(rng, nth) for nth in range(number)], schema=schema())


def repeated(people: pa.Table, times: int) -> pa.Table:
    """The same people several times over, under other names."""
    copies = []
    for copy in range(times):
        names = pa.array([f"{name}-{copy}" for name in people.column("person").to_pylist()])
        copies.append(people.set_column(0, "person", names))
    return pa.concat_tables(copies).cast(schema())
