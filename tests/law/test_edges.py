"""At every edge of every version, by each clock: the day before, the day and the day after, the right act speaks.

Which act that is comes from ``validity.csv``, written down from the digests. The people are the worked examples in which
a text of the place bites, moved in time as a whole so that the clock stands on the three days; each edge needs one person
for whom an act speaks exactly where the table has one, and nobody for whom another act does.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from test_examples import EXAMPLES, NAMES
from validity import EDGES, FIRST_VERIFIED, UNITS, Unit, rows_of

from toimi.book.bites import Bite, bites, row_clocks
from toimi.book.casefile import read_cases
from toimi.book.decision import Decision, decide
from toimi.book.provisions import BENEFIT_DAY, Provision
from toimi.days.line import TOP, date_of, offset_of
from toimi.law.book import BOOK
from toimi.law.gaps import left_open

TODAY = offset_of(date(2026, 11, 24))
AROUND = (-1, 0, 1)
MOST = 5
"""People tried for a text at an edge, those first who have to be moved least."""
Edge = tuple[tuple[str, str], str, int]


@dataclass(frozen=True)
class Moved:
    """An example moved in time, so that one of its days lies on an edge or beside it."""

    example: int
    by: int


@dataclass(frozen=True)
class Trial:
    """One example moved over an edge: on the three days of a row's clock, or once for three benefit days."""

    moved: tuple[Moved, ...]
    days: tuple[int, int]
    """Benefit days on which a text bites in the example itself."""


def run(cases: list[dict[str, Any]]) -> Decision:
    """All of them as one caseload, as known today."""
    read, problems = read_cases(cases, known_at=TODAY)
    assert problems == []
    return decide(read[0].caseload, BOOK, known_at=TODAY)


def moved_case(case: dict[str, Any], by: int) -> dict[str, Any]:
    """The case so many days later, birth and all; what the person has answered for is all of life."""
    later = _later(case, timedelta(days=by))
    answered = [{**row, "from": later["person"]["birth_date"]} for row in later["facts"].get("answered_for", [])]
    return {**later, "facts": {**later["facts"], "answered_for": answered}}


def _later(value: Any, by: timedelta) -> Any:
    if isinstance(value, dict):
        return {key: _later(part, by) for key, part in value.items()}
    if isinstance(value, list):
        return [_later(part, by) for part in value]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return (date.fromisoformat(value) + by).isoformat()
    return value


class People:
    """What bites in a caseload, by person, and where the clocks of people's rows stand."""

    def __init__(self, decision: Decision) -> None:
        self.bites: dict[tuple[str, int], list[Bite]] = defaultdict(list)
        for key, found in bites(decision, left_open(BOOK)).items():
            for bite in found:
                self.bites[key, bite.person].append(bite)
        self.clocks: dict[tuple[str, str], dict[int, list[int]]] = {}
        for provision in BOOK.provisions:
            for clock, days in row_clocks(decision, provision).items():
                people = decision.evaluation.rows(str(provision.each)).block.tolist()
                of_person: dict[int, list[int]] = defaultdict(list)
                for person, day in zip(people, days, strict=True):
                    of_person[person].append(day)
                self.clocks[str(provision.each), clock] = of_person

    def rows(self, unit: Unit, clock: str, person: int) -> list[int]:
        """Where the clock stands for the rows of the person that the unit goes through."""
        kinds = {str(version.each) for version in unit.versions if version.each}
        return [day for kind in sorted(kinds) for day in self.clocks.get((kind, clock), {}).get(person, [])]


@pytest.fixture(scope="module")
def examples() -> People:
    return People(run([moved_case(example["case"], 0) for example in EXAMPLES]))


def trials(unit: Unit, clock: str, day: int, examples: People) -> list[Trial]:
    """The examples to move over the edge, those first that have to be moved least.

    Best are those in which the text bites on the day before and the day after as well; the others show one side.
    """
    found: dict[tuple[int, str], dict[int, list[Trial]]] = defaultdict(lambda: defaultdict(list))
    for number in range(len(EXAMPLES)):
        for version in unit.versions:
            for bite in examples.bites.get((version.key, number), []):
                for weak, trial in _trials_of(unit, clock, day, number, bite, examples):
                    found[weak, version.key][number].append(trial)
    chosen: list[Trial] = []
    for _, tried in sorted(found.items(), key=lambda one: one[0]):
        nearest = [min(some, key=lambda one: abs(one.moved[0].by)) for some in tried.values()]
        chosen += sorted(nearest, key=lambda one: abs(one.moved[0].by))[:MOST]
    return list(dict.fromkeys(chosen))


def _trials_of(
    unit: Unit, clock: str, day: int, number: int, bite: Bite, examples: People
) -> Iterator[tuple[int, Trial]]:
    days = bite.start, bite.end
    if clock == BENEFIT_DAY:
        first, last = bite.start + 1, bite.end - 2
        strong = {first, (first + last) // 2, last} if first <= last else set()
        for weak, anchors in ((0, strong), (1, {bite.start, bite.end - 1, bite.end} - strong)):
            yield from ((weak, Trial((Moved(number, day - anchor),), days)) for anchor in anchors)
        return
    own = [at for named, at in bite.clocks if named == clock]
    for at in own or examples.rows(unit, clock, number):
        if at < TOP:
            yield 0, Trial(tuple(Moved(number, day + around - at) for around in AROUND), days)


@dataclass
class Heard:
    """What was heard at an edge: the names of those for whom the right act spoke, and of the others what was wrong."""

    right: list[str]
    wrong: list[str]
    missed: list[str]
    shown: set[str]
    """The keys of the texts that spoke on the side of the edge on which they hold, for somebody with the right act."""


@pytest.fixture(scope="module")
def heard(examples: People) -> dict[Edge, Heard]:
    """Everybody moved over every edge, decided in one run."""
    asked = {edge: trials(UNITS[edge[0]], edge[1], edge[2], examples) for edge in EDGES}
    moved = list(dict.fromkeys(one for tried in asked.values() for trial in tried for one in trial.moved))
    people = People(run([moved_case(EXAMPLES[one.example]["case"], one.by) for one in moved]))
    number = {one: place for place, one in enumerate(moved)}
    return {edge: listen(edge, tried, number, people) for edge, tried in asked.items()}


def listen(edge: Edge, tried: list[Trial], number: dict[Moved, int], people: People) -> Heard:
    """What each trial of an edge says."""
    unit, clock, day = UNITS[edge[0]], edge[1], edge[2]
    found = Heard([], [], [], set())
    for trial in tried:
        name = NAMES[trial.moved[0].example]
        said = list(_said(unit, clock, day, trial, [number[one] for one in trial.moved], people))
        if any(one.spoken - one.allowed or len(one.spoken) > one.rows for one in said):
            found.wrong.append(f"{name}: {said}")
        elif all(one.right for one in said) and any(one.spoken for one in said):
            found.right.append(name)
            found.shown |= {key for place, key in _inside(unit, clock, day) if key in said[place].keys}
        else:
            found.missed.append(f"{name}: {said}")
    return found


def _inside(unit: Unit, clock: str, day: int) -> list[tuple[int, str]]:
    """The texts that begin or end there: which of the three days lies inside beside the edge, and the key."""
    found = []
    for version in unit.versions:
        first, end = version.governs.clocks.get(clock, (0, TOP))
        if clock == BENEFIT_DAY and version.ends:
            end = version.end_known_on(TODAY)
        if day in (first, end):
            found.append((1 if day == first else 0, version.key))
    return found


@dataclass(frozen=True)
class Said:
    """On one day the texts that spoke, the acts that the tables have, and those that the person's rows may bring.

    ``rows``: how many rows of the person the text goes through; each brings one act at most.
    """

    keys: set[str]
    wanted: set[str]
    allowed: set[str]
    rows: int

    @property
    def spoken(self) -> set[str]:
        """The acts of the texts that spoke."""
        return {key.partition("@")[2].partition("#")[0] for key in self.keys}

    @property
    def right(self) -> bool:
        """An act speaks exactly where the tables have one."""
        return bool(self.spoken) == bool(self.wanted) and self.spoken <= self.wanted


def _said(unit: Unit, clock: str, day: int, trial: Trial, numbers: list[int], people: People) -> Iterator[Said]:
    """What is said on each of the three days."""
    if clock == BENEFIT_DAY:
        yield from _said_on_benefit_days(unit, day, numbers[0], people)
        return
    for around, person, moved in zip(AROUND, numbers, trial.moved, strict=True):
        found = _bites(unit, person, people)
        spoken = {version.key for version, bite in found if not bite.clocks or (clock, day + around) in bite.clocks}
        asked = trial.days[0] + moved.by, trial.days[1] - 1 + moved.by
        rows = {day + around, *people.rows(unit, clock, person)}
        acts = {row: set().union(*[unit.acts_at({clock: row, BENEFIT_DAY: at}) for at in asked]) for row in rows}
        yield Said(spoken, acts[day + around], set().union(*acts.values()), len(rows))


def _said_on_benefit_days(unit: Unit, day: int, person: int, people: People) -> Iterator[Said]:
    """The same, of somebody with one row where the rows have a clock of their own."""
    others = {named for row in unit.rows for named, _, _ in row.clocks if named != BENEFIT_DAY}
    point = {named: at for named in others for at in people.rows(unit, named, person)}
    if any(len(people.rows(unit, named, person)) > 1 for named in others):
        return
    for at in (day + around for around in AROUND):
        spoken = {version.key for version, bite in _bites(unit, person, people) if bite.start <= at < bite.end}
        wanted = unit.acts_at({**point, BENEFIT_DAY: at})
        yield Said(spoken, wanted, wanted, 1)


def _bites(unit: Unit, person: int, people: People) -> list[tuple[Provision, Bite]]:
    return [(version, bite) for version in unit.versions for bite in people.bites.get((version.key, person), [])]


def named(edge: Edge) -> str:
    """The edge as it is called in a report."""
    return f"{edge[0][0]} {edge[0][1]} {edge[1]} {date_of(edge[2])}"


NOT_REACHED = {
    "TTL 2:5a.2 first_four_months begun 2018-01-01": "asks whether the person was unemployed the day before, by a 2:1.2 that "
    "is not in the book: reached from the next day on",
    "TTL 2:5a.1 starting_business benefit_day 2018-01-01": "the same",
    "TTL 2a:16.2 neglect_set_aside conduct 2023-01-01": "goes by the notice of dismissal: on the first day of the act nobody "
    "dismissed under it is out of work yet",
    "TTL 10:2.2 bar benefit_day 2017-01-01": "reads the list of services of 1:5.1(15), in the book from 2019 on",
    "TTL 10:2.3(3) overlay benefit_day 2017-01-01": "the same",
    "TTL 10:2.3(3) notice benefit_day 2017-01-01": "the same",
    "TTL 10:5.1 overlay benefit_day 2013-01-01": "takes away bars whose texts in the book are of 2015 and later",
    "TTL 11:4c.1 search_started_by_15_april_2020 benefit_day 2021-10-01": "by its own words it is about days before a "
    "search begun by 15 April 2020",
    "TTL 11:4b.1 search_by_15_february_2022 benefit_day 2022-02-16": "on 15 February it frees only whoever registers later, "
    "and there the two readings differ",
}
"""Edges that no person of this book can show, and why. All but the last two lie before the days answered for."""


NOT_SHOWN = {
    "TTL 2:11.2@1001/2012#student_to_end_of_term benefit_day 2013-01-01": "studies begun before 2013 are for an official, and the "
    "first days after others come later",
    "TTL 2:10.2@552/2018#full_time_study_from_2018 begun 2023-01-01": "its benefit days end in July 2021, before studies begin in 2023",
}
"""Texts of which one end lies where the other clock never stands."""


@pytest.mark.parametrize("edge", EDGES, ids=named)
def test_the_right_act_speaks_on_both_sides(edge: Edge, heard: dict[Edge, Heard]) -> None:
    """Nobody hears another act than the table has, and somebody hears exactly what it has on all three days."""
    assert heard[edge].wrong == []
    if named(edge) in NOT_REACHED:
        assert heard[edge].right == [], "reached after all: take it off the list"
    else:
        assert heard[edge].right, heard[edge].missed
        texts = {key for _, key in _inside(UNITS[edge[0]], edge[1], edge[2])}
        assert texts - {key for key in texts if f"{key} {edge[1]} {date_of(edge[2])}" in NOT_SHOWN} == heard[edge].shown


def test_the_lists_of_exceptions_name_what_there_is() -> None:
    """An edge or a text that is gone is taken off its list."""
    assert set(NOT_REACHED) <= {named(edge) for edge in EDGES}
    keys = {f"{version.key} {clock} {date_of(day)}" for name, clock, day in EDGES for version in UNITS[name].versions}
    assert set(NOT_SHOWN) <= keys


OF_KEY = {version.key: (version, unit) for unit in UNITS.values() for version in unit.versions}


@pytest.mark.parametrize("key", OF_KEY)
def test_every_provision_cites_an_act_of_its_table(key: str) -> None:
    """And where the tables have no row at all, nobody has read the digest for it."""
    provision, _ = OF_KEY[key]
    assert provision.act in {act for row in rows_of(provision) for act in row.acts}


def box_of_tables(provision: Provision, unit: Unit, clock: str) -> tuple[int, int]:
    """From the first to the last day on which the tables have the act, or its words, by the clock."""
    spans = [
        next(((first, end) for named, first, end in row.clocks if named == clock), (0, TOP))
        for row in rows_of(provision)
        if provision.act == unit.speaker(row)
    ]
    return min(first for first, _ in spans), max(end for _, end in spans)


@pytest.mark.parametrize("key", OF_KEY)
def test_the_box_of_every_provision_is_that_of_its_tables(key: str) -> None:
    """By each clock, its own end as known today; before 2020 the book may leave a first day open, or add a clock."""
    provision, unit = OF_KEY[key]
    by_tables = {clock for row in rows_of(provision) for clock, _, _ in row.clocks}
    for clock in by_tables:
        first, end = provision.governs.clocks.get(clock, (0, TOP))
        wanted_first, wanted_end = box_of_tables(provision, unit, clock)
        if clock == BENEFIT_DAY and provision.ends:
            end = provision.end_known_on(TODAY)
        assert end == wanted_end
        assert first == wanted_first or (first == 0 and wanted_first < FIRST_VERIFIED)
    for clock in set(provision.governs.clocks) - by_tables:
        first, end = provision.governs.clocks[clock]
        assert first < FIRST_VERIFIED
        assert end == TOP
