"""Secrets that an office makes for itself and keeps in its data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def kept_secret(data: Path, name: str) -> str:
    """A secret of this data folder, made when it is first asked for; only its owner can read it."""
    file = data / name
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(secrets.token_urlsafe(48))
    return file.read_text("utf-8")
