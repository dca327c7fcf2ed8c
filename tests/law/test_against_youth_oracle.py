"""The loss of young people without education against a second transcription, made from the digests before the provisions."""

from __future__ import annotations

import random
from datetime import date, timedelta
from itertools import product
from typing import Any

import ladder_oracle
import ladder_people
import pytest
import youth_oracle
import youth_people
from test_examples import days_said

from toimi.book.casefile import read_cases
from toimi.book.decision import Decision, decide
from toimi.days.line import offset_of
from toimi.law.book import BOOK

KNOWN_AT = offset_of(date(2026, 11, 24))
YOUTH = {"TTL 2:13.2(1)", "TTL 2:13.2(2)", "TTL 2:13.2(3)", "TTL 2:13.3", "TTL 2:14.3"}
PEOPLE, NEGLECTING = 300, 150


def decided(cases: list[dict[str, Any]], **switches: str) -> Decision:
    """By the law as verified, of which the oracle is the second transcription."""
    read, problems = read_cases(cases, known_at=KNOWN_AT)
    assert problems == []
    return decide(
        read[0].caseload, BOOK, known_at=KNOWN_AT, switches={"law_after_verification": "as_verified", **switches}
    )


@pytest.mark.parametrize("counted", ["whole", "touched"])
def test_the_loss_agrees_with_the_oracle_on_random_young_people(counted: str) -> None:
    """Every day: whether the right is lost, and by which place of the law; by both readings of a calendar week."""
    cases = [youth_people.random_case(random.Random(seed)) for seed in range(PEOPLE // 2)]
    decision = decided(cases, counted_calendar_weeks=counted)
    wrong, lost = [], set()
    for block, case in enumerate(cases):
        wanted = youth_oracle.outcome(case, touched=counted == "touched")
        for day, (outcome, grounds) in days_said(decision, decision.timelines["earnings_related"], block).items():
            said = sorted(grounds & YOUTH)
            lost.add(wanted[day])
            if said != [wanted[day]] * bool(wanted[day]) or (outcome == "open") or (outcome == "no_right") < bool(said):
                wrong.append(f"case {block} {day}: book {outcome} {sorted(grounds)}, oracle {wanted[day]!r}")
                break
    assert wrong == []
    assert lost == {"", *YOUTH}


def test_what_is_settled_holds_whatever_an_official_finds() -> None:
    """Two reasons not judged: a day that is not open is so whatever they are, and an open day has both answers."""
    wrong = []
    for seed in range(1000, 1040):
        case = youth_people.random_case(random.Random(seed))
        reasons = case["facts"]["valid_reason"]
        hidden, known = reasons[:2], reasons[2:]
        completions = [
            {
                **case,
                "facts": {**case["facts"], "valid_reason": known + [{**row, "accepted": said} for row, said in chosen]},
            }
            for chosen in ([*zip(hidden, said, strict=True)] for said in product(("yes", "no"), repeat=len(hidden)))
        ]
        case["facts"]["valid_reason"] = known
        decision = decided([case], counted_calendar_weeks="whole", term_of_neglects="rolling")
        wanted = [youth_oracle.outcome(one) for one in completions]
        for day, (outcome, grounds) in days_said(decision, decision.timelines["earnings_related"]).items():
            possible = {bool(one[day]) for one in wanted}
            only_the_notice = outcome == "open" and not grounds  # paid by a service; what the payer is told is open
            settled = {"open": {True, False}, "no_right": {True}}.get("right" if only_the_notice else outcome, {False})
            studying = any(youth_oracle.runs(row, day) for row in case["facts"].get("study", []))
            if settled != possible and not studying:
                wrong.append(f"seed {seed} {day}: book {outcome}, oracle {possible}")
                break
    assert wrong == []


def both(rng: random.Random) -> dict[str, Any]:
    """Somebody who neglects things and is also young, and neglected the round of some year."""
    case = ladder_people.random_case(rng)
    facts = case["facts"]
    born = date(rng.randint(1998, 2006), rng.randint(1, 12), rng.randint(1, 28))
    year = rng.randint(2021, 2024)
    facts["study_application"] = [{"id": "round", "on": date(year, 3, 21), "eligible_places": 0}]
    facts["valid_reason"].append({"on": date(year, 9, 1), "about": "round", "accepted": "no"})
    return {**case, "person": {"birth_date": born}}


def test_the_loss_and_the_obligations_shield_from_each_other() -> None:
    """Where a work obligation runs there is no loss, and where the right is lost nothing of chapter 2 a is applied."""
    cases = [both(random.Random(seed)) for seed in range(NEGLECTING)]
    facts = [case["facts"] for case in cases]
    periods = [{row["review_period"] for row in one.get("conduct", []) if "review_period" in row} for one in facts]
    told = [
        {
            **case,
            "facts": {
                **case["facts"],
                "review_period": [{"id": name, "from": date(2019, 1, 1)} for name in sorted(named)],
                "authority_delay": [
                    {"on": row["on"], "about": row["id"], "value": "no"} for row in case["facts"].get("conduct", [])
                ],
            },
        }
        for case, named in zip(cases, periods, strict=True)
    ]
    decision = decided(told, term_of_neglects="rolling", counted_calendar_weeks="whole")
    wrong, met = [], 0
    for block, case in enumerate(cases):
        start = youth_oracle.first_day(case, case["facts"]["study_application"][0])
        with_loss = ladder_oracle.outcome(case, youth_from=start, services_pay=False)
        without = ladder_oracle.outcome(case, services_pay=False)
        met += with_loss != {day: grounds | (with_loss[day] & {"TTL 2:13"}) for day, grounds in without.items()}
        said = days_said(decision, decision.timelines["earnings_related"], block)
        for day, (outcome, grounds) in said.items():
            found = {"TTL 2:13" if ground in YOUTH else ground for ground in grounds}
            if outcome == "no_right" and found != with_loss[day]:
                wrong.append(f"case {block} {day}: book {sorted(found)}, oracle {sorted(with_loss[day])}")
                break
            paid = youth_oracle.in_service(case, day)
            if outcome != "no_right" and with_loss[day] and not paid:
                wrong.append(f"case {block} {day}: book {outcome}, oracle {sorted(with_loss[day])}")
                break
    assert wrong == []
    assert met > NEGLECTING // 10


@pytest.mark.parametrize("days", [0, 1])
def test_two_services_back_to_back_are_two(days: int) -> None:
    """The loss begins when the service of 1 September ends, also when another follows on the next day or the day after."""
    first_through = date(2023, 10, 1)
    case = youth_people.random_case(random.Random(1))
    case["asked"] = {"from": date(2023, 8, 1), "through": date(2024, 3, 31)}
    case["person"] = {"birth_date": date(2004, 1, 1)}
    case["facts"] |= {kind: [] for kind in ("study_place", "conduct", "study", "study_break", "counted_work")}
    case["facts"] |= {"qualification": [], "own_fault": []}
    case["facts"]["study_application"] = [{"id": "round", "on": date(2023, 3, 21), "eligible_places": 0}]
    case["facts"]["valid_reason"] = [{"on": date(2023, 9, 1), "about": "round", "accepted": "no"}]
    follows = first_through + timedelta(days=1 + days)
    case["facts"]["service"] = [
        {"from": date(2023, 8, 1), "through": first_through, "kind": "work_trial"},
        {"from": follows, "through": follows + timedelta(days=21 * 7 - 1), "kind": "work_trial"},
    ]
    decision = decided([case], counted_calendar_weeks="whole")
    said = days_said(decision, decision.timelines["earnings_related"])
    wanted = youth_oracle.outcome(case)
    assert {day: bool(grounds & YOUTH) for day, (_, grounds) in said.items()} == {
        day: bool(ground) for day, ground in wanted.items()
    }
