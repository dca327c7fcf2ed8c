"""What came of asking a register, kept: when it was asked, whether it told, and what an official must look at.

What it told is in the facts, under names that begin with the register's; here is only that it did, so that a register
which had nothing new can be told from one that was never asked or did not answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q

from toimi.clients.models import AnswerKind, Detail, RegisterAnswer
from toimi.clients.register_beside import Contradiction
from toimi.clients.selectors import with_merged
from toimi.office.actors import Actor
from toimi.registers.answers import Answer, NotKnown, NotThere


@dataclass(frozen=True)
class Outcome:
    """What came of asking one register about one person.

    Attributes:
        answer: what it told, that it has nobody by the code, or that it is not known and why.
        written: the names of the rows that were recorded.
        details: the kinds of details that were recorded.
        contradictions: what an official must look at.
    """

    person: int
    register: str
    answer: Answer[Any]
    written: tuple[str, ...] = ()
    details: tuple[Detail, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def kind(self) -> AnswerKind:
        """Whether the register told, has nobody by the code, or gave no answer."""
        if isinstance(self.answer, NotKnown):
            return AnswerKind.NOT_KNOWN
        return AnswerKind.NOT_THERE if isinstance(self.answer, NotThere) else AnswerKind.TOLD


def keep_answers(outcomes: Sequence[Outcome], *, who: Actor) -> None:
    """Keep that these were asked and what came of it, in the transaction in which it is recorded."""
    RegisterAnswer.objects.bulk_create(
        RegisterAnswer(
            person_id=one.person,
            register=one.register,
            kind=one.kind,
            why=one.answer.why if isinstance(one.answer, NotKnown) else "",
            request=one.answer.request,
            written=[*one.written, *one.details],
            contradictions=[
                {"code": each.problem.code, "values": each.problem.values, "known": each.known}
                for each in one.contradictions
            ],
            asked_at=who.at,
            asked_by=str(who.official),
            asked_in=who.organisation,
        )
        for one in outcomes
    )


def last_answers(people: Iterable[int], **only: str) -> list[RegisterAnswer]:
    """Of each register the last that came of asking, and the last that it told, in the order in which they came.

    Args:
        people: one client: who was merged into another is asked about under the other's number.
        only: further conditions.
    """
    rows = RegisterAnswer.objects.filter(person__in=with_merged(people), **only).order_by()
    last = rows.values("register").annotate(last=Max("pk"), told=Max("pk", filter=Q(kind=AnswerKind.TOLD)))
    numbers = {one[which] for one in last for which in ("last", "told")} - {None}
    return list(RegisterAnswer.objects.filter(pk__in=numbers).order_by("pk"))
