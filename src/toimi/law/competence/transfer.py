"""Who is to be transferred to a trial municipality (act 1269/2020, sections 2, 4, 5 and 24), by the version of the day.

Meeting the criteria makes nobody a customer: the office transfers, and the municipality receives the notice. What is not
known is never guessed: the answer is then not known either, with the names of what would decide it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from toimi.law.competence.municipalities import MUNICIPALITIES
from toimi.law.competence.table import LADDER, TRANSFER, TRIALS_BEGIN, TRIALS_OF_ALL

CHANGE_SECURITY = date(2023, 1, 1)
"""The first day of 671/2022, and the first day of notice that it reaches."""
PERMITS = date(2023, 3, 1)
"""The first day of 149/2023."""
SEARCH_BEFORE, TRANSFERRED_BY = date(2021, 2, 28), date(2021, 3, 31)
"""Searches begun by the first day are transferred by the second (section 24.1)."""


class Status(StrEnum):
    """What a job seeker is on the day; unemployed as section 2(1) of the trial act says it, not as TTL 2:1."""

    UNEMPLOYED = "unemployed"
    SUBSIDISED = "subsidised"
    IN_SERVICE = "in_service"
    AT_RISK = "at_risk"
    """Not unemployed, and at risk of becoming so within two weeks."""
    OTHER = "other"


class Registration(StrEnum):
    """As what the person has registered."""

    NONE = "none"
    JOB_SEEKER = "job_seeker"
    AT_RISK = "at_risk"
    UNEMPLOYED = "unemployed"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a person on a day; ``None`` is not known.

    Attributes:
        home_municipality, place_of_residence: three digits; blank if there is none.
        meets_earnings_related: the conditions of TTL 5:2.1 or 5:6.1.
        is_immigrant: by act 1386/2010, section 3(3).
        is_foreign_language: registered mother tongue other than Finnish, Swedish or Sámi.
        has_permit_110: residence permit by the Aliens Act (301/2004), section 110.
        dismissed_for_economic_reasons: given notice on economic or production grounds (JTYPL 5a:2.1(1)).
        notice_on: the day of that notice.
        five_years_with_employer: by that day, with interruptions of 30 days at most (JTYPL 5a:2.1(3)).
    """

    registered_as: Registration | None = None
    status: Status | None = None
    home_municipality: str | None = None
    birth_date: date | None = None
    meets_earnings_related: bool | None = None
    is_immigrant: bool | None = None
    is_foreign_language: bool | None = None
    has_permit_110: bool | None = None
    place_of_residence: str | None = None
    dismissed_for_economic_reasons: bool | None = None
    notice_on: date | None = None
    five_years_with_employer: bool | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether something holds.

    Attributes:
        holds: ``None`` if what is known does not say.
        because: citations of what decided.
        asks: what would decide it, as fields of ``Known``; ``trial_of_municipality`` is whether a municipality that is
            not of this region was in a trial.
    """

    holds: bool | None
    because: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


def all_of(*parts: Finding) -> Finding:
    """One that does not hold decides; else what is not known leaves it open."""
    return next((part for part in parts if part.holds is False), None) or _together(True, parts)


def any_of(*parts: Finding) -> Finding:
    """One that holds decides: alternatives are alternatives."""
    return next((part for part in parts if part.holds), None) or _together(False, parts)


def _together(holds: bool, parts: tuple[Finding, ...]) -> Finding:
    asks = tuple(dict.fromkeys(name for part in parts if part.holds is None for name in part.asks))
    if asks:
        return Finding(None, asks=asks)
    return Finding(holds, tuple(dict.fromkeys(place for part in parts for place in part.because)))


def _said(value: bool | None, name: str, *because: str) -> Finding:
    return Finding(None, asks=(name,)) if value is None else Finding(value, because)


def candidate(known: Known, day: date) -> Finding:
    """Whether the person is to be transferred to a trial municipality, on a day."""
    if not TRIALS_BEGIN <= day < TRANSFER:
        return Finding(False, ("1269/2020 § 23 (287/2022)",))
    return all_of(_registered(known, day), any_of(by_home(known, day), by_permit(known, day)), _stays(known, day))


def municipality(known: Known, day: date) -> str | None:
    """Code of the municipality to which a candidate is transferred; ``None`` for one who is not, or perhaps not."""
    if not candidate(known, day).holds:
        return None
    return known.home_municipality if by_home(known, day).holds else known.place_of_residence


def _registered(known: Known, day: date) -> Finding:
    enough, act = set(Registration) - {Registration.NONE}, "421/2021"
    if day < TRIALS_OF_ALL:
        enough, act = {Registration.UNEMPLOYED}, "1269/2020"
    elif day >= LADDER:
        enough, act = {Registration.UNEMPLOYED, Registration.AT_RISK}, "1381/2021"
    said = known.registered_as
    return _said(None if said is None else said in enough, "registered_as", f"1269/2020 § 4.2 ({act})")


def by_home(known: Known, day: date) -> Finding:
    """Home municipality in a trial, the status, and either of the two groups of section 4.1."""
    born = known.birth_date
    young = None if born is None else day < birthday(born, 30)
    lacks = None if known.meets_earnings_related is None else not known.meets_earnings_related
    return all_of(
        _in_trial(known.home_municipality, "home_municipality", "1269/2020 § 4.1"),
        _has_status(known.status, day),
        any_of(
            _said(lacks, "meets_earnings_related", "1269/2020 § 4.1(1)"),
            _said(young, "birth_date", "1269/2020 § 4.1(2)"),
            _said(known.is_immigrant, "is_immigrant", "1269/2020 § 4.1(2)"),
            _said(known.is_foreign_language, "is_foreign_language", "1269/2020 § 4.1(2)"),
        ),
    )


def by_permit(known: Known, day: date) -> Finding:
    """From March 2023: a permit of section 110, and the place of residence in a trial, whatever the home municipality."""
    if day < PERMITS:
        return Finding(False, ())
    place = "1269/2020 § 4 (149/2023)"
    return all_of(
        _said(known.has_permit_110, "has_permit_110", place),
        _in_trial(known.place_of_residence, "place_of_residence", place),
    )


def change_security(known: Known, day: date) -> Finding:
    """Whether the person belongs with the TE office: given notice in 2023 or later, at 55 or older, after five years."""
    place = "1269/2020 § 5 (671/2022); JTYPL 5a:2.1(1)–(3)"
    if day < CHANGE_SECURITY:
        return Finding(False, (place,))
    late = None if known.notice_on is None else known.notice_on >= CHANGE_SECURITY
    return all_of(
        _of_55(known, day, place),
        _said(known.dismissed_for_economic_reasons, "dismissed_for_economic_reasons", place),
        _said(late, "notice_on", place),
        _said(known.five_years_with_employer, "five_years_with_employer", place),
    )


def _of_55(known: Known, day: date, place: str) -> Finding:
    """At 55 by the day of notice, which no later birthday mends."""
    if known.birth_date is None:
        return Finding(None, asks=("birth_date",))
    reached = birthday(known.birth_date, 55)
    if reached > day:
        return Finding(False, (place,))
    return _said(None if known.notice_on is None else reached <= known.notice_on, "notice_on", place)


def _stays(known: Known, day: date) -> Finding:
    """Nobody with change security is transferred."""
    kept = change_security(known, day)
    if kept.holds is None:
        return kept
    return Finding(False, kept.because) if kept.holds else Finding(True)


def _in_trial(code: str | None, name: str, place: str) -> Finding:
    if code is None:
        return Finding(None, asks=(name,))
    if code and code not in MUNICIPALITIES:
        return Finding(None, asks=("trial_of_municipality",))
    if not code:
        return Finding(False, (place,))
    return Finding(MUNICIPALITIES[code][1] is not None, (place, "1269/2020 § 3(10)"))


def _has_status(status: Status | None, day: date) -> Finding:
    if status is None:
        return Finding(None, asks=("status",))
    if status is Status.AT_RISK:
        return Finding(day >= LADDER, ("1269/2020 § 4.1 (1381/2021)",))
    return Finding(status is not Status.OTHER, ("1269/2020 § 4.1",))


def birthday(born: date, years: int) -> date:
    """The day on which so many years are full; of 29 February, 28 February in other years."""
    last = 28 if (born.month, born.day) == (2, 29) else born.day
    year = born.year + years
    is_leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return date(year, born.month, born.day if is_leap else last)


def due_by(search_began: date) -> date | None:
    """The last day for the transfer of somebody whose search began before the trials; ``None`` if it began later."""
    return TRANSFERRED_BY if search_began <= SEARCH_BEFORE else None
