"""The process that does the office's jobs: ``python -m toimi.server.worker [STARTER]``.

Logs in as the owner of the tables, by ``DATABASE_URL``. A job that fails is told in the log by its name and by the kind
and place of its error: the words of an error may quote a row. It is tried again at its next time.

STARTER is the number of the process that starts it and with which it ends, however that ends. Without it, it goes on.

Environment:
    TOIMI_MINUTE: seconds of a minute of this clock, for tests; 60 if left out.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection

from toimi.server.preparing import set_up
from toimi.server.processes import asked_to_stop
from toimi.server.waking import Listener

if TYPE_CHECKING:
    from toimi.server.jobs import Job

_LOOK = 0.5
"""Seconds after which it looks whether the process that started it is still there."""

logger = logging.getLogger(__name__)


def main() -> None:
    """Work until asked to stop, or until the process that started this one is gone."""
    starter = int(sys.argv[1]) if sys.argv[1:] else None
    with asked_to_stop() as asked:
        set_up()
        from toimi.server.jobs import JOBS  # noqa: PLC0415  (their tables need set_up)

        work(JOBS, asked, float(os.environ.get("TOIMI_MINUTE", "60")), starter)


def work(jobs: Sequence[Job], asked: threading.Event, minute: float, starter: int | None = None) -> None:
    """Do what is due, minute by minute; a minute that was missed is not made up for.

    Args:
        minute: its length in seconds. Minutes begin with the clock's own.
    """
    last = None
    with closing(Listener(os.environ["DATABASE_URL"], [job.wakes_by for job in jobs if job.wakes_by])) as listener:
        while not asked.is_set() and not _is_left(starter):
            number = int(time.time() // minute)
            for job in due(jobs, last, number):
                if not asked.is_set():
                    attempt(job)
            last = number
            _wait(asked, (number + 1) * minute - time.time(), starter, lambda seconds: _listen(jobs, listener, seconds))


def due(jobs: Sequence[Job], last: int | None, number: int) -> Iterator[Job]:
    """Jobs whose time has come after the minute ``last`` and by this one; all of them at the start."""
    return (job for job in jobs if last is None or number // job.every != last // job.every)


def attempt(job: Job) -> None:
    """Do a job once. Its connection goes back to the pool, which gives out none that is dead."""
    try:
        with closing(connection):
            job.do(datetime.now(UTC))
    except Exception as error:  # noqa: BLE001  (one job's error must not stop the others)
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        logger.error("The job %r failed: %s at %s. It is tried again.", job.name, type(error).__name__, where)  # noqa: TRY400


def _is_left(starter: int | None) -> bool:
    return starter is not None and os.getppid() != starter


def _wait(asked: threading.Event, seconds: float, starter: int | None, listen: Callable[[float], None]) -> None:
    """By a clock that nobody sets: a machine whose time is put back does not stand still for an hour."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0 and not asked.is_set() and not _is_left(starter):
        listen(min(left, _LOOK))


def _listen(jobs: Sequence[Job], listener: Listener, seconds: float) -> None:
    """Wait so long, or do what somebody wakes the worker for."""
    heard = listener.heard(seconds)
    for job in jobs:
        if job.wakes_by in heard:
            attempt(job)


if __name__ == "__main__":
    main()
