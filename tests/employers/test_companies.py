"""Employers are registered once; a household needs no business id and is never taken for another."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.employers.actors import DAY, KELA, NOKIA, official

from toimi.employers.companies import NewCompany, register
from toimi.employers.looking import list_companies, show
from toimi.employers.models import Company, CompanyContact, CompanyName, CompanyState
from toimi.employers.states import CompanyChannel, EmployerKind
from toimi.office.audit import AuditRow
from toimi.office.given import Refused

pytestmark = pytest.mark.usefixtures("db")
KEY = uuid.UUID(int=17)


def firm(**more: Any) -> NewCompany:
    return NewCompany(**{"kind": EmployerKind.BUSINESS, "name": "Oulun Ravintola Oy", "business_id": NOKIA, **more})


def household(**more: Any) -> NewCompany:
    return NewCompany(**{"kind": EmployerKind.HOUSEHOLD, "name": "Hanna Kotitalous", "key": KEY, **more})


def test_a_company_is_registered_once_whoever_asks() -> None:
    contacts = {CompanyChannel.EMAIL: "hr@example.org", CompanyChannel.LANGUAGE: "sv"}
    first = register(
        [firm(contacts=contacts), firm(business_id=KELA, name="Toinen"), firm(name="Other")], who=official()
    )
    assert [one.is_new for one in first] == [True, True, False]
    assert first[0].company == first[2].company
    (again,) = register([firm(name="Yet another", business_id=f" {NOKIA} ")], who=official())
    assert (again.company, again.is_new) == (first[0].company, False)
    (shown,) = show(official(), [again.company]).values()
    assert (shown.name, shown.state, shown.contacts) == (
        "Oulun Ravintola Oy",
        None,
        contacts,
    )  # nobody has told the state
    assert AuditRow.objects.filter(what="employers.register", about=f"company:{again.company}").count() == 2


def test_households_without_an_id_are_told_apart_by_the_key_of_the_request() -> None:
    found = register([household(), household(key=uuid.UUID(int=18)), household()], who=official())
    assert [one.is_new for one in found] == [True, True, False]
    assert found[0].company == found[2].company != found[1].company


@pytest.mark.parametrize(
    ("one", "code"),
    [
        (firm(business_id=None), "business_id_missing"),
        (firm(business_id=None, key=KEY), "business_id_missing"),
        (firm(business_id=""), "business_id_blank"),
        (household(business_id=" "), "business_id_blank"),
        (firm(business_id="0112038-8"), "business_id_check"),
        (household(key=None), "household_without_key"),
        (firm(name=" "), "company_name"),
        (firm(name="x" * 201), "company_name"),
        (firm(name="Oy\0Ab"), "company_name"),
        (firm(name="Oy\ud800Ab"), "company_name"),
        (firm(contacts={CompanyChannel.EMAIL: "hr at example"}), "company_contact"),
        (firm(contacts={CompanyChannel.PHONE: "call me"}), "company_contact"),
        (firm(contacts={CompanyChannel.LANGUAGE: "de"}), "company_contact"),
        (firm(contacts={CompanyChannel.POST: ""}), "company_contact"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_place_and_nothing_is_written(one: NewCompany, code: str) -> None:
    with pytest.raises(Refused, match=f"^1: {code}$"):
        register([firm(business_id=KELA), one], who=official())
    assert not Company.objects.exists()


def test_a_list_is_paged_by_number() -> None:
    found = register([firm(), firm(business_id=KELA), household()], who=official())
    numbers = [one.company for one in found]
    assert [one.company.pk for one in list_companies(official(), limit=2)] == numbers[:2]
    assert [one.company.pk for one in list_companies(official(), after=numbers[1])] == numbers[2:]
    assert [one.company.pk for one in list_companies(official(), business_id=KELA)] == numbers[1:2]


def test_the_database_refuses_what_must_never_be() -> None:
    (one,) = register([firm()], who=official())
    said = {"company_id": one.company, "source": "declared", "recorded_on": DAY, "recorded_by": "x"}
    for refused in (
        lambda: CompanyName.objects.create(name="Second", since=DAY, **said),
        lambda: CompanyName.objects.create(name="", since=date(2019, 1, 1), until=DAY, **said),
        lambda: CompanyState.objects.create(state="active", since=DAY, until=DAY, **said),
        lambda: Company.objects.create(kind="business", request_key=uuid.uuid4(), recorded_on=DAY, recorded_by="x"),
        lambda: Company.objects.create(kind="household", recorded_on=DAY, recorded_by="x"),
        lambda: Company.objects.create(kind="business", business_id="", recorded_on=DAY, recorded_by="x"),
        lambda: CompanyName.objects.filter(company=one.company).update(name="Another"),
        lambda: CompanyContact.objects.all().delete(),
    ):
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            refused()
    CompanyName.objects.filter(company=one.company).update(until=date(2020, 6, 1))
    with pytest.raises(DatabaseError, match="completed once"), transaction.atomic():
        CompanyName.objects.filter(company=one.company).update(until=None)
