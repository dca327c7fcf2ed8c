"""What the law says, day by day, in plain Python: a second reading, made from the digests alone.

Sources (``shared/law``): prerequisites.md ("P"), sanctions.md ("S"), temporary-acts.md ("T"), errata.md ("E") and the
acts. Every function asks one question of one case, in the form of ``examples/*.yaml``; dates may be ISO strings or
``date``. Every fact that a question needs must be in the case: a judgement that is needed and missing is an error.

Three answers for a day that was asked about: no right, right, or open. A day is open where the digests say that the law
can be read in two ways and the two differ: a resignation with its notice and last day on two sides of a change (S 2.1,
E 8), the clause of 15 February 2022 (E 6), and a stop equated with a layoff under 11:4b (T 3.4). Nothing else is
left open: where the digest gives a default marked [I], the default is taken and named at its place.

Law is known from its entry into force (T 2): a question put on ``known_at`` is answered with the acts then in force,
also for later days, and also retroactively when an act reaches back. Facts are always known.

Not covered: 2:2, 2:4, 2:5a, 2:6-2:9 (only the judgement that an activity is over), 2:10 for other goals than a degree,
2:13-2:16, 2a:1.2, 2a:4 and after, and chapter 10.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Case = dict[str, Any]
Row = dict[str, Any]

ONE_DAY = timedelta(days=1)
MARGIN = timedelta(days=31)
"""So far around the days asked must one look to see whether an unbroken stretch exceeds two weeks."""

LABOUR_MARKET_SUBSIDY = "labour_market_subsidy"


# --- Reading a case ---------------------------------------------------------------------------------------------------


def day(value: str | date) -> date:
    """The date, whether it is written or read."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def rows(case: Case, kind: str) -> list[Row]:
    """The facts of a kind."""
    return list(case["facts"].get(kind) or [])


def first(row: Row) -> date:
    """The first day of a state."""
    return day(row["from"])


def last(row: Row) -> date:
    """The last day of a state; a state without an end goes on."""
    return day(row["through"]) if row.get("through") is not None else date.max


def covers(row: Row, d: date) -> bool:
    """Whether the state holds on the day."""
    return first(row) <= d <= last(row)


def days(start: date, end: date) -> list[date]:
    """The days from start to end, both counted."""
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


def asked_days(case: Case) -> list[date]:
    """The days that the case asks about."""
    return days(day(case["asked"]["from"]), day(case["asked"]["through"]))


def days_around(case: Case) -> list[date]:
    """The days asked about and a month on both sides."""
    asked = asked_days(case)
    return days(asked[0] - MARGIN, asked[-1] + MARGIN)


def add_months(d: date, months: int) -> date:
    """The day with the same number, or the last of the month if it has none (S 3.1, P 3.4)."""
    year, month = divmod(d.year * 12 + d.month - 1 + months, 12)
    return date(year, month + 1, min(d.day, monthrange(year, month + 1)[1]))


def number(value: Any) -> Decimal:
    """The exact number."""
    return Decimal(str(value))


def judged(case: Case, kind: str, row: Row, attribute: str) -> Any:
    """What an official has found about a fact; the latest finding holds."""
    findings = [r for r in rows(case, kind) if r["about"] == row["id"]]
    if not findings:
        raise ValueError(f"{kind} about {row['id']} is needed")
    return max(findings, key=lambda r: day(r["on"]))[attribute]


def more_than_two_weeks(chosen: set[date]) -> set[date]:
    """The days that belong to an unbroken stretch of 15 days or more, from its first day (P 3.4 [I] and [S])."""
    kept: set[date] = set()
    for d in sorted(chosen):
        if d - ONE_DAY in chosen:
            continue
        end = d
        while end + ONE_DAY in chosen:
            end += ONE_DAY
        if (end - d).days + 1 >= 15:
            kept.update(days(d, end))
    return kept


# --- Employment and stops of work (1:5.1(3)-(6), (14), 4:1, 4:1a) -----------------------------------------------------


def job_of(row: Row) -> str:
    """Stretches that share a label are one job; a stretch without a label is a job of its own."""
    return row.get("job") or row["id"]


def stretches(case: Case, job: str) -> list[Row]:
    """The stretches of a job, the earliest first."""
    found = [r for r in rows(case, "employment") if job in (job_of(r), r.get("id"))]
    return sorted(found, key=first)


def is_full_time(row: Row) -> bool:
    """Full-time work is above 80 per cent of the sector's maximum hours (1:5.1(4))."""
    return number(row["hours_share"]) > 80


def stops_of_work(case: Case) -> list[Row]:
    """The stops that make a person unemployed though the employment goes on (2:1.2, 4:1(2), 4:1a)."""
    equated = [r for r in rows(case, "equated_stop") if r["ground"] != "office_suspension_health_data"]
    other = [r for r in rows(case, "other_stop") if r["cause"] == "weather" or not r.get("own_terms", False)]
    return rows(case, "layoff") + equated + other


def concerns(case: Case, stop: Row, employment: Row) -> bool:
    """A stop concerns the job it names; without a name, the jobs that began before the stop began."""
    job = job_of(employment)
    if stop.get("job") is not None:
        return stop["job"] in (job, employment.get("id"))
    return first(stretches(case, job)[0]) < first(stop)


def days_of(case: Case, row: Row) -> set[date]:
    """The days of a state among the days asked about and a month on both sides."""
    around = days_around(case)
    return set(days(max(first(row), around[0]), min(last(row), around[-1])))


def working_days(case: Case, employment: Row) -> set[date]:
    """The days of the employment, less those that a stop takes out."""
    stopped = [days_of(case, stop) for stop in stops_of_work(case) if concerns(case, stop, employment)]
    return days_of(case, employment).difference(*stopped)


def full_time_work_over_two_weeks(case: Case) -> set[date]:
    """Days of full-time employment for more than two weeks: the person's working days, whatever the job (2:1.2)."""
    full_time = [working_days(case, r) for r in rows(case, "employment") if is_full_time(r)]
    return more_than_two_weeks(set().union(*full_time))


def hours_cut_by_person(case: Case) -> set[date]:
    """Days of part-time work that rests on the person's own cut of hours (4:1(1)): no two weeks are asked."""
    cut = [r for r in rows(case, "employment") if r.get("hours_cut_by") == "person" and not is_full_time(r)]
    return set().union(*(working_days(case, r) for r in cut))


# --- Business (2:5) ---------------------------------------------------------------------------------------------------


def over_from(case: Case, business: Row) -> date:
    """The day from which an official has found the business ended (2:6-2:9)."""
    found = [day(r["on"]) for r in rows(case, "activity_over") if r["about"] == business["id"]]
    return min(found, default=date.max)


def is_main_occupation(case: Case, business: Row, d: date) -> bool:
    """Full-time from the first day so judged until the business is over (2:5.4): less work alone releases nobody."""
    workload = [r for r in rows(case, "business_workload") if r["business"] == business["id"]]
    begun = min((first(r) for r in workload if r["value"] == "full_time"), default=date.max)
    return begun <= d < over_from(case, business)


def main_occupation_days(case: Case, business: Row) -> set[date]:
    """The days on which a business is the person's main occupation."""
    return {d for d in days_around(case) if is_main_occupation(case, business, d)}


def full_time_business_over_two_weeks(case: Case) -> set[date]:
    """Full-time business for more than two weeks, as 2:1.2 has it since 906/2017, whenever the business began."""
    together = [main_occupation_days(case, b) for b in rows(case, "business")]
    return more_than_two_weeks(set().union(*together))


def full_time_business(case: Case) -> set[date]:
    """2:5.1 and 2:5.4. A business begun before 2017-01-01 bars without the two weeks (1457/2016, E 1)."""
    barred = full_time_business_over_two_weeks(case)
    for business in rows(case, "business"):
        if first(business) < date(2017, 1, 1):
            barred |= main_occupation_days(case, business)
    return barred


# --- The prerequisites of chapter 2 -----------------------------------------------------------------------------------


def not_seeking_full_time_work(case: Case) -> set[date]:
    """2:1.1 and 2:1.4: a job seeker without the goal of full-time work; a partial disability pension frees."""
    partial = [r for r in rows(case, "disability_pension") if r["extent"] == "partial"]
    refused = [r for r in rows(case, "seeks_full_time_work") if not r["value"]]
    return {
        d
        for d in asked_days(case)
        if any(covers(r, d) for r in rows(case, "job_search"))
        and any(covers(r, d) for r in refused)
        and not any(covers(r, d) for r in partial)
    }


def not_job_seeker(case: Case, known_at: date) -> set[date]:
    """2:1.3: no search that day, or, before 1380/2021 (2022-05-02), contact details not complete."""
    return {d for d in asked_days(case) if not is_job_seeker(case, d, known_at)}


def is_job_seeker(case: Case, d: date, known_at: date) -> bool:
    """Whether a search is valid on the day and answers to the text then known (P 5.3)."""
    contact_details_asked = min(d, known_at) < date(2022, 5, 2)
    search = [r for r in rows(case, "job_search") if covers(r, d)]
    return any(r.get("contact_details_complete", True) or not contact_details_asked for r in search)


def full_time_study(case: Case) -> set[date]:
    """2:10.1: a degree, begun 2013-01-01 or later and before 2023-01-01 (P 2.1), through its last day (P 3.4 [I])."""
    degrees = [r for r in rows(case, "study") if r["goal"] in ("polytechnic_degree", "university_degree")]
    listed = [r for r in degrees if date(2013, 1, 1) <= first(r) < date(2023, 1, 1)]
    barring = [r for r in listed if not work_shows_no_obstacle(case, r)]
    return {d for d in asked_days(case) if any(covers(r, d) for r in barring)}


def work_shows_no_obstacle(case: Case, study: Row) -> bool:
    """2:10.3 of 1001/2012: established work during the studies shows that they do not prevent full-time work."""
    if not any(first(r) <= last(study) and first(study) <= last(r) for r in rows(case, "employment")):
        return False
    return bool(judged(case, "work_beside_study", study, "shows_no_obstacle"))


# --- Leaving work (2a:1-2a:3) -----------------------------------------------------------------------------------------

VERSIONS_OF_2A_1 = (
    # from (clock: conduct), days after resigning, days after an end caused by the person
    (date.min, 90, 90),  # 288/2012
    (date(2019, 7, 1), 90, 60),  # 128/2019
    (date(2022, 5, 2), 45, 45),  # 1380/2021: only reprehensible conduct
)
SHORT_JOB = 5
DAYS_AFTER_SHORT_JOB = 30

PAY_LIMITS = {2019: 1211, 2020: 1236, 2021: 1252, 2022: 1283, 2023: 1331, 2024: 1399, 2025: 1430}
"""1,134 euros at the level of each year (S 2.2); earlier years are not in the digest."""


def leaving_work(case: Case, known_at: date) -> set[date]:
    """The days on which 2a:1.1 surely takes the right away, whichever day the conduct is counted from."""
    lost: set[date] = set()
    for end in rows(case, "employment_end"):
        lost |= set.intersection(*lost_after(case, end, known_at))
    return lost


def leaving_work_at_most(case: Case, known_at: date) -> set[date]:
    """The days on which 2a:1.1 takes the right away under at least one reading of the day of conduct."""
    lost: set[date] = set()
    for end in rows(case, "employment_end"):
        lost |= set.union(*lost_after(case, end, known_at))
    return lost


def lost_after(case: Case, end: Row, known_at: date) -> list[set[date]]:
    """For each day of conduct the days lost: "n days after" is the day after the last day and n in all (S 3.1)."""
    over = day(end["on"])
    lengths = [days_lost(case, end, conduct, known_at) for conduct in days_of_conduct(end)]
    return [set(days(over + ONE_DAY, over + timedelta(days=n))) for n in lengths]


def days_of_conduct(end: Row) -> list[date]:
    """The person's own act decides where there was one (E 8); otherwise the notice, over a change either day (S 2.1)."""
    if end.get("act_on") is not None and not left_by_own_choice(end):
        return [day(end["act_on"])]
    notice, over = day(end.get("notice_given_on") or end["on"]), day(end["on"])
    across = any(notice < change <= over for change, *_ in VERSIONS_OF_2A_1)
    return [notice, over] if across else [notice]


def version_of_2a_1(conduct: date, known_at: date) -> tuple[date, int, int]:
    """The text in force at the conduct, of those known: the clock is the conduct, not the benefit day (S 2.1)."""
    return [v for v in VERSIONS_OF_2A_1 if v[0] <= conduct and v[0] <= known_at][-1]


def days_lost(case: Case, end: Row, conduct: date, known_at: date) -> int:
    """How many days of right the end costs (S 5.1); the 30 days come instead of the others."""
    begun, after_resigning, after_own_fault = version_of_2a_1(conduct, known_at)
    if left_by_own_choice(end):
        lost = 0 if has_valid_reason(case, end, conduct, known_at) else after_resigning
    else:
        blamed = caused_by_person(case, end, must_be_reprehensible=begun == date(2022, 5, 2))
        lost = after_own_fault if blamed else 0
    return DAYS_AFTER_SHORT_JOB if lost and number(end["would_have_lasted"]) <= SHORT_JOB else lost


def left_by_own_choice(end: Row) -> bool:
    """Resigned, or rescinded by the employee; of an agreement or a trial period the initiative decides (S 5.1) [I]."""
    if end["manner"] in ("resigned", "rescinded_by_employee"):
        return True
    return end["manner"] in ("agreed", "trial_period") and end["notice_given_by"] == "person"


def caused_by_person(case: Case, end: Row, must_be_reprehensible: bool) -> bool:
    """Whether the person brought the end about; never a fixed term's expiry or an economic ground (S 5.1)."""
    if end["manner"] == "fixed_term_over" or end["ground"] == "economic_or_production":
        return False
    if shielded_by_contest(case, end) or not judged(case, "own_fault", end, "caused"):
        return False
    return not must_be_reprehensible or bool(judged(case, "own_fault", end, "reprehensible"))


def shielded_by_contest(case: Case, end: Row) -> bool:
    """2a:1.3: contested within three months, the dismissal counts only after a final decision of own fault."""
    personal_dismissal = end["manner"] == "dismissed" and end["ground"] == "person"
    if not (personal_dismissal or end["manner"] == "rescinded_by_employer") or end.get("contested_on") is None:
        return False
    if day(end["contested_on"]) > add_months(day(end["on"]), 3):
        return False
    if judged(case, "contest_unfounded", end, "value"):
        return False
    return not (end.get("contest_final_on") is not None and end["contest_result"] == "own_fault")


def has_valid_reason(case: Case, end: Row, conduct: date, known_at: date) -> bool:
    """2a:2 and 2a:3: an accepted reason (2.1(1), (2), 2.2), or one that the dates and amounts themselves show."""
    if judged(case, "valid_reason", end, "accepted"):
        return True
    if end.get("job") is None:
        return False
    return no_regular_work(case, end) or low_pay(case, end, conduct, known_at) or long_commute(case, end)


def terms_at_notice(case: Case, end: Row) -> Row:
    """The stretch of the job in which notice was given."""
    notice = day(end.get("notice_given_on") or end["on"])
    job = stretches(case, end["job"])
    return next((r for r in job if covers(r, notice)), job[-1])


def no_regular_work(case: Case, end: Row) -> bool:
    """2a:2.1(3): no regular work agreed, and no countable work in the 12 calendar weeks right before the notice."""
    if terms_at_notice(case, end)["regular_work_agreed"]:
        return False
    notice = day(end.get("notice_given_on") or end["on"])
    monday = notice - timedelta(days=notice.weekday())
    weeks_start, weeks_end = monday - timedelta(weeks=12), monday - ONE_DAY
    return not any(first(r) <= weeks_end and last(r) >= weeks_start for r in rows(case, "counted_work"))


def low_pay(case: Case, end: Row, conduct: date, known_at: date) -> bool:
    """2a:2.1(4): full-time work (no adjusted benefit) paid less than 1,134 euros, of the year of the conduct [I]."""
    terms = terms_at_notice(case, end)
    year = min(conduct, known_at).year  # the amount of a year is known from its January
    return is_full_time(terms) and number(terms["pay_month"]) < PAY_LIMITS[year]


def long_commute(case: Case, end: Row) -> bool:
    """2a:3: the daily way exceeds 3 hours in full-time work, 2 hours in part-time work."""
    limit = 180 if is_full_time(terms_at_notice(case, end)) else 120
    long = [r for r in rows(case, "commute") if r["job"] == end["job"] and number(r["minutes_a_day"]) > limit]
    begun = first(stretches(case, end["job"])[0])
    notice = day(end.get("notice_given_on") or end["on"])
    return any(r["cause"] != "from_the_start" or notice <= add_months(begun, 3) for r in long)


# --- The temporary acts: which text on which day, as known on which day (T 2) -----------------------------------------

Act = tuple[list[tuple[str, date, date]], list[tuple[date, date]]]
"""The texts (name, first day, known from) of an act, and its successive ends (known from, last day)."""

LAYOFF_ACT: Act = (
    [
        ("V1", date(2020, 3, 16), date(2020, 4, 1)),  # 172/2020
        ("V2", date(2020, 8, 1), date(2020, 8, 1)),  # 494/2020
        ("V3", date(2021, 1, 1), date(2021, 1, 1)),  # 1142/2020
    ],
    [
        (date(2020, 4, 1), date(2020, 7, 31)),  # 172/2020
        (date(2020, 8, 1), date(2020, 12, 31)),  # 492/2020
        (date(2021, 1, 1), date(2021, 12, 31)),  # 1140/2020
    ],
)
ENTREPRENEUR_ACTS: list[Act] = [
    (
        [
            ("V1", date(2020, 3, 16), date(2020, 4, 8)),  # 192/2020
            ("V2", date(2020, 8, 1), date(2020, 8, 1)),  # 494/2020
        ],
        [
            (date(2020, 4, 8), date(2020, 6, 30)),  # 192/2020
            (date(2020, 7, 1), date(2020, 12, 31)),  # 493/2020
            (date(2021, 1, 1), date(2021, 3, 31)),  # 1141/2020
            (date(2021, 4, 1), date(2021, 6, 30)),  # 232/2021
            (date(2021, 7, 1), date(2021, 9, 30)),  # 548/2021
        ],
    ),
    ([("V3", date(2021, 10, 1), date(2021, 10, 11))], [(date(2021, 10, 11), date(2021, 11, 30))]),  # 861/2021
    ([("V4", date(2022, 1, 1), date(2022, 1, 31))], [(date(2022, 1, 31), date(2022, 2, 28))]),  # 86/2022
]
INCOME_LIMITS = {"V1": "1089.67", "V2": "1089.67", "V3": "1089.67", "V4": "1103.92"}


def text_on(act: Act, d: date, known_at: date) -> str | None:
    """The text of a temporary act that governs a day, as known on ``known_at``: the last one begun, if not ended."""
    texts, ends = act
    end = [last_day for since, last_day in ends if since <= known_at]
    begun = [name for name, first_day, since in texts if first_day <= d and since <= known_at]
    return begun[-1] if begun and end and d <= end[-1] else None


# --- Laid-off persons: 11:4b of 172, 494 and 1142/2020 (T 3) ----------------------------------------------------------


def layoff_relief(case: Case, known_at: date) -> dict[date, str]:
    """For each day freed by 11:4b the text that frees it: V1, V2 or V3. Layoffs of any extent (T 3.3)."""
    return relief_of(case, rows(case, "layoff"), known_at)


def relief_of(case: Case, stops: list[Row], known_at: date) -> dict[date, str]:
    """The days of the stops begun 2020-03-16 or later; each row is a layoff of its own, also back to back (T 3.4)."""
    freeing = [r for r in stops if first(r) >= date(2020, 3, 16)]
    texts = {d: text_on(LAYOFF_ACT, d, known_at) for d in asked_days(case) if any(covers(r, d) for r in freeing)}
    return {d: text for d, text in texts.items() if text}


def layoff_relief_at_most(case: Case, known_at: date) -> dict[date, str]:
    """The same when a reason equated with layoff is read as a layoff, which 11:4b leaves open (T 3.4)."""
    equated = [r for r in rows(case, "equated_stop") if r["ground"] != "office_suspension_health_data"]
    return relief_of(case, rows(case, "layoff") + equated, known_at)


# --- Entrepreneurs: 11:4c of 192 and 494/2020 and 861/2021, 11:4b of 86/2022 (T 4) ------------------------------------


def entrepreneur_relief(case: Case, known_at: date) -> dict[date, str]:
    """For each day freed, for labour market subsidy, the text that frees it: V1 to V4.

    "open" on a day of V4 through 2022-02-15 when the person is no job seeker and the two readings of the clause differ.
    """
    relief: dict[date, str] = {}
    for d in asked_days(case):
        text = entrepreneur_text_on(d, known_at)
        if text and hit_by_disease(case, d, Decimal(INCOME_LIMITS[text])):
            relief[d] = "open" if text == "V4" and clause_of_2022_is_open(case, d, known_at) else text
    return relief


def entrepreneur_text_on(d: date, known_at: date) -> str | None:
    """The text of the three acts that governs the day; none in December 2021."""
    return next((text for act in ENTREPRENEUR_ACTS if (text := text_on(act, d, known_at))), None)


def hit_by_disease(case: Case, d: date, limit: Decimal) -> bool:
    """Whether the person's main occupation is business, and every such business has ended in the sense of the act.

    With two businesses, one not hit, 2:5.1 bars because of the other: so all must be hit [I].
    """
    businesses = [b for b in rows(case, "business") if is_main_occupation(case, b, d)]
    return bool(businesses) and all(work_ended(case, b, d) or income_below(case, b, d, limit) for b in businesses)


def work_ended(case: Case, business: Row, d: date) -> bool:
    """Subs. 1: the work in the business has ended because of the disease, from the day after its last day."""
    work = [r for r in rows(case, "work_in_business") if r["business"] == business["id"]]
    ended = bool(work) and all(last(r) < d for r in work)
    return ended and max(work, key=last)["end_cause"] == "disease"


def income_below(case: Case, business: Row, d: date, limit: Decimal) -> bool:
    """Subs. 2: the calendar month's [I] income for each working entrepreneur is less than the limit, by the disease."""
    month = [r for r in rows(case, "business_income") if r["business"] == business["id"] and covers(r, d)]
    return any(
        number(r["amount"]) < limit * number(r["entrepreneurs_working"]) and r["fell_because_of_disease"] for r in month
    )


def search_begins_later(case: Case, d: date, by: date) -> bool:
    """Whether a search begins after the day, on the last day of grace at the latest."""
    return any(d < first(r) <= by for r in rows(case, "job_search"))


def clause_of_2022_is_open(case: Case, d: date, known_at: date) -> bool:
    """Text: no search is asked through 2022-02-15. Ministry: register by then. They differ if he did not (E 6)."""
    if d > date(2022, 2, 15) or is_job_seeker(case, d, known_at):
        return False
    return not search_begins_later(case, d, date(2022, 2, 15))


def search_waived(case: Case, d: date, text: str) -> bool:
    """The clauses of 15 April 2020 and 15 February 2022: days before a search that began in time."""
    if text == "V4":
        return d <= date(2022, 2, 15) and search_begins_later(case, d, date(2022, 2, 15))
    return text in ("V1", "V2") and search_begins_later(case, d, date(2020, 4, 15))


# --- The whole answer -------------------------------------------------------------------------------------------------


def no_right_days(case: Case, known_at: date, benefit: str) -> set[date]:
    """The days asked on which there is no right, even in the mildest reading."""
    return barred_days(case, known_at, benefit, mild=True)


def right_days(case: Case, known_at: date, benefit: str) -> set[date]:
    """The days asked on which there is a right, even in the strictest reading."""
    return set(asked_days(case)) - barred_days(case, known_at, benefit, mild=False)


def open_days(case: Case, known_at: date, benefit: str) -> set[date]:
    """The days asked on which two readings differ."""
    decided = no_right_days(case, known_at, benefit) | right_days(case, known_at, benefit)
    return set(asked_days(case)) - decided


def barred_days(case: Case, known_at: date, benefit: str, mild: bool) -> set[date]:
    """The days asked on which at least one ground bars, when every open point is read mildly or strictly."""
    grounds = grounds_of(case, known_at, mild)
    layoff = layoff_relief_at_most(case, known_at) if mild else layoff_relief(case, known_at)
    entrepreneur = entrepreneur_relief(case, known_at) if benefit == LABOUR_MARKET_SUBSIDY else {}
    barred: set[date] = set()
    for d in asked_days(case):
        bars = {ground for ground, its_days in grounds.items() if d in its_days}
        kept = bars - freed_from(case, d, layoff.get(d), entrepreneur.get(d), mild)
        if kept or (FULL_TIME_WORK in bars and full_time_work_bars(layoff.get(d), entrepreneur.get(d))):
            barred.add(d)
    return barred


FULL_TIME_WORK = "2:1.2 full-time work"
SWITCHED_OFF = {"2:1.1", FULL_TIME_WORK, "2:1.2 own cut of hours", "2:1.2 business", "2:5", "2:10"}
"""What 11:4b V1 and V2 (2:1 and 2:4-2:16) and 11:4c (2:1, 2:5.4 and 2:10) switch off; never 2:1.3 or 2a:1."""


def grounds_of(case: Case, known_at: date, mild: bool) -> dict[str, set[date]]:
    """The days of each ground, before the temporary acts."""
    return {
        "2:1.1": not_seeking_full_time_work(case),
        FULL_TIME_WORK: full_time_work_over_two_weeks(case),
        "2:1.2 own cut of hours": hours_cut_by_person(case),
        "2:1.2 business": full_time_business_over_two_weeks(case),
        "2:1.3": not_job_seeker(case, known_at),
        "2:5": full_time_business(case),
        "2:10": full_time_study(case),
        "2a:1": leaving_work(case, known_at) if mild else leaving_work_at_most(case, known_at),
    }


def freed_from(case: Case, d: date, layoff: str | None, entrepreneur: str | None, mild: bool) -> set[str]:
    """The grounds that the temporary acts switch off on a day (T 3.1, 4.2)."""
    freed: set[str] = set()
    if layoff in ("V1", "V2") or entrepreneur is not None:
        freed |= SWITCHED_OFF
    if layoff == "V3":
        freed.add("2:10")
    if entrepreneur is not None and (search_waived(case, d, entrepreneur) or (entrepreneur == "open" and mild)):
        freed.add("2:1.3")
    return freed


def full_time_work_bars(layoff: str | None, entrepreneur: str | None) -> bool:
    """Whether 11:4b.3 or the last sentence of 11:4c.3 bars one in full-time work for more than two weeks."""
    return layoff == "V2" or entrepreneur in ("V2", "V3", "V4", "open")
