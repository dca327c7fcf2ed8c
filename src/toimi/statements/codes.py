"""Reason codes of statements: our own, by the place of the law, and official ones only where a source says them.

The official codes are UNVERIFIED (statement-procedure, sections 7.3 and 19.1): ``codes.toml`` has their columns, empty.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class Code:
    """A reason code.

    Attributes:
        place: of the law, as it is cited.
        own: ours.
        before, since: official ones of the old and the new set; empty while they are not known.
        source: where they were read; without one they are never handed out.
    """

    place: str
    own: str
    before: str
    since: str
    source: str

    @property
    def is_verified(self) -> bool:
        """Whether the official codes are known."""
        return bool(self.source)

    @property
    def official(self) -> dict[str, str]:
        """The official codes that may be handed out."""
        return {"before": self.before, "since": self.since} if self.is_verified else {}


@cache
def codes() -> dict[str, Code]:
    """Every reason code, by the place of the law.

    Raises:
        ValueError: if an official code stands there without a source.
    """
    rows = tomllib.loads(files("toimi.statements").joinpath("codes.toml").read_text("utf-8"))
    found = {place: Code(place, **row) for place, row in rows.items()}
    if unsourced := [one.place for one in found.values() if (one.before or one.since) and not one.source]:
        raise ValueError(f"codes.toml: official codes without a source: {', '.join(unsourced)}")
    return found


def reasons_in(stretches: Iterable[Sequence[Any]]) -> list[Code]:
    """The codes of the grounds and notices that a statement names, each once, in their order."""
    keys = [key for stretch in stretches for named in (stretch[3], stretch[6]) for key in named]
    return list(dict.fromkeys(codes()[key.partition("@")[0]] for key in keys))
