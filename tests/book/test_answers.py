"""Answers: the grounds of each stretch as bits, and the days for which there is nothing to answer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from toimi.book.answers import WORD, Masks, Outcome, Timeline, kinds_of, undecided
from toimi.book.casefile import read_cases
from toimi.book.decision import Decision, answer_of, decide
from toimi.book.evaluate import Evaluation
from toimi.book.expressions import Length
from toimi.book.provisions import Shelf
from toimi.book.words import count, days, days_from, during, no_right, not_known, tell_the_payer
from toimi.days.columns import ChoiceColumn, DayColumn, NumberColumn, TruthColumn

from .harbour import KNOWN_AT, LENGTH, Ship, Storm, day, harbour_book, person
from .test_evaluate import ALWAYS
from .test_questions import off

pytestmark = pytest.mark.usefixtures("harbour")
BARS = 3 * WORD + 5
"""More bars than two words of bits can hold."""


def many_bars(many: int) -> Any:
    """A book of bars, each of which bites from one storm force on, and of a notice."""
    shelf = Shelf()
    for number in range(many):

        def bar(storm: Storm, *, least: Length | Any = count(number)) -> Any:  # noqa: B008  (of its own)
            """A bar of its own."""
            return no_right(days_from(storm.day, days(1), when=storm.force >= least))

        bar.__name__ = f"bar_{number}"
        shelf.provision("ML 1:1", "Este", act="1/2020", governs=ALWAYS)(bar)

    def told(ship: Ship) -> Any:
        """Told."""
        return tell_the_payer(during(ship))

    shelf.provision("ML 1:2", "Ilmoitus", act="1/2020", governs=ALWAYS)(told)
    return harbour_book(shelf)


def sailed(book: Any, *cases: dict[str, Any]) -> Decision:
    read, problems = read_cases(list(cases), known_at=KNOWN_AT)
    assert problems == []
    return decide(read[0].caseload, book, known_at=KNOWN_AT)


def test_there_may_be_more_grounds_than_a_word_has_bits() -> None:
    """Two hundred bars: of each stretch exactly those that bite, and those that may."""
    storms = [
        {"on": day(10), "force": 70},
        {"on": day(20), "force": {"at_least": 62, "at_most": 126}},
        {"on": day(30), "force": 1000},
    ]
    timeline = sailed(many_bars(BARS), person(storm=storms)).timelines["bread"]
    assert len(timeline) == 7
    assert timeline.barring.at(1) == list(range(71))
    assert (timeline.barring.at(3), timeline.possibly_barring.at(3)) == (list(range(63)), list(range(127)))
    assert timeline.barring.at(5) == list(range(BARS))
    assert timeline.barring.at(0) == []
    assert timeline.possibly_barring.holds(126).tolist() == [False, False, False, True, False, True, False]
    assert timeline.barring.holds(10 * WORD).tolist() == [False] * 7


def test_masks_have_as_many_words_as_they_need() -> None:
    """Bits of the second word are numbered on."""
    masks = Masks(np.array([[1, 0], [0, 6]]))
    assert (masks.at(0), masks.at(1)) == ([0], [WORD + 1, WORD + 2])
    assert masks.some().tolist() == [True, True]
    assert Masks(np.zeros((1, 2), np.int64)).some().tolist() == [False, False]


def test_each_stretch_is_answered_with_its_grounds_as_plain_data() -> None:
    """Outcome, what bars, may bar and is masked, and what the payer is told; no end is none."""
    case = person(ship=[{"from": day(60)}], storm=[{"on": day(10), "force": 0}])
    timelines = answer_of(sailed(many_bars(1), case), 0)
    bar, told = "ML 1:1@1/2020#bar_0", "ML 1:2@1/2020#told"
    assert timelines == {
        "bread": [
            [day(0), day(10), "right", [], [], [], []],
            [day(10), day(11), "no_right", [bar], [bar], [], []],
            [day(11), day(60), "right", [], [], [], []],
            [day(60), day(LENGTH), "right_with_notice", [], [], [], [told]],
        ]
    }


def test_days_without_a_claim_have_no_answer() -> None:
    """No claimant: the days are named. No registration: none of them is answered."""
    book = many_bars(1)
    partly = sailed(
        book,
        person(
            ration=[
                {"from": day(10), "through": day(19), "kind": "bread"},
                {"from": day(15), "through": day(29), "kind": "fish"},
            ]
        ),
    )
    first = off(day(0))
    assert partly.unclaimed == [(first, first + 10), (first + 30, first + LENGTH)]
    assert partly.registered
    assert [len(timeline) for timeline in partly.timelines.values()] == [1, 1]
    nobody = sailed(book, person(mooring=[]))
    assert not nobody.registered
    assert nobody.unclaimed == [(first, first + LENGTH)]
    assert answer_of(nobody, 0) == {}
    nothing = sailed(book, person(ration=[]))
    assert [len(timeline) for timeline in nothing.timelines.values()] == [0, 0]
    whole = sailed(book, person())
    assert whole.unclaimed == []


def test_open_days_are_those_of_open_stretches() -> None:
    """Not those with an answer, and each in the block of its person."""

    def maybe(storm: Storm) -> Any:
        """Nobody knows."""
        return no_right(days_from(storm.day, days(5), when=not_known()))

    shelf = Shelf()
    shelf.provision("ML 1:1", "Este", act="1/2020", governs=ALWAYS)(maybe)
    timeline: Timeline = sailed(harbour_book(shelf), person(), person(storm=[{"on": day(10)}])).timelines["bread"]
    found = undecided(timeline)
    assert [(start & 0xFFFF, end & 0xFFFF, start >> 16) for start, end in zip(found.start, found.end, strict=True)] == [
        (off(day(10)), off(day(15)), 1)
    ]
    assert timeline.outcome.tolist() == [Outcome.RIGHT, Outcome.RIGHT, Outcome.OPEN, Outcome.RIGHT]


def test_a_value_of_a_kind_that_nobody_has_is_an_empty_column_of_its_type() -> None:
    """Whatever is asked of rows that are not there."""
    read, _ = read_cases([person()], known_at=KNOWN_AT)
    evaluation = Evaluation(read[0].caseload, many_bars(1).edition(KNOWN_AT), {})
    ship = Ship()
    types = {TruthColumn: ship.leaky, ChoiceColumn: ship.flag, DayColumn: ship.launched, NumberColumn: ship.weight}
    for column, node in types.items():
        value = evaluation.value(node)
        assert isinstance(value, column)
        assert len(value) == 0


@pytest.mark.parametrize(
    "columns", [[[5, 5, 5]], [[1, 0, 1, 0], [7, 7, 7, 8]], [[0, 0], [1 << 62, 1]], [[3]], [[], []]]
)
def test_columns_are_of_one_kind_when_they_are_equal(columns: list[list[int]]) -> None:
    """Against Python's own comparison of tuples."""
    rows = np.array(columns, np.int64)
    place, kind = kinds_of(rows)
    every = list(zip(*columns, strict=True))
    assert [every[place[one]] for one in kind] == every
    assert len(place) == len(set(every))
