"""From an application for a benefit to the statement, over the API; and a payer who asks for it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from tests.api.doors import AREA, Door, officials, today
from tests.api.providers import Running
from tests.clients.codes import codes
from tests.statements.offices import FUND, commissioned

from toimi.matters.models import Matter
from toimi.office.audit import AuditRow
from toimi.office.officials import Official, Post, Role, assign
from toimi.statements.running import when_due

CODE, OTHER, STRANGER = codes(3)
DAY = today().isoformat()
SUBJECTS = ["work", "stops", "study", "business"]
TOLD: list[dict[str, Any]] = [
    {"kind": "seeks_full_time_work", "said": {"from": DAY, "value": True}, "source": "person"},
    {"kind": "answered_for", "said": {"from": "2020-01-01", "subjects": SUBJECTS}, "source": "person"},
    {"kind": "employment", "said": {"id": "job", "from": "2019-01-01", "hours_share": 100}, "source": "person"},
    {"kind": "layoff", "said": {"from": DAY, "job": "job", "extent": "full"}, "source": "person"},
]
CLAIM = {"benefit": "earnings_related", "payer": FUND, "first_day": DAY}


ASKS = [{"identity_code": CODE, "benefit": "earnings_related", "first_day": DAY}]


@pytest.fixture
def fund(door: Door) -> dict[str, str]:
    return fund_system()


def fund_system() -> dict[str, str]:
    """The system of a fund, and what it claims to be."""
    made = Official.objects.create(subject="fund", name="fund")
    assign([Post(made.pk, Role.PAYER_SYSTEM, FUND, date(2025, 1, 1))])
    return {"name": "fund", "Toimi_Role": "payer_system", "Toimi_Organisation": FUND, "Toimi_Reason": "payment"}


def applied(door: Door, code: str = CODE) -> int:
    """A laid-off client who has told everything and applies for the earnings-related allowance."""
    person = door.registered(code, municipality="564")
    assert door.post(f"/people/{person}/facts", TOLD).status_code == 201
    answer = door.post(f"/people/{person}/claims", [CLAIM])
    assert answer.status_code == 201, answer.content
    assert answer.json() == {"items": [Matter.objects.get(person=person).pk]}
    return person


def test_a_claim_becomes_a_matter_that_is_seen_with_its_steps(door: Door) -> None:
    person = applied(door)
    (matter,) = door.get(f"/people/{person}/matters").json()["items"]
    assert (matter["benefit"], matter["payer"], matter["organisation"]) == ("earnings_related", FUND, AREA)
    assert (matter["state"], matter["first_day"], matter["until"], matter["due_on"]) == ("opened", DAY, None, None)
    assert [(step["before"], step["after"]) for step in matter["steps"]] == [(None, "opened")]
    assert door.get(f"/people/{person}/statements").json() == {"items": []}


def test_a_claim_for_a_wrong_payer_is_refused_and_nothing_is_written(door: Door) -> None:
    person = door.registered(CODE)
    for wrong in ({"payer": "kela"}, {"payer": "nobody"}, {"payer": AREA}):
        answer = door.post(f"/people/{person}/claims", [{**CLAIM, **wrong}], Accept_Language="sv")
        (error,) = answer.json()["errors"]
        assert (answer.status_code, error["code"]) == (422, "payer_wrong")
        assert "arbetslöshetskassa" in error["detail"]
    assert not Matter.objects.exists()


def test_a_payer_asks_sees_what_is_its_own_and_nothing_else(door: Door, fund: dict[str, str]) -> None:
    person = applied(door)
    (served,) = door.post("/statement-requests", ASKS, **fund).json()["items"]
    assert served == {"matter": Matter.objects.get().pk, "statement": None}
    assert Matter.objects.get().is_open_to_rerun
    shown = door.get(f"/people/{person}/statements", **fund)
    assert (shown.status_code, shown.json()) == (200, {"items": []})
    for path in (f"/people/{person}", f"/people/{person}/facts", f"/people/{person}/matters"):
        answer = door.get(path, **fund)
        assert answer.status_code == 403 or not answer.json()["items"], path


def test_a_payer_of_another_benefit_or_about_nobody_is_refused(door: Door, fund: dict[str, str]) -> None:
    applied(door)
    for said, status, code in (
        ({"identity_code": CODE, "benefit": "basic", "first_day": DAY}, 422, "benefit_of_another_payer"),
        ({"identity_code": STRANGER, "benefit": "earnings_related", "first_day": DAY}, 409, "no_search"),
    ):
        answer = door.post("/statement-requests", [said], **fund)
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (status, code), answer.content
    answer = door.post("/statement-requests", ASKS)
    assert answer.status_code == 403
    assert not AuditRow.objects.filter(what__startswith="statements.request", is_allowed=True).exists()


def test_a_payer_opens_a_matter_of_one_who_has_told_the_office_nothing(door: Door, fund: dict[str, str]) -> None:
    person = door.registered(OTHER)
    asks = [{"identity_code": OTHER, "benefit": "earnings_related", "first_day": DAY}]
    first, again = (door.post("/statement-requests", asks, **fund).json()["items"] for _ in range(2))
    assert first == again
    matter = Matter.objects.get(person=person)
    assert (matter.trigger, matter.organisation_id, matter.payer_id) == ("payers_request", AREA, FUND)


@pytest.mark.usefixtures("own_database")
def test_the_statement_is_there_for_the_payer_once_the_office_has_run(signing_in: Running) -> None:
    officials()
    door, fund = Door(signing_in), fund_system()
    commissioned(first_day=today(), where=AREA)
    person = applied(door)
    assert when_due(timezone.now()) == {"right": 1}
    (served,) = door.post("/statement-requests", ASKS, **fund).json()["items"]
    statement = served["statement"]
    assert (statement["result"], statement["is_automatic"], statement["payer"]) == ("right", True, FUND)
    said = {"since": DAY, "until": None, "outcome": "right", "grounds": [], "told_to_payer": []}
    assert statement["stretches"] == [said]
    assert door.get(f"/people/{person}/statements").json() == {"items": [statement]}
    assert door.get(f"/people/{person}/statements", **fund).json() == {"items": [statement]}
