"""Versions of one provision: never two at once, no hole between them, and the edges where one text becomes another."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import product
from typing import Any

import pytest

from toimi.book.expressions import Truth
from toimi.book.provisions import BENEFIT_DAY, Provision
from toimi.days.line import TOP, offset_of
from toimi.law.book import BOOK, VERIFIED_THROUGH

FIRST = offset_of(date(2020, 1, 1))
TODAY = offset_of(date(2026, 11, 24))
TEMPORARY = ("TTL 11:4b", "TTL 11:4c", "TTL 11:4d", "TTL 11:4e", "TTL 2a:13.4", "JTYPL 2:1.4")


def groups(*, verified: bool = True) -> dict[tuple[str, str], list[Provision]]:
    """Texts that stand in one place of the law and do one thing there: those read in the act, or those reported."""
    found: dict[tuple[str, str], list[Provision]] = defaultdict(list)
    for provision in BOOK.provisions:
        if provision.verified is verified:
            found[provision.citation, provision.concludes or provision.role].append(provision)
    return found


def covers(provision: Provision, point: dict[str, int]) -> bool:
    """Whether the text governs where the clocks stand so, as known today."""
    inside = all(
        first <= point[clock] < last for clock, (first, last) in provision.governs.clocks.items() if clock in point
    )
    return inside and point.get(BENEFIT_DAY, FIRST) < provision.end_known_on(TODAY)


def points(versions: list[Provision]) -> list[dict[str, int]]:
    """Every combination of the day before, the day, and the last day of each edge of each clock."""
    clocks = sorted({clock for version in versions for clock in version.governs.clocks})
    edges: dict[str, set[int]] = {clock: {FIRST, TODAY} for clock in clocks}
    for version in versions:
        for clock, (first, last) in version.governs.clocks.items():
            edges[clock] |= {day for day in (first - 1, first, last - 1, last) if 0 <= day < TOP}
        for _, end in version.ends:
            edges.setdefault(BENEFIT_DAY, set()).update({end - 1, end})
    names = sorted(edges)
    return [dict(zip(names, days, strict=True)) for days in product(*(sorted(edges[name]) for name in names))]


@pytest.mark.parametrize("place", sorted(groups()), ids=lambda place: f"{place[0]} {place[1]}")
def test_no_two_texts_of_one_place_govern_together(place: Any) -> None:
    """At every corner of the boxes at most one text holds. Twins by design (one sentence, two bars) are told apart."""
    versions = groups()[place]
    for point in points(versions):
        governing = [version.key for version in versions if covers(version, point)]
        assert len(governing) <= (2 if place in TWINS else 1), (point, governing)


@pytest.mark.parametrize("place", sorted(groups(verified=False)), ids=lambda place: f"{place[0]} {place[1]}")
def test_no_two_reported_texts_of_one_place_govern_together(place: Any) -> None:
    """Reported texts lie over the verified ones, never over each other, and from no day on that has been verified."""
    versions = groups(verified=False)[place]
    for point in points(versions):
        assert len([version for version in versions if covers(version, point)]) <= 1, point
    for version in versions:
        first = max(first for first, _ in version.governs.clocks.values())
        assert first > offset_of(VERIFIED_THROUGH), version.key


TWINS = {
    ("TTL 11:4b.1", "overlay"),
    ("TTL 11:4c.1", "overlay"),
    ("TTL 10:4.2", "overlay"),
    ("TTL 11:4b.3", "bar"),
    ("TTL 11:4c.3", "bar"),
    ("TTL 2:11.2", "student_to_end_of_term"),
    ("JTYPL 2:1.4", "search_kept"),
}
"""192/2020 and 86/2022 have their grace clause for the job search beside the first subsection; of entrepreneurs one
subsection speaks of full-time work and of refusing it. 2:11.2 has two sentences, and 496/2020 adds to 295/2020."""


@pytest.mark.parametrize("place", sorted(groups()), ids=lambda place: f"{place[0]} {place[1]}")
def test_no_hole_from_2020_on(place: Any) -> None:
    """Outside the temporary sections some text governs every benefit day from 2020 on, whatever the other clocks say."""
    versions = groups()[place]
    if place[0].startswith(TEMPORARY) or place in HOLES:
        return
    first, last = OF_ONE_LAW.get(place, (0, TOP))
    for point in points(versions):
        if point.get(BENEFIT_DAY, FIRST) >= FIRST:
            inside = first <= point.get("conduct", first) < last
            assert any(covers(version, point) for version in versions) == inside, point


MAY_2022 = offset_of(date(2022, 5, 2))
OLD, NEW = (0, MAY_2022), (MAY_2022, TOP)
OF_ONE_LAW = {
    **dict.fromkeys([(f"TTL 2a:{section}", "bar") for section in ("9", "10", "11", "12", "12a")], OLD),
    ("TTL 2a:9", "old_absence"): OLD,
    ("TTL 2a:10", "old_plan_refusal"): OLD,
    ("TTL 2a:11", "old_plan_neglect"): OLD,
    ("TTL 2a:12", "old_service_refusal"): OLD,
    ("TTL 2a:12a", "old_service_interruption"): OLD,
    **dict.fromkeys(
        [("TTL 2a:14.2", f"old_obligation_of_{act}_over") for act in ("leaving", "suspension", "refusal", "conduct")],
        OLD,
    ),
    ("TTL 2a:1.1", "left_without_reason"): OLD,
    ("TTL 2a:1.1", "left_blamably"): NEW,
    ("TTL 2a:1.2", "suspended_by_own_fault"): OLD,
    ("TTL 2a:1.2", "suspended_blamably"): NEW,
    ("TTL 2a:9.1", "within_reach_of_neglects"): NEW,
    ("TTL 2a:9.1", "neglect"): NEW,
    **dict.fromkeys(
        [(f"TTL 2a:{place}", "neglect_set_aside") for place in ("12(1)", "12(3)", "13(2)", "13(3)", "14a")], NEW
    ),
    **dict.fromkeys([(f"TTL 2a:{place}", "bar") for place in ("9.1", "10.1(1)", "10.1(2)")], NEW),
    ("TTL 2a:10.2", "obligation_over"): NEW,
}
"""Places of the law before or after 2 May 2022 only, by the day of the conduct: covered there, and nowhere else."""
HOLES = {
    (
        "TTL 2a:2.1(3)",
        "presumed_valid_reason",
    ): "notices from 2024-09-02 on are for an official; before 2018-06-01 none",
    ("TTL 2a:2.1(4)", "presumed_valid_reason"): "the pay rule for leaving began on 2018-06-01",
    ("TTL 1:6.2(4)", "entrepreneur"): "work before July 2019: other entities stood in item 3",
    ("TTL 2:5a.2", "first_four_months"): "only businesses begun from 2018 on",
    ("TTL 2:10a.2", "studies_begun_during_work"): "new in 1131/2022: benefit days from 2023 on",
    ("TTL 2a:5.1", "presumed_reason_to_refuse"): "old scope of the duty: pay and strike stand in 2a:6 from 2022-05-02",
    ("TTL 2a:7", "presumed_reason_to_refuse"): "the commute stood in 2a:6 before 2022-05-02",
    ("TTL 2a:4.1", "individual_offer_refused"): "read by temporary acts that ended before 2022-05-02",
    ("TTL 2:10a.2", "unemployed_for_economic_reasons"): "new in 1131/2022: benefit days from 2023 on",
    ("TTL 2:10.3", "exempted_study"): "studies begun from 2023 on have exceptions of their own in 10 a",
    ("TTL 2:10a.1", "exempted_study"): "studies begun before 2023 have theirs in 10.3",
    ("TTL 2:10.4", "study_set_aside"): "studies begun before 2013 are for an official, from 2023 on see 10 a.3",
    ("TTL 2:10a.3", "study_set_aside"): "studies begun before 2023 have theirs in 10.4",
    ("TTL 2:10a", "short_study"): "1267/2018: studies begun from 2018-12-31 to 2022",
    ("TTL 2:10b.1", "last_months_of_studies"): "1131/2022: studies begun from 2023 on",
    ("TTL 2:10b", "short_study"): "1131/2022: studies begun from 2023 on",
    ("TTL 2:10a.1", "suits_short_study"): "no short studies before 1267/2018; those begun from 2023 on are in 10 b",
    ("TTL 2:10b.1", "suits_short_study"): "1131/2022: studies begun from 2023 on",
    ("TTL 14:1c", "condition_month"): "1300/2023: work done from 2024-09-02 on",
    ("TTL 14:1c", "half_condition_month"): "1300/2023: work done from 2024-09-02 on",
    ("TTL 2a:13a", "neglect_set_aside"): "new in 1271/2020: conduct from 2021-03-01 on; from 2022-05-02 see 14 a",
    ("TTL 2a:15.1", "leaving_set_aside"): "243/2022 to 727/2024: conduct from 2022-07-01 through 2024",
    ("TTL 2a:15.1", "refusal_set_aside"): "243/2022 to 727/2024",
    ("TTL 2a:15.2", "neglect_set_aside"): "243/2022 to 727/2024",
    ("TTL 2a:16.1", "neglect_set_aside"): "669/2022: dismissals from 2023-01-01 on",
    ("TTL 2a:16.2", "neglect_set_aside"): "669/2022: dismissals from 2023-01-01 on",
    ("TTL 2:13.2(2)", "other_place_not_begun"): "1374/2014 does not reach conduct before 2015",
}
"""Places with a hole that is meant, and why."""


def test_a_prolongation_moves_the_end_only_from_its_own_day_on() -> None:
    """172/2020 to 31 July, from 492/2020 to 31 December 2020; 192/2020 through its four prolongations."""
    overlay = next(one for one in BOOK.find("TTL 11:4b.1") if one.act == "172/2020" and one.role == "overlay")
    subsidy = next(
        one for one in BOOK.find("TTL 11:4c.1") if one.act == "192/2020" and one.name == "continuing_work_off"
    )

    def end(provision: Provision, known: str) -> date:
        from toimi.days.line import date_of

        day = date_of(provision.end_known_on(offset_of(date.fromisoformat(known))) - 1)
        assert day is not None
        return day

    assert end(overlay, "2020-04-01") == end(overlay, "2020-07-31") == date(2020, 7, 31)
    assert end(overlay, "2020-08-01") == end(overlay, "2026-11-24") == date(2020, 12, 31)
    known = {
        "2020-04-08": (2020, 6, 30),
        "2020-06-30": (2020, 6, 30),
        "2020-07-01": (2020, 12, 31),
        "2021-01-01": (2021, 3, 31),
    }
    known |= {"2021-04-01": (2021, 6, 30), "2021-07-01": (2021, 9, 30), "2026-11-24": (2021, 9, 30)}
    assert {day: end(subsidy, day) for day in known} == {day: date(*last) for day, last in known.items()}


def test_a_condition_of_rows_is_chosen_by_a_clock_of_the_row() -> None:
    """A condition has no benefit day of its own: such a clock would be ignored silently."""
    conditions = [one for one in BOOK.provisions if isinstance(one.expression, Truth)]
    assert conditions
    assert [one.key for one in conditions if BENEFIT_DAY in one.governs.clocks] == []
