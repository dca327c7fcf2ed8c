"""The provider of the demo and the tests: a real process that gives tokens to whom they belong, and to nobody else."""

from __future__ import annotations

import json
import secrets
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from tests.api.providers import BACK, DESK, SECRET, SOURCE, Running, challenge, provider

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def claims(running: Running, token: str) -> dict[str, Any]:
    """What a token says, checked with the keys that the provider shows."""
    keys = KeySet.import_key_set(httpx.get(f"{running.issuer}/keys").json())
    return jwt.decode(token, keys, algorithms=["RS256", "ES256"]).claims


def test_what_it_says_of_itself_is_where_it_answers(running_provider: Running) -> None:
    said = httpx.get(f"{running_provider.issuer}/.well-known/openid-configuration").json()
    assert said["issuer"] == running_provider.issuer
    assert {key["alg"] for key in httpx.get(said["jwks_uri"]).json()["keys"]} == {"RS256", "ES256"}
    assert all("d" not in key for key in httpx.get(said["jwks_uri"]).json()["keys"])
    assert httpx.get(said["authorization_endpoint"]).status_code == 200
    assert httpx.get(f"{running_provider.issuer}/nothing").status_code == 404


def test_a_system_gets_a_token_about_itself(running_provider: Running) -> None:
    said = claims(running_provider, running_provider.token("kela"))
    assert (said["iss"], said["sub"], said["aud"]) == (running_provider.issuer, "kela", "toimi")
    assert said["exp"] > time.time()


@pytest.mark.parametrize(
    ("form", "auth", "status", "error"),
    [
        ({"grant_type": "client_credentials"}, ("kela", "guess"), 401, "invalid_client"),
        ({"grant_type": "client_credentials"}, ("nobody", SECRET), 401, "invalid_client"),
        ({"grant_type": "client_credentials"}, ("kela", ""), 401, "invalid_client"),
        ({"grant_type": "client_credentials"}, None, 401, "invalid_client"),
        ({"grant_type": "password"}, ("kela", SECRET), 400, "unsupported_grant_type"),
        ({"grant_type": "authorization_code", "code": "guess"}, None, 400, "invalid_grant"),
        ({}, None, 400, "unsupported_grant_type"),
    ],
)
def test_whoever_cannot_prove_anything_gets_nothing(
    running_provider: Running, form: dict[str, str], auth: tuple[str, str] | None, status: int, error: str
) -> None:
    answer = httpx.post(f"{running_provider.issuer}/token", data=form, auth=auth)
    assert (answer.status_code, answer.json()) == (status, {"error": error})


def test_a_system_with_a_key_of_its_own_signs_for_itself_once() -> None:
    """RFC 7523: an assertion names who, for whom, until when, and counts once."""
    key = RSAKey.generate_key(2048, {"kid": "own"})
    stranger = RSAKey.generate_key(2048, {"kid": "own"})
    systems = [{"id": "fund", "keys": KeySet([key]).as_dict(private=False)}, {"id": "kela", "secret": SECRET}]
    with provider(systems=systems) as running:

        def asked(by: RSAKey = key, **other: Any) -> httpx.Response:
            said = {"iss": "fund", "sub": "fund", "aud": f"{running.issuer}/token", "exp": int(time.time()) + 60}
            said = {name: one for name, one in {**said, "jti": secrets.token_hex(), **other}.items() if one is not None}
            form = {"grant_type": "client_credentials", "client_assertion_type": ASSERTION}
            signed = jwt.encode({"alg": "RS256", "kid": "own"}, said, by)
            return httpx.post(f"{running.issuer}/token", data={**form, "client_assertion": signed})

        assert claims(running, asked().json()["access_token"])["sub"] == "fund"
        assert asked(jti="one").status_code == 200
        wrong: list[dict[str, Any]] = [
            {"jti": "one"}, {"jti": None}, {"by": stranger}, {"exp": int(time.time()) - 60}, {"exp": None},
            {"aud": "https://other.example"}, {"iss": "kela"}, {"sub": "kela", "iss": "kela"},
        ]  # fmt: skip
        assert [asked(**one).status_code for one in wrong] == [401] * len(wrong)


@pytest.fixture
def running() -> Any:
    with provider(officials={"aino": "Aino <Adviser>"}, systems=[], pages=[DESK]) as one:
        yield one


def test_an_official_signs_in_on_a_page_and_the_code_counts_once(running: Running) -> None:
    """Authorisation code with PKCE (RFC 7636), as a browser does it."""
    verifier = secrets.token_urlsafe(48)
    asked = {
        "response_type": "code", "client_id": "desk", "redirect_uri": BACK, "state": "s", "nonce": "n",
        "code_challenge": challenge(verifier), "code_challenge_method": "S256",
    }  # fmt: skip
    page = httpx.get(f"{running.issuer}/authorize", params=asked)
    assert "Aino &lt;Adviser&gt;" in page.text
    sent = httpx.post(f"{running.issuer}/authorize", data={**asked, "subject": "aino"})
    back = {name: value for name, (value,) in parse_qs(urlsplit(sent.headers["Location"]).query).items()}
    assert (sent.status_code, back["state"], back["iss"]) == (303, "s", running.issuer)
    form = {"grant_type": "authorization_code", "client_id": "desk", "redirect_uri": BACK, "code": back["code"]}
    answer = httpx.post(f"{running.issuer}/token", data={**form, "code_verifier": verifier})
    assert claims(running, answer.json()["access_token"])["sub"] == "aino"
    told = claims(running, answer.json()["id_token"])
    assert (told["aud"], told["nonce"], told["name"]) == ("desk", "n", "Aino <Adviser>")
    again = httpx.post(f"{running.issuer}/token", data={**form, "code_verifier": verifier})
    assert (again.status_code, again.json()) == (400, {"error": "invalid_grant"})


@pytest.mark.parametrize(
    "other",
    [
        {"client_id": "other"}, {"redirect_uri": "http://127.0.0.1:1/elsewhere"}, {"subject": "onni"},
        {"code_challenge_method": "plain"}, {"response_type": "token"},
    ],
)  # fmt: skip
def test_nobody_is_sent_back_with_a_code_who_did_not_ask_rightly(running: Running, other: dict[str, str]) -> None:
    asked = {
        "response_type": "code", "client_id": "desk", "redirect_uri": BACK, "code_challenge": challenge("x"),
        "code_challenge_method": "S256", "subject": "aino",
    }  # fmt: skip
    answer = httpx.post(f"{running.issuer}/authorize", data={**asked, **other})
    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_request"})


def test_a_code_is_of_no_use_to_whoever_did_not_ask_for_it(running: Running) -> None:
    assert "access_token" in running.signed_in("aino")
    for other in ({"code_verifier": "wrong"}, {"client_id": "other"}, {"redirect_uri": "http://127.0.0.1:1/elsewhere"}):
        assert running.signed_in("aino", **other) == {"error": "invalid_grant"}


def test_a_system_is_never_named_like_an_official(tmp_path: Path) -> None:
    """Its tokens would be the official's (RFC 9068, section 5)."""
    file = tmp_path / "accounts.json"
    file.write_text(json.dumps({"systems": [{"id": "aino", "secret": "x"}], "officials": {"aino": "Aino"}}))
    done = subprocess.run(
        [sys.executable, "-m", "toimi.identity_provider", str(file)],
        capture_output=True, text=True, env={"PYTHONPATH": str(SOURCE)}, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "different names" in done.stderr
