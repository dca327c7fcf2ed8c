"""A temporary act that reaches back: the day before it enters into force nobody hears it, from that day on somebody does.

The days are those of the digest of temporary acts (sections 2, 4.1 and 6.1).
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from test_examples import EXAMPLES

from toimi.book.bites import bites
from toimi.book.casefile import read_cases
from toimi.book.decision import decide
from toimi.book.provisions import BENEFIT_DAY, Provision
from toimi.days.line import date_of, offset_of
from toimi.law.book import BOOK
from toimi.law.gaps import left_open

IN_FORCE = {
    "172/2020": "2020-04-01",
    "192/2020": "2020-04-08",
    "295/2020": "2020-05-01",
    "296/2020": "2020-05-01",
    "496/2020": "2020-07-01",
    "494/2020": "2020-08-01",
    "1142/2020": "2021-01-01",
    "861/2021": "2021-10-11",
    "86/2022": "2022-01-31",
}
OF_THOSE_YEARS = [
    example["case"]
    for example in EXAMPLES
    if example["case"]["asked"]["from"] < "2022-06-01" and example["case"]["asked"]["through"] > "2020-03-01"
]
TEMPORARY = [one for one in BOOK.provisions if one.act in IN_FORCE]


@cache
def heard(day: str, before: int) -> frozenset[str]:
    """The texts that bite in some worked example, as known so many days before a day."""
    known_at = offset_of(date.fromisoformat(day)) - before
    read, problems = read_cases(OF_THOSE_YEARS, known_at=known_at)
    assert problems == []
    decision = decide(read[0].caseload, BOOK, known_at=known_at)
    return frozenset(key for key, found in bites(decision, left_open(BOOK)).items() if found)


@pytest.mark.parametrize("key", [one.key for one in TEMPORARY])
def test_it_is_heard_from_its_entry_into_force_on(key: str) -> None:
    """As the act says, not from the first benefit day that it reaches."""
    provision = next(one for one in TEMPORARY if one.key == key)
    day = IN_FORCE[provision.act]
    assert str(date_of(provision.known)) == day
    assert key not in heard(day, 1)
    assert key in heard(day, 0)


def test_the_table_has_every_act_that_reaches_back() -> None:
    """Known later than the first benefit day, or the first conduct, that it governs."""
    later = {one.act for one in BOOK.provisions if one.known > reach(one)[0]}
    assert later <= set(IN_FORCE)
    assert {one.act for one in TEMPORARY} == set(IN_FORCE)


def reach(provision: Provision) -> tuple[int, int]:
    """The benefit days that it governs, or the days of the one clock that it has."""
    clocks = provision.governs.clocks
    return clocks.get(BENEFIT_DAY) or next(iter(clocks.values()))
