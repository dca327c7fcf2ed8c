"""``toimi import`` as a process of its own beside a real database: what it says, and what a kill leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from django.db import connection
from tests.importing.extracts import AINO, counts, extract, written
from tests.office.behind_the_wall import let_in

from toimi.clients.models import Person
from toimi.importing.of_invented import invented_extract
from toimi.office.audit import AuditRow
from toimi.office.row_security import WEB
from toimi.server.postgres import Postgres

SOURCE = Path(__file__).parents[2] / "src"


def environment(**others: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("TOIMI_DATA", "DATABASE_URL")}
    return {**kept, "PYTHONPATH": str(SOURCE), **others}


def command(folder: Path, *args: str) -> list[str]:
    return [
        sys.executable,
        "-m",
        "toimi.cli.main",
        "import",
        str(folder),
        "--test-codes",
        "--organisation",
        "area-oulu",
        *args,
    ]


def toimi(folder: Path, *args: str, **others: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder, *args), capture_output=True, text=True, env=environment(**others), timeout=120, check=False
    )


def test_it_says_the_numbers_and_writes_the_report(own_database: str, tmp_path: Path) -> None:
    folder, report = written(tmp_path / "x", extract()), tmp_path / "report.json"
    rehearsal = toimi(folder, "--lang", "en", "--dry-run", DATABASE_URL=own_database)
    assert (rehearsal.returncode, rehearsal.stderr) == (0, "")
    assert rehearsal.stdout.endswith("Dry run: all of it went well, nothing was written.\n")
    assert not Person.objects.exists()
    done = toimi(folder, "--lang", "en", "--report", str(report), DATABASE_URL=own_database)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert [line.split() for line in lines[:3]] == [
        ["File", "read", "new", "already", "there", "refused"], ["people.csv", "3", "3", "0", "0"],
        ["stays.csv", "3", "3", "0", "0"],
    ]  # fmt: skip
    assert lines[7:] == [
        "Clients: in the extract 3, in the register 3",
        "Searches valid on the day of the extract: in the extract 2, in the register 2",
        "Facts employment: in the extract 3, in the register 3",
        "Facts layoff: in the extract 2, in the register 2",
        "Facts person: in the extract 1, in the register 1",
        "Imported.",
    ]
    data = json.loads(report.read_text("utf-8"))
    assert (data["written"], data["differences"], data["problems"]) == (True, [], {"total": 0, "first": []})
    assert data["files"]["facts.csv"] == {"read": 6, "new": 6, "already_there": 0, "refused": 0}
    assert data["manifest"]["facts.csv rows"] == {"manifest": "6", "read": "6"}
    assert Person.objects.count() == 3
    assert AuditRow.objects.values_list("who", "role", "organisation").distinct().get()[1:] == (
        "automation",
        "area-oulu",
    )
    again = toimi(folder, "--lang", "en", DATABASE_URL=own_database)
    assert (again.returncode, again.stderr) == (0, "")
    assert again.stdout.endswith("All of it was in the register already: nothing was written.\n")


@pytest.mark.parametrize(
    ("language", "said"), [("fi", "Mitään ei kirjoitettu"), ("sv", "Inget skrevs"), ("en", "Nothing was written")]
)
def test_problems_are_told_in_three_languages_with_code_1(
    own_database: str, tmp_path: Path, language: str, said: str
) -> None:
    files = extract()
    files["people.csv"][0]["recorded_on"] = "soon"
    done = toimi(written(tmp_path / "x", files), "--lang", language, DATABASE_URL=own_database)
    assert done.returncode == 1
    assert said in done.stdout
    assert done.stderr.startswith("✗ people.csv:2:recorded_on: ")
    assert "soon" not in done.stderr + done.stdout
    assert not Person.objects.exists()


def test_what_cannot_begin_says_why_and_writes_nothing(own_database: str, postgres: Postgres, tmp_path: Path) -> None:
    folder = written(tmp_path / "x", extract())
    english = ("--lang", "en")
    asked = [
        (toimi(folder, *english, TOIMI_DATA=str(tmp_path)), "no office"),
        (toimi(folder, *english, DATABASE_URL=postgres.url("nowhere")), "does not answer"),
        (toimi(tmp_path / "nothing", *english, DATABASE_URL=own_database), "does not exist"),
        (
            toimi(folder, *english, "--report", str(tmp_path / "no" / "r"), DATABASE_URL=own_database),
            "cannot be written",
        ),
        (
            toimi(folder, *english, "--official", str(uuid4()), "--role", "adviser", DATABASE_URL=own_database),
            "has no role",
        ),
        (
            toimi(folder, *english, "--organisation", "area-51", DATABASE_URL=own_database),
            "no such employment authority",
        ),
    ]
    for done, said in asked:
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("stage", "locked"),
    [
        ("COPY import_fact", None),
        ("WITH begun AS", "clients_knownfact"),
        ("INSERT INTO office_auditrow", "office_auditrow"),
    ],
)
def test_killed_in_the_middle_it_leaves_nothing(
    own_database: str, tmp_path: Path, stage: str, locked: str | None
) -> None:
    """While it reads, while it writes facts, and when it leaves its traces; then it runs as if never begun.

    Another session holds the table, so that the kill always comes in the middle.
    """
    folder = invented_extract(tmp_path / "x", 2_000)
    before = counts()
    with psycopg.connect(own_database) as other:
        if locked:
            other.execute(f"LOCK TABLE {locked} IN SHARE MODE")
        process = subprocess.Popen(command(folder), env=environment(DATABASE_URL=own_database))
        try:
            _wait_for(stage, process)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait(timeout=30)
    assert process.returncode == -signal.SIGKILL
    _wait_until_alone()
    assert counts() == before
    done = toimi(folder, "--json", DATABASE_URL=own_database)
    assert (done.returncode, done.stderr) == (0, "")
    assert (Person.objects.count(), json.loads(done.stdout)["files"]["people.csv"]["new"]) == (2_000, 2_000)


def _others() -> list[str]:
    """What the other sessions of the database do."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT query FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND xact_start IS NOT NULL"
        )
        return [query for (query,) in cursor.fetchall()]


def _wait_for(stage: str, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while not any(stage in query for query in _others()):
        assert process.poll() is None, "it was over before it could be killed"
        assert time.monotonic() < until


def _wait_until_alone() -> None:
    until = time.monotonic() + 30
    while _others():
        time.sleep(0.05)
        assert time.monotonic() < until


def test_somebody_who_registers_at_the_same_moment_stops_it(own_database: str, tmp_path: Path) -> None:
    """A new client of the extract is made by another session that has not ended: the import waits, then writes nothing."""
    with psycopg.connect(own_database) as other:
        other.execute("INSERT INTO clients_person (identity_code) VALUES (%s)", [AINO])
        process = subprocess.Popen(
            command(written(tmp_path / "x", extract()), "--lang", "en"), env=environment(DATABASE_URL=own_database),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        _wait_for("INSERT INTO clients_person (identity_code, request_key)", process)
        time.sleep(0.2)
        other.commit()
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert said == (
        "✗ manifest.json: Somebody registered a new client of the extract at the same moment. Nothing was written;"
        " import it again.\n"
    )
    assert Person.objects.count() == 1
    assert toimi(tmp_path / "x", DATABASE_URL=own_database).returncode == 0
    assert Person.objects.count() == 3


def test_a_role_behind_the_wall_is_refused(own_database: str, postgres: Postgres, tmp_path: Path) -> None:
    """It would see a part of the register, and take who is there for new."""
    let_in(postgres)
    web = own_database.replace("toimi@", f"{WEB}@")
    done = toimi(written(tmp_path / "x", extract()), "--lang", "en", DATABASE_URL=web)
    assert (done.returncode, done.stdout) == (2, "")
    assert "may not do all that the command needs" in done.stderr
    assert not Person.objects.exists()
