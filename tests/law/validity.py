"""The version tables of the digests, as written down in ``validity.csv``: which act speaks when each clock stands where.

The table was read off the digests, not off the book. ``part`` names what of a citation the row is about where its parts
have different acts: the name of a provision, or of the concept that it concludes. ``same_as`` is the act that first
gave the same words: the book may go on citing it. Days are half-open; an empty side is open.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toimi.book.citations import Citation
from toimi.book.provisions import BENEFIT_DAY, Provision
from toimi.days.line import TOP, offset_of
from toimi.law.book import BOOK

TABLE = Path(__file__).with_suffix(".csv")
FIRST_VERIFIED = offset_of(date(2020, 1, 1))


@dataclass(frozen=True)
class Row:
    """One line of a version table."""

    citation: str
    part: str
    clocks: tuple[tuple[str, int, int], ...]
    act: str
    same_as: str
    digest: str

    def holds(self, point: dict[str, int]) -> bool:
        """Whether every clock that the point has stands inside."""
        return all(first <= point[clock] < end for clock, first, end in self.clocks if clock in point)

    @property
    def acts(self) -> set[str]:
        """The acts that the book may cite for it."""
        return {self.act, self.same_as} - {""}


def _offset(text: str, empty: int) -> int:
    return offset_of(date.fromisoformat(text)) if text else empty


def _row(line: dict[str, str]) -> Row:
    clocks = [(line["clock"], line["first"], line["end"]), (BENEFIT_DAY, line["day_first"], line["day_end"])]
    return Row(
        line["citation"], line["part"],
        tuple((clock, _offset(first, 0), _offset(end, TOP)) for clock, first, end in clocks if first or end),
        line["act"], line["same_as"], line["digest"],
    )  # fmt: skip


READ_IN_THE_ACT = [provision for provision in BOOK.provisions if not getattr(provision, "reported", "")]
"""Texts that are only reported have no table."""
ROWS = [_row(line) for line in csv.DictReader(TABLE.read_text("utf-8").splitlines())]


def rows_of(provision: Provision) -> list[Row]:
    """The rows about a provision: of its part where there are some, else of the whole citation or the nearest above."""
    asked = Citation.parse(provision.citation)
    above = [row for row in ROWS if Citation.parse(row.citation).covers(asked)]
    for part in (provision.name, provision.concludes, ""):
        fitting = [row for row in above if row.part == part]
        if fitting:
            nearest = max(fitting, key=lambda row: len(row.citation)).citation
            return [row for row in fitting if row.citation == nearest]
    return []


@dataclass(frozen=True)
class Unit:
    """Texts that stand in one place and do one thing, with the rows of the tables about them."""

    name: tuple[str, str]
    versions: tuple[Provision, ...]
    rows: tuple[Row, ...]

    def speaker(self, row: Row) -> str:
        """The act that the book cites for a row: its own, or the one that first gave the words."""
        return row.act if any(version.act == row.act for version in self.versions) else row.same_as or row.act

    def acts_at(self, point: dict[str, int]) -> set[str]:
        """The acts that may be cited where the clocks stand so; none where the digest has no text."""
        return set().union(*[row.acts for row in self.rows if row.holds(point)])

    @property
    def edges(self) -> list[tuple[str, int]]:
        """The days on which a clock passes from one text to another, to none or from none: by the tables and the book.

        Not those where only names changed, and not the oldest first days that the book leaves open, or has by a clock that
        the tables do not use: what lies before them cannot reach a benefit day from 2020 on.
        """
        clocks = {clock for row in self.rows for clock, _, _ in row.clocks}
        by_tables = {
            (clock, day)
            for row in self.rows
            for clock, first, end in row.clocks
            for day in (first, end)
            if 0 < day < TOP
        }
        by_the_book = {
            (clock, day)
            for version in self.versions
            for clock, days in version.governs.clocks.items()
            for day in days
            if 0 < day < TOP and (day >= FIRST_VERIFIED or clock in clocks)
        }
        changes = {edge for edge in by_tables if self._changes(*edge) and not self._left_open(*edge)}
        return sorted(changes | by_the_book)

    def _left_open(self, clock: str, day: int) -> bool:
        return day < FIRST_VERIFIED and not any(
            day in version.governs.clocks.get(clock, ()) for version in self.versions
        )

    def _changes(self, clock: str, day: int) -> bool:
        return any(
            self._speakers(row, clock, day - 1) != self._speakers(row, clock, day)
            for row in self.rows
            if any(named == clock and day in (first, end) for named, first, end in row.clocks)
        )

    def _speakers(self, row: Row, clock: str, day: int) -> frozenset[str]:
        """The acts whose words hold at the row's other clocks, those that first gave the words taken for them."""
        inside = {named: first for named, first, _ in row.clocks if named != clock}
        return frozenset(
            self.speaker(one)
            for one in self.rows
            if one.holds({clock: day}) and all(one.holds({named: at}) for named, at in inside.items())
        )


def units() -> list[Unit]:
    """Every place of the book with its texts."""
    found: dict[tuple[str, str], list[Provision]] = defaultdict(list)
    for provision in READ_IN_THE_ACT:
        rows = rows_of(provision)
        part = rows[0].part if rows else ""
        found[provision.citation, part or provision.concludes or provision.role].append(provision)
    return [
        Unit(name, tuple(versions), tuple(dict.fromkeys(row for version in versions for row in rows_of(version))))
        for name, versions in found.items()
    ]


UNITS = {unit.name: unit for unit in units()}
EDGES = [(unit.name, clock, day) for unit in UNITS.values() for clock, day in unit.edges]
