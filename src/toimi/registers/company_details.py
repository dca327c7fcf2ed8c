"""The business information system (YTJ) and the trade register of one business: its names, how it stands, its language.

It is asked by business id: what the envelope calls ``identity_code`` is here the code of a business (244/2001 section 9).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from toimi.registers.asking import Register
from toimi.registers.contract import STRICT, Day, in_order


@dataclass(frozen=True, config=STRICT)
class Named:
    """What it is called, on days that are both included; the last is ``None`` while it goes on."""

    name: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
    since: Day
    through: Day | None

    def __post_init__(self) -> None:
        in_order(self.since, self.through)


@dataclass(frozen=True, config=STRICT)
class Stood:
    """How it stands, on days that are both included; the last is ``None`` while it goes on."""

    state: Literal["active", "reorganisation", "liquidation", "bankrupt", "ceased"]
    since: Day
    through: Day | None

    def __post_init__(self) -> None:
        in_order(self.since, self.through)


@dataclass(frozen=True, config=STRICT)
class Details:
    """All that is told of a business.

    Attributes:
        language: in which it deals with authorities, if it has said so.
    """

    names: tuple[Named, ...]
    states: tuple[Stood, ...]
    language: Literal["fi", "sv"] | None

    def __post_init__(self) -> None:
        _one_a_day(self.names)
        _one_a_day(self.states)


def _one_a_day(told: Sequence[Named | Stood]) -> None:
    """Refuse two names or states of one day.

    Raises:
        ValueError: so that nothing of the answer about the business is believed.
    """
    rows = sorted(told, key=lambda one: one.since)
    if any(one.through is None or one.through >= other.since for one, other in pairwise(rows)):
        raise ValueError("two of one day")


COMPANY_DETAILS = Register("company_details", Details)
