"""What a text is filled with: checked whole against what the text asks for, before a word of it is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from toimi.letters.problems import Problem, Refused
from toimi.letters.wording import Text, text_of

Line = Annotated[str, Field(min_length=1, max_length=2_000, pattern=r"^[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*$")]
"""One line that says something."""
KINDS: dict[str, tuple[Any, Any]] = {
    "text": (Line, ...),
    "text?": (Line | None, None),
    "day": (date, ...),
    "day?": (date | None, None),
    "truth": (bool, ...),
}
"""The kinds of a value, as ``[data]`` of a text names them; with a question mark it may be left out."""
_EXACTLY = ConfigDict(extra="forbid", strict=True)


def filled(text: Text, data: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a text as it reads them, days as days.

    Args:
        data: as JSON can hold it, days as ``2020-05-04``.

    Raises:
        Refused: with each name that is missing, is not asked for, or has a value of another kind.
    """
    try:
        return _model(text.code, text.version).model_validate_json(json.dumps(data)).model_dump()
    except (ValidationError, TypeError) as error:
        found = error.errors() if isinstance(error, ValidationError) else []
        names = sorted({_name(one["loc"], text) for one in found}) or ["?"]
    raise Refused([Problem("data_of_the_text", values={"text": text.key, "name": name}) for name in names])


def _name(where: tuple[int | str, ...], text: Text) -> str:
    """Where it is wrong, in the text's own words; a name that the text does not know may be anything, and is not told."""
    if where and where[0] in text.data:
        return ".".join(str(step) for step in where if isinstance(step, int) or step in _words(text))
    return "?"


def _words(text: Text) -> set[str]:
    inner = (spec for spec in text.data.values() if isinstance(spec, dict))
    return set(text.data).union(*inner)


@cache
def _model(code: str, version: int) -> type[BaseModel]:
    return _made(code, text_of(code, version).data)


def _made(name: str, spec: Mapping[str, Any]) -> type[BaseModel]:
    fields: dict[str, Any] = {}
    for field, kind in spec.items():
        if isinstance(kind, dict):  # rows of a list or a table
            fields[field] = (Annotated[list[_made(f"{name}.{field}", kind)], Field(min_length=1, max_length=200)], ...)  # type: ignore[misc]  # made while it runs
        else:
            fields[field] = KINDS[kind]
    return create_model(name, __config__=_EXACTLY, **fields)
