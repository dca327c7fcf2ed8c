"""Drawing at random, many at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from toimi.book.facts import KINDS, OneOf
from toimi.days.line import Bools, Ints
from toimi.invented.frequencies import frequencies


def options(kind: str, name: str) -> tuple[str, ...]:
    """What an attribute may be."""
    attribute = KINDS[kind].attributes[name]
    assert isinstance(attribute, OneOf)
    return attribute.options


class Draw:
    """One source of chance, the same for the same seed.

    Attributes:
        drawn, asked: by frequency, how many were so, of how many.
    """

    def __init__(self, seed: int | Sequence[int]) -> None:
        self.rng = np.random.default_rng(seed)
        self.drawn: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()

    def those(self, name: str, among: Ints) -> Ints:
        """Those of a frequency, among some."""
        found = among[self.chance(frequencies()[name].share, len(among))]
        self._count(name, len(found), len(among))
        return found

    def bands(self, names: Sequence[str], size: int) -> np.ndarray[Any, Any]:
        """For each the frequency that it belongs to, or an empty word: of these at most one holds of anybody."""
        shares = {name: frequencies()[name].share for name in names}
        found = self.one_of({**shares, "": 1 - sum(shares.values())}, size)
        for name in names:
            self._count(name, int((found == name).sum()), size)
        return found

    def _count(self, name: str, drawn: int, asked: int) -> None:
        self.drawn[name] += drawn
        self.asked[name] += asked

    def chance(self, share: float, size: int) -> Bools:
        """For each whether it is so."""
        return self.rng.random(size) < share

    def whole(self, first: int, last: int, size: int) -> Ints:
        """Whole numbers from the first to the last."""
        return self.rng.integers(first, last + 1, size)

    def one_of(self, weights: Mapping[str, float] | Sequence[str], size: int) -> np.ndarray[Any, Any]:
        """Words by their weights, or all as often."""
        words = np.array(list(weights), object)
        if not isinstance(weights, Mapping):
            return words[self.rng.integers(0, len(words), size)]
        share = np.array(list(weights.values()), float)
        return words[np.searchsorted(np.cumsum(share / share.sum()), self.rng.random(size), side="right")]

    def numbers(self, values: Sequence[int], size: int) -> Ints:
        """Some of the numbers, each as often."""
        return np.array(values, np.int64)[self.rng.integers(0, len(values), size)]
