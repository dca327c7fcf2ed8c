"""The signature of the office under a statement: whoever has the public key can check it without the office.

Compact JWS (RFC 7515) with Ed25519 (RFC 9864). The private key comes from the environment.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from joserfc import jws
from joserfc.jwk import OKPKey

_ALGORITHM = "Ed25519"
_REGISTRY = jws.JWSRegistry(algorithms=[_ALGORITHM])


@cache
def _key(text: str) -> OKPKey:
    if not text:
        raise ValueError("TOIMI_SIGNING_KEY is not set: without it no statement can be signed or taken out.")
    key: OKPKey = OKPKey.import_key(json.loads(text))
    key.ensure_kid()
    return key


def sign(said: Mapping[str, Any]) -> str:
    """Plain data with the office's signature.

    Raises:
        ValueError: if the office has no key: the setting ``TOIMI_SIGNING_KEY``.
    """
    key = _key(settings.SIGNING_KEY)
    payload = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return jws.serialize_compact({"alg": _ALGORITHM, "kid": key.kid}, payload, key, registry=_REGISTRY)


def public_key() -> dict[str, Any]:
    """The key by which the office's signatures are checked, as a JWK."""
    return dict(_key(settings.SIGNING_KEY).as_dict(private=False))
