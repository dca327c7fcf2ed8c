"""What is shown of clients to whoever looks: each look is decided by ``access.py``, and leaves its trace.

What somebody may not see is not told apart from what is not there.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from toimi.clients.access import look
from toimi.clients.by_code import numbers_for_auditor
from toimi.clients.models import Detail, Handover, JobSearch, KnownFact, Person, RegisterAnswer, Representation
from toimi.clients.register_answers import last_answers
from toimi.clients.selectors import details_on, states_on, with_merged
from toimi.clients.states import State
from toimi.office import audit
from toimi.office.access import Decision, Extent
from toimi.office.actors import Actor, Reason
from toimi.office.audit import AuditRow, record
from toimi.office.officials import Role

CONTACTS = (Detail.PHONE, Detail.EMAIL, Detail.POST, Detail.MUNICIPALITY)
"""Details that tell where somebody is."""
_Row = TypeVar("_Row", JobSearch, Representation)
_Kept = TypeVar("_Kept", KnownFact, Handover, RegisterAnswer, AuditRow)
COLLECTS_LOGS = "keha"
"""The organisation that collects the logs of all (JTYPL 13:6 as in 337/2022; 380/2023 section 124.4)."""


@dataclass(frozen=True)
class Shown:
    """A client as shown to somebody on a day.

    Attributes:
        decision: what may be seen, and why.
        identity_code, state, searches, details, representatives: of a client whose whole data are shown; contact details
            only if they may be.
    """

    person: int
    decision: Decision
    identity_code: str | None = None
    state: State | None = None
    searches: Sequence[JobSearch] = ()
    details: Mapping[Detail, str] = field(default_factory=dict)
    representatives: Sequence[Representation] = ()


@dataclass(frozen=True)
class Rows(Generic[_Kept]):
    """Rows that are shown of a client to somebody, and what may be seen at all."""

    decision: Decision
    rows: list[_Kept]


def find(who: Actor, identity_codes: Sequence[str]) -> dict[str, int]:
    """The clients with these codes of whom something may be shown: the one who was kept, if one was merged.

    To an auditor the number alone is shown, of anybody's client: of whom traces are to be checked.
    """
    people = _by_code(who, identity_codes)
    seen = look(who, sorted(set(people.values())), what="clients.find")
    if not people.keys() >= set(identity_codes):
        record([who.trace("clients.find", is_allowed=False)])  # of somebody who is not there, or may not be seen to be
    return {code: number for code, number in people.items() if seen[number].is_allowed}


def _by_code(who: Actor, identity_codes: Sequence[str]) -> dict[str, int]:
    if who.role is Role.AUDITOR and who.reason is Reason.LOG_CHECK:
        return numbers_for_auditor(identity_codes)
    found = Person.objects.filter(identity_code__in=identity_codes).values_list("identity_code", "pk", "merged_into")
    return {str(code): into or number for code, number, into in found}


def show(who: Actor, people: Sequence[int], *, with_matter: Container[int] = ()) -> dict[int, Shown]:
    """Clients as they are on the day of whoever looks."""
    seen = look(who, people, what="clients.look", with_matter=with_matter)
    whole = [one for one in people if seen[one].extent is Extent.WHOLE]
    codes = dict(Person.objects.filter(pk__in=whole).values_list("pk", "identity_code"))
    states, details = states_on(whole, who.day), details_on(whole, who.day)
    searches = _by_person(JobSearch.objects.filter(holder__in=whole).order_by("days"), "holder_id")
    acting = _by_person(Representation.objects.filter(person__in=whole, days__contains=who.day), "person_id")
    return {
        one: Shown(
            one, seen[one], codes.get(one), states[one], searches.get(one, ()),
            _details(details[one], seen[one]), acting.get(one, ()),
        )
        if one in codes
        else Shown(one, seen[one])
        for one in people
    }  # fmt: skip


def _by_person(rows: Iterable[_Row], whose: str) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = {}
    for row in rows:
        found.setdefault(getattr(row, whose), []).append(row)
    return found


def _details(details: Mapping[Detail, str], seen: Decision) -> dict[Detail, str]:
    return {kind: value for kind, value in details.items() if seen.shows_contacts or kind not in CONTACTS}


def show_facts(
    who: Actor, people: Sequence[int], *, known_at: date, with_matter: Mapping[int, Container[str]] | None = None
) -> dict[int, Rows[KnownFact]]:
    """Facts recorded of clients by a day, in the order in which they were; superseded ones too.

    Of a client who has left, an organisation is shown what it recorded itself (act 1269/2020 section 18); of another's
    client, what its own matter needs.

    Args:
        with_matter: of whom a matter is pending with the actor's organisation, and the kinds of facts that it needs.
    """
    needed = with_matter or {}
    seen = look(who, people, what="clients.facts", with_matter=needed)
    found_by = KnownFact.objects.filter(person__in=with_merged(people), recorded_on__lte=known_at)
    rows = found_by.select_related("person").order_by("pk")
    found: dict[int, Rows[KnownFact]] = {one: Rows(seen[one], []) for one in people}
    for row in rows:
        for whose in (row.person_id, row.person.merged_into_id or 0):
            if whose in found and _shows(seen[whose], row, who, needed.get(whose, ())):
                found[whose].rows.append(row)
    return found


def _shows(seen: Decision, row: KnownFact, who: Actor, needed: Container[str]) -> bool:
    if seen.extent is Extent.MATTER:
        return row.kind in needed
    if seen.extent is Extent.ITS_OWN:
        return row.recorded_in == who.organisation
    return seen.extent is Extent.WHOLE


def history(who: Actor, person: int, *, with_matter: Container[int] = ()) -> Rows[Handover]:
    """How a client changed organisation, the first change first, with what was known of the criteria then.

    To an organisation that the client has left, what it decided itself is shown.
    """
    (seen,) = look(who, [person], what="clients.history", with_matter=with_matter).values()
    found = Handover.objects.filter(person__in=with_merged([person])).order_by("pk")
    found = found.select_related("from_organisation", "to_organisation")
    if seen.extent is Extent.ITS_OWN:
        return Rows(seen, list(found.filter(decided_in=who.organisation)))
    return Rows(seen, list(found) if seen.extent is Extent.WHOLE else [])


def show_register_answers(who: Actor, person: int, *, with_matter: Container[int] = ()) -> Rows[RegisterAnswer]:
    """What other authorities' registers last said of a client, and when each last told something.

    To an organisation that the client has left, what it asked itself is shown.
    """
    (seen,) = look(who, [person], what="clients.register_answers", with_matter=with_matter).values()
    if seen.extent is Extent.ITS_OWN:
        return Rows(seen, last_answers([person], asked_in=who.organisation))
    return Rows(seen, last_answers([person]) if seen.extent is Extent.WHOLE else [])


def show_looks(who: Actor, person: int, *, before: int | None = None, limit: int = 100) -> Rows[AuditRow]:
    """Who looked at a client or did something, from where and why, the newest first: for whoever watches the logs.

    Args:
        before: number of the last row of the page before.
    """
    (seen,) = look(who, [person], what="clients.looks").values()
    if seen.extent is not Extent.TRACES:
        return Rows(seen, [])
    within = None if who.organisation == COLLECTS_LOGS else who.organisation
    return Rows(seen, audit.looks_at(str(person), before=before, limit=limit, within=within))
