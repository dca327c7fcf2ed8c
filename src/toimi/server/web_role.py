"""The role by which the web logs in: made if it is missing, and looked at before the web starts.

The web must not be the owner of the tables, nor anyone else whom row security does not bind: the second wall would stand
open, and nobody would see it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from psycopg import Connection, OperationalError, connect
from psycopg.errors import DuplicateObject, UniqueViolation
from psycopg.sql import SQL, Identifier, Literal

from toimi.office.row_security import UNBOUND, WEB
from toimi.server.address import as_role, parts_of
from toimi.server.kept import kept_secret
from toimi.server.problems import WebRoleError

VARIABLE = "TOIMI_WEB_DATABASE_URL"
KEPT = "web_password"
"""The file of the data folder with the password of a role that this office made."""
_ROLE: Final = """
SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = %s), rolcreaterole OR rolsuper
FROM pg_roles WHERE rolname = current_user
"""
_PLACE: Final = "SELECT current_database(), pg_postmaster_start_time()"


def web_address(url: str, data: Path) -> str:
    """The address by which the web logs in: ``TOIMI_WEB_DATABASE_URL``, or the owner's with the role of the web.

    Beside an embedded server, which has its own roles, the variable says nothing.

    Args:
        url: the owner's.

    Raises:
        WebRoleError: if it names another role than the web's.
        BadAddress: if it cannot be read.
    """
    given = os.environ.get(VARIABLE) if os.environ.get("DATABASE_URL") else None
    if not given:
        kept = data / KEPT
        return as_role(url, WEB, kept.read_text("utf-8") if kept.exists() else None)
    if parts_of(given, VARIABLE).get("user") != WEB:
        raise WebRoleError("web_has_another_role", role=WEB, variable=VARIABLE)
    return given


def have_web_role(url: str, data: Path) -> str:
    """The address by which the web logs in, whose role is made now if it is missing.

    Its password is that of the address that was given, or one that nobody knows and this data folder keeps.

    Raises:
        WebRoleError: if there is no such role, and the owner may not make one.
        BadAddress: if the web's address cannot be read.
    """
    with connect(url, autocommit=True) as owner:
        if is_missing(owner):
            password = parts_of(web_address(url, data), VARIABLE).get("password") or kept_secret(data, KEPT)
            _make(owner, password)
    return web_address(url, data)


def is_missing(owner: Connection) -> bool:
    """Whether there is no role of the web yet, and the owner may make it.

    Raises:
        WebRoleError: if there is none, and the owner may not.
    """
    row = owner.execute(_ROLE, [WEB]).fetchone()
    assert row is not None
    exists, may_make = row
    if not exists and not may_make:
        raise WebRoleError("no_web_role", role=WEB, variable=VARIABLE)
    return not exists


def _make(owner: Connection, password: str) -> None:
    """The server gets the password's proof and not the password: statements may end up in its log."""
    proof = owner.pgconn.encrypt_password(password.encode(), WEB.encode()).decode()
    command = SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(Identifier(WEB), Literal(proof))
    try:
        owner.execute(command)
    except (DuplicateObject, UniqueViolation):  # another office of the same server was quicker
        return


def must_be_bound(url: str, web: str) -> None:
    """Log in as the web and look whether every policy binds it.

    Args:
        url: the owner's address.
        web: the web's.

    Raises:
        WebRoleError: if it cannot log in, comes to another database than the owner, or is not bound.
    """
    try:
        with connect(url, connect_timeout=10) as owner, connect(web, connect_timeout=10) as there:
            is_elsewhere = owner.execute(_PLACE).fetchone() != there.execute(_PLACE).fetchone()
            unbound = [name for (name,) in there.execute(UNBOUND)]
    except OperationalError:  # its words may quote the address, and the password in it
        raise WebRoleError("web_cannot_log_in", role=WEB, variable=VARIABLE) from None
    if is_elsewhere:
        raise WebRoleError("web_is_elsewhere", variable=VARIABLE)
    if unbound:
        raise WebRoleError("web_is_unbound", role=WEB, tables=", ".join(unbound))
