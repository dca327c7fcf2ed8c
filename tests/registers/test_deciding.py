"""From the socket to the answer: what a register tells decides a day, and what it cannot tell leaves the day open.

Expected answers are those of the digest of the prerequisites: TTL 2:2 (5.4), 2:10.1 (5.10) and 2:13.4 (5.13).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.clients.actors import adviser, new_client
from tests.registers.running import records, registers, resident, right, studies

from toimi.book.answers import Outcome
from toimi.book.decision import decide
from toimi.book.facts import KINDS, Source
from toimi.book.questions import questions
from toimi.book.tables import read_people
from toimi.clients.case import load
from toimi.clients.checking import NewFact
from toimi.clients.facts import write
from toimi.clients.from_registers import REGISTERS, ask_registers
from toimi.clients.register_facts import rows_of
from toimi.days.line import offset_of
from toimi.invented.people import Invented
from toimi.law.book import BOOK
from toimi.registers.answers import Told

CODE = "070385-901X"
DAY, LATER = date(2022, 9, 1), date(2022, 9, 2)
ASKED = date(2022, 8, 1), date(2022, 8, 8)
SUBSIDY = "labour_market_subsidy"
DOWN = ("--fails", "access_denied")


def seeker(*more: tuple[str, dict[str, Any]], born: str, benefit: str | None = SUBSIDY, answered: bool = True) -> int:
    """A job seeker who has told everything that a person tells."""
    person = new_client(CODE)
    rows: list[tuple[str, dict[str, Any]]] = [
        ("person", {"id": "person", "birth_date": born}),
        ("job_search", {"from": "2022-07-01"}),
        ("seeks_full_time_work", {"from": "2022-07-01", "value": True}),
        ("answered_for", {"from": "2018-01-01", "subjects": ["work", "stops", "study", "business"] if answered else ["work", "stops", "business"]}),
        *more,
    ]  # fmt: skip
    if benefit:
        rows.append(("benefit", {"from": "2022-08-01", "kind": benefit}))
    write([NewFact(person, kind, row, Source.PERSON) for kind, row in rows], who=adviser(date(2022, 8, 1)))
    return person


def ask(person: int, register: str, *options: str, day: date = DAY) -> None:
    with registers("--register", register, *options):
        ask_registers([person], [register], who=adviser(day), issue="matter:1")


def decided(person: int, known_at: date, benefit: str = SUBSIDY) -> tuple[Outcome, list[str]]:
    """What is said of all the days asked about, and what is asked."""
    (batch,) = load([person], known_at=known_at, asked=ASKED)
    people = read_people(batch, known_at=offset_of(known_at))
    assert people.problems == []
    decision = decide(people.caseload, BOOK, known_at=offset_of(known_at))
    timeline = decision.timelines[benefit]
    (outcome,) = {Outcome(int(one)) for one in timeline.outcome}
    assert (timeline.start[0], timeline.end[-1]) == tuple(map(offset_of, ASKED))
    return outcome, [question.kind for question in questions(decision.evaluation, decision.timelines)]


# --- 2:13.4: under 18 without vocational education there is no right to the subsidy ----------------------------------------

VOCATIONAL = {"completed_id": "d1", "level": "vocational", "on": "2022-05-31"}
BASIC = {"completed_id": "d2", "level": "basic_education", "on": "2021-06-05"}


@pytest.mark.parametrize(
    ("completed", "outcome"),
    [([VOCATIONAL, BASIC], Outcome.RIGHT), ([BASIC], Outcome.NO_RIGHT), ([], Outcome.NO_RIGHT)],
)
def test_what_the_schools_tell_decides(
    completed: list[dict[str, Any]], outcome: Outcome, own_database: str, tmp_path: Path
) -> None:
    person = seeker(born="2005-03-07")
    ask(person, "studies", *records(tmp_path, studies={CODE: studies([], completed)}))
    assert decided(person, DAY)[0] is outcome


@pytest.mark.parametrize("how", ["down", "nobody there", "broken", "not configured"])
def test_without_an_answer_of_the_schools_the_days_are_open_and_never_no(
    how: str, own_database: str, tmp_path: Path
) -> None:
    """The register is complete by law, so a missing row would mean *no*."""
    person = seeker(born="2005-03-07")
    if how == "not configured":
        ask_registers([person], ["studies"], who=adviser(DAY), issue="matter:1")
    else:
        options = {"down": DOWN, "nobody there": (), "broken": ("--fails", "no_json")}[how]
        told = {} if how == "nobody there" else {CODE: studies([], [VOCATIONAL])}
        ask(person, "studies", *options, *records(tmp_path, studies=told))
    outcome, asked = decided(person, DAY)
    assert outcome is Outcome.OPEN and "qualification" in asked


@pytest.mark.parametrize(("completed", "outcome"), [([VOCATIONAL], Outcome.RIGHT), ([], Outcome.NO_RIGHT)])
def test_the_answer_that_comes_later_settles_what_the_outage_left_open(
    completed: list[dict[str, Any]], outcome: Outcome, own_database: str, tmp_path: Path
) -> None:
    """And what was known on the day of the outage stays to be seen as it was."""
    person = seeker(born="2005-03-07")
    ask(person, "studies", *DOWN, *records(tmp_path))
    ask(person, "studies", *records(tmp_path, studies={CODE: studies([], completed)}), day=LATER)
    assert decided(person, LATER)[0] is outcome
    assert decided(person, DAY)[0] is Outcome.OPEN


def test_an_outage_does_not_open_what_the_schools_told_before(own_database: str, tmp_path: Path) -> None:
    person = seeker(born="2005-03-07")
    ask(person, "studies", *records(tmp_path, studies={CODE: studies([], [VOCATIONAL])}))
    ask(person, "studies", *DOWN, *records(tmp_path), day=LATER)
    assert decided(person, LATER)[0] is Outcome.RIGHT


def test_an_outage_opens_nothing_where_the_answer_changes_nothing(own_database: str, tmp_path: Path) -> None:
    """Of somebody of 37 years no education matters for the right."""
    person = seeker(born="1985-03-07")
    ask(person, "studies", *DOWN, *records(tmp_path))
    assert decided(person, DAY)[0] is Outcome.RIGHT


# --- 2:2: a foreigner on a temporary permit has no right to the subsidy; nobody else is asked ------------------------------

TEMPORARY = ("work_right", {"from": "2022-03-01", "through": "2022-12-31", "basis": "temporary_permit"})


@pytest.mark.parametrize(
    ("country", "since", "outcome"),
    [("FI", None, Outcome.RIGHT), ("UA", None, Outcome.NO_RIGHT), ("FI", "2022-08-20", Outcome.OPEN)],
)
def test_citizenship_decides_if_the_person_always_had_it(
    country: str, since: str | None, outcome: Outcome, own_database: str, tmp_path: Path
) -> None:
    person = seeker(TEMPORARY, born="1985-03-07")
    told = resident(citizenships=[{"country": country, "since": since}])
    ask(person, "population", *records(tmp_path, population={CODE: told}))
    assert decided(person, DAY)[0] is outcome


def test_without_an_answer_of_the_population_register_the_days_are_open(own_database: str, tmp_path: Path) -> None:
    person = seeker(TEMPORARY, born="1985-03-07")
    ask(person, "population", *DOWN, *records(tmp_path, population={CODE: resident()}))
    assert decided(person, DAY)[0] is Outcome.OPEN


# --- 2:10.1: studies for a degree are full-time; silence counts only once the person has answered ---------------------------


def test_a_right_to_study_for_a_degree_bars_unless_an_official_finds_an_exception(
    own_database: str, tmp_path: Path
) -> None:
    person = seeker(born="1985-03-07", answered=False)
    told = studies([right(since="2022-01-10")])
    ask(person, "studies", *records(tmp_path, studies={CODE: told}))
    judged = [
        NewFact(
            person, "work_beside_study", {"on": "2022-08-01", "about": "studies/right-r1", "shows_no_obstacle": False}
        ),
        NewFact(person, "study_exception", {"on": "2022-08-01", "about": "studies/right-r1", "applies": False}),
    ]
    write(judged, who=adviser(DAY))
    assert decided(person, DAY)[0] is Outcome.NO_RIGHT


def test_studies_that_nobody_has_told_of_stay_a_question(own_database: str, tmp_path: Path) -> None:
    person = seeker(born="1985-03-07", answered=False)
    ask(person, "studies", *DOWN, *records(tmp_path))
    outcome, asked = decided(person, DAY)
    assert outcome is Outcome.OPEN and {"study", "answered_for"} & set(asked)


# --- claims: no statement without one, and not known is not none -----------------------------------------------------------


def test_a_claim_that_kela_tells_of_is_decided(own_database: str, tmp_path: Path) -> None:
    claim = {"claim_id": "c1", "benefit": SUBSIDY, "since": "2022-08-01", "through": None}
    person = seeker(born="1985-03-07", benefit=None)
    ask(person, "kela", *records(tmp_path, kela={CODE: {"claims": [claim], "disability_pensions": []}}))
    assert decided(person, DAY)[0] is Outcome.RIGHT


def test_a_claim_that_kela_cannot_tell_of_brings_no_statement_and_so_no_no(own_database: str, tmp_path: Path) -> None:
    """No claimant, no statement (TTL 11:4): nothing is said of the person's right."""
    person = seeker(born="1985-03-07", benefit=None)
    ask(person, "kela", *DOWN, *records(tmp_path))
    (batch,) = load([person], known_at=DAY, asked=ASKED)
    decision = decide(read_people(batch, known_at=offset_of(DAY)).caseload, BOOK, known_at=offset_of(DAY))
    assert decision.unclaimed == [tuple(map(offset_of, ASKED))]
    assert not any(len(timeline.outcome) for timeline in decision.timelines.values())


# --- everybody: what comes back is what the invented people were given ------------------------------------------------------

COMPARED = {
    "studies": {"study": ("goal", "from"), "qualification": ("level", "on")},
    "kela": {"benefit": ("kind", "from", "until"), "disability_pension": ("extent", "from", "until")},
    "incomes": {"employment": ("hours_share", "from", "until")},
    "companies": {"business": (
        "form", "from", "until", "vat_registered_on", "prepayment_registered_on", "employer_registered_on")},
}  # fmt: skip
"""By register and kind what must be the same in the end."""


def given(register: str, kind: str, row: dict[str, Any]) -> set[tuple[Any, ...]]:
    """The rows of the table that the register of invented people has; doubts and corrections are not in registers."""
    names = COMPARED[register][kind]
    rows = [one for one in row[kind] or [] if not (one["uncertain"] or one["corrects"] or one["withdrawn"])]
    if kind == "benefit":
        rows = [one for one in rows if one["kind"] != "earnings_related" and one["basis"] in (None, "unemployment")]
    if kind == "disability_pension":
        rows = [one for one in rows if one["extent"] == "full"]
    if kind == "business":
        rows = [one for one in rows if one["kind"] == "business" and one["form"] != "none"]
    return {tuple(one[name] for name in names) for one in rows}


def test_everybodys_facts_are_what_the_registers_have(own_database: str) -> None:
    """Four hundred invented people, through five sockets into the database and out again by the loader."""
    rows = [row for table in Invented(400, 5).tables() for row in table.to_pylist()]
    people = [new_client(row["person"]) for row in rows]
    with registers("--people", "400", "--seed", "5"):
        outcomes = ask_registers(people, list(REGISTERS), who=adviser(DAY), issue="rehearsal:1")
    assert all(isinstance(outcome.answer, Told) and not outcome.contradictions for outcome in outcomes)
    (batch,) = load(people, known_at=DAY, asked=ASKED)
    assert read_people(batch, known_at=offset_of(DAY)).problems == []
    compared = 0
    for row, loaded in zip(rows, batch.to_pylist(), strict=True):
        assert (loaded["birth_date"], loaded["citizenship"]) == (row["birth_date"], row["citizenship"])
        for register, kinds in COMPARED.items():
            for kind, names in kinds.items():
                found = {tuple(one[name] for name in names) for one in loaded[kind]}
                assert found == given(register, kind, row), kind
                compared += len(found)
    assert compared > 400


def test_a_register_tells_nothing_that_the_vocabulary_does_not_have() -> None:
    """Every kind that a row can have is one of the law's, and no judgement of an official is among them."""
    from tests.registers.test_recording import EVERYTHING

    kinds = set()
    for name, told in EVERYTHING.items():
        record = REGISTERS[name].record
        kinds |= {row.kind for row in rows_of(name, record.validate_json(_json(told)))}
    assert kinds == {
        "person", "business", "business_share", "business_closing", "employment", "employment_end", "benefit", "study",
        "study_end", "qualification",
    }  # fmt: skip
    assert all(KINDS[kind].source is not Source.OFFICIAL for kind in kinds)


def _json(told: Any) -> str:
    import json

    return json.dumps(told)
