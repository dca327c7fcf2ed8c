"""Letters: written from an approved text, posted by the channels that reach the recipient, and followed step by step."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from toimi.letters import pango
from toimi.letters.access import Held, check, held
from toimi.letters.channels import Contact, deliveries_for, problem_of
from toimi.letters.checking import Checked, checked
from toimi.letters.document import Frame, document
from toimi.letters.models import Delivery, Letter, Message, Print, Reading, Sharing, Step
from toimi.letters.pdf import pdf
from toimi.letters.problems import Problem, Refused
from toimi.letters.selectors import states_of
from toimi.letters.states import Channel, RecipientKind, State, may_follow
from toimi.office.actors import Actor
from toimi.office.approvals import digest_of
from toimi.office.audit import AuditRow, record
from toimi.office.officials import Official, Role
from toimi.office.organisations import OrganisationName, names_on


@dataclass(frozen=True)
class NewLetter:
    """A letter to be written.

    Attributes:
        to, recipient, name: who gets it: kind, opaque id, and the name as it stands on the letter.
        person: opaque id of the client whom it concerns, blank if none; for a letter to a client the client.
        about: as ``matter:17``.
        text, version, language, data: the fixed text and what it is filled with.
        contact: how more is asked, as it stands on the letter.
        own_text: the official's own words, in paragraphs.
    """

    to: RecipientKind
    recipient: str
    name: str
    person: str
    about: str
    text: str
    version: int
    language: str
    contact: str
    data: Mapping[str, Any] = field(default_factory=dict)
    own_text: str = ""


@transaction.atomic
def write(letters: Sequence[NewLetter], *, who: Actor) -> list[int]:
    """Write letters from texts that two have approved for the day: all of them, or none.

    Returns:
        the number of each.

    Raises:
        Refused: with every problem, as a text that nobody has approved; nothing was written.
        NotAllowed: if the actor may not write of each of the people.
    """
    every = checked(letters, who)
    check(who, [Held(who.organisation, one.person, one.about) for one in letters], what="letters.write", writes=True)
    sender = names_on([who.organisation], who.day)[who.organisation]
    official = "" if who.role is Role.AUTOMATION else Official.objects.get(pk=who.official).name
    rows = [_letter(one, filled, who, sender, official) for one, filled in zip(letters, every, strict=True)]
    return [row.pk for row in Letter.objects.bulk_create(rows)]


def _letter(one: NewLetter, found: Checked, who: Actor, sender: OrganisationName, official: str) -> Letter:
    frame = Frame(
        to=one.name, sender=getattr(sender, f"name_{one.language}") or sender.name_fi, official=official, contact=one.contact,
        reference=one.about.partition(":")[2], day=who.day,
    )  # fmt: skip
    whole = document(found.text, one.language, found.values, frame, one.own_text)
    return Letter(
        recipient_kind=one.to, recipient=one.recipient, person=one.person, about=one.about, text=one.text,
        version=one.version, text_digest=found.text.digest, language=one.language, data=dict(one.data),
        own_text=one.own_text, document=whole, digest=digest_of(whole), organisation_id=who.organisation, official=who.official,
        role=who.role, written_on=who.day, written_at=who.at,
    )  # fmt: skip


@dataclass(frozen=True)
class Posting:
    """A letter goes to a recipient who is reached so."""

    letter: int
    contact: Contact


@transaction.atomic
def post(postings: Sequence[Posting], *, who: Actor) -> dict[int, list[Channel]]:
    """Post letters by every channel that their recipients' contacts call for; in the e-service they are shown at once.

    Returns:
        the channels of each letter.

    Raises:
        Refused: if there is no such letter, or a recipient cannot be reached so; then none is posted.
        NotAllowed: if the actor may not write of each of the people.
    """
    rows = Letter.objects.filter(organisation=who.organisation).in_bulk([one.letter for one in postings])
    deliveries = {one.letter: list(deliveries_for(one.contact)) for one in postings}
    problems = [
        Problem(code, place)
        for place, one in enumerate(postings)
        if (code := _problem_of(one, is_there=one.letter in rows, is_reached=bool(deliveries[one.letter])))
    ]
    if problems:
        raise Refused(problems)
    check(who, [held(row) for row in rows.values()], what="letters.post", writes=True)
    for number, some in deliveries.items():
        for one in some:
            one.letter_id = number
    made = Delivery.objects.bulk_create(one for some in deliveries.values() for one in some)
    steps = [_step(one, 0, State.QUEUED, who) for one in made]
    steps += [_step(one, 1, State.SENT, who) for one in made if one.channel == Channel.OWN]
    Step.objects.bulk_create(steps)
    return {number: [Channel(one.channel) for one in some] for number, some in deliveries.items()}


def _problem_of(one: Posting, *, is_there: bool, is_reached: bool) -> str | None:
    if not is_there:
        return "no_such_letter"
    return problem_of(one.contact) or (None if is_reached else "no_channel")


def _step(delivery: Delivery, place: int, state: State, who: Actor) -> Step:
    return Step(delivery=delivery, place=place, state=state, at=who.at, by=str(who.official))


@transaction.atomic
def advance(numbers: Sequence[int], to: State, *, who: Actor) -> None:
    """Say that deliveries have come into a state, as printed and given to the post, or returned: all of them, or none.

    Raises:
        Refused: if one is not there, may not come into the state from where it is, or another was quicker.
        NotAllowed: if the actor may not write of each of the people.
    """
    rows = {one.pk: one for one in Delivery.objects.filter(pk__in=numbers).select_related("letter")}
    if len(rows) != len(set(numbers)):
        raise Refused([Problem("no_such_delivery")])
    check(who, [held(one.letter) for one in rows.values()], what=f"letters.{to}", writes=True)
    go_on(rows, to, who.at, str(who.official))


def go_on(rows: Mapping[int, Delivery], to: State, at: datetime, by: str) -> None:
    """Deliveries come into a state, unasked: for the actions of this room, which have checked who acts.

    Args:
        by: opaque id of who acts.

    Raises:
        Refused: if one may not come into the state from where it is, or another was quicker.
    """
    before = states_of(list(rows))
    problems = [
        Problem("state_may_not_follow", place, {"before": before[number].state, "after": to})
        for place, number in enumerate(rows)
        if not may_follow(Channel(rows[number].channel), State(before[number].state), to)
    ]
    if problems:
        raise Refused(problems)
    try:
        with transaction.atomic():
            Step.objects.bulk_create(
                Step(delivery_id=number, place=before[number].place + 1, state=to, at=at, by=by) for number in rows
            )
    except IntegrityError:
        raise Refused([Problem("delivery_changed_meanwhile")]) from None


@transaction.atomic
def open_own(numbers: Sequence[int], *, person: str, at: datetime) -> list[dict[str, Any]]:
    """A client opens own letters in the e-service; the first time, each counts as read.

    Returns:
        the letters as documents.

    Raises:
        Refused: if one is not there, or is not shown to the client.
    """
    rows = _shown(numbers, person)
    before = states_of(list(rows))
    go_on({number: one for number, one in rows.items() if before[number].state == State.SENT}, State.READ, at, person)
    record([own_trace("letters.open_own", one.letter.about, person, at) for one in rows.values()])
    documents = {one.letter_id: one.letter.document for one in rows.values()}
    return [documents[number] for number in numbers]


@transaction.atomic
def print_own(numbers: Sequence[int], *, person: str, at: datetime) -> dict[int, Print]:
    """The PDF of letters that a client keeps; the same bytes as on paper.

    Raises:
        Refused: if one is not there or not shown to the client, or nothing can be printed on this machine.
    """
    letters = {one.letter_id: one.letter for one in _shown(numbers, person).values()}
    record([own_trace("letters.print_own", one.about, person, at) for one in letters.values()])
    return _prints(letters, at)


def _shown(numbers: Sequence[int], person: str) -> dict[int, Delivery]:
    """The deliveries of these letters to the client's e-service; each must have one."""
    shown = Delivery.objects.filter(
        letter__in=numbers, letter__recipient_kind=RecipientKind.CLIENT, letter__recipient=person, channel=Channel.OWN
    )
    rows = {one.pk: one for one in shown.select_related("letter")}
    if {one.letter_id for one in rows.values()} != set(numbers):
        raise Refused([Problem("no_such_letter")])
    return rows


def own_trace(what: str, about: str, person: str, at: datetime) -> AuditRow:
    """The trace of a client in own matters."""
    return AuditRow(at=at, who=person, what=what, whose=person, about=about, is_allowed=True)


@transaction.atomic
def print_letters(numbers: Sequence[int], *, who: Actor) -> dict[int, Print]:
    """The PDF of letters; made when it is first asked for, and the same bytes from then on.

    Raises:
        Refused: if one is not there, or nothing can be printed on this machine.
        NotAllowed: if the actor may not see each of the people.
    """
    rows = Letter.objects.in_bulk(numbers)
    if len(rows) != len(set(numbers)):
        raise Refused([Problem("no_such_letter")])
    check(who, [held(row) for row in rows.values()], what="letters.print", writes=False)
    return _prints(rows, who.at)


def _prints(letters: Mapping[int, Letter], at: datetime) -> dict[int, Print]:
    """What is printed already, and what is not yet; of two who print the same at a time one is kept."""
    if not pango.is_here():
        raise Refused([Problem("no_printing")])
    there = set(Print.objects.filter(letter__in=letters).values_list("letter_id", flat=True))
    Print.objects.bulk_create(
        [_print(row, at) for number, row in letters.items() if number not in there], ignore_conflicts=True
    )
    return {one.letter_id: one for one in Print.objects.filter(letter__in=letters)}


def _print(letter: Letter, at: datetime) -> Print:
    made = pdf(letter.document)
    return Print(letter=letter, pdf=made, digest=hashlib.sha256(made).hexdigest(), made_at=at)


@transaction.atomic
def read(numbers: Sequence[int], *, who: Actor) -> None:
    """An official has read messages, attachments included; the first time of each official counts.

    Raises:
        Refused: if one is not there.
        NotAllowed: if the actor may not see each of the people.
    """
    rows = Message.objects.in_bulk(numbers)
    if len(rows) != len(set(numbers)):
        raise Refused([Problem("no_such_message")])
    check(who, [held(row) for row in rows.values()], what="letters.read", writes=False)
    Reading.objects.bulk_create(
        [Reading(message=row, official=who.official, at=who.at) for row in rows.values()], ignore_conflicts=True
    )


@transaction.atomic
def share(things: Mapping[str, str], *, organisation: str, who: Actor) -> None:
    """Another organisation sees from now on what the actor's holds about these things, as when matters go there.

    Args:
        things: opaque id of the client concerned, by what is shared, as ``matter:17``.
        organisation: code of the other.

    Raises:
        NotAllowed: if the actor may not write of each of the people.
    """
    asked = [Held(who.organisation, person, about) for about, person in things.items()]
    check(who, asked, what="letters.share", writes=True)
    Sharing.objects.bulk_create(
        [
            Sharing(
                about=about, organisation_id=organisation, given_by_id=who.organisation, at=who.at, by=str(who.official)
            )
            for about in things
        ],
        ignore_conflicts=True,
    )
