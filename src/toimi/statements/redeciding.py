"""A drawn statement is decided anew, by a person who gets the facts and what is asked, and nothing of what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, models, transaction

from toimi.clients import access
from toimi.matters.subjects import SUBJECTS
from toimi.office.access import Decision
from toimi.office.actors import Actor
from toimi.office.audit import record
from toimi.office.many import insert
from toimi.statements.bounds import leave_if_below
from toimi.statements.comparing import Said, differences, problems_of
from toimi.statements.models import Statement
from toimi.statements.problems import Problem, Refused
from toimi.statements.samples import Redecision, Sample


@dataclass(frozen=True)
class BlindCase:
    """A sample as an official gets it: facts and questions, and nothing of what was decided.

    Attributes:
        asks: by subject, the places of the law on which to decide.
    """

    sample: int
    benefit: str
    first_day: date
    until: date | None
    facts: dict[str, Any]
    asks: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Answer:
    """What an official says of the days of a sample."""

    sample: int
    stretches: tuple[Said, ...]


@transaction.atomic
def blind_cases(*, who: Actor, limit: int = 10) -> list[BlindCase]:
    """Samples of the organisation for an official to decide anew, the oldest first, with a trace of each.

    None of a person to whom the official gave a statement, and none of whom the official may see nothing.
    """
    rows = list(_waiting(who).order_by("pk")[:limit])
    seen = _seen(rows, who, "samples.look")
    return [_blind(one) for one in rows if seen[one.person].is_allowed]


def _waiting(who: Actor) -> models.QuerySet[Sample]:
    own = Statement.objects.filter(official=who.official).values("matter__person_id")
    waiting = Sample.objects.filter(redecision=None, statement__issuer=who.organisation).exclude(person__in=own)
    return waiting.select_related("statement__proposal", "statement__matter")


def _seen(rows: Sequence[Sample], who: Actor, what: str) -> dict[int, Decision]:
    """What may be seen of each; the sample is what it is looked at for."""
    people = sorted({one.person for one in rows})
    return access.look(who, people, what=what, with_matter=people) if people else {}


def _blind(one: Sample) -> BlindCase:
    matter, proposal = one.statement.matter, one.statement.proposal
    asks = {name: SUBJECTS[name].places for name in proposal.subjects}
    return BlindCase(one.pk, matter.benefit, matter.first_day, matter.until, proposal.facts, asks)


@transaction.atomic
def redecide(answers: Sequence[Answer], *, who: Actor) -> None:
    """Record what an official says of samples, and let subjects leave that the samples do not bear; all of them, or none.

    Raises:
        Refused: if one is not there for the official, is decided already, or the answer is not of its days.
    """
    _one_at_a_time()
    wanted = [one.sample for one in answers]
    rows = {one.pk: one for one in _waiting(who).filter(pk__in=wanted).order_by("pk")}
    seen = _seen(list(rows.values()), who, "samples.redecide")
    problems = [] if len(set(wanted)) == len(wanted) else [Problem("sample_twice")]
    for answer in answers:
        one = rows.get(answer.sample)
        if one is None or not seen[one.person].is_allowed:
            problems.append(Problem("sample_not_for_you"))
        else:
            problems += problems_of(answer.stretches, one.statement.matter.first_day, one.statement.matter.until)
    if problems:
        raise Refused(problems)
    insert(Redecision, [_redecided(rows[answer.sample], answer, who) for answer in answers])
    record([who.trace("samples.decide", rows[one].person, about=f"sample:{one}") for one in wanted])
    leave_if_below({one.commissioning_id for one in rows.values()}, who=who)


def _one_at_a_time() -> None:
    """Until its end this transaction alone decides samples: so that each is decided once, and every one is counted."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('toimi.statements.redecide'))")


def _redecided(one: Sample, answer: Answer, who: Actor) -> dict[str, Any]:
    differing = differences(one.statement.stretches, answer.stretches)
    return {
        "sample": one.pk, "official": str(who.official), "stretches": [said.plain() for said in answer.stretches],
        "differing": differing, "grounds": sorted({ground for *_, ground in differing if ground}),
        "agrees": not differing, "decided_on": who.day, "at": who.at,
    }  # fmt: skip
