"""The database of the tests: one real PostgreSQL for the whole run, started when a test first asks for it.

A test asks by a fixture: ``db`` for one that may be rolled back, ``own_database`` for one that commits, opens several
connections or starts processes. Both log in as the owner, whom row security does not bind. ``as_web`` acts as the web
for a while in either; ``web_database`` logs in as the web, in the test's own database. Migrations run once, into a
template that is cloned. Tests of the ground floor ask for nothing and pay nothing.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from toimi.server.postgres import Postgres

WITHOUT_DJANGO = {"book", "cli", "days", "house", "invented", "law"}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}
"""For tests only: a crash of the machine may lose everything."""
SIGNING_KEY = {
    "kty": "OKP", "crv": "Ed25519", "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
    "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
}  # fmt: skip
"""The example of RFC 8037, appendix A.1."""
MEMORY = Path("/dev/shm")
FOLDER = pytest.StashKey[Path]()
TEMPLATE = "template_toimi"


def roomy() -> Path:
    """Where the server lies: on a disk in memory if there is room, since a database of its own is a thousand files."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > 2 << 30
    return MEMORY if has_room else Path(tempfile.gettempdir())


def pytest_configure(config: pytest.Config) -> None:
    """Where the server will be if one is wanted, and settings that point there; nothing is started."""
    given = getattr(config, "workerinput", {}).get("toimi_data")
    folder = Path(given or roomy() / f"toimi-tests-{os.getpid()}")
    config.stash[FOLDER] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "toimi.server.settings"
    os.environ["TOIMI_SECRET_KEY"] = "only for tests, and of no use to anybody anywhere else"
    os.environ["TOIMI_SIGNING_KEY"] = json.dumps(SIGNING_KEY)
    os.environ["TOIMI_CONNECTIONS"] = "8"  # tests have threads
    os.environ["DATABASE_URL"] = f"postgresql://toimi@/{database_name()}?host={folder}/postgres"


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Every worker uses the server of the run."""
    node.workerinput["toimi_data"] = str(node.config.stash[FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    """The main process stops the server, whichever worker started it."""
    folder = config.stash.get(FOLDER, None)
    if folder is None or hasattr(config, "workerinput") or not folder.exists():
        return
    server(folder).stop()
    shutil.rmtree(folder)


def pytest_pycollect_makemodule(module_path: Path, parent: Any) -> None:
    """Django is made ready before a test file of the first floor or a door is read."""
    if module_path.relative_to(Path(__file__).parent).parts[0] not in WITHOUT_DJANGO:
        import django

        django.setup()


def database_name() -> str:
    """The database of this worker."""
    return f"toimi_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"


def server(folder: Path) -> Postgres:
    """The server of the run."""
    from toimi.server.postgres import embedded

    return embedded(folder)


def as_admin(postgres: Postgres, *commands: str) -> None:
    """Run commands on databases."""
    from psycopg import connect

    with connect(postgres.url("postgres", "postgres"), autocommit=True) as connection:
        for command in commands:
            connection.execute(command)


def use(name: str, role: str = "toimi") -> None:
    """Let Django use another database of the server from now on, or log in as another role."""
    from django.db import connection

    connection.close()
    connection.close_pool()
    connection.settings_dict |= {"NAME": name, "USER": role}


@pytest.fixture(scope="session")
def postgres(pytestconfig: pytest.Config) -> Postgres:
    """The running server, with a migrated template; the first worker that wants it makes it."""
    folder = pytestconfig.stash[FOLDER]
    folder.mkdir(exist_ok=True)
    running = server(folder)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        running.start(FAST)
        if not (folder / "prepared").exists():
            as_admin(running, f"CREATE DATABASE {TEMPLATE} OWNER toimi", "GRANT toimi_web TO toimi")
            migrate_template()
            (folder / "prepared").touch()
    return running


def migrate_template() -> None:
    """The tables and the dated data of the office, once for all."""
    from toimi.server.preparing import prepare

    mine = database_name()
    use(TEMPLATE)
    prepare()
    use(mine)


@pytest.fixture(scope="session")
def worker_database(postgres: Postgres) -> Iterator[str]:
    """This worker's own copy of the template."""
    name = database_name()
    as_admin(postgres, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER toimi")
    yield name
    use(name)


@pytest.fixture
def db(worker_database: str) -> Iterator[None]:
    """A database in which whatever the test does is undone at its end."""
    from django.db import transaction

    outer = transaction.atomic()
    outer._from_testcase = True  # code under test may ask for a transaction of its own
    with outer:
        yield
        transaction.set_rollback(True)


@pytest.fixture
def own_database(postgres: Postgres, request: pytest.FixtureRequest) -> Iterator[str]:
    """A fresh copy of the template for this test alone, which may commit in it; its address, for processes."""
    name = f"{database_name()}_own"
    as_admin(postgres, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER toimi")
    use(name)
    yield postgres.url(name)
    use(database_name())
    as_admin(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def web_database(own_database: str, postgres: Postgres) -> Iterator[str]:
    """The test's own database as the web sees it: Django logs in as the web from here on. Its address, for processes.

    What a test needs the owner for, a fixture that stands before this one can do.
    """
    name = f"{database_name()}_own"
    use(name, "toimi_web")
    yield postgres.url(name, "toimi_web")
    use(name)


@pytest.fixture
def as_web() -> Callable[[], AbstractContextManager[None]]:
    """``with as_web():`` the statements inside are the web's, and row security binds them.

    Inside, as everywhere in ``db``, the settings of ``acting`` outlive it: what it shows to nobody, ``web_database`` tests.
    """
    return _as_web


@contextmanager
def _as_web() -> Iterator[None]:
    from django.db import connection, transaction

    inner = transaction.atomic()
    inner._from_testcase = True  # as in db: code under test may ask for a transaction of its own
    with inner, connection.cursor() as cursor:  # an error inside takes the role back with the savepoint
        cursor.execute("SET LOCAL ROLE toimi_web")
        yield
        cursor.execute("RESET ROLE")
