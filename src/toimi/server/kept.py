"""Secrets that an office makes for itself and keeps in its data folder."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path

SIGNING_KEY = "signing_key.json"


def kept_secret(data: Path, name: str) -> str:
    """A secret of this data folder, made when it is first asked for; only its owner can read it."""
    return _kept(data / name, lambda: secrets.token_urlsafe(48))


def kept_signing_key(data: Path) -> str:
    """The private key under this office's statements, as a JWK; made and kept in the same way."""
    return _kept(data / SIGNING_KEY, new_signing_key)


def new_signing_key() -> str:
    """A new private key for Ed25519 (RFC 8037), as a JWK."""
    from joserfc.jwk import OKPKey  # noqa: PLC0415  (loaded when one is made)

    return json.dumps(OKPKey.generate_key("Ed25519", auto_kid=True).as_dict(private=True))


def _kept(file: Path, make: Callable[[], str]) -> str:
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(make())
    return file.read_text("utf-8")
