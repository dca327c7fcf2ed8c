"""Identity codes of people who do not exist: individual numbers 900 to 999."""

from __future__ import annotations

import numpy as np

from toimi.invented.codes import Codes


def codes(number: int) -> list[str]:
    """So many different codes; a hundred on each day of birth from 1990-01-01 on."""
    births = np.arange(7_305, 7_305 + number // 100 + 1).repeat(100)[:number]
    return Codes().of(births)
