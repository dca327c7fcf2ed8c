"""Employers asked for, about so many: for the numbers of queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from tests.api.doors import Door, layoff, mandate, today
from tests.clients.codes import codes

from toimi.employers.business_ids import check_digit
from toimi.employers.models import Mandate

CODES = codes(30)
DAY = today().isoformat()
Ask = Callable[[], HttpResponse]


def numbers(number: int) -> list[str]:
    """So many business ids."""
    found = ((f"{one:07}", check_digit(f"{one:07}")) for one in range(2_000_000, 2_001_000))
    return [f"{digits}-{check}" for digits, check in found if check][:number]


def firms(number: int) -> list[dict[str, Any]]:
    contacts = {"email": "hr@example.org", "language": "sv"}
    return [{"kind": "business", "name": "Oy", "business_id": one, "contacts": contacts} for one in numbers(number)]


def registering_firms(door: Door, number: int) -> Ask:
    return lambda: door.post("/companies", firms(number))


def listing_firms(door: Door, number: int) -> Ask:
    door.post("/companies", firms(number))
    return lambda: door.get("/companies")


def agents(company: int, number: int) -> list[dict[str, Any]]:
    return [mandate(company, account=None, identity_code=code) for code in CODES[:number]]


def granting(door: Door, number: int) -> Ask:
    company = door.employer()
    return lambda: door.post("/mandates", agents(company, number))


def revoking(door: Door, number: int) -> Ask:
    made = door.post("/mandates", agents(door.employer(), number)).json()["items"]
    ends = [{"mandate": one["mandate"], "since": DAY, "reason": "left"} for one in made]
    return lambda: door.post("/mandates/revocations", ends)


def showing_firm(path: str) -> Callable[[Door, int], Ask]:
    """An employer of whom so much is known, as its agent sees it."""

    def prepared(door: Door, number: int) -> Ask:
        company = door.employer("0112038-9", "layoff_notices")
        door.post("/mandates", [one for one in agents(company, number + 6) if one["identity_code"] != CODES[5]])
        assert laying_off(door, number)().status_code == 201
        return lambda: door.get(path.format(company=company), "hilla", **door.as_agent(company))

    return prepared


def laying_off(door: Door, number: int) -> Ask:
    company = door.employer("0112038-9", *(() if Mandate.objects.exists() else ("layoff_notices",)))
    said = [layoff(company, code) for code in CODES[:number]]
    return lambda: door.post("/layoff-notices", said, "hilla", **door.as_agent(company))


def proposing(door: Door, number: int) -> Ask:
    """A client whom so many employers have laid off."""
    person = door.registered(CODES[0])
    companies = [one["company"] for one in door.post("/companies", firms(number)).json()["items"]]
    told = [layoff(company, CODES[0], evidence="paper") for company in companies]
    assert door.post("/layoff-notices", told).status_code == 201
    return lambda: door.get(f"/people/{person}/layoff-notices")


def confirming(door: Door, number: int) -> Ask:
    found = proposing(door, number)().json()["items"]
    person = door.registered(CODES[0])
    said = [{"notice": one["notice"]["notice"], "evidence": "by telephone"} for one in found]
    return lambda: door.post(f"/people/{person}/layoff-notices/confirmations", said)


OPERATIONS: dict[str, tuple[Callable[[Door, int], Ask], int]] = {
    "register_companies": (registering_firms, 17),
    "list_employers": (listing_firms, 11),
    "show_company": (showing_firm("/companies/{company}"), 12),
    "grant_mandates": (granting, 20),
    "revoke_mandates": (revoking, 15),
    "show_mandates": (showing_firm("/companies/{company}/mandates"), 10),
    "give_layoff_notices": (laying_off, 18),
    "list_layoff_notices": (showing_firm("/companies/{company}/layoff-notices"), 10),
    "list_proposals": (proposing, 17),
    "confirm_layoffs": (confirming, 25),
}
"""As in ``test_queries.py``."""
