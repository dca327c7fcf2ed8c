"""Other authorities' registers are asked about clients, and what they tell is recorded with its source.

What has no answer is not known, and stays so: no register's silence is taken for a *no* (``register_facts.missing_row``).
Three steps, so that no transaction waits for another authority: whether it may be asked, with its trace, before anything
leaves the house (who may not record of a client may not ask about one); asking; recording what was told, once. The web
takes them one by one, the first and the last each in a transaction that says who acts; ``ask_registers`` is all three.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import date
from typing import Any

from django.db import transaction

from toimi.book.facts import Source
from toimi.clients.access import check_writing, relations
from toimi.clients.checking import NewFact
from toimi.clients.contacts import write_details
from toimi.clients.facts import record
from toimi.clients.models import ContactDetail, KnownFact, Person
from toimi.clients.people import locked
from toimi.clients.problems import Problem, Refused
from toimi.clients.register_answers import Outcome, keep_answers
from toimi.clients.register_beside import Beside, Known, beside
from toimi.clients.register_details import add_details
from toimi.clients.register_facts import missing_row, name_of, rows_of
from toimi.clients.selectors import detail_history
from toimi.office.access import Standing
from toimi.office.actors import Actor
from toimi.registers.answers import Answer, NotKnown, Told, Why
from toimi.registers.asking import Patience, Register
from toimi.registers.directory import REGISTERS
from toimi.registers.population import Resident
from toimi.registers.xroad import Asking

TOGETHER = 1_000
"""People whose answers are recorded in one transaction."""
PATIENT = Patience()


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
def codes_to_ask(
    people: Sequence[int], registers: Sequence[str], *, who: Actor, with_matter: Container[int] = ()
) -> dict[int, str | None]:
    """The identity codes of people about whom registers may be asked; the traces stay, whatever is answered.

    Args:
        with_matter: of whom a matter is pending with the actor's organisation; it counts for those whom it serves, since
            what registers tell of somebody's home is for whoever serves that client to record.

    Raises:
        Refused: if somebody is not there.
        NotAllowed: if the actor may not record of each of the people.
    """
    served = (Standing.OWN, Standing.GUEST)
    asked = {one for one in people if one in with_matter}
    mine = (
        {one for one, relation in relations(who, sorted(asked)).items() if relation.standing in served} if asked else ()
    )
    for register in registers:
        check_writing(who, people, what=f"registers.{register}", with_matter=mine)
    return _codes(people)


def ask(
    codes: Mapping[int, str | None], registers: Sequence[str], *, who: Actor, issue: str,
    patience: Patience = PATIENT, within: float | None = None,
) -> Answers:  # fmt: skip
    """What each register answers about each of the people, all of them asked at once; the database is not touched.

    Args:
        patience: with each request.
        within: seconds for everything: a register that has not answered by then is not known, whatever it does later.

    Raises:
        BadSetting: for a setting that cannot be meant.
    """
    asking = Asking(str(who.official), issue)
    threads = ThreadPoolExecutor(len(registers), thread_name_prefix="registers")
    try:
        begun = {one: threads.submit(_answers, REGISTERS[one], codes, asking, patience) for one in registers}
        done, _ = wait(begun.values(), within)
        return {register: _in_time(codes, answers, done) for register, answers in begun.items()}
    finally:
        threads.shutdown(wait=False)


@transaction.atomic
def record_answers(answers: Answers, *, who: Actor, with_matter: Container[int] = ()) -> list[Outcome]:
    """Record what registers told, all of it or none, in their order: what one told, the next is looked at beside.

    Args:
        with_matter: as of ``codes_to_ask``.

    Raises:
        NotAllowed: if the actor may not record of each of the people.
    """
    return [outcome for register, mine in answers.items() for outcome in _recorded(register, mine, who, with_matter)]


def _codes(people: Sequence[int]) -> dict[int, str | None]:
    """Everybody's identity code."""
    codes = dict(Person.objects.filter(pk__in=people).values_list("pk", "identity_code"))
    if missing := [place for place, person in enumerate(people) if person not in codes]:
        raise Refused([Problem("person_not_there", place) for place in missing])
    return codes


def _in_time(
    codes: Mapping[int, str | None], answers: Future[dict[int, Answer[Any]]], done: Collection[Future[Any]]
) -> dict[int, Answer[Any]]:
    return answers.result() if answers in done else dict.fromkeys(codes, NotKnown(Why.TIMEOUT))


def _answers(
    register: Register[Any], codes: Mapping[int, str | None], asking: Asking, patience: Patience
) -> dict[int, Answer[Any]]:
    told = register.ask([code for code in codes.values() if code], asking, patience)
    return {person: told[code] if code else NotKnown(Why.NO_IDENTITY_CODE) for person, code in codes.items()}


def _recorded(
    register: str, answers: Mapping[int, Answer[Any]], who: Actor, with_matter: Container[int]
) -> list[Outcome]:
    locked(answers)
    history = detail_history(answers)
    answers, found = _compared(register, answers, _known(register, answers), history, who.day)
    facts = [fact for one in found.values() for fact in one.facts]
    names = record(facts, who=who, with_matter=with_matter)
    written: dict[int, list[str]] = {person: [] for person in answers}
    for fact, name in zip(facts, names, strict=True):
        written[fact.person].append(name)
    write_details([detail for one in found.values() for detail in one.details], history, who=who)
    outcomes = [
        Outcome(
            person, register, answer, tuple(written[person]), tuple(one.kind for one in found[person].details),
            tuple(found[person].contradictions),
        )
        for person, answer in answers.items()
    ]  # fmt: skip
    keep_answers(outcomes, who=who)
    return outcomes


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
