"""Processes of the office: started, watched, and stopped together when one of them ends or somebody asks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from types import FrameType

from toimi.server.problems import ProcessError

GRACE = 10.0
"""Seconds in which a process may finish what it is doing before it is ended."""
READY_WITHIN = 60.0
"""Seconds in which the web must answer; a busy machine takes its time."""
_PAUSE = 0.1


@dataclass(frozen=True)
class Program:
    """What is started.

    Attributes:
        name: for messages.
        database: the address by which it logs in.
        inherited: file descriptors.
    """

    name: str
    command: tuple[str, ...]
    database: str
    inherited: tuple[int, ...] = ()


def web(socket: int, workers: int, database: str) -> Program:
    """Gunicorn with synchronous workers, on a socket that is open already."""
    return Program(
        "web",
        (
            *(sys.executable, "-m", "gunicorn", "toimi.server.wsgi:application", "--bind", f"fd://{socket}"),
            *("--workers", str(workers), "--worker-class", "sync", "--graceful-timeout", str(int(GRACE))),
            *("--log-level", "warning", "--no-control-socket"),
        ),
        database,
        (socket,),
    )


def worker(database: str) -> Program:
    """The office's own clock. It is told who starts it: that may be gone before it can look."""
    return Program("worker", (sys.executable, "-m", "toimi.server.worker", str(os.getpid())), database)


@contextmanager
def asked_to_stop() -> Iterator[threading.Event]:
    """An event that is set by SIGTERM, SIGINT (Ctrl-C) or SIGHUP; nothing is interrupted half way."""
    asked = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        threading.Thread(target=asked.set).start()  # whom the signal interrupts may hold the event's own lock

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run(
    programs: Sequence[Program], environment: Mapping[str, str], asked: threading.Event, port: int,
    ready: Callable[[], None],
) -> None:  # fmt: skip
    """Start programs, say when the web answers, watch them, and stop them when asked.

    Raises:
        ProcessError: if one ends although nobody asked, or the web does not answer in time.
    """
    running: list[tuple[Program, subprocess.Popen[bytes]]] = []
    try:
        for program in programs:
            running.append((program, _start(program, environment)))
        _wait_for_web(running, asked, port)
        if not asked.is_set():
            ready()
        while not asked.wait(_PAUSE):
            _all_alive(running)
    finally:
        for _, process in reversed(running):
            _stop(process)


def _start(program: Program, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """In a session of its own: Ctrl-C reaches us alone, and we stop the others in order."""
    return subprocess.Popen(  # noqa: S603  (our own programs, no shell)
        program.command,
        stdin=subprocess.DEVNULL,
        env={**environment, "DATABASE_URL": program.database},
        pass_fds=program.inherited,
        start_new_session=True,
    )


def _wait_for_web(
    running: Sequence[tuple[Program, subprocess.Popen[bytes]]], asked: threading.Event, port: int
) -> None:
    until = time.monotonic() + READY_WITHIN
    while not asked.is_set() and not answers(port):
        _all_alive(running)
        if time.monotonic() > until:
            raise ProcessError("web_is_silent", seconds=f"{READY_WITHIN:.0f}")
        asked.wait(_PAUSE)


def answers(port: int) -> bool:
    """Whether a web server on this machine answers with anything but an error of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _all_alive(running: Sequence[tuple[Program, subprocess.Popen[bytes]]]) -> None:
    for program, process in running:
        if process.poll() is not None:
            raise ProcessError("process_ended", name=program.name, status=str(process.returncode))


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Ask it, wait, and end whatever is left of its session: a worker whose master was killed keeps the port."""
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(GRACE + 2)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
