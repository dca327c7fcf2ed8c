"""The provider's public keys: read from its discovery document, kept for a while, and asked for anew within bounds."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from toimi.api.problems import Refusal

FRESH, STALE = 600.0, 3_600.0
"""Seconds after which the keys are asked for anew, and for which the last ones serve a provider that does not answer."""
PAUSE, FIRST_PAUSE = 30.0, 2.0
"""Seconds between two questions at least, once there are keys and before: whoever sends tokens with invented key ids does
not make us ask for each."""
SECONDS = 5.0
LONGEST = 262_144
"""Bytes of a document of the provider."""
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class BadProvider(Exception):
    """The provider does not answer, or not as a provider."""


@dataclass
class Keys:
    """The keys of one provider, as this process knows them."""

    issuer: str
    known: KeySet | None = None
    read_at: float = float("-inf")
    asked_at: float = float("-inf")
    lock: threading.Lock = field(default_factory=threading.Lock)

    def for_token(self, key_id: str | None) -> KeySet:
        """The keys with which to check a token that names one of them.

        Raises:
            Refusal: if there are none, and the provider does not give any.
        """
        with self.lock:
            age = time.monotonic() - self.read_at
            if age > FRESH or not self._has(key_id):
                self._ask()
            if self.known is None or time.monotonic() - self.read_at > STALE:
                raise Refusal("no_provider", headers={"Retry-After": str(int(PAUSE))})
            return self.known

    def _has(self, key_id: str | None) -> bool:
        return self.known is not None and any(key.kid == key_id for key in self.known.keys)

    def _ask(self) -> None:
        """Ask for the keys, unless that was done just now; the last ones stay if there is no answer."""
        now = time.monotonic()
        if now - self.asked_at < (PAUSE if self.known else FIRST_PAUSE):
            return
        self.asked_at = now
        try:
            self.known = keys_of(self.issuer)
        except BadProvider:
            return
        self.read_at = now


def keys_of(issuer: str) -> KeySet:
    """The keys that a provider shows now (OpenID Connect Discovery 1.0, section 4).

    Raises:
        BadProvider: if it does not.
    """
    try:
        with httpx.Client(timeout=SECONDS, follow_redirects=False) as client:
            described = _document(client, f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            if described.get("issuer") != issuer:
                raise BadProvider
            return KeySet.import_key_set(_document(client, str(described.get("jwks_uri"))))  # type: ignore[arg-type]  # it checks what it is given
    except (httpx.HTTPError, httpx.InvalidURL, JoseError, ValueError, KeyError, TypeError) as error:
        raise BadProvider from error


def _document(client: httpx.Client, address: str) -> dict[str, object]:
    """A JSON object, over HTTPS or from this machine."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise BadProvider
    with client.stream("GET", address, headers={"Accept": "application/json"}) as response:
        response.raise_for_status()
        text = b""
        for part in response.iter_bytes():
            text += part
            if len(text) > LONGEST:
                raise BadProvider
    found = httpx.Response(200, content=text).json()
    if not isinstance(found, dict):
        raise BadProvider
    return found
