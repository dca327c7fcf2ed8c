"""The tables: companies, who may act for them, layoff notices. What must never happen is refused here; nothing happens here."""

from __future__ import annotations

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Least, Now

from toimi.employers.states import (
    BusinessState,
    CompanyChannel,
    EmployerKind,
    LayoffBasis,
    LayoffExtent,
    LayoffGround,
    Origin,
    Scope,
)
from toimi.office.organisations import Organisation, one_of


def period(until: str | Func = "until") -> Func:
    """The days from ``since`` to the first day without; an open end goes on."""
    return Func("since", until, function="daterange", output_field=DateRangeField())


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """A period has at least one day."""
    return models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gt=F("since")), name=name)


class Company(models.Model):
    """An employer.

    Attributes:
        business_id: absent of a household that has none; two without one are two employers.
        request_key: of the request by which a household came, so that its replay is the same household.
    """

    business_id = models.CharField(max_length=9, null=True, unique=True)
    request_key = models.UUIDField(null=True, unique=True)
    kind = models.CharField(max_length=20)
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        """A code is whole or absent, and absent of households only; somebody can always be found again."""

        verbose_name_plural = "companies"
        constraints = [
            one_of("kind", EmployerKind, "company_kind_known"),
            models.CheckConstraint(condition=Q(business_id__regex=r"^[0-9]{7}-[0-9]$"), name="company_id_whole"),
            models.CheckConstraint(
                condition=Q(business_id__isnull=False)
                | Q(kind=EmployerKind.HOUSEHOLD.value, request_key__isnull=False),
                name="company_found_again",
            ),
        ]

    def __str__(self) -> str:
        return f"company {self.pk}"


class Said(models.Model):
    """Something that holds of a company on its days; the end alone is written later.

    Attributes:
        until: the first day on which it does not hold; absent while it goes on.
        evidence: by which it is found again, as the request of a register.
    """

    company = models.ForeignKey(Company, models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    source = models.CharField(max_length=20)
    evidence = models.CharField(max_length=300, blank=True)
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        """Two tables are like this."""

        abstract = True


class CompanyName(Said):
    """What a company is called."""

    name = models.CharField(max_length=200)

    class Meta:
        """One name a day."""

        constraints = [
            one_of("source", Origin, "company_name_source_known"),
            ends_after_it_begins("company_name_has_days"),
            models.CheckConstraint(condition=~Q(name=""), name="company_name_said"),
            ExclusionConstraint(
                name="company_name_one_a_day",
                expressions=[("company", RangeOperators.EQUAL), (period(), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"company name {self.pk}"


class CompanyState(Said):
    """How a company stands."""

    state = models.CharField(max_length=20)

    class Meta:
        """One state a day."""

        constraints = [
            one_of("state", BusinessState, "company_state_known"),
            one_of("source", Origin, "company_state_source_known"),
            ends_after_it_begins("company_state_has_days"),
            ExclusionConstraint(
                name="company_state_one_a_day",
                expressions=[("company", RangeOperators.EQUAL), (period(), RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"company state {self.pk}"


class CompanyContact(models.Model):
    """How a company is reached and in which language, from a day on; append-only, and the latest that has begun holds."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=300)
    since = models.DateField()
    source = models.CharField(max_length=20)
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        """A channel of the list, from one who is on the list."""

        constraints = [
            one_of("kind", CompanyChannel, "company_contact_known"),
            one_of("source", Origin, "company_contact_source_known"),
        ]
        indexes = [models.Index(fields=["company", "kind", "since"], name="company_contact_latest")]

    def __str__(self) -> str:
        return f"company contact {self.pk}"


class Holder(models.Model):
    """A person who has mandates, client or not: this room does not ask.

    Attributes:
        id: opaque; the audit and the mandates know the person by it.
        identity_code: absent if the person has none; two without one are two people.
        account: what the identity provider calls the person; written once, later too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.CharField(max_length=200, null=True, unique=True)
    identity_code = models.CharField(max_length=11, null=True, unique=True)
    name = models.CharField(max_length=120)
    birth_date = models.DateField(null=True)

    class Meta:
        """Told by code, or by name and day of birth."""

        constraints = [
            models.CheckConstraint(
                condition=Q(identity_code__regex=r"^[0-9]{6}[-+YXWVUABCDEF][0-9]{3}[0-9A-Y]$"), name="holder_code_whole"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & (Q(identity_code__isnull=False) | Q(birth_date__isnull=False)),
                name="holder_is_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Mandate(models.Model):
    """Somebody may act for a company in one thing, on these days.

    Attributes:
        until: the first day without; absent if it goes on.
        granted_by: who gave it for the company.
        evidence: the letter, or the request of the register.
        revoked_from: the first day on which it does not hold any more: the database takes it from the revocation.
    """

    company = models.ForeignKey(Company, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Holder, models.PROTECT, related_name="+")
    scope = models.CharField(max_length=30)
    since = models.DateField()
    until = models.DateField(null=True)
    granted_by = models.CharField(max_length=120)
    source = models.CharField(max_length=20)
    evidence = models.CharField(max_length=300)
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=60)
    revoked_from = models.DateField(null=True)

    class Meta:
        """One mandate of a person for a company and a thing a day; what was revoked makes room."""

        constraints = [
            one_of("scope", Scope, "mandate_scope_known"),
            one_of("source", Origin, "mandate_source_known"),
            ends_after_it_begins("mandate_has_days"),
            models.CheckConstraint(condition=~Q(granted_by="") & ~Q(evidence=""), name="mandate_is_shown"),
            models.CheckConstraint(condition=Q(revoked_from__gte=F("since")), name="mandate_revoked_once_begun"),
            ExclusionConstraint(
                name="mandate_once_a_day",
                expressions=[
                    ("company", RangeOperators.EQUAL),
                    ("holder", RangeOperators.EQUAL),
                    ("scope", RangeOperators.EQUAL),
                    (period(Least("until", "revoked_from")), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [models.Index(fields=["holder"], name="mandate_of_holder")]

    def __str__(self) -> str:
        return f"mandate {self.pk}"


class Revocation(models.Model):
    """A mandate does not hold from a day on; append-only, and once a mandate."""

    mandate = models.OneToOneField(Mandate, models.PROTECT, related_name="revocation")
    since = models.DateField()
    reason = models.CharField(max_length=300)
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        """Always for a reason."""

        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="revocation_for_a_reason")]

    def __str__(self) -> str:
        return f"revocation {self.pk}"


class LayoffNotice(models.Model):
    """One person is laid off, as the employer says; never changed, only superseded by a row that names it.

    Attributes:
        batch: what was given together has one.
        organisation: the authority that received it.
        identity_code: absent if the employer does not know it; then ``name`` and ``birth_date`` tell who it is.
        since, until: the first day of the layoff and the first day after it; none if until further notice.
        cut_percent: by how much the working time is shortened.
        given_on: the day on which the person had the notice (Employment Contracts Act 55/2001, section 5:4).
        employed_since: first day of the employment.
        corrects: the row of the same company that it supersedes.
        withdrawn: the superseded row is taken back, and nothing stands in its place.
    """

    company = models.ForeignKey(Company, models.PROTECT, related_name="+")
    batch = models.UUIDField()
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    identity_code = models.CharField(max_length=11, null=True)
    name = models.CharField(max_length=120, blank=True)
    birth_date = models.DateField(null=True)
    since = models.DateField()
    until = models.DateField(null=True)
    extent = models.CharField(max_length=20)
    cut_percent = models.PositiveSmallIntegerField(null=True)
    ground = models.CharField(max_length=30)
    basis = models.CharField(max_length=40)
    given_on = models.DateField()
    employed_since = models.DateField(null=True)
    evidence = models.CharField(max_length=300, blank=True)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    withdrawn = models.BooleanField(default=False)
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=60)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        """Of somebody who can be told, with days in order; a row is superseded once."""

        constraints = [
            one_of("extent", LayoffExtent, "layoff_extent_known"),
            one_of("ground", LayoffGround, "layoff_ground_known"),
            one_of("basis", LayoffBasis, "layoff_basis_known"),
            ends_after_it_begins("layoff_has_days"),
            models.CheckConstraint(
                condition=Q(identity_code__regex=r"^[0-9]{6}[-+YXWVUABCDEF][0-9]{3}[0-9A-Y]$"), name="layoff_code_whole"
            ),
            models.CheckConstraint(
                condition=Q(identity_code__isnull=False) | ~Q(name="") & Q(birth_date__isnull=False),
                name="layoff_of_somebody",
            ),
            models.CheckConstraint(condition=Q(given_on__lte=F("since")), name="layoff_told_before"),
            models.CheckConstraint(
                condition=Q(extent="full", cut_percent__isnull=True)
                | ~Q(extent="full") & Q(cut_percent__range=(1, 99)),
                name="layoff_cut_where_shortened",
            ),
            models.CheckConstraint(condition=Q(employed_since__lte=F("since")), name="layoff_within_employment"),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(corrects__isnull=False), name="layoff_withdraws_another"
            ),
            models.CheckConstraint(condition=~Q(corrects=F("pk")), name="layoff_corrects_another"),
        ]
        indexes = [
            models.Index(fields=["company", "id"], name="layoff_of_company"),
            models.Index(fields=["identity_code"], condition=Q(identity_code__isnull=False), name="layoff_of_person"),
        ]

    def __str__(self) -> str:
        return f"layoff notice {self.pk}"
