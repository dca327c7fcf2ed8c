"""The business information system (YTJ) and the trade register: the businesses in which a person has a role."""

from __future__ import annotations

from typing import Literal

from pydantic.dataclasses import dataclass

from toimi.registers.asking import Register
from toimi.registers.contract import STRICT, Day, Name, each_once, in_order

Form = Literal[
    "sole_trader", "general_partnership", "limited_partnership", "limited_company", "public_limited_company",
    "cooperative", "housing_company", "association", "foundation", "other",
]  # fmt: skip
Role = Literal[
    "sole_trader", "liable_partner", "silent_partner", "managing_director", "board_member", "deputy_member", "other"
]


@dataclass(frozen=True, config=STRICT)
class Entry:
    """Time in a register of the tax authority; the last day is ``None`` while it goes on."""

    register: Literal["vat", "prepayment", "employer"]
    since: Day
    through: Day | None

    def __post_init__(self) -> None:
        in_order(self.since, self.through)


@dataclass(frozen=True, config=STRICT)
class Held:
    """A role and its days, both included; the last is ``None`` while it goes on."""

    role: Role
    since: Day
    through: Day | None

    def __post_init__(self) -> None:
        in_order(self.since, self.through)


@dataclass(frozen=True, config=STRICT)
class Business:
    """A business, and the person's roles in it.

    Attributes:
        entries: never in a register that is not named.
    """

    business_id: Name
    form: Form
    roles: tuple[Held, ...]
    entries: tuple[Entry, ...]
    bankruptcy_on: Day | None
    liquidation_on: Day | None


@dataclass(frozen=True, config=STRICT)
class Roles:
    """Everything in which the person has or had a role."""

    businesses: tuple[Business, ...]

    def __post_init__(self) -> None:
        each_once(one.business_id for one in self.businesses)


COMPANIES = Register("companies", Roles)
