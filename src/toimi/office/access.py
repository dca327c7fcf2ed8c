"""Who may see what of a client: a pure decision by rules that are data, and the trace that each look leaves.

Refused is what no rule allows. The rules stand in ``access.toml`` with their ground; above them stands one wall: an
official who is disqualified sees nothing, whatever the reason. How the client stands to the organisation is for the room
that keeps the clients to say; here is only what follows from it. Row security is the second wall: ``row_security.py``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib.resources import files
from itertools import product
from typing import Any

from toimi.office.actors import Actor, Reason
from toimi.office.audit import AuditRow, record
from toimi.office.officials import Ground, Role


class Standing(StrEnum):
    """How a client stands to an organisation on a day."""

    OWN = "own"
    """It serves the client; for a payer: it pays the benefit."""
    GUEST = "guest"
    """A trial municipality serves the client, who was transferred to it (Act 1269/2020, section 4)."""
    FORMER = "former"
    """It did once: the client moved on, or the search has ended."""
    FOREIGN = "foreign"
    """It does not, or not yet."""


class Extent(StrEnum):
    """How much is seen."""

    NOTHING = "nothing"
    TRACES = "traces"
    """Who of the organisation looked, when and why; nothing of the client."""
    STATEMENTS = "statements"
    """Statements that are for this payer."""
    ITS_OWN = "its_own"
    """What the organisation itself stored or issued, or was sent, while the client was its own."""
    MATTER = "matter"
    """The organisation's matter, with the facts that it needs."""
    WHOLE = "whole"


@dataclass(frozen=True)
class Stay:
    """Days of a client at an organisation; ``end`` is the first day without, ``None`` if it goes on."""

    organisation: str
    first_day: date
    end: date | None
    is_guest: bool = False


@dataclass(frozen=True)
class Relation:
    """All that the decision asks of a client.

    Attributes:
        standing: to the actor's organisation, on the day.
        has_matter: whether a matter about the client is pending there.
        has_emergency: whether the actor has written the reason of an emergency, for this client and day.
        conflict: why the actor keeps away from the client.
        is_protected: whether the client's contact data are not disclosed (turvakielto).
    """

    standing: Standing
    has_matter: bool = False
    has_emergency: bool = False
    conflict: Ground | None = None
    is_protected: bool = False


@dataclass(frozen=True)
class Decision:
    """What may be seen.

    Attributes:
        writes: whether something may be recorded of the client too.
        because: the name of the rule that allows it, or the problem that refuses it.
    """

    extent: Extent
    shows_contacts: bool
    because: str
    writes: bool = False

    @property
    def is_allowed(self) -> bool:
        """Whether anything may be seen."""
        return self.extent is not Extent.NOTHING


@dataclass(frozen=True)
class Rule:
    """One row of ``access.toml``."""

    name: str
    needs: str | None
    extent: Extent
    contacts: bool
    protected: bool
    writes: bool
    basis: str


_DATA: dict[str, Any] = tomllib.loads(files("toimi.office").joinpath("access.toml").read_text("utf-8"))


def _rules() -> dict[tuple[Role, Standing, Reason], Rule]:
    rules: dict[tuple[Role, Standing, Reason], Rule] = {}
    for row in _DATA["rules"]:
        cells = product(
            map(Role, row.pop("roles")), map(Standing, row.pop("standings")), map(Reason, row.pop("reasons"))
        )
        rule = Rule(**{"needs": None, "writes": False, **row, "extent": Extent(row["extent"])})
        for cell in cells:
            if cell in rules:
                raise ValueError(f"access.toml: {rules[cell].name} and {rule.name} both hold for {cell}.")
            rules[cell] = rule
    return rules


RULES = _rules()
"""The rule for a role, a standing and a reason; what is not here is refused."""
HANDLES_PROTECTED = frozenset(map(Role, _DATA["protected"]["roles"]))
"""Roles that are given the matters of clients whose contact data are not disclosed."""
_MISSING = {"matter": "no_matter", "emergency": "no_emergency"}


NOBODY = 0


class NotAllowed(PermissionError):
    """An action is not allowed; nothing was written.

    Attributes:
        because: why, as a problem of ``office.problems``, by number of each client or company refused; of ``NOBODY``
            before it is about any.
        traces: of the attempt, still to be written.
    """

    def __init__(self, because: dict[int, str], traces: Sequence[AuditRow]) -> None:
        super().__init__(", ".join(sorted(set(because.values()))))
        self.because = because
        self.traces = list(traces)


def may_see(who: Actor, relation: Relation) -> Decision:
    """What an official may see of a client; nothing unless a rule says so."""
    if relation.conflict:
        return _refusal("conflict_of_interest")
    rule = RULES.get((who.role, relation.standing, who.reason))
    if rule is None:
        return _refusal("nothing_allows_it")
    there = {"matter": relation.has_matter, "emergency": relation.has_emergency, None: True}
    if not there[rule.needs]:
        return _refusal(_MISSING[str(rule.needs)])
    shows_contacts = rule.protected if relation.is_protected else rule.contacts
    return Decision(rule.extent, shows_contacts, rule.name, rule.writes)


def _refusal(problem: str) -> Decision:
    return Decision(Extent.NOTHING, shows_contacts=False, because=problem)


def standing(stays: Iterable[Stay], organisation: str, day: date) -> Standing:
    """How a client with these stays stands to an organisation on a day: access ends with the handover."""
    here = [stay for stay in stays if stay.organisation == organisation and stay.first_day <= day]
    for stay in here:
        if stay.end is None or day < stay.end:
            return Standing.GUEST if stay.is_guest else Standing.OWN
    return Standing.FORMER if here else Standing.FOREIGN


def look(who: Actor, relations: Mapping[str, Relation], *, what: str, about: str = "") -> dict[str, Decision]:
    """Decide for each client and leave a trace of each, let through or not.

    A refusal is an answer, not an error: an error would undo the trace of the attempt with the transaction.

    Args:
        relations: by opaque id of the client.
        what: the action, as ``clients.look``.
        about: what the reason points to, as ``matter:17``.

    Raises:
        RuntimeError: outside a transaction.
    """
    decisions = {person: may_see(who, relation) for person, relation in relations.items()}
    record([who.trace(what, one, about=about, is_allowed=seen.is_allowed) for one, seen in decisions.items()])
    return decisions
