"""One office on one machine: its data folder, its database, its key, and the run from start to stop."""

from __future__ import annotations

import fcntl
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from psycopg import OperationalError, connect

from toimi.server.address import connection_of
from toimi.server.examination import MODES
from toimi.server.kept import kept_secret, kept_signing_key
from toimi.server.postgres import embedded
from toimi.server.preparing import prepare, set_up
from toimi.server.problems import InstanceError
from toimi.server.processes import run, web, worker
from toimi.server.web_role import have_web_role, must_be_bound

MAY_MAKE_TABLES: Final = "SELECT has_schema_privilege('public', 'CREATE')"


def run_office(data: Path, port: int, workers: int, asked: threading.Event, ready: Callable[[str], None]) -> None:
    """Start everything, call ``ready`` with the address of the web, and stop everything when asked.

    Raises:
        Problem: if it cannot start, or ends by itself.
    """
    if (os.environ.get("TOIMI_MODE") or MODES[0]) not in MODES:
        raise InstanceError("unknown_mode", known=", ".join(MODES))
    with only_one(data), closing(listening(port)) as listener, database(data) as url:
        for_web = have_web_role(url, data)
        os.environ["DATABASE_URL"] = url
        os.environ.setdefault("TOIMI_SECRET_KEY", kept_secret(data, "secret_key"))
        os.environ.setdefault("TOIMI_SIGNING_KEY", kept_signing_key(data))
        set_up()
        prepare()
        must_be_bound(url, for_web)
        bound = listener.getsockname()[1]
        programs = [worker(url), web(listener.fileno(), workers, for_web)]
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
        raise InstanceError("folder_cannot_be_written", folder=str(data), why=error.strerror or "") from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InstanceError("already_running", folder=str(data)) from None
        yield


def listening(port: int) -> socket.socket:
    """A socket on this machine's own address; the port 0 is any that is free.

    Raises:
        InstanceError: if the port is taken.
    """
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError:
        raise InstanceError("port_is_taken", port=str(port)) from None


@contextmanager
def database(data: Path) -> Iterator[str]:
    """The address of the database: ``DATABASE_URL``, or an embedded server that stops at the end.

    Raises:
        PostgresError: if the embedded server does not start.
        InstanceError, BadAddress: if the given one does not answer, or its role may not make tables; or if its address
            cannot be read.
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
        with connect(url, connect_timeout=10) as connection:
            may_make_tables = connection.execute(MAY_MAKE_TABLES).fetchone()
    except OperationalError:  # its words may quote the address, and the password in it
        raise InstanceError("database_is_away") from None
    if may_make_tables != (True,):
        raise InstanceError("not_the_owner")
