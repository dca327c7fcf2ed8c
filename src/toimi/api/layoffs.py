"""What employers told of a client's layoffs: proposed, and a fact once the client confirms it."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Body, Router, Schema
from pydantic import Field

from toimi.api.door import action, creates, looks, question, refused
from toimi.api.employers import LayoffShape, Line
from toimi.api.facts import FactNames
from toimi.api.problems import Refusal
from toimi.api.shapes import LONGEST_LIST, Given, Number, PersonNumber, Text
from toimi.api.signing_in import actor_of
from toimi.clients.checking import LONGEST_NAME
from toimi.clients.layoffs import Confirmation, confirm, proposed
from toimi.matters.access import with_matter

router = Router(tags=["facts"])


class ProposalShape(Schema):
    """A notice that the client has not confirmed, the fact that it would supersede, and the client's known jobs."""

    notice: LayoffShape
    company_name: str | None
    corrects: str | None
    jobs: list[str]


class ProposalList(Schema):
    """In the order in which they were given."""

    items: list[ProposalShape]


class NewConfirmation(Given):
    """The client says that a notice is right, and of which job; without one the employment is that of the notice."""

    notice: Number
    evidence: Line
    job: Annotated[Text, Field(max_length=LONGEST_NAME)] | None = None


@router.get("/people/{person}/layoff-notices", **question(ProposalList))
@looks
def list_proposals(request: HttpRequest, person: PersonNumber) -> ProposalList | Refusal:
    """What employers told of the client and the client has not confirmed; it decides nothing."""
    who = actor_of(request)
    (found,) = proposed(who, [person], with_matter=with_matter(who, [person])).values()
    items = [
        ProposalShape(
            notice=LayoffShape.of(row.notice), company_name=row.company_name, corrects=row.corrects, jobs=list(row.jobs)
        )
        for row in found.rows
    ]
    return refused(found.decision) or ProposalList(items=items)


@router.post("/people/{person}/layoff-notices/confirmations", **action(FactNames))
@creates
def confirm_layoffs(
    request: HttpRequest,
    person: PersonNumber,
    said: Annotated[list[NewConfirmation], Body(min_length=1, max_length=LONGEST_LIST)],
) -> FactNames:
    """Record that the client confirms notices: facts, with the employer as their source."""
    names = confirm([Confirmation(person, **dict(one)) for one in said], who=actor_of(request))
    return FactNames(items=names)
