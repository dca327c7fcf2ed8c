"""On what ground a client changes organisation, by whom and on which days (act 1269/2020, section 5; act 383/2023)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from toimi.law.competence.table import TRANSFER, TRIALS_BEGIN, TRIALS_OF_ALL
from toimi.law.competence.transfer import CHANGE_SECURITY
from toimi.law.competence.words import Issuer


class Direction(StrEnum):
    """From whom to whom."""

    TO_TRIAL = "to_trial"
    """From the TE office to the trial municipality."""
    KEPT = "kept"
    """With the TE office, although the criteria are met: a finding, and nobody moves."""
    BACK = "back"
    """From a trial municipality to the TE office."""
    BETWEEN = "between"
    """From a trial municipality to another than that of the home."""
    MOVED = "moved"
    """From a trial municipality to whoever serves the new home municipality."""
    TO_AREA = "to_area"
    """From the TE office or a trial municipality to the employment area of 2025."""


class Ground(StrEnum):
    """Why."""

    CRITERIA = "criteria"
    LANGUAGE = "language"
    """To secure the client's language rights."""
    INEXPEDIENT = "inexpedient"
    """To avoid a client relationship that does not serve the client."""
    SAFETY = "safety"
    """The client's safety."""
    OTHER = "other"
    """Another justified reason."""
    CHANGE_SECURITY = "change_security"
    """Given notice at 55 or older, in 2023 or later."""
    HOME_MOVED = "home_moved"
    TRIALS_END = "trials_end"


class Need(StrEnum):
    """What must be so besides the ground."""

    REQUEST = "request"
    """The client asks for it."""
    SERVICES = "services"
    """It does not endanger the services that the client needs."""
    ACCEPTANCE = "acceptance"
    """The municipality that receives the client accepts."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A ground of a direction, as it stands on some days.

    Attributes:
        by: kinds of organisation that decide it, as ``Issuer`` has them; where there is none, the act itself moves all.
        since, until: half-open.
        needs: all of them.
    """

    direction: Direction
    ground: Ground
    citation: str
    by: frozenset[str]
    since: date
    until: date = TRANSFER
    needs: tuple[Need, ...] = ()


_OFFICE: frozenset[str] = frozenset({Issuer.TE_OFFICE})
_TOWN: frozenset[str] = frozenset({Issuer.TRIAL_MUNICIPALITY})
_ASKED = (Need.REQUEST, Need.SERVICES)
RULES: tuple[Rule, ...] = (
    Rule(Direction.TO_TRIAL, Ground.CRITERIA, "1269/2020 § 5.1", _OFFICE, TRIALS_BEGIN),
    *(
        Rule(Direction.KEPT, ground, "1269/2020 § 5.3", _OFFICE, TRIALS_BEGIN)
        for ground in (Ground.LANGUAGE, Ground.INEXPEDIENT, Ground.OTHER)
    ),
    *(
        rule
        for ground in (Ground.LANGUAGE, Ground.INEXPEDIENT, Ground.SAFETY)
        for rule in (
            Rule(Direction.BACK, ground, "1269/2020 § 5.4 (421/2021)", _OFFICE, TRIALS_OF_ALL, needs=_ASKED),
            Rule(
                Direction.BETWEEN, ground, "1269/2020 § 5.5 (421/2021)", _OFFICE, TRIALS_OF_ALL,
                needs=(*_ASKED, Need.ACCEPTANCE),
            ),
        )
    ),
    Rule(Direction.BACK, Ground.CHANGE_SECURITY, "1269/2020 § 5 (671/2022)", _OFFICE | _TOWN, CHANGE_SECURITY),
    Rule(Direction.MOVED, Ground.HOME_MOVED, "1269/2020 § 5.1", _TOWN, TRIALS_BEGIN),
    Rule(Direction.TO_AREA, Ground.TRIALS_END, "383/2023 §§ 5, 7", frozenset(), TRANSFER, date.max),
)  # fmt: skip
"""Who sends back a client with change security, no text at hand says: the office or the municipality may [I]."""


def rule_of(direction: Direction, ground: Ground, day: date) -> Rule | None:
    """The ground of a direction as it stands on a day; ``None`` if the act did not know it then."""
    found = (rule for rule in RULES if (rule.direction, rule.ground) == (direction, ground))
    return next((rule for rule in found if rule.since <= day < rule.until), None)
