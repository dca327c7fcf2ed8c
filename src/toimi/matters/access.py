"""The door to matters: a matter is seen by whoever may see its client for the reason given, and each look leaves its trace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toimi.clients import access
from toimi.clients.access import NotAllowed
from toimi.matters.models import Matter
from toimi.office.access import Decision, may_see
from toimi.office.actors import Actor
from toimi.office.audit import record


def with_matter(who: Actor, people: Iterable[int]) -> set[int]:
    """Of which people a matter is pending with the actor's organisation."""
    rows = Matter.pending().filter(organisation=who.organisation, person__in=list(people))
    return set(rows.values_list("person", flat=True))


def look(who: Actor, people: Sequence[int], *, what: str, about: str = "") -> dict[int, Decision]:
    """What may be seen of each client and of the matters about the client, with a trace of each."""
    return access.look(who, people, what=what, about=about, with_matter=with_matter(who, people))


def check_handling(who: Actor, handled: Sequence[Matter], *, what: str) -> None:
    """Whether the actor may do something in these matters; the trace of each is written with the action.

    Raises:
        NotAllowed: if not in every one of them.
    """
    people = sorted({one.person_id for one in handled})
    found = access.relations(who, people, with_matter=with_matter(who, people))
    seen = {one: may_see(who, relation) for one, relation in found.items()}
    theirs = {one.person_id for one in handled if one.organisation_id != who.organisation}
    refused = {
        one: "nothing_allows_it" if decision.is_allowed else decision.because
        for one, decision in seen.items()
        if not decision.writes or one in theirs
    }
    about = {one.person_id: f"matter:{one.pk}" for one in handled}
    if refused:
        traces = [who.trace(what, one, about=about[one], is_allowed=False) for one in refused]
        raise NotAllowed(refused, traces)
    record([who.trace(what, one.person_id, about=f"matter:{one.pk}") for one in handled])
