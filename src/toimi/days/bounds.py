"""Sets of days with bounds: on which days something surely holds, and on which it possibly does.

When nothing is unknown ``lo`` and ``hi`` are the same object, and every operator computes once. Bounds by
each side are exact for monotone operators; ``first`` and ``minus`` have forms of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from toimi.days import sets
from toimi.days.calendar import Length
from toimi.days.columns import TruthColumn
from toimi.days.line import Bools
from toimi.days.sets import NOTHING, DaySet


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """Days on which something surely holds (``lo``) and possibly holds (``hi``); ``lo`` lies inside ``hi``."""

    lo: DaySet
    hi: DaySet

    @property
    def known(self) -> bool:
        """Whether nothing is unknown, by identity of the bounds."""
        return self.lo is self.hi

    @property
    def empty(self) -> bool:
        """Whether it possibly holds on no day."""
        return not len(self.hi)


def certain(days: DaySet) -> Days:
    """A set without unknowns."""
    return Days(days, days)


NEVER = certain(NOTHING)


def bounds(lo: DaySet, hi: DaySet) -> Days:
    """A set from its bounds; shares one object when they are equal."""
    return Days(lo, lo) if lo is hi or lo.same_as(hi) else Days(lo, hi)


def _each_side(operator: Callable[..., DaySet], *parts: Days) -> Days:
    lo = operator(*[part.lo for part in parts])
    if all(part.known for part in parts):
        return Days(lo, lo)
    return bounds(lo, operator(*[part.hi for part in parts]))


def any_of(*parts: Days) -> Days:
    """Days in some part."""
    return _each_side(sets.union, *parts)


def all_of(*parts: Days) -> Days:
    """Days in every part."""
    return _each_side(sets.intersection, *parts)


def minus(days: Days, without: Days) -> Days:
    """Days in the first and not in the second: surely where the second is not even possible."""
    if without.empty or days.empty:
        return days
    lo = sets.difference(days.lo, without.hi)
    if days.known and without.known:
        return Days(lo, lo)
    return bounds(lo, sets.difference(days.hi, without.lo))


def lasting(days: Days, more_than: Length) -> Days:
    """Whole stretches longer than the length."""
    return _each_side(lambda part: sets.lasting(part, more_than), days)


def beyond_first(days: Days, length: Length) -> Days:
    """Stretches without their first part."""
    return _each_side(lambda part: sets.beyond_first(part, length), days)


def spread(days: Days, length: Length) -> Days:
    """Each day and those after it up to the length."""
    return _each_side(lambda part: sets.spread(part, length), days)


def close_gaps(days: Days, at_most: int) -> Days:
    """Gaps of at most so many days filled."""
    return _each_side(lambda part: sets.close_gaps(part, at_most), days)


def first(days: Days, length: Length) -> Days:
    """The first part of each stretch.

    Not monotone: a longer stretch begins earlier. A day is surely among the first if it surely holds and lies
    in the first part even of the longest stretch; possibly, if it lies within the length of a possible start.
    """
    if days.known:
        return certain(sets.first(days.lo, length))
    surely = sets.intersection(days.lo, sets.first(days.hi, length))
    starts = sets.difference(days.hi, sets.moved_one_day_later(days.lo))
    return bounds(surely, sets.intersection(days.hi, sets.spread(starts, length)))


def choose_days(condition: TruthColumn, yes: Days, no: Days) -> Days:
    """By block: ``yes`` where the condition holds, ``no`` where not; where not known, days that both agree on."""
    if condition.known and condition.lo.all():
        return yes
    if not condition.hi.any():
        return no
    maybe = certain_blocks(yes, no, condition)
    return any_of(*maybe)


def certain_blocks(yes: Days, no: Days, condition: TruthColumn) -> tuple[Days, Days, Days]:
    """The days of both answers, split by the blocks where the condition is yes, no and not known."""
    unknown = condition.hi & ~condition.lo

    def part(days: Days, wanted: Bools) -> Days:
        return _each_side(lambda side: sets.of_blocks(side, wanted), days)

    either = Days(
        sets.intersection(sets.of_blocks(yes.lo, unknown), sets.of_blocks(no.lo, unknown)),
        sets.union(sets.of_blocks(yes.hi, unknown), sets.of_blocks(no.hi, unknown)),
    )
    return part(yes, condition.lo), part(no, ~condition.hi), either
