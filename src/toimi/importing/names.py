"""Names of facts that are not to be had, since the register gives them itself."""

from __future__ import annotations

import re

from toimi.book.caseload import PERSON
from toimi.book.facts import Fact

_MADE = re.compile(r"[a-z_]+:[0-9]+|[0-9]+/.*|search-[0-9]+(-ended|-lapse)?", re.DOTALL)
"""Of rows without a name, of rows of a client who was merged into another, and of searches."""


def is_made(name: str, kind: type[Fact] | None) -> bool:
    """Whether the register would give a name itself; ``person`` is the fact that it makes of an identity code."""
    return bool(_MADE.fullmatch(name)) or (name == PERSON and kind is not None and kind.kind_name != PERSON)
