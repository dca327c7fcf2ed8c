"""Clients by identity code, for those to whom row security shows none: two narrow doors of the database.

Each tells an exact code's opaque number and nothing else, to its roles only, and leaves a trace of every code in the same
step: whoever calls it cannot leave the trace out. A code that nobody has leaves one too.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection


def numbers_for_auditor(codes: Sequence[str]) -> dict[str, int]:
    """Whose traces an auditor is to check: the one who was kept, if one was merged.

    Raises:
        django.db.ProgrammingError: for any other role.
    """
    return _numbers("SELECT code, number FROM clients_number_for_auditor(%s::text[])", codes)


def numbers_in_emergency(codes: Sequence[str]) -> dict[str, int]:
    """About whom an official is about to write why the data are needed at once.

    Raises:
        django.db.ProgrammingError: for a role that has no emergencies.
    """
    return _numbers("SELECT code, number FROM clients_number_in_emergency(%s::text[])", codes)


def _numbers(query: str, codes: Sequence[str]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(query, [list(codes)])
        return dict(cursor.fetchall())
