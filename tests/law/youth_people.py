"""Random young people crowded around the edges of TTL 2:13–16, in the form of ``examples/*.yaml``; every fact known."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

Row = dict[str, Any]
ONE = timedelta(days=1)
LEVELS = ("basic_education", "upper_secondary", "matriculation", "vocational", "polytechnic", "further_or_specialist")
SERVICES = (
    "work_trial", "job_search_coaching", "rehabilitative_work", "labour_market_training", "supported_study",
    "integration_study", "other_agreed",
)  # fmt: skip


def random_case(rng: random.Random) -> dict[str, Any]:
    """One young person, asked about some two years between 2020 and 2025."""
    first = date(2020, 1, 1) + timedelta(days=rng.randrange(4 * 365))
    last = min(first + timedelta(days=rng.randrange(200, 800)), date(2025, 12, 31))
    facts: dict[str, list[Row]] = {
        "benefit": [{"from": first, "kind": "earnings_related"}],
        "job_search": [{"id": "search", "from": date(2014, 1, 1)}],
        "seeks_full_time_work": [{"from": date(2014, 1, 1), "value": "yes"}],
        "answered_for": [{"from": date(2010, 1, 1), "subjects": ["work", "stops", "study", "business"]}],
        "valid_reason": [], "own_fault": [],
    }  # fmt: skip
    born = date(rng.randint(1996, 2006), rng.randint(1, 12), rng.randint(1, 28))
    if rng.random() < 0.2:
        born = rng.choice((date(1998, 9, 1), date(1998, 9, 2), date(1996, 2, 29), date(1999, 8, 31)))
    facts["study_application"] = [_round(rng, year, facts) for year in range(2019, 2026) if rng.random() < 0.5]
    facts["study_place"] = [_place(rng, number, facts) for number in range(rng.choice((0, 0, 0, 1, 2)))]
    facts["conduct"] = [_missed(rng, number, facts) for number in range(rng.choice((0, 0, 0, 0, 1, 2)))]
    if rng.random() < 0.25:
        _interrupted(rng, facts)
    facts["service"] = _spells(rng, rng.choice((0, 0, 1, 2, 3)))
    for row in facts["service"]:
        row["kind"] = rng.choice(SERVICES)
    facts["counted_work"] = _spells(rng, rng.choice((0, 0, 1, 2)))
    facts["qualification"] = [
        {"on": _day(rng, 2018, 2025), "level": rng.choice(LEVELS)} for _ in range(rng.choice((0, 0, 1, 1, 2)))
    ]
    return {"asked": {"from": first, "through": last}, "person": {"birth_date": born}, "facts": facts}


def _day(rng: random.Random, first: int, last: int) -> date:
    """Any day of the years, or one beside 1 September."""
    if rng.random() < 0.3:
        return date(rng.randint(first, last), 9, 1) + timedelta(days=rng.randint(-1, 1))
    return date(rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28))


def _judged(rng: random.Random, facts: dict[str, list[Row]], row: Row) -> Row:
    on = row.get("on") or row["from"]
    facts["valid_reason"].append({"on": on, "about": row["id"], "accepted": "yes" if rng.random() < 0.25 else "no"})
    return row


def _round(rng: random.Random, year: int, facts: dict[str, list[Row]]) -> Row:
    row: Row = {
        "id": f"round {year}", "on": date(year, rng.randint(1, 12), rng.randint(1, 28)), "eligible_places": rng.choice((0, 0, 1, 2, 2, 3, 5)),
        "selected": rng.choice(("yes", "no")),
    }  # fmt: skip
    if rng.random() < 0.1:
        row["agreed_otherwise"] = "yes"
    facts["own_fault"].append({"on": row["on"], "about": row["id"], "caused": rng.choice(("yes", "no"))})
    return _judged(rng, facts, row)


def _place(rng: random.Random, number: int, facts: dict[str, list[Row]]) -> Row:
    autumn = rng.random() < 0.5
    row = {
        "id": f"place {number}", "on": date(rng.randint(2019, 2025), rng.randint(8, 10), rng.randint(1, 28)) if autumn else _day(rng, 2019, 2025),
        "term": "autumn" if autumn else "other", "taken_up": rng.choice(("no", "no", "yes")),
        "education": rng.choice(("vocational", "vocational", "upper_secondary", "other")),
    }  # fmt: skip
    return _judged(rng, facts, row)


def _missed(rng: random.Random, number: int, facts: dict[str, list[Row]]) -> Row:
    edges = (date(2020, 3, 15), date(2020, 3, 16), date(2021, 1, 31), date(2021, 2, 1))
    on = rng.choice(edges) if rng.random() < 0.3 else _day(rng, 2019, 2025)
    return _judged(rng, facts, {"id": f"missed {number}", "on": on, "kind": "study_application_missed"})


def _interrupted(rng: random.Random, facts: dict[str, list[Row]]) -> None:
    day = _day(rng, 2019, 2025)
    begun = day - timedelta(days=rng.randrange(10, 300))
    study: Row = {"id": "course", "from": begun, "through": day - ONE, "planned_end": day + timedelta(days=900)}
    study |= {"arranged_by": "school", "goal": rng.choice(("vocational_qualification", "upper_secondary"))}
    if study["goal"] == "upper_secondary":
        study["syllabus_courses"] = 75
    facts["study"] = [study]
    facts["study_break"] = [
        _judged(rng, facts, {"id": "break", "study": "course", "from": day, "kind": "interruption"})
    ]


def _spells(rng: random.Random, number: int) -> list[Row]:
    """Periods that mostly begin on a Monday and last about the 21 weeks, one after another, sometimes back to back."""
    found: list[Row] = []
    day = _day(rng, 2019, 2024)
    for _ in range(number):
        first = day - timedelta(days=day.weekday()) if rng.random() < 0.7 else day
        weeks = rng.choice((3, 8, 10, 11, 19, 20, 21, 22, 30))
        through = first + timedelta(days=7 * weeks - 1 + rng.choice((0, 0, 0, -1, 1, 3)))
        if found and first <= found[-1]["through"]:
            first = found[-1]["through"] + ONE
            through = first + timedelta(days=7 * weeks - 1)
        found.append({"from": first, "through": through})
        day = through + timedelta(days=rng.choice((1, 1, 8, 40)))
    return found
