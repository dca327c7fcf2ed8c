"""Problems: RFC 9457, in three languages, without a word of what was given."""

from __future__ import annotations

import json
import re

import pytest
from django.db import close_old_connections, connection
from django.test import Client
from tests.api.doors import Door, officials
from tests.api.providers import Running
from tests.conftest import as_admin

from toimi.api.addresses import api
from toimi.api.problems import kinds, pointer, said, status_of, texts
from toimi.clients.problems import LANGUAGES
from toimi.server.postgres import Postgres


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("fi", "fi"), ("sv", "sv"), ("en", "en"), ("sv-FI, fi;q=0.5", "sv"), ("de, en;q=0.8", "en"), ("de", "fi"), ("", "fi"),
        ("en;q=0, sv;q=0.1", "sv"), ("\x7f" * 900, "fi"), ("*", "fi"), ("fi;q=x", "fi"),
    ],
)  # fmt: skip
def test_the_language_is_the_readers(door: Door, header: str, language: str) -> None:
    answer = door.get("/organisations?day=soon", Accept_Language=header)
    problem = answer.json()
    assert (answer.status_code, answer.headers["Content-Language"]) == (422, language)
    assert problem["title"] == texts()["statuses"]["422"][language]
    assert problem["detail"] == said("input_refused")[language]
    assert problem["errors"][0]["detail"] == texts()["faults"]["day"][language]


def test_a_problem_has_the_members_of_the_standard(door: Door) -> None:
    answer = door.get("/organisations?limit=0&kind=bakery&day=2025-01-01&cursor=" + "x" * 501)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Cache-Control"] == "no-store"
    problem = answer.json()
    assert problem["status"] == answer.status_code == 422
    assert {(one["place"], one["pointer"], one["code"]) for one in problem["errors"]} == {
        ("query", "/limit", "value"), ("query", "/kind", "choice"), ("query", "/cursor", "length"),
    }  # fmt: skip
    told = door.client.get(problem["type"], headers={"Accept-Language": "sv"})
    assert told.status_code == 200
    assert told.json()["title"] == texts()["statuses"]["422"]["sv"]


@pytest.mark.parametrize("code", [*texts()["problems"]])
def test_every_kind_of_problem_is_told_in_three_languages(code: str) -> None:
    spoken = said(code)
    assert set(spoken) == set(LANGUAGES)
    assert len(set(spoken.values())) == 3
    assert all(text.endswith(".") for text in spoken.values())
    assert set(texts()["statuses"][str(status_of(code))]) == set(LANGUAGES)


def test_the_audit_can_tell_every_refusal_of_every_operation() -> None:
    """Its column takes sixty letters, and words of small letters with dots between."""
    names = [
        one.view_func.__name__
        for router in api()._get_bound_routers()
        for view in router.path_operations.values()
        for one in view.operations
    ]
    told = [f"api.{name}.{code}" for name in (*names, "request") for code in kinds()]
    assert not [one for one in told if len(one) > 60 or not re.fullmatch(r"[a-z_]+(\.[a-z_]+)*", one)]


def test_a_pointer_is_one_of_the_standard() -> None:
    """The examples of RFC 6901, section 5."""
    assert pointer([]) == ""
    assert pointer(["foo", 0]) == "/foo/0"
    assert pointer(["a/b"]) == "/a~1b"
    assert pointer(["m~n"]) == "/m~0n"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST", "TRACE", "OPTIONS", "HEAD", "BREW"])
def test_a_method_that_is_not_used_is_a_problem_that_says_which_are(door: Door, method: str) -> None:
    answer = door.client.generic(method, "/api/v1/municipalities/564", headers=door.headers("aino"))
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_an_address_that_is_not_there_is_a_problem_and_not_in_the_log(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    for path, status in (("/010190-900P", 404), ("/people/010190-900P", 422), ("/people/010190-900P/looks", 422)):
        answer = door.get(path)
        assert answer.status_code == status
        assert "010190" not in answer.content.decode() + caplog.text


def test_an_error_of_ours_is_told_by_its_number_only(
    door: Door, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("010190-900P")

    monkeypatch.setattr("toimi.api.organisations.responsible", fails)
    answer = door.get("/municipalities/564", Accept_Language="en")
    assert (answer.status_code, answer.headers["Content-Type"]) == (500, "application/problem+json")
    instance = answer.json()["instance"]
    assert instance.startswith("urn:uuid:")
    assert instance in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "010190" not in caplog.text + answer.content.decode()
    assert "Traceback" not in caplog.text


def test_the_document_is_only_read(door: Door) -> None:
    answer = Client(SERVER_NAME="localhost", enforce_csrf_checks=True).post("/api/v1/openapi.json")
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
    assert answer.json()["type"] == "/api/v1/problems/method"


def test_the_document_is_openapi_3_1_and_needs_no_sign_in(door: Door) -> None:
    document = json.loads(door.client.get("/api/v1/openapi.json").content)
    assert document["openapi"].startswith("3.1")
    assert "ProblemShape" in document["components"]["schemas"]
    for operations in document["paths"].values():
        for operation in operations.values():
            problems = [one for status, one in operation["responses"].items() if int(status) >= 400]
            assert problems
            assert all(set(one["content"]) == {"application/problem+json"} for one in problems)


def test_without_a_database_the_door_says_so_and_opens_again(
    own_database: str, postgres: Postgres, signing_in: Running
) -> None:
    officials()
    door, name = Door(signing_in), connection.settings_dict["NAME"]
    assert door.get("/municipalities/564").status_code == 200
    away = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"
    as_admin(postgres, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false", away)
    try:
        answer = door.get("/municipalities/564")
        assert (answer.status_code, answer.json()["type"]) == (503, "/api/v1/problems/no_database")
    finally:
        as_admin(postgres, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    close_old_connections()  # as after each request; the client of the tests leaves it out
    assert door.get("/municipalities/564").status_code == 200
