"""A request asked twice is done once, whoever asks at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import psycopg
import pytest
from django.db import connection
from django.utils import timezone
from tests.api.doors import Door, officials, wish
from tests.api.providers import Running
from tests.clients.codes import codes

from toimi.api import allowances
from toimi.api.idempotency import KEPT, KeptAnswer, forget
from toimi.clients.models import ContactDetail, JobSearch, Person
from toimi.office.audit import AuditRow

CODE, OTHER = codes(2)


def test_a_replay_gets_the_same_answer_and_does_nothing(door: Door) -> None:
    said = [wish(CODE)]
    first = door.post("/searches", said, Idempotency_Key="one")
    traces = AuditRow.objects.count()
    again = door.post("/searches", said, Idempotency_Key="one")
    assert (again.status_code, again.content) == (first.status_code, first.content) == (201, first.content)
    assert (first.headers.get("Idempotency-Replayed"), again.headers["Idempotency-Replayed"]) == (None, "true")
    assert again.json()["items"][0]["is_new"] is True  # what was answered then
    assert AuditRow.objects.count() == traces
    assert JobSearch.objects.count() == 1


def test_the_key_belongs_to_what_was_asked(door: Door) -> None:
    said = [wish(CODE)]
    door.post("/searches", said, Idempotency_Key="one")
    for path, body, more in (
        ("/searches", [wish(OTHER)], {}),
        ("/searches/ends", [{"person": 1, "ground": "own_wish", "last_day": "2026-01-01"}], {}),
        ("/searches", said, {"Toimi_Reason": "correction"}),
    ):
        answer = door.post(path, body, Idempotency_Key="one", **more)
        assert (answer.status_code, answer.json()["type"]) == (422, "/api/v1/problems/idempotency_key_reused")
    assert Person.objects.count() == 1


def test_a_key_is_a_callers_own(door: Door) -> None:
    said = [wish(CODE)]
    first, other = (door.post("/searches", said, name, Idempotency_Key="one") for name in ("aino", "e-service"))
    assert (first.status_code, other.status_code) == (201, 201)
    assert "Idempotency-Replayed" not in other.headers


@pytest.mark.parametrize("key", ["", "a" * 201, "with blank", "ä"])
def test_without_a_key_nothing_is_made(door: Door, key: str) -> None:
    answer = door.post("/searches", [wish(CODE)], Idempotency_Key=key)
    assert (answer.status_code, answer.json()["type"]) == (400, "/api/v1/problems/idempotency_key_missing")
    assert (Person.objects.count(), KeptAnswer.objects.count()) == (0, 0)


def test_a_refused_request_keeps_nothing_and_may_be_mended_under_its_key(door: Door) -> None:
    wrong, right = [wish(CODE, channel="pigeon")], [wish(CODE)]
    assert door.post("/searches", wrong, Idempotency_Key="one").status_code == 422
    late = door.post("/searches", [wish(CODE, asked_at="2026-01-01T10:00:00+02:00")], Idempotency_Key="one")
    assert late.status_code == 422
    assert KeptAnswer.objects.count() == 0
    assert door.post("/searches", right, Idempotency_Key="one").status_code == 201


def test_answers_are_kept_for_a_week(door: Door) -> None:
    said = [wish(CODE)]
    door.post("/searches", said, Idempotency_Key="one")
    now = timezone.now()
    assert forget(now + KEPT - timedelta(minutes=1)) == 0
    KeptAnswer.objects.update(kept_at=now - KEPT - timedelta(minutes=1))
    again = door.post("/searches", said, Idempotency_Key="one")
    assert (again.status_code, again.json()["items"][0]["is_new"]) == (201, False)
    assert "Idempotency-Replayed" not in again.headers
    assert forget(now + KEPT + timedelta(minutes=1)) == 1


def test_a_bucket_that_is_full_is_forgotten(door: Door) -> None:
    door.post("/searches", [wish(CODE)])
    now = timezone.now()
    assert allowances.forget(now - timedelta(minutes=1)) == 0
    assert allowances.forget(now + timedelta(minutes=1)) == 1


def test_the_same_request_four_times_at_once_is_done_once(own_database: str, signing_in: Running) -> None:
    officials()
    door, together = Door(signing_in), Barrier(4)
    number = door.registered(CODE)
    door.token("aino")
    detail = [{"kind": "phone", "value": "040 123 4567", "since": "2026-01-01"}]

    def one(_: int) -> tuple[int, str, bytes]:
        together.wait(timeout=60)
        try:
            answer = Door(signing_in, tokens=door.tokens).post(
                f"/people/{number}/contact-details", detail, Idempotency_Key="one"
            )
            return answer.status_code, answer.headers.get("Idempotency-Replayed", ""), answer.content
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        answers = sorted(threads.map(one, range(4)))
    assert [(status, replayed) for status, replayed, _ in answers] == [(201, "")] + [(201, "true")] * 3
    assert len({body for *_, body in answers}) == 1
    assert ContactDetail.objects.filter(kind="phone").count() == 1
    assert AuditRow.objects.filter(what="clients.tell").count() == 1


def test_whoever_waits_too_long_for_another_is_told_to_come_back(
    own_database: str, signing_in: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first request with the key is still being done: its row is there and not yet for others to see."""
    monkeypatch.setattr("toimi.api.door.PATIENCE", "200ms")
    official, door = officials()["aino"], Door(signing_in)
    taken = "INSERT INTO api_keptanswer (official, key, request, body, kept_at) VALUES (%s, 'one', '', '', now())"
    with psycopg.connect(own_database) as other:
        other.execute(taken, [official.pk])
        answer = door.post("/searches", [wish(CODE)], Idempotency_Key="one")
    assert (answer.status_code, answer.json()["type"]) == (409, "/api/v1/problems/busy")
    assert answer.headers["Retry-After"] == "1"
    assert Person.objects.count() == 0
