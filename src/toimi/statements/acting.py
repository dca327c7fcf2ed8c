"""What is done to a statement that was given: it is corrected, supplemented, moved, cancelled, or taken up again.

Nothing is changed: each act is a row of its own that names the one it acts on, and only the last of a chain can be acted
on. Another conclusion is not written here: the matter is taken up again, the law asked, the person heard where it is to
the detriment, and the statement that is then decided on takes the earlier one's place (``actions.decide``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from toimi.matters.access import relations_of_issuer
from toimi.matters.actions import go, rerun
from toimi.matters.claiming import PAID_BY
from toimi.matters.models import Matter
from toimi.matters.states import PENDING, By, State
from toimi.office.access import NOBODY, NotAllowed, may_see
from toimi.office.actors import Actor, Reason
from toimi.office.audit import record
from toimi.office.officials import Role
from toimi.office.organisations import Kind, Organisation
from toimi.statements.actions import check_role, check_words, conclusion, lock, words_of
from toimi.statements.issuing import TRACES, Ready, write
from toimi.statements.models import Act, Proposal, Statement
from toimi.statements.problems import Problem, Refused
from toimi.statements.proposing import propose

NO_MORE_MOVES = date(2022, 5, 23)
"""From here on the customer service centre moves no statements (statement-procedure, section 2.2; trap 5)."""


@dataclass(frozen=True)
class Change:
    """Something is done to a statement.

    Attributes:
        statement: its number, as it is quoted.
        because: why, in the language of the matter; the payer and the person read it.
        reasons: the official's own words as they read from now on, of one that is corrected or supplemented.
        payer, benefit: where one that is moved goes.
        language: in which the official wrote, fi or sv; that of the matter if left out.
    """

    statement: str
    because: str
    language: str = ""
    reasons: str = ""
    payer: str = ""
    benefit: str = ""


@dataclass(frozen=True)
class _Kind:
    """What kind of act it is: the steps of its matter, by the state in which it must be."""

    act: Act
    paths: Mapping[State, tuple[State, ...]]

    @property
    def leaves_pending(self) -> bool:
        return any(path[-1] in PENDING for path in self.paths.values())


CORRECTED = _Kind(Act.CORRECTED, {State.SENT: (State.SENT, State.CORRECTED)})
SUPPLEMENTED = _Kind(
    Act.SUPPLEMENTED, {State.SUPPLEMENT_REQUESTED: (State.SUPPLEMENT_REQUESTED, State.SUPPLEMENTED)}
)  # fmt: skip
MOVED = _Kind(Act.MOVED, {State.SENT: (State.SENT, State.CORRECTED)})
"""The table of states has no other for it: what is told anew while nothing is decided anew [I]."""
CANCELLED = _Kind(Act.CANCELLED, {State.SENT: (State.SENT, State.ANNULLED)})
RECONSIDERED = {
    state: (state, State.RECONSIDERATION, State.IN_PROCESSING) for state in (State.SENT, State.CLOSED)
}  # fmt: skip


def correct(changes: Sequence[Change], *, who: Actor) -> list[int]:
    """Correct obvious clerical errors in the official's own words (TTL 11:4.2); what is said of days stays as it is.

    Raises:
        NotAllowed, Refused: as ``_act``; or for one whose words stay the same.
    """
    return _act(changes, CORRECTED, who, _other_words)


def supplement(changes: Sequence[Change], *, who: Actor) -> list[int]:
    """Supplement statements that their payers asked about (TTL 11:4.3), without another conclusion.

    Raises:
        NotAllowed, Refused: as ``_act``; or for one whose words stay the same.
    """
    return _act(changes, SUPPLEMENTED, who, _other_words)


def cancel(changes: Sequence[Change], *, who: Actor) -> list[int]:
    """Cancel statements on a wrong person or payer, or without any basis: nothing takes their place, and the payer is told.

    Raises:
        NotAllowed, Refused: as ``_act``.
    """
    return _act(changes, CANCELLED, who, lambda change, _: iter(()))


def move(changes: Sequence[Change], *, who: Actor) -> list[int]:
    """Move statements to another payer or benefit: the law is asked about that benefit, and must say the same.

    Both payers are told.

    Raises:
        NotAllowed, Refused: as ``_act``; or where there is nothing to move, the payer does not pay the benefit, another
            matter on it is pending, or the law says something else of it.
    """
    return _act(changes, MOVED, who, _elsewhere)


_Check = Callable[[Change, Statement], Iterator[Problem]]


def _act(changes: Sequence[Change], kind: _Kind, who: Actor, check: _Check) -> list[int]:
    """Write the rows of an act, all of them or none.

    Raises:
        NotAllowed: if the actor may not act on each of the statements.
        Refused: with every problem; nothing was written.
    """
    with transaction.atomic():
        found = _taken([one.statement for one in changes], kind.act, who)
        problems = [
            problem
            for one in changes
            for problem in (*_problems(one, found[one.statement], kind), *check(one, found[one.statement]))
        ]
        if kind.leaves_pending:
            problems += _pending_beside(changes, found)
        if problems:
            raise Refused(problems)
        ready = (
            _moved(changes, found, who)
            if kind is MOVED
            else [_ready(one, found[one.statement], kind) for one in changes]
        )
        numbers = write(ready, who=who)
        paths = {one.matter.pk: kind.paths[State(one.matter.state)] for one in ready}
        go(paths, by=By.OFFICIAL, who=who, because=kind.act)
        return numbers


def _taken(numbers: Sequence[str], act: Act, who: Actor) -> dict[str, Statement]:
    """The statements by number, their matters locked; a trace of each is written with its row.

    Raises:
        NotAllowed, Refused: as ``_act``.
    """
    what = TRACES[act]
    check_role(who, what)
    if who.reason is not Reason.CORRECTION:
        raise NotAllowed({NOBODY: "nothing_allows_it"}, [who.trace(what, is_allowed=False)])
    wanted = Statement.objects.filter(number__in=numbers)
    lock(wanted.values_list("matter", flat=True))
    rows = wanted.select_related("matter", "issuer", "proposal__edition", "replaced_by")
    found = {one.number: one for one in rows}
    problems = [Problem("no_such_statement", values={"number": one}) for one in numbers if one not in found]
    matters = [one.matter_id for one in found.values()]
    if len(set(numbers)) < len(numbers) or len(set(matters)) < len(matters):
        problems.append(Problem("acted_on_twice"))
    if problems:
        raise Refused(problems)
    _check_issuer(list(found.values()), act, who)
    return found


def _check_issuer(rows: Sequence[Statement], act: Act, who: Actor) -> None:
    """The issuer acts on its statements; the customer service centre corrects those of a TE office too (TTL 11:4.2).

    Raises:
        NotAllowed: otherwise, or if the actor may see nothing of the person.
    """
    own = Organisation.objects.get(pk=who.organisation)
    theirs = {one.matter.person_id for one in rows if not _may(one, act, own, who.day)}
    people = sorted({one.matter.person_id for one in rows})
    seen = {one: may_see(who, found) for one, found in relations_of_issuer(who, people).items()}
    refused = {
        one: "nothing_allows_it" if decision.is_allowed else decision.because
        for one, decision in seen.items()
        if one in theirs or not decision.is_allowed
    }
    if refused:
        raise NotAllowed(refused, [who.trace(TRACES[act], one, is_allowed=False) for one in refused])


def _may(one: Statement, act: Act, own: Organisation, day: date) -> bool:
    if own.kind != Kind.CUSTOMER_SERVICE_CENTRE:
        return one.issuer_id == own.code
    of_office = one.issuer.kind in (Kind.TE_OFFICE, Kind.UUSIMAA_TE_OFFICE)
    if act is Act.MOVED:
        return day < NO_MORE_MOVES and (of_office or one.issuer_id == own.code)
    return one.issuer_id == own.code or (of_office and act is Act.CORRECTED)


def _problems(change: Change, one: Statement, kind: _Kind) -> Iterator[Problem]:
    if hasattr(one, "replaced_by"):
        yield Problem("not_the_last", one.matter_id, {"number": one.number})
        return
    if one.act == Act.CANCELLED:
        yield Problem("is_cancelled", one.matter_id, {"number": one.number})
        return
    if one.matter.state not in kind.paths:
        yield Problem("cannot_act_now", one.matter_id, {"number": one.number, "state": one.matter.state})
    if not change.because.strip():
        yield Problem("says_not_why", one.matter_id, {"number": one.number})
    yield from check_words(one.matter, change.language, change.because, change.reasons)


def _other_words(change: Change, one: Statement) -> Iterator[Problem]:
    if not change.reasons.strip() or change.reasons.strip() == one.reasons:
        yield Problem("same_words", one.matter_id, {"number": one.number})


def _elsewhere(change: Change, one: Statement) -> Iterator[Problem]:
    """Whether there is such a payer of such a benefit, other than now."""
    payer = Organisation.objects.filter(pk=change.payer).first()
    if payer is None or PAID_BY.get(change.benefit) != payer.kind:
        yield Problem("no_such_payer", one.matter_id)
    elif (change.payer, change.benefit) == (one.payer_id, one.benefit):
        yield Problem("moves_nowhere", one.matter_id, {"number": one.number})


def _pending_beside(changes: Sequence[Change], found: Mapping[str, Statement]) -> list[Problem]:
    """Only one matter of a person on a benefit can be pending: another was opened since."""
    wanted = {
        (found[one.statement].matter.person_id, one.benefit or found[one.statement].benefit): found[one.statement]
        for one in changes
    }
    rows = Matter.pending().filter(person__in={person for person, _ in wanted})
    others = {(person, benefit): number for person, benefit, number in rows.values_list("person", "benefit", "pk")}
    return [
        Problem("pending_beside", one.matter_id, {"number": one.number})
        for key, one in wanted.items()
        if others.get(key, one.matter_id) != one.matter_id
    ]


def _ready(change: Change, one: Statement, kind: _Kind) -> Ready:
    """A row that says what the one before said, but for the act; one that cancels says nothing."""
    told: dict[str, Any] = {
        "act": kind.act, "replaces": one, "because": change.because.strip(), "reasons": change.reasons.strip(),
        "explanation": one.explanation,
    }  # fmt: skip
    ready = Ready.of(one.matter, one.proposal, **told)
    if kind is not CANCELLED:
        return ready
    return replace(ready, result="no_statement", stretches=[], explanation=[])


def _moved(changes: Sequence[Change], found: Mapping[str, Statement], who: Actor) -> list[Ready]:
    """Matters that go elsewhere, and what the law says of the benefit there.

    Raises:
        Refused: where it says something else than what stands.
    """
    matters = []
    for change in changes:
        matter = found[change.statement].matter
        matter.benefit, matter.payer_id = change.benefit, change.payer
        matters.append(matter)
    Matter.objects.bulk_update(matters, ["benefit", "payer"])
    numbers = [one.number for one in propose(matters, known_at=who.day)]
    proposals = Proposal.objects.select_related("edition").in_bulk(numbers)
    ready, problems = [], []
    for change, number in zip(changes, numbers, strict=True):
        one, proposal = found[change.statement], proposals[number]
        if conclusion(proposal.stretches) != conclusion(one.stretches):
            problems.append(Problem("moved_says_otherwise", one.matter_id, {"number": one.number}))
        told: dict[str, Any] = {"act": Act.MOVED, "replaces": one, "because": change.because.strip()}
        words = words_of(proposal, one.matter)
        ready.append(Ready.of(one.matter, proposal, **told, reasons=one.reasons, explanation=words))
    if problems:
        raise Refused(problems)
    return ready


def reconsider(numbers: Sequence[str], *, because: str, who: Actor) -> None:
    """Take matters up again whose statement may be wrong, or of which something new is known; what stands, stands so far.

    Args:
        because: a word or a sentence; nothing by which a person could be known.

    Raises:
        NotAllowed, Refused: as ``_act``.
    """
    with transaction.atomic():
        found = _taken(numbers, Act.REPLACED, who)
        kind = _Kind(Act.REPLACED, RECONSIDERED)
        changes = [Change(one, because) for one in numbers]
        problems = [problem for one in changes for problem in _problems(one, found[one.statement], kind)]
        problems += _pending_beside(changes, found)
        if problems:
            raise Refused(problems)
        matters = [one.matter for one in found.values()]
        go({one.pk: RECONSIDERED[State(one.state)][:2] for one in matters}, by=By.OFFICIAL, who=who, because=because)
        go({one.pk: RECONSIDERED[State(one.state)][1:] for one in matters}, by=By.SYSTEM, who=who)
        rerun([one.pk for one in matters], because="statements.reconsider", who=who)
        record([
            who.trace("statements.reconsider", one.matter.person_id, about=f"statement:{one.pk}")
            for one in found.values()
        ])  # fmt: skip


def ask_supplement(numbers: Sequence[str], *, because: str, who: Actor) -> None:
    """A payer asks that its statements be supplemented (TTL 11:4.3).

    Raises:
        NotAllowed: to anybody but the payers of all of them.
        Refused: with every problem; nothing was asked.
    """
    if who.role is not Role.PAYER_SYSTEM or who.reason is not Reason.PAYMENT:
        raise NotAllowed({NOBODY: "nothing_allows_it"}, [who.trace("statements.ask_supplement", is_allowed=False)])
    with transaction.atomic():
        wanted = Statement.objects.filter(number__in=numbers, payer=who.organisation)
        lock(wanted.values_list("matter", flat=True))
        rows = {one.number: one for one in wanted.select_related("matter", "replaced_by")}
        problems = [Problem("no_such_statement", values={"number": one}) for one in numbers if one not in rows]
        kind = _Kind(Act.SUPPLEMENTED, {State.SENT: (State.SENT, State.SUPPLEMENT_REQUESTED)})
        changes = [Change(one, because) for one in rows]
        problems += [problem for one in changes for problem in _problems(one, rows[one.statement], kind)]
        problems += _pending_beside(changes, rows)
        if problems:
            raise Refused(problems)
        go({one.matter_id: kind.paths[State.SENT] for one in rows.values()}, by=By.PAYER, who=who, because=because)
        record([
            who.trace("statements.ask_supplement", one.matter.person_id, about=f"statement:{one.pk}")
            for one in rows.values()
        ])  # fmt: skip
