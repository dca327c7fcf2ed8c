"""Contact details, language and representatives: dated, the latest holds, and what was there before stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.clients.actors import adviser, new_client
from tests.clients.codes import codes

from toimi.clients.actions import register
from toimi.clients.contacts import (
    EndOfRepresentation,
    NewDetail,
    NewRepresentation,
    end_representations,
    represent,
    tell,
)
from toimi.clients.models import Capacity, ContactDetail, Detail, Language, Representation
from toimi.clients.problems import Refused
from toimi.clients.requests import HELSINKI, SearchRequest
from toimi.clients.selectors import details_on, representatives_on
from toimi.clients.states import Channel
from toimi.office.access import NotAllowed

pytestmark = pytest.mark.usefixtures("db")
SPRING, SUMMER, AUTUMN = date(2024, 3, 1), date(2024, 6, 1), date(2024, 9, 1)


@pytest.fixture
def person() -> int:
    return new_client()


def told(person: int, kind: Detail, value: str, since: date = SPRING) -> None:
    tell([NewDetail(person, kind, value, since)], who=adviser(since))


def guardian(person: int, first: date = SPRING, last: date | None = None, **more: str) -> int:
    given = {"name": "A Guardian", "evidence": "decision of the agency"} | more
    new = NewRepresentation(person, Capacity.GUARDIAN, given["name"], first, given["evidence"], last)
    return represent([new], who=adviser(first))[0]


def problems(action: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refused, transaction.atomic():
        action()
    assert all(problem.text(language) for problem in refused.value.problems for language in ("fi", "sv", "en"))
    return [problem.code for problem in refused.value.problems]


def test_the_latest_detail_that_has_begun_holds_and_an_empty_one_takes_it_back(person: int) -> None:
    told(person, Detail.PHONE, "+358 40 1234567")
    told(person, Detail.PHONE, "040 7654321", SUMMER)
    told(person, Detail.PHONE, "", AUTUMN)
    said = [details_on([person], day)[person] for day in (date(2024, 2, 29), SPRING, date(2024, 5, 31), SUMMER, AUTUMN)]
    assert said == [
        {}, {Detail.PHONE: "+358 40 1234567"}, {Detail.PHONE: "+358 40 1234567"}, {Detail.PHONE: "040 7654321"}, {},
    ]  # fmt: skip


def test_a_slip_is_mended_on_the_same_day_and_both_rows_stay(person: int) -> None:
    told(person, Detail.EMAIL, "old@example.org")
    told(person, Detail.EMAIL, "new@example.org")
    assert details_on([person], SPRING)[person] == {Detail.EMAIL: "new@example.org"}
    assert ContactDetail.objects.count() == 2


def test_what_holds_already_is_not_written_again(person: int) -> None:
    detail = NewDetail(person, Detail.POST, "Street 1, 90100 Oulu", SPRING)
    tell([detail, detail], who=adviser(SPRING))
    tell([detail], who=adviser(SUMMER))
    assert ContactDetail.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Detail.PHONE, "call me"), (Detail.PHONE, "1"), (Detail.EMAIL, "a@b"), (Detail.EMAIL, "x" * 300 + "@example.org"),
        (Detail.LANGUAGE, "xx"), (Detail.LANGUAGE, ""), (Detail.POST, "   "), (Detail.POST, "a\x00b"), (Detail.POST, "x" * 301),
    ],
)  # fmt: skip
def test_a_detail_that_is_not_usable_is_refused_with_its_list(person: int, kind: Detail, value: str) -> None:
    good = NewDetail(person, Detail.PHONE, "+358 40 1234567", SPRING)
    bad = NewDetail(person, kind, value, SPRING)
    assert problems(lambda: tell([good, bad], who=adviser(SPRING))) == ["contact_detail"]
    assert not ContactDetail.objects.exists()


def test_the_first_request_tells_the_language_and_a_later_one_does_not_change_it() -> None:
    (code,) = codes(1)
    for day, language in ((SPRING, Language.SWEDISH), (SUMMER, Language.FINNISH)):
        asked = datetime(day.year, day.month, day.day, 10, tzinfo=HELSINKI)
        request = SearchRequest(asked, Channel.IN_PERSON, True, identity_code=code, language=language)
        (one,) = register([request], who=adviser(day), test_range=True)
    assert details_on([one.person], SUMMER)[one.person] == {Detail.LANGUAGE: "sv"}


def test_a_representative_acts_on_the_days_of_the_evidence(person: int) -> None:
    guardian(person, SPRING, date(2024, 5, 31))
    assert [one.name for one in representatives_on(person, date(2024, 5, 31))] == ["A Guardian"]
    assert representatives_on(person, SUMMER) == representatives_on(person, date(2024, 2, 29)) == []


def test_a_representation_that_goes_on_can_be_ended_once(person: int) -> None:
    number = guardian(person)
    assert problems(
        lambda: end_representations([EndOfRepresentation(number, date(2024, 2, 29))], who=adviser(SUMMER))
    ) == ["representation_days"]
    end_representations([EndOfRepresentation(number, date(2024, 5, 31))], who=adviser(SUMMER))
    assert Representation.objects.get().days == DateRange(SPRING, SUMMER)
    assert problems(lambda: end_representations([EndOfRepresentation(number, AUTUMN)], who=adviser(SUMMER))) == [
        "representation_not_there"
    ]


def test_representations_that_cannot_be_are_refused(person: int) -> None:
    assert problems(lambda: guardian(person, name=" ")) == ["representation_not_shown"]
    assert problems(lambda: guardian(person, evidence=" ")) == ["representation_not_shown"]
    assert problems(lambda: guardian(person, SUMMER, SPRING)) == ["representation_days"]
    assert problems(lambda: guardian(person, SPRING, date.max)) == ["representation_days"]
    assert problems(lambda: guardian(person, name="x" * 121)) == ["text"]
    assert problems(lambda: guardian(person, evidence="x" * 10_001)) == ["text"]
    with pytest.raises(NotAllowed, match="nothing_allows_it"):
        guardian(person + 1)
    guardian(person)
    assert problems(lambda: guardian(person, AUTUMN)) == ["representation_twice"]


def test_the_database_refuses_the_same_representation_twice_and_another_beginning(person: int) -> None:
    guardian(person)
    row = Representation.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError, match="representation_once_a_day"), transaction.atomic():
        row.save(force_insert=True)
    for change in ("SET days = daterange('2020-01-01', NULL)", "SET name = 'x'", "SET days = days, scope = 'all'"):
        with pytest.raises(DatabaseError, match="only the end"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; UPDATE clients_representation {change}")


@pytest.mark.parametrize(
    "change", ["UPDATE clients_contactdetail SET value = 'x'", "DELETE FROM clients_contactdetail"]
)
def test_the_database_refuses_to_forget_a_detail(person: int, change: str) -> None:
    told(person, Detail.PHONE, "+358 40 1234567")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {change}")
