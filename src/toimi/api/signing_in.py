"""Who asks: a bearer token of the provider, checked whole, and the official or system to whom it belongs.

Whatever is not as it must be is refused, and nothing is guessed: an algorithm that is not on the list, a token without
an end, one for another audience. Without a provider in the settings nobody comes in.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from joserfc import jws, jwt
from joserfc.errors import ClaimError, ExpiredTokenError, JoseError
from ninja.security import HttpBearer

from toimi.api.allowances import spend, spend_by_address
from toimi.api.keys import Keys
from toimi.api.problems import Fault, Refusal, fault
from toimi.clients.problems import is_storable
from toimi.employers.access import holder_of, representative
from toimi.office.actors import Actor, Reason, actor
from toimi.office.officials import Official, Role

ALGORITHMS = ("RS256", "ES256")
LONGEST = 8_192
"""Characters of a token."""
LEEWAY = 30
"""Seconds by which clocks may differ."""
LONGEST_SUBJECT = 200
_REGISTRY = jws.JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
_CHALLENGE = {"WWW-Authenticate": "Bearer"}
_INVALID = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
_PROBLEMS = {"iss": "token_for_another", "aud": "token_for_another", "nbf": "token_not_yet", "iat": "token_not_yet"}
HEADERS = ("Toimi-Organisation", "Toimi-Role", "Toimi-Reason")
_KNOCKS = "toimi.official"
"""Where the request keeps who asks: the trace of a refusal names him too."""


_SLUG = re.compile(r"[a-z0-9-]{1,60}")


@dataclass(frozen=True)
class Caller:
    """An official or a system that has signed in.

    Attributes:
        actor: in which assignment, at which moment and why; ``None`` where none is asked for.
    """

    official: uuid.UUID
    actor: Actor | None = None


class Signed(HttpBearer):
    """Lets in whoever has signed in, as often as it is allowed."""

    def __call__(self, request: HttpRequest) -> Caller:
        """The caller.

        Raises:
            Refusal: if there is none, or too many requests of one.
        """
        try:
            subject = subject_of(_token(request))
        except Refusal:
            spend_by_address(request.META.get("REMOTE_ADDR", ""))
            raise
        return self.authenticate(request, subject)

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The caller to whom a subject belongs.

        Args:
            token: the subject of a token that has been checked.
        """
        return Caller(_let_in(request, _official_of(token)))


class Assigned(Signed):
    """Lets in whoever has signed in and says in which assignment, and why: three headers."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """The caller, acting in an assignment of the day.

        Raises:
            Refusal: if a header is missing or says nothing.
            office.problems.Refused: if the assignment is not the caller's.
        """
        claim = Claim.of(request)
        is_agent = claim.role is Role.REPRESENTATIVE
        official = _let_in(request, holder_of(token) if is_agent else _official_of(token))
        if claim.role is None or claim.reason is None or not claim.organisation:
            raise Refusal("input_refused", claim.faults())
        at = timezone.now()
        if is_agent:
            return Caller(official, representative(official, claim.organisation, at=at, reason=claim.reason))
        return Caller(official, actor(official, claim.role, claim.organisation, at=at, reason=claim.reason))


def _official_of(subject: str) -> uuid.UUID | None:
    return Official.objects.filter(subject=subject).values_list("pk", flat=True).first()


def _let_in(request: HttpRequest, found: uuid.UUID | None) -> uuid.UUID:
    """Who has signed in and is known, as often as it is allowed.

    Raises:
        Refusal: otherwise.
    """
    if found is None:
        spend_by_address(request.META.get("REMOTE_ADDR", ""))
        raise Refusal("unknown_official")
    request.META[_KNOCKS] = found
    spend(str(found))
    return found


@dataclass(frozen=True)
class Claim:
    """What the headers claim, as far as it has the form of such: an organisation, a role, a reason."""

    organisation: str
    role: Role | None
    reason: Reason | None

    @classmethod
    def of(cls, request: HttpRequest) -> Claim:
        """The claim of a request."""
        said = request.headers
        organisation, role, reason = (said.get(name, "") for name in HEADERS)
        return cls(
            organisation if _SLUG.fullmatch(organisation) else "",
            Role(role) if role in list(Role) else None,
            Reason(reason) if reason in list(Reason) else None,
        )

    def faults(self) -> list[Fault]:
        """The headers that are missing or say nothing."""
        found = zip(HEADERS, (self.organisation, self.role, self.reason), strict=True)
        return [fault("choice", "header", name) for name, value in found if not value]


def actor_of(request: HttpRequest) -> Actor:
    """Who asks, where an assignment was asked for."""
    caller: Caller = request.auth  # type: ignore[attr-defined]  # ninja puts it there
    assert caller.actor is not None
    return caller.actor


def who_knocks(request: HttpRequest) -> uuid.UUID | None:
    """Who asks, as far as is known yet."""
    found: uuid.UUID | None = request.META.get(_KNOCKS)
    return found


def _token(request: HttpRequest) -> str:
    """The token of the header.

    Raises:
        Refusal: if there is none.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Refusal("token_missing", headers=_CHALLENGE)
    return token.strip()


@cache
def keys(issuer: str) -> Keys:
    """The keys of the provider, one store a process."""
    return Keys(issuer)


def subject_of(token: str) -> str:
    """Whom the provider says the token is about, once everything else about it is as it must be.

    Raises:
        Refusal: otherwise.
    """
    if not settings.OIDC_ISSUER or not settings.OIDC_AUDIENCE:
        raise Refusal("no_provider")
    try:
        return _checked(_claims(token))
    except ExpiredTokenError:
        raise Refusal("token_expired", headers=_INVALID) from None
    except ClaimError as error:
        raise Refusal(_PROBLEMS.get(error.claim, "token_bad"), headers=_INVALID) from None
    except (JoseError, ValueError):  # joserfc lets errors of base64 and of numbers through as they are
        raise Refusal("token_bad", headers=_INVALID) from None


def _claims(token: str) -> dict[str, Any]:
    """What the token says, if the provider signed it."""
    if len(token) > LONGEST or not token.isascii():
        raise ValueError("not a token")
    header = jws.extract_compact(token.encode(), registry=_REGISTRY).headers()
    if header.get("alg") not in ALGORITHMS:
        raise ValueError("not an algorithm of ours")
    known = keys(settings.OIDC_ISSUER).for_token(header.get("kid"))
    return jwt.decode(token, known, algorithms=ALGORITHMS, registry=_REGISTRY).claims


def _checked(claims: dict[str, Any]) -> str:
    """The subject."""
    wanted = jwt.JWTClaimsRegistry(
        now=int(timezone.now().timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": settings.OIDC_ISSUER},
        aud={"essential": True, "value": settings.OIDC_AUDIENCE},
        exp={"essential": True},
        sub={"essential": True},
    )
    wanted.validate(claims)
    subject = claims["sub"]
    if not isinstance(subject, str) or not is_storable(subject, LONGEST_SUBJECT):
        raise ValueError("not a subject")
    return subject
