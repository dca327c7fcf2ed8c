"""Names of facts that are not to be had, since the register gives them itself."""

from __future__ import annotations

import re

from toimi.book.caseload import PERSON

OF_SEARCHES = ("job_search", "search_lapse")
"""Kinds that only the actions on job searches record: the register of searches says the same."""
_MADE = re.compile(r"[a-z_]+:[0-9]+|[0-9]+/.*", re.DOTALL)
"""Of rows without a name, and of rows of a client who was merged into another: the register gives them while it writes."""
_SEARCH = re.compile(r"search-[0-9]+(-ended|-lapse)?")


def name_of_search(number: int) -> str:
    """Of the fact that a search has begun; ``-ended`` after it is of that it has ended, ``-lapse`` of its lapse."""
    return f"search-{number}"


def is_made(name: str, kind: str) -> bool:
    """Whether a row of the kind may not have the name: one of a search is for its facts alone, and ``person`` for what an
    identity code says.
    """
    if _SEARCH.fullmatch(name):
        return kind not in OF_SEARCHES
    return bool(_MADE.fullmatch(name)) or (name == PERSON and kind != PERSON)
