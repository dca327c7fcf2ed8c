"""``toimi assign``: the first officials of an office, and what is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from toimi.office.audit import AuditRow
from toimi.office.officials import Assignment, Official, assignments_on

SOURCE = Path(__file__).parents[2] / "src"
OULU = ("--organisation", "area-oulu", "--from", "2026-01-01")


def assign(database: str, *args: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE), "DATABASE_URL": database}
    command = [sys.executable, "-m", "toimi.cli.main", "assign", *args, "--lang", lang]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, check=False)


def test_who_is_not_known_becomes_an_official_with_a_role_and_the_audit_says_so(own_database: str) -> None:
    done = assign(own_database, "aino", "--name", "Aino Adviser", "--role", "adviser", *OULU, "--through", "2026-12-31")
    assert (done.returncode, done.stderr) == (0, "")
    official = Official.objects.get(subject="aino")
    assert done.stdout == f"The role is given. The official's id: {official.pk}\n"
    assert [official.name, *(one.role for one in assignments_on(official.pk, date(2026, 12, 31)))] == [
        "Aino Adviser",
        "adviser",
    ]
    assert assignments_on(official.pk, date(2027, 1, 1)) == []
    row = AuditRow.objects.get(what="office.assign")
    assert (row.whose, row.organisation) == (str(official.pk), "area-oulu")
    again = assign(own_database, "aino", "--role", "auditor", *OULU)
    assert again.returncode == 0
    assert Official.objects.get(subject="aino") == official
    assert Official.objects.get().name == "Aino Adviser"


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (("aino", "--role", "king", *OULU), {"fi": "roolia ei ole", "sv": "ingen sådan roll", "en": "no such role"}),
        (("aino", "--role", "adviser", "--organisation", "area-x"), {"fi": "organisaatiota ei", "sv": "ingen sådan organisation", "en": "no such organisation"}),
        (("aino", "--role", "payer_system", *OULU), {"en": "cannot be given in an organisation of this kind"}),
        (("aino", "--role", "adviser", "--organisation", "area-oulu", "--from", "2024-06-01"), {"en": "does not exist on all of these days"}),
        (("aino", "--role", "adviser", *OULU, "--through", "2025-12-31"), {"en": "ends before it begins"}),
        ((" aino", "--role", "adviser", *OULU), {"en": "without blanks"}),
        (("a" * 201, "--role", "adviser", *OULU), {"en": "at most 200"}),
    ],
)  # fmt: skip
def test_what_cannot_be_given_is_refused_and_nothing_is_written(
    own_database: str, args: tuple[str, ...], says: dict[str, str]
) -> None:
    for lang, words in says.items():
        done = assign(own_database, *args, lang=lang)
        assert (done.returncode, done.stdout) == (2, "")
        assert words in done.stderr
        assert "Traceback" not in done.stderr
    assert not Official.objects.exists()
    assert not Assignment.objects.exists()
    assert not AuditRow.objects.exists()


def test_the_same_role_twice_is_refused(own_database: str) -> None:
    assert assign(own_database, "aino", "--role", "adviser", *OULU).returncode == 0
    done = assign(own_database, "aino", "--role", "adviser", *OULU)
    assert done.returncode == 2
    assert "the same role in the same organisation" in done.stderr
    assert Assignment.objects.count() == 1
