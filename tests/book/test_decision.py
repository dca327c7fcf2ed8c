"""What a receipt is a receipt of."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from toimi.book.casefile import read_case
from toimi.book.decision import facts_of

from .harbour import KNOWN_AT, day, person

pytestmark = pytest.mark.usefixtures("harbour")
Facts = dict[str, list[dict[str, Any]]]


def told(change: Callable[[Facts], Any]) -> str:
    """The facts of one skipper, one of them changed."""
    ships = [
        {"id": "one", "hull": "a", "from": day(0), "through": day(50), "weight": 3, "flag": "red", "leaky": True},
        {"id": "two", "hull": "b", "from": day(10)},
    ]
    case = copy.deepcopy(person(ship=ships, storm=[{"on": day(5), "ship": "a", "force": 2}]))
    change(case["facts"])
    return str(facts_of(read_case(case, known_at=KNOWN_AT).caseload, 0))


CHANGES: dict[str, Callable[[Facts], Any]] = {
    "nothing": lambda facts: None,
    "a first day": lambda facts: facts["ship"][0].update({"from": day(1)}),
    "a last day": lambda facts: facts["ship"][0].update({"through": day(51)}),
    "a last day that may be another": lambda facts: facts["ship"][0].update(
        {"through": {"earliest": day(50), "latest": day(51)}}
    ),
    "no last day": lambda facts: facts["ship"][0].pop("through"),
    "a number": lambda facts: facts["ship"][0].update({"weight": 4}),
    "an option": lambda facts: facts["ship"][0].update({"flag": "blue"}),
    "a truth": lambda facts: facts["ship"][0].update({"leaky": False}),
    "a truth that is not known": lambda facts: facts["ship"][0].pop("leaky"),
    "a link": lambda facts: facts["storm"][0].update({"ship": "b"}),
    "no link": lambda facts: facts["storm"][0].pop("ship"),
    "a day": lambda facts: facts["storm"][0].update({"on": day(6)}),
    "a fact less": lambda facts: facts["storm"].clear(),
    "one ship instead of two": lambda facts: facts["ship"][1].update({"hull": "a", "from": day(51)}),
}


def test_whatever_a_fact_says_is_in_the_digest() -> None:
    """Fourteen skippers who differ in one thing each have fourteen digests."""
    assert len({told(change) for change in CHANGES.values()}) == len(CHANGES)
