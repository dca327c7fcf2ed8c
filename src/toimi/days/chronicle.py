"""The chronicle: what a person did, in the order of the days, where what happens depends on what happened before.

The law counts neglects within a term, gives the second another consequence than the first, and does not count what
happens while a consequence runs. One scan reads it so: round k handles everybody's k-th happening at once.

Nothing here says how many are sure when one of them is not known: more conduct can mean fewer lost days. From a
person's first doubtful happening on, every consequence is possible and none is sure; worlds settle the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toimi.days.line import Bools, Ints

ONE, EITHER = 2, 3
"""What happenings of one tally on one day are, as a mask: one happening, or one or several (1: several)."""
MOST = 4
"""Ordinal numbers that the law tells apart: the fourth stands for every later one."""
NO_KEY = -1


@dataclass(frozen=True, slots=True)
class Happenings:
    """What may count, of everybody, in any order. Shapes ``(rows,)`` or as said.

    Attributes:
        block: whose.
        day, latest: offsets of the first and last possible day; equal when known.
        order: of two happenings on one day, the lower comes first.
        source: what happened; versions of one happening, of which at most one counts, share it.
        surely, possibly: whether it counts, apart from what happened before.
        tally: in which tally it counts; -1 in none, so that it is always the first.
        expires: the last day on which a later one still counts it, in its tally.
        key: at most one with the same key counts, of those in a row that have one; ``NO_KEY`` for none.
        stopped_by: bits of the shields under which it does not count.
        shield: of the first, second, third and later: the number of the shield that begins, -1 none; ``(4, rows)``.
        start, until_lo, until_hi: half-open days of that shield; ``(4, rows)``.
        clears: of the same, bits of the tallies whose happenings so far, itself included, are forgotten later; ``(4, rows)``.
        clears_lo, clears_hi: the first and last possible day from which they are; ``(4, rows)``.
    """

    block: Ints
    day: Ints
    latest: Ints
    order: Ints
    source: Ints
    surely: Bools
    possibly: Bools
    tally: Ints
    expires: Ints
    key: Ints
    stopped_by: Ints
    shield: Ints
    start: Ints
    until_lo: Ints
    until_hi: Ints
    clears: Ints
    clears_lo: Ints
    clears_hi: Ints


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What became of each happening, in the order given.

    Attributes:
        nth: its ordinal number, 1 to ``MOST``; 0 if it does not count.
        sure: whether that is certain; if not, ``nth`` means nothing.
        most: the highest that it may be, whatever the doubtful ones turn out to be.
    """

    nth: Ints
    sure: Bools
    most: Ints


@dataclass(slots=True)
class _State:
    """Where each person stands. Shapes ``(people, tallies, 3)``, ``(people, shields)``, ``(people,)``, ``(people, tallies)``.

    ``counted_until`` is the last day on which each of the latest counted is remembered; where it may not be known, the
    earliest and the latest that it can be.
    """

    counted_until: tuple[Ints, ...]
    start: Ints
    until_lo: Ints
    until_hi: Ints
    key: Ints
    doubtful: Bools
    last_day: Ints
    last_number: Ints


def scan(
    happenings: Happenings, *, people: int, tallies: int, shields: int, from_first: Sequence[int] = (),
    of_one_day: Ints | None = None,
) -> Verdicts:  # fmt: skip
    """Go through everybody's happenings in step.

    Args:
        happenings: of everybody.
        people: how many blocks there are.
        tallies, shields: how many of each.
        from_first: tallies whose term runs from the first counted, the next one opening a new term, instead of
            looking back from each happening (an open reading of TTL 2a:9–10).
        of_one_day: for each person what happenings of one tally on one day may be, as a mask; several if not given.
    """
    nth, sure = np.zeros(len(happenings.block), np.int64), np.ones(len(happenings.block), bool)
    rows = np.flatnonzero(happenings.possibly)
    rows = rows[np.lexsort((happenings.order[rows], happenings.day[rows], happenings.block[rows]))]
    block = happenings.block[rows]
    rank = np.arange(len(rows)) - np.searchsorted(block, block)
    alone = _distinct_so_far(block, happenings.source[rows], all_of_them=True) == 1
    known = bool((happenings.clears_lo == happenings.clears_hi).all())
    nothing_yet = np.full((people, max(tallies, 1), MOST - 1), -1)
    state = _State(
        (nothing_yet,) if known else (nothing_yet, nothing_yet.copy()), np.zeros((people, shields), np.int64),
        np.zeros((people, shields), np.int64), np.zeros((people, shields), np.int64), np.full(people, NO_KEY),
        np.zeros(people, bool), np.full((people, max(tallies, 1)), -1), np.zeros((people, max(tallies, 1)), np.int64),
    )  # fmt: skip
    one_day = np.ones(people, np.int64) if of_one_day is None else of_one_day
    for step in range(int(rank.max(initial=-1)) + 1):
        turn = rank == step
        _round(happenings, rows[turn], alone[turn], state, nth, sure, from_first=from_first, one_day=one_day)
    return Verdicts(nth, sure, _most(happenings, rows))


def _most(all_: Happenings, rows: Ints) -> Ints:
    """How many of the same person and tally may have happened so far, the happening itself included."""
    key = all_.block[rows] * (all_.tally.max(initial=0) + 2) + all_.tally[rows]
    most = np.zeros(len(all_.block), np.int64)
    most[rows] = np.minimum(_distinct_so_far(key, all_.source[rows]), MOST)
    return np.where(all_.tally < 0, np.minimum(most, 1), most)


def _distinct_so_far(key: Ints, source: Ints, *, all_of_them: bool = False) -> Ints:
    """How many different things stand under the key of each row up to the row, or in all of them."""
    by_thing = np.lexsort((np.arange(len(key)), source, key))
    first = np.ones(len(key), bool)
    first[by_thing[1:]] = (np.diff(key[by_thing]) != 0) | (np.diff(source[by_thing]) != 0)
    order = np.argsort(key, kind="stable")
    total = np.cumsum(first[order])
    begin = np.searchsorted(key[order], key[order])
    until = total[np.searchsorted(key[order], key[order], side="right") - 1] if all_of_them else total
    found = np.empty(len(key), np.int64)
    found[order] = until - (total[begin] - first[order][begin])
    return found


def _round(
    all_: Happenings, row: Ints, alone: Bools, state: _State, nth: Ints, sure: Bools, *, from_first: Sequence[int],
    one_day: Ints,
) -> None:  # fmt: skip
    """Everybody's next happening. Of a person's only one the day may be unknown: nothing comes before or after it."""
    who, day = all_.block[row], all_.day[row]
    surely, possibly = _stopped(all_, row, state)
    merged = (all_.key[row] != NO_KEY) & (all_.key[row] == state.key[who])
    again = (all_.tally[row] >= 0) & (state.last_day[who, all_.tally[row]] == day)
    doubt = (all_.latest[row] != day) & ~alone
    doubt |= ~all_.surely[row] & ~surely
    doubt |= possibly & ~surely
    doubt |= again & (one_day[who] == EITHER) & ~surely & ~merged
    doubt |= _perhaps_forgotten(all_, row, state) & ~surely & ~merged
    state.doubtful[who] |= doubt
    sure[row] = ~state.doubtful[who]
    counts = sure[row] & all_.surely[row] & ~surely & ~merged
    row, who, day = row[counts], who[counts], day[counts]
    keyed = all_.key[row] != NO_KEY
    state.key[who[keyed]] = all_.key[row[keyed]]
    with_it = again[counts] & (one_day[who] == ONE)
    nth[row] = np.where(with_it, state.last_number[who, all_.tally[row]], 0)
    nth[row[~with_it]] = _counted(all_, row[~with_it], state, from_first=from_first)
    _begin(all_, row, nth[row] - 1, state)


def _stopped(all_: Happenings, row: Ints, state: _State) -> tuple[Bools, Bools]:
    """Whether a shield surely and possibly holds on the day."""
    who, day = all_.block[row], all_.day[row]
    surely, possibly = np.zeros(len(row), bool), np.zeros(len(row), bool)
    for shield in range(state.start.shape[1]):
        inside = ((all_.stopped_by[row] >> shield) & 1 == 1) & (day >= state.start[who, shield])
        surely |= inside & (day < state.until_lo[who, shield])
        possibly |= inside & (day < state.until_hi[who, shield])
    return surely, possibly


def _remembered(all_: Happenings, row: Ints, counted_until: Ints) -> Bools:
    """Which of the latest counted of its tally each one still counts. Shape ``(rows, 3)``."""
    remembered: Bools = counted_until[all_.block[row], np.maximum(all_.tally[row], 0)] >= all_.day[row][:, None]
    return remembered


def _perhaps_forgotten(all_: Happenings, row: Ints, state: _State) -> Bools:
    """Whether it is not known if one that each would count has been forgotten."""
    if len(state.counted_until) == 1:
        return np.zeros(len(row), bool)
    least, most = (_remembered(all_, row, counted_until) for counted_until in state.counted_until)
    perhaps: Bools = (all_.tally[row] >= 0) & (least != most).any(axis=1)
    return perhaps


def _counted(all_: Happenings, row: Ints, state: _State, *, from_first: Sequence[int]) -> Ints:
    """The ordinal number of each, and what its tally remembers of it."""
    who, tally, day = all_.block[row], all_.tally[row], all_.day[row]
    told = tally >= 0
    number = np.where(told, 1 + _remembered(all_, row, state.counted_until[0]).sum(axis=1), 1)
    for counted_until in state.counted_until:
        before = counted_until[who, np.maximum(tally, 0)]
        lasts = all_.expires[row]
        if from_first:
            lasts = np.where((before[:, 0] >= day) & np.isin(tally, list(from_first)), before[:, 0], lasts)
        after = np.concatenate([lasts[:, None], before[:, :-1]], axis=1)
        counted_until[who[told], tally[told]] = after[told]
    state.last_day[who[told], tally[told]] = day[told]
    state.last_number[who[told], tally[told]] = number[told]
    return number


def _begin(all_: Happenings, row: Ints, place: Ints, state: _State) -> None:
    """The shields that begin, and until when what has been counted is remembered at the longest."""
    _clear(all_, row, place, state)
    shield = all_.shield[place, row]
    row, place, shield = row[shield >= 0], place[shield >= 0], shield[shield >= 0]
    who = all_.block[row]
    state.start[who, shield] = all_.start[place, row]
    state.until_lo[who, shield] = all_.until_lo[place, row]
    state.until_hi[who, shield] = all_.until_hi[place, row]


def _clear(all_: Happenings, row: Ints, place: Ints, state: _State) -> None:
    """What has been counted in the tallies that each clears is forgotten from its day on."""
    clears = all_.clears[place, row]
    row, place, clears = row[clears > 0], place[clears > 0], clears[clears > 0]
    which, tally = np.nonzero(clears[:, None] >> np.arange(state.last_day.shape[1]) & 1)
    who, at = all_.block[row[which]], (place[which], row[which])
    for counted_until, first in zip(state.counted_until, (all_.clears_lo, all_.clears_hi), strict=False):
        counted_until[who, tally] = np.minimum(counted_until[who, tally], first[at][:, None] - 1)
