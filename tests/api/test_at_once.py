"""The door over real HTTP: gunicorn, sockets, the role of the web, and fifty requests of one person at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from socket import create_connection
from threading import Barrier

import pytest
from tests.api.doors import Door, officials, wish
from tests.api.providers import Running
from tests.clients.codes import codes

from toimi.clients.models import JobSearch, KnownFact, Person
from toimi.office.audit import AuditRow
from toimi.office.row_security import WEB
from toimi.server.instance import listening
from toimi.server.processes import answers, web

AT_ONCE = 50
SOURCE = Path(__file__).parents[2] / "src"
(CODE,) = codes(1)


@pytest.fixture
def port(own_database: str, running_provider: Running) -> Iterator[int]:
    """Of a web server with four workers, logged in as the role that row security binds."""
    officials()
    database = own_database.replace("toimi@", f"{WEB}@")
    said = {
        "DATABASE_URL": database,
        "PYTHONPATH": str(SOURCE),
        "TOIMI_OIDC_ISSUER": running_provider.issuer,
        "TOIMI_OIDC_AUDIENCE": "toimi",
        "TOIMI_TEST_IDENTITY_CODES": "yes",
    }
    with listening(0) as socket:
        program, bound = web(socket.fileno(), 4, database), socket.getsockname()[1]
        process = subprocess.Popen(program.command, env={**os.environ, **said}, pass_fds=program.inherited)
    try:
        while not answers(bound):
            assert process.poll() is None, f"{sys.executable} did not start the web"
        yield bound
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_fifty_registrations_of_one_person_at_once_make_one_client_and_one_search(
    port: int, running_provider: Running
) -> None:
    together, headers = Barrier(AT_ONCE), Door(running_provider).headers("e-service")
    body = json.dumps([wish(CODE)])

    def one(_: int) -> tuple[int, bool, int, int]:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        together.wait(timeout=60)
        more = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        connection.request("POST", "/api/v1/searches", body, {**headers, **more})
        answer = connection.getresponse()
        (made,) = json.loads(answer.read())["items"]
        return answer.status, made["is_new"], made["person"], made["search"]

    with ThreadPoolExecutor(AT_ONCE) as threads:
        results = list(threads.map(one, range(AT_ONCE)))
    assert Counter(status for status, *_ in results) == {201: AT_ONCE}
    assert sum(is_new for _, is_new, *_ in results) == 1
    assert len({(person, search) for *_, person, search in results}) == 1
    assert (Person.objects.count(), JobSearch.objects.count(), KnownFact.objects.count()) == (1, 1, 2)
    assert AuditRow.objects.filter(what="clients.register").count() == AT_ONCE


def raw(port: int, *parts: bytes) -> bytes:
    """What the server says to these bytes, until it hangs up."""
    with create_connection(("127.0.0.1", port), timeout=20) as there:
        for part in parts:
            there.sendall(part)
        said = b""
        while more := there.recv(65_536):
            said += more
    return said


def test_bodies_that_only_claim_to_be_small_or_never_end_are_refused_unread(
    port: int, running_provider: Running
) -> None:
    """A length of ten gigabytes, of which nothing comes; and a body in pieces, which names no length at all."""
    said = {**Door(running_provider).headers("aino"), "Content-Type": "application/json", "Idempotency-Key": "one"}
    head = "".join(f"{name}: {value}\r\n" for name, value in {"Host": "localhost", **said}.items())
    start = f"POST /api/v1/searches HTTP/1.1\r\n{head}"
    huge = raw(port, f"{start}Content-Length: 10000000000\r\n\r\n".encode())
    assert huge.startswith(b"HTTP/1.1 413 ")
    assert b"/api/v1/problems/too_large" in huge
    piece = b"1000\r\n" + b" " * 0x1000 + b"\r\n"
    in_pieces = raw(port, f"{start}Transfer-Encoding: chunked\r\n\r\n".encode(), piece, b"0\r\n\r\n")
    assert in_pieces.startswith(b"HTTP/1.1 422 ")
    assert AuditRow.objects.filter(is_allowed=False).count() == 2
