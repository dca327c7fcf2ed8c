"""The JSON Schema of a case file, made from the vocabulary."""

from __future__ import annotations

from typing import Any

from toimi.book.casefile import fields_of, ref_names
from toimi.book.caseload import PERSON
from toimi.book.facts import (
    KINDS,
    NEVER,
    NOT_APPLICABLE,
    UNKNOWN,
    Attribute,
    DayOf,
    Fact,
    Judged,
    JudgedDay,
    NumberOf,
    OneOf,
    Shape,
    SomeOf,
)

_DATE = {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_BOUND = {"anyOf": [_DATE, {"const": NEVER}]}
_NAME = {"type": ["string", "integer"]}


_UNITS = {"cents": "euros, at most two decimals", "percent": "percent of full time: 100 for full time"}
"""What is written in a file where the book keeps another unit."""


def case_schema() -> dict[str, Any]:
    """The schema of one person's case, draft 2020-12."""
    kinds = {name: _rows(kind) for name, kind in KINDS.items() if name != PERSON}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Toimi case file",
        "description": "One person's dated facts and the days asked about. from and through are both included.",
        "type": "object",
        "required": ["asked"],
        "additionalProperties": False,
        "properties": {
            "case": _NAME,
            "asked": _object({"from": _DATE, "through": _DATE}, ["from", "through"]),
            "person": _object({name: _value(item) for name, item in KINDS[PERSON].attributes.items()}, []),
            "facts": _object(kinds, []),
        },
        "$defs": {
            "first_day": {
                "oneOf": [_DATE, {"const": UNKNOWN}, _object({"earliest": _DATE, "latest": _BOUND}, [])],
            },
            "day": {
                "oneOf": [_DATE, {"enum": [NEVER, UNKNOWN]}, _object({"earliest": _BOUND, "latest": _BOUND}, [])],
            },
            "truth": {"enum": [True, False, "yes", "no", "unknown"]},
        },
    }


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _rows(kind: type[Fact]) -> dict[str, Any]:
    first = "on" if kind.shape is Shape.HAPPENING else "from"
    properties: dict[str, Any] = {name: _field(name) for name in fields_of(kind)}
    properties |= dict.fromkeys(ref_names(kind), _NAME)
    required = [first, *(["about"] if kind.about else [])]
    for name, attribute in kind.attributes.items():
        if not isinstance(attribute, Judged | JudgedDay):
            properties[name] = _value(attribute)
            required += [name] if isinstance(attribute, SomeOf) else []
    required += [name for name, ref in kind.refs.items() if ref.required]
    description = f"{kind.finnish} / {kind.swedish}. A missing row: {kind.silence.value}."
    return {"type": ["array", "null"], "description": description, "items": _object(properties, required)}


def _field(name: str) -> dict[str, Any]:
    if name in ("id", "corrects"):
        return _NAME
    if name == "withdrawn":
        return {"enum": [True, False, "yes", "no"]}
    if name == "through":
        return {"anyOf": [{"$ref": "#/$defs/day"}, {"type": "null"}]}
    return _DATE if name == "recorded_on" else {"$ref": "#/$defs/first_day"}


def _value(attribute: Attribute[Any]) -> dict[str, Any]:
    if isinstance(attribute, SomeOf):
        return {"type": "array", "items": {"enum": list(attribute.options)}, "minItems": 1}
    if isinstance(attribute, OneOf):
        one = {"enum": [*attribute.options, "unknown"]}
        return {"oneOf": [one, {"type": "array", "items": {"enum": list(attribute.options)}, "minItems": 1}]}
    if isinstance(attribute, NumberOf):
        number: dict[str, Any] = {"type": "number" if attribute.scale > 1 else "integer", "minimum": 0}
        if attribute.smallest:
            number["anyOf"] = [{"const": 0}, {"minimum": attribute.smallest // attribute.scale}]
        return {
            "oneOf": [number, {"const": "unknown"}, _object({"at_least": number, "at_most": number}, [])],
            "description": _UNITS.get(attribute.unit, attribute.unit),
        }
    if isinstance(attribute, DayOf):
        day: dict[str, Any] = {"$ref": "#/$defs/day"}
        return {"anyOf": [day, {"const": NOT_APPLICABLE}]}
    return {"$ref": "#/$defs/truth"}
