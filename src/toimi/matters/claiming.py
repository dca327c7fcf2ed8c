"""A person says that a benefit is applied for (TTL 11:4.3): it becomes a fact, and a matter that will be stated on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from toimi.book.facts import Source
from toimi.clients.checking import NewFact
from toimi.clients.facts import record
from toimi.clients.models import Detail
from toimi.clients.selectors import details_on
from toimi.law.book import BOOK
from toimi.matters.actions import Opening, open_matters
from toimi.matters.models import Trigger
from toimi.matters.problems import Problem, Refused
from toimi.office.actors import Actor
from toimi.office.organisations import Kind, Organisation

PAID_BY = {
    "earnings_related": Kind.UNEMPLOYMENT_FUND,
    "basic": Kind.KELA,
    "labour_market_subsidy": Kind.KELA,
}
"""Who pays which benefit (TTL 1:4.2)."""


@dataclass(frozen=True)
class Claim:
    """A benefit is applied for.

    Attributes:
        payer: code of Kela or the fund.
        first_day: from which day on.
    """

    person: int
    benefit: str
    payer: str
    first_day: date


def claim(claims: Sequence[Claim], *, who: Actor) -> list[int]:
    """Record that benefits are applied for, and open a matter for each: its number.

    Whoever applies again for what is applied for already, from a later day, has the same matter.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not record of each of the people.
    """
    _check(claims, who)
    with transaction.atomic():
        record(
            [
                NewFact(one.person, "benefit", {"from": one.first_day, "kind": one.benefit}, Source.PERSON)
                for one in claims
            ],
            who=who,
        )
        details = details_on([one.person for one in claims], who.day)
        return open_matters(
            [
                Opening(
                    one.person, who.organisation, one.benefit, one.payer, one.first_day, Trigger.REGISTRATION,
                    language=details[one.person].get(Detail.LANGUAGE, "fi"),
                )
                for one in claims
            ],
            who=who,
        )  # fmt: skip


def _check(claims: Sequence[Claim], who: Actor) -> None:
    payers = Organisation.objects.in_bulk({one.payer for one in claims})
    problems = []
    for one in claims:
        payer = payers.get(one.payer)
        if one.benefit not in BOOK.benefits:
            problems.append(Problem("benefit_unknown", values={"benefits": ", ".join(BOOK.benefits)}))
        elif payer is None or payer.kind != PAID_BY[one.benefit] or not _exists(payer, who.day):
            problems.append(Problem("payer_wrong"))
    if problems:
        raise Refused(problems)


def _exists(payer: Organisation, day: date) -> bool:
    first, until = payer.days.lower, payer.days.upper
    return (first is None or first <= day) and (until is None or day < until)
