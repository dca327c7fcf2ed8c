"""Finnish personal identity codes (henkilötunnus): form, century, day of birth, individual number, control character.

Form: Government decree on the population information system 128/2010, section 2. The further signs of the century in
use since 2023: https://dvv.fi/hetu-uudistus and the ministry of finance's release of 2022-07-08.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from toimi.office.given import Problem, Refused

CONTROL = "0123456789ABCDEFHJKLMNPRSTUVWXY"
"""The control character by the remainder of the nine digits divided by 31."""
CENTURIES = {"+": 1800} | dict.fromkeys("-YXWVU", 1900) | dict.fromkeys("ABCDEF", 2000)
SMALLEST, FIRST_OF_TEST_RANGE = 2, 900
"""Individual numbers are given from 002 to 899; 900 to 999 are for tests and for temporary use."""
_FORM = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})(.)([0-9]{3})([0-9A-Z])")


@dataclass(frozen=True)
class IdentityCode:
    """A code that can be.

    Attributes:
        text: as it is written, letters in upper case.
        born: the day of birth in it.
        is_of_test_range: given to nobody, so no proof of who somebody is.
    """

    text: str
    born: date
    is_of_test_range: bool

    def __repr__(self) -> str:
        return "IdentityCode(…)"


def control_character(digits: str) -> str:
    """The control character of the six digits of the day of birth and the three of the individual number."""
    return CONTROL[int(digits) % len(CONTROL)]


def read_identity_code(text: str, *, day: date, place: int = 0, test_range: bool = False) -> IdentityCode:
    """The code, once all of it has been checked; letters may be small, and blanks may stand around it.

    Args:
        text: what was written.
        day: nobody is born after it.
        place: which of a list, for the problem.
        test_range: whether codes that are given to nobody are taken: in demonstrations and tests.

    Raises:
        Refused: with the first thing that is wrong.
    """
    found = _FORM.fullmatch(text.strip().upper())
    if not found:
        raise Refused([Problem("identity_code_form", place)])
    days, month, year, sign, number, control = found.groups()
    if sign not in CENTURIES:
        raise Refused([Problem("identity_code_century", place)])
    try:
        born = date(CENTURIES[sign] + int(year), int(month), int(days))
    except ValueError:
        raise Refused([Problem("identity_code_day", place)]) from None
    if control != control_character(days + month + year + number):
        raise Refused([Problem("identity_code_control", place)])
    if born > day:
        raise Refused([Problem("identity_code_future", place)])
    is_of_test_range = int(number) >= FIRST_OF_TEST_RANGE
    if int(number) < SMALLEST or (is_of_test_range and not test_range):
        raise Refused([Problem("identity_code_number", place)])
    return IdentityCode(found[0], born, is_of_test_range)
