"""Where the versions of a place are meant to leave days without a text, or to stand side by side; each with its reason."""

from __future__ import annotations

from datetime import date

from toimi.book.book import Book
from toimi.book.checks import Gap, Place
from toimi.days.line import TOP, offset_of

TEMPORARY = ("TTL 11:4b", "TTL 11:4c", "TTL 11:4d", "TTL 11:4e", "TTL 2a:13.4", "JTYPL 2:1.4")
"""Sections that came for a while: outside their days nothing stands there."""
TWINS = {
    ("TTL 11:4b.1", "overlay"),
    ("TTL 11:4c.1", "overlay"),
    ("TTL 10:4.2", "overlay"),
    ("TTL 11:4b.3", "overlay"),
    ("TTL 11:4c.3", "overlay"),
    ("TTL 11:4b.3", "bar"),
    ("TTL 11:4c.3", "bar"),
    ("TTL 2:11.2", "student_to_end_of_term"),
    ("JTYPL 2:1.4", "search_kept"),
}
"""192/2020 and 86/2022 have their grace clause for the job search beside the first subsection; of entrepreneurs one
subsection frees from sections and from a part of 2:5, and speaks of full-time work and of refusing it. 2:11.2 has two
sentences, and 496/2020 adds to 295/2020."""

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


def gap_at(place: Place) -> Gap | None:
    """The gap that is meant at a place, if there is one."""
    if place[0].startswith(TEMPORARY):
        return Gap("a temporary section")
    if place in OF_ONE_LAW:
        first, end = OF_ONE_LAW[place]
        return Gap("the old law to 1 May 2022, or the new law after it", "conduct", first, end)
    return Gap(HOLES[place]) if place in HOLES else None


LISTED = {*OF_ONE_LAW, *HOLES}
"""Every place that is listed one by one."""

LEFT_TO_AN_OFFICIAL = frozenset(
    {
        "full_time_study_before_2013",
        "last_months_of_studies",
        "employers_offer_in_training",
        "laid_off_refused_individual_offer",
        "entrepreneur_refused_individual_offer",
    }
)
"""Names of the texts of which an official decides every day that they may concern."""


def left_open(book: Book) -> frozenset[str]:
    """Keys of the texts that never bite surely: left to an official, or only reported."""
    return frozenset(one.key for one in book.provisions if not one.verified or one.name in LEFT_TO_AN_OFFICIAL)
