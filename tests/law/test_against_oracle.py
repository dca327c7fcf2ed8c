"""The book against a second transcription of the law, made from the digests by someone who had not read the book."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import oracle
import people
import pytest
from test_examples import days_said

from toimi.book.casefile import read_cases
from toimi.book.decision import decide
from toimi.days.line import offset_of
from toimi.law.book import BOOK
from toimi.law.facts import BENEFITS

PEOPLE = 250
"""Different people for each day of knowledge: 3,250 in all."""


def on(day: Any) -> date:
    return day if isinstance(day, date) else date.fromisoformat(day)


def long_work_beside_business(case: dict[str, Any]) -> bool:
    """Six months of full-time work reached while there is a business: the oracle leaves 2:5.2 to the official."""
    facts = case["facts"]
    for work in facts.get("employment", []):
        begun = on(work["from"])
        reached = begun + timedelta(days=180)
        for business in facts.get("business", []):
            if (
                on(business["from"]) <= reached + timedelta(days=5)
                and on(business.get("through", "2079-01-01")) >= reached
            ):
                return True
    return False


def stop_without_its_job(case: dict[str, Any]) -> bool:
    """A stop that names none of several jobs: the oracle stops them all, the book does not know which."""
    facts = case["facts"]
    stops = [
        stop for kind in ("layoff", "equated_stop", "other_stop") for stop in facts.get(kind, []) if "job" not in stop
    ]
    jobs = {work.get("job", work["id"]) for work in facts.get("employment", [])}
    return bool(stops) and len(jobs) > 1


def left_twice_in_half_a_year(case: dict[str, Any]) -> bool:
    """Repeated conduct before May 2022: an obligation of old 2a:14, which this oracle leaves to ``ladder_oracle``."""
    ends = sorted(on(end["on"]) for end in case["facts"].get("employment_end", []))
    return any(later - earlier <= timedelta(days=184) for earlier, later in pairwise(ends))


@pytest.mark.parametrize("known_at", people.KNOWN_AT, ids=str)
def test_the_book_agrees_with_the_oracle_on_random_people(known_at: date) -> None:
    """Invented people, every day asked, each benefit that they claim, as known on thirteen days."""
    first = PEOPLE * people.KNOWN_AT.index(known_at)
    everyone = [people.random_case(random.Random(first + seed)) for seed in range(PEOPLE)]
    left_out = (long_work_beside_business, stop_without_its_job, left_twice_in_half_a_year)
    cases = [case for case in everyone if not any(reason(case) for reason in left_out)]
    assert len(cases) > PEOPLE / 2
    read, problems = read_cases(cases, known_at=offset_of(known_at))
    assert problems == []
    decision = decide(read[0].caseload, BOOK, known_at=offset_of(known_at))
    said = {benefit: by_block(decision, benefit) for benefit in BENEFITS}
    wrong = []
    for block, case in enumerate(cases):
        for benefit in {row["kind"] for row in case["facts"]["benefit"]}:
            wrong += compared(case, known_at, benefit, said[benefit].get(block, {}), block)
    assert wrong == []


def by_block(decision: Any, benefit: str) -> dict[int, dict[date, tuple[str, frozenset[str]]]]:
    timeline = decision.timelines[benefit]
    return {int(block): days_said(decision, timeline, int(block)) for block in set(timeline.block.tolist())}


def compared(case: dict[str, Any], known_at: date, benefit: str, said: dict[date, Any], block: int) -> list[str]:
    """Where the book says something else than the oracle, one line a case."""
    wanted = dict.fromkeys(oracle.no_right_days(case, known_at, benefit), "no_right")
    wanted |= dict.fromkeys(oracle.right_days(case, known_at, benefit), "right")
    wanted |= dict.fromkeys(oracle.open_days(case, known_at, benefit), "open")
    off = [day for day, outcome in wanted.items() if said[day][0].replace("_with_notice", "") != outcome]
    if not off:
        return []
    day = min(off)
    return [
        f"case {block} {benefit}: {len(off)} days from {day}: book {said[day][0]} {sorted(said[day][1])}, oracle {wanted[day]}"
    ]
