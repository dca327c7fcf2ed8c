"""Every provision of the book bites in at least two of the worked examples: all of them read as one caseload."""

from __future__ import annotations

import sys

import pytest
from test_examples import EXAMPLES, NAMES

from toimi.cli.law_examples import bitten
from toimi.law.book import BOOK

ENOUGH = 2


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[str, ...]]:
    return bitten()


@pytest.mark.parametrize("key", [provision.key for provision in BOOK.provisions])
def test_every_provision_bites_in_two_examples(key: str, found: dict[str, tuple[str, ...]]) -> None:
    """By name: the provision, and the examples that it has."""
    assert len(found[key]) >= ENOUGH, found[key]


def test_how_many_examples_there_are(found: dict[str, tuple[str, ...]]) -> None:
    """Prints it; a name is used once only."""
    sys.stdout.write(
        f"{len(EXAMPLES)} worked examples; the provision with the fewest has {min(map(len, found.values()))}\n"
    )
    assert len(set(NAMES)) == len(NAMES)
