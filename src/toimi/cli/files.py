"""Reading a case file: YAML or JSON as plain data, with the line of every value.

Plain data means text, whole numbers, decimals, lists and named values. Dates and yes/no stay text: YAML's own
guesses (``on`` as true, ``no`` as false) are switched off. No aliases, so a small file cannot become a large one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

LARGEST = 1_000_000
"""Bytes: a person's case is a few thousand."""
DEEPEST = 20
_WHOLE = re.compile(r"^[-+]?\d+$")
_DECIMAL = re.compile(r"^[-+]?\d*\.\d+$")
_NOT_A_NUMBER = re.compile(r"^[-+]?\.?(nan|inf|infinity)$", re.IGNORECASE)


class BadFile(Exception):
    """A file that cannot be read: where, what is wrong, and what to do."""

    def __init__(self, file: Path, line: int | None, what: str, remedy: str) -> None:
        place = f"{file}:{line}" if line else str(file)
        super().__init__(f"{place}: {what}. {remedy}")


@dataclass(frozen=True)
class Document:
    """What a file holds.

    Attributes:
        data: plain data.
        lines: the line of each value, by its path: ``facts.layoff[0].extent``.
    """

    data: Any
    lines: dict[str, int]

    def line(self, place: str) -> int | None:
        """The line of the place, or of the nearest place above it."""
        while place and place not in self.lines:
            place = re.sub(r"(\.[^.\[]*|\[\d+\])$", "", place) if re.search(r"[.\[]", place) else ""
        return self.lines.get(place)


def read_document(file: Path, largest: int = LARGEST) -> Document:
    """Read one YAML or JSON file (JSON is read as the YAML that it is).

    Raises:
        BadFile: if it is missing, too large, not UTF-8, or not well-formed.
    """
    try:
        size = file.stat().st_size
        raw = file.read_bytes() if size <= largest else b""
    except OSError as error:
        raise BadFile(file, None, f"cannot be read ({error.strerror})", "Check the name and the rights.") from None
    if size > largest:
        raise BadFile(file, None, f"is {size:,} bytes", f"A case file is at most {largest:,} bytes: one file a person.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadFile(file, line, "is not UTF-8 text", "Save the file as UTF-8.") from None
    return _parse(file, text)


def _parse(file: Path, text: str) -> Document:
    import yaml  # noqa: PLC0415  (half of the cold start)

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        events = [event for event in yaml.parse(text, Loader=loader) if not isinstance(event, yaml.StreamStartEvent | yaml.StreamEndEvent)]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "is not well-formed"
        raise BadFile(file, mark.line + 1 if mark else None, str(problem), "Check indents, colons and quotes there.") from None
    return _Builder(file, yaml, events).document()


class _Builder:
    """Plain data from YAML's events."""

    def __init__(self, file: Path, yaml: Any, events: list[Any]) -> None:
        self.file = file
        self.yaml = yaml
        self.events = iter(events)
        self.lines: dict[str, int] = {}

    def document(self) -> Document:
        first = next(self.events, None)
        if first is None:
            raise BadFile(self.file, None, "is empty", "A case has asked, person and facts.")
        data = self._value(next(self.events), "", 0)
        next(self.events)
        if next(self.events, None) is not None:
            raise BadFile(self.file, None, "holds more than one document", "Give one case a file.")
        return Document(data, self.lines)

    def _bad(self, event: Any, what: str, remedy: str) -> BadFile:
        return BadFile(self.file, event.start_mark.line + 1, what, remedy)

    def _value(self, event: Any, path: str, depth: int) -> Any:
        yaml = self.yaml
        self.lines[path] = event.start_mark.line + 1
        if depth > DEEPEST:
            raise self._bad(event, f"is nested more than {DEEPEST} deep", "A case is never so deep.")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self._bad(event, "uses an anchor or alias", "Write the value out.")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path, depth)
        return self._named(path, depth)

    def _list(self, path: str, depth: int) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self.events), self.yaml.SequenceEndEvent):
            items.append(self._value(event, f"{path}[{len(items)}]", depth + 1))
        return items

    def _named(self, path: str, depth: int) -> dict[str, Any]:
        named: dict[str, Any] = {}
        while not isinstance(event := next(self.events), self.yaml.MappingEndEvent):
            if not isinstance(event, self.yaml.ScalarEvent):
                raise self._bad(event, "a name is not plain text", "Write name: value.")
            name = event.value
            if name in named:
                raise self._bad(event, f"{name!r} stands twice", "Keep one of them.")
            named[name] = self._value(next(self.events), f"{path}.{name}".lstrip("."), depth + 1)
        return named

    def _scalar(self, event: Any) -> Any:
        text = event.value
        if event.style in ("'", '"', "|", ">"):
            return text
        if text in ("", "~", "null"):
            return None
        if text in ("true", "false"):
            return text == "true"
        if len(text) > 30:
            return text
        if _NOT_A_NUMBER.match(text):
            return Decimal("NaN")
        return int(text) if _WHOLE.match(text) else Decimal(text) if _DECIMAL.match(text) else text
