"""One office on one machine: its data folder, its database, its key, and the run from start to stop."""

from __future__ import annotations

import fcntl
import os
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from psycopg import OperationalError, connect

from toimi.server.address import connection_of
from toimi.server.postgres import embedded
from toimi.server.preparing import prepare, set_up
from toimi.server.processes import run, web, worker


class InstanceError(RuntimeError):
    """The office cannot start here; the message says why and what mends it."""


def run_office(data: Path, port: int, workers: int, asked: threading.Event, ready: Callable[[str], None]) -> None:
    """Start everything, call ``ready`` with the address of the web, and stop everything when asked.

    Raises:
        InstanceError, PostgresError, ProcessError, BadAddress: if it cannot start, or ends by itself.
    """
    with only_one(data), closing(listening(port)) as listener, database(data) as url:
        os.environ["DATABASE_URL"] = url
        os.environ.setdefault("TOIMI_SECRET_KEY", secret_key(data))
        set_up()
        prepare()
        bound = listener.getsockname()[1]
        programs = [worker(url), web(listener.fileno(), workers, url)]
        run(programs, os.environ, asked, bound, lambda: ready(f"http://127.0.0.1:{bound}/"))


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Hold the data folder; the machine lets go of it when the process ends, however it ends.

    Raises:
        InstanceError: if another office holds it, or it cannot be written.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = (data / "lock").open("w")
    except OSError as error:
        raise InstanceError(
            f"{data} cannot be written ({error.strerror}). Set TOIMI_DATA to a folder of yours."
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InstanceError(
                f"An office is running in {data} already. Stop it, or set TOIMI_DATA to another folder."
            ) from None
        yield


def listening(port: int) -> socket.socket:
    """A socket on this machine's own address; the port 0 is any that is free.

    Raises:
        InstanceError: if the port is taken.
    """
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise InstanceError(f"The port {port} cannot be had ({error.strerror}). Choose another with --port.") from None


@contextmanager
def database(data: Path) -> Iterator[str]:
    """The address of the database: ``DATABASE_URL``, or an embedded server that stops at the end.

    Raises:
        PostgresError: if the embedded server does not start.
        InstanceError, BadAddress: if the given one does not answer, or its address cannot be read.
    """
    if given := os.environ.get("DATABASE_URL"):
        _must_answer(given)
        yield given
        return
    server = embedded(data)
    server.start()
    try:
        yield server.url()
    finally:
        server.stop()


def _must_answer(url: str) -> None:
    connection_of(url)
    try:
        connect(url, connect_timeout=10).close()
    except OperationalError:  # its words may quote the address, and the password in it
        raise InstanceError("The database of DATABASE_URL does not answer: toimi doctor says more.") from None


def secret_key(data: Path) -> str:
    """The key of this data folder, made at the first start; only its owner can read it."""
    file = data / "secret_key"
    if not file.exists():
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
            opened.write(secrets.token_urlsafe(48))
    return file.read_text("utf-8")
