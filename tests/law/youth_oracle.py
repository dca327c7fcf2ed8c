"""The loss of young people without vocational education, lived through one day at a time, from the digests alone.

Sources: prerequisites.md 5.13 and 5.14 ("P"), sanctions.md 11 ("S"), errata.md 9, acts 1374/2014, 906/2017, 1131/2022.
Written before the provisions. One case in the form of ``examples/*.yaml``; every reason that matters must be judged.

Choices where the digests leave room:

- the age of 25 ends the loss on the birthday (P 5.13); a qualification the day after it (P 5.14);
- a calendar week counts from Monday to Sunday, after the loss has begun; ``touched=True`` counts a week with one day;
- of several services on 1 September the one that ends first ends the shift (P 5.13 says only "that service");
- a loss that should begin while another runs does not begin (2:16.2), nor later on that ground.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

Case = dict[str, Any]
Row = dict[str, Any]
ONE = timedelta(days=1)
QUALIFYING = ("vocational", "further_or_specialist", "polytechnic", "university")
PROMOTING = (
    "labour_market_training", "supported_study", "integration_study", "integration_literacy_study",
    "job_search_coaching", "career_coaching", "work_trial", "education_trial", "rehabilitative_work",
)  # fmt: skip
OWN_STUDIES = ("supported_study", "integration_study", "integration_literacy_study")
DEGREES = (
    "vocational_qualification", "polytechnic_degree", "university_degree", "further_qualification",
    "specialist_qualification",
)  # fmt: skip
COVID = (date(2020, 3, 16), date(2021, 1, 31))


def at(value: str | date) -> date:
    """The date, read or written."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def yes(value: Any) -> bool:
    """A truth as YAML or a dictionary gives it."""
    return value in (True, "yes")


def facts(case: Case, kind: str) -> list[Row]:
    """The rows of a kind."""
    return list(case["facts"].get(kind) or [])


def runs(row: Row, d: date) -> bool:
    """Whether a state holds on the day."""
    return at(row["from"]) <= d and (row.get("through") is None or d <= at(row["through"]))


def first_of_september(row: Row) -> date:
    """When the autumn term of the round or of the studies is taken to begin (13.1)."""
    return date(at(row["on"]).year, 9, 1)


def birthday_25(case: Case) -> date:
    """The 25th birthday; of 29 February the last of the month."""
    born = at(case["person"]["birth_date"])
    return date(born.year + 25, born.month, min(born.day, monthrange(born.year + 25, born.month)[1]))


def young(case: Case, d: date) -> bool:
    """Under 25, and no qualification completed before the day (13.1)."""
    done = [at(row["on"]) for row in facts(case, "qualification") if row["level"] in QUALIFYING]
    return d < birthday_25(case) and all(d <= day for day in done)


def only_basic_school(case: Case, d: date) -> bool:
    """No upper secondary school behind (13.1)."""
    levels = ("upper_secondary", "matriculation")
    return not any(row["level"] in levels and at(row["on"]) <= d for row in facts(case, "qualification"))


def judged(case: Case, kind: str, row: Row, value: str) -> bool:
    """The latest judgement about the row.

    Raises:
        ValueError: when there is none.
    """
    found = [one for one in facts(case, kind) if one["about"] == row["id"]]
    if not found:
        raise ValueError(f"{kind} of {row['id']} is not judged")
    return yes(max(found, key=lambda one: at(one["on"]))[value])


def events(case: Case, d: date) -> list[str]:
    """The places of the law by which the right is lost from this day, were it not lost already."""
    found = []
    for row in facts(case, "study_application"):
        begins = shifted(case, first_of_september(row))
        if begins == d and young(case, first_of_september(row)) and failed(case, row):
            found.append("TTL 2:13.2(1)" if begins == first_of_september(row) else "TTL 2:13.3")
    for row in facts(case, "study_place"):
        counts_from = first_of_september(row) if row["term"] == "autumn" else at(row["on"])
        refused = counts_from == d and not yes(row["taken_up"]) and suitable(case, row)
        if refused and inexcusable(case, row):
            found.append("TTL 2:13.2(1)" if row["term"] == "autumn" else "TTL 2:13.2(2)")
    for row in facts(case, "study_break"):
        broken = at(row["from"]) == d and row["kind"] == "interruption" and counts(case, row["study"])
        if broken and inexcusable(case, row):
            found.append("TTL 2:13.2(3)")
    for row in facts(case, "conduct"):
        missed = at(row["on"]) == d and row["kind"] == "study_application_missed"
        if missed and not COVID[0] <= d <= COVID[1] and inexcusable(case, row):
            found.append("TTL 2:14.3")
    return found if young(case, d) else []


def inexcusable(case: Case, row: Row) -> bool:
    """No valid reason (2:15)."""
    return not judged(case, "valid_reason", row, "accepted")


def failed(case: Case, row: Row) -> bool:
    """13.2(1)(a) and (b): fewer than two places, or not chosen through own conduct; not if agreed otherwise (14.1)."""
    if yes(row.get("agreed_otherwise", "no")):
        return False
    fault = row["eligible_places"] < 2 or (not yes(row["selected"]) and judged(case, "own_fault", row, "caused"))
    return fault and inexcusable(case, row)


def shifted(case: Case, term: date) -> date:
    """13.3: on the first day of the term in a service: the day after that service."""
    ends = [
        date.max if row.get("through") is None else at(row["through"]) + ONE
        for row in facts(case, "service")
        if row["kind"] in PROMOTING and runs(row, term)
    ]
    return min(ends, default=term)


def suitable(case: Case, row: Row) -> bool:
    """Vocational education; upper secondary in the autumn only after basic school alone (13.1, 13.2(2))."""
    if row["education"] == "upper_secondary":
        return row["term"] == "other" or only_basic_school(case, first_of_september(row))
    return bool(row["education"] == "vocational")


def counts(case: Case, study: str) -> bool:
    """A qualification, or upper secondary studies of 75 courses or in a boarding school (10.2)."""
    (row,) = [one for one in facts(case, "study") if one["id"] == study]
    if row["goal"] == "upper_secondary":
        return yes(row.get("boarding_school", "no")) or row["syllabus_courses"] >= 75
    return row["goal"] in DEGREES


def earns(case: Case, d: date) -> bool:
    """A day of counted work, of a service that counts, or of full-time studies (16.1(2)); business is kept out."""
    if any(runs(row, d) for row in facts(case, "counted_work")):
        return True
    if any(runs(row, d) for row in facts(case, "study")):
        return True
    kinds = set(PROMOTING) - set(OWN_STUDIES)
    return any(runs(row, d) for row in facts(case, "service") if row["kind"] in kinds)


def in_service(case: Case, d: date) -> bool:
    """Paid in spite of the loss (10:2.3(3))."""
    return any(runs(row, d) for row in facts(case, "service") if row["kind"] in PROMOTING)


def lived(case: Case, *, touched: bool = False) -> dict[date, str]:
    """Day after day from 2015: the place of the law by which the right is lost, of the days on which it is."""
    losing = ""
    since, full = date.min, 0
    lost: dict[date, str] = {}
    enough = any if touched else all
    d, last = date(2015, 1, 1), at(case["asked"]["through"])
    while d <= last:
        monday = d - 7 * ONE
        if losing and d.weekday() == 0 and monday >= since:
            full += enough(earns(case, monday + n * ONE) for n in range(7))
        if losing and (full >= 21 or not young(case, d)):
            losing = ""
        if not losing and (today := events(case, d)):
            losing, since, full = today[0], d, 0
        if losing:
            lost[d] = losing
        d += ONE
    return lost


def outcome(case: Case, *, touched: bool = False) -> dict[date, str]:
    """For each day asked about the ground that bars it, or nothing."""
    lost = lived(case, touched=touched)
    first, last = at(case["asked"]["from"]), at(case["asked"]["through"])
    asked = [first + n * ONE for n in range((last - first).days + 1)]
    return {d: "" if in_service(case, d) else lost.get(d, "") for d in asked}


def first_day(case: Case, row: Row) -> date | None:
    """From which day a neglected round costs the right, were nothing else running; ``None`` if it costs nothing."""
    start = shifted(case, first_of_september(row))
    lost = young(case, first_of_september(row)) and failed(case, row) and start != date.max and young(case, start)
    return start if lost else None
