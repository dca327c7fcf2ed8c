"""Facts that are not fully known, and everything that they may turn out to be.

A draft is plain data in the form of a case file in which some places are ``Maybe``: what the file says of them, and
the list of what they may be. Nothing here is the code under test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

ABSENT = object()
"""What stands in the place of a value, or of a row, that is left out."""


@dataclass(frozen=True, eq=False)
class Maybe:
    """A value that is not known.

    Attributes:
        said: what the case file says, as ``unknown``, a range or a list of options; ``ABSENT`` if nothing.
        could_be: everything that it may be; may hold ``ABSENT``.
    """

    said: Any
    could_be: tuple[Any, ...]


def cells(draft: Any) -> list[Maybe]:
    """Every open place, in the order of writing."""
    if isinstance(draft, Maybe):
        return [draft]
    inside = draft.values() if isinstance(draft, dict) else draft if isinstance(draft, list) else ()
    return [cell for part in inside for cell in cells(part)]


def written(draft: Any, filled: dict[Maybe, Any]) -> Any:
    """The case file: open places filled where an answer is given, else as they are said."""
    if isinstance(draft, Maybe):
        return written(filled.get(draft, draft.said), filled)
    if isinstance(draft, dict):
        pairs = ((name, written(value, filled)) for name, value in draft.items())
        return {name: value for name, value in pairs if value is not ABSENT}
    if isinstance(draft, list):
        return [value for value in (written(part, filled) for part in draft) if value is not ABSENT]
    return draft


def completions(draft: Any) -> Iterator[Any]:
    """The case file with every open place filled, in every way there is."""
    every = cells(draft)
    for values in product(*(cell.could_be for cell in every)):
        yield written(draft, dict(zip(every, values, strict=True)))


def how_many(draft: Any) -> int:
    """The number of completions."""
    count = 1
    for cell in cells(draft):
        count *= len(cell.could_be)
    return count
