"""Hearing before anything to somebody's detriment (act 434/2003, sections 34, 36), and the guard that nothing goes around.

Heard are the client, and where a ground rests on what an employer tells, as in a dismissal, the employer too. The
cessation of supported study needs its own hearing (JTYPL 6:7.4; act 380/2023, section 78), and so does a statement that
is to be replaced by one to the person's detriment: what was heard before it was taken up again does not count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from toimi.law.competence.table import TRANSFER
from toimi.letters import selectors as letters
from toimi.matters.answering import Message, fresh, keep
from toimi.matters.asking import Asked, Draft, Ground, points
from toimi.matters.clarifying import DAYS, end, open_requests, send, stages_of
from toimi.matters.models import Received, Request
from toimi.matters.problems import Problem, Refused
from toimi.matters.requests import HEARD, Channel, Outcome, Purpose, To
from toimi.office.actors import Actor


def to_hear(matter: int, stretches: Iterable[Sequence[Any]], *, also: Iterable[tuple[To, str]] = ()) -> Draft:
    """What is told in a hearing: each ground that bars or may bar, and on which days; the answer is free.

    Args:
        stretches: of an assessment or a proposal.
        also: others who are heard on the same, as the employer in a dismissal, with the reference of each.
    """
    said = list(stretches)
    of_others = [one for to, reference in also for one in points(said, to=to, reference=reference)]
    return Draft(matter, (*points(said, to=To.CLIENT, reference=""), *of_others))


def to_hear_of_study(matter: int, since: date) -> Draft:
    """What is told before supported study ceases to be supported since it does not go on: from which day (JTYPL 6:7.4)."""
    basis = "JTYPL 6:7.4" if since < TRANSFER else "380/2023 § 78"
    return Draft(matter, (Asked(f"ground:{basis}", To.CLIENT, grounds=(Ground(basis, ((since.isoformat(), None),)),)),))


def hear(drafts: Sequence[Draft], *, who: Actor, days: int = DAYS) -> list[int]:
    """Send hearings; as ``clarifying.send``, which says what it raises."""
    return send(drafts, who=who, purpose=Purpose.HEARING, days=days)


def waive(messages: Sequence[Message], *, who: Actor) -> None:
    """The person has written that there is nothing to say: each message to its request, which ends with it.

    Raises:
        Refused: if one is not in writing, or not by who was asked; nothing was written.
        NotAllowed: if the actor may not work on all of the matters.
    """
    with transaction.atomic():
        requests, matters = open_requests((one.request for one in messages), who=who, what="matters.waive")
        found = [
            Problem("another_was_asked", requests[one.request].matter_id)
            for one in messages
            if (one.sender, one.reference) != (requests[one.request].to, requests[one.request].reference)
        ]
        found += [
            Problem("waiver_in_writing", requests[one.request].matter_id)
            for one in messages
            if not one.text.strip() or one.channel in (Channel.PHONE, Channel.VISIT)
        ]
        if found:
            raise Refused(found)
        keep(fresh(requests, messages)[0], who=who, matters=matters)
        end(requests.values(), Outcome.WAIVED, matters, who=who)


def not_heard(matters: Sequence[int], *, grounds: Mapping[int, Collection[str]] | None = None) -> dict[int, str]:
    """Of which matters no statement that is negative, or partly so, may be given yet, each with the code of the problem.

    The client must have been asked or heard since the matter was last taken up, and have answered, let the day pass or
    written that there is nothing to say; nothing may be waited for, and all that came must have been read.

    Args:
        grounds: by matter, keys of the provisions on which the statement would rest: each must have been told to the client.
    """
    unread, stages, asked = _unread(matters), stages_of(matters), _asked_of_clients(matters)
    waiting = set(
        Request.objects.filter(matter__in=matters, outcome=Outcome.OPEN).values_list("matter", flat=True)
    )  # fmt: skip
    found: dict[int, str] = {}
    for number in matters:
        heard = [one for one in asked.get(number, ()) if one.stage_id == stages.get(number)]
        told = {ground["key"] for one in heard for question in one.questions for ground in question.get("grounds", ())}
        if number in waiting:
            found[number] = "answer_is_waited_for"
        elif number in unread:
            found[number] = "inbox_unread"
        elif not heard:
            found[number] = "nobody_heard"
        elif not set((grounds or {}).get(number, ())) <= told:
            found[number] = "ground_not_told"
    return found


def _unread(matters: Sequence[int]) -> set[int]:
    """Matters with an answer or a message that nobody has read."""
    answers = Received.objects.filter(matter__in=matters, read_on__isnull=True).values_list("matter", flat=True)
    messages = letters.unread([f"matter:{number}" for number in matters])
    return {*answers, *(number for number in matters if messages[f"matter:{number}"])}


def _asked_of_clients(matters: Sequence[int]) -> dict[int, list[Request]]:
    found: dict[int, list[Request]] = {}
    for one in Request.objects.filter(matter__in=matters, to=To.CLIENT, outcome__in=[str(how) for how in HEARD]):
        found.setdefault(one.matter_id, []).append(one)
    return found
