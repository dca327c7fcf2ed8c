"""What comes of asking a register about one person. Three things that never pass for one another.

*Told*: the register knows the person and told what it has; an empty list in it means that the register has none.
*Not there*: the register answered that it has nobody by this code. That says nothing of the person: the code may have been
replaced, or be a temporary one. Asking again does not help, an official must look.
*Not known*: there is no answer, for a reason. Asking later may help. Nothing whatever follows from it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Generic, TypeVar

T = TypeVar("T")


class Why(StrEnum):
    """Why it is not known; the text of each is in ``texts/reasons.toml``."""

    NOT_CONFIGURED = "not_configured"
    """This office has no address of the register, or no identity of its own on the road to it."""
    NO_IDENTITY_CODE = "no_identity_code"
    """The person has none, so no register can be asked."""
    UNREACHABLE = "unreachable"
    """No connection, or the road says that the register does not answer."""
    TIMEOUT = "timeout"
    FAILED = "failed"
    """The register answered that something is wrong on its side (5xx), or that it is busy."""
    REFUSED = "refused"
    """The register or the road does not let this office in, or does not take the request (4xx)."""
    TOO_LARGE = "too_large"
    BROKEN_ANSWER = "broken_answer"
    """An answer that is not what the contract says; nothing of it is believed."""


@dataclass(frozen=True)
class Told(Generic[T]):
    """What the register has of the person.

    Attributes:
        request: the identifier of the message, by which the authority finds it in its own log.
    """

    what: T
    request: str


@dataclass(frozen=True)
class NotThere:
    """The register has nobody by this code."""

    request: str


@dataclass(frozen=True)
class NotKnown:
    """There is no answer."""

    why: Why
    request: str = ""

    def text(self, language: str) -> str:
        """Why, and what happens next, in Finnish, Swedish or English."""
        return texts()[self.why.value][language]


Answer = Told[T] | NotThere | NotKnown


@cache
def texts() -> dict[str, dict[str, str]]:
    """The text of each reason by language."""
    return tomllib.loads(files("toimi.registers").joinpath("texts", "reasons.toml").read_text("utf-8"))
