"""Every way in which a register can fail an office; told at the start, for all requests or the first so many."""

from __future__ import annotations

from enum import StrEnum


class Way(StrEnum):
    """How it fails."""

    HANGS_UP = "hangs_up"
    """Closes the connection without a word."""
    SLOW = "slow"
    """Says nothing for some seconds."""
    DRIPS = "drips"
    """Begins at once and sends a byte now and then, without an end."""
    FAILS = "fails"
    """Something is wrong in the register itself."""
    BUSY = "busy"
    NETWORK_ERROR = "network_error"
    """The road does not reach the register (PR-REST 4.6, example 2)."""
    ACCESS_DENIED = "access_denied"
    """The road does not let this office in."""
    NO_JSON = "no_json"
    """Cut off in the middle."""
    NO_JSON_TYPE = "no_json_type"
    """A page for people, as a proxy in between sends."""
    EXTRA_FIELD = "extra_field"
    """The records have a field that the contract does not know."""
    WRONG_WORD = "wrong_word"
    """The first record is not what the contract says; the others are."""
    TOO_LARGE = "too_large"
    LEAVES_OUT = "leaves_out"
    """Nothing is said of the first person."""
    STRANGER = "stranger"
    """Somebody else is told of instead of the first person."""
    OTHER_MESSAGE = "other_message"
    """The answer belongs to another request."""
    REDIRECTS = "redirects"


BY_ROAD = {
    Way.NETWORK_ERROR: "Server.ServerProxy.NetworkError",
    Way.ACCESS_DENIED: "Server.ServerProxy.AccessDenied",
}
"""Errors that a security server tells in place of the register."""
