"""Who may act for an employer: in one thing, on days, until revoked; and what a mandate never is."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from tests.employers.actors import DAY, HILLA, KELA, PEKKA, agent_of, company, granted, mandate, official

from toimi.employers.access import holder_of, representative
from toimi.employers.looking import list_mandates
from toimi.employers.mandates import Agent, NewRevocation, grant, revoke
from toimi.employers.models import Holder, Mandate, Revocation
from toimi.employers.selectors import companies_of, who_may_act
from toimi.employers.states import Origin, Scope
from toimi.office.actors import Reason
from toimi.office.audit import AuditRow
from toimi.office.given import Refused
from toimi.office.officials import Role
from toimi.office.problems import Refused as RefusedByOffice

LAYOFFS = Scope.LAYOFF_NOTICES
YESTERDAY, TOMORROW, SUMMER = date(2020, 3, 19), date(2020, 3, 21), date(2020, 6, 1)


@pytest.fixture
def firm(db: None) -> int:
    return company()


def test_a_mandate_holds_from_its_first_day_until_the_day_after_its_last(firm: int) -> None:
    granted(firm, since=TOMORROW, until=SUMMER)
    holder = Holder.objects.get().pk
    days = (DAY, TOMORROW, date(2020, 5, 31), SUMMER)
    assert [who_may_act(firm, day, LAYOFFS) == [holder] for day in days] == [False, True, True, False]
    assert [companies_of(holder, day, LAYOFFS) == [firm] for day in days] == [False, True, True, False]
    assert who_may_act(firm, TOMORROW, Scope.VACANCIES) == companies_of(holder, TOMORROW, Scope.SUPPORTS) == []


def test_a_person_of_one_code_is_one_and_people_without_are_two(firm: int) -> None:
    other = company(KELA)
    born = Agent(name="Olga Uusi", birth_date=date(1980, 1, 1))
    rows = grant(
        [mandate(firm), mandate(other), mandate(firm, agent=born), mandate(firm, agent=born)],
        who=official(),
        test_range=True,
    )
    assert rows[0].holder_id == rows[1].holder_id
    assert len({row.holder_id for row in rows}) == 3
    (same,) = grant([mandate(other, agent=Agent(holder=rows[2].holder_id))], who=official())
    assert same.holder_id == rows[2].holder_id
    traces = AuditRow.objects.filter(what="employers.grant", is_allowed=True).order_by("pk")
    assert [one.whose for one in traces] == [str(row.holder_id) for row in (*rows, same)]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"until": DAY}, "mandate_days"),
        ({"until": YESTERDAY}, "mandate_days"),
        ({"since": date(1800, 1, 1)}, "mandate_days"),
        ({"granted_by": ""}, "mandate_not_shown"),
        ({"evidence": " "}, "mandate_not_shown"),
        ({"evidence": "a\0b"}, "mandate_not_shown"),
        ({"agent": Agent(name="x" * 121, identity_code=HILLA)}, "agent_without_name"),
        ({"agent": Agent(name="Hilla")}, "agent_without_code"),
        ({"agent": Agent(name="Hilla", birth_date=TOMORROW)}, "agent_birth_date"),
        ({"agent": Agent(name="Hilla", identity_code="")}, "identity_code_form"),
        ({"agent": Agent(name="Hilla", identity_code=HILLA, account="\ud800")}, "agent_account"),
        ({"agent": Agent(holder=uuid.UUID(int=5))}, "agent_not_there"),
        ({"company": 10**9}, "company_not_there"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_place_and_nothing_is_written(firm: int, change: dict[str, Any], code: str) -> None:
    said = {"company": firm, **change}
    with pytest.raises(Refused, match=f"^1: {code}$"):
        grant([mandate(firm), mandate(**said)], who=official(), test_range=True)
    assert not Mandate.objects.exists()
    assert not Holder.objects.exists()


def test_the_same_mandate_is_not_held_twice_on_a_day(firm: int) -> None:
    granted(firm, until=SUMMER)
    for since, until in ((DAY, None), (date(2020, 5, 31), None), (date(2020, 1, 1), TOMORROW)):
        with pytest.raises(Refused, match="0: mandate_twice"):
            granted(firm, since=since, until=until)
    with pytest.raises(Refused, match="1: mandate_twice"):
        grant([mandate(firm, Scope.SUPPORTS)] * 2, who=official(), test_range=True)
    granted(firm, since=SUMMER)
    granted(firm, Scope.VACANCIES)
    row = Mandate.objects.first()
    assert row
    row.pk = None
    with pytest.raises(IntegrityError, match="mandate_once_a_day"), transaction.atomic():
        row.save(force_insert=True)


def test_an_account_is_one_persons(firm: int) -> None:
    granted(firm)
    with pytest.raises(Refused, match="agent_account_taken"):
        granted(firm, agent=Agent(name="Pekka", identity_code=PEKKA, account="hilla"))
    granted(firm, agent=Agent(name="Pekka", identity_code=PEKKA))
    granted(firm, Scope.SUPPORTS, agent=Agent(name="Pekka", identity_code=PEKKA, account="pekka"))  # told later
    assert Holder.objects.get(identity_code=PEKKA).account == "pekka"


def test_what_is_revoked_ends_by_a_row_of_its_own_and_makes_room(firm: int) -> None:
    number = granted(firm)
    holder = Holder.objects.get().pk
    revoke([NewRevocation(number, SUMMER, "left the company")], who=official())
    assert [bool(who_may_act(firm, day, LAYOFFS)) for day in (date(2020, 5, 31), SUMMER)] == [True, False]
    assert agent_of(firm, date(2020, 5, 31)).official == holder
    with pytest.raises(RefusedByOffice):
        agent_of(firm, SUMMER)
    granted(firm, since=SUMMER)
    with pytest.raises(Refused, match="mandate_twice"):
        granted(firm, since=date(2020, 5, 31), until=SUMMER)
    for change in (Mandate.objects.filter(pk=number).update, Revocation.objects.all().update):
        with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
            change(since=YESTERDAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        Mandate.objects.filter(pk=number).update(revoked_from=None)


@pytest.mark.parametrize(
    ("day", "reason", "code"),
    [
        (YESTERDAY, "left", "revocation_day"),
        (date(9999, 12, 31), "left", "revocation_day"),
        (SUMMER, "left", "mandate_over_already"),
        (DAY, " ", "revocation_without_reason"),
    ],
)
def test_a_revocation_reaches_no_day_before_today(firm: int, day: date, reason: str, code: str) -> None:
    number = granted(firm, until=SUMMER)
    with pytest.raises(Refused, match=f"^0: {code}$"):
        revoke([NewRevocation(number, day, reason)], who=official())
    assert not Revocation.objects.exists()


def test_a_mandate_is_revoked_once(firm: int) -> None:
    number = granted(firm)
    one = NewRevocation(number, DAY, "left")
    with pytest.raises(Refused, match=r"^1: mandate_revoked_already$"):
        revoke([one, one], who=official())
    revoke([one], who=official())
    with pytest.raises(Refused, match=r"^0: mandate_revoked_already$"):
        revoke([one], who=official())
    with pytest.raises(Refused, match=r"^0: mandate_not_there$"):
        revoke([NewRevocation(10**9, DAY, "left")], who=official())


def test_a_system_records_only_what_a_register_has(firm: int) -> None:
    system = official(role=Role.AUTOMATION)
    with pytest.raises(Refused, match="mandate_declared_to_nobody"):
        grant([mandate(firm)], who=system, test_range=True)
    grant([mandate(firm, source=Origin.REGISTER, evidence="request 17")], who=system, test_range=True)


@pytest.mark.parametrize(
    "organisation", ["company-0", "company-", "company-99999999999999999999", "area-oulu", "", "company-1x"]
)
def test_nobody_acts_for_a_company_without_a_mandate(firm: int, organisation: str) -> None:
    granted(firm)
    holder = holder_of("hilla")
    assert holder
    for who, where in (
        (holder, organisation),
        (holder, f"company-{firm + 1}"),
        (uuid.UUID(int=9), f"company-{firm}"),
    ):
        with pytest.raises(RefusedByOffice, match="does not have this role"):
            representative(who, where, at=official().at, reason=Reason.SERVICE)
    assert holder_of("pekka") is holder_of("") is None


def test_mandates_are_listed_with_those_who_hold_them(firm: int) -> None:
    numbers = [granted(firm), granted(firm, Scope.SUPPORTS)]
    assert [row.pk for row in list_mandates(official(), firm)] == numbers
    assert [row.holder.name for row in list_mandates(agent_of(firm), firm, after=numbers[0])] == ["Hilla Henkilöstö"]
