"""By which channels somebody is reached, from what the caller knows of the contacts: this room asks no register.

Who uses the e-service is shown the letter there at once, and an e-mail says only that there is one. Paper goes to
whoever has no electronic channel, and beside it to whoever asked for paper. A protected address is not told to this room: the
paper of such a client leaves by the path of whoever keeps the address (Act 661/2009, section 36).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from toimi.letters.models import Delivery
from toimi.letters.states import Channel

MOST_LINES = 8
"""Of a postal address, names included: as many as a window shows."""


@dataclass(frozen=True)
class Contact:
    """How a recipient is reached on the day.

    Attributes:
        uses_e_service: whether the recipient has agreed to get letters there (Act 13/2003, sections 18 and 19).
        email: for notices.
        address: lines of the postal address; none if it is protected.
        is_protected: whether the address is not disclosed (turvakielto).
        wants_paper: paper too, beside the e-service.
    """

    uses_e_service: bool = False
    email: str = ""
    address: tuple[str, ...] = ()
    is_protected: bool = False
    wants_paper: bool = False


def problem_of(contact: Contact) -> str | None:
    """What is wrong with the contacts, as a problem of this room."""
    if contact.email and not _is_email(contact.email):
        return "bad_email"
    lines = contact.address
    if len(lines) > MOST_LINES or not all(line.strip() and line.isprintable() and len(line) <= 100 for line in lines):
        return "bad_address"
    return None


def _is_email(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return len(value) <= 300


def deliveries_for(contact: Contact) -> Iterator[Delivery]:
    """A delivery for each channel, without its letter; none if the recipient cannot be reached.

    Raises:
        ValueError: if a protected address was told: it must not have come here.
    """
    if contact.is_protected and contact.address:
        raise ValueError("A protected address stays with whoever keeps it.")
    if contact.uses_e_service:
        yield Delivery(channel=Channel.OWN)
        if contact.email:
            yield Delivery(channel=Channel.EMAIL_NOTICE, address=contact.email)
    if not contact.uses_e_service or contact.wants_paper:
        if contact.is_protected:
            yield Delivery(channel=Channel.PAPER, is_protected=True)
        elif contact.address:
            yield Delivery(channel=Channel.PAPER, address="\n".join(contact.address))
