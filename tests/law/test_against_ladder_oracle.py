"""Chapter 2 a in order against a second transcription, made from the digests by someone who had not read the book."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import ladder_oracle
import ladder_people
from test_examples import days_said

from toimi.book.casefile import read_cases
from toimi.book.decision import decide
from toimi.days.line import offset_of
from toimi.law.book import BOOK

KNOWN_AT = offset_of(date(2026, 11, 24))
PEOPLE = 600
GROUNDS = {"TTL 2a:9", "TTL 2a:9.1", "TTL 2a:10", "TTL 2a:10.1(1)", "TTL 2a:10.1(2)", "TTL 2a:11", "TTL 2a:12", "TTL 2a:12a", "TTL 2a:14"}  # fmt: skip


def told(case: dict[str, Any]) -> dict[str, Any]:
    """The case as the book reads it: review periods as rows, and of each plan whose delay it was."""
    facts = dict(case["facts"])
    periods = {row["review_period"] for row in facts.get("conduct", []) if "review_period" in row}
    facts["review_period"] = [{"id": name, "from": date(2019, 1, 1)} for name in sorted(periods)]
    facts["authority_delay"] = [
        {"on": row["on"], "about": row["id"], "value": "no"} for row in facts.get("conduct", [])
    ]
    return {**case, "facts": facts}


def two_on_a_day(case: dict[str, Any]) -> bool:
    """Which of two acts on one day comes first is not the law's word: only the days are compared then."""
    days = [row["on"] for row in case["facts"].get("conduct", [])]
    return len(set(days)) < len(days)


def test_the_chronicle_agrees_with_the_oracle_on_random_people() -> None:
    """Which days are barred, by which provision, where the two readings of the twelve months agree."""
    cases = [ladder_people.random_case(random.Random(seed)) for seed in range(PEOPLE)]
    read, problems = read_cases([told(case) for case in cases], known_at=KNOWN_AT)
    assert problems == []
    decision = decide(read[0].caseload, BOOK, known_at=KNOWN_AT)
    wrong = []
    for block, case in enumerate(cases):
        said = days_said(decision, decision.timelines["earnings_related"], block)
        open_ = ladder_oracle.open_days(case)
        rolling = ladder_oracle.outcome(case, window="rolling")
        first = ladder_oracle.outcome(case, window="first_neglect")
        for day, (outcome, grounds) in said.items():
            wanted = "open" if day in open_ else "no_right" if rolling[day] else "right"
            only_the_notice = (
                outcome == "open" and not grounds
            )  # a right by both readings; one has a service override it
            same = ("right" if only_the_notice else outcome.replace("_with_notice", "")) == wanted
            if same and wanted == "no_right" and rolling[day] == first[day] and not two_on_a_day(case):
                same = grounds & GROUNDS == rolling[day] & GROUNDS
            if not same:
                wrong.append(
                    f"case {block} {day}: book {outcome} {sorted(grounds)}, oracle {wanted} {sorted(rolling[day])}"
                )
                break
    assert wrong == []
