"""Matters and statements: a benefit applied for, what is pending about a client, what was stated; a payer's request."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Body, Router, Schema
from pydantic import Field, WithJsonSchema

from toimi.api.door import action, creates, looks, question, refused
from toimi.api.problems import Refusal
from toimi.api.searches import IdentityCode
from toimi.api.shapes import LONGEST_LIST, Day, Given, PersonNumber, Text
from toimi.api.signing_in import actor_of
from toimi.matters.assessing import Result
from toimi.matters.claiming import Claim, claim
from toimi.matters.looking import matters_of, steps_of
from toimi.matters.models import Matter, Step, Trigger
from toimi.matters.states import State
from toimi.matters.subjects import Kind
from toimi.office.identity_codes import read_identity_code
from toimi.statements.looking import statements_of
from toimi.statements.models import Act, Statement
from toimi.statements.requests import Asked, Served, serve

router = Router(tags=["matters"])
Benefit = Literal["earnings_related", "basic", "labour_market_subsidy"]
MatterState = Annotated[str, WithJsonSchema({"type": "string", "enum": [str(state) for state in State]})]
StatementKind = Annotated[str, WithJsonSchema({"type": "string", "enum": [str(kind) for kind in Kind]})]
"""Other rooms have a ``State`` and a ``Kind`` of their own, and the document knows one of a name."""
Organisation = Annotated[Text, Field(max_length=60, description="code of an organisation")]


class NewClaim(Given):
    """A benefit is applied for, from a day on, from Kela or a fund."""

    benefit: Benefit
    payer: Organisation
    first_day: Day


class Matters(Schema):
    """The number of each matter."""

    items: list[int]


class StepShape(Schema):
    """A matter went from one state to another; the first has none before."""

    before: MatterState | None
    after: MatterState
    by: str
    because: str
    on: date

    @classmethod
    def of(cls, step: Step) -> StepShape:
        """As it was taken."""
        return cls(before=step.before or None, after=step.after, by=step.by, because=step.because, on=step.on)


class MatterShape(Schema):
    """A matter; ``until`` is the first day not asked about, ``due_on`` the last day of the legal time limit if it runs."""

    matter: int
    organisation: str
    benefit: Benefit
    payer: str | None
    first_day: date
    until: date | None
    trigger: Trigger
    kind: StatementKind
    subjects: list[str]
    state: MatterState
    opened_on: date
    due_on: date | None
    steps: list[StepShape]

    @classmethod
    def of(cls, row: Matter, steps: list[Step]) -> MatterShape:
        """As it stands."""
        same = {name: getattr(row, name) for name in cls.model_fields if name not in ("matter", "payer", "steps")}
        same |= {"organisation": row.organisation_id, "payer": row.payer_id}
        return cls(**same, matter=row.pk, steps=[StepShape.of(step) for step in steps])


class MatterList(Schema):
    """The newest first."""

    items: list[MatterShape]


class Stretch(Schema):
    """Days of which the same is said: half-open, with the grounds and what the payer is told besides."""

    since: date
    until: date | None
    outcome: str
    grounds: list[str]
    told_to_payer: list[str]

    @classmethod
    def of(cls, said: list[Any]) -> Stretch:
        """A stretch of a proposal."""
        return cls(since=said[0], until=said[1], outcome=said[2], grounds=said[3], told_to_payer=said[6])


class StatementShape(Schema):
    """A statement as it was given; ``signed`` is the same under the office's signature (JWS)."""

    statement: str
    matter: int
    act: Act
    issuer: str
    payer: str
    benefit: Benefit
    result: Result
    is_automatic: bool
    reasons: str
    given_on: date
    given_at: datetime
    stretches: list[Stretch]
    receipt: str
    signed: str

    @classmethod
    def of(cls, row: Statement) -> StatementShape:
        """As it was given."""
        names = set(cls.model_fields) - {"statement", "matter", "issuer", "payer", "is_automatic", "stretches"}
        return cls(
            **{name: getattr(row, name) for name in names}, statement=row.number, matter=row.matter_id,
            issuer=row.issuer_id, payer=row.payer_id, is_automatic=row.official is None,
            stretches=[Stretch.of(said) for said in row.stretches],
        )  # fmt: skip


class StatementList(Schema):
    """The newest first."""

    items: list[StatementShape]


class NewRequest(Given):
    """A payer asks for a statement on a person's benefit from a day on."""

    identity_code: IdentityCode
    benefit: Benefit
    first_day: Day


class ServedShape(Schema):
    """The matter, and the statement that stands if there is one."""

    matter: int
    statement: StatementShape | None

    @classmethod
    def of(cls, served: Served) -> ServedShape:
        """What there is for the payer."""
        return cls(matter=served.matter, statement=StatementShape.of(served.statement) if served.statement else None)


class ServedList(Schema):
    """In the order of the requests."""

    items: list[ServedShape]


@router.post("/people/{person}/claims", **action(Matters))
@creates
def claim_benefits(
    request: HttpRequest,
    person: PersonNumber,
    said: Annotated[list[NewClaim], Body(min_length=1, max_length=LONGEST_LIST)],
) -> Matters:
    """Record that a client applies for benefits; each becomes a matter."""
    return Matters(items=claim([Claim(person, **dict(one)) for one in said], who=actor_of(request)))


@router.get("/people/{person}/matters", **question(MatterList))
@looks
def list_matters(request: HttpRequest, person: PersonNumber) -> MatterList | Refusal:
    """What is or was pending about a client, with every step."""
    found = matters_of(actor_of(request), person)
    steps = steps_of(found.matters)
    return refused(found.decision) or MatterList(items=[MatterShape.of(row, steps[row.pk]) for row in found.matters])


@router.get("/people/{person}/statements", **question(StatementList))
@looks
def list_statements(request: HttpRequest, person: PersonNumber) -> StatementList | Refusal:
    """What was stated on a client; a payer sees what was given to it."""
    found = statements_of(actor_of(request), person)
    return refused(found.decision) or StatementList(items=[StatementShape.of(row) for row in found.statements])


@router.post("/statement-requests", **action(ServedList))
@creates
def request_statements(
    request: HttpRequest, said: Annotated[list[NewRequest], Body(min_length=1, max_length=LONGEST_LIST)]
) -> ServedList:
    """A payer asks for statements: the ones that stand, or the matters that were opened."""
    who = actor_of(request)
    codes = [
        read_identity_code(one.identity_code, day=who.day, place=place, test_range=settings.TEST_IDENTITY_CODES).text
        for place, one in enumerate(said)
    ]
    asked = [Asked(code, one.benefit, one.first_day) for code, one in zip(codes, said, strict=True)]
    return ServedList(items=[ServedShape.of(one) for one in serve(asked, who=who)])
