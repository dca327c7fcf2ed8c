"""A client asks for a human: from that day on nothing in the client's matters is settled without one.

No act asks for a reason, so none is kept. The client may take it back; each is a row with its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection, models, transaction
from django.db.models.functions import Now

import toimi.law.facts  # noqa: F401  (declares the vocabulary)
from toimi.book.facts import KINDS, Source
from toimi.clients.access import check_writing
from toimi.clients.models import Person
from toimi.office.actors import Actor

JUDGEMENTS = frozenset(name for name, kind in KINDS.items() if kind.source is Source.OFFICIAL)
"""Kinds of facts that only an official's judgement can be."""
_KEPT_OUT = """
WITH asked AS (
    SELECT p.id, coalesce(p.merged_into_id, p.id) AS person FROM clients_person p
    WHERE p.id = ANY(%(people)s) OR p.merged_into_id = ANY(%(people)s)
)
SELECT person FROM (
    SELECT DISTINCT ON (person) person, is_wanted FROM statements_humanrequest r JOIN asked ON asked.id = r.person_id
    WHERE r.day <= %(day)s ORDER BY person, r.id DESC
) latest WHERE is_wanted
UNION
SELECT person FROM clients_knownfact f JOIN asked ON asked.id = f.person_id
WHERE f.kind = ANY(%(judgements)s) AND f.source <> 'official' AND NOT f.withdrawn
"""


class HumanRequest(models.Model):
    """A client asked that a human handles the client's matters, or took that back; append-only.

    Attributes:
        day: from which it holds.
        is_wanted: no, if the client takes it back.
        recorded_by: opaque id of the official, or the client's own.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    day = models.DateField()
    is_wanted = models.BooleanField(default=True)
    recorded_by = models.CharField(max_length=36)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        """Found by person."""

        indexes = [models.Index(fields=["person", "-id"], name="human_request_of_person")]

    def __str__(self) -> str:
        return f"human request {self.pk}"


@transaction.atomic
def ask_for_a_human(people: Sequence[int], *, who: Actor, is_wanted: bool = True) -> None:
    """Record that clients want a human, or do not any more; all of them, or none.

    Raises:
        clients.access.NotAllowed: if nothing may be recorded of one of them.
    """
    check_writing(who, people, what="statements.human" if is_wanted else "statements.no_human")
    HumanRequest.objects.bulk_create(
        HumanRequest(person_id=one, day=who.day, is_wanted=is_wanted, recorded_by=str(who.official)) for one in people
    )


def kept_out(people: Iterable[int], day: date) -> set[int]:
    """In whose matters nothing is given automatically on a day: who wants a human, and of whom something stands as judged that
    no official has judged (434/2003 section 53 e.2). Of those who were merged into a person too.
    """
    with connection.cursor() as cursor:
        cursor.execute(_KEPT_OUT, {"people": list(people), "day": day, "judgements": sorted(JUDGEMENTS)})
        return {person for (person,) in cursor.fetchall()}
