"""What a matter is about, by the acts: suspension from office is conduct (TTL 2a:1.2), other stops and agreed ends are not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from toimi.book.caseload import PERSON
from toimi.book.facts import KINDS
from toimi.book.kept import table_of
from toimi.book.tables import read_people
from toimi.days.line import offset_of
from toimi.law.book import BOOK  # noqa: F401  (declares the vocabulary)
from toimi.matters.subjects import SUBJECTS, brought_up, kind_of

DAY = date(2024, 3, 4)
JOB: dict[str, Any] = {"employment": [{"id": "job", "from": "2019-01-01"}]}
TO_FEBRUARY: dict[str, Any] = {"employment": [{"id": "job", "from": "2019-01-01", "until": "2024-03-01"}]}


def stop(ground: str) -> dict[str, Any]:
    return {**JOB, "equated_stop": [{"from": "2024-03-01", "job": "job", "ground": ground}]}


def end(on: str = "2024-02-29", **said: str) -> dict[str, Any]:
    return {**TO_FEBRUARY, "employment_end": [{"id": "end", "on": on, "job": "job", **said}]}


@pytest.mark.parametrize(
    ("facts", "conduct", "statement"),
    [
        (JOB, False, "basic"),
        (stop("outside_cause"), False, "basic"),
        (stop("contract_term"), False, "basic"),
        (stop("family_day_care"), False, "basic"),
        (stop("office_suspension"), True, "expert"),
        (stop("office_suspension_health_data"), True, "expert"),
        (end(manner="fixed_term_over"), False, "basic"),
        (end(manner="dismissed", ground="economic_or_production"), False, "basic"),
        (end(manner="dismissed", ground="person"), True, "expert"),
        (end(manner="resigned"), True, "expert"),
        (end(), True, "expert"),
    ],
)
def test_conduct_is_brought_up_by_what_may_be_conduct(facts: dict[str, Any], conduct: bool, statement: str) -> None:
    row = {"person": "1", "asked_from": "2024-03-01", "asked_until": "2024-09-01", **facts}
    people = read_people(table_of(row), known_at=offset_of(DAY))
    assert not people.problems
    about = {name for name, of in brought_up(people.caseload).items() if of[0]}
    assert ("leaving_work" in about, str(kind_of(about))) == (conduct, statement)


def test_every_kind_of_fact_brings_something_up() -> None:
    law = {name for name, kind in KINDS.items() if kind.__module__ == "toimi.law.facts" or name == PERSON}
    assert {kind for subject in SUBJECTS.values() for kind in subject.kinds} == law
