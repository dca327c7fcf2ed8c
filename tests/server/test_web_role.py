"""The role of the web: made where it may be, asked for where not, and never one whom row security does not bind."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from tests.office.behind_the_wall import WALLED

from toimi.server.address import as_role
from toimi.server.kept import kept_secret
from toimi.server.postgres import Postgres, embedded

from .offices import SOURCE, becomes_true, doctor, folder, free_port, office, toimi

SECRET = "s3cret"


@pytest.fixture
def elsewhere() -> Iterator[Postgres]:
    """Another house's server: passwords are asked, and the office's role may make no roles and has no web beside it."""
    with folder() as house:
        server = Postgres(house / "postgres", embedded(house).binaries)
        server.start()
        rules = server.folder / "pg_hba.conf"
        with admin(server) as there:
            there.execute(f"ALTER ROLE toimi PASSWORD '{SECRET}'")
            there.execute("DROP ROLE toimi_web")
            rules.write_text("local all postgres trust\nlocal all all scram-sha-256\n")
            there.execute("SELECT pg_reload_conf()")
        yield server
        server.stop()


def admin(server: Postgres) -> psycopg.Connection:
    return psycopg.connect(server.url("toimi", "postgres"), autocommit=True)


def may_make_roles(server: Postgres) -> None:
    with admin(server) as there:
        there.execute("ALTER ROLE toimi CREATEROLE")


def address(server: Postgres, role: str = "toimi", password: str = SECRET) -> str:
    return as_role(server.url(), role, password)


def logged_in(server: Postgres) -> set[tuple[str, int]]:
    """Roles of the sessions there, and how many each has."""
    with admin(server) as there:
        return set(
            there.execute(
                "SELECT usename, count(*) FROM pg_stat_activity WHERE datname = 'toimi' AND usename <> 'postgres' GROUP BY 1"
            ).fetchall()
        )


def refused(data: Path, code: str, says: str, **variables: str) -> None:
    """Both commands say it, and neither repeats the password."""
    up = toimi(data, "up", "--port", "0", "--lang", "en", **variables)
    assert (up.returncode, up.stdout) == (2, "")
    assert says in up.stderr
    found = doctor(data, "--port", str(free_port()), **variables)
    assert found["web_role"]["problem"] == code
    assert says in found["web_role"]["says"]
    assert SECRET not in up.stderr + str(found)


def test_the_web_is_another_than_the_worker_and_has_a_connection_for_each_of_its_processes() -> None:
    with folder() as data, office(data, "--workers", "3") as one:
        with ThreadPoolExecutor(12) as many:
            answers = list(many.map(lambda _: one.get("/health").status, range(120)))
        assert answers == [200] * 120
        assert becomes_true(lambda: logged_in(embedded(data)) == {("toimi", 2), ("toimi_web", 3)})  # one listens


def test_a_role_is_made_with_a_password_that_the_folder_keeps(elsewhere: Postgres) -> None:
    """The doctor says so before, and makes nothing."""
    may_make_roles(elsewhere)
    with folder() as data:
        before = doctor(data, "--port", str(free_port()), DATABASE_URL=address(elsewhere))
        assert before["no_web_role"]["is_well"]
        for _ in range(2):
            with office(data, DATABASE_URL=address(elsewhere)) as one:
                assert one.get("/health").status == 200
                assert becomes_true(lambda: {role for role, _ in logged_in(elsewhere)} == {"toimi", "toimi_web"})
        file = data / "web_password"
        assert file.stat().st_mode & 0o777 == 0o600
        with psycopg.connect(address(elsewhere, "toimi_web", file.read_text())) as web:
            assert web.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone() == (False,)
        after = doctor(data, "--port", str(free_port()), DATABASE_URL=address(elsewhere))
        assert after["web_role"]["is_well"]
        with folder() as another:  # another machine has another folder, and must be told
            refused(another, "web_cannot_log_in", "ALTER ROLE toimi_web LOGIN", DATABASE_URL=address(elsewhere))
        assert file.read_text() not in elsewhere.log.read_text()


def test_a_role_is_made_with_the_password_that_was_given(elsewhere: Postgres) -> None:
    may_make_roles(elsewhere)
    given = {"DATABASE_URL": address(elsewhere), "TOIMI_WEB_DATABASE_URL": address(elsewhere, "toimi_web", "g1ven")}
    with folder() as data, office(data, **given) as one:
        assert one.get("/health").status == 200
        assert not (data / "web_password").exists()
        psycopg.connect(address(elsewhere, "toimi_web", "g1ven")).close()


def test_who_may_not_make_it_is_told_the_one_command_and_it_is_enough(elsewhere: Postgres) -> None:
    with folder() as data:
        command = "CREATE ROLE toimi_web LOGIN PASSWORD '...'"
        refused(data, "no_web_role", command, DATABASE_URL=address(elsewhere))
        with admin(elsewhere) as there:
            there.execute(command.replace("...", "by hand"))
        refused(data, "web_cannot_log_in", "TOIMI_WEB_DATABASE_URL", DATABASE_URL=address(elsewhere))
        web = address(elsewhere, "toimi_web", "by hand")
        with office(data, DATABASE_URL=address(elsewhere), TOIMI_WEB_DATABASE_URL=web) as one:
            assert one.get("/health").status == 200


def test_the_address_of_another_role_and_of_another_database(elsewhere: Postgres, own_database: str) -> None:
    with admin(elsewhere) as there:
        there.execute("CREATE ROLE toimi_web LOGIN PASSWORD 'by hand'")
    owner, web = address(elsewhere), own_database.replace("toimi@", "toimi_web@")
    with folder() as data:
        both = {"DATABASE_URL": owner, "TOIMI_WEB_DATABASE_URL": owner}
        refused(data, "web_has_another_role", "does not log in as toimi_web", **both)
        refused(data, "web_is_elsewhere", "lead to different databases", **{**both, "TOIMI_WEB_DATABASE_URL": web})


def test_a_web_whom_row_security_does_not_bind_does_not_start() -> None:
    """A superuser, in the embedded server: up and doctor name the tables whose wall would be open."""
    with folder() as data:
        with office(data):
            pass
        server = embedded(data)
        server.start()
        with admin(server) as there:
            there.execute("ALTER ROLE toimi_web SUPERUSER")
        server.stop()
        says = f"Row security does not bind the web's role toimi_web in these tables: {', '.join(WALLED)}."
        refused(data, "web_is_unbound", says)


@pytest.mark.parametrize("role", ["toimi", "postgres"])
def test_nor_does_one_that_is_started_past_the_command(own_database: str, role: str) -> None:
    """Gunicorn itself, with the address of the owner or of a superuser."""
    with folder() as data:
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "toimi.server.wsgi:application",
            "--bind",
            f"127.0.0.1:{free_port()}",
        ]
        environment = {**os.environ, "PYTHONPATH": str(SOURCE), "TOIMI_DATA": str(data)}
        environment["DATABASE_URL"] = own_database.replace("toimi@", f"{role}@")
        done = subprocess.run(
            [*command, "--no-control-socket"], env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 3
        assert f"web_is_unbound (role: toimi_web, tables: {', '.join(WALLED)})" in done.stderr


def test_a_role_that_owns_no_tables_cannot_prepare_them(elsewhere: Postgres) -> None:
    with admin(elsewhere) as there:
        there.execute("CREATE ROLE toimi_web LOGIN PASSWORD 'by hand'")
        there.execute("CREATE ROLE guest LOGIN PASSWORD 'by hand'")
    given = {"DATABASE_URL": address(elsewhere, "guest", "by hand")}
    with folder() as data:
        web = address(elsewhere, "toimi_web", "by hand")
        said = toimi(data, "up", "--port", "0", "--lang", "en", TOIMI_WEB_DATABASE_URL=web, **given)
        assert (said.returncode, said.stdout) == (2, ""), said.stderr
        says = "The role of DATABASE_URL may not make the office's tables."
        assert said.stderr.startswith(f"Error: {says}")
        found = doctor(data, "--port", str(free_port()), TOIMI_WEB_DATABASE_URL=web, **given)
        assert found["owner"]["says"].startswith(says)


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        (
            "postgresql://toimi:a%2Fb%20c@db.example:5433/of%2Ffice?sslmode=require",
            {"host": "db.example", "port": "5433"},
        ),
        ("postgresql://toimi@/of%2Ffice?host=/a%20b&sslmode=require", {"host": "/a b"}),
    ],
)
def test_the_same_database_by_another_role(url: str, parts: dict[str, str]) -> None:
    """Signs that mean something in an address stay what they are."""
    with_password = as_role(url, "toimi_web", "p/w &?%+ö")
    expected = {"dbname": "of/fice", "user": "toimi_web", "sslmode": "require", **parts}
    assert psycopg.conninfo.conninfo_to_dict(with_password) == {**expected, "password": "p/w &?%+ö"}
    assert psycopg.conninfo.conninfo_to_dict(as_role(url, "toimi_web", None)) == expected


def test_a_secret_is_made_once_for_a_folder() -> None:
    with folder() as left, folder() as right:
        assert kept_secret(left, "a") == kept_secret(left, "a") != kept_secret(right, "a")
        assert len(kept_secret(left, "a")) >= 50
