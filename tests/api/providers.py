"""Providers that tests start: real processes that answer on a socket of this machine."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

SOURCE = Path(__file__).parents[2] / "src"
SECRET = "a secret of the tests"
SYSTEMS = ("e-service", "kela", "stranger", "aino", "onni")
"""Systems and, so that tests need no browser, officials who sign in as systems do."""


@dataclass(frozen=True)
class Running:
    """A provider that answers."""

    issuer: str

    def token(self, name: str) -> str:
        answer = httpx.post(f"{self.issuer}/token", data={"grant_type": "client_credentials"}, auth=(name, SECRET))
        assert answer.status_code == 200
        return str(answer.json()["access_token"])


@contextmanager
def provider(*flags: str, **more: Any) -> Iterator[Running]:
    """One that is up; it is stopped at the end."""
    accounts = {"systems": [{"id": name, "secret": SECRET} for name in SYSTEMS], **more}
    with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
        json.dump(accounts, file)
        file.flush()
        process = subprocess.Popen(
            [sys.executable, "-m", "toimi.identity_provider", file.name, *flags],
            stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": str(SOURCE), "PATH": ""},
        )  # fmt: skip
        try:
            yield Running(process.stdout.readline().strip())
        finally:
            process.terminate()
            process.wait(timeout=20)
            process.stdout.close()
