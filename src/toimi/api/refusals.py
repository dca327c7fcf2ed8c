"""Whatever goes wrong in a request, as a problem; and the trace that a refused attempt leaves."""

from __future__ import annotations

import logging
import re
import traceback
import uuid
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils import timezone
from ninja.errors import HttpError, ValidationError
from psycopg.errors import DeadlockDetected, LockNotAvailable

import toimi.clients.problems as clients
import toimi.matters.problems as matters
import toimi.office.problems as office
from toimi.api.problems import Fault, Refusal, answer, fault, pointer
from toimi.api.signing_in import Claim, actor_of, who_knocks
from toimi.office.access import NotAllowed
from toimi.office.actors import Actor
from toimi.office.audit import AuditRow, record
from toimi.office.row_security import acting, refused

log = logging.getLogger(__name__)
READS = ("GET", "HEAD", "OPTIONS")
CONTRADICTIONS = {
    "request_before_a_search", "end_without_search", "end_before_start", "fact_superseded", "fact_name_taken",
    "identity_changed_meanwhile", "identity_merged_already", "identity_not_merged", "identity_two_codes",
    "identity_two_searches", "representation_twice", "mandate_twice", "mandate_revoked_already", "mandate_over_already",
    "agent_account_taken", "layoff_twice", "layoff_superseded", "layoff_not_proposed", "pending_elsewhere",
    "no_search",
}  # fmt: skip
"""What a room refuses because of what is there already; everything else is wrong by itself."""
FIELDS = {"identity_code": "identity_code", "business_id": "business_id", "contact_detail": "value"}
"""The field that a problem of a room is about, by the beginning of its code."""
_KINDS = (
    ("missing", "missing"), ("extra_forbidden", "unknown"), ("too_", "length"), ("string_too_", "length"), ("enum", "choice"),
    ("literal_", "choice"), ("date", "day"), ("time", "day"), ("string_unicode", "characters"), ("characters", "characters"),
)  # fmt: skip
"""Which fault an error of pydantic is, by the beginning of its type."""
_NUMBER = re.compile(r"[1-9][0-9]{0,18}")
_BUSY = (LockNotAvailable, DeadlockDetected)


def refuse(request: HttpRequest, error: Any) -> HttpResponse:
    """The answer to a request that failed, once the attempt has left its trace."""
    refusal = refusal_of(error)
    try:
        if isinstance(error, NotAllowed):
            _write(error.traces, actor_of(request))
        elif _leaves_a_trace(request, refusal):
            _leave_trace(request, refusal)
    except DatabaseError:
        refusal = Refusal("no_database")
    return answer(request, refusal)


def refusal_of(error: Exception) -> Refusal:
    """What has been refused, and why."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, clients.Refused):
        is_contradiction = all(one.code in CONTRADICTIONS for one in error.problems)
        faults = [_fault_of(one) for one in error.problems]
        return Refusal("contradicts_the_register" if is_contradiction else "input_refused", faults)
    if isinstance(error, office.Refused):
        return Refusal(error.problem)
    if isinstance(error, NotAllowed):
        return Refusal(min(error.because.values()))
    if isinstance(error, ValidationError):
        return Refusal("input_refused", [_fault_of_form(one["type"], tuple(one["loc"])) for one in error.errors])
    return _refusal_of_framework(error)


def _refusal_of_framework(error: Exception) -> Refusal:
    if isinstance(error, Http404):
        return Refusal("not_there")
    if isinstance(error, RequestDataTooBig):
        return Refusal("too_large")
    if isinstance(error, HttpError):  # of the parser alone, and made by ninja
        return error.__cause__ if isinstance(error.__cause__, Refusal) else Refusal("body_unreadable")
    if isinstance(error, SuspiciousOperation | UnreadablePostError):
        return Refusal("request_unreadable")
    if isinstance(error, OperationalError | InterfaceError):
        is_busy = isinstance(error.__cause__, _BUSY)
        return Refusal("busy" if is_busy else "no_database", headers={"Retry-After": "1" if is_busy else "5"})
    return _unexpected(error)


def _unexpected(error: Exception) -> Refusal:
    """An error of ours. Its words may hold personal data, so the log has its kind and its place only."""
    instance = uuid.uuid4().urn
    frames = traceback.extract_tb(error.__traceback__)
    places = " ".join(f"{'/'.join(Path(frame.filename).parts[-2:])}:{frame.lineno}" for frame in frames)
    log.error("%s %s %s", instance, type(error).__name__, places)
    return Refusal("unexpected", instance=instance)


def _fault_of(problem: clients.Problem) -> Fault:
    path: list[str | int] = [problem.place]
    path += [field for begin, field in FIELDS.items() if problem.code.startswith(begin)]
    if "attribute" in problem.values:
        path += ["said", problem.values["attribute"]]
    texts = {language: problem.text(language) for language in clients.LANGUAGES}
    if isinstance(problem, matters.Problem):  # about a matter, wherever that stands in what was given
        path = []
    return Fault(problem.code, "body", pointer(path), texts)


def _fault_of_form(kind: str, place: tuple[str | int, ...]) -> Fault:
    """What is wrong with the form; the name of a field that is not known stays unsaid, since anything may be in it."""
    source, path = str(place[0]), place[1:]
    if source == "body":
        path = path[1:]  # ninja puts the name of the argument first
    if kind == "extra_forbidden":
        path = path[:-1]
    code = next((ours for begin, ours in _KINDS if kind.startswith(begin)), "value")
    return fault(code, source, *path)


def _leaves_a_trace(request: HttpRequest, refusal: Refusal) -> bool:
    """Attempts to get in and to write; not those beyond the allowance, or whoever hammers would fill the audit."""
    if refusal.is_traced:
        return False
    if refusal.status in (401, 403):
        return True
    return request.method not in READS and 400 <= refusal.status < 500 and refusal.status != 429


def _leave_trace(request: HttpRequest, refusal: Refusal) -> None:
    """In the name of whoever asked, if that is known, and with what was claimed, as far as it has the form of such."""
    match, official, claim = request.resolver_match, who_knocks(request), Claim.of(request)
    operation = match.url_name if match and match.url_name else "request"
    person = str(match.kwargs.get("person", "")) if match else ""
    row = AuditRow(
        at=timezone.now(), who=str(official or ""), role=claim.role or "", organisation=claim.organisation,
        what=f"api.{operation}.{refusal.code}"[:60], whose=person if _NUMBER.fullmatch(person) else "",
        why=claim.reason or "", is_allowed=False,
    )  # fmt: skip
    with refused(official) if official else transaction.atomic(durable=True):
        record([row])


def _write(rows: Sequence[AuditRow], who: Actor) -> None:
    with acting(who):
        record(rows)
