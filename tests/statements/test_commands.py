"""``toimi statements``: a commissioning decision from its plan to its published page, samples, and proposals for export."""

from __future__ import annotations

import json
import stat
import uuid
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.clients.actors import adviser
from tests.statements.deciding import LIISA, TE_OFFICE, TIMO, commission, plan
from tests.statements.offices import DAY, LAID_OFF, claimed, client, machine

from toimi.cli.main import toimi
from toimi.office.audit import AuditRow
from toimi.office.officials import Official, Post, Role, assign
from toimi.statements.exporting_proposals import proposals
from toimi.statements.human_request import ask_for_a_human
from toimi.statements.running import run

AREA = "area-oulu"
PLAN = """
from: {first_day}
decider: Jaana Johtaja
contact: kirjaamo@example.fi
rules: Laura Lakimies
quality: Laura Lakimies
monitoring: Maija Esihenkilö
address: https://example.fi/automaatio
scope:
  job_seeker: {{basis: {basis}, share: 2, bound: 95, least: 100}}
"""


@pytest.fixture
def call(own_database: str, monkeypatch: pytest.MonkeyPatch):
    """The command in this process, with the test's own database."""
    monkeypatch.setenv("DATABASE_URL", own_database)

    def called(*args: str) -> Result:
        return CliRunner().invoke(toimi, ["statements", *args])

    return called


def as_lawyer(official: uuid.UUID) -> tuple[str, ...]:
    """A lawyer of Oulu from 2025 on."""
    Official.objects.get_or_create(id=official, defaults={"subject": str(official), "name": "Official"})
    assign([Post(official, Role.LAWYER, AREA, date(2025, 1, 1))])
    return "--official", str(official), "--role", "lawyer", "--organisation", AREA


def test_a_plan_becomes_a_published_decision(call, tmp_path: Path) -> None:
    file, check, first = tmp_path / "plan.yaml", tmp_path / "check.json", date(2079, 1, 1)
    check.write_text('[{"check": "every text is there in fi, sv and en", "findings": []}]')
    liisa, timo = as_lawyer(LIISA), as_lawyer(TIMO)
    drafting = ("commission", str(file), "--check", str(check), *liisa, "--lang", "en")
    file.write_text(PLAN.format(first_day=first, basis=""), "utf-8")
    assert "has no legal basis. Write 53f.2" in call(*drafting).output
    file.write_text("from: 2026-01-01\n", "utf-8")
    assert "the plan has exactly these names" in call(*drafting).output
    file.write_text(PLAN.format(first_day="soon", basis="53f.2"), "utf-8")
    assert "Write a day as 2024-03-04" in call(*drafting).output
    file.write_text(PLAN.format(first_day=first, basis="53f.2"), "utf-8")
    done = call(*drafting)
    assert (done.exit_code, done.output[:41]) == (0, "The commissioning decision 1 is drafted, ")
    assert "own proposal" in call("approve", "1", *liisa, "--lang", "en").output
    assert call("approve", "1", *timo, "--lang", "en").output == "The commissioning decision 1 is approved.\n"
    shown = call(
        "scope", "--organisation", AREA, "--on", str(first), "--publish", str(tmp_path / "public"), "--lang", "en"
    )
    assert shown.output.startswith("1  1 January 2079–  job_seeker  ✓\n")
    pages = sorted(one.name for one in (tmp_path / "public").iterdir())
    assert pages == [f"commissioning-1.{language}.html" for language in ("en", "fi", "sv")]
    assert "2 %" in (tmp_path / "public" / pages[1]).read_text("utf-8")
    assert (
        "Not in force on this day" in call("scope", "--organisation", AREA, "--on", "2078-01-01", "--lang", "en").output
    )
    assert call("samples", "--organisation", AREA, "--lang", "en").output == "There are no samples.\n"
    assert call("withdraw", "1", *timo).exit_code == 0
    told = call("scope", "--organisation", AREA, "--on", str(first), "--json")
    assert [(one["in_force"], one["left"]) for one in json.loads(told.output)] == [(False, {"": "withdrawn"})]


def test_samples_are_counted_and_proposals_leave_as_a_file(call, tmp_path: Path) -> None:
    """380/2023 § 120 a: a proposal goes to the national system; here that of one who wants a human."""
    commission(plan())
    first, second = client(*LAID_OFF), client(*LAID_OFF)
    _, matter = claimed(first, second)
    ask_for_a_human([second], who=adviser(DAY))
    run(who=machine(DAY))
    told = json.loads(call("samples", "--organisation", TE_OFFICE, "--json").output)
    assert [(one["about"], one["drawn"], one["samples"], one["between"]) for one in told] == [
        ("job_seeker", 1, 0, [0.0, 1.0]),
        ("unemployment", 1, 0, [0.0, 1.0]),
    ]
    (found,) = proposals(who=machine(DAY))
    assert (found["matter"], found["result"], found["from"], found["until"]) == (matter, "right", "2024-03-01", None)
    assert found["stretches"] == [["2024-03-01", None, "right", [], [], [], []]]
    assert AuditRow.objects.filter(what="statements.export", whose=str(second), is_allowed=True).count() == 1
    assert proposals(who=machine(date(2025, 1, 1), where=AREA)) == []
    out = tmp_path / "proposals.jsonl"
    assert call("propose", "--out", str(out), *as_lawyer(LIISA), "--lang", "en").output.startswith(
        "0 proposals written"
    )
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
