"""So many invented people as one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from toimi.days.line import Ints
from toimi.invented import beside, business, seldom, unsure, work
from toimi.invented.codes import Codes
from toimi.invented.draw import Draw
from toimi.invented.rows import Rows

CHUNK = 10_000
"""People at a time: memory stays the same however many are asked for."""
SIDE_STORIES = (
    beside.services, beside.neglects, beside.refusals, seldom.told_of_seldom, unsure.contradictions,
    unsure.uncertainties, unsure.corrections,
)  # fmt: skip
AGES = {"under_25": (17, 24), "": (25, 50), "over_50": (51, 66)}
"""In full years, in spring 2020."""


class Invented:
    """So many people, the same for the same number and seed.

    Attributes:
        drawn, asked: by frequency, how many were so, of how many; complete when everybody has been made.
    """

    def __init__(self, people: int, seed: int) -> None:
        self.people, self.seed = people, seed
        self.drawn: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()

    def tables(self) -> Iterator[pa.Table]:
        """The people in tables of at most ``CHUNK``.

        Raises:
            ValueError: for more people than the test range has identity codes.
        """
        codes = Codes()
        for first in range(0, self.people, CHUNK):
            draw = Draw((self.seed, first))
            yield _chunk(draw, codes, min(CHUNK, self.people - first))
            self.drawn += draw.drawn
            self.asked += draw.asked


def _chunk(draw: Draw, codes: Codes, size: int) -> pa.Table:
    rows, everybody = Rows(_births(draw, size)), np.arange(size)
    begun = work.registered(draw, rows, everybody)
    for story, mine in _stories_of_work(draw, size):
        story(draw, rows, mine, begun[mine])
    studying = draw.those("studies", everybody)
    beside.studies(draw, rows, studying, begun[studying])
    beside.rare(draw, rows, everybody, begun)
    for side_story in SIDE_STORIES:
        side_story(draw, rows, everybody, begun)
    citizenships = beside.foreigners(draw, rows, everybody, begun)
    return rows.table(
        codes.of(rows.births), birth_date=rows.births, citizenship=citizenships, asked_from=np.full(size, work.FIRST),
        asked_until=np.full(size, work.LAST + 1),
    )  # fmt: skip


def _stories_of_work(draw: Draw, size: int) -> list[tuple[work.Story, Ints]]:
    """Everybody's one story: three by their frequencies, half of the rest left a job and half had none."""
    band = draw.bands(("laid_off", "entrepreneur", "in_work"), size)
    left = draw.chance(0.5, size)
    return [
        (work.laid_off, np.flatnonzero(band == "laid_off")),
        (business.entrepreneur, np.flatnonzero(band == "entrepreneur")),
        (work.in_work, np.flatnonzero(band == "in_work")),
        (work.left_a_job, np.flatnonzero((band == "") & left)),
        (work.without_work, np.flatnonzero((band == "") & ~left)),
    ]


def _births(draw: Draw, size: int) -> Ints:
    """Days of birth."""
    band, born = draw.bands([name for name in AGES if name], size), np.zeros(size, np.int64)
    for name, (youngest, oldest) in AGES.items():
        mine = np.flatnonzero(band == name)
        first, last = work.SPRING - int(365.25 * (oldest + 1)) + 2, work.SPRING - int(365.25 * youngest) - 1
        born[mine] = draw.whole(first, last, len(mine))
    return born
