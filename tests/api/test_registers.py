"""Registers are asked at the door: what they tell is recorded, what one does not answer stays not known, and nobody waits long."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection
from tests.api.doors import Door, officials, today
from tests.api.providers import Running
from tests.clients.codes import codes
from tests.registers.running import records, registers, resident, right, studies

from toimi.api.idempotency import KeptAnswer
from toimi.clients.models import KnownFact, RegisterAnswer
from toimi.office.audit import AuditRow, looks_at
from toimi.registers.asking import Fuse
from toimi.registers.directory import REGISTERS

CODE, OTHER = codes(2)
AsWeb = Callable[[], AbstractContextManager[None]]
RESIDENT = resident(birth_date="1990-01-01")
"""As the code says."""
BOTH = {"registers": ["population", "studies"], "issue": "matter:17"}


@pytest.fixture(autouse=True)
def whole_fuses(monkeypatch: pytest.MonkeyPatch) -> None:
    for register in REGISTERS.values():
        monkeypatch.setattr(register, "fuse", Fuse())


def path(person: int) -> str:
    return f"/people/{person}/register-answers"


def names(person: int) -> list[str]:
    """Of the facts that registers told, and of the row that says that one has not."""
    return sorted(KnownFact.objects.filter(person=person, name__contains="/").values_list("name", flat=True))


def test_what_registers_tell_is_recorded_once_and_the_answer_kept(door: Door, tmp_path: Path) -> None:
    person = door.registered(CODE)
    told = {"population": {CODE: RESIDENT}, "studies": {CODE: studies([right()])}}
    with registers(*records(tmp_path, **told)):
        first = door.post(path(person), BOTH, Idempotency_Key="one")
        traces = AuditRow.objects.count()
        again = door.post(path(person), BOTH, Idempotency_Key="one")
        anew = door.post(path(person), BOTH, Idempotency_Key="two")
    assert (first.status_code, again.status_code, anew.status_code) == (201, 201, 201)
    assert (again.content, again.headers["Idempotency-Replayed"]) == (first.content, "true")
    assert [(one["name"], one["answer"]) for one in first.json()["items"]] == [
        ("population", "told"),
        ("studies", "told"),
    ]
    assert all(one["recorded"] for one in first.json()["items"])
    assert [one["recorded"] for one in anew.json()["items"]] == [[], []]
    assert [one.split("/")[0] for one in names(person)] == ["population", "studies"]
    assert KnownFact.objects.get(person=person, name="population/person").source == "register"
    assert AuditRow.objects.count() > traces and RegisterAnswer.objects.count() == 4  # the replay asked nobody
    asked = [row.what for row in looks_at(str(person)) if row.what.startswith("registers.")]
    assert sorted(asked) == ["registers.population"] * 2 + ["registers.studies"] * 2


def test_an_outage_is_no_answer_that_could_be_replayed(door: Door, tmp_path: Path) -> None:
    """The one that answered is recorded; of the other nothing is *no*, and the same key asks again."""
    person = door.registered(CODE)
    with registers("--register", "population", *records(tmp_path, population={CODE: RESIDENT})):
        first = door.post(path(person), BOTH, Idempotency_Key="one")
    assert first.status_code == 200
    told, silent = first.json()["items"]
    assert (told["answer"], silent["answer"], silent["why"]) == ("told", "not_known", "not_configured")
    assert len(silent["detail"]) > 20 and silent["recorded"] == ["studies/not-known"]  # there may be some education
    assert not KeptAnswer.objects.filter(key="one").exists()
    with registers(*records(tmp_path, population={CODE: RESIDENT}, studies={CODE: studies([right()])})):
        second = door.post(path(person), BOTH, Idempotency_Key="one")
    assert second.status_code == 201 and "Idempotency-Replayed" not in second.headers
    assert [one["answer"] for one in second.json()["items"]] == ["told", "told"]
    withdrawn = KnownFact.objects.get(person=person, corrects="studies/not-known")
    assert withdrawn.withdrawn


def test_a_key_of_another_request_asks_nobody(door: Door, tmp_path: Path) -> None:
    person = door.registered(CODE)
    with registers("--log", str(tmp_path / "log"), *records(tmp_path, population={CODE: RESIDENT})):
        door.post("/searches", [], Idempotency_Key="other")
        assert door.post(path(person), {"registers": ["kela"]}, Idempotency_Key="one").status_code == 201
        before = RegisterAnswer.objects.count()
        refused = door.post(path(person), BOTH, Idempotency_Key="one")
    assert (refused.status_code, refused.json()["type"]) == (422, "/api/v1/problems/idempotency_key_reused")
    assert RegisterAnswer.objects.count() == before


def test_all_registers_together_take_a_bounded_time(door: Door, tmp_path: Path) -> None:
    """All five begin at once and never end; one after another they would take minutes."""
    person = door.registered(CODE)
    with registers("--fails", "drips", *records(tmp_path)):
        begun = time.monotonic()
        answer = door.post(path(person), {})
        seconds = time.monotonic() - begun
    assert answer.status_code == 200 and seconds < 7
    assert [(one["answer"], one["why"]) for one in answer.json()["items"]] == [("not_known", "timeout")] * 5
    assert names(person) == ["studies/not-known"]


def test_what_each_register_last_said_and_when_it_last_told(door: Door, tmp_path: Path) -> None:
    person = door.registered(CODE)
    assert door.get(path(person)).json() == {"items": []}
    told = {**RESIDENT, "replaced_by": OTHER}
    with registers("--register", "population", *records(tmp_path, population={CODE: told})):
        door.post(path(person), {"registers": ["population"]})
    door.post(path(person), BOTH, Accept_Language="sv")
    population, schools = door.get(path(person), Accept_Language="en").json()["items"]
    assert (population["name"], population["answer"], population["why"]) == (
        "population",
        "not_known",
        "not_configured",
    )
    assert population["told_at"] < population["asked_at"]
    assert (schools["name"], schools["told_at"]) == ("studies", None)
    with registers("--register", "population", *records(tmp_path, population={CODE: told})):
        door.post(path(person), {"registers": ["population"]})
    population, _ = door.get(path(person), Accept_Language="en").json()["items"]
    assert [one["code"] for one in population["differences"]] == ["identity_code_replaced"]
    assert population["told_at"] == population["asked_at"] and "replaced" in population["differences"][0]["detail"]


def test_two_at_once_ask_each_and_record_once(own_database: str, signing_in: Running, tmp_path: Path) -> None:
    """With one key: both are answered alike, and the facts are there once."""
    officials()
    door, together = Door(signing_in), Barrier(2)
    person = door.registered(CODE)
    door.token("aino")

    def one(_: int) -> tuple[int, bytes]:
        together.wait(timeout=60)
        try:
            answer = Door(signing_in, tokens=door.tokens).post(path(person), BOTH, Idempotency_Key="one")
            return answer.status_code, answer.content
        finally:
            connection.close()

    told = {"population": {CODE: RESIDENT}, "studies": {CODE: studies([right()])}}
    with registers(*records(tmp_path, **told)), ThreadPoolExecutor(2) as threads:
        answers = list(threads.map(one, range(2)))
    assert {status for status, _ in answers} == {201} and len({body for _, body in answers}) == 1
    assert json.loads(answers[0][1])["items"][0]["recorded"]
    assert len(names(person)) == len(set(names(person)))
    assert KeptAnswer.objects.filter(key="one").count() == 1


def test_who_handles_a_matter_asks_about_a_client_served_here(door: Door, tmp_path: Path, as_web: AsWeb) -> None:
    """Only while it is pending (office/access.toml, ``matter``), and from behind the wall."""
    person = door.registered(CODE)
    handling = {"name": "e-service", "Toimi_Reason": "matter"}
    claim = [{"benefit": "basic", "payer": "kela", "first_day": today().isoformat()}]
    with registers(*records(tmp_path, population={CODE: RESIDENT}, studies={CODE: studies([right()])})), as_web():
        refused = door.post(path(person), BOTH, **handling)
        assert (refused.status_code, refused.json()["type"]) == (403, "/api/v1/problems/no_matter")
        assert door.post(f"/people/{person}/claims", claim).status_code == 201
        told = door.post(path(person), BOTH, **handling)
        assert told.status_code == 201, told.content
        assert [one["answer"] for one in told.json()["items"]] == ["told", "told"]
        seen = door.get(path(person), **handling).json()["items"]
    assert [one["name"] for one in seen] == ["population", "studies"]


def test_a_setting_that_cannot_be_meant_is_told_without_what_it_holds(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = door.registered(CODE)
    monkeypatch.setenv("TOIMI_XROAD_CLIENT", "FI-TEST/MUN/1000000-1/toimi")
    monkeypatch.setenv("TOIMI_REGISTER_KELA", "http://secret.example/r1/a/b/c/d/e")
    answer = door.post(path(person), {})
    assert (answer.status_code, answer.json()["type"]) == (503, "/api/v1/problems/registers_not_set")
    assert b"secret" not in answer.content
    assert not RegisterAnswer.objects.exists()
