"""The words that provisions are written in.

Logic is in words, as in the act. Each word makes one node of the tree; what it computes is in ``evaluate.py``,
what it is called in a letter in ``texts/words.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar, overload

from toimi.book.citations import Citations
from toimi.book.expressions import (
    BookError,
    Choice,
    Chronicle,
    Day,
    Days,
    Length,
    Node,
    Number,
    Truth,
    common_grain,
    common_unit,
)
from toimi.days.line import TOP, offset_of

if TYPE_CHECKING:
    from toimi.book.facts import Fact

Part = TypeVar("Part", Truth, Days)
Value = TypeVar("Value", Truth, Days, Number, Length, Day)

# --- numbers of the law ---------------------------------------------------------------------------------------------


def days(number: int) -> Length:
    """So many days."""
    return Length("length", detail={"unit": "days", "days": number, "months": 0, "value": number})


def weeks(number: int) -> Length:
    """So many weeks of seven days."""
    return days(7 * number)


def months(number: int) -> Length:
    """So many calendar months."""
    return Length("length", detail={"unit": "months", "days": 0, "months": number})


def euros(amount: str) -> Number:
    """A sum of money, kept in whole cents."""
    return _constant("cents", int(Decimal(amount) * 100))


def percent(share: int) -> Number:
    """A share, kept in hundredths of a percent."""
    return _constant("percent", share * 100)


def minutes(number: int) -> Number:
    """So many minutes."""
    return _constant("minutes", number)


def count(number: int) -> Number:
    """A plain count."""
    return _constant("count", number)


def courses(number: int) -> Number:
    """So many courses of upper secondary or basic education."""
    return _constant("courses", number)


def hundredths(amount: str, unit: str) -> Number:
    """A number with at most two decimals in a unit of its own, kept in hundredths."""
    return _constant(unit, int(Decimal(amount) * 100))


def _constant(unit: str, value: int) -> Number:
    return Number("constant", detail={"unit": unit, "value": value})


@dataclass(frozen=True)
class NumberOfLaw:
    """A number that has versions of its own, as an amount that follows the wage coefficient each January.

    Attributes:
        name: a short English name, used in texts.
        unit: what is counted.
        versions: (first day, value, source), oldest first; the first also serves earlier days.
        reported: later versions known from reports only: where they would change an answer, the day is open.
    """

    name: str
    unit: str
    versions: tuple[tuple[date, int, str], ...]
    reported: tuple[tuple[date, int, str], ...] = ()

    def at(self, day: Day) -> Number:
        """The number in force on the row's day."""
        verified = self._at(day, self.versions)
        return as_reported(verified, self._at(day, (*self.versions, *self.reported))) if self.reported else verified

    def _at(self, day: Day, versions: tuple[tuple[date, int, str], ...]) -> Number:
        by_offset = tuple((offset_of(first), value, source) for first, value, source in versions)
        return Number("number_at", (day,), {"unit": self.unit, "name": self.name, "versions": by_offset}, day.grain)


# --- logic ----------------------------------------------------------------------------------------------------------


def _same(parts: tuple[Part, ...], word: str, of_days: str) -> Part:
    if not parts:
        raise BookError(f"{word}() has nothing to say: give it at least one part.")
    kind = type(parts[0])
    grain = common_grain(*parts)
    return kind(word if issubclass(kind, Truth) else of_days, parts, grain=grain)


def all_of(*parts: Part) -> Part:
    """All of them hold."""
    return _same(parts, "all_of", "on_all")


def any_of(*parts: Part) -> Part:
    """At least one of them holds."""
    return _same(parts, "any_of", "on_any")


def no(part: Part) -> Part:
    """It does not hold."""
    return type(part)("no" if isinstance(part, Truth) else "not_on", (part,), grain=part.grain)


def minus(whole: Days, without: Days) -> Days:
    """The days of the first that are not days of the second."""
    return Days("minus", (whole, without))


def minus_same(whole: Days, *without: Days, about: str, begun_later: tuple[Days, ...] = ()) -> Days:
    """The days of each row of the first that are not days of the others' rows about the same thing.

    Args:
        whole: days counted from rows, as ``days_between(…)``.
        without: the same of other kinds, a missing row of which means no.
        about: the name of the link that all of them have, as ``"business"``; the first may be the thing itself.
        begun_later: more of the same, which count only against rows of the first that began before them.

    Raises:
        BookError: for days that are not the rows' own.
    """
    parts = (whole, *without, *begun_later)
    if any(part.op not in ("during", "days_between") for part in parts):
        raise BookError("minus_same() is about the rows' own days: give it during(…) and days_between(…).")
    return Days("minus_same", parts, {"about": about, "begun_later": len(begun_later)})


@overload
def choose(value: Length, *, when: Truth, otherwise: Length) -> Length: ...
@overload
def choose(value: Number, *, when: Truth, otherwise: Number) -> Number: ...
@overload
def choose(value: Day, *, when: Truth, otherwise: Day) -> Day: ...
@overload
def choose(value: Truth, *, when: Truth, otherwise: Truth) -> Truth: ...
def choose(value: Node, *, when: Truth, otherwise: Node) -> Node:
    """The first value when the condition holds, else the other."""
    if isinstance(value, Length) and "months" in (value.unit, otherwise.detail["unit"]):
        raise BookError("choose() takes lengths in days: months differ in length from row to row.")
    if isinstance(value, Days):
        raise BookError("choose() is about rows: of sets of days write any_of(…), all_of(…) and minus(…).")
    grain = common_grain(when, value, otherwise)
    kind = (
        Truth
        if isinstance(value, Truth)
        else Day
        if isinstance(value, Day)
        else Length
        if isinstance(value, Length)
        else Number
    )
    op = {Truth: "choose_truth", Day: "choose_day", Length: "choose_number", Number: "choose_number"}[kind]
    detail = (
        {"unit": common_unit(value, otherwise)} if isinstance(value, Number) and isinstance(otherwise, Number) else {}
    )
    return kind(op, (when, value, otherwise), detail, grain)


def one_of(choice: Choice, *wanted: str) -> Truth:
    """The choice is one of those named."""
    unknown = [name for name in wanted if name not in choice.detail["options"]]
    if unknown:
        raise BookError(
            f"{choice.detail['name']} has no option {unknown[0]}: it has {', '.join(choice.detail['options'])}."
        )
    return Truth("one_of", (choice,), {"wanted": wanted}, choice.grain)


def not_known() -> Truth:
    """What only an official can weigh: not known until somebody has judged it."""
    return Truth("not_known")


def unless_judged(judgement: Truth, otherwise: Truth) -> Truth:
    """An official's judgement where there is one, else what follows without it.

    ``otherwise`` is what the act presumes or the person has stated: settled while nobody has judged, and
    overruled by a judgement, which is a new fact.
    """
    return Truth("unless_judged", (judgement, otherwise), grain=common_grain(judgement, otherwise))


def reading(switch: str, **options: Value) -> Value:
    """An open reading of the law: which option holds is a named switch (``law/interpretations.py``).

    Raises:
        BookError: for readings that are neither days nor of rows, or of different sorts or units.
    """
    values = tuple(options.values())
    first = values[0]
    if any(type(value) is not type(first) for value in values):
        raise BookError(
            f"the readings of {switch} are not of one sort: give days, a condition, a day or a number in each."
        )
    detail = {"switch": switch, "options": tuple(options)}
    if isinstance(first, Number):
        detail["unit"] = common_unit(*(value for value in values if isinstance(value, Number)))
    grain = None if isinstance(first, Days) else common_grain(*values)
    if grain is None and not isinstance(first, Days):
        raise BookError(
            f"the readings of {switch} belong to no row: give the days, or a condition of rows, that each means."
        )
    return type(first)("reading", values, detail, grain)


LAW_AFTER_VERIFICATION = "law_after_verification"
"""The switch between the law as read in the acts, which runs on, and the law as reported since."""


def as_reported(verified: Value, reported: Value) -> Value:
    """What holds by the law as verified, and by the law as reported since: open only where they differ."""
    return reading(LAW_AFTER_VERIFICATION, as_verified=verified, as_reported=reported)


# --- days and numbers of rows ---------------------------------------------------------------------------------------


def plus(day: Day, length: Length) -> Day:
    """The day so much later; of months the day with the same number, or the last of a shorter month."""
    return Day("plus", (day, length), grain=day.grain)


def before(day: Day, length: Length) -> Day:
    """The day so many days earlier.

    Raises:
        BookError: for a length in months.
    """
    if length.unit == "months":
        raise BookError("before() counts back in days: months back from the last of a month are not one day.")
    return Day("before", (day, length), grain=day.grain)


def earliest_of(*parts: Day) -> Day:
    """The earliest of the days that apply."""
    return Day("earliest_of", parts, grain=common_grain(*parts))


def latest_of(*parts: Day) -> Day:
    """The latest of the days that apply."""
    return Day("latest_of", parts, grain=common_grain(*parts))


def days_inclusive(first: Day, last: Day) -> Number:
    """How many days from the first to the last, both counted."""
    return Number("days_inclusive", (first, last), {"unit": "days"}, common_grain(first, last))


def monday_of(day: Day) -> Day:
    """The Monday of the calendar week of the day."""
    return Day("monday_of", (day,), grain=day.grain)


def in_its_year(day: Day, month_and_day: str) -> Day:
    """That day of the calendar year of the day, as ``"09-01"`` for 1 September."""
    month, number = (int(part) for part in month_and_day.split("-"))
    return Day("in_its_year", (day,), {"month": month, "number": number}, day.grain)


def larger_of(left: Number, right: Number) -> Number:
    """The larger of two numbers."""
    return Number("larger_of", (left, right), {"unit": common_unit(left, right)}, common_grain(left, right))


def sum_of(left: Number, right: Number) -> Number:
    """The two numbers together."""
    return Number("sum_of", (left, right), {"unit": common_unit(left, right)}, common_grain(left, right))


def share_of(share: Number, whole: Number) -> Number:
    """A share of a share, both in percent: in hundredths of a percent, rounded down.

    Rounding down changes no comparison of the share, or of its sum with a whole number of hundredths, with a limit
    in whole hundredths that it must reach.
    """
    return Number("share_of", (share, whole), {"unit": "percent"}, common_grain(share, whole))


def comes(day: Day) -> Truth:
    """Whether the day comes at all: it is not *never*."""
    return Truth("comes", (day,), grain=day.grain)


# --- from rows to days ----------------------------------------------------------------------------------------------


def on(day: str) -> Day:
    """A fixed day of the calendar that the act names."""
    return Day("day", detail={"offset": offset_of(date.fromisoformat(day))})


def never() -> Day:
    """A day that does not come."""
    return Day("day", detail={"offset": TOP})


def always(*, of: Node | None = None) -> Truth:
    """Yes, for everybody; or for every row that the value is of."""
    return Truth("always", grain=None if of is None else of.grain)


def _of_rows(kind: str, when: Truth | None) -> Truth:
    """The condition on rows of the kind, or none.

    Raises:
        BookError: when it speaks of rows of another kind.
    """
    condition = always() if when is None else when
    common_grain(Node("rows", grain=kind), condition)
    return condition


def _kind_of(word: str, *parts: Node) -> str:
    """The kind whose rows the days are counted from.

    Raises:
        BookError: when there is none.
    """
    kind = common_grain(*parts)
    if kind is None:
        raise BookError(f"{word}() counts from the day of a row, and here is none: write one, as ship.start.")
    return kind


def during(rows: Fact, *, when: Truth | None = None) -> Days:
    """The days of the rows' periods for which the condition holds."""
    return Days("during", (_of_rows(rows.kind_name, when),), {"kind": rows.kind_name})


def working(work: Fact, *, when: Truth, stopped_by: tuple[tuple[Fact, Truth], ...]) -> Days:
    """The days of each row less the stops of the same job.

    A stop that names no job stops the jobs that began before it, not one begun while it lasted.

    Args:
        work: the rows, each a job of its own.
        when: which of them.
        stopped_by: rows of other kinds with a ``job``, and which of them.
    """
    detail = {"kind": work.kind_name, "stops": tuple(stop.kind_name for stop, _ in stopped_by)}
    stops = (_of_rows(stop.kind_name, truth) for stop, truth in stopped_by)
    return Days("working", (_of_rows(work.kind_name, when), *stops), detail)


def days_from(day: Day, length: Length, *, when: Truth | None = None, noticed: bool = False) -> Days:
    """N days from the day, the day itself counted ("lukien").

    ``noticed``: a missing row means no here, since somebody must notice the conduct first.
    """
    kind = _kind_of("days_from", day, length)
    return Days("days_from", (_of_rows(kind, when), day, length), {"kind": kind, "noticed": noticed})


def days_after(day: Day, length: Length, *, when: Truth | None = None) -> Days:
    """N days after the day, the day itself not counted ("jälkeen")."""
    kind = _kind_of("days_after", day, length)
    return Days("days_after", (_of_rows(kind, when), day, length), {"kind": kind})


def days_between(
    day: Day, until: Day, *, when: Truth | None = None, noticed: bool = False, missing_until: Day | None = None
) -> Days:
    """From the day up to the other day, that day not counted; without end if it never comes.

    ``noticed``: a missing row means no here. ``missing_until``: a day of the thing that a missing row would belong to,
    up to which that row could reach.
    """
    condition = always() if when is None else when
    kind = _kind_of("days_between", day, until, condition)
    limit = () if missing_until is None else (missing_until,)
    return Days("days_between", (condition, day, until, *limit), {"kind": kind, "noticed": noticed})


def each_year(day: Day, until: Day, *, when: Truth | None = None) -> Days:
    """From the day up to the other, that day not counted, and so in every year before and after; a missing row means no."""
    days = days_between(day, until, when=when, noticed=True)
    return Days(days.op, days.parts, {**days.detail, "yearly": True})


# --- sets of days ---------------------------------------------------------------------------------------------------


def lasting(part: Days, *, more_than: Length) -> Days:
    """The whole stretches that last longer: they count from their first day."""
    return Days("lasting", (part, more_than))


def beyond_first(part: Days, length: Length) -> Days:
    """The stretches without their first part."""
    return Days("beyond_first", (part, length))


def calendar_days(first: int, until: int) -> Days:
    """Everybody's days from the offset up to the other, that day not counted."""
    return Days("calendar_days", (), {"from": first, "until": until})


def perhaps(part: Days) -> Days:
    """Possibly those days and surely none: an official judges, and the book has no fact for it yet."""
    return Days("perhaps", (part,))


def untold(rows: Fact, *, on: Days) -> Days:
    """Possibly every day from the first of the days on, and surely none: on them a row is missed, and it is asked for.

    Args:
        rows: the kind, whose silence would otherwise mean no.
        on: the days on which a row should have been told.
    """
    return Days("untold", (on,), {"kind": rows.kind_name})


# --- looking up from a row ------------------------------------------------------------------------------------------


def holds(part: Days, *, at: Day) -> Truth:
    """Whether the day is among the days."""
    return Truth("holds", (part, at), grain=at.grain)


def start_of(part: Days, *, at: Day) -> Day:
    """The first day of the unbroken stretch that the day belongs to."""
    return Day("start_of", (part, at), grain=at.grain)


def measure(part: Days, *, start: Day, end: Day) -> Number:
    """How many of the days lie from the first day up to the other, that day not counted."""
    return Number("measure", (part, start, end), {"unit": "days"}, common_grain(start, end))


def exists(rows: Fact, *, about: Node, when: Truth) -> Truth:
    """Whether some row of that kind, about the same thing as this row, meets the condition.

    Args:
        rows: the other kind.
        about: the shared thing, as ``end.job``.
        when: the condition on the other row.
    """
    detail = {"kind": rows.kind_name, "of": about.detail["kind"], "about": about.detail["name"]}
    return Truth("exists", (_of_rows(rows.kind_name, when),), detail, about.grain)


@dataclass(frozen=True)
class Worth:
    """Rows that are worth whole weeks beside the weeks that are counted.

    Attributes:
        rows: the kind.
        weeks: how many each row is worth when it has ended.
        after: the day, of the row that asks, after which it must have ended.
        begun: of the row that asks, whether one that began by the day and ended after it counts.
    """

    rows: Fact
    weeks: Number
    after: Day
    begun: Truth


def reach(total: Number, part: Days, *, after: Day, counted: str, also: Worth | None = None) -> Day:
    """The first day after the calendar week with which the total of counted weeks is full, or *never*.

    Only weeks that begin after the day count, each once.

    Args:
        total: how many weeks, as ``count(12)``.
        part: the days on which a week may be earned.
        after: the day.
        counted: ``"touched"``, ``"working_days"`` or ``"whole"``: which weeks count.
        also: rows that are worth so many weeks each.
    """
    parts, detail = (part, after), {"total": total.detail["value"], "counted": counted}
    if also is None:
        return Day("reach", parts, detail, after.grain)
    kind = also.rows.kind_name
    common_grain(Node("rows", grain=kind), also.weeks)
    grain = common_grain(after, also.after, also.begun)
    return Day("reach", (*parts, also.weeks, also.after, also.begun), {**detail, "kind": kind}, grain)


def last_before(rows: Fact, *, at: Day, when: Truth) -> Day:
    """The day of the last row of the other kind not later than the day; the first day of all if there is none."""
    return Day("last_before", (_of_rows(rows.kind_name, when), at), {"kind": rows.kind_name}, at.grain)


def first_of(day: Day, *, about: Node | None = None, after: Day | None = None, noticed: bool = False) -> Day:
    """The earliest day of the other rows, of the same person; *never* if there is none.

    Args:
        day: of the other rows.
        about: only rows about the same thing as this row, as ``end.job.link``.
        after: only days later than this row's day.
        noticed: a missing row means no here.

    Raises:
        BookError: when neither the thing nor the day says whose row asks.
    """
    asking = [node for node in (about, after) if node is not None]
    if not asking or day.grain is None:
        raise BookError("first_of() looks from a row for days of other rows: give about= or after=.")
    detail = {"kind": day.grain, "about": about.detail["name"] if about is not None else ""}
    if about is not None and about.detail.get("own"):
        detail["own"] = True
    if noticed:
        detail["noticed"] = True
    return Day("first_of", (day, *((after,) if after is not None else ())), detail, common_grain(*asking))


# --- the chronicle ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Then:
    """A consequence of the happenings with these ordinal numbers; on its days it may shield from what follows.

    With it the counting in some tallies may begin anew, from the day ``anew``.
    """

    name: str
    nth: tuple[int, int]
    shield: str
    days: tuple[Day, ...]
    clears: tuple[str, ...]
    anew: tuple[Day, ...]


def then(
    name: str, *, nth: tuple[int, int] = (1, 4), shield: str = "", on: tuple[Day, Day] | None = None,
    clears: tuple[str, ...] = (), anew: Day | None = None,
) -> Then:  # fmt: skip
    """What follows.

    Args:
        name: by which ``followed(…)`` asks for it.
        nth: of the first to the last of these ordinal numbers; 4 stands for every later one.
        shield: under which name later happenings may be left out while it runs.
        on: the days of the shield, from the first up to the other, that day not counted.
        clears: the tallies in which what has been counted so far, this happening included, is forgotten.
        anew: from which day on it is.

    Raises:
        BookError: for a shield without days, or days without a shield; for tallies without a day, or a day without them.
    """
    if bool(shield) != (on is not None):
        raise BookError(f"{name}: a shield and its days go together, as shield=…, on=(first, until).")
    if bool(clears) != (anew is not None):
        raise BookError(f"{name}: tallies and the day of their new count go together, as clears=(…,), anew=day.")
    return Then(name, nth, shield, on or (), clears, () if anew is None else (anew,))


@dataclass(frozen=True)
class Step:
    """One kind of happening in a chronicle; ``version``: which of those that count take their place by this step."""

    day: Day
    when: Truth
    version: Truth | None
    then: tuple[Then, ...]
    tally: str
    within: Length | None
    last_day: bool
    stopped_by: tuple[str, ...]
    once_in: str


def step(
    day: Day, *, when: Truth, then: tuple[Then, ...], version: Truth | None = None, tally: str = "",
    within: Length | None = None, last_day: bool = True, stopped_by: tuple[str, ...] = (), once_in: str = "",
) -> Step:  # fmt: skip
    """Happenings of one kind, and what follows.

    Args:
        day: the day on which it takes its place.
        when: whether it counts, apart from what happened before.
        then: its consequences.
        version: for which of them, where others of the same happenings have another step.
        tally: those of one tally are counted together; without one each is the first.
        within: how long it is remembered.
        last_day: whether it is still remembered on the day with the same number.
        stopped_by: shields under which it does not count.
        once_in: the name of a link: of several in a row about the same thing one counts.
    """
    return Step(day, when, version, then, tally, within, last_day, stopped_by, once_in)


def chronicle(*steps: Step, from_first: tuple[str, ...] = (), of_one_day: str = "") -> Chronicle:
    """Happenings of all steps in the order of their days; those of one day in the order of the steps.

    Args:
        steps: the kinds of happenings.
        from_first: the tallies in which a term of counting begins with the first counted and is not moved by later ones.
        of_one_day: the switch by whose first option happenings of one tally on one day are several, and by whose second
            they are one, with one ordinal number. Without a switch they are several.

    Raises:
        BookError: when a consequence clears a tally in which no step counts.
    """
    parts: list[Node] = []
    told = []
    tallies = {one.tally for one in steps}
    for one in steps:
        _check_cleared(one, tallies)
        counts = one.when if one.version is None else all_of(one.when, one.version)
        anew = (day for each in one.then for day in each.anew)
        own = [counts, one.day, *(day for each in one.then for day in each.days), *anew]
        told.append({
            "kind": _kind_of("step", one.day), "at": len(parts), "parts": len(own), "tally": one.tally,
            "within": () if one.within is None else (one.within.detail["days"], one.within.detail["months"]),
            "last_day": one.last_day, "stopped_by": one.stopped_by, "once_in": one.once_in,
            "version": one.version is not None,
            "then": tuple((each.name, each.nth, each.shield, each.clears) for each in one.then),
        })  # fmt: skip
        parts += own
    return Chronicle(
        "chronicle", tuple(parts), {"steps": tuple(told), "from_first": from_first, "of_one_day": of_one_day}
    )


def _check_cleared(one: Step, tallies: set[str]) -> None:
    for each in one.then:
        for tally in each.clears:
            if tally not in tallies:
                raise BookError(f"{each.name}: it clears {tally!r}, and no step counts in that tally.")


def followed(history: Chronicle, name: str, row: Fact) -> Truth:
    """For each row whether, in its turn, the consequence of that name follows from it.

    Raises:
        BookError: for a chronicle that is not a concept of its own.
    """
    if history.op != "concept":
        raise BookError(
            "followed() reads a chronicle by its name: let a provision return it and name it in the signature."
        )
    return Truth("followed", (history,), {"name": name, "kind": row.kind_name}, row.grain)


# --- conclusions ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Conclusion:
    """What a provision concludes about days, for some benefits or for all (``None``)."""

    days: Days
    benefits: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Bar(Conclusion):
    """No right to the benefit on the days."""


@dataclass(frozen=True)
class Notice(Conclusion):
    """The payer must be told of something on the days."""


@dataclass(frozen=True)
class Overlay(Conclusion):
    """The consequence of other provisions bites on none of the days. Concepts stay as they are."""

    bars: Citations = field(default_factory=Citations)


def no_right(on: Days, *, benefits: tuple[str, ...] | None = None) -> Bar:
    """No right on those days."""
    return Bar(on, benefits)


def tell_the_payer(on: Days, *, benefits: tuple[str, ...] | None = None) -> Notice:
    """A right, but the payer gets a fact or adjusts the amount."""
    return Notice(on, benefits)


def off(bars: Citations, *, on: Days, benefits: tuple[str, ...] | None = None) -> Overlay:
    """The named bars are not applied on those days."""
    return Overlay(on, benefits, bars)
