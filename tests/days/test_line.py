"""The line: dates and offsets, blocks, and shifts that stay at home."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from toimi.days.line import (
    EPOCH,
    LAST_DATE,
    SIZE,
    TOP,
    DayOutOfRange,
    block_of,
    date_of,
    offset_of,
    offset_on,
    on_line,
    shift,
    shift_offset,
)

from .completions import ints


def test_day_zero_is_a_monday_so_a_week_is_seven_offsets() -> None:
    """Weeks are counted by division only; that needs a Monday at 0."""
    assert date(1900, 1, 1) == EPOCH
    assert all((EPOCH + timedelta(days=offset)).weekday() == offset % 7 for offset in range(0, TOP, 11))


def test_every_date_of_the_line_comes_back_from_its_offset() -> None:
    """No date is lost or doubled between calendar and line."""
    assert [offset_of(EPOCH + timedelta(days=offset)) for offset in range(TOP)] == list(range(TOP))
    assert all(date_of(offset) == EPOCH + timedelta(days=offset) for offset in range(TOP))


def test_the_last_date_is_the_day_before_the_one_that_means_no_end() -> None:
    """``TOP`` itself is shown to nobody."""
    assert date(2079, 6, 5) == LAST_DATE
    assert offset_of(LAST_DATE) == TOP - 1
    assert date_of(TOP) is None


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2079, 6, 6), date(1, 1, 1), date(9999, 12, 31)])
def test_a_date_outside_the_line_is_refused_with_the_range(day: date) -> None:
    """A date that silently became another would be a wrong statement."""
    with pytest.raises(DayOutOfRange, match=f"{day.isoformat()} is not between 1900-01-01 and 2079-06-05"):
        offset_of(day)


def test_block_and_offset_come_back_from_the_place_on_the_line() -> None:
    """Packing and unpacking are each other's opposite, at both edges of a block."""
    block, offset = ints([0, 0, 1, 1, 399_999]), ints([0, TOP, 0, TOP, 45_000])
    line = on_line(block, offset)
    assert block_of(line).tolist() == block.tolist()
    assert offset_on(line).tolist() == offset.tolist()
    assert line[2] == line[1] + 1 == SIZE


def plainly_shifted(offset: int, by: int) -> int:
    """What a shift means."""
    return TOP if offset == TOP else min(max(offset + by, 0), TOP)


EDGES = [0, 1, 2, 300, TOP - 300, TOP - 2, TOP - 1, TOP]
SHIFTS = [0, 1, 2, 45, 65_000, 100_000, 1 << 40, -1, -2, -45, -65_000, -100_000, -(1 << 40)]


@pytest.mark.parametrize("by", SHIFTS)
def test_a_shift_stays_in_its_block_and_never_stays_never(by: int) -> None:
    """Days beyond either end of a block would be another person's."""
    expected = [plainly_shifted(offset, by) for offset in EDGES]
    assert shift_offset(ints(EDGES), by).tolist() == expected
    without_never = shift_offset(ints(EDGES[:-1]), by)
    assert without_never.tolist() == expected[:-1]
    for block in (0, 1, 7):
        moved = shift(on_line(np.full(len(EDGES), block), ints(EDGES)), by)
        assert block_of(moved).tolist() == [block] * len(EDGES)
        assert offset_on(moved).tolist() == expected


def test_each_place_may_move_by_a_number_of_its_own() -> None:
    """Lengths may differ from row to row."""
    offset = ints(offset for offset in EDGES for _ in SHIFTS)
    by = ints(SHIFTS * len(EDGES))
    expected = [plainly_shifted(at, move) for at, move in zip(offset.tolist(), by.tolist(), strict=True)]
    assert shift_offset(offset, by).tolist() == expected
    assert shift(on_line(ints([3] * len(offset)), offset), by).tolist() == [(3 << 16) + at for at in expected]
