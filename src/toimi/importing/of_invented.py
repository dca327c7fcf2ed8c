"""Invented people as the extract of an old system that never was: for demonstrations and tests.

What only a register can say (who asked for a search when, how it ended) is made up here.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from toimi.book.facts import KINDS
from toimi.clients.checking import OF_SEARCHES
from toimi.clients.states import TRANSFER
from toimi.importing.extract import EXTRACT
from toimi.importing.manifest import FACTS, PEOPLE, SEARCHES, STAYS
from toimi.invented.people import Invented

TE_OFFICE, AREA = "te-office-pohjois-pohjanmaa", "area-oulu"
"""With whom the invented are, to 2024 and from 2025."""
ONE_DAY = timedelta(days=1)
LONG_AGO = date(1990, 1, 1)
MADE_ON = date(2026, 1, 1)
LAST_DAY_OF_OFFICE = TRANSFER - ONE_DAY
EXTRACT_NAME = "invented 1"


@dataclass(frozen=True)
class Known:
    """A fact in the words of a case file, with what every row may have."""

    kind: str
    name: str
    said: dict[str, Any]
    recorded_on: date
    corrects: str | None = None
    withdrawn: bool = False


@dataclass(frozen=True)
class Seeker:
    """One invented person: the code, the days of the search, and everything else."""

    code: str
    first: date
    last: date | None
    facts: list[Known] = field(default_factory=list)


def seekers(people: int, seed: int = 1) -> Iterator[Seeker]:
    """Who began a search by the day of the extract."""
    for table in Invented(people, seed).tables():
        for row in table.to_pylist():
            search = row["job_search"][0]
            last = search["until"] and search["until"] - ONE_DAY
            yield Seeker(row["person"], search["from"], last, list(_facts(row)))


def _facts(row: dict[str, Any]) -> Iterator[Known]:
    yield Known("person", "who", {"birth_date": row["birth_date"], "citizenship": row["citizenship"]}, LONG_AGO)
    number = 0
    for kind in KINDS:
        for struct in (row[kind] if kind not in (*OF_SEARCHES, "person") else None) or ():
            number += 1
            said = {name: value for name, value in struct.items() if value is not None}
            name = said.pop("id", f"row {number}")
            known, corrects = said.pop("recorded_on", LONG_AGO), said.pop("corrects", None)
            gone, words = said.pop("withdrawn", False), json.loads(said.pop("uncertain", "{}"), parse_float=Decimal)
            if "until" in said:
                said["through"] = said.pop("until") - ONE_DAY
            yield Known(kind, name, {} if gone else said | words, known, corrects, gone)


def invented_extract(folder: Path, people: int, seed: int = 1) -> Path:
    """The files of so many invented people."""
    folder.mkdir()
    rows = dict.fromkeys((PEOPLE, STAYS, SEARCHES, FACTS), 0)
    with ExitStack() as opened:
        writers = {}
        for name in rows:
            file = opened.enter_context((folder / name).open("w", newline="", encoding="utf-8"))
            writers[name] = csv.DictWriter(file, [*EXTRACT[name].needed, *EXTRACT[name].others])
            writers[name].writeheader()
        for number, one in enumerate(seekers(people, seed)):
            for name, row in _written(f"P{number}", one):
                writers[name].writerow(row)
                rows[name] += 1
    told = {
        "extract": EXTRACT_NAME, "system": "invented", "made_on": MADE_ON.isoformat(),
        "files": {name: {"rows": number} for name, number in rows.items()},
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(told), "utf-8")
    return folder


def _written(person: str, one: Seeker) -> Iterator[tuple[str, dict[str, Any]]]:
    yield PEOPLE, {"person": person, "identity_code": one.code, "recorded_on": LONG_AGO}
    for organisation, first, last in ((TE_OFFICE, one.first, LAST_DAY_OF_OFFICE), (AREA, TRANSFER, None)):
        until = min(filter(None, (last, one.last)), default=None)
        if until is None or max(first, one.first) <= until:
            yield (
                STAYS,
                {"person": person, "organisation": organisation, "from": max(first, one.first), "through": until},
            )
    search = {"person": person, "from": one.first, "registered_on": one.first, "channel": "electronic"}
    search["contact_details_complete"] = "yes"
    if one.last:
        search |= {"through": one.last, "ground": "own_wish", "end_recorded_on": one.last}
    yield SEARCHES, search
    for fact in one.facts:
        days = {name: fact.said[name] for name in ("from", "through", "on") if name in fact.said}
        attributes = {name: value for name, value in fact.said.items() if name not in days}
        yield FACTS, {
            "person": person, "kind": fact.kind, "id": fact.name, "recorded_on": fact.recorded_on,
            "corrects": fact.corrects or "", "withdrawn": "yes" if fact.withdrawn else "", "source": "official",
            "attributes": _json(attributes) if attributes else "", "evidence": "",
            **{name: value if isinstance(value, date | str) else _json(value) for name, value in days.items()},
        }  # fmt: skip


def _json(value: Any) -> str:
    return json.dumps(value, default=lambda one: float(one) if isinstance(one, Decimal) else one.isoformat())
