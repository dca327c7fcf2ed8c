"""The line of days: where each day of each block lies.

Block ``b`` (a person, a record or a world) owns the integers from ``b << 16`` on. Day 0 is 1900-01-01, a
Monday, so a calendar week is ``offset // 7``. The last offset of a block, ``TOP``, means "no end" or
"never": it lies in no set of days and is shown to nobody. Every shift saturates at 0 and at ``TOP``, so
nothing leaves its block.
"""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

BITS = 16
SIZE = 1 << BITS
TOP = SIZE - 1
EPOCH = date(1900, 1, 1)
LAST_DATE = EPOCH + timedelta(days=TOP - 1)


class DayOutOfRange(ValueError):
    """A date before 1900-01-01 or after 2079-06-05: the line has no place for it."""


def offset_of(day: date) -> int:
    """The number of the day within its block: 0 is 1900-01-01.

    Raises:
        DayOutOfRange: before 1900-01-01 or after 2079-06-05.
    """
    offset = (day - EPOCH).days
    if not 0 <= offset < TOP:
        raise DayOutOfRange(f"{day.isoformat()} is not between {EPOCH.isoformat()} and {LAST_DATE.isoformat()}")
    return offset


def date_of(offset: int) -> date | None:
    """The date of an offset; ``None`` for ``TOP`` (no end, never)."""
    return None if offset >= TOP else EPOCH + timedelta(days=int(offset))


def on_line(block: Ints, offset: Ints) -> Ints:
    """Places on the line, shape of the arguments."""
    return (block << BITS) + offset


def block_of(line: Ints) -> Ints:
    """The block that each place belongs to."""
    return line >> BITS


def offset_on(line: Ints) -> Ints:
    """The day within the block of each place."""
    return line & TOP


def shift_offset(offset: Ints, by: Ints | int) -> Ints:
    """Days moved by a number of days within the block. "Never" stays "never"; the rest saturates."""
    moved = np.clip(offset + by, 0, TOP)
    never = offset == TOP
    return np.where(never, offset, moved) if never.any() else moved


def shift(line: Ints, by: Ints | int) -> Ints:
    """Places moved by a number of days, each within its own block."""
    offset = line & TOP
    return line - offset + shift_offset(offset, by)


def merged(places: Ints) -> Ints:
    """The places in order. They mostly come as a few runs in order, which the stable sort only merges."""
    return np.sort(places, kind="stable")


def distinct(places: Ints) -> Ints:
    """The places in order, each once: many times faster than ``np.unique``, which hashes them."""
    line = merged(places)
    first = np.ones(len(line), bool)
    np.not_equal(line[1:], line[:-1], out=first[1:])
    return line[first]
