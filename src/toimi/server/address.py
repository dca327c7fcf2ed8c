"""The address of a database, as one line of the environment and as Django wants it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from psycopg.conninfo import conninfo_to_dict

from toimi.server.problems import BadAddress

_POOL = {"min_size": 1, "timeout": 5.0, "reconnect_timeout": 5.0}
"""In seconds: how long one waits for a connection, and how long a pool tries by itself, ever more seldom, to make a lost one
again. After that each request tries anew, so that an outage ends with the first of them."""
_NAMES = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}


def connection_of(url: str, connections: int = 1) -> dict[str, Any]:
    """Django's description of the database at ``DATABASE_URL``.

    Args:
        connections: how many a process has at most. A pool grows whenever somebody waits, even for its first one, so
            the number is a limit and not a guess.

    Raises:
        BadAddress: if it is not ``postgresql://…``, or names no database.
    """
    parts = parts_of(url, "DATABASE_URL")
    named = {django: parts.pop(own) for own, django in _NAMES.items() if own in parts}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 0,  # the pool keeps the connections, and refuses any other age
        "CONN_HEALTH_CHECKS": True,  # a database that was started anew costs nobody a failed page
        "OPTIONS": {**parts, "pool": {"max_size": connections, **_POOL}},
        **named,
    }


def parts_of(url: str, variable: str) -> dict[str, str]:
    """What an address says, by PostgreSQL's own names, as ``dbname``.

    Args:
        variable: of the environment, which holds the address.

    Raises:
        BadAddress: as above. It holds no part of the address, since that may be the password.
    """
    if not url.startswith(("postgresql://", "postgres://")):
        raise BadAddress("address_scheme", variable=variable)
    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(url).items()}
    except Exception:  # noqa: BLE001  (psycopg's message quotes the address, password and all)
        raise BadAddress("address_unreadable", variable=variable) from None
    if not parts.get("dbname"):
        raise BadAddress("address_without_database", variable=variable)
    if not parts.get("port", "5432").isdigit():
        raise BadAddress("address_port", variable=variable)
    return parts


def as_role(url: str, role: str, password: str | None) -> str:
    """The same database by another role; without a password if there is none."""
    parts = {**parts_of(url, "DATABASE_URL"), "user": role, "password": password or ""}
    name = quote(parts.pop("dbname"), safe="")
    return f"postgresql:///{name}?{urlencode({key: value for key, value in parts.items() if value}, quote_via=quote)}"
