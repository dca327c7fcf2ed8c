"""Random histories: no statement to somebody's detriment passes the guard while somebody waits to be heard or read.

A second account of each history is kept in plain Python, and the guard must say the same after every step.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import pytest
from tests.clients.actors import AINO, TE_OFFICE, adviser
from tests.statements.offices import JOB, claimed, client, machine

from toimi.letters import actions as letters
from toimi.letters.inbox import NewMessage, receive
from toimi.letters.models import CameBy
from toimi.letters.states import RecipientKind
from toimi.matters import actions
from toimi.matters.answering import Message, answer, read
from toimi.matters.asking import Asked, Draft, Ground
from toimi.matters.clarifying import WAITING, expire, extend, remind, send, withdraw
from toimi.matters.hearing import not_heard, waive
from toimi.matters.models import Matter, Received, Request
from toimi.matters.problems import Refused
from toimi.matters.requests import Channel, Purpose, To
from toimi.matters.states import By, State
from toimi.office.actors import Actor, Reason
from toimi.office.officials import Official

pytestmark = pytest.mark.usefixtures("db")
EMPLOYER = "1234567-1"
HISTORIES, STEPS = 6, 18


@dataclass
class Sent:
    """A request in the second account."""

    to: To
    due: date
    questions: set[str]
    answered: set[str] = field(default_factory=set)
    is_ended: bool = False
    was_heard: bool = False

    def end(self, *, heard: bool) -> None:
        self.is_ended, self.was_heard = True, heard


@dataclass
class History:
    """One matter, with all that was done to it."""

    random: Random
    person: int
    matter: int
    day: date = date(2020, 5, 4)
    sent: dict[int, Sent] = field(default_factory=dict)
    unread: set[int] = field(default_factory=set)
    messages: set[int] = field(default_factory=set)
    asked: int = 0

    @property
    def who(self) -> Actor:
        return adviser(self.day, Reason.MATTER)

    @property
    def state(self) -> State:
        return State(Matter.objects.get(pk=self.matter).state)

    def any_of(self) -> int:
        """A request: one that is open, mostly."""
        open_ = [number for number, one in sorted(self.sent.items()) if not one.is_ended]
        return self.random.choice(open_ if open_ and self.random.random() < 0.8 else sorted(self.sent))

    def ask(self) -> None:
        to, purpose = self.random.choice([To.CLIENT, To.CLIENT, To.EMPLOYER]), self.random.choice(list(Purpose))
        keys = [f"own:{self.asked + one}" for one in range(self.random.randint(1, 2))]
        grounds = (Ground("TTL 2a:1.1", (("2020-04-01", None),)),)
        reference = EMPLOYER if to is To.EMPLOYER else ""
        drafted = Draft(self.matter, tuple(Asked(key, to, reference, text="Why?", grounds=grounds) for key in keys))
        days = self.random.randint(1, 20)
        (number,) = send([drafted], who=self.who, purpose=purpose, days=days)
        self.asked += len(keys)
        self.sent[number] = Sent(to, Request.objects.get(pk=number).due_on, set(keys))

    def _message(self, number: int, *, last: bool = False) -> Message:
        one = self.sent[number]
        said = {
            str(key) for key in self.random.sample(sorted(one.questions), self.random.randint(0, len(one.questions)))
        }
        reference = EMPLOYER if one.to is To.EMPLOYER else str(self.person)
        text = f"Because of {self.random.random()}."
        attachments = not last and self.random.random() < 0.2
        return Message(
            number, one.to, reference, Channel.SERVICE, text, tuple(said),
            announces_attachments=attachments, is_last=last,
        )  # fmt: skip

    def reply(self) -> None:
        number = self.any_of()
        message = self._message(number, last=self.random.random() < 0.5)
        self.unread |= set(answer([message], who=self.who))
        one = self.sent[number]
        if one.is_ended:
            return
        if self.day > one.due:
            one.end(heard=True)
            return
        one.answered |= set(message.questions)
        if not message.announces_attachments and (message.is_last or one.questions <= one.answered):
            one.end(heard=True)

    def write_off(self) -> None:
        number = self.any_of()
        before = set(Received.objects.values_list("pk", flat=True))
        waive([self._message(number, last=True)], who=self.who)
        self.unread |= set(Received.objects.values_list("pk", flat=True)) - before
        self.sent[number].end(heard=True)

    def take_back(self) -> None:
        number = self.any_of()
        withdraw([number], who=self.who)
        self.sent[number].end(heard=False)

    def give_time(self) -> None:
        number = self.any_of()
        until = self.day + timedelta(self.random.randint(1, 15))
        extend({number: until}, who=self.who)
        self.sent[number].due = until

    def let_pass(self) -> None:
        number = self.any_of()
        expire([number], who=machine(self.day))
        if not self.sent[number].is_ended and self.day > self.sent[number].due:
            self.sent[number].end(heard=True)

    def nudge(self) -> None:
        remind([self.any_of()], who=machine(self.day))

    def note(self) -> None:
        about, client_ = f"matter:{self.matter}", str(self.person)
        message = NewMessage(RecipientKind.CLIENT, client_, client_, about, TE_OFFICE, "Hello.")
        self.messages |= set(receive([message], came_by=self.random.choice(list(CameBy)), who=self.who))

    def look(self) -> None:
        if self.unread:
            some = sorted(self.unread)[self.random.randint(0, 1) :]
            read(some, who=self.who)
            self.unread -= set(some)
        elif self.messages:
            letters.read([self.messages.pop()], who=self.who)

    def work(self) -> None:
        """The matter goes between being worked on and being proposed, as a run and an official take it."""
        if self.state is State.IN_PROCESSING:
            actions.go({self.matter: (State.IN_PROCESSING, State.PROPOSED)}, by=By.SYSTEM, who=machine(self.day))

    def wait(self) -> None:
        self.day += timedelta(self.random.randint(1, 12))

    @property
    def may_be_negative(self) -> bool:
        """By the second account."""
        heard = any(one.was_heard and one.to is To.CLIENT for one in self.sent.values())
        return heard and all(one.is_ended for one in self.sent.values()) and not self.unread | self.messages

    @property
    def is_waiting(self) -> bool:
        return not all(one.is_ended for one in self.sent.values())


def begun(random: Random) -> History:
    day = date(2020, 4, 1)
    person = client(JOB, on=day)
    (matter,) = claimed(person, on=day)
    actions.go({matter: (State.OPENED, State.ROUTING, State.GATHERING)}, by=By.SYSTEM, who=machine(day))
    return History(random, person, matter)


ALWAYS = [History.ask, History.note, *[History.look] * 5, History.work, *[History.wait] * 3]
OF_SENT = [
    *[History.reply] * 4, History.write_off, History.take_back, History.give_time, *[History.let_pass] * 2, History.nudge,
]  # fmt: skip


def test_the_guard_says_after_every_step_what_the_second_account_says() -> None:
    Official.objects.create(pk=AINO, subject="aino", name="Aino Ratkaisija")
    seen: Counter[str] = Counter()
    for seed in range(HISTORIES):
        history = begun(Random(seed))
        for _ in range(STEPS):
            do = history.random.choice(ALWAYS + (OF_SENT if history.sent else [History.ask] * 9))
            try:
                do(history)
            except Refused as refused:
                seen.update(problem.code for problem in refused.problems)
            found = not_heard([history.matter])
            assert (history.matter not in found) == history.may_be_negative, (seed, do.__name__, found)
            assert (history.state in WAITING) == history.is_waiting, (seed, do.__name__)
            seen.update(found.values() or ["may be negative"])
    assert {"may be negative", "nobody_heard", "answer_is_waited_for", "inbox_unread"} <= seen.keys()
    assert {"request_has_ended", "waiver_in_writing", "request_is_open"} & seen.keys()
    assert seen["may be negative"] >= HISTORIES
