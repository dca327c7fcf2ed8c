"""The provider's addresses: discovery, keys, signing in, tokens (OpenID Connect Discovery 1.0; RFC 6749, 7523, 7636)."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from dataclasses import dataclass, field
from hmac import compare_digest
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError

from toimi.identity_provider.accounts import Accounts, System
from toimi.identity_provider.tokens import ALGORITHMS, Signer

LONGEST = 65_536
"""Bytes of a form."""
CODE_SECONDS = 60
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class NotGiven(Exception):
    """No token: an error of RFC 6749, section 5.2."""

    def __init__(self, error: str, status: int = 400) -> None:
        super().__init__(error)
        self.error, self.status = error, status


@dataclass(frozen=True)
class Code:
    """That an official has signed in for a page, to be handed in once."""

    subject: str
    page: str
    redirect: str
    challenge: str
    nonce: str
    until: float


@dataclass
class Provider:
    """What all requests share."""

    accounts: Accounts
    signer: Signer
    codes: dict[str, Code] = field(default_factory=dict)
    used: dict[str, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def metadata(self) -> dict[str, Any]:
        """The discovery document."""
        at = self.signer.issuer
        return {
            "issuer": at,
            "jwks_uri": f"{at}/keys",
            "token_endpoint": f"{at}/token",
            "authorization_endpoint": f"{at}/authorize",
            "response_types_supported": ["code"],
            "grant_types_supported": ["authorization_code", "client_credentials"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": list(ALGORITHMS),
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "private_key_jwt", "none"],
            "token_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
            "code_challenge_methods_supported": ["S256"],
        }

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any]:
        """The answer of the token endpoint.

        Raises:
            NotGiven: if there is none.
        """
        if form.get("grant_type") == "client_credentials":
            system = self._system(form, authorization)
            return self._given(self.signer.access_token(system.id, system.id))
        if form.get("grant_type") == "authorization_code":
            code = self._code(form)
            name = self.accounts.officials[code.subject]
            id_token = self.signer.id_token(code.subject, code.page, code.nonce, name)
            return {**self._given(self.signer.access_token(code.subject, code.page)), "id_token": id_token}
        raise NotGiven("unsupported_grant_type")

    def _given(self, token: str) -> dict[str, Any]:
        return {"access_token": token, "token_type": "Bearer", "expires_in": max(0, self.signer.lifetime)}

    def _system(self, form: dict[str, str], authorization: str) -> System:
        if form.get("client_assertion_type") == _ASSERTION:
            return self._asserted(form.get("client_assertion", ""))
        name, secret = _basic(authorization)
        system = self.accounts.systems.get(name)
        if system is None or not system.secret or not compare_digest(system.secret.encode(), secret.encode()):
            raise NotGiven("invalid_client", 401)
        return system

    def _asserted(self, assertion: str) -> System:
        """The system that signed the assertion; each counts once (RFC 7523, section 3)."""
        claims = _unchecked_claims(assertion)
        system = self.accounts.systems.get(str(claims.get("sub")))
        if system is None or system.keys is None:
            raise NotGiven("invalid_client", 401)
        here = [self.signer.issuer, f"{self.signer.issuer}/token"]
        wanted = jwt.JWTClaimsRegistry(
            leeway=5,
            iss={"essential": True, "value": system.id},
            aud={"essential": True, "values": here},
            exp={"essential": True},
            jti={"essential": True},
        )
        try:
            checked = jwt.decode(assertion, system.keys, algorithms=ALGORITHMS).claims
            wanted.validate(checked)
        except (JoseError, ValueError):
            raise NotGiven("invalid_client", 401) from None
        if not self._is_first(f"{system.id} {checked['jti']}", float(checked["exp"])):
            raise NotGiven("invalid_client", 401)
        return system

    def _is_first(self, assertion: str, until: float) -> bool:
        now = time.time()
        with self.lock:
            self.used = {one: end for one, end in self.used.items() if end > now - 10}
            if assertion in self.used:
                return False
            self.used[assertion] = until
            return True

    def signed_in(self, form: dict[str, str]) -> str:
        """Where the browser goes with the code.

        Raises:
            NotGiven: if the page, the way back or the official is not known.
        """
        page = self.accounts.pages.get(form.get("client_id", ""))
        if (
            page is None
            or form.get("redirect_uri") != page.redirect
            or form.get("subject") not in self.accounts.officials
        ):
            raise NotGiven("invalid_request")
        if form.get("response_type") != "code" or form.get("code_challenge_method") != "S256":
            raise NotGiven("invalid_request")
        code, until = secrets.token_urlsafe(32), time.time() + CODE_SECONDS
        made = Code(
            form["subject"], page.id, page.redirect, form.get("code_challenge", ""), form.get("nonce", ""), until
        )
        with self.lock:
            self.codes[code] = made
        return f"{page.redirect}?{urlencode({'code': code, 'state': form.get('state', ''), 'iss': self.signer.issuer})}"

    def _code(self, form: dict[str, str]) -> Code:
        with self.lock:
            code = self.codes.pop(form.get("code", ""), None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if code is None or code.until < time.time() or not compare_digest(code.challenge, challenge):
            raise NotGiven("invalid_grant")
        if (form.get("client_id"), form.get("redirect_uri")) != (code.page, code.redirect):
            raise NotGiven("invalid_grant")
        return code


def _basic(authorization: str) -> tuple[str, str]:
    """Name and secret, each encoded as in a form (RFC 6749, section 2.3.1)."""
    scheme, _, rest = authorization.partition(" ")
    try:
        name, _, secret = base64.b64decode(rest, validate=True).decode().partition(":")
    except ValueError:
        raise NotGiven("invalid_client", 401) from None
    return (unquote(name), unquote(secret)) if scheme.lower() == "basic" else ("", "")


def _unchecked_claims(assertion: str) -> dict[str, Any]:
    """Whose keys to check with; nothing else is taken from here."""
    try:
        part = assertion.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (IndexError, ValueError):
        raise NotGiven("invalid_client", 401) from None
    return claims if isinstance(claims, dict) else {}


class Handler(BaseHTTPRequestHandler):
    """One request."""

    provider: Provider

    def do_GET(self) -> None:
        """Documents, and the page on which one chooses whom to be."""
        asked = urlsplit(self.path)
        documents = {
            "/.well-known/openid-configuration": self.provider.metadata,
            "/keys": self.provider.signer.public,
        }
        if asked.path in documents:
            self._json(200, documents[asked.path]())
        elif asked.path == "/authorize":
            self._send(200, "text/html; charset=utf-8", _page(_form(asked.query), self.provider.accounts).encode())
        else:
            self._json(404, {"error": "not_found"})

    def do_POST(self) -> None:
        """Signing in, and tokens."""
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > LONGEST:
            self._json(413, {"error": "invalid_request"})
            return
        form = _form(self.rfile.read(int(length)).decode("utf-8", "replace"))
        try:
            if self.path == "/token":
                self._json(200, self.provider.token(form, self.headers.get("Authorization", "")))
            elif self.path == "/authorize":
                self._send(303, "text/plain", b"", Location=self.provider.signed_in(form))
            else:
                self._json(404, {"error": "not_found"})
        except NotGiven as refusal:
            self._json(refusal.status, {"error": refusal.error})

    def _json(self, status: int, said: dict[str, Any]) -> None:
        self._send(status, "application/json", json.dumps(said).encode())

    def _send(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": "no-store", **headers,
        }.items():  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_said: object) -> None:
        """Nothing: a line could hold a code."""


def _form(text: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(text).items()}


def _page(asked: dict[str, str], accounts: Accounts) -> str:
    """One button for each official, with what the page asked for."""
    kept = "".join(f'<input type="hidden" name="{escape(name)}" value="{escape(asked[name])}">' for name in asked)
    buttons = "".join(
        f'<p><button name="subject" value="{escape(subject)}">{escape(name)}</button></p>'
        for subject, name in accounts.officials.items()
    )
    return f'<!doctype html><html lang="fi"><title>Toimi</title><form method="post" action="/authorize">{kept}{buttons}</form>'


def server(port: int) -> ThreadingHTTPServer:
    """The listening socket, on this machine's own address; the port 0 is any that is free."""
    return ThreadingHTTPServer(("127.0.0.1", port), Handler)
