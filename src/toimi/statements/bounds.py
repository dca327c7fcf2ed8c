"""How far people agree with automatic statements, by subject and by ground; and what leaves the scope because they do not."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection

from toimi.office.actors import Actor
from toimi.office.audit import record
from toimi.statements.agreement import interval, lowest
from toimi.statements.commissioning import Commissioning, ScopeExit, Why
from toimi.statements.commissioning_plan import THOUSAND

_BY_SUBJECT = """
SELECT s.commissioning_id, subject, count(*), count(r.id), count(*) FILTER (WHERE r.agrees)
FROM statements_sample s CROSS JOIN unnest(s.subjects) subject LEFT JOIN statements_redecision r ON r.sample_id = s.id
WHERE s.commissioning_id = ANY(%s) GROUP BY 1, 2 ORDER BY 1, 2
"""
_BY_GROUND = """
SELECT ground, count(*), count(*) FILTER (WHERE r.agrees) FROM statements_redecision r
JOIN statements_sample s ON s.id = r.sample_id JOIN statements_commissioning c ON c.id = s.commissioning_id
CROSS JOIN LATERAL (
    SELECT DISTINCT split_part(named, '@', 1) AS ground FROM unnest(s.grounds || r.grounds) AS named
) grounds
WHERE c.organisation_id = %s AND r.decided_on >= %s AND r.decided_on < %s GROUP BY 1 ORDER BY 1
"""


@dataclass(frozen=True)
class Agreement:
    """How far people agree on a subject or a ground.

    Attributes:
        about: name of the subject, or citation of the ground.
        drawn: samples, decided anew or not; of a ground, those decided.
        commissioning: number of the decision; 0 of a ground.
    """

    about: str
    drawn: int
    samples: int
    agreed: int
    commissioning: int = 0

    @property
    def between(self) -> tuple[float, float]:
        """The confidence interval of the share of agreement."""
        return interval(self.agreed, self.samples)


def by_subject(commissionings: Collection[int]) -> list[Agreement]:
    """Under commissioning decisions, by subject."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_SUBJECT, [list(commissionings)])
        return [Agreement(name, drawn, done, agreed, number) for number, name, drawn, done, agreed in cursor.fetchall()]


def by_ground(organisation: str, first_day: date, until: date) -> list[Agreement]:
    """By provision that a statement or the person who differed named, of what was decided anew on these days."""
    with connection.cursor() as cursor:
        cursor.execute(_BY_GROUND, [organisation, first_day, until])
        return [Agreement(ground, count, count, agreed) for ground, count, agreed in cursor.fetchall()]


def leave_if_below(commissionings: Collection[int], *, who: Actor) -> None:
    """Let every subject leave whose samples, once there are enough, do not bear its bound: from today on, and for good."""
    decisions = Commissioning.objects.defer("document").in_bulk(commissionings)
    exits = []
    for one in by_subject(commissionings):
        watched = decisions[one.commissioning].monitoring[one.about]
        if one.samples >= watched["least"] and lowest(one.agreed, one.samples) * THOUSAND < watched["bound"]:
            exits.append(
                ScopeExit(
                    commissioning_id=one.commissioning, subject=one.about, since=who.day, why=Why.AGREEMENT,
                    samples=one.samples, agreed=one.agreed, at=who.at,
                )
            )  # fmt: skip
    gone = set(ScopeExit.objects.filter(commissioning__in=commissionings).values_list("commissioning", "subject"))
    new = [one for one in exits if (one.commissioning_id, one.subject) not in gone]
    ScopeExit.objects.bulk_create(new, ignore_conflicts=True)
    record([who.trace("commissioning.leave", about=f"commissioning:{one.commissioning_id}") for one in new])
