"""Versions of one provision: never two at once, no hole between them, and the edges where one text becomes another."""

from __future__ import annotations

from datetime import date

from toimi.book.checks import partition
from toimi.book.expressions import Truth
from toimi.book.provisions import BENEFIT_DAY, Provision
from toimi.days.line import offset_of
from toimi.law.book import BOOK, VERIFIED_THROUGH
from toimi.law.gaps import LISTED, TWINS, gap_at

FIRST = offset_of(date(2020, 1, 1))
TODAY = offset_of(date(2026, 11, 24))


def test_versions_of_a_place_never_govern_together_and_leave_no_hole() -> None:
    """At every corner of the boxes one text of each place, but for the listed gaps and twins; reported texts lie above."""
    found = partition(
        BOOK, gap_at=gap_at, listed=LISTED, twins=TWINS, first_day=FIRST, known_at=TODAY,
        verified_through=offset_of(VERIFIED_THROUGH),
    )  # fmt: skip
    assert list(found) == []


def test_a_prolongation_moves_the_end_only_from_its_own_day_on() -> None:
    """172/2020 to 31 July, from 492/2020 to 31 December 2020; 192/2020 through its four prolongations."""
    overlay = next(one for one in BOOK.find("TTL 11:4b.1") if one.act == "172/2020" and one.role == "overlay")
    subsidy = next(
        one for one in BOOK.find("TTL 11:4c.1") if one.act == "192/2020" and one.name == "continuing_work_off"
    )

    def end(provision: Provision, known: str) -> date:
        from toimi.days.line import date_of

        day = date_of(provision.end_known_on(offset_of(date.fromisoformat(known))) - 1)
        assert day is not None
        return day

    assert end(overlay, "2020-04-01") == end(overlay, "2020-07-31") == date(2020, 7, 31)
    assert end(overlay, "2020-08-01") == end(overlay, "2026-11-24") == date(2020, 12, 31)
    known = {
        "2020-04-08": (2020, 6, 30),
        "2020-06-30": (2020, 6, 30),
        "2020-07-01": (2020, 12, 31),
        "2021-01-01": (2021, 3, 31),
    }
    known |= {"2021-04-01": (2021, 6, 30), "2021-07-01": (2021, 9, 30), "2026-11-24": (2021, 9, 30)}
    assert {day: end(subsidy, day) for day in known} == {day: date(*last) for day, last in known.items()}


def test_a_condition_of_rows_is_chosen_by_a_clock_of_the_row() -> None:
    """A condition has no benefit day of its own: such a clock would be ignored silently."""
    conditions = [one for one in BOOK.provisions if isinstance(one.expression, Truth)]
    assert conditions
    assert [one.key for one in conditions if BENEFIT_DAY in one.governs.clocks] == []
