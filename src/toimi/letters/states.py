"""Words of this room, and which state of a delivery may follow which on each channel; all others are refused."""

from __future__ import annotations

from enum import StrEnum


class RecipientKind(StrEnum):
    """Who gets a letter, or sends a message."""

    CLIENT = "client"
    COMPANY = "company"
    SCHOOL = "school"
    PROVIDER = "provider"
    PAYER = "payer"


class Channel(StrEnum):
    """How a letter goes out."""

    OWN = "own"
    """The office's own e-service, where it is shown at once."""
    EMAIL_NOTICE = "email_notice"
    """Only that there is a new message: a notice beside ``own``, never the letter."""
    PAPER = "paper"


class State(StrEnum):
    """Of one delivery."""

    QUEUED = "queued"
    SENT = "sent"
    """Shown in the e-service, taken by the mail server, or printed and given to the post."""
    READ = "read"
    """The recipient has opened it."""
    FAILED = "failed"
    """It could not be sent."""
    RETURNED = "returned"
    """It came back."""


FOLLOWING: dict[Channel, dict[State, frozenset[State]]] = {
    Channel.OWN: {
        State.QUEUED: frozenset({State.SENT}),
        State.SENT: frozenset({State.READ}),
    },
    Channel.EMAIL_NOTICE: {
        State.QUEUED: frozenset({State.SENT, State.FAILED}),
        State.SENT: frozenset({State.RETURNED}),
    },
    Channel.PAPER: {
        State.QUEUED: frozenset({State.SENT, State.FAILED}),
        State.SENT: frozenset({State.RETURNED}),
    },
}
"""What ends in failed or returned is sent anew by a delivery of its own."""


def may_follow(channel: Channel, before: State, after: State) -> bool:
    """Whether a delivery on the channel may go from one state to another."""
    return after in FOLLOWING[channel].get(before, frozenset())
