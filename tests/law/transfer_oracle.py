"""The criteria of a trial customer read plainly from the digest of the acts, section 4.4, one line after another.

It knows nothing of the code it judges: the sixteen municipalities and the days are written out, and it wants everything
to be known. What is not known it tries out in every way.
"""

from __future__ import annotations

from datetime import date

TRIAL = {
    "564", "072", "139", "244", "425", "436", "859", "494", "678", "625", "748", "009", "208", "483", "563", "977",
}  # fmt: skip


def age(born: date, day: date) -> int:
    """Full years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def status_ok(person: dict[str, object], day: date) -> bool:
    if person["status"] in ("unemployed", "subsidised", "in_service"):
        return True
    return day >= date(2022, 5, 2) and person["status"] == "at_risk"


def group_a(person: dict[str, object], day: date) -> bool:
    born = person["birth_date"]
    assert isinstance(born, date)
    if person["home_municipality"] not in TRIAL or not status_ok(person, day):
        return False
    without_allowance = not person["meets_earnings_related"]
    return bool(without_allowance or age(born, day) < 30 or person["is_immigrant"] or person["is_foreign_language"])


def group_b(person: dict[str, object], day: date) -> bool:
    return day >= date(2023, 3, 1) and bool(person["has_permit_110"]) and person["place_of_residence"] in TRIAL


def registered(person: dict[str, object], day: date) -> bool:
    if day < date(2021, 6, 1):
        return person["registered_as"] == "unemployed"
    if day < date(2022, 5, 2):
        return person["registered_as"] != "none"
    return person["registered_as"] in ("unemployed", "at_risk")


def excluded_55plus(person: dict[str, object], day: date) -> bool:
    born, notice = person["birth_date"], person["notice_on"]
    assert isinstance(born, date)
    assert isinstance(notice, date)
    return bool(
        person["dismissed_for_economic_reasons"]
        and notice >= date(2023, 1, 1)
        and age(born, notice) >= 55
        and person["five_years_with_employer"]
    )


def trial_candidate(person: dict[str, object], day: date) -> bool:
    if not date(2021, 3, 1) <= day < date(2025, 1, 1):
        return False
    fits = (group_a(person, day) or group_b(person, day)) and registered(person, day)
    return fits and not (day >= date(2023, 1, 1) and excluded_55plus(person, day))
