"""The worked examples of the digests of the law, each with its source: alone, and inside a column of thousands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from toimi.book.answers import Outcome, Timeline
from toimi.book.casefile import Case, read_case
from toimi.book.decision import Decision, decide
from toimi.cli.law_examples import examples, known_at
from toimi.days.line import date_of
from toimi.law.book import BOOK

EXAMPLES = examples()
NAMES = [f"{example['file']}: {example['name']}" for example in EXAMPLES]


def case_of(example: dict[str, Any]) -> Case:
    return read_case(example["case"], known_at=known_at(example))


def decided(example: dict[str, Any]) -> Decision:
    return decide(case_of(example).caseload, BOOK, known_at=known_at(example), switches=example.get("switches", {}))


def days_said(decision: Decision, timeline: Timeline, block: int = 0) -> dict[date, tuple[str, frozenset[str]]]:
    """For each day the outcome and the citations of the bars that bite (surely, or one of them whatever the answer)."""
    said = {}
    bars = decision.evaluation.edition.bars
    for stretch in (timeline.block == block).nonzero()[0]:
        outcome = Outcome(timeline.outcome[stretch]).name.lower()
        barring = timeline.barring.at(stretch) or timeline.possibly_barring.at(stretch)
        grounds = frozenset(bars[index].provision.citation for index in barring)
        for offset in range(timeline.start[stretch], timeline.end[stretch]):
            said[date_of(offset)] = (outcome, grounds)
    return said  # type: ignore[return-value]


def differences(example: dict[str, Any], decision: Decision, block: int = 0) -> list[str]:
    """The days on which the answer is not the digest's."""
    found = []
    for benefit, stretches in example["expect"].items():
        said = days_said(decision, decision.timelines[benefit], block)
        wanted = [day for stretch in stretches for day in each_day(stretch)]
        if set(said) != set(wanted):
            found.append(f"{benefit}: says something of {len(said)} days, not of {len(wanted)}")
            continue
        for stretch in stretches:
            for day in each_day(stretch):
                outcome, grounds = said[day]
                right_grounds = "grounds" not in stretch or outcome != "no_right" or set(stretch["grounds"]) == grounds
                if outcome != stretch["outcome"] or not right_grounds:
                    found.append(
                        f"{benefit} {day}: {outcome} {sorted(grounds)}, not {stretch['outcome']} {stretch.get('grounds', '')}"
                    )
    return found


def each_day(stretch: dict[str, Any]) -> list[date]:
    first, last = date.fromisoformat(stretch["from"]), date.fromisoformat(stretch["through"])
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


@pytest.mark.parametrize("example", EXAMPLES, ids=NAMES)
def test_the_answer_is_the_digests(example: dict[str, Any]) -> None:
    """Each example alone: outcome of every day, and the grounds where the digest names them."""
    assert differences(example, decided(example)) == []
