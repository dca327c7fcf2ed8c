"""One register is asked: in batches, with bounded patience and size, once more if it may help, and not while it is down."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import httpx
from pydantic import TypeAdapter

from toimi.registers.answers import Answer, NotKnown, Why
from toimi.registers.contract import read_answers, request_body
from toimi.registers.xroad import Asking, address_of, error_for_log, fault, headers, own_name, trust

T = TypeVar("T")
LOG = logging.getLogger("toimi.registers")
BATCH = 100
"""Codes of one request."""
LARGEST = 4 * 1024 * 1024
"""Bytes of an answer; a hundred people of all five registers need a tenth of it."""
MAY_HELP_AGAIN = (Why.UNREACHABLE, Why.TIMEOUT, Why.FAILED)
"""What a second try may mend. Asking changes nothing, so it may be done twice."""


@dataclass(frozen=True)
class Patience:
    """How long a register is waited for, in seconds.

    Attributes:
        connection: for a connection.
        silence: between two pieces of an answer.
        whole: for the whole answer: a register that sends a byte now and then is not waited for.
        pause: before the second try.
    """

    connection: float = 3.0
    silence: float = 10.0
    whole: float = 20.0
    pause: float = 0.5


@dataclass
class Fuse:
    """Spares a register that is down, and everybody who would wait for it.

    Attributes:
        failures: after so many in a row it is not asked.
        rest: for so many seconds; then one request tries again.
    """

    failures: int = 3
    rest: float = 30.0
    clock: Callable[[], float] = time.monotonic
    _failed: int = field(default=0, init=False)
    _since: float = field(default=0.0, init=False)

    def is_blown(self) -> bool:
        """Whether the register is left alone now."""
        return self._failed >= self.failures and self.clock() - self._since < self.rest

    def note(self, *, failed: bool) -> None:
        """How a request went."""
        self._failed = self._failed + 1 if failed else 0
        self._since = self.clock()


class NoAnswer(Exception):
    """A request that brought no answer, and why."""

    def __init__(self, why: Why, error: str = "") -> None:
        super().__init__(why.value)
        self.why = why
        self.error = error


class Register(Generic[T]):
    """A register and its contract.

    Attributes:
        name: as in ``TOIMI_REGISTER_…``, in small letters.
        record: what it tells of a person.
    """

    def __init__(self, name: str, record: type[T]) -> None:
        self.name = name
        self.record = TypeAdapter(record)
        self.fuse = Fuse()

    def ask(self, codes: Sequence[str], asking: Asking, patience: Patience = Patience()) -> dict[str, Answer[T]]:
        """The answer to each identity code.

        Args:
            codes: of the people; each is asked once.
            asking: on whose behalf, and what for.
            patience: how long it may take.

        Raises:
            BadSetting: for a setting that cannot be meant.
        """
        wanted = sorted(set(codes))
        address, client = address_of(self.name), own_name()
        if address is None or client is None:
            return dict.fromkeys(wanted, NotKnown(Why.NOT_CONFIGURED))
        answers: dict[str, Answer[T]] = {}
        timeout = httpx.Timeout(patience.silence, connect=patience.connection)
        # No proxy of the environment is used: personal data takes the road and no other way.
        with httpx.Client(timeout=timeout, verify=trust(address), trust_env=False, follow_redirects=False) as http:
            for first in range(0, len(wanted), BATCH):
                call = Call(http, address, client, asking, patience, wanted[first : first + BATCH])
                answers |= self._batch(call)
        return answers

    def _batch(self, call: Call) -> dict[str, Answer[T]]:
        """The answers of one batch, at the second try if the first brings none and it may help."""
        why, request = Why.UNREACHABLE, ""
        for place in range(2):
            if self.fuse.is_blown():
                break
            if place:
                time.sleep(call.patience.pause)
            request = str(uuid.uuid4())
            begun = time.monotonic()
            try:
                body = call.answer(request)
            except NoAnswer as failure:
                self._log(request, call, begun, failure.why.value, failure.error)
                why = failure.why
                self.fuse.note(failed=why in MAY_HELP_AGAIN)
                if why not in MAY_HELP_AGAIN:
                    break
                continue
            self.fuse.note(failed=False)
            answers = read_answers(body, call.codes, self.record, request)
            broken = sum(isinstance(one, NotKnown) for one in answers.values())
            self._log(request, call, begun, f"answered, {broken} broken")
            return answers
        return dict.fromkeys(call.codes, NotKnown(why, request))

    def _log(self, request: str, call: Call, begun: float, how: str, error: str = "") -> None:
        """One line a request: how many people and how it went, and nothing of who they are."""
        seconds = time.monotonic() - begun
        LOG.info("%s: %s people, %s %s (%.2f s, request %s)", self.name, len(call.codes), how, error, seconds, request)


@dataclass(frozen=True)
class Call:
    """One batch that is asked for."""

    http: httpx.Client
    address: str
    client: str
    asking: Asking
    patience: Patience
    codes: Sequence[str]

    def answer(self, request: str) -> bytes:
        """The body of the answer to a request by this identifier.

        Raises:
            NoAnswer: if there is none, or none that can be read.
        """
        until = time.monotonic() + self.patience.whole
        sent = {"content": request_body(self.codes), "headers": headers(self.client, self.asking, request)}
        try:
            with self.http.stream("POST", self.address, **sent) as response:  # type: ignore[arg-type]  # each by its name
                error = response.headers.get("X-Road-Error")
                if why := fault(response.status_code, error):
                    raise NoAnswer(why, error_for_log(error))
                if not _is_ours(response, request):
                    raise NoAnswer(Why.BROKEN_ANSWER)
                return b"".join(_pieces(response, until))
        except httpx.ConnectTimeout:
            raise NoAnswer(Why.UNREACHABLE) from None
        except httpx.TimeoutException:
            raise NoAnswer(Why.TIMEOUT) from None
        except httpx.HTTPError:  # its text may hold what was sent
            raise NoAnswer(Why.UNREACHABLE) from None


def _is_ours(response: httpx.Response, request: str) -> bool:
    """Whether it is JSON as it looks, and answers this very request: the road repeats the identifier (section 4.3)."""
    is_json = response.headers.get("Content-Type", "").split(";")[0].strip().lower() == "application/json"
    return is_json and response.headers.get("X-Road-Id") == request and "Content-Encoding" not in response.headers


def _pieces(response: httpx.Response, until: float) -> Iterator[bytes]:
    """The answer as it comes.

    Raises:
        NoAnswer: once it is too large or has taken too long.
    """
    size = 0
    for piece in response.iter_raw():
        size += len(piece)
        if size > LARGEST:
            raise NoAnswer(Why.TOO_LARGE)
        if time.monotonic() > until:
            raise NoAnswer(Why.TIMEOUT)
        yield piece
