"""The registers of invented people as a process of their own, with the settings that lead to them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from toimi.registers.xroad import Asking

CLIENT = "FI-TEST/MUN/1000000-1/toimi"
ASKING = Asking("official-17", "matter:4")


@contextmanager
def registers(*options: str) -> Iterator[None]:
    """The registers run, and the environment says where; afterwards neither."""
    command = [sys.executable, "-m", "toimi.registers.local", *options]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    before = dict(os.environ)
    many = options.count("--register") or 5
    try:
        assert process.stdout
        os.environ.update(line.strip().split("=", 1) for _, line in zip(range(many), process.stdout))
        os.environ["TOIMI_XROAD_CLIENT"] = CLIENT
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
        process.terminate()
        process.communicate(timeout=10)


def records(folder: Path, **by_register: dict[str, Any]) -> tuple[str, str]:
    """The options for registers that hold these records by identity code."""
    file = folder / "records.json"
    file.write_text(json.dumps(by_register), "utf-8")
    return "--records", str(file)


def resident(**more: Any) -> dict[str, Any]:
    """A record of the population register."""
    return {
        "birth_date": "1985-03-07", "citizenships": [{"country": "FI", "since": None}],
        "homes": [{"code": "564", "since": "2019-05-01", "through": None}], "mother_tongue": "fi", "is_protected": False,
        "replaced_by": None, **more,
    }  # fmt: skip


def studies(rights: Any = (), completed: Any = ()) -> dict[str, Any]:
    """A record of the registers of schools."""
    return {"rights": list(rights), "completed": list(completed)}


def right(**more: Any) -> dict[str, Any]:
    """A right to study."""
    return {
        "right_id": "r1", "goal": "university_degree", "provider": "other", "since": "2018-08-01", "through": None,
        "term_end": None, **more,
    }  # fmt: skip


def business(*roles: tuple[str, str, str | None], **more: Any) -> dict[str, Any]:
    """A business with roles of the person; alone if none are given."""
    held = roles or (("sole_trader", "2019-02-01", None),)
    return {
        "business_id": "test-1", "form": "sole_trader", "entries": [], "bankruptcy_on": None, "liquidation_on": None,
        "roles": [{"role": role, "since": since, "through": through} for role, since, through in held], **more,
    }  # fmt: skip


def job(**more: Any) -> dict[str, Any]:
    """A job in the incomes register."""
    return {
        "job_id": "j1", "employer_id": "test-9", "since": "2017-01-09", "through": None, "hours": "full_time",
        "part_time_percent": None, **more,
    }  # fmt: skip
