"""A letter is written from a text that two have approved, and from nothing else; all of a batch or none."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from tests.letters.writing import (
    AINO,
    DAY,
    LAURI,
    MERI,
    NOON,
    TE_OFFICE,
    TRIAL,
    aino,
    approved_text,
    as_,
    asking,
)

from toimi.letters.access import NotAllowed
from toimi.letters.actions import Posting, post, print_letters, write
from toimi.letters.channels import Contact
from toimi.letters.models import Letter, Print
from toimi.letters.problems import LONGEST, Refused
from toimi.letters.selectors import letters_about, queued
from toimi.letters.states import Channel, RecipientKind
from toimi.letters.wording import APPROVED_AS, text_of
from toimi.office.actors import Actor, Reason
from toimi.office.approvals import Proposal, approve, digest_of, propose, revoke
from toimi.office.audit import AuditRow
from toimi.office.officials import Conflict, Ground, Role

pytestmark = pytest.mark.usefixtures("office")
CODE = "clarification_request"


def refused(*letters: Any, who: Actor | None = None) -> list[tuple[int, str]]:
    """The problems, and that nothing was written."""
    with pytest.raises(Refused) as error:
        write(letters, who=who or aino())
    assert not Letter.objects.exists()
    for problem in error.value.problems:
        assert len({problem.text(language) for language in ("fi", "sv", "en")}) == 3
    return [(problem.place, problem.code) for problem in error.value.problems]


@pytest.mark.usefixtures("_prints")
def test_from_an_approved_text_to_the_paper_queue() -> None:
    approved_text(CODE)
    [number] = write([asking()], who=aino())
    assert post([Posting(number, Contact(address=("Katu 1", "90100 OULU")))], who=aino()) == {number: [Channel.PAPER]}
    [waiting] = queued(Channel.PAPER, TE_OFFICE)
    assert (waiting.letter_id, waiting.address) == (number, "Katu 1\n90100 OULU")
    [made] = print_letters([number], who=aino()).values()
    assert bytes(made.pdf).startswith(b"%PDF-1.7")
    [again] = print_letters([number], who=aino()).values()
    assert (again.pk, Print.objects.count()) == (made.pk, 1)


def test_where_nothing_can_be_printed_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    approved_text(CODE)
    [number] = write([asking()], who=aino())
    monkeypatch.setattr("toimi.letters.pango.is_here", lambda: False)
    with pytest.raises(Refused, match="no_printing") as error:
        print_letters([number], who=aino())
    assert all("make system" in error.value.problems[0].text(language) for language in ("fi", "sv", "en"))


def test_what_is_kept_of_it() -> None:
    approved_text(CODE)
    [number] = write([asking(own_text="Soita, jos jokin jää epäselväksi.")], who=aino())
    row = Letter.objects.get(pk=number)
    assert (row.recipient_kind, row.recipient, row.person, row.about) == ("client", "17", "17", "matter:170")
    assert (row.text, row.version, row.text_digest) == (CODE, 1, text_of(CODE, 1).digest)
    assert (row.organisation_id, row.official, row.role, row.written_on) == (TE_OFFICE, AINO, "decider", DAY)
    assert row.document["from"] == "Pohjois-Pohjanmaan työ- ja elinkeinotoimisto"
    assert (row.document["official"], row.document["to"]) == ("Aino Ratkaisija", "Matti Meikäläinen")
    assert {"kind": "paragraph", "text": "Soita, jos jokin jää epäselväksi."} in row.document["blocks"]
    assert row.digest == digest_of(row.document)


def test_a_system_signs_with_no_name() -> None:
    approved_text(CODE)
    [number] = write([asking()], who=as_(uuid.uuid4(), Role.AUTOMATION))  # it has no account
    assert Letter.objects.get(pk=number).document["official"] == ""


def test_a_text_that_nobody_has_approved_is_refused_with_the_remedy() -> None:
    assert refused(asking()) == [(0, "text_not_approved")]
    with pytest.raises(Refused) as error:
        write([asking()], who=aino())
    assert "another official approves it" in error.value.problems[0].text("en")


def test_one_that_one_has_proposed_is_not_approved_yet() -> None:
    text = text_of(CODE, 1)
    proposal = Proposal(APPROVED_AS, text.key, text.digest, DAY, "Tarkistettu sanasta sanaan")
    [number] = propose([proposal], who=as_(LAURI, Role.LAWYER))
    assert refused(asking()) == [(0, "text_not_approved")]
    approve([number], who=as_(MERI, Role.MANAGER))
    assert write([asking()], who=aino())


def test_an_approval_holds_on_its_days_only() -> None:
    number = approved_text(CODE, since=DAY + timedelta(days=1))
    assert refused(asking()) == [(0, "text_not_approved")]
    tomorrow = aino(at=NOON + timedelta(days=1))
    revoke([number], who=as_(MERI, Role.MANAGER), since=DAY + timedelta(days=2), reason="Uusi versio tulossa")
    assert refused(asking(), who=aino(at=NOON + timedelta(days=2))) == [(0, "text_not_approved")]
    assert write([asking()], who=tomorrow)


def test_the_approval_of_another_house_is_not_ours() -> None:
    approved_text(CODE)
    assert refused(asking(), who=aino(where=TRIAL)) == [(0, "text_not_approved")]


def test_an_approved_text_that_has_changed_since_is_not_approved() -> None:
    text = text_of(CODE, 1)
    proposal = Proposal(APPROVED_AS, text.key, digest_of("the text before a word was changed"), DAY, "Tarkistettu")
    [number] = propose([proposal], who=as_(LAURI, Role.LAWYER))
    approve([number], who=as_(MERI, Role.MANAGER))
    assert refused(asking()) == [(0, "text_not_approved")]


WRONG = [
    ({"text": "nothing"}, "unknown_text"),
    ({"version": 2}, "unknown_text"),
    ({"language": "se"}, "unknown_language"),
    ({"recipient": "010190-999X", "person": "010190-999X"}, "not_opaque"),
    ({"about": "matter"}, "not_opaque"),
    ({"about": "matter:010190-999X"}, "not_opaque"),
    ({"person": "18"}, "another_person"),
    ({"to": RecipientKind.COMPANY}, "text_not_for_recipient"),
    ({"name": " "}, "name_or_contact_missing"),
    ({"contact": ""}, "name_or_contact_missing"),
    ({"contact": "x" * 301}, "name_or_contact_missing"),
    ({"own_text": "x" * (LONGEST + 1)}, "own_text_too_long"),
    ({"own_text": "a\0b"}, "own_text_too_long"),
    ({"own_text": "kiitos 👋"}, "unprintable"),
    ({"name": "好"}, "unprintable"),
    ({"data": {}}, "data_of_the_text"),
]


@pytest.mark.parametrize(("change", "code"), WRONG)
def test_what_is_wrong_is_told_and_nothing_is_written(change: dict[str, Any], code: str) -> None:
    approved_text(CODE)
    problems = refused(asking(), asking(**change))
    assert (1, code) in problems
    assert {place for place, _ in problems} == {1}


def test_everything_that_is_wrong_is_told_at_once() -> None:
    approved_text(CODE)
    problems = refused(asking(language="x"), asking(), asking(about="x", contact=""))
    assert problems == [(0, "unknown_language"), (2, "not_opaque"), (2, "name_or_contact_missing")]


@pytest.mark.parametrize(
    ("who", "because"),
    [
        (as_(LAURI, Role.LAWYER, Reason.APPEAL), "nothing_allows_it"),  # sees, and writes not
        (as_(MERI, Role.MANAGER, Reason.CONTROL), "nothing_allows_it"),
        (as_(MERI, Role.AUDITOR, Reason.LOG_CHECK), "nothing_allows_it"),
        (as_(AINO, Role.DECIDER, Reason.SERVICE), "nothing_allows_it"),
    ],
)
def test_who_may_not_write_does_not(who: Actor, because: str) -> None:
    approved_text(CODE)
    with pytest.raises(NotAllowed) as error:
        write([asking()], who=who)
    assert error.value.because == {"17": because}
    [trace] = error.value.traces
    assert (trace.what, trace.whose, trace.about, trace.is_allowed) == ("letters.write", "17", "matter:170", False)
    assert not Letter.objects.exists()


def test_who_is_disqualified_neither_writes_nor_looks() -> None:
    approved_text(CODE)
    write([asking()], who=aino())
    Conflict.objects.create(official_id=AINO, person="17", ground=Ground.KIN, days=(date(2020, 5, 1), None))
    with pytest.raises(NotAllowed, match="conflict_of_interest"):
        write([asking()], who=aino())
    with pytest.raises(NotAllowed, match="conflict_of_interest"):
        letters_about(["matter:170"], who=aino())


def test_a_batch_leaves_one_trace_a_person() -> None:
    approved_text(CODE)
    before = AuditRow.objects.count()
    write([asking(recipient=str(one), person=str(one), about=f"matter:{one}") for one in range(20, 25)], who=aino())
    rows = AuditRow.objects.order_by("pk")[before:]
    assert [(row.what, row.whose, row.about) for row in rows] == [
        ("letters.write", str(one), f"matter:{one}") for one in range(20, 25)
    ]


def test_what_another_house_wrote_is_not_shown() -> None:
    approved_text(CODE)
    write([asking()], who=aino())
    assert letters_about(["matter:170"], who=aino(where=TRIAL)) == []
    assert [one.text for one in letters_about(["matter:170"], who=aino())] == [CODE]


def test_a_request_to_an_employer_concerns_the_client_and_tells_little() -> None:
    approved_text("information_request")
    data = {
        "whom": "Matti Meikäläinen, s. 1.1.1990", "authority": "JTYPL 12:6 (916/2012)", "due": "2020-05-18",
        "facts": [{"asked": "Milloin työsuhde päättyi?", "why": "Päivä ratkaisee, mistä alkaen etuutta voi saada."}],
    }  # fmt: skip
    one = asking(to=RecipientKind.COMPANY, recipient="5", name="Leipomo Oy", text="information_request", data=data)
    [number] = write([one], who=aino())
    row = Letter.objects.get(pk=number)
    assert (row.recipient_kind, row.recipient, row.person) == ("company", "5", "17")
    assert AuditRow.objects.order_by("pk").last().whose == "17"


TABLES = ("letter", "print", "delivery", "step", "message", "attachment", "reading", "sharing")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("command", ["UPDATE letters_{} SET id = id", "DELETE FROM letters_{}"])
def test_what_was_written_stays(table: str, command: str) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(command.format(table))
