"""Chapter 2 a in order against a second transcription, made from the digests by someone who had not read the book."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import ladder_oracle
import ladder_people
from test_examples import days_said

from toimi.book.casefile import read_cases
from toimi.book.decision import Decision, decide
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


def right_or_not(decision: Decision, block: int) -> dict[date, str]:
    """Right or no right, day by day; open only for a notice is a right by both readings: one has a service override it."""
    said = days_said(decision, decision.timelines["earnings_related"], block)
    return {
        day: "right" if outcome == "open" and not grounds else outcome.replace("_with_notice", "")
        for day, (outcome, grounds) in said.items()
    }


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
        said, outcomes = (
            days_said(decision, decision.timelines["earnings_related"], block),
            right_or_not(decision, block),
        )
        open_ = ladder_oracle.open_days(case)
        rolling = ladder_oracle.outcome(case, window="rolling")
        first = ladder_oracle.outcome(case, window="first_neglect")
        for day, (outcome, grounds) in said.items():
            wanted = "open" if day in open_ else "no_right" if rolling[day] else "right"
            same = outcomes[day] == wanted
            if same and wanted == "no_right" and rolling[day] == first[day] and not two_on_a_day(case):
                same = grounds & GROUNDS == rolling[day] & GROUNDS
            if not same:
                wrong.append(
                    f"case {block} {day}: book {outcome} {sorted(grounds)}, oracle {wanted} {sorted(rolling[day])}"
                )
                break
    assert wrong == []


MONTHS = [(date(2024, month, 2 if month == 9 else 1), date(2024, month, last)) for month, last in ((9, 30), (10, 31), (11, 30), (12, 31))]  # fmt: skip


def in_months(seed: int) -> dict[str, Any]:
    """Four neglects in 2024, then months of work and maybe some weeks of a work trial in January."""
    rng = random.Random(seed)
    first = date(2024, 4, 1).toordinal() + rng.randrange(60)
    conduct = [{"id": f"c{n}", "on": date.fromordinal(first + 30 * n), "kind": "missed_appointment"} for n in range(4)]
    reasons = [{"on": row["on"], "about": row["id"], "accepted": "no"} for row in conduct]
    work = [
        {"from": begin, "through": end, "unit": rng.choice(["month", "month", "half_month"])}
        for begin, end in rng.sample(MONTHS, rng.randrange(2, 5))
        if begin > conduct[3]["on"]
    ]
    trial = {"from": date(2025, 1, 6), "through": date(2025, 1, rng.choice([12, 19, 26])), "kind": "work_trial"}
    facts = {
        "benefit": [{"from": date(2024, 4, 1), "kind": "earnings_related"}], "job_search": [{"from": date(2024, 4, 1)}],
        "seeks_full_time_work": [{"from": date(2024, 4, 1), "value": "yes"}], "conduct": conduct,
        "valid_reason": reasons, "counted_work": work, "service": [trial] if rng.random() < 0.5 else [],
        "answered_for": [{"from": date(2018, 1, 1), "subjects": ["work", "stops", "study", "business"]}],
    }  # fmt: skip
    asked = {"from": date(2024, 8, 1), "through": date(2025, 2, 28)}
    return {"asked": asked, "person": {"birth_date": date(1990, 1, 1)}, "facts": facts}


def test_months_of_work_end_an_obligation_as_in_the_oracle() -> None:
    """14:1c: four and two weeks, beside weeks of a work trial."""
    cases = [in_months(seed) for seed in range(100)]
    read, problems = read_cases(cases, known_at=KNOWN_AT)
    assert problems == []
    decision = decide(read[0].caseload, BOOK, known_at=KNOWN_AT)
    ended = 0
    for block, case in enumerate(cases):
        said = days_said(decision, decision.timelines["earnings_related"], block)
        wanted = ladder_oracle.outcome(case)
        assert {day: outcome == "no_right" for day, (outcome, _) in said.items()} == {
            day: bool(grounds) for day, grounds in wanted.items()
        }, block
        ended += not wanted[date(2025, 2, 28)]
    assert 30 < ended < 100


def after_an_obligation(seed: int) -> dict[str, Any] | None:
    """A random person whose obligation ends, and who then refuses two services more; ``None`` if there is none."""
    rng = random.Random(seed)
    case = ladder_people.random_case(rng)
    obligations = [bar for bar in ladder_oracle.course(case).bars if bar.ground in ("TTL 2a:10.1(2)", "TTL 2a:14")]
    ended = max((bar.end for bar in obligations), default=date.max)
    if ended > date(2025, 3, 1):
        return None
    days = [ended + timedelta(days=rng.choice((0, 1, 20, 70)))]
    days.append(days[0] + timedelta(days=rng.choice((1, 8, 30, 90))))
    if any(ladder_oracle.covers(row, day) for row in case["facts"].get("service", []) for day in days):
        return None
    for number, day in enumerate(days):
        case["facts"]["conduct"].append({"id": f"more-{number}", "on": day.isoformat(), "kind": "service_refused"})
        case["facts"]["valid_reason"].append({"on": day.isoformat(), "about": f"more-{number}", "accepted": False})
    case["asked"]["through"] = (days[1] + timedelta(days=200)).isoformat()
    case["facts"]["conduct"].sort(key=lambda row: row["on"])
    same = ladder_oracle.outcome(case) == ladder_oracle.outcome(case, begun_weeks=True)
    anew = ladder_oracle.outcome(case, anew=True), ladder_oracle.outcome(case, anew=True, begun_weeks=True)
    return case if same and anew[0] == anew[1] else None


def test_the_count_after_an_ended_obligation_is_the_oracles_by_each_reading() -> None:
    """That it begins anew, in both ways of counting twelve months; and with both, open are the days that differ."""
    cases = [case for seed in range(1_500) if (case := after_an_obligation(seed))]
    read, problems = read_cases([told(case) for case in cases], known_at=KNOWN_AT)
    assert problems == []
    differ = 0
    for term, window in (("rolling", "rolling"), ("from_first", "first_neglect")):
        by_option = {
            option: decide(
                read[0].caseload, BOOK, known_at=KNOWN_AT,
                switches={"term_of_neglects": term, "count_after_an_obligation": option},
            )
            for option in ("goes_on", "begins_anew", "both")
        }  # fmt: skip
        for block, case in enumerate(cases):
            goes_on = ladder_oracle.outcome(case, window=window)
            anew = ladder_oracle.outcome(case, window=window, anew=True)
            wanted = {
                "goes_on": {day: "no_right" if grounds else "right" for day, grounds in goes_on.items()},
                "begins_anew": {day: "no_right" if grounds else "right" for day, grounds in anew.items()},
            }
            wanted["both"] = {
                day: said if said == wanted["begins_anew"][day] else "open" for day, said in wanted["goes_on"].items()
            }
            differ += "open" in wanted["both"].values()
            for option, decision in by_option.items():
                assert right_or_not(decision, block) == wanted[option], (block, term, option)
    assert differ > 40, (differ, len(cases))
