"""A payer asks for a statement before it decides (TTL 11:3.2): there is one that stands, or a matter is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from toimi.matters.actions import Opening, open_matters
from toimi.matters.claiming import PAID_BY
from toimi.matters.models import Matter, Trigger
from toimi.matters.states import State
from toimi.office.access import NOBODY, NotAllowed
from toimi.office.actors import Actor, Reason
from toimi.office.audit import record
from toimi.office.officials import Role
from toimi.office.organisations import Organisation
from toimi.statements.models import Act, Statement
from toimi.statements.problems import Problem, Refused


@dataclass(frozen=True)
class Asked:
    """What a payer asks.

    Attributes:
        first_day: of the days to be stated on.
    """

    identity_code: str
    benefit: str
    first_day: date


@dataclass(frozen=True)
class Served:
    """What there is for the payer: the statement that stands, or else the matter that is pending."""

    matter: int
    statement: Statement | None = None


def serve(asked: Sequence[Asked], *, who: Actor) -> list[Served]:
    """Serve a payer's requests; asked again it is the same matter.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: to anybody but a payer's system.
    """
    if who.role is not Role.PAYER_SYSTEM or who.reason is not Reason.PAYMENT:
        raise NotAllowed({NOBODY: "nothing_allows_it"}, [who.trace("statements.request", is_allowed=False)])
    with transaction.atomic():
        found = _asked_about([one.identity_code for one in asked])
        _check(asked, found, who)
        record([who.trace("statements.request", found[one.identity_code][0]) for one in asked])
        people = {person for person, _, _ in found.values()}
        standing, to_do = _standing(people, who), _to_do(people)
        kept: list[Statement | None] = []
        openings: list[Opening] = []
        for one in asked:
            person, organisation, language = found[one.identity_code]
            statement = standing.get((person, one.benefit))
            answers = statement and statement.matter.first_day <= one.first_day and (person, one.benefit) not in to_do
            kept.append(statement if answers else None)
            if not answers:
                trigger = Trigger.PAYERS_REQUEST
                openings.append(
                    Opening(
                        person, organisation, one.benefit, who.organisation, one.first_day, trigger, language=language
                    )
                )
        opened = iter(open_matters(openings, who=who))
        return [Served(one.matter_id, one) if one else Served(next(opened)) for one in kept]


def _asked_about(codes: Sequence[str]) -> dict[str, tuple[int, str, str]]:
    """By identity code the client, who serves the client today, and in which language; who has no search is left out."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM matters_asked_about(%s) WHERE organisation IS NOT NULL", [list(codes)])
        return {code: (person, organisation, language or "fi") for code, person, organisation, language in cursor}


def _check(asked: Sequence[Asked], found: dict[str, tuple[int, str, str]], who: Actor) -> None:
    own = Organisation.objects.get(pk=who.organisation).kind
    problems = []
    for place, one in enumerate(asked):
        if PAID_BY.get(one.benefit) != own:
            problems.append(Problem("benefit_of_another_payer", values={"place": str(place)}))
        elif one.identity_code not in found:
            problems.append(Problem("no_search", values={"place": str(place)}))
    if problems:
        raise Refused(problems)


def _standing(people: set[int], who: Actor) -> dict[tuple[int, str], Statement]:
    """The last statement that stands for this payer, by client and benefit."""
    rows = Statement.objects.filter(
        matter__person__in=people, payer=who.organisation, replaced_by__isnull=True
    ).exclude(act=Act.CANCELLED)  # fmt: skip
    return {(row.matter.person_id, row.benefit): row for row in rows.select_related("matter").order_by("pk")}


def _to_do(people: set[int]) -> set[tuple[int, str]]:
    """On which benefits of which clients something is to be said still, or anew."""
    rows = Matter.pending().filter(person__in=people).exclude(state=State.ISSUED, is_open_to_rerun=False)
    return set(rows.values_list("person", "benefit"))
