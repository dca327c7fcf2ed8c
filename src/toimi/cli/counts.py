"""What the summary of a caseload counts: days by outcome, ground and class, and people settled or open.

Counts of parts add up to the counts of the whole, so it does not matter how a caseload was cut.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain

import numpy as np

from toimi.book.answers import Outcome, Timeline, kinds_of
from toimi.book.decision import Decision
from toimi.book.provisions import Provision
from toimi.law.competence.classes import statement_classes

Counts = dict[str, Counter[str]]
QUICKEST_FIRST = ("A", "P", "H")
COUNTED = (
    "people", "days", "days_by_ground", "no_right_days_by_class", "no_right_days_by_statement_class",
    "open_days_by_ground", "contradictions",
)  # fmt: skip
PEOPLE = ("settled", "with_open_days", "without_claimed_days")
NO_SINGLE_GROUND = "no_single_ground"
NO_CLASS = "no_class"


def counts_of(decision: Decision) -> Counts:
    """Of a caseload, over all benefits:

    - ``days`` by outcome, ``days_by_ground`` by each citation that surely bars;
    - ``no_right_days_by_class``: one ground suffices, so the quickest class of those that surely bar counts. A day
      that some ground bars, though it is not known which, stands under ``no_single_ground``;
    - ``no_right_days_by_statement_class``: basic, expert, service; a day with grounds of two classes counts in both;
    - ``open_days_by_ground``: by each citation that may yet bar or have to be told;
    - ``contradictions``: how often each is in the facts;
    - ``people``: settled (no open day), open, and those without a claimed day.
    """
    contradictions = Counter(one.name for one in decision.contradictions)
    found: Counts = {"people": _people(decision), "contradictions": contradictions}
    for timeline in decision.timelines.values():
        for stretch, days in _distinct(timeline):
            for name, key in _keys(decision, timeline, stretch):
                found.setdefault(name, Counter())[key] += days
    return found


def nothing() -> Counts:
    """The counts of nobody."""
    return {name: Counter() for name in COUNTED} | {"people": Counter(dict.fromkeys(PEOPLE, 0))}


def add(total: Counts, more: Counts) -> None:
    """Add the counts of a part."""
    for name, counts in more.items():
        total.setdefault(name, Counter()).update(counts)


def _distinct(timeline: Timeline) -> Iterator[tuple[int, int]]:
    """One stretch of each combination of outcome and grounds, and the days of all that are like it."""
    masks = (timeline.barring, timeline.possibly_barring, timeline.notices, timeline.possible_notices)
    stretch, kind = kinds_of(np.vstack([timeline.outcome, *(mask.words for mask in masks)]))
    days = np.zeros(len(stretch), np.int64)
    np.add.at(days, kind, timeline.end - timeline.start)
    yield from zip(stretch.tolist(), days.tolist(), strict=True)


def _keys(decision: Decision, timeline: Timeline, stretch: int) -> Iterator[tuple[str, str]]:
    """Under which names and keys the days of a stretch count, each pair once."""
    edition = decision.evaluation.edition
    outcome = Outcome(timeline.outcome[stretch])
    yield "days", outcome.name.lower()
    if outcome is Outcome.NO_RIGHT:
        grounds = [edition.bars[index].provision for index in timeline.barring.at(stretch)]
        yield from _each("days_by_ground", grounds, lambda ground: (ground.citation,))
        yield "no_right_days_by_class", quickest(grounds)
        yield from _each("no_right_days_by_statement_class", grounds, lambda ground: _classes(ground.citation))
    if outcome is Outcome.OPEN:
        bars = [edition.bars[index].provision for index in timeline.possibly_barring.at(stretch)]
        untold = set(timeline.possible_notices.at(stretch)) - set(timeline.notices.at(stretch))
        notices = [edition.notices[index].provision for index in untold]
        yield from _each("open_days_by_ground", [*bars, *notices], lambda ground: (ground.citation,))


def _each(
    name: str, grounds: Iterable[Provision], keys: Callable[[Provision], Iterable[str]]
) -> Iterator[tuple[str, str]]:
    yield from dict.fromkeys((name, key) for key in chain.from_iterable(map(keys, grounds)))


def quickest(grounds: list[Provision]) -> str:
    """The quickest class of grounds each of which suffices."""
    classes = {ground.decided for ground in grounds}
    return next((one for one in QUICKEST_FIRST if one in classes), NO_SINGLE_GROUND)


@cache
def _classes(citation: str) -> tuple[str, ...]:
    return statement_classes(citation) or (NO_CLASS,)


def _people(decision: Decision) -> Counter[str]:
    people = decision.evaluation.caseload.people
    claimed, unsettled = np.zeros(people, bool), np.zeros(people, bool)
    for timeline in decision.timelines.values():
        claimed[timeline.block] = True
        unsettled[timeline.block[timeline.outcome == Outcome.OPEN]] = True
    each = (claimed & ~unsettled, unsettled, ~claimed)
    return Counter({name: int(which.sum()) for name, which in zip(PEOPLE, each, strict=True)})
