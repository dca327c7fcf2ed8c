"""Directions: what more of a part does to the whole, word by word.

More of a truth is a yes, more of a set of days is further days, more of a day or a number is a later or a larger one. A
fact that points one way wherever it is read has its worst answer at one end of what it may be; so bounds are exact for
it, and no world has to try it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import repeat

from toimi.book.expressions import Node

ADDS, TAKES_AWAY, EITHER = 1, -1, 0
"""What more of a part does. They multiply along a path: to take away from what takes away adds."""

Each = Callable[[int], list[int]]


def _all(direction: int) -> Each:
    return lambda parts: [*repeat(direction, parts)]


def _first(*directions: int, then: int = EITHER) -> Each:
    return lambda parts: [*directions, *repeat(then, parts - len(directions))][:parts]


_OF: dict[str, Each] = {
    **dict.fromkeys(("all_of", "any_of", "on_any", "on_all", "earliest_of", "latest_of"), _all(ADDS)),
    **dict.fromkeys(("sum_of", "larger_of", "concept", "reading", "exists", "during", "unless_judged"), _all(ADDS)),
    **dict.fromkeys(("no", "not_on", "comes"), _all(TAKES_AWAY)),
    **dict.fromkeys(("at_most", "less", "days_inclusive"), _first(TAKES_AWAY, ADDS)),
    **dict.fromkeys(("plus", "before", "lasting", "beyond_first", "monday_of", "holds", "untold"), _first(ADDS)),
    **dict.fromkeys(("days_from", "days_after"), _first(ADDS)),
    **dict.fromkeys(("choose_truth", "choose_number", "choose_day"), _first(EITHER, then=ADDS)),
    **dict.fromkeys(("minus", "working"), _first(ADDS, then=TAKES_AWAY)),
    "days_between": _first(ADDS, TAKES_AWAY, ADDS),
}
"""Words that are not here may do either: what they read is tried in worlds."""


def directions(node: Node, parts: int) -> list[int]:
    """Of each of so many parts of the node what more of it does to the whole."""
    return _OF.get(node.op, _all(EITHER))(parts)
