"""Providers that tests start: real processes that answer on a socket of this machine."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

SOURCE = Path(__file__).parents[2] / "src"
BACK = "http://127.0.0.1:1/back"
DESK = {"id": "desk", "redirect": BACK}
"""A page of officials."""
SECRET = "a secret of the tests"
SYSTEMS = ("e-service", "kela", "fund", "stranger", "aino", "onni", "hilla")
"""Systems and, so that tests need no browser, officials and an employer's agent who sign in as systems do."""


@dataclass(frozen=True)
class Running:
    """A provider that answers."""

    issuer: str

    def token(self, name: str) -> str:
        answer = httpx.post(f"{self.issuer}/token", data={"grant_type": "client_credentials"}, auth=(name, SECRET))
        assert answer.status_code == 200
        return str(answer.json()["access_token"])

    def signed_in(self, subject: str, **other: str) -> dict[str, str]:
        """The tokens of an official who signs in on the page, as a browser and the page do it (RFC 7636)."""
        verifier = secrets.token_urlsafe(48)
        asked = {
            "response_type": "code", "client_id": "desk", "redirect_uri": BACK, "state": "s", "nonce": "n",
            "code_challenge": challenge(verifier), "code_challenge_method": "S256", "subject": subject,
        }  # fmt: skip
        sent = httpx.post(f"{self.issuer}/authorize", data=asked)
        code = parse_qs(urlsplit(sent.headers["Location"]).query)["code"][0]
        form = {"grant_type": "authorization_code", "client_id": "desk", "redirect_uri": BACK, "code": code}
        answer = httpx.post(f"{self.issuer}/token", data={**form, "code_verifier": verifier, **other})
        return dict(answer.json())


def challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


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
