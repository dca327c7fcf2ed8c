"""1:6, the six months beside a business and the lock-in of 2:5.4, once more: plain Python, day by day, from the digest.

Written before the provisions and without reading them. It knows complete cases only: every value is there. Percentages
are exact fractions. Readings are named as the switches are, with one option each.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

Row = dict[str, Any]
FOREVER = date(2079, 1, 1)
NEW_LAW = date(2019, 7, 1)
ONE = timedelta(days=1)


def on(day: Any) -> date:
    """A day of a case."""
    return day if isinstance(day, date) else date.fromisoformat(day)


def last(row: Row) -> date:
    """The last day of a row."""
    return on(row.get("through", FOREVER))


def covers(row: Row, day: date) -> bool:
    """Whether the day is one of the row's."""
    return on(row["from"]) <= day <= last(row)


def months_later(day: date, months: int) -> date:
    """The day with the same number, or the last day of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first.replace(day=1) + timedelta(days=day.day - 1), following - ONE)


# --- 1:6 ------------------------------------------------------------------------------------------------------------


def holding(share: Row, of: str, own_only: bool, how: str) -> Fraction:
    """Capital or votes in percent: own, or own and the family's together, with what a company in between holds."""
    own, family = Fraction(share[of]), Fraction(share[f"family_{of}"])
    mine, theirs = Fraction(share.get("own_of_intermediary", 0)), Fraction(share.get("family_of_intermediary", 0))
    counts = mine + theirs >= 50
    direct = own if own_only else own + family
    if not counts:
        return direct
    between = Fraction(share.get("intermediary_holds", 0))
    part = mine if own_only else mine + theirs
    if how == "whole":
        return direct + (between if part >= 50 else 0)
    return direct + between * part / 100


def owns_something(share: Row) -> bool:
    """Since July 2019 the family's holding counts only together with one's own."""
    mine, theirs = Fraction(share.get("own_of_intermediary", 0)), Fraction(share.get("family_of_intermediary", 0))
    between = Fraction(share.get("intermediary_holds", 0)) > 0 and mine > 0 and mine + theirs >= 50
    return Fraction(share["capital"]) > 0 or Fraction(share["votes"]) > 0 or between


def is_entrepreneur(share: Row, form: str, readings: dict[str, str]) -> bool:
    """TTL 1:6 of one stretch of unchanged holding and position."""
    if form == "sole_trader" or share["insured_as"] in ("yel", "myel"):
        return True
    if form != "limited_company":
        raise ValueError("only an official can say")
    old = last(share) < NEW_LAW
    how = readings["indirect_holding"]
    together_counts = old or owns_something(share) or readings["family_member_without_share"] == "entrepreneur"
    for of in ("capital", "votes"):
        own = holding(share, of, True, how)
        both = holding(share, of, False, how)
        if share["leading_position"] and own >= 15:
            return True
        if share["leading_position"] and both >= 30 and together_counts:
            return True
        if own >= 50 or (both >= 50 and together_counts):
            return True
    return False


# --- 2:5.2 and 2:5.4 -------------------------------------------------------------------------------------------------


def shown_secondary_on(business: Row, jobs: list[Row]) -> list[date]:
    """Days on which six months of full-time work, begun beside the business and not connected with it, are full."""
    days = []
    for job in jobs:
        begun = on(job["from"])
        reached = months_later(begun, 6)
        unrelated = job["hours_share"] > 80 and "connected_business" not in job
        both_ran = covers(business, begun) and begun > on(business["from"]) and last(job) >= reached - ONE
        if unrelated and both_ran and last(business) >= reached - ONE:
            days.append(reached)
    return days


def locked_in(case: Row, business: Row, readings: dict[str, str]) -> set[date]:
    """Days on which the person is held to work full-time in this business.

    From an official's finding on; until the business is over, or work beside it shows otherwise; on no day on which
    holding and position make no entrepreneur.
    """
    facts = case["facts"]
    mine = [row for row in facts.get("business_share", []) if row["business"] == business["id"]]
    over = min(
        (
            on(row["bankruptcy_on"]) + ONE
            for row in facts.get("business_closing", [])
            if row["business"] == business["id"]
        ),
        default=FOREVER,
    )
    shown = shown_secondary_on(business, facts.get("employment", []))
    found: set[date] = set()
    for finding in facts.get("business_workload", []):
        if finding["business"] != business["id"] or finding["value"] != "full_time":
            continue
        first = on(finding["from"])
        until = min([over, *(day for day in shown if day > first)])
        found |= set(each(first, min(until, on(case["asked"]["through"]) + timedelta(days=30))))
    employee = [row for row in mine if not is_entrepreneur(row, business["form"], readings)]
    return {day for day in found if not any(covers(row, day) for row in employee)}


def each(first: date, until: date) -> Iterator[date]:
    """Every day from the first up to the other."""
    day = first
    while day < until:
        yield day
        day += ONE


def longer_than_two_weeks(days: set[date]) -> set[date]:
    """The whole stretches of more than fourteen days."""
    kept: set[date] = set()
    for day in sorted(days):
        if day - ONE in days:
            continue
        stretch = [day]
        while stretch[-1] + ONE in days:
            stretch.append(stretch[-1] + ONE)
        kept |= set(stretch) if len(stretch) > 14 else set()
    return kept


def no_right_days(case: Row, readings: dict[str, str]) -> set[date]:
    """The days asked about that a business or a full-time job takes."""
    facts = case["facts"]
    in_business: set[date] = set()
    for business in facts.get("business", []):
        in_business |= locked_in(case, business, readings)
    at_work = {
        day
        for job in facts.get("employment", [])
        if job["hours_share"] > 80
        for day in each(on(job["from"]), min(last(job), on(case["asked"]["through"]) + timedelta(days=30)) + ONE)
    }
    barred = longer_than_two_weeks(in_business) | longer_than_two_weeks(at_work)
    return {day for day in each(on(case["asked"]["from"]), on(case["asked"]["through"]) + ONE) if day in barred}
