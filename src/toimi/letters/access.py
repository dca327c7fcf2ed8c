"""The door to letters and messages: every look and every action of an official passes it and leaves its trace.

A letter belongs to the organisation that wrote it, a message to the one that received it. Whether the client may be seen
at all is for the room of clients to say, which the caller asks first; here the rules of ``office.access`` are applied to
what the organisation itself holds, and who is disqualified is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toimi.letters.models import Letter, Message
from toimi.office.access import Relation, Standing, may_see
from toimi.office.actors import Actor
from toimi.office.audit import AuditRow, record
from toimi.office.officials import conflicts_of


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
    conflicts = conflicts_of(who.official, [one.person for one in wanted if one.person], who.day)
    refused: dict[Held, str] = {}
    for one in wanted:
        standing = Standing.OWN if one.organisation == who.organisation else Standing.FOREIGN
        relation = Relation(
            standing, has_matter=one.about.startswith("matter:"), conflict=conflicts.get(one.person)
        )  # fmt: skip
        seen = may_see(who, relation)
        if standing is Standing.FOREIGN or (seen.is_allowed and writes and not seen.writes):
            refused[one] = "conflict_of_interest" if relation.conflict else "nothing_allows_it"
        elif not seen.is_allowed:
            refused[one] = seen.because
    if refused:
        traces = [who.trace(what, one.person, about=one.about, is_allowed=False) for one in refused]
        raise NotAllowed({one.person: why for one, why in refused.items()}, traces)
    record([who.trace(what, one.person, about=one.about) for one in wanted])
