"""Offices that tests start: real processes, sockets and databases, each in a folder of its own."""

from __future__ import annotations

import atexit
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

MEMORY = Path("/dev/shm")
"""A disk in memory: starting an empty database writes a thousand files, and tests would wait for each."""
SOURCE = Path(__file__).parents[2] / "src"


def has_room() -> bool:
    """Whether that disk is there, and large enough for some offices."""
    return MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 2 << 30


@contextmanager
def folder() -> Iterator[Path]:
    """An empty folder that the server's user can pass, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="toimi-office-", dir=MEMORY if has_room() else None) as name:
        Path(name).chmod(0o755)
        yield Path(name)


def environment(data: Path, **others: str) -> dict[str, str]:
    """A newcomer's environment: no database, no key, nothing but the data folder."""
    ours = (
        "DATABASE_URL",
        "TOIMI_WEB_DATABASE_URL",
        "TOIMI_CONNECTIONS",
        "TOIMI_SECRET_KEY",
        "TOIMI_DATA",
        "DJANGO_SETTINGS_MODULE",
    )
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return {**kept, "PYTHONPATH": str(SOURCE), "TOIMI_DATA": str(data), **others}


def toimi(data: Path, *args: str, **others: str) -> subprocess.CompletedProcess[str]:
    """A command that ends by itself."""
    command = [sys.executable, "-m", "toimi.cli.main", *args]
    return subprocess.run(
        command, capture_output=True, text=True, env=environment(data, **others), timeout=120, check=False
    )


def doctor(data: Path, *args: str, **others: str) -> dict[str, dict[str, Any]]:
    """What the doctor found, by what it looked at."""
    done = toimi(data, "doctor", "--json", "--lang", "en", *args, **others)
    assert done.stderr == ""
    found = {one["what"]: one for one in json.loads(done.stdout)}
    assert done.returncode == (0 if all(one["is_well"] for one in found.values()) else 1)
    return found


@dataclass
class Office:
    """One that is up."""

    process: subprocess.Popen[str]
    port: int

    def get(self, path: str, **headers: str) -> HTTPResponse:
        """Ask the web."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", path, headers=headers)
        return connection.getresponse()

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        """Ask it to stop; its code and what it said since it was up."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


@cache
def been_up() -> Path:
    """The folder of an office that was up once and has stopped: its tables are made, which takes the longest."""
    data = Path(tempfile.mkdtemp(prefix="toimi-office-", dir=MEMORY if has_room() else None))
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    data.chmod(0o755)
    with office(data, is_new=True) as one:
        assert one.stop()[0] == 0
    return data


@contextmanager
def office(
    data: Path, *args: str, command: tuple[str, ...] = (sys.executable,), is_new: bool = False, **others: str
) -> Iterator[Office]:
    """An office that is up on a free port; it is stopped at the end if the test has not done so.

    Args:
        is_new: whether it makes its tables itself; else an empty folder gets those of one that was up before.
    """
    own_server = command == (sys.executable,) and "DATABASE_URL" not in others
    if own_server and not is_new and not any(data.iterdir()):
        subprocess.run(["cp", "-a", f"{been_up()}/.", str(data)], check=True)
    process = subprocess.Popen(
        [
            *command,
            "-m",
            "toimi.cli.main",
            "up",
            "--port",
            "0",
            "--workers",
            "1",
            "--lang",
            "en",
            *args,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(data, **others),
    )
    try:
        line = process.stdout.readline()
        address = re.fullmatch(r"Toimi is up: http://127\.0\.0\.1:(\d+)/ \(stop: Ctrl-C\)\n", line)
        assert address, line + process.stderr.read()
        yield Office(process, int(address[1]))
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=60)


def server_is_gone(data: Path) -> bool:
    """Whether no PostgreSQL has the folder: it leaves this file while it runs."""
    return not (data / "postgres" / "postmaster.pid").exists()


def processes(office: Office) -> dict[str, int]:
    """What an office has started, by name."""
    started = subprocess.check_output(["pgrep", "-P", str(office.process.pid), "-a"], text=True).splitlines()
    return {("worker" if "toimi.server.worker" in line else "web"): int(line.split()[0]) for line in started}


def descendants(pid: int) -> list[int]:
    """What a process has started, and what that has."""
    started = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout.split()
    return [one for child in map(int, started) for one in (child, *descendants(child))]


def is_alive(pid: int) -> bool:
    """A process that has ended and that nobody asked about yet is not."""
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return done.stdout.strip()[:1] not in ("", "Z")


def becomes_true(looks: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether it is so within this time; a busy machine takes its own."""
    until = time.monotonic() + seconds
    while not (found := looks()) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def free_port() -> int:
    """A port that nobody had a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
