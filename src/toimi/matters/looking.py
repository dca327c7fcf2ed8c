"""What is shown of matters to whoever looks: each look is decided by ``access.py``, and leaves its trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toimi.matters.access import look
from toimi.matters.models import Matter, Step
from toimi.office.access import Decision, Extent
from toimi.office.actors import Actor

SHOWS = frozenset({Extent.WHOLE, Extent.MATTER, Extent.ITS_OWN})


@dataclass(frozen=True)
class Shown:
    """Matters about a client as shown to somebody."""

    decision: Decision
    matters: Sequence[Matter] = ()


def matters_of(who: Actor, person: int) -> Shown:
    """The matters about a client, the newest first; to whom it is nobody's own client any more, those it handled itself."""
    seen = look(who, [person], what="matters.look")[person]
    if seen.extent not in SHOWS:
        return Shown(seen)
    rows = Matter.objects.filter(person=person).select_related("organisation", "payer").order_by("-pk")
    return Shown(seen, list(rows if seen.extent is Extent.WHOLE else rows.filter(organisation=who.organisation)))


def steps_of(matters: Sequence[Matter]) -> dict[int, list[Step]]:
    """The steps of matters that may be seen, the first first."""
    found: dict[int, list[Step]] = {one.pk: [] for one in matters}
    for step in Step.objects.filter(matter__in=found).order_by("pk"):
        found[step.matter_id].append(step)
    return found
