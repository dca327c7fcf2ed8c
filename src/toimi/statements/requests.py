"""A payer asks for a statement before it decides (TTL 11:3.2): there is one that stands, or a matter is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from toimi.clients.access import NOBODY, NotAllowed
from toimi.matters.actions import Opening, open_matters
from toimi.matters.claiming import PAID_BY
from toimi.matters.models import Matter, Trigger
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
        standing = _standing({found[one.identity_code][0] for one in asked}, who)
        kept = [standing.get((found[one.identity_code][0], one.benefit)) for one in asked]
        openings = [
            Opening(*found[one.identity_code][:2], one.benefit, who.organisation, one.first_day, Trigger.PAYERS_REQUEST,
                    language=found[one.identity_code][2])
            for one, statement in zip(asked, kept, strict=True) if not _answers(statement, one)
        ]  # fmt: skip
        opened = iter(open_matters(openings, who=who))
        return [
            Served(statement.matter_id, statement) if statement and _answers(statement, one) else Served(next(opened))
            for one, statement in zip(asked, kept, strict=True)
        ]


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


def _answers(statement: Statement | None, asked: Asked) -> bool:
    """Whether it says something of the days, and nothing became known of the person since."""
    if statement is None:
        return False
    pending = Matter.pending().filter(person=statement.matter.person_id, benefit=statement.benefit)
    return statement.matter.first_day <= asked.first_day and not pending.exists()
