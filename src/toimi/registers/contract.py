"""How an answer is read: by the contract of its register, whole and strictly, person by person.

A request is ``{"identity_codes": ["…"]}``; an answer is ``{"answers": [{"identity_code": "…", "found": true, "told": {…}}]}``
with one line for each code, ``told`` being the record of the register's own file, and ``null`` where nobody was found.
Every field is always there: what a register does not have is ``null`` or an empty list, never left out. What is not in
the contract is not believed: an unknown field or word, a missing one, or a person who was not asked about. A line that
is wrong spoils that person's answer, a list that is wrong spoils all of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from toimi.days.line import EPOCH, LAST_DATE
from toimi.registers.answers import Answer, NotKnown, NotThere, Told, Why

T = TypeVar("T")
STRICT = ConfigDict(extra="forbid", strict=True)
"""Of every record of a contract."""
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[0-9A-Za-z._-]+$")]
"""An identifier of a register's own, as a business id or the number of a right to study."""
Day = Annotated[date, Field(ge=EPOCH, le=LAST_DATE)]
"""A day that the law can reach; what has no end says ``null``, not the year 9999."""


def in_order(since: date | None, through: date | None) -> None:
    """Refuse days that end before they begin.

    Raises:
        ValueError: so that the record is not believed.
    """
    if since and through and through < since:
        raise ValueError("ends before it begins")


def each_once(names: Iterable[str]) -> None:
    """Refuse two records by one identifier.

    Raises:
        ValueError: so that nothing of the answer about the person is believed.
    """
    given = list(names)
    if len(set(given)) < len(given):
        raise ValueError("an identifier is there twice")


@dataclass(frozen=True, config=STRICT)
class Line:
    """What is answered about one code."""

    identity_code: str
    found: bool
    told: dict[str, Any] | None


@dataclass(frozen=True, config=STRICT)
class Envelope:
    """What is answered about everybody who was asked about."""

    answers: tuple[Line, ...]


_ENVELOPE = TypeAdapter(Envelope)


def request_body(codes: Sequence[str]) -> bytes:
    """The body of a request."""
    return json.dumps({"identity_codes": list(codes)}).encode()


def written(record: TypeAdapter[Any]) -> dict[str, Any]:
    """The contract of a register as JSON Schema, for those who build the other end."""
    schema = _ENVELOPE.json_schema()
    told = record.json_schema(ref_template="#/$defs/{model}")
    schema["$defs"] |= told.pop("$defs", {})
    schema["$defs"]["Line"]["properties"]["told"] = {"anyOf": [told, {"type": "null"}]}
    return schema


def read_answers(body: bytes, codes: Sequence[str], record: TypeAdapter[T], request: str) -> dict[str, Answer[T]]:
    """The answer to each code; what cannot be believed is not known.

    Args:
        body: as it came.
        codes: that were asked about, each once.
        record: of the register.
        request: the identifier of the message.
    """
    broken = NotKnown(Why.BROKEN_ANSWER, request)
    try:
        lines = _ENVELOPE.validate_json(body).answers
    except ValidationError:
        return dict.fromkeys(codes, broken)
    if sorted(line.identity_code for line in lines) != sorted(codes):
        return dict.fromkeys(codes, broken)
    return {line.identity_code: _read_line(line, record, request) for line in lines}


def _read_line(line: Line, record: TypeAdapter[T], request: str) -> Answer[T]:
    broken = NotKnown(Why.BROKEN_ANSWER, request)
    if not line.found:
        return NotThere(request) if line.told is None else broken
    try:
        return Told(record.validate_json(json.dumps(line.told)), request)
    except ValidationError:  # it would show what was told: nothing of it goes further
        return broken
