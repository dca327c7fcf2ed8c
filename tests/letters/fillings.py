"""A value for everything that a text asks for, each with a mark of its own, so that one sees where it ends up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toimi.letters.wording import Text


def filling(text: Text, *, optional: bool = True) -> dict[str, Any]:
    """Values for a text; every second truth is a yes."""
    marks = iter(range(1, 1_000))
    return _values(text.data, marks, optional=optional)


def _values(spec: dict[str, Any], marks: Iterator[int], *, optional: bool) -> dict[str, Any]:
    return {
        name: _value(kind, marks, optional=optional)
        for name, kind in spec.items()
        if optional or not str(kind).endswith("?")
    }


def _value(kind: Any, marks: Iterator[int], *, optional: bool) -> Any:
    if isinstance(kind, dict):
        return [_values(kind, marks, optional=optional) for _ in range(2)]
    if kind.startswith("day"):
        return f"20{next(marks) % 90 + 10}-03-01"
    return True if kind == "truth" else f"Sana{next(marks)}!"


def texts_in(values: Any) -> list[str]:
    """Every marked word in the values."""
    if isinstance(values, dict | list):
        return [word for one in (values.values() if isinstance(values, dict) else values) for word in texts_in(one)]
    return [values] if isinstance(values, str) and values.endswith("!") else []


def years_in(values: Any) -> list[str]:
    """The year of every day in the values."""
    if isinstance(values, dict | list):
        return [year for one in (values.values() if isinstance(values, dict) else values) for year in years_in(one)]
    return [values[:4]] if isinstance(values, str) and values.endswith("-03-01") else []
