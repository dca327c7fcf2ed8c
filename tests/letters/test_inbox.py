"""What comes in: by whom it may be sent, what may be attached, and what waits until an official has read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.letters.writing import AINO, LAURI, NOON, TE_OFFICE, TRIAL, aino, approved_text, as_, asking

from toimi.letters.access import NotAllowed
from toimi.letters.actions import read, write
from toimi.letters.inbox import LARGEST, MOST_ATTACHMENTS, NewAttachment, NewMessage, receive, receive_own
from toimi.letters.models import Attachment, CameBy, Message
from toimi.letters.problems import LONGEST, Refused
from toimi.letters.selectors import readings, unread
from toimi.letters.states import RecipientKind
from toimi.office.actors import Reason
from toimi.office.audit import AuditRow
from toimi.office.officials import Role

pytestmark = pytest.mark.usefixtures("office")
NOTE = NewMessage(RecipientKind.CLIENT, "17", "17", "matter:170", TE_OFFICE, text="Opinnot päättyivät 30.4.2020.")
PAPER = NewAttachment("todistus.pdf", "application/pdf", b"%PDF-1.7 ...")


def sent(at: datetime = NOON, **changes: Any) -> int:
    [number] = receive_own([replace(NOTE, **changes)], person="17", at=at)
    return number


def test_what_came_waits_until_an_official_has_read_it() -> None:
    first, second = sent(), sent(attachments=(PAPER,))
    other = sent(about="matter:171")
    assert unread(["matter:170", "matter:171", "matter:172"]) == {
        "matter:170": [first, second], "matter:171": [other], "matter:172": [],
    }  # fmt: skip
    read([first], who=aino())
    assert unread(["matter:170"]) == {"matter:170": [second]}
    read([first, second], who=as_(LAURI, Role.LAWYER, Reason.APPEAL))
    assert unread(["matter:170"]) == {"matter:170": []}
    assert [(one.message, one.official) for one in readings([first, second])] == [
        (first, str(AINO)), (first, str(LAURI)), (second, str(LAURI)),
    ]  # fmt: skip


def test_reading_leaves_a_trace_and_is_for_those_who_may() -> None:
    number = sent()
    read([number], who=aino())
    last = AuditRow.objects.order_by("pk").last()
    assert (last.what, last.whose, last.about) == ("letters.read", "17", "matter:170")
    with pytest.raises(NotAllowed):
        read([number], who=as_(LAURI, Role.AUDITOR, Reason.LOG_CHECK))
    with pytest.raises(NotAllowed):
        read([number], who=aino(where=TRIAL))
    with pytest.raises(Refused, match="no_such_message"):
        read([number, 0], who=aino())


def test_what_is_kept_of_it() -> None:
    number = sent(at=datetime(2020, 5, 10, 21, 30, tzinfo=UTC), attachments=(PAPER,))
    row = Message.objects.get(pk=number)
    assert (row.came_by, row.recorded_by, row.organisation_id) == ("own", "17", TE_OFFICE)
    assert row.received_on == date(2020, 5, 11)  # half past midnight in Helsinki
    file = Attachment.objects.get(message=row)
    assert (bytes(file.content), file.name) == (PAPER.content, "todistus.pdf")
    # echo -n "%PDF-1.7 ..." | sha256sum
    assert file.digest == "cd98c5bce101ab55699a781edbbbe1200ca6e9379791420c3eb9b9fb73cbb173"


def test_an_official_writes_down_what_was_told() -> None:
    [number] = receive([NOTE], came_by=CameBy.ORAL, who=aino())
    row = Message.objects.get(pk=number)
    assert (row.came_by, row.recorded_by) == ("oral", str(AINO))
    with pytest.raises(NotAllowed):
        receive([replace(NOTE, organisation=TRIAL)], came_by=CameBy.PAPER, who=aino())


def test_an_employer_answers_about_a_client() -> None:
    one = replace(NOTE, sender_kind=RecipientKind.COMPANY, sender="5")
    [number] = receive([one], came_by=CameBy.PAPER, who=aino())
    assert AuditRow.objects.order_by("pk").last().whose == "17"
    assert unread(["matter:170"]) == {"matter:170": [number]}


def test_nobody_sends_in_anothers_name() -> None:
    for one in (replace(NOTE, sender="18", person="18"), replace(NOTE, sender_kind=RecipientKind.COMPANY)):
        with pytest.raises(Refused, match="another_person"):
            receive_own([NOTE, one], person="17", at=NOON)
    assert not Message.objects.exists()


def test_an_answer_answers_what_the_sender_got() -> None:
    approved_text("clarification_request")
    [mine] = write([asking()], who=aino())
    [anothers] = write([asking(recipient="18", person="18")], who=aino())
    assert Message.objects.get(pk=sent(answers=mine)).answers_id == mine
    for wrong in ({"answers": anothers}, {"answers": 0}, {"answers": mine, "about": "matter:171"}):
        with pytest.raises(Refused, match="answers_another"):
            sent(**wrong)


def file(**changes: Any) -> dict[str, Any]:
    return {"attachments": (replace(PAPER, **changes),)}


WRONG = [
    ({"text": " "}, "empty_message"),
    ({"text": "x" * (LONGEST + 1)}, "empty_message"),
    ({"text": "a\0b"}, "empty_message"),
    ({"about": "matter:010190-999X"}, "not_opaque"),
    ({"attachments": (PAPER,) * (MOST_ATTACHMENTS + 1)}, "too_many_attachments"),
    (file(content=b""), "attachment_too_large"),
    (file(content=b"%PDF-" + b"x" * ((LARGEST << 20) - 4)), "attachment_too_large"),
    (file(content=b"MZ\x90 a program"), "attachment_type"),
    (file(type="image/png"), "attachment_type"),
    (file(type="text/html", content=b"<script>"), "attachment_type"),
    (file(type="text/plain", content=b"\xff\xfe"), "attachment_type"),
    (file(type="text/plain", content=b"a\0b"), "attachment_type"),
    (file(name=""), "attachment_name"),
    (file(name="../etc/passwd"), "attachment_name"),
    (file(name="a\r\nb.pdf"), "attachment_name"),
    (file(name="x" * 151), "attachment_name"),
]


@pytest.mark.parametrize(("change", "code"), WRONG)
def test_what_is_wrong_is_told_and_nothing_is_kept(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as error:
        receive_own([NOTE, replace(NOTE, **change)], person="17", at=NOON)
    assert [(one.place, one.code) for one in error.value.problems] == [(1, code)]
    assert len({error.value.problems[0].text(language) for language in ("fi", "sv", "en")}) == 3
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("image/png", b"\x89PNG\r\n\x1a\n..."),
        ("image/jpeg", b"\xff\xd8\xff\xe0..."),
        ("text/plain", "Työtodistus".encode()),
        ("application/pdf", b"%PDF-" + b"x" * ((LARGEST << 20) - 5)),
    ],
)
def test_what_may_be_attached(kind: str, content: bytes) -> None:
    assert sent(text="", **file(type=kind, content=content))
