"""Questions about employers that change nothing, for the rooms of this floor: who may ask, the door ``access.py`` says."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from toimi.employers.models import Company, CompanyContact, CompanyName, CompanyState, LayoffNotice, Mandate
from toimi.employers.states import BusinessState, CompanyChannel, Scope


def mandates_on(companies: Iterable[int | None], day: date) -> QuerySet[Mandate]:
    """The mandates for these companies that hold on a day."""
    return _holding(Mandate.objects.filter(company__in=companies), day).order_by("pk")


def who_may_act(company: int, day: date, scope: Scope) -> list[uuid.UUID]:
    """The people who may act for a company in something on a day."""
    return list(mandates_on([company], day).filter(scope=scope.value).values_list("holder_id", flat=True))


def companies_of(person: uuid.UUID, day: date, scope: Scope) -> list[int]:
    """The companies for which a person may act in something on a day."""
    held = _holding(Mandate.objects.filter(holder=person, scope=scope.value), day)
    return list(held.order_by("company").values_list("company_id", flat=True))


def _holding(mandates: QuerySet[Mandate], day: date) -> QuerySet[Mandate]:
    ends = Q(until__isnull=True) | Q(until__gt=day), Q(revoked_from__isnull=True) | Q(revoked_from__gt=day)
    return mandates.filter(*ends, since__lte=day)


def names_on(companies: Sequence[int], day: date) -> dict[int, str]:
    """What each company is called on a day, if that is known."""
    rows = CompanyName.objects.filter(_on(day), company__in=companies)
    return {row.company_id: row.name for row in rows}


def states_on(companies: Sequence[int], day: date) -> dict[int, BusinessState]:
    """How each company stands on a day; one that no register was heard about is not there: it is not known."""
    rows = CompanyState.objects.filter(_on(day), company__in=companies)
    return {row.company_id: BusinessState(row.state) for row in rows}


def contacts_on(companies: Sequence[int], day: date) -> dict[int, dict[CompanyChannel, str]]:
    """How each company is reached on a day: the latest that has begun, the last recorded among those of one day."""
    found: dict[int, dict[CompanyChannel, str]] = {one: {} for one in companies}
    for row in CompanyContact.objects.filter(company__in=companies, since__lte=day).order_by("since", "pk"):
        found[row.company_id][CompanyChannel(row.kind)] = row.value
    return found


def _on(day: date) -> Q:
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def business_ids(companies: Iterable[int]) -> dict[int, str | None]:
    """The business id of each company that is there; ``None`` for a household without one."""
    return dict(Company.objects.filter(pk__in=companies).values_list("pk", "business_id"))


def layoffs_of(identity_codes: Iterable[str]) -> list[LayoffNotice]:
    """Every notice about people, superseded and withdrawn ones too, in the order in which they were given."""
    return list(LayoffNotice.objects.filter(identity_code__in=list(identity_codes)).order_by("pk"))
