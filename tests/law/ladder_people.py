"""Random people who neglect something, crowded around the edges of chapter 2 a, in the form of ``examples/*.yaml``.

Every fact is known. Work and services come in whole calendar weeks. Kept away from, because the digests leave it open:
a missed discussion other than the initial interview between 2022-05-02 and 2022-07-10, a cure beside a missed
appointment, a week of work in which an obligation begins (such cases are drawn again), a service on a day of conduct,
conduct on 29 February, neglect of the plan before 2021-02-01 or after 2022-05-01, a job offered within eight months
of the initial interview, and a plan made on the day of a conduct.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from ladder_oracle import GAP, ITEM_1A, NEW_LAW, add_months, outcome

Row = dict[str, Any]

OLD_KINDS = ("missed_appointment", "plan_refused", "plan_neglected", "service_refused", "service_interrupted")
NEW_KINDS = (
    "missed_appointment", "missed_appointment", "false_information", "plan_refused", "survey_refused",
    "search_duty_missed", "search_duty_missed", "offered_job_not_applied", "service_refused", "service_interrupted",
    "examination_refused",
)  # fmt: skip
GAPS = (0, 1, 1, 3, 6, 7, 7, 8, 8, 9, 13, 14, 14, 15, 15, 16, 20, 31, 45, 59, 60, 61)
"""Days from one conduct to the next: the same day, and both sides of the 7, 14 and 60 days."""
SERVICES = ("work_trial", "job_search_coaching", "career_coaching", "rehabilitative_work")
ONE_DAY = timedelta(days=1)
FIRST, LAST = date(2021, 2, 1), date(2025, 6, 30)
INTERVIEW = date(2022, 5, 2)


def iso(d: date) -> str:
    """A date as it is written in a case."""
    return d.isoformat()


def span(first: date, through: date) -> Row:
    """The days of a state."""
    return {"from": iso(first), "through": iso(through)}


def random_case(rng: random.Random) -> dict[str, Any]:
    """One person's case; drawn again while the week in which an obligation begins would make a difference."""
    while True:
        case = drawn(rng)
        leap = any(row["on"].endswith("-02-29") for row in case["facts"]["conduct"])
        if not leap and outcome(case) == outcome(case, begun_weeks=True):
            return case


def drawn(rng: random.Random) -> dict[str, Any]:
    """The acts first, then what lies around them."""
    days = conduct_days(rng)
    facts: dict[str, list[Row]] = {}
    interview = interview_day(rng, days)
    facts["appointment"] = [{"id": "interview", "on": iso(interview), "kind": "initial_interview"}]
    facts["conduct"] = [conduct(rng, number, d, interview, facts) for number, d in enumerate(days)]
    facts["valid_reason"] = [
        {"on": iso(d + ONE_DAY), "about": f"act-{number}", "accepted": rng.random() < 0.12}
        for number, d in enumerate(days)
    ]
    plans(rng, days, facts)
    weeks(rng, days, facts)
    cures(rng, days, interview, facts)
    return wrapped(rng, days, {kind: found for kind, found in facts.items() if found})


def wrapped(rng: random.Random, days: list[date], facts: dict[str, list[Row]]) -> dict[str, Any]:
    """The person, the claim and the days asked about; every fifth time five years on."""
    first = days[0] - timedelta(days=5)
    through = days[-1] + timedelta(days=2000 if rng.random() < 0.2 else rng.randint(20, 250))
    start = iso(first)
    facts |= {
        "benefit": [{"from": start, "kind": "earnings_related"}],
        "job_search": [{"id": "search", "from": start}],
        "seeks_full_time_work": [{"from": start, "value": True}],
        "answered_for": [{"from": "2018-01-01", "subjects": ["work", "stops", "study", "business"]}],
    }
    return {
        "case": "Random person: neglects",
        "asked": span(first, through),
        "person": {"birth_date": "1990-01-01"},
        "facts": facts,
    }


def conduct_days(rng: random.Random) -> list[date]:
    """One to eight acts, the gaps mostly at an edge; sometimes four in seven weeks, so that a cure can be in time."""
    if rng.random() < 0.2:
        begun = date(2022, 7, 12) + timedelta(days=rng.randint(0, 560))
        jitter = rng.randint(0, 3)
        return [begun + timedelta(days=n) for n in (0, 9, 24 + jitter, 40 + jitter)]
    d = start_day(rng)
    days = [d]
    for _ in range(rng.choice((0, 1, 2, 3, 4, 5, 7))):
        d = next_day(rng, d, days)
        if d > LAST:
            break
        if days[-2:] != [d, d]:
            days.append(d)
    return days


def start_day(rng: random.Random) -> date:
    """The first act: beside the change of the law, at the end of a month, or anywhere."""
    roll = rng.random()
    if roll < 0.3:
        return NEW_LAW + timedelta(days=rng.choice((-190, -184, -181, -60, -30, -8, -2, -1, 0, 0, 1, 7)))
    if roll < 0.5:
        month = date(rng.randint(2021, 2024), rng.randint(3, 12), 1)
        return max(FIRST, month - ONE_DAY if month.month != 3 else month)
    if roll < 0.7:
        return NEW_LAW + timedelta(days=rng.randint(70, 700))
    return FIRST + timedelta(days=rng.randint(0, 900))


def next_day(rng: random.Random, d: date, days: list[date]) -> date:
    """The next act: some days on, or six or twelve months from an earlier act, give or take a day."""
    roll = rng.random()
    if roll < 0.2:
        goal = add_months(rng.choice(days), 6 if d < NEW_LAW else 12) + timedelta(days=rng.choice((-1, 0, 0, 1)))
        return max(d, goal)
    if roll < 0.3 and d < NEW_LAW:
        return max(d, NEW_LAW - timedelta(days=rng.choice((0, 0, 1))))
    return d + timedelta(days=rng.choice(GAPS))


def interview_day(rng: random.Random, days: list[date]) -> date:
    """The initial interview: mostly long ago, sometimes some weeks before the last act, so that a cure can be in time."""
    if rng.random() < 0.5 or days[-1] < INTERVIEW + timedelta(days=90):
        return INTERVIEW
    return max(INTERVIEW, min(days[0], days[-1] - timedelta(days=rng.randint(20, 85))))


def conduct(rng: random.Random, number: int, d: date, interview: date, facts: dict[str, list[Row]]) -> Row:
    """One act that the law of its day knows."""
    kind = rng.choice(OLD_KINDS if d < NEW_LAW else NEW_KINDS)
    if kind == "false_information" and d < ITEM_1A:
        kind = "missed_appointment"
    if kind == "offered_job_not_applied" and add_months(interview, 8) > d:
        kind = "search_duty_missed"
    row: Row = {"id": f"act-{number}", "on": iso(d), "kind": kind}
    if kind == "missed_appointment" and GAP[0] <= d <= GAP[1]:
        facts["appointment"].append({"id": f"missed-{number}", "on": iso(d), "kind": "initial_interview"})
        row["appointment"] = f"missed-{number}"
    if kind in ("search_duty_missed", "offered_job_not_applied"):
        row["review_period"] = review_period(rng, d)
    return row


def review_period(rng: random.Random, d: date) -> str:
    """Mostly the period of the month, now and then one of its own."""
    return f"period-{d:%Y-%m}" if rng.random() < 0.8 else f"period-{iso(d)}"


def plans(rng: random.Random, days: list[date], facts: dict[str, list[Row]]) -> None:
    """A plan is made within some weeks after an act, and not on the day of an act; now and then never."""
    facts["plan"] = []
    for number, d in enumerate(days):
        made = d + timedelta(days=rng.choice((2, 10, 15, 16, 17, 28, 30, 31, 32, 50)))
        if d < NEW_LAW and rng.random() < 0.9 and made not in days:
            facts["plan"].append({"id": f"plan-{number}", "from": iso(made)})


def weeks(rng: random.Random, days: list[date], facts: dict[str, list[Row]]) -> None:
    """Whole weeks of work and service after an act: mostly about twelve in all, in two or three pieces."""
    facts["counted_work"], facts["service"] = [], []
    if rng.random() < 0.4:
        return
    monday = rng.choice(days) + timedelta(days=rng.choice((1, 7, 14, 40)))
    monday += timedelta(days=-monday.weekday() % 7)
    total = rng.choice((5, 11, 11, 12, 12, 13, 24))
    pieces = rng.randint(1, 3)
    for number in range(pieces):
        length = total - (total // pieces) * (pieces - 1) if number == pieces - 1 else total // pieces
        sunday = monday + timedelta(days=7 * length - 1)
        if rng.random() < 0.6 or any(monday <= d <= sunday for d in days):
            facts["counted_work"].append(span(monday, sunday))
        else:
            kind = rng.choice(SERVICES)
            facts["service"].append({"id": f"service-{number}", **span(monday, sunday), "kind": kind})
        monday = sunday + timedelta(days=1 + 7 * rng.choice((0, 1, 4)))


def cures(rng: random.Random, days: list[date], interview: date, facts: dict[str, list[Row]]) -> None:
    """The last act is corrected on one of both sides of fourteen days or of three months from the interview."""
    facts["cure"] = []
    if any("appointment" in r for r in facts["conduct"]) or rng.random() < 0.5:
        return
    limit = add_months(interview, 3)
    d = days[-1]
    on = rng.choice([d + timedelta(days=n) for n in (1, 8, 14, 15, 16, 30)] + [limit, limit + ONE_DAY])
    if on > d and d >= NEW_LAW:
        facts["cure"].append({"on": iso(on), "about": f"act-{len(days) - 1}"})
