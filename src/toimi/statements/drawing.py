"""Which automatic statements are drawn, to be decided anew by a person (906/2019 section 28 c).

Whether one is drawn follows from a keyed digest of its number: nobody without the office's key foresees it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from toimi.office.actors import Actor
from toimi.office.many import insert
from toimi.statements.commissioning import Commissioning
from toimi.statements.commissioning_plan import THOUSAND
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


@dataclass(frozen=True)
class Given:
    """A statement that was given automatically just now.

    Attributes:
        number: its primary key.
    """

    number: int
    person: int
    subjects: Sequence[str]
    stretches: Sequence[Sequence[Any]]
    under: Commissioning


def draw(given: Sequence[Given], *, who: Actor) -> None:
    """Draw from statements that were given automatically, in their transaction."""
    rows = []
    for one in given:
        if subjects := drawn_for(str(one.number), one.subjects, one.under.monitoring):
            named = {key for stretch in one.stretches for keys in (stretch[5], stretch[6]) for key in keys}
            rows.append({
                "statement": one.number, "commissioning": one.under.pk, "person": one.person, "subjects": subjects,
                "grounds": sorted(named), "drawn_on": who.day,
            })  # fmt: skip
    insert(Sample, rows)
