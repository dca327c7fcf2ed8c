"""An employer tells whom it lays off: all or nothing, corrected by new rows, seen by itself and the authority that has it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from tests.clients.actors import TE_OFFICE
from tests.clients.codes import codes
from tests.employers.actors import DAY, KELA, PEKKA, SOFIA, agent_of, company, granted, layoff, official

from toimi.employers.layoffs import MOST, give
from toimi.employers.looking import list_layoffs
from toimi.employers.models import LayoffNotice
from toimi.employers.selectors import layoffs_of
from toimi.employers.states import LayoffExtent, Scope
from toimi.office.access import NotAllowed
from toimi.office.audit import AuditRow
from toimi.office.given import LANGUAGES, Refused

NEXT = date(2020, 3, 21)


@pytest.fixture
def firm(db: None) -> int:
    one = company()
    granted(one)
    return one


def test_many_people_in_one_batch_leave_a_trace_each(firm: int) -> None:
    who = agent_of(firm)
    unknown = layoff(firm, None, name="Olga Uusi", birth_date=date(1999, 5, 1), until=None)
    numbers = give(
        [layoff(firm), layoff(firm, SOFIA, extent=LayoffExtent.SHORTENED_WEEK, cut_percent=40), unknown],
        who=who,
        test_range=True,
    )
    rows = list(LayoffNotice.objects.order_by("pk"))
    assert [row.pk for row in rows] == numbers
    assert len({row.batch for row in rows}) == 1
    assert [(row.identity_code, row.name, row.until) for row in rows] == [
        (PEKKA, "", date(2020, 7, 1)), (SOFIA, "", date(2020, 7, 1)), (None, "Olga Uusi", None),
    ]  # fmt: skip
    traces = AuditRow.objects.filter(what="employers.give_layoffs").order_by("pk")
    assert [(one.about, one.who, one.role, one.organisation) for one in traces] == [
        (f"layoff_notice:{number}", str(who.official), "representative", f"company-{firm}") for number in numbers
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"until": date(2020, 4, 6)}, "layoff_days"),
        ({"until": date(2020, 4, 1)}, "layoff_days"),
        ({"since": date(9999, 12, 31), "until": None}, "layoff_days"),
        ({"given_on": NEXT}, "layoff_given_in_future"),
        ({"given_on": DAY, "since": date(2020, 3, 16)}, "layoff_given_after_it_began"),
        ({"employed_since": date(2020, 4, 7)}, "layoff_before_employment"),
        ({"cut_percent": 40}, "layoff_cut"),
        ({"extent": LayoffExtent.SHORTENED_HOURS, "cut_percent": 100}, "layoff_cut"),
        ({"identity_code": None}, "layoff_of_nobody"),
        ({"identity_code": None, "name": " ", "birth_date": date(1999, 5, 1)}, "layoff_of_nobody"),
        ({"identity_code": None, "name": "Olga"}, "layoff_of_nobody"),
        ({"identity_code": ""}, "identity_code_form"),
        ({"identity_code": PEKKA[:-1] + ("A" if PEKKA[-1] != "A" else "B")}, "identity_code_control"),
        ({"name": "'; DROP TABLE employers_company; --\n"}, "layoff_name"),
        ({"name": "x" * 121}, "layoff_name"),
        ({"birth_date": date(2020, 3, 21)}, "layoff_birth_date"),
        ({"organisation": "kela"}, "layoff_receiver"),
        ({"organisation": "area-oulu"}, "layoff_receiver"),  # from 2025 only
        ({"evidence": "two\nlines"}, "layoff_without_evidence"),
        ({"withdraws": True}, "layoff_withdraws_nothing"),
        ({"corrects": 10**9}, "layoff_not_there"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_place_and_nothing_is_written(firm: int, change: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refused:
        give([layoff(firm, SOFIA), replace(layoff(firm), **change)], who=agent_of(firm), test_range=True)
    assert [(one.code, one.place) for one in refused.value.problems] == [(code, 1)]
    assert all(len(refused.value.problems[0].text(language)) > 20 for language in LANGUAGES)
    assert not LayoffNotice.objects.exists()


def test_ten_thousand_people_and_one_more(firm: int) -> None:
    who = agent_of(firm)
    people = [layoff(firm, code) for code in codes(MOST + 1)]
    with pytest.raises(Refused, match="layoffs_too_many"):
        give(people, who=who, test_range=True)
    assert not LayoffNotice.objects.exists()
    assert len(give(people[:MOST], who=who, test_range=True)) == MOST


def test_nobody_is_laid_off_twice_on_a_day_by_an_employer(firm: int) -> None:
    who = agent_of(firm)
    with pytest.raises(Refused, match="1: layoff_twice"):
        give([layoff(firm), layoff(firm, since=date(2020, 6, 30), until=None)], who=who, test_range=True)
    (first,) = give([layoff(firm)], who=who, test_range=True)
    with pytest.raises(Refused, match="0: layoff_twice"):
        give([layoff(firm)], who=who, test_range=True)
    give([layoff(firm, since=date(2020, 7, 1), until=None)], who=who, test_range=True)  # the day after
    other = company(KELA)
    granted(other)
    give([layoff(other)], who=agent_of(other), test_range=True)  # of another job
    nameless = layoff(firm, None, name="Olga Uusi", birth_date=date(1999, 5, 1))
    give([nameless, nameless], who=who, test_range=True)  # two may have one name and day of birth
    assert first


def test_a_correction_is_a_new_row_and_each_row_is_corrected_once(firm: int) -> None:
    who = agent_of(firm)
    (first,) = give([layoff(firm)], who=who, test_range=True)
    (second,) = give([layoff(firm, until=date(2020, 6, 1), corrects=first)], who=who, test_range=True)
    assert [(row.pk, row.corrects_id) for row in layoffs_of([PEKKA])] == [(first, None), (second, first)]
    for again, code in (
        (layoff(firm, corrects=first), "layoff_superseded"),
        (layoff(firm, SOFIA, corrects=second), "layoff_of_another_person"),
    ):
        with pytest.raises(Refused, match=code):
            give([again], who=who, test_range=True)
    (third,) = give([layoff(firm, corrects=second, withdraws=True)], who=who, test_range=True)
    assert [(row.pk, row.withdrawn) for row in layoffs_of([PEKKA])][2:] == [(third, True)]
    give([layoff(firm)], who=who, test_range=True)  # nothing stands in its way any more
    for change in ({"until": None}, {"name": "Another"}):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            LayoffNotice.objects.filter(pk=first).update(**change)


def test_an_employer_sees_and_corrects_its_own_only(firm: int) -> None:
    other = company(KELA)
    granted(other)
    (mine,) = give([layoff(firm)], who=agent_of(firm), test_range=True)
    assert [row.pk for row in list_layoffs(agent_of(firm), firm)] == [mine]
    assert list_layoffs(agent_of(other), other) == []
    with pytest.raises(NotAllowed):
        list_layoffs(agent_of(other), firm)
    with pytest.raises(NotAllowed) as refused:
        give([layoff(other), layoff(firm, SOFIA)], who=agent_of(other), test_range=True)
    assert [(one.about, one.is_allowed) for one in refused.value.traces] == [(f"company:{firm}", False)]
    with pytest.raises(Refused, match="layoff_not_there"):
        give([layoff(other, corrects=mine)], who=agent_of(other), test_range=True)


def test_the_authority_that_received_it_sees_it_and_no_other(firm: int) -> None:
    (mine,) = give([layoff(firm)], who=agent_of(firm), test_range=True)
    assert [row.pk for row in list_layoffs(official(), firm)] == [mine]
    assert list_layoffs(official(where="area-oulu"), firm) == []
    with pytest.raises(Refused, match="layoff_of_another_authority"):
        give(
            [layoff(firm, SOFIA, organisation=TE_OFFICE, evidence="paper")],
            who=official(where="area-oulu"),
            test_range=True,
        )
    with pytest.raises(Refused, match="layoff_without_evidence"):
        give([layoff(firm, SOFIA)], who=official(), test_range=True)
    give([layoff(firm, SOFIA, evidence="paper of 20 March")], who=official(), test_range=True)


def test_a_mandate_for_something_else_gives_no_notice(firm: int) -> None:
    other = company(KELA)
    granted(other, Scope.VACANCIES)
    with pytest.raises(NotAllowed):
        give([layoff(other)], who=agent_of(other), test_range=True)
    with pytest.raises(NotAllowed):
        list_layoffs(agent_of(other), other)
