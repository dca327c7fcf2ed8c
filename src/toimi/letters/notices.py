"""The e-mail that says there is a new message, and nothing else: not from whom it is, for whom, nor about what.

Secret data may not leave unprotected (906/2019, section 14; 621/1999, section 24.1(25)), so there is nothing to fill in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from toimi.letters.actions import advance
from toimi.letters.models import Delivery
from toimi.letters.selectors import queued
from toimi.letters.states import Channel, State
from toimi.office.actors import Actor


def send_notices(*, who: Actor, limit: int = 1_000) -> dict[State, int]:
    """Send the notices that wait in the actor's organisation, and say of each whether the mail server took it.

    Each is sent before it is written down: one that the server took may be sent again after a crash, and says the same.
    One that the server cannot take yet waits, as do all without a mail server (``TOIMI_SMTP_HOST``).

    Returns:
        how many were sent and how many failed.

    Raises:
        NotAllowed: if the actor may not write of each of the people.
        OSError: if the mail server does not answer at all; what it took until then is written down.
    """
    waiting = queued(Channel.EMAIL_NOTICE, who.organisation, limit) if settings.EMAIL_HOST else []
    states: dict[State, list[int]] = {State.SENT: [], State.FAILED: []}
    server = get_connection()
    try:
        for one in waiting:
            if state := _sent(one, server):
                states[state].append(one.pk)
    finally:
        server.close()
        for state, numbers in states.items():
            _write_down(numbers, state, who)
    return {state: len(numbers) for state, numbers in states.items()}


def _sent(one: Delivery, server: BaseEmailBackend) -> State | None:
    """Into which state the notice comes; none if the server cannot take it yet."""
    subject, body = notice(one)
    try:
        server.open()
        EmailMessage(subject, body, to=[one.address], connection=server).send()
    except (SMTPRecipientsRefused, SMTPDataError) as error:
        return State.FAILED if _is_final(error) else None
    return State.SENT


def _is_final(error: SMTPRecipientsRefused | SMTPDataError) -> bool:
    """Whether the server will never take it: codes from 500 on (RFC 5321, section 4.2.1)."""
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= 500
    return all(code >= 500 for code, _ in error.recipients.values())


def _write_down(numbers: Sequence[int], state: State, who: Actor) -> None:
    if numbers:
        advance(numbers, state, who=who)


def notice(delivery: Delivery) -> tuple[str, str]:
    """Subject and body, in the letter's language."""
    words = _words()[delivery.letter.language]
    return words["subject"], words["body"]


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("toimi.letters").joinpath("notice.toml").read_text("utf-8"))
