"""``toimi ask``: a process of its own beside a real database and real registers; who may not ask leaves a trace."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from datetime import date
from pathlib import Path

import pytest
from tests.clients.actors import AREA, new_client
from tests.clients.codes import codes
from tests.registers.running import records, registers, resident, studies

from toimi.clients.models import KnownFact
from toimi.office.audit import AuditRow
from toimi.office.officials import Official, Post, Role, assign

SOURCE = Path(__file__).parents[2] / "src"
BOTH = ("--register", "population", "--register", "studies")


def official(organisation: str = AREA) -> uuid.UUID:
    one = Official.objects.create(subject=organisation, name="Virkailija").pk
    assign([Post(one, Role.ADVISER, organisation, date(2025, 1, 1))])
    return one


def ask(
    database: str, person: int, who: uuid.UUID, *args: str, organisation: str = AREA, lang: str = "en"
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "DATABASE_URL": database}
    claim = ("--official", str(who), "--role", "adviser", "--organisation", organisation, "--lang", lang)
    command = [sys.executable, "-m", "toimi.cli.main", "ask", str(person), *args, *claim]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=90, check=False)  # fmt: skip


def test_what_is_told_is_recorded_once_and_what_is_not_there_says_nothing(own_database: str, tmp_path: Path) -> None:
    (code,) = codes(1)
    person, who = new_client(code), official()
    with registers(*BOTH, *records(tmp_path, population={code: resident(birth_date="1990-01-01")}, studies={})):
        first = ask(own_database, person, who, *BOTH)
        again = ask(own_database, person, who, *BOTH)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout.splitlines() == [
        "population  Told. Recorded: population/person, municipality",
        "studies     The register has nobody by this identity code. That says nothing of the person: an official must look.",
    ]
    assert again.stdout.splitlines()[0] == "population  Told, and there was nothing new to record."
    assert KnownFact.objects.get(name="population/person").attributes["birth_date"] == "1990-01-01"


@pytest.mark.parametrize(("lang", "words"), [("fi", "Ei tiedossa"), ("sv", "Inte känt"), ("en", "Not known")])
def test_a_register_without_an_address_is_not_known_and_ends_with_one(own_database: str, lang: str, words: str) -> None:
    person, who = new_client(codes(1)[0]), official()
    done = ask(own_database, person, who, "--register", "population", lang=lang)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(f"population  {words}")
    assert not KnownFact.objects.exists()


def test_who_may_not_ask_is_refused_and_leaves_a_trace(own_database: str, tmp_path: Path) -> None:
    person, elsewhere = new_client(codes(1)[0]), official("area-raahe")
    log = tmp_path / "log"
    with registers(*BOTH, "--log", str(log), *records(tmp_path, population={}, studies={"x": studies()})):
        done = ask(own_database, person, elsewhere, *BOTH, organisation="area-raahe")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Nothing allows one to see this client's data" in done.stderr
    assert not log.exists() or log.read_text("utf-8") == ""
    row = AuditRow.objects.get()
    assert (row.what, row.whose, row.is_allowed) == ("registers.population", str(person), False)
    assert ask(own_database, person, uuid.uuid4(), *BOTH).returncode == 2
