"""The manifest of an extract: whose it is, of which day, which files, and what they should add up to."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from toimi.days.line import EPOCH
from toimi.importing.problems import Problem, Problems

NAME = "manifest.json"
PEOPLE, STAYS, SEARCHES, FACTS = "people.csv", "stays.csv", "searches.csv", "facts.csv"
CONTACTS, REPRESENTATIONS = "contacts.csv", "representations.csv"
FILES = (PEOPLE, STAYS, SEARCHES, FACTS, CONTACTS, REPRESENTATIONS)
"""In the order in which they are read; the first is always there."""
SEPARATORS = (",", ";", "\t")
_LARGEST = 1_000_000
_KNOWN = ("extract", "system", "made_on", "separator", "files")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}")
_FIGURE = re.compile(r"rows|with_code|valid|withdrawn|rows\.[a-z_]+|sum\.[a-z_]+\.[a-z_]+")
_OLD_SYSTEMS = uuid.uuid5(uuid.NAMESPACE_URL, "toimi:importing")


@dataclass(frozen=True)
class Manifest:
    """What an extract says of itself.

    Attributes:
        extract: its name; stands as evidence where the old system has none.
        system: the name of the old system, the same in all its extracts.
        made_on: the day whose register it holds.
        figures: by file and name of the figure.
    """

    extract: str
    system: str
    made_on: date
    separator: str
    figures: Mapping[str, Mapping[str, Decimal]]

    @property
    def namespace(self) -> uuid.UUID:
        """In which the old system's identifiers become keys: the same one always the same key."""
        return uuid.uuid5(_OLD_SYSTEMS, self.system)


def read_manifest(folder: Path, today: date, problems: Problems) -> Manifest | None:
    """The manifest of a folder; ``None`` if it cannot be used, and why stands in the problems."""
    said = _document(folder, problems)
    if said is None:
        return None
    for name in ("extract", "system"):
        if not isinstance(said.get(name), str) or not _NAME.fullmatch(said[name]):
            problems.add(Problem(NAME, 0, name, "manifest_name"))
    made_on = _day(said.get("made_on"))
    if made_on is None or not EPOCH <= made_on <= today:
        problems.add(Problem(NAME, 0, "made_on", "manifest_day"))
    if said.get("separator", ",") not in SEPARATORS:
        problems.add(Problem(NAME, 0, "separator", "manifest_separator"))
    figures = _figures(said.get("files"))
    if figures is None:
        problems.add(Problem(NAME, 0, "files", "manifest_files"))
    if problems.total or made_on is None or figures is None:
        return None
    return Manifest(said["extract"], said["system"], made_on, said.get("separator", ","), figures)


def _document(folder: Path, problems: Problems) -> dict[str, Any] | None:
    """The fields of the manifest, unread."""
    try:
        with (folder / NAME).open("rb") as opened:
            said = json.loads(opened.read(_LARGEST).decode("utf-8-sig"), parse_float=Decimal)
    except OSError:
        problems.add(Problem(NAME, 0, "", "file_unreadable"))
        return None
    except (ValueError, RecursionError):
        said = None
    if isinstance(said, dict) and set(said) <= set(_KNOWN):
        return said
    problems.add(Problem(NAME, 0, "", "manifest_form"))
    return None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value) else None
    except (TypeError, ValueError):
        return None


def _figures(value: Any) -> dict[str, dict[str, Decimal]] | None:
    """The figures of each file, each with its rows; ``None`` if they have another form."""
    if not isinstance(value, dict) or PEOPLE not in value or not set(value) <= set(FILES):
        return None
    found: dict[str, dict[str, Decimal]] = {}
    for file, figures in value.items():
        if not isinstance(figures, dict) or "rows" not in figures or not all(map(_FIGURE.fullmatch, figures)):
            return None
        try:
            found[file] = {name: Decimal(_number(figure)) for name, figure in figures.items()}
        except (InvalidOperation, TypeError):
            return None
        if not all(number.is_finite() for number in found[file].values()):
            return None
    return found


def _number(value: Any) -> str | int | Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise TypeError
    return value
