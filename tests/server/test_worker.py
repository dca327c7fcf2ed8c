"""The office's own clock, as a real process beside a real database: it seals, survives an outage, and stops."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

import psycopg
import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.clients.actors import TE_OFFICE

from toimi.clients.models import ContactDetail, Person, Stay
from toimi.office.audit import AuditRow, record
from toimi.server.jobs import JOBS, Job
from toimi.server.postgres import embedded
from toimi.server.worker import attempt, due, work

from .offices import becomes_true, environment, folder, is_alive, office, processes, toimi

NOON = datetime(2021, 3, 1, 12, 0, tzinfo=UTC)
MINUTE = "0.2"
"""Seconds of the clock's minute here."""
WRITE = (
    "INSERT INTO office_auditrow (at, who, role, organisation, what, whose, why, about, is_allowed)"
    " VALUES (now(), '', '', '', 'clients.look', '17', '', '', true)"
)


def seals(address: str) -> int:
    with psycopg.connect(address) as there:
        return there.execute("SELECT count(*) FROM office_auditseal").fetchone()[0]


def looked_at(*people: int) -> None:
    with transaction.atomic():
        record([AuditRow(at=NOON, what="clients.look", whose=str(one), is_allowed=True) for one in people])


@contextmanager
def worker(address: str) -> Iterator[subprocess.Popen[str]]:
    with folder() as data:
        process = subprocess.Popen(
            [sys.executable, "-m", "toimi.server.worker"],
            stderr=subprocess.PIPE,
            text=True,
            env=environment(data, DATABASE_URL=address, TOIMI_SECRET_KEY="x" * 50, TOIMI_MINUTE=MINUTE),
        )
        try:
            yield process
        finally:
            process.kill()
            process.communicate()


def test_an_office_that_is_up_seals_minute_by_minute_and_the_audit_is_whole(own_database: str) -> None:
    """What was written before it came up, and then each batch in its own minute."""
    looked_at(1, 2)
    with folder() as data, office(data, DATABASE_URL=own_database, TOIMI_MINUTE=MINUTE) as one:
        for number in (1, 2, 3):
            assert becomes_true(lambda: seals(own_database) == number)  # noqa: B023
            looked_at(number)
        assert becomes_true(lambda: seals(own_database) == 4)
        time.sleep(3 * float(MINUTE))
        assert seals(own_database) == 4  # nothing new, no seal
        said = toimi(data, "audit", "verify", "--json", "--lang", "en", DATABASE_URL=own_database)
        found = json.loads(said.stdout)
        assert (said.returncode, found["seals"], found["rows"], found["unsealed"]) == (0, 4, 5, 0)
        assert one.stop() == (0, "Toimi has stopped.\n", "")


def test_a_minute_is_sixty_seconds_and_the_audit_is_sealed_each(own_database: str) -> None:
    """Started in the middle of a minute it seals at once, and then not before the clock's next minute begins."""
    assert ("seal the audit", 1) in [(job.name, job.every) for job in JOBS]
    if time.time() % 60 > 45:
        time.sleep(61 - time.time() % 60)
    looked_at(1)
    with folder() as data, office(data, DATABASE_URL=own_database):
        assert becomes_true(lambda: seals(own_database) == 1)
        looked_at(2)
        before = time.time() // 60
        time.sleep(1)
        assert seals(own_database) == 1 or time.time() // 60 > before


def test_an_outage_of_the_database_is_told_without_its_words_and_outlived() -> None:
    """The next minute finds a new connection."""
    with folder() as data:
        with office(data):
            pass
        server = embedded(data)
        server.start()
        try:
            with worker(server.url()) as process:
                write(server.url())
                assert becomes_true(lambda: seals(server.url()) == 1)
                server.stop()
                lines = iter(process.stderr.readline, "")
                assert any("The job 'seal the audit' failed: OperationalError at " in line for line in lines)
                server.start()
                write(server.url())
                assert becomes_true(lambda: seals(server.url()) == 2)
                process.terminate()
                assert process.wait(10) == 0
        finally:
            server.stop()


def write(address: str) -> None:
    with psycopg.connect(address) as there:
        there.execute(WRITE)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_asked_without_a_word(own_database: str, number: int) -> None:
    looked_at(1)
    with worker(own_database) as process:
        assert becomes_true(lambda: seals(own_database) == 1)
        process.send_signal(number)
        _, said = process.communicate(timeout=10)
        assert (process.returncode, said) == (0, "")


def test_it_ends_with_the_process_that_started_it(own_database: str) -> None:
    """Nobody can stop what a killed office leaves behind; a clock must not go on for ever."""
    with folder() as data, office(data, DATABASE_URL=own_database) as one:
        pids = processes(one)
        one.process.kill()
        one.process.wait()
        os.kill(pids["web"], signal.SIGTERM)
        assert becomes_true(lambda: not is_alive(pids["worker"]))


def test_it_ends_with_a_starter_that_was_gone_before_it_could_look(own_database: str) -> None:
    with folder() as data:
        command = [sys.executable, "-m", "toimi.server.worker", "1" if os.getpid() != 1 else "2"]
        env = environment(data, DATABASE_URL=own_database, TOIMI_SECRET_KEY="x" * 50)
        done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, done.stderr) == (0, "")


def test_from_2025_on_it_moves_the_clients_of_the_trials(own_database: str) -> None:
    """The process itself, by its own clock, which is later than 2024."""
    person = Person.objects.create(request_key=uuid.uuid4())
    Stay.objects.create(person=person, organisation_id=TE_OFFICE, days=DateRange(date(2024, 10, 1), None))
    ContactDetail.objects.create(
        person=person, kind="municipality", value="564", since=date(2024, 10, 1), recorded_on=date(2024, 10, 1)
    )
    with worker(own_database) as process:
        assert becomes_true(lambda: Stay.objects.filter(person=person, organisation="area-oulu").exists())
        process.terminate()
        _, said = process.communicate(timeout=10)
    assert "The end of the trials: 1 clients moved, 0 wait" in said
    days = {one.organisation_id: one.days for one in Stay.objects.filter(person=person)}
    assert days == {
        TE_OFFICE: DateRange(date(2024, 10, 1), date(2025, 1, 1)), "area-oulu": DateRange(date(2025, 1, 1), None),
    }  # fmt: skip


@pytest.mark.usefixtures("own_database")
def test_a_job_that_fails_leaves_the_others_alone_and_is_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    """The log names the job, the kind of the error and its place, and nothing that the error says."""
    asked, done = threading.Event(), []

    def fails_first(moment: datetime) -> None:
        done.append(("first", moment.tzinfo))
        if len(done) == 1:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT '010190-999X'::date")

    def ends(moment: datetime) -> None:
        done.append(("second", moment.tzinfo))
        if len(done) == 4:
            asked.set()

    with caplog.at_level(logging.ERROR):
        work([Job("fails first", 1, fails_first), Job("ends", 1, ends)], asked, 0.05)
    assert done == [("first", UTC), ("second", UTC)] * 2
    [line] = caplog.messages
    assert line.startswith("The job 'fails first' failed: DataError at ")
    assert "010190" not in caplog.text


@pytest.mark.usefixtures("own_database")
def test_a_connection_that_was_cut_is_made_anew(own_database: str, caplog: pytest.LogCaptureFixture) -> None:
    seen = []

    def cut(moment: datetime) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            seen.append(cursor.fetchone()[0])
            if len(seen) == 1:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    with caplog.at_level(logging.ERROR, "toimi"):
        attempt(Job("cut", 1, cut))
        attempt(Job("cut", 1, cut))
    assert len(set(seen)) == 2
    assert len([one for one in caplog.records if one.name == "toimi.server.worker"]) == 1


def test_what_is_due_follows_the_clock_and_not_the_last_time() -> None:
    """Minutes since the epoch: 120 is an hour's, 125 a five minutes', 127 nobody's but each minute's."""
    each, five, hour = (Job(f"{every}", every, lambda moment: None) for every in (1, 5, 60))
    jobs = [each, five, hour]
    assert list(due(jobs, None, 127)) == jobs
    assert list(due(jobs, 126, 127)) == [each]
    assert list(due(jobs, 124, 125)) == [each, five]
    assert list(due(jobs, 119, 120)) == jobs
    assert list(due(jobs, 124, 181)) == jobs  # a long job: what was missed is done once
    assert list(due(jobs, 127, 127)) == []


def test_what_somebody_waits_for_is_done_before_the_minute_is_over(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker is woken with the commit, also after the database was away."""
    monkeypatch.setenv("DATABASE_URL", own_database)
    done, asked = threading.Event(), threading.Event()
    times: list[datetime] = []

    def do(moment: datetime) -> None:
        times.append(moment)
        done.set()

    thread = threading.Thread(target=work, args=([Job("when woken", 60, do, wakes_by="waits")], asked, 3600.0))
    thread.start()
    try:
        for _ in range(2):
            assert done.wait(20)
            done.clear()
            with psycopg.connect(own_database, autocommit=True) as there:
                assert becomes_true(lambda: is_listening(there))
                there.execute("NOTIFY waits")
                assert done.wait(20)
                there.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {LISTENS}")
                assert becomes_true(lambda: is_listening(there))
            done.set()
    finally:
        asked.set()
        thread.join(20)
    assert len(times) == 3


LISTENS = "query = 'LISTEN \"waits\"' AND datname = current_database()"


def is_listening(there: psycopg.Connection) -> bool:
    return there.execute(f"SELECT count(*) FROM pg_stat_activity WHERE {LISTENS}").fetchone()[0] == 1
