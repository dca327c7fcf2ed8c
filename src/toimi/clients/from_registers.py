"""Other authorities' registers are asked about clients, and what they tell is recorded with its source.

What has no answer is not known, and stays so: no register's silence is taken for a *no* (``register_facts.missing_row``).
The registers are asked before anything is locked; what they told is recorded in one transaction. Asked and told twice
is recorded once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from toimi.book.facts import Source
from toimi.clients.checking import NewFact
from toimi.clients.facts import record
from toimi.clients.models import KnownFact, Person
from toimi.clients.people import locked
from toimi.clients.problems import Problem, Refused
from toimi.clients.register_beside import Beside, Contradiction, Known, beside
from toimi.clients.register_facts import missing_row, name_of, rows_of
from toimi.registers.answers import Answer, NotKnown, Told, Why
from toimi.registers.asking import Register
from toimi.registers.companies import COMPANIES
from toimi.registers.incomes import INCOMES
from toimi.registers.kela import KELA
from toimi.registers.population import POPULATION, Resident
from toimi.registers.studies import STUDIES
from toimi.registers.xroad import Asking

REGISTERS: dict[str, Register[Any]] = {
    register.name: register for register in (POPULATION, COMPANIES, INCOMES, KELA, STUDIES)
}
TOGETHER = 1_000
"""People whose answers are recorded in one transaction."""


@dataclass(frozen=True)
class Outcome:
    """What came of asking one register about one person.

    Attributes:
        answer: what it told, that it has nobody by the code, or that it is not known and why.
        written: the names of the rows that were recorded.
        contradictions: what an official must look at.
    """

    person: int
    register: str
    answer: Answer[Any]
    written: tuple[str, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()


def ask_registers(
    people: Sequence[int], registers: Iterable[str], *, day: date, official: str, issue: str
) -> list[Outcome]:
    """Ask registers about people, and record what they tell.

    Args:
        people: the clients' numbers.
        registers: their names, from ``REGISTERS``.
        day: on which it is recorded.
        official: who asks, or the service that does; an opaque id, which the other authority sees.
        issue: what it is for, as ``matter:17``; the other authority sees it too.

    Returns:
        an outcome for each person and register. If asking is broken off, what was recorded by then stands.

    Raises:
        Refused: if somebody is not there; nobody was asked about.
    """
    codes = list(_codes(people).items())
    names, outcomes = list(registers), []
    for first in range(0, len(codes), TOGETHER):
        for name in names:
            answers = _answers(REGISTERS[name], dict(codes[first : first + TOGETHER]), Asking(official, issue))
            outcomes += _recorded(name, answers, day=day, official=official)
    return outcomes


def _codes(people: Sequence[int]) -> dict[int, str | None]:
    """Everybody's identity code."""
    codes = dict(Person.objects.filter(pk__in=people).values_list("pk", "identity_code"))
    if missing := [place for place, person in enumerate(people) if person not in codes]:
        raise Refused([Problem("person_not_there", place) for place in missing])
    return codes


def _answers(register: Register[Any], codes: Mapping[int, str | None], asking: Asking) -> dict[int, Answer[Any]]:
    told = register.ask([code for code in codes.values() if code], asking)
    return {person: told[code] if code else NotKnown(Why.NO_IDENTITY_CODE) for person, code in codes.items()}


@transaction.atomic
def _recorded(register: str, answers: Mapping[int, Answer[Any]], *, day: date, official: str) -> list[Outcome]:
    """Record the answers of one register, all of them or none."""
    locked(answers)
    known = _known(register, answers)
    answers, found = _compared(register, answers, known, day)
    facts = [fact for one in found.values() for fact in one.facts]
    names = record(facts, day=day, official=official)
    written: dict[int, list[str]] = {person: [] for person in answers}
    for fact, name in zip(facts, names, strict=True):
        written[fact.person].append(name)
    return [
        Outcome(person, register, answer, tuple(written[person]), tuple(found[person].contradictions))
        for person, answer in answers.items()
    ]


def _known(register: str, people: Iterable[int]) -> dict[int, Known]:
    rows: dict[int, dict[str, KnownFact]] = {person: {} for person in people}
    for row in KnownFact.objects.filter(person__in=rows).order_by("pk"):
        rows[row.person_id][row.name] = row
    return {person: Known(register, mine) for person, mine in rows.items()}


def _compared(
    register: str, answers: Mapping[int, Answer[Any]], known: Mapping[int, Known], day: date
) -> tuple[dict[int, Answer[Any]], dict[int, Beside]]:
    """Each answer beside what is known; one that the vocabulary cannot take is no answer."""
    believed: dict[int, Answer[Any]] = {}
    found: dict[int, Beside] = {}
    for person, answer in answers.items():
        try:
            believed[person], found[person] = answer, _one(person, register, answer, known[person], day)
        except Refused:
            broken = NotKnown(Why.BROKEN_ANSWER, answer.request)
            believed[person], found[person] = broken, _one(person, register, broken, known[person], day)
    return believed, found


def _one(person: int, register: str, answer: Answer[Any], known: Known, day: date) -> Beside:
    evidence = f"{register} register, request {answer.request}"
    if not isinstance(answer, Told):
        return _without_answer(person, register, known, day)
    found = beside(person, rows_of(register, answer.what), known, evidence)
    if isinstance(answer.what, Resident) and answer.what.replaced_by:
        found.contradictions.append(Contradiction(Problem("identity_code_replaced")))
    return found


def _without_answer(person: int, register: str, known: Known, day: date) -> Beside:
    """What a register told before stands. If it never did, its silence must not be read as *no*."""
    row = missing_row(register, day)
    if row is None or known.own():
        return Beside()
    said = {**row.said, "id": name_of(register, row.key)}
    return Beside([NewFact(person, row.kind, said, Source.REGISTER, f"{register} register has not answered")])
