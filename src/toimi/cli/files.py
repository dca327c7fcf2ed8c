"""Reading a case file: YAML or JSON as plain data, with the line of every value.

Plain data means text, whole numbers, decimals, lists and named values. Dates and yes/no stay text: YAML's own
guesses (``on`` as true, ``no`` as false) are switched off. No aliases, so a small file cannot become a large one;
events are taken one by one, so a deep file is left at its 21st level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from toimi.book.values import shown

LARGEST = 1_000_000
"""Bytes: a person's case is a few thousand."""
DEEPEST = 20
LONGEST_NAME = 100
_WHOLE = re.compile(r"^[-+]?[0-9]+$")
_DECIMAL = re.compile(r"^[-+]?[0-9]*\.[0-9]+$")
_NOT_A_NUMBER = re.compile(r"^[-+]?\.?(nan|inf|infinity)$", re.IGNORECASE)
_NOT_TEXT = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)
"""A character beyond U+FFFF as JSON writes it: YAML has no such pairs."""


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
        with file.open("rb") as opened:
            raw = opened.read(largest + 1)
    except OSError as error:
        raise BadFile(file, None, f"cannot be read ({error.strerror})", "Check the name and the rights.") from None
    if len(raw) > largest:
        raise BadFile(file, None, f"is larger than {largest:,} bytes", "A case is far smaller: give one file a person.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise BadFile(file, line, "is not UTF-8 text", "Save the file as UTF-8.") from None
    if odd := _NOT_TEXT.search(text):
        line = text.count("\n", 0, odd.start()) + 1
        raise BadFile(file, line, f"holds the character {odd[0]!a}", "Save the file as plain UTF-8 text.")
    if file.suffix.lower() == ".json":
        text = _PAIR.sub(lambda pair: pair[1] + bytes.fromhex(pair[2] + pair[3]).decode("utf-16-be"), text)
    return _parse(file, text)


def _parse(file: Path, text: str) -> Document:
    import yaml  # noqa: PLC0415  (half of the cold start)

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return _Builder(file, yaml, yaml.parse(text, Loader=loader)).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "is not well-formed"
        tabs = mark and mark.line in [number for number, line in enumerate(text.split("\n")) if re.match(" *\t", line)]
        remedy = "Indent with spaces, not tabs." if tabs else "Check indents, colons and quotes there."
        raise BadFile(file, mark.line + 1 if mark else None, str(problem), remedy) from None


class _Builder:
    """Plain data from YAML's events."""

    def __init__(self, file: Path, yaml: Any, events: Iterator[Any]) -> None:
        self.file = file
        self.yaml = yaml
        self.events = events
        self.lines: dict[str, int] = {}

    def document(self) -> Document:
        next(self.events)
        if isinstance(next(self.events), self.yaml.StreamEndEvent):
            raise BadFile(self.file, None, "is empty", "A case has asked, person and facts.")
        data = self._value(next(self.events), "", 0)
        next(self.events)
        if not isinstance(after := next(self.events), self.yaml.StreamEndEvent):
            raise self._bad(after, "a second document begins", "Give each case a file of its own.")
        return Document(data, self.lines)

    def _bad(self, event: Any, what: str, remedy: str) -> BadFile:
        return BadFile(self.file, event.start_mark.line + 1, what, remedy)

    def _value(self, event: Any, path: str, depth: int) -> Any:
        yaml = self.yaml
        self.lines[path] = event.start_mark.line + 1
        if depth > DEEPEST:
            raise self._bad(event, f"is nested more than {DEEPEST} deep", "A case is never so deep.")
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise self._bad(event, "uses an anchor or alias", "Write the value out.")
        if event.tag:
            raise self._bad(event, f"uses the tag {shown(event.tag)}", "Write the value without it.")
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
            if len(name) > LONGEST_NAME:
                raise self._bad(event, f"{shown(name)} is too long for a name", "Check colons and quotes there.")
            if name in named:
                raise self._bad(event, f"{name!r} stands twice", "Keep one of them.")
            place = f"{path}.{name}".lstrip(".")
            named[name] = self._value(next(self.events), place, depth + 1)
            self.lines[place] = event.start_mark.line + 1  # where the name stands; the value may begin below it
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
