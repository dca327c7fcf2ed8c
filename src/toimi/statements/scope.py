"""What may be given without a person looking at it, and what not: dated, decided and published beforehand.

Automatic solutions have a basis from 1 May 2023 on only (Administrative Procedure Act 434/2003, section 53 e, as in
487/2023). A statement has no claim for rectification (TTL 12:1.5), so only what accepts the person's demand in full may
be given so (section 53 f.2), under a commissioning decision (906/2019 section 28 d).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from toimi.matters.assessing import Assessment, Result
from toimi.statements.models import Commissioning

FIRST_DAY = date(2023, 5, 1)
ACCEPTING = frozenset({Result.RIGHT, Result.RIGHT_WITH_NOTICE})


def commissioned(day: date) -> list[Commissioning]:
    """The commissioning decisions that hold on a day of issue."""
    return [] if day < FIRST_DAY else list(Commissioning.objects.filter(days__contains=day).order_by("pk"))


def under_which(assessment: Assessment, decisions: Iterable[Commissioning]) -> Commissioning | None:
    """The commissioning decision under which a statement may be given without a person, if there is one."""
    if assessment.result not in ACCEPTING or assessment.contradictions:
        return None
    return next((one for one in decisions if set(assessment.subjects) <= set(one.subjects)), None)
