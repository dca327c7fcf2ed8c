"""The demonstration of the office, whole, with real processes: it ends well and says what the table of access says."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

from .offices import environment, folder

OFFICE = Path(__file__).parents[2] / "examples" / "office.py"


def test_an_empty_folder_becomes_an_office_that_registers_and_says_who_may_see_her() -> None:
    with folder() as data:
        command = [sys.executable, str(OFFICE), "--people", "40"]
        done = subprocess.run(command, capture_output=True, text=True, env=environment(data), timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout
    assert re.search(r"people\.csv +40 +40 +0 +0", said)
    first, second = re.findall(r'"search": (\d+), "is_new": (\w+)', said)
    assert (first[0], first[1], second[1]) == (second[0], "true", "false")
    assert re.search(r"population +Told\. Recorded: population/person", said)
    assert re.search(r"kela +Not known\. The register cannot be reached", said)
    assert '"state": "valid"' in said
    seen = {line.split()[0]: line.split()[3] for line in said.splitlines() if re.match(r"\w+ +area-\w+ +\w+ ", line)}
    assert seen == {
        "automation": "Nothing",
        "adviser": "Nothing",
        "manager": "whole",
        "auditor": "traces",
        "lawyer": "whole",
    }
    assert re.search(r"adviser +area-oulu +service +whole", said)
    assert re.search(r"adviser +area-raahe +service +Nothing", said)
    assert re.search(r'"result": "right",\n  "is_automatic": true', said)
    assert "POST /api/v1/statement-requests → 2026/1 right" in said.replace(str(date.today().year), "2026")
    assert said.count("✓") == 5
    assert "As when they were given: 1. Otherwise: 0." in said
