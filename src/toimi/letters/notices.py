"""The e-mail that says there is a new message, and nothing else: not from whom it is, for whom, nor about what.

Secret data may not leave unprotected (906/2019, section 14; 621/1999, section 24.1(25)), so there is nothing to fill in.
"""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from toimi.letters.actions import go_on
from toimi.letters.models import Delivery
from toimi.letters.selectors import queued
from toimi.letters.states import Channel, State
from toimi.office.actors import Actor, Reason
from toimi.office.audit import record
from toimi.office.officials import Role

ITSELF = uuid.uuid5(uuid.NAMESPACE_URL, "toimi:notices")
"""Who writes down that a notice was sent, where no person does."""
AT_A_TIME = 1_000
BY_ITSELF = {"Auto-Submitted": "auto-generated"}
"""So that no machine answers (RFC 3834, section 5)."""


def when_due(moment: datetime) -> dict[State, int]:
    """Send the notices that wait, as the office's automation, and say of each whether the mail server took it.

    Each is sent before it is written down: one that the server took may be sent again after a crash, and says the same.
    One that the server cannot take yet waits, as do all without a mail server (``TOIMI_SMTP_HOST``).

    Returns:
        how many were sent and how many failed.

    Raises:
        OSError: if the mail server does not answer at all; what it took until then is written down.
    """
    done: dict[State, dict[int, Delivery]] = {State.SENT: {}, State.FAILED: {}}
    server = get_connection()
    try:
        for one in queued(Channel.EMAIL_NOTICE, limit=AT_A_TIME) if settings.EMAIL_HOST else ():
            if state := _sent(one, server):
                done[state][one.pk] = one
    finally:
        server.close()
        _write_down(done, moment)
    return {state: len(rows) for state, rows in done.items()}


@transaction.atomic
def _write_down(done: Mapping[State, Mapping[int, Delivery]], moment: datetime) -> None:
    for state, rows in done.items():
        go_on(rows, state, moment, str(ITSELF))
        letters = [one.letter for one in rows.values()]
        record([
            Actor(ITSELF, Role.AUTOMATION, one.organisation_id, moment, Reason.SERVICE).trace(
                f"letters.notice.{state}", one.person, about=one.about
            )
            for one in letters
        ])  # fmt: skip


def _sent(one: Delivery, server: BaseEmailBackend) -> State | None:
    """Into which state the notice comes; none if the server cannot take it yet."""
    subject, body = notice(one)
    try:
        server.open()
        EmailMessage(subject, body, to=[one.address], connection=server, headers=BY_ITSELF).send()
    except (SMTPRecipientsRefused, SMTPDataError) as error:
        return State.FAILED if _is_final(error) else None
    return State.SENT


def _is_final(error: SMTPRecipientsRefused | SMTPDataError) -> bool:
    """Whether the server will never take it: codes from 500 on (RFC 5321, section 4.2.1)."""
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= 500
    return all(code >= 500 for code, _ in error.recipients.values())


def notice(delivery: Delivery) -> tuple[str, str]:
    """Subject and body, in the letter's language."""
    words = _words()[delivery.letter.language]
    return words["subject"], words["body"]


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("toimi.letters").joinpath("notice.toml").read_text("utf-8"))
