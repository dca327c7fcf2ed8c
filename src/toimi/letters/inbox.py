"""What comes in: messages with attachments, from the e-service or written down by an official who got them otherwise."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from toimi.letters.access import Held, check
from toimi.letters.actions import own_trace
from toimi.letters.models import ABOUT, Attachment, AttachmentType, CameBy, Letter, Message
from toimi.letters.problems import LONGEST, Problem, Refused, is_storable
from toimi.letters.states import RecipientKind
from toimi.office.actors import HELSINKI, Actor
from toimi.office.audit import OPAQUE, record

MOST_ATTACHMENTS = 10
LARGEST = 10
"""Megabytes of one attachment. Both limits are our own."""
_BEGINNINGS = {
    AttachmentType.PDF: b"%PDF-",
    AttachmentType.PNG: b"\x89PNG\r\n\x1a\n",
    AttachmentType.JPEG: b"\xff\xd8\xff",
}
_NAME = re.compile(r"[^\x00-\x1f\x7f/\\\ud800-\udfff]{1,150}")


@dataclass(frozen=True)
class NewAttachment:
    """A file, with the type that its sender says."""

    name: str
    type: str
    content: bytes


@dataclass(frozen=True)
class NewMessage:
    """A message of somebody.

    Attributes:
        sender_kind, sender: who sent it: kind and opaque id.
        person: opaque id of the client whom it concerns, blank if none.
        about: as ``matter:17``.
        organisation: code of the organisation that it is for.
        answers: number of the letter that it answers, if that is known.
    """

    sender_kind: RecipientKind
    sender: str
    person: str
    about: str
    organisation: str
    text: str = ""
    attachments: tuple[NewAttachment, ...] = ()
    answers: int | None = None


@transaction.atomic
def receive(messages: Sequence[NewMessage], *, came_by: CameBy, who: Actor) -> list[int]:
    """Write down what came to the actor's organisation on paper, by e-mail or orally (434/2003, section 42).

    Returns:
        the number of each.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not record of each of the people.
    """
    _check(messages)
    check(who, [Held(one.organisation, one.person, one.about) for one in messages], what="letters.receive", writes=True)
    return _write(messages, came_by, who.at, str(who.official))


@transaction.atomic
def receive_own(messages: Sequence[NewMessage], *, person: str, at: datetime) -> list[int]:
    """A client sends messages in the e-service.

    Returns:
        the number of each.

    Raises:
        Refused: with every problem, as a message in another's name; nothing was written.
    """
    _check(messages)
    if any((one.sender_kind, one.sender) != (RecipientKind.CLIENT, person) for one in messages):
        raise Refused([Problem("another_person")])
    record([own_trace("letters.receive", one.about, person, at) for one in messages])
    return _write(messages, CameBy.OWN, at, person)


def _write(messages: Sequence[NewMessage], came_by: CameBy, at: datetime, by: str) -> list[int]:
    rows = Message.objects.bulk_create([
        Message(
            sender_kind=one.sender_kind, sender=one.sender, person=one.person, about=one.about, came_by=came_by,
            text=one.text, answers_id=one.answers, organisation_id=one.organisation,
            received_on=at.astimezone(HELSINKI).date(), received_at=at, recorded_by=by,
        )
        for one in messages
    ])  # fmt: skip
    Attachment.objects.bulk_create(
        Attachment(
            message=row, name=file.name, type=file.type, content=file.content,
            digest=hashlib.sha256(file.content).hexdigest(),
        )
        for row, one in zip(rows, messages, strict=True)
        for file in one.attachments
    )  # fmt: skip
    return [row.pk for row in rows]


def _check(messages: Sequence[NewMessage]) -> None:
    answered = Letter.objects.in_bulk([one.answers for one in messages if one.answers])
    problems = [problem for place, one in enumerate(messages) for problem in _problems_of(place, one, answered)]
    if problems:
        raise Refused(problems)


def _problems_of(place: int, one: NewMessage, answered: dict[int, Letter]) -> Iterator[Problem]:
    ids = [one.sender, one.person] if one.person else [one.sender]
    if not all(re.fullmatch(OPAQUE, value) for value in ids) or not re.fullmatch(ABOUT, one.about):
        yield Problem("not_opaque", place)
    if one.sender_kind is RecipientKind.CLIENT and one.person != one.sender:
        yield Problem("another_person", place)
    if not (one.text.strip() or one.attachments) or not is_storable(one.text):
        yield Problem("empty_message", place, {"longest": str(LONGEST)})
    if len(one.attachments) > MOST_ATTACHMENTS:
        yield Problem("too_many_attachments", place, {"most": str(MOST_ATTACHMENTS)})
    for file in one.attachments:
        yield from _problems_of_file(place, file)
    if one.answers is not None and not _was_written_to(one, answered.get(one.answers)):
        yield Problem("answers_another", place)


def _problems_of_file(place: int, file: NewAttachment) -> Iterator[Problem]:
    if not _NAME.fullmatch(file.name):
        yield Problem("attachment_name", place)
    if not 0 < len(file.content) <= LARGEST << 20:
        yield Problem("attachment_too_large", place, {"largest": str(LARGEST)})
    elif not _is_what_it_says(file):
        yield Problem("attachment_type", place)


def _is_what_it_says(file: NewAttachment) -> bool:
    """By how the content begins: what is shown to an official must not be something else in disguise."""
    if file.type == AttachmentType.PLAIN:
        try:
            return "\0" not in file.content.decode()
        except UnicodeDecodeError:
            return False
    beginning = _BEGINNINGS.get(AttachmentType(file.type)) if file.type in list(AttachmentType) else None
    return beginning is not None and file.content.startswith(beginning)


def _was_written_to(one: NewMessage, letter: Letter | None) -> bool:
    """Whether the sender got the letter, from the same organisation and about the same."""
    sent = (one.sender_kind, one.sender, one.about, one.organisation)
    return letter is not None and sent == (
        letter.recipient_kind, letter.recipient, letter.about, letter.organisation_id
    )  # fmt: skip
