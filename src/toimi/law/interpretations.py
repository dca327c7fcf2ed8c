"""Open readings: choices that the wording leaves open, each named, with its source, and switchable.

The default is what the digest of the law says. ``both`` leaves a day open where the readings differ.
"""

from __future__ import annotations

from toimi.book.book import BOTH, Switch
from toimi.book.words import LAW_AFTER_VERIFICATION

_READINGS = (
    Switch(
        "conduct_day_of_leaving",
        ("notice", "last_day"),
        BOTH,
        "Which day chooses the version of 2a:1 when notice and last day lie on two sides of 2019-07-01 or 2022-05-02: "
        "128/2019 and 1380/2021 speak of conduct before the entry into force and do not say.",
    ),
    Switch(
        "day_of_counting_from",
        ("inclusive", "exclusive"),
        "inclusive",
        "Days counted from an event (lukien) in 2a:4 and in the old 2a:11, 12 and 12a: with the day of the event or from the "
        "day after. Published case law "
        "on the undelayed form counts the day itself; the act on computing statutory time (150/1930) does not.",
    ),
    Switch(
        "layoffs_back_to_back",
        ("two", "one"),
        "two",
        "Two layoffs without a day between them: 172/2020 asks when the layoff began. As recorded they are two.",
    ),
    Switch(
        "reasons_equated_with_layoff",
        ("left_out", "read_in"),
        BOTH,
        "Whether 172/2020 and its successors reach those stopped for a reason equated with layoff (1:5.1(14)), which "
        "the acts do not name.",
    ),
    Switch(
        "two_weeks_of_full_time_work",
        ("stretch", "contract"),
        "stretch",
        "Whether the two weeks of full-time work are counted from the person's unbroken working days or contract by contract.",
    ),
    Switch(
        "job_older_than_the_business",
        ("left_out", "counted"),
        "left_out",
        "Whether six months in a job that began before the business show that a business found full-time is secondary "
        "(2:5.4): the official who found it full-time knew of that job. A job begun beside the business counts.",
    ),
    Switch(
        "right_after_closing",
        ("day_after", "same_day"),
        "day_after",
        "Whether the right begins on the day after a business is closed or own work ended (2:8, 2:9), or on that day: "
        "the acts name the status and not the day.",
    ),
    Switch(
        "second_business_in_four_months",
        ("rest_of_first", "no_protection"),
        "rest_of_first",
        "Whether a second business started while unemployed may use what is left of the four months of the first "
        "(2:5a): the act gives the period once and does not name a second business.",
    ),
    Switch(
        "search_before_15_february_2022",
        ("not_needed", "deadline"),
        BOTH,
        "86/2022: no job search is needed for days to 2022-02-15 (the text), or only a deadline to register (as the "
        "ministry is reported to have read it).",
    ),
    Switch(
        "term_of_neglects",
        ("rolling", "from_first"),
        BOTH,
        "Whether the twelve months of 2a:9–10 are looked back from each neglect (the plain reading) or run from the first "
        "neglect, as Kela has described them.",
    ),
    Switch(
        "counted_calendar_weeks",
        ("whole", "touched"),
        BOTH,
        "Which calendar weeks count towards the twelve of a work obligation and the 21 of 2:16: 7:2 says full weeks, 2a:10.2, "
        "old 2a:14.2 and 2:16 only calendar weeks.",
    ),
    Switch(
        "student_before_matriculation_tests",
        ("since_completing", "since_the_tests"),
        BOTH,
        "Whether one who takes the tests of the matriculation examination (2:11.2) is a full-time student from the completed "
        "studies on, or only from the first test of the term: the act names the end and not the beginning.",
    ),
    Switch(
        "weeks_beside_a_month",
        ("added", "each_once"),
        BOTH,
        "Whether the weeks of a service or a business during a month of the employment condition are added to its four or two "
        "weeks (14:1c), or each calendar week counts once: the act converts the month and does not say which weeks it is.",
    ),
    Switch(
        LAW_AFTER_VERIFICATION,
        ("as_verified", "as_reported"),
        BOTH,
        "Law after 2025-02-21 has not been read in the acts: the verified texts run on, and what has been reported since "
        "(HE 108/2025, HE 112/2025) stands beside them. An official must read the act where they differ.",
    ),
    Switch(
        "neglects_before_march_2026",
        ("not_counted", "counted"),
        BOTH,
        "Whether neglects before 2026-03-01 count in the ladder reported from that day (HE 108/2025): in 2022 earlier "
        "conduct did not, and the transitional rule of 2026 has not been seen.",
    ),
)

SWITCHES = {switch.name: switch for switch in _READINGS}
