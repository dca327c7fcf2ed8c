"""Proposals as plain data for another system: how they leave an office that keeps no statements (380/2023 section 120 a)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from toimi.matters.access import look
from toimi.matters.states import State
from toimi.office.actors import Actor
from toimi.statements.models import Proposal


@transaction.atomic
def proposals(*, who: Actor) -> list[dict[str, Any]]:
    """The last proposal of each matter of the actor's organisation that waits for an official, by number of the matter.

    Each person's leaves a trace; of whom the actor may see nothing, nothing is exported.
    """
    rows = (
        Proposal.objects.filter(matter__organisation=who.organisation, matter__state=State.PROPOSED)
        .order_by("matter", "-pk").distinct("matter").select_related("matter__person", "edition")
    )  # fmt: skip
    found = list(rows)
    seen = look(who, sorted({one.matter.person_id for one in found}), what="statements.export") if found else {}
    return [_plain(one) for one in found if seen[one.matter.person_id].is_allowed]


def _plain(one: Proposal) -> dict[str, Any]:
    matter, edition = one.matter, one.edition
    return {
        "proposal": one.pk, "matter": matter.pk, "identity_code": matter.person.identity_code,
        "organisation": matter.organisation_id, "payer": matter.payer_id, "benefit": matter.benefit,
        "from": matter.first_day.isoformat(), "until": matter.until and matter.until.isoformat(),
        "language": matter.language, "result": one.result, "stretches": one.stretches, "subjects": one.subjects,
        "contradictions": one.contradictions, "known_at": edition.known_at.isoformat(), "book": edition.book,
        "switches": edition.switches, "facts": one.facts, "receipt": one.receipt,
    }  # fmt: skip
