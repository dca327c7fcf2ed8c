"""The words of the table: who issues, must or may, on which condition, by when, and what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from toimi.law.competence.places import Places


class Issuer(StrEnum):
    """Kinds of organisation that give statements."""

    TE_OFFICE = "te_office"
    UUSIMAA_TE_OFFICE = "uusimaa_te_office"
    CUSTOMER_SERVICE_CENTRE = "customer_service_centre"
    TRIAL_MUNICIPALITY = "trial_municipality"
    EMPLOYMENT_AUTHORITY = "employment_authority"
    KEHA = "keha"
    ALAND_AUTHORITY = "aland_authority"


class Duty(StrEnum):
    """Whether the statement is the issuer's task, or one that it is free to give."""

    MUST = "must"
    MAY = "may"


class Condition(StrEnum):
    """What the matter itself must be like: an official sees it, the client's data do not say it."""

    NO_DISCRETION = "no_discretion"
    OWN_TASK = "own_task"
    SAME_TASK = "same_task"
    STATES_ON_ITS_LIST = "states_on_its_list"
    SMALL_STUDIES = "small_studies"
    UNDER_25_HOURS = "under_25_hours"
    AT_MOST_THREE_MONTHS = "at_most_three_months"
    BELOW_SCOPE = "below_scope"
    CONDUCT_BEFORE_MAY_2022 = "conduct_before_may_2022"
    CONDUCT_FROM_MAY_2022 = "conduct_from_may_2022"
    EARNINGS_RELATED = "earnings_related"


@dataclass(frozen=True, slots=True)
class Deadline:
    """So many calendar days from the day on which the clarification came or its due date passed.

    Attributes:
        days: the length; the first day is the day after the start.
        source: the decree.
        special_reason: whether nature, extent or a special reason of the matter may make it longer.
    """

    days: int
    source: str
    special_reason: bool = False


@dataclass(frozen=True, slots=True)
class Whose:
    """For whose client: each field that is not ``None`` must be so."""

    is_trial_customer: bool | None = None
    in_labour_market_training: bool | None = None
    aland: bool | None = False
    municipalities: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days of issue, from the first to the day before the last; without a last they have no end."""

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of competence."""

    issuer: Issuer
    duty: Duty
    places: Places
    days: Stretch
    source: str
    deadline: Deadline | None
    whose: Whose = Whose()
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """What the acts at hand do not settle: named, with its reason in the texts, never guessed."""

    name: str
    places: Places
    days: Stretch
    source: str
    whose: Whose = Whose()
