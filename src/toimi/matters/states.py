"""In which state a matter is, and which may follow which: one table, and all that is not in it is refused.

Statement-procedure, section 10. That a state follows says nothing of whether it should: the guard of each step stands
where the step is taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class State(StrEnum):
    """Of a matter."""

    OPENED = "opened"
    ROUTING = "routing"
    TRANSFERRED = "transferred"
    GATHERING = "gathering"
    AWAITING_CLARIFICATION = "awaiting_clarification"
    AWAITING_ATTACHMENTS = "awaiting_attachments"
    IN_PROCESSING = "in_processing"
    """The answer is complete or its day has passed: the deadline of the law runs."""
    FURTHER_CLARIFICATION = "further_clarification"
    HEARING = "hearing"
    PROPOSED = "proposed"
    ISSUED = "issued"
    SENT = "sent"
    NOT_NEEDED = "not_needed"
    """No statement: recorded, with its reason."""
    SUPPLEMENT_REQUESTED = "supplement_requested"
    SUPPLEMENTED = "supplemented"
    CORRECTED = "corrected"
    RECONSIDERATION = "reconsideration"
    REPLACED = "replaced"
    ANNULLED = "annulled"
    APPEAL_STATEMENT_DUE = "appeal_statement_due"
    APPEAL_STATEMENT_GIVEN = "appeal_statement_given"
    CLOSED = "closed"
    DELETED = "deleted"


class By(StrEnum):
    """Who may take a step."""

    SYSTEM = "system"
    OFFICIAL = "official"
    PERSON = "person"
    PAYER = "payer"


@dataclass(frozen=True)
class Transition:
    """One state may follow another, if one of these takes the step."""

    before: State
    after: State
    by: frozenset[By]
    basis: str


def _row(before: State, after: State, by: str, basis: str) -> Transition:
    return Transition(before, after, frozenset(map(By, by.split())), basis)


S = State
_CLARIFYING = "434/2003 §§ 31–34, 36"
TRANSITIONS: tuple[Transition, ...] = (
    _row(S.OPENED, S.ROUTING, "system", "TTL 11:4"),
    _row(S.ROUTING, S.GATHERING, "system", "TTL 11:4; decree 1373/2018 § 16a; 1269/2020 § 12"),
    _row(S.ROUTING, S.TRANSFERRED, "system official", "434/2003 § 21"),
    _row(S.GATHERING, S.PROPOSED, "system", "434/2003 § 31"),
    _row(S.GATHERING, S.AWAITING_CLARIFICATION, "system official", _CLARIFYING),
    _row(S.GATHERING, S.NOT_NEEDED, "official", "TTL 11:4.3"),
    _row(S.AWAITING_CLARIFICATION, S.AWAITING_CLARIFICATION, "official", "434/2003 § 33.2"),
    _row(S.AWAITING_CLARIFICATION, S.AWAITING_ATTACHMENTS, "person", _CLARIFYING),
    _row(S.AWAITING_CLARIFICATION, S.IN_PROCESSING, "system", "1556/2016 § 1; 153/2021 § 1; 512/2024 § 1"),
    _row(S.AWAITING_ATTACHMENTS, S.IN_PROCESSING, "system", "1556/2016 § 1; 153/2021 § 1; 512/2024 § 1"),
    _row(S.AWAITING_CLARIFICATION, S.NOT_NEEDED, "official", "TTL 11:4.3"),
    _row(S.AWAITING_ATTACHMENTS, S.NOT_NEEDED, "official", "TTL 11:4.3"),
    _row(S.IN_PROCESSING, S.NOT_NEEDED, "official", "TTL 11:4.3"),
    _row(S.IN_PROCESSING, S.FURTHER_CLARIFICATION, "official", "434/2003 §§ 31–32"),
    _row(S.FURTHER_CLARIFICATION, S.AWAITING_CLARIFICATION, "system", _CLARIFYING),
    _row(S.IN_PROCESSING, S.HEARING, "official", "434/2003 § 34; JTYPL 6:7.4; 380/2023 § 78"),
    _row(S.HEARING, S.IN_PROCESSING, "system", "434/2003 §§ 34, 36"),
    _row(S.IN_PROCESSING, S.PROPOSED, "system", "434/2003 § 31"),
    _row(S.PROPOSED, S.IN_PROCESSING, "official", "434/2003 § 31"),
    _row(S.PROPOSED, S.ISSUED, "official system", "TTL 11:4; 434/2003 § 53e"),
    _row(S.ISSUED, S.SENT, "system", "1556/2016 § 3"),
    _row(S.SENT, S.SUPPLEMENT_REQUESTED, "payer", "TTL 11:4.3"),
    _row(S.SUPPLEMENT_REQUESTED, S.SUPPLEMENTED, "official", "TTL 11:4.3"),
    _row(S.SUPPLEMENTED, S.SENT, "system", "TTL 11:4.3"),
    _row(S.SENT, S.CORRECTED, "official", "TTL 11:4.2; 434/2003 § 51"),
    _row(S.CORRECTED, S.SENT, "system", "TTL 11:4.2"),
    _row(S.SENT, S.RECONSIDERATION, "official person payer system", "434/2003 § 50; TTL 12:7.6"),
    _row(S.RECONSIDERATION, S.IN_PROCESSING, "system", "434/2003 §§ 31, 34"),
    _row(S.SENT, S.REPLACED, "system", "434/2003 § 50"),
    _row(S.SENT, S.ANNULLED, "official", "e-service state"),
    _row(S.SENT, S.APPEAL_STATEMENT_DUE, "payer", "TTL 12:4"),
    _row(S.APPEAL_STATEMENT_DUE, S.APPEAL_STATEMENT_GIVEN, "official", "153/2021 § 2a; 512/2024 § 4"),
    _row(S.APPEAL_STATEMENT_GIVEN, S.SENT, "system", "153/2021 § 2a; 512/2024 § 4"),
    *(
        _row(state, S.CLOSED, "system", "906/2019 § 26")
        for state in (S.SENT, S.NOT_NEEDED, S.ANNULLED, S.REPLACED, S.TRANSFERRED)
    ),
    _row(S.CLOSED, S.RECONSIDERATION, "official person payer system", "TTL 12:7.6"),
    _row(S.CLOSED, S.DELETED, "system", "JTYPL 13:4.3; 380/2023 § 122"),
)  # fmt: skip
"""Every step that there is."""

ALLOWED: dict[tuple[State, State], Transition] = {(one.before, one.after): one for one in TRANSITIONS}
PENDING = frozenset(State) - {S.TRANSFERRED, S.SENT, S.NOT_NEEDED, S.REPLACED, S.ANNULLED, S.CLOSED, S.DELETED}
"""States in which the office has something to do about the person."""
FOR_OFFICIALS = frozenset(
    {S.GATHERING, S.IN_PROCESSING, S.PROPOSED, S.SUPPLEMENT_REQUESTED, S.APPEAL_STATEMENT_DUE, S.RECONSIDERATION}
)
"""States in which a matter stands in the queue: it waits for an official, and for nobody's answer."""
TO_RUN = frozenset({S.OPENED, S.GATHERING, S.IN_PROCESSING, S.PROPOSED})
"""States in which the law is asked about a matter, again if something became known."""


class Forbidden(ValueError):
    """A step that is not in the table, or not for who takes it."""

    def __init__(self, before: State, after: State, by: By) -> None:
        super().__init__(f"{before} → {after} by {by}")
        self.before, self.after, self.by = before, after, by


def check(path: tuple[State, ...], by: By) -> None:
    """Whether one may take these steps one after another.

    Raises:
        Forbidden: for the first that one may not.
    """
    for before, after in pairwise(path):
        found = ALLOWED.get((before, after))
        if found is None or by not in found.by:
            raise Forbidden(before, after, by)
