"""Random people: cases in the form of ``examples/*.yaml``, with every fact known, crowded around the edges of the law.

Every case keeps to what ``oracle.py`` covers, and stays away from what the digests leave open, but for one thing: an
entrepreneur in January and February 2022 may have no job search (the clause of 15 February 2022).

What is avoided, and why:

- a resignation with notice and last day on two sides of 2019-07-01 or 2022-05-02 (two readings);
- a stop equated with layoff begun between 2020-03-16 and 2021-12-31, unless nothing else could bar (T 3.4);
- a business begun in the months asked about (2:5a) and persons under 25 (2:13);
- pay near the yearly limit, unless the conduct was in 2019 or 2020 (the amounts of later years are known later);
- irregular work in a job younger than 13 weeks at the notice (are the weeks before the job weeks without work?);
- workload judged for no one after a period judged secondary, and work beside study begun in the days asked about.
"""

from __future__ import annotations

import random
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Row = dict[str, Any]

KNOWN_AT = [
    date(2020, 3, 30), date(2020, 4, 1), date(2020, 4, 7), date(2020, 4, 8), date(2020, 7, 15), date(2020, 8, 1),
    date(2020, 12, 31), date(2021, 1, 1), date(2021, 10, 10), date(2021, 10, 11), date(2022, 1, 30), date(2022, 1, 31),
    date(2026, 11, 24),
]  # fmt: skip

EDGES = [
    date(2019, 6, 30), date(2019, 7, 1), *(date(2020, 3, n) for n in range(10, 21)), date(2020, 3, 31),
    date(2020, 4, 15), date(2020, 4, 16), date(2020, 7, 31), date(2020, 8, 1), date(2020, 12, 31), date(2021, 1, 1),
    date(2021, 9, 30), date(2021, 10, 1), date(2021, 11, 30), date(2021, 12, 31), date(2022, 1, 1), date(2022, 2, 15),
    date(2022, 2, 16), date(2022, 2, 28), date(2022, 5, 1), date(2022, 5, 2),
]  # fmt: skip

CHANGES_OF_2A_1 = (date(2019, 7, 1), date(2022, 5, 2))
BENEFITS = ("earnings_related", "basic", "labour_market_subsidy")
ONE_DAY = timedelta(days=1)


@dataclass
class Job:
    """A job: its label, its stretches as rows, its first and last day."""

    label: str
    stretches: list[Row]
    first: date
    last: date | None


@dataclass
class Draft:
    """A case being written."""

    rng: random.Random
    first: date
    through: date
    facts: dict[str, list[Row]] = field(default_factory=dict)
    jobs: list[Job] = field(default_factory=list)
    names: int = 0
    plain: bool = True

    def add(self, kind: str, row: Row) -> Row:
        """Write a fact."""
        self.facts.setdefault(kind, []).append(row)
        return row

    def name(self, stem: str) -> str:
        """A name that no other fact of the person has."""
        self.names += 1
        return f"{stem}-{self.names}"

    def near(self, low: date, high: date) -> date:
        """A day from low through high, mostly at or beside an edge of the law."""
        close = [e + timedelta(days=self.rng.choice((-1, 0, 0, 0, 1))) for e in EDGES]
        fitting = [d for d in close if low <= d <= high]
        if fitting and self.rng.random() < 0.7:
            return self.rng.choice(fitting)
        return low + timedelta(days=self.rng.randint(0, max(0, (high - low).days)))

    def chance(self, share: float) -> bool:
        """True in about that share of cases."""
        return self.rng.random() < share


def iso(d: date) -> str:
    """A date as it is written in a case."""
    return d.isoformat()


def span(first: date, through: date | None) -> Row:
    """The days of a state; one without an end goes on."""
    return {"from": iso(first)} if through is None else {"from": iso(first), "through": iso(through)}


def add_months(d: date, months: int) -> date:
    """The day with the same number, or the last of the month."""
    year, month = divmod(d.year * 12 + d.month - 1 + months, 12)
    return date(year, month + 1, min(d.day, monthrange(year, month + 1)[1]))


# --- The case ---------------------------------------------------------------------------------------------------------


def random_case(rng: random.Random) -> dict[str, Any]:
    """One person's case: every second is small and simple, every second has several things at once."""
    draft = Draft(rng, *window(rng))
    draft.plain = draft.chance(0.5)
    chosen = subjects(rng, 1 if draft.plain else rng.randint(2, 4))
    for subject in sorted(chosen, key=SUBJECTS.index):
        subject(draft)
    job_search(draft)
    study_judgements(draft)
    claims(draft)
    return {
        "case": "Random person: " + ", ".join(s.__name__.replace("_", " ") for s in chosen),
        "asked": span(draft.first, draft.through),
        "person": {"birth_date": iso(date(rng.randint(1960, 1992), rng.randint(1, 12), rng.randint(1, 28)))},
        "facts": draft.facts,
    }


def subjects(rng: random.Random, count: int) -> list[Any]:
    """What happens to the person, each thing once; layoffs, studies and businesses more often than the rest."""
    chosen: list[Any] = []
    while len(chosen) < count:
        subject = rng.choices(SUBJECTS, [OFTEN.get(s.__name__, 1) for s in SUBJECTS])[0]
        if subject not in chosen:
            chosen.append(subject)
    return chosen


def window(rng: random.Random) -> tuple[date, date]:
    """The days asked about: two to eight months between October 2019 and August 2022."""
    low, high = date(2019, 10, 1), date(2022, 6, 30)
    near_edge = rng.choice(EDGES) - timedelta(days=rng.randint(0, 100))
    anywhere = low + timedelta(days=rng.randint(0, (high - low).days))
    first = min(max(near_edge if rng.random() < 0.85 else anywhere, low), high)
    return first, min(first + timedelta(days=rng.randint(60, 240)), date(2022, 8, 31))


def claims(draft: Draft) -> None:
    """The benefits claimed, and the subjects that the person has answered for."""
    kinds = draft.rng.sample(BENEFITS, draft.rng.randint(1, 3))
    if "business" in draft.facts and "labour_market_subsidy" not in kinds:
        kinds.append("labour_market_subsidy")
    for kind in kinds:
        draft.add("benefit", {**span(draft.first, None), "kind": kind})
    subjects = ["work", "stops", "study", "business"]
    draft.add("answered_for", {**span(date(2018, 1, 1), None), "subjects": subjects})


# --- Job search (2:1.1, 2:1.3, 2:1.4) ---------------------------------------------------------------------------------


def job_search(draft: Draft) -> None:
    """One search, or two with a gap; of an entrepreneur in 2022 one, which does not lapse."""
    first = search_start(draft)
    one = draft.chance(0.8) or ("business" in draft.facts and draft.through >= date(2021, 12, 1))
    if one:
        searches = [span(first, None)]
    else:
        lapsed = draft.near(first, draft.through)
        again = lapsed + timedelta(days=draft.rng.choice((1, 2, 7, 20, 40)))
        searches = [span(first, lapsed), span(again, None)]
    for row in searches:
        draft.add("job_search", {"id": draft.name("search"), **row, **contact_details(draft)})
    seeking(draft, first)


def search_start(draft: Draft) -> date:
    """Mostly before the days asked about; of an entrepreneur often beside 15 April 2020 or 15 February 2022."""
    grace = [date(2020, 4, n) for n in (14, 15, 16)] + [date(2022, 2, n) for n in (14, 15, 16, 20)]
    inside = [d for d in grace if draft.first <= d <= draft.through]
    if "business" in draft.facts and inside and draft.chance(0.5):
        return draft.rng.choice(inside)
    return draft.near(draft.first, draft.through) if draft.chance(0.25) else draft.first - timedelta(days=20)


def contact_details(draft: Draft) -> Row:
    """Mostly complete, and mostly not worth a word."""
    if "business" in draft.facts or draft.chance(0.9):
        return {}
    return {"contact_details_complete": draft.chance(0.4)}


def seeking(draft: Draft, first: date) -> None:
    """Whether full-time work is sought on all days of the search."""
    if draft.chance(0.75) or "equated_stop" in draft.facts:
        sought = draft.chance(0.95) or "equated_stop" in draft.facts
        draft.add("seeks_full_time_work", {**span(first, None), "value": sought})
        return
    change = draft.near(first, max(first, draft.through)) + ONE_DAY
    back = change + timedelta(days=draft.rng.randint(1, 60))
    draft.add("seeks_full_time_work", {**span(first, change - ONE_DAY), "value": True})
    draft.add("seeks_full_time_work", {**span(change, back - ONE_DAY), "value": False})
    draft.add("seeks_full_time_work", {**span(back, None), "value": True})


def part_time_goal(draft: Draft) -> None:
    """A partial disability pension for a part of the time."""
    first = draft.near(draft.first, draft.through)
    through = None if draft.chance(0.5) else first + timedelta(days=draft.rng.randint(10, 90))
    draft.add("disability_pension", {**span(first, through), "extent": "partial"})


# --- Employment -------------------------------------------------------------------------------------------------------


def stretch(draft: Draft, label: str, first: date, through: date | None, hours_share: Any) -> Row:
    """A stretch of a job."""
    return draft.add(
        "employment",
        {
            "id": draft.name(label), "job": label, **span(first, through), "hours_share": hours_share,
            "pay_month": Decimal("2150.00"), "regular_work_agreed": True,
        },
    )  # fmt: skip


def job(draft: Draft, stem: str, first: date, last: date | None, hours_share: Any = 100) -> Job:
    """A job with one stretch."""
    label = draft.name(stem)
    made = Job(label, [stretch(draft, label, first, last, hours_share)], first, last)
    draft.jobs.append(made)
    return made


def full_hours(draft: Draft) -> Any:
    """Hours that make full-time work, often only just."""
    return draft.rng.choice((100, 100, 90, 81, Decimal("80.01")))


def part_hours(draft: Draft) -> Any:
    """Hours that make part-time work, often only just."""
    return draft.rng.choice((80, Decimal("79.99"), 60, 40))


def old_first_day(draft: Draft) -> date:
    """The first day of a job of many years."""
    return date(2012, 1, 1) + timedelta(days=draft.rng.randint(0, 2500))


def short_job(draft: Draft) -> None:
    """Full-time jobs of some days: 14 and 15, 5 and 6, and others; sometimes one on the heels of another."""
    first = draft.near(draft.first - timedelta(days=20), draft.through)
    for _ in range(draft.rng.choice((1, 1, 2))):
        length = draft.rng.choice((1, 5, 6, 10, 14, 14, 15, 15, 16, 30))
        hours = full_hours(draft) if draft.chance(0.8) else part_hours(draft)
        made = job(draft, "gig", first, first + timedelta(days=length - 1), hours)
        employment_end(draft, made)
        first = made.last + ONE_DAY + timedelta(days=draft.rng.choice((0, 0, 1, 10)))


def part_time_job(draft: Draft) -> None:
    """A part-time job; sometimes full-time before, sometimes because the person cut the hours."""
    label = draft.name("shop")
    change = draft.near(draft.first, draft.through)
    first = old_first_day(draft) if draft.chance(0.5) else change
    stretches = []
    if first < change:
        before = full_hours(draft) if draft.chance(0.6) else part_hours(draft)
        stretches.append(stretch(draft, label, first, change - ONE_DAY, before))
    stretches.append(stretch(draft, label, change, None, part_hours(draft)))
    if draft.chance(0.5):
        stretches[-1]["hours_cut_by"] = draft.rng.choice(("person", "person", "nobody"))
    draft.jobs.append(Job(label, stretches, first, None))


# --- Stops of work ----------------------------------------------------------------------------------------------------


def stop(draft: Draft, kind: str, of: Job, first: date, through: date | None, more: Row) -> date | None:
    """A stop of a job, inside the job, with or without the job's name; gives its last day."""
    if of.last is not None:
        through = of.last if through is None else min(through, of.last)
    named = {"job": of.label} if draft.chance(0.6) else {}
    draft.add(kind, {"id": draft.name(kind.replace("_", "-")), **named, **span(first, through), **more})
    return through


def stop_days(draft: Draft, of: Job) -> tuple[date, date | None]:
    """The first and last day of a stop of a job: mostly long, and mostly from near the first day asked about."""
    latest = draft.through if of.last is None else min(draft.through, of.last)
    if draft.chance(0.6):
        latest = min(latest, draft.first + timedelta(days=30))
    first = draft.near(max(of.first + ONE_DAY, draft.first - timedelta(days=60)), latest)
    length = draft.rng.choice((1, 7, 14, 30, 60, 120, 240, None, None, None))
    return first, None if length is None else first + timedelta(days=length - 1)


def layoff(draft: Draft) -> None:
    """A long job with one layoff, or with several, back to back or with days of work between."""
    of = job(draft, "plant", old_first_day(draft), None, full_hours(draft))
    first, through = stop_days(draft, of)
    for _ in range(draft.rng.choice((1, 1, 2, 3))):
        extent = draft.rng.choice(("full", "full", "shortened_hours", "shortened_week"))
        through = stop(draft, "layoff", of, first, through, {"extent": extent})
        if through is None:
            return
        first = through + ONE_DAY + timedelta(days=draft.rng.choice((0, 0, 5, 13, 14, 15, 30)))
        through = first + timedelta(days=draft.rng.choice((9, 30, 90)))


def layoff_and_end(draft: Draft) -> None:
    """A long job that ends, often at the end of a layoff or in the middle of one."""
    last = draft.near(max(date(2019, 7, 15), draft.first - timedelta(days=60)), draft.through)
    of = job(draft, "yard", old_first_day(draft), last, full_hours(draft))
    if draft.chance(0.8):
        first = draft.near(last - timedelta(days=60), last)
        stop(draft, "layoff", of, first, None if draft.chance(0.5) else first + timedelta(days=10), {"extent": "full"})
    employment_end(draft, of)


EQUATED_GROUNDS = (
    "outside_cause", "contract_term", "office_suspension", "office_suspension_health_data", "family_day_care",
)  # fmt: skip


def equated_stop(draft: Draft) -> None:
    """A long job that stops for a reason equated with layoff; alone, or outside the days of 11:4b."""
    of = job(draft, "office", old_first_day(draft), None, full_hours(draft))
    first, through = stop_days(draft, of)
    if not draft.plain and date(2020, 3, 16) <= first <= date(2021, 12, 31):
        first, through = date(2020, 3, 15), None
    stop(draft, "equated_stop", of, first, through, {"ground": draft.rng.choice(EQUATED_GROUNDS)})
    row = draft.facts["equated_stop"][-1]
    verdict = {"on": row["from"], "about": row["id"], "caused": False, "reprehensible": False}
    draft.add("own_fault", verdict)


def other_stop(draft: Draft) -> None:
    """A long job stopped by weather or by industrial action."""
    of = job(draft, "site", old_first_day(draft), None, full_hours(draft))
    first, through = stop_days(draft, of)
    cause = draft.rng.choice(("weather", "industrial_action", "industrial_action"))
    terms = {"own_terms": draft.chance(0.5)} if cause == "industrial_action" else {}
    stop(draft, "other_stop", of, first, through, {"cause": cause, **terms})


# --- How a job ended (2a:1-2a:3) --------------------------------------------------------------------------------------

LEFT = ("resigned", "resigned", "resigned", "rescinded_by_employee")
TAKEN = ("dismissed", "dismissed", "dismissed", "rescinded_by_employer")
BOTH = ("agreed", "trial_period")
NEITHER = ("fixed_term_over", "other")


def ended_job(draft: Draft) -> None:
    """A job that ended before or in the days asked about."""
    last = draft.near(draft.first - timedelta(days=100), draft.through)
    first = last - timedelta(days=draft.rng.choice((3, 4, 5, 6, 20, 120, 800, 2000)))
    hours = full_hours(draft) if draft.chance(0.7) else part_hours(draft)
    employment_end(draft, job(draft, "work", first, last, hours))


def commuting_job(draft: Draft) -> None:
    """A job given up because of the way, with notice exactly three months after its start or a day later."""
    last = draft.near(draft.first - timedelta(days=60), draft.through)
    first = add_months(last, -3) - (ONE_DAY if draft.chance(0.5) else timedelta())
    hours = full_hours(draft) if draft.chance(0.5) else part_hours(draft)
    of = job(draft, "far", first, last, hours)
    end = end_row(draft, of, "resigned", "person", last)
    judge_end(draft, end, left=True, accepted=False)
    minutes = draft.rng.choice((120, 121, 180, 181))
    cause = draft.rng.choice(("from_the_start", "from_the_start", "workplace_moved"))
    way = {"id": draft.name("way"), "job": of.label, **span(first, last)}
    draft.add("commute", {**way, "minutes_a_day": minutes, "cause": cause})


def employment_end(draft: Draft, of: Job) -> None:
    """The end of a job: who ended it, when notice was given, and what an official found."""
    manner = draft.rng.choice(LEFT * 2 + TAKEN * 2 + BOTH * 2 + NEITHER)
    by = "person" if manner in LEFT else "employer"
    if manner in BOTH:
        by = draft.rng.choice(("person", "employer"))
    left = by == "person"
    end = end_row(draft, of, manner, by, notice_day(draft, of, manner))
    if left:
        judge_end(draft, end, left, accepted=draft.chance(0.3))
        terms_of_leaving(draft, of, end)
    else:
        own_act(draft, of, end)
        contest(draft, end)
        judge_end(draft, end, left, accepted=draft.chance(0.5))


def notice_day(draft: Draft, of: Job, manner: str) -> date:
    """The day of notice, on the same side of a change of 2a:1 as the last day."""
    if manner in ("rescinded_by_employer", "rescinded_by_employee", "trial_period", "fixed_term_over", "other"):
        return of.last
    notice = max(of.first, of.last - timedelta(days=draft.rng.choice((0, 1, 14, 30, 60))))
    return max([notice, *(change for change in CHANGES_OF_2A_1 if change <= of.last)])


def end_row(draft: Draft, of: Job, manner: str, by: str, notice: date) -> Row:
    """The fact that a job ended."""
    row = {
        "id": draft.name("end"), "on": iso(of.last), "job": of.label,
        "manner": manner, "ground": ground(draft, manner, by), "notice_given_on": iso(notice), "notice_given_by": by,
        "would_have_lasted": planned_length(draft, of, manner),
    }  # fmt: skip
    return draft.add("employment_end", row)


def ground(draft: Draft, manner: str, by: str) -> str:
    """On what ground the job ended."""
    if manner == "rescinded_by_employer":
        return "person"
    if manner == "dismissed":
        return draft.rng.choice(("person", "person", "person", "economic_or_production"))
    if manner in BOTH and by == "employer":
        return draft.rng.choice(("person", "none_given", "economic_or_production"))
    return "none_given"


def planned_length(draft: Draft, of: Job, manner: str) -> int:
    """How many days the job would have lasted as planned: at least as long as it did."""
    length = (of.last - of.first).days + 1
    if manner == "fixed_term_over":
        return length
    return draft.rng.choice([n for n in (5, 5, 6, length, 400) if n >= length] or [length])


def terms_of_leaving(draft: Draft, of: Job, end: Row) -> None:
    """Sometimes pay near the limit of 2a:2.1(4), sometimes work that nobody promised (2a:2.1(3))."""
    notice = date.fromisoformat(end["notice_given_on"])
    limits = {2019: 1211, 2020: 1236} if notice.year == of.last.year else {}
    if draft.chance(0.2):
        near = [limits[of.last.year] + Decimal(n) / 100 for n in (-1, 0, 1)] if of.last.year in limits else []
        of.stretches[-1]["pay_month"] = draft.rng.choice(near or [Decimal("1150.00"), Decimal("1500.00")])
    if draft.chance(0.2) and of.first <= notice - timedelta(weeks=14):
        of.stretches[-1]["regular_work_agreed"] = False
        monday = notice - timedelta(days=notice.weekday())
        week = monday - timedelta(weeks=draft.rng.choice((0, 1, 6, 12, 13)))
        draft.add("counted_work", span(week, week + timedelta(days=6)))


def own_act(draft: Draft, of: Job, end: Row) -> None:
    """Sometimes the day of the person's own act is known."""
    blamed = end["ground"] != "economic_or_production" and end["manner"] not in NEITHER
    if blamed and draft.chance(0.4):
        notice = date.fromisoformat(end["notice_given_on"])
        end["act_on"] = iso(max(of.first, notice - timedelta(days=draft.rng.choice((0, 1, 3, 10, 30)))))


def contest(draft: Draft, end: Row) -> None:
    """Sometimes a dismissal is contested: on the last day of three months, a day too late, or early."""
    if end["ground"] == "economic_or_production" or end["manner"] in (*NEITHER, "agreed") or not draft.chance(0.4):
        return
    limit = add_months(date.fromisoformat(end["on"]), 3)
    contested = draft.rng.choice((limit, limit, limit + ONE_DAY, date.fromisoformat(end["on"]) + timedelta(days=10)))
    end["contested_on"] = iso(contested)
    unfounded = draft.chance(0.2)
    draft.add("contest_unfounded", {"on": end["on"], "about": end["id"], "value": unfounded})
    if contested <= limit and end["manner"] != "trial_period" and not unfounded and draft.chance(0.5):
        end["contest_final_on"] = iso(contested + timedelta(days=draft.rng.randint(30, 300)))
        end["contest_result"] = draft.rng.choice(("own_fault", "not_own_fault"))


def judge_end(draft: Draft, end: Row, left: bool, accepted: bool) -> None:
    """What an official found: whether the reason is valid, and whose fault it was."""
    may_be_own_fault = not left and end["ground"] != "economic_or_production" and end["manner"] not in NEITHER
    caused = may_be_own_fault and (draft.chance(0.7) or end.get("contest_result") == "own_fault")
    about = {"on": end["on"], "about": end["id"]}
    draft.add("valid_reason", {**about, "accepted": accepted})
    draft.add("own_fault", {**about, "caused": caused, "reprehensible": caused and draft.chance(0.6)})


# --- Study (2:10) -----------------------------------------------------------------------------------------------------


def study(draft: Draft) -> None:
    """A degree, of more than six months in any case."""
    inside = draft.near(draft.first, draft.through)
    first = draft.rng.choice((date(2014, 9, 1), date(2018, 9, 1), date(2019, 8, 15), inside))
    through = None
    if draft.chance(0.5):
        through = max(first + timedelta(days=250), draft.near(draft.first, draft.through))
    goal = draft.rng.choice(("polytechnic_degree", "university_degree"))
    plan = {"goal": goal, "planned_end": iso(add_months(first, 42))}
    draft.add("study", {"id": draft.name("degree"), **span(first, through), **plan})


def study_judgements(draft: Draft) -> None:
    """Whether work beside the studies shows that they are no obstacle, and that no other exception applies."""
    for row in draft.facts.get("study", []):
        about = {"on": row["from"], "about": row["id"]}
        no_obstacle = may_show_no_obstacle(draft, row) and draft.chance(0.6)
        draft.add("work_beside_study", {**about, "shows_no_obstacle": no_obstacle})
        draft.add("study_exception", {**about, "applies": False})


def may_show_no_obstacle(draft: Draft, row: Row) -> bool:
    """Only if there was work during the studies before the days asked about, or no work and no business at all."""
    during = [j for j in draft.jobs if j.last is None or iso(j.last) >= row["from"]]
    during = [j for j in during if "through" not in row or iso(j.first) <= row["through"]]
    if not during:
        return "business" not in draft.facts
    return row["from"] < iso(draft.first) and any(j.first < draft.first for j in during)


# --- Business (2:5, 11:4c) --------------------------------------------------------------------------------------------


BEGUN = (date(2015, 3, 2), date(2016, 12, 31), date(2017, 1, 1), date(2018, 2, 1), date(2019, 5, 31))


def business(draft: Draft) -> None:
    """A business begun before the days of 2:5a could matter: full-time, secondary, or first one and then the other."""
    begun = draft.rng.choice(BEGUN)
    row = draft.add("business", {"id": draft.name("business"), "from": iso(begun), "kind": "business"})
    change = draft.near(max(begun + ONE_DAY, draft.first), draft.through)
    patterns = [always_full_time, always_full_time, full_time_later, secondary_later, always_secondary, full_time_once]
    if not draft.jobs:
        patterns += [work_stops, work_stops]
    pattern = draft.rng.choice(patterns)
    pattern(draft, row["id"], begun, change)
    over = closing(draft, row, change) if draft.chance(0.3) else draft.through
    incomes(draft, row["id"], over, low=pattern is not full_time_once and draft.chance(0.85))


def workload(draft: Draft, of: str, first: date, through: date | None, value: str) -> None:
    """An official's judgement for a period."""
    draft.add("business_workload", {"business": of, **span(first, through), "value": value})


def always_full_time(draft: Draft, of: str, begun: date, change: date) -> None:
    """Full-time throughout."""
    workload(draft, of, begun, None, "full_time")


def always_secondary(draft: Draft, of: str, begun: date, change: date) -> None:
    """Secondary throughout."""
    workload(draft, of, begun, None, "secondary")


def full_time_later(draft: Draft, of: str, begun: date, change: date) -> None:
    """Secondary, then full-time."""
    workload(draft, of, begun, change - ONE_DAY, "secondary")
    workload(draft, of, change, None, "full_time")


def secondary_later(draft: Draft, of: str, begun: date, change: date) -> None:
    """Full-time, then secondary."""
    workload(draft, of, begun, change - ONE_DAY, "full_time")
    workload(draft, of, change, None, "secondary")


def full_time_once(draft: Draft, of: str, begun: date, change: date) -> None:
    """Full-time for exactly two weeks, or for a day more."""
    back = change + timedelta(days=draft.rng.choice((14, 15)))
    workload(draft, of, begun, change - ONE_DAY, "secondary")
    workload(draft, of, change, back - ONE_DAY, "full_time")
    workload(draft, of, back, None, "secondary")


def work_stops(draft: Draft, of: str, begun: date, change: date) -> None:
    """Full-time until the work stops; then nobody has judged, and the business goes on (2:5.4)."""
    workload(draft, of, begun, change - ONE_DAY, "full_time")
    disease = draft.chance(0.7)
    row = {"id": draft.name("work-in"), "business": of, **span(begun, change - ONE_DAY)}
    draft.add("work_in_business", {**row, "end_cause": "disease" if disease else "other"})
    draft.add("disease_effect", {"on": iso(change), "about": row["id"], "caused": disease})


def closing(draft: Draft, row: Row, change: date) -> date:
    """The end of the business after the change, found over the next day or a little later; gives that day."""
    last = draft.near(change + timedelta(days=20), max(change + timedelta(days=20), draft.through))
    row["through"] = iso(last)
    over = last + timedelta(days=draft.rng.choice((1, 1, 1, 15)))
    draft.add("activity_over", {"on": iso(over), "about": row["id"]})
    return over


def incomes(draft: Draft, of: str, over: date, low: bool) -> None:
    """Income of every calendar month asked about, and of the months to the end of the business."""
    entrepreneurs = draft.rng.randint(1, 3)
    month = draft.first.replace(day=1)
    while month <= max(draft.through, over):
        amount = draft.rng.choice(low_amounts(entrepreneurs)) if low else Decimal(4000 * entrepreneurs)
        row = {"id": draft.name("income"), "business": of, **span(month, add_months(month, 1) - ONE_DAY)}
        row |= {"amount": amount, "entrepreneurs_working": entrepreneurs, "fell_because_of_disease": draft.chance(0.85)}
        draft.add("business_income", row)
        month = add_months(month, 1)


def low_amounts(entrepreneurs: int) -> list[Decimal]:
    """Exactly at a limit, one cent under and over it, far under and over."""
    limits = [Decimal(limit) * entrepreneurs for limit in ("1089.67", "1103.92")]
    close = [limit + Decimal(cents) / 100 for limit in limits for cents in (-1, 0, 1)]
    return [*close, Decimal("500.00"), Decimal("500.00"), Decimal(3000 * entrepreneurs)]


SUBJECTS = [
    layoff, layoff_and_end, ended_job, short_job, part_time_job, commuting_job, equated_stop, other_stop,
    part_time_goal, study, business,
]  # fmt: skip
"""What may happen to a person, in the order of writing: the studies and the business look at the jobs before them."""
OFTEN = {"layoff": 3, "study": 2, "business": 3, "ended_job": 2}
"""How much more often than once."""
