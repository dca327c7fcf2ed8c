"""More conduct can mean fewer lost days: what is not known is settled only where every completion agrees."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import product
from typing import Any

from toimi.book.answers import Outcome
from toimi.book.casefile import read_cases
from toimi.book.decision import Decision, decide
from toimi.book.questions import questions
from toimi.days.line import EPOCH, offset_of
from toimi.law.book import BOOK

KNOWN_AT = offset_of(date(2026, 11, 24))
ROLLING = {"term_of_neglects": "rolling"}
Case = dict[str, Any]


def case(reasons: dict[date, str | None], until: date) -> Case:
    """Missed discussions of a person who was called to an initial interview; ``None``: no one has judged the reason."""
    first = {"from": date(2022, 5, 2)}
    conduct = [{"id": f"act-{place}", "on": day, "kind": "plan_refused"} for place, day in enumerate(sorted(reasons))]
    judged = [
        {"on": day, "about": f"act-{place}", "accepted": reasons[day]}
        for place, day in enumerate(sorted(reasons))
        if reasons[day] is not None
    ]
    facts: dict[str, Any] = {
        "benefit": [{**first, "kind": "basic"}],
        "job_search": [{**first, "id": "search"}],
        "seeks_full_time_work": [{**first, "value": "yes"}],
        "answered_for": [{"from": date(2018, 1, 1), "subjects": ["work", "stops", "study", "business"]}],
        "conduct": conduct,
        "valid_reason": judged,
    }
    asked = {"from": date(2022, 5, 2), "through": until}
    return {"asked": asked, "person": {"birth_date": date(1990, 1, 1)}, "facts": facts}


def decided(cases: list[Case]) -> Decision:
    read, problems = read_cases(cases, known_at=KNOWN_AT)
    assert problems == []
    return decide(read[0].caseload, BOOK, known_at=KNOWN_AT, switches=ROLLING)


def outcomes(decision: Decision, block: int) -> dict[date, Outcome]:
    """The outcome of each day of one person."""
    timeline = decision.timelines["basic"]
    said: dict[date, Outcome] = {}
    for stretch in (timeline.block == block).nonzero()[0]:
        for offset in range(timeline.start[stretch], timeline.end[stretch]):
            said[EPOCH + timedelta(days=int(offset))] = Outcome(timeline.outcome[stretch])
    return said


def days_of(said: dict[date, Outcome], outcome: Outcome) -> set[date]:
    return {day for day, one in said.items() if one is outcome}


def span(first: str, last: str) -> set[date]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last)
    return {begin + timedelta(days=number) for number in range((end - begin).days + 1)}


def test_a_middle_case_loses_days_that_neither_extreme_does() -> None:
    """operators.md, section 4: 13 to 19 December only if exactly one of the two is counted; so all four are tried."""
    known = {date(2022, 7, 31): "no", date(2022, 12, 5): "no"}
    one = case({**known, date(2022, 10, 6): None, date(2022, 11, 26): None}, date(2022, 12, 31))
    said = outcomes(decided([one]), 0)
    assert days_of(said, Outcome.NO_RIGHT) == span("2022-12-06", "2022-12-10")
    maybe = span("2022-10-07", "2022-10-13") | span("2022-11-27", "2022-12-05") | span("2022-12-11", "2022-12-19")
    assert days_of(said, Outcome.OPEN) == maybe
    asked = decided([one])
    found = [
        (each.kind, each.row, each.name)
        for each in questions(asked.evaluation, asked.timelines)
        if each.row is not None
    ]
    assert set(found) == {("conduct", 1, "valid_reason"), ("conduct", 2, "valid_reason")}


def test_settled_days_are_those_on_which_all_completions_agree() -> None:
    """120 random people with up to four reasons not judged: exactly the agreement of every way it may turn out."""
    rng = random.Random(5)
    for _ in range(120):
        days = sorted({date(2022, 6, 1) + timedelta(days=rng.randrange(330)) for _ in range(rng.randint(2, 7))})
        unknown = set(rng.sample(days, min(len(days), rng.randint(1, 4))))
        reasons = {day: None if day in unknown else rng.choice(["no", "no", "yes"]) for day in days}
        until = date(2023, 8, 31)
        ways = [
            {**reasons, **dict(zip(sorted(unknown), answers, strict=True))}
            for answers in product(["yes", "no"], repeat=len(unknown))
        ]
        decision = decided([case(reasons, until), *(case(way, until) for way in ways)])
        said = outcomes(decision, 0)
        ends = [outcomes(decision, block) for block in range(1, len(ways) + 1)]
        for day, outcome in said.items():
            alike = {end[day] for end in ends}
            assert outcome == (alike.pop() if len(alike) == 1 else Outcome.OPEN), (day, reasons)
