"""The door to a client's data: every look and every action passes it and leaves its trace.

How a client stands to whoever acts is found here; what follows from it, ``office.access`` says. A look that is refused
is an answer, so that its trace stays. An action that is refused is an error, which carries the traces of the attempt:
whoever catches it writes them once nothing of the action is left.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from toimi.clients.models import Detail
from toimi.clients.selectors import details_on
from toimi.clients.stays import stays_of
from toimi.office import access
from toimi.office.access import NOBODY, Decision, NotAllowed, Relation, Standing, may_see, standing
from toimi.office.actors import Actor, Reason
from toimi.office.audit import record
from toimi.office.emergency import in_emergency
from toimi.office.officials import Role, conflicts_of
from toimi.office.organisations import Kind, Organisation

REGISTRARS = (Role.ADVISER, Role.AUTOMATION)
"""Who may begin a search for somebody who is not a client yet: whoever serves, and the office's own service."""


TAKES_BACK = (Role.ADVISER, Role.DECIDER)
"""Who may take a client back from a trial, for the TE office that transferred the client (act 1269/2020 section 5.4)."""


def relations(who: Actor, people: Sequence[int], *, with_matter: Container[int] = ()) -> dict[int, Relation]:
    """How each client stands to whoever acts.

    Args:
        with_matter: of whom a matter is pending with the actor's organisation; the room of matters says it.
    """
    stays, details = stays_of(people), details_on(people, who.day)
    named = [str(one) for one in people]
    conflicts = conflicts_of(who.official, named, who.day)
    emergencies = in_emergency(who, named) if who.reason is Reason.EMERGENCY else {}
    return {
        one: Relation(
            standing(stays[one], who.organisation, who.day),
            has_matter=one in with_matter,
            has_emergency=str(one) in emergencies,
            conflict=conflicts.get(str(one)),
            is_protected=Detail.NON_DISCLOSURE in details[one],
        )
        for one in people
    }


def look(
    who: Actor, people: Sequence[int], *, what: str, about: str = "", with_matter: Container[int] = ()
) -> dict[int, Decision]:
    """What may be seen of each client, with a trace of each, let through or not."""
    found = relations(who, people, with_matter=with_matter)
    decisions = access.look(who, {str(one): relation for one, relation in found.items()}, what=what, about=about)
    return {int(one): decision for one, decision in decisions.items()}


def check_writing(
    who: Actor, people: Iterable[int], *, what: str, also_seen: Iterable[int] = (), with_matter: Container[int] = ()
) -> None:
    """Whether something may be recorded of these clients; the trace of each is written with the action.

    Args:
        also_seen: others whom the action touches, of whom it is enough that anything may be seen.
        with_matter: of whom a matter is pending with the actor's organisation; the room of matters says it.

    Raises:
        NotAllowed: if not of every one of them.
    """
    written = set(people)
    found = relations(who, sorted(written.union(also_seen)), with_matter=with_matter)
    decisions = {one: may_see(who, relation) for one, relation in found.items()}
    refused = {
        one: "nothing_allows_it" if seen.is_allowed else seen.because
        for one, seen in decisions.items()
        if not (seen.writes if one in written else seen.is_allowed)
    }
    if refused:
        raise NotAllowed(refused, [who.trace(what, one, is_allowed=False) for one in refused])
    record([who.trace(what, one) for one in decisions])


def check_registrar(who: Actor, *, what: str) -> None:
    """Whether somebody in this role, for this reason, registers at all: before anybody is made.

    Raises:
        NotAllowed: if not.
    """
    if who.role not in REGISTRARS or who.reason is not Reason.SERVICE:
        raise NotAllowed({NOBODY: "nothing_allows_it"}, [who.trace(what, is_allowed=False)])


def check_registering(who: Actor, people: Iterable[int], *, what: str) -> None:
    """Whether a registrar may register these: they need be nobody's client yet, and no case of the official's own.

    Raises:
        NotAllowed: if not every one of them.
    """
    _check(who, dict.fromkeys(sorted(set(people)), True), what)


def check_taking_back(who: Actor, people: Iterable[int], *, what: str) -> None:
    """Whether the TE office may take these back: it transferred them, they are guests of a trial, and no case of one's own.

    It need not serve them for that, and sees nothing of them.

    Raises:
        NotAllowed: if not every one of them.
    """
    wanted = sorted(set(people))
    is_office = Organisation.objects.filter(code=who.organisation, kind=Kind.TE_OFFICE).exists()
    may = is_office and who.role in TAKES_BACK and who.reason is Reason.SERVICE
    _check(who, {one: may and _is_lent(stays, who) for one, stays in stays_of(wanted).items()}, what)


def check_moving_all(who: Actor, people: Iterable[int], *, what: str) -> None:
    """Whether the office's automation moves these, as the act itself does; a trace of each.

    Raises:
        NotAllowed: to anybody else.
    """
    _check(who, dict.fromkeys(people, who.role is Role.AUTOMATION and who.reason is Reason.SERVICE), what)


def check_emergency_role(who: Actor, people: Sequence[int], *, what: str) -> None:
    """Whether somebody in this role, for this reason, looks in an emergency at all: before anybody is looked for.

    Args:
        people: those whose numbers are known already; the trace of a refusal names them.

    Raises:
        NotAllowed: if not.
    """
    rule = access.RULES.get((who.role, Standing.FOREIGN, who.reason))
    if rule is None or rule.needs != "emergency":
        traces = [who.trace(what, one or "", is_allowed=False) for one in people or [NOBODY]]
        raise NotAllowed(dict.fromkeys(people or [NOBODY], "nothing_allows_it"), traces)


def check_emergency(who: Actor, people: Iterable[int], *, what: str) -> None:
    """Whether such an official may write why these clients' data are needed: whosever they are, but in no case of one's own.

    Raises:
        NotAllowed: if not of every one of them.
    """
    _check(who, dict.fromkeys(people, True), what)


def _is_lent(stays: Sequence[access.Stay], who: Actor) -> bool:
    """Whether the client is a guest elsewhere, and was the organisation's own."""
    was_here = standing(stays, who.organisation, who.day) is not Standing.FOREIGN
    return was_here and any(one.is_guest and one.end is None for one in stays)


def _check(who: Actor, may: Mapping[int, bool], what: str) -> None:
    """Let everybody through or nobody; who is disqualified is not."""
    conflicts = conflicts_of(who.official, [str(one) for one in may], who.day)
    refused = {
        one: "conflict_of_interest" if str(one) in conflicts else "nothing_allows_it"
        for one, allowed in may.items()
        if str(one) in conflicts or not allowed
    }
    if refused:
        raise NotAllowed(refused, [who.trace(what, one, is_allowed=False) for one in refused])
    record([who.trace(what, one) for one in may])
