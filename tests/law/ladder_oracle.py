"""The sanctions of chapter 2 a, act by act and day by day, in plain Python: a second reading, from the digests alone.

Sources (``shared/law``): sanctions.md ("S"), prerequisites.md ("P"), errata.md ("E"), and the acts 1380/2021 and
1451/2016. Written without having seen the book (months as weeks, 14:1c, were added later from S 8.2). One case in the form of ``examples/*.yaml``; every conduct needs a
judgement of its reason, and one that is missing is an error.

Covered: the ladder of 2022 (2a:9-10), the fixed periods of the law before (2a:9-12a), repeated conduct (old 2a:14),
2a:1 in its plainest form (90 or 45 days after the last day, and as the first of two acts), the loss of 2:13 from a day
that is given, and the days of a service (10:2.3).

Choices where the digests leave room, each the default of the digest where it has one:

- the twelve months are rolling, ``[D - 12 months, D]`` (S 8.1); ``window="first_neglect"`` is the other reading (E 7);
- an ended obligation does not clear the count (S 8.1); ``anew=True`` is the other reading, for the obligations of either law;
- two acts on one day are two acts (S 8.1, the steps as written);
- a period of 7 or 14 days shields also on days of a service;
- a period under the old 2a:9 or 2a:10 does not shield conduct under the new law;
- a calendar week counts when its Monday is after the conduct; ``begun_weeks=True`` counts the week of the conduct too;
- the first day lost is the day of the act itself in old 2a:11, 12, 12a and 14 (*lukien*: S 3.1, E 4);
- the interview of the cure is the latest initial interview on or before the conduct that was not itself missed.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

Case = dict[str, Any]
Row = dict[str, Any]

ONE_DAY = timedelta(days=1)
NEW_LAW = date(2022, 5, 2)
"""1380/2021: conduct before this day is judged by the law before and never counts in the ladder (S 2.1)."""

OLD_GROUND = {
    "missed_appointment": "TTL 2a:9", "plan_refused": "TTL 2a:10", "survey_refused": "TTL 2a:10",
    "plan_neglected": "TTL 2a:11", "service_refused": "TTL 2a:12", "service_interrupted": "TTL 2a:12a",
}  # fmt: skip
NEW_KINDS = {
    "missed_appointment", "false_information", "plan_refused", "survey_refused", "plan_neglected",
    "search_duty_missed", "offered_job_not_applied", "service_refused", "service_interrupted", "examination_refused",
    "multi_sector_plan_neglected",
}  # fmt: skip
PER_REVIEW_PERIOD = {"plan_neglected", "search_duty_missed", "offered_job_not_applied"}
PROMOTING = {
    "labour_market_training", "supported_study", "integration_study", "integration_literacy_study",
    "job_search_coaching", "career_coaching", "work_trial", "education_trial", "rehabilitative_work",
}  # fmt: skip
NOT_FOR_WEEKS = {"supported_study", "integration_study", "integration_literacy_study"}
DISEASE = (date(2020, 3, 16), date(2021, 1, 31))
"""11:4e: for conduct of these days 2a:11 is not applied, nor does it count in old 2a:14 (S 7.3, 14)."""
ITEM_1A = date(2024, 9, 1)
MONTHS_FROM = date(2024, 9, 2)
"""14:1c, for work done on or after this day (S 8.2, E 2); weeks of other kinds that fall in a month are not covered."""
GAP = (date(2022, 5, 2), date(2022, 7, 10))
"""9.1(1) named only the initial interview (S 15, trap 17)."""


# --- Reading a case ---------------------------------------------------------------------------------------------------


def day(value: str | date) -> date:
    """The date, whether it is written or read."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def rows(case: Case, kind: str) -> list[Row]:
    """The facts of a kind."""
    return list(case["facts"].get(kind) or [])


def through(row: Row) -> date:
    """The last day of a state; a state without an end goes on."""
    return day(row["through"]) if row.get("through") is not None else date.max


def covers(row: Row, d: date) -> bool:
    """Whether the state holds on the day."""
    return day(row["from"]) <= d <= through(row)


def asked_days(case: Case) -> list[date]:
    """The days that the case asks about."""
    first, last = day(case["asked"]["from"]), day(case["asked"]["through"])
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def yes(value: Any) -> bool:
    """A truth, whether YAML has read it or not."""
    return value in (True, "yes")


def add_months(d: date, months: int) -> date:
    """The day with the same number, or the last of the month if it has none (S 3.1)."""
    year, month = divmod(d.year * 12 + d.month - 1 + months, 12)
    return date(year, month + 1, min(d.day, monthrange(year, month + 1)[1]))


def excused(case: Case, row: Row) -> bool:
    """Whether the reason was found valid; the latest judgement holds."""
    found = [r for r in rows(case, "valid_reason") if r["about"] == row["id"]]
    if not found:
        raise ValueError(f"the reason of {row['id']} has not been judged")
    return yes(max(found, key=lambda r: day(r["on"]))["accepted"])


def in_full_time_work(case: Case, d: date) -> bool:
    """Work of more than 80 per cent: then one cannot act against 2a:9 (S 15, trap 24)."""
    return any(covers(r, d) and r["hours_share"] > 80 for r in rows(case, "employment"))


# --- Weeks (2a:10.2, old 2a:14.2, 2:16.1) -----------------------------------------------------------------------------


def counted_day(case: Case, d: date) -> bool:
    """A day of counted work, or of a service that counts."""
    if any(covers(r, d) for r in rows(case, "counted_work") if r.get("unit", "week") == "week"):
        return True
    kinds = PROMOTING - NOT_FOR_WEEKS
    return any(covers(r, d) for r in rows(case, "service") if r["kind"] in kinds)


def months_of_work(case: Case, start_after: date) -> list[tuple[date, int]]:
    """Months after the day: the day after each and the weeks that it holds (14:1c: four, half two; from 2024-09-02)."""
    worth = {"month": 4, "half_month": 2}
    found = [(r, worth[r["unit"]]) for r in rows(case, "counted_work") if r.get("unit", "week") != "week"]
    return [
        (through(r) + ONE_DAY, weeks)
        for r, weeks in found
        if day(r["from"]) > start_after and through(r) >= MONTHS_FROM
    ]


def after_weeks_and_months(case: Case, start_after: date, wanted: int, begun_weeks: bool) -> date:
    """The first day after as many weeks as are wanted, in weeks and in months that have ended (S 8.2)."""
    months = sorted(months_of_work(case, start_after))
    ends = [after_weeks(case, start_after, wanted, begun_weeks)]
    for number in range(1, len(months) + 1):
        rest = wanted - sum(weeks for _, weeks in months[:number])
        by_months = months[number - 1][0]
        ends.append(max(by_months, after_weeks(case, start_after, rest, begun_weeks)) if rest > 0 else by_months)
    return min(ends)


def after_weeks(case: Case, start_after: date, wanted: int, begun_weeks: bool) -> date:
    """The Monday after that many counted weeks, all after the day; never, if there are not so many."""
    starts = [day(r["from"]) for kind in ("counted_work", "service") for r in rows(case, kind)]
    ends = [min(through(r), date(2040, 1, 1)) for kind in ("counted_work", "service") for r in rows(case, kind)]
    if not starts:
        return date.max
    monday = start_after - timedelta(days=start_after.weekday())
    if not begun_weeks:
        monday += timedelta(days=7)
    number = 0
    while monday <= max(ends):
        if all(counted_day(case, monday + timedelta(days=n)) for n in range(7)):
            number += 1
            if number == wanted:
                return monday + timedelta(days=7)
        monday += timedelta(days=7)
    return date.max


# --- The course of events ---------------------------------------------------------------------------------------------


@dataclass
class Bar:
    """Days without right on one ground; the end is the first day after them."""

    ground: str
    start: date
    end: date

    def on(self, d: date) -> bool:
        """Whether the day is barred."""
        return self.start <= d < self.end


@dataclass
class Course:
    """What has happened so far, act by act."""

    case: Case
    window: str = "rolling"
    begun_weeks: bool = False
    anew: bool = False
    bars: list[Bar] = field(default_factory=list)
    counted: list[date] = field(default_factory=list)
    anchor: date | None = None
    merged: set[str] = field(default_factory=set)
    old_acts: list[date] = field(default_factory=list)

    def barred(self, d: date, *grounds: str) -> bool:
        """Whether a bar on one of the grounds runs on the day."""
        return any(bar.on(d) for bar in self.bars if bar.ground in grounds)

    def shielded(self, d: date) -> bool:
        """During an obligation or the loss of 2:13 nothing of chapter 2 a is applied (2a:10.4, old 2a:14.4, 2:16.2)."""
        return self.barred(d, "TTL 2a:10.1(2)", "TTL 2a:14", "TTL 2:13")

    def since(self, ground: str, d: date) -> date:
        """From which day acts are remembered: the end of the last obligation, if it clears the count."""
        ended = [bar.end for bar in self.bars if bar.ground == ground and bar.end <= d]
        return max(ended, default=date.min) if self.anew else date.min

    def bar(self, ground: str, start: date, end: date) -> None:
        """Write down days without right."""
        self.bars.append(Bar(ground, start, end))

    def happens(self, row: Row) -> None:
        """One conduct, by the law of its day."""
        if excused(self.case, row) or self.shielded(day(row["on"])):
            return
        if day(row["on"]) < NEW_LAW:
            self.by_the_old_law(row)
        else:
            self.by_the_new_law(row)

    # --- Before 2022-05-02 (S 7)

    def by_the_old_law(self, row: Row) -> None:
        """A fixed period; if an act of the six months before was of the same chapter, an obligation instead."""
        d = day(row["on"])
        if row["kind"] == "plan_neglected" and DISEASE[0] <= d <= DISEASE[1]:
            return
        ground = OLD_GROUND[row["kind"]]
        since = self.since("TTL 2a:14", d)
        if any(earlier >= since and add_months(earlier, 6) >= d for earlier in self.old_acts):
            end = min(after_weeks_and_months(self.case, d, 12, self.begun_weeks), add_months(d, 60))
            self.bar("TTL 2a:14", d, end)
        elif ground == "TTL 2a:9":
            self.bar(ground, d + ONE_DAY, max(d + timedelta(days=16), self.plan_day(row)))
        elif ground == "TTL 2a:10":
            self.bar(ground, d + ONE_DAY, max(d + timedelta(days=31), self.plan_day(row)))
        else:
            self.bar(ground, d, d + timedelta(days=60))
        self.old_acts.append(d)

    def plan_day(self, row: Row) -> date:
        """The day the plan was made, after the act; no floor when the delay was the authority's."""
        if any(r["about"] == row["id"] and yes(r["value"]) for r in rows(self.case, "authority_delay")):
            return date.min
        made = [day(r["from"]) for r in rows(self.case, "plan") if day(r["from"]) > day(row["on"])]
        return min(made, default=date.max)

    # --- From 2022-05-02 (S 8)

    def by_the_new_law(self, row: Row) -> None:
        """One step of the ladder, if the conduct counts."""
        d = day(row["on"])
        if not self.is_conduct(row) or in_full_time_work(self.case, d):
            return
        if self.barred(d, "TTL 2a:9.1", "TTL 2a:10.1(1)"):
            return
        if row["kind"] in PER_REVIEW_PERIOD and row.get("review_period") is not None:
            if row["review_period"] in self.merged:
                return
            self.merged.add(row["review_period"])
        self.step(row, self.ordinal(d))
        self.counted.append(d)

    def is_conduct(self, row: Row) -> bool:
        """Items 1a and 6 have conditions of their own; a summer of item 1 must be at the initial interview."""
        d = day(row["on"])
        if row["kind"] not in NEW_KINDS:
            raise ValueError(f"{row['kind']} is not conduct of 2a:9")
        if row["kind"] == "missed_appointment" and GAP[0] <= d <= GAP[1]:
            kinds = {r["id"]: r["kind"] for r in rows(self.case, "appointment") if "id" in r}
            if kinds.get(row.get("appointment")) != "initial_interview":
                raise ValueError("open: a missed discussion between 2022-05-02 and 2022-07-10")
        if row["kind"] == "false_information":
            return d >= ITEM_1A
        if row["kind"] == "offered_job_not_applied":
            interview = self.interview(d)
            return interview is not None and add_months(interview, 6) <= d
        return True

    def ordinal(self, d: date) -> int:
        """Which conduct of the twelve months this is."""
        since = self.since("TTL 2a:10.1(2)", d)
        if self.window == "rolling":
            return 1 + sum(1 for earlier in self.counted if earlier >= max(add_months(d, -12), since))
        if self.anchor is None or d > add_months(self.anchor, 12) or self.anchor < since:
            self.anchor = d
        return 1 + sum(1 for earlier in self.counted if earlier >= self.anchor)

    def step(self, row: Row, ordinal: int) -> None:
        """Reminder, 7 days, 14 days, obligation."""
        d = day(row["on"])
        if ordinal == 2:
            self.bar("TTL 2a:9.1", d + ONE_DAY, d + timedelta(days=8))
        elif ordinal == 3:
            self.bar("TTL 2a:10.1(1)", d + ONE_DAY, d + timedelta(days=15))
        elif ordinal >= 4:
            weeks = after_weeks_and_months(self.case, d, 12, self.begun_weeks)
            five_years = add_months(d + ONE_DAY, 60)
            self.bar("TTL 2a:10.1(2)", d + ONE_DAY, min(weeks, five_years, self.cured(row)))

    def interview(self, d: date) -> date | None:
        """The latest initial interview that was not missed."""
        missed = {r.get("appointment") for r in rows(self.case, "conduct")} - {None}
        held = [r for r in rows(self.case, "appointment") if r["kind"] == "initial_interview"]
        return max((day(r["on"]) for r in held if day(r["on"]) <= d and r.get("id") not in missed), default=None)

    def cured(self, row: Row) -> date:
        """10.3(1): corrected within three months of the interview, and never before fourteen days have passed."""
        d = day(row["on"])
        interview = self.interview(d)
        if interview is None:
            return date.max
        cures = [day(r["on"]) for r in rows(self.case, "cure") if r["about"] == row["id"]]
        in_time = [c for c in cures if d < c <= add_months(interview, 3)]
        return max(min(in_time), d + timedelta(days=15)) if in_time else date.max

    # --- 2a:1 and 2:13

    def leaves_work(self, row: Row) -> None:
        """90 or 45 days after the last day; before 2022-05-02 also an act that a later one can repeat."""
        d = day(row["on"])
        if excused(self.case, row) or self.shielded(d):
            return
        old = d < NEW_LAW
        if old and any(add_months(earlier, 6) >= d for earlier in self.old_acts):
            raise ValueError("not covered: leaving work as the repeated act")
        self.bar("TTL 2a:1.1", d + ONE_DAY, d + timedelta(days=91 if old else 46))
        if old:
            self.old_acts.append(d)

    def loses(self, start: date) -> None:
        """2:13 from the given day: to 21 weeks, a qualification or the 25th birthday; not during an obligation."""
        if self.shielded(start):
            return
        weeks = after_weeks(self.case, start - ONE_DAY, 21, self.begun_weeks)
        qualified = [day(r["on"]) + ONE_DAY for r in rows(self.case, "qualification") if day(r["on"]) >= start]
        birthday = add_months(day(self.case["person"]["birth_date"]), 300)
        end = min([weeks, birthday, *qualified])
        if end > start:
            self.bar("TTL 2:13", start, end)


def course(
    case: Case, youth_from: date | None = None, window: str = "rolling", begun_weeks: bool = False, anew: bool = False
) -> Course:  # fmt: skip
    """Everything in the order of the days; on one day the loss of 2:13 comes first, then in the order written."""
    told = Course(case, window, begun_weeks, anew)
    happenings: list[tuple[date, int, Any]] = [(day(r["on"]), 2, r) for r in rows(case, "conduct")]
    happenings += [(day(r["on"]), 1, r) for r in rows(case, "employment_end")]
    if youth_from is not None:
        happenings.append((youth_from, 0, youth_from))
    steps = {0: told.loses, 1: told.leaves_work, 2: told.happens}
    for _, sort, what in sorted(happenings, key=lambda h: h[:2]):
        steps[sort](what)
    return told


# --- Answers ----------------------------------------------------------------------------------------------------------


def outcome(
    case: Case,
    *,
    youth_from: date | None = None,
    window: str = "rolling",
    begun_weeks: bool = False,
    services_pay: bool = True,
    anew: bool = False,
) -> dict[date, set[str]]:
    """For each day asked about the grounds that bar it; on the days of a promoting service none (10:2.3)."""
    told = course(case, youth_from, window, begun_weeks, anew)
    services = [r for r in rows(case, "service") if r["kind"] in PROMOTING]
    said = {}
    for d in asked_days(case):
        paid = services_pay and any(covers(r, d) for r in services)
        said[d] = set() if paid else {bar.ground for bar in told.bars if bar.on(d)}
    return said


def open_days(case: Case) -> set[date]:
    """The days whose answer depends on how the twelve months are read (E 7)."""
    rolling, anchored = outcome(case), outcome(case, window="first_neglect")
    return {d for d in rolling if bool(rolling[d]) != bool(anchored[d])}
