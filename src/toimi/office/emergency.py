"""Access in an emergency: a written reason first, and a review that stays open until another official has closed it.

It holds for one official, one client and one day, or until the official ends it. The reason is written about a person:
it stays here and never goes to the audit, whose rows point to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import models, transaction

from toimi.office.actors import Actor, Reason
from toimi.office.audit import OPAQUE, record
from toimi.office.officials import AT_WORK, Official, Role
from toimi.office.organisations import Organisation, one_of
from toimi.office.problems import Refused

SHORTEST = 20
"""Characters of a reason that can say anything: our own limit."""
REVIEWERS = (Role.MANAGER, Role.AUDITOR)
REVIEWING = (Reason.CONTROL, Reason.LOG_CHECK)
"""For which reasons one reviews."""


class Verdict(StrEnum):
    """What the review found."""

    JUSTIFIED = "justified"
    UNJUSTIFIED = "unjustified"
    """To be looked into without delay (Act 380/2023, section 124.4)."""


class Emergency(models.Model):
    """An official has written why a client's data are needed at once.

    Attributes:
        person: opaque id of the client.
        day: the one day on which it opens the client's data.
        reason: in the official's own words.
        reviewer, reviewed_at, verdict, note: of the review; empty while it is open.
    """

    official = models.ForeignKey(Official, models.PROTECT, related_name="emergencies")
    role = models.CharField(max_length=30)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="emergencies")
    person = models.CharField(max_length=36)
    day = models.DateField()
    reason = models.TextField()
    opened_at = models.DateTimeField()
    reviewer = models.ForeignKey(Official, models.PROTECT, null=True, related_name="reviews")
    reviewed_at = models.DateTimeField(null=True)
    verdict = models.CharField(max_length=30, null=True)
    note = models.TextField(blank=True)

    class Meta:
        """The review is whole or not there, and another's; what was written to open it never changes."""

        verbose_name_plural = "emergencies"
        constraints = [
            one_of("role", AT_WORK, "emergency_role_known"),
            models.CheckConstraint(condition=models.Q(person__regex=f"^{OPAQUE}$"), name="emergency_person_form"),
            models.CheckConstraint(
                condition=models.Q(reason__regex=rf"^\S.{{{SHORTEST - 2},}}\S$"), name="emergency_has_reason"
            ),
            models.CheckConstraint(
                condition=models.Q(reviewer=None, reviewed_at=None, verdict=None, note="")
                | models.Q(
                    reviewer__isnull=False, reviewed_at__isnull=False, verdict__in=[str(word) for word in Verdict]
                ),
                name="emergency_review_is_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(reviewer=None) | ~models.Q(reviewer=models.F("official")),
                name="emergency_reviewed_by_another",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "opened_at"], condition=models.Q(reviewer=None), name="emergency_open_reviews"
            ),
            models.Index(fields=["person", "day"], name="emergency_of_person"),
        ]

    def __str__(self) -> str:
        return f"emergency {self.pk}"


class EmergencyEnd(models.Model):
    """The official needs the data no longer, before the day is over; append-only."""

    emergency = models.OneToOneField(Emergency, models.PROTECT, related_name="end")
    ended_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"end of emergency {self.emergency_id}"


@dataclass(frozen=True)
class Review:
    """What a review found of one emergency."""

    emergency: int
    verdict: Verdict
    note: str = ""


@transaction.atomic
def open_emergencies(who: Actor, reasons: Mapping[str, str]) -> list[Emergency]:
    """Write why the data of these clients are needed at once; each opens them to the official for the day.

    Whether the role may look in an emergency at all, and that nobody does so in a case of one's own, is for
    ``access.may_see``.

    Args:
        reasons: in words, by opaque id of the client.

    Raises:
        Refused: if a reason says nothing; then none is opened.
    """
    said = {person: reason.strip() for person, reason in reasons.items()}
    if any(len(reason) < SHORTEST for reason in said.values()):
        raise Refused("reason_too_short")
    opened = Emergency.objects.bulk_create([
        Emergency(
            official_id=who.official, role=who.role, organisation_id=who.organisation, person=person, day=who.day,
            reason=reason, opened_at=who.at,
        )
        for person, reason in said.items()
    ])  # fmt: skip
    record([who.trace("emergency.open", one.person, about=f"emergency:{one.pk}") for one in opened])
    return opened


@transaction.atomic
def end_emergencies(numbers: Sequence[int], *, who: Actor) -> None:
    """End access before its day does: of each, or of none.

    Raises:
        Refused: if one is not the official's own here, or has been ended.
    """
    rows = Emergency.objects.filter(pk__in=numbers, official=who.official, organisation=who.organisation).order_by("pk")
    found = list(rows)
    if len(found) != len(set(numbers)):
        raise Refused("emergency_not_there")
    ends = EmergencyEnd.objects.bulk_create(
        [EmergencyEnd(emergency=one, ended_at=who.at) for one in found], ignore_conflicts=True
    )
    if EmergencyEnd.objects.filter(emergency__in=found, ended_at=who.at).count() != len(ends):
        raise Refused("emergency_ended")
    record([who.trace("emergency.end", one.person, about=f"emergency:{one.pk}") for one in found])


def in_emergency(who: Actor, people: Sequence[str]) -> dict[str, int]:
    """For which of these clients the official has written a reason for the day and not ended it: the last one's number."""
    found = Emergency.objects.filter(
        official=who.official, role=who.role, organisation=who.organisation, day=who.day, person__in=people, end=None
    )
    return dict(found.order_by("pk").values_list("person", "pk"))


def open_reviews(organisation: str, *, after: int = 0, limit: int | None = None) -> list[Emergency]:
    """What nobody has reviewed yet, the oldest first.

    Args:
        after: only those with a later number.
        limit: so many at most.
    """
    found = Emergency.objects.filter(organisation=organisation, reviewer=None, pk__gt=after).select_related("end")
    return list(found.order_by("pk")[:limit])


@transaction.atomic
def read_open_reviews(who: Actor, *, after: int = 0, limit: int | None = None) -> list[Emergency]:
    """What is to be reviewed where the actor reviews, with the trace that somebody read each reason.

    Raises:
        Refused: if the actor reviews nothing.
    """
    if who.role not in REVIEWERS or who.reason not in REVIEWING:
        raise Refused("no_reviewer")
    found = open_reviews(who.organisation, after=after, limit=limit)
    read = [who.trace("emergency.read", one.person, about=f"emergency:{one.pk}") for one in found]
    record(read or [who.trace("emergency.read")])
    return found


@transaction.atomic
def close_reviews(reviews: Sequence[Review], *, who: Actor) -> None:
    """Say of emergencies whether they were justified; all of them, or none.

    Raises:
        Refused: if one is not there, is the reviewer's own or was reviewed before, or the reviewer acts neither as
            manager nor as auditor where it was opened, or for another reason.
    """
    said = {one.emergency: one for one in reviews}
    rows = list(Emergency.objects.select_for_update().filter(pk__in=said).order_by("pk"))
    if len(rows) != len(reviews):
        raise Refused("emergency_not_there")
    for one in rows:
        _check_reviewer(one, who)
        one.reviewer_id, one.reviewed_at = who.official, who.at
        one.verdict, one.note = said[one.pk].verdict, said[one.pk].note
    Emergency.objects.bulk_update(rows, ["reviewer", "reviewed_at", "verdict", "note"])
    record([who.trace("emergency.review", one.person, about=f"emergency:{one.pk}") for one in rows])


def _check_reviewer(one: Emergency, who: Actor) -> None:
    if one.reviewer_id is not None:
        raise Refused("already_reviewed")
    if one.official_id == who.official:
        raise Refused("reviewed_by_oneself")
    if who.role not in REVIEWERS or who.reason not in REVIEWING or who.organisation != one.organisation_id:
        raise Refused("no_reviewer")
