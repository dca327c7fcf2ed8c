"""The population information system (väestötietojärjestelmä) of the Digital and Population Data Services Agency.

Only what is needed is asked for: no names, addresses or relatives.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass

from toimi.registers.asking import Register
from toimi.registers.contract import STRICT, Day, in_order

Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1."""
Municipality = Annotated[str, Field(pattern=r"^[0-9]{3}$")]
"""Three digits, as text."""
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
"""ISO 639."""


@dataclass(frozen=True, config=STRICT)
class Citizenship:
    """A citizenship that the person has now; ``since`` is ``None`` if nobody knows a beginning."""

    country: Country
    since: Day | None


@dataclass(frozen=True, config=STRICT)
class Home:
    """A home municipality (kotikunta), from a day to the last one; ``None`` while it goes on."""

    code: Municipality
    since: Day
    through: Day | None

    def __post_init__(self) -> None:
        in_order(self.since, self.through)


@dataclass(frozen=True, config=STRICT)
class Resident:
    """A person of the population information system.

    Attributes:
        birth_date: ``None`` if it is not known to the day.
        citizenships: none if stateless or not known.
        is_protected: contact data are not disclosed (turvakielto, Act 661/2009).
        replaced_by: the identity code that the person has now instead of the one asked about.
    """

    birth_date: Day | None
    citizenships: tuple[Citizenship, ...]
    homes: tuple[Home, ...]
    mother_tongue: Language | None
    is_protected: bool
    replaced_by: str | None


POPULATION = Register("population", Resident)
