"""How letters go out: the channels, the states, the notice that says nothing, and addresses that are not told."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email.message import Message as Mail
from itertools import product
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import IntegrityError, transaction
from tests.letters.writing import AINO, NOON, TE_OFFICE, aino, approved_text, asking

from toimi.letters.actions import Posting, advance, open_own, post, write
from toimi.letters.channels import Contact, deliveries_for
from toimi.letters.models import Delivery, Step
from toimi.letters.notices import ITSELF, when_due
from toimi.letters.problems import Refused
from toimi.letters.selectors import letters_to, queued, states_of
from toimi.letters.states import Channel, State, may_follow
from toimi.office.audit import AuditRow

HOME = ("Matti Meikäläinen", "Katu 1", "90100 OULU")
ONLINE = Contact(uses_e_service=True, email="matti@example.org")


def posted(contact: Contact, **changes: Any) -> tuple[int, dict[Channel, int]]:
    """A letter that was posted so, and its deliveries."""
    approved_text("clarification_request")
    [number] = write([asking(**changes)], who=aino())
    post([Posting(number, contact)], who=aino())
    return number, {Channel(one.channel): one.pk for one in Delivery.objects.filter(letter=number)}


def state(delivery: int) -> str:
    return states_of([delivery])[delivery].state


@pytest.mark.parametrize(
    ("contact", "channels"),
    [
        (Contact(), []),
        (Contact(email="matti@example.org"), []),  # an e-mail carries no letter
        (Contact(address=HOME), ["paper"]),
        (Contact(address=HOME, email="matti@example.org"), ["paper"]),
        (Contact(uses_e_service=True), ["own"]),
        (Contact(uses_e_service=True, address=HOME), ["own"]),
        (ONLINE, ["own", "email_notice"]),
        (Contact(uses_e_service=True, address=HOME, wants_paper=True), ["own", "paper"]),
        (Contact(is_protected=True), ["paper"]),
        (Contact(is_protected=True, uses_e_service=True), ["own"]),
    ],
)
def test_channels_follow_from_the_contacts(contact: Contact, channels: list[str]) -> None:
    assert [one.channel for one in deliveries_for(contact)] == channels


def test_a_protected_address_is_not_even_taken() -> None:
    with pytest.raises(ValueError, match="stays with whoever keeps it"):
        list(deliveries_for(Contact(is_protected=True, address=HOME)))


GRAPH = {
    Channel.OWN: {("queued", "sent"), ("sent", "read")},
    Channel.EMAIL_NOTICE: {("queued", "sent"), ("queued", "failed"), ("sent", "returned")},
    Channel.PAPER: {("queued", "sent"), ("queued", "failed"), ("sent", "returned")},
}


@pytest.mark.parametrize("channel", Channel)
def test_a_state_follows_where_the_table_says_so_and_nowhere_else(channel: Channel) -> None:
    allowed = {(a.value, b.value) for a, b in product(State, State) if may_follow(channel, a, b)}
    assert allowed == GRAPH[channel]


@pytest.mark.usefixtures("office")
class TestSteps:
    """With a database."""

    def test_paper_is_printed_once_and_may_come_back(self) -> None:
        _, numbers = posted(Contact(address=HOME))
        paper = numbers[Channel.PAPER]
        assert [one.pk for one in queued(Channel.PAPER, TE_OFFICE)] == [paper]
        advance([paper], State.SENT, who=aino())
        assert queued(Channel.PAPER, TE_OFFICE) == []
        with pytest.raises(Refused, match="state_may_not_follow"):
            advance([paper], State.SENT, who=aino())
        with pytest.raises(Refused, match="state_may_not_follow"):
            advance([paper], State.READ, who=aino())
        advance([paper], State.RETURNED, who=aino())
        assert list(Step.objects.filter(delivery=paper).order_by("place").values_list("state", "by")) == [
            ("queued", str(AINO)), ("sent", str(AINO)), ("returned", str(AINO)),
        ]  # fmt: skip

    def test_all_of_a_batch_or_none(self) -> None:
        _, first = posted(Contact(address=HOME))
        [second] = write([asking(recipient="18", person="18")], who=aino())
        post([Posting(second, Contact(address=HOME))], who=aino())
        advance([first[Channel.PAPER]], State.SENT, who=aino())
        both = list(Delivery.objects.values_list("pk", flat=True))
        with pytest.raises(Refused):
            advance(both, State.SENT, who=aino())
        assert len(queued(Channel.PAPER, TE_OFFICE)) == 1
        with pytest.raises(Refused, match="no_such_delivery"):
            advance([*both, 0], State.SENT, who=aino())

    def test_two_who_go_on_from_the_same_step_collide(self) -> None:
        _, numbers = posted(Contact(address=HOME))
        paper = numbers[Channel.PAPER]
        advance([paper], State.SENT, who=aino())
        with pytest.raises(IntegrityError, match="step_follows_one"), transaction.atomic():
            Step.objects.create(delivery_id=paper, place=1, state=State.FAILED, at=NOON, by="1")
        with pytest.raises(IntegrityError, match="step_state_once"), transaction.atomic():
            Step.objects.create(delivery_id=paper, place=2, state=State.SENT, at=NOON, by="1")

    def test_nobody_is_posted_to_if_one_cannot_be_reached(self) -> None:
        approved_text("clarification_request")
        one, two = write([asking(), asking(recipient="18", person="18")], who=aino())
        with pytest.raises(Refused, match="1: no_channel"):
            post([Posting(one, ONLINE), Posting(two, Contact())], who=aino())
        assert not Delivery.objects.exists()

    @pytest.mark.parametrize(
        ("contact", "code"),
        [
            (Contact(uses_e_service=True, email="matti@example.org\nBcc: all@example.org"), "bad_email"),
            (Contact(uses_e_service=True, email="matti"), "bad_email"),
            (Contact(address=("Katu 1\n\0",)), "bad_address"),
            (Contact(address=("Katu 1", " ")), "bad_address"),
            (Contact(address=("Katu 1",) * 9), "bad_address"),
        ],
    )
    def test_contacts_that_cannot_be_meant(self, contact: Contact, code: str) -> None:
        approved_text("clarification_request")
        [number] = write([asking()], who=aino())
        with pytest.raises(Refused, match=f"0: {code}") as error:
            post([Posting(number, contact)], who=aino())
        assert len({error.value.problems[0].text(language) for language in ("fi", "sv", "en")}) == 3

    def test_the_address_of_a_protected_client_is_nowhere(self) -> None:
        number, numbers = posted(Contact(is_protected=True))
        [paper] = queued(Channel.PAPER, TE_OFFICE)
        assert (paper.address, paper.is_protected) == ("", True)
        with pytest.raises(IntegrityError, match="delivery_address_fits"), transaction.atomic():
            Delivery.objects.create(letter_id=number, channel="paper", address="Katu 1", is_protected=True)
        assert numbers == {Channel.PAPER: paper.pk}

    def test_the_client_opens_it_in_the_e_service_and_it_counts_as_read_once(self) -> None:
        number, numbers = posted(ONLINE)
        assert state(numbers[Channel.OWN]) == "sent"  # shown at once
        [letter] = open_own([number], person="17", at=NOON)
        assert letter["title"] == "Selvityspyyntö työttömyysturva-asiassa"
        open_own([number], person="17", at=NOON)
        steps = Step.objects.filter(delivery=numbers[Channel.OWN]).order_by("place")
        assert [(one.state, one.by) for one in steps] == [("queued", str(AINO)), ("sent", str(AINO)), ("read", "17")]
        last = AuditRow.objects.order_by("pk").last()
        assert (last.what, last.who, last.whose, last.about) == ("letters.open_own", "17", "17", "matter:170")

    def test_another_client_does_not_find_it_nor_one_who_got_it_on_paper(self) -> None:
        number, _ = posted(ONLINE)
        with pytest.raises(Refused, match="no_such_letter"):
            open_own([number], person="18", at=NOON)
        [paper] = write([asking()], who=aino())
        post([Posting(paper, Contact(address=HOME))], who=aino())
        with pytest.raises(Refused, match="no_such_letter"):
            open_own([paper], person="17", at=NOON)
        assert [one.pk for one in letters_to("17")] == [number]


class Postman:
    """What a mail server does with what it gets."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []
        self.answers: dict[str, str] = {}

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802  (the name that aiosmtpd calls)
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  (the name that aiosmtpd calls)
        from email import message_from_bytes

        self.mails.append(message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def postman(settings_of_mail: Any) -> Iterator[Postman]:
    """A real mail server on this machine."""
    one = Postman()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(one, hostname="127.0.0.1", port=port)
    controller.start()
    settings_of_mail(port)
    yield one
    controller.stop()


@pytest.fixture
def settings_of_mail() -> Iterator[Any]:
    """The settings of a machine that has a mail server at a port."""
    from django.test import override_settings

    changed: list[override_settings] = []

    def use(port: int) -> None:
        changed.append(override_settings(EMAIL_HOST="127.0.0.1", EMAIL_PORT=port, EMAIL_USE_TLS=False))
        changed[-1].enable()

    yield use
    for one in changed:
        one.disable()


@pytest.mark.usefixtures("office")
class TestNotices:
    """By SMTP to a real server."""

    def test_it_says_that_there_is_a_message_and_nothing_else(self, postman: Postman) -> None:
        _, numbers = posted(ONLINE, language="sv")
        assert when_due(NOON) == {State.SENT: 1, State.FAILED: 0}
        [mail] = postman.mails
        body = mail.get_payload(decode=True).decode()
        trace = AuditRow.objects.order_by("pk").last()
        assert (trace.what, trace.who, trace.whose) == ("letters.notice.sent", str(ITSELF), "17")
        assert (mail["To"], state(numbers[Channel.EMAIL_NOTICE])) == ("matti@example.org", "sent")
        assert "Du har ett nytt meddelande" in body
        assert mail["Auto-Submitted"] == "auto-generated"
        whole = str(mail) + body
        secret = (
            "Meikäläinen",
            "Matti M",
            "utredning",
            "170",
            "opin",
            "tjänsteinnehavare",
            "http",
            "Aino",
            "arbetslös",
        )
        assert [word for word in secret if word in whole] == []
        assert when_due(NOON) == {State.SENT: 0, State.FAILED: 0}
        assert len(postman.mails) == 1

    def test_an_address_that_is_not_there_fails_and_a_busy_one_waits(self, postman: Postman) -> None:
        postman.answers = {"gone@example.org": "550 no such user", "busy@example.org": "450 try again later"}
        approved_text("clarification_request")
        for address in ("gone@example.org", "busy@example.org", "matti@example.org"):
            [number] = write([asking()], who=aino())
            post([Posting(number, Contact(uses_e_service=True, email=address))], who=aino())
        assert when_due(NOON) == {State.SENT: 1, State.FAILED: 1}
        assert [one.address for one in queued(Channel.EMAIL_NOTICE, TE_OFFICE)] == ["busy@example.org"]
        assert [mail["To"] for mail in postman.mails] == ["matti@example.org"]

    def test_a_server_that_does_not_answer_leaves_them_waiting(self, settings_of_mail: Any) -> None:
        _, numbers = posted(ONLINE)
        settings_of_mail(9)  # nobody listens there
        with pytest.raises(OSError, match="refused"):
            when_due(NOON)
        assert state(numbers[Channel.EMAIL_NOTICE]) == "queued"

    def test_without_a_server_they_wait(self) -> None:
        _, numbers = posted(ONLINE)
        assert when_due(NOON) == {State.SENT: 0, State.FAILED: 0}
        assert state(numbers[Channel.EMAIL_NOTICE]) == "queued"
