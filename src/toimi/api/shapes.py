"""Types of what goes through the door: exact in what they take, so that the document says what is accepted."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Any

from ninja import Path, Schema
from pydantic import BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?([Zz]|[+-][0-9]{2}:[0-9]{2})", re.ASCII
)


class Given(Schema):
    """What is sent to us: no field that we do not know."""

    model_config = ConfigDict(extra="forbid")


def _day(value: Any) -> date:
    """A day as text; pydantic would take a number for seconds since 1970."""
    if isinstance(value, date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("date_form", "not a day")


def _moment(value: Any) -> datetime:
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value.upper())
        except ValueError:
            pass
    raise PydanticCustomError("datetime_form", "not a moment")


def _text(value: Any) -> Any:
    """Text that UTF-8 and the database can hold."""
    if isinstance(value, str) and ("\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value)):
        raise PydanticCustomError("characters", "characters that cannot be kept")
    return value


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})]
Text = Annotated[str, BeforeValidator(_text)]

Number = Annotated[int, Field(strict=True, ge=1, lt=2**63)]
"""Of a row: what the register gave us."""
PersonNumber = Annotated[int, Path(ge=1, lt=2**63, description="the client's number")]
LONGEST_LIST = 1_000


class Done(Schema):
    """How many were recorded."""

    recorded: int
