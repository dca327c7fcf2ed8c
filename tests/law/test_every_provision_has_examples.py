"""Every provision of the book bites in at least two of the worked examples: all of them read as one caseload."""

from __future__ import annotations

import sys

import pytest
from bites import bites
from test_crowd import groups
from test_examples import EXAMPLES, NAMES

from toimi.book.casefile import read_cases
from toimi.book.decision import decide
from toimi.law.book import BOOK

ENOUGH = 2


def bitten() -> dict[str, list[str]]:
    """By provision, the names of the examples in which it bites."""
    found: dict[str, list[str]] = {provision.key: [] for provision in BOOK.provisions}
    for (day, switches), numbers in groups().items():
        read, problems = read_cases([EXAMPLES[number]["case"] for number in numbers], known_at=day)
        assert problems == []
        decision = decide(read[0].caseload, BOOK, known_at=day, switches=dict(switches))
        for key, places in bites(decision).items():
            found[key] += [NAMES[numbers[person]] for person in sorted({place.person for place in places})]
    return found


@pytest.fixture(scope="module")
def found() -> dict[str, list[str]]:
    return bitten()


@pytest.mark.parametrize("key", [provision.key for provision in BOOK.provisions])
def test_every_provision_bites_in_two_examples(key: str, found: dict[str, list[str]]) -> None:
    """By name: the provision, and the examples that it has."""
    assert len(found[key]) >= ENOUGH, found[key]


def test_how_many_examples_there_are(found: dict[str, list[str]]) -> None:
    """Prints it; a name is used once only."""
    sys.stdout.write(
        f"{len(EXAMPLES)} worked examples; the provision with the fewest has {min(map(len, found.values()))}\n"
    )
    assert len(set(NAMES)) == len(NAMES)
