"""Other authorities' registers are asked about clients, and what they tell is recorded with its source.

What has no answer is not known, and stays so: no register's silence is taken for a *no* (``register_facts.missing_row``).
Three steps, so that no transaction waits for another authority: whether it may be asked, with its trace, before anything
leaves the house (who may not record of a client may not ask about one); asking; recording what was told, once. The web
takes them one by one, the first and the last each in a transaction that says who acts; ``ask_registers`` is all three.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from toimi.book.facts import Source
from toimi.clients.access import check_writing
from toimi.clients.checking import NewFact
from toimi.clients.contacts import write_details
from toimi.clients.facts import record
from toimi.clients.models import ContactDetail, Detail, KnownFact, Person
from toimi.clients.people import locked
from toimi.clients.problems import Problem, Refused
from toimi.clients.register_beside import Beside, Contradiction, Known, beside
from toimi.clients.register_details import add_details
from toimi.clients.register_facts import missing_row, name_of, rows_of
from toimi.clients.selectors import detail_history
from toimi.office.actors import Actor
from toimi.registers.answers import Answer, NotKnown, Told, Why
from toimi.registers.asking import Register
from toimi.registers.directory import REGISTERS
from toimi.registers.population import Resident
from toimi.registers.xroad import Asking

TOGETHER = 1_000
"""People whose answers are recorded in one transaction."""


@dataclass(frozen=True)
class Outcome:
    """What came of asking one register about one person.

    Attributes:
        answer: what it told, that it has nobody by the code, or that it is not known and why.
        written: the names of the rows that were recorded.
        details: the kinds of details that were recorded.
        contradictions: what an official must look at.
    """

    person: int
    register: str
    answer: Answer[Any]
    written: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()


Answers = dict[str, dict[int, Answer[Any]]]
"""By register and person."""


def ask_registers(people: Sequence[int], registers: Sequence[str], *, who: Actor, issue: str) -> list[Outcome]:
    """Ask registers about people, and record what they tell.

    Args:
        people: the clients' numbers.
        registers: their names, from ``REGISTERS``.
        who: asks; the other authority sees the official's opaque id.
        issue: what it is for, as ``matter:17``; the other authority sees it too.

    Returns:
        an outcome for each person and register. If asking is broken off, what was recorded by then stands.

    Raises:
        Refused: if somebody is not there; nobody was asked about.
        NotAllowed: if the actor may not record of each of the people; of them and those after, nobody was asked about.
    """
    everybody, outcomes = list(_codes(people)), []
    for first in range(0, len(everybody), TOGETHER):
        codes = codes_to_ask(everybody[first : first + TOGETHER], registers, who=who)
        outcomes += record_answers(ask(codes, registers, who=who, issue=issue), who=who)
    return outcomes


@transaction.atomic
def codes_to_ask(people: Sequence[int], registers: Sequence[str], *, who: Actor) -> dict[int, str | None]:
    """The identity codes of people about whom registers may be asked; the traces stay, whatever is answered.

    Raises:
        Refused: if somebody is not there.
        NotAllowed: if the actor may not record of each of the people.
    """
    codes = _codes(people)
    for register in registers:
        check_writing(who, codes, what=f"registers.{register}")
    return codes


def ask(codes: Mapping[int, str | None], registers: Sequence[str], *, who: Actor, issue: str) -> Answers:
    """What each register answers about each of the people; the database is not touched."""
    asking = Asking(str(who.official), issue)
    return {register: _answers(REGISTERS[register], codes, asking) for register in registers}


@transaction.atomic
def record_answers(answers: Answers, *, who: Actor) -> list[Outcome]:
    """Record what registers told, all of it or none, in their order: what one told, the next is looked at beside.

    Raises:
        NotAllowed: if the actor may not record of each of the people.
    """
    return [outcome for register, mine in answers.items() for outcome in _recorded(register, mine, who)]


def _codes(people: Sequence[int]) -> dict[int, str | None]:
    """Everybody's identity code."""
    codes = dict(Person.objects.filter(pk__in=people).values_list("pk", "identity_code"))
    if missing := [place for place, person in enumerate(people) if person not in codes]:
        raise Refused([Problem("person_not_there", place) for place in missing])
    return codes


def _answers(register: Register[Any], codes: Mapping[int, str | None], asking: Asking) -> dict[int, Answer[Any]]:
    told = register.ask([code for code in codes.values() if code], asking)
    return {person: told[code] if code else NotKnown(Why.NO_IDENTITY_CODE) for person, code in codes.items()}


def _recorded(register: str, answers: Mapping[int, Answer[Any]], who: Actor) -> list[Outcome]:
    locked(answers)
    history = detail_history(answers)
    answers, found = _compared(register, answers, _known(register, answers), history, who.day)
    facts = [fact for one in found.values() for fact in one.facts]
    names = record(facts, who=who)
    written: dict[int, list[str]] = {person: [] for person in answers}
    for fact, name in zip(facts, names, strict=True):
        written[fact.person].append(name)
    write_details([detail for one in found.values() for detail in one.details], history, who=who)
    return [
        Outcome(
            person, register, answer, tuple(written[person]), tuple(one.kind for one in found[person].details),
            tuple(found[person].contradictions),
        )
        for person, answer in answers.items()
    ]  # fmt: skip


def _known(register: str, people: Iterable[int]) -> dict[int, Known]:
    rows: dict[int, dict[str, KnownFact]] = {person: {} for person in people}
    for row in KnownFact.objects.filter(person__in=rows).order_by("pk"):
        rows[row.person_id][row.name] = row
    return {person: Known(register, mine) for person, mine in rows.items()}


def _compared(
    register: str, answers: Mapping[int, Answer[Any]], known: Mapping[int, Known],
    details: Mapping[int, Sequence[ContactDetail]], day: date,
) -> tuple[dict[int, Answer[Any]], dict[int, Beside]]:  # fmt: skip
    """Each answer beside what is known; one that the vocabulary cannot take is no answer."""
    believed: dict[int, Answer[Any]] = {}
    found: dict[int, Beside] = {}
    for person, answer in answers.items():
        try:
            believed[person], found[person] = answer, _one(person, register, answer, known[person], day)
        except Refused:
            broken = NotKnown(Why.BROKEN_ANSWER, answer.request)
            believed[person], found[person] = broken, _one(person, register, broken, known[person], day)
        told = believed[person]
        if isinstance(told, Told) and isinstance(told.what, Resident):
            add_details(found[person], person, told.what, details[person], day)
    return believed, found


def _one(person: int, register: str, answer: Answer[Any], known: Known, day: date) -> Beside:
    if not isinstance(answer, Told):
        return _without_answer(person, register, known, day)
    evidence = f"{register} register, request {answer.request}"
    return beside(person, rows_of(register, answer.what), known, evidence)


def _without_answer(person: int, register: str, known: Known, day: date) -> Beside:
    """What a register told before stands. If it never did, its silence must not be read as *no*."""
    row = missing_row(register, day)
    if row is None or known.own():
        return Beside()
    said = {**row.said, "id": name_of(register, row.key)}
    return Beside([NewFact(person, row.kind, said, Source.REGISTER, f"{register} register has not answered")])
