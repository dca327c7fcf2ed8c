"""Invented people written into the register, row by row in the words of a case file."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.clients.actors import adviser, with_office

from toimi.book.caseload import PERSON
from toimi.book.facts import KINDS, Source
from toimi.book.tables import WINDOW
from toimi.clients.checking import CheckedFact, NewFact, checked_fact
from toimi.clients.facts import put
from toimi.clients.models import Person
from toimi.invented.people import Invented

LONG_AGO = date(1900, 1, 1)
ONE_DAY = timedelta(days=1)


def facts_of(person: int, row: dict[str, Any]) -> Iterator[tuple[date, NewFact]]:
    """Every fact of one row of a table of people, with the day from which it is known."""
    own = {name: row[name] for name in KINDS[PERSON].attributes if row[name] is not None}
    yield LONG_AGO, NewFact(person, PERSON, own, Source.REGISTER)
    for kind in KINDS:
        for struct in (row[kind] if kind != PERSON else None) or ():
            yield fact_of(person, kind, struct)


def fact_of(person: int, kind: str, struct: dict[str, Any]) -> tuple[date, NewFact]:
    said = {name: value for name, value in struct.items() if value is not None}
    known, corrects = said.pop("recorded_on", LONG_AGO), said.pop("corrects", None)
    gone, words = said.pop("withdrawn", False), json.loads(said.pop("uncertain", "{}"), parse_float=Decimal)
    if "until" in said:
        said["through"] = said.pop("until") - ONE_DAY
    return known, NewFact(person, kind, said | words, Source.OFFICIAL, corrects=corrects, withdraws=gone)


def store(people: int, seed: int = 1) -> list[int]:
    """So many invented people, in their order."""
    return [number for table in Invented(people, seed).tables() for number in _stored(table.to_pylist())]


def _stored(rows: list[dict[str, Any]]) -> Iterator[int]:
    clients = [Person(identity_code=row["person"]) for row in rows]
    with_office(Person.objects.bulk_create(clients))
    known: dict[date, list[CheckedFact]] = defaultdict(list)
    for client, row in zip(clients, rows, strict=True):
        for day, fact in facts_of(client.pk, row):
            known[day].append(checked_fact(fact))
    for day in sorted(known):
        put(known[day], who=adviser(day))
    return (client.pk for client in clients)


def window(table: Any) -> tuple[date, date]:
    """The days asked about, the same of everybody."""
    first, until = (table.column(name)[0].as_py() for name in WINDOW)
    return first, until
