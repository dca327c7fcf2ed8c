"""What a matter is about: read off the kinds of facts that the person has, by a table (``subjects.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

import numpy as np

from toimi.book.caseload import Caseload, Rows
from toimi.book.facts import OneOf
from toimi.days.columns import ChoiceColumn
from toimi.days.line import Bools

BEFORE = 366
"""Days before those asked about, within which what has ended still brings something up [I]."""


class Kind(StrEnum):
    """Kinds of statement, as the office counts them (statement-procedure, section 4)."""

    BASIC = "basic"
    EXPERT = "expert"
    ENTREPRENEUR = "entrepreneur"


@dataclass(frozen=True)
class Subject:
    """One row of ``subjects.toml``.

    Attributes:
        places: of the law.
        statement: the kind of the statement.
        kinds: of facts, that bring it up.
        plain: rows of a kind that do not, if one of these attributes surely has one of these values.
    """

    name: str
    places: tuple[str, ...]
    statement: Kind
    kinds: frozenset[str]
    plain: Mapping[str, Mapping[str, list[str]]]


def _read() -> dict[str, Subject]:
    rows = tomllib.loads(files("toimi.matters").joinpath("subjects.toml").read_text("utf-8"))
    return {
        name: Subject(name, tuple(row["places"]), Kind(row["statement"]), frozenset(row["kinds"]), row.get("plain", {}))
        for name, row in rows.items()
    }


SUBJECTS = _read()
OF_EVERYBODY = "job_seeker"


def brought_up(caseload: Caseload) -> dict[str, Bools]:
    """For each subject, of which people it is brought up; shape ``(people,)``."""
    nobody = np.zeros(caseload.people, bool)
    found = {name: nobody.copy() for name in SUBJECTS}
    found[OF_EVERYBODY] = ~nobody
    for name, subject in SUBJECTS.items():
        for kind in subject.kinds & caseload.rows.keys():
            rows = caseload.rows[kind]
            first = caseload.asked_from[rows.block] - BEFORE
            until = caseload.asked_until[rows.block]
            there = (rows.start.lo < until) & (rows.end.hi > first) & ~_plain(rows, subject.plain.get(kind, {}))
            found[name][rows.block[there]] = True
    return found


def _plain(rows: Rows, attributes: Mapping[str, list[str]]) -> Bools:
    """Rows of which an attribute surely has one of the values that bring nothing up."""
    plain = np.zeros(len(rows), bool)
    for name, values in attributes.items():
        attribute, column = rows.kind.attributes[name], rows.columns[name]
        assert isinstance(attribute, OneOf), name
        assert isinstance(column, ChoiceColumn), name
        bits = sum(1 << attribute.options.index(value) for value in values)
        plain |= (column.mask & ~bits) == 0
    return plain


def kind_of(subjects: Iterable[str]) -> Kind:
    """The kind of a statement on these subjects: on entrepreneurs, or else expert, if one of them is."""
    kinds = {SUBJECTS[name].statement for name in subjects}
    return next((kind for kind in (Kind.ENTREPRENEUR, Kind.EXPERT) if kind in kinds), Kind.BASIC)
