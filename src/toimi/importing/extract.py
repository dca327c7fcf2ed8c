"""The six files of an extract: their columns, and what each row of them says.

A row becomes the columns of the table in which it waits until the whole extract has been checked.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import toimi.law.facts  # noqa: F401  (declares the vocabulary)
from toimi.book.facts import KINDS, UNKNOWN, Fact, Shape, Source
from toimi.clients.checking import CheckedFact, NewFact, checked_fact
from toimi.clients.contacts import NewDetail, is_usable
from toimi.clients.models import Capacity, Detail
from toimi.clients.names import OF_SEARCHES, is_made
from toimi.clients.problems import Refused
from toimi.clients.states import Channel, Ground, rule_of
from toimi.importing.manifest import CONTACTS, FACTS, PEOPLE, REPRESENTATIONS, SEARCHES, STAYS
from toimi.importing.rows import Row
from toimi.office.actors import HELSINKI
from toimi.office.identity_codes import read_identity_code

Waiting = tuple[Any, ...]
"""The columns of a waiting row after its line."""
ONE_DAY = timedelta(days=1)
_DAYS = {Shape.STATE: ("from", "through"), Shape.HAPPENING: ("on",), Shape.PERSON: ()}
_SAID_ELSEWHERE = {"id", "from", "through", "on", "recorded_on", "corrects", "withdrawn"}
"""Of a fact, in columns of their own."""


@dataclass(frozen=True)
class File:
    """One of the files.

    Attributes:
        needed, others: the columns that it must have, and those that it may have.
        table: where its rows wait, and ``columns`` its columns after the line.
        read: what a row says.
    """

    needed: tuple[str, ...]
    others: tuple[str, ...]
    table: str
    columns: str
    read: Callable[[Row, bool], Waiting]


def _person(row: Row, test_range: bool) -> Waiting:
    name = row.name("person")
    code = None
    if given := row.text("identity_code"):
        try:
            code = read_identity_code(given, day=row.manifest.made_on, test_range=test_range)
        except Refused as refused:
            row.refused("identity_code", refused)
    known = row.known_day("recorded_on")
    key = uuid.uuid5(row.manifest.namespace, name)
    return name, code and code.text, key, known, code and code.born


def _stay(row: Row, _: bool) -> Waiting:
    name, organisation = row.name("person"), row.name("organisation")
    first, last = row.day("from"), row.day("through")
    if not row.values.get("from"):
        row.wrong("from", "value_missing")
    if first and last and last < first:
        row.wrong("through", "stay_days")
    return name, organisation, first, last and last + ONE_DAY, row.truth("guest")


def _search(row: Row, _: bool) -> Waiting:
    name, first, last = row.name("person"), row.day("from"), row.day("through")
    asked = row.moment("asked_at")
    registered = row.known_day("registered_on")
    channel = row.word("channel", [str(one.value) for one in Channel])
    contact = row.word("contact_details_complete", ("yes", "no", UNKNOWN), must=False)
    evidence = row.text("evidence") or row.manifest.extract
    if not row.values.get("from"):
        row.wrong("from", "value_missing")
    if first:
        asked = asked or datetime.combine(first, time(), HELSINKI)
        asked_on = asked.astimezone(HELSINKI).date()
        if first not in (asked_on, asked_on + ONE_DAY):
            row.wrong("from", "search_not_from_asking")
        if registered and asked_on > registered:
            row.wrong("registered_on", "request_from_the_future")
    ground, ended = _end(row)
    if first and last and last < first:
        row.wrong("through", "end_before_start")
    if registered and ended and ended < registered:
        row.wrong("end_recorded_on", "end_recorded_before_start")
    return (
        name, first, last and last + ONE_DAY, asked, channel, contact or None, evidence, registered, ground or None, ended,
        row.truth("restart_need_met"),
    )  # fmt: skip


def _end(row: Row) -> tuple[str, Any]:
    """The ground of the end and the day on which it was recorded; both with the last day only."""
    grounds = [str(one.value) for one in Ground]
    ended = row.values.get("through", "") != ""
    ground = row.word("ground", grounds, must=ended)
    recorded = row.known_day("end_recorded_on") if ended else None
    last = row.day("through")
    if not ended and (ground or row.values.get("end_recorded_on")):
        row.wrong("through", "end_without_day")
    if last and recorded and last > recorded:
        row.wrong("end_recorded_on", "end_in_the_future")
    if last and ground and rule_of(Ground(ground), last) is None:
        row.wrong("ground", "end_ground_not_then")
    return ground, recorded


def _fact(row: Row, _: bool) -> Waiting:
    person, name, kind = row.name("person"), row.name("id"), _kind(row)
    corrects, withdrawn = row.name_if_any("corrects"), row.truth("withdrawn")
    source = row.word("source", [str(one.value) for one in Source], must=False)
    recorded, office = row.known_day("recorded_on"), row.name_if_any("recorded_in")
    evidence = row.text("evidence") or row.manifest.extract
    if kind and is_made(name, kind.kind_name):
        row.wrong("id", "name_made")
    if withdrawn and corrects is None:
        row.wrong("corrects", "withdrawn_without")
    said = _said(row, kind, withdrawn=withdrawn) if kind else {}
    says = None if withdrawn else _checked(row, kind, said)
    return (
        person, kind and kind.kind_name, name, says and says.days, json.dumps(says.attributes if says else {}),
        json.dumps(says.uncertain) if says and says.uncertain else None, corrects, withdrawn,
        source or (kind and kind.source.value), evidence, recorded, office,
        [str(said[link]) for link in _links(kind) if link in said] if kind else [],
        kind and str(said.get(kind.thing or "", name)),
    )  # fmt: skip


def _kind(row: Row) -> type[Fact] | None:
    """The kind of a fact, if it is one that stands in this file."""
    kind = KINDS.get(row.values.get("kind", ""))
    if kind is None or kind.kind_name in OF_SEARCHES:
        row.wrong("kind", "fact_kind" if kind is None else "fact_in_searches")
        return None
    return kind


def _checked(row: Row, kind: type[Fact] | None, said: dict[str, Any]) -> CheckedFact | None:
    """The fact as the clients' room checks it, if nothing was wrong with the row before."""
    if kind is None or not row.is_good:
        return None
    try:
        return checked_fact(NewFact(0, kind.kind_name, said))
    except Refused as refused:
        row.refused("attributes", refused)
        return None


def _links(kind: type[Fact]) -> tuple[str, ...]:
    """The attributes by which a fact points at other rows of its person."""
    return (*kind.refs, *(("about",) if kind.about else ()))


def _said(row: Row, kind: type[Fact], *, withdrawn: bool) -> dict[str, Any]:
    """What a fact says, in the words of a case file; a withdrawal says nothing."""
    wanted = () if withdrawn else _DAYS[kind.shape]
    for column in ("from", "through", "on"):
        if row.values.get(column) and column not in wanted:
            row.wrong(column, "withdrawn_says" if withdrawn else "day_of_another_shape", kind=kind.kind_name)
    attributes = row.json("attributes") if row.values.get("attributes") else {}
    if attributes is not None and not isinstance(attributes, dict):
        row.wrong("attributes", "json_form")
    if not isinstance(attributes, dict):
        return {}
    if withdrawn and attributes:
        row.wrong("attributes", "withdrawn_says")
    if set(attributes) & _SAID_ELSEWHERE:
        row.wrong("attributes", "attribute_in_column")
    must = [name for name in _links(kind) if name == "about" or kind.refs[name].required]
    for name in must if not withdrawn else ():
        if name not in attributes:
            row.wrong("attributes", "link_missing", kind=kind.kind_name, attribute=name)
    return attributes | {column: row.said(column) for column in wanted if row.values.get(column)}


def _contact(row: Row, _: bool) -> Waiting:
    person, kind = row.name("person"), row.word("kind", [str(one.value) for one in Detail])
    value, since = row.text("value", longest=300), row.known_day("since")
    recorded = row.known_day("recorded_on")
    if kind and since and row.is_good and not is_usable(NewDetail(0, Detail(kind), value, since)):
        row.wrong("value", "contact_detail", kind=kind)
    return person, kind, value, since, recorded


def _representation(row: Row, _: bool) -> Waiting:
    person, kind = row.name("person"), row.word("kind", [str(one.value) for one in Capacity])
    name, scope = row.needed("name", longest=120).strip(), row.text("scope", longest=300)
    first, last = row.day("from"), row.day("through")
    evidence, recorded = row.needed("evidence"), row.known_day("recorded_on")
    if not row.values.get("from"):
        row.wrong("from", "value_missing")
    if first and last and last < first:
        row.wrong("through", "representation_days")
    return person, kind, name, scope, first, last and last + ONE_DAY, evidence, recorded


EXTRACT: dict[str, File] = {
    PEOPLE: File(
        ("person", "recorded_on"), ("identity_code",),
        "import_person", "person, code, key, recorded_on, born", _person,
    ),
    STAYS: File(
        ("person", "organisation", "from"), ("through", "guest"),
        "import_stay", "person, organisation, first, until, is_guest", _stay,
    ),
    SEARCHES: File(
        ("person", "from", "registered_on", "channel"),
        ("through", "ground", "end_recorded_on", "asked_at", "contact_details_complete", "evidence", "restart_need_met"),
        "import_search",
        "person, first, until, asked_at, channel, contact, evidence, registered_on, ground, ended_on, need_met", _search,
    ),
    FACTS: File(
        ("person", "kind", "id", "recorded_on"),
        ("from", "through", "on", "attributes", "corrects", "withdrawn", "source", "evidence", "recorded_in"),
        "import_fact",
        "person, kind, name, days, attributes, uncertain, corrects, withdrawn, source, evidence, recorded_on,"
        " recorded_in, links, thing",
        _fact,
    ),
    CONTACTS: File(
        ("person", "kind", "value", "since", "recorded_on"), (),
        "import_contact", "person, kind, value, since, recorded_on", _contact,
    ),
    REPRESENTATIONS: File(
        ("person", "kind", "name", "from", "evidence", "recorded_on"), ("through", "scope"),
        "import_representation", "person, kind, name, scope, first, until, evidence, recorded_on", _representation,
    ),
}  # fmt: skip
"""By name, in the order in which they are read."""
