"""Answers to requests, whole or in parts, by whatever channel; then they are read. All else comes to the inbox of letters.

What answers a question with a value becomes a fact of the client, with who told it. An answer that comes too late, or on
top of a complete one, is taken while nothing has been decided, and the matter is asked of the law again; after that it is
new information, by which the matter is taken up again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from toimi.book.facts import KINDS
from toimi.clients.checking import NewFact
from toimi.clients.facts import write
from toimi.clients.people import locked
from toimi.clients.problems import LONGEST, is_storable
from toimi.matters.actions import go
from toimi.matters.answers import SOURCES, NoValue, Rows, all_told, facts_from, latest_of, may_tell
from toimi.matters.asking import Asked, asked_again
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
        facts: rows that no single value says: new ones of the kinds that were asked about. To a silence that is among the
            ``questions`` they are all that there is.
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
    there = {(row.request_id, row.digest): row.pk for row in rows}
    new = {(one.request, one.digest): (requests[one.request], one) for one in messages}
    return [pair for content, pair in new.items() if content not in there], there


def _problems(request: Request, one: Message, matter: Matter) -> Iterable[Problem]:
    asked = _asked(request)
    if State(matter.state) not in UNDECIDED:
        yield Problem("matter_is_decided", matter.pk)
    if (one.sender, one.reference) != (request.to, request.reference):
        yield Problem("another_was_asked", matter.pk)
    if not one.keys <= asked.keys() or not all(may_tell(fact, asked.values()) for fact in one.facts):
        yield Problem("not_asked", matter.pk)
    if not (one.text.strip() or one.values or one.facts or one.announces_attachments or one.is_last):
        yield Problem("answer_is_empty", matter.pk)
    if not is_storable(one.text):
        yield Problem("answer_not_storable", matter.pk, {"longest": str(LONGEST)})


def _asked(request: Request) -> dict[str, Asked]:
    return {question["key"]: asked_again(question) for question in request.questions}


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
    people = [matters[request.matter_id].person_id for request, _ in pairs]
    rows = latest_of(
        (person, one.kind, one.fact)
        for person, (request, _) in zip(people, pairs, strict=True)
        for one in _asked(request).values()
        if one.fact
    )
    facts = [_facts(*pair, person, rows) for person, pair in zip(people, pairs, strict=True)]
    locked({fact.person for some in facts for fact in some})
    names = iter(write([fact for some in facts for fact in some], who=who))
    received = [
        {
            "matter": request.matter_id, "request": request.pk, "channel": one.channel, "sender": one.sender,
            "reference": one.reference, "text": one.text, "questions": sorted(one.keys),
            "facts": [next(names) for _ in some], "announces_attachments": one.announces_attachments,
            "is_late": request.outcome == Outcome.EXPIRED, "received_on": who.day, "received_at": who.at,
            "recorded_by": str(who.official), "digest": one.digest, "read_by": "",
        }
        for (request, one), some in zip(pairs, facts, strict=True)
    ]  # fmt: skip
    numbers = insert(Received, received)
    return {(request.pk, one.digest): number for number, (request, one) in zip(numbers, pairs, strict=True)}


def _facts(request: Request, one: Message, person: int, rows: Rows) -> list[NewFact]:
    """What the message tells, with who told it. Who answers a silence with rows has told everything on its days."""
    asked = _asked(request)
    try:
        found = facts_from([(asked[key], value) for key, value in one.values.items()], person, rows)
    except NoValue:
        raise Refused([Problem("no_single_value", request.matter_id)]) from None
    subjects = {KINDS[fact.kind].subject for fact in one.facts}
    for key in set(one.questions) - one.values.keys():
        if asked[key].subject in subjects:
            found += all_told(asked[key], person)
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
        found[row.request_id] |= set(row.questions)
    return found


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
