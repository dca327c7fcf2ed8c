"""One row of an extract: its values read by column, and what is wrong with each."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from toimi.clients.problems import LONGEST, Refused, is_storable
from toimi.days.line import EPOCH, LAST_DATE, DayOutOfRange, offset_of
from toimi.importing.manifest import Manifest
from toimi.importing.problems import Problem, Problems

LONGEST_NAME = 120
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})")


@dataclass
class Row:
    """A row while it is read; an empty value is one that is left out.

    Attributes:
        is_good: whether nothing wrong was found so far.
    """

    file: str
    line: int
    values: Mapping[str, str]
    manifest: Manifest
    problems: Problems
    is_good: bool = field(default=True, init=False)

    def wrong(self, column: str, code: str, **values: str) -> None:
        """Something is wrong with a column of the row, or with the row if it has no name."""
        self.is_good = False
        self.problems.add(Problem(self.file, self.line, column, code, values))

    def refused(self, column: str, refused: Refused) -> None:
        """What the clients' room says of a value."""
        for one in refused.problems:
            self.wrong(column, one.code, **one.values)

    def text(self, column: str, *, longest: int = LONGEST) -> str:
        """A text that the database can keep."""
        value = self.values.get(column, "")
        if is_storable(value, longest):
            return value
        self.wrong(column, "text")
        return ""

    def needed(self, column: str, *, longest: int = LONGEST) -> str:
        """A text that must be there."""
        value = self.text(column, longest=longest)
        if self.is_good and not value.strip():
            self.wrong(column, "value_missing")
        return value

    def name(self, column: str) -> str:
        """What other rows call something: printable, and without blanks around it."""
        value = self.values.get(column, "")
        if not value:
            self.wrong(column, "value_missing")
        elif len(value) > LONGEST_NAME or not value.isprintable() or value != value.strip():
            self.wrong(column, "name_form")
        else:
            return value
        return ""

    def name_if_any(self, column: str) -> str | None:
        """As ``name``, of something that may be left out."""
        return self.name(column) if self.values.get(column) else None

    def day(self, column: str) -> date | None:
        """A day of the line; ``None`` if it is left out or cannot be read."""
        value = self.values.get(column, "")
        if not value:
            return None
        try:
            if not _DAY.fullmatch(value):
                raise ValueError
            day = date.fromisoformat(value)
            offset_of(day)
        except (ValueError, DayOutOfRange):
            self.wrong(column, "day_form")
            return None
        return day

    def known_day(self, column: str) -> date | None:
        """A day that must be there and be past on the day of the extract, as one on which something was recorded."""
        day = self.day(column)
        if not self.values.get(column):
            self.wrong(column, "value_missing")
        if day and day > self.manifest.made_on:
            self.wrong(column, "day_in_the_future")
            return None
        return day

    def moment(self, column: str) -> datetime | None:
        """A moment with its zone."""
        value = self.values.get(column, "")
        if not value:
            return None
        try:
            if not _MOMENT.fullmatch(value):
                raise ValueError
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.wrong(column, "moment_form")
            return None
        if EPOCH.year < moment.year < LAST_DATE.year:
            return moment
        self.wrong(column, "moment_form")
        return None

    def word(self, column: str, among: Collection[str], *, must: bool = True) -> str:
        """One of a list of words."""
        value = self.values.get(column, "")
        if value in among or (not value and not must):
            return value
        self.wrong(column, "word" if value else "value_missing", words=", ".join(among))
        return ""

    def truth(self, column: str) -> bool:
        """Yes or no; no if it is left out."""
        return self.word(column, ("yes", "no"), must=False) == "yes"

    def said(self, column: str) -> Any:
        """A value in the words of a case file: as it stands, or JSON if it begins with a bracket."""
        value = self.values.get(column, "")
        return self.json(column) if value.startswith(("{", "[")) else value

    def json(self, column: str) -> Any:
        """A value as JSON says it, with decimals as they are written; ``None`` if it cannot be read."""
        try:
            return json.loads(
                self.values.get(column, ""), parse_float=Decimal, parse_constant=_refuse, object_pairs_hook=_once
            )
        except (ValueError, RecursionError):
            self.wrong(column, "json_form")
            return None


def _refuse(word: str) -> None:
    raise ValueError(word)  # NaN and Infinity are no JSON


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found
