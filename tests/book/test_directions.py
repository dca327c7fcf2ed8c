"""Directions: what more of each part of a word does, and what they do to each other along a path."""

from __future__ import annotations

from toimi.book.directions import ADDS, EITHER, TAKES_AWAY, directions
from toimi.book.expressions import Node


def test_directions_of_words_multiply_along_a_path() -> None:
    """More of what is taken out leaves less, a later end leaves more; what a word says nothing of may do either.

    To take away from what takes away adds; what may do either does so whatever lies above or below it.
    """
    assert directions(Node("minus"), 3) == [ADDS, TAKES_AWAY, TAKES_AWAY]
    assert directions(Node("days_between"), 4) == [ADDS, TAKES_AWAY, ADDS, EITHER]
    assert directions(Node("choose_day"), 3) == [EITHER, ADDS, ADDS]
    assert directions(Node("no"), 1) == [TAKES_AWAY]
    assert directions(Node("in_its_year"), 2) == [EITHER, EITHER]
    assert len({ADDS, TAKES_AWAY, EITHER}) == 3
    assert ADDS * ADDS == TAKES_AWAY * TAKES_AWAY == ADDS
    assert ADDS * TAKES_AWAY == TAKES_AWAY * ADDS == TAKES_AWAY
    assert {EITHER * one for one in (ADDS, TAKES_AWAY, EITHER)} == {EITHER}
