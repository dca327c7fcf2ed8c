"""What survived the last time is explained: every mutant of bench/mutation.json stands in docs/mutants.md."""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_mutant_that_survived_is_explained() -> None:
    """By its file and the line as it was changed."""
    survived = json.loads((ROOT / "bench" / "mutation.json").read_text("utf-8"))["survived"]
    rows = [row for row in (ROOT / "docs" / "mutants.md").read_text("utf-8").splitlines() if row.startswith("|")]
    missing = [
        f"{one['file']}:{one['line']}: {one['is']}"
        for one in survived
        if not any(one["file"].removeprefix("src/toimi/") in row and f"`{escaped(one['is'])}`" in row for row in rows)
    ]
    assert missing == []


def escaped(line: str) -> str:
    """As it stands in a cell of a table."""
    return line.replace("|", "\\|")
