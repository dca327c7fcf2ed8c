"""Every open reading of the law is exercised: a person to whom its options give different days, one option at a time.

A switch without such a person, or without its row in docs/interpretations.md, fails here by its name.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_examples import EXAMPLES, case_of, days_said, differences, each_day, known_at

from toimi.book.book import BOTH
from toimi.book.decision import Decision, decide
from toimi.law.book import BOOK
from toimi.law.interpretations import SWITCHES

EXERCISED = [example for example in EXAMPLES if "switch" in example]
INTERPRETATIONS = (Path(__file__).parents[2] / "docs" / "interpretations.md").read_text("utf-8")
READINGS = [(example, option) for example in EXERCISED for option in example["readings"]]


def decided(example: dict[str, Any], option: str) -> Decision:
    """The example by one option of its switch, every other switch as it is by default."""
    return decide(case_of(example).caseload, BOOK, known_at=known_at(example), switches={example["switch"]: option})


def expected(said: dict[str, Any]) -> dict[tuple[str, date], str]:
    """What is expected of each benefit and day."""
    return {
        (benefit, day): stretch["outcome"]
        for benefit, stretches in said.items()
        for stretch in stretches
        for day in each_day(stretch)
    }


@pytest.mark.parametrize("name", SWITCHES)
def test_every_switch_has_a_person_to_whom_it_matters(name: str) -> None:
    """For each pair of options some example in which they differ."""
    examples = [example for example in EXERCISED if example["switch"] == name]
    for place, one in enumerate(SWITCHES[name].options):
        for other in SWITCHES[name].options[place + 1 :]:
            assert any(
                expected(example["readings"][one]) != expected(example["readings"][other]) for example in examples
            ), f"{name}: no example in which {one} and {other} give different days"


@pytest.mark.parametrize(("example", "option"), READINGS, ids=[f"{one['name']}: {option}" for one, option in READINGS])
def test_each_reading_gives_its_own_days(example: dict[str, Any], option: str) -> None:
    """By each option what the digest says of it."""
    by_reading = {**example, "expect": example["readings"][option]}
    assert differences(by_reading, decided(example, option)) == []


@pytest.mark.parametrize("example", EXERCISED, ids=[example["name"] for example in EXERCISED])
def test_with_both_exactly_the_days_that_differ_are_open(example: dict[str, Any]) -> None:
    """A day on which the readings agree is settled, and a day on which they differ is not."""
    by_option = [expected(said) for said in example["readings"].values()]
    decision = decided(example, BOTH)
    said = {
        (benefit, day): outcome
        for benefit in example["expect"]
        for day, (outcome, _) in days_said(decision, decision.timelines[benefit]).items()
    }
    wanted = {}
    for day in by_option[0]:
        outcomes = {outcomes[day] for outcomes in by_option}
        wanted[day] = outcomes.pop() if len(outcomes) == 1 else "open"
    assert said == wanted


@pytest.mark.parametrize("name", SWITCHES)
def test_every_switch_is_told_to_lawyers(name: str) -> None:
    """With each of its readings, and its default first in bold."""
    (row,) = [row for row in INTERPRETATIONS.splitlines() if row.count("|") == 5 and f"| `{name}` |" in row]
    switch = SWITCHES[name]
    assert all(f"`{option}`" in row for option in switch.options)
    assert ("**both**" if switch.default == BOTH else f"**`{switch.default}`") in row
