"""Statements are given: by an official, or without one where the scope allows it. One statement, one message to the payer,
one trace, one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from toimi.matters import actions as matters
from toimi.matters.models import Matter
from toimi.matters.states import By, State
from toimi.office.actors import Actor
from toimi.office.audit import record
from toimi.office.many import insert
from toimi.statements.drawing import draw
from toimi.statements.mode import Mode, mode
from toimi.statements.models import Act, Commissioning, Outgoing, Statement
from toimi.statements.problems import Problem, Refused
from toimi.statements.proposing import Proposed
from toimi.statements.signing import sign


@dataclass(frozen=True)
class Ready:
    """A matter whose statement may be given, checked by the caller.

    Attributes:
        payer: to whom it goes.
        commissioning: under which it is given without a person; ``None`` if the actor gives it.
        reasons: the official's own words.
    """

    matter: Matter
    proposed: Proposed
    commissioning: Commissioning | None = None
    reasons: str = ""


def give(ready: Sequence[Ready], *, who: Actor, path: tuple[State, ...] = (State.PROPOSED, State.ISSUED)) -> list[int]:
    """Give the statements of matters that are locked.

    Args:
        path: the steps that the matters take, to ``ISSUED``.

    Raises:
        Refused: if Toimi is an add-on here, which keeps no statements.
    """
    if not ready:
        return []
    if mode() is Mode.ADD_ON:
        raise Refused([Problem("add_on_keeps_none")])
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('statements_number') FROM generate_series(1, %s)", [len(ready)])
        serials = [serial for (serial,) in cursor.fetchall()]
    rows = [_row(one, serial, who) for one, serial in zip(ready, serials, strict=True)]
    numbers = insert(Statement, rows)
    insert(Outgoing, [
        {"statement": number, "payer": one.matter.payer_id, "person": one.matter.person_id}
        for number, one in zip(numbers, ready, strict=True)
    ])  # fmt: skip
    by = By.OFFICIAL if ready[0].commissioning is None else By.SYSTEM
    matters.go({one.matter.pk: path for one in ready}, by=by, who=who)
    record([
        who.trace("statements.give", one.matter.person_id, about=f"statement:{number}")
        for number, one in zip(numbers, ready, strict=True)
    ])  # fmt: skip
    draw([(number, one.proposed, one.commissioning) for number, one in zip(numbers, ready, strict=True)], who=who)
    return numbers


def _row(one: Ready, serial: int, who: Actor) -> dict[str, Any]:
    matter, assessment = one.matter, one.proposed.assessment
    said = {
        "number": f"{who.day.year}/{serial}", "act": Act.GIVEN, "issuer": matter.organisation_id,
        "payer": matter.payer_id, "benefit": matter.benefit, "result": assessment.result,
        "language": matter.language, "reasons": one.reasons, "given_on": who.day.isoformat(),
        "receipt": assessment.receipt["receipt"], "stretches": assessment.stretches,
    }  # fmt: skip
    signed = sign({
        **said, "matter": matter.pk, "is_automatic": one.commissioning is not None,
        "commissioning": _published(one.commissioning),
        "known_at": assessment.known_at.isoformat(), "book": assessment.receipt["book"],
    })  # fmt: skip
    return {
        **said, "matter": matter.pk, "proposal": one.proposed.number, "replaces": None,
        "official": None if one.commissioning else str(who.official),
        "commissioning": one.commissioning.pk if one.commissioning else None, "given_at": who.at, "signed": signed,
    }  # fmt: skip


def _published(under: Commissioning | None) -> dict[str, Any] | None:
    """Of an automatic statement, under which decision it was given and where that is published (434/2003 section 53 g)."""
    return {"number": under.pk, "digest": under.digest, "address": under.address} if under else None
