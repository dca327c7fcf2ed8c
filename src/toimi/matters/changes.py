"""What became known of people: their pending matters are put to the law again, and the others are handed on.

Whether what has been stated still stands, the room of statements says (``statements/following.py``).
"""

from __future__ import annotations

from django.db import connection

from toimi.clients import changed_facts
from toimi.matters.actions import wake
from toimi.matters.models import Rerun, Trigger
from toimi.matters.states import PENDING
from toimi.office.actors import Actor
from toimi.office.many import insert

_MARK = """
UPDATE matters_matter SET is_open_to_rerun = true
FROM unnest(%s::bigint[], %s::bigint[]) AS changed(person, fact)
WHERE person_id = changed.person AND state = ANY(%s) AND NOT is_open_to_rerun AND known_fact < changed.fact
RETURNING id
"""


def pull(limit: int, *, who: Actor) -> dict[int, int]:
    """Take changed facts, and open to a rerun whatever pending matter was assessed without them.

    In the transaction of the caller: if that fails, nothing was pulled.

    Args:
        limit: rows at most.

    Returns:
        everybody of whom something became known, with the number of the last fact.
    """
    changed = changed_facts.take(limit)
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [list(changed), list(changed.values()), sorted(PENDING)])
        marked = [number for (number,) in cursor.fetchall()]
    insert(
        Rerun,
        [{"matter": one, "because": Trigger.CHANGED_FACT, "who": str(who.official), "at": who.at} for one in marked],
    )
    if marked:
        wake()
    return changed
