"""What is asked in matters that the law left open, by the proposals as they were made; and the rule that asks by itself."""

from __future__ import annotations

from collections.abc import Iterable

from toimi.matters.asking import Draft, asked
from toimi.matters.clarifying import send
from toimi.matters.models import Matter
from toimi.matters.states import State
from toimi.office.actors import Actor
from toimi.statements.models import Edition, Proposal


def drafts_for(matters: Iterable[int]) -> dict[int, Draft]:
    """What the law asks in each matter, by its latest proposal: questions for the client and others, and what is left.

    A matter that was never proposed, or whose facts cannot be taken as they stand, has none: an official looks first.
    """
    latest = Proposal.objects.filter(matter__in=matters).order_by("matter", "-pk").distinct("matter")
    by_edition: dict[Edition, list[Proposal]] = {}
    for one in latest.select_related("edition", "matter"):
        by_edition.setdefault(one.edition, []).append(one)
    found: dict[int, Draft] = {}
    for edition, some in by_edition.items():
        of = [(one.facts, one.matter.benefit) for one in some]
        questions = asked(of, known_at=edition.known_at, switches=edition.switches)
        found |= {one.matter_id: Draft(one.matter_id, each) for one, each in zip(some, questions, strict=True) if each}
    return found


def ask_alone(matters: Iterable[int], *, who: Actor) -> list[int]:
    """Send the requests that need no official, since all that is asked is the client's: the number of each.

    Matters in which something was asked or proposed already are passed over, and so are all others: they wait for a person.

    Raises:
        NotAllowed: if the actor may not work on all of them; nothing was sent.
    """
    waiting = Matter.objects.filter(pk__in=list(matters), state=State.GATHERING, requests=None)
    drafts = drafts_for(list(waiting.values_list("pk", flat=True)))
    return send([one for one in drafts.values() if one.is_clients_only], who=who)
