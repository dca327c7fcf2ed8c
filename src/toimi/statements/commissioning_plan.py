"""What a commissioning decision is drafted from: the scope, row by row, the people who answer for it, the tests.

A plan is checked before anything is made of it; nothing here reads a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from toimi.matters.subjects import SUBJECTS
from toimi.statements.agreement import lowest
from toimi.statements.problems import Problem
from toimi.statements.touched_provisions import touched

FIRST_DAY = date(2023, 5, 1)
"""From this day on automatic solutions have a basis (434/2003 section 53 e, as in 487/2023)."""
THOUSAND = 1_000


class Basis(StrEnum):
    """Legal protection under which a solution may be automatic (434/2003, section 53 f)."""

    RECTIFICATION = "53f.1"
    """A person can be asked to rectify it: not open here, since a statement has no claim for rectification (TTL 12:1.5)."""
    ACCEPTANCE = "53f.2"
    """The solution accepts what the person asks, and concerns nobody else."""


@dataclass(frozen=True)
class Monitoring:
    """How the statements of a subject are watched (906/2019 section 28 c), in whole thousandths.

    Attributes:
        share: of the statements that are drawn to be decided anew.
        bound: the agreement that the samples must bear, surely enough.
        least: samples decided anew before the bound is looked at.
    """

    share: int
    bound: int
    least: int

    def said(self) -> dict[str, int]:
        """As plain data."""
        return {"share": self.share, "bound": self.bound, "least": self.least}


@dataclass(frozen=True)
class ScopeRow:
    """One subject of the scope, with its legal basis."""

    subject: str
    basis: str
    monitoring: Monitoring


@dataclass(frozen=True)
class Plan:
    """A commissioning decision before it is drafted.

    Attributes:
        first_day, until: of the day of issue, half-open; no end is ``None``.
        decider, contact: named; who decides on commissioning, and whom one may ask (section 28 d).
        rules, quality, monitoring: who answers for processing rules, quality and monitoring (sections 28 a–28 c).
        address: where it is published (section 28 e).
    """

    rows: tuple[ScopeRow, ...]
    first_day: date
    until: date | None
    decider: str
    contact: str
    rules: str
    quality: str
    monitoring: str
    address: str

    @property
    def subjects(self) -> frozenset[str]:
        """What matters may be about."""
        return frozenset(row.subject for row in self.rows)


@dataclass(frozen=True)
class Tried:
    """What was tried before use (section 28 b), as counted by whoever tried it.

    Attributes:
        examples: by key of provision, the worked examples in which it bites.
        checks: by what a check of the law says, how many findings it had.
        on: the day.
    """

    examples: Mapping[str, int]
    checks: Mapping[str, int]
    on: date


def problems_of(plan: Plan, tests: Tried, day: date) -> Iterator[Problem]:
    """What keeps a decision from being drafted on a day."""
    for row in plan.rows:
        yield from _row_problems(row)
    if not plan.rows:
        yield Problem("scope_without_rows")
    if len(plan.subjects) < len(plan.rows):
        yield Problem("scope_subject_twice")
    if plan.first_day < FIRST_DAY:
        yield Problem("scope_before_its_basis")
    elif plan.first_day < day:
        yield Problem("scope_backwards")
    if plan.until is not None and plan.until <= plan.first_day:
        yield Problem("scope_without_days")
    if not all(map(str.strip, (plan.decider, plan.contact, plan.rules, plan.quality, plan.monitoring))):
        yield Problem("scope_without_names")
    if not plan.address.startswith("https://"):
        yield Problem("scope_without_address")
    yield from _untested(plan, tests)


def _row_problems(row: ScopeRow) -> Iterator[Problem]:
    values = {"subject": row.subject}
    if row.subject not in SUBJECTS:
        yield Problem("scope_subject_unknown", values={"known": ", ".join(SUBJECTS)})
        return
    if row.basis == Basis.RECTIFICATION:
        yield Problem("scope_basis_closed", values=values)
    elif row.basis != Basis.ACCEPTANCE:
        yield Problem("scope_without_basis", values=values)
    watched = row.monitoring
    if not (0 < watched.share <= THOUSAND and 0 < watched.bound < THOUSAND and watched.least > 0):
        yield Problem("scope_without_monitoring", values=values)
    elif lowest(watched.least, watched.least) * THOUSAND < watched.bound:
        yield Problem("scope_bound_out_of_reach", values={**values, "least": str(watched.least)})


def _untested(plan: Plan, tests: Tried) -> Iterator[Problem]:
    if not tests.checks or any(tests.checks.values()):
        yield Problem("scope_check_not_passed")
    known = frozenset(name for name in plan.subjects if name in SUBJECTS)
    without = [
        one.provision.citation
        for one in touched(known, plan.first_day)
        if not tests.examples.get(one.provision.key)
    ]  # fmt: skip
    if without:
        yield Problem("scope_untested", values={"provisions": ", ".join(sorted(set(without)))})
