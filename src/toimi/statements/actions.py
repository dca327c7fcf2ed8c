"""An official decides on proposals: gives the statement as the law says it, or records that none is needed.

What the law says is not edited. Who disagrees records a fact, or judges one, and has the law answer again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, transaction
from psycopg.errors import LockNotAvailable

from toimi.clients.problems import LONGEST, is_storable
from toimi.law.book import BOOK
from toimi.matters.actions import go
from toimi.matters.assessing import Result
from toimi.matters.hearing import not_heard
from toimi.matters.models import Matter
from toimi.matters.states import By, State
from toimi.matters.taking import taken
from toimi.office.access import NOBODY, NotAllowed
from toimi.office.actors import Actor
from toimi.office.many import insert
from toimi.office.officials import Role
from toimi.office.organisations import Organisation
from toimi.statements.competence import competent_for
from toimi.statements.explaining import accepted, reasons_of
from toimi.statements.issuing import Ready, give
from toimi.statements.models import Act, NoStatement, NotNeeded, Proposal, Statement
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
        because: where an earlier statement of the matter stands: that it was wrong, and why; this one takes its place.
        language: in which the official wrote, fi or sv; that of the matter if left out.
    """

    matter: int
    proposal: int
    reasons: str = ""
    because: str = ""
    language: str = ""


def decide(decisions: Sequence[Decision], *, who: Actor) -> list[int]:
    """Give the statements that are proposed, all of them or none: the number of each row.

    Raises:
        Refused: with every problem; nothing was given.
        NotAllowed: to whoever may not decide in each of the matters.
    """
    check_role(who, "statements.decide")
    with transaction.atomic():
        matters = _held({one.matter for one in decisions}, who)
        proposals = _latest(matters)
        problems = [one for decision in decisions for one in _problems(decision, matters, proposals)]
        said = {
            one: row for one, row in proposals.items() if matters[one].state == State.PROPOSED and row.result in STATED
        }
        problems += _facts_changed(matters, said) + _not_ours(matters, said, who) + _unheard(decisions, said)
        earlier = last_of(said)
        problems += [one for decision in decisions for one in _replaces(decision, said, earlier)]
        if len(matters) < len(decisions):
            problems.append(Problem("decided_twice"))
        if problems:
            raise Refused(problems)
        ready = [_ready(one, matters[one.matter], proposals[one.matter], earlier.get(one.matter)) for one in decisions]
        return give(ready, who=who)


def check_role(who: Actor, what: str) -> None:
    """Only who decides or advises gives statements, or acts on them.

    Raises:
        NotAllowed: to anybody else.
    """
    if who.role not in DECIDES:
        raise NotAllowed({NOBODY: "nothing_allows_it"}, [who.trace(what, is_allowed=False)])


def _held(numbers: set[int], who: Actor, what: str = "statements.decide") -> dict[int, Matter]:
    """The matters, locked; not waiting for another official who works on one of them now.

    Raises:
        Refused: if one is locked by somebody else.
    """
    lock(numbers)
    return taken(numbers, who=who, what=what)


def lock(numbers: Iterable[int]) -> None:
    """Lock matters, not waiting for whoever works on one of them now.

    Raises:
        Refused: if one is locked by somebody else.
    """
    try:
        with transaction.atomic():
            wanted = Matter.objects.filter(pk__in=list(numbers)).order_by("pk")
            list(wanted.select_for_update(nowait=True, of=("self",)))
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise Refused([Problem("held_by_another")]) from None
        raise


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
    if proposal.edition.book != BOOK.digest:
        yield Problem("another_book", matter.pk)
    if proposal.result not in STATED:
        yield Problem("nothing_to_state", matter.pk)
        return
    if matter.payer_id is None:
        yield Problem("no_payer", matter.pk)
    yield from check_words(matter, decision.language, decision.reasons, decision.because)
    if proposal.result not in ACCEPTING and not decision.reasons.strip():
        yield Problem("reasons_missing", matter.pk)


def check_words(matter: Matter, language: str, *words: str) -> Iterator[Problem]:
    """Whether an official's words can be kept, and are in the language of the matter (423/2003 section 27.3)."""
    if not all(is_storable(one) for one in words):
        yield Problem("reasons_unstorable", matter.pk, {"longest": str(LONGEST)})
    if any(one.strip() for one in words) and (language or matter.language) != matter.language:
        yield Problem("another_language", matter.pk, {"language": matter.language})


def last_of(matters: Iterable[int]) -> dict[int, Statement]:
    """The last statement of each matter that has one, be it one that cancels."""
    rows = Statement.objects.filter(matter__in=list(matters), replaced_by__isnull=True)
    return {one.matter_id: one for one in rows}


def _replaces(
    decision: Decision, proposals: Mapping[int, Proposal], earlier: Mapping[int, Statement]
) -> Iterator[Problem]:
    """A statement in place of another says that it was wrong and why (statement-procedure, section 8; OKV/2051/10/2021)."""
    one, proposal = earlier.get(decision.matter), proposals.get(decision.matter)
    if proposal is None:
        return
    if one is None:
        if decision.because.strip():
            yield Problem("nothing_to_replace", decision.matter)
        return
    if one.act == Act.CANCELLED:
        yield Problem("was_cancelled", decision.matter)
    elif conclusion(one.stretches) == conclusion(proposal.stretches):
        yield Problem("same_conclusion", decision.matter)
    if not decision.because.strip():
        yield Problem("says_not_why_wrong", decision.matter)


def conclusion(stretches: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """What a payer goes by: from, until, outcome and what it is told."""
    return [[*one[:3], one[6]] for one in stretches]


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


def _ready(decision: Decision, matter: Matter, proposal: Proposal, earlier: Statement | None) -> Ready:
    return Ready.of(
        matter, proposal, reasons=decision.reasons.strip(), because=decision.because.strip(), replaces=earlier,
        act=Act.REPLACED if earlier else Act.GIVEN, explanation=words_of(proposal, matter),
    )  # fmt: skip


def words_of(proposal: Proposal, matter: Matter) -> list[dict[str, Any]]:
    """What is said, in the language of the matter; with reasons, where not all is accepted."""
    if proposal.result in ACCEPTING:
        return accepted(proposal.stretches, matter.benefit, matter.language)
    return reasons_of(proposal, matter.benefit, matter.language)


@dataclass(frozen=True)
class NoNeed:
    """No statement is given in a matter, and why.

    Attributes:
        reasons: the official's own words, in the language of the matter.
        language: in which the official wrote, fi or sv; that of the matter if left out.
    """

    matter: int
    reason: NotNeeded
    reasons: str
    language: str = ""


def not_needed(ended: Sequence[NoNeed], *, who: Actor) -> list[int]:
    """Record that no statement is needed (TTL 11:4.3), and what the law had said: the number of each row.

    That the person does not seek the benefit, or that the search has not begun, is for the register to say: where the law
    proposes a statement all the same, the fact is recorded first, and the law asked again.

    Raises:
        Refused: with every problem; nothing was recorded.
        NotAllowed: to whoever may not decide in each of the matters.
    """
    check_role(who, "statements.not_needed")
    with transaction.atomic():
        matters = _held({one.matter for one in ended}, who, "statements.not_needed")
        proposals, earlier = _latest(matters), last_of(matters)
        problems = _facts_changed(matters, proposals)
        problems += [one for end in ended for one in _cannot_end(end, matters[end.matter], proposals, earlier)]
        if len(matters) < len(ended):
            problems.append(Problem("decided_twice"))
        if problems:
            raise Refused(problems)
        paths = {one.matter: (State(matters[one.matter].state), State.NOT_NEEDED) for one in ended}
        for reason in {one.reason for one in ended}:
            some = {one.matter: paths[one.matter] for one in ended if one.reason is reason}
            go(some, by=By.OFFICIAL, who=who, because=reason)
        return insert(NoStatement, [
            {
                "matter": one.matter, "proposal": proposals[one.matter].pk, "reason": one.reason,
                "reasons": one.reasons.strip(), "official": str(who.official), "decided_on": who.day, "at": who.at,
            }
            for one in ended
        ])  # fmt: skip


def _cannot_end(
    end: NoNeed, matter: Matter, proposals: Mapping[int, Proposal], earlier: Mapping[int, Statement]
) -> Iterator[Problem]:
    proposal = proposals.get(matter.pk)
    if matter.state not in MAY_END or proposal is None:
        yield Problem("cannot_end_now", matter.pk, {"state": matter.state})
        return
    stands = matter.pk in earlier and earlier[matter.pk].act != Act.CANCELLED
    if stands and end.reason is not NotNeeded.POINTLESS:  # that it was taken up again can be pointless: it stands
        yield Problem("already_stated", matter.pk)
    if end.reason is not NotNeeded.POINTLESS and proposal.result != Result.NO_STATEMENT:
        yield Problem("still_stated", matter.pk)
    if not end.reasons.strip():
        yield Problem("no_need_unreasoned", matter.pk)
    yield from check_words(matter, end.language, end.reasons)
