"""The door to letters and messages: every look and every action of an official passes it and leaves its trace.

A letter belongs to the organisation that wrote it, a message to the one that received it, and another sees them once they
have been shared with it. Whether the client may be seen
at all is for the room of clients to say, which the caller asks first; here the rules of ``office.access`` are applied to
what the organisation itself holds, and who is disqualified is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from toimi.letters.models import Letter, Message
from toimi.office.access import Extent, Relation, Standing, may_see
from toimi.office.actors import Actor
from toimi.office.audit import AuditRow, record
from toimi.office.officials import Ground, conflicts_of

SHOWN = (Extent.ITS_OWN, Extent.MATTER, Extent.WHOLE)
"""Who sees this much of a client sees the letters; traces and statements are less."""


class NotAllowed(PermissionError):
    """An action or a look is not allowed; nothing was written.

    Attributes:
        because: why, as a problem of ``office.problems``, by opaque id of the person.
        traces: of the attempt, still to be written once nothing of the action is left.
    """

    def __init__(self, because: dict[str, str], traces: Sequence[AuditRow]) -> None:
        super().__init__(", ".join(sorted(set(because.values()))))
        self.because = because
        self.traces = list(traces)


@dataclass(frozen=True)
class Held:
    """What of a letter or a message the door asks; ``person`` is blank if it concerns none."""

    organisation: str
    person: str
    about: str


def held(row: Letter | Message) -> Held:
    """Of a row that is there."""
    return Held(row.organisation_id, row.person, row.about)


def check(who: Actor, things: Iterable[Held], *, what: str, writes: bool) -> None:
    """Whether whoever acts may see these, or write too; a trace of each person and matter.

    Raises:
        NotAllowed: if not every one of them.
        RuntimeError: outside a transaction.
    """
    wanted = sorted(set(things), key=lambda one: (one.person, one.about))
    reached = within_reach(who.organisation, wanted)
    conflicts = conflicts_of(who.official, [one.person for one in wanted if one.person], who.day)
    refused: dict[Held, str] = {}
    for one in wanted:
        if because := _refusal(who, one, conflicts.get(one.person), reached, writes=writes):
            refused[one] = because
    if refused:
        traces = [who.trace(what, one.person, about=one.about, is_allowed=False) for one in refused]
        raise NotAllowed({one.person: why for one, why in refused.items()}, traces)
    record([who.trace(what, one.person, about=one.about) for one in wanted])


def within_reach(organisation: str, things: Iterable[Held]) -> set[Held]:
    """What of these an organisation holds, or has been given by who holds it, however many hands it went through."""
    wanted = list(things)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT place FROM unnest(%s::int[], %s::text[], %s::text[]) AS t (place, about, holder)"
            " WHERE holder = %s OR letters_reaches(about, holder, %s)",
            [
                list(range(len(wanted))), [one.about for one in wanted], [one.organisation for one in wanted],
                organisation, organisation,
            ],
        )  # fmt: skip
        return {wanted[place] for (place,) in cursor.fetchall()}


def _refusal(who: Actor, one: Held, conflict: Ground | None, reached: set[Held], *, writes: bool) -> str | None:
    """The problem that refuses it; what is out of reach is refused whatever its client is to the actor's organisation."""
    standing = Standing.OWN if one in reached else Standing.FOREIGN
    seen = may_see(who, Relation(standing, has_matter=one.about.startswith("matter:"), conflict=conflict))
    if not seen.is_allowed:
        return seen.because
    is_let_through = one in reached and seen.extent in SHOWN and (seen.writes or not writes)
    return None if is_let_through else "nothing_allows_it"
