"""Problems as data (RFC 9457), in the reader's language; nothing that was given is repeated in one.

Every way in which a request can fail becomes a ``Refusal``: by the first floor, by the form of the request, by who asks,
or by an error of ours, of which only its number is told.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_request
from ninja import Schema
from pydantic import Field

from toimi.clients.problems import LANGUAGES
from toimi.office.problems import PROBLEMS as OFFICE

MEDIA_TYPE = "application/problem+json"
Said = Mapping[str, str]
"""A text by language."""


class FaultShape(Schema):
    """One thing that is wrong: where, and why."""

    code: str
    place: str = Field(description="body, query, path or header")
    pointer: str = Field(description="a JSON pointer (RFC 6901) within the place")
    detail: str


class ProblemShape(Schema):
    """A problem (RFC 9457)."""

    type: str = Field(description="an address at which the kind of problem is told")
    title: str
    status: int
    detail: str
    instance: str | None = None
    errors: list[FaultShape] = []


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with what was given.

    Attributes:
        place: body, query, path or header.
        pointer: a JSON pointer within the place.
        said: why, by language.
    """

    code: str
    place: str
    pointer: str
    said: Said


@dataclass
class Refusal(Exception):
    """The request is not fulfilled, and nothing was written.

    Attributes:
        code: the kind of problem.
        headers: of the response.
        is_traced: whether the attempt has left its trace already.
        instance: by which the support finds the error in the log.
    """

    code: str
    faults: Sequence[Fault] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    instance: str | None = None
    is_traced: bool = False

    @property
    def status(self) -> int:
        """Of HTTP."""
        return status_of(self.code)


@cache
def texts() -> dict[str, dict[str, Any]]:
    """Everything that the door itself says."""
    return tomllib.loads(files("toimi.api").joinpath("texts", "problems.toml").read_text("utf-8"))


OF_THE_OFFICE = {"reason_too_short": 422, "already_reviewed": 409, "emergency_ended": 409}
"""What the office refuses is a matter of who asks, but for these."""


def status_of(code: str) -> int:
    """The status of a kind of problem."""
    own = texts()["problems"].get(code)
    return int(own["status"]) if own else OF_THE_OFFICE.get(code, 403)


def said(code: str) -> Said:
    """What a kind of problem means, by language.

    Raises:
        KeyError: if there is no such kind.
    """
    own = texts()["problems"].get(code)
    return {language: (own or OFFICE[code])[language] for language in LANGUAGES}


def fault(code: str, place: str, *path: str | int) -> Fault:
    """One of the faults that the door itself finds."""
    return Fault(code, place, pointer(path), texts()["faults"][code])


def pointer(path: Sequence[str | int]) -> str:
    """A JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def kinds() -> list[str]:
    """Every kind of problem: the door's own and what the office refuses."""
    return [*texts()["problems"], *OFFICE]


def language_of(request: HttpRequest) -> str:
    """The reader's: fi, sv or en, as the request prefers (Accept-Language); Finnish if it prefers none of them."""
    language = get_language_from_request(request)
    return language if language in LANGUAGES else LANGUAGES[0]


def told(refusal: Refusal, language: str) -> ProblemShape:
    """The problem in a language."""
    return ProblemShape(
        type=f"/api/v1/problems/{refusal.code}",
        title=texts()["statuses"][str(refusal.status)][language],
        status=refusal.status,
        detail=said(refusal.code)[language],
        instance=refusal.instance,
        errors=[
            FaultShape(code=one.code, place=one.place, pointer=one.pointer, detail=one.said[language])
            for one in refusal.faults
        ],
    )


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The response that tells a problem."""
    language = language_of(request)
    body = told(refusal, language).model_dump(exclude_none=True)
    response = HttpResponse(json.dumps(body, ensure_ascii=False), content_type=MEDIA_TYPE, status=refusal.status)
    response["Content-Language"] = language
    response._has_been_logged = True  # type: ignore[attr-defined]  # noqa: SLF001  (Django would log the address as it was sent)
    for name, value in refusal.headers.items():
        response[name] = value
    return response
