"""How many queries each operation makes: pinned, and the same for one row as for many.

A number that changes is looked at before it is written here. Each request: one of the allowance, one of the official, one of
the assignment where one is asked for; begin and end of the transaction, and in it one of for whom it acts.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from tests.api import asking_employers
from tests.api.doors import Door, today, wish
from tests.api.test_matters import fund_system
from tests.clients.codes import codes
from tests.statements.offices import FUND

from toimi.api.addresses import openapi_document
from toimi.matters.models import Matter
from toimi.matters.states import State

CODES = codes(100)
DAY = today().isoformat()
FEW, MANY = 1, 9
Ask = Callable[[], HttpResponse]


def people(door: Door, number: int, first: int = 0) -> list[int]:
    """So many clients, registered in one request."""
    said = [wish(code) for code in CODES[first : first + number]]
    return [one["person"] for one in door.post("/searches", said, "e-service").json()["items"]]


def absorbed(door: Door, number: int) -> list[int]:
    """So many clients without a code, whose searches are over."""
    spring = {"asked_at": "2025-03-03T10:00:00+02:00", "evidence": "letter"}
    said = [wish(None, key=str(uuid.uuid4()), **spring) for _ in range(number)]
    found = [one["person"] for one in door.post("/searches", said).json()["items"]]
    ends = [{"person": one, "ground": "own_wish", "last_day": "2025-06-30"} for one in found]
    assert door.post("/searches/ends", ends).status_code == 201
    return found


def registering(door: Door, number: int) -> Ask:
    return lambda: door.post("/searches", [wish(code) for code in CODES[:number]], "e-service")


def registering_again(door: Door, number: int) -> Ask:
    people(door, number)
    return registering(door, number)


def ending(door: Door, number: int) -> Ask:
    ends = [{"person": one, "ground": "own_wish", "last_day": DAY} for one in people(door, number)]
    return lambda: door.post("/searches/ends", ends)


def finding(door: Door, number: int) -> Ask:
    people(door, number)
    return lambda: door.post("/people/find", [{"identity_code": code} for code in CODES[:number]])


def details(number: int) -> list[dict[str, Any]]:
    return [{"kind": "phone", "value": f"040 {place:07}", "since": DAY} for place in range(number)]


def telling(door: Door, number: int) -> Ask:
    (person,) = people(door, 1)
    return lambda: door.post(f"/people/{person}/contact-details", details(number))


def deputies(number: int) -> list[dict[str, Any]]:
    deputy = {"kind": "authorised", "first_day": DAY, "evidence": "letter"}
    return [{**deputy, "name": f"Deputy {place}"} for place in range(number)]


def representing(door: Door, number: int) -> Ask:
    (person,) = people(door, 1)
    return lambda: door.post(f"/people/{person}/representatives", deputies(number))


def ending_representation(door: Door, number: int) -> Ask:
    (person,) = people(door, 1)
    numbers = door.post(f"/people/{person}/representatives", deputies(number)).json()["items"]
    return lambda: door.post("/representatives/ends", [{"representation": one, "last_day": DAY} for one in numbers])


def benefits(number: int) -> list[dict[str, Any]]:
    said = {"from": "2026-01-01", "through": "2026-01-31", "kind": "basic"}
    return [{"kind": "benefit", "source": "payer", "said": {**said, "id": f"b{place}"}} for place in range(number)]


def recording(door: Door, number: int) -> Ask:
    (person,) = people(door, 1)
    return lambda: door.post(f"/people/{person}/facts", benefits(number))


def showing(path: str) -> Callable[[Door, int], Ask]:
    """A client of whom so much is known."""

    def prepared(door: Door, number: int) -> Ask:
        (person,) = people(door, 1)
        door.post(f"/people/{person}/contact-details", details(number))
        door.post(f"/people/{person}/representatives", deputies(number))
        door.post(f"/people/{person}/facts", benefits(number))
        return lambda: door.get(path.format(person=person))

    return prepared


def looking(door: Door, number: int) -> Ask:
    (person,) = people(door, 1)
    for _ in range(number):
        door.get(f"/people/{person}")
    return lambda: door.get(f"/people/{person}/looks", "onni", Toimi_Reason="log_check")


def pairs(door: Door, number: int) -> list[dict[str, Any]]:
    two = zip(people(door, number), absorbed(door, number), strict=True)
    return [{"kept": kept, "absorbed": other, "reason": "the code was found"} for kept, other in two]


def merging(door: Door, number: int) -> Ask:
    said = pairs(door, number)
    return lambda: door.post("/merges", said, Toimi_Reason="correction")


def splitting(door: Door, number: int) -> Ask:
    said = pairs(door, number)
    assert door.post("/merges", said, Toimi_Reason="correction").status_code == 201
    two = [{"absorbed": one["absorbed"], "reason": "two people"} for one in said]
    return lambda: door.post("/splits", two, Toimi_Reason="correction")


def asking(path: str, *, many: str = "") -> Callable[[Door, int], Ask]:
    return lambda door, number: lambda: door.get(path + (many or "").format(number=number))


def asking_a_register(door: Door, number: int) -> Ask:
    """About a client of whom so much is known. Each further register makes eleven more, and there are five."""
    (person,) = people(door, 1)
    door.post(f"/people/{person}/facts", benefits(number))
    return lambda: door.post(f"/people/{person}/register-answers", {"registers": ["studies"]})


def answers(door: Door, number: int) -> Ask:
    (person,) = people(door, 1)
    for _ in range(number):
        door.post(f"/people/{person}/register-answers", {})
    return lambda: door.get(f"/people/{person}/register-answers")


WHY = "The police asks for a person who is in danger of life."


def emergencies(door: Door, number: int) -> Ask:
    people(door, number)
    said = [{"identity_code": code, "reason": WHY} for code in CODES[:number]]
    return lambda: door.post("/emergencies", said, Toimi_Reason="emergency")


def begun(door: Door, number: int) -> list[int]:
    return [one["emergency"] for one in emergencies(door, number)().json()["items"]]


def ending_emergencies(door: Door, number: int) -> Ask:
    said = [{"emergency": one} for one in begun(door, number)]
    return lambda: door.post("/emergencies/ends", said)


def reading_reviews(door: Door, number: int) -> Ask:
    begun(door, number)
    return lambda: door.get("/emergencies/reviews", "onni", Toimi_Reason="log_check")


def reviewing(door: Door, number: int) -> Ask:
    said = [{"emergency": one, "verdict": "justified"} for one in begun(door, number)]
    return lambda: door.post("/emergencies/reviews", said, "onni", Toimi_Reason="log_check")


def claims(number: int) -> list[dict[str, Any]]:
    return [{"benefit": "earnings_related", "payer": FUND, "first_day": f"2026-01-0{day + 1}"} for day in range(number)]


def claiming(door: Door, number: int) -> Ask:
    (person,) = people(door, 1)
    return lambda: door.post(f"/people/{person}/claims", claims(number))


def of_matters(path: str) -> Callable[[Door, int], Ask]:
    """A client with so many matters, all but the last of them closed."""

    def prepared(door: Door, number: int) -> Ask:
        (person,) = people(door, 1)
        for _ in range(number):
            Matter.objects.update(state=State.CLOSED)
            assert door.post(f"/people/{person}/claims", claims(1)).status_code == 201
        return lambda: door.get(path.format(person=person))

    return prepared


def requesting(door: Door, number: int) -> Ask:
    people(door, number)
    fund = fund_system()
    said = [{"identity_code": code, "benefit": "earnings_related", "first_day": DAY} for code in CODES[:number]]
    return lambda: door.post("/statement-requests", said, **fund)


OPERATIONS: dict[str, tuple[Callable[[Door, int], Ask], int]] = {
    "list_organisations": (asking("/organisations?day=2022-06-01", many="&limit={number}"), 6),
    "show_organisation": (asking("/organisations/area-oulu"), 7),
    "list_municipalities": (asking("/municipalities", many="?limit={number}"), 5),
    "show_municipality": (asking("/municipalities/564"), 6),
    "show_problem": (asking("/problems/busy"), 0),
    "register_searches": (registering, 29),
    "register_searches again": (registering_again, 23),
    "end_searches": (ending, 28),
    "find_people": (finding, 12),
    "show_person": (showing("/people/{person}"), 17),
    "list_looks": (looking, 12),
    "tell_details": (telling, 19),
    "add_representatives": (representing, 19),
    "end_representatives": (ending_representation, 18),
    "merge_people": (merging, 25),
    "split_people": (splitting, 22),
    "list_facts": (showing("/people/{person}/facts"), 13),
    "record_facts": (recording, 21),
    "claim_benefits": (claiming, 32),
    "list_matters": (of_matters("/people/{person}/matters"), 14),
    "list_statements": (of_matters("/people/{person}/statements"), 13),
    "request_statements": (requesting, 25),
    "ask_registers": (asking_a_register, 38),
    "list_answers": (answers, 14),
    "begin_emergencies": (emergencies, 19),
    "end_emergencies": (ending_emergencies, 15),
    "list_open_reviews": (reading_reviews, 10),
    "review_emergencies": (reviewing, 14),
    **asking_employers.OPERATIONS,
}  # fmt: skip
"""How an operation is asked for about so many, and how many queries it makes."""


def counted(ask: Ask) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = ask()
    assert answer.status_code in (200, 201), answer.content
    return len(queries)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_makes_as_many_queries_as_are_written_here(door: Door, operation: str) -> None:
    prepared, queries = OPERATIONS[operation]
    assert counted(prepared(door, FEW)) == queries


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_number_does_not_grow_with_the_rows(door: Door, operation: str) -> None:
    prepared, queries = OPERATIONS[operation]
    assert counted(prepared(door, MANY)) == queries


def test_every_operation_of_the_document_is_counted() -> None:
    named = {
        operation["operationId"]
        for operations in openapi_document()["paths"].values()
        for operation in operations.values()
    }
    assert named == {name.split()[0] for name in OPERATIONS}
