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
        "What runs from an event (lukien) in 2a:4, in the old 2a:11, 12, 12a and 14, and in 2:13.2(2)–(3) and 2:14.3: with "
        "the day of the event or from the day after. Published case law "
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
        "indirect_holding",
        ("whole", "multiplied"),
        BOTH,
        "How much of what a company in between holds counts in 1:6.3: all of it, where the person (or the person and the "
        "family) has half of the company, or the part that corresponds to the part in it. The act only says that it counts.",
    ),
    Switch(
        "family_member_without_share",
        ("employee", "entrepreneur"),
        "employee",
        "Whether a family member with no holding and no control is an entrepreneur by the family's holding (1:6.2, 1318/2018): "
        "the holding counts together with one's own, and 5:2.2 of the same act speaks of such persons as employees.",
    ),
    Switch(
        "end_of_a_season",
        ("found", "natural"),
        "found",
        "What decides that the season of a business of at most six months a year is over (2:6.1(3), 2:7.1(1)): an official's "
        "finding that the work ended for it, until work begins again, or the natural season of the trade from year to year.",
    ),
    Switch(
        "day_of_the_small_part",
        ("end_of_work", "each_day"),
        "end_of_work",
        'Which day is "now" when a family member has had less than 15 per cent now and in the two years before (2:7.2): the '
        "day on which the work in the business ended, or each day for which the right is asked.",
    ),
    Switch(
        "year_of_the_other_layoff",
        ("year_before", "either_side"),
        BOTH,
        "On which side of the family member's layoff the year lies in which another employee must be laid off or dismissed "
        "(2:7.1(5)): before it only, or after it too. The act speaks of a reference period of a year.",
    ),
    Switch(
        "right_after_closing",
        ("day_after", "same_day"),
        "day_after",
        "Whether the right begins on the day after a business is closed, own work ended (2:8, 2:9), studies ended (2:11) "
        "or education was completed (2:13.1, 2:13.4, 2:16.1), or on that day: the acts name the status and not the day.",
    ),
    Switch(
        "second_business_in_four_months",
        ("rest_of_first", "no_protection"),
        "rest_of_first",
        "Whether a second business started while unemployed may use what is left of the four months of the first "
        "(2:5a): the act gives the period once and does not name a second business.",
    ),
    Switch(
        "begun_on_first_day_of_unemployment",
        ("protected", "not_protected"),
        BOTH,
        "Whether a business begun on the day after the last day of a full-time job was started while unemployed (2:5a): on "
        "that day the person has no job, and was not yet unemployed on the day before. The act does not say.",
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
        "return_after_the_weeks",
        ("monday", "day_after"),
        "monday",
        "On which day the right returns when weeks in part are full (2a:10.2, old 2a:14.2, 2:16): on the Monday after "
        "the last week, or on the day after the last day that was needed, which is the first counted day of that week. "
        "Of whole weeks both are the Monday.",
    ),
    Switch(
        "supported_study_towards_the_weeks",
        ("counted", "left_out"),
        "counted",
        "Whether full-time studies that are supported with the benefit fill the 12 or 21 weeks (2a:10.2(3), old 2a:14.2, "
        "2:16): the item on services leaves supported study out, and the item on full-time studies does not name it.",
    ),
    Switch(
        "student_before_matriculation_tests",
        ("since_completing", "since_the_tests"),
        BOTH,
        "Whether one who takes the tests of the matriculation examination (2:11.2) is a full-time student from the completed "
        "studies on, or only from the first test of the term: the act names the end and not the beginning.",
    ),
    Switch(
        "silence_about_a_round",
        ("not_neglected", "neglected"),
        "not_neglected",
        "Whether one who has answered for studies and tells of no round of applications has neglected the duty (2:13.1): "
        "silence means no neglect, as of everything a person answers for, or no application. By the latter the days are "
        "open until the round, and the reason for not applying (2:15), are told.",
    ),
    Switch(
        "several_services_on_1_september",
        ("first_to_end", "last_to_end"),
        "first_to_end",
        "Which of several services on 1 September shifts the loss (2:13.3): the section says the service, and the loss "
        "begins when the first of them ends, or when the last does.",
    ),
    Switch(
        "weeks_before_the_loss",
        ("left_out", "counted"),
        "left_out",
        "Whether weeks before the loss began count towards the 21 (2:16): the section speaks of a right that returns, and "
        'does not say "after" as 2a:10.2 does.',
    ),
    Switch(
        "weeks_beside_a_month",
        ("added", "each_once"),
        BOTH,
        "Whether the weeks of a service or a business during a month of the employment condition are added to its four or two "
        "weeks (14:1c), or each calendar week counts once: the act converts the month and does not say which weeks it is.",
    ),
    Switch(
        "month_of_the_conduct",
        ("left_out", "counted"),
        BOTH,
        "Whether a month of the employment condition in which the conduct fell, or in which the loss began, counts towards the "
        "12 or 21 weeks (14:1c, 2a:10.2, old 2a:14.2, 2:16): its work may have been done before, and the month is not divided. "
        "It counts whole, as it ended after the conduct, or not at all.",
    ),
    Switch(
        "months_have_passed",
        ("same_number", "day_after"),
        "same_number",
        'From which day on so many months or years "have passed" (2:5.2, 2:11.3, 2a:9.1(6), 2a:16.2, the three '
        "months of a layoff, the five years of an obligation): from the day with the same number, by analogy with Act "
        "150/1930, or from the day after.",
    ),
    Switch(
        "months_from_the_start",
        ("first_day_counted", "first_day_not_counted"),
        "first_day_counted",
        "Whether months that run from a start (2:5a, 2a:8.1) count the first day as one of them: with it they "
        "end a day earlier.",
    ),
    Switch(
        "months_as_a_measure",
        ("calendar", "thirty_days"),
        "calendar",
        "How days in pieces make months (six months of work beside studies or in the family's business, three months of "
        "earlier short studies): as calendar months, of which the shortest is enough, or as 30 days each.",
    ),
    Switch(
        "more_than_two_weeks",
        ("fifteen_days", "sixteen_days"),
        "fifteen_days",
        '"More than two weeks" (2:1.2, 2:5.1) with the first day counted is 15 days or more; the act on '
        "computing statutory time (150/1930), which does not count it, would make it 16.",
    ),
    Switch(
        "registers_never_entered",
        ("met", "not_met"),
        "met",
        "A register that the business was never in, or an insurance it never had (2:8.1(4)): counts as given "
        "up, or the item cannot be met.",
    ),
    Switch(
        "aged_25_before_the_studies",
        ("day_before", "first_day"),
        "day_before",
        "By which day the person must be 25 for short studies (2:10a, 2:10b: before they begin): the day "
        "before is the wording, the first day is the looser reading of the digest.",
    ),
    Switch(
        "six_months_of_study",
        ("day_before", "same_number"),
        "day_before",
        "The last day of studies of at most six months (2:10a, 2:10b): the day before the one with the same "
        "number, or that day.",
    ),
    Switch(
        "studies_in_periods",
        ("added_up", "first_to_last_day"),
        "added_up",
        "How long studies in periods last (2:10a, 2:10b: six months, and three of earlier ones, continuous or in periods): "
        "the periods added up without the pauses, as the digest proposes, or from the first to the last day.",
    ),
    Switch(
        "short_study_that_became_longer",
        ("as_planned", "on_the_whole"),
        BOTH,
        "Short studies that in fact last more than six months: the conditions are judged on the whole, and "
        "the case is referred; or the plan decides.",
    ),
    Switch(
        "short_study_begun_on_31_december_2018",
        ("included", "left_out"),
        "included",
        'Whether studies begun on the day of entry into force of 1267/2018 are begun "after the entry into '
        'force"; one authority page spoke of studies beginning after that date.',
    ),
    Switch(
        "established_work_before_2023",
        ("any_length", "six_months"),
        "any_length",
        "How long the work beside studies begun before 2023 must have been to count as established (2:10.3): "
        "the text names no length, six months was administrative practice.",
    ),
    Switch(
        "older_studies_from_august_2021",
        ("list_of_2021", "list_of_their_time"),
        "list_of_2021",
        "Which list of full-time studies holds from 2021-08-01 for studies begun before 2018-12-31: 1240/2020 "
        "has no transitional rule except for valma.",
    ),
    Switch(
        "year_of_the_pay_floor",
        ("conduct", "offer", "pay"),
        "conduct",
        "Which year's amount of the indexed pay floor decides (2a:2.1(4), 2a:5–6): the law does not say "
        "whether the year of the offer, of the conduct or of the pay.",
    ),
    Switch(
        "day_of_suspension_from_office",
        ("last_day_of_work", "day_of_the_stop"),
        "last_day_of_work",
        "From which day the days of an official suspended from office are counted (2a:1.2): from the last day "
        "before work and pay stopped, or from the day on which they stop.",
    ),
    Switch(
        "delay_of_a_short_job_refused",
        ("delayed", "at_once"),
        "delayed",
        "Whether the 30 days for refusing a job of at most two weeks (2a:4.1 from 2022-05-02) begin after the "
        "same delay of 30 days as the 45 days.",
    ),
    Switch(
        "protection_after_a_gap",
        ("first_search_only", "every_search"),
        "first_search_only",
        "Whether registering again after a gap begins the protection of skills anew (2a:8.1) without a new "
        "employment condition; doubtful cases go to an official.",
    ),
    Switch(
        "six_months_from_the_interview",
        ("at_the_offer", "at_the_conduct"),
        BOTH,
        "On which day the six months from the initial interview must have passed when an offered job is not "
        "applied for (2a:9.1(6)): at the offer; if they have passed only by the last day for applying, the "
        "case is referred.",
    ),
    Switch(
        "discussion_before_the_layoff",
        ("not_enough", "enough"),
        "not_enough",
        "Whether a job-search discussion held before the layoff is enough to begin the duty of the laid-off to seek "
        "work when three months have passed (JTYPL 3:5.2, 683/2022): one held since it began, or any one.",
    ),
    Switch(
        "missed_supplementary_discussion",
        ("counted", "not_counted"),
        "counted",
        "Whether missing a supplementary discussion is a neglect: 2a:9.1(1) names it only through the "
        "subsections that arrange it, and official guidance counts it.",
    ),
    Switch(
        "costs_nobody_applied_for",
        ("not_granted", "refused"),
        "not_granted",
        "Whether costs count as uncompensated where nobody applied for compensation (2a:14a, 2a:13a): the act asks only "
        "whether it is granted, or the case reads as one of a compensation that was refused.",
    ),
    Switch(
        "discussion_missed_in_summer_2022",
        ("only_those_named", "every_discussion"),
        BOTH,
        "Which discussions 2a:9.1(1) covers from 2022-05-02 to 2022-07-10: it then named only the initial "
        "interview and discussions of a few; 684/2022 corrected it for later conduct.",
    ),
    Switch(
        "epidemic_neglect_found_later",
        ("spared", "counted"),
        BOTH,
        "Whether 11:4e spares a neglect of the plan from the epidemic that was found only after 2021-01-31: "
        "by the law of the day of the conduct, which the digest proposes, or not, since the days are counted "
        "from the finding.",
    ),
    Switch(
        "conduct_of_the_epidemic",
        ("counted", "not_counted"),
        "counted",
        "Whether conduct from 2020-03-16 to 2021-01-31 other than neglects of the plan is repeated conduct (old 2a:14, "
        "11:4e): the act takes away what would build on the neglects that it names, or none of that time counts.",
    ),
    Switch(
        "week_of_the_conduct",
        ("left_out", "counted"),
        "left_out",
        "Whether the calendar week in which the conduct happened, which began before the obligation, can be "
        "one of the twelve: weeks are counted after the conduct.",
    ),
    Switch(
        "interview_of_the_correction",
        ("before_the_conduct", "latest"),
        BOTH,
        "From which initial interview the three months of a correction run (2a:10.3(1)): the last one before the "
        "conduct, or the latest one, also if it was held after the conduct. The act only says the initial interview.",
    ),
    Switch(
        "old_obligation_and_new_neglects",
        ("shields", "does_not"),
        "shields",
        "Whether a work obligation of the law before 2022-05-02 keeps conduct from that day on from being "
        "counted: both laws say that nothing else is applied during an obligation, and neither names the "
        "other's.",
    ),
    Switch(
        "refusal_period_begun_in_an_obligation",
        ("rest_after_it", "none_after_it"),
        BOTH,
        "What becomes of a delayed period for refused work (2a:4) that would begin during a work obligation: "
        "it is not applied during it, and whether the rest revives afterwards is open.",
    ),
    Switch(
        "acts_on_one_day",
        ("several", "one"),
        "several",
        "Whether two acts on one day are two conducts or one (2a:9–10; old 2a:14). The steps of the digest take each "
        "conduct by itself. As one they have one ordinal number, each with the consequence of that number.",
    ),
    Switch(
        "day_with_the_same_number",
        ("within", "outside"),
        "within",
        "Whether an act on the day with the same number is still within the six or twelve months in which acts are "
        "counted together (old 2a:14, 2a:9–10): the digest counts it, and calls it unverified.",
    ),
    Switch(
        "count_after_an_obligation",
        ("goes_on", "begins_anew"),
        "goes_on",
        "Whether the count of acts begins anew once the work obligation that they led to has ended (2a:9–10, old 2a:14): "
        "the terms of twelve and six months are told of acts, and no text says that an obligation clears them.",
    ),
    Switch(
        "neglect_on_a_paid_service_day",
        ("inside", "outside"),
        "inside",
        "Whether a neglect within the 7 or 14 days is outside them when it happens in a service that is paid "
        "in spite of them (10:2.3): 2a:10.4 speaks of time for which there is no right on that ground. The "
        "plain reading of the digest is by the calendar: inside, not counted.",
    ),
    Switch(
        "rest_after_a_paid_service",
        ("bites", "lapses"),
        "bites",
        "Whether what is left of a fixed period after a service that is paid in spite of it takes the benefit again "
        "(10:2.3): the act gives the benefit for the service alone, or the period is over with it. A work obligation "
        "goes on by either reading.",
    ),
    Switch(
        "conduct_in_a_relieved_layoff",
        ("counts_afterwards", "no_consequence"),
        "counts_afterwards",
        "Whether conduct during a layoff that 11:4b freed in 2020 bites with its remaining days after the "
        "layoff, and counts in old 2a:14: the relief is of the time of the layoff, and from the day after it "
        "ordinary law applies.",
    ),
    Switch(
        "acts_that_are_repeated_conduct",
        ("two", "three"),
        "two",
        "How many acts within six months are repeated conduct (old 2a:14): administrative practice is two; "
        "the act does not give the number.",
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
