"""How a provision is declared: what the book takes, and how it refuses what it cannot take."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from toimi.book.book import Book, Standing
from toimi.book.citations import BadCitation, Citation, Citations
from toimi.book.expressions import BookError, Chronicle, Days, Length, Node, Number, Truth
from toimi.book.facts import (
    KINDS,
    Attribute,
    DayOf,
    Fact,
    NumberOf,
    OneOf,
    Ref,
    Shape,
    Silence,
    Source,
    YesNo,
)
from toimi.book.provisions import Box, Provision, Shelf, box
from toimi.book.words import (
    Bar,
    NumberOfLaw,
    all_of,
    any_of,
    before,
    choose,
    chronicle,
    count,
    courses,
    days,
    days_after,
    days_between,
    days_from,
    during,
    euros,
    exists,
    first_of,
    followed,
    hundredths,
    larger_of,
    minus,
    minutes,
    months,
    no_right,
    off,
    on,
    one_of,
    percent,
    reading,
    step,
    sum_of,
    tell_the_payer,
    then,
    weeks,
    working,
)
from toimi.days.line import TOP, offset_of

from .harbour import Cargo, Catch, Mooring, Repair, Ship, Storm, Voyage, harbour_book

pytestmark = pytest.mark.usefixtures("harbour")
FROM_2020 = box(benefit_day="2020-01-01/")
FIVE_DAYS, EIGHTY_PERCENT = days(5), percent(80)


def off_of(day: str) -> int:
    return offset_of(date.fromisoformat(day))


def put(function: Callable[..., Any], shelf: Shelf | None = None, **how: Any) -> Provision:
    """The function put on a shelf, with what is usual filled in."""
    shelf = shelf or Shelf()
    given = {"citation": "ML 1:1", "title": "Satama", "act": "1/2020", "governs": FROM_2020, **how}
    shelf.provision(given.pop("citation"), given.pop("title"), **given)(function)
    return shelf.provisions[-1]


def leaky(ship: Ship) -> Days:
    """A ship that leaks."""
    return during(ship, when=ship.leaky)


def leaky_bar(ship: Ship) -> Bar:
    """A leaky ship bars."""
    return no_right(during(ship, when=ship.leaky))


def storm_bar(storm: Storm, *, rest: Length = FIVE_DAYS) -> Bar:
    """Rest after a storm."""
    return no_right(days_after(storm.day, rest))


# --- what a provision may say -----------------------------------------------------------------------------------------


def both_by_and(ship: Ship) -> Days:
    """Wrong."""
    return during(ship, when=ship.leaky and ship.leaky)


def either_by_or(ship: Ship) -> Days:
    """Wrong."""
    return during(ship, when=ship.leaky or ship.leaky)


def by_not(ship: Ship) -> Days:
    """Wrong."""
    return during(ship, when=not ship.leaky)


def by_if(ship: Ship) -> Days:
    """Wrong."""
    if ship.weight <= count(3):
        return during(ship)
    return during(ship, when=ship.leaky)


def days_by_if(ship: Ship) -> Days:
    """Wrong."""
    if during(ship):
        return during(ship, when=ship.leaky)
    return during(ship)


@pytest.mark.parametrize("wrong", [both_by_and, either_by_or, by_not, by_if, days_by_if])
def test_a_fact_has_no_truth_value_in_python(wrong: Callable[..., Any]) -> None:
    """``if``, ``and``, ``or`` and ``not`` would decide for everybody at once: they are refused, with a remedy."""
    with pytest.raises(BookError, match=r"no truth value.*all_of\(…\), any_of\(…\), no\(…\) or choose\(…\)"):
        put(wrong)


def test_rows_are_not_looped_over() -> None:
    """A loop or an unpacking over a fact is refused: a provision speaks of each row."""

    def by_loop(ship: Ship) -> Days:
        """Wrong."""
        return any_of(*(during(ship, when=one) for one in ship.leaky))

    with pytest.raises(BookError, match="Rows are not looped over"):
        put(by_loop)


def two_kinds_compared(ship: Ship, storm: Storm) -> Days:
    """Wrong."""
    return during(ship, when=ship.weight <= storm.force)


def two_kinds_in_a_condition(ship: Ship, cargo: Cargo) -> Days:
    """Wrong."""
    return during(ship, when=all_of(ship.leaky, cargo.heavy))


def condition_of_another_kind(ship: Ship, cargo: Cargo) -> Days:
    """Wrong: it was once taken, and read the first row of the other kind."""
    return during(ship, when=cargo.heavy)


def days_of_another_kind(storm: Storm, cargo: Cargo) -> Days:
    """Wrong."""
    return days_from(storm.day, days(3), when=cargo.heavy)


def days_after_of_another_kind(storm: Storm, cargo: Cargo) -> Days:
    """Wrong."""
    return days_after(storm.day, days(3), when=cargo.heavy)


def days_between_of_another_kind(storm: Storm, cargo: Cargo) -> Days:
    """Wrong."""
    return days_between(storm.day, on("2020-02-01"), when=cargo.heavy)


def work_of_another_kind(ship: Ship, repair: Repair) -> Days:
    """Wrong."""
    return working(ship, when=repair.full, stopped_by=())


def stop_of_another_kind(ship: Ship, repair: Repair) -> Days:
    """Wrong."""
    return working(ship, when=ship.leaky, stopped_by=((repair, ship.leaky),))


def row_of_another_kind(storm: Storm, cargo: Cargo) -> Days:
    """Wrong."""
    return days_from(storm.day, days(1), when=exists(cargo, about=storm.ship.link, when=storm.force > count(3)))


TWO_KINDS = [
    two_kinds_compared, two_kinds_in_a_condition, condition_of_another_kind, days_of_another_kind,
    days_after_of_another_kind, days_between_of_another_kind, work_of_another_kind, stop_of_another_kind,
    row_of_another_kind,
]  # fmt: skip


@pytest.mark.parametrize("wrong", TWO_KINDS)
def test_two_kinds_do_not_meet_in_one_expression(wrong: Callable[..., Any]) -> None:
    """Rows of two kinds have no common order: the error names both kinds and the words that tie them."""
    kinds = sorted(hint for hint in ("ship", "storm", "cargo", "repair") if hint in wrong.__annotations__)
    with pytest.raises(BookError, match=rf"Rows of {kinds[0]} and {kinds[1]} meet.*exists\(…\), holds\(…\)"):
        put(wrong)


def test_units_are_not_mixed() -> None:
    """Money is not compared with a share, nor days with months."""

    def euros_and_percent(ship: Ship, *, limit: Number = EIGHTY_PERCENT) -> Days:
        """Wrong."""
        return during(ship, when=ship.weight <= limit)

    def days_and_months(storm: Storm) -> Days:
        """Wrong."""
        return days_from(storm.day, days(1), when=days(1) < months(1))

    with pytest.raises(BookError, match=r"count meet percent: name the number's unit"):
        put(euros_and_percent)
    with pytest.raises(BookError, match="days meet months"):
        put(days_and_months)


@pytest.mark.parametrize(
    "together", [sum_of, larger_of, lambda one, other: choose(one, when=Ship().leaky, otherwise=other)]
)
def test_numbers_of_two_units_make_no_third(together: Callable[[Number, Number], Number]) -> None:
    """Neither added nor chosen between: who compares the result could not know what it is."""
    weight = Ship().weight
    assert together(weight, count(3)).unit == together(count(3), weight).unit == "count"
    with pytest.raises(BookError, match="count meet percent"):
        together(weight, EIGHTY_PERCENT)


def test_choose_takes_no_months_and_no_sets_of_days() -> None:
    """A month is not a number of days, and a set of days belongs to a person, not to a row."""

    def by_months(storm: Storm) -> Days:
        """Wrong."""
        return days_from(storm.day, choose(days(30), when=storm.force > count(9), otherwise=months(2)))

    def by_sets(storm: Storm, ship: Ship) -> Days:
        """Wrong."""
        return choose(during(ship), when=storm.force > count(9), otherwise=during(ship))  # type: ignore[call-overload]

    with pytest.raises(BookError, match=r"choose\(\) takes lengths in days"):
        put(by_months)
    with pytest.raises(BookError, match=r"of sets of days write any_of"):
        put(by_sets)


def test_a_length_that_differs_from_row_to_row_is_no_constant() -> None:
    """Only a length that the law fixes can be added to a day."""
    ship = Ship()
    chosen = choose(days(2), when=ship.leaky, otherwise=days(4))
    with pytest.raises(BookError, match="one fixed length"):
        _ = chosen.constant
    assert (weeks(2).constant.days, months(3).constant.months) == (14, 3)


def test_days_are_not_counted_back_in_months() -> None:
    """A month before 31 March is no day of February: the word once gave the day itself."""
    with pytest.raises(BookError, match="counts back in days"):
        before(Storm().day, months(1))


def test_days_are_counted_from_the_day_of_a_row() -> None:
    """From a fixed day alone nobody's days can be counted: the word once gave no days at all."""
    for word, wrong in (("days_from", days_from), ("days_after", days_after)):
        with pytest.raises(BookError, match=rf"{word}\(\) counts from the day of a row"):
            wrong(on("2020-01-01"), days(3))
    with pytest.raises(BookError, match=r"days_between\(\) counts from the day of a row"):
        days_between(on("2020-01-01"), on("2020-02-01"))
    assert days_between(on("2020-01-01"), on("2020-02-01"), when=Ship().leaky).detail["kind"] == "ship"


def test_words_need_something_to_say() -> None:
    """``all_of()`` of nothing would be true, ``any_of()`` of nothing false: both are refused."""
    for word in (all_of, any_of):
        with pytest.raises(BookError, match=rf"{word.__name__}\(\) has nothing to say"):
            word()


def test_an_option_must_be_one_of_the_list() -> None:
    """A misspelt option would never hold: the error lists the options."""

    def yellow(ship: Ship) -> Days:
        """Wrong."""
        return during(ship, when=one_of(ship.flag, "red", "yellow"))

    with pytest.raises(BookError, match="flag has no option yellow: it has red, blue, green"):
        put(yellow)


def test_readings_belong_to_days_or_rows() -> None:
    """A reading of two constants has nobody to differ by: the evaluator could only run one of them."""
    with pytest.raises(BookError, match="the readings of winds belong to no row"):
        reading("winds", north=days(3), south=days(5))
    ship = Ship()
    chosen = reading("winds", north=ship.weight, south=ship.crew)
    assert (chosen.unit, chosen.grain, chosen.detail["options"]) == ("count", "ship", ("north", "south"))
    with pytest.raises(BookError, match="count meet percent"):
        reading("winds", north=ship.weight, south=EIGHTY_PERCENT)
    with pytest.raises(BookError, match="the readings of winds are not of one sort"):
        reading("winds", north=ship.leaky, south=during(ship))


def test_silence_that_may_hide_a_row_is_not_counted_from() -> None:
    """Days counted from a row, and rows looked for, only of kinds whose missing row means no."""

    def from_a_voyage(voyage: Voyage) -> Days:
        """Wrong: a voyage may be unknown."""
        return days_from(voyage.start, days(3))

    def noticed(voyage: Voyage) -> Days:
        """Right: somebody must notice it first."""
        return days_from(voyage.start, days(3), noticed=True)

    def seen_catch(storm: Storm, catch: Catch) -> Days:
        """Wrong."""
        return days_from(storm.day, days(3), when=exists(catch, about=storm.ship.link, when=one_of(catch.value, "big")))

    with pytest.raises(BookError, match="days_from of voyage: a missing voyage may be not known"):
        put(from_a_voyage)
    with pytest.raises(BookError, match="exists of catch: a missing catch may be not known"):
        put(seen_catch)
    assert put(noticed).expression.detail == {"kind": "voyage", "noticed": True}


# --- the signature ----------------------------------------------------------------------------------------------------


def test_a_concept_that_is_not_there_is_answered_with_the_nearest() -> None:
    """A reading of another provision by name: it must stand before, and a slip is told the name meant."""

    def wrecked(leeky: Days) -> Bar:
        """Wrong: a slip in the name."""
        return no_right(leeky)

    def wrecked_early(leaky: Days) -> Bar:
        """Wrong: nothing stands before it."""
        return no_right(leaky)

    shelf = Shelf()
    put(leaky, shelf)
    with pytest.raises(BookError, match=r"no concept 'leeky' stands before this provision\. Did you mean leaky\?"):
        put(wrecked, shelf)
    with pytest.raises(BookError, match=r"no concept 'leaky' .* No concept stands before this provision"):
        put(wrecked_early)
    assert len(shelf.provisions) == 1


def test_the_docstring_is_the_plain_reading_and_must_be_there() -> None:
    """A provision without our own words could not be explained."""

    def silent(ship: Ship) -> Days:
        return during(ship)

    def blank(ship: Ship) -> Days:
        """ """
        return during(ship)

    for wrong in (silent, blank):
        with pytest.raises(BookError, match="the docstring is missing"):
            put(wrong)
    assert put(leaky).reading == "A ship that leaks."


def test_a_number_of_the_law_needs_its_value() -> None:
    """Keyword arguments are the numbers of the law: one without a value would be read as nothing."""

    def unnumbered(storm: Storm, *, rest: Length) -> Bar:
        """Wrong."""
        return no_right(days_after(storm.day, rest))

    def plain_number(storm: Storm, *, rest: Any = 5) -> Bar:
        """Wrong."""
        return no_right(days_after(storm.day, rest))

    for wrong in (unnumbered, plain_number):
        with pytest.raises(BookError, match=r"the number rest needs its value: rest: Length = days\(45\)"):
            put(wrong)
    taken = put(storm_bar, each=Storm)
    assert (taken.numbers["rest"].detail["days"], taken.numbers["rest"].detail["named"], taken.reads) == (
        5,
        "rest",
        ("storm",),
    )


def test_a_provision_returns_days_a_truth_a_day_or_a_conclusion() -> None:
    """A number or nothing at all is not what a provision can say."""

    def weight(ship: Ship) -> Any:
        """Wrong."""
        return ship.weight

    def nothing(ship: Ship) -> Any:
        """Wrong."""

    for wrong in (weight, nothing):
        with pytest.raises(
            BookError,
            match=r"a provision returns days, a truth or a day of rows, or a conclusion such as no_right\(…\)",
        ):
            put(wrong)


# --- boxes, known and ends --------------------------------------------------------------------------------------------


def test_a_clock_of_rows_needs_the_kind_whose_clock_it_is() -> None:
    """A clock other than the benefit day is a day of a row: the declaration says of which, and it must exist."""
    with pytest.raises(BookError, match="the clock built belongs to a row: say of which kind with each="):
        put(leaky, governs=box(built="2020-01-01/"))
    with pytest.raises(BookError, match="ship has no clock 'bilt'"):
        put(leaky, governs=box(bilt="2020-01-01/"), each=Ship)


def test_a_box_says_its_days() -> None:
    """Open sides are left empty; a box without a clock or with turned days would never apply, or always."""
    assert box(built="2020-01-01/2021-01-01", benefit_day="/").clocks == {
        "built": (off_of("2020-01-01"), off_of("2021-01-01")), "benefit_day": (0, TOP),
    }  # fmt: skip
    for wrong in ("2020-01-01", "2021-01-01/2020-01-01", "2020-01-01/2020-01-01"):
        with pytest.raises(BookError, match="is no stretch of days: write first/end"):
            box(benefit_day=wrong)
    with pytest.raises(BookError, match="the box has no clock"):
        put(leaky, governs=Box({}))


def test_of_several_clocks_the_entry_into_force_is_said() -> None:
    """With one clock its first day is when the text was known; with two nobody could tell which."""
    two = box(built="2020-01-01/", benefit_day="2021-01-01/")
    with pytest.raises(BookError, match="give known="):
        put(leaky, governs=two, each=Ship)
    assert put(leaky, governs=two, each=Ship, known="2020-12-01").known == off_of("2020-12-01")
    assert put(leaky).known == off_of("2020-01-01")


def test_the_end_of_a_text_that_another_follows_is_known_when_the_other_is() -> None:
    """Open succession: before the day on which another text takes over nobody knew of it, and the box is open."""
    taken = put(leaky, governs=box(benefit_day="2020-01-01/2022-05-02"))
    assert taken.end_known_on(off_of("2022-05-01")) == TOP
    assert taken.end_known_on(off_of("2022-05-02")) == off_of("2022-05-02")


def test_the_end_of_a_temporary_act_is_what_stood_on_the_day_of_knowledge() -> None:
    """Prolongations move the end: each day of knowledge has its own, and before the first there is only the box."""
    ends = [("2020-04-01", "2020-08-01"), ("2020-07-20", "2021-01-01"), ("2020-12-30", "2022-01-01")]
    taken = put(leaky, ends=ends, known="2020-04-01")
    stood = {
        day: taken.end_known_on(off_of(day))
        for day in ("2020-03-31", "2020-04-01", "2020-07-19", "2020-07-20", "2021-06-01")
    }
    assert stood == {
        "2020-03-31": TOP, "2020-04-01": off_of("2020-08-01"), "2020-07-19": off_of("2020-08-01"),
        "2020-07-20": off_of("2021-01-01"), "2021-06-01": off_of("2022-01-01"),
    }  # fmt: skip


def test_an_edition_holds_what_was_known_on_the_day() -> None:
    """A text is usable from its entry into force on; each edition is made once."""
    shelf = Shelf()
    put(leaky_bar, shelf, known="2020-04-01")
    put(leaky, shelf, known="2021-01-01", ends=[("2021-01-01", "2021-06-01")])
    book = harbour_book(shelf)
    early, late = book.edition(off_of("2020-05-01")), book.edition(off_of("2021-01-01"))
    assert [one.provision.name for one in early.bars] == ["leaky_bar"]
    assert early.concepts == {"leaky": ()}
    (concept,) = late.concepts["leaky"]
    assert (concept.first_day, concept.end_day) == (off_of("2020-01-01"), off_of("2021-06-01"))
    assert book.edition(off_of("2020-03-31")).bars == ()
    assert book.edition(off_of("2021-01-01")) is late


# --- errors say where -------------------------------------------------------------------------------------------------


def test_an_error_says_file_line_citation_and_remedy() -> None:
    """A lawyer who reads the message finds the place without a traceback."""
    with pytest.raises(BookError) as refused:
        put(by_if, citation="ML 3:2.1")
    line = by_if.__code__.co_firstlineno
    assert str(refused.value).startswith(f"{Path(__file__)}:{line}: ML 3:2.1 by_if: ")
    assert "Write all_of(…)" in str(refused.value)


@pytest.mark.parametrize("wrong", ["ML 3", "ml 3:2", "ML 3:2.", "3:2", "ML 3:2.1.1", "ML 3:2 (1)", ""])
def test_a_bad_citation_is_refused_with_an_example(wrong: str) -> None:
    """Citations are as lawyers write them, also in the place where a provision is declared."""
    with pytest.raises(BookError, match=r"is not a citation: write for example TTL 2a:1\.1"):
        put(leaky, citation=wrong)
    with pytest.raises(BadCitation):
        Citations.of("ML 1:1", wrong)


def test_a_bad_date_in_a_declaration_is_refused_where_it_stands() -> None:
    """A day of ``known`` or ``ends`` that is no day is an error of the provision."""
    with pytest.raises(BookError, match=r"test_provisions\.py:\d+: ML 1:1 leaky: "):
        put(leaky, known="2020-02-30")


# --- citations --------------------------------------------------------------------------------------------------------


def test_a_citation_is_read_into_its_parts() -> None:
    """Act, chapter, section, run of sections, subsection and item."""
    assert Citation.parse("TTL 2a:12b–14.3(4a)") == Citation("TTL", "2a", "12b", "14", "3", "4a")
    assert Citation.parse("TTL 2:4-16") == Citation.parse("TTL 2:4–16")


@pytest.mark.parametrize(
    ("place", "inside", "outside"),
    [
        ("ML 2:1", ["ML 2:1", "ML 2:1.3", "ML 2:1.3(2)"], ["ML 2:10", "ML 2a:1", "TTL 2:1", "ML 2:1a"]),
        ("ML 2:1.3", ["ML 2:1.3", "ML 2:1.3(2)"], ["ML 2:1", "ML 2:1.1", "ML 2:1.31"]),
        ("ML 2:4–16", ["ML 2:4", "ML 2:5a.2", "ML 2:16", "ML 2:10.1"], ["ML 2:3", "ML 2:16a", "ML 2:17", "ML 2a:5"]),
        ("ML 2a:9–12a", ["ML 2a:9", "ML 2a:12", "ML 2a:12a"], ["ML 2a:12b", "ML 2a:13", "ML 2a:8"]),
        ("ML 2:1.1(4)", ["ML 2:1.1(4)"], ["ML 2:1.1", "ML 2:1.1(5)"]),
    ],
)
def test_a_place_covers_what_lies_inside_it(place: str, inside: list[str], outside: list[str]) -> None:
    """Sections with letters stand after their number: 4–16 has 5 a in it and not 16 a."""
    asked = Citation.parse(place)
    assert [one for one in inside if not asked.covers(Citation.parse(one))] == []
    assert [one for one in outside if asked.covers(Citation.parse(one))] == []


def test_citations_name_places_less_some() -> None:
    """``ML 2:1 less 2:1.3`` takes the section and leaves the one subsection."""
    listed = Citations.of("ML 2:1", "ML 2:4–16", less="ML 2:1.3")
    named = [one for one in ("ML 2:1", "ML 2:1.2", "ML 2:1.3", "ML 2:1.3(1)", "ML 2:5.1", "ML 2:2") if listed.name(one)]
    assert named == ["ML 2:1", "ML 2:1.2", "ML 2:5.1"]
    assert not Citations().name("ML 2:1")


def test_provisions_are_found_by_place_newest_first() -> None:
    """Asking the book for a section gives every version of everything in it."""
    shelf = Shelf()
    put(leaky, shelf, citation="ML 2:5.1", governs=box(benefit_day="2015-01-01/2020-01-01"))
    put(leaky_bar, shelf, citation="ML 2:5.2", governs=box(benefit_day="2020-01-01/"))
    put(storm_bar, shelf, citation="ML 2:6", governs=box(benefit_day="2021-01-01/"))
    book = harbour_book(shelf)
    assert [one.name for one in book.find("ML 2:5")] == ["leaky_bar", "leaky"]
    assert [one.name for one in book.find("ML 2:4–6")] == ["storm_bar", "leaky_bar", "leaky"]
    assert book.find("ML 7:1") == []
    with pytest.raises(BadCitation):
        book.find("section 5")


# --- the book ---------------------------------------------------------------------------------------------------------


def test_a_key_stands_once_in_the_book() -> None:
    """Citation, act and name are one provision: two of them would overwrite each other."""
    shelf = Shelf()
    put(leaky, shelf)
    put(leaky, shelf)
    with pytest.raises(
        BookError, match=r"ML 1:1@1/2020#leaky stands twice in the book: give one of the functions another name"
    ):
        harbour_book(shelf)


def windy(ship: Ship) -> Days:
    """By the winds."""
    return reading("winds", north=during(ship), south=during(ship, when=ship.leaky))


def test_a_reading_names_a_declared_switch_with_its_options() -> None:
    """An unknown switch is answered with the nearest; other options, or another order, are refused."""

    def slipped(ship: Ship) -> Days:
        """Wrong name."""
        return reading("wind", north=during(ship), south=during(ship, when=ship.leaky))

    def turned(ship: Ship) -> Days:
        """Wrong order."""
        return reading("winds", south=during(ship), north=during(ship, when=ship.leaky))

    for wrong, said in ((slipped, r"no switch 'wind' is declared. Did you mean winds\?"), (turned, "has the options")):
        shelf = Shelf()
        put(wrong, shelf)
        with pytest.raises(BookError, match=said):
            harbour_book(shelf)
    shelf = Shelf()
    put(windy, shelf)
    harbour_book(shelf)


def test_a_chronicle_names_a_declared_switch() -> None:
    """By which happenings of one day are several or one."""

    def stormy(storm: Storm) -> Chronicle:
        """Wrong name."""
        return chronicle(step(storm.day, when=storm.force > count(1), then=()), of_one_day="tide")

    shelf = Shelf()
    put(stormy, shelf)
    with pytest.raises(BookError, match=r"no switch 'tide' is declared. Did you mean tides\?"):
        harbour_book(shelf)


def test_switches_are_set_by_known_names_and_readings() -> None:
    """Defaults are filled in; a slip is told the nearest name or reading."""
    book = harbour_book([])
    assert book.switched({}) == {"tides": "both", "winds": "north"}
    assert book.switched({"winds": "both", "tides": "low"}) == {"tides": "low", "winds": "both"}
    with pytest.raises(BookError, match=r"no switch 'widns'\. Did you mean winds\?"):
        book.switched({"widns": "north"})
    with pytest.raises(BookError, match=r"winds has no reading 'nort'\. Did you mean north\?"):
        book.switched({"winds": "nort"})
    with pytest.raises(BookError, match=r"Use one of: north, south, both\."):
        book.switched({"winds": "?"})


def test_conclusions_have_roles_and_benefits() -> None:
    """A bar, a notice and an overlay concern all benefits or some; a concept is about no benefit."""

    def told(ship: Ship) -> Any:
        """Tell."""
        return tell_the_payer(during(ship), benefits=("fish",))

    def freed(ship: Ship) -> Any:
        """Free."""
        return off(Citations.of("ML 1:1–3", less="ML 1:2"), on=during(ship), benefits=("bread",))

    shelf = Shelf()
    put(leaky, shelf, concludes="is_leaky")
    put(leaky_bar, shelf, citation="ML 1:2")
    put(storm_bar, shelf, citation="ML 1:3")
    put(told, shelf)
    put(freed, shelf)
    assert [one.role for one in shelf.provisions] == ["concept", "bar", "bar", "notice", "overlay"]
    assert [one.concludes for one in shelf.provisions] == ["is_leaky", "", "", "", ""]
    edition = harbour_book(shelf).edition(off_of("2026-01-01"))
    first, second = edition.bars
    assert (edition.notices[0].concerns("fish"), edition.notices[0].concerns("bread")) == (True, False)
    assert first.concerns("bread")
    assert first.concerns("fish")
    assert edition.overlays_on(first, "bread") == ()
    assert edition.overlays_on(second, "bread") == edition.overlays
    assert edition.overlays_on(second, "fish") == ()
    assert edition.overlays_on(second, "bread") is edition.overlays_on(second, "bread")


def small_book(rest: Length, *, with_overlay: bool = False) -> Book:
    """A book with one number to change."""

    def resting(storm: Storm, *, rest: Length = rest) -> Bar:
        """Rest."""
        return no_right(days_after(storm.day, rest, when=storm.force > count(7)))

    def freed(ship: Ship) -> Any:
        """Free."""
        return off(Citations.of("ML 1:1"), on=during(ship, when=any_of(ship.leaky, one_of(ship.flag, "red", "blue"))))

    shelf = Shelf()
    put(resting, shelf, each=Storm)
    if with_overlay:
        put(freed, shelf, ends=[("2020-01-01", "2021-01-01")])
    return harbour_book(shelf)


def test_the_digest_of_a_book_is_the_same_when_it_is_built_again() -> None:
    """The digest is of what the book says, not of objects in memory."""
    first, second = small_book(days(5), with_overlay=True), small_book(days(5), with_overlay=True)
    assert [one.canonical() for one in first.provisions] == [one.canonical() for one in second.provisions]
    assert first.digest == second.digest
    assert re.fullmatch("[0-9a-f]{64}", first.digest)


def test_the_digest_of_a_book_changes_with_a_number_and_with_the_vocabulary() -> None:
    """One day more, one provision more, or one kind of fact more is another book."""
    first = small_book(days(5)).digest
    assert (
        len(
            {
                first,
                small_book(days(6)).digest,
                small_book(months(5)).digest,
                small_book(days(5), with_overlay=True).digest,
            }
        )
        == 4
    )

    class Lighthouse(
        Fact, name="lighthouse", shape=Shape.STATE, silence=Silence.COMPLETE, source=Source.REGISTER,
        finnish="majakka", swedish="fyr",
    ):  # fmt: skip
        """One kind more."""

    assert "lighthouse" in KINDS
    assert small_book(days(5)).digest != first


def test_the_canonical_form_is_plain_data() -> None:
    """Dates, sets and tuples are written as text and lists, in one order."""
    node = Node(
        "any",
        (Truth("always"),),
        {"since": date(2020, 1, 6), "of": frozenset({"b", "a"}), "by": {2: (1, date(2020, 1, 7))}},
    )
    assert node.canonical() == [
        "any",
        {"by": {"2": [1, "2020-01-07"]}, "of": ["a", "b"], "since": "2020-01-06"},
        [["always", {}, []]],
    ]


def test_numbers_of_the_law_are_kept_whole() -> None:
    """Cents and hundredths, so that nothing is lost to fractions."""
    kept = {
        "euros": (euros("1089.67"), "cents", 108967),
        "percent": (percent(80), "percent", 8000),
        "minutes": (minutes(180), "minutes", 180),
        "count": (count(3), "count", 3),
        "courses": (courses(75), "courses", 75),
        "hundredths": (hundredths("4.5", "credits"), "credits", 450),
        "weeks": (weeks(2), "days", 14),
    }
    assert {name: (number.unit, number.detail["value"]) for name, (number, _, _) in kept.items()} == {
        name: (unit, value) for name, (_, unit, value) in kept.items()
    }


def test_a_number_with_versions_belongs_to_the_row_whose_day_it_asks() -> None:
    """The amount of the year of a storm is a number of storms."""
    toll = NumberOfLaw("toll", "count", ((date(2019, 1, 1), 5, "1/2018"), (date(2020, 1, 1), 7, "2/2019")))
    at = toll.at(Storm().day)
    assert (at.grain, at.unit) == ("storm", "count")
    assert at.detail["versions"] == ((off_of("2019-01-01"), 5, "1/2018"), (off_of("2020-01-01"), 7, "2/2019"))


def test_comparisons_keep_the_smaller_side_first() -> None:
    """The four comparisons are two steps: at most and less."""
    ship = Ship()
    weight, three = ship.weight, count(3)
    assert [(node.op, node.parts) for node in (weight <= three, weight < three, weight >= three, weight > three)] == [
        ("at_most", (weight, three)),
        ("less", (weight, three)),
        ("at_most", (three, weight)),
        ("less", (three, weight)),
    ]
    launched = ship.launched
    for node, op, place in (
        (launched <= "2020-03-16", "at_most", 1), (launched < "2020-03-16", "less", 1),
        (launched >= "2020-03-16", "at_most", 0), (launched > "2020-03-16", "less", 0),
    ):  # fmt: skip
        assert (node.op, node.parts[place].detail["offset"], node.parts[1 - place]) == (
            op,
            off_of("2020-03-16"),
            launched,
        )


# --- the vocabulary ---------------------------------------------------------------------------------------------------


def declare(**how: Any) -> type[Fact]:
    given = {
        "name": "raft",
        "shape": Shape.STATE,
        "silence": Silence.COMPLETE,
        "source": Source.REGISTER,
        "finnish": "lautta",
        "swedish": "flotte",
    }
    return type(Fact)("Raft", (Fact,), {}, **{**given, **how})


def test_silence_is_declared_with_what_it_needs() -> None:
    """Answered needs a subject, unknown an occasion or what it is about, and only then."""
    for wrong in ({"silence": Silence.ANSWERED}, {"subject": "rafts"}):
        with pytest.raises(BookError, match="silence 'answered' and a subject go together"):
            declare(**wrong)
    for wrong in ({"silence": Silence.UNKNOWN}, {"occasion": "ship"}, {"about": ("ship",)}):
        with pytest.raises(BookError, match="silence 'unknown' needs its occasion or what it is about"):
            declare(**wrong)
    assert "raft" not in KINDS
    assert declare(silence=Silence.UNKNOWN, occasion="ship").kind_name == "raft"


def test_an_attribute_is_a_declaration_on_the_kind_and_an_expression_on_a_row() -> None:
    """``Ship.leaky`` says what it is, ``ship.leaky`` stands for everybody's."""
    assert isinstance(Ship.leaky, YesNo)
    assert isinstance(Ship.flag, OneOf)
    assert isinstance(Ship.weight, NumberOf)
    assert isinstance(Ship.launched, DayOf)
    assert isinstance(Storm.ship, Ref)
    ship = Ship()
    assert [ship.leaky.detail, ship.sound.detail, ship.scrapped.detail] == [
        {"kind": "ship", "name": "leaky", "type": "truth"}, {"kind": "ship", "name": "sound", "type": "truth"},
        {"kind": "ship", "name": "scrapped", "type": "day"},
    ]  # fmt: skip
    assert (ship.start.detail["name"], ship.end.detail["name"], Storm().day.detail["name"]) == ("start", "end", "start")
    assert (Ship.leaky.asked_of, Ship.sound.asked_of) == (Source.REGISTER, Source.OFFICIAL)


def test_an_attribute_without_a_type_is_no_expression() -> None:
    """The base class of attributes says nothing of its own."""

    class Buoy(
        Fact, name="buoy", shape=Shape.STATE, silence=Silence.COMPLETE, source=Source.REGISTER, finnish="poiju",
        swedish="boj",
    ):  # fmt: skip
        """A kind with a half-made attribute."""

        half: Attribute[Truth] = Attribute()

    with pytest.raises(NotImplementedError):
        _ = Buoy().half


def test_a_provision_reads_through_one_link() -> None:
    """``storm.ship.leaky`` is a fact of the storm; a second link is refused."""

    class Anchor(
        Fact, name="anchor", shape=Shape.STATE, silence=Silence.COMPLETE, source=Source.REGISTER, finnish="ankkuri",
        swedish="ankare",
    ):  # fmt: skip
        """A kind whose link leads to a kind with a link."""

        cargo: Ref[Cargo] = Ref("cargo")

    through = Storm().ship
    assert (through.leaky.grain, through.leaky.detail["via"], through.start.detail["via"]) == ("storm", "ship", "ship")
    assert (through.began.detail["name"], through.is_there.op, through.link.detail["name"]) == (
        "began",
        "is_there",
        "ship",
    )
    with pytest.raises(BookError, match=r"cargo\.ship: a provision reads through one link, not two"):
        _ = Anchor().cargo.ship


def test_what_belongs_to_a_link_is_asked_of_a_link() -> None:
    """The beginning of a thing, whether it is there, and the thing itself are asked through a link only."""
    ship = Ship()
    with pytest.raises(BookError, match=r"began is asked of a linked thing, as end\.job\.began"):
        _ = ship.began
    with pytest.raises(BookError, match="is_there is asked of a link"):
        _ = ship.is_there
    with pytest.raises(BookError, match="link is asked of a link"):
        _ = ship.link


def whole_ships(ship: Ship) -> Days:
    """Two words that go through ships."""
    return minus(during(ship), during(ship, when=ship.leaky))


def moored_ships(ship: Ship, mooring: Mooring) -> Days:
    """Another kind beside it."""
    return all_of(during(ship), during(mooring))


def is_leaky(ship: Ship) -> Truth:
    """Of a row."""
    return ship.leaky


def test_the_end_of_a_temporary_act_by_the_clock_of_a_row_moves_too() -> None:
    """Its end stands at the clock, each with the day from which it was known; the benefit day has none. One clock only."""
    ends = [("2020-02-01", "2020-08-01"), ("2020-07-01", "2021-01-01")]
    moved = tuple((off_of(since), off_of(end)) for since, end in ends)
    taken = put(is_leaky, each=Ship, governs=box(built="2020-01-01/2021-01-01"), known="2020-02-01", ends=ends)
    assert [node.detail["ends"] for node in taken.expression.walk() if node.op == "governed"] == [moved]
    assert taken.ends == moved
    assert taken.end_known_on(off_of("2020-03-01")) == TOP
    two = box(built="2020-01-01/", benefit_day="2020-01-01/2021-01-01")
    both = put(leaky, each=Ship, governs=two, known="2020-02-01", ends=ends)
    assert both.end_known_on(off_of("2020-03-01")) == off_of("2020-08-01")
    assert not any("ends" in node.detail for node in both.expression.walk())
    with pytest.raises(BookError, match="the one clock of a row"):
        put(is_leaky, each=Ship, governs=box(built="2020-01-01/", sunk="2020-01-01/"), known="2020-02-01", ends=ends)


def test_rows_outside_a_box_are_left_out_wherever_the_provision_reads_them() -> None:
    """The clock of a row restricts every word that takes rows of that kind to days, and no other kind's."""
    of_2020 = {"each": Ship, "governs": box(built="2020-01-01/2021-01-01")}
    inside = [
        "all_of",
        {},
        [["governed", {"clock": "built", "from": off_of("2020-01-01"), "until": off_of("2021-01-01")}, [launched()]]],
    ]
    first, second = put(whole_ships, **of_2020).expression.parts
    assert first.parts[0].canonical() == inside
    assert [part.canonical() for part in second.parts[0].parts] == [inside, Ship().leaky.canonical()]
    ships, moored = put(moored_ships, **of_2020).expression.parts
    assert ships.parts[0].canonical() == inside
    assert moored.parts[0].op == "always"
    truth = put(is_leaky, **of_2020).expression
    assert [part.canonical() for part in truth.parts] == [inside, Ship().leaky.canonical()]


def launched() -> list[Any]:
    return Ship().launched.canonical()


def test_standing_days_come_from_the_box_of_the_benefit_day() -> None:
    """A text without a benefit day governs all of them."""
    provision = put(is_leaky, each=Ship, governs=box(built="2020-01-01/"))
    (standing,) = harbour_book([provision]).edition(off_of("2026-01-01")).concepts["is_leaky"]
    assert standing == Standing(provision, 0, TOP)


def test_the_first_of_other_rows_is_looked_for_from_a_row() -> None:
    """Without a thing or a day of its own nobody asks."""
    with pytest.raises(BookError, match=r"first_of\(\) looks from a row for days of other rows"):
        first_of(Storm().day)


def test_a_chronicle_is_read_by_its_name() -> None:
    """So that it is scanned once for everybody who asks what followed."""
    storm = Storm()
    with pytest.raises(BookError, match="let a provision return it and name it in the signature"):
        followed(chronicle(step(storm.day, when=storm.force > count(1), then=())), "port", storm)


def test_a_shield_and_its_days_go_together() -> None:
    """One without the other says nothing."""
    day = Storm().day
    for given in ({"shield": "port"}, {"on": (day, day)}):
        with pytest.raises(BookError, match="second: a shield and its days go together"):
            then("second", **given)


def test_tallies_and_the_day_of_their_new_count_go_together() -> None:
    """One without the other says nothing, and a tally in which nothing counts is a slip."""
    storm = Storm()
    for given in ({"clears": ("heavy",)}, {"anew": storm.day}):
        with pytest.raises(BookError, match="second: tallies and the day of their new count go together"):
            then("second", **given)
    shut = then("shut", clears=("havy",), anew=storm.day)
    with pytest.raises(BookError, match="shut: it clears 'havy', and no step counts in that tally"):
        chronicle(step(storm.day, when=storm.force > count(1), tally="heavy", within=days(9), then=(shut,)))
