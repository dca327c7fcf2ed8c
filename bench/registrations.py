"""Registrations over HTTP beside pgbench, which makes the same statements on the same database; in turns, in one run.

Usage: python bench/registrations.py [REGISTRATIONS]. Prints both rates and their ratio, and writes registrations.json.
The office is real: PostgreSQL, an identity provider, the web with two workers, its own role. Its data go away at the end.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from zoneinfo import ZoneInfo

import httpx
from psycopg import connect, sql

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE.parent)]
os.environ["PYTHONPATH"] = str(HERE.parent / "src")

from examples.office import running  # noqa: E402  (after the path)
from registration_script import FIRST, PREFIX, NotAsExpected, script, statements  # noqa: E402  (after the path)
from run import machine  # noqa: E402  (after the path)
from tests.clients.codes import codes  # noqa: E402  (after the path)

from toimi.office.row_security import WEB  # noqa: E402  (after the path)
from toimi.server.postgres import ADMIN, USER, Postgres, embedded  # noqa: E402  (after the path)

AREA, NAME, SECRET = "area-oulu", "e-service", "only for this measurement"
CONNECTIONS, ROUNDS, WARM = 6, 3, 60
BEFORE = 500
"""People of each connection who are there before anything is measured: an empty office has no statistics to plan by."""
WANTED = 0.10
"""Of the rate of pgbench."""
OF_OTHERS = ("office_auditseal",)
"""Tables in which the office's own clock writes meanwhile."""


@dataclass(frozen=True)
class Office:
    """An office that answers.

    Attributes:
        headers: of a system that may register.
        path: where the script of pgbench is written.
    """

    address: str
    headers: dict[str, str]
    server: Postgres
    path: Path

    def register(self, client: httpx.Client, code: str, key: str) -> None:
        """One person, over HTTP; who was there already would be another piece of work.

        Raises:
            RuntimeError: if she is not new.
        """
        now = datetime.now(ZoneInfo("Europe/Helsinki")).isoformat(timespec="seconds")
        said = {"identity_code": code, "asked_at": now, "channel": "electronic", "contact_details_complete": True,
                "municipality": "564", "language": "sv"}  # fmt: skip
        headers = {**self.headers, "Idempotency-Key": key}
        answer = client.post(f"{self.address}api/v1/searches", json=[said], headers=headers)
        if answer.status_code != 201 or not answer.json()["items"][0]["is_new"]:
            raise RuntimeError(f"not registered: {answer.status_code} {answer.text}")

    def as_admin(self, *commands: str | sql.Composed) -> None:
        """Commands of PostgreSQL's administrator in the office's database."""
        with connect(self.server.url(USER, ADMIN), autocommit=True) as admin:
            for command in commands:
                admin.execute(command)

    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        with connect(self.server.url(USER, ADMIN)) as admin:
            names = admin.execute(
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            )
            count = sql.SQL("SELECT count(*) FROM {}")
            tables = [name for (name,) in names if name not in OF_OTHERS]
            found = {name: admin.execute(count.format(sql.Identifier(name))).fetchone() for name in tables}
            return {name: row[0] for name, row in found.items() if row}


@contextmanager
def office() -> Iterator[Office]:
    """One that is up, with a system that registers in an area."""
    with tempfile.TemporaryDirectory(prefix="toimi-bench-") as folder, ExitStack() as stack:
        here = Path(folder)
        here.chmod(0o755)  # PostgreSQL's own user passes through
        accounts = here / "accounts.json"
        accounts.write_text(json.dumps({"systems": [{"id": NAME, "secret": SECRET}]}), "utf-8")
        issuer = stack.enter_context(running("toimi.identity_provider", str(accounts), "--lifetime", "3600"))
        os.environ |= {
            "TOIMI_DATA": str(here / "office"), "TOIMI_OIDC_ISSUER": issuer, "TOIMI_OIDC_AUDIENCE": "toimi",
            "TOIMI_TEST_IDENTITY_CODES": "yes", "TOIMI_API_REQUESTS_PER_MINUTE": "10000000",
        }  # fmt: skip
        address = stack.enter_context(running("toimi.cli.main", "up", "--port", "0", "--workers", "2", "--lang", "en"))
        assign = ("assign", NAME, "--role", "automation", "--organisation", AREA, "--lang", "en")
        subprocess.run([sys.executable, "-m", "toimi.cli.main", *assign], check=True, stdout=subprocess.DEVNULL)
        form = {"grant_type": "client_credentials"}
        token = httpx.post(f"{issuer}/token", data=form, auth=(NAME, SECRET)).raise_for_status().json()["access_token"]
        headers = {"Authorization": f"Bearer {token}", "Toimi-Role": "automation", "Toimi-Organisation": AREA,
                   "Toimi-Reason": "service"}  # fmt: skip
        yield Office(address.split()[3], headers, embedded(here / "office"), here / "registration.sql")


def captured(there: Office, code: str) -> tuple[list[str], str]:
    """What the web says to PostgreSQL during one registration, and the key of that."""
    log = there.server.log
    moved = [f"ALTER SEQUENCE {table}_id_seq RESTART WITH {first}" for table, first in FIRST.items()]
    reload = "SELECT pg_reload_conf()"
    there.as_admin(
        *moved, f"ALTER SYSTEM SET log_line_prefix = '{PREFIX}'", "ALTER SYSTEM SET log_statement = 'all'", reload
    )
    start, key = log.stat().st_size, str(uuid.uuid4())
    with httpx.Client(timeout=60) as client:
        there.register(client, code, key)
    there.as_admin("ALTER SYSTEM RESET ALL", reload)
    return statements(log, start, WEB), key


@contextmanager
def as_many(there: Office, *, what: str) -> Iterator[dict[str, int]]:
    """The rows that are made meanwhile, table by table; known at the end."""
    made: dict[str, int] = {}
    before = there.rows()
    yield made
    made |= {table: number - before[table] for table, number in there.rows().items() if number != before[table]}
    print(f"{what}: {made}", flush=True)


def prepared(there: Office, code: str) -> int:
    """The script, made from one registration and tried once: it makes the same rows. How many statements it has.

    Raises:
        NotAsExpected: if it does not.
    """
    with as_many(there, what="one registration over HTTP makes") as rows:
        said, key = captured(there, code)
    there.path.write_text(script(said, code, key), "utf-8")
    with as_many(there, what="the script makes") as again:
        pgbench(there, first=0, clients=1, each=1)
    if rows != again or not rows:
        raise NotAsExpected(f"the script makes {again}, a registration {rows}")
    return len(said)


def pgbench(there: Office, *, first: int, clients: int, each: int) -> float:
    """Transactions a second.

    Args:
        first: where the people begin who are registered: each client's own number of the transactions before.
        each: transactions of each client.

    Raises:
        NotAsExpected: if one failed.
    """
    program = [str(there.server.binaries / "pgbench"), "--no-vacuum", "--protocol", "simple", "--file", str(there.path)]
    size = ["--client", str(clients), "--jobs", "1", "--transactions", str(each)]
    people = ["--define", f"v_n={first}", "--define", f"v_clients={CONNECTIONS}"]
    command = [*program, *size, *people, there.server.url(USER, WEB)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wanted = f"number of transactions actually processed: {clients * each}/{clients * each}\n"
    if done.returncode or wanted not in done.stdout or "number of failed transactions: 0 " not in done.stdout:
        raise NotAsExpected(done.stdout + done.stderr)
    return float(re.findall(r"^tps = ([0-9.]+)", done.stdout, re.MULTILINE)[0])


def over_http(there: Office, people: Sequence[str]) -> float:
    """Registrations a second, as many in flight as there are connections."""
    with httpx.Client(timeout=60) as client, ThreadPoolExecutor(CONNECTIONS) as threads:
        begun = perf_counter()
        list(threads.map(lambda code: there.register(client, code, str(uuid.uuid4())), people))
        return len(people) / (perf_counter() - begun)


def main(registrations: int) -> None:
    """In turns, so that both meet the same neighbours on a busy machine."""
    people = codes(WARM + 1 + ROUNDS * registrations)
    each = registrations // CONNECTIONS
    http, bare = [], []
    with office() as there:
        over_http(there, people[:WARM])
        count = prepared(there, people[WARM])
        pgbench(there, first=1, clients=CONNECTIONS, each=BEFORE)
        there.as_admin("VACUUM ANALYZE")
        with as_many(there, what="all rounds make") as rows:
            for turn in range(ROUNDS):
                first = WARM + 1 + turn * registrations
                http.append(over_http(there, people[first : first + registrations]))
                bare.append(pgbench(there, first=1 + BEFORE + turn * each, clients=CONNECTIONS, each=each))
    if rows["clients_jobsearch"] != ROUNDS * (registrations + CONNECTIONS * each):
        raise NotAsExpected(f"not everybody was new: {rows}")
    told = {
        "machine": machine(), "connections": CONNECTIONS, "registrations": registrations, "statements": count,
        "over_http_per_s": [round(one, 1) for one in http], "pgbench_per_s": [round(one, 1) for one in bare],
        "over_http": round(median(http), 1), "pgbench": round(median(bare), 1),
        "ratio": round(median(http) / median(bare), 3), "wanted": WANTED,
    }  # fmt: skip
    (HERE / "registrations.json").write_text(json.dumps(told, indent=2) + "\n", "utf-8")
    print(json.dumps(told, indent=2))
    if told["ratio"] < WANTED:
        sys.exit(f"The ratio is {told['ratio']}; at least {WANTED} is wanted.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_200)
