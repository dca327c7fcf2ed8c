"""The second wall, with plain SQL that forgets every filter: the organisation's own, the client's own, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from tests.letters.writing import AINO, LAURI, MERI, NOON, ONNI, TE_OFFICE, TRIAL, aino, approved_text, as_, asking

from toimi.letters.actions import Posting, open_own, post, print_letters, print_own, read, share, write
from toimi.letters.channels import Contact
from toimi.letters.inbox import NewAttachment, NewMessage, receive_own
from toimi.letters.models import Delivery, Letter, Message, Print, Sharing, Step
from toimi.letters.problems import Refused
from toimi.letters.selectors import letters_about
from toimi.letters.states import RecipientKind
from toimi.office.actors import Actor, Reason
from toimi.office.officials import Role
from toimi.office.row_security import acting, acting_for_oneself

AsWeb = Callable[[], AbstractContextManager[None]]
TABLES = ("letter", "print", "delivery", "step", "message", "attachment", "reading")
ONLINE = Contact(uses_e_service=True, email="matti@example.org")
pytestmark = pytest.mark.usefixtures("office")


@pytest.fixture
def letter(office: None) -> int:
    """Of each table a row about client 17: a letter with all that hangs on it, and an answer that was read."""
    approved_text("clarification_request")
    [number] = write([asking()], who=aino())
    post([Posting(number, ONLINE)], who=aino())
    Print.objects.create(letter_id=number, pdf=b"%PDF", digest="0" * 64, made_at=NOON)
    one = NewMessage(
        RecipientKind.CLIENT, "17", "17", "matter:170", TE_OFFICE,
        attachments=(NewAttachment("a.txt", "text/plain", b"a"),),
    )  # fmt: skip
    read(receive_own([one], person="17", at=NOON), who=aino())
    return number


def seen() -> dict[str, int]:
    """How many rows of each table this session sees."""
    counts = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM letters_{table}")
            counts[table] = cursor.fetchone()[0]
    return counts


ALL = {"letter": 1, "print": 1, "delivery": 2, "step": 3, "message": 1, "attachment": 1, "reading": 1}
NOTHING = dict.fromkeys(TABLES, 0)


@pytest.mark.usefixtures("letter")
@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (aino(), ALL),
        (as_(LAURI, Role.LAWYER, Reason.APPEAL), ALL),
        (as_(MERI, Role.AUDITOR, Reason.LOG_CHECK), NOTHING),
        (aino(where=TRIAL), NOTHING),
        (as_(AINO, Role.PAYER_SYSTEM, Reason.PAYMENT, where="kela"), NOTHING),
    ],
)
def test_an_organisation_sees_its_own(as_web: AsWeb, who: Actor, expected: dict[str, int]) -> None:
    with as_web(), acting(who):
        assert seen() == expected


@pytest.mark.usefixtures("letter")
@pytest.mark.parametrize(("person", "expected"), [("17", ALL), ("18", NOTHING), ("", NOTHING)])
def test_a_client_sees_the_own(as_web: AsWeb, person: str, expected: dict[str, int]) -> None:
    with as_web(), acting_for_oneself(person):
        assert seen() == expected


def test_a_letter_about_a_client_to_another_is_not_shown_as_the_clients_own(as_web: AsWeb) -> None:
    """Whether a party sees it is for the official to decide (621/1999, section 11)."""
    approved_text("information_request")
    data = {"whom": "x", "authority": "x", "due": "2020-05-18", "facts": [{"asked": "x", "why": "x"}]}
    write([asking(to=RecipientKind.COMPANY, recipient="17", text="information_request", data=data)], who=aino())
    with as_web(), acting_for_oneself("17"):
        assert seen() == NOTHING


@pytest.mark.usefixtures("_prints")
def test_everything_works_from_behind_the_wall(as_web: AsWeb) -> None:
    """An official writes, posts and reads; a client opens and answers; all as the web's role."""
    approved_text("clarification_request")
    with as_web():
        with acting(aino()):
            [number] = write([asking()], who=aino())
            post([Posting(number, ONLINE)], who=aino())
        with acting_for_oneself("17"):
            assert open_own([number], person="17", at=NOON)[0]["to"] == "Matti Meikäläinen"
            [kept] = print_own([number], person="17", at=NOON).values()
            one = NewMessage(RecipientKind.CLIENT, "17", "17", "matter:170", TE_OFFICE, text="Kyllä.", answers=number)
            receive_own([one], person="17", at=NOON)
        with acting(aino()):
            [message] = Message.objects.values_list("pk", flat=True)
            read([message], who=aino())
            [printed] = print_letters([number], who=aino()).values()
    assert bytes(kept.pdf) == bytes(printed.pdf)
    assert bytes(kept.pdf).startswith(b"%PDF")


def refused(**row: object) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Message.objects.create(**row)


def test_nobody_writes_as_another_or_for_another_house(as_web: AsWeb, letter: int) -> None:
    row = {
        "sender_kind": "client", "sender": "17", "person": "17", "about": "matter:170", "came_by": "own", "text": "x",
        "organisation_id": TE_OFFICE, "received_on": NOON.date(), "received_at": NOON, "recorded_by": "17",
    }  # fmt: skip
    with as_web():
        with acting_for_oneself("18"):
            refused(**row)
        with acting_for_oneself("17"):
            refused(**{**row, "recorded_by": str(AINO)})
        with acting(aino(where=TRIAL)):
            refused(**{**row, "recorded_by": str(AINO)})
        with acting(aino()):
            refused(**row)  # in the client's name


def test_a_client_says_nothing_but_that_a_letter_was_read(as_web: AsWeb, letter: int) -> None:
    notice, own = (Delivery.objects.get(channel=channel).pk for channel in ("email_notice", "own"))
    with as_web(), acting_for_oneself("17"):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Step.objects.create(delivery_id=notice, place=1, state="failed", at=NOON, by="17")
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Step.objects.create(delivery_id=own, place=2, state="read", at=NOON, by=str(AINO))
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Delivery.objects.create(letter_id=letter, channel="own")
        Step.objects.create(delivery_id=own, place=2, state="read", at=NOON, by="17")


def test_an_official_writes_letters_in_the_own_name_and_house_only(as_web: AsWeb, letter: int) -> None:
    row = Letter.objects.values().get(pk=letter)
    del row["id"]
    with as_web():
        for who in (aino(where=TRIAL), as_(MERI, Role.DECIDER), as_(AINO, Role.MANAGER, Reason.CONTROL)):
            with pytest.raises(ProgrammingError, match="row-level security"), acting(who):
                Letter.objects.create(**row)
        with acting(aino()):
            assert Letter.objects.create(**row).official == AINO


def test_what_was_shared_is_seen_through_every_hand_and_no_more(as_web: AsWeb, letter: int) -> None:
    """A matter goes from the TE office to a trial, and on to Uusimaa; the third house is given nothing."""
    there = as_(LAURI, Role.DECIDER, where=TRIAL)
    further = as_(MERI, Role.DECIDER, where="te-office-uusimaa")
    with as_web():
        with acting(there):
            assert seen() == NOTHING
            share({"matter:170": "17"}, organisation="te-office-uusimaa", who=there)  # it has nothing to give yet
        with acting(further):
            assert seen() == NOTHING
            assert letters_about(["matter:170"], who=further) == []
        with acting(aino()):
            share({"matter:170": "17"}, organisation=TRIAL, who=aino())
            share({"matter:170": "17"}, organisation=TRIAL, who=aino())  # twice is once
        for who in (there, further, aino()):
            with acting(who):
                assert seen() | {"reading": 1} == ALL
                assert [one.pk for one in letters_about(["matter:170"], who=who)] == [letter]
                read([Message.objects.get().pk], who=who)
        with acting(as_(ONNI, Role.DECIDER, where="keha")):
            assert seen() == NOTHING
        with acting(as_(MERI, Role.AUDITOR, Reason.LOG_CHECK, where=TRIAL)):
            assert seen() == NOTHING
        with acting(there), pytest.raises(Refused, match="no_such_letter"):
            post([Posting(letter, ONLINE)], who=there)  # who wrote it posts it


def test_what_is_about_something_else_is_not_shared(as_web: AsWeb, letter: int) -> None:
    share({"matter:171": "17"}, organisation=TRIAL, who=aino())
    with as_web(), acting(aino(where=TRIAL)):
        assert seen() == NOTHING


def test_nobody_takes_what_was_not_given(as_web: AsWeb, letter: int) -> None:
    with as_web(), acting(aino(where=TRIAL)):
        for giver in (TE_OFFICE, TRIAL):
            with pytest.raises((ProgrammingError, IntegrityError)), transaction.atomic():
                Sharing.objects.create(
                    about="matter:170", organisation_id=TRIAL, given_by_id=giver, at=NOON, by=str(AINO)
                )
        assert seen() == NOTHING
