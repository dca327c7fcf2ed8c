"""What a missing row means: on which of the days asked about it is not a no.

Silence is declared by kind (``facts.py``). A register that is complete, and conduct that somebody must notice, say no
by silence. What a person must answer for says no on the days answered for. A judgement or an income is not known
wherever its occasion exists, and for each thing of it: two businesses are silent one by one.
"""

from __future__ import annotations

import numpy as np

from toimi.book.caseload import Caseload
from toimi.book.facts import KINDS, Silence, SomeOf
from toimi.days import bounds, columns, rows, sets
from toimi.days.bounds import NEVER, Days
from toimi.days.columns import NumberColumn
from toimi.days.sets import NOTHING, DaySet


class Silences:
    """The silences of a caseload.

    Args:
        caseload: the facts.
        window: the days asked about.
    """

    def __init__(self, caseload: Caseload, window: DaySet) -> None:
        self.caseload = caseload
        self.window = window
        self._missing: dict[str, DaySet] = {}

    def missing(self, kind_name: str) -> DaySet:
        """Days asked about on which a missing row of the kind is not a no."""
        if kind_name not in self._missing:
            self._missing[kind_name] = self._find_missing(kind_name)
        return self._missing[kind_name]

    def _find_missing(self, kind_name: str) -> DaySet:
        kind = KINDS[kind_name]
        if kind.silence is Silence.ANSWERED:
            assert kind.subject is not None
            return sets.difference(self.window, self.answered(kind.subject))
        if kind.silence is Silence.UNKNOWN and kind.occasion:
            return self._not_covered(kind_name, kind.occasion)
        return NOTHING

    def _not_covered(self, kind_name: str, occasion: str) -> DaySet:
        """Days of the occasion without a row: of each thing that the rows belong to, if they belong to one."""
        found, things = self.missing_records(kind_name), self.caseload.of(occasion)
        if found is None or things is None:
            expected = sets.intersection(self._periods(occasion).hi, self.window)
            return sets.difference(expected, self._periods(kind_name).lo)
        return rows.any_record(bounds.certain(found), things.block).hi

    def missing_records(self, kind_name: str) -> DaySet | None:
        """The days without a row, in the blocks of the occasion's rows; ``None`` if rows belong to no thing of it."""
        kind, occasion = KINDS[kind_name], str(KINDS[kind_name].occasion)
        names = [name for name, ref in kind.refs.items() if ref.to == occasion]
        things = self.caseload.of(occasion)
        if not names or things is None:
            return None
        records = np.arange(len(things))
        whole = rows.days_of(records, things.start, things.end, rows.always(len(things))).hi
        asked = rows.to_records(bounds.certain(self.window), things.block).hi
        expected = sets.intersection(whole, asked)
        found = self.caseload.of(kind_name)
        if found is None:
            return expected
        link = found.links[names[0]]
        there = np.flatnonzero(link >= 0)
        covered = rows.days_of(link[there], found.start.take(there), found.end.take(there), rows.always(len(there))).lo
        return sets.difference(expected, covered)

    def _periods(self, kind_name: str) -> Days:
        found = self.caseload.of(kind_name)
        if found is None:
            return NEVER
        return rows.days_of(found.block, found.start, found.end, rows.always(len(found)))

    def answered(self, subject: str) -> DaySet:
        """Days for which the person has answered on the subject."""
        for kind_name, kind in KINDS.items():
            for name, attribute in kind.attributes.items():
                found = self.caseload.of(kind_name) if isinstance(attribute, SomeOf) else None
                if found is not None and isinstance(attribute, SomeOf):
                    subjects = found.columns[name]
                    assert isinstance(subjects, NumberColumn)
                    mine = columns.certain(subjects.lo == attribute.options.index(subject))
                    return rows.days_of(found.block, found.start, found.end, mine).lo
        return NOTHING
