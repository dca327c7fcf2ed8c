"""Kela, the Social Insurance Institution: the unemployment benefits claimed from it and the pensions it pays."""

from __future__ import annotations

from typing import Literal

from pydantic.dataclasses import dataclass

from toimi.registers.asking import Register
from toimi.registers.contract import STRICT, Day, Name, each_once, in_order


@dataclass(frozen=True, config=STRICT)
class Claim:
    """Days for which a benefit is claimed, both included; the last is ``None`` while it goes on."""

    claim_id: Name
    benefit: Literal["basic", "labour_market_subsidy"]
    since: Day
    through: Day | None

    def __post_init__(self) -> None:
        in_order(self.since, self.through)


@dataclass(frozen=True, config=STRICT)
class DisabilityPension:
    """A disability pension of the national pension scheme, which knows full ones only (Act 568/2007)."""

    pension_id: Name
    since: Day
    through: Day | None

    def __post_init__(self) -> None:
        in_order(self.since, self.through)


@dataclass(frozen=True, config=STRICT)
class Benefits:
    """What the person has at Kela."""

    claims: tuple[Claim, ...]
    disability_pensions: tuple[DisabilityPension, ...]

    def __post_init__(self) -> None:
        each_once(one.claim_id for one in self.claims)
        each_once(one.pension_id for one in self.disability_pensions)


KELA = Register("kela", Benefits)
