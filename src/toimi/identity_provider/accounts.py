"""Who can be signed in: a file that whoever starts the provider writes. Nothing here is in the code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from joserfc.jwk import KeySet


@dataclass(frozen=True)
class System:
    """A system that signs itself in.

    Attributes:
        secret: for ``client_secret_basic``; empty if it has none.
        keys: public keys for ``private_key_jwt``; ``None`` if it has none.
    """

    id: str
    secret: str = ""
    keys: KeySet | None = None


@dataclass(frozen=True)
class Page:
    """A site to which officials are sent back: a public client that proves itself by PKCE."""

    id: str
    redirect: str


@dataclass(frozen=True)
class Accounts:
    """All of them.

    Attributes:
        officials: name by subject.
    """

    systems: Mapping[str, System] = field(default_factory=dict)
    pages: Mapping[str, Page] = field(default_factory=dict)
    officials: Mapping[str, str] = field(default_factory=dict)


def read_accounts(file: Path) -> Accounts:
    """The accounts of a JSON file: ``systems`` (id, secret or keys), ``pages`` (id, redirect), ``officials`` (subject: name).

    Raises:
        ValueError: if a system is named like an official: its tokens would be the official's (RFC 9068, section 5).
    """
    said: dict[str, Any] = json.loads(file.read_text("utf-8"))
    systems = [
        System(one["id"], one.get("secret", ""), KeySet.import_key_set(one["keys"]) if "keys" in one else None)
        for one in said.get("systems", [])
    ]
    pages = [Page(one["id"], one["redirect"]) for one in said.get("pages", [])]
    officials: dict[str, str] = said.get("officials", {})
    if both := {one.id for one in systems} & set(officials):
        raise ValueError(f"Systems and officials need different names: {', '.join(sorted(both))}")
    return Accounts({one.id: one for one in systems}, {one.id: one for one in pages}, officials)
