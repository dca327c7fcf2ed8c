"""Finnish business identity codes (Y-tunnus): form and check digit.

The code: Business Information Act 244/2001, section 9. The check digit: the tax administration's description for makers of
software, "Yritys- ja yhteisötunnuksen ja henkilötunnuksen tarkistusmerkin tarkistuslaskenta" (vero.fi).
"""

from __future__ import annotations

import re

from toimi.employers.problems import Problem, Refused

WEIGHTS = (7, 9, 10, 5, 8, 4, 2)
_FORM = re.compile(r"([0-9]{6,7})-([0-9])")
_FOREIGN = re.compile(r"[A-Z]{2}[0-9A-Z+*]{2,12}")


def check_digit(digits: str) -> str | None:
    """The check digit of seven digits; ``None`` if no code begins with them."""
    rest = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11
    return None if rest == 1 else str(-rest % 11)


def read_business_id(text: str, *, place: int = 0) -> str:
    """The code as it is written today, once all of it has been checked; blanks may stand around it.

    Codes of six digits were given before; a zero goes before them.

    Args:
        text: what was written.
        place: which of a list, for the problem.

    Raises:
        Refused: with the first thing that is wrong.
    """
    said = text.strip().upper()
    if not said:
        raise Refused([Problem("business_id_blank", place)])
    if _FOREIGN.fullmatch(said):
        raise Refused([Problem("business_id_foreign", place)])
    found = _FORM.fullmatch(said)
    if not found or not said.isascii():
        raise Refused([Problem("business_id_form", place)])
    digits = found[1].zfill(7)
    if check_digit(digits) != found[2]:
        raise Refused([Problem("business_id_check", place)])
    return f"{digits}-{found[2]}"
