"""``toimi audit verify``, as a process of its own beside a real database."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction

from toimi.office.audit import AuditRow, record, seal
from toimi.server.postgres import Postgres

SOURCE = Path(__file__).parents[2] / "src"
NOON = datetime(2021, 3, 1, 12, 0, tzinfo=UTC)


def verify(*args: str, **others: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("TOIMI_DATA", "DATABASE_URL")}
    environment = {**kept, "PYTHONPATH": str(SOURCE), **others}
    command = [sys.executable, "-m", "toimi.cli.main", "audit", "verify", *args]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)


def sealed(*people: int) -> str:
    """Rows of these people in a batch of their own; its seal."""
    with transaction.atomic():
        record([AuditRow(at=NOON, what="clients.look", whose=str(one), is_allowed=True) for one in people])
    return str(seal(NOON))


def tamper(postgres: Postgres, command: str) -> None:
    name = connection.settings_dict["NAME"]
    with psycopg.connect(postgres.url(name, "postgres")) as admin:
        admin.execute("ALTER TABLE office_auditrow DISABLE TRIGGER ALL")
        admin.execute(command)


def test_a_whole_audit_ends_well_and_gives_its_last_seal(own_database: str) -> None:
    sealed(1, 2)
    last = sealed(3)
    done = verify("--lang", "en", "--known", last, DATABASE_URL=own_database)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "2 batches, 3 rows: all is as it was sealed. Not sealed yet: 0.\n"
        f"The last seal is {last}. Keep it elsewhere: --known {last} compares with it.\n"
    )


def test_what_was_done_to_it_is_said_with_the_batch(own_database: str, postgres: Postgres) -> None:
    sealed(1, 2)
    sealed(3)
    sealed(4, 5)
    tamper(postgres, "UPDATE office_auditrow SET whose = '9' WHERE whose = '3'")
    tamper(postgres, "DELETE FROM office_auditrow WHERE whose = '5'")
    done = verify("--lang", "en", DATABASE_URL=own_database)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines()[1:] == ["✗ Batch 2: a row was changed.", "✗ Batch 3: rows are missing (1)."]


def test_the_same_for_machines(own_database: str, postgres: Postgres) -> None:
    last = sealed(1, 2)
    assert json.loads(verify("--json", DATABASE_URL=own_database).stdout) == {
        "seals": 1, "rows": 2, "unsealed": 0, "last": last, "findings": [],
    }  # fmt: skip
    tamper(postgres, "DELETE FROM office_auditrow WHERE whose = '2'")
    found = json.loads(verify("--json", DATABASE_URL=own_database).stdout)["findings"]
    assert found == [{"batch": 1, "damage": "missing", "rows": 1}]


@pytest.mark.parametrize(
    ("language", "said"), [("fi", "rivi on muutettu"), ("sv", "en rad har ändrats"), ("en", "was changed")]
)
def test_it_speaks_three_languages(own_database: str, postgres: Postgres, language: str, said: str) -> None:
    sealed(1)
    tamper(postgres, "UPDATE office_auditrow SET whose = '9'")
    assert said in verify("--lang", language, DATABASE_URL=own_database).stdout


def test_another_seal_than_the_one_that_was_noted(own_database: str) -> None:
    sealed(1)
    done = verify("--lang", "en", "--known", "1:" + "a" * 64, DATABASE_URL=own_database)
    assert done.returncode == 1
    assert "✗ Batch 1: the seal is missing or another." in done.stdout


@pytest.mark.parametrize("known", ["1", "1:abc", "one:" + "a" * 64, "-1:" + "a" * 64])
def test_a_seal_of_another_form_is_refused_at_once(known: str) -> None:
    done = verify("--lang", "en", "--known", known)
    assert done.returncode == 2
    assert "NUMBER:DIGEST" in done.stderr


def test_no_office_no_answer_and_no_stack_trace(tmp_path: Path, postgres: Postgres) -> None:
    nothing = verify("--lang", "en", TOIMI_DATA=str(tmp_path))
    unreachable = verify("--lang", "en", DATABASE_URL=postgres.url("nowhere"))
    empty = verify("--lang", "en", DATABASE_URL=postgres.url("postgres", "postgres"))
    for done, said in ((nothing, "no office"), (unreachable, "does not answer"), (empty, "Changes are missing")):
        assert done.returncode in (1, 2)
        assert said in done.stderr
        assert "Traceback" not in done.stderr
