"""Who comes in: tokens of a real provider, and everything that only looks like one."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import override_settings
from joserfc import jws, jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey
from tests.api.doors import Door
from tests.api.providers import DESK, Running, provider

from toimi.api.keys import FIRST_PAUSE, keys_of
from toimi.api.signing_in import keys
from toimi.office.audit import AuditRow

PLACE = "/municipalities/564"


def part(said: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims, unchecked."""
    header, claims, _ = token.split(".")
    return tuple(json.loads(base64.urlsafe_b64decode(one + "==")) for one in (header, claims))


def came(door: Door, token: str) -> tuple[int, str, str]:
    """What a token led to: status, kind of problem, challenge."""
    answer = door.get(PLACE, "", Authorization=f"Bearer {token}")
    kind = answer.json().get("type", "").removeprefix("/api/v1/problems/")
    return answer.status_code, kind, answer.headers.get("WWW-Authenticate", "")


BAD = (401, "token_bad", 'Bearer error="invalid_token"')
ANOTHER = (401, "token_for_another", 'Bearer error="invalid_token"')


def test_a_token_of_the_provider_opens(door: Door) -> None:
    assert came(door, door.token("aino"))[0] == 200
    assert door.get(PLACE, "", authorization=f"bEARER  {door.token('aino')}").status_code == 200


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Basic YTpi", "aino", "Bearer\t"])
def test_without_a_token_nobody_comes_in(door: Door, header: str | None) -> None:
    more = {} if header is None else {"Authorization": header}
    answer = door.get(PLACE, "", **more)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json()["type"] == "/api/v1/problems/token_missing"


FORGED: dict[str, Callable[[str, dict[str, Any], dict[str, Any]], str]] = {
    "no signature": lambda token, header, claims: token.rsplit(".", 1)[0] + ".",
    "another signature": lambda token, header, claims: (
        token[:-8] + ("AAAAAAAA" if token[-8:] != "AAAAAAAA" else "BBBBBBBB")
    ),
    "another subject": lambda token, header, claims: ".".join(
        (token.split(".")[0], part({**claims, "sub": "onni"}), token.split(".")[2])
    ),
    "alg none": lambda token, header, claims: f"{part({**header, 'alg': 'none'})}.{part(claims)}.",
    "alg none, signed": lambda token, header, claims: (
        f"{part({**header, 'alg': 'none'})}.{part(claims)}.{token.split('.')[2]}"
    ),
    "own key of the same name": lambda token, header, claims: jwt.encode(
        header, claims, RSAKey.generate_key(2048, {"kid": header["kid"]})
    ),
    "own curve of the same name": lambda token, header, claims: jwt.encode(
        {**header, "alg": "ES256"}, claims, ECKey.generate_key("P-256", {"kid": header["kid"]})
    ),
    "unknown key": lambda token, header, claims: jwt.encode(
        {**header, "kid": "mine"}, claims, RSAKey.generate_key(2048, {"kid": "mine"})
    ),
    "critical header": lambda token, header, claims: (
        f"{part({**header, 'crit': ['b64'], 'b64': False})}.{'.'.join(token.split('.')[1:])}"
    ),
    "not a token": lambda token, header, claims: "aino",
    "two dots": lambda token, header, claims: "..",
    "no JSON": lambda token, header, claims: "YQ.YQ.YQ",
    "a list": lambda token, header, claims: "W10.W10.YQ",
    "too long": lambda token, header, claims: token + "A" * 10_000,
    "not ASCII": lambda token, header, claims: token + "ä",
    "five parts": lambda token, header, claims: token + ".a.b",
}


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_token_opens_nothing(door: Door, how: str) -> None:
    token = door.token("aino")
    assert came(door, FORGED[how](token, *parts(token))) == BAD


def test_the_public_key_is_no_secret_to_sign_with(door: Door) -> None:
    """HS256 with the provider's public key, the oldest trick (RFC 8725, section 2.1)."""
    header, claims = parts(door.token("aino"))
    public = next(key for key in keys_of(door.provider.issuer).keys if key.kid == header["kid"])
    for secret in (public.as_pem(private=False), json.dumps(public.as_dict(private=False)).encode()):
        forged = jwt.encode(
            {**header, "alg": "HS256"},
            claims,
            OctKey.import_key(base64.urlsafe_b64encode(secret)),
            algorithms=["HS256"],
        )
        assert came(door, forged) == BAD


def test_a_token_for_another_or_of_another_opens_nothing(door: Door) -> None:
    token = door.token("aino")
    with override_settings(OIDC_AUDIENCE="another office"):
        assert came(door, token) == ANOTHER
    with override_settings(OIDC_ISSUER=f"{door.provider.issuer}/"):
        assert came(door, token)[0] in (401, 503)


def test_an_expired_token_opens_nothing(door: Door) -> None:
    with provider("--lifetime", "-60") as late, override_settings(OIDC_ISSUER=late.issuer):
        assert came(door, late.token("aino")) == (401, "token_expired", 'Bearer error="invalid_token"')


def test_an_official_who_signed_in_on_a_page_comes_in(door: Door) -> None:
    """The access token opens; the token that tells the page who signed in is meant for the page, and does not."""
    with (
        provider(systems=[], officials={"aino": "Aino"}, pages=[DESK]) as other,
        override_settings(OIDC_ISSUER=other.issuer),
    ):
        tokens = other.signed_in("aino")
        assert came(door, tokens["access_token"])[0] == 200
        assert came(door, tokens["id_token"]) == ANOTHER


def test_a_provider_with_elliptic_curves_serves_as_well(door: Door) -> None:
    with provider("--algorithm", "ES256") as other, override_settings(OIDC_ISSUER=other.issuer):
        assert came(door, other.token("aino"))[0] == 200


@pytest.fixture
def own_key(signing_in: Running) -> Iterator[RSAKey]:
    """A key of the provider's whose private half the test has: for claims that no provider would sign."""
    key = RSAKey.generate_key(2048, {"kid": "own", "alg": "RS256", "use": "sig"})
    store = keys(signing_in.issuer)
    store.known, store.read_at = KeySet([key]), time.monotonic()
    yield key
    keys.cache_clear()


LONG_AGO, FAR_OFF = 1_600_000_000, 4_000_000_000
CLAIMS: list[tuple[dict[str, Any], str]] = [
    ({"exp": None}, "token_bad"),
    ({"exp": "tomorrow"}, "token_bad"),
    ({"exp": True}, "token_bad"),
    ({"exp": LONG_AGO}, "token_expired"),
    ({"nbf": FAR_OFF}, "token_not_yet"),
    ({"iat": FAR_OFF}, "token_not_yet"),
    ({"aud": None}, "token_for_another"),
    ({"aud": []}, "token_for_another"),
    ({"aud": ["kela", "oma"]}, "token_for_another"),
    ({"iss": None}, "token_for_another"),
    ({"iss": "https://provider.example"}, "token_for_another"),
    ({"sub": None}, "token_bad"),
    ({"sub": ""}, "token_bad"),
    ({"sub": 17}, "token_bad"),
    ({"sub": ["aino"]}, "token_bad"),
    ({"sub": "a\0ino"}, "token_bad"),
    ({"sub": "a" * 500}, "token_bad"),
    ({"sub": "\ud800"}, "token_bad"),
]


@pytest.mark.parametrize(("claims", "kind"), CLAIMS, ids=lambda value: str(value)[:40])
def test_every_claim_is_checked(door: Door, own_key: RSAKey, claims: dict[str, Any], kind: str) -> None:
    good = {"iss": door.provider.issuer, "aud": "toimi", "sub": "aino", "exp": FAR_OFF}
    said = {name: value for name, value in {**good, **claims}.items() if value is not None}
    header = {"alg": "RS256", "kid": "own"}
    token, fine = (jws.serialize_compact(header, json.dumps(one), own_key) for one in (said, good))
    assert came(door, token) == (401, kind, 'Bearer error="invalid_token"')
    assert came(door, fine)[0] == 200


def test_whoever_signed_in_but_is_no_official_may_nothing(door: Door) -> None:
    assert came(door, door.token("stranger")) == (403, "unknown_official", "")


def test_without_a_provider_in_the_settings_nobody_comes_in(door: Door) -> None:
    token = door.token("aino")
    for missing in ("OIDC_ISSUER", "OIDC_AUDIENCE"):
        with override_settings(**{missing: ""}):
            assert came(door, token) == (503, "no_provider", "")
            assert door.get(PLACE, "").status_code == 401


def test_a_provider_that_is_away_closes_the_door_and_its_return_opens_it(door: Door) -> None:
    with provider() as short:
        token, port = short.token("aino"), short.issuer.rsplit(":", 1)[1]
    with override_settings(OIDC_ISSUER=short.issuer):
        assert came(door, token)[:2] == (503, "no_provider")
        with provider("--port", port) as again:
            assert came(door, again.token("aino"))[0] == 503  # asked just now
            keys(again.issuer).asked_at -= FIRST_PAUSE
            assert came(door, again.token("aino"))[0] == 200
            assert came(door, token) == BAD  # signed with a key of the first start


def test_new_keys_are_asked_for_when_a_token_names_one_but_not_for_every_token(door: Door) -> None:
    with provider() as first, override_settings(OIDC_ISSUER=first.issuer):
        assert came(door, first.token("aino"))[0] == 200
        store, old = keys(first.issuer), keys_of(first.issuer)
        store.known, store.asked_at = KeySet([RSAKey.generate_key(2048, {"kid": "old"})]), float("-inf")
        assert came(door, first.token("aino"))[0] == 200
        assert {key.kid for key in store.known.keys} == {key.kid for key in old.keys}
        asked = store.asked_at
        token = first.token("aino")
        assert came(door, FORGED["unknown key"](token, *parts(token))) == BAD
        assert store.asked_at == asked


def test_an_attempt_leaves_a_trace_without_a_name(door: Door) -> None:
    came(door, "forged")
    came(door, door.token("stranger"))
    rows = list(AuditRow.objects.order_by("pk").values_list("what", "who", "is_allowed"))
    assert rows == [
        ("api.show_municipality.token_bad", "", False),
        ("api.show_municipality.unknown_official", "", False),
    ]


def test_attempts_are_bounded_and_so_are_their_traces(door: Door) -> None:
    with override_settings(API_REFUSED_PER_MINUTE=3):
        answers = [door.get(PLACE, "", Authorization="Bearer forged", REMOTE_ADDR="x") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429, 429]
    assert answers[-1].headers["Retry-After"] == "20"
    assert AuditRow.objects.count() == 3
    assert door.get(PLACE).status_code == 200  # whoever has signed in has a bucket of one's own


def test_whoever_has_signed_in_is_bounded_too(door: Door) -> None:
    with override_settings(API_REQUESTS_PER_MINUTE=2):
        assert [door.get(PLACE).status_code for _ in range(3)] == [200, 200, 429]
        assert door.get(PLACE, "onni").status_code == 200
