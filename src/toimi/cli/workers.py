"""Work done by several processes, its results in order and never more of it under way than they can chew."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection
from typing import Any, TypeVar

T = TypeVar("T")
AHEAD = 2
"""Pieces of work handed out for each worker: one in its hands, one waiting."""


def spread(function: Callable[..., T], work: Iterable[tuple[Any, ...]], workers: int) -> Iterator[T]:
    """Results of the function for each piece of work, in order.

    Args:
        function: of a module, so that other processes can import it.
        work: arguments of each call; taken one by one, as there is room.
        workers: how many processes; with one, everything is done in this process.

    Raises:
        BrokenProcessPool: if a worker was killed.
    """
    if workers == 1:
        yield from (function(*arguments) for arguments in work)
        return
    with _pool(workers) as pool:
        under_way: deque[Future[T]] = deque()
        for arguments in work:
            under_way.append(pool.submit(function, *arguments))
            if len(under_way) > AHEAD * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Fresh processes (none inherits a thread's locks); they end at once if the work is stopped."""
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_serve)
    try:
        yield pool
    except BaseException:
        for child in set(multiprocessing.active_children()) - others:
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _serve() -> None:
    """A worker leaves the keyboard to its parent, ends with it, and counts on its one core only."""
    import pyarrow as pa  # noqa: PLC0415  (only workers)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    pa.set_cpu_count(1)
    parent = multiprocessing.parent_process()
    assert parent is not None
    threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)
