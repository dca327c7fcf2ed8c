"""Our side of the comparison: the provisions that OpenFisca's system has, and what they name, out of our own book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from words import BARS

from toimi.book.book import Book
from toimi.book.expressions import Node
from toimi.book.facts import KINDS
from toimi.book.provisions import BENEFIT_DAY, Provision
from toimi.days.line import offset_of
from toimi.law.book import BOOK as WHOLE

KNOWN = offset_of(date(2022, 1, 1))
"""The law and the facts as known on the day after the last one asked about."""
ASKED = offset_of(date(2020, 1, 1)), KNOWN
WANTED = (
    *BARS, "leaving_work_from_2019", "leaving_work_from_2012", "laid_off", "laid_off_students_from_2021", "adjusted_work",
    "paid_in_service", "young_person_paid_in_service", "right_rests_on_service", "minors_right_rests_on_service",
    "training_and_supported_study_from_2017",
)  # fmt: skip
"""Bars, what takes them away, and what the payer is told; the concepts that they name come along."""


def _in_force(one: Provision) -> bool:
    first, end = one.governs.clocks.get(BENEFIT_DAY, ASKED)
    return one.known <= KNOWN and first < ASKED[1] and end > ASKED[0]


def _named(parts: Iterable[Provision]) -> set[str]:
    return {node.detail["name"] for one in parts for node in one.expression.walk() if node.op == "concept"}


def chosen() -> tuple[Provision, ...]:
    """The wanted provisions and every concept that they name, at whatever depth, in the order of the book."""
    found = [one for one in WHOLE.provisions if one.name in WANTED and not one.concludes and _in_force(one)]
    names: set[str] = set()
    while more := _named(found) - names:
        names |= more
        found += [one for one in WHOLE.provisions if one.concludes in more]
    return tuple(one for one in WHOLE.provisions if one in found)


def _kinds(node: Node) -> set[str]:
    detail = node.detail
    told = {detail.get("kind"), detail.get("of"), node.grain, *detail.get("stops", ())}
    told |= {step["kind"] for step in detail.get("steps", ())}
    return {kind for kind in told if kind in KINDS}


BOOK: Book = replace(WHOLE, provisions=chosen(), _editions={})
READ: set[str] = {kind for one in BOOK.provisions for node in one.expression.walk() for kind in _kinds(node)}
"""The kinds of fact that they read, judgements apart."""
