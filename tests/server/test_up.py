"""``toimi up`` with real processes: it comes up, answers, comes up again, stands beside another, and stops."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import django
import pytest
from psycopg import connect

from toimi.server.postgres import embedded

from .offices import SOURCE, descendants, folder, is_alive, office, processes, server_is_gone, toimi

NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
STOPPED = (0, "Toimi has stopped.\n", "")


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_comes_up_twice_in_a_row_and_leaves_nothing_behind(number: int) -> None:
    """The second time finds what the first left: the data, and the key of its sessions."""
    keys = set()
    with folder() as data:
        for _ in range(2):
            with office(data, is_new=True) as one:
                answer = one.get("/health")
                assert (answer.status, json.load(answer)) == (200, {"status": "ok", "database": "ok"})
                keys.add((data / "secret_key").read_text())
                started = descendants(one.process.pid)
                assert len(started) == 3  # the worker, the web, and the web's own
                assert one.stop(number) == STOPPED
                assert not any(is_alive(pid) for pid in started)
                assert port_is_free(one.port)
                assert server_is_gone(data)
        assert len(keys) == 1
        assert (data / "secret_key").stat().st_mode & 0o777 == 0o600


def test_two_stand_beside_each_other_with_their_own_data() -> None:
    with folder() as left, folder() as right, office(left) as one, office(right) as other:
        with connect(embedded(left).url()) as there:
            there.execute("CREATE TABLE only_here ()")
        with connect(embedded(right).url()) as there:
            assert there.execute("SELECT to_regclass('only_here')").fetchone() == (None,)
        assert one.port != other.port
        assert one.stop() == STOPPED
        assert other.get("/health").status == 200


def test_one_folder_has_one_office() -> None:
    with folder() as data, office(data) as one:
        second = toimi(data, "up", "--port", "0", "--lang", "en")
        assert second.returncode == 2
        assert second.stderr.startswith(f"Error: {data} is in use: an office, or toimi doctor, is running in it")
        assert one.get("/health").status == 200


@pytest.mark.parametrize(
    ("lang", "says"), [("fi", "Porttia {} ei saa käyttöön"), ("sv", "Porten {} kan inte tas i bruk")]
)
def test_it_tells_what_is_wrong_in_the_languages_of_the_country(lang: str, says: str) -> None:
    with folder() as data, socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = toimi(data, "up", "--port", str(port), "--lang", lang)
        assert said.stderr.startswith(f"Error: {says.format(port)}")


def test_a_taken_port_is_named_before_anything_is_started() -> None:
    with folder() as data, socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = toimi(data, "up", "--port", str(port), "--lang", "en")
        assert (said.returncode, said.stdout) == (2, "")
        assert said.stderr.startswith(f"Error: The port {port} cannot be had")
        assert not (data / "postgres").exists()


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_process_that_dies_takes_the_office_down_and_is_named(name: str) -> None:
    with folder() as data, office(data) as one:
        started = processes(one)
        os.kill(started[name], signal.SIGKILL)
        _, err = one.process.communicate(timeout=60)
        assert (one.process.returncode, err) == (2, f"Error: The process {name} ended with code -9.\n")
        assert server_is_gone(data)
        assert not any(is_alive(pid) for pid in started.values())


def test_health_says_that_the_database_is_away_and_that_it_is_back() -> None:
    """It has not stopped trying, nor does it try ever more seldom: the first answer after the outage is well."""
    with folder() as data, office(data) as one:
        server = embedded(data)
        server.stop()
        for _ in range(4):  # twenty seconds
            answer = one.get("/health")
            assert (answer.status, json.load(answer)) == (503, {"status": "failing", "database": "unreachable"})
        server.start()
        assert one.get("/health").status == 200


def test_a_given_database_is_used_and_not_stopped(own_database: str) -> None:
    with folder() as data, office(data, DATABASE_URL=own_database) as one:
        assert one.get("/health").status == 200
        assert one.stop() == STOPPED
        assert not (data / "postgres").exists()
        with connect(own_database) as there:
            assert there.execute("SELECT count(*) FROM office_municipality").fetchone() == (30,)


def test_a_wrong_address_is_told_and_not_repeated() -> None:
    """It may hold a password."""
    with folder() as data:
        for address, says in (
            ("mysql://toimi:s3cret@localhost/x", "does not begin with postgresql://"),
            ("postgresql://toimi:s3cret@localhost:port/x", "has a port that is no number"),
            ("postgresql://toimi:s3cret@localhost", "names no database"),
            ("postgresql://toimi:s3cret@localhost/x?no_such=1", "cannot be read"),
            (f"postgresql://toimi:s3cret@/x?host={data}", "does not answer"),
        ):
            said = toimi(data, "up", "--port", "0", "--lang", "en", DATABASE_URL=address)
            assert (said.returncode, said.stdout) == (2, "")
            assert says in said.stderr
            assert "s3cret" not in said.stderr


def test_answers_carry_the_headers_of_a_closed_house() -> None:
    with folder() as data, office(data) as one:
        answer = one.get("/health")
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'; object-src 'none'")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert one.get("/health", Host="elsewhere.example").status == 400
        assert one.get("/nothing-here").status == 404


LIBRARIES = os.pathsep.join((str(SOURCE), str(Path(django.__file__).parents[1])))


def python_of_nobody() -> str | None:
    """A Python of this version that an ordinary user can run with our libraries: this one, or the system's if this is root's."""
    system = "/usr/bin/python{}.{}".format(*sys.version_info)
    env = {**os.environ, "PYTHONPATH": LIBRARIES}
    for python in (sys.executable, system) if os.geteuid() == 0 and shutil.which("setpriv") else ():
        look = [*NOBODY, python, "-c", "import os, sys, toimi, psycopg; os.stat(os.path.realpath(sys.executable))"]
        if Path(python).exists() and subprocess.run(look, env=env, capture_output=True, check=False).returncode == 0:
            return python
    return None


@pytest.mark.skipif(python_of_nobody() is None, reason="no other user here, or no Python that one could run")
def test_it_comes_up_as_an_ordinary_user() -> None:
    """The server then runs as that user, who makes no other."""
    with folder() as data:
        os.chown(data, 65534, 65534)
        command = (*NOBODY, str(python_of_nobody()))
        with office(data, command=command, HOME="/nonexistent", PYTHONPATH=LIBRARIES) as one:
            assert one.get("/health").status == 200
            assert (data / "postgres").stat().st_uid == 65534
            assert one.stop() == STOPPED


def test_what_a_killed_office_leaves_running_is_found_again() -> None:
    """Nobody could stop PostgreSQL then; the next start uses it, and stops it."""
    with folder() as data:
        with office(data) as one:
            started = processes(one)
            one.process.kill()
            one.process.wait()
            os.kill(started["web"], signal.SIGTERM)
            assert not server_is_gone(data)
        with office(data) as one:
            assert one.get("/health").status == 200
            assert one.stop() == STOPPED
        for _ in range(100):
            if server_is_gone(data):
                break
            time.sleep(0.1)
        assert server_is_gone(data)
