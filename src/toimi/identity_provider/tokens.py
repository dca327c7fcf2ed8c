"""Keys made at the start, and what is signed with them."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, Key, KeySet, RSAKey

ALGORITHMS = ("RS256", "ES256")


@dataclass(frozen=True)
class Signer:
    """What signs.

    Attributes:
        issuer: the address of the provider.
        audience: whom the tokens are for.
        algorithm: one of ``ALGORITHMS``.
        lifetime: seconds of a token; with a negative one every token has expired when it is given, for tests.
        keys: by algorithm.
    """

    issuer: str
    audience: str
    algorithm: str
    lifetime: int
    keys: dict[str, Key]

    def public(self) -> dict[str, Any]:
        """The public keys, as a JWK set."""
        return dict(KeySet(list(self.keys.values())).as_dict(private=False))

    def access_token(self, subject: str, client: str) -> str:
        """An access token (RFC 9068)."""
        return self._signed("at+jwt", {"sub": subject, "aud": self.audience, "client_id": client})

    def id_token(self, subject: str, client: str, nonce: str, name: str) -> str:
        """A token that tells a page who signed in."""
        said = {"sub": subject, "aud": client, "name": name}
        return self._signed("JWT", said | ({"nonce": nonce} if nonce else {}))

    def _signed(self, kind: str, said: dict[str, Any]) -> str:
        now = int(time.time())
        times = {"iat": now + min(self.lifetime, 0) * 2, "exp": now + self.lifetime}
        key = self.keys[self.algorithm]
        header = {"alg": self.algorithm, "kid": key.kid, "typ": kind}
        return jwt.encode(header, {"iss": self.issuer, "jti": secrets.token_urlsafe(16), **times, **said}, key)


def new_keys() -> dict[str, Key]:
    """A key for each algorithm, of this start."""
    rsa = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, auto_kid=True)
    curve = ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True)
    return {"RS256": rsa, "ES256": curve}
