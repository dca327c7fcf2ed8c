"""Whoever asks at the door in the tests: officials of an area, and a client that asks in their names."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client
from tests.api.providers import Running
from tests.clients.codes import codes

from toimi.office.actors import HELSINKI
from toimi.office.officials import Official, Post, Role, assign

AREA = "area-oulu"
POSTS = {"e-service": Role.AUTOMATION, "aino": Role.ADVISER, "onni": Role.AUDITOR}


@dataclass
class Door:
    """Asks the API as Django's own test client does: through all of the middleware, without a socket."""

    provider: Running
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False, SERVER_NAME="localhost"))
    tokens: dict[str, str] = field(default_factory=dict)

    def token(self, name: str) -> str:
        if name not in self.tokens:
            self.tokens[name] = self.provider.token(name)
        return self.tokens[name]

    def headers(self, name: str, **more: str) -> dict[str, str]:
        """Of an official in the assignment of the tests, for serving clients."""
        claim = {"Toimi-Organisation": AREA, "Toimi-Role": POSTS.get(name, Role.ADVISER), "Toimi-Reason": "service"}
        signed = {"Authorization": f"Bearer {self.token(name)}"} if name else {}
        return {**claim, **signed, **{key.replace("_", "-"): value for key, value in more.items()}}

    def get(self, path: str, name: str = "aino", **more: str) -> HttpResponse:
        return self.client.get(f"/api/v1{path}", headers=self.headers(name, **more))

    def post(self, path: str, said: Any, name: str = "aino", **more: str) -> HttpResponse:
        """With a key of its own, unless one is given."""
        headers = self.headers(name, **{"Idempotency_Key": str(uuid.uuid4()), **more})
        return self.client.post(f"/api/v1{path}", said, content_type="application/json", headers=headers)

    def as_agent(self, company: int) -> dict[str, str]:
        """The assignment of a representative, as headers."""
        return {"Toimi_Role": Role.REPRESENTATIVE, "Toimi_Organisation": f"company-{company}"}

    def employer(self, business_id: str = "0112038-9", *scopes: str) -> int:
        """An employer whose agent ``hilla`` may do so much for it; the number."""
        answer = self.post(
            "/companies", [{"kind": "business", "name": "Oulun Ravintola Oy", "business_id": business_id}]
        )
        assert answer.status_code == 201, answer.content
        company = int(answer.json()["items"][0]["company"])
        if scopes:
            answer = self.post("/mandates", [mandate(company, scope) for scope in scopes])
            assert answer.status_code == 201, answer.content
        return company

    def registered(self, code: str, **more: Any) -> int:
        """A client of the area whose search began today; the number."""
        answer = self.post("/searches", [wish(code, **more)], "e-service")
        assert answer.status_code == 201, answer.content
        return int(answer.json()["items"][0]["person"])


def officials() -> dict[str, Official]:
    """Each in one assignment, for as long as the office is there; a stranger has signed in and has none."""
    made = {name: Official.objects.create(subject=name, name=name) for name in POSTS}
    assign([Post(made[name].pk, role, AREA, date(2025, 1, 1)) for name, role in POSTS.items()])
    return made


def today() -> date:
    """The day of the office."""
    return datetime.now(HELSINKI).date()


def wish(code: str | None, **more: Any) -> dict[str, Any]:
    """A request of today to be registered as a job seeker, as JSON."""
    asked_at = datetime.now(HELSINKI).isoformat(timespec="seconds")
    said = {"asked_at": asked_at, "channel": "electronic", "contact_details_complete": True, "identity_code": code}
    return {**said, **more}


def mandate(company: int, scope: str = "layoff_notices", **more: Any) -> dict[str, Any]:
    """A mandate of today, as JSON."""
    agent = {"name": "Hilla Henkilöstö", "identity_code": codes(6)[5], "account": "hilla"}
    said = {"company": company, "scope": scope, "first_day": today().isoformat(), "granted_by": "Matti Johtaja"}
    return {**said, "source": "declared", "evidence": "letter", **agent, **more}


def layoff(company: int, code: str | None, **more: Any) -> dict[str, Any]:
    """A layoff that begins today, as JSON."""
    day = today().isoformat()
    said = {"company": company, "organisation": AREA, "first_day": day, "given_on": day, "extent": "full"}
    return {**said, "ground": "temporary_reduction", "identity_code": code, "employed_since": "2019-08-01", **more}
