"""Who works where, as what, on which days; and whose matters they keep away from.

A right to look follows from an assignment and ends with it: it is personal, and limited in content and time to what
the task needs (JTYPL 13:6 as in 337/2022; Act 380/2023, section 124). Roles are data: ``officials.toml``.
"""

from __future__ import annotations

import tomllib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import IntegrityError, models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from psycopg.errors import ExclusionViolation

from toimi.office.audit import OPAQUE
from toimi.office.organisations import Kind, Organisation, one_of
from toimi.office.problems import Refused

_DATA: dict[str, Any] = tomllib.loads(files("toimi.office").joinpath("officials.toml").read_text("utf-8"))
HALF = 50
"""Percent of the tasks that must be the trial's (Act 1269/2020, section 14.2)."""


class Role(StrEnum):
    """What one may be at work."""

    ADVISER = "adviser"
    """Serves clients and gathers facts."""
    DECIDER = "decider"
    """Gives statements."""
    MANAGER = "manager"
    LAWYER = "lawyer"
    """Answers for the law, and for appeals."""
    AUDITOR = "auditor"
    """Watches who looked; sees no client."""
    AUTOMATION = "automation"
    """The office's own system where no person decides."""
    PAYER_SYSTEM = "payer_system"
    """A system of Kela or of an unemployment fund."""
    REPRESENTATIVE = "representative"
    """Acts for a company by its mandate, not at work in any organisation (``employers.access``)."""


KINDS: dict[Role, frozenset[Kind]] = {role: frozenset(map(Kind, _DATA["roles"][role]["kinds"])) for role in Role}
"""In which kinds of organisation a role may be given."""
AT_WORK = [role for role in Role if KINDS[role]]
"""Roles that are given by assignment."""


class Official(models.Model):
    """A person at work, or a system that acts as one.

    Attributes:
        id: opaque; the audit and the statements know the official by it.
        subject: what the identity provider calls the account.
        name: stands on papers to clients; a system has one too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return str(self.pk)


class Assignment(models.Model):
    """An official has a role in an organisation, on these days.

    Attributes:
        task_share: percent of the official's tasks, where the act asks for it (Act 1269/2020, section 14.2).
    """

    official = models.ForeignKey(Official, models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=30)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="assignments")
    days = DateRangeField()
    task_share = models.PositiveSmallIntegerField(null=True)

    class Meta:
        """The same role in the same organisation once a day; empty days have no first day either."""

        constraints = [
            one_of("role", AT_WORK, "assignment_role_known"),
            models.CheckConstraint(
                condition=models.Q(days__startswith__isnull=False), name="assignment_has_a_first_day"
            ),
            models.CheckConstraint(
                condition=models.Q(task_share__range=(0, 100)), name="assignment_task_share_percent"
            ),
            ExclusionConstraint(
                name="assignment_once_a_day",
                expressions=[
                    ("official", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("organisation", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official_id} {self.role} {self.organisation_id}"


class Ground(StrEnum):
    """Why an official is disqualified (Administrative Procedure Act 434/2003, section 28.1)."""

    OWN_CASE = "own_case"
    """The official is the client (item 1)."""
    KIN = "kin"
    """Someone close to the official is the client (item 1; section 28.2–3)."""
    DECLARED = "declared"
    """Another ground of the section, which the official or the manager has declared."""


class Conflict(models.Model):
    """An official keeps away from a client, on these days.

    Attributes:
        person: opaque id of the client.
    """

    official = models.ForeignKey(Official, models.PROTECT, related_name="conflicts")
    person = models.CharField(max_length=36)
    ground = models.CharField(max_length=30)
    days = DateRangeField()

    class Meta:
        """One ground at a time is enough."""

        constraints = [
            one_of("ground", Ground, "conflict_ground_known"),
            models.CheckConstraint(condition=models.Q(person__regex=f"^{OPAQUE}$"), name="conflict_person_form"),
            models.CheckConstraint(condition=~models.Q(days__isempty=True), name="conflict_has_days"),
            ExclusionConstraint(
                name="conflict_once_a_day",
                expressions=[
                    ("official", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.official_id} {self.ground}"


@dataclass(frozen=True)
class Post:
    """A role in an organisation for an official, to be given from a day on, until another or for now."""

    official: uuid.UUID
    role: Role
    organisation: str
    first_day: date
    end: date | None = None
    task_share: int | None = None


@transaction.atomic
def assign(posts: Sequence[Post]) -> list[Assignment]:
    """Give roles: all of them, or none.

    Raises:
        Refused: if a role is not for such an organisation or reaches beyond its days, if too few tasks of an official
            of a trial municipality are the trial's, or if the official has the role already.
    """
    organisations = Organisation.objects.in_bulk({post.organisation for post in posts})
    rows = [_assignment(post, organisations[post.organisation]) for post in posts]
    try:
        with transaction.atomic():
            return Assignment.objects.bulk_create(rows)
    except IntegrityError as error:
        if isinstance(error.__cause__, ExclusionViolation):
            raise Refused("already_assigned") from None
        raise


def _assignment(post: Post, organisation: Organisation) -> Assignment:
    if organisation.kind not in KINDS[post.role]:
        raise Refused("role_not_here")
    begins, ends = organisation.days.lower, organisation.days.upper
    if (begins and post.first_day < begins) or (ends and (post.end is None or post.end > ends)):
        raise Refused("outside_the_days_of_the_organisation")
    is_of_trial = organisation.kind == Kind.TRIAL_MUNICIPALITY and post.role is not Role.AUTOMATION
    if is_of_trial and (post.task_share or 0) < HALF:
        raise Refused("task_share_too_small")
    return Assignment(
        official_id=post.official,
        role=post.role,
        organisation=organisation,
        days=DateRange(post.first_day, post.end),
        task_share=post.task_share,
    )


@transaction.atomic
def end_assignments(assignments: Sequence[Assignment], end: date) -> None:
    """End roles; ``end`` is the first day without them. What ends earlier already stays as it is.

    Raises:
        Refused: if one has not begun before that day; then none is ended.
    """
    for one in assignments:
        if one.days.lower >= end:
            raise Refused("not_yet_assigned")
        if one.days.upper is None or one.days.upper > end:
            one.days = DateRange(one.days.lower, end)
            one.save(update_fields=["days"])


def assignments_on(official: uuid.UUID, day: date) -> list[Assignment]:
    """The roles of an official on a day, by organisation and role."""
    found = Assignment.objects.filter(official=official, days__contains=day).select_related("organisation")
    return list(found.order_by("organisation", "role"))


def conflicts_of(official: uuid.UUID, people: Sequence[str], day: date) -> dict[str, Ground]:
    """From which of these people the official keeps away on a day, and why."""
    found = Conflict.objects.filter(official=official, person__in=people, days__contains=day)
    return {person: Ground(ground) for person, ground in found.values_list("person", "ground")}
