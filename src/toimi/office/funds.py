"""Unemployment funds as a table (CSV): those that published pages name, and those that the operating office gives.

A row is a fund under one name. Rows of one fund follow each other without a gap; its days are those of all its names. The
official list is the register of unemployment funds of the Financial Supervisory Authority (Act 603/1984); no copy of it
with days was found, so ``funds.csv`` has what could be shown page by page, and an office gives what it knows better.
Codes are our own.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise
from pathlib import Path

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from toimi.office.appointing import ITSELF
from toimi.office.audit import AuditRow, record
from toimi.office.organisations import Kind, Named, Organisation, OrganisationName, write_organisations

COLUMNS = ("code", "from", "until", "name_fi", "name_sv", "name_en", "successor", "source")
LARGEST = 1 << 20
"""Bytes of a file."""
_CODE = re.compile("fund-[a-z0-9-]{1,55}", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_LONGEST = {"name_fi": 120, "name_sv": 120, "name_en": 120, "source": 200}


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with a table.

    Attributes:
        line: of the file; 0 if it is the file.
    """

    line: int
    code: str

    def text(self, language: str) -> str:
        """What is wrong and what to do, in Finnish, Swedish or English."""
        return _texts()[self.code][language]


class BadFunds(ValueError):
    """The table cannot be taken; nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(", ".join(f"{one.line}: {one.code}" for one in problems))
        self.problems = list(problems)


@dataclass(frozen=True)
class Row:
    """A fund under one name; ``until`` is the first day on which it has it no longer."""

    line: int
    code: str
    since: date | None
    until: date | None
    names: tuple[str, str, str]
    successor: str
    source: str


def known_funds() -> Iterator[Named]:
    """The funds that Toimi comes with."""
    return _named(read_funds(files("toimi.office").joinpath("funds.csv").read_bytes()))


@transaction.atomic
def load_funds(file: Path, *, at: datetime) -> int:
    """Take the funds of a file of the operating office; from then on they are as it says. How many.

    Raises:
        BadFunds: with every problem; nothing was written.
        OSError: if it cannot be read.
    """
    with file.open("rb") as opened:
        rows = read_funds(opened.read(LARGEST + 1))
    named = list(_named(rows))
    ours = {one.code for one, _ in named}
    others = dict(
        Organisation.objects.filter(kind=Kind.UNEMPLOYMENT_FUND).exclude(pk__in=ours).values_list("code", "days")
    )
    ends = {one.code: one.days.upper for one, _ in named} | {code: days.upper for code, days in others.items()}
    if problems := [Problem(row.line, code) for row in rows if row.successor and (code := _wrong_successor(row, ends))]:
        raise BadFunds(problems)
    for one, _ in named:
        one.is_given = True
    write_organisations(named)
    record([AuditRow(at=at, who=str(ITSELF), what="office.load_funds", is_allowed=True)])
    return len(named)


def read_funds(content: bytes) -> list[Row]:
    """The rows of a table, in the order of codes and days.

    Raises:
        BadFunds: with every problem of form, and of rows of one fund that do not follow each other.
    """
    if len(content) > LARGEST:
        raise BadFunds([Problem(0, "too_large")])
    try:
        table = csv.DictReader(content.decode("utf-8-sig").splitlines(), strict=True)
        if tuple(table.fieldnames or ()) != COLUMNS:
            raise BadFunds([Problem(1, "columns")])
        lines = [(table.line_num, row) for row in table]
    except (UnicodeDecodeError, csv.Error):
        raise BadFunds([Problem(0, "no_csv")]) from None
    problems = [Problem(line, code) for line, row in lines for code in _wrong_form(row)]
    if problems or not lines:
        raise BadFunds(problems or [Problem(0, "empty")])
    rows = sorted((_row(line, row) for line, row in lines), key=lambda row: (row.code, row.since or date.min))
    if problems := [one for _, mine in groupby(rows, lambda row: row.code) for one in _wrong_order(list(mine))]:
        raise BadFunds(problems)
    return rows


def _wrong_form(row: dict[str, str]) -> Iterator[str]:
    """What is wrong with a row by itself."""
    if None in row or None in row.values():
        yield "fields"
        return
    if not _CODE.fullmatch(row["code"]) or (row["successor"] and not _CODE.fullmatch(row["successor"])):
        yield "code"
    if not row["name_fi"] or not row["source"]:
        yield "missing"
    if any(
        len(row[name]) > most or row[name] != row[name].strip() or not row[name].isprintable()
        for name, most in _LONGEST.items()
    ):
        yield "text"
    try:
        since, until = _day(row["from"]), _day(row["until"])
    except ValueError:
        yield "day"
        return
    if since and until and until <= since:
        yield "order"


def _day(text: str) -> date | None:
    """A day.

    Raises:
        ValueError: if it is none.
    """
    if text and not _DAY.fullmatch(text):
        raise ValueError("not a day")
    return date.fromisoformat(text) if text else None


def _row(line: int, row: dict[str, str]) -> Row:
    names = (row["name_fi"], row["name_sv"], row["name_en"])
    return Row(line, row["code"], _day(row["from"]), _day(row["until"]), names, row["successor"], row["source"])


def _wrong_order(mine: list[Row]) -> Iterator[Problem]:
    """What is wrong with the rows of one fund together."""
    for one, after in pairwise(mine):
        if one.until is None or one.until != after.since:
            yield Problem(after.line, "gap")
        if one.successor:
            yield Problem(one.line, "successor_early")
    if mine[-1].successor and mine[-1].until is None:
        yield Problem(mine[-1].line, "successor_early")


def _wrong_successor(row: Row, ends: dict[str, date | None]) -> str | None:
    """Why a fund cannot have gone over to the other; ``None`` if it can."""
    if row.successor == row.code or row.successor not in ends:
        return "successor"
    end = ends[row.successor]
    return "successor_gone" if end and row.until and end <= row.until else None


def _named(rows: Sequence[Row]) -> Iterator[Named]:
    for code, several in groupby(rows, lambda row: row.code):
        mine = list(several)
        last = mine[-1]
        one = Organisation(
            code=code, kind=Kind.UNEMPLOYMENT_FUND, days=DateRange(mine[0].since, last.until), source=last.source,
            successor_id=last.successor or None,
        )  # fmt: skip
        yield one, [_name(one, row) for row in mine]


def _name(one: Organisation, row: Row) -> OrganisationName:
    fi, sv, en = row.names
    days = DateRange(row.since, row.until)
    return OrganisationName(organisation=one, name_fi=fi, name_sv=sv, name_en=en, days=days, source=row.source)


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("toimi.office").joinpath("funds.toml").read_text("utf-8"))["table"]  # type: ignore[no-any-return]  # as it is written
