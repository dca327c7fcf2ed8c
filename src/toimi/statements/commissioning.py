"""Commissioning decisions (käyttöönottopäätös, 906/2019 section 28 d): what is given without a person, where, from when.

A decision is drafted from the book, the tests and the monitoring plan, and holds once two officials have approved its
digest. It stops by itself when the law that its subjects touch changes, and a subject leaves it when the samples no longer
bear it; what has left comes back by a new decision only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.db import models, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.db.models.functions import Now

from toimi.book.book import digest
from toimi.matters.models import one_of
from toimi.matters.subjects import SUBJECTS
from toimi.office import approvals
from toimi.office.actors import Actor
from toimi.office.audit import record
from toimi.office.organisations import Organisation
from toimi.statements.commissioning_plan import Plan, Tried, problems_of
from toimi.statements.problems import Problem, Refused
from toimi.statements.touched_provisions import law_digest

KIND = "commissioning"
"""Of its approval, in ``office/approvals.toml``."""


class Commissioning(models.Model):
    """A commissioning decision, as it was drafted. Append-only.

    Attributes:
        organisation: whose matters it is about.
        subjects: what a matter may be about.
        days: half-open; of the day of issue.
        monitoring: of each subject: share of statements drawn, bound and least number of samples; in thousandths.
        address: where it is published.
        law: digest of the provisions that the subjects touch, as known on the first day.
        document: all of it in three languages, as it is published (section 28 e).
        digest: SHA-256 of the document: what the two officials approved.
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    subjects = ArrayField(models.CharField(max_length=30))
    days = DateRangeField()
    monitoring = models.JSONField()
    address = models.URLField()
    law = models.CharField(max_length=64)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        """There is a subject, and a first day on which automatic solutions have a basis (487/2023)."""

        constraints = [
            models.CheckConstraint(condition=Q(subjects__len__gt=0), name="commissioning_has_subjects"),
            models.CheckConstraint(
                condition=Q(days__startswith__gte=date(2023, 5, 1)), name="commissioning_has_a_basis"
            ),
        ]

    def __str__(self) -> str:
        return f"commissioning {self.pk}"


class Why(StrEnum):
    """Why something left a decision."""

    AGREEMENT = "agreement"
    """People who decided samples of it anew agreed too seldom."""
    WITHDRAWN = "withdrawn"


class ScopeExit(models.Model):
    """A subject has left a commissioning decision, or the whole decision has ended; append-only.

    Attributes:
        subject: empty if all of the decision ends.
        since: the first day without it.
        samples, agreed: how many were decided anew, and how many of them alike.
        official: who withdrew it; absent if it left by itself.
    """

    commissioning = models.ForeignKey(Commissioning, models.PROTECT, related_name="exits")
    subject = models.CharField(max_length=30, blank=True)
    since = models.DateField()
    why = models.CharField(max_length=20)
    samples = models.IntegerField(null=True)
    agreed = models.IntegerField(null=True)
    official = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        """Each subject leaves once; by its samples or by somebody."""

        constraints = [
            one_of("why", Why, "scope_exit_why_known"),
            models.UniqueConstraint(fields=["commissioning", "subject"], name="scope_exit_once"),
            models.CheckConstraint(
                condition=Q(why=Why.AGREEMENT, samples__isnull=False, agreed__isnull=False)
                | Q(why=Why.WITHDRAWN, official__isnull=False),
                name="scope_exit_has_a_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"exit from {self.commissioning_id}"


@dataclass(frozen=True)
class InForce:
    """A commissioning decision that holds, with the subjects that are still in it."""

    decision: Commissioning
    subjects: frozenset[str]


class Remedy(StrEnum):
    """What keeps a decision from being in force on a day; each has its text."""

    OTHER_DAYS = "scope_other_days"
    WITHDRAWN = "scope_withdrawn"
    LAW_CHANGED = "scope_law_changed"
    NOT_APPROVED = "scope_not_approved"


@dataclass(frozen=True)
class Standing:
    """How a decision stands on a day.

    Attributes:
        left: subjects that have left it, with the reason.
        problem: what keeps it from being in force; ``None`` if it is.
    """

    decision: Commissioning
    subjects: frozenset[str]
    left: Mapping[str, Why] = field(default_factory=dict)
    problem: Remedy | None = None


def standing_on(day: date, organisation: str) -> list[Standing]:
    """Every commissioning decision of an organisation, with how it stands on a day."""
    found = list(
        Commissioning.objects.filter(organisation=organisation)
        .prefetch_related("exits")
        .defer("document")
        .order_by("pk")
    )
    contents = {one.pk: (KIND, str(one.pk), one.digest) for one in found}
    approved = approvals.approved(contents.values(), day, within=organisation) if found else set()
    return [_standing(one, day, is_approved=contents[one.pk] in approved) for one in found]


def _standing(one: Commissioning, day: date, *, is_approved: bool) -> Standing:
    left = {gone.subject: Why(gone.why) for gone in one.exits.all() if gone.since <= day}
    subjects = frozenset(one.subjects) - left.keys()
    problem = None
    if day not in one.days:
        problem = Remedy.OTHER_DAYS
    elif "" in left or not subjects:
        problem = Remedy.WITHDRAWN
    elif not is_approved:
        problem = Remedy.NOT_APPROVED
    elif law_digest(frozenset(one.subjects), day) != one.law:
        problem = Remedy.LAW_CHANGED
    return Standing(one, subjects, left, problem)


def in_force(day: date, organisation: str) -> list[InForce]:
    """The commissioning decisions under which an organisation gives statements on a day."""
    return [InForce(one.decision, one.subjects) for one in standing_on(day, organisation) if one.problem is None]


@transaction.atomic
def draft(plans: Sequence[Plan], tests: Tried, *, who: Actor) -> list[int]:
    """Draft commissioning decisions of the actor's organisation, and propose them for approval; all of them, or none.

    Raises:
        Refused: with what each plan lacks, and how to mend it.
        office.problems.Refused: if the role proposes none.
    """
    from toimi.statements.commissioning_document import document_of  # noqa: PLC0415  (reads the texts of the whole law)

    Organisation.objects.select_for_update().get(pk=who.organisation)  # two drafts wait for each other
    standing = standing_on(who.day, who.organisation)
    problems = [
        problem
        for plan in plans
        for problem in (*problems_of(plan, tests, who.day), *_overlaps(plan, standing))
    ]  # fmt: skip
    if problems:
        raise Refused(problems)
    rows = []
    for plan in plans:
        subjects = sorted(plan.subjects, key=list(SUBJECTS).index)
        document = document_of(plan, tests, who.organisation)
        rows.append(
            Commissioning(
                organisation_id=who.organisation, subjects=subjects, days=DateRange(plan.first_day, plan.until),
                monitoring={row.subject: row.monitoring.said() for row in plan.rows}, address=plan.address,
                law=law_digest(plan.subjects, plan.first_day), document=document, digest=digest(document),
                recorded_by=who.official,
            )
        )  # fmt: skip
    Commissioning.objects.bulk_create(rows)
    approvals.propose(
        [approvals.Proposal(KIND, str(row.pk), row.digest, row.days.lower, "906/2019 § 28 d") for row in rows], who=who
    )
    record([who.trace("commissioning.draft", about=f"commissioning:{row.pk}") for row in rows])
    return [row.pk for row in rows]


def _overlaps(plan: Plan, others: Iterable[Standing]) -> list[Problem]:
    """Another decision on the same subject and days that could come into force or is."""
    first, until = plan.first_day, plan.until
    found = []
    for other in others:
        days = other.decision.days
        apart = (until and until <= days.lower) or (days.upper and days.upper <= first)
        shared = plan.subjects & other.subjects
        stopped = (
            other.problem is Remedy.WITHDRAWN
            or law_digest(frozenset(other.decision.subjects), first) != other.decision.law
        )
        if shared and not apart and not stopped:
            values = {"subjects": ", ".join(sorted(shared)), "number": str(other.decision.pk)}
            found.append(Problem("scope_overlaps", values=values))
    return found


@transaction.atomic
def approve(numbers: Sequence[int], *, who: Actor) -> None:
    """Approve drafts of another official: they are in force from their first day on; all of them, or none.

    Raises:
        office.problems.Refused: if one is the approver's own, is approved, or is not for this role here.
    """
    found = approvals.Approval.objects.filter(kind=KIND, key__in=[str(number) for number in numbers])
    approvals.approve([one.pk for one in found], who=who)


@transaction.atomic
def withdraw(numbers: Sequence[int], *, who: Actor) -> None:
    """End commissioning decisions or drafts from today on; what was given under them stays given.

    Raises:
        Refused: if one is not of this organisation, has ended, or the role ends none.
    """
    rows = Commissioning.objects.filter(pk__in=numbers, organisation=who.organisation).exclude(exits__subject="")
    if who.role not in approvals.RULES[KIND].approve or rows.count() != len(set(numbers)):
        raise Refused([Problem("scope_not_to_withdraw")])
    ScopeExit.objects.bulk_create(
        ScopeExit(commissioning=one, since=who.day, why=Why.WITHDRAWN, official=who.official, at=who.at) for one in rows
    )
    record([who.trace("commissioning.withdraw", about=f"commissioning:{number}") for number in numbers])
