"""Single values of a case file, read by the declaration of their attribute.

The same reading serves the case file of one person and the ``uncertain`` cells of a table.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from toimi.book.facts import NEVER, NOT_APPLICABLE, UNKNOWN, Attribute, DayOf, NumberOf, OneOf
from toimi.days.columns import INFINITE, ChoiceColumn, Column, DayColumn, NumberColumn, TruthColumn
from toimi.days.line import EPOCH, LAST_DATE, TOP, DayOutOfRange, offset_of

Bounds = tuple[int, int]
"""The two bounds of a value; of a day that does not apply ``NO_DAY``; of a choice twice the mask."""

NO_DAY: Bounds = (-1, -1)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
TRUTHS: dict[Any, Bounds] = {True: (1, 1), "yes": (1, 1), False: (0, 0), "no": (0, 0), UNKNOWN: (0, 1)}


class BadValue(ValueError):
    """A value that cannot be read: what is wrong, and what to do."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy


def nearest(word: str, among: Iterable[str]) -> str:
    """A hint that offers the nearest known word, or lists them all if none is near."""
    known = list(among)
    close = difflib.get_close_matches(str(word), known, 1, 0.5)
    if close:
        return f"Did you mean {close[0]}?"
    return f"Use one of: {', '.join(known)}."


def read_value(attribute: Attribute[Any], value: Any) -> Bounds:
    """The bounds of one value.

    Raises:
        BadValue: if it is not of the attribute's type.
    """
    if isinstance(attribute, OneOf):
        return _choice(attribute, value)
    if isinstance(attribute, NumberOf):
        return _number(attribute, value)
    if isinstance(attribute, DayOf):
        return read_day(value)
    if isinstance(value, bool | str) and value in TRUTHS:
        return TRUTHS[value]
    raise BadValue(f"{shown(value)} is neither yes, no nor unknown", "Write yes, no or unknown.")


def shown(value: Any) -> str:
    """A value in a message, cut short: what was written, but never a page of it."""
    text = str(value) if isinstance(value, str | int | Decimal | date) else type(value).__name__
    return repr(text if len(text) <= 40 else text[:37] + "…")


def _choice(attribute: OneOf, value: Any) -> Bounds:
    if value == UNKNOWN:
        mask = (1 << len(attribute.options)) - 1
        return mask, mask
    mask = 0
    for option in value if isinstance(value, list) and value else [value]:
        if option not in attribute.options:
            raise BadValue(f"{shown(option)} is not one of the options", nearest(str(option), attribute.options))
        mask |= attribute.bit(option)
    return mask, mask


def _number(attribute: NumberOf, value: Any) -> Bounds:
    if value == UNKNOWN:
        return 0, int(INFINITE)
    if isinstance(value, dict):
        _only(value, ("at_least", "at_most"))
        lo = _whole(attribute, value["at_least"]) if "at_least" in value else 0
        hi = _whole(attribute, value["at_most"]) if "at_most" in value else int(INFINITE)
        if lo > hi:
            raise BadValue("at_least is larger than at_most", "Correct one of the two.")
        return lo, hi
    whole = _whole(attribute, value)
    return whole, whole


def _whole(attribute: NumberOf, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise BadValue(f"{shown(value)} is not a number", "Write a number, as 12 or 1089.67, or unknown.")
    if isinstance(value, Decimal) and not value.is_finite():
        raise BadValue(f"{shown(value)} is not a number", "Leave the value out if it is not known.")
    if not 0 <= value < INFINITE:
        raise BadValue(f"{shown(value)} is negative or too large", "Correct the number.")
    scaled = value * attribute.scale
    if value != Decimal(int(scaled)) / attribute.scale:
        raise BadValue(
            f"{shown(value)} has too many decimals", f"Give at most {len(str(attribute.scale)) - 1} decimals."
        )
    if scaled >= INFINITE:
        raise BadValue(f"{shown(value)} is too large", "Correct the number.")
    if 0 < scaled < attribute.smallest:
        raise BadValue(f"{shown(value)} is too small to be meant", attribute.hint)
    return int(scaled)


def read_day(value: Any) -> Bounds:
    """The bounds of a day.

    Raises:
        BadValue: if it is not a day, or not on the line.
    """
    if value == UNKNOWN:
        return 0, TOP
    if value == NOT_APPLICABLE:
        return NO_DAY
    if isinstance(value, dict):
        _only(value, ("earliest", "latest"))
        lo = _one_day(value["earliest"]) if "earliest" in value else 0
        hi = _one_day(value["latest"]) if "latest" in value else TOP
        if lo > hi:
            raise BadValue("earliest is later than latest", "Correct one of the two.")
        return lo, hi
    offset = _one_day(value)
    return offset, offset


def _one_day(value: Any) -> int:
    if value == NEVER:
        return TOP
    try:
        if not isinstance(value, date) and not _DAY.match(value):
            raise ValueError
        return offset_of(value if isinstance(value, date) else date.fromisoformat(value))
    except DayOutOfRange as error:
        raise BadValue(str(error), f"Use a day from {EPOCH.isoformat()} to {LAST_DATE.isoformat()}.") from None
    except (TypeError, ValueError):
        raise _not_a_day(value) from None


def read_day_of_period(value: Any) -> Bounds:
    """The bounds of a day that must be a day, as the last of a period: it may not be *not applicable*.

    Raises:
        BadValue: if it is not a day, or not on the line.
    """
    day = read_day(value)
    if day == NO_DAY:
        raise _not_a_day(value)
    return day


def read_first_day(value: Any) -> Bounds:
    """The bounds of the first day of a period, or of the day of a happening: it may not be *never* either.

    Raises:
        BadValue: if it is not a day, or not on the line.
    """
    day = read_day_of_period(value)
    if day[0] == TOP:
        raise _not_a_day(value)
    return day


def read_known_day(value: Any) -> Bounds:
    """A day that is known, as the days asked about are: twice the same.

    Raises:
        BadValue: if it is not a day, or not on the line.
    """
    offset = _one_day(value)
    if offset == TOP:
        raise _not_a_day(value)
    return offset, offset


def _not_a_day(value: Any) -> BadValue:
    return BadValue(f"{shown(value)} is not a day", "Write year-month-day, as 2020-03-16.")


def _only(value: dict[str, Any], known: tuple[str, ...]) -> None:
    for name in value:
        if name not in known:
            raise BadValue(f"{shown(name)} is not known here", nearest(str(name), known))


def omitted(attribute: Attribute[Any]) -> Bounds:
    """What a value that is left out means, by the attribute's declaration."""
    if isinstance(attribute.omitted, int):
        return attribute.omitted, attribute.omitted
    return read_value(attribute, attribute.omitted)


def as_column(
    attribute: Attribute[Any], lo: np.ndarray[Any, Any], hi: np.ndarray[Any, Any], start: DayColumn
) -> Column:
    """Bounds of many rows as a column; ``start`` is the rows' own first day."""
    if isinstance(attribute, OneOf):
        return ChoiceColumn(lo)
    same = np.array_equal(lo, hi)
    if isinstance(attribute, NumberOf):
        return NumberColumn(lo, lo if same else hi)
    if isinstance(attribute, DayOf):
        applies = None if (lo >= 0).all() else lo >= 0
        if attribute.not_after_row:
            open_ = (lo != hi) & (lo <= start.hi)  # a day that is said to come later stays what was said
            hi = np.where(open_, np.minimum(hi, start.hi), hi)
            same = np.array_equal(lo, hi)
        if applies is not None:
            lo, hi = np.where(applies, lo, 0), np.where(applies, hi, 0)
        return DayColumn(lo, lo if same else hi, applies)
    yes, possibly = lo.astype(bool), hi.astype(bool)
    return TruthColumn(yes, yes if same else possibly)
