"""The registers of schools (Koski) and of higher education (VIRTA), asked as one: rights to study, what was completed."""

from __future__ import annotations

from typing import Literal

from pydantic.dataclasses import dataclass

from toimi.registers.asking import Register
from toimi.registers.contract import STRICT, Day, Name, each_once, in_order

Goal = Literal[
    "polytechnic_degree", "university_degree", "vocational_qualification", "valma", "telma", "tuva", "upper_secondary",
    "basic_education", "other", "other_vocational", "open_studies", "postgraduate", "further_qualification",
    "specialist_qualification",
]  # fmt: skip
Level = Literal[
    "basic_education", "upper_secondary", "matriculation", "vocational", "further_or_specialist", "polytechnic",
    "university",
]  # fmt: skip


@dataclass(frozen=True, config=STRICT)
class StudyRight:
    """A right to study, by the register's own identifier.

    Attributes:
        since: the first day of the studies.
        through: the day of graduation, or of giving up or losing the right; ``None`` while it goes on.
        term_end: the last day of the term in which the studies ended; ``None`` while they go on, or if not known.
    """

    right_id: Name
    goal: Goal
    provider: Literal["folk_high_school", "sports_institute", "other"]
    since: Day
    through: Day | None
    term_end: Day | None

    def __post_init__(self) -> None:
        in_order(self.since, self.through)


@dataclass(frozen=True, config=STRICT)
class Completed:
    """Education that the person has completed, on its day."""

    completed_id: Name
    level: Level
    on: Day


@dataclass(frozen=True, config=STRICT)
class Studies:
    """What the person studies and has studied."""

    rights: tuple[StudyRight, ...]
    completed: tuple[Completed, ...]

    def __post_init__(self) -> None:
        each_once(one.right_id for one in self.rights)
        each_once(one.completed_id for one in self.completed)


STUDIES = Register("studies", Studies)
