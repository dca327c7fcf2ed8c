"""What has been stated on people and stands: all their statements on a benefit, the later laid over the earlier."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from toimi.matters.differences import laid_over
from toimi.statements.models import Act

_STANDING = """
SELECT coalesce(p.merged_into_id, p.id), s.benefit, m.first_day, m.until, r.known_facts[2], m.language, m.organisation_id,
    s.payer_id, s.stretches
FROM clients_person p JOIN matters_matter m ON m.person_id = p.id
    JOIN statements_statement s ON s.matter_id = m.id JOIN statements_proposal r ON r.id = s.proposal_id
WHERE (p.id = ANY(%(people)s) OR p.merged_into_id = ANY(%(people)s)) AND s.act <> %(cancelled)s
    AND NOT EXISTS (SELECT FROM statements_statement later WHERE later.replaces_id = s.id)
ORDER BY s.id
"""


@dataclass(frozen=True)
class Standing:
    """What stands of a person and a benefit.

    Attributes:
        first_day, until: of the days stated on, half-open; no end is ``None``.
        known_fact: number of the last fact that the last of the statements knew of.
        language, organisation, payer: of the last of them.
        stretches: as ``decision.answer_of`` gives them.
    """

    first_day: date
    until: date | None
    known_fact: int
    language: str
    organisation: str
    payer: str
    stretches: list[list[Any]]


def standing(people: Sequence[int]) -> dict[tuple[int, str], Standing]:
    """What stands of each of these people on each benefit; who was merged into one of them counts as that one."""
    found: dict[tuple[int, str], Standing] = {}
    if not people:
        return found
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"people": list(people), "cancelled": Act.CANCELLED})
        for person, benefit, first, until, fact, language, house, payer, said in cursor.fetchall():
            one = Standing(first, until, fact, language, house, payer, json.loads(said))
            before = found.get((person, benefit))
            found[person, benefit] = _over(before, one) if before else one
    return found


def _over(before: Standing, one: Standing) -> Standing:
    until = one.until.isoformat() if one.until else None
    return Standing(
        min(before.first_day, one.first_day), max(before.until, one.until) if before.until and one.until else None,
        one.known_fact, one.language, one.organisation, one.payer,
        laid_over(before.stretches, one.stretches, one.first_day.isoformat(), until),
    )  # fmt: skip
