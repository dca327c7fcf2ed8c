"""Clarification requests and hearings are sent, extended, withdrawn, waived and let expire; then the matter goes on.

Act 434/2003, sections 31–36. Each action takes a list; who is asked is told on what facts, why, by when, and that the
matter is decided all the same if nothing comes (section 33.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Max

from toimi.law.competence.asking import clock_start
from toimi.matters import clocks
from toimi.matters.actions import go
from toimi.matters.asking import Asked, Draft, asked_again
from toimi.matters.models import Matter, Request, Step
from toimi.matters.problems import Problem, Refused
from toimi.matters.requests import OUTSIDE, Outcome, Purpose, To
from toimi.matters.states import By, State
from toimi.matters.taking import by_of, taken
from toimi.office.actors import Actor
from toimi.office.many import insert

DAYS = 14
"""For an answer, unless another time is set [I]: no act gives it; 7 to 14 days are told of as practice (UNVERIFIED)."""
S = State
WAITING = (S.AWAITING_CLARIFICATION, S.AWAITING_ATTACHMENTS, S.HEARING)
"""An answer is waited for."""
UNDECIDED = (*WAITING, S.GATHERING, S.IN_PROCESSING, S.FURTHER_CLARIFICATION, S.PROPOSED, S.RECONSIDERATION)
"""What comes can still be taken into account."""
_Steps = tuple[tuple[tuple[State, ...], By | None], ...]
"""Paths one after another, each by whom; ``None`` is whoever sends."""
_FURTHER: _Steps = (((S.FURTHER_CLARIFICATION, S.AWAITING_CLARIFICATION), By.SYSTEM),)
_STAYS: dict[State, _Steps] = dict.fromkeys(WAITING, ())
_PATHS: dict[Purpose, dict[State, _Steps]] = {
    Purpose.CLARIFICATION: {
        S.GATHERING: (((S.GATHERING, S.AWAITING_CLARIFICATION), None),),
        S.IN_PROCESSING: (((S.IN_PROCESSING, S.FURTHER_CLARIFICATION), By.OFFICIAL), *_FURTHER),
        S.PROPOSED: (((S.PROPOSED, S.IN_PROCESSING, S.FURTHER_CLARIFICATION), By.OFFICIAL), *_FURTHER),
        S.FURTHER_CLARIFICATION: _FURTHER,
        S.AWAITING_CLARIFICATION: (),
        S.AWAITING_ATTACHMENTS: (),
    },
    Purpose.HEARING: {
        **_STAYS,
        S.GATHERING: (((S.GATHERING, S.AWAITING_CLARIFICATION), None),),
        S.IN_PROCESSING: (((S.IN_PROCESSING, S.HEARING), By.OFFICIAL),),
        S.PROPOSED: (((S.PROPOSED, S.IN_PROCESSING, S.HEARING), By.OFFICIAL),),
        S.RECONSIDERATION: (
            ((S.RECONSIDERATION, S.IN_PROCESSING), By.SYSTEM),
            ((S.IN_PROCESSING, S.HEARING), By.OFFICIAL),
        ),
    },
}
"""From which state something can be sent, and along which steps the matter then goes."""


@dataclass(frozen=True)
class _Letter:
    """What goes to one."""

    matter: Matter
    to: To
    reference: str
    questions: tuple[Asked, ...]


def send(
    drafts: Sequence[Draft], *, who: Actor, purpose: Purpose = Purpose.CLARIFICATION, days: int = DAYS
) -> list[int]:
    """Send what can be sent of each draft, a request to each addressee; what is left to officials stays with them.

    Args:
        days: calendar days for an answer, the day of sending not counted.

    Returns:
        Numbers of the requests, in the order of the drafts.

    Raises:
        Refused: with every problem; nothing was sent.
        NotAllowed: if the actor may not work on all of the matters.
    """
    with transaction.atomic():
        matters = taken((draft.matter for draft in drafts), who=who, what=_word(purpose))
        letters = [letter for draft in drafts for letter in _letters(matters[draft.matter], draft)]
        _check(drafts, letters, matters, purpose, days, who)
        _step(matters, purpose, who)
        due = clocks.answer_by(who.day + timedelta(days), clocks.rest())
        return insert(Request, _rows(letters, purpose, due, who))


def _word(purpose: Purpose) -> str:
    return "matters.ask" if purpose is Purpose.CLARIFICATION else "matters.hear"


def _letters(matter: Matter, draft: Draft) -> list[_Letter]:
    """One for each addressee; the client's number is known."""
    addressed = sorted(
        ((one.to, str(matter.person_id) if one.to is To.CLIENT else one.reference, one) for one in draft.outside),
        key=lambda one: (OUTSIDE.index(one[0]), one[1]),
    )
    return [
        _Letter(matter, to, reference, tuple(question for *_, question in group))
        for (to, reference), group in groupby(addressed, key=lambda one: one[:2])
    ]


def _check(
    drafts: Sequence[Draft], letters: Sequence[_Letter], matters: Mapping[int, Matter], purpose: Purpose, days: int,
    who: Actor,
) -> None:  # fmt: skip
    found = [
        *(Problem("no_time_to_answer", draft.matter) for draft in drafts if days < 1),
        *(Problem("nothing_asked", draft.matter) for draft in drafts if not draft.outside),
        *(
            Problem("a_person_sends", draft.matter)
            for draft in drafts
            if by_of(who) is By.SYSTEM and not draft.is_clients_only
        ),
        *(
            Problem("matter_not_asked_in", one.pk, {"state": one.state})
            for one in matters.values()
            if one.state not in _PATHS[purpose]
        ),
        *(Problem("addressee_unnamed", one.matter.pk) for one in letters if not one.reference),
        *_asked_before(letters),
    ]
    if found:
        raise Refused(found)


def _asked_before(letters: Sequence[_Letter]) -> Iterable[Problem]:
    """One request a set of facts, and nothing that has been delivered (434/2003 section 31; OKV/1284/1/2015)."""
    rows: dict[int, list[Request]] = {letter.matter.pk: [] for letter in letters}
    for row in Request.objects.filter(matter__in=rows).prefetch_related("answers"):
        rows[row.matter_id].append(row)
    for letter in letters:
        mine = rows[letter.matter.pk]
        if any((row.to, row.reference, row.outcome) == (letter.to, letter.reference, Outcome.OPEN) for row in mine):
            yield Problem("request_is_open", letter.matter.pk)
        for row in mine:
            answered = {key for answer in row.answers.all() for key in answer.questions}
            kept = [asked_again(one) for one in row.questions]
            if any(_covers(old, new) for old in kept if old.key in answered for new in letter.questions):
                yield Problem("already_delivered", letter.matter.pk, {"day": str(row.sent_on)})


def _covers(old: Asked, new: Asked) -> bool:
    """Whether the same was asked; of what is missing on some days, on all of them."""
    return old.key == new.key and all(
        any(first <= begin and (until is None or (end is not None and end <= until)) for first, until in old.days)
        for begin, end in new.days
    )


def _step(matters: Mapping[int, Matter], purpose: Purpose, who: Actor) -> None:
    """Each matter goes to where an answer is waited for; those in the same state together."""
    for state in {matter.state for matter in matters.values()}:
        mine = [number for number, matter in matters.items() if matter.state == state]
        for path, by in _PATHS[purpose][State(state)]:
            go(dict.fromkeys(mine, path), by=by or by_of(who), who=who, because=str(purpose))


def _rows(letters: Sequence[_Letter], purpose: Purpose, due: date, who: Actor) -> list[dict[str, object]]:
    wanted = {letter.matter.pk for letter in letters}
    stages = stages_of(wanted)
    before = dict(Request.objects.filter(matter__in=wanted).values_list("matter").annotate(Max("round")))
    return [
        {
            "matter": one.matter.pk, "stage": stages[one.matter.pk],
            "round": before.get(one.matter.pk, 0) + (one.matter.state not in WAITING), "purpose": purpose, "to": one.to,
            "reference": one.reference, "questions": [question.plain() for question in one.questions],
            "language": one.matter.language, "sent_on": who.day, "sent_by": str(who.official),
            "is_automatic": by_of(who) is By.SYSTEM, "due_on": due, "outcome": Outcome.OPEN,
            "is_awaiting_attachments": False,
        }
        for one in letters
    ]  # fmt: skip


def stages_of(matters: Iterable[int]) -> dict[int, int]:
    """The step with which each matter was opened, or last taken up again."""
    steps = Step.objects.filter(matter__in=matters, after__in=[S.OPENED, S.RECONSIDERATION]).order_by("pk")
    return dict(steps.values_list("matter", "pk"))


def extend(until: Mapping[int, date], *, who: Actor) -> None:
    """Give more time to answer, asked for before the day passed (434/2003 section 33): by number of the request.

    Raises:
        Refused: with every problem; nothing was changed.
        NotAllowed: if the actor may not work on all of the matters.
    """
    with transaction.atomic():
        requests, matters = open_requests(until, who=who, what="matters.extend")
        found = [Problem("time_has_passed", one.matter_id) for one in requests.values() if one.due_on < who.day]
        found += [Problem("not_later", one.matter_id) for one in requests.values() if until[one.pk] <= one.due_on]
        if found:
            raise Refused(found)
        for one in requests.values():
            one.first_due_on, one.due_on = one.first_due_on or one.due_on, until[one.pk]
        Request.objects.bulk_update(requests.values(), ["due_on", "first_due_on"])
        path = (S.AWAITING_CLARIFICATION, S.AWAITING_CLARIFICATION)
        go(
            {pk: path for pk, one in matters.items() if one.state == path[0]},
            by=By.OFFICIAL,
            who=who,
            because="extended",
        )


def remind(requests: Iterable[int], *, who: Actor) -> None:
    """Remind whoever has not answered yet, once; what has ended, or was reminded of, is passed over."""
    with transaction.atomic():
        found, _ = requests_of(requests, who=who, what="matters.remind")
        waiting = [pk for pk, one in found.items() if one.outcome == Outcome.OPEN and one.reminded_on is None]
        Request.objects.filter(pk__in=waiting).update(reminded_on=who.day)


def expire(requests: Iterable[int], *, who: Actor) -> None:
    """Let requests end whose day has passed: the matter goes on with what is known, and its clock runs from that day.

    What has ended otherwise, or has time left, is passed over.
    """
    with transaction.atomic():
        found, matters = requests_of(requests, who=who, what="matters.expire")
        passed = [one for one in found.values() if one.outcome == Outcome.OPEN and one.due_on < who.day]
        end(passed, Outcome.EXPIRED, matters, who=who)


def withdraw(requests: Iterable[int], *, who: Actor) -> None:
    """Take requests back that turned out needless, as when the fact came from a register: nobody was heard by them."""
    with transaction.atomic():
        open_, matters = open_requests(requests, who=who, what="matters.withdraw")
        end(open_.values(), Outcome.WITHDRAWN, matters, who=who)


def open_requests(numbers: Iterable[int], *, who: Actor, what: str) -> tuple[dict[int, Request], dict[int, Matter]]:
    """The requests, to which an answer is waited for, and their matters, locked.

    Raises:
        Refused: if one is not there, or has ended.
        NotAllowed: if the actor may not work on all of the matters.
    """
    requests, matters = requests_of(numbers, who=who, what=what)
    found = [Problem("request_has_ended", one.matter_id) for one in requests.values() if one.outcome != Outcome.OPEN]
    if found:
        raise Refused(found)
    return requests, matters


def requests_of(numbers: Iterable[int], *, who: Actor, what: str) -> tuple[dict[int, Request], dict[int, Matter]]:
    """The requests and their matters, locked.

    Raises:
        Refused: if one is not there.
        NotAllowed: if the actor may not work on all of the matters.
    """
    wanted = sorted(set(numbers))
    about = dict(Request.objects.filter(pk__in=wanted).values_list("pk", "matter"))
    if len(about) < len(wanted):
        raise Refused([Problem("no_request")])
    matters = taken(about.values(), who=who, what=what)
    return {one.pk: one for one in Request.objects.filter(pk__in=wanted).order_by("pk")}, matters


def end(requests: Iterable[Request], outcome: Outcome, matters: Mapping[int, Matter], *, who: Actor) -> None:
    """End requests of matters that are locked; a matter in which no other is open goes on."""
    ended = list(requests)
    day = None if outcome is Outcome.EXPIRED else who.day
    Request.objects.filter(pk__in=[one.pk for one in ended]).update(outcome=outcome, complete_on=day)
    touched = {one.matter_id for one in ended}
    still = set(Request.objects.filter(matter__in=touched, outcome=Outcome.OPEN).values_list("matter", flat=True))
    done = [matters[number] for number in sorted(touched - still) if matters[number].state in WAITING]
    Matter.objects.filter(pk__in=touched).update(is_open_to_rerun=True)
    if done:
        clocks.start([(one, started) for one, started in _started(done).items() if one.state != S.HEARING])
        go({one.pk: (State(one.state), S.IN_PROCESSING) for one in done}, by=By.SYSTEM, who=who, because=str(outcome))


def _started(done: Sequence[Matter]) -> dict[Matter, date]:
    """The day on which the last thing of the round had come, or its time had passed."""
    days: dict[tuple[int, int], date] = {}
    for one in Request.objects.filter(matter__in=done):
        key, day = (one.matter_id, one.round), clock_start(one.due_on, one.complete_on)
        days[key] = max(day, days.get(key, day))
    last = {matter: days[matter, number] for matter, number in sorted(days)}
    return {one: last[one.pk] for one in done}
