"""The business information system tells names, states and a language; its silence tells nothing, and nothing is overwritten."""

from __future__ import annotations

import json
import uuid
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.employers.actors import DAY, KELA, NOKIA, agent_of, company, granted, official
from tests.registers.running import records, registers

from toimi.employers.companies import NewCompany, register
from toimi.employers.from_register import Outcome, ask, codes_to_ask, record_answers
from toimi.employers.models import CompanyName, CompanyState
from toimi.employers.selectors import contacts_on, names_on, states_on
from toimi.employers.states import BusinessState, CompanyChannel, EmployerKind
from toimi.office.access import NotAllowed
from toimi.office.audit import AuditRow
from toimi.office.given import Refused
from toimi.registers.answers import NotKnown, NotThere, Told, Why
from toimi.registers.asking import Fuse
from toimi.registers.company_details import COMPANY_DETAILS
from toimi.registers.contract import written

pytestmark = pytest.mark.usefixtures("db")
NAME = "Oulun Ravintola Oy"


@pytest.fixture(autouse=True)
def whole_fuse(monkeypatch: pytest.MonkeyPatch) -> None:
    """What failed in one test is not left alone in the next."""
    monkeypatch.setattr(COMPANY_DETAILS, "fuse", Fuse())


def details(*names: tuple[str, str, str | None], states: Any = (), language: str | None = None) -> dict[str, Any]:
    """A record of the register."""
    keys = ("since", "through")
    return {
        "names": [{"name": name, **dict(zip(keys, days, strict=True))} for name, *days in names],
        "states": [{"state": state, **dict(zip(keys, days, strict=True))} for state, *days in states],
        "language": language,
    }


def asked(companies: list[int], day: date = DAY) -> list[Outcome]:
    who = official(day)
    return record_answers(ask(codes_to_ask(companies, who=who), who=who, issue="company:1"), who=who)


def told(one: int, tmp_path: Path, record: dict[str, Any], day: date = DAY) -> Outcome:
    with registers("--register", "company_details", *records(tmp_path, company_details={NOKIA: record})):
        (outcome,) = asked([one], day)
    return outcome


def rows(one: int) -> list[tuple[str, date, date | None, str]]:
    found = CompanyName.objects.filter(company=one).order_by("since")
    return [(row.name, row.since, row.until, row.source) for row in found]


def test_what_is_told_stands_on_the_days_of_which_nothing_was_known(tmp_path: Path) -> None:
    one = company(name=NAME)
    states = [("active", "2010-01-01", "2020-02-29"), ("reorganisation", "2020-03-01", None)]
    record = details(("Vanha Oy", "2010-01-01", "2014-12-31"), (NAME, "2015-01-01", None), states=states, language="sv")
    outcome = told(one, tmp_path, record)
    assert isinstance(outcome.answer, Told)
    assert (outcome.written, outcome.contradictions) == (5, [])
    assert rows(one) == [
        ("Vanha Oy", date(2010, 1, 1), date(2015, 1, 1), "register"),
        (NAME, date(2015, 1, 1), DAY, "register"),
        (NAME, DAY, None, "declared"),
    ]
    assert states_on([one], date(2020, 2, 29)) == {one: BusinessState.ACTIVE}
    assert states_on([one], date(2020, 3, 1)) == {one: BusinessState.REORGANISATION}
    assert contacts_on([one], DAY)[one] == {CompanyChannel.LANGUAGE: "sv"}
    assert told(one, tmp_path, record).written == 0  # the same again is nothing new


def test_a_later_change_ends_what_went_on(tmp_path: Path) -> None:
    one = company(name=NAME)
    summer = date(2020, 6, 1)
    record = details(
        (NAME, "2015-01-01", "2020-05-31"), ("Uusi Oy", "2020-06-01", None), states=[("bankrupt", "2020-06-01", None)]
    )
    assert told(one, tmp_path, record, summer).contradictions == []
    assert [names_on([one], day)[one] for day in (date(2020, 5, 31), summer)] == [NAME, "Uusi Oy"]
    assert states_on([one], date(2020, 5, 31)) == {}


def test_what_differs_is_named_and_overwrites_nothing(tmp_path: Path) -> None:
    one = company(name="Toinen Nimi Oy")
    before = rows(one)
    outcome = told(one, tmp_path, details((NAME, "2015-01-01", None)))
    assert [(problem.code, problem.values) for problem in outcome.contradictions] == [
        ("company_changed", {"what": "name"})
    ]
    assert (rows(one), outcome.written) == (before, 0)


def test_a_register_that_does_not_answer_leaves_it_not_known(tmp_path: Path) -> None:
    one = company(name=NAME)
    before = rows(one)
    options = records(tmp_path, company_details={NOKIA: details((NAME, "2015-01-01", None))})
    with registers("--register", "company_details", "--fails", "fails", *options):
        (outcome,) = asked([one])
    assert isinstance(outcome.answer, NotKnown)
    assert (rows(one), outcome.written) == (before, 0)
    assert not CompanyState.objects.exists()


def test_who_has_no_code_is_not_asked_about_and_who_is_not_there_is_said_so(tmp_path: Path) -> None:
    (home,) = register([NewCompany(EmployerKind.HOUSEHOLD, "Hanna", key=uuid.UUID(int=7))], who=official())
    other = company(KELA, "Toinen")
    with registers("--register", "company_details", *records(tmp_path, company_details={})):
        first, second = asked([home.company, other])
    assert isinstance(first.answer, NotKnown)
    assert first.answer.why is Why.NO_IDENTITY_CODE
    assert isinstance(second.answer, NotThere)
    twice = details((NAME, "2015-01-01", None), ("Uusi Oy", "2019-01-01", None))  # two names of one day
    assert isinstance(told(company(), tmp_path, twice).answer, NotKnown)


def test_who_may_not_record_may_not_ask() -> None:
    one = company()
    granted(one)
    with pytest.raises(NotAllowed):
        codes_to_ask([one], who=agent_of(one))
    with pytest.raises(Refused, match="company_not_there"):
        codes_to_ask([one + 1], who=official())
    assert not AuditRow.objects.filter(what="employers.ask_register").exists()


def test_the_contract_is_written_for_those_who_build_the_other_end() -> None:
    """``python -m toimi.registers docs/registers`` writes it anew."""
    file = Path(__file__).parents[2] / "docs" / "registers" / "company_details.json"
    assert json.loads(file.read_text("utf-8")) == written(COMPANY_DETAILS.record)
