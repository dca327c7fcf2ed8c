"""A caseload: the facts of one person or of thousands as columns, ready for the law.

Loaders (``casefile.py``, ``tables.py``) turn what they read into ``RawRows``; ``assemble`` checks, leaves out
what was not known or was corrected, ties rows together and sorts. What cannot be taken becomes a ``Problem``
of its person; everybody else goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from toimi.book.facts import KINDS, DayOf, Fact, Judged, JudgedDay, NumberOf, OneOf, Shape, YesNo
from toimi.days import columns as c
from toimi.days.columns import ChoiceColumn, Column, DayColumn, NumberColumn, TruthColumn
from toimi.days.line import BITS, TOP, Bools, Ints, date_of

PERSON = "person"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that cannot be taken, said so that its owner can mend it.

    Attributes:
        block: whose.
        kind, row, name: where; ``row`` counts from 0 within the person's list of the kind.
        what: what is wrong.
        remedy: what to do.
    """

    block: int
    kind: str
    row: int | None
    name: str | None
    what: str
    remedy: str

    @property
    def place(self) -> str:
        """The place as a path, ``facts.layoff[0].extent``."""
        if self.kind == "":
            return self.name or "the file"
        path = self.kind if self.kind == PERSON else f"facts.{self.kind}"
        if self.row is not None and self.kind != PERSON:
            path += f"[{self.row}]"
        return f"{path}.{self.name}" if self.name else path


@dataclass(slots=True)
class RawRows:
    """Rows of one kind as a loader read them: any order, not yet tied. Shapes ``(rows,)``.

    ``code``, ``corrects`` and ``refs`` hold codes of names (``id`` strings), -1 for none.
    """

    kind: type[Fact]
    block: Ints
    number: Ints
    code: Ints
    start: DayColumn
    end: DayColumn
    recorded: Ints
    corrects: Ints
    withdrawn: Bools
    columns: dict[str, Column]
    refs: dict[str, Ints]

    def __len__(self) -> int:
        return len(self.block)

    def take(self, index: Ints) -> RawRows:
        """The rows of the index, in its order."""
        return RawRows(
            self.kind, self.block[index], self.number[index], self.code[index], self.start.take(index), self.end.take(index),
            self.recorded[index], self.corrects[index], self.withdrawn[index],
            {name: column.take(index) for name, column in self.columns.items()},
            {name: ref[index] for name, ref in self.refs.items()},
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one kind, tied and sorted by block and first day. Shapes ``(rows,)``.

    Attributes:
        number: the row's place in the person's list, for messages and questions.
        columns: attributes and judgements by name.
        links: by the name of a ref, the row of the other kind; -1 for none.
        began: by the name of a ref, the first day of the thing it points at; not known for none.
        things: by the name of a ref (and ``""`` for the row itself), the code of the thing; -1 for none.
        unsure: by the name of a ref, where the row's own day may fall into another row of the thing than the linked one;
            left out where it surely does nowhere.
    """

    kind: type[Fact]
    block: Ints
    number: Ints
    start: DayColumn
    end: DayColumn
    columns: dict[str, Column] = field(default_factory=dict)
    links: dict[str, Ints] = field(default_factory=dict)
    began: dict[str, DayColumn] = field(default_factory=dict)
    things: dict[str, Ints] = field(default_factory=dict)
    unsure: dict[str, Bools] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.block)

    def take(self, index: Ints) -> Rows:
        """The rows of the index, in its order; links still point where they pointed."""
        return Rows(
            self.kind, self.block[index], self.number[index], self.start.take(index), self.end.take(index),
            {name: column.take(index) for name, column in self.columns.items()},
            {name: link[index] for name, link in self.links.items()},
            {name: began.take(index) for name, began in self.began.items()},
            {name: thing[index] for name, thing in self.things.items()},
            {name: unsure[index] for name, unsure in self.unsure.items()},
        )  # fmt: skip

    def column(self, name: str) -> Column:
        """An attribute, or the row's own ``start`` or ``end``."""
        if name == "start":
            return self.start
        return self.end if name == "end" else self.columns[name]


@dataclass(frozen=True, slots=True)
class Caseload:
    """The facts of some people, as known on one day.

    Attributes:
        people: how many blocks.
        asked_from, asked_until: offsets of the days asked about, half-open, shape ``(people,)``.
        rows: by kind; kinds without rows are missing.
    """

    people: int
    asked_from: Ints
    asked_until: Ints
    rows: dict[str, Rows]

    def of(self, kind: str) -> Rows | None:
        """The rows of a kind, or ``None`` if nobody has any."""
        return self.rows.get(kind)

    def take(self, who: Ints) -> Caseload:
        """These people in this order, possibly several times over (worlds).

        Args:
            who: blocks of this caseload; block ``i`` of the result is ``who[i]``.
        """
        picked = {kind: _take_blocks(rows, who) for kind, rows in self.rows.items()}
        moved = {kind: index for kind, (_, index) in picked.items()}
        taken = {kind: rows for kind, (rows, _) in picked.items() if len(rows)}
        for kind, rows in taken.items():
            for name, link in rows.links.items():
                target = KINDS[kind].refs[name].to
                if target in self.rows:
                    rows.links[name] = _relink(link, rows.block, self.rows[target], moved[target], who)
        return Caseload(len(who), self.asked_from[who], self.asked_until[who], taken)


def _spans(rows: Rows, who: Ints) -> tuple[Ints, Ints]:
    first = np.searchsorted(rows.block, who)
    return first, np.searchsorted(rows.block, who + 1) - first


def _take_blocks(rows: Rows, who: Ints) -> tuple[Rows, Ints]:
    first, count = _spans(rows, who)
    block = np.repeat(np.arange(len(who)), count)
    begin = np.cumsum(count) - count
    index = np.arange(len(block)) - begin[block] + first[block]
    return replace(rows.take(index), block=block), begin


def _relink(link: Ints, block: Ints, old: Rows, begin: Ints, who: Ints) -> Ints:
    """Links to rows of the old caseload, as links to rows of the new one."""
    first = np.searchsorted(old.block, who)
    return np.where(link < 0, -1, link - first[block] + begin[block])


def assemble(
    raws: Sequence[RawRows],
    *,
    people: int,
    asked_from: Ints,
    asked_until: Ints,
    known_at: int,
    names: Callable[[int], str],
) -> tuple[Caseload, list[Problem]]:
    """Checked, tied and sorted facts as they were known on a day.

    Args:
        raws: rows by kind.
        people: how many.
        asked_from, asked_until: offsets of the days asked about.
        known_at: the day of knowledge; rows recorded later are left out.
        names: the name behind a code, for messages.

    Returns:
        the caseload, and what is wrong. Rows with problems are still in the caseload: the caller leaves their
        people out.
    """
    problems: list[Problem] = []
    standing = _standing(raws, known_at, names, problems)
    kinds = {raw.kind.kind_name: raw for raw in standing}
    rows = {name: _sorted(raw) for name, raw in kinds.items()}
    tied: dict[str, Rows] = {}
    for name, raw in rows.items():
        own = raw.kind, raw.block, raw.number, raw.start, raw.end, dict(raw.columns)
        tied[name] = Rows(*own, *_links(raw, rows, names, problems))
    for raw in rows.values():
        if raw.kind.about:
            _judge(raw, rows, tied, names, problems)
    for done in tied.values():
        _unjudged(done)
        _check(done, problems)
    caseload = Caseload(people, asked_from, asked_until, {name: done for name, done in tied.items() if len(done)})
    _check_birth(caseload, problems)
    return caseload, problems


def _standing(
    raws: Sequence[RawRows], known_at: int, names: Callable[[int], str], problems: list[Problem]
) -> list[RawRows]:
    """Rows known on the day and not corrected by another known row."""
    known = [_those(raw, raw.recorded <= known_at) for raw in raws]
    named = np.concatenate([_key(raw.block, raw.code)[raw.code >= 0] for raw in raws] or [_none()])
    _twice(raws, names, problems)
    for raw in raws:
        correcting = np.flatnonzero(raw.corrects >= 0)
        for row in correcting[~_in(_key(raw.block, raw.corrects)[correcting], named)]:
            problems.append(_missing(raw, int(row), "corrects", names(int(raw.corrects[row]))))
        for row in np.flatnonzero((raw.corrects >= 0) & (raw.corrects == raw.code)):
            problems.append(
                Problem(int(raw.block[row]), raw.kind.kind_name, int(raw.number[row]), "corrects", "the fact corrects itself",
                        "Name the fact that it replaces.")
            )  # fmt: skip
    corrected = np.concatenate([_key(raw.block, raw.corrects)[raw.corrects >= 0] for raw in known] or [_none()])
    standing = []
    for raw in known:
        gone = raw.withdrawn | _in(_key(raw.block, raw.code), corrected)  # nobody corrects what has no name
        standing.append(_those(raw, ~gone))
    return _under_first_names(known, standing, problems)


def _under_first_names(known: list[RawRows], standing: list[RawRows], problems: list[Problem]) -> list[RawRows]:
    """A correction goes by the name of what it first corrected, and its own name leads there too.

    So what was said about the old row (a judgement, a link) holds of the corrected one.
    """
    before: dict[tuple[int, int], int] = {}
    for raw in known:
        for row in np.flatnonzero((raw.corrects >= 0) & (raw.code >= 0) & (raw.corrects != raw.code)):
            before[int(raw.block[row]), int(raw.code[row])] = int(raw.corrects[row])
    for raw in known:
        for row in np.flatnonzero(raw.corrects >= 0) if before else ():
            if _bites_its_tail(int(raw.block[row]), int(raw.code[row]), before):
                what, remedy = "the corrections go round in a circle", "Say which fact is the first."
                place = int(raw.block[row]), raw.kind.kind_name, int(raw.number[row])
                problems.append(Problem(*place, "corrects", what, remedy))
    renamed = []
    taken: dict[tuple[int, int], tuple[str, int]] = {}
    for raw in standing:
        named = np.where(raw.corrects >= 0, raw.corrects, raw.code)
        code = _first_names(raw.block, named, before)
        for row in np.flatnonzero(raw.corrects >= 0):
            name, fact = (int(raw.block[row]), int(code[row])), (raw.kind.kind_name, int(raw.number[row]))
            if taken.setdefault(name, fact) != fact:  # an answer on several subjects is several rows of one fact
                what, remedy = "another fact corrects the same one", "Let the later correct the earlier."
                problems.append(Problem(name[0], *fact, "corrects", what, remedy))
        refs = {name: _first_names(raw.block, ref, before) for name, ref in raw.refs.items()}
        renamed.append(replace(raw, code=code, refs=refs))
    return renamed


def _bites_its_tail(block: int, code: int, before: dict[tuple[int, int], int]) -> bool:
    """Whether a chain of corrections comes back to where it began."""
    seen: set[int] = set()
    here: int | None = code
    while here is not None and here not in seen:
        seen.add(here)
        here = before.get((block, here))
    return here == code


def _first_names(block: Ints, code: Ints, before: dict[tuple[int, int], int]) -> Ints:
    """The first name of each chain of corrections; of a circle, any. Mostly nothing was corrected."""
    if not before:
        return code
    result = code.copy()
    corrections = _key(*np.array(list(before)).T)
    for row in np.flatnonzero(_in(_key(block, code), corrections)):
        seen: set[int] = set()
        here: int | None = int(code[row])
        while here is not None and here not in seen:
            seen.add(here)
            result[row] = here
            here = before.get((int(block[row]), here))
    return result


def _none() -> Ints:
    return np.zeros(0, np.int64)


def _key(block: Ints, code: Ints) -> Ints:
    return (block << 40) + code


def _in(keys: Ints, some: Ints) -> Bools:
    """Which keys are among some: seldom any are asked for, or there are none."""
    found: Bools = np.isin(keys, some) if len(keys) and len(some) else np.zeros(len(keys), bool)
    return found


def _those(raw: RawRows, keep: Bools) -> RawRows:
    """The rows to keep; mostly all of them."""
    return raw if keep.all() else raw.take(np.flatnonzero(keep))


def _twice(raws: Sequence[RawRows], names: Callable[[int], str], problems: list[Problem]) -> None:
    """Two rows of one person may not share an id."""
    block = np.concatenate([raw.block for raw in raws] or [_none()])
    code = np.concatenate([raw.code for raw in raws] or [_none()])
    which = np.repeat(np.arange(len(raws)), [len(raw) for raw in raws])
    place = np.concatenate([np.arange(len(raw)) for raw in raws] or [_none()])
    number = np.concatenate([raw.number for raw in raws] or [_none()])
    named = np.flatnonzero(code >= 0)
    keys = np.sort(_key(block, code)[named])
    if not (keys[1:] == keys[:-1]).any():
        return
    _, first, same = np.unique(_key(block, code)[named], return_index=True, return_inverse=True)
    original = named[first][same]
    repeated = (which[named] != which[original]) | (number[named] != number[original])  # one fact may be several rows
    for index in named[repeated]:
        raw, row = raws[which[index]], int(place[index])
        what = f"the id {names(int(code[index]))!r} is used for two facts"
        problems.append(
            Problem(int(raw.block[row]), raw.kind.kind_name, int(raw.number[row]), "id", what, "Give each its own id.")
        )


def _missing(raw: RawRows, row: int, name: str, wanted: str) -> Problem:
    what = f"no fact with the id {wanted!r} is among the person's facts of the right kind"
    return Problem(
        int(raw.block[row]), raw.kind.kind_name, int(raw.number[row]), name, what, "Correct the id, or add the fact."
    )


def _sorted(raw: RawRows) -> RawRows:
    day = (raw.block << BITS) + raw.start.lo
    later = (day[1:] > day[:-1]) | ((day[1:] == day[:-1]) & (raw.end.lo[1:] > raw.end.lo[:-1]))
    return raw if later.all() else raw.take(np.lexsort((raw.number, raw.end.lo, raw.start.lo, raw.block)))


def _thing(raw: RawRows) -> Ints:
    """The code of the thing each row is: its label if the kind has one, else its id."""
    if raw.kind.thing is None:
        return raw.code
    label = raw.refs[raw.kind.thing]
    return np.where(label >= 0, label, raw.code)


def _links(
    raw: RawRows, rows: dict[str, RawRows], names: Callable[[int], str], problems: list[Problem]
) -> tuple[dict[str, Ints], dict[str, DayColumn], dict[str, Ints], dict[str, Bools]]:
    links: dict[str, Ints] = {}
    unsure: dict[str, Bools] = {}
    began: dict[str, DayColumn] = {}
    things = {"": _thing(raw)}
    for name, ref in raw.kind.refs.items():
        code = raw.refs[name]
        things[name] = code
        links[name] = np.full(len(raw), -1)
        began_lo, began_hi = np.zeros(len(raw), np.int64), np.full(len(raw), TOP)
        asked = np.flatnonzero(code >= 0)
        target = rows.get(ref.to)
        lost = asked
        if target is not None and len(target) and len(asked):
            row, first, there = _row_of_thing(target, raw.block[asked], code[asked], raw.start.lo[asked])
            latest, _, _ = _row_of_thing(target, raw.block[asked], code[asked], raw.start.hi[asked])
            if (row != latest).any():
                unsure[name] = np.zeros(len(raw), bool)
                unsure[name][asked] = there & (row != latest)
            found, lost = asked[there], asked[~there]
            links[name][found] = row[there]
            began_lo[found], began_hi[found] = target.start.lo[first[there]], target.start.hi[first[there]]
        began[name] = c.day(began_lo, began_hi)
        for row_number in lost:
            problems.append(_missing(raw, int(row_number), name, names(int(code[row_number]))))
        if ref.required:
            for row_number in np.flatnonzero(code < 0):
                problems.append(
                    Problem(int(raw.block[row_number]), raw.kind.kind_name, int(raw.number[row_number]), name,
                            f"{name} is missing", f"Say which {ref.to} it belongs to, by its id.")
                )  # fmt: skip
    return links, began, things, unsure


def _row_of_thing(target: RawRows, block: Ints, code: Ints, day: Ints) -> tuple[Ints, Ints, Bools]:
    """Of the rows of the thing: the latest that has begun by the day (else the first), the first, and if there are any."""
    key = _key(target.block, _thing(target))
    order = np.argsort(key, kind="stable")  # rows are sorted by first day within the person already
    key, start = key[order], target.start.lo[order]
    asked = _key(block, code)
    first = np.searchsorted(key, asked)
    last = np.searchsorted(key, asked, side="right")
    there = first < last
    at_hand = np.minimum(first, len(key) - 1)
    chosen = at_hand.copy()
    for step in range(1, int((last - first).max(initial=0))):
        candidate = at_hand + step
        later = (candidate < last) & (start[np.minimum(candidate, len(key) - 1)] <= day)
        chosen = np.where(later, candidate, chosen)
    return order[chosen], order[at_hand], there


def _judge(
    raw: RawRows, rows: dict[str, RawRows], tied: dict[str, Rows], names: Callable[[int], str], problems: list[Problem]
) -> None:
    """Judgements laid onto the rows that they are about."""
    about = raw.refs["about"]
    found = np.zeros(len(raw), bool)
    for kind in raw.kind.about:
        target = rows.get(kind)
        if target is None or not len(target):
            continue
        key = _key(target.block, target.code)
        order = np.argsort(key, kind="stable")
        place = np.minimum(np.searchsorted(key[order], _key(raw.block, about)), len(key) - 1)
        hit = (key[order][place] == _key(raw.block, about)) & (about >= 0)
        row = order[place]
        _twice_judged(raw, row, hit, problems)
        found |= hit
        for name, attribute in KINDS[kind].attributes.items():
            if isinstance(attribute, Judged) and attribute.judgement == raw.kind.kind_name:
                given = raw.columns[attribute.value].take(np.flatnonzero(hit))
                tied[kind].columns[name] = _scattered(len(target), row[hit], given)
            elif isinstance(attribute, JudgedDay) and attribute.judgement == raw.kind.kind_name:
                open_day = _open_day(tied[kind], noticed=attribute.noticed)
                lo, hi = open_day.lo.copy(), open_day.hi.copy()
                lo[row[hit]], hi[row[hit]] = raw.start.lo[hit], raw.start.hi[hit]
                tied[kind].columns[name] = c.day(lo, hi)
    for lost in np.flatnonzero(~found):
        wanted = names(int(about[lost])) if about[lost] >= 0 else ""
        problem = _missing(raw, int(lost), "about", wanted)
        problems.append(
            problem
            if wanted
            else replace(problem, what="about is missing", remedy="Say by id what the judgement is about.")
        )


def _twice_judged(raw: RawRows, row: Ints, hit: Bools, problems: list[Problem]) -> None:
    judged, times = np.unique(row[hit], return_counts=True)
    for again in judged[times > 1]:
        mine = np.flatnonzero(hit & (row == again))[-1]
        problems.append(
            Problem(int(raw.block[mine]), raw.kind.kind_name, int(raw.number[mine]), "about",
                    "two judgements about the same fact are in force", "Say with corrects which one the later replaces.")
        )  # fmt: skip


def _scattered(rows: int, row: Ints, value: Column) -> TruthColumn:
    assert isinstance(value, TruthColumn)
    lo, hi = np.zeros(rows, bool), np.ones(rows, bool)
    lo[row], hi[row] = value.lo, value.hi
    return c.truth(lo, hi)


def _not_judged(rows: int) -> TruthColumn:
    return TruthColumn(np.zeros(rows, bool), np.ones(rows, bool))


def _open_day(rows: Rows, *, noticed: bool) -> DayColumn:
    """A day that nobody has judged yet: not before the row's own end, maybe never; never at all if it must be noticed."""
    never = np.full(len(rows), TOP)
    return c.day(never, never) if noticed else c.day(rows.end.lo, never)


def _unjudged(rows: Rows) -> None:
    for name, attribute in rows.kind.attributes.items():
        if name not in rows.columns:
            noticed = isinstance(attribute, JudgedDay) and attribute.noticed
            judged = isinstance(attribute, Judged)
            rows.columns[name] = _not_judged(len(rows)) if judged else _open_day(rows, noticed=noticed)


def _say(rows: Rows, row: int, name: str | None, what: str, remedy: str) -> Problem:
    return Problem(int(rows.block[row]), rows.kind.kind_name, int(rows.number[row]), name, what, remedy)


def _check(rows: Rows, problems: list[Problem]) -> None:
    """Periods that end before they begin, and rows that may not overlap."""
    if rows.kind.shape is Shape.PERSON:
        return
    for row in np.flatnonzero(rows.end.hi <= rows.start.lo):
        what = f"the period ends ({date_of(int(rows.end.hi[row]) - 1)}) before it begins ({date_of(int(rows.start.lo[row]))})"
        problems.append(_say(rows, int(row), "through", what, "Correct one of the two days."))
    if rows.kind.once:
        same = np.maximum.reduce([np.zeros(len(rows), np.int64), *(rows.links[name] + 1 for name in rows.kind.refs)])
        _check_overlap(rows, same, f"two rows of {rows.kind.kind_name} hold on the same day", problems)
    if rows.kind.thing:
        alone = -1 - np.arange(len(rows))
        thing = np.where(rows.things[""] >= 0, rows.things[""], alone)
        _check_overlap(rows, thing, "two stretches of one job hold on the same day", problems)


def _check_overlap(rows: Rows, same: Ints, what: str, problems: list[Problem]) -> None:
    """Rows that surely overlap: each begins at the latest before the other ends at the earliest."""
    if not (rows.block[1:] == rows.block[:-1]).any():
        return
    latest = np.minimum(rows.start.hi, rows.end.hi - 1)  # a period has a day at least
    order = np.lexsort((latest, same, rows.block))
    block, thing = rows.block[order], same[order]
    begin, end = latest[order], np.maximum(rows.end.lo, rows.start.lo + 1)[order]
    overlap = (block[1:] == block[:-1]) & (thing[1:] == thing[:-1]) & (begin[1:] < end[:-1]) & (begin[:-1] < end[1:])
    for place in np.flatnonzero(overlap):
        row, earlier = int(order[place + 1]), int(order[place])
        where = f"{what}: see row {int(rows.number[earlier])} too"
        problems.append(
            _say(
                rows,
                row,
                "from",
                where,
                "End the first the day before the second begins, or mark which corrects which.",
            )
        )


def _check_birth(caseload: Caseload, problems: list[Problem]) -> None:
    """Nothing of a person's happens before the person is born."""
    person = caseload.of(PERSON)
    if person is None:
        return
    birth = person.columns["birth_date"]
    assert isinstance(birth, DayColumn)
    born = np.zeros(caseload.people, np.int64)
    born[person.block] = birth.lo
    for rows in caseload.rows.values():
        for row in np.flatnonzero(rows.start.hi < born[rows.block]) if rows is not person else ():
            what = f"it begins before the person is born ({date_of(int(born[rows.block[row]]))})"
            first = "on" if rows.kind.shape is Shape.HAPPENING else "from"
            problems.append(_say(rows, int(row), first, what, "Correct the birth date or the day."))


def unknown_column(kind: type[Fact], name: str, rows: int) -> Column:
    """A column of an attribute in which nothing is known."""
    attribute = kind.attributes[name]
    if isinstance(attribute, OneOf):
        return ChoiceColumn(np.full(rows, (1 << len(attribute.options)) - 1))
    if isinstance(attribute, NumberOf):
        return NumberColumn(np.zeros(rows, np.int64), np.full(rows, c.INFINITE))
    if isinstance(attribute, DayOf | JudgedDay):
        return DayColumn(np.zeros(rows, np.int64), np.full(rows, TOP))
    assert isinstance(attribute, YesNo | Judged)
    return _not_judged(rows)


def stacked(raws: Sequence[RawRows]) -> list[RawRows]:
    """Rows of the same kind put together, in the order given."""
    by_kind: dict[str, list[RawRows]] = {}
    for raw in raws:
        by_kind.setdefault(raw.kind.kind_name, []).append(raw)
    return [_stack(parts) if len(parts) > 1 else parts[0] for parts in by_kind.values()]


def _stack(parts: list[RawRows]) -> RawRows:
    first = parts[0]

    def ints(name: str) -> Any:
        return np.concatenate([getattr(part, name) for part in parts])

    return RawRows(
        first.kind, ints("block"), ints("number"), ints("code"),
        _stacked_days([part.start for part in parts]), _stacked_days([part.end for part in parts]),
        ints("recorded"), ints("corrects"), ints("withdrawn"),
        {name: _stacked_column([part.columns[name] for part in parts]) for name in first.columns},
        {name: np.concatenate([part.refs[name] for part in parts]) for name in first.refs},
    )  # fmt: skip


def _stacked_days(parts: list[DayColumn]) -> DayColumn:
    applies = None
    if any(part.applies is not None for part in parts):
        applies = np.concatenate([np.ones(len(part), bool) if part.applies is None else part.applies for part in parts])
    return c.day(np.concatenate([part.lo for part in parts]), np.concatenate([part.hi for part in parts]), applies)


def _stacked_column(parts: list[Column]) -> Column:
    first = parts[0]
    if isinstance(first, ChoiceColumn):
        return ChoiceColumn(np.concatenate([part.mask for part in parts if isinstance(part, ChoiceColumn)]))
    if isinstance(first, DayColumn):
        return _stacked_days([part for part in parts if isinstance(part, DayColumn)])
    lo = np.concatenate([part.lo for part in parts if not isinstance(part, ChoiceColumn)])
    hi = np.concatenate([part.hi for part in parts if not isinstance(part, ChoiceColumn)])
    return c.truth(lo, hi) if isinstance(first, TruthColumn) else c.number(lo, hi)


def joined(rows: Rows, more: Rows) -> Rows:
    """Rows of one kind with further rows among them, sorted again. No other row may link to the kind."""
    order = np.lexsort((np.concatenate((rows.start.lo, more.start.lo)), np.concatenate((rows.block, more.block))))

    def both(left: Any, right: Any) -> Any:
        return np.concatenate((left, right))[order]

    return Rows(
        rows.kind, both(rows.block, more.block), both(rows.number, more.number),
        _stacked_days([rows.start, more.start]).take(order), _stacked_days([rows.end, more.end]).take(order),
        {name: _stacked_column([column, more.columns[name]]).take(order) for name, column in rows.columns.items()},
        {name: both(link, more.links[name]) for name, link in rows.links.items()},
        {name: _stacked_days([began, more.began[name]]).take(order) for name, began in rows.began.items()},
        {name: both(thing, more.things[name]) for name, thing in rows.things.items()},
        {name: both(unsure, np.zeros(len(more), bool)) for name, unsure in rows.unsure.items()},
    )  # fmt: skip
