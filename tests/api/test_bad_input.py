"""Bad input: a precise problem in three languages, nothing written, the attempt in the audit."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from tests.api.doors import Door, today, wish
from tests.clients.codes import codes

from toimi.api.idempotency import KeptAnswer
from toimi.clients.models import ContactDetail, JobSearch, KnownFact, Person, Representation
from toimi.clients.problems import texts as client_texts
from toimi.office.audit import AuditRow

CODE, OTHER = codes(2)
TABLES = (Person, JobSearch, KnownFact, ContactDetail, Representation, KeptAnswer)
SOON, YEARS_AGO = (today() + timedelta(days=2)).isoformat(), "2020-01-01T10:00:00+02:00"


def counts() -> list[int]:
    return [table.objects.count() for table in TABLES]


WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "wrong control character": ({"identity_code": CODE[:-1] + ("A" if CODE[-1] != "A" else "B")}, "identity_code_control", "/0/identity_code"),
    "no form": ({"identity_code": "010190900"}, "identity_code_form", "/0/identity_code"),
    "empty": ({"identity_code": ""}, "identity_code_form", "/0/identity_code"),
    "foreign (Swedish)": ({"identity_code": "19811218-9876"}, "identity_code_form", "/0/identity_code"),
    "foreign (Estonian)": ({"identity_code": "37605030299"}, "identity_code_century", "/0/identity_code"),
    "no such century": ({"identity_code": "010190G900P"}, "identity_code_century", "/0/identity_code"),
    "no such day": ({"identity_code": "310290-9001"}, "identity_code_day", "/0/identity_code"),
    "missing": ({"identity_code": None}, "request_without_key", "/0"),
    "a number": ({"identity_code": 10190900}, "value", "/0/identity_code"),
    "too long": ({"identity_code": "0" * 100}, "length", "/0/identity_code"),
    "null character": ({"identity_code": "010190\x00900P"}, "characters", "/0/identity_code"),
    "from the future": ({"asked_at": f"{SOON}T10:00:00+02:00"}, "request_from_the_future", "/0"),
    "late, and nothing shows it": ({"asked_at": YEARS_AGO}, "request_late_without_evidence", "/0"),
    "before the office": ({"asked_at": "0001-01-01T00:00:00Z"}, "request_moment", "/0"),
    "at the end of time": ({"asked_at": "9999-12-31T23:59:59-12:00"}, "request_moment", "/0"),
    "without a zone": ({"asked_at": "2026-01-01T10:00:00"}, "day", "/0/asked_at"),
    "a moment in seconds": ({"asked_at": 1767254400}, "day", "/0/asked_at"),
    "dated back": ({"wished_from": "2026-01-01"}, "request_back_dated", "/0"),
    "ahead": ({"wished_from": SOON}, "request_ahead", "/0"),
    "no such channel": ({"channel": "pigeon"}, "choice", "/0/channel"),
    "no such municipality": ({"municipality": "999"}, "no_organisation", "/0"),
    "a municipality in words": ({"municipality": "Oulu"}, "length", "/0/municipality"),
    "yes in words": ({"contact_details_complete": "yes"}, "value", "/0/contact_details_complete"),
    "one is not yes": ({"contact_details_complete": 1}, "value", "/0/contact_details_complete"),
    "an unknown field": ({"010190-900P": 1}, "unknown", "/0"),
    "half a character": ({"evidence": "\ud800"}, "characters", "/0/evidence"),
    "a page too long": ({"evidence": "x" * 10_001}, "length", "/0/evidence"),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_request_is_refused_where_it_is_wrong_and_nothing_is_written(door: Door, what: str) -> None:
    more, code, pointer = WRONG[what]
    before = counts()
    answer = door.post("/searches", [wish(CODE, **more)], Accept_Language="sv")
    assert answer.status_code == 422, answer.content
    problem = answer.json()
    assert (code, "body", pointer) in [(one["code"], one["place"], one["pointer"]) for one in problem["errors"]]
    if code in client_texts():
        spoken = next(one["detail"] for one in problem["errors"] if one["code"] == code)
        assert spoken.split("{")[0][:20] == client_texts()[code]["sv"].split("{")[0][:20]
    assert counts() == before
    (row,) = AuditRow.objects.all()
    assert (row.what, row.is_allowed, row.role, row.whose) == (
        "api.register_searches.input_refused", False, "adviser", "",
    )  # fmt: skip
    assert row.who
    for given in (CODE, "010190", "pigeon", "19811218"):
        assert given not in answer.content.decode()


def test_one_that_is_wrong_spoils_the_list_and_every_wrong_one_is_named(door: Door) -> None:
    wrong = [wish(CODE), wish("x"), wish(OTHER), wish(OTHER, wished_from=SOON), wish(None)]
    answer = door.post("/searches", wrong)
    assert [(one["pointer"], one["code"]) for one in answer.json()["errors"]] == [
        ("/1/identity_code", "identity_code_form"), ("/3", "request_ahead"), ("/4", "request_without_key"),
    ]  # fmt: skip
    assert Person.objects.count() == 0


def test_one_person_twice_in_a_list_is_one(door: Door) -> None:
    answer = door.post("/searches", [wish(CODE), wish(CODE)]).json()["items"]
    assert answer[0]["person"] == answer[1]["person"]
    assert [one["is_new"] for one in answer] == [True, False]


def test_what_contradicts_the_register_is_a_conflict(door: Door) -> None:
    number = door.registered(CODE)
    end = {"person": number, "ground": "own_wish", "last_day": today().isoformat()}
    assert door.post("/searches/ends", [end]).status_code == 201
    other = {**end, "ground": "no_contact"}
    answer = door.post("/searches/ends", [other])
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "end_without_search")
    assert AuditRow.objects.latest("pk").what == "api.end_searches.contradicts_the_register"


def test_ends_that_cannot_be_are_refused(door: Door) -> None:
    number = door.registered(CODE)
    end = {"person": number, "ground": "own_wish", "last_day": today().isoformat()}
    for wrong, code in (
        ([end, end], "end_twice"),
        ([{**end, "ground": "plan_not_reported"}], "end_ground_not_then"),
        ([{**end, "last_day": "2026-01-01"}], "end_before_start"),
    ):
        answer = door.post("/searches/ends", wrong)
        assert code in [one["code"] for one in answer.json()["errors"]]
    assert JobSearch.objects.get().ground is None


HOSTILE = [
    "'; DROP TABLE clients_person; --", "\x00", "\u202e\u2066", "<script>alert(1)</script>", "{{7*7}}", "%s%n", "${jndi:ldap://x}",
    "../../etc/passwd", "a" * 100_000, "\U0001f600", "\ud800", "ﷺ" * 300, "\r\nSet-Cookie: a=b", "\x7f\x1b[31m",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_strings_are_kept_as_they_are_or_refused_and_never_an_error(door: Door, text: str) -> None:
    number = door.registered(CODE)
    representative = {"kind": "authorised", "name": text, "first_day": "2026-01-01", "evidence": text, "scope": text}
    fact = {"kind": text, "said": {text: text, "id": text, "from": text}, "evidence": text, "corrects": text}
    answers = [
        door.post(f"/people/{number}/contact-details", [{"kind": "post", "value": text, "since": "2026-01-01"}]),
        door.post(f"/people/{number}/representatives", [representative]),
        door.post(f"/people/{number}/facts", [fact]),
        door.post("/people/find", [{"identity_code": text}]),
        door.post("/searches", [wish(text)]),
        door.get("/organisations", Accept_Language=text.replace("\r\n", " ")),
    ]
    assert {answer.status_code for answer in answers} <= {200, 201, 422}
    assert answers[2].status_code == answers[3].status_code == answers[4].status_code == 422
    if answers[1].status_code == 201:
        (shown,) = door.get(f"/people/{number}").json()["representatives"]
        assert (shown["name"], shown["scope"]) == (text.strip(), text)
    assert "Set-Cookie" not in answers[5].headers


BODIES = {
    "nothing": (b"", 422), "half": (b'[{"asked_at":', 400), "not JSON": (b"<xml/>", 400), "not text": (b"\xff\xfe\xfa", 400),
    "twice": (b'[{"channel":"other","channel":"electronic"}]', 400), "NaN": (b"[NaN]", 400), "infinity": (b"[-Infinity]", 400),
    "a number without bounds": (b"[1e999999999]", 400), "many digits": (b"[" + b"9" * 5000 + b"]", 400),
    "deep": (b"[" * 100_000, 400), "deep and whole": (b"[" * 5_000 + b"]" * 5_000, 400), "null": (b"null", 422),
    "a text": (b'"x"', 422), "an object": (b"{}", 422), "no request": (b"[]", 422), "nulls": (b"[null, null]", 422),
    "too many": (json.dumps([{}] * 1001).encode(), 422),
}  # fmt: skip


@pytest.mark.parametrize("what", BODIES)
def test_a_body_that_is_no_list_of_requests_is_refused(door: Door, what: str) -> None:
    body, status = BODIES[what]
    answer = door.client.post(
        "/api/v1/searches", body, content_type="application/json", headers=door.headers("aino", Idempotency_Key="k")
    )
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert counts() == [0] * len(TABLES)
    assert AuditRow.objects.get().what.startswith("api.register_searches.")


def test_an_oversized_body_is_refused_before_it_is_read(door: Door) -> None:
    body = b"[" + b" " * (1 << 20) + b"]"
    answer = door.client.post(
        "/api/v1/searches", body, content_type="application/json", headers=door.headers("aino", Idempotency_Key="k")
    )
    assert (answer.status_code, answer.json()["type"]) == (413, "/api/v1/problems/too_large")
    assert AuditRow.objects.get().what == "api.register_searches.too_large"


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/xml", "multipart/form-data; boundary=x", "application/json5"]
)
def test_what_does_not_say_that_it_is_json_is_not_read(door: Door, kind: str) -> None:
    answer = door.client.post(
        "/api/v1/searches", json.dumps([wish(CODE)]).encode(), content_type=kind,
        headers=door.headers("aino", Idempotency_Key="k"),
    )  # fmt: skip
    assert (answer.status_code, answer.json()["type"]) == (415, "/api/v1/problems/not_json")


VALUES: list[Any] = [
    None,
    True,
    0,
    -1,
    2**70,
    1.5,
    "",
    "unknown",
    [],
    [[]],
    [{}],
    {},
    {"at_least": {}},
    {"earliest": []},
    {"a": 1},
]


def kinds() -> Iterator[tuple[str, str]]:
    from toimi.book.facts import KINDS
    from toimi.law.book import BOOK  # noqa: F401  (the vocabulary)

    for name, kind in KINDS.items():
        if kind.__module__ == "toimi.law.facts":
            yield from ((name, attribute) for attribute in (*kind.attributes, "id", "from", "through", "on"))


def test_any_value_of_any_attribute_of_any_fact_is_taken_or_refused(door: Door) -> None:
    """No value, however odd, is an error of ours."""
    number, begun = door.registered(CODE), time.monotonic()
    cases = list(kinds())
    for value in VALUES:
        said = [
            {"kind": kind, "said": {"from": "2026-01-01", "on": "2026-01-01", attribute: value}}
            for kind, attribute in cases
        ]
        answer = door.post(f"/people/{number}/facts", said[:1000])
        assert answer.status_code == 422, (value, answer.content[:300])
    assert time.monotonic() - begun < 30
