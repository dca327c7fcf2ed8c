"""Employers at the door: who comes in as an official and as an agent, what they get, and what is wrong with what they send."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import override_settings
from tests.api.doors import AREA, Door, layoff, mandate, today
from tests.api.test_access_matrix import ABOUT_EMPLOYERS
from tests.clients.codes import codes
from tests.employers.test_access import MANDATES, OFFICIALS

from toimi.employers.models import Company, Holder, LayoffNotice, Mandate
from toimi.employers.states import Scope
from toimi.office.actors import Reason
from toimi.office.audit import AuditRow
from toimi.office.officials import KINDS, Official, Post, Role, assign
from toimi.office.organisations import Kind

NOKIA, KELA, TAX = "0112038-9", "0246246-0", "0245458-3"
PEKKA, SOFIA = codes(2)
DAY = today().isoformat()
LETTERS = {
    "register_companies": "C", "list_employers": "c", "show_company": "c", "grant_mandates": "M", "revoke_mandates": "M",
    "show_mandates": "m", "give_layoff_notices": "L", "list_layoff_notices": "l",
}  # fmt: skip
"""The letter in the tables of ``tests/employers/test_access.py`` by operation."""


def sent(company: int, number: int) -> dict[str, tuple[str, str, Any]]:
    """What is sent for each operation; ``number`` is of a mandate."""
    supports = mandate(company, "supports", source="register")
    return {
        "register_companies": ("post", "/companies", [{"kind": "business", "name": "Uusi Oy", "business_id": TAX}]),
        "list_employers": ("get", "/companies", None),
        "show_company": ("get", f"/companies/{company}", None),
        "grant_mandates": ("post", "/mandates", [supports]),
        "revoke_mandates": ("post", "/mandates/revocations", [{"mandate": number, "since": DAY, "reason": "left"}]),
        "show_mandates": ("get", f"/companies/{company}/mandates", None),
        "give_layoff_notices": ("post", "/layoff-notices", [layoff(company, SOFIA, evidence="paper")]),
        "list_layoff_notices": ("get", f"/companies/{company}/layoff-notices", None),
    }  # fmt: skip


def as_the_web(
    door: Door, request: tuple[str, str, Any], name: str, **claim: str
) -> tuple[HttpResponse, list[AuditRow]]:
    """The answer to the web's role and the traces; whatever was done is taken back."""
    method, path, said = request
    before = AuditRow.objects.order_by("pk").values_list("pk", flat=True).last() or 0
    undone = transaction.atomic()
    undone._from_testcase = True  # the door asks for a transaction of its own
    with undone, connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE toimi_web")
        answer = door.get(path, name, **claim) if method == "get" else door.post(path, said, name, **claim)
        cursor.execute("RESET ROLE")
        traces = list(AuditRow.objects.filter(pk__gt=before))
        transaction.set_rollback(True)
    return answer, traces


def check(answer: HttpResponse, traces: list[AuditRow], may: bool, said: Any) -> None:
    assert (answer.status_code in (200, 201)) == may, (said, answer.content)
    assert may or answer.status_code == 403, (said, answer.content)
    assert traces
    assert may or any(not trace.is_allowed for trace in traces), said


def test_every_operation_about_employers_is_tried() -> None:
    assert set(sent(1, 1)) == set(LETTERS) == ABOUT_EMPLOYERS


@override_settings(API_REQUESTS_PER_MINUTE=10**6, API_REFUSED_PER_MINUTE=10**6)
def test_officials_come_in_as_the_table_says_and_nobody_else(door: Door) -> None:
    company = door.employer(NOKIA, "layoff_notices")
    number, aino = Mandate.objects.get().pk, Official.objects.get(subject="aino").pk
    roles = [role for role in Role if Kind.EMPLOYMENT_AUTHORITY in KINDS[role]]
    assign([Post(aino, role, AREA, today()) for role in roles if role is not Role.ADVISER])
    for (operation, request), role, reason in product(sent(company, number).items(), Role, Reason):
        if role is not Role.REPRESENTATIVE:
            may = role in roles and LETTERS[operation] in OFFICIALS.get((role, reason), "")
            answer, traces = as_the_web(door, request, "aino", Toimi_Role=role, Toimi_Reason=reason)
            check(answer, traces, may, (operation, role, reason))


@override_settings(API_REQUESTS_PER_MINUTE=10**6, API_REFUSED_PER_MINUTE=10**6)
@pytest.mark.parametrize("scope", Scope)
def test_an_agent_does_what_the_mandate_lets_for_the_own_employer_and_nothing_else(door: Door, scope: Scope) -> None:
    company, other = door.employer(NOKIA, scope), door.employer(KELA)
    person, number = door.registered(PEKKA), Mandate.objects.get().pk
    for operation, request in sent(company, number).items():
        answer, traces = as_the_web(door, request, "hilla", **door.as_agent(company))
        check(answer, traces, LETTERS[operation] in MANDATES[scope], (operation, scope))
        answer, traces = as_the_web(door, request, "hilla", **door.as_agent(other))  # has no mandate there
        check(answer, traces, False, operation)
        answer, traces = as_the_web(door, request, "aino", **door.as_agent(company))  # an official is no agent
        check(answer, traces, False, operation)
        answer, traces = as_the_web(door, request, "hilla")  # an agent is no official
        check(answer, traces, False, operation)
    for operation, request in sent(other, number).items():
        if operation != "list_employers":
            answer, traces = as_the_web(door, request, "hilla", **door.as_agent(company))
            check(answer, traces, False, operation)
    for request in (
        ("get", f"/people/{person}", None),
        ("get", f"/people/{person}/layoff-notices", None),
        ("get", f"/people/{person}/facts", None),
    ):
        answer, traces = as_the_web(door, request, "hilla", **door.as_agent(company))
        check(answer, traces, False, request)
    found = as_the_web(door, ("post", "/people/find", [{"identity_code": PEKKA}]), "hilla", **door.as_agent(company))[0]
    assert found.json() == {"items": [{"person": None}]}


def test_from_the_employer_to_the_clients_facts(door: Door) -> None:
    company = door.employer(NOKIA, "layoff_notices")
    agent = door.as_agent(company)
    said = [layoff(company, PEKKA), layoff(company, SOFIA, last_day="2040-12-31")]
    given = door.post("/layoff-notices", said, "hilla", **agent)
    assert given.status_code == 201, given.content
    first, second = given.json()["items"]
    assert given.json() == {"items": [first, second]}  # and not a word on who is a client
    page = door.get(f"/companies/{company}/layoff-notices?limit=1", "hilla", **agent).json()
    assert [(one["notice"], one["until"]) for one in page["items"]] == [(first, None)]
    rest = door.client.get(page["next"], headers=door.headers("hilla", **agent)).json()
    assert [(one["notice"], one["until"]) for one in rest["items"]] == [(second, "2041-01-01")]
    person = door.registered(PEKKA)
    (proposal,) = door.get(f"/people/{person}/layoff-notices").json()["items"]
    assert (proposal["notice"]["notice"], proposal["company_name"]) == (first, "Oulun Ravintola Oy")
    assert not [one for one in door.get(f"/people/{person}/facts").json()["items"] if one["kind"] == "layoff"]
    words = [{"notice": first, "evidence": "by telephone"}]
    assert door.post(f"/people/{person}/layoff-notices/confirmations", words).status_code == 201
    facts = {one["kind"]: one for one in door.get(f"/people/{person}/facts").json()["items"]}
    assert facts["layoff"]["source"] == facts["employment"]["source"] == "employer"
    assert door.get(f"/people/{person}/layoff-notices").json() == {"items": []}
    again = door.post(f"/people/{person}/layoff-notices/confirmations", words)
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "layoff_not_proposed")


def test_a_replay_is_done_once_and_a_revoked_agent_is_not_let_in(door: Door) -> None:
    company = door.employer(NOKIA, "layoff_notices")
    agent, said = door.as_agent(company), [layoff(company, PEKKA)]
    first = door.post("/layoff-notices", said, "hilla", Idempotency_Key="k1", **agent)
    again = door.post("/layoff-notices", said, "hilla", Idempotency_Key="k1", **agent)
    assert (again.content, again["Idempotency-Replayed"]) == (first.content, "true")
    assert LayoffNotice.objects.count() == 1
    twice = door.post("/layoff-notices", said, "hilla", **agent)
    assert (twice.status_code, twice.json()["errors"][0]["code"]) == (409, "layoff_twice")
    number = Mandate.objects.get().pk
    ended = [{"mandate": number, "since": DAY, "reason": "left"}]
    assert door.post("/mandates/revocations", ended).status_code == 201
    assert door.get(f"/companies/{company}", "hilla", **agent).status_code == 403
    assert door.post("/mandates/revocations", ended).status_code == 409
    assert not AuditRow.objects.latest("pk").is_allowed


HOSTILE = "'; DROP TABLE employers_company; --\u202e<script>"


@pytest.mark.parametrize(
    ("path", "change", "code", "pointer"),
    [
        ("/companies", {"business_id": "0112038-8"}, "business_id_check", "/0/business_id"),
        ("/companies", {"business_id": "SE556056625801"}, "business_id_foreign", "/0/business_id"),
        ("/companies", {"business_id": HOSTILE}, "business_id_form", "/0/business_id"),
        ("/companies", {"business_id": ""}, "business_id_blank", "/0/business_id"),
        ("/companies", {"business_id": None}, "business_id_missing", "/0/business_id"),
        ("/companies", {"name": "a\0b"}, "characters", "/0/name"),
        ("/companies", {"kind": "company"}, "choice", "/0/kind"),
        ("/companies", {"contacts": {"fax": "1"}}, "choice", "/0/contacts/fax/[key]"),
        ("/companies", {"owner": HOSTILE}, "unknown", "/0"),
        ("/mandates", {"last_day": "2020-01-01"}, "mandate_days", "/0"),
        ("/mandates", {"first_day": "9999-12-31", "last_day": "9999-12-31"}, "mandate_days", "/0"),
        ("/mandates", {"identity_code": HOSTILE}, "identity_code_form", "/0/identity_code"),
        ("/mandates", {"company": 2**62}, "company_not_there", "/0"),
        ("/mandates", {"holder": "x"}, "value", "/0/holder"),
        ("/layoff-notices", {"last_day": "2020-01-01"}, "layoff_days", "/0"),
        ("/layoff-notices", {"given_on": "9999-12-31", "first_day": "9999-12-31"}, "layoff_days", "/0"),
        ("/layoff-notices", {"identity_code": ""}, "identity_code_form", "/0/identity_code"),
        ("/layoff-notices", {"organisation": HOSTILE}, "layoff_receiver", "/0"),
        ("/layoff-notices", {"cut_percent": 0}, "value", "/0/cut_percent"),
        ("/layoff-notices", {"corrects": 2**62}, "layoff_not_there", "/0"),
        ("/mandates/revocations", {"mandate": 2**62}, "mandate_not_there", "/0"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_place_and_leaves_a_trace_and_nothing_else(
    door: Door, path: str, change: dict[str, Any], code: str, pointer: str
) -> None:
    company = door.employer()
    right = {
        "/companies": {"kind": "business", "name": "Uusi Oy", "business_id": TAX},
        "/mandates": mandate(company),
        "/layoff-notices": layoff(company, PEKKA, evidence="paper"),
        "/mandates/revocations": {"mandate": 1, "since": DAY, "reason": "left"},
    }[path]
    traces = AuditRow.objects.count()
    answer = door.post(path, [{**right, **change}])
    assert answer.status_code == 422, answer.content
    assert (code, pointer) in [(one["code"], one["pointer"]) for one in answer.json()["errors"]]
    assert HOSTILE not in answer.content.decode()
    assert (Company.objects.count(), Holder.objects.count(), LayoffNotice.objects.count()) == (1, 0, 0)
    assert AuditRow.objects.count() == traces + 1
    assert not AuditRow.objects.latest("pk").is_allowed


def test_too_many_people_at_once_are_refused_before_anything_is_read_of_them(door: Door) -> None:
    company = door.employer(NOKIA, "layoff_notices")
    for number, status in ((1_001, 422), (10_001, 413)):
        answer = door.post("/layoff-notices", [layoff(company, PEKKA)] * number, "hilla", **door.as_agent(company))
        assert answer.status_code == status
        assert len(answer.content) < 1_000
    assert not LayoffNotice.objects.exists()
