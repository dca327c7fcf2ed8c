"""Job seeking: in which state somebody is, which state may follow which, and on what ground a search ends.

Act on Public Employment and Business Service (JTYPL 916/2012) 2:1.2 as in 390/2014, and 2:2 as in 1379/2021; from 2025
Act on Organising Employment Services (380/2023) section 28. That a search ends needs no decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

REFORM, TRANSFER = date(2022, 5, 2), date(2025, 1, 1)
"""The first days of 1379/2021 and of 380/2023."""


class State(StrEnum):
    """Of a person on a day."""

    NEVER = "never"
    """There has been no search."""
    VALID = "valid"
    LAPSED = "lapsed"
    """Something was left undone, or a precondition ceased."""
    ENDED = "ended"
    """The person gave notice."""


FOLLOWING: dict[State, frozenset[State]] = {
    State.NEVER: frozenset({State.VALID}),
    State.VALID: frozenset({State.LAPSED, State.ENDED}),
    State.LAPSED: frozenset({State.VALID}),
    State.ENDED: frozenset({State.VALID}),
}
"""Which state may follow which. A restart begins a new search: the days between stay lost."""


class Channel(StrEnum):
    """How the search was asked for: electronically or in person, or in another manner that the office accepted."""

    ELECTRONIC = "electronic"
    IN_PERSON = "in_person"
    OTHER = "other"


class Ground(StrEnum):
    """On what a search ends."""

    OWN_WISH = "own_wish"
    NO_CONTACT = "no_contact"
    """Once was enough before the reform; since then repeatedly within twelve months, which the official has counted."""
    MISSING_INFORMATION = "missing_information"
    PLAN_NOT_REPORTED = "plan_not_reported"
    EXAMINATION_MISSED = "examination_missed"
    FOREIGNERS_PRECONDITION = "foreigners_precondition"


@dataclass(frozen=True)
class Rule:
    """A ground as it stands on some days.

    Attributes:
        since, until: half-open; of the last day of the search.
        restart_needs: what must be shown before the search starts anew; empty if nothing.
    """

    ground: Ground
    citation: str
    since: date
    until: date = date.max
    restart_needs: str = ""

    @property
    def state(self) -> State:
        """The state that the ground leads to."""
        return State.ENDED if self.ground is Ground.OWN_WISH else State.LAPSED


_OLD = date(2013, 1, 1)
RULES = (
    Rule(Ground.OWN_WISH, "JTYPL 2:1.2(1)", _OLD, REFORM),
    Rule(Ground.NO_CONTACT, "JTYPL 2:1.2(2)", _OLD, REFORM),
    Rule(Ground.MISSING_INFORMATION, "JTYPL 2:1.2(3)", _OLD, REFORM),
    Rule(Ground.PLAN_NOT_REPORTED, "JTYPL 2:1.2(4)", _OLD, REFORM),
    Rule(Ground.EXAMINATION_MISSED, "JTYPL 2:1.2(5)", _OLD, REFORM, "commitment"),
    Rule(Ground.FOREIGNERS_PRECONDITION, "JTYPL 2:2.3", _OLD, TRANSFER),
    Rule(Ground.OWN_WISH, "JTYPL 2:2(1)", REFORM, TRANSFER),
    Rule(Ground.MISSING_INFORMATION, "JTYPL 2:2(2)", REFORM, TRANSFER, "information"),
    Rule(Ground.NO_CONTACT, "JTYPL 2:2(3)", REFORM, TRANSFER),
    Rule(Ground.OWN_WISH, "380/2023 § 28(1)", TRANSFER),
    Rule(Ground.MISSING_INFORMATION, "380/2023 § 28(2)", TRANSFER, restart_needs="information"),
    Rule(Ground.NO_CONTACT, "380/2023 § 28(3)", TRANSFER),
    Rule(Ground.FOREIGNERS_PRECONDITION, "380/2023 § 28.3", TRANSFER),
)


def rule_of(ground: Ground, last_day: date) -> Rule | None:
    """The ground as it stands for a search whose last day this is; ``None`` if the act did not know it then."""
    return next((rule for rule in RULES if rule.ground is ground and rule.since <= last_day < rule.until), None)


def state_after(ground: Ground | None, last_day: date | None, day: date) -> State:
    """The state on a day of somebody whose latest search began by then.

    Args:
        ground, last_day: of the latest search; ``None`` while it goes on.
        day: the day asked about.
    """
    if ground is None or last_day is None or day <= last_day:
        return State.VALID
    rule = rule_of(ground, last_day)
    return rule.state if rule else State.LAPSED
