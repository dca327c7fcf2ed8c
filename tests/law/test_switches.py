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
from toimi.book.facts import Source
from toimi.book.language import LANGUAGES
from toimi.book.questions import questions
from toimi.days.line import offset_of
from toimi.law.book import BOOK, texts
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


def test_a_silence_read_as_neglect_asks_for_the_round() -> None:
    """Of the person, on the days asked about whose latest autumn term has no round told, in every language."""
    (example,) = [one for one in EXERCISED if one["switch"] == "silence_about_a_round"]
    decision = decided(example, "neglected")
    (question,) = questions(decision.evaluation, decision.timelines)
    assert (question.kind, question.asked_of, question.effects) == ("study_application", Source.PERSON, ())
    assert question.days == ((offset_of(date(2023, 9, 1)), offset_of(date(2023, 9, 21))),)
    assert all(texts(language).of("facts", question.kind, "missing") for language in LANGUAGES)
    assert questions(decided(example, "not_neglected").evaluation, decided(example, "not_neglected").timelines) == []


@pytest.mark.parametrize("name", SWITCHES)
def test_every_switch_is_told_to_lawyers(name: str) -> None:
    """With each of its readings, and its default first in bold."""
    (row,) = [row for row in INTERPRETATIONS.splitlines() if row.count("|") == 5 and f"| `{name}` |" in row]
    switch = SWITCHES[name]
    assert all(f"`{option}`" in row for option in switch.options)
    assert ("**both**" if switch.default == BOTH else f"**`{switch.default}`") in row
