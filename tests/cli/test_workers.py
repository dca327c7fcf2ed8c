"""Work spread over processes: in order, bounded, and its errors told."""

from __future__ import annotations

import math
import multiprocessing
import operator
import os
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing

import pytest

from toimi.cli.workers import AHEAD, spread


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_order_and_no_more_is_taken_than_can_be_chewed(workers: int) -> None:
    """Thirty pieces: each is asked for only when there is room."""
    taken = 0

    def work() -> Iterator[tuple[int]]:
        nonlocal taken
        for number in range(30):
            taken += 1
            yield (number * number,)

    for given, root in enumerate(spread(math.isqrt, work(), workers)):
        assert root == given
        assert taken - given <= (1 if workers == 1 else AHEAD * workers + 1)
    assert taken == 30


def test_other_processes_do_it() -> None:
    """With one worker it is done here."""
    assert set(spread(os.getpid, [()] * 3, 1)) == {os.getpid()}
    assert os.getpid() not in set(spread(os.getpid, [()] * 3, 2))


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_is_that_of_the_work(workers: int) -> None:
    """It comes where its result would have come, and no process is left."""
    results = spread(operator.truediv, [(4, 2), (1, 0), (9, 3)], workers)
    assert next(results) == 2
    with pytest.raises(ZeroDivisionError):
        next(results)
    assert multiprocessing.active_children() == []


def test_a_worker_that_was_killed_is_told() -> None:
    """As by a machine short of memory."""
    with pytest.raises(BrokenProcessPool):
        list(spread(os._exit, [(9,)] * 4, 2))
    assert multiprocessing.active_children() == []


def test_who_stops_listening_leaves_no_process() -> None:
    """Work that would take an hour ends at once."""
    with closing(spread(time.sleep, [(0,), (3600,), (3600,), (3600,), (3600,), (3600,)], 2)) as results:
        next(results)
    assert multiprocessing.active_children() == []
