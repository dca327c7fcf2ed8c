"""How surely people agree with automatic statements: arithmetic on counts; nothing is read here.

The interval is Wilson's score interval for a proportion without correction for continuity (E. B. Wilson 1927; method 3 of
R. G. Newcombe, Statistics in Medicine 17, 1998, 857–872): it holds for small numbers and for full agreement too.
"""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

CONFIDENCE = 0.95


def interval(agreed: int, samples: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Between what bounds the share of agreement lies, with this confidence; all that is possible without samples.

    Raises:
        ValueError: if more agreed than there are samples, or fewer than none.
    """
    if not 0 <= agreed <= samples:
        raise ValueError("agreement is counted out of the samples")
    if samples == 0:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, spread = agreed / samples, z * z / samples
    middle = (share + spread / 2) / (1 + spread)
    half = z / (1 + spread) * sqrt(share * (1 - share) / samples + spread / (4 * samples))
    return max(0.0, middle - half), min(1.0, middle + half)


def lowest(agreed: int, samples: int) -> float:
    """The lower bound: so much agreement the samples bear."""
    return interval(agreed, samples)[0]
