"""What is shown of statements to whoever looks: each look is decided by the door to matters, and leaves its trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toimi.matters.access import look
from toimi.office.access import Decision, Extent
from toimi.office.actors import Actor
from toimi.statements.models import Statement


@dataclass(frozen=True)
class Shown:
    """Statements on a client as shown to somebody, with what they rest on."""

    decision: Decision
    statements: Sequence[Statement] = ()


def statements_of(who: Actor, person: int) -> Shown:
    """The statements on a client, the newest first: to a payer those for it, to a former house those it gave."""
    seen = look(who, [person], what="statements.look")[person]
    rows = Statement.objects.filter(matter__person=person).select_related("proposal__edition").order_by("-pk")
    if seen.extent is Extent.STATEMENTS:
        rows = rows.filter(payer=who.organisation).select_related(None)
    elif seen.extent in (Extent.ITS_OWN, Extent.MATTER):
        rows = rows.filter(issuer=who.organisation)
    elif seen.extent is not Extent.WHOLE:
        rows = rows.none()
    return Shown(seen, list(rows))
