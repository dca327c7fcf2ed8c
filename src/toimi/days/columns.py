"""Columns of values that may be partly unknown, one value a row.

Everything is kept as bounds. A truth is ``(surely, possibly)``; a day or a number is ``[lo, hi]``; a choice
is a bit mask of what it may still be. When nothing is unknown both bounds are the same array.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toimi.days.line import TOP, Bools, Ints

INFINITE = 1 << 40
"""The bound of a number that may be as large as you like: above any count, length or sum in cents."""


@dataclass(frozen=True, slots=True, eq=False)
class TruthColumn:
    """Yes, no or not known. ``lo`` is *surely*, ``hi`` is *possibly*; ``lo`` implies ``hi``. Shape ``(rows,)``."""

    lo: Bools
    hi: Bools

    @property
    def known(self) -> bool:
        """Whether no row is unknown."""
        return self.lo is self.hi

    def __len__(self) -> int:
        return len(self.lo)

    def take(self, index: Ints) -> TruthColumn:
        """The rows of the index, in its order."""
        lo = self.lo[index]
        return TruthColumn(lo, lo if self.known else self.hi[index])


@dataclass(frozen=True, slots=True, eq=False)
class NumberColumn:
    """Whole numbers (days, cents, counts, hundredths) as bounds ``[lo, hi]``. Shape ``(rows,)``."""

    lo: Ints
    hi: Ints

    @property
    def known(self) -> bool:
        """Whether every row has one value, by identity of the bounds."""
        return self.lo is self.hi

    def __len__(self) -> int:
        return len(self.lo)

    def take(self, index: Ints) -> NumberColumn:
        """The rows of the index, in its order."""
        lo = self.lo[index]
        return NumberColumn(lo, lo if self.known else self.hi[index])


@dataclass(frozen=True, slots=True, eq=False)
class DayColumn:
    """Days as bounds of offsets; ``TOP`` is *never*.

    ``applies`` (or ``None`` for everywhere) is false where the day is *not applicable*, as the day of leaving
    the employer register for one who never was an employer. Such a row is neutral in ``earliest_of`` and
    ``latest_of``. Shape ``(rows,)``.
    """

    lo: Ints
    hi: Ints
    applies: Bools | None = None

    @property
    def known(self) -> bool:
        """Whether every row has one day, by identity of the bounds."""
        return self.lo is self.hi

    def __len__(self) -> int:
        return len(self.lo)

    def take(self, index: Ints) -> DayColumn:
        """The rows of the index, in its order."""
        lo = self.lo[index]
        applies = None if self.applies is None else self.applies[index]
        return DayColumn(lo, lo if self.known else self.hi[index], applies)


@dataclass(frozen=True, slots=True, eq=False)
class ChoiceColumn:
    """One of a closed list, as a bit mask of what it may still be. Shape ``(rows,)``."""

    mask: Ints

    def __len__(self) -> int:
        return len(self.mask)

    def take(self, index: Ints) -> ChoiceColumn:
        """The rows of the index, in its order."""
        return ChoiceColumn(self.mask[index])


Column = TruthColumn | NumberColumn | DayColumn | ChoiceColumn


def truth(lo: Bools, hi: Bools) -> TruthColumn:
    """A truth from bounds; shares one array when they are equal everywhere."""
    return TruthColumn(lo, lo if np.array_equal(lo, hi) else hi)


def certain(values: Bools) -> TruthColumn:
    """A truth without unknowns."""
    return TruthColumn(values, values)


def number(lo: Ints, hi: Ints) -> NumberColumn:
    """A number from bounds; shares one array when they are equal everywhere."""
    return NumberColumn(lo, lo if np.array_equal(lo, hi) else hi)


def day(lo: Ints, hi: Ints, applies: Bools | None = None) -> DayColumn:
    """A day from bounds; shares one array when they are equal everywhere."""
    return DayColumn(lo, lo if np.array_equal(lo, hi) else hi, applies)


def every(*parts: TruthColumn) -> TruthColumn:
    """Yes where all are yes; no where one is no."""
    lo = np.logical_and.reduce([part.lo for part in parts])
    if all(part.known for part in parts):
        return TruthColumn(lo, lo)
    return TruthColumn(lo, np.logical_and.reduce([part.hi for part in parts]))


def some(*parts: TruthColumn) -> TruthColumn:
    """Yes where one is yes; no where all are no."""
    lo = np.logical_or.reduce([part.lo for part in parts])
    if all(part.known for part in parts):
        return TruthColumn(lo, lo)
    return TruthColumn(lo, np.logical_or.reduce([part.hi for part in parts]))


def opposite(part: TruthColumn) -> TruthColumn:
    """No for yes and yes for no; not known stays not known."""
    lo = ~part.hi
    return TruthColumn(lo, lo if part.known else ~part.lo)


def at_most(left: NumberColumn | DayColumn, right: NumberColumn | DayColumn) -> TruthColumn:
    """Whether ``left <= right``."""
    lo = left.hi <= right.lo
    return TruthColumn(lo, lo if left.known and right.known else left.lo <= right.hi)


def less(left: NumberColumn | DayColumn, right: NumberColumn | DayColumn) -> TruthColumn:
    """Whether ``left < right``, strictly."""
    lo = left.hi < right.lo
    return TruthColumn(lo, lo if left.known and right.known else left.lo < right.hi)


def one_of(choice: ChoiceColumn, wanted: int) -> TruthColumn:
    """Whether the choice is among the bits of ``wanted``."""
    hi = (choice.mask & wanted) != 0
    lo = hi & ((choice.mask & ~np.int64(wanted)) == 0)
    return truth(lo, hi)


def unless_judged(judgement: TruthColumn, otherwise: TruthColumn) -> TruthColumn:
    """The judgement where there is one; else what follows without it."""
    open_ = judgement.hi & ~judgement.lo
    lo = judgement.lo | (open_ & otherwise.lo)
    return truth(lo, judgement.lo | (open_ & otherwise.hi))


def _merge(condition: TruthColumn, yes: Ints, no: Ints, pick: np.ufunc) -> Ints:
    chosen = np.where(condition.lo, yes, no)
    if condition.known:
        return chosen
    return np.where(condition.lo == condition.hi, chosen, pick(yes, no))


def choose_number(condition: TruthColumn, yes: NumberColumn, no: NumberColumn) -> NumberColumn:
    """``yes`` where the condition holds, ``no`` where it does not, the hull of both where it is not known."""
    lo = _merge(condition, yes.lo, no.lo, np.minimum)
    if condition.known and yes.known and no.known:
        return NumberColumn(lo, lo)
    return number(lo, _merge(condition, yes.hi, no.hi, np.maximum))


def choose_day(condition: TruthColumn, yes: DayColumn, no: DayColumn) -> DayColumn:
    """As ``choose_number``, for days that apply everywhere."""
    lo = _merge(condition, yes.lo, no.lo, np.minimum)
    return day(lo, _merge(condition, yes.hi, no.hi, np.maximum))


def choose_truth(condition: TruthColumn, yes: TruthColumn, no: TruthColumn) -> TruthColumn:
    """As ``choose_number``, for truths: known where both answers agree."""
    return some(every(condition, yes), every(opposite(condition), no), every(yes, no))


def larger(left: NumberColumn, right: NumberColumn) -> NumberColumn:
    """The larger of two numbers, row by row."""
    return number(np.maximum(left.lo, right.lo), np.maximum(left.hi, right.hi))


def _product(left: Ints, right: Ints) -> Ints:
    left, right = np.minimum(left, INFINITE), np.minimum(right, INFINITE)
    return np.where(left > INFINITE // np.maximum(right, 1), INFINITE, left * right)


def times(left: NumberColumn, right: NumberColumn) -> NumberColumn:
    """The product of two numbers that are not negative. Saturates; a bound may be infinite, and 0 times anything is 0."""
    return number(_product(left.lo, right.lo), _product(left.hi, right.hi))


def total(left: NumberColumn, right: NumberColumn) -> NumberColumn:
    """The sum of two numbers that are not negative. Saturates; an infinite bound stays infinite."""
    lo, hi = (np.minimum(a, INFINITE) + np.minimum(b, INFINITE) for a, b in ((left.lo, right.lo), (left.hi, right.hi)))
    return number(np.minimum(lo, INFINITE), np.minimum(hi, INFINITE))


def share(part: NumberColumn, whole: NumberColumn) -> NumberColumn:
    """So many hundredths of a percent of a number, rounded down."""
    product = times(part, whole)
    return number(product.lo // 10_000, np.where(product.hi >= INFINITE, INFINITE, product.hi // 10_000))


def days_inclusive(first: DayColumn, last: DayColumn) -> NumberColumn:
    """How many days from the first to the last, both counted; 0 if the last comes before the first.

    *Never* is no day: from *never* on there is none, and up to *never* there are all that the line has.
    """
    lo = np.maximum(np.minimum(last.lo + 1, TOP) - first.hi, 0)
    return number(lo, np.maximum(np.minimum(last.hi + 1, TOP) - first.lo, 0))


def _of_applicable(columns: Sequence[DayColumn], pick: np.ufunc, neutral: int) -> DayColumn:
    def side(values: Ints, column: DayColumn) -> Ints:
        return values if column.applies is None else np.where(column.applies, values, neutral)

    lo = pick.reduce([side(column.lo, column) for column in columns])
    hi = pick.reduce([side(column.hi, column) for column in columns])
    masks = [column.applies for column in columns if column.applies is not None]
    if len(masks) < len(columns):
        return day(lo, hi)
    applies = np.logical_or.reduce(masks)
    return day(lo, hi, None if applies.all() else applies)


def earliest_of(*columns: DayColumn) -> DayColumn:
    """The earliest of the days that apply; *never* if none ever comes."""
    return _of_applicable(columns, np.minimum, TOP)


def latest_of(*columns: DayColumn) -> DayColumn:
    """The latest of the days that apply: *never* as soon as one never comes."""
    return _of_applicable(columns, np.maximum, 0)


def comes(column: DayColumn) -> TruthColumn:
    """Whether the day comes: it is not *never*."""
    lo = column.hi < TOP
    return TruthColumn(lo, lo) if column.known else truth(lo, column.lo < TOP)
