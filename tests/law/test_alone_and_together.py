"""Random people and all worked examples: filling an open place flips nothing, and company and order change nothing.

Here are people of every kind of fact: those of ``people.py`` and ``ladder_people.py`` and the examples of the digests.
"""

from __future__ import annotations

import copy
import random
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

import ladder_people
import people
from test_against_ladder_oracle import told
from test_examples import EXAMPLES

from toimi.book.answers import Outcome
from toimi.book.casefile import read_cases
from toimi.book.decision import Decision, answer_of, decide, receipt
from toimi.book.facts import KINDS, DayOf, NumberOf, OneOf, YesNo
from toimi.days.line import offset_of
from toimi.law.book import BOOK

TODAY = offset_of(date(2026, 11, 24))
Case = dict[str, Any]
Place = tuple[str, int, str]
OPEN = int(Outcome.OPEN)
OVERRULE = {
    "contest_unfounded", "activity_over", "study_exception", "disease_effect", "cure", "entrepreneur_status",
    "equivalent_control",
}  # fmt: skip
"""Judgements over a presumption: one that comes in may turn a day that was presumed, which is no open place."""
WHOLE = {"benefit", "answered_for", "job_search", "seeks_full_time_work", "business_income", "business_workload"}
"""Kinds whose rows stay as they are: claims, or days that must not overlap."""


@cache
def everybody() -> list[Case]:
    """People of each generator, and every worked example."""
    found = [people.random_case(random.Random(seed)) for seed in range(120)]
    found += [told(ladder_people.random_case(random.Random(seed))) for seed in range(100)]
    return found + [example["case"] for example in EXAMPLES]


def run(cases: list[Case]) -> tuple[Decision | None, set[int]]:
    """All decided, or the people whose files do not hold together."""
    read, problems = read_cases(cases, known_at=TODAY)
    bad = {problem.block for problem in problems}
    return (None if bad else decide(read[0].caseload, BOOK, known_at=TODAY)), bad


def decided(cases: list[Case]) -> Decision:
    decision, bad = run(cases)
    assert bad == set()
    assert decision is not None
    return decision


def outcomes(decision: Decision) -> list[dict[str, list[int]]]:
    """For each person the outcome of each day asked, by benefit."""
    caseload = decision.evaluation.caseload
    first, until = caseload.asked_from.tolist(), caseload.asked_until.tolist()
    found: list[dict[str, list[int]]] = [{} for _ in first]
    for benefit, timeline in decision.timelines.items():
        stretches = (timeline.block, timeline.start, timeline.end, timeline.outcome)
        for block, start, end, outcome in zip(*(part.tolist() for part in stretches), strict=True):
            days = found[block].setdefault(benefit, [-1] * (until[block] - first[block]))
            days[start - first[block] : end - first[block]] = [outcome] * (end - start)
    return found


# --- filling open places ----------------------------------------------------------------------------------------------


def places(case: Case) -> list[Place]:
    """Values and days that may be not known: not where a judgement would overrule what is presumed."""
    found = []
    refusals = {row.get("id") for row in case["facts"].get("job_refusal", [])}
    for kind, rows in case["facts"].items():
        for number, row in enumerate(rows):
            if kind in OVERRULE | {"benefit", "answered_for"} or row.get("about") in refusals - {None}:
                continue
            names = [name for name, attribute in KINDS[kind].attributes.items() if name in row and opened(attribute)]
            days = [name for name in ("from", "through", "on") if name in row and kind not in WHOLE]
            found += [(kind, number, name) for name in (*names, *days)]
    return found


def opened(attribute: Any) -> bool:
    return isinstance(attribute, YesNo | OneOf | NumberOf | DayOf)


def less_known(rng: random.Random, place: Place, value: Any) -> Any:
    """What the file says instead: unknown, some options, or a range with the value in it."""
    kind, _, name = place
    attribute = KINDS[kind].attributes.get(name)
    if attribute is None or isinstance(attribute, DayOf):
        return value if value in ("never", "not_applicable") else around(rng, value, 3 if attribute is None else 30)
    if isinstance(attribute, NumberOf) and rng.random() < 0.5 and not isinstance(value, str):
        exact = Decimal(str(value))
        low, high = max(Decimal(0), exact - rng.choice((1, 20))), exact + rng.choice((1, 20))
        return (
            {"at_least": low, "at_most": high} if attribute.scale > 1 else {"at_least": int(low), "at_most": int(high)}
        )
    return "unknown"


def around(rng: random.Random, value: Any, most: int) -> dict[str, str]:
    day = value if isinstance(value, date) else date.fromisoformat(value)
    return {
        "earliest": (day - timedelta(days=rng.randint(0, most))).isoformat(),
        "latest": (day + timedelta(days=rng.randint(0, most))).isoformat(),
    }


def filling(rng: random.Random, case: Case) -> list[Case]:
    """The case with some places open, then one filled after another; of a choice any option may turn out true."""
    every = places(case)
    chosen = rng.sample(every, min(len(every), rng.randint(1, 3)))
    steps = [turned_out(rng, copy.deepcopy(case), chosen)]
    for place in chosen:
        kind, number, name = place
        row = steps[-1]["facts"][kind][number]
        less = copy.deepcopy(steps[-1])
        less["facts"][kind][number][name] = less_known(rng, place, row[name])
        steps.append(less)
    return steps[::-1]


def turned_out(rng: random.Random, case: Case, chosen: list[Place]) -> Case:
    """The case, with another option in some of the places than it was written with."""
    for kind, number, name in chosen:
        attribute = KINDS[kind].attributes.get(name)
        if isinstance(attribute, YesNo | OneOf) and rng.random() < 0.4:
            case["facts"][kind][number][name] = rng.choice(getattr(attribute, "options", (True, False)))
    return case


def test_filling_an_open_place_never_flips_a_settled_day() -> None:
    """Hundreds of people, up to three places each: what was settled stays as it was settled."""
    rng = random.Random(11)
    chains = [filling(rng, case) for case in everybody()]
    _, bad = run([case for chain in chains for case in chain])
    numbers = [place for place, chain in enumerate(chains) for _ in chain]
    chains = [chain for place, chain in enumerate(chains) if place not in {numbers[block] for block in bad}]
    assert len(chains) > 0.9 * len(everybody())
    said = iter(outcomes(decided([case for chain in chains for case in chain])))
    wrong, open_days = [], 0
    for chain in chains:
        told_in_order = [next(said) for _ in chain]
        for before, after in pairwise(told_in_order):
            for benefit, days in before.items():
                open_days += days.count(OPEN)
                if any(was not in (OPEN, now) for was, now in zip(days, after[benefit], strict=True)):
                    wrong.append((chain[0], benefit))
    assert wrong == []
    assert open_days > 5_000


def test_an_official_who_accepts_the_end_of_work_flips_no_settled_day() -> None:
    """Whatever 2:6.3 and 2:6.4 ask for is in the facts: the acceptance still unknown, or given, or refused."""
    asked = {
        "assignment_over": [("work_in_business", "staff_last_year", ("none", "regular"))],
        "season_over": [
            ("business", "season_months_a_year", (Decimal("4.5"), 8)),
            ("business", "season_through", ("2024-09-15", "2024-09-30")),
        ],
    }
    chains = []
    for case in (example["case"] for example in EXAMPLES):
        works = [row for row in case["facts"].get("work_in_business", []) if row.get("end_cause") in asked]
        for kind, name, options in asked[works[0]["end_cause"]] if works else ():
            for option in options:
                changed = copy.deepcopy(case)
                for row in changed["facts"][kind]:
                    row[name] = option
                chains.append([accepting(changed, works[0]["id"], found) for found in ("unknown", True, False)])
    assert len(chains) >= 12
    said = iter(outcomes(decided([case for chain in chains for case in chain])))
    for chain in chains:
        unknown, *found = [next(said) for _ in chain]
        assert all(
            was in (OPEN, now)
            for after in found
            for benefit, days in unknown.items()
            for was, now in zip(days, after[benefit], strict=True)
        )


def accepting(case: Case, work: str, found: Any) -> Case:
    """The case with that finding of the end of the work."""
    findings = [{"about": work, "on": date(2024, 1, 2).isoformat(), "accepted": found}]
    return {**case, "facts": {**case["facts"], "end_of_work_cause": findings}}


# --- alone, in any chunk, in any order --------------------------------------------------------------------------------


def shuffled(rng: random.Random, case: Case) -> Case:
    """The same facts in another order: kinds, rows, and values within rows."""

    def turned(pairs: dict[str, Any]) -> dict[str, Any]:
        return dict(rng.sample(list(pairs.items()), len(pairs)))

    facts = {kind: rng.sample([turned(row) for row in rows], len(rows)) for kind, rows in case["facts"].items()}
    return turned({**case, "facts": turned(facts)})


def test_a_person_is_decided_alike_alone_in_any_chunk_and_in_any_order() -> None:
    """Answer, grounds and receipt."""
    cases = everybody()
    whole = decided(cases)
    expected = [(answer_of(whole, block), receipt(whole, block)) for block in range(len(cases))]
    rng = random.Random(4)
    for size, share in ((1, 0.15), (13, 0.5), (300, 1)):
        order = rng.sample(range(len(cases)), int(share * len(cases)))
        for first in range(0, len(order), size):
            chunk = order[first : first + size]
            decision = decided([shuffled(rng, cases[block]) for block in chunk])
            for place, block in enumerate(chunk):
                assert (answer_of(decision, place), receipt(decision, place)) == expected[block], cases[block]


def test_every_kind_of_fact_is_among_these_people() -> None:
    """Nothing in the vocabulary is left out."""
    assert {kind for case in everybody() for kind in case["facts"]} | {"person"} == set(KINDS)
