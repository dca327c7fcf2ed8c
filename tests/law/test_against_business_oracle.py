"""The book against a second transcription of 1:6, the six months beside a business and the lock-in of 2:5.4."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import business_oracle
import pytest
from test_against_oracle import by_block

from toimi.book.casefile import read_cases
from toimi.book.decision import decide
from toimi.days.line import offset_of
from toimi.law.book import BOOK

PEOPLE = 240
ASKED = {"from": "2020-01-01", "through": "2021-12-31"}
KNOWN_AT = offset_of(date(2026, 11, 24))
PERCENTAGES = [
    Decimal(part)
    for part in ("0", "0.01", "5", "10", "14.99", "15", "20", "29.99", "30", "35", "49.99", "50", "60", "100")
]
READINGS = [
    {"indirect_holding": how, "family_member_without_share": member}
    for how in ("whole", "multiplied")
    for member in ("employee", "entrepreneur")
]


def some_day(rng: random.Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randint(0, (last - first).days))


def split(rng: random.Random) -> tuple[Decimal, Decimal]:
    """Two percentages that make at most a hundred."""
    own, family = rng.choice(PERCENTAGES), rng.choice(PERCENTAGES)
    return (own, family) if own + family <= 100 else (own, Decimal(0))


def position(rng: random.Random, firm: str, first: date, through: date | None) -> dict[str, Any]:
    """One stretch of holding, position and insurance."""
    (capital, family_capital), (votes, family_votes) = split(rng), split(rng)
    if rng.random() < 0.6:
        votes, family_votes = capital, family_capital
    row: dict[str, Any] = {"business": firm, "from": first.isoformat()}
    row |= {} if through is None else {"through": through.isoformat()}
    insured = rng.choice(("yel", "employee", "employee", "employee", "none", "myel"))
    row |= {"leading_position": rng.choice((True, False)), "insured_as": insured}
    row |= {"capital": capital, "family_capital": family_capital, "votes": votes, "family_votes": family_votes}
    if rng.random() < 0.4:
        mine, theirs = split(rng)
        row |= (
            {"capital": Decimal(0), "family_capital": Decimal(0), "votes": Decimal(0), "family_votes": Decimal(0)}
            if rng.random() < 0.6
            else {}
        )
        row |= {"own_of_intermediary": mine, "family_of_intermediary": theirs}
        room = 100 - max(row["capital"] + row["family_capital"], row["votes"] + row["family_votes"])
        holds = [part for part in PERCENTAGES if part <= room]
        row["intermediary_holds"] = rng.choice(holds)
    return row


ALL_OWN = {"capital": Decimal(100), "family_capital": Decimal(0), "votes": Decimal(0), "family_votes": Decimal(0)}
"""A sole trader's business is the trader's own: of family members in it an official must say."""


def positions(rng: random.Random, firm: str) -> list[dict[str, Any]]:
    """None, one stretch, or two with a change between them, some of which lies before July 2019."""
    first = some_day(rng, date(2018, 1, 1), date(2019, 12, 31))
    if rng.random() < 0.2:
        return []
    if rng.random() < 0.4:
        return [position(rng, firm, first, None)]
    change = rng.choice((date(2019, 7, 1), some_day(rng, first + timedelta(days=10), date(2021, 9, 30))))
    change = max(change, first + timedelta(days=1))
    return [position(rng, firm, first, change - timedelta(days=1)), position(rng, firm, change, None)]


def someone(seed: int) -> dict[str, Any]:
    """A complete case with one or two businesses, and with one of them perhaps a job."""
    rng = random.Random(seed)
    facts: dict[str, list[dict[str, Any]]] = {
        "benefit": [{"from": ASKED["from"], "kind": "earnings_related"}],
        "job_search": [{"id": "search", "from": "2018-01-01"}],
        "seeks_full_time_work": [{"from": "2018-01-01", "value": True}],
        "answered_for": [{"from": "2000-01-01", "subjects": ["work", "stops", "study", "business"]}],
    }
    firms = rng.choice((["firm"], ["firm"], ["firm", "shop"]))
    for kind in ("business", "business_workload", "business_share", "business_closing", "employment"):
        facts[kind] = []
    for firm in firms:
        begun = some_day(rng, date(2017, 1, 1), date(2017, 6, 30))
        form = "sole_trader" if rng.random() < 0.15 else "limited_company"
        facts["business"].append({"id": firm, "from": begun.isoformat(), "kind": "business", "form": form})
        found = some_day(rng, date(2017, 7, 1), date(2021, 6, 30))
        value = rng.choice(("full_time", "full_time", "full_time", "secondary"))
        facts["business_workload"] += [
            {
                "business": firm,
                "from": begun.isoformat(),
                "through": (found - timedelta(days=1)).isoformat(),
                "value": "secondary",
            },
            {"business": firm, "from": found.isoformat(), "value": value},
        ]
        told = positions(rng, firm)
        facts["business_share"] += [{**row, **ALL_OWN} for row in told] if form == "sole_trader" else told
        if rng.random() < 0.3:
            day = some_day(rng, found, date(2021, 12, 31)).isoformat()
            gone = dict.fromkeys(
                ("pension_insurance_ended_on", "prepayment_removal_on", "employer_removal_on"), "never"
            )
            gone["vat_removal_or_suspension_on"] = "never"
            facts["business_closing"].append({"business": firm, "on": day, "bankruptcy_on": day, **gone})
    if len(firms) == 1 and rng.random() < 0.5:
        first = some_day(rng, date(2018, 6, 1), date(2021, 6, 30))
        last = first + timedelta(days=rng.choice((10, 14, 100, 179, 180, 181, 182, 183, 184, 185, 250)))
        job = {
            "id": "job",
            "from": first.isoformat(),
            "through": last.isoformat(),
            "hours_share": rng.choice((80, 81, 100)),
        }
        facts["employment"].append(job if rng.random() < 0.7 else {**job, "connected_business": "firm"})
    return {
        "asked": ASKED,
        "person": {"birth_date": "1980-01-01"},
        "facts": {kind: rows for kind, rows in facts.items() if rows},
    }


@pytest.mark.parametrize("readings", READINGS, ids=lambda readings: "-".join(readings.values()))
def test_the_book_agrees_with_the_oracle_on_random_owners(readings: dict[str, str]) -> None:
    """Invented owners, every day of two years, each pair of readings: the same days without right, and none open."""
    cases = [someone(seed + PEOPLE * READINGS.index(readings)) for seed in range(PEOPLE)]
    read, problems = read_cases(cases, known_at=KNOWN_AT)
    assert problems == []
    said = by_block(decide(read[0].caseload, BOOK, known_at=KNOWN_AT, switches=readings), "earnings_related")
    barred = 0
    for block, case in enumerate(cases):
        wanted = business_oracle.no_right_days(case, readings)
        barred += bool(wanted)
        found = {day for day, (outcome, _) in said[block].items() if outcome == "no_right"}
        unsettled = [day for day, (outcome, _) in said[block].items() if outcome == "open"]
        assert (found ^ wanted, unsettled) == (set(), []), (block, case["facts"])
    assert PEOPLE / 10 < barred < PEOPLE


UNCERTAIN = (
    "leading_position", "insured_as", "capital", "votes", "family_capital", "family_votes", "intermediary_holds",
    "own_of_intermediary", "family_of_intermediary",
)  # fmt: skip


def test_what_is_settled_without_all_facts_stays_so_when_they_come() -> None:
    """Some of holding, position and insurance not known: no settled day contradicts the oracle on the whole case."""
    readings = READINGS[0]
    cases, whole = [], []
    for seed in range(PEOPLE):
        whole.append(someone(90_000 + seed))
        cases.append(someone(90_000 + seed))
        rng = random.Random(seed)
        for row in cases[-1]["facts"].get("business_share", []):
            for name in rng.sample([name for name in UNCERTAIN if name in row], 2):
                row[name] = "unknown"
    read, problems = read_cases(cases, known_at=KNOWN_AT)
    assert problems == []
    said = by_block(decide(read[0].caseload, BOOK, known_at=KNOWN_AT, switches=readings), "earnings_related")
    unsettled = 0
    for block, case in enumerate(whole):
        wanted = business_oracle.no_right_days(case, readings)
        for day, (outcome, _) in said[block].items():
            unsettled += outcome == "open"
            assert outcome == "open" or (outcome == "no_right") == (day in wanted), (block, day, case["facts"])
    assert unsettled
