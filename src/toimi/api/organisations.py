"""Organisations and municipalities of a day, and who serves whom: about nobody, for whoever has signed in."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Path, Query, Router, Schema

from toimi.api.door import SIGNED, question, reads
from toimi.api.pages import LIMIT, Cursor, Limit, Next, begin, page
from toimi.api.problems import Refusal
from toimi.api.shapes import Day
from toimi.office.actors import HELSINKI
from toimi.office.organisations import (
    Kind,
    Municipality,
    Organisation,
    OrganisationName,
    Responsibility,
    Role,
    existing,
    names_on,
    responsible,
    served_by,
)

router = Router(tags=["organisations"])
OnDay = Annotated[Day | None, Query(description="as it is on this day; today, in Helsinki, if left out")]
Code = Annotated[str, Path(pattern="^[a-z0-9-]+$", max_length=60)]


class Names(Schema):
    """A name in three languages; ``null`` where no source has one."""

    fi: str
    sv: str | None
    en: str | None

    @classmethod
    def of(cls, one: OrganisationName) -> Names:
        """As the register has it."""
        return cls(fi=one.name_fi, sv=one.name_sv or None, en=one.name_en or None)


class OrganisationShape(Schema):
    """An organisation, by its name of the day that is asked about.

    ``until`` is the first day without; ``null`` is a day that no act at hand gives. ``successor`` is into what it merged.
    """

    code: str
    kind: Kind
    name: Names
    part_of: str | None
    successor: str | None
    since: date | None
    until: date | None
    source: str

    @classmethod
    def of(cls, one: Organisation, name: OrganisationName) -> OrganisationShape:
        """As the register has it."""
        return cls(
            code=one.code,
            kind=Kind(one.kind),
            name=Names.of(name),
            part_of=one.part_of_id,
            successor=one.successor_id,
            since=one.days.lower,
            until=one.days.upper,
            source=one.source,
        )


class OrganisationPage(Schema):
    """Organisations by code."""

    items: list[OrganisationShape]
    next: Next


class MunicipalityShape(Schema):
    """A municipality; where no other name is in use, the Swedish is the Finnish one."""

    code: str
    name_fi: str
    name_sv: str

    @classmethod
    def of(cls, one: Municipality) -> MunicipalityShape:
        """As the register has it."""
        return cls(code=one.code, name_fi=one.name_fi, name_sv=one.name_sv)


class OrganisationWhole(OrganisationShape):
    """An organisation with those whom it, or a part of it, serves on the day."""

    municipalities: list[MunicipalityShape]


class ServiceShape(Schema):
    """An organisation serves the people of the municipality in a role; not verified if no primary source was read."""

    organisation: str
    role: Role
    since: date | None
    until: date | None
    source: str
    is_verified: bool

    @classmethod
    def of(cls, one: Responsibility) -> ServiceShape:
        """As the register has it."""
        return cls(
            organisation=one.organisation_id,
            role=Role(one.role),
            since=one.days.lower,
            until=one.days.upper,
            source=one.source,
            is_verified=one.is_verified,
        )


class MunicipalityWhole(MunicipalityShape):
    """A municipality with those who serve its people on the day."""

    served_by: list[ServiceShape]


class MunicipalityPage(Schema):
    """Municipalities by code."""

    items: list[MunicipalityShape]
    next: Next


@router.get("/organisations", **question(OrganisationPage, auth=SIGNED))
@reads
def list_organisations(
    request: HttpRequest,
    day: OnDay = None,
    kind: Annotated[Kind | None, Query(description="of this kind only")] = None,
    limit: Limit = LIMIT,
    cursor: Cursor = None,
) -> OrganisationPage:
    """Organisations that exist on a day."""
    after = begin(request, cursor) or ""
    found = existing(day or today(), *((kind,) if kind else ()), after=after, limit=limit + 1)
    rows, further = page(request, found, limit, lambda one: one.code)
    names = names_on([one.code for one in rows], day or today())
    return OrganisationPage(items=[OrganisationShape.of(one, names[one.code]) for one in rows], next=further)


@router.get("/organisations/{organisation}", **question(OrganisationWhole, auth=SIGNED, is_about_one=True))
@reads
def show_organisation(request: HttpRequest, organisation: Code, day: OnDay = None) -> OrganisationWhole:
    """An organisation, whenever it exists, and whom it serves on a day."""
    one = Organisation.objects.filter(pk=organisation).first()
    if one is None:
        raise Refusal("not_there")
    towns = [MunicipalityShape.of(town) for town in served_by(one.code, day or today())]
    name = names_on([one.code], day or today())[one.code]
    return OrganisationWhole(**OrganisationShape.of(one, name).model_dump(), municipalities=towns)


@router.get("/municipalities", **question(MunicipalityPage, auth=SIGNED))
@reads
def list_municipalities(request: HttpRequest, limit: Limit = LIMIT, cursor: Cursor = None) -> MunicipalityPage:
    """Municipalities that the office knows."""
    after = begin(request, cursor) or ""
    found = list(Municipality.objects.filter(code__gt=after).order_by("code")[: limit + 1])
    rows, further = page(request, found, limit, lambda one: one.code)
    return MunicipalityPage(items=[MunicipalityShape.of(one) for one in rows], next=further)


@router.get("/municipalities/{municipality}", **question(MunicipalityWhole, auth=SIGNED, is_about_one=True))
@reads
def show_municipality(
    request: HttpRequest, municipality: Annotated[str, Path(pattern="^[0-9]{3}$")], day: OnDay = None
) -> MunicipalityWhole:
    """A municipality, and who serves its people on a day."""
    one = Municipality.objects.filter(pk=municipality).first()
    if one is None:
        raise Refusal("not_there")
    serving = [ServiceShape.of(duty) for duty in responsible(one.code, day or today())]
    return MunicipalityWhole(**MunicipalityShape.of(one).model_dump(), served_by=serving)


def today() -> date:
    """The day of the office."""
    return timezone.now().astimezone(HELSINKI).date()
