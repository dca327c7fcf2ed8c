"""What payers were told: delivery says so, and the matter goes on."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from toimi.matters.actions import go
from toimi.matters.models import Matter
from toimi.matters.states import By, State
from toimi.office.actors import Actor
from toimi.office.audit import record
from toimi.statements.models import Message, Outgoing

TO_SENT = (State.ISSUED, State.CORRECTED, State.SUPPLEMENTED)
"""States in which the payer is still to be told."""


def sent(numbers: Sequence[int], *, who: Actor) -> None:
    """These messages reached their payers; told twice it is one. Messages that wait no more are passed over."""
    with transaction.atomic():
        rows = list(
            Outgoing.objects.filter(pk__in=numbers, sent_at__isnull=True).order_by("pk")
            .select_for_update(of=("self",)).select_related("statement")
        )  # fmt: skip
        Outgoing.objects.filter(pk__in=[one.pk for one in rows]).update(sent_at=who.at)
        told = [one.statement.matter_id for one in rows if one.kind != Message.MOVED_AWAY]
        matters = Matter.objects.filter(pk__in=told, state__in=TO_SENT).order_by("pk").select_for_update(of=("self",))
        go({one.pk: (State(one.state), State.SENT) for one in matters}, by=By.SYSTEM, who=who)
        record([who.trace("statements.sent", one.person, about=f"outgoing:{one.pk}") for one in rows])
