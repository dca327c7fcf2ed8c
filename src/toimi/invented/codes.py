"""Personal identity codes of people who do not exist: individual numbers 900 to 999, which the register gives to nobody.

Form and check character: decree on the population register 128/2010. The further separators of the birth century in
use from 2023: https://dvv.fi/hetu-uudistus.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from toimi.days.line import Ints

CHECK = "0123456789ABCDEFHJKLMNPRSTUVWXY"
SEPARATORS = {19: "-YXWVU", 20: "ABCDEF"}
FIRST, LAST = 900, 999
A_DAY = (LAST - FIRST + 1) * 6
"""How many codes of the test range one day of birth has."""


class Codes:
    """Gives each invented person a code that nobody else has."""

    def __init__(self) -> None:
        self._given: Counter[date] = Counter()

    def of(self, births: Ints) -> list[str]:
        """One code for each day of birth.

        Args:
            births: days since 1970-01-01.

        Raises:
            ValueError: when a day has no codes left.
        """
        return [self._next(born) for born in births.astype("datetime64[D]").astype(object)]

    def _next(self, born: date) -> str:
        number = self._given[born]
        if number >= A_DAY:
            raise ValueError(f"more than {A_DAY} invented people are born on one day: ask for fewer people.")
        self._given[born] += 1
        separator = SEPARATORS[born.year // 100][number // (LAST - FIRST + 1)]
        individual = FIRST + number % (LAST - FIRST + 1)
        digits = f"{born:%d%m%y}{individual}"
        return f"{digits[:6]}{separator}{individual}{CHECK[int(digits) % 31]}"
