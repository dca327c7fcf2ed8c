"""Reading another row through a link, and what is read where there is no row."""

from __future__ import annotations

from functools import cache

import numpy as np

from toimi.book.caseload import Rows, unknown_column
from toimi.book.facts import KINDS, SomeOf
from toimi.days import columns
from toimi.days.columns import ChoiceColumn, Column, DayColumn, NumberColumn, TruthColumn
from toimi.days.line import TOP, Bools, Ints


@cache
def no_rows(kind: str) -> Rows:
    """The rows of a kind of which nobody has any."""
    declared = KINDS[kind]
    nothing = np.zeros(0, np.int64)
    never = DayColumn(nothing, nothing)
    empty: dict[str, Column] = {
        name: unknown_column(declared, name, 0)
        for name, item in declared.attributes.items()
        if not isinstance(item, SomeOf)
    }
    refs = dict.fromkeys([*declared.refs, ""], nothing)
    began = dict.fromkeys(declared.refs, never)
    return Rows(declared, nothing, nothing, never, never, empty, dict(refs), began, dict(refs))


def through(link: Ints, target: Rows | None, kind: str, name: str, unsure: Bools | None = None) -> Column:
    """The attribute of the linked row; not known where the link points nowhere, or perhaps at another row (``unsure``)."""
    if name in ("start", "end"):
        nothing: Column = DayColumn(np.zeros(1, np.int64), np.full(1, TOP))
    else:
        nothing = unknown_column(KINDS[kind], name, 1)
    if target is None:
        return nothing.take(np.zeros(len(link), np.int64))
    found = target.column(name).take(np.maximum(link, 0))
    return where_there(link >= 0 if unsure is None else (link >= 0) & ~unsure, found, nothing)


def where_there(there: Bools, found: Column, nothing: Column) -> Column:
    """The column where there is a value, and nothing known elsewhere."""
    if there.all():
        return found
    if isinstance(found, ChoiceColumn) and isinstance(nothing, ChoiceColumn):
        return ChoiceColumn(np.where(there, found.mask, nothing.mask))
    assert not isinstance(found, ChoiceColumn)
    assert not isinstance(nothing, ChoiceColumn)
    lo, hi = np.where(there, found.lo, nothing.lo), np.where(there, found.hi, nothing.hi)
    if isinstance(found, TruthColumn):
        return columns.truth(lo, hi)
    if isinstance(found, NumberColumn):
        return columns.number(lo, hi)
    assert isinstance(found, DayColumn)
    return columns.day(lo, hi, None if found.applies is None else found.applies | ~there)
