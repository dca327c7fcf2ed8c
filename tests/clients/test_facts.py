"""Facts as rows: checked by their declaration, never changed, superseded by name, all of a list or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from tests.clients.actors import AINO, adviser, new_client

from toimi.clients.checking import NewFact
from toimi.clients.facts import record
from toimi.clients.models import KnownFact, Person
from toimi.clients.problems import Refused
from toimi.office.access import NotAllowed

pytestmark = pytest.mark.usefixtures("db")
DAY = date(2024, 5, 6)


@pytest.fixture
def person() -> int:
    return new_client()


def job(person: int, **more: Any) -> NewFact:
    said = {"id": "job-1", "job": "mill", "from": "2024-01-01", "through": "2024-03-31", **more}
    return NewFact(person, "employment", said)


def told(*facts: NewFact, day: date = DAY) -> list[str]:
    return record(facts, who=adviser(day))


def problems(*facts: NewFact, day: date = DAY) -> list[tuple[int, str]]:
    with pytest.raises(Refused) as refused:
        told(*facts, day=day)
    for problem in refused.value.problems:
        assert all(problem.text(language) for language in ("fi", "sv", "en"))
    return [(problem.place, problem.code) for problem in refused.value.problems]


def test_a_fact_is_a_row_with_half_open_days_and_plain_values(person: int) -> None:
    assert told(job(person, hours_share=100, pay_month=Decimal("2400.50"), regular_work_agreed="yes")) == ["job-1"]
    row = KnownFact.objects.get()
    assert (row.days.lower, row.days.upper) == (date(2024, 1, 1), date(2024, 4, 1))
    assert row.attributes["job"] == "mill"
    assert row.attributes["pay_month"] == "2400.5"
    assert row.attributes["regular_work_agreed"] is True
    assert (row.recorded_on, row.recorded_by, row.uncertain) == (DAY, str(AINO), None)


def test_what_is_not_known_is_kept_in_words_and_its_days_are_as_wide_as_they_can_be(person: int) -> None:
    told(job(person, pay_month="unknown", through={"earliest": "2024-03-01", "latest": "2024-03-31"}))
    row = KnownFact.objects.get()
    assert row.uncertain == {"pay_month": "unknown", "through": {"earliest": "2024-03-01", "latest": "2024-03-31"}}
    assert row.days.upper == date(2024, 4, 1)
    assert "pay_month" not in row.attributes


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"pay_month": "much"}, "fact_value"),
        ({"pay_month": Decimal(-1)}, "fact_value"),
        ({"colour": "red"}, "fact_value"),
        ({"job": True}, "fact_value"),
        ({"from": "2024-02-30"}, "fact_days"),
        ({"from": "never"}, "fact_days"),
        ({"from": "2024-04-01"}, "fact_days"),
        ({"id": "x" * 121}, "fact_days"),
        ({"id": "a\x00b"}, "fact_days"),
        ({"job": "a\ud800"}, "fact_value"),
        ({"id": "employment:12"}, "fact_days"),
        ({"id": "12/job-1"}, "fact_days"),
        ({"id": "search-5"}, "fact_days"),
        ({"id": "search-5-ended"}, "fact_days"),
        ({"id": "search-5-lapse"}, "fact_days"),
        ({"id": "person"}, "fact_days"),
    ],
)
def test_what_does_not_fit_the_declaration_is_refused_and_nothing_of_the_list_is_written(
    person: int, more: dict[str, Any], code: str
) -> None:
    assert problems(NewFact(person, "benefit", {"from": "2024-01-01", "kind": "basic"}), job(person, **more)) == [
        (1, code)
    ]
    assert not KnownFact.objects.exists()


def test_a_text_that_the_database_cannot_keep_is_refused_by_name(person: int) -> None:
    assert problems(replace(job(person), evidence="a\x00b"), replace(job(person), evidence="\udfff")) == [
        (0, "text"),
        (1, "text"),
    ]


def test_a_kind_that_is_not_known_and_a_search_are_refused(person: int) -> None:
    assert problems(NewFact(person, "horoscope")) == [(0, "fact_kind")]
    assert problems(NewFact(person, "job_search", {"from": "2024-01-01"})) == [(0, "fact_of_search")]


def test_a_correction_is_a_new_row_and_the_old_one_stays(person: int) -> None:
    told(job(person), day=date(2024, 4, 2))
    told(NewFact(person, "employment", {"job": "mill", "from": "2024-01-01"}, corrects="job-1"))
    old, new = KnownFact.objects.order_by("id")
    assert (old.days.upper, old.recorded_on) == (date(2024, 4, 1), date(2024, 4, 2))
    assert (new.days.upper, new.corrects, new.recorded_on) == (None, "job-1", DAY)


def test_a_withdrawal_has_the_days_of_what_it_withdraws(person: int) -> None:
    told(job(person))
    told(NewFact(person, "employment", corrects="job-1", withdraws=True))
    row = KnownFact.objects.latest("id")
    assert (row.withdrawn, row.corrects, row.days.lower) == (True, "job-1", date(2024, 1, 1))


def test_only_a_row_that_stands_can_be_superseded(person: int) -> None:
    other = new_client()
    told(job(person))
    again = NewFact(person, "employment", {"job": "mill", "from": "2024-01-01"}, corrects="job-1")
    assert problems(NewFact(other, "employment", again.said, corrects="job-1")) == [(0, "fact_not_there")]
    assert problems(NewFact(person, "benefit", {"from": "2024-01-01", "kind": "basic"}, corrects="job-1")) == [
        (0, "fact_not_there")
    ]
    assert problems(again, day=date(2024, 5, 5)) == [(0, "fact_not_there")]
    assert problems(again, again) == [(1, "fact_superseded")]
    told(again)
    assert problems(again) == [(0, "fact_superseded")]


def test_a_name_is_given_once_and_to_a_client_who_is_there(person: int) -> None:
    assert problems(job(person), job(person)) == [(1, "fact_name_taken")]
    told(job(person))
    assert problems(job(person)) == [(0, "fact_name_taken")]
    with pytest.raises(NotAllowed, match="nothing_allows_it"):
        told(job(person + 1))


@pytest.mark.parametrize("name", ["search-5-paused", "search-", "research-5", "persons", "search-five"])
def test_a_name_that_only_looks_like_one_of_the_register_is_to_be_had(person: int, name: str) -> None:
    assert told(job(person, id=name)) == [name]


def test_a_row_without_a_name_gets_one_by_which_it_can_be_corrected(person: int) -> None:
    said = {"from": "2024-01-01", "kind": "labour_market_subsidy"}
    (name,) = told(NewFact(person, "benefit", said))
    told(NewFact(person, "benefit", corrects=name, withdraws=True))
    assert KnownFact.objects.latest("id").withdrawn


@pytest.mark.parametrize("change", ["UPDATE clients_knownfact SET evidence = 'x'", "DELETE FROM clients_knownfact",
                                    "TRUNCATE clients_knownfact"])  # fmt: skip
def test_the_database_refuses_to_forget(person: int, change: str) -> None:
    told(job(person))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {change}")


def test_the_database_refuses_a_correction_of_another_persons_row(person: int) -> None:
    """Without the action's own check too."""
    other = Person.objects.get(pk=new_client())
    told(job(person))
    row = KnownFact.objects.get()
    row.pk, row.person, row.name, row.corrects = None, other, "job-2", "job-1"
    with pytest.raises(IntegrityError, match="fact_corrects_own"), transaction.atomic():
        row.save(force_insert=True)
