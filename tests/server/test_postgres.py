"""The embedded PostgreSQL: its extensions, its user, its long folders; on every server that is at hand."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from psycopg import connect, errors

from toimi.server.postgres import Postgres, binaries, embedded
from toimi.server.problems import PostgresError

from .offices import folder

DEBIAN = Path("/usr/lib/postgresql/15/bin")


@pytest.mark.parametrize(
    "programs",
    [
        binaries(),
        pytest.param(DEBIAN, marks=pytest.mark.skipif(not DEBIAN.exists(), reason="no PostgreSQL 15 of Debian here")),
    ],
    ids=["pip", "debian 15"],
)
def test_it_starts_stops_and_starts_again_with_what_the_office_needs(programs: Path) -> None:
    with folder() as data:
        server = Postgres(data / "postgres", programs)
        assert [server.start(), server.start()] == [True, False]
        with connect(server.url()) as connection:
            connection.execute("CREATE EXTENSION btree_gist")
            connection.execute("CREATE EXTENSION pg_trgm")
            connection.execute(
                "CREATE TABLE days (who text, days daterange, EXCLUDE USING gist (who WITH =, days WITH &&))"
            )
            connection.execute("INSERT INTO days VALUES ('a', '[2021-03-01,2021-03-02)'), ('b', '[2021-03-01,)')")
            assert connection.execute("SELECT lower('ÄÖÅ')").fetchone() == ("äöå",)
        server.stop()
        assert not server.is_running()
        server.start()
        with connect(server.url()) as connection, pytest.raises(errors.ExclusionViolation):
            connection.execute("INSERT INTO days VALUES ('b', '[2022-01-01,)')")
        server.stop()


def test_the_offices_role_is_no_superuser_and_only_its_user_can_enter() -> None:
    """Row security would not hold for a superuser; on a socket, the folder is the lock."""
    with folder() as data:
        server = embedded(data)
        server.start()
        with connect(server.url()) as connection:
            row = connection.execute("SELECT usesuper, usebypassrls FROM pg_user WHERE usename = current_user")
            assert row.fetchone() == (False, False)
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert server.folder.stat().st_mode & 0o777 == 0o700
        if os.geteuid() == 0:
            assert server.folder.stat().st_uid != 0
        server.stop()


@pytest.mark.parametrize("name", ["x" * 120, "with a space, 'quotes' and 50 %"])
def test_folders_of_every_name(name: str) -> None:
    """A socket's path has 107 bytes at most, and an address has its own signs."""
    with folder() as data:
        server = embedded(data / name)
        (data / name).mkdir()
        server.start()
        with connect(server.url()) as connection:
            assert connection.execute("SELECT current_user").fetchone() == ("toimi",)
        server.stop()
        assert server.sockets == server.folder or not server.sockets.exists()


def test_a_process_that_a_crash_made_somebody_elses_is_not_touched() -> None:
    """The number in a stale file may be that of another house's server by now, under the same user."""
    with folder() as ours, folder() as theirs:
        server, other = embedded(ours), embedded(theirs)
        server.start()
        stale = (server.folder / "postmaster.pid").read_text().splitlines()
        server.stop()
        other.start()
        stale[0] = (other.folder / "postmaster.pid").read_text().splitlines()[0]
        mark = server.folder / "postmaster.pid"
        mark.write_text("\n".join(stale) + "\n")
        shutil.chown(mark, server.folder.stat().st_uid)
        assert not server.is_running()
        server.stop()
        with pytest.raises(PostgresError, match="already exists"):
            server.start()
        assert other.is_running()
        mark.unlink()
        assert server.start()
        server.stop()
        other.stop()


def test_a_server_that_cannot_be_made_ready_does_not_stay_behind() -> None:
    with folder() as data:
        server = embedded(data)
        server.start()
        with connect(server.url("postgres", "postgres"), autocommit=True) as there:
            there.execute("DROP ROLE toimi_web")
            there.execute("ALTER ROLE postgres SET default_transaction_read_only = on")
        server.stop()
        with pytest.raises(errors.ReadOnlySqlTransaction):
            server.start()
        assert not server.is_running()
