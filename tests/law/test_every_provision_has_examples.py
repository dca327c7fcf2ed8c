"""Every provision of the book bites in at least two of the worked examples: all of them read as one caseload."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
import pytest
from test_examples import EXAMPLES, NAMES, known_at

from toimi.book.answers import Timeline
from toimi.book.book import Standing
from toimi.book.casefile import read_cases
from toimi.book.decision import Decision, decide
from toimi.book.expressions import Chronicle, Day, Days
from toimi.book.histories import history_of
from toimi.days import sets
from toimi.days.line import TOP, Ints, block_of
from toimi.days.sets import DaySet
from toimi.law.book import BOOK

ENOUGH = 2


def groups() -> dict[tuple[int, tuple[tuple[str, str], ...]], list[int]]:
    """The numbers of the examples by day of knowledge and switches: each group is one caseload."""
    found = defaultdict(list)
    for number, example in enumerate(EXAMPLES):
        found[known_at(example), tuple(sorted(example.get("switches", {}).items()))].append(number)
    return dict(found)


def bitten() -> dict[str, list[int]]:
    """By provision, the numbers of the examples in which it surely bites."""
    found: dict[str, list[int]] = {provision.key: [] for provision in BOOK.provisions}
    for (day, switches), numbers in groups().items():
        read, problems = read_cases([EXAMPLES[number]["case"] for number in numbers], known_at=day)
        assert problems == []
        decision = decide(read[0].caseload, BOOK, known_at=day, switches=dict(switches))
        for key, people in biting(decision).items():
            found[key] += [numbers[person] for person in people]
    return found


def biting(decision: Decision) -> dict[str, list[int]]:
    """By provision, the people of a caseload for whom it surely does something."""
    edition = decision.evaluation.edition
    found: dict[str, set[int]] = defaultdict(set)
    for timeline in decision.timelines.values():
        for index, bar in enumerate(edition.bars):
            found[bar.provision.key] |= blocks(timeline, timeline.barring.holds(index))
        for index, notice in enumerate(edition.notices):
            found[notice.provision.key] |= blocks(timeline, timeline.notices.holds(index))
    for overlay in edition.overlays:
        found[overlay.provision.key] |= overlaid(decision, overlay)
    for versions in edition.concepts.values():
        for version in versions:
            found[version.provision.key] |= holding(decision, version)
    return {key: sorted(people) for key, people in found.items()}


def blocks(timeline: Timeline, stretches: Any) -> set[int]:
    """The people of some stretches."""
    return set(timeline.block[stretches].tolist())


def overlaid(decision: Decision, overlay: Standing) -> set[int]:
    """The people for whom it takes away a bar on a day that is claimed."""
    evaluation = decision.evaluation
    found: set[int] = set()
    days = evaluation.days_of(overlay).lo
    for benefit in decision.timelines:
        for bar in evaluation.edition.bars:
            if bar.concerns(benefit) and overlay in evaluation.edition.overlays_on(bar, benefit):
                both = sets.intersection(days, evaluation.days_of(bar).lo)
                found |= people_of(sets.intersection(both, evaluation.claimed(benefit)))
    return found


def people_of(days: DaySet) -> set[int]:
    """The people who have such days."""
    return set(block_of(days.start).tolist())


def holding(decision: Decision, version: Standing) -> set[int]:
    """The people with a row or an asked day for which this text of a concept surely holds."""
    evaluation, expression = decision.evaluation, version.provision.expression
    if isinstance(expression, Days):
        return people_of(sets.intersection(evaluation.days_of(version).lo, evaluation.window))
    if isinstance(expression, Chronicle):
        return told(decision, expression)
    size = evaluation.size(expression.grain)
    if isinstance(expression, Day):
        holds = evaluation.sized(evaluation.day(expression), size).hi < TOP
    else:
        holds = evaluation.sized(evaluation.truth(expression), size).lo
    rows: Ints = evaluation.rows(str(expression.grain)).block
    return set(rows[np.flatnonzero(holds)].tolist())


def told(decision: Decision, chronicle: Chronicle) -> set[int]:
    """The people of whom the chronicle tells a consequence."""
    chapters = history_of(decision.evaluation, chronicle).chapters
    return {
        int(block)
        for chapter in chapters
        for place in range(len(chapter.told["then"]))
        for block in chapter.rows.block[chapter.holds(place).lo]
    }


@pytest.fixture(scope="module")
def found() -> dict[str, list[int]]:
    return bitten()


@pytest.mark.parametrize("key", [provision.key for provision in BOOK.provisions])
def test_every_provision_bites_in_two_examples(key: str, found: dict[str, list[int]]) -> None:
    """By name: the provision, and the examples that it has."""
    assert len(found[key]) >= ENOUGH, [NAMES[number] for number in found[key]]
