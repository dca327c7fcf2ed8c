"""Clients over the API: registered, found, shown, changed, ended; each by whoever may, and nobody else."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

from tests.api.doors import AREA, Door, today, wish
from tests.clients.codes import codes

from toimi.clients.models import ContactDetail, IdentityChange, JobSearch, KnownFact, Person
from toimi.office.audit import AuditRow
from toimi.office.officials import Official

CODE, OTHER = codes(2)
AsWeb = Callable[[], AbstractContextManager[None]]
DAY = timedelta(days=1)
ELSEWHERE = "678"
"""Raahe, which the area of Oulu does not serve."""


def test_from_registration_to_the_end(door: Door) -> None:
    answer = door.post("/searches", [wish(CODE, municipality="564"), wish(OTHER)], "e-service")
    assert answer.status_code == 201
    one, other = answer.json()["items"]
    assert (one["is_new"], other["is_new"]) == (True, True)
    answer = door.get(f"/people/{one['person']}")
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == ("application/json", "no-store")
    shown = answer.json()
    assert (shown["identity_code"], shown["state"], shown["extent"]) == (CODE, "valid", "whole")
    assert shown["details"] == {"language": "fi", "municipality": "564"}
    assert [(row["search"], row["since"], row["until"]) for row in shown["searches"]] == [
        (one["search"], today().isoformat(), None)
    ]
    ended = door.post(
        "/searches/ends", [{"person": one["person"], "ground": "own_wish", "last_day": today().isoformat()}]
    )
    assert (ended.status_code, ended.json()) == (201, {"items": [{"search": one["search"]}]})
    (search,) = door.get(f"/people/{one['person']}").json()["searches"]
    assert (search["until"], search["ground"]) == ((today() + DAY).isoformat(), "own_wish")


def test_the_state_is_of_the_day_that_is_asked_about(door: Door) -> None:
    """Registered in March and gone by July 2025, and registered again today."""
    spring = {"asked_at": "2025-03-03T10:00:00+02:00", "evidence": "letter"}
    number = door.registered(CODE, **spring)
    door.post("/searches/ends", [{"person": number, "ground": "own_wish", "last_day": "2025-06-30"}])
    assert door.registered(CODE) == number
    days = ("2025-03-02", "2025-03-03", "2025-06-30", "2025-07-01", (today() - DAY).isoformat(), today().isoformat())
    states = [door.get(f"/people/{number}?day={day}").json()["state"] for day in days]
    assert states == ["never", "valid", "valid", "ended", "ended", "valid"]
    assert door.get(f"/people/{number}").json()["state"] == "valid"


def test_a_second_request_of_the_same_person_makes_nothing_new(door: Door) -> None:
    first, again = door.registered(CODE), door.registered(CODE.lower())
    assert first == again
    assert (Person.objects.count(), JobSearch.objects.count()) == (1, 1)


def test_without_a_code_the_key_of_the_request_says_who_it_is(door: Door) -> None:
    key = str(uuid.uuid4())
    first, again = (door.post("/searches", [wish(None, key=key)]).json()["items"][0] for _ in range(2))
    assert (first["person"], first["is_new"], again["is_new"]) == (again["person"], True, False)


def test_people_are_found_by_a_code_that_stands_in_no_address(door: Door) -> None:
    number = door.registered(CODE)
    answer = door.post("/people/find", [{"identity_code": f" {CODE.lower()} "}, {"identity_code": OTHER}])
    assert (answer.status_code, answer.json()) == (200, {"items": [{"person": number}, {"person": None}]})
    assert CODE not in answer.content.decode()


def benefit(name: str, last_day: str, **more: Any) -> dict[str, Any]:
    said = {"id": name, "from": "2026-01-01", "through": last_day, "kind": "labour_market_subsidy"}
    return {"kind": "benefit", "source": "payer", "said": said, **more}


def named(door: Door, path: str) -> list[str]:
    """The names of the benefits among the facts."""
    return [row["name"] for row in door.get(path).json()["items"] if row["kind"] == "benefit"]


def test_facts_are_superseded_but_never_gone_and_known_from_a_day_on(door: Door) -> None:
    number = door.registered(CODE)
    path = f"/people/{number}/facts"
    assert door.post(path, [benefit("one", "2026-01-31")]).json() == {"items": ["one"]}
    assert door.post(path, [benefit("two", "2026-02-28", corrects="one")]).json() == {"items": ["two"]}
    gone = door.post(path, [{"kind": "benefit", "corrects": "two", "withdraws": True}])
    assert gone.status_code == 201
    assert named(door, path) == ["one", "two", *gone.json()["items"]]
    assert named(door, f"{path}?known_at={today() - DAY}") == []
    rows = [row for row in door.get(path).json()["items"] if row["kind"] == "benefit"]
    assert [(row["since"], row["until"], row["corrects"], row["withdrawn"]) for row in rows] == [
        ("2026-01-01", "2026-02-01", None, False),
        ("2026-01-01", "2026-03-01", "one", False),
        ("2026-01-01", "2026-03-01", "two", True),
    ]
    again = door.post(path, [benefit("three", "2026-02-28", corrects="one")])
    assert (again.status_code, again.json()["errors"][0]["code"]) == (409, "fact_superseded")


def test_facts_come_in_pages(door: Door) -> None:
    number = door.registered(CODE)
    path = f"/people/{number}/facts"
    names = [f"b{place}" for place in range(5)]
    door.post(path, [benefit(name, "2026-01-31") for name in names])
    found, further = [], f"/api/v1{path}?limit=2"
    while further:
        answer = door.client.get(further, headers=door.headers("aino")).json()
        assert len(answer["items"]) <= 2
        found += [row["name"] for row in answer["items"] if row["kind"] == "benefit"]
        further = answer["next"]
    assert found == names


def test_contact_details_and_representatives(door: Door) -> None:
    number = door.registered(CODE)
    said = [{"kind": "phone", "value": "040 123 4567", "since": today().isoformat()}]
    assert door.post(f"/people/{number}/contact-details", said).json() == {"recorded": 1}
    deputy = {"kind": "authorised", "name": "Deputy", "first_day": today().isoformat(), "evidence": "letter"}
    (representation,) = door.post(f"/people/{number}/representatives", [deputy]).json()["items"]
    shown = door.get(f"/people/{number}").json()
    assert shown["details"]["phone"] == "040 123 4567"
    assert [(row["representation"], row["name"]) for row in shown["representatives"]] == [(representation, "Deputy")]
    end = [{"representation": representation, "last_day": today().isoformat()}]
    assert door.post("/representatives/ends", end).status_code == 201
    (row,) = door.get(f"/people/{number}").json()["representatives"]
    assert row["until"] == (today() + DAY).isoformat()
    again = door.post("/representatives/ends", [*end, *end])
    assert [one["pointer"] for one in again.json()["errors"]] == ["/0", "/1"]


def test_two_with_searches_of_one_day_are_not_merged(door: Door) -> None:
    kept = door.registered(CODE)
    absorbed = door.post("/searches", [wish(None, key=str(uuid.uuid4()))]).json()["items"][0]["person"]
    pair = {"kept": kept, "absorbed": absorbed, "reason": "the code was found"}
    answer = door.post("/merges", [pair], Toimi_Reason="correction")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "identity_two_searches")
    assert IdentityChange.objects.count() == 0


def test_a_merge_holds_until_it_is_split(door: Door) -> None:
    spring = {"asked_at": "2025-03-03T10:00:00+02:00", "evidence": "letter", "key": str(uuid.uuid4())}
    absorbed = door.post("/searches", [wish(None, **spring)]).json()["items"][0]["person"]
    door.post("/searches/ends", [{"person": absorbed, "ground": "own_wish", "last_day": (today() - DAY).isoformat()}])
    kept = door.registered(CODE)
    pair = {"kept": kept, "absorbed": absorbed, "reason": "the code was found"}
    answer = door.post("/merges", [pair], Toimi_Reason="emergency")
    assert (answer.status_code, IdentityChange.objects.count()) == (403, 0)
    answer = door.post("/merges", [pair], Toimi_Reason="correction")
    assert (answer.status_code, answer.json()) == (201, {"recorded": 1})
    assert len(door.get(f"/people/{kept}").json()["searches"]) == 2
    split = [{"absorbed": absorbed, "reason": "two people after all"}]
    assert door.post("/splits", split, Toimi_Reason="correction").json() == {"recorded": 1}
    assert len(door.get(f"/people/{kept}").json()["searches"]) == 1


def test_who_looked_is_for_the_auditor(door: Door) -> None:
    number = door.registered(CODE)
    door.get(f"/people/{number}")
    door.get(f"/people/{number}", Toimi_Reason="payment")
    answer = door.get(f"/people/{number}/looks?limit=2", "onni", Toimi_Reason="log_check")
    assert answer.status_code == 200
    rows = answer.json()["items"]
    assert [(row["what"], row["why"], row["is_allowed"]) for row in rows] == [
        ("clients.looks", "log_check", True),
        ("clients.look", "payment", False),
    ]
    further = door.client.get(answer.json()["next"], headers=door.headers("onni", Toimi_Reason="log_check")).json()
    assert [row["what"] for row in further["items"]] == ["clients.look", "clients.register"]
    assert {row["organisation"] for row in further["items"]} == {AREA}


def test_what_may_not_be_seen_is_refused_with_one_trace(door: Door) -> None:
    number = door.registered(CODE)
    before = AuditRow.objects.count()
    for path in (f"/people/{number}", f"/people/{number}/facts", f"/people/{number}/looks"):
        answer = door.get(path, Toimi_Reason="appeal")
        assert (answer.status_code, answer.json()["type"]) == (403, "/api/v1/problems/nothing_allows_it"), path
    rows = AuditRow.objects.order_by("pk")[before:]
    assert [(row.what, row.whose, row.is_allowed) for row in rows] == [
        ("clients.look", str(number), False),
        ("clients.facts", str(number), False),
        ("clients.looks", str(number), False),
    ]


def test_nobody_and_somebody_elses_client_are_refused_alike(door: Door) -> None:
    number = door.registered(CODE, municipality=ELSEWHERE)
    answers = [door.get(f"/people/{one}", Accept_Language="en") for one in (number, number + 1)]
    assert answers[0].status_code == 403
    assert answers[0].content == answers[1].content


def test_whoever_may_not_write_writes_nothing_and_leaves_a_trace(door: Door) -> None:
    number = door.registered(CODE)
    counts = [model.objects.count() for model in (JobSearch, KnownFact, ContactDetail, Person, IdentityChange)]
    before = AuditRow.objects.count()
    said = [{"kind": "phone", "value": "040 123 4567", "since": today().isoformat()}]
    answer = door.post(f"/people/{number}/contact-details", said, "onni", Toimi_Reason="log_check")
    assert answer.status_code == 403
    assert door.post("/searches", [wish(OTHER)], "onni").status_code == 403
    assert [model.objects.count() for model in (JobSearch, KnownFact, ContactDetail, Person, IdentityChange)] == counts
    rows = AuditRow.objects.order_by("pk")[before:]
    assert [(row.what, row.role, row.is_allowed) for row in rows] == [
        ("clients.tell", "auditor", False),
        ("clients.register", "auditor", False),
    ]


def test_an_assignment_is_the_callers_own_and_of_the_day(door: Door) -> None:
    for header, value in (("Toimi_Role", "decider"), ("Toimi_Organisation", "area-raahe")):
        answer = door.get("/people/1", **{header: value})
        assert (answer.status_code, answer.json()["type"]) == (403, "/api/v1/problems/not_assigned")
    row = AuditRow.objects.latest("pk")
    assert (row.what, row.organisation, row.whose) == ("api.show_person.not_assigned", "area-raahe", "1")
    assert row.who


def test_headers_that_say_nothing_are_named(door: Door) -> None:
    for name, value in (("Toimi-Role", "king"), ("Toimi-Organisation", "A B"), ("Toimi-Reason", "")):
        answer = door.get("/people/1", **{name.replace("-", "_"): value})
        assert answer.status_code == 422
        assert [(one["place"], one["pointer"]) for one in answer.json()["errors"]] == [("header", f"/{name}")]


def test_the_wall_lets_attempts_be_traced_by_whom_even_if_nothing_says_as_what(door: Door, as_web: AsWeb) -> None:
    """As the web's role, which may write of oneself that one was refused."""
    with as_web():
        assert door.post("/searches", [wish(CODE)], Toimi_Role="king").status_code == 422
        assert door.post("/searches", [wish(CODE)], "stranger").status_code == 403
        assert door.post("/searches", [wish("x")]).status_code == 422
    rows = AuditRow.objects.order_by("pk").values_list("what", "who", "role", "organisation", "why")
    aino = str(Official.objects.get(subject="aino").pk)
    assert list(rows) == [
        ("api.register_searches.input_refused", aino, "", AREA, "service"),
        ("api.register_searches.unknown_official", "", "adviser", AREA, "service"),
        ("api.register_searches.input_refused", aino, "adviser", AREA, "service"),
    ]


def test_a_future_day_is_refused_where_it_stands(door: Door) -> None:
    number = door.registered(CODE)
    tomorrow = (today() + DAY).isoformat()
    answer = door.post("/searches/ends", [{"person": number, "ground": "own_wish", "last_day": tomorrow}])
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "end_in_the_future")
    assert date.fromisoformat(tomorrow) > today()
