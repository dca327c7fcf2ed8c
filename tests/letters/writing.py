"""Who writes in the tests of this room, and letters that they write."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from toimi.letters.actions import NewLetter
from toimi.letters.states import RecipientKind
from toimi.letters.wording import APPROVED_AS, text_of
from toimi.office.actors import Actor, Reason
from toimi.office.approvals import Proposal, approve, propose
from toimi.office.officials import Official, Role

TE_OFFICE, TRIAL = "te-office-pohjois-pohjanmaa", "trial-municipality-564"
NOON = datetime(2020, 5, 4, 9, 0, tzinfo=UTC)
DAY = date(2020, 5, 4)
AINO, MERI, LAURI, ONNI = (uuid.UUID(int=number) for number in range(1, 5))
NAMES = {AINO: "Aino Ratkaisija", MERI: "Meri Esihenkilö", LAURI: "Lauri Lakimies", ONNI: "Onni Virkailija"}


def officials() -> None:
    """Their accounts."""
    for one, name in NAMES.items():
        Official.objects.create(pk=one, subject=str(one), name=name)


def as_(
    official: uuid.UUID, role: Role, reason: Reason = Reason.MATTER, *, where: str = TE_OFFICE, at: datetime = NOON
) -> Actor:
    return Actor(official, role, where, at, reason)


def aino(**more: Any) -> Actor:
    """She decides matters."""
    return as_(AINO, Role.DECIDER, **more)


def approved_text(code: str, version: int = 1, *, since: date = DAY) -> int:
    """The text proposed by Lauri and approved by Meri."""
    text = text_of(code, version)
    proposal = Proposal(APPROVED_AS, text.key, text.digest, since, "Tarkistettu sanasta sanaan")
    [number] = propose([proposal], who=as_(LAURI, Role.LAWYER))
    approve([number], who=as_(MERI, Role.MANAGER))
    return number


ASKING = NewLetter(
    to=RecipientKind.CLIENT,
    recipient="17",
    name="Matti Meikäläinen",
    person="17",
    about="matter:170",
    text="clarification_request",
    version=1,
    language="fi",
    contact="puh. 0295 000 000",
    data={
        "subject": "opintojesi päättyminen keväällä 2020",
        "facts": [
            {
                "asked": "Minä päivänä opintosi päättyivät?",
                "why": "Päätoiminen opiskelu estää etuuden opintojen ajalta.",
            },
            {"asked": "Oletko saanut todistuksen?", "why": "Todistus osoittaa päättymispäivän."},
        ],
        "due": "2020-05-18",
    },
)
"""Worked example of the digest (statement-procedure, section 16): sent 2020-05-04, due 2020-05-18."""


def asking(**changes: Any) -> NewLetter:
    """The same with changes."""
    return replace(ASKING, **changes)
