"""The second wall: PostgreSQL itself shows a session only the rows of those for whom it acts.

The web logs in as a role that owns nothing, so the policies bind it, and it can neither lift them nor take a trigger
off. Each transaction says for whom it acts, by settings that end with it; without them no policy lets anything through.
The office's own work (migrations, the sealer, the caseload) runs as the owner, whom policies do not bind.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from django.db import connection, transaction
from django.db.migrations import RunSQL
from psycopg import sql

if TYPE_CHECKING:  # who starts PostgreSQL needs the names here, before there are models
    from toimi.office.actors import Actor

WEB = "toimi_web"
"""The role of the web. An administrator makes it once: ``CREATE ROLE toimi_web LOGIN``."""
UNBOUND: Final = """
SELECT relname FROM pg_class WHERE relrowsecurity AND relkind IN ('r', 'p')
AND relnamespace = 'public'::regnamespace AND NOT row_security_active(oid) ORDER BY relname
"""
"""Tables whose policies do not bind who asks."""
READ_ONLY = ("django_migrations", "office_auditseal", "statements_keptmode")
"""What the web only reads, of the tables without policies of their own."""

OFFICIAL = "(SELECT toimi_setting('official'))"
ROLE = "(SELECT toimi_setting('role'))"
ORGANISATION = "(SELECT toimi_setting('organisation'))"
PERSON = "(SELECT toimi_setting('person'))"
"""For the expressions of policies: for whom the transaction acts, as text; NULL if it has not said.

Each is a subquery of its own, so that it is computed once and not for each row.
"""
_SETTINGS = ("official", "role", "organisation", "day", "person", "registering")
_FUNCTION = """
CREATE OR REPLACE FUNCTION toimi_setting(name text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('toimi.' || name, true), '')
$$
"""


def row_security(table: str, *, see: str, add: str, change: str | None = None) -> RunSQL:
    """From here on a session that does not own the table sees and writes only the rows that these expressions let through.

    Args:
        see: which rows are seen, in SQL over the columns and the words above.
        add: which rows may be written.
        change: which of the seen rows may be changed, and must hold of them afterwards too; none if left out.
    """
    policies = [f"CREATE POLICY {table}_see ON {table} FOR SELECT USING ({see})"]
    policies.append(f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({add})")
    if change:
        policies.append(f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({change}) WITH CHECK ({change})")
    undo = [f"DROP POLICY {policy.split()[2]} ON {table}" for policy in policies]
    return RunSQL(
        (_FUNCTION, f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY", *policies),
        (*undo, f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"),
    )


@contextmanager
def acting(who: Actor) -> Iterator[None]:
    """A transaction that acts for an official in an assignment, on the day of the actor.

    Raises:
        RuntimeError: inside another transaction, whose settings would outlive this one's.
    """
    said = {"official": str(who.official), "role": who.role, "organisation": who.organisation}
    with _transaction(**said, day=who.day.isoformat()):
        yield


@contextmanager
def refused(official: uuid.UUID) -> Iterator[None]:
    """A transaction for an official who was not let through: for the trace of the attempt, and no client is seen in it.

    Raises:
        RuntimeError: inside another transaction.
    """
    with _transaction(official=str(official)):
        yield


@contextmanager
def acting_for_oneself(person: str) -> Iterator[None]:
    """A transaction that acts for a client in matters of their own.

    Raises:
        RuntimeError: inside another transaction.
    """
    with _transaction(person=person):
        yield


@contextmanager
def _transaction(**said: str) -> Iterator[None]:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        each = ", ".join(["set_config(%s, %s, true)"] * len(_SETTINGS))
        pairs = ((f"toimi.{name}", said.get(name, "")) for name in _SETTINGS)
        cursor.execute(f"SELECT {each}", [one for pair in pairs for one in pair])
        yield


def registering(names: Iterable[str]) -> None:
    """From here to its end the transaction registers these people, by identity code or key: it sees them, whoever's they are."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('toimi.registering', %s, true)", [",".join(names)])


def for_whom() -> dict[str, str]:
    """For whom this transaction acts, by name of setting: for a second connection that is to see no more than this one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, current_setting(name, true) FROM unnest(%s::text[]) AS name",
            [[f"toimi.{name}" for name in _SETTINGS]],
        )
        return {name: value or "" for name, value in cursor.fetchall()}


def unbound_tables() -> list[str]:
    """Tables whose policies do not bind the role of this session; the web does not start if there is one."""
    with connection.cursor() as cursor:
        cursor.execute(UNBOUND)
        return [name for (name,) in cursor.fetchall()]


def let_web_in() -> bool:
    """Give the web's role what it needs of every table that there is now, and no more; as often as one likes.

    What a row may become follows from the table's own guard: append-only tables are read and added to, those that are
    completed once are changed too, and only the others may lose rows.

    Returns:
        Whether the role exists.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [WEB])
        if cursor.fetchone() is None:
            return False
        web = sql.Identifier(WEB)
        cursor.execute(
            "SELECT relname, ARRAY(SELECT tgname::text FROM pg_trigger WHERE tgrelid = c.oid AND NOT tgisinternal)"
            " FROM pg_class c WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        )
        for table, triggers in cursor.fetchall():
            named = sql.Identifier(table)
            cursor.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(named, web))
            cursor.execute(sql.SQL("GRANT {} ON {} TO {}").format(_privileges(table, triggers), named, web))
        cursor.execute(sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(web))
    return True


def _privileges(table: str, triggers: Sequence[str]) -> sql.SQL:
    if table in READ_ONLY:
        return sql.SQL("SELECT")
    if f"{table}_append_only" in triggers:
        return sql.SQL("SELECT, INSERT")
    if f"{table}_completed_once" in triggers:
        return sql.SQL("SELECT, INSERT, UPDATE")
    return sql.SQL("SELECT, INSERT, UPDATE, DELETE")
