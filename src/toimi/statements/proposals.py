"""What the law says of a matter now, beside what it said before: for whoever has seen the former proposal.

Proposals are only ever added, so that nothing of this need be kept apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toimi.matters.differences import Difference, difference
from toimi.statements.models import Proposal


def differences(matters: Sequence[int], *, seen: Mapping[int, int] | None = None) -> dict[int, list[Difference]]:
    """Where the last proposal of each matter says something else than a former one; matters without a former one are left out.

    Who may see it is for the caller to have asked.

    Args:
        seen: by matter the number of the proposal that was seen; the last but one if left out.
    """
    found: dict[int, list[Proposal]] = {}
    for one in Proposal.objects.filter(matter__in=matters).only("matter_id", "stretches").order_by("pk"):
        found.setdefault(one.matter_id, []).append(one)
    result = {}
    for matter, rows in found.items():
        number = (seen or {}).get(matter)
        former = [one for one in rows if one.pk == number] if number else rows[-2:-1]
        if former:
            result[matter] = difference(former[0].stretches, rows[-1].stretches)
    return result
