"""The loader: the law's own worked examples stored as rows, loaded and decided, answer as they do from their files."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest
from tests.clients.actors import adviser, new_client
from tests.clients.stored import LONG_AGO, store, window

from toimi.book.answers import Timeline
from toimi.book.casefile import read_case
from toimi.book.decision import decide
from toimi.book.facts import Source
from toimi.book.tables import check_schema, read_people, schema
from toimi.cli.law_examples import examples, known_at
from toimi.clients.case import load
from toimi.clients.checking import NewFact
from toimi.clients.facts import record, write
from toimi.days.line import date_of, offset_of
from toimi.invented.people import Invented
from toimi.law.book import BOOK

EVERY = 12
"""Of the worked examples every so many-th is stored."""
INVENTED = 400
Answers = dict[str, dict[int, tuple[Any, ...]]]


CHOSEN = examples()[::EVERY]


def stored(example: dict[str, Any]) -> int:
    """A new client with the facts of the example, known for ever."""
    person = new_client()
    case = example["case"]
    given: list[tuple[str, dict[str, Any]]] = [("person", case.get("person", {}))]
    given += [(kind, row) for kind, rows in case["facts"].items() for row in rows or ()]
    facts = [NewFact(person, kind, row, Source.OFFICIAL) for kind, row in given]
    write(facts, who=adviser(LONG_AGO))
    return person


def answers(timelines: dict[str, Timeline], block: int) -> Answers:
    """By benefit, for each day of one person the outcome and all grounds."""
    said: Answers = {}
    for benefit, timeline in timelines.items():
        mine = said.setdefault(benefit, {})
        for stretch in (timeline.block == block).nonzero()[0]:
            answer = (
                int(timeline.outcome[stretch]),
                tuple(timeline.barring.at(stretch)),
                tuple(timeline.possibly_barring.at(stretch)),
            )
            mine |= dict.fromkeys(range(timeline.start[stretch], timeline.end[stretch]), answer)
    return said


def test_worked_examples_are_answered_from_the_database_as_from_their_files(own_database: str) -> None:
    numbers = [stored(example) for example in CHOSEN]
    for number, example in zip(numbers, CHOSEN, strict=True):
        day, switches = known_at(example), example.get("switches", {})
        direct = read_case(example["case"], known_at=day).caseload
        asked = date_of(int(direct.asked_from[0])), date_of(int(direct.asked_until[0]))
        (batch,) = load([number], known_at=date_of(day), asked=asked)  # type: ignore[arg-type]
        people = read_people(batch, known_at=day)
        assert people.problems == [], example["name"]
        loaded = decide(people.caseload, BOOK, known_at=day, switches=switches).timelines
        wanted = answers(decide(direct, BOOK, known_at=day, switches=switches).timelines, 0)
        assert any(wanted.values()) or not example["expect"], example["name"]
        assert answers(loaded, 0) == wanted, example["name"]


@pytest.mark.parametrize("day", [date(2020, 6, 1), date(2026, 11, 24)])
def test_invented_people_are_answered_from_the_database_as_from_their_table(own_database: str, day: date) -> None:
    """Rows with corrections, withdrawals and words for what is not known, on an early and a late day of knowledge."""
    (table,) = Invented(INVENTED, 1).tables()
    (given,) = table.combine_chunks().to_batches()
    numbers = store(INVENTED)
    (batch,) = load(numbers, known_at=day, asked=window(table))
    known_at = offset_of(day)
    directly, loaded = (read_people(one, known_at=known_at) for one in (given, batch))
    assert directly.problems == loaded.problems == []
    here, there = (decide(one.caseload, BOOK, known_at=known_at).timelines for one in (directly, loaded))
    for person in range(INVENTED):
        assert answers(here, person) == answers(there, person)
    rows = batch.to_pylist()
    for sign in ("corrects", "withdrawn", "uncertain"):
        assert any(fact[sign] for row in rows for facts in row.values() if isinstance(facts, list) for fact in facts)


def test_one_person_reads_the_same_alone_and_among_others_in_any_order(own_database: str) -> None:
    numbers = [stored(example) for example in CHOSEN[:20]]
    day = date(2026, 11, 24)
    (everybody,) = load(known_at=day)
    assert everybody.column("person").to_pylist() == [str(number) for number in numbers]
    (backwards,) = load(numbers[::-1], known_at=day)
    for place, number in enumerate(numbers):
        (alone,) = load([number], known_at=day)
        assert alone.equals(everybody.slice(place, 1).take(pa.array([0])))
        assert alone.equals(backwards.slice(len(numbers) - 1 - place, 1).take(pa.array([0])))


def test_the_columns_are_those_of_the_book(own_database: str) -> None:
    person = stored(CHOSEN[0])
    (batch,) = load([person], known_at=date(2026, 11, 24))
    assert batch.schema == schema()
    check_schema(batch.schema)


def test_who_has_no_facts_has_empty_lists_and_nobody_is_no_batch(own_database: str) -> None:
    person = new_client()
    (batch,) = load([person], known_at=date(2026, 11, 24))
    (row,) = batch.to_pylist()
    assert row.pop("person") == str(person)
    assert all(not value for value in row.values())
    assert list(load([], known_at=date(2026, 11, 24))) == []


@pytest.mark.parametrize("kept", range(3))
def test_a_birth_date_is_the_one_known_on_the_day_of_knowledge(own_database: str, kept: int) -> None:
    """Recorded, corrected a month later, and withdrawn a month after that."""
    person = new_client()
    days = [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)]
    facts = [
        NewFact(person, "person", {"id": "a", "birth_date": "1990-01-01", "citizenship": "finland"}),
        NewFact(person, "person", {"id": "b", "birth_date": "1991-01-01"}, corrects="a"),
        NewFact(person, "person", {"id": "c"}, corrects="b", withdraws=True),
    ]
    for fact, day in zip(facts, days, strict=True):
        record([fact], who=adviser(day))
    said = [(date(1990, 1, 1), "finland"), (date(1991, 1, 1), None), (None, None)]
    for day in (days[kept], days[kept] + timedelta(days=27)):
        (batch,) = load([person], known_at=day)
        assert (batch.column("birth_date")[0].as_py(), batch.column("citizenship")[0].as_py()) == said[kept]
