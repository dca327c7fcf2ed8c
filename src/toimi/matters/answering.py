"""What comes in: answers to requests, whole or in parts, and all else about a matter, by whatever channel; then it is read.

What answers a question with a value becomes a fact of the client, with who told it. An answer that comes too late, or on
top of a complete one, is taken while nothing has been decided, and the matter is asked of the law again; after that it is
new information, by which the matter is taken up again.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from toimi.clients.checking import NewFact
from toimi.clients.facts import write
from toimi.clients.models import KnownFact
from toimi.clients.people import locked
from toimi.clients.problems import LONGEST, is_storable
from toimi.matters.actions import go
from toimi.matters.answers import SOURCES, NoValue, facts_from
from toimi.matters.asking import asked_again
from toimi.matters.clarifying import UNDECIDED, end, requests_of
from toimi.matters.models import Matter, Received, Request
from toimi.matters.problems import Problem, Refused
from toimi.matters.requests import Channel, Outcome, To
from toimi.matters.states import By, State
from toimi.matters.taking import by_of, taken
from toimi.office.actors import Actor
from toimi.office.many import insert

_Content = tuple[int, str]
"""The number of a request and the digest of what came to it."""


@dataclass(frozen=True)
class Message:
    """Something that came.

    Attributes:
        request: which it answers.
        sender, reference: who, as the request names the addressee; of the client the number.
        text: in the sender's words.
        questions: keys of the questions that the text answers.
        values: by key, what answers a question with one value, in the words of a case file.
        facts: what no single value says; of kinds that were asked about.
        announces_attachments: more is to come.
        is_last: nothing more is to come, though not every question was answered.
    """

    request: int
    sender: To
    reference: str
    channel: Channel
    text: str = ""
    questions: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    facts: tuple[NewFact, ...] = ()
    announces_attachments: bool = False
    is_last: bool = False

    @property
    def digest(self) -> str:
        """Of all of it but the way it came: the same answer twice is one."""
        said = [
            self.sender, self.reference, self.text, sorted(self.questions), dict(self.values),
            [[one.kind, dict(one.said)] for one in self.facts], self.announces_attachments, self.is_last,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()

    @property
    def keys(self) -> set[str]:
        """All questions that it answers."""
        return {*self.questions, *self.values}


@dataclass(frozen=True)
class Note:
    """Something that came about a matter and answers no request of it; what was said is written down (434/2003 section 42)."""

    matter: int
    sender: To
    reference: str
    channel: Channel
    text: str


def answer(messages: Sequence[Message], *, who: Actor) -> list[int]:
    """Take answers to requests, all of the list or none; the same answer again is the one that is there.

    Returns:
        The number of each in the inbox.

    Raises:
        Refused: with every problem; nothing was written.
        toimi.clients.problems.Refused: for values that cannot be taken as facts.
        NotAllowed: if the actor may not work on all of the matters, or record of all of the people.
    """
    with transaction.atomic():
        requests, matters = requests_of((one.request for one in messages), who=who, what="matters.answer")
        new, there = fresh(requests, messages)
        found = [problem for request, one in new for problem in _problems(request, one, matters[request.matter_id])]
        if found:
            raise Refused(found)
        _let_pass([request for request, _ in new], matters, who=who)
        there |= keep(new, who=who, matters=matters)
        _go_on(new, matters, who=who)
        return [there[one.request, one.digest] for one in messages]


def fresh(
    requests: Mapping[int, Request], messages: Iterable[Message]
) -> tuple[list[tuple[Request, Message]], dict[_Content, int]]:
    """Messages that have not come before, each once with its request; and what has come, with its number in the inbox."""
    rows = Received.objects.filter(request__in=requests)
    there = {(row.request_id or 0, row.digest): row.pk for row in rows}
    new = {(one.request, one.digest): (requests[one.request], one) for one in messages}
    return [pair for content, pair in new.items() if content not in there], there


def _problems(request: Request, one: Message, matter: Matter) -> Iterable[Problem]:
    asked = {question["key"] for question in request.questions}
    kinds = {question.get("kind") for question in request.questions}
    if State(matter.state) not in UNDECIDED:
        yield Problem("matter_is_decided", matter.pk)
    if (one.sender, one.reference) != (request.to, request.reference):
        yield Problem("another_was_asked", matter.pk)
    if not one.keys <= asked or any(fact.kind not in kinds for fact in one.facts):
        yield Problem("not_asked", matter.pk)
    if not (one.text.strip() or one.values or one.facts or one.announces_attachments or one.is_last):
        yield Problem("answer_is_empty", matter.pk)
    if not is_storable(one.text):
        yield _not_storable(matter.pk)


def _not_storable(matter: int) -> Problem:
    return Problem("answer_not_storable", matter, {"longest": str(LONGEST)})


def _let_pass(requests: Iterable[Request], matters: dict[int, Matter], *, who: Actor) -> None:
    """What came after the day is late, whether the office's clock has been there already or not."""
    passed = {one.pk: one for one in requests if one.outcome == Outcome.OPEN and one.due_on < who.day}
    if not passed:
        return
    end(passed.values(), Outcome.EXPIRED, matters, who=who)
    for one in passed.values():
        one.outcome = Outcome.EXPIRED
    matters |= {one.pk: one for one in Matter.objects.filter(pk__in={one.matter_id for one in passed.values()})}


def keep(pairs: Sequence[tuple[Request, Message]], *, who: Actor, matters: Mapping[int, Matter]) -> dict[_Content, int]:
    """Put messages into the inbox, with the facts that they tell; those of a request whose day has passed as late."""
    known = _known(request_and_person := [(request, matters[request.matter_id].person_id) for request, _ in pairs])
    facts = [
        _facts(request, one, person, known)
        for (request, person), (_, one) in zip(request_and_person, pairs, strict=True)
    ]
    locked({fact.person for some in facts for fact in some})
    names = iter(write([fact for some in facts for fact in some], who=who))
    rows = [
        {
            "matter": request.matter_id, "request": request.pk, "channel": one.channel, "sender": one.sender,
            "reference": one.reference, "text": one.text, "questions": sorted(one.keys),
            "facts": [next(names) for _ in some], "announces_attachments": one.announces_attachments,
            "is_late": request.outcome == Outcome.EXPIRED, "received_on": who.day, "received_at": who.at,
            "recorded_by": str(who.official), "digest": one.digest, "read_by": "",
        }
        for (request, one), some in zip(pairs, facts, strict=True)
    ]  # fmt: skip
    numbers = insert(Received, rows)
    return {(request.pk, one.digest): number for number, (request, one) in zip(numbers, pairs, strict=True)}


def _known(asked: Iterable[tuple[Request, int]]) -> dict[tuple[int, str], KnownFact]:
    """The rows that were asked about, by person and name."""
    named = {
        (person, question.get("fact", "")) for request, person in asked for question in request.questions
    }  # fmt: skip
    rows = KnownFact.objects.filter(person__in={person for person, _ in named}, name__in={name for _, name in named})
    return {(row.person_id, row.name): row for row in rows}


def _facts(
    request: Request, one: Message, person: int, known: Mapping[tuple[int, str], KnownFact]
) -> list[NewFact]:  # fmt: skip
    """What the message tells, with who told it."""
    asked = {question["key"]: asked_again(question) for question in request.questions}
    try:
        found = [fact for key, value in one.values.items() for fact in facts_from(asked[key], value, person, known)]
    except NoValue:
        raise Refused([Problem("no_single_value", request.matter_id)]) from None
    source, evidence = SOURCES[To(request.to)], f"request:{request.pk} {request.to}"
    return [replace(fact, person=person, source=source, evidence=evidence) for fact in [*found, *one.facts]]


def _go_on(pairs: Sequence[tuple[Request, Message]], matters: Mapping[int, Matter], *, who: Actor) -> None:
    """Requests that are answered whole end; of the others, those with attachments to come say so."""
    Matter.objects.filter(pk__in={request.matter_id for request, _ in pairs}).update(is_open_to_rerun=True)
    open_ = {request.pk: (request, one) for request, one in pairs if request.outcome == Outcome.OPEN}
    answered, last = _answered(open_), {request.pk for request, one in pairs if one.is_last}
    whole = [
        request
        for request, one in open_.values()
        if not one.announces_attachments
        and (request.pk in last or {question["key"] for question in request.questions} <= answered[request.pk])
    ]
    end(whole, Outcome.ANSWERED, matters, who=who)
    more = [request for request, one in open_.values() if one.announces_attachments]
    Request.objects.filter(pk__in=[one.pk for one in more]).update(is_awaiting_attachments=True)
    path = (State.AWAITING_CLARIFICATION, State.AWAITING_ATTACHMENTS)
    waiting = [one.matter_id for one in more if matters[one.matter_id].state == path[0]]
    go(dict.fromkeys(waiting, path), by=By.PERSON, who=who, because="attachments")


def _answered(requests: Iterable[int]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {number: set() for number in requests}
    for row in Received.objects.filter(request__in=found):
        found[row.request_id or 0] |= set(row.questions)
    return found


def receive(notes: Sequence[Note], *, who: Actor) -> list[int]:
    """Take what came about matters beside their requests, decided ones too: the number of each in the inbox.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not work on all of the matters.
    """
    with transaction.atomic():
        taken((one.matter for one in notes), who=who, what="matters.receive", decided_too=True)
        found = [Problem("answer_is_empty", one.matter) for one in notes if not one.text.strip()]
        found += [_not_storable(one.matter) for one in notes if not is_storable(one.text)]
        if found:
            raise Refused(found)
        Matter.objects.filter(pk__in={one.matter for one in notes}).update(is_open_to_rerun=True)
        return insert(Received, [_note(one, who) for one in notes])


def _note(one: Note, who: Actor) -> dict[str, object]:
    return {
        "matter": one.matter, "channel": one.channel, "sender": one.sender, "reference": one.reference, "text": one.text,
        "questions": [], "facts": [], "announces_attachments": False, "is_late": False, "received_on": who.day,
        "received_at": who.at, "recorded_by": str(who.official), "digest": str(uuid.uuid4()), "read_by": "",
    }  # fmt: skip


def read(received: Iterable[int], *, who: Actor) -> None:
    """An official has read what came; what was read before stays so.

    Raises:
        Refused: if one is not there, or no person reads it.
        NotAllowed: if the actor may not work on all of the matters.
    """
    wanted = sorted(set(received))
    with transaction.atomic():
        if by_of(who) is By.SYSTEM:
            raise Refused([Problem("a_person_reads")])
        about = dict(Received.objects.filter(pk__in=wanted).values_list("pk", "matter"))
        if len(about) < len(wanted):
            raise Refused([Problem("nothing_received")])
        taken(about.values(), who=who, what="matters.read", decided_too=True)
        Received.objects.filter(pk__in=wanted, read_on__isnull=True).update(read_on=who.day, read_by=str(who.official))
