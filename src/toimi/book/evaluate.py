"""The one evaluator: an expression over the columns of a caseload.

One person is a caseload of one; nothing else evaluates. Values are kept by node, so a concept that ten
provisions read is computed once, and an explanation is a reading of what was kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from toimi.book.book import BOTH, Edition, Standing
from toimi.book.caseload import Caseload, Rows
from toimi.book.expressions import Choice, Day, Length, Node, Truth
from toimi.book.facts import KINDS, OneOf
from toimi.book.histories import History, history_of
from toimi.book.links import no_rows, through
from toimi.book.silence import Silences
from toimi.book.stops import stops_of
from toimi.days import bounds, columns, lookups, rows, sets
from toimi.days.bounds import NEVER, Days
from toimi.days.calendar import in_its_year, plus
from toimi.days.columns import ChoiceColumn, Column, DayColumn, NumberColumn, TruthColumn
from toimi.days.line import BITS, TOP, Ints, block_of, offset_on, on_line, shift_offset
from toimi.days.sets import NOTHING, DaySet

Value = Days | Column
C = TypeVar("C", TruthColumn, NumberColumn, DayColumn, ChoiceColumn)


class Evaluation:
    """A caseload seen through one edition of the book.

    Args:
        caseload: the facts.
        edition: the law as known.
        switches: the setting of every switch.
        readings: per-block settings of some switches, as masks of options still possible (worlds).
    """

    def __init__(
        self, caseload: Caseload, edition: Edition, switches: dict[str, str], readings: dict[str, Ints] | None = None
    ) -> None:
        self.caseload = caseload
        self.edition = edition
        self.switches = switches
        self.readings = readings or {}
        self.kept: dict[Node, Value] = {}
        self.records: dict[Node, Days] = {}
        self.skipped: list[str] = []
        self._histories: dict[Node, History] = {}
        self._concluded: dict[str, Value] = {}
        self._of_provision: dict[str, Days] = {}
        self._stops: dict[tuple[str, str], tuple[Ints, Ints, TruthColumn]] = {}
        self._without: dict[tuple[str, ...], Days] = {}

    # --- scope and silence ---

    @cached_property
    def window(self) -> DaySet:
        """The days asked about."""
        people = np.arange(self.caseload.people)
        return sets.normalise(on_line(people, self.caseload.asked_from), on_line(people, self.caseload.asked_until))

    @cached_property
    def everything(self) -> DaySet:
        """Every day of every block."""
        return sets.whole_blocks(self.caseload.people)

    def claimed(self, benefit: str) -> DaySet:
        """Days asked about for which the benefit is claimed by somebody who has registered."""
        claim = self.edition.book.claim
        claims = self.caseload.of(claim.kind.kind_name)
        if claims is None or self.caseload.of(self.edition.book.registration) is None:
            return NOTHING
        kind = claims.columns[claim.name]
        assert isinstance(kind, ChoiceColumn)
        wanted = columns.one_of(kind, claim.bit(benefit))
        days = rows.days_of(claims.block, claims.start, claims.end, columns.certain(wanted.hi)).hi
        registered = np.zeros(self.caseload.people, bool)
        registration = self.caseload.of(self.edition.book.registration)
        assert registration is not None
        registered[registration.block] = True
        return sets.intersection(sets.of_blocks(days, registered), self.window)

    @cached_property
    def silences(self) -> Silences:
        """What missing rows mean here."""
        return Silences(self.caseload, self.window)

    def missing(self, kind_name: str) -> DaySet:
        """Days asked about on which a missing row of the kind is not a no."""
        return self.silences.missing(kind_name)

    # --- provisions ---

    def days_of(self, standing: Standing) -> Days:
        """The days that a provision concludes, before overlays."""
        key = standing.provision.key
        if key not in self._of_provision:
            self._of_provision[key] = self._conclude_days(standing)
        return self._of_provision[key]

    def days_without(self, standing: Standing, overlays: tuple[Standing, ...]) -> Days:
        """The days that a provision concludes less those of overlays: once for all benefits that have the same ones."""
        key = standing.provision.key, *(overlay.provision.key for overlay in overlays)
        if key not in self._without:
            days = self.days_of(standing)
            for overlay in overlays:
                days = days if days.empty else bounds.minus(days, self.days_of(overlay))
            self._without[key] = days
        return self._without[key]

    def _conclude_days(self, standing: Standing) -> Days:
        if self._hasno_rows(standing):
            self.skipped.append(standing.provision.key)
            return NEVER
        days = self.value(standing.provision.expression)
        assert isinstance(days, Days)
        return self._governed(days, standing)

    def _hasno_rows(self, standing: Standing) -> bool:
        """Whether the kind that the provision goes through has no rows and its silence hides none: skip it whole."""
        each = standing.provision.each
        return each is not None and self.caseload.of(each) is None and not len(self.missing(each))

    def _governed(self, days: Days, standing: Standing) -> Days:
        if standing.first_day == 0 and standing.end_day == TOP:
            return days
        lo = _clipped(days.lo, standing.first_day, standing.end_day)
        return (
            Days(lo, lo) if days.known else bounds.bounds(lo, _clipped(days.hi, standing.first_day, standing.end_day))
        )

    def concept(self, node: Node) -> Value:
        """A concept: what its versions say together; of days of rows, the earliest."""
        name = node.detail["name"]
        if name not in self._concluded:
            self._concluded[name] = self._conclude_concept(name, node.grain, isinstance(node, Day))
        return self._concluded[name]

    def _conclude_concept(self, name: str, grain: str | None, of_days: bool) -> Value:
        versions = self.edition.concepts[name]
        if grain is None:
            days = [self._conclude_days(version) for version in versions]
            return bounds.any_of(*days) if days else NEVER
        size = self.size(grain)
        if of_days:
            never = DayColumn(np.full(size, TOP), np.full(size, TOP))
            found = [self.sized(self.day(version.provision.expression), size) for version in versions]
            return columns.earliest_of(never, *found)
        truths = [self.sized(self.truth(version.provision.expression), size) for version in versions]
        return columns.some(*truths) if truths else columns.certain(np.zeros(size, bool))

    # --- values ---

    def value(self, node: Node) -> Value:
        """The value of a node, computed once."""
        found = self.kept.get(node)
        if found is None:
            nobody = node.grain is not None and self.caseload.of(node.grain) is None
            found = self.kept[node] = _empty(node) if nobody else _OPERATIONS[node.op](self, node)
        return found

    def truth(self, node: Node) -> TruthColumn:
        """The value of a truth."""
        value = self.value(node)
        assert isinstance(value, TruthColumn)
        return value

    def day(self, node: Node) -> DayColumn:
        """The value of a day."""
        value = self.value(node)
        assert isinstance(value, DayColumn)
        return value

    def number(self, node: Node) -> NumberColumn:
        """The value of a number."""
        value = self.value(node)
        assert isinstance(value, NumberColumn)
        return value

    def days(self, node: Node) -> Days:
        """The value of a set of days."""
        value = self.value(node)
        assert isinstance(value, Days)
        return value

    def history(self, node: Node) -> History:
        """What happened in order, scanned once."""
        written = self.chronicle(node)
        if written not in self._histories:
            self._histories[written] = history_of(self, written)
        return self._histories[written]

    def chronicle(self, node: Node) -> Node:
        """The chronicle that a provision reads by its name: a chronicle has one text."""
        return self.edition.concepts[node.detail["name"]][0].provision.expression

    def rows(self, kind: str) -> Rows:
        """The rows of a kind, maybe none."""
        found = self.caseload.of(kind)
        return no_rows(kind) if found is None else found

    def size(self, grain: str | None) -> int:
        """How many rows a value of the grain has; constants have one."""
        return 1 if grain is None else len(self.rows(grain))

    def sized(self, column: C, size: int) -> C:
        """The column, a constant stretched to so many rows."""
        return column if len(column) == size else column.take(np.zeros(size, np.int64))

    # --- operations: rows ---

    def _attribute(self, node: Node) -> Column:
        kind, name, via = node.detail["kind"], node.detail["name"], node.detail.get("via")
        if via is None:
            found = self.rows(kind)
            return found.column(name)
        referring = self.rows(str(node.grain))
        if name == "began":
            return referring.began[via]
        return through(referring.links[via], self.caseload.of(kind), kind, name, referring.unsure.get(via))

    def _is_there(self, node: Node) -> TruthColumn:
        return columns.certain(self.rows(str(node.grain)).links[node.detail["via"]] >= 0)

    def _exists(self, node: Node) -> TruthColumn:
        """For each row: whether a row of the other kind with the same thing meets the condition."""
        mine = self.rows(str(node.grain))
        other = self.caseload.of(node.detail["kind"])
        nobody = np.zeros(len(mine), bool)
        if other is None or not len(mine):
            return columns.certain(nobody)
        when = self.sized(self.truth(node.parts[0]), len(other))
        name = node.detail["about"]
        thing = (mine.block << 40) + mine.things[name]
        key = (other.block << 40) + other.things[name]
        named = mine.things[name] >= 0
        return columns.truth(named & np.isin(thing, key[when.lo]), named & np.isin(thing, key[when.hi]))

    def _first_of(self, node: Node) -> DayColumn:
        """For each row: the earliest day of the other rows of the person, or of the same thing."""
        mine, other = self.rows(str(node.grain)), self.rows(node.detail["kind"])
        day = self.sized(self.day(node.parts[0]), len(other))
        after = self.sized(self.day(node.parts[1]), len(mine)) if len(node.parts) > 1 else None
        name = node.detail["about"]
        if not name:
            return lookups.first_of(mine.block, other.block, day, after)
        thing, theirs = mine.things["" if node.detail.get("own") else name], other.things[name]
        keys = (mine.block << 40) + thing, (other.block << 40) + np.where(theirs >= 0, theirs, -2)
        return lookups.first_of(*keys, day, after)

    # --- operations: constants and numbers ---

    def _length(self, node: Node) -> NumberColumn:
        value = np.array([node.detail["days"]])
        return NumberColumn(value, value)

    def _constant(self, node: Node) -> NumberColumn:
        value = np.array([node.detail["value"]])
        return NumberColumn(value, value)

    def _constant_day(self, node: Node) -> DayColumn:
        value = np.array([node.detail["offset"]])
        return DayColumn(value, value)

    def _number_at(self, node: Node) -> NumberColumn:
        first = np.array([day for day, _, _ in node.detail["versions"]])
        values = np.array([value for _, value, _ in node.detail["versions"]])
        return lookups.number_at(first, values, self.day(node.parts[0]))

    # --- operations: from rows to days ---

    def _during(self, node: Node) -> Days:
        kind = node.detail["kind"]
        found = self.caseload.of(kind)
        if found is None:
            return bounds.bounds(NOTHING, self.missing(kind))
        days = rows.days_of(found.block, found.start, found.end, self._when(node, len(found)))
        missing = self.missing(kind)
        return bounds.bounds(days.lo, sets.union(days.hi, missing)) if len(missing) else days

    def _working(self, node: Node) -> Days:
        """Each row's own days less the stops of the same job, brought back to the person."""
        kind = node.detail["kind"]
        work = self.caseload.of(kind)
        if work is None:
            return bounds.bounds(NOTHING, self.missing(kind))
        own = rows.days_of(np.arange(len(work)), work.start, work.end, self._when(node, len(work)))
        for stop_kind, when in zip(node.detail["stops"], node.parts[1:], strict=True):
            stop = self.rows(stop_kind)
            if not len(stop) and not len(self.missing(stop_kind)):
                continue
            record, row, surely = self._stops_of(kind, stop_kind)
            truth = columns.every(self.sized(self.truth(when), len(stop)).take(row), surely)
            stopped = rows.days_of(record, stop.start.take(row), stop.end.take(row), truth)
            missing = self.missing(stop_kind)
            if len(missing):
                hidden = rows.to_records(bounds.certain(missing), work.block)
                stopped = bounds.bounds(stopped.lo, sets.union(stopped.hi, hidden.hi))
            own = bounds.minus(own, stopped)
        self.records[node] = own
        days = rows.any_record(own, work.block)
        missing = self.missing(kind)
        return bounds.bounds(days.lo, sets.union(days.hi, missing)) if len(missing) else days

    def _stops_of(self, kind: str, stop_kind: str) -> tuple[Ints, Ints, TruthColumn]:
        """Which stop stops which work, found once: provisions count work with different stops taken out of it."""
        if (kind, stop_kind) not in self._stops:
            self._stops[kind, stop_kind] = stops_of(self.rows(kind), self.rows(stop_kind))
        return self._stops[kind, stop_kind]

    def _when(self, node: Node, size: int) -> TruthColumn:
        return self.sized(self.truth(node.parts[0]), size)

    def _counted(self, node: Node, count: Callable[..., Days]) -> Days:
        found = self.caseload.of(node.detail["kind"])
        if found is None:
            return NEVER
        length = node.parts[2]
        assert isinstance(length, Length)
        size = len(found)
        when = self._when(node, size)
        if not when.hi.any():
            return NEVER
        many = length.constant if length.op == "length" else self.sized(self.number(length), size)
        return count(found.block, self.sized(self.day(node.parts[1]), size), many, when)

    def _days_from(self, node: Node) -> Days:
        return self._counted(node, rows.days_from)

    def _days_after(self, node: Node) -> Days:
        return self._counted(node, rows.days_after)

    def _days_between(self, node: Node) -> Days:
        kind = node.detail["kind"]
        if "yearly" in node.detail:
            return self._each_year(node)
        found, days = self.caseload.of(kind), NEVER
        if found is not None and (when := self._when(node, len(found))).hi.any():
            first, until = (self.sized(self.day(part), len(found)) for part in node.parts[1:3])
            days = rows.days_between(found.block, first, until, when)
        if node.detail["noticed"] or not len(self.missing(kind)):
            return days
        return bounds.bounds(days.lo, sets.union(days.hi, self._without_row(kind, node)))

    def _each_year(self, node: Node) -> Days:
        """The days of each row in every year, brought to the person."""
        found = self.rows(node.detail["kind"])
        every = np.arange(len(found))
        own = self.records[node] = self._own_days(node, every, every)
        return rows.any_record(own, found.block)

    def _without_row(self, kind: str, node: Node) -> DaySet:
        """What a row that is not there could have begun: without end, or until the end of the thing it would belong to."""
        hidden = self._without_row_of_thing(kind, node)
        if hidden is None:
            return sets.without_end(self.missing(kind))
        return rows.any_record(bounds.certain(hidden), self.rows(str(KINDS[kind].occasion)).block).hi

    def _without_row_of_thing(self, kind: str, node: Node) -> DaySet | None:
        """The same, thing by thing, in the blocks of the things' rows; ``None`` where rows belong to no thing."""
        records = self.silences.missing_records(kind) if KINDS[kind].occasion else None
        linked = node.parts[2].detail.get("via") in KINDS[kind].refs
        if records is None or not (linked or len(node.parts) > 3):
            return None
        things = self.rows(str(KINDS[kind].occasion))
        end = (
            things.column(node.parts[2].detail["name"]) if linked else self.sized(self.day(node.parts[3]), len(things))
        )
        assert isinstance(end, DayColumn)
        record = block_of(records.start)
        keep = offset_on(records.start) < end.hi[record]
        return sets.normalise(records.start[keep], ((record << BITS) + end.hi[record])[keep])

    def _minus_same(self, node: Node) -> Days:
        """Each row's days less those of the other kinds' rows about the same thing, brought back to the person."""
        for part in node.parts:
            self.days(part)  # kept, so that what leaves them open can be asked for
        whole, about = node.parts[0], node.detail["about"]
        mine = self.rows(whole.detail["kind"])
        own = self._own_days(whole, np.arange(len(mine)), np.arange(len(mine)))
        own = self._less_same(
            own, mine.block, mine.things.get(about, mine.things[""]), node, begun=self._first_day(whole)
        )
        self.records[whole] = own
        days = rows.any_record(own, mine.block)
        hidden = self._hidden_less_same(node)
        return bounds.bounds(days.lo, sets.union(days.hi, hidden)) if len(hidden) else days

    def _hidden_less_same(self, node: Node) -> DaySet:
        """What rows of the first that are not there could have begun, less the same."""
        whole = node.parts[0]
        kind = whole.detail["kind"]
        if whole.detail.get("noticed") or not len(self.missing(kind)):
            return NOTHING
        if whole.op == "during":
            return self.missing(kind)
        hidden = self._without_row_of_thing(kind, whole)
        if hidden is None:
            return self._without_row(kind, whole)
        things = self.rows(str(KINDS[kind].occasion))
        left = self._less_same(bounds.certain(hidden), things.block, things.things[""], node)
        return rows.any_record(left, things.block).hi

    def _less_same(self, own: Days, block: Ints, thing: Ints, node: Node, begun: DayColumn | None = None) -> Days:
        """The days of records less those of the other kinds' rows of the same person about the same thing.

        ``begun``: the first day of each record; records not known to exist may have begun at any time.
        """
        taken = node.parts[1:]
        for place, part in enumerate(taken):
            other = self.rows(part.detail["kind"])
            record, row = lookups.same_things(block, thing, other.block, other.things[node.detail["about"]])
            later = None
            if begun is not None and place >= len(taken) - node.detail["begun_later"]:
                later = columns.less(begun.take(record), self._first_day(part).take(row))
            own = bounds.minus(own, self._own_days(part, record, row, later))
        return own

    def _first_day(self, node: Node) -> DayColumn:
        """The first day that each row gives."""
        found = self.rows(node.detail["kind"])
        return found.start if node.op == "during" else self.sized(self.day(node.parts[1]), len(found))

    def _own_days(self, node: Node, record: Ints, row: Ints, only: TruthColumn | None = None) -> Days:
        """The days of the rows, each in the block of its record."""
        found = self.rows(node.detail["kind"])
        until = found.end if node.op == "during" else self.sized(self.day(node.parts[2]), len(found))
        when = self._when(node, len(found)).take(row)
        when = when if only is None else columns.every(when, only)
        give = rows.each_year if "yearly" in node.detail else rows.days_of
        return give(record, self._first_day(node).take(row), until.take(row), when)

    # --- operations: rows of another kind, and what happened in order ---

    def _last_before(self, node: Node) -> DayColumn:
        mine, other = self.rows(str(node.grain)), self.rows(node.detail["kind"])
        at = self.sized(self.day(node.parts[1]), len(mine))
        return lookups.last_before(other.block, other.start, self._when(node, len(other)), mine.block, at)

    def _reach(self, node: Node) -> DayColumn:
        found = self.rows(str(node.grain))
        after = self.sized(self.day(node.parts[1]), len(found))
        detail = node.detail
        also = self._worth(node, len(found)) if "kind" in detail else None
        return lookups.reach(self.days(node.parts[0]), found.block, after, detail["total"], detail["counted"], also)

    def _worth(self, node: Node, asking: int) -> lookups.Worth:
        """The rows that are worth whole weeks, to so many rows that ask."""
        other = self.rows(node.detail["kind"])
        weeks = self.sized(self.number(node.parts[2]), len(other))
        after, begun = self.sized(self.day(node.parts[3]), asking), self.sized(self.truth(node.parts[4]), asking)
        return lookups.Worth(other.block, other.start, other.end, weeks, after, begun)

    def _followed(self, node: Node) -> TruthColumn:
        kind = node.detail["kind"]
        return self.history(node.parts[0]).followed(node.detail["name"], kind, self.size(kind))

    # --- operations: readings ---

    def options_left(self, switch: str) -> Ints:
        """The options of a switch that are still possible, as a mask for each block."""
        if switch in self.readings:
            return self.readings[switch]
        options, chosen = self.edition.book.switches[switch].options, self.switches[switch]
        mask = (1 << len(options)) - 1 if chosen == BOTH else 1 << options.index(chosen)
        return np.full(self.caseload.people, mask)

    def readable(self, node: Node) -> tuple[Node, ...]:
        """Of the options of a reading those that may hold: one, unless the switch is left at both."""
        name, options = node.detail["switch"], node.detail["options"]
        chosen = self.switches[name]
        return node.parts if name in self.readings or chosen == BOTH else (node.parts[options.index(chosen)],)

    def _reading(self, node: Node) -> Value:
        """The option of the switch; where several are possible, what they agree on."""
        name, options = node.detail["switch"], node.detail["options"]
        readable = self.readable(node)
        if len(readable) == 1:
            return self.value(readable[0])
        mask = self.options_left(name)
        result = self.value(node.parts[-1])
        for option in range(len(options) - 2, -1, -1):
            left = mask >> option
            result = self._choose(
                columns.truth(left == 1, (left & 1) == 1), self.value(node.parts[option]), result, node
            )
        return result

    def _choose(self, by_block: TruthColumn, yes: Value, no: Value, node: Node) -> Value:
        if isinstance(yes, Days) and isinstance(no, Days):
            return bounds.choose_days(by_block, yes, no)
        size = self.size(node.grain)
        condition = by_block.take(self.rows(str(node.grain)).block)
        picked: Column = _pick(condition, self.sized(yes, size), self.sized(no, size))  # type: ignore[type-var]  # of rows: columns, never days
        return picked

    def _choose_rows(self, node: Node) -> Column:
        size = self.size(node.grain)
        condition = self.sized(self.truth(node.parts[0]), size)
        yes_or_no = node.parts[1:]
        if condition.lo.all() or not condition.hi.any():
            yes_or_no = (node.parts[1 if condition.lo.all() else 2],)
        values: list[Any] = [self.sized(self.value(part), size) for part in yes_or_no]  # type: ignore[type-var]  # of rows: columns, never days
        picked: Column = values[0] if len(values) == 1 else _pick(condition, *values)
        return picked


def _pick(condition: Any, yes: Any, no: Any) -> Any:
    if isinstance(yes, NumberColumn):
        return columns.choose_number(condition, yes, no)
    if isinstance(yes, DayColumn):
        return columns.choose_day(condition, yes, no)
    return columns.choose_truth(condition, yes, no)


def _clipped(days: DaySet, first: int, end: int) -> DaySet:
    """The days from ``first`` up to ``end`` of every block."""
    home = days.start - offset_on(days.start)
    start, finish = np.maximum(days.start, home + first), np.minimum(days.end, home + end)
    keep = start < finish
    return DaySet(start[keep], finish[keep])


def _empty(node: Node) -> Column:
    """The column of a node whose kind has no rows."""
    nothing = np.zeros(0, np.int64)
    if isinstance(node, Truth):
        return columns.certain(nothing.astype(bool))
    if isinstance(node, Choice):
        return ChoiceColumn(nothing)
    return DayColumn(nothing, nothing) if isinstance(node, Day) else NumberColumn(nothing, nothing)


def _of_row(attribute: OneOf, wanted: tuple[str, ...]) -> int:
    return sum(attribute.bit(option) for option in wanted)


def _one_of(evaluation: Evaluation, node: Node) -> TruthColumn:
    choice = evaluation.value(node.parts[0])
    assert isinstance(choice, ChoiceColumn)
    detail = node.parts[0].detail
    attribute = KINDS[detail["kind"]].attributes[detail["name"]]
    assert isinstance(attribute, OneOf)
    return columns.one_of(choice, _of_row(attribute, node.detail["wanted"]))


def _governed(evaluation: Evaluation, node: Node) -> TruthColumn:
    """Whether the row's clock lies in the box, as the end of the box was known on the day of knowledge."""
    day = evaluation.day(node.parts[0])
    known_at = evaluation.edition.known_at
    stood = [end for since, end in node.detail.get("ends", ()) if since <= known_at]
    until = stood[-1] if stood else node.detail["until"] if known_at >= node.detail["until"] else TOP + 1
    lo = (day.lo >= node.detail["from"]) & (day.hi < until)
    if day.known:
        return TruthColumn(lo, lo)
    return columns.truth(lo, (day.hi >= node.detail["from"]) & (day.lo < until))


def _parts(evaluation: Evaluation, node: Node, size: int) -> list[Any]:
    return [evaluation.sized(evaluation.value(part), size) for part in node.parts]  # type: ignore[type-var]  # of rows: columns, never days


def _by_row(operator: Callable[..., Column]) -> Callable[[Evaluation, Node], Column]:
    """An operator of columns, its constants stretched to the rows."""

    def run(evaluation: Evaluation, node: Node) -> Column:
        return operator(*_parts(evaluation, node, evaluation.size(node.grain)))

    return run


def _by_row_until(
    operator: Callable[..., TruthColumn], settles: Callable[[TruthColumn], bool]
) -> Callable[[Evaluation, Node], TruthColumn]:
    """The same of truths; a part that settles every row alone is the whole, and the parts after it are not computed."""

    def run(evaluation: Evaluation, node: Node) -> TruthColumn:
        size, parts = evaluation.size(node.grain), []
        for part in node.parts:
            parts.append(evaluation.sized(evaluation.truth(part), size))
            if settles(parts[-1]):
                return parts[-1]
        return operator(*parts)

    return run


def _by_days(operator: Callable[..., Days]) -> Callable[[Evaluation, Node], Days]:
    def run(evaluation: Evaluation, node: Node) -> Days:
        return operator(*[evaluation.days(part) for part in node.parts])

    return run


def _with_length(operator: Callable[..., Days]) -> Callable[[Evaluation, Node], Days]:
    def run(evaluation: Evaluation, node: Node) -> Days:
        length = node.parts[1]
        assert isinstance(length, Length)
        return operator(evaluation.days(node.parts[0]), length.constant)

    return run


def _plus(evaluation: Evaluation, node: Node) -> DayColumn:
    length = node.parts[1]
    assert isinstance(length, Length)
    day = evaluation.day(node.parts[0])
    lo = plus(day.lo, length.constant)
    return DayColumn(lo, lo if day.known else plus(day.hi, length.constant), day.applies)


def _before(evaluation: Evaluation, node: Node) -> DayColumn:
    length = node.parts[1]
    assert isinstance(length, Length)
    day = evaluation.day(node.parts[0])
    lo = shift_offset(day.lo, -length.constant.days)
    return DayColumn(lo, lo if day.known else shift_offset(day.hi, -length.constant.days), day.applies)


def _monday_of(evaluation: Evaluation, node: Node) -> DayColumn:
    day = evaluation.day(node.parts[0])
    lo = np.where(day.lo == TOP, TOP, day.lo - day.lo % 7)
    return DayColumn(lo, lo) if day.known else columns.day(lo, np.where(day.hi == TOP, TOP, day.hi - day.hi % 7))


def _in_its_year(evaluation: Evaluation, node: Node) -> DayColumn:
    day, month, number = evaluation.day(node.parts[0]), node.detail["month"], node.detail["number"]
    lo = in_its_year(day.lo, month, number)
    return DayColumn(lo, lo if day.known else in_its_year(day.hi, month, number), day.applies)


def _looked_up(operator: Callable[..., Column]) -> Callable[[Evaluation, Node], Column]:
    """An operator that looks up days of the person from the days of a row."""

    def run(evaluation: Evaluation, node: Node) -> Column:
        found = evaluation.rows(str(node.grain))
        asked = [evaluation.sized(evaluation.day(part), len(found)) for part in node.parts[1:]]
        return operator(evaluation.days(node.parts[0]), found.block, *asked)

    return run


def _on_all(evaluation: Evaluation, node: Node) -> Days:
    """The days of every part; nothing more is computed once a part has none."""
    result = evaluation.days(node.parts[0])
    for part in node.parts[1:]:
        if result.empty:
            return NEVER
        result = bounds.all_of(result, evaluation.days(part))
    return result


def _minus(evaluation: Evaluation, node: Node) -> Days:
    whole = evaluation.days(node.parts[0])
    return whole if whole.empty else bounds.minus(whole, evaluation.days(node.parts[1]))


def _calendar_days(evaluation: Evaluation, node: Node) -> Days:
    return bounds.certain(_clipped(evaluation.everything, node.detail["from"], node.detail["until"]))


def _not_on(evaluation: Evaluation, node: Node) -> Days:
    return bounds.minus(bounds.certain(evaluation.everything), evaluation.days(node.parts[0]))


_OPERATIONS: dict[str, Callable[[Evaluation, Node], Value]] = {
    "always": lambda evaluation, node: columns.certain(np.ones(1, bool)),
    "attribute": Evaluation._attribute,
    "not_known": lambda evaluation, node: TruthColumn(np.zeros(1, bool), np.ones(1, bool)),
    "is_there": Evaluation._is_there,
    "exists": Evaluation._exists,
    "first_of": Evaluation._first_of,
    "concept": lambda evaluation, node: evaluation.concept(node),
    "length": Evaluation._length,
    "constant": Evaluation._constant,
    "day": Evaluation._constant_day,
    "number_at": Evaluation._number_at,
    "all_of": _by_row_until(columns.every, lambda part: not part.hi.any()),
    "any_of": _by_row_until(columns.some, lambda part: bool(part.lo.all())),
    "no": _by_row(columns.opposite),
    "one_of": _one_of,
    "governed": _governed,
    "at_most": _by_row(columns.at_most),
    "less": _by_row(columns.less),
    "unless_judged": _by_row(columns.unless_judged),
    "times": _by_row(columns.times),
    "larger_of": _by_row(columns.larger),
    "sum_of": _by_row(columns.total),
    "share_of": _by_row(columns.share),
    "days_inclusive": _by_row(columns.days_inclusive),
    "comes": _by_row(columns.comes),
    "earliest_of": _by_row(columns.earliest_of),
    "latest_of": _by_row(columns.latest_of),
    "choose_truth": Evaluation._choose_rows,
    "choose_number": Evaluation._choose_rows,
    "choose_day": Evaluation._choose_rows,
    "plus": _plus,
    "before": _before,
    "monday_of": _monday_of,
    "in_its_year": _in_its_year,
    "during": Evaluation._during,
    "working": Evaluation._working,
    "days_from": Evaluation._days_from,
    "days_after": Evaluation._days_after,
    "days_between": Evaluation._days_between,
    "calendar_days": _calendar_days,
    "on_any": _by_days(bounds.any_of),
    "on_all": _on_all,
    "minus": _minus,
    "minus_same": Evaluation._minus_same,
    "not_on": _not_on,
    "perhaps": lambda evaluation, node: Days(NOTHING, evaluation.days(node.parts[0]).hi),
    "untold": lambda evaluation, node: Days(NOTHING, sets.without_end(evaluation.days(node.parts[0]).hi)),
    "lasting": _with_length(bounds.lasting),
    "beyond_first": _with_length(bounds.beyond_first),
    "holds": _looked_up(lookups.holds),
    "start_of": _looked_up(lookups.start_of),
    "measure": _looked_up(lookups.measure),
    "reading": Evaluation._reading,
    "reach": Evaluation._reach,
    "last_before": Evaluation._last_before,
    "followed": Evaluation._followed,
}
"""What each word computes."""
