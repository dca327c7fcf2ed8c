"""Every word of the book against plain Python, day by day: known skippers, open ones, alone and in a crowd."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest

from toimi.book.book import Book, Switch
from toimi.book.casefile import read_cases
from toimi.book.evaluate import _OPERATIONS, Evaluation
from toimi.book.expressions import BookError, Chronicle, Days, Truth
from toimi.book.links import through
from toimi.book.provisions import Shelf, box
from toimi.book.words import (
    Bar,
    NumberOfLaw,
    all_of,
    always,
    any_of,
    before,
    beyond_first,
    calendar_days,
    choose,
    chronicle,
    comes,
    count,
    days,
    days_after,
    days_between,
    days_from,
    days_inclusive,
    during,
    each_year,
    earliest_of,
    exists,
    first_of,
    followed,
    holds,
    hundredths,
    in_its_year,
    larger_of,
    last_before,
    lasting,
    latest_of,
    measure,
    minus,
    minus_same,
    monday_of,
    months,
    never,
    no,
    no_right,
    not_known,
    on,
    one_of,
    perhaps,
    plus,
    reach,
    reading,
    share_of,
    start_of,
    step,
    sum_of,
    then,
    unless_judged,
    untold,
    weeks,
    working,
)
from toimi.days.columns import INFINITE, NumberColumn
from toimi.days.line import EPOCH, offset_of

from .harbour import (
    BASE,
    KNOWN_AT,
    LENGTH,
    Cargo,
    Catch,
    Repair,
    Ship,
    Storm,
    Voyage,
    Watch,
    day,
    harbour_book,
    numbers,
    person,
    sure_and_possible,
)
from .maybe import completions, how_many, written
from .sailors import NEVER, Plain, draft, within

pytestmark = pytest.mark.usefixtures("harbour")
DAYS = range(LENGTH)
ALWAYS = box(benefit_day="/")
Expected = Callable[[Plain, int], bool]


@dataclass(frozen=True)
class Word:
    """A provision in the book's words, and the same in plain Python."""

    provision: Callable[..., Any]
    plain: Expected
    needs: tuple[Word, ...] = ()
    how: tuple[tuple[str, Any], ...] = ()

    @property
    def name(self) -> str:
        return self.provision.__name__


WORDS: list[Word] = []


def word(plain: Expected, *needs: Word, **how: Any) -> Callable[[Callable[..., Any]], Word]:
    """Note a provision with its plain form."""

    def note(provision: Callable[..., Any]) -> Word:
        provision.__doc__ = "Said in the words of the book."
        WORDS.append(Word(provision, plain, needs, tuple(how.items())))
        return WORDS[-1]

    return note


def ships(when: Callable[[Any], bool]) -> Expected:
    """Days of the ships that meet the condition."""
    return lambda who, d: within(who.ships, d, when)


def storms(when: Callable[[Any], bool], length: int = 3) -> Expected:
    """So many days from each storm that meets the condition."""
    return lambda who, d: any(storm.start <= d < storm.start + length and when(storm) for storm in who.storms)


def at(number: int) -> str:
    return (BASE + timedelta(days=number)).isoformat()


# --- truths -----------------------------------------------------------------------------------------------------------


@word(ships(lambda ship: True))
def all_ships(ship: Ship) -> Days:
    return during(ship)


@word(ships(lambda ship: ship.leaky))
def attribute(ship: Ship) -> Days:
    return during(ship, when=ship.leaky)


@word(ships(lambda ship: True))
def always_word(ship: Ship) -> Days:
    return during(ship, when=any_of(ship.leaky, always()))


@word(ships(lambda ship: ship.leaky and ship.flag == "red"))
def all_of_truths(ship: Ship) -> Days:
    return during(ship, when=all_of(ship.leaky, one_of(ship.flag, "red")))


@word(ships(lambda ship: ship.leaky or ship.flag in ("red", "green")))
def any_of_truths(ship: Ship) -> Days:
    return during(ship, when=any_of(ship.leaky, one_of(ship.flag, "red", "green")))


@word(ships(lambda ship: not ship.leaky))
def no_truth(ship: Ship) -> Days:
    return during(ship, when=no(ship.leaky))


@word(ships(lambda ship: ship.weight <= 3))
def at_most(ship: Ship) -> Days:
    return during(ship, when=ship.weight <= count(3))


@word(ships(lambda ship: ship.crew < ship.weight))
def less(ship: Ship) -> Days:
    return during(ship, when=ship.crew < ship.weight)


@word(ships(lambda ship: ship.weight >= 3 and ship.crew > 1))
def at_least_and_more(ship: Ship) -> Days:
    return during(ship, when=all_of(ship.weight >= count(3), ship.crew > count(1)))


@word(ships(lambda ship: 5 <= ship.launched < 30))
def days_compared(ship: Ship) -> Days:
    return during(ship, when=all_of(ship.launched >= at(5), ship.launched < at(30)))


@word(ships(lambda ship: ship.sunk > ship.start))
def never_is_later_than_any_day(ship: Ship) -> Days:
    return during(ship, when=ship.sunk > ship.start)


@word(ships(lambda ship: ship.sunk < NEVER))
def comes_at_all(ship: Ship) -> Days:
    return during(ship, when=comes(ship.sunk))


@word(ships(lambda ship: ship.leaky if ship.sound is None else ship.sound))
def judged_or_else(ship: Ship) -> Days:
    return during(ship, when=unless_judged(ship.sound, ship.leaky))


@word(ships(lambda ship: ship.flag == "red" if ship.leaky else ship.weight > 2))
def truth_chosen(ship: Ship) -> Days:
    return during(ship, when=choose(one_of(ship.flag, "red"), when=ship.leaky, otherwise=ship.weight > count(2)))


# --- numbers ----------------------------------------------------------------------------------------------------------


@word(ships(lambda ship: ship.weight * ship.crew <= 6))
def product(ship: Ship) -> Days:
    return during(ship, when=ship.weight * ship.crew <= count(6))


@word(ships(lambda ship: max(ship.weight, ship.crew) > 2))
def larger(ship: Ship) -> Days:
    return during(ship, when=larger_of(ship.weight, ship.crew) > count(2))


@word(ships(lambda ship: ship.weight + ship.crew > 5))
def added(ship: Ship) -> Days:
    return during(ship, when=sum_of(ship.weight, ship.crew) > count(5))


@word(ships(lambda ship: ship.weight * 7_500 * ship.crew // 10_000 >= 3))
def share_of_share(ship: Ship) -> Days:
    return during(ship, when=share_of(ship.weight * count(7_500), ship.crew) >= hundredths("0.03", "percent"))


@word(ships(lambda ship: (ship.weight if ship.leaky else ship.crew) >= 2))
def number_chosen(ship: Ship) -> Days:
    return during(ship, when=choose(ship.weight, when=ship.leaky, otherwise=ship.crew) >= count(2))


@word(ships(lambda ship: max(ship.start - ship.launched + 1, 0) > 10))
def days_counted_inclusively(ship: Ship) -> Days:
    return during(ship, when=days_inclusive(ship.launched, ship.start) > days(10))


TOLL = NumberOfLaw(
    "toll",
    "count",
    ((BASE, 1, "1/2020"), (BASE + timedelta(days=20), 4, "2/2020"), (BASE + timedelta(days=40), 2, "3/2020")),
)


@word(ships(lambda ship: ship.weight >= (1 if ship.launched < 20 else 4 if ship.launched < 40 else 2)))
def number_of_the_day(ship: Ship) -> Days:
    return during(ship, when=ship.weight >= TOLL.at(ship.launched))


# --- days of rows -----------------------------------------------------------------------------------------------------


@word(lambda who, d: 10 <= d < 30)
def between_two_dates() -> Days:
    return calendar_days(offset_of(BASE) + 10, offset_of(BASE) + 30)


@word(storms(lambda storm: True, 4))
def counted_from(storm: Storm) -> Days:
    return days_from(storm.day, days(4))


@word(storms(lambda storm: storm.force > 4, 4))
def counted_from_some(storm: Storm) -> Days:
    return days_from(storm.day, days(4), when=storm.force > count(4))


@word(lambda who, d: any(storm.start < d <= storm.start + 14 and storm.force > 4 for storm in who.storms))
def counted_after(storm: Storm) -> Days:
    return days_after(storm.day, weeks(2), when=storm.force > count(4))


@word(lambda who, d: any(storm.start < d <= storm.start + (3 if storm.force <= 4 else 9) for storm in who.storms))
def counted_by_a_chosen_length(storm: Storm) -> Days:
    return days_after(storm.day, choose(days(3), when=storm.force <= count(4), otherwise=days(9)))


def january_of(number: int) -> int:
    """20 January of the same year."""
    return (date((BASE + timedelta(days=number)).year, 1, 20) - BASE).days


def month_later(number: int) -> int:
    """The same day of the next month, or its last day."""
    start = BASE + timedelta(days=number)
    year, month = (start.year, start.month + 1) if start.month < 12 else (start.year + 1, 1)
    for last in (start.day, 30, 29, 28):
        try:
            return (date(year, month, last) - BASE).days
        except ValueError:
            continue
    raise AssertionError(start)


@word(lambda who, d: any(storm.start <= d < month_later(storm.start) for storm in who.storms))
def a_month_from(storm: Storm) -> Days:
    return days_from(storm.day, months(1))


@word(lambda who, d: any(ship.launched <= d < ship.sunk for ship in who.ships))
def between_two_days(ship: Ship) -> Days:
    return days_between(ship.launched, ship.sunk)


def years_on(number: int, years: int) -> int:
    """The same day so many years later, 28 February for a 29th; *never* stays never."""
    if number == NEVER:
        return NEVER
    start = BASE + timedelta(days=number)
    leap = start.month == 2 and start.day == 29 and (start.year + years) % 4
    return (start.replace(year=start.year + years, day=28 if leap else start.day) - BASE).days


def in_some_year(d: int, first: int, until: int) -> bool:
    """Whether the day lies in the stretch, moved by whole years."""
    return any(years_on(first, years) <= d < years_on(until, years) for years in range(-9, 10))


@word(lambda who, d: any(in_some_year(d, ship.launched, ship.sunk) for ship in who.ships))
def every_year(ship: Ship) -> Days:
    return each_year(ship.launched, ship.sunk)


@word(
    lambda who, d: any(
        in_some_year(d, years_on(ship.launched, 3), years_on(ship.launched, 3) + 9) for ship in who.ships if ship.leaky
    )
)
def every_year_told_of_another(ship: Ship) -> Days:
    later = plus(ship.launched, months(36))
    return each_year(later, plus(later, days(9)), when=ship.leaky)


@word(lambda who, d: any(ship.launched <= d and ship.leaky for ship in who.ships))
def without_end(ship: Ship) -> Days:
    return days_between(ship.launched, never(), when=ship.leaky)


@word(lambda who, d: any(10 <= d < ship.launched for ship in who.ships))
def from_a_fixed_day(ship: Ship) -> Days:
    return days_between(on(at(10)), ship.launched)


@word(lambda who, d: any(ship.launched + 7 <= d < month_later(ship.launched) + 30 for ship in who.ships))
def days_added(ship: Ship) -> Days:
    return days_between(plus(ship.launched, weeks(1)), plus(plus(ship.launched, months(1)), days(30)))


@word(lambda who, d: any(ship.launched - 5 <= d < ship.launched for ship in who.ships))
def days_before(ship: Ship) -> Days:
    return days_between(before(ship.launched, days(5)), ship.launched)


@word(lambda who, d: any(storm.start - storm.start % 7 <= d <= storm.start for storm in who.storms))
def from_monday(storm: Storm) -> Days:
    return days_between(monday_of(storm.day), storm.end)


@word(ships(lambda ship: (NEVER if ship.sunk == NEVER else ship.sunk - ship.sunk % 7) >= 40))
def monday_of_a_day_that_may_never_come(ship: Ship) -> Days:
    return during(ship, when=monday_of(ship.sunk) >= at(40))


@word(ships(lambda ship: (NEVER if ship.sunk == NEVER else january_of(ship.sunk)) <= ship.launched))
def january_of_the_year_of_a_day_that_may_never_come(ship: Ship) -> Days:
    return during(ship, when=in_its_year(ship.sunk, "01-20") <= ship.launched)


@word(ships(lambda ship: min(one for one in (ship.hired, ship.launched, ship.sunk) if one is not None) <= 20))
def earliest(ship: Ship) -> Days:
    return during(ship, when=earliest_of(ship.hired, ship.launched, ship.sunk) <= at(20))


@word(ships(lambda ship: max(one for one in (ship.hired, ship.launched) if one is not None) >= 20))
def latest(ship: Ship) -> Days:
    return during(ship, when=latest_of(ship.hired, ship.launched) >= at(20))


@word(lambda who, d: any((ship.launched if ship.leaky else ship.start) <= d < ship.end for ship in who.ships))
def day_chosen(ship: Ship) -> Days:
    return days_between(choose(ship.launched, when=ship.leaky, otherwise=ship.start), ship.end)


@word(lambda who, d: any(ship.start <= d < ship.scrapped for ship in who.ships))
def until_an_official_finds(ship: Ship) -> Days:
    return days_between(ship.start, ship.scrapped)


# --- sets of days -----------------------------------------------------------------------------------------------------


@word(lambda who, d: within(who.voyages, d))
def voyages(voyage: Voyage) -> Days:
    return during(voyage)


@word(lambda who, d: within(who.voyages, d, lambda voyage: voyage.far))
def far_voyages(voyage: Voyage) -> Days:
    return during(voyage, when=voyage.far)


@word(lambda who, d: within(who.ships, d) or within(who.voyages, d))
def on_any(ship: Ship, voyage: Voyage) -> Days:
    return any_of(during(ship), during(voyage))


@word(lambda who, d: within(who.ships, d) and within(who.voyages, d) and within(who.cargos, d))
def on_all(ship: Ship, voyage: Voyage, cargo: Cargo) -> Days:
    return all_of(during(ship), during(voyage), during(cargo))


@word(lambda who, d: within(who.ships, d) and not within(who.voyages, d))
def without_voyages(ship: Ship, voyage: Voyage) -> Days:
    return minus(during(ship), during(voyage))


@word(lambda who, d: not within(who.voyages, d))
def not_on_voyage(voyage: Voyage) -> Days:
    return no(during(voyage))


def voyage_at(who: Plain, d: int) -> tuple[int, int] | None:
    """The unbroken stretch of voyages that the day belongs to."""
    return next((one for one in who.voyage_stretches if one[0] <= d < one[1]), None)


def longer_than(length: int) -> Expected:
    def plain(who: Plain, d: int) -> bool:
        found = voyage_at(who, d)
        return found is not None and found[1] - found[0] > length

    return plain


def on_voyage(who: Plain, d: int) -> bool:
    return within(who.voyages, d)


@word(longer_than(10))
def long_voyages(voyage: Voyage) -> Days:
    return lasting(during(voyage), more_than=days(10))


def after_a_month(who: Plain, d: int) -> bool:
    found = voyage_at(who, d)
    return found is not None and found[1] > month_later(found[0])


@word(after_a_month)
def voyages_of_over_a_month(voyage: Voyage) -> Days:
    return lasting(during(voyage), more_than=months(1))


def past_the_first(who: Plain, d: int) -> bool:
    found = voyage_at(who, d)
    return found is not None and d >= found[0] + 8


@word(past_the_first)
def beyond_the_first_days(voyage: Voyage) -> Days:
    return beyond_first(during(voyage), days(8))


# --- looking up from a row --------------------------------------------------------------------------------------------


@word(storms(lambda storm: True, 0))
def nothing_from_nothing(storm: Storm) -> Days:
    return days_from(storm.day, days(0))


@word(lambda who, d: any(on_voyage(who, storm.start) and storm.start <= d < storm.start + 3 for storm in who.storms))
def storms_on_voyage(storm: Storm, voyage: Voyage) -> Days:
    return days_from(storm.day, days(3), when=holds(during(voyage), at=storm.day))


def from_the_start(who: Plain, d: int) -> bool:
    found = [voyage_at(who, storm.start) for storm in who.storms]
    return any(one is not None and one[0] <= d < one[0] + 5 for one in found)


@word(from_the_start)
def from_the_start_of_the_voyage(storm: Storm, voyage: Voyage) -> Days:
    return days_from(start_of(during(voyage), at=storm.day), days(5))


@word(storms(lambda storm: True))
def counted_storms(storm: Storm) -> Days:
    return days_from(storm.day, days(3))


def voyage_days(who: Plain, first: int, end: int) -> int:
    return sum(on_voyage(who, n) for n in range(first, end))


@word(
    lambda who, d: any(
        d in range(s.start, s.start + 3) and voyage_days(who, s.start - 14, s.start) >= 4 for s in who.storms
    )
)
def voyage_days_before(storm: Storm, voyage: Voyage) -> Days:
    sailed = measure(during(voyage), start=before(storm.day, weeks(2)), end=storm.day)
    return days_from(storm.day, days(3), when=sailed >= days(4))


# --- links ------------------------------------------------------------------------------------------------------------


@word(storms(lambda storm: storm.ship is not None))
def storms_of_a_ship(storm: Storm) -> Days:
    return days_from(storm.day, days(3), when=storm.ship.is_there)


@word(storms(lambda storm: storm.ship is not None and storm.ship.leaky))
def storms_of_leaky_ships(storm: Storm) -> Days:
    return days_from(storm.day, days(3), when=all_of(storm.ship.is_there, storm.ship.leaky))


@word(storms(lambda storm: storm.ship is not None and storm.ship.weight > 2 and storm.ship.flag != "red"))
def storms_of_heavy_ships(storm: Storm) -> Days:
    heavy = all_of(storm.ship.weight > count(2), no(one_of(storm.ship.flag, "red")))
    return days_from(storm.day, days(3), when=all_of(storm.ship.is_there, heavy))


@word(storms(lambda storm: storm.ship is not None and storm.ship.start <= storm.start < storm.ship.end))
def storms_during_the_ship(storm: Storm) -> Days:
    inside = all_of(storm.ship.start <= storm.day, storm.day < storm.ship.end)
    return days_from(storm.day, days(3), when=all_of(storm.ship.is_there, inside))


def storm_of_an_old_ship(who: Plain, d: int) -> bool:
    old = [storm for storm in who.storms if storm.ship and who.began(storm.ship.hull) + 10 <= storm.start]
    return any(storm.start <= d < storm.start + 3 for storm in old)


@word(storm_of_an_old_ship)
def storms_of_old_ships(storm: Storm) -> Days:
    old = plus(storm.ship.began, days(10)) <= storm.day
    return days_from(storm.day, days(3), when=all_of(storm.ship.is_there, old))


@word(storms(lambda storm: storm.ship is not None and 5 <= min(storm.ship.launched, storm.ship.hired or NEVER) <= 40))
def storms_of_hired_ships(storm: Storm) -> Days:
    since = earliest_of(storm.ship.hired, storm.ship.launched)
    return days_from(storm.day, days(3), when=all_of(storm.ship.is_there, since >= at(5), since <= at(40)))


def storm_with_heavy_cargo(who: Plain, d: int) -> bool:
    heavy = {cargo.ship.hull for cargo in who.cargos if cargo.heavy}
    return any(s.ship and s.ship.hull in heavy and s.start <= d < s.start + 3 for s in who.storms)


@word(storm_with_heavy_cargo)
def storms_with_heavy_cargo(storm: Storm, cargo: Cargo) -> Days:
    return days_from(storm.day, days(3), when=exists(cargo, about=storm.ship.link, when=cargo.heavy))


def first_cargo(who: Plain, d: int) -> bool:
    """Of the cargos of the storm's ship the one that begins first."""
    return any(
        min((cargo.start for cargo in who.cargos if s.ship and cargo.ship.hull == s.ship.hull), default=NEVER) <= d
        for s in who.storms
    )


@word(first_cargo)
def since_the_first_cargo(storm: Storm, cargo: Cargo) -> Days:
    return days_between(first_of(cargo.start, about=storm.ship.link), never())


def later_storm(who: Plain, d: int) -> bool:
    """From a storm to the next later one of the person."""
    return any(
        s.start <= d < min((other.start for other in who.storms if other.start > s.start), default=NEVER)
        for s in who.storms
    )


@word(later_storm)
def until_the_next_storm(storm: Storm) -> Days:
    return days_between(storm.day, first_of(storm.day, after=storm.day))


def at_work(who: Plain, d: int) -> bool:
    """A light ship sails unless it is wholly under repair; a repair that names none stops the ships begun before it."""

    def stopped(ship: Any) -> bool:
        return any(
            repair.start <= d < repair.end and repair.full
            and (repair.job == ship.hull if repair.job else who.began(ship.hull) < repair.start)
            for repair in who.repairs
        )  # fmt: skip

    return any(ship.start <= d < ship.end and ship.weight < 5 and not stopped(ship) for ship in who.ships)


@word(at_work)
def sailing(ship: Ship, repair: Repair) -> Days:
    return working(ship, when=ship.weight < count(5), stopped_by=((repair, repair.full),))


def cargo_in_calm(who: Plain, d: int) -> bool:
    """A heavy cargo, on days when no storm has come over its own ship; light storms only once it is aboard."""

    def spoiled(cargo: Any) -> bool:
        return any(
            storm.ship is not None
            and storm.ship.hull == cargo.ship.hull
            and (
                (storm.force > 4 and storm.start <= d < storm.start + 5)
                or (storm.force < 4 and storm.start > cargo.start and storm.start <= d < storm.start + 9)
            )
            for storm in who.storms
        )

    return any(cargo.start <= d < cargo.end and cargo.heavy and not spoiled(cargo) for cargo in who.cargos)


@word(cargo_in_calm)
def calm_cargo(cargo: Cargo, storm: Storm) -> Days:
    strong = days_between(storm.day, plus(storm.day, days(5)), when=storm.force > count(4))
    light = days_between(storm.day, plus(storm.day, days(9)), when=storm.force < count(4))
    return minus_same(during(cargo, when=cargo.heavy), strong, about="ship", begun_later=(light,))


@word(
    lambda who, d: any(
        cargo.start <= d < cargo.end
        and not any(
            storm.ship is not None
            and storm.ship.hull == cargo.ship.hull
            and in_some_year(d, years_on(storm.start, -2), years_on(storm.start, -2) + 6)
            for storm in who.storms
        )
        for cargo in who.cargos
    )
)
def cargo_out_of_the_stormy_season(cargo: Cargo, storm: Storm) -> Days:
    earlier = plus(storm.day, months(-24))
    return minus_same(during(cargo), each_year(earlier, plus(earlier, days(6))), about="ship")


@word(
    lambda who, d: any(
        ship.start <= d < ship.end
        and not any(cargo.ship.hull == ship.hull and cargo.start <= d < cargo.end for cargo in who.cargos)
        for ship in who.ships
    )
)
def empty_ship(ship: Ship, cargo: Cargo) -> Days:
    return minus_same(during(ship), during(cargo), about="ship")


# --- concepts and versions --------------------------------------------------------------------------------------------


@word(ships(lambda ship: ship.leaky and ship.launched >= 10), each=Ship, governs=box(built=f"{at(10)}/"))
def launched_late(ship: Ship) -> Days:
    return during(ship, when=ship.leaky)


@word(ships(lambda ship: -10 <= ship.launched < 30), each=Ship, governs=box(built=f"{at(-10)}/{at(30)}"), known=at(-30))
def launched_between(ship: Ship) -> Days:
    return during(ship)


@word(lambda who, d: 20 <= d < 50 and within(who.ships, d), governs=box(benefit_day=f"{at(20)}/{at(50)}"))
def days_governed(ship: Ship) -> Days:
    return during(ship)


@word(lambda who, d: not (20 <= d < 50 and within(who.ships, d)), days_governed)
def concept_of_days(days_governed: Days) -> Days:
    return no(days_governed)


def is_heavy(ship: Ship) -> Truth:
    """A concept of rows."""
    return ship.weight > count(3)


HEAVY = Word(is_heavy, lambda who, d: False)


@word(ships(lambda ship: ship.weight > 3 or ship.leaky), HEAVY)
def concept_of_rows(ship: Ship, is_heavy: Truth) -> Days:
    return during(ship, when=any_of(is_heavy, ship.leaky))


# --- rows before a row, weeks after it, and what happened in order -----------------------------------------------------


def heavy_before(who: Plain, d: int) -> bool:
    """From the last heavy cargo taken on by then up to the storm."""
    found = [(storm.start, [one.start for one in who.cargos if one.heavy]) for storm in who.storms]
    return any(max((one for one in loaded if one <= at), default=-LENGTH) <= d < at for at, loaded in found)


@word(heavy_before)
def since_the_last_heavy_cargo(storm: Storm, cargo: Cargo) -> Days:
    return days_between(last_before(cargo, at=storm.day, when=cargo.heavy), storm.day)


def week_of(d: int) -> int:
    return (BASE + timedelta(days=d) - EPOCH).days // 7


def until_a_week_at_sea(who: Plain, d: int) -> bool:
    """From the storm to the end of the next calendar week that a voyage touches."""
    return any(
        storm.start <= d
        and not any(
            voyage_at(who, day) is not None
            for day in range(storm.start + 1, d)
            if week_of(day) > week_of(storm.start) and week_of(day) < week_of(d)
        )
        for storm in who.storms
    )


@word(until_a_week_at_sea)
def to_the_next_week_at_sea(storm: Storm, voyage: Voyage) -> Days:
    return days_between(storm.day, reach(count(1), during(voyage), after=storm.day, counted="touched"))


def storms_in_order(storm: Storm) -> Chronicle:
    """Heavy storms in order: the second within 20 days sends the fleet into port for five days, where none counts."""
    first = plus(storm.day, days(1))
    return chronicle(
        step(
            storm.day, when=storm.force > count(1), tally="heavy", within=days(20), stopped_by=("port",),
            then=(then("into port", nth=(2, 4), shield="port", on=(first, plus(first, days(5)))),),
        )
    )  # fmt: skip


IN_ORDER = Word(storms_in_order, lambda who, d: False)


def into_port(who: Plain, d: int) -> bool:
    """Three days from each storm that sends the fleet into port."""
    counted: list[int] = []
    sent: list[int] = []
    for storm in sorted(who.storms, key=lambda one: one.start):
        inside = sent and sent[-1] < storm.start <= sent[-1] + 5
        if storm.force > 1 and not inside:
            counted.append(storm.start)
            if sum(one + 20 >= storm.start for one in counted) >= 2:
                sent.append(storm.start)
    return any(one <= d < one + 3 for one in sent)


@word(into_port, IN_ORDER)
def storms_into_port(storm: Storm, storms_in_order: Chronicle) -> Days:
    return days_from(storm.day, days(3), when=followed(storms_in_order, "into port", storm))


# --- readings ---------------------------------------------------------------------------------------------------------


@word(ships(lambda ship: ship.leaky))
def reading_of_days(ship: Ship) -> Days:
    return reading("winds", north=during(ship, when=ship.leaky), south=during(ship, when=ship.weight > count(2)))


@word(ships(lambda ship: ship.leaky))
def reading_of_truths(ship: Ship) -> Days:
    return during(ship, when=reading("winds", north=ship.leaky, south=ship.weight > count(2)))


# --- the tests --------------------------------------------------------------------------------------------------------


@cache
def everyone(chance: float, many: int, seed: int) -> list[dict[str, Any]]:
    """Drafts, none with more completions than can be counted out."""
    drafts = (draft(random.Random(seed + number), chance) for number in range(10 * many))
    return [one for one in drafts if how_many(one) <= 40][:many]


@cache
def open_people() -> list[tuple[dict[str, Any], list[Plain]]]:
    """Skippers who are not fully known: the case as written, and every one they may turn out to be."""
    return [(written(one, {}), [Plain(case) for case in completions(one)]) for one in everyone(0.25, 60, 1000)]


@cache
def known_people() -> list[tuple[dict[str, Any], Plain]]:
    """Skippers who are fully known."""
    return [(case, Plain(case)) for case in (written(one, {}) for one in everyone(0.0, 120, 1))]


def book_of(words: list[Word]) -> Book:
    shelf = Shelf()
    put: set[str] = set()

    def stand(one: Word) -> None:
        for need in one.needs:
            stand(need)
        if one.name not in put:
            put.add(one.name)
            how = {"governs": ALWAYS, **dict(one.how)}
            shelf.provision("ML 1:1", "Sana", act="1/2020", **how)(one.provision)

    for one in words:
        stand(one)
    return harbour_book(shelf)


def evaluated(cases: list[dict[str, Any]], book: Book, **switches: str) -> Evaluation:
    read, problems = read_cases(cases, known_at=KNOWN_AT)
    assert problems == []
    return Evaluation(read[0].caseload, book.edition(KNOWN_AT), book.switched(switches))


def test_every_word_knows_the_known() -> None:
    """All words at once over a crowd of known skippers: each day as in plain Python, nothing left open."""
    cases = [written(one, {}) for one in everyone(0.0, 120, 1)]
    evaluation = evaluated(cases, book_of(WORDS))
    wrong = [
        f"{one.name} of {block}: {sorted(sure ^ expected)[:3]}"
        for block, case in enumerate(cases)
        for one in WORDS
        for sure, possible, expected in [
            (*sure_and_possible(evaluation, one.name, block), plain_days(one, Plain(case)))
        ]
        if not sure == possible == expected
    ]
    assert wrong == []


def plain_days(one: Word, who: Plain) -> set[int]:
    return {d for d in DAYS if one.plain(who, d)}


def test_every_word_has_days_to_get_wrong() -> None:
    """The crowd is not so tame that a word never holds, or always."""
    people = [who for _, who in known_people()]
    tame = [one.name for one in WORDS if len({one.plain(who, d) for who in people for d in DAYS[::7]}) < 2]
    assert tame == ["nothing_from_nothing"]


@pytest.mark.parametrize("one", WORDS, ids=lambda one: one.name)
def test_a_word_holds_all_completions_between_its_bounds(one: Word) -> None:
    """Open skippers: what surely holds, holds in every completion; what holds in some completion, possibly holds."""
    evaluation = evaluated([case for case, _ in open_people()], book_of([one]))
    wrong = []
    for block, (_, turned_out) in enumerate(open_people()):
        sure, possible = sure_and_possible(evaluation, one.name, block)
        ends = [plain_days(one, who) for who in turned_out]
        if not sure <= set.intersection(*ends) or not set.union(*ends) <= possible:
            wrong.append(block)
    assert wrong == []


EXACT = (
    attribute, at_most, all_of_truths, counted_from_some, counted_after, far_voyages, beyond_the_first_days,
    long_voyages, from_monday, until_an_official_finds,
)  # fmt: skip


@pytest.mark.parametrize("one", EXACT, ids=lambda one: one.name)
def test_bounds_of_plain_words_are_tight(one: Word) -> None:
    """Where every open place is asked once, nothing is left open that all completions agree on."""
    evaluation = evaluated([case for case, _ in open_people()], book_of([one]))
    wrong = []
    for block, (_, turned_out) in enumerate(open_people()):
        ends = [plain_days(one, who) for who in turned_out]
        if sure_and_possible(evaluation, one.name, block) != (set.intersection(*ends), set.union(*ends)):
            wrong.append(block)
    assert wrong == []


def test_a_skipper_alone_is_as_in_the_crowd() -> None:
    """Each word for each skipper evaluated alone: the same bounds as among all, in any order."""
    cases = [case for case, _ in open_people()[:40]]
    book = book_of(WORDS)
    crowd = evaluated(cases, book)
    order = list(range(len(cases)))
    random.Random(7).shuffle(order)
    turned = evaluated([cases[block] for block in order], book)
    for place, block in enumerate(order):
        alone = evaluated([cases[block]], book)
        for one in WORDS:
            expected = sure_and_possible(alone, one.name)
            assert sure_and_possible(crowd, one.name, block) == expected
            assert sure_and_possible(turned, one.name, place) == expected


def test_every_operation_of_the_evaluator_is_tried() -> None:
    """A new word comes with its row in this file."""
    tried = {node.op for provision in book_of([*WORDS, *OPEN_WORDS]).provisions for node in provision.expression.walk()}
    assert tried == {*_OPERATIONS, "chronicle"}


# --- words that leave open --------------------------------------------------------------------------------------------


def surely_none(ship: Ship) -> Days:
    """Nobody knows."""
    return during(ship, when=all_of(ship.leaky, not_known()))


def perhaps_none(ship: Ship) -> Days:
    """An official judges."""
    return perhaps(during(ship, when=ship.leaky))


def from_an_untold_voyage_on(ship: Ship, voyage: Voyage) -> Days:
    """A leaky ship should have told of a voyage."""
    return untold(voyage, on=during(ship, when=ship.leaky))


OPEN_WORDS = [
    Word(surely_none, ships(lambda ship: ship.leaky)), Word(perhaps_none, ships(lambda ship: ship.leaky)),
    Word(from_an_untold_voyage_on, lambda who, d: any(ship.leaky and ship.start <= d for ship in who.ships)),
]  # fmt: skip


def test_what_only_an_official_can_weigh_is_possible_and_never_sure() -> None:
    """``not_known``, ``perhaps`` and ``untold``: no sure day, and possible where the rest holds, or from there on."""
    evaluation = evaluated([case for case, _ in known_people()], book_of(OPEN_WORDS))
    for block, (_, who) in enumerate(known_people()):
        for one in OPEN_WORDS:
            assert sure_and_possible(evaluation, one.name, block) == (set(), plain_days(one, who))


def three_winds(ship: Ship) -> Days:
    """A reading of days and one of rows."""
    return any_of(
        reading("winds", north=during(ship, when=ship.leaky), south=during(ship, when=ship.weight > count(2))),
        during(ship, when=reading("winds", north=ship.weight > count(4), south=ship.leaky)),
        days_between(reading("winds", north=ship.launched, south=ship.start), ship.scrapped, when=ship.crew > count(2)),
        during(ship, when=reading("winds", north=ship.weight, south=ship.crew) > count(5)),
    )


def by_wind(north: bool) -> Expected:
    def plain(who: Plain, d: int) -> bool:
        return any(
            (ship.start <= d < ship.end and (ship.leaky if north else ship.weight > 2))
            or (ship.start <= d < ship.end and (ship.weight > 4 if north else ship.leaky))
            or ((ship.launched if north else ship.start) <= d < ship.scrapped and ship.crew > 2)
            or (ship.start <= d < ship.end and (ship.weight if north else ship.crew) > 5)
            for ship in who.ships
        )  # fmt: skip

    return plain


def test_a_reading_is_run_as_it_is_set() -> None:
    """Set to one option: that one, exactly. Set to both: what both give surely, what either gives possibly."""
    cases = [case for case, _ in known_people()]
    book = book_of([Word(three_winds, by_wind(True))])
    north, south, both = (evaluated(cases, book, winds=wind) for wind in ("north", "south", "both"))
    for block, (_, who) in enumerate(known_people()):
        of_north, of_south = ({d for d in DAYS if by_wind(wind)(who, d)} for wind in (True, False))
        assert sure_and_possible(north, "three_winds", block) == (of_north, of_north)
        assert sure_and_possible(south, "three_winds", block) == (of_south, of_south)
        sure, possible = sure_and_possible(both, "three_winds", block)
        assert sure <= of_north & of_south
        assert of_north | of_south <= possible


def test_readings_of_worlds_go_before_the_switch() -> None:
    """Two people of one caseload, each with a reading of its own, as worlds have."""
    case = person(ship=[{"from": day(0), "leaky": True, "weight": 0, "crew": 0}])
    book = book_of([Word(three_winds, by_wind(True))])
    read, _ = read_cases([case, case, case], known_at=KNOWN_AT)
    masks = {"winds": np.array([1, 2, 3])}
    evaluation = Evaluation(read[0].caseload, book.edition(KNOWN_AT), book.switched({"winds": "both"}), masks)
    found = [sure_and_possible(evaluation, "three_winds", block) for block in range(3)]
    whole, none = set(DAYS), set[int]()
    assert found == [(whole, whole), (whole, whole), (none, whole)]


# --- silence ----------------------------------------------------------------------------------------------------------


def voyage_bar(voyage: Voyage) -> Bar:
    """On voyage."""
    return no_right(during(voyage))


def home_bar(voyage: Voyage) -> Bar:
    """At home."""
    return no_right(no(during(voyage)))


def watch_bar(watch: Watch) -> Bar:
    """On watch."""
    return no_right(during(watch, when=watch.value))


def catch_bar(catch: Catch) -> Bar:
    """A big catch."""
    return no_right(during(catch, when=one_of(catch.value, "big")))


def catch_onwards(catch: Catch) -> Bar:
    """From a big catch on, while the ship is there."""
    return no_right(days_between(catch.start, catch.ship.end, when=one_of(catch.value, "big")))


def catch_for_ever(catch: Catch) -> Bar:
    """From a big catch on."""
    return no_right(days_between(catch.start, never(), when=one_of(catch.value, "big")))


def sailing_bar(ship: Ship, repair: Repair) -> Bar:
    """At work."""
    return no_right(working(ship, when=ship.leaky, stopped_by=((repair, repair.full),)))


def working_voyage(voyage: Voyage) -> Bar:
    """Work of a kind whose silence is a question."""
    return no_right(working(voyage, when=voyage.far, stopped_by=()))


def working_repair(repair: Repair) -> Bar:
    """A voyage from a repair on, noticed first."""
    return no_right(days_between(repair.start, repair.end, noticed=True))


def voyage_onwards(voyage: Voyage) -> Bar:
    """From a voyage on."""
    return no_right(days_between(voyage.start, never()))


def storm_bar(storm: Storm) -> Bar:
    """After a storm."""
    return no_right(days_from(storm.day, days(5)))


def catch_unladen(catch: Catch, cargo: Cargo) -> Bar:
    """A big catch on a ship without cargo."""
    return no_right(minus_same(during(catch, when=one_of(catch.value, "big")), during(cargo), about="ship"))


def unladen_onwards(catch: Catch, cargo: Cargo) -> Bar:
    """From a big catch on to the end of its ship, on days without cargo on it."""
    onwards = days_between(catch.start, catch.ship.end, when=one_of(catch.value, "big"))
    return no_right(minus_same(onwards, during(cargo), about="ship"))


def unladen_for_ever(catch: Catch, cargo: Cargo) -> Bar:
    """From a big catch on, on days without cargo on its ship."""
    onwards = days_between(catch.start, never(), when=one_of(catch.value, "big"))
    return no_right(minus_same(onwards, during(cargo), about="ship"))


def unladen_noticed(catch: Catch, cargo: Cargo) -> Bar:
    """From a big catch that somebody has noticed."""
    onwards = days_between(catch.start, never(), when=one_of(catch.value, "big"), noticed=True)
    return no_right(minus_same(onwards, during(cargo), about="ship"))


BARS = [
    catch_unladen, unladen_onwards, unladen_for_ever, unladen_noticed,
    voyage_bar, home_bar, watch_bar, catch_bar, catch_onwards, catch_for_ever, sailing_bar, working_voyage,
    working_repair, voyage_onwards, storm_bar,
]  # fmt: skip
SILENT_WATCH = {"from": day(-400), "value": False}


def bounds_of(bar: Callable[..., Any], case: dict[str, Any]) -> tuple[set[int], set[int]]:
    """The bounds of one bar, read of the second of two people, so that places of rows matter."""
    other = person(ship=[{"id": "x", "from": day(0), "leaky": True}], voyage=[{"from": day(0)}])
    evaluation = evaluated([other, case, other], book_of([Word(bar, lambda who, d: False)]))
    return sure_and_possible(evaluation, bar.__name__, 1)


def log_book(*stretches: tuple[int, int | None, str]) -> list[dict[str, Any]]:
    """Answers from a day through a day on a subject."""
    return [
        {"from": day(first), "subjects": [subject], **({} if last is None else {"through": day(last)})}
        for first, last, subject in stretches
    ]


def span(first: int, last: int) -> set[int]:
    """Days from the first through the last."""
    return set(range(first, last + 1))


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        ([], span(0, 89)),
        (log_book((-10, None, "voyages")), set()),
        (log_book((-10, None, "repairs")), span(0, 89)),
        (
            log_book((10, 19, "voyages"), (40, None, "repairs"), (30, 39, "voyages")),
            span(0, 9) | span(20, 29) | span(40, 89),
        ),
    ],
)
def test_a_missing_row_is_a_no_on_the_days_answered_for(answers: list[dict[str, Any]], missing: set[int]) -> None:
    """Silence "answered": other days may hide a row, and so may be barred and may be not."""
    case = person(log_book=answers, voyage=[{"from": day(15), "through": day(24)}])
    known = span(15, 24)
    assert bounds_of(voyage_bar, case) == (known, known | missing)
    assert bounds_of(home_bar, case) == (set(DAYS) - known - missing, set(DAYS) - known)
    nobody = person(log_book=answers)
    assert bounds_of(voyage_bar, nobody) == (set(), missing)
    assert bounds_of(working_voyage, nobody) == (set(), missing)
    assert bounds_of(voyage_onwards, nobody) == (set(), span(min(missing, default=90), 89))
    assert bounds_of(working_repair, nobody) == (set(), set())


def test_an_answer_of_uncertain_days_answers_for_the_sure_ones() -> None:
    """An answer that may have begun later leaves the earlier days open."""
    answered = [{"from": {"earliest": day(5), "latest": day(9)}, "subjects": ["voyages"]}]
    assert bounds_of(voyage_bar, person(log_book=answered)) == (set(), span(0, 8))


def test_a_missing_row_is_not_known_during_its_occasion() -> None:
    """Silence "unknown": while the occasion lasts and no row says; nowhere else."""
    case = person(
        mooring=[{"from": day(10), "through": day(59)}], watch=[{"from": day(20), "through": day(29), "value": True}]
    )
    assert bounds_of(watch_bar, case) == (span(20, 29), span(10, 59))
    assert bounds_of(watch_bar, person(mooring=[{"from": day(200)}], ration=[])) == (set(), set())
    quiet = person(mooring=[{"from": day(10), "through": day(59)}], watch=[{"from": day(0), "value": False}])
    assert bounds_of(watch_bar, quiet) == (set(), set())


def test_a_row_of_uncertain_days_covers_the_sure_ones() -> None:
    """A row that may begin later leaves the earlier days unsaid: they were once taken for a no."""
    case = person(watch=[{"from": {"earliest": day(10), "latest": day(20)}, "value": False}])
    assert bounds_of(watch_bar, case) == (set(), span(0, 19))
    ship = {"id": "h", "from": day(0), "through": day(39)}
    caught = {"ship": "h", "from": {"earliest": day(5), "latest": day(8)}, "through": day(39), "value": "small"}
    assert bounds_of(catch_bar, person(ship=[ship], catch=[caught])) == (set(), span(0, 7))


def test_each_thing_is_silent_on_its_own() -> None:
    """Two ships: the catch of one says nothing of the other's."""
    ships_of = [{"id": "a", "from": day(0), "through": day(39)}, {"id": "b", "from": day(20), "through": day(69)}]
    small = {"ship": "a", "from": day(0), "through": day(39), "value": "small"}
    assert bounds_of(catch_bar, person(ship=ships_of, catch=[small])) == (set(), span(20, 69))
    both = [small, {"ship": "b", "from": day(20), "through": day(49), "value": "big"}]
    assert bounds_of(catch_bar, person(ship=ships_of, catch=both)) == (span(20, 49), span(20, 69))
    assert bounds_of(catch_bar, person(ship=ships_of)) == (set(), span(0, 69))
    assert bounds_of(catch_bar, person()) == (set(), set())


def test_what_a_missing_row_could_have_begun_is_open_as_far_as_it_would_reach() -> None:
    """A state that begins with a row and lasts on: to the end of the thing, or for ever."""
    case = person(
        ship=[{"id": "a", "from": day(10), "through": day(49)}],
        catch=[{"ship": "a", "from": day(15), "through": day(49), "value": "small"}],
    )
    assert bounds_of(catch_onwards, case) == (set(), span(10, 49))
    assert bounds_of(catch_for_ever, case) == (set(), span(10, 89))
    big = person(
        ship=[{"id": "a", "from": day(10), "through": day(49)}], catch=[{"ship": "a", "from": day(12), "value": "big"}]
    )
    assert bounds_of(catch_onwards, big) == (span(12, 49), span(10, 49))
    assert bounds_of(catch_for_ever, big) == (span(12, 89), span(10, 89))


def test_rows_of_one_thing_take_no_days_from_another() -> None:
    """Two ships, each silent on its own: cargo on one says nothing of the other's catch."""
    ships_of = [{"id": name, "from": day(0), "through": day(39)} for name in ("a", "b")]
    cargo = [{"ship": "a", "from": day(10), "through": day(19)}]
    known = [{"ship": "a", "from": day(5), "through": day(39), "value": "big"}]
    small = [{"ship": name, "from": day(0), "through": day(39), "value": "small"} for name in ("a", "b")]
    one = person(ship=ships_of[:1], cargo=cargo, catch=known)
    assert bounds_of(catch_unladen, one) == (span(5, 9) | span(20, 39), span(0, 9) | span(20, 39))
    assert bounds_of(unladen_onwards, one) == (span(5, 9) | span(20, 39), span(0, 9) | span(20, 39))
    assert bounds_of(unladen_for_ever, one) == (span(5, 9) | span(20, 89), span(0, 89))
    assert bounds_of(unladen_noticed, one) == (span(5, 9) | span(20, 89), span(5, 9) | span(20, 89))
    assert bounds_of(unladen_onwards, person(ship=ships_of, cargo=cargo, catch=known)) == (
        span(5, 9) | span(20, 39),
        span(0, 39),
    )
    assert bounds_of(unladen_onwards, person(ship=ships_of, cargo=cargo, catch=small)) == (set(), set())
    assert bounds_of(unladen_onwards, person(ship=ships_of[:1], cargo=cargo)) == (set(), span(0, 9) | span(20, 39))


def test_only_the_rows_own_days_have_a_thing() -> None:
    """Days that belong to no row cannot be taken thing by thing."""
    with pytest.raises(BookError, match="the rows' own days"):
        minus_same(perhaps(during(Ship())), during(Cargo()), about="ship")


def test_a_missing_stop_leaves_the_work_open() -> None:
    """Work on days not answered for may have been stopped; on the others it was not."""
    ship = {"id": "a", "from": day(10), "through": day(49), "leaky": True}
    case = person(log_book=log_book((20, 29, "repairs"), (0, None, "voyages")), ship=[ship])
    assert bounds_of(sailing_bar, case) == (span(20, 29), span(10, 49))
    stopped = person(
        log_book=log_book((20, 29, "repairs")), ship=[ship], repair=[{"from": day(25), "through": day(27), "job": "a"}]
    )
    assert bounds_of(sailing_bar, stopped) == (span(20, 24) | span(28, 29), span(10, 24) | span(28, 49))
    whole = person(ship=[ship])
    assert bounds_of(sailing_bar, whole) == (span(10, 49), span(10, 49))
    assert bounds_of(sailing_bar, person()) == (set(), set())


def test_a_stop_of_uncertain_days_may_stop_a_job_begun_meanwhile() -> None:
    """A stop that names no job and may have begun before or after it: possibly stopped. It was once never stopped."""
    ship = {"id": "a", "from": day(10), "through": day(49), "leaky": True}
    repair = {"from": {"earliest": day(5), "latest": day(20)}, "through": day(29)}
    sure, possible = bounds_of(sailing_bar, person(ship=[ship], repair=[repair]))
    assert span(30, 49) <= sure <= span(10, 10) | span(30, 49)
    assert possible == span(10, 49)


def test_a_stop_that_names_none_of_several_jobs_stops_one_of_them_who_knows_which() -> None:
    """It was once said to stop them all: a right for somebody who still works full time in the other."""
    ships = [
        {"id": name, "from": day(number), "through": day(49), "leaky": True} for name, number in (("a", 0), ("b", 5))
    ]
    repair = {"from": day(20), "through": day(29), "full": True}
    sure, possible = bounds_of(sailing_bar, person(ship=ships, repair=[repair]))
    assert sure == span(0, 19) | span(30, 49)
    assert possible == span(0, 49)
    (named,) = ({**repair, "job": "a"},)
    sure, possible = bounds_of(sailing_bar, person(ship=[{**ships[0], "hull": "a"}], repair=[named]))
    assert sure == possible == span(0, 19) | span(30, 49)


def test_the_beginning_of_a_linked_thing_is_as_uncertain_as_its_rows() -> None:
    """``began`` was once the earliest day it could be, as if it were known."""

    def young(storm: Storm) -> Bar:
        """A young ship."""
        return no_right(days_from(storm.day, days(2), when=storm.day < plus(storm.ship.began, days(10))))

    ship = {"id": "a", "from": {"earliest": day(0), "latest": day(8)}}
    storm_at = {number: person(ship=[ship], storm=[{"on": day(number), "ship": "a"}]) for number in (9, 12, 18)}
    assert bounds_of(young, storm_at[9]) == (span(9, 10), span(9, 10))
    assert bounds_of(young, storm_at[12]) == (set(), span(12, 13))
    assert bounds_of(young, storm_at[18]) == (set(), set())
    assert bounds_of(young, person(storm=[{"on": day(9)}])) == (set(), span(9, 10))


def test_a_value_through_a_link_to_what_nobody_has_is_not_known() -> None:
    """No ship in the whole caseload: whether the storm met a heavy one stays open, neither yes nor no."""

    def heavy(storm: Storm) -> Bar:
        """A heavy ship."""
        return no_right(days_from(storm.day, days(2), when=storm.ship.weight > count(100)))

    assert bounds_of(heavy, person(storm=[{"on": day(9)}])) == (set(), span(9, 10))
    weight = through(np.array([-1, -1]), None, "ship", "weight")
    assert isinstance(weight, NumberColumn)
    assert (weight.lo.tolist(), weight.hi.tolist()) == ([0, 0], [INFINITE, INFINITE])


# --- skipping ---------------------------------------------------------------------------------------------------------


def test_a_provision_without_rows_is_skipped_whole() -> None:
    """Nobody has rows of its kind and no silence hides one: nothing is computed. With silence it is computed."""
    provisions = [
        Word(storm_bar, lambda who, d: False, (), (("each", Storm),)),
        Word(catch_bar, lambda who, d: False, (), (("each", Catch),)),
    ]
    book = book_of(provisions)
    evaluation = evaluated([person(), person()], book)
    for one in provisions:
        assert sure_and_possible(evaluation, one.name) == (set(), set())
    assert evaluation.skipped == ["ML 1:1@1/2020#storm_bar", "ML 1:1@1/2020#catch_bar"]
    assert evaluation.kept == {}
    silent = evaluated([person(), person(ship=[{"from": day(0)}])], book)
    assert [sure_and_possible(silent, one.name, 1)[1] for one in provisions] == [set(), set(DAYS)]
    assert silent.skipped == ["ML 1:1@1/2020#storm_bar"]


def test_values_are_computed_once() -> None:
    """A concept that two provisions read, and a provision asked twice, are the same object."""
    evaluation = evaluated(
        [person(voyage=[{"from": day(3)}])], book_of([Word(voyage_bar, on_voyage), Word(home_bar, on_voyage)])
    )
    first, second = evaluation.edition.bars
    assert evaluation.days_of(first) is evaluation.days_of(first)
    assert evaluation.missing("voyage") is evaluation.missing("voyage")
    assert evaluation.days_of(second) is evaluation.days_of(second)


def test_a_concept_that_was_not_known_yet_holds_for_nobody() -> None:
    """A book read at a day before the concept entered into force: no days, and no row."""
    late = Word(days_late, lambda who, d: False, (), (("known", "2030-01-01"),))
    heavy_late = Word(is_heavy, lambda who, d: False, (), (("known", "2030-01-01"),))
    reads = [
        Word(reads_late, lambda who, d: False, (late,)),
        Word(concept_of_rows.provision, lambda who, d: False, (heavy_late,)),
    ]
    evaluation = evaluated([person(ship=[{"from": day(0), "weight": 9, "leaky": False}])], book_of(reads))
    assert sure_and_possible(evaluation, "reads_late") == (set(DAYS), set(DAYS))
    assert sure_and_possible(evaluation, "concept_of_rows") == (set(), set())


def days_late(ship: Ship) -> Days:
    """Known late."""
    return during(ship)


def reads_late(days_late: Days) -> Days:
    """Not those days."""
    return no(days_late)


def test_a_version_governs_rows_as_the_end_of_its_box_was_known() -> None:
    """Before the day of the next text nobody knew of an end, so later rows are still governed by the old text."""
    late = box(built=f"{at(0)}/{at(30)}")
    book = book_of([Word(launched_before, lambda who, d: False, (), (("each", Ship), ("governs", late)))])
    cases = [
        person(ship=[{"from": day(0), "launched": launched}])
        for launched in (day(10), day(40), {"earliest": day(20), "latest": day(40)})
    ]
    for known, expected in ((at(29), ["all", "all", "all"]), (at(30), ["all", "none", "perhaps"])):
        read, _ = read_cases(cases, known_at=offset_of(date.fromisoformat(known)))
        evaluation = Evaluation(read[0].caseload, book.edition(offset_of(date.fromisoformat(known))), book.switched({}))
        found = [sure_and_possible(evaluation, "launched_before", block) for block in range(3)]
        said = {(0, 0): "none", (0, LENGTH): "perhaps", (LENGTH, LENGTH): "all"}
        assert [said[len(sure), len(possible)] for sure, possible in found] == expected


def launched_before(ship: Ship) -> Days:
    """Ships of the box."""
    return during(ship)


def test_the_days_asked_are_all_that_is_claimed_at_most() -> None:
    """Claims count within the days asked, for those who have registered, and a claim of two benefits for both."""
    claims = [
        {"ration": [{"from": day(10), "through": day(19), "kind": ["bread", "fish"]}]},
        {"ration": [{"from": day(-5), "kind": "fish"}], "mooring": []},
        {"ration": [{"from": day(80), "kind": "bread"}]},
    ]
    evaluation = evaluated([person(**facts) for facts in claims], book_of([Word(voyage_bar, on_voyage)]))
    bread = [numbers(evaluation.claimed("bread"), block) for block in range(3)]
    fish = [numbers(evaluation.claimed("fish"), block) for block in range(3)]
    assert bread == [span(10, 19), set(), span(80, 89)]
    assert fish == [span(10, 19), set(), set()]
    nobody = evaluated([person(ration=[])], book_of([Word(voyage_bar, on_voyage)]))
    assert len(nobody.claimed("bread")) == 0


def test_a_length_that_is_no_constant_fails_where_it_must_be_one() -> None:
    """``lasting`` asks for one length of the law."""

    def of_chosen(ship: Ship, voyage: Voyage) -> Days:
        """Wrong."""
        return lasting(during(voyage), more_than=choose(days(3), when=ship.leaky, otherwise=days(5)))

    evaluation = evaluated([person(voyage=[{"from": day(0)}])], book_of([Word(of_chosen, on_voyage)]))
    with pytest.raises(BookError, match="one fixed length"):
        sure_and_possible(evaluation, "of_chosen")


def in_time(
    provision: Callable[..., Any], case: dict[str, Any], *switches: Switch, governs: Any = ALWAYS
) -> tuple[set[int], set[int]]:
    """Sure and possible days of one provision for one skipper, every open switch set to both."""
    shelf = Shelf()
    provision.__doc__ = "Said in the words of the book."
    shelf.provision("ML 5:5", "Sana", act="1/2020", governs=governs, concludes=provision.__name__)(provision)
    read, problems = read_cases([case], known_at=KNOWN_AT)
    assert problems == []
    book = harbour_book(shelf, *switches)
    evaluation = Evaluation(
        read[0].caseload, book.edition(KNOWN_AT), book.switched({one.name: "both" for one in switches})
    )
    return sure_and_possible(evaluation, provision.__name__)


def test_the_day_of_a_year_that_is_not_known_lies_in_either_year() -> None:
    """Launched in December or January: the 20th of January of that year may lie before or after the new year."""

    def launched_this_year(ship: Ship) -> Days:
        return during(ship, when=in_its_year(ship.launched, "01-20") >= "2020-01-01")

    row = {"from": day(0), "through": day(9)}
    either = person(ship=[{**row, "launched": {"earliest": "2019-12-01", "latest": "2020-02-01"}}])
    assert in_time(launched_this_year, either) == (set(), set(range(10)))


def test_an_open_reading_may_be_the_second_of_three() -> None:
    """Days that only the one in the middle gives are possible."""

    def by_current(ship: Ship) -> Days:
        flag = {"in": "red", "across": "blue", "out": "green"}
        given = {name: during(ship, when=one_of(ship.flag, colour)) for name, colour in flag.items()}
        return reading("currents", **given)

    switch = Switch("currents", ("in", "across", "out"), "both", "The chart does not say.")
    for colour in ("red", "blue", "green"):
        sailed = person(ship=[{"from": day(0), "through": day(9), "flag": colour}])
        assert in_time(by_current, sailed, switch) == (set(), set(range(10)))


def two_ships(through: Any) -> dict[str, Any]:
    """One in service to a day before the repair or not, one for long; a repair that names neither, on days 20 to 29."""
    ships = [
        {"id": "a", "hull": "a", "from": day(0), "through": through, "leaky": True},
        {"id": "b", "hull": "b", "from": day(0), "through": day(39), "leaky": True},
    ]
    return person(ship=ships, repair=[{"from": day(20), "through": day(29), "full": True}])


def test_a_stop_that_names_no_job_stops_the_only_one_that_was_running() -> None:
    """A ship out of service the day before is no second one; one that may still be running makes it doubtful."""

    def at_sea(ship: Ship, repair: Repair) -> Days:
        return working(ship, when=ship.leaky, stopped_by=((repair, repair.full),))

    but_for_the_repair = set(range(20)) | set(range(30, 40))
    assert in_time(at_sea, two_ships(day(19))) == (but_for_the_repair, but_for_the_repair)
    sure, possible = in_time(at_sea, two_ships({"earliest": day(15), "latest": day(25)}))
    assert sure == but_for_the_repair
    assert possible == set(range(40))


def test_what_is_not_known_of_a_ship_is_not_known_while_the_ship_may_be_there() -> None:
    """Nobody has said what was caught: not to the latest end of the ship."""

    def a_catch(catch: Catch) -> Days:
        return during(catch, when=one_of(catch.value, "big"))

    ship = {"id": "s", "from": day(10), "through": {"earliest": day(19), "latest": day(29)}}
    assert in_time(a_catch, person(ship=[ship])) == (set(), set(range(10, 30)))


def test_a_text_from_the_first_day_of_the_line_ends_on_its_last() -> None:
    """The ship is there on all days, the text governs to day 29."""

    def ships_of_old(ship: Ship) -> Days:
        return during(ship)

    to_day_29 = in_time(ships_of_old, person(ship=[{"from": day(0)}]), governs=box(benefit_day=f"/{day(30)}"))
    assert to_day_29 == (set(range(30)), set(range(30)))


def test_a_storm_before_the_cargo_was_aboard_spoils_nothing() -> None:
    """Light storms count against cargo that was aboard before them: that of day 5 does not, that of day 20 does."""
    ships = [{"id": "s", "from": day(0)}]
    cargo = [{"ship": "s", "from": day(10), "heavy": True}]
    storms = [{"ship": "s", "on": day(number), "force": 1} for number in (5, 20)]
    calm = set(range(10, 20)) | set(range(29, LENGTH))
    assert in_time(calm_cargo.provision, person(ship=ships, cargo=cargo, storm=storms)) == (calm, calm)


def test_what_belongs_to_nothing_has_nothing_in_common() -> None:
    """Of two storms that name no ship neither is about the ship of the other."""

    def near_a_heavy_one(storm: Storm) -> Days:
        heavy = exists(storm, about=storm.ship.link, when=storm.force > count(4))
        return days_from(storm.day, days(2), when=heavy)

    storms = [{"on": day(5), "force": 1}, {"on": day(20), "force": 6}]
    assert in_time(near_a_heavy_one, person(storm=storms)) == (set(), set())
    of_one_ship = person(ship=[{"id": "s", "from": day(0)}], storm=[{**storm, "ship": "s"} for storm in storms])
    assert in_time(near_a_heavy_one, of_one_ship) == ({5, 6, 20, 21}, {5, 6, 20, 21})


def test_an_attribute_behind_no_link_is_not_known() -> None:
    """A storm that names no ship does not take the flag of the last one."""
    ship = person(ship=[{"id": "s", "from": day(0), "leaky": True}])
    read, _ = read_cases([ship], known_at=KNOWN_AT)
    found = through(np.array([-1, 0]), read[0].caseload.of("ship"), "ship", "leaky")
    assert (found.lo.tolist(), found.hi.tolist()) == ([False, True], [True, True])


def test_the_first_name_of_a_file_names_a_thing_like_any_other() -> None:
    """The cargo and the storm are of the first ship that is named."""

    def from_its_cargo_on(storm: Storm, cargo: Cargo) -> Days:
        return days_between(first_of(cargo.start, about=storm.ship.link), never())

    ship = {"hull": "a", "from": day(10), "through": day(19)}
    laden = person(ship=[ship], cargo=[{"ship": "a", "from": day(14)}], storm=[{"ship": "a", "on": day(11)}])
    assert in_time(from_its_cargo_on, laden) == (set(range(14, LENGTH)), set(range(14, LENGTH)))
