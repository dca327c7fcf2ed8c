"""A person in a crowd has the same answer as alone: the worked examples inside a column of 10,000 others."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import people
import pytest
from test_examples import EXAMPLES, differences

from toimi.book.casefile import read_cases
from toimi.book.decision import decide
from toimi.cli.law_examples import groups
from toimi.days.line import offset_of
from toimi.law.book import BOOK

OTHERS = 10_000
TODAY = offset_of(date(2026, 11, 24))


@pytest.fixture(scope="module")
def crowd() -> Any:
    """All examples, and 10,000 random people between them: every 40th or so is an example."""
    distinct = [people.random_case(random.Random(900_000 + seed)) for seed in range(500)]
    others = [distinct[number % len(distinct)] for number in range(OTHERS)]
    every = len(others) // len(EXAMPLES)
    cases = []
    for number, example in enumerate(EXAMPLES):
        cases += [*others[number * every : (number + 1) * every], example["case"]]
    cases += others[len(EXAMPLES) * every :]
    read, problems = read_cases(cases, known_at=TODAY)
    assert problems == []
    return read[0].caseload, {number: (number + 1) * (every + 1) - 1 for number in range(len(EXAMPLES))}


@pytest.mark.parametrize("group", groups().items(), ids=lambda group: f"{group[0][0]}-{len(group[1])}")
def test_an_example_among_ten_thousand_others_has_the_digests_answer(crowd: Any, group: Any) -> None:
    """The same expectation as alone, in the same run as everybody else."""
    caseload, block = crowd
    (day, switches), numbers = group
    decision = decide(caseload, BOOK, known_at=day, switches=dict(switches))
    wrong = {EXAMPLES[number]["name"]: differences(EXAMPLES[number], decision, block[number]) for number in numbers}
    assert {name: found for name, found in wrong.items() if found} == {}
