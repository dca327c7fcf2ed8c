"""Registers that answer, and registers that fail in every way, as real processes over real sockets."""

from __future__ import annotations

import json
import logging
import os
import socket
import time
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest
from tests.registers.running import ASKING, CLIENT, business, job, records, registers, resident, right, studies

from toimi.registers.answers import NotKnown, NotThere, Told, Why, texts
from toimi.registers.asking import LARGEST, Fuse, Patience
from toimi.registers.companies import COMPANIES, Business, Entry, Held, Roles
from toimi.registers.contract import written
from toimi.registers.incomes import INCOMES, Incomes, Job, Wages
from toimi.registers.kela import KELA, Benefits, Claim, DisabilityPension
from toimi.registers.local.failing import Way
from toimi.registers.local.serving import TOO_MUCH
from toimi.registers.population import POPULATION, Citizenship, Home, Resident
from toimi.registers.studies import STUDIES, Completed, Studies, StudyRight

CODE, OTHER, NOBODY = "070385-901X", "150590-9021", "010101-999X"
QUICK = Patience(connection=1.0, silence=0.4, whole=0.8, pause=0.01)


def test_each_register_tells_what_it_has(tmp_path: Path) -> None:
    """The records as written by hand, and the same in the words of each contract."""
    entry = {"register": "vat", "since": "2019-03-01", "through": "2021-01-31"}
    written = records(
        tmp_path,
        population={CODE: resident()},
        companies={CODE: {"businesses": [business(entries=[entry], bankruptcy_on="2021-02-03")]}},
        incomes={CODE: {"jobs": [job(through="2020-03-15")], "wages": [{"employer_id": "test-9", "month": "2020-02", "paid": "2815.50"}]}},
        kela={CODE: {
            "claims": [{"claim_id": "c1", "benefit": "basic", "since": "2020-03-16", "through": None}],
            "disability_pensions": [{"pension_id": "p1", "since": "2022-01-01", "through": "2022-12-31"}],
        }},
        studies={CODE: studies([right()], [{"completed_id": "d1", "level": "matriculation", "on": "2004-06-05"}])},
    )  # fmt: skip
    with registers(*written):
        asked = {one.name: one.ask([CODE, NOBODY], ASKING) for one in (POPULATION, COMPANIES, INCOMES, KELA, STUDIES)}
    told = {name: answers[CODE].what for name, answers in asked.items()}  # type: ignore[union-attr]
    assert told["population"] == Resident(
        date(1985, 3, 7), (Citizenship("FI", None),), (Home("564", date(2019, 5, 1), None),), "fi", False, None
    )
    assert told["companies"] == Roles((
        Business("test-1", "sole_trader", (Held("sole_trader", date(2019, 2, 1), None),), (Entry("vat", date(2019, 3, 1), date(2021, 1, 31)),), date(2021, 2, 3), None),
    ))  # fmt: skip
    assert told["incomes"] == Incomes(
        (Job("j1", "test-9", date(2017, 1, 9), date(2020, 3, 15), "full_time", None),),
        (Wages("test-9", "2020-02", Decimal("2815.50")),),
    )
    assert told["kela"] == Benefits(
        (Claim("c1", "basic", date(2020, 3, 16), None),),
        (DisabilityPension("p1", date(2022, 1, 1), date(2022, 12, 31)),),
    )
    assert told["studies"] == Studies(
        (StudyRight("r1", "university_degree", "other", date(2018, 8, 1), None, None),),
        (Completed("d1", "matriculation", date(2004, 6, 5)),),
    )
    assert all(isinstance(answers[NOBODY], NotThere) for answers in asked.values())


def test_nobody_by_a_code_and_nothing_about_somebody_are_two_answers(tmp_path: Path) -> None:
    with registers(*records(tmp_path, studies={CODE: studies()})):
        answers = STUDIES.ask([CODE, NOBODY], ASKING)
    assert answers[CODE] == Told(Studies((), ()), answers[CODE].request)
    assert isinstance(answers[NOBODY], NotThere)


def test_the_request_is_of_the_roads_protocol_and_names_nobody_outside_its_body(tmp_path: Path) -> None:
    """PR-REST 4.1 and 4.3: the path names the service, headers say who asks; each message has its own identifier."""
    log = tmp_path / "log"
    with registers("--log", str(log), *records(tmp_path, population={CODE: resident()})):
        for _ in range(2):
            POPULATION.ask([CODE, OTHER], ASKING)
    lines = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [line["path"] for line in lines] == ["/r1/FI-TEST/GOV/0000000-0/population/people"] * 2
    assert {line["X-Road-Client"] for line in lines} == {CLIENT}
    assert {line["X-Road-UserId"] for line in lines} == {"FIofficial-17"}
    assert {line["X-Road-Issue"] for line in lines} == {"matter:4"}
    assert len({line["X-Road-Id"] for line in lines}) == 2
    assert CODE not in log.read_text("utf-8") and OTHER not in log.read_text("utf-8")


FAILURES = {
    Way.HANGS_UP: Why.UNREACHABLE, Way.SLOW: Why.TIMEOUT, Way.DRIPS: Why.TIMEOUT, Way.FAILS: Why.FAILED,
    Way.BUSY: Why.FAILED, Way.NETWORK_ERROR: Why.UNREACHABLE, Way.ACCESS_DENIED: Why.REFUSED, Way.NO_JSON: Why.BROKEN_ANSWER,
    Way.NO_JSON_TYPE: Why.BROKEN_ANSWER, Way.EXTRA_FIELD: Why.BROKEN_ANSWER, Way.WRONG_WORD: Why.BROKEN_ANSWER,
    Way.TOO_LARGE: Why.TOO_LARGE, Way.LEAVES_OUT: Why.BROKEN_ANSWER, Way.STRANGER: Why.BROKEN_ANSWER,
    Way.OTHER_MESSAGE: Why.BROKEN_ANSWER, Way.REDIRECTS: Why.BROKEN_ANSWER,
}  # fmt: skip


@pytest.mark.parametrize("way", [None, *Way])
def test_a_register_that_fails_leaves_it_not_known_says_why_and_no_log_says_of_whom(
    way: Way | None, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """In bounded time: two tries of 0.8 seconds at most; ``drips`` sends a byte every 0.2 seconds without an end.

    No library logs an identity code or anything that was told, at its lowest level and however it goes.
    """
    caplog.set_level(logging.DEBUG)
    options = ("--fails", way.value, "--seconds", "0.2" if way is Way.DRIPS else "2") if way else ()
    with registers(*options, *records(tmp_path, population={CODE: resident()})):
        begun = time.monotonic()
        answer = POPULATION.ask([CODE], ASKING, QUICK)[CODE]
        seconds = time.monotonic() - begun
    assert (answer.why if isinstance(answer, NotKnown) else None) == (FAILURES[way] if way else None)
    assert seconds < 4
    said = caplog.text + "".join(str(record.args) for record in caplog.records)
    assert "population: 1 people" in said
    assert not [word for word in (CODE, "070385-", "1985-03-07") if word in said]


def test_one_persons_broken_record_spoils_nobody_elses(tmp_path: Path) -> None:
    first, second = sorted([CODE, OTHER])
    told = {first: studies([right()]), second: studies()}
    with registers("--fails", "wrong_word", *records(tmp_path, studies=told)):
        answers = STUDIES.ask([second, first], ASKING)
    assert isinstance(answers[first], NotKnown) and answers[first].why is Why.BROKEN_ANSWER
    assert isinstance(answers[second], Told)


BROKEN_RECORDS = {
    "a word that the contract does not know": right(goal="doctorate"),
    "days that end before they begin": right(through="2018-07-31"),
    "a day that is no day": right(since="2019-02-29"),
    "a moment in place of a day": right(since="2019-02-28T00:00:00"),
    "a number in place of a day": right(since=20190228),
    "an end in the year 9999": right(through="9999-12-31"),
    "a field left out": {name: value for name, value in right().items() if name != "term_end"},
    "a null that is none": right(goal=None),
    "a name with a blank": right(right_id="r 1"),
    "a list in place of a word": right(goal=["university_degree"]),
}


@pytest.mark.parametrize("what", BROKEN_RECORDS)
def test_a_record_that_is_not_of_the_contract_is_not_believed(what: str, tmp_path: Path) -> None:
    with registers(*records(tmp_path, studies={CODE: studies([BROKEN_RECORDS[what]])})):
        answers = STUDIES.ask([CODE], ASKING)
    assert isinstance(answers[CODE], NotKnown) and answers[CODE].why is Why.BROKEN_ANSWER


def test_two_records_by_one_identifier_are_not_believed(tmp_path: Path) -> None:
    with registers(*records(tmp_path, studies={CODE: studies([right(), right(goal="tuva")])})):
        answers = STUDIES.ask([CODE], ASKING)
    assert isinstance(answers[CODE], NotKnown) and answers[CODE].why is Why.BROKEN_ANSWER


@pytest.mark.parametrize("paid", ["-1.00", "1.005", "NaN", "many"])
def test_wages_are_euros_with_two_decimals(paid: str, tmp_path: Path) -> None:
    wages = [{"employer_id": "test-9", "month": "2020-02", "paid": paid}]
    with registers(*records(tmp_path, incomes={CODE: {"jobs": [], "wages": wages}})):
        answers = INCOMES.ask([CODE], ASKING)
    assert isinstance(answers[CODE], NotKnown)


@pytest.mark.parametrize("way", [Way.HANGS_UP, Way.FAILS, Way.BUSY, Way.NETWORK_ERROR, Way.SLOW])
def test_a_short_failure_is_mended_by_asking_once_more(way: Way, tmp_path: Path) -> None:
    log = tmp_path / "log"
    options = ("--fails", way.value, "--times", "1", "--log", str(log), "--seconds", "2")
    with registers(*options, *records(tmp_path, population={CODE: resident()})):
        answers = POPULATION.ask([CODE], ASKING, QUICK)
    assert isinstance(answers[CODE], Told)
    identifiers = [json.loads(line)["X-Road-Id"] for line in log.read_text("utf-8").splitlines()]
    assert len(set(identifiers)) == 2
    assert answers[CODE].request == identifiers[1]


@pytest.mark.parametrize("way", [Way.ACCESS_DENIED, Way.NO_JSON, Way.TOO_LARGE, Way.REDIRECTS])
def test_what_a_second_try_cannot_mend_is_asked_once(way: Way, tmp_path: Path) -> None:
    log = tmp_path / "log"
    options = ("--fails", way.value, "--log", str(log))
    with registers(*options, *records(tmp_path, population={CODE: resident()})):
        POPULATION.ask([CODE], ASKING, QUICK)
    assert len(log.read_text("utf-8").splitlines()) == 1


def test_a_register_that_is_down_is_left_alone_for_a_while(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three failures in a row, then nothing for thirty seconds, then one request, which succeeds."""
    log, now = tmp_path / "log", [0.0]
    monkeypatch.setattr(POPULATION, "fuse", Fuse(clock=lambda: now[0]))
    options = ("--fails", "fails", "--times", "3", "--log", str(log))
    with registers(*options, *records(tmp_path, population={CODE: resident()})):
        for _ in range(4):
            answer = POPULATION.ask([CODE], ASKING, QUICK)[CODE]
            assert isinstance(answer, NotKnown)
        assert len(log.read_text("utf-8").splitlines()) == 3
        now[0] = 29.9
        assert isinstance(POPULATION.ask([CODE], ASKING, QUICK)[CODE], NotKnown)
        now[0] = 30.0
        assert isinstance(POPULATION.ask([CODE], ASKING, QUICK)[CODE], Told)


def test_what_is_too_large_is_larger_than_what_is_taken() -> None:
    assert TOO_MUCH > LARGEST


def test_a_port_where_nobody_listens_is_unreachable(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    monkeypatch.setenv("TOIMI_XROAD_CLIENT", CLIENT)
    monkeypatch.setenv("TOIMI_REGISTER_KELA", f"http://127.0.0.1:{port}/r1/FI/GOV/1/kela/people")
    answer = KELA.ask([CODE], ASKING, QUICK)[CODE]
    assert isinstance(answer, NotKnown) and answer.why is Why.UNREACHABLE


def test_a_proxy_of_the_environment_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Personal data goes to the security server and nowhere else."""
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with registers(*records(tmp_path, population={CODE: resident()})):
        assert isinstance(POPULATION.ask([CODE], ASKING, QUICK)[CODE], Told)


def test_many_are_asked_in_batches(tmp_path: Path) -> None:
    """A hundred codes a request; all of the 250 invented people are there."""
    log = tmp_path / "log"
    from toimi.invented.people import Invented

    everybody = [row["person"] for table in Invented(250, 3).tables() for row in table.to_pylist()]
    with registers("--people", "250", "--seed", "3", "--log", str(log)):
        answers = POPULATION.ask(everybody, ASKING)
    assert all(isinstance(answer, Told) for answer in answers.values()) and len(answers) == 250
    assert len(log.read_text("utf-8").splitlines()) == 3


@pytest.mark.parametrize("missing", ["TOIMI_REGISTER_STUDIES", "TOIMI_XROAD_CLIENT"])
def test_without_settings_nothing_is_known(missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with registers(*records(tmp_path, studies={CODE: studies()})):
        monkeypatch.delenv(missing)
        assert STUDIES.ask([CODE], ASKING) == {CODE: NotKnown(Why.NOT_CONFIGURED)}
        monkeypatch.undo()


# --- the local process refuses what a security server refuses -------------------------------------------------------------


@pytest.mark.parametrize(
    ("headers", "path", "body", "status", "error"),
    [
        ({}, "", {"identity_codes": []}, 400, "Client.BadRequest"),
        ({"X-Road-Client": "FI-TEST"}, "", {"identity_codes": []}, 400, "Client.BadRequest"),
        ({"X-Road-Client": CLIENT}, "more", {"identity_codes": []}, 500, "Server.ServerProxy.UnknownService"),
        ({"X-Road-Client": CLIENT}, "", {"identity_codes": []}, 400, None),
        ({"X-Road-Client": CLIENT, "X-Road-UserId": "FI1", "X-Road-Issue": "1"}, "", ["code"], 400, None),
        (
            {"X-Road-Client": CLIENT, "X-Road-UserId": "FI1", "X-Road-Issue": "1"},
            "",
            {"identity_codes": [1]},
            400,
            None,
        ),
        ({"X-Road-Client": CLIENT, "X-Road-UserId": "FI1", "X-Road-Issue": "1"}, "", {"identity_codes": []}, 200, None),
    ],
)
def test_the_local_process_refuses_what_is_not_of_the_protocol(
    headers: dict[str, str], path: str, body: Any, status: int, error: str | None, tmp_path: Path
) -> None:
    with registers(*records(tmp_path, kela={})):
        response = httpx.post(os.environ["TOIMI_REGISTER_KELA"] + path, headers=headers, json=body)
    assert (response.status_code, response.headers.get("X-Road-Error")) == (status, error)


def test_a_request_that_the_register_does_not_take_is_refused(tmp_path: Path) -> None:
    """A register in the settings under a path that is another service's."""
    with registers(*records(tmp_path, kela={})):
        os.environ["TOIMI_REGISTER_KELA"] = os.environ["TOIMI_REGISTER_KELA"].replace("/kela/", "/unemployment/")
        answer = KELA.ask([CODE], ASKING, QUICK)[CODE]
    assert isinstance(answer, NotKnown) and answer.why is Why.UNREACHABLE


def test_the_same_number_and_seed_are_the_same_people(tmp_path: Path) -> None:
    from toimi.invented.people import Invented

    everybody = [row["person"] for table in Invented(50, 7).tables() for row in table.to_pylist()]
    told = []
    for _ in range(2):
        with registers("--people", "50", "--seed", "7"):
            told.append([answer.what for answer in INCOMES.ask(everybody, ASKING).values() if isinstance(answer, Told)])
    assert told[0] == told[1] and len(told[0]) == 50


@pytest.mark.parametrize("why", Why)
def test_every_reason_is_told_in_three_languages(why: Why) -> None:
    said = {NotKnown(why).text(language) for language in ("fi", "sv", "en")}
    assert len(said) == 3 and all(len(text) > 20 for text in said)
    assert set(texts()) == {one.value for one in Why}


@pytest.mark.parametrize("register", [POPULATION, COMPANIES, INCOMES, KELA, STUDIES], ids=lambda one: one.name)
def test_the_published_contract_is_what_is_read(register: Any) -> None:
    """``docs/registers`` has each contract as JSON Schema; ``python -m toimi.registers docs/registers`` writes them anew."""
    file = Path(__file__).parents[2] / "docs" / "registers" / f"{register.name}.json"
    assert json.loads(file.read_text("utf-8")) == written(register.record)
