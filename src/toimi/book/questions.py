"""Questions: what is not known and could change the answer, to whom it is put, and what each answer would mean.

One world for each question and answer. Questions come in the order of the days that they would decide.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from toimi.book.answers import Outcome, Timeline, answer, undecided
from toimi.book.caseload import Caseload, Rows, joined, unknown_column
from toimi.book.cells import READING, Cell, Part
from toimi.book.contradictions import contradictions_in, decided
from toimi.book.evaluate import Evaluation
from toimi.book.expressions import Node
from toimi.book.facts import KINDS, Fact, OneOf, Silence, SomeOf, Source, YesNo
from toimi.book.relevance import Relevance
from toimi.book.worlds import MOST_WORLDS, World, narrowed
from toimi.days import sets
from toimi.days.columns import ChoiceColumn, Column, DayColumn, NumberColumn, TruthColumn
from toimi.days.line import TOP, block_of, offset_on
from toimi.days.sets import DaySet

MOST_CONTRADICTIONS = 2
"""Contradictions beside which questions are still asked: each of them multiplies the worlds of every answer."""
NOTHING_THERE = "nothing"
"""The answer to a silence: there was nothing of the kind on those days."""


@dataclass(frozen=True)
class Effect:
    """What one answer would mean.

    Attributes:
        part: the answer: bounds of the value, or ``NOTHING_THERE``.
        outcomes: (benefit, first day, end day, outcome) of the days that are open now.
        decides: how many open days the answer settles, over all benefits.
    """

    part: Part | str
    outcomes: tuple[tuple[str, int, int, Outcome], ...]
    decides: int


@dataclass(frozen=True)
class Question:
    """Something to ask.

    Attributes:
        kind, row, name: what it is about; ``row`` is the place in the person's list. A reading has the kind
            ``READING`` and the switch as name; a silence no row.
        subject: of a silence that the person answers for.
        days: of a silence, the days in question as half-open offsets.
        asked_of: who knows.
        effects: what each answer would mean; empty where answers cannot be listed.
    """

    kind: str
    row: int | None
    name: str | None
    asked_of: Source
    effects: tuple[Effect, ...]
    subject: str | None = None
    days: tuple[tuple[int, int], ...] = ()

    @property
    def decides(self) -> int:
        """Open days settled by its answers, all answers together."""
        return sum(effect.decides for effect in self.effects)


@dataclass(frozen=True)
class _Option:
    """One answer while worlds are made: cells narrowed, or rows added; neither for a silence that goes on."""

    part: Part | str
    narrowed: tuple[tuple[Cell, Part], ...] = ()
    rows: Rows | None = None


@dataclass(frozen=True)
class _Asked:
    """A question with its answers, before their effects are known."""

    question: Question
    options: tuple[_Option, ...] = ()


def questions(evaluation: Evaluation, timelines: dict[str, Timeline]) -> list[Question]:
    """Every question of a caseload of one whose answer can change something, the most deciding first.

    Args:
        evaluation: one person.
        timelines: settled answers by benefit.

    Of facts that contradict each other in more than two ways nothing is asked: which of them hold comes first.
    """
    if len({one.sides for one in contradictions_in(evaluation)}) > MOST_CONTRADICTIONS:
        return []
    relevance = Relevance(evaluation)
    relevance.walk(timelines.values())
    asked = [_of_cell(evaluation, cell) for cells in relevance.cells_by_block().values() for cell in cells]
    asked += _of_silences(evaluation, relevance.silences)
    asked += [_untold(evaluation, node) for node in dict.fromkeys(relevance.untold)]
    mattering = _mattering(evaluation, timelines, asked)
    return sorted(_with_effects(evaluation, timelines, mattering), key=lambda question: -question.decides)


def _mattering(evaluation: Evaluation, timelines: dict[str, Timeline], asked: list[_Asked]) -> list[_Asked]:
    """Cells that change something in some combination of answers to the others, and every silence.

    As many cells are tried together as fit into the largest number of worlds; the idle ones make room for the rest. Cells
    that never fit are kept.
    """
    while True:
        tried = _that_fit(asked)
        idle = _idle(evaluation, timelines, asked, tried)
        asked = [one for one in asked if not any(one is other for other in idle)]
        if not idle or len(tried) == sum(len(one.options) > 1 for one in asked) + len(idle):
            return asked


def _that_fit(asked: list[_Asked]) -> list[_Asked]:
    """As many as fit into the largest number of worlds, those with the fewest answers first."""
    tried: list[_Asked] = []
    count = 1
    for one in sorted(asked, key=lambda one: len(one.options)):
        if len(one.options) > 1 and count * len(one.options) <= MOST_WORLDS:
            count *= len(one.options)
            tried.append(one)
    return tried


def _idle(
    evaluation: Evaluation, timelines: dict[str, Timeline], asked: list[_Asked], tried: list[_Asked]
) -> list[_Asked]:
    """Those tried that change nothing. Silences that only "nothing" can answer are answered so meanwhile."""
    silences = [one.options[0] for one in asked if one.question.days and len(one.options) == 1]
    combinations = list(product(*(range(len(one.options)) for one in tried)))
    worlds = [
        [one.options[choice] for one, choice in zip(tried, choices, strict=True)] + silences for choices in combinations
    ]
    seen = _fingerprints(_worlds(evaluation, worlds), timelines, len(worlds))
    return [one for place, one in enumerate(tried) if not one.question.days and not _changes(place, combinations, seen)]


def _changes(place: int, combinations: list[tuple[int, ...]], seen: list[tuple[object, ...]]) -> bool:
    """Whether two worlds that differ in this answer alone differ in their outcomes."""
    first: dict[tuple[int, ...], tuple[object, ...]] = {}
    for choices, outcome in zip(combinations, seen, strict=True):
        others = choices[:place] + choices[place + 1 :]
        if first.setdefault(others, outcome) != outcome:
            return True
    return False


def _fingerprints(many: Evaluation, timelines: dict[str, Timeline], worlds: int) -> list[tuple[object, ...]]:
    seen: list[list[tuple[str, int, int, Outcome]]] = [[] for _ in range(worlds)]
    said = decided(many)[0] if contradictions_in(many) else {benefit: answer(many, benefit) for benefit in timelines}
    for benefit, timeline in said.items():
        stretches = (timeline.block, timeline.start, timeline.end, timeline.outcome)
        for world, start, end, outcome in zip(*(part.tolist() for part in stretches), strict=True):
            seen[world].append((benefit, start, end, Outcome(outcome)))
    return [_merged(outcomes) for outcomes in seen]


def _worlds(evaluation: Evaluation, options: list[list[_Option]]) -> Evaluation:
    """One world for each list of answers."""
    worlds = [World(0, tuple(pair for option in answers for pair in option.narrowed)) for answers in options]
    many = narrowed(evaluation, worlds)
    for number, answers in enumerate(options):
        for option in answers:
            if option.rows is not None:
                _add(many.caseload, option.rows, number)
    return many


def _of_cell(evaluation: Evaluation, cell: Cell) -> _Asked:
    if cell.kind == READING:
        question = Question(READING, None, cell.name, Source.OFFICIAL, ())
    else:
        attribute = KINDS[cell.kind].attributes[cell.name]
        number = int(evaluation.rows(cell.kind).number[cell.row])
        question = Question(cell.kind, number, cell.name, attribute.asked_of, ())
    options = tuple(_Option(part, ((cell, part),)) for part in cell.parts)
    return _Asked(question, options if len(options) > 1 else ())


def _of_silences(evaluation: Evaluation, kinds: list[str]) -> list[_Asked]:
    asked: list[_Asked] = []
    subjects: set[str] = set()
    for name in kinds:
        kind = KINDS[name]
        if kind.silence is Silence.ANSWERED and kind.subject not in subjects:
            subjects.add(str(kind.subject))
            asked.append(_unanswered(evaluation, kind))
        elif kind.silence is Silence.UNKNOWN:
            asked.append(_missing_rows(evaluation, kind))
    return asked


def _unanswered(evaluation: Evaluation, kind: type[Fact]) -> _Asked:
    missing = evaluation.missing(kind.kind_name)
    question = Question(kind.kind_name, None, None, Source.PERSON, (), kind.subject, _offsets(missing))
    for answers in KINDS.values():
        for name, attribute in answers.attributes.items():
            if isinstance(attribute, SomeOf):
                value = np.full(len(missing), attribute.options.index(str(kind.subject)))
                answered = _new_rows(answers, missing, {name: NumberColumn(value, value)})
                return _Asked(question, (_Option(NOTHING_THERE, (), answered),))
    return _Asked(question)


def _untold(evaluation: Evaluation, node: Node) -> _Asked:
    """Rows that should have been told on days up to the last asked about: what they say comes with them, so none is tried."""
    kind = KINDS[node.detail["kind"]]
    until_asked = DaySet(np.zeros(1, np.int64), evaluation.caseload.asked_until)
    days = sets.intersection(evaluation.days(node.parts[0]).hi, until_asked)
    return _Asked(Question(kind.kind_name, None, None, kind.source, (), None, _offsets(days)))


def _missing_rows(evaluation: Evaluation, kind: type[Fact]) -> _Asked:
    """Rows that should be there: of a kind with one closed attribute, each option is an answer."""
    missing = evaluation.missing(kind.kind_name)
    question = Question(kind.kind_name, None, None, kind.source, (), None, _offsets(missing))
    (name, attribute), *more = kind.attributes.items()
    if more or not isinstance(attribute, YesNo | OneOf):
        return _Asked(question)
    records = evaluation.silences.missing_records(kind.kind_name)
    if records is not None:
        missing = records
    parts = (
        [Part(1, 1), Part(0, 0)]
        if isinstance(attribute, YesNo)
        else [Part(1 << n, 1 << n) for n in range(len(attribute.options))]
    )
    options = tuple(
        _Option(part, (), _new_rows(kind, missing, {name: _filled(attribute, part, len(missing))})) for part in parts
    )
    return _Asked(replace(question, name=name), options)


def _filled(attribute: YesNo | OneOf, part: Part, rows: int) -> Column:
    if isinstance(attribute, OneOf):
        return ChoiceColumn(np.full(rows, part.lo))
    value = np.full(rows, bool(part.lo))
    return TruthColumn(value, value)


def _offsets(days: DaySet) -> tuple[tuple[int, int], ...]:
    return tuple(zip(offset_on(days.start).tolist(), offset_on(days.end).tolist(), strict=True))


def _new_rows(kind: type[Fact], days: DaySet, columns_: dict[str, Column]) -> Rows:
    """Rows of a kind for one person, one a stretch, each linked to the thing whose block it lies in."""
    size = len(days)
    start, end = offset_on(days.start), offset_on(days.end)
    values = {name: columns_.get(name) or unknown_column(kind, name, size) for name in kind.attributes}
    none = np.full(size, -1)
    links = {name: block_of(days.start) if ref.to == kind.occasion else none for name, ref in kind.refs.items()}
    return Rows(
        kind, np.zeros(size, np.int64), none, DayColumn(start, start), DayColumn(end, end), values, links,
        {name: _not_known(size) for name in kind.refs}, dict.fromkeys(("", *kind.refs), none),
    )  # fmt: skip


def _not_known(size: int) -> DayColumn:
    return DayColumn(np.zeros(size, np.int64), np.full(size, TOP))


def _with_effects(evaluation: Evaluation, timelines: dict[str, Timeline], asked: list[_Asked]) -> list[Question]:
    options = [[option] for one in asked for option in one.options]
    if not options:
        return [one.question for one in asked]
    many = _worlds(evaluation, options)
    answers = decided(many)[0]
    result, number = [], 0
    for one in asked:
        effects = tuple(
            _effect(option.part, timelines, answers, number + nth) for nth, option in enumerate(one.options)
        )
        result.append(replace(one.question, effects=effects))
        number += len(one.options)
    return result


def _add(caseload: Caseload, rows: Rows, world: int) -> None:
    """Further rows of one world, put among the world's own; rows that others link to are never added."""
    name = rows.kind.kind_name
    block = np.full(len(rows), world)
    before = caseload.rows.get(name)
    first = {ref: _first_row(caseload, target.to, world) for ref, target in rows.kind.refs.items()}
    moved = {ref: np.where(link < 0, -1, link + first[ref]) for ref, link in rows.links.items()}
    if before is None:
        caseload.rows[name] = replace(rows, block=block, links=moved)
        return
    caseload.rows[name] = joined(before, replace(rows, block=block, links=moved))


def _first_row(caseload: Caseload, kind: str, world: int) -> int:
    found = caseload.of(kind)
    return 0 if found is None else int(np.searchsorted(found.block, world))


def _effect(part: Part | str, before: dict[str, Timeline], after: dict[str, Timeline], world: int) -> Effect:
    outcomes: list[tuple[str, int, int, Outcome]] = []
    decides = 0
    for benefit, timeline in before.items():
        open_days = undecided(timeline)
        mine = after[benefit]
        for stretch in np.flatnonzero(mine.block == world):
            start, end, outcome = int(mine.start[stretch]), int(mine.end[stretch]), Outcome(mine.outcome[stretch])
            inside = sets.intersection(open_days, DaySet(np.array([start]), np.array([end])))
            for first, last in _offsets(inside):
                outcomes.append((benefit, first, last, outcome))
                decides += (last - first) if outcome is not Outcome.OPEN else 0
    return Effect(part, _merged(outcomes), decides)


def _merged(outcomes: list[tuple[str, int, int, Outcome]]) -> tuple[tuple[str, int, int, Outcome], ...]:
    merged: list[tuple[str, int, int, Outcome]] = []
    for benefit, first, last, outcome in outcomes:
        if merged and merged[-1][0] == benefit and merged[-1][2] == first and merged[-1][3] == outcome:
            merged[-1] = (benefit, merged[-1][1], last, outcome)
        else:
            merged.append((benefit, first, last, outcome))
    return tuple(merged)
