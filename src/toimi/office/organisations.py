"""Organisations and the municipalities they serve, each with its days; who serves a municipality on a day.

A start that no act at hand gives is left open (no lower bound): the organisation was there before anything Toimi asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models, transaction

from toimi.law.competence.words import Issuer


class Kind(StrEnum):
    """Kinds of organisation: those that give statements are named as the law's table of competence names them."""

    TE_OFFICE = Issuer.TE_OFFICE
    UUSIMAA_TE_OFFICE = Issuer.UUSIMAA_TE_OFFICE
    CUSTOMER_SERVICE_CENTRE = Issuer.CUSTOMER_SERVICE_CENTRE
    TRIAL_MUNICIPALITY = Issuer.TRIAL_MUNICIPALITY
    EMPLOYMENT_AUTHORITY = Issuer.EMPLOYMENT_AUTHORITY
    KEHA = Issuer.KEHA
    EMPLOYMENT_TRIAL = "employment_trial"
    KELA = "kela"
    UNEMPLOYMENT_FUND = "unemployment_fund"


class Role(StrEnum):
    """What an organisation does for a municipality's people."""

    EMPLOYMENT_SERVICES = "employment_services"
    """It organises the employment services: the TE office, from 2025 the employment authority."""
    TRIAL = "trial"
    """It serves the clients that the TE office has transferred to the trial (act 1269/2020)."""


def one_of(field: str, words: Iterable[StrEnum], name: str) -> models.CheckConstraint:
    """A column holds one of the words."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": [str(word) for word in words]}), name=name)


class Municipality(models.Model):
    """A municipality (kunta)."""

    code = models.CharField(max_length=3, primary_key=True)
    name_fi = models.CharField(max_length=60)
    name_sv = models.CharField(max_length=60)

    class Meta:
        """Codes are three digits; the first may be a zero."""

        constraints = [
            models.CheckConstraint(condition=models.Q(code__regex=r"^[0-9]{3}$"), name="municipality_code_three_digits")
        ]

    def __str__(self) -> str:
        return self.name_fi


class Organisation(models.Model):
    """An organisation of the field: an authority, a trial, a payer. Its names have days of their own.

    Attributes:
        successor: into which it merged when its days ended.
        is_given: the operating office gave it in a file: what Toimi comes with does not overwrite it.
    """

    code = models.SlugField(max_length=60, primary_key=True)
    kind = models.CharField(max_length=30)
    successor = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    is_given = models.BooleanField(default=False)
    part_of = models.ForeignKey("self", models.PROTECT, null=True, related_name="parts")
    host = models.CharField(max_length=60, blank=True)
    days = DateRangeField()
    source = models.CharField(max_length=200)

    class Meta:
        """A kind of the list, and days that are not empty."""

        constraints = [
            one_of("kind", Kind, "organisation_kind_known"),
            models.CheckConstraint(condition=~models.Q(days__isempty=True), name="organisation_has_days"),
        ]

    def __str__(self) -> str:
        return self.code


class OrganisationName(models.Model):
    """What an organisation is called, on these days; blank in a language in which no source has a name."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="names")
    name_fi = models.CharField(max_length=120)
    name_sv = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    days = DateRangeField()
    source = models.CharField(max_length=200)

    class Meta:
        """One name a day."""

        constraints = [
            models.CheckConstraint(
                condition=~models.Q(days__isempty=True) & ~models.Q(name_fi=""), name="organisation_name_has_days"
            ),
            ExclusionConstraint(
                name="organisation_name_one_a_day",
                expressions=[("organisation", RangeOperators.EQUAL), ("days", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return self.name_fi


class Responsibility(models.Model):
    """An organisation has a role for the people of a municipality, on these days."""

    municipality = models.ForeignKey(Municipality, models.PROTECT, related_name="responsibilities")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="responsibilities")
    role = models.CharField(max_length=30)
    days = DateRangeField()
    source = models.CharField(max_length=200)
    is_verified = models.BooleanField()

    class Meta:
        """In one role a municipality has one organisation a day."""

        verbose_name_plural = "responsibilities"
        constraints = [
            one_of("role", Role, "responsibility_role_known"),
            models.CheckConstraint(condition=~models.Q(days__isempty=True), name="responsibility_has_days"),
            ExclusionConstraint(
                name="responsibility_one_a_day",
                expressions=[
                    ("municipality", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.role} {self.organisation_id}"


def serving(municipality: str, day: date, role: Role = Role.EMPLOYMENT_SERVICES) -> Organisation | None:
    """The organisation that has the role for the people of a municipality on a day; ``None`` if there is none."""
    return Organisation.objects.filter(
        responsibilities__municipality=municipality, responsibilities__role=role, responsibilities__days__contains=day
    ).first()


def served_by(organisation: str, day: date) -> list[Municipality]:
    """The municipalities for which an organisation, or a part of it, has a role on a day, by code."""
    whose = models.Q(responsibilities__organisation=organisation) | models.Q(
        responsibilities__organisation__part_of=organisation
    )
    return list(Municipality.objects.filter(whose, responsibilities__days__contains=day).distinct().order_by("code"))


def responsible(municipality: str, day: date) -> list[Responsibility]:
    """Who has which role for the people of a municipality on a day, by role."""
    return list(Responsibility.objects.filter(municipality=municipality, days__contains=day).order_by("role"))


def existing(day: date, *kinds: Kind, after: str = "", limit: int | None = None) -> list[Organisation]:
    """Organisations that exist on a day, of some kinds or of all, by code.

    Args:
        after: only those with a later code.
        limit: so many at most.
    """
    found = Organisation.objects.filter(days__contains=day, code__gt=after).order_by("code")
    return list((found.filter(kind__in=kinds) if kinds else found)[:limit])


def names_on(organisations: Iterable[str], day: date) -> dict[str, OrganisationName]:
    """The name of each on a day; of a day on which it does not exist, the name that is nearest."""
    found: dict[str, OrganisationName] = {}
    for name in OrganisationName.objects.filter(organisation__in=organisations).order_by("days"):
        if name.organisation_id not in found or name.days.lower is None or name.days.lower <= day:
            found[name.organisation_id] = name
    return found


@transaction.atomic
def load_organisations() -> None:
    """Write the organisations that acts and published lists name; those that are there already are made to say the same.

    One that the operating office gave is left as it was given.
    """
    from toimi.office.funds import known_funds  # noqa: PLC0415  (they read this file)
    from toimi.office.known_organisations import municipalities, organisations, responsibilities  # noqa: PLC0415  (they read this file)

    for town in municipalities():
        town.save()
    given = set(Organisation.objects.filter(is_given=True).values_list("code", flat=True))
    write_organisations([one for one in (*organisations(), *known_funds()) if one[0].code not in given])
    kept = set(Responsibility.objects.values_list("municipality_id", "role", "organisation_id", "days"))
    for duty in responsibilities():
        if (duty.municipality_id, duty.role, duty.organisation_id, duty.days) not in kept:
            duty.save()


Named = tuple[Organisation, list[OrganisationName]]


def write_organisations(wanted: Iterable[Named]) -> None:
    """Write organisations and their names, in a transaction; those that are there already are made to say the same."""
    named = list(wanted)
    for one, _ in named:
        successor, one.successor_id = one.successor_id, None
        one.save()
        one.successor_id = successor
    for one, names in named:
        if one.successor_id:
            one.save()
        kept = list(one.names.order_by("days"))
        if list(map(_said, kept)) != list(map(_said, names)):
            one.names.all().delete()
            OrganisationName.objects.bulk_create(names)


def _said(name: OrganisationName) -> tuple[object, ...]:
    return name.name_fi, name.name_sv, name.name_en, name.days.lower, name.days.upper, name.source
