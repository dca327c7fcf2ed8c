"""The incomes register (tulorekisteri) of the Tax Administration: jobs as employers report them, and wages paid.

Its reports by employers say when a job began and ended. Why it ended they say in codes that only open a case: the person
and the employer are heard on it (TTL 2a:1), so they are not asked for.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from toimi.registers.asking import Register
from toimi.registers.contract import STRICT, Day, Name, each_once, in_order

Month = Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
Euros = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)]
Percent = Annotated[Decimal, Field(ge=2, le=100, max_digits=5, decimal_places=2)]


@dataclass(frozen=True, config=STRICT)
class Job:
    """A job, as its employer reports it.

    Attributes:
        job_id: the register's own.
        since, through: both included; the last is ``None`` while it goes on.
        part_time_percent: of full time; ``None`` if the employer has not reported it.
    """

    job_id: Name
    employer_id: Name
    since: Day
    through: Day | None
    hours: Literal["full_time", "part_time"] | None
    part_time_percent: Percent | None

    def __post_init__(self) -> None:
        in_order(self.since, self.through)


@dataclass(frozen=True, config=STRICT)
class Wages:
    """What an employer paid in a calendar month, before tax."""

    employer_id: Name
    month: Month
    paid: Euros


@dataclass(frozen=True, config=STRICT)
class Incomes:
    """Jobs and wages of the person."""

    jobs: tuple[Job, ...]
    wages: tuple[Wages, ...]

    def __post_init__(self) -> None:
        each_once(one.job_id for one in self.jobs)


INCOMES = Register("incomes", Incomes)
