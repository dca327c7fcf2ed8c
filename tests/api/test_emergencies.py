"""Access in an emergency at the door, as the web: opened by a reason, ended, read and reviewed by another, and all of it traced."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.api.doors import Door, today
from tests.clients.codes import codes

from toimi.clients.models import Person, Stay
from toimi.office.audit import AuditRow, looks_at
from toimi.office.emergency import Emergency

CODE, NOBODYS = codes(2)
WHY = "The police asks for a person who is in danger of life."
URGENT, CHECKS = {"Toimi_Reason": "emergency"}, {"name": "onni", "Toimi_Reason": "log_check"}
AsWeb = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def person(door: Door) -> int:
    """A client of another house."""
    one = Person.objects.create(identity_code=CODE)
    Stay.objects.create(person=one, organisation_id="area-raahe", days=DateRange(date(2025, 1, 1), None))
    return one.pk


def test_from_a_reason_to_a_verdict(door: Door, person: int, as_web: AsWeb) -> None:
    with as_web():
        assert door.get(f"/people/{person}", **URGENT).status_code == 403
        begun = door.post("/emergencies", [{"identity_code": CODE, "reason": WHY}], **URGENT)
        assert begun.status_code == 201, begun.content
        (opened,) = begun.json()["items"]
        assert opened == {"emergency": opened["emergency"], "person": person, "day": today().isoformat()}
        assert door.get(f"/people/{person}", **URGENT).json()["identity_code"] == CODE
        assert door.get(f"/people/{person}").status_code == 403  # for that reason only
        end = [{"emergency": opened["emergency"]}]
        assert door.post("/emergencies/ends", end).status_code == 201
        again = door.post("/emergencies/ends", end)
        assert (again.status_code, again.json()["type"]) == (409, "/api/v1/problems/emergency_ended")
        assert door.get(f"/people/{person}", **URGENT).status_code == 403
        (read,) = door.get("/emergencies/reviews", **CHECKS).json()["items"]
        assert (read["person"], read["reason"], read["ended_at"] is not None) == (person, WHY, True)
        found = [{"emergency": opened["emergency"], "verdict": "unjustified", "note": "To be looked into."}]
        assert door.post("/emergencies/reviews", found).status_code == 403  # an adviser
        assert door.post("/emergencies/reviews", found, **CHECKS).status_code == 201
        assert door.get("/emergencies/reviews", **CHECKS).json() == {"items": [], "next": None}
    assert Emergency.objects.get().verdict == "unjustified"
    left = {row.what for row in looks_at(str(person))}
    assert left >= {
        "emergency.open",
        "emergency.end",
        "emergency.read",
        "emergency.review",
        "clients.find_in_emergency",
    }


@pytest.mark.parametrize(
    ("said", "status", "kind", "pointer"),
    [
        ({"identity_code": CODE, "reason": "urgent"}, 422, "reason_too_short", None),
        ({"identity_code": NOBODYS, "reason": WHY}, 422, "input_refused", "/0"),
        ({"identity_code": "010190-9000", "reason": WHY}, 422, "input_refused", "/0/identity_code"),
        ({"reason": WHY}, 422, "input_refused", "/0"),
    ],
)
def test_what_opens_nothing_leaves_a_trace_of_the_attempt(
    door: Door, person: int, as_web: AsWeb, said: dict[str, str], status: int, kind: str, pointer: str | None
) -> None:
    with as_web():
        answer = door.post("/emergencies", [said], **URGENT)
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (status, f"/api/v1/problems/{kind}")
    assert (problem["errors"][0]["pointer"] if pointer else None) == pointer
    assert not Emergency.objects.exists()
    assert CODE not in answer.content.decode() and WHY not in answer.content.decode()
    last = AuditRow.objects.order_by("pk").last()
    assert last and (last.what, last.is_allowed) == (f"api.begin_emergencies.{kind}", False)


def test_the_auditor_finds_by_code_whose_traces_to_check(door: Door, person: int, as_web: AsWeb) -> None:
    with as_web():
        sought = [{"identity_code": CODE}, {"identity_code": NOBODYS}]
        assert door.post("/people/find", sought).json() == {"items": [{"person": None}] * 2}  # another house's client
        found = door.post("/people/find", sought, **CHECKS).json()
        assert found == {"items": [{"person": person}, {"person": None}]}
        looks = door.get(f"/people/{person}/looks", **CHECKS).json()["items"]
        assert door.get(f"/people/{person}", **CHECKS).json()["identity_code"] is None
    assert [one["what"] for one in looks if one["what"] == "clients.find_by_code"] == ["clients.find_by_code"]
