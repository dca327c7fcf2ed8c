"""The door to matters: a matter is seen by whoever may see its client for the reason given, and each look leaves its trace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from toimi.clients import access
from toimi.matters.models import Matter
from toimi.matters.subjects import OF_EVERYBODY, SUBJECTS
from toimi.office import access as office
from toimi.office.access import HANDLES_PROTECTED, Decision, NotAllowed, Relation, Standing, may_see
from toimi.office.actors import Actor
from toimi.office.audit import record
from toimi.office.officials import Role


def with_matter(who: Actor, people: Iterable[int]) -> set[int]:
    """Of which people a matter is pending with the actor's organisation."""
    rows = Matter.pending().filter(organisation=who.organisation, person__in=list(people))
    return set(rows.values_list("person", flat=True))


def needed_kinds(who: Actor, people: Iterable[int]) -> dict[int, frozenset[str]]:
    """As ``with_matter``, with the kinds of facts that the matters need: those of their subjects; all until they are known."""
    rows = Matter.pending().filter(organisation=who.organisation, person__in=list(people))
    found: dict[int, frozenset[str]] = {}
    for person, subjects in rows.values_list("person", "subjects"):
        names = {*subjects, OF_EVERYBODY} if subjects else SUBJECTS.keys()
        found[person] = found.get(person, frozenset()).union(*(SUBJECTS[name].kinds for name in names))
    return found


def relations(who: Actor, people: Sequence[int]) -> dict[int, Relation]:
    """How each client and the matters about the client stand to whoever acts; to a payer by what is for it to pay on."""
    found = access.relations(who, people, with_matter=with_matter(who, people))
    if who.role is not Role.PAYER_SYSTEM:
        return found
    paid = set(Matter.objects.filter(payer=who.organisation, person__in=people).values_list("person", flat=True))
    return {
        one: replace(relation, standing=Standing.OWN) if one in paid else relation for one, relation in found.items()
    }


def relations_of_issuer(who: Actor, people: Sequence[int]) -> dict[int, Relation]:
    """As ``relations``, of those on whom a statement is acted on: the matter is there, pending or not."""
    return access.relations(who, people, with_matter=people)


def look(who: Actor, people: Sequence[int], *, what: str, about: str = "") -> dict[int, Decision]:
    """What may be seen of the matters about each client, with a trace of each."""
    named = {str(one): relation for one, relation in relations(who, people).items()}
    return {int(one): seen for one, seen in office.look(who, named, what=what, about=about).items()}


def handled_by(who: Actor, waiting: Sequence[Matter]) -> set[int]:
    """Which of these matters may be given to the actor to handle, by number. Nothing is shown, so nothing is traced.

    Passed over are those of another organisation, of clients from whom the actor keeps away, and of protected clients if
    the role is not among the few.
    """
    people = sorted({one.person_id for one in waiting})
    found = access.relations(who, people, with_matter=people)
    ours = {one for one, relation in found.items() if not _refusal(who, relation)}
    return {one.pk for one in waiting if one.person_id in ours and one.organisation_id == who.organisation}


def _refusal(who: Actor, relation: Relation) -> str:
    """Why the actor may not handle the matters of a client who stands so; empty if it is allowed."""
    decision = may_see(who, relation)
    if not decision.writes:
        return "nothing_allows_it" if decision.is_allowed else decision.because
    return "protected_client" if relation.is_protected and who.role not in HANDLES_PROTECTED else ""


def check_handling(who: Actor, handled: Sequence[Matter], *, what: str) -> None:
    """Whether the actor may do something in these matters; the trace of each is written with the action.

    Raises:
        NotAllowed: if not in every one of them.
    """
    people = sorted({one.person_id for one in handled})
    refused = {one: why for one, relation in relations(who, people).items() if (why := _refusal(who, relation))}
    theirs = {one.person_id for one in handled if one.organisation_id != who.organisation}
    refused = dict.fromkeys(theirs - refused.keys(), "nothing_allows_it") | refused
    about = {one.person_id: f"matter:{one.pk}" for one in handled}
    if refused:
        traces = [who.trace(what, one, about=about[one], is_allowed=False) for one in refused]
        raise NotAllowed(refused, traces)
    record([who.trace(what, one.person_id, about=f"matter:{one.pk}") for one in handled])
