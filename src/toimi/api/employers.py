"""Employers: registered, shown, represented by mandate; what they tell of layoffs, and what clients confirm of it."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from ninja import Body, Path, Query, Router, Schema
from pydantic import Field, StrictBool

from toimi.api.door import action, creates, looks, question
from toimi.api.pages import LIMIT, Cursor, Limit, Next, begin, page
from toimi.api.problems import Refusal
from toimi.api.searches import IdentityCode
from toimi.api.shapes import LONGEST_LIST, Day, Done, Given, Number, Text
from toimi.api.signing_in import actor_of
from toimi.employers.business_ids import read_business_id
from toimi.employers.companies import LONGEST_NAME, NewCompany, register
from toimi.employers.layoffs import NewLayoff, give
from toimi.employers.looking import Shown, list_companies, list_layoffs, list_mandates, show
from toimi.employers.mandates import Agent, NewMandate, NewRevocation, grant, revoke
from toimi.employers.models import LayoffNotice, Mandate
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

router = Router(tags=["employers"])
CompanyNumber = Annotated[int, Path(ge=1, lt=2**63, description="the employer's number")]
Line = Annotated[Text, Field(max_length=300)]
PersonName = Annotated[Text, Field(max_length=120)]
BusinessId = Annotated[Text, Field(max_length=60, description="as written, with a hyphen before the check digit")]


class NewCompanyShape(Given):
    """An employer; a household without a business id is known by the key of the request."""

    kind: EmployerKind
    name: Annotated[Text, Field(max_length=LONGEST_NAME)]
    business_id: BusinessId | None = None
    key: uuid.UUID | None = None
    contacts: dict[CompanyChannel, Line] = {}


class RegisteredShape(Schema):
    """The employer of a request, or who was there already."""

    company: int
    is_new: bool


class RegisteredCompanies(Schema):
    """For each request its employer."""

    items: list[RegisteredShape]


class CompanyShape(Schema):
    """An employer as it is today; what is not known is ``null``."""

    company: int
    kind: EmployerKind
    business_id: str | None
    name: str | None
    state: BusinessState | None
    contacts: dict[CompanyChannel, str]

    @classmethod
    def of(cls, one: Shown) -> CompanyShape:
        """As it is shown."""
        return cls(
            company=one.company.pk,
            kind=EmployerKind(one.company.kind),
            business_id=one.company.business_id,
            name=one.name,
            state=one.state,
            contacts=dict(one.contacts),
        )


class CompanyPage(Schema):
    """Employers by number."""

    items: list[CompanyShape]
    next: Next


class NewMandateShape(Given):
    """Somebody may act for an employer in one thing, on days that are both included.

    The person is a ``holder`` who is known, or told by name and identity code, or by name and day of birth.
    """

    company: Number
    scope: Scope
    first_day: Day
    granted_by: PersonName
    source: Origin
    evidence: Line
    last_day: Day | None = None
    holder: uuid.UUID | None = None
    name: PersonName = ""
    identity_code: IdentityCode | None = None
    birth_date: Day | None = None
    account: Annotated[Text, Field(max_length=200)] | None = None

    def mandate(self) -> NewMandate:
        """As the room takes it."""
        agent = Agent(self.holder, self.name, self.identity_code, self.birth_date, self.account)
        return NewMandate(
            self.company, agent, self.scope, self.first_day, self.granted_by, self.source, self.evidence,
            day_after(self.last_day),
        )  # fmt: skip


class GrantedShape(Schema):
    """The number of a mandate, and whose it is."""

    mandate: int
    holder: uuid.UUID


class Granted(Schema):
    """For each mandate what it is called."""

    items: list[GrantedShape]


class NewRevocationShape(Given):
    """A mandate does not hold from a day on."""

    mandate: Number
    since: Day
    reason: Line


class MandateShape(Schema):
    """A mandate; ``until`` is the first day without, ``revoked_from`` an earlier one."""

    mandate: int
    company: int
    holder: uuid.UUID
    name: str
    scope: Scope
    since: date
    until: date | None
    revoked_from: date | None
    granted_by: str
    source: Origin
    evidence: str

    @classmethod
    def of(cls, row: Mandate) -> MandateShape:
        """As the register has it."""
        return cls(
            mandate=row.pk,
            company=row.company_id,
            holder=row.holder_id,
            name=row.holder.name,
            scope=Scope(row.scope),
            since=row.since,
            until=row.until,
            revoked_from=row.revoked_from,
            granted_by=row.granted_by,
            source=Origin(row.source),
            evidence=row.evidence,
        )


class MandatePage(Schema):
    """Mandates by number, past, revoked and to come too."""

    items: list[MandateShape]
    next: Next


class NewLayoffShape(Given):
    """Somebody is laid off, on days that are both included; with ``corrects`` the row supersedes another.

    The person is told by identity code, or by name and day of birth. With ``withdraws`` nothing stands in its place.
    """

    company: Number
    organisation: Annotated[Text, Field(max_length=60, description="the authority that receives it")]
    first_day: Day
    given_on: Annotated[Day, Field(description="the day on which the person had the notice")]
    extent: LayoffExtent
    ground: LayoffGround
    identity_code: IdentityCode | None = None
    name: PersonName = ""
    birth_date: Day | None = None
    last_day: Annotated[Day | None, Field(description="until further notice if left out")] = None
    cut_percent: Annotated[int, Field(strict=True, ge=1, le=99)] | None = None
    basis: LayoffBasis = LayoffBasis.EMPLOYER_DECISION
    employed_since: Day | None = None
    evidence: Line = ""
    corrects: Number | None = None
    withdraws: StrictBool = False

    def layoff(self) -> NewLayoff:
        """As the room takes it."""
        said = dict(self)
        return NewLayoff(since=said.pop("first_day"), until=day_after(said.pop("last_day")), **said)


class Notices(Schema):
    """The number of each."""

    items: list[int]


class LayoffShape(Schema):
    """What an employer told of one person; ``until`` is the first day after the layoff."""

    notice: int
    batch: uuid.UUID
    company: int
    organisation: str
    identity_code: str | None
    name: str
    birth_date: date | None
    since: date
    until: date | None
    extent: LayoffExtent
    cut_percent: int | None
    ground: LayoffGround
    basis: LayoffBasis
    given_on: date
    employed_since: date | None
    evidence: str
    corrects: int | None
    withdrawn: bool
    recorded_on: date

    @classmethod
    def of(cls, row: LayoffNotice) -> LayoffShape:
        """As the register has it."""
        same = {name: getattr(row, name) for name in cls.model_fields if name not in _OTHERWISE}
        own = {
            "notice": row.pk,
            "company": row.company_id,
            "organisation": row.organisation_id,
            "corrects": row.corrects_id,
        }
        words = {
            "extent": LayoffExtent(row.extent),
            "ground": LayoffGround(row.ground),
            "basis": LayoffBasis(row.basis),
        }
        return cls(**{**same, **own, **words})


_OTHERWISE = ("notice", "company", "organisation", "corrects")


class LayoffPage(Schema):
    """Notices by number, superseded ones too."""

    items: list[LayoffShape]
    next: Next


def day_after(last: date | None) -> date | None:
    """The first day without; of the last day there is, that day, which no room takes."""
    return last and min(last, date.max - timedelta(days=1)) + timedelta(days=1)


@router.post("/companies", **action(RegisteredCompanies))
@creates
def register_companies(
    request: HttpRequest, said: Annotated[list[NewCompanyShape], Body(min_length=1, max_length=LONGEST_LIST)]
) -> RegisteredCompanies:
    """Register employers; of one that is there already nothing is written."""
    made = register([NewCompany(**dict(one)) for one in said], who=actor_of(request))
    return RegisteredCompanies(items=[RegisteredShape(company=one.company, is_new=one.is_new) for one in made])


@router.get("/companies", **question(CompanyPage))
@looks
def list_employers(
    request: HttpRequest,
    business_id: Annotated[BusinessId | None, Query()] = None,
    limit: Limit = LIMIT,
    cursor: Cursor = None,
) -> CompanyPage:
    """Employers: all to whoever serves them, the own one to its representative."""
    code = read_business_id(business_id) if business_id is not None else None
    found = list_companies(actor_of(request), business_id=code, after=begin(request, cursor) or 0, limit=limit + 1)
    rows, further = page(request, found, limit, lambda one: one.company.pk)
    return CompanyPage(items=[CompanyShape.of(one) for one in rows], next=further)


@router.get("/companies/{company}", **question(CompanyShape))
@looks
def show_company(request: HttpRequest, company: CompanyNumber) -> CompanyShape | Refusal:
    """An employer; one that may not be seen is not told apart from one that is not there."""
    shown = show(actor_of(request), [company]).get(company)
    return CompanyShape.of(shown) if shown else Refusal("no_right_to_company", is_traced=True)


@router.post("/mandates", **action(Granted))
@creates
def grant_mandates(
    request: HttpRequest, said: Annotated[list[NewMandateShape], Body(min_length=1, max_length=LONGEST_LIST)]
) -> Granted:
    """Record who may act for employers."""
    rows = grant([one.mandate() for one in said], who=actor_of(request), test_range=settings.TEST_IDENTITY_CODES)
    return Granted(items=[GrantedShape(mandate=row.pk, holder=row.holder_id) for row in rows])


@router.post("/mandates/revocations", **action(Done))
@creates
def revoke_mandates(
    request: HttpRequest, said: Annotated[list[NewRevocationShape], Body(min_length=1, max_length=LONGEST_LIST)]
) -> Done:
    """End mandates before their time."""
    revoke([NewRevocation(**dict(one)) for one in said], who=actor_of(request))
    return Done(recorded=len(said))


@router.get("/companies/{company}/mandates", **question(MandatePage))
@looks
def show_mandates(
    request: HttpRequest, company: CompanyNumber, limit: Limit = LIMIT, cursor: Cursor = None
) -> MandatePage:
    """Who may act for an employer, might once, or will."""
    found = list_mandates(actor_of(request), company, after=begin(request, cursor) or 0, limit=limit + 1)
    rows, further = page(request, found, limit, lambda row: row.pk)
    return MandatePage(items=[MandateShape.of(row) for row in rows], next=further)


@router.post("/layoff-notices", **action(Notices))
@creates
def give_layoff_notices(
    request: HttpRequest, said: Annotated[list[NewLayoffShape], Body(min_length=1, max_length=LONGEST_LIST)]
) -> Notices:
    """Tell whom employers lay off; whether somebody is a client is not told back."""
    numbers = give([one.layoff() for one in said], who=actor_of(request), test_range=settings.TEST_IDENTITY_CODES)
    return Notices(items=numbers)


@router.get("/companies/{company}/layoff-notices", **question(LayoffPage))
@looks
def list_layoff_notices(
    request: HttpRequest, company: CompanyNumber, limit: Limit = LIMIT, cursor: Cursor = None
) -> LayoffPage:
    """What an employer told: to itself, and to the authority that received it."""
    found = list_layoffs(actor_of(request), company, after=begin(request, cursor) or 0, limit=limit + 1)
    rows, further = page(request, found, limit, lambda row: row.pk)
    return LayoffPage(items=[LayoffShape.of(row) for row in rows], next=further)
