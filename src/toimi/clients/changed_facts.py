"""Of whom a fact became known that nobody has looked at yet: written by the database with the fact, taken by the room of matters.

A trigger writes a row a person for each statement that adds facts, whoever adds them: the API, an official, an import.
A transaction that brings what was stated on long ago says so beforehand (``quietly``).
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from toimi.clients.models import Person

ANY = (1 << 63) - 1
"""In the place of a fact: look, whatever was known."""
_TAKE = """
DELETE FROM clients_changedfact WHERE id IN (
    SELECT id FROM clients_changedfact ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
) RETURNING person, fact
"""


def quietly() -> None:
    """From here to its end the transaction records what was stated on elsewhere: nobody looks because of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('toimi.quiet_facts', 'yes', true)")


def take(limit: int) -> dict[int, int]:
    """Take so many rows at most that nobody else is taking; they are back if the transaction fails.

    The owner of the tables takes them: the web sees none.

    Returns:
        by client, the one who was kept for one who was merged, the number of the last fact, or ``ANY``.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [limit])
        rows = cursor.fetchall()
    merged = Person.objects.filter(pk__in={person for person, _ in rows}, merged_into__isnull=False)
    into = dict(merged.values_list("pk", "merged_into"))
    found: dict[int, int] = {}
    for person, fact in rows:
        kept = into.get(person) or person
        found[kept] = max(found.get(kept, 0), ANY if fact is None else fact)
    return found


def look_again(people: Sequence[int]) -> None:
    """Somebody has to look at these people, whatever was known."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO clients_changedfact (person) SELECT unnest(%s::bigint[])", [list(people)])
