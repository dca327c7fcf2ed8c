"""Directions: what they do to each other along a path, and that they are told apart."""

from __future__ import annotations

from toimi.book.directions import ADDS, EITHER, TAKES_AWAY, directions
from toimi.book.expressions import Node


def test_directions_multiply_along_a_path() -> None:
    """To take away from what takes away adds; what may do either may do either whatever lies above or below it."""
    assert len({ADDS, TAKES_AWAY, EITHER}) == 3
    assert ADDS * ADDS == TAKES_AWAY * TAKES_AWAY == ADDS
    assert ADDS * TAKES_AWAY == TAKES_AWAY * ADDS == TAKES_AWAY
    assert {EITHER * one for one in (ADDS, TAKES_AWAY, EITHER)} == {EITHER}


def test_each_part_of_a_word_has_its_direction() -> None:
    """More of what is taken out leaves less, a later end leaves more; what a word says nothing of may do either."""
    assert directions(Node("minus"), 3) == [ADDS, TAKES_AWAY, TAKES_AWAY]
    assert directions(Node("days_between"), 4) == [ADDS, TAKES_AWAY, ADDS, EITHER]
    assert directions(Node("choose_day"), 3) == [EITHER, ADDS, ADDS]
    assert directions(Node("no"), 1) == [TAKES_AWAY]
    assert directions(Node("in_its_year"), 2) == [EITHER, EITHER]
