"""Which stop stops which work, where both are known: it stops the job that it names and no other."""

from __future__ import annotations

import pytest

from toimi.book.expressions import Days
from toimi.book.words import working

from .harbour import Repair, Ship, day, person
from .test_evaluate import in_time

pytestmark = pytest.mark.usefixtures("harbour")


@pytest.mark.parametrize(
    ("named", "days_at_sea"),
    [("a", {*range(5, 14), 18, 19}), ("b", {*range(5, 12), *range(12, 20)})],
    ids=["the ship named first", "the other ship"],
)
def test_a_stop_that_names_its_job_stops_that_one(named: str, days_at_sea: set[int]) -> None:
    """Both ships have begun when one of them goes into repair, on days 12 to 17: a sails to day 19, b to day 13."""

    def at_sea(ship: Ship, repair: Repair) -> Days:
        return working(ship, when=ship.leaky, stopped_by=((repair, repair.full),))

    ships = [
        {"hull": "a", "from": day(10), "through": day(19), "leaky": True},
        {"hull": "b", "from": day(5), "through": day(13), "leaky": True},
    ]
    repair = {"job": named, "from": day(12), "through": day(17), "full": True}
    assert in_time(at_sea, person(ship=ships, repair=[repair])) == (days_at_sea, days_at_sea)
