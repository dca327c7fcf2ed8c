"""Which automatic statements are drawn, to be decided anew by a person (906/2019 section 28 c).

Whether one is drawn follows from a keyed digest of its number: nobody without the office's key foresees it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence

from django.conf import settings

from toimi.office.actors import Actor
from toimi.office.many import insert
from toimi.statements.commissioning import Commissioning
from toimi.statements.commissioning_plan import THOUSAND
from toimi.statements.proposing import Proposed
from toimi.statements.samples import Sample

_ONE = 1 << 64


def lot(number: str) -> int:
    """Of a statement: below what share of 2 to the power of 64 it is drawn. Known only with the office's key."""
    key = b"toimi.statements.samples:" + settings.SECRET_KEY.encode()
    return int.from_bytes(hmac.new(key, number.encode(), hashlib.sha256).digest()[:8])


def drawn_for(number: str, subjects: Iterable[str], monitoring: Mapping[str, Mapping[str, int]]) -> list[str]:
    """For which of its subjects a statement is drawn."""
    mine = lot(number)
    return [name for name in subjects if mine * THOUSAND < monitoring[name]["share"] * _ONE]


def draw(given: Sequence[tuple[int, Proposed, Commissioning | None]], *, who: Actor) -> None:
    """Draw from statements that were given just now: number, proposal, under which decision; none of those by an official."""
    rows = []
    for statement, proposed, under in given:
        if under is None:
            continue
        found = proposed.assessment
        subjects = drawn_for(str(statement), found.subjects, under.monitoring)
        if subjects:
            named = {key for stretch in found.stretches for keys in (stretch[5], stretch[6]) for key in keys}
            rows.append({
                "statement": statement, "commissioning": under.pk, "person": found.ask.person,
                "subjects": subjects, "grounds": sorted(named), "drawn_on": who.day,
            })  # fmt: skip
    insert(Sample, rows)
