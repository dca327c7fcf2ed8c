"""The process: answers as a security server with registers behind it does (PR-REST 4.1, 4.3 and 4.6)."""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any, ClassVar

from toimi.registers.local.failing import BY_ROAD, Way

Records = Mapping[str, Mapping[str, Any]]
"""What a register has, by identity code."""
NAMES = ("population", "companies", "incomes", "kela", "studies")
"""The registers that there are."""
PROVIDER = "/r1/FI-TEST/GOV/0000000-0"
"""What comes before the names of the registers; no authority has this number."""
LARGEST_REQUEST = 1024 * 1024
TOO_MUCH = 5 * 1024 * 1024
"""Bytes of an answer that is too large."""
_CLIENT = re.compile(r"[^/]+(?:/[^/]+){2,3}")


@dataclass
class Behaviour:
    """How the registers behave.

    Attributes:
        way: in which they fail; ``None`` if they do not.
        times: for so many requests, then no longer; ``None`` for ever.
        seconds: of being slow, or between two bytes.
        log: a file that gets a line for each request: what of it came outside its body.
    """

    way: Way | None = None
    times: int | None = None
    seconds: float = 5.0
    log: Path | None = None
    _lock: Lock = field(default_factory=Lock)

    def now(self) -> Way | None:
        """How this request goes."""
        with self._lock:
            if self.times is None:
                return self.way
            self.times -= 1
            return self.way if self.times >= 0 else None

    def note(self, line: Mapping[str, Any]) -> None:
        """Write a line into the log."""
        if self.log:
            with self._lock, self.log.open("a", encoding="utf-8") as log:
                log.write(json.dumps(line) + "\n")


def server(registers: Mapping[str, Records], behaviour: Behaviour, port: int) -> ThreadingHTTPServer:
    """A server on this machine, not yet started; port 0 takes a free one."""
    handler = type("Handler", (_Handler,), {"registers": registers, "behaviour": behaviour})
    made = ThreadingHTTPServer(("127.0.0.1", port), handler)
    made.daemon_threads = True
    return made


def path_of(register: str) -> str:
    """Where a register answers."""
    return f"{PROVIDER}/{register}/people"


class _Refusal(Exception):
    """A request that gets an error: its status, and its type if it is the road that refuses."""

    def __init__(self, status: int, kind: str, *, by_road: bool = True) -> None:
        super().__init__(kind)
        self.status, self.kind, self.by_road = status, kind, by_road


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    registers: ClassVar[Mapping[str, Records]]
    behaviour: ClassVar[Behaviour]

    def do_POST(self) -> None:
        """Answer a request."""
        kept = ("X-Road-Client", "X-Road-Id", "X-Road-UserId", "X-Road-Issue", "Content-Type")
        self.behaviour.note({"path": self.path, **{name: self.headers.get(name) for name in kept}})
        try:
            register, codes = self._asked()
            self._fail_or_answer(self.behaviour.now(), register, codes)
        except _Refusal as refusal:
            self._send_error(refusal)

    def _asked(self) -> tuple[str, list[str]]:
        """Which register is asked about whom.

        Raises:
            _Refusal: for a request that is not of the protocol, or not of the register's contract.
        """
        body = self.rfile.read(min(int(self.headers.get("Content-Length") or 0), LARGEST_REQUEST))
        if not _CLIENT.fullmatch(self.headers.get("X-Road-Client") or ""):
            raise _Refusal(400, "Client.BadRequest")
        register = next((name for name in self.registers if self.path == path_of(name)), None)
        if register is None:
            raise _Refusal(500, "Server.ServerProxy.UnknownService")
        if not self.headers.get("X-Road-UserId") or not self.headers.get("X-Road-Issue"):
            raise _Refusal(400, "who asks and what for is not told", by_road=False)
        try:
            codes = json.loads(body)["identity_codes"]
        except (ValueError, KeyError, TypeError):
            raise _Refusal(400, "no identity codes", by_road=False) from None
        if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
            raise _Refusal(400, "no identity codes", by_road=False)
        return register, codes

    def _fail_or_answer(self, way: Way | None, register: str, codes: list[str]) -> None:
        if way is Way.HANGS_UP:
            self.close_connection = True
        elif way in BY_ROAD:
            raise _Refusal(500, BY_ROAD[way])
        elif way in (Way.FAILS, Way.BUSY):
            raise _Refusal(500 if way is Way.FAILS else 503, "out of order", by_road=False)
        elif way is Way.DRIPS:
            self._drip()
        else:
            if way is Way.SLOW:
                time.sleep(self.behaviour.seconds)
            records = self.registers[register]
            answers = [_line(code, records) for code in codes]
            self._send_answer(way, _spoilt(way, answers))

    def _send_answer(self, way: Way | None, answers: list[dict[str, Any]]) -> None:
        body = json.dumps({"answers": answers}).encode()
        if way is Way.NO_JSON:
            body = body[: len(body) // 2]
        if way is Way.TOO_LARGE:
            body += b" " * TOO_MUCH
        more = {"Location": "https://register.example/"} if way is Way.REDIRECTS else {}
        if way is Way.OTHER_MESSAGE:
            more["X-Road-Id"] = str(uuid.uuid4())
        if way is Way.NO_JSON_TYPE:
            more["Content-Type"] = "text/html"
        self._send(302 if way is Way.REDIRECTS else 200, body, more)

    def _send_error(self, refusal: _Refusal) -> None:
        told = {"type": refusal.kind, "message": refusal.kind, "detail": str(uuid.uuid4())}
        more = {"X-Road-Error": refusal.kind} if refusal.by_road else {}
        self._send(refusal.status, json.dumps(told).encode(), more)

    def _send(self, status: int, body: bytes, more: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**self._usual(), "Content-Length": str(len(body)), **more}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _usual(self) -> dict[str, str]:
        """The headers of every answer."""
        return {
            "Content-Type": "application/json;charset=utf-8",
            "X-Road-Client": self.headers.get("X-Road-Client") or "",
            "X-Road-Id": self.headers.get("X-Road-Id") or str(uuid.uuid4()),
            "X-Road-Request-Id": str(uuid.uuid4()),
        }

    def _drip(self) -> None:
        self.send_response(200)
        for name, value in self._usual().items():
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        while True:
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(self.behaviour.seconds)

    def handle(self) -> None:
        """As ever; who hangs up is no news."""
        try:
            super().handle()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 (the name is the library's)
        """Say nothing on the console."""


def _line(code: str, records: Records) -> dict[str, Any]:
    told = records.get(code)
    return {"identity_code": code, "found": told is not None, "told": told}


def _spoilt(way: Way | None, answers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answers as this way of failing has them."""
    if way is Way.LEAVES_OUT:
        return answers[1:]
    if way is Way.STRANGER:
        return [{**answers[0], "identity_code": "010101-900R"}, *answers[1:]]
    if way is Way.EXTRA_FIELD:
        return [{**line, "told": {**(line["told"] or {}), "more": 1}} for line in answers]
    if way is Way.WRONG_WORD:
        told = dict.fromkeys(answers[0]["told"] or {"": ""}, "wrong")
        return [{**answers[0], "told": told}, *answers[1:]]
    return answers
