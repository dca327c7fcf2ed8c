"""The command as tests call it, and what it said."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from toimi.cli.main import main

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
COOK = ROOT / "examples" / "cook-laid-off.yaml"
LAW_EXAMPLES = sorted((ROOT / "src" / "toimi" / "law" / "examples").glob("*.yaml"))


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it wrote where."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What it printed, as JSON."""
        assert self.code == 0, self.err
        return json.loads(self.out)

    @property
    def words(self) -> str:
        """What it printed, without the lines of trees and the breaks of lines."""
        return flat(self.out)


def flat(text: str) -> str:
    """Text without the lines of trees and the breaks of lines."""
    return " ".join(text.translate(dict.fromkeys(map(ord, "│├└─"), " ")).split())


def toimi(*args: str | Path, encoding: str = "utf-8") -> Said:
    """The command in a process of its own, its output a pipe that takes the letters of ``encoding``."""
    plain = {
        name: value for name, value in os.environ.items() if name not in ("COLUMNS", "FORCE_COLOR", "TTY_COMPATIBLE")
    }
    done = subprocess.run(
        [sys.executable, "-m", "toimi.cli.main", *map(str, args)],
        capture_output=True,
        encoding=encoding,
        env={**plain, "PYTHONIOENCODING": encoding},
        timeout=60,
        check=False,
    )
    return Said(done.returncode, done.stdout, done.stderr)


def inside(*args: str | Path) -> Said:
    """The command within this process: the same, only sooner."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="", write_through=True) for _ in range(2))
    code = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main([str(arg) for arg in args])
        except SystemExit as end:
            code = int(end.code or 0)
    return Said(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]


def plain(value: Any) -> Any:
    """What a case file holds, as JSON has it."""
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return float(value) if isinstance(value, Decimal) else value


def refused(said: Said) -> str:
    """What a command that refused said: its message, after checking that it ended as it should."""
    assert said.code == 2, said.err or said.out
    assert said.out == ""
    assert "Traceback" not in said.err
    before, error, message = said.err.rpartition("Error: ")
    assert error, said.err
    assert before == "" or before.startswith("Usage: ")
    return message.strip()
