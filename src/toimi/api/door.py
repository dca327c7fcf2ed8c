"""The way through the door: a transaction for whoever asks, once for the same request, and what the document says of it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from ninja import Schema

from toimi.api.idempotency import LONGEST, Asked, KeptAnswer, answered, fingerprint, keep, key_of, take
from toimi.api.problems import MEDIA_TYPE, Refusal, fault
from toimi.api.signing_in import HEADERS, Assigned, Signed, actor_of
from toimi.office.access import Decision
from toimi.office.actors import Actor, Reason
from toimi.office.officials import Role
from toimi.office.row_security import acting

P = ParamSpec("P")
T = TypeVar("T")
PATIENCE = "10s"
"""How long one waits for others who change the same."""
KEY, REPLAYED = "Idempotency-Key", "Idempotency-Replayed"
SIGNED, ASSIGNED = Signed(), Assigned()
_ALWAYS = (400, 401, 403, 422, 429, 500, 503)


def question(shape: type[Schema], *, auth: Signed = ASSIGNED, is_about_one: bool = False) -> dict[str, Any]:
    """What ninja and the document need to know of an operation that changes nothing.

    Args:
        shape: of the answer.
        auth: who may ask.
        is_about_one: whether it may not be there.
    """
    statuses = (*_ALWAYS, 404) if is_about_one else _ALWAYS
    return {"response": {200: shape}, "auth": auth, "openapi_extra": _extra(auth, statuses)}


def open_to_all(shape: type[Schema]) -> dict[str, Any]:
    """As a question, of one that needs no sign-in."""
    return {"response": {200: shape}, "auth": None, "openapi_extra": _extra(SIGNED, (404, 422, 500))}


def search(shape: type[Schema]) -> dict[str, Any]:
    """As a question, of one that has a body: what is asked for must not stand in an address."""
    extra = _extra(ASSIGNED, (*_ALWAYS, 413, 415))
    return {"response": {200: shape}, "auth": ASSIGNED, "openapi_extra": extra}


def action(shape: type[Schema]) -> dict[str, Any]:
    """What ninja and the document need to know of an operation that makes something."""
    extra = _extra(ASSIGNED, (*_ALWAYS, 409, 413, 415))
    extra["parameters"].append(
        _header(KEY, {"type": "string", "pattern": "^[!-~]+$", "minLength": 1, "maxLength": LONGEST})
    )
    return {"response": {201: shape}, "auth": ASSIGNED, "openapi_extra": extra}


def asking(shape: type[Schema]) -> dict[str, Any]:
    """As an action, of one that asks others: with status 200 its answer is not the last word, and is not kept."""
    told = action(shape)
    return {**told, "response": {200: shape, 201: shape}}


def _extra(auth: Signed, statuses: tuple[int, ...]) -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemShape"}}}
    responses = {status: {"description": HTTPStatus(status).phrase, "content": content} for status in sorted(statuses)}
    said: tuple[dict[str, Any], ...] = (
        {"type": "string", "pattern": "^[a-z0-9-]+$", "minLength": 1, "maxLength": 60},
        {"type": "string", "enum": [str(role) for role in Role]},
        {"type": "string", "enum": [str(reason) for reason in Reason]},
    )
    claim = [_header(name, schema) for name, schema in zip(HEADERS, said, strict=True)]
    return {"responses": responses, "parameters": claim if isinstance(auth, Assigned) else []}


def _header(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"in": "header", "name": name, "required": True, "schema": schema}


def refused(decision: Decision) -> Refusal | None:
    """The refusal of a look that was decided already, and has left its trace; ``None`` if it was let through."""
    return None if decision.is_allowed else Refusal(decision.because, is_traced=True)


def looks(
    view: Callable[Concatenate[HttpRequest, P], Schema | Refusal],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A question is asked in a transaction that acts for the caller, and leaves its traces in it.

    A refusal that the view returns is raised once its trace stands.
    """

    @wraps(view)
    def asked(request: HttpRequest, /, *args: P.args, **said: P.kwargs) -> HttpResponse:
        _check_names(request, view)
        with acting(actor_of(request)):
            found = view(request, *args, **said)
        if isinstance(found, Refusal):
            raise found
        return _answer(found.model_dump_json())

    return typed_as(view, asked)


def reads(view: Callable[Concatenate[HttpRequest, P], Schema]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A question about nobody is asked in one transaction too: what it reads is of one moment."""

    @wraps(view)
    def asked(request: HttpRequest, /, *args: P.args, **said: P.kwargs) -> HttpResponse:
        _check_names(request, view)
        with transaction.atomic(durable=True):
            return _answer(view(request, *args, **said).model_dump_json())

    return typed_as(view, asked)


def creates(
    view: Callable[Concatenate[HttpRequest, P], Schema],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """An action is done once for its key, in one transaction with the answer that is kept."""

    @wraps(view)
    def once(request: HttpRequest, /, *args: P.args, **said: P.kwargs) -> HttpResponse:
        _check_names(request, view)
        who = actor_of(request)
        asked = Asked(who.official, key_of(request.headers.get(KEY)), _what(request, who))
        with _writing(who):
            if (kept := take(asked, who.at)) is not None:
                return _again(kept)
            body = view(request, *args, **said).model_dump_json()
            keep(asked, body)
        return _answer(body, HTTPStatus.CREATED)

    return typed_as(view, once)


@dataclass(frozen=True)
class Outside(Generic[T]):
    """What is asked of others once a view has seen that it may be.

    Attributes:
        ask: takes its time, outside any transaction, and does not touch the database.
        record: what was told, in a transaction; the answer, and whether it is the last word on the request.
    """

    ask: Callable[[], T]
    record: Callable[[T], tuple[Schema, bool]]


def asks_outside(
    view: Callable[Concatenate[HttpRequest, P], Outside[T]],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """The view is the first transaction, the asking none, the recording the second: nobody waits for others with a lock.

    Only an answer that is the last word is kept under its key. Requests with one key that meet ask each for itself, and
    get the answer of the one that has recorded first.
    """

    @wraps(view)
    def in_three_steps(request: HttpRequest, /, *args: P.args, **said: P.kwargs) -> HttpResponse:
        _check_names(request, view)
        who = actor_of(request)
        asked = Asked(who.official, key_of(request.headers.get(KEY)), _what(request, who))
        with _writing(who):
            if (kept := answered(asked, who.at)) is not None:
                return _again(kept)
            outside = view(request, *args, **said)
        told = outside.ask()
        with _writing(who):
            made, is_final = outside.record(told)
            body = made.model_dump_json()
            if is_final and (kept := take(asked, who.at)) is not None:
                return _again(kept)
            if is_final:
                keep(asked, body)
        return _answer(body, HTTPStatus.CREATED if is_final else HTTPStatus.OK)

    return typed_as(view, in_three_steps)


@contextmanager
def _writing(who: Actor) -> Iterator[None]:
    """A transaction that acts for the caller and does not wait long for others."""
    with acting(who):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
        yield


def _again(kept: KeptAnswer) -> HttpResponse:
    """The answer that was given already."""
    again = _answer(kept.body, HTTPStatus.CREATED)
    again[REPLAYED] = "true"
    return again


def typed_as(view: Callable[..., Any], wrapped: Callable[P, T]) -> Callable[P, T]:
    """Ninja reads the types of the arguments, and would look for their names in this file."""
    wrapped.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]  # inspect reads it, no type has it
    return wrapped


def _check_names(request: HttpRequest, view: Callable[..., Any]) -> None:
    """A misspelt parameter would be a question that nobody asked: facts of today for those of another day.

    Raises:
        Refusal: if the address has a parameter that the view does not.
    """
    if not set(request.GET) <= set(inspect.signature(view).parameters):
        raise Refusal("input_refused", [fault("unknown", "query")])


def _what(request: HttpRequest, who: Actor) -> str:
    """All that makes two requests the same."""
    parts = (str(request.method), request.get_full_path(), who.organisation, who.role, who.reason)
    return fingerprint(*(part.encode() for part in parts), request.body)


def _answer(body: str, status: int = HTTPStatus.OK) -> HttpResponse:
    return HttpResponse(body, content_type="application/json", status=status)
