"""An official decides on proposals: gives the statement as the law says it, or records that none is needed.

What the law says is not edited. Who disagrees records a fact, or judges one, and has the law answer again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import OperationalError, transaction
from psycopg.errors import LockNotAvailable

from toimi.clients.problems import LONGEST, is_storable
from toimi.matters.actions import go
from toimi.matters.assessing import Result
from toimi.matters.hearing import not_heard
from toimi.matters.models import Matter
from toimi.matters.states import By, State
from toimi.matters.taking import taken
from toimi.office.access import NOBODY, NotAllowed
from toimi.office.actors import Actor
from toimi.office.officials import Role
from toimi.office.organisations import Organisation
from toimi.statements.competence import competent_for
from toimi.statements.explaining import reasons_of
from toimi.statements.issuing import Ready, give
from toimi.statements.models import Proposal
from toimi.statements.problems import Problem, Refused
from toimi.statements.proposing import known_facts
from toimi.statements.scope import ACCEPTING

DECIDES = (Role.ADVISER, Role.DECIDER)
MAY_END = (State.GATHERING, State.AWAITING_CLARIFICATION, State.AWAITING_ATTACHMENTS, State.IN_PROCESSING)
STATED = (*ACCEPTING, Result.PARTLY, Result.NO_RIGHT)
"""Results that say something of every day."""


@dataclass(frozen=True)
class Decision:
    """An official takes a proposal over.

    Attributes:
        proposal: its number: of the one that the official saw.
        reasons: in the official's own words, in the language of the matter.
    """

    matter: int
    proposal: int
    reasons: str = ""


def decide(decisions: Sequence[Decision], *, who: Actor) -> list[int]:
    """Give the statements that are proposed, all of them or none: the number of each row.

    Raises:
        Refused: with every problem; nothing was given.
        NotAllowed: to whoever may not decide in each of the matters.
    """
    _check_role(who)
    with transaction.atomic():
        matters = _held({one.matter for one in decisions}, who)
        proposals = _latest(matters)
        problems = [one for decision in decisions for one in _problems(decision, matters, proposals)]
        problems += _facts_changed(matters, proposals) + _not_ours(matters, proposals, who)
        problems += _unheard(decisions, proposals)
        if len(matters) < len(decisions):
            problems.append(Problem("decided_twice"))
        if problems:
            raise Refused(problems)
        return give([_ready(one, matters[one.matter], proposals[one.matter]) for one in decisions], who=who)


def _check_role(who: Actor) -> None:
    if who.role not in DECIDES:
        raise NotAllowed({NOBODY: "nothing_allows_it"}, [who.trace("statements.decide", is_allowed=False)])


def _held(numbers: set[int], who: Actor) -> dict[int, Matter]:
    """The matters, locked; not waiting for another official who works on one of them now.

    Raises:
        Refused: if one is locked by somebody else.
    """
    try:
        with transaction.atomic():
            list(Matter.objects.filter(pk__in=numbers).order_by("pk").select_for_update(nowait=True, of=("self",)))
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise Refused([Problem("held_by_another")]) from None
        raise
    return taken(numbers, who=who, what="statements.decide")


def _latest(matters: Mapping[int, Matter]) -> dict[int, Proposal]:
    rows = Proposal.objects.filter(matter__in=matters).order_by("matter", "-pk").distinct("matter")
    return {row.matter_id: row for row in rows.select_related("edition")}


def _problems(
    decision: Decision, matters: Mapping[int, Matter], proposals: Mapping[int, Proposal]
) -> Iterator[Problem]:
    matter, proposal = matters[decision.matter], proposals.get(decision.matter)
    if proposal is None or matter.state != State.PROPOSED:
        yield Problem("nothing_proposed", matter.pk, {"state": matter.state})
        return
    if proposal.pk != decision.proposal:
        yield Problem("newer_proposal", matter.pk)
    if proposal.result not in STATED:
        yield Problem("nothing_to_state", matter.pk)
    if matter.payer_id is None:
        yield Problem("no_payer", matter.pk)
    if not is_storable(decision.reasons):
        yield Problem("reasons_unstorable", matter.pk, {"longest": str(LONGEST)})
    elif proposal.result not in ACCEPTING and not decision.reasons.strip():
        yield Problem("reasons_missing", matter.pk)


def _facts_changed(matters: Mapping[int, Matter], proposals: Mapping[int, Proposal]) -> list[Problem]:
    """Something was recorded of the person since the proposal was made."""
    known = known_facts([one.person_id for one in matters.values()])
    return [
        Problem("facts_changed", number)
        for number, proposal in proposals.items()
        if tuple(proposal.known_facts) != known[matters[number].person_id]
    ]


def _not_ours(matters: Mapping[int, Matter], proposals: Mapping[int, Proposal], who: Actor) -> list[Problem]:
    """The organisation must be competent on the day of issue."""
    own = Organisation.objects.get(pk=who.organisation).kind
    asked = [(matters[number].person_id, proposal.subjects) for number, proposal in proposals.items()]
    issuers = zip(proposals, competent_for(asked, who.day), strict=True)
    return [Problem("not_competent", number) for number, those in issuers if own not in those]


def _unheard(decisions: Sequence[Decision], proposals: Mapping[int, Proposal]) -> list[Problem]:
    """Nothing to anybody's detriment without having heard them, and having read what they said (434/2003 section 34)."""
    grounds = {
        number: {key for stretch in proposal.stretches for key in stretch[3]}
        for number, proposal in proposals.items()
        if proposal.result not in ACCEPTING
    }
    asked = [one.matter for one in decisions if one.matter in grounds]
    return [Problem(code, number) for number, code in not_heard(asked, grounds=grounds).items()]


def _ready(decision: Decision, matter: Matter, proposal: Proposal) -> Ready:
    explained = [] if proposal.result in ACCEPTING else reasons_of(proposal, matter.benefit, matter.language)
    return Ready.of(matter, proposal, reasons=decision.reasons, explanation=explained)


@dataclass(frozen=True)
class NotNeeded:
    """No statement is given in a matter, and why."""

    matter: int
    reason: str


def not_needed(ended: Sequence[NotNeeded], *, who: Actor) -> None:
    """Record that no statement is needed: the benefit is not sought, the search was not begun, the request was pointless.

    Raises:
        Refused: with every problem; nothing was recorded.
        NotAllowed: to whoever may not decide in each of the matters.
    """
    _check_role(who)
    with transaction.atomic():
        matters = _held({one.matter for one in ended}, who)
        problems = [
            Problem("cannot_end_now", one.pk, {"state": one.state})
            for one in matters.values()
            if one.state not in MAY_END
        ]
        problems += [Problem("reason_missing", one.matter) for one in ended if not 3 <= len(one.reason.strip()) <= 300]
        problems += [Problem("reason_missing", one.matter) for one in ended if not is_storable(one.reason)]
        if problems:
            raise Refused(problems)
        for one in ended:
            path = (State(matters[one.matter].state), State.NOT_NEEDED)
            go({one.matter: path}, by=By.OFFICIAL, who=who, because=one.reason.strip())
