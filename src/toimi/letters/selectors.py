"""Questions about letters, deliveries and messages. Who asks has passed ``access`` first, as the functions with a ``who`` do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from toimi.letters.access import check, held, within_reach
from toimi.letters.models import Delivery, Letter, Message, Step
from toimi.letters.states import Channel, RecipientKind, State
from toimi.office.actors import Actor


def states_of(deliveries: Sequence[int]) -> dict[int, Step]:
    """The last step of each delivery."""
    steps = Step.objects.filter(delivery__in=deliveries).order_by("delivery_id", "-place").distinct("delivery_id")
    return {step.delivery_id: step for step in steps}


def letters_about(about: Sequence[str], *, who: Actor) -> list[Letter]:
    """Letters about these things that the actor's organisation wrote or was given, the oldest first, with a trace of the look.

    Raises:
        NotAllowed: if the actor may not see each of the people.
    """
    found = list(Letter.objects.filter(about__in=about).order_by("pk"))
    reached = within_reach(who.organisation, {held(row) for row in found})
    rows = [row for row in found if held(row) in reached]
    check(who, [held(row) for row in rows], what="letters.look", writes=False)
    return rows


def letters_to(person: str) -> list[Letter]:
    """Letters that are shown to a client in the e-service, the newest first."""
    mine = Letter.objects.filter(recipient_kind=RecipientKind.CLIENT, recipient=person, deliveries__channel=Channel.OWN)
    return list(mine.distinct().order_by("-pk"))


def _in_state(channel: Channel, state: State) -> QuerySet[Delivery]:
    last = Step.objects.filter(delivery=OuterRef("pk")).order_by("-place").values("state")[:1]
    return Delivery.objects.filter(channel=channel).annotate(now=Subquery(last)).filter(now=state)


def queued(channel: Channel, organisation: str | None = None, limit: int = 1_000) -> list[Delivery]:
    """Deliveries that wait to be sent by a channel, of one organisation's letters or all, the oldest first."""
    found = _in_state(channel, State.QUEUED)
    if organisation is not None:
        found = found.filter(letter__organisation=organisation)
    return list(found.select_related("letter").order_by("pk")[:limit])


def unread(about: Sequence[str]) -> dict[str, list[int]]:
    """Messages about each of these things that no official has read: whoever decides reads them first.

    Whichever organisation received them; behind row security, those that have been shared with the one that asks.
    """
    found: dict[str, list[int]] = {one: [] for one in about}
    rows = Message.objects.filter(about__in=about, readings=None).order_by("pk")
    for number, one in rows.values_list("pk", "about"):
        found[one].append(number)
    return found


@dataclass(frozen=True)
class ReadBy:
    """Who has read a message, and when."""

    message: int
    official: str
    at: str


def readings(messages: Sequence[int]) -> list[ReadBy]:
    """Who has read these messages, in order of time."""
    rows = Message.objects.filter(pk__in=messages, readings__isnull=False).order_by("readings__at", "readings__pk")
    return [
        ReadBy(number, str(official), at.isoformat())
        for number, official, at in rows.values_list("pk", "readings__official", "readings__at")
    ]
