"""The reconciliation: what was read, is new, was there already, was refused; and whether the register now says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import connection

from toimi.book.facts import KINDS, NumberOf
from toimi.importing.manifest import CONTACTS, FACTS, NAME, PEOPLE, REPRESENTATIONS, SEARCHES, Manifest
from toimi.importing.problems import Problem, Problems

_OF_KIND = {
    FACTS: "SELECT count(*) FROM import_fact WHERE kind = %s",
    CONTACTS: "SELECT count(*) FROM import_contact WHERE kind = %s",
    REPRESENTATIONS: "SELECT count(*) FROM import_representation WHERE kind = %s",
}
_VALID = "SELECT count(*) FROM import_search WHERE first <= %s AND (until IS NULL OR until > %s)"


@dataclass(frozen=True)
class Rows:
    """What became of the rows of a file."""

    read: int
    new: int
    already_there: int
    refused: int


@dataclass(frozen=True)
class Compared:
    """One figure twice; ``register`` is missing where nothing was written, since there is nothing to compare."""

    extract: int
    register: int | None


@dataclass(frozen=True)
class Reconciliation:
    """What one run did, in numbers.

    Attributes:
        is_written: whether the register has all of it, or would have it but for the dry run.
        rows: by file.
        on_the_day: people, and searches valid on the day of the extract: in it, and of the same people in the register.
        facts: by kind: in the extract, and how many of those the register has by their names.
        manifest: by file and figure: what it says, and what was read.
    """

    manifest: Manifest | None
    is_dry_run: bool
    is_written: bool
    problems: Problems
    rows: Mapping[str, Rows] = field(default_factory=dict)
    on_the_day: Mapping[str, Compared] = field(default_factory=dict)
    facts: Mapping[str, Compared] = field(default_factory=dict)
    figures: Mapping[str, tuple[Decimal, Decimal]] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether any row was not in the register before."""
        return any(one.new for one in self.rows.values())

    @property
    def differences(self) -> list[str]:
        """The names of the figures that differ."""
        compared = {**self.on_the_day, **{f"{FACTS} rows.{kind}": both for kind, both in self.facts.items()}}
        found = [name for name, (said, read) in self.figures.items() if said != read]
        return found + [name for name, one in compared.items() if one.register not in (None, one.extract)]

    def as_data(self, language: str) -> dict[str, Any]:
        """For machines."""
        head = self.manifest
        return {
            "extract": head and {"extract": head.extract, "system": head.system, "made_on": head.made_on.isoformat()},
            "dry_run": self.is_dry_run,
            "written": self.is_written and not self.is_dry_run,
            "files": {name: vars(one) for name, one in self.rows.items()},
            "on_the_day": {name: vars(one) for name, one in self.on_the_day.items()},
            "facts": {name: vars(one) for name, one in self.facts.items()},
            "manifest": {name: {"manifest": str(said), "read": str(read)} for name, (said, read) in self.figures.items()},
            "differences": self.differences,
            "problems": {
                "total": self.problems.total,
                "first": [
                    {"file": one.file, "line": one.line, "column": one.column, "code": one.code, "text": one.text(language)}
                    for one in self.problems.first
                ],
            },
        }  # fmt: skip


def rows_of(read: Counter[str], there: Mapping[str, int], problems: Problems) -> dict[str, Rows]:
    """What becomes of the rows of each file; those that are refused are neither new nor there."""
    found = {}
    for file, number in read.items():
        refused = problems.rows(file)
        found[file] = Rows(number, max(0, number - there.get(file, 0) - refused), there.get(file, 0), refused)
    return found


def check_figures(manifest: Manifest, read: Counter[str], problems: Problems) -> dict[str, tuple[Decimal, Decimal]]:
    """Each figure of the manifest and what was read; those that differ are problems.

    Of a file with bad rows only the rows are compared, of one that is broken nothing: the rest differs because of them.
    """
    found: dict[str, tuple[Decimal, Decimal]] = {}
    for file, figures in manifest.figures.items():
        if file in problems.broken:
            continue
        bad = problems.rows(file)
        for figure, said in figures.items():
            if bad and figure != "rows":
                continue
            counted = Decimal(read[file]) if figure == "rows" else _figure(file, figure, manifest)
            if counted is None:
                problems.add(Problem(NAME, 0, "files", "figure_unknown", {"file": file}))
                continue
            found[f"{file} {figure}"] = said, counted
            if said != counted:
                values = {"file": file, "figure": figure, "said": str(said), "read": str(counted)}
                problems.add(Problem(NAME, 0, "files", "figure_differs", values))
    return found


def _figure(file: str, figure: str, manifest: Manifest) -> Decimal | None:
    """What the waiting rows say; ``None`` if a file of that name has no such figure."""
    name, _, what = figure.partition(".")
    day = manifest.made_on
    if (file, figure) == (PEOPLE, "with_code"):
        return _one("SELECT count(code) FROM import_person")
    if (file, figure) == (SEARCHES, "valid"):
        return _one(_VALID, [day, day])
    if (file, figure) == (FACTS, "withdrawn"):
        return _one("SELECT count(*) FROM import_fact WHERE withdrawn")
    if name == "rows" and file in _OF_KIND:
        return _one(_OF_KIND[file], [what])
    kind, _, attribute = what.partition(".")
    if (
        name == "sum"
        and file == FACTS
        and kind in KINDS
        and isinstance(KINDS[kind].attributes.get(attribute), NumberOf)
    ):
        return _one(
            "SELECT coalesce(sum((attributes ->> %s)::numeric), 0) FROM import_fact WHERE kind = %s", [attribute, kind]
        )
    return None


def day_of_extract(manifest: Manifest, *, is_written: bool) -> dict[str, Compared]:
    """People, and searches valid on the day of the extract."""
    day = manifest.made_on
    valid = _VALID, [day, day]
    people = int(_one("SELECT count(*) FROM import_person"))
    if not is_written:
        return {"people": Compared(people, None), "valid_searches": Compared(int(_one(*valid)), None)}
    there = int(_one("SELECT count(*) FROM clients_person WHERE id IN (SELECT pk FROM import_person)"))
    searching = int(_one(
        "SELECT count(*) FROM clients_jobsearch WHERE days @> %s::date AND holder_id IN (SELECT holder FROM import_person)",
        [day],
    ))  # fmt: skip
    return {"people": Compared(people, there), "valid_searches": Compared(int(_one(*valid)), searching)}


def facts_by_kind(*, is_written: bool) -> dict[str, Compared]:
    """Rows of each kind in the extract, and how many of them stand in the register by their names."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, count(*) FROM import_fact GROUP BY kind ORDER BY kind")
        read = dict(cursor.fetchall())
        cursor.execute(
            "SELECT k.kind, count(*) FROM import_fact x JOIN import_person p ON p.person = x.person"
            " JOIN clients_knownfact k ON (k.person_id, k.name, k.kind) = (p.pk, x.name, x.kind) GROUP BY k.kind"
        )
        register = dict(cursor.fetchall())
    return {kind: Compared(count, register.get(kind, 0) if is_written else None) for kind, count in read.items()}


def _one(sql: str, values: list[Any] | None = None) -> Decimal:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        (found,) = cursor.fetchone() or (0,)
    return Decimal(found)
