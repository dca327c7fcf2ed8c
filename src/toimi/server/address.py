"""The address of a database, as one line of the environment and as Django wants it."""

from __future__ import annotations

from typing import Any

from psycopg.conninfo import conninfo_to_dict

POOL = {"min_size": 1, "max_size": 4, "timeout": 5.0}
"""Connections that one process keeps: a worker answers one request at a time. The timeout is in seconds."""
_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


class BadAddress(ValueError):
    """The address of the database cannot be read; the message holds no part of it, since it may hold a password."""


def connection_of(url: str) -> dict[str, Any]:
    """Django's description of the database at an address.

    Raises:
        BadAddress: if it is not ``postgresql://…``, or names no database.
    """
    if not url.startswith(("postgresql://", "postgres://")):
        raise BadAddress("DATABASE_URL does not begin with postgresql://")
    try:
        parts = dict(conninfo_to_dict(url))
    except Exception:  # noqa: BLE001  (psycopg's message quotes the address, password and all)
        raise BadAddress("DATABASE_URL cannot be read: write postgresql://role:password@host:port/name") from None
    if not parts.get("dbname"):
        raise BadAddress("DATABASE_URL names no database: write it after the last slash")
    if not str(parts.get("port", "5432")).isdigit():
        raise BadAddress("DATABASE_URL has a port that is no number")
    named = {django: str(parts.pop(own)) for own, django in _NAMES.items() if own in parts}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 0,  # the pool keeps the connections, and refuses any other age
        "CONN_HEALTH_CHECKS": True,  # a database that was started anew costs nobody a failed page
        "OPTIONS": {**parts, "pool": POOL},
        **named,
    }
