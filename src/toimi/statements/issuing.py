"""Statements are given: by an official, or without one where the scope allows it. One statement, one message to the payer,
one trace, one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from toimi.book.book import digest
from toimi.matters import actions as matters
from toimi.matters.models import Matter
from toimi.matters.states import By, State
from toimi.office.actors import Actor
from toimi.office.audit import record
from toimi.office.many import insert
from toimi.statements.braking import check_brakes
from toimi.statements.drawing import Given, draw
from toimi.statements.explaining import accepted
from toimi.statements.mode import check_keeping
from toimi.statements.models import Act, Commissioning, Message, Outgoing, Proposal, Statement
from toimi.statements.proposing import Proposed
from toimi.statements.signing import sign

TRACES = {act: "statements.give" if act is Act.GIVEN else f"statements.{act}" for act in Act}
"""What the audit says of each act."""


@dataclass(frozen=True)
class Ready:
    """A matter whose statement may be given, checked by the caller.

    Attributes:
        proposal: number of the one that it rests on; ``result``, ``stretches``, ``receipt`` and the rest are its own.
        commissioning: under which it is given without a person; ``None`` if the actor gives it.
        reasons: the official's own words.
        explanation: what is said, in words; of what is not fully positive, every ground.
        facts, edition: digests of the facts and of the book as it was asked: what is signed of them.
        act, replaces, because: what is done to which earlier statement, and why.
    """

    matter: Matter
    proposal: int
    result: str
    stretches: list[list[Any]]
    subjects: Sequence[str]
    receipt: str
    known_at: date
    book: str
    facts: str
    edition: str
    commissioning: Commissioning | None = None
    reasons: str = ""
    explanation: list[dict[str, Any]] = field(default_factory=list)
    act: Act = Act.GIVEN
    replaces: Statement | None = None
    because: str = ""

    @classmethod
    def of(cls, matter: Matter, proposal: Proposal, **more: Any) -> Ready:
        """What an official gives; ``more`` as the attributes below ``commissioning``."""
        edition = proposal.edition
        return cls(
            matter, proposal.pk, proposal.result, proposal.stretches, proposal.subjects, proposal.receipt,
            edition.known_at, edition.book, digest(proposal.facts), edition.seal, **more,
        )  # fmt: skip

    @classmethod
    def alone(cls, matter: Matter, proposed: Proposed, commissioning: Commissioning) -> Ready:
        """What is given without a person."""
        found = proposed.assessment
        return cls(
            matter, proposed.number, found.result, found.stretches, found.subjects, found.receipt["receipt"], found.known_at,
            found.receipt["book"], digest(found.facts), proposed.edition.seal, commissioning,
            explanation=accepted(found.stretches, matter.benefit, matter.language),
        )  # fmt: skip


PROPOSED_BEFORE: Mapping[State, tuple[State, ...]] = {State.PROPOSED: (State.PROPOSED,)}


def give(
    ready: Sequence[Ready], *, who: Actor, paths: Mapping[State, tuple[State, ...]] = PROPOSED_BEFORE
) -> list[int]:
    """Give the statements of matters that are locked.

    Args:
        paths: the steps that a matter takes from its state, to ``PROPOSED``.

    Raises:
        Refused: if an emergency brake holds for one of them, or Toimi is an add-on here.
    """
    if not ready:
        return []
    check_brakes([(one.matter, one.stretches, one.subjects) for one in ready], by_hand=_is_by_hand(ready))
    numbers = write(ready, who=who)
    by = By.OFFICIAL if ready[0].commissioning is None else By.SYSTEM
    matters.go({one.matter.pk: (*paths[State(one.matter.state)], State.ISSUED) for one in ready}, by=by, who=who)
    return numbers


def write(ready: Sequence[Ready], *, who: Actor) -> list[int]:
    """Write statements of matters that are locked, with what the payers are told and the trace of each; no step is taken.

    Raises:
        Refused: if Toimi is an add-on here, which keeps no statements.
    """
    check_keeping()
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('statements_number') FROM generate_series(1, %s)", [len(ready)])
        serials = [serial for (serial,) in cursor.fetchall()]
    rows = [_row(one, serial, who) for one, serial in zip(ready, serials, strict=True)]
    numbers = insert(Statement, rows)
    written = list(zip(numbers, ready, strict=True))
    insert(Outgoing, [message for number, one in written for message in _messages(number, one)])
    record([
        who.trace(TRACES[one.act], one.matter.person_id, about=f"statement:{number}") for number, one in written
    ])  # fmt: skip
    draw(
        [
            Given(number, one.matter.person_id, one.subjects, one.stretches, one.commissioning)
            for number, one in zip(numbers, ready, strict=True)
            if one.commissioning
        ],
        who=who,
    )
    return numbers


def _messages(number: int, one: Ready) -> list[dict[str, Any]]:
    """To the payer what was done; that it went to another, to the former payer too."""
    told = [(one.matter.payer_id, Message(one.act))]
    if one.replaces and one.replaces.payer_id != one.matter.payer_id:
        told.append((one.replaces.payer_id, Message.MOVED_AWAY))
    return [{"statement": number, "kind": kind, "payer": payer, "person": one.matter.person_id} for payer, kind in told]


def _is_by_hand(ready: Sequence[Ready]) -> bool:
    """Whether an official gives it, and this one alone."""
    return len(ready) == 1 and ready[0].commissioning is None


def _row(one: Ready, serial: int, who: Actor) -> dict[str, Any]:
    matter = one.matter
    said = {
        "number": f"{who.day.year}/{serial}", "act": one.act, "issuer": who.organisation,
        "payer": matter.payer_id, "benefit": matter.benefit, "result": one.result, "language": matter.language,
        "reasons": one.reasons, "given_on": who.day.isoformat(), "receipt": one.receipt, "stretches": one.stretches,
        "explanation": one.explanation, "because": one.because,
    }  # fmt: skip
    signed = sign({
        **said, "matter": matter.pk, "is_automatic": one.commissioning is not None,
        "commissioning": _published(one.commissioning),
        "known_at": one.known_at.isoformat(), "book": one.book, "facts": one.facts, "edition": one.edition,
        "replaces": one.replaces.number if one.replaces else None,
    })  # fmt: skip
    return {
        **said, "matter": matter.pk, "proposal": one.proposal, "replaces": one.replaces.pk if one.replaces else None,
        "official": None if one.commissioning else str(who.official),
        "commissioning": one.commissioning.pk if one.commissioning else None, "given_at": who.at, "signed": signed,
    }  # fmt: skip


def _published(under: Commissioning | None) -> dict[str, Any] | None:
    """Of an automatic statement, under which decision it was given and where that is published (434/2003 section 53 g)."""
    return {"number": under.pk, "digest": under.digest, "address": under.address} if under else None
