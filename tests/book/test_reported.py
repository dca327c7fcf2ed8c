"""Reported law: it lies over the verified texts of its place, and a day is open only where the two differ."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from toimi.book.book import BOTH, Book, Switch
from toimi.book.casefile import read_cases
from toimi.book.decision import Decision, decide
from toimi.book.explain import Explanation
from toimi.book.expressions import BookError, Chronicle, Day, Days, Truth
from toimi.book.facts import KINDS
from toimi.book.outline import outline
from toimi.book.provisions import Shelf, box, yields_to
from toimi.book.relevance import Relevance
from toimi.book.words import (
    LAW_AFTER_VERIFICATION,
    Bar,
    NumberOfLaw,
    calendar_days,
    chronicle,
    count,
    days,
    days_between,
    during,
    no_right,
    perhaps,
    plus,
    step,
    then,
)
from toimi.days.line import offset_of
from toimi.law.book import texts

from .harbour import KNOWN_AT, LENGTH, Ship, Storm, Voyage, day, person
from .leavers import outcomes

pytestmark = pytest.mark.usefixtures("harbour")
Case = dict[str, Any]
REPORT = "https://harbour.example/report"
ALWAYS = box(benefit_day="/")
LAW = Switch(LAW_AFTER_VERIFICATION, ("as_verified", "as_reported"), BOTH, "Not read in the act.")


def put(shelf: Shelf, function: Callable[..., Any], governs: Any, **how: Any) -> None:
    function.__doc__ = "Said in the words of the book."
    shelf.provision(how.pop("citation", "ML 1:1"), "Sana", act="1/2020", governs=governs, **how)(function)


def book_of(*provisions: tuple[Callable[..., Any], Any, dict[str, Any]]) -> Book:
    shelf = Shelf()
    for function, governs, how in provisions:
        put(shelf, function, governs, **how)
    claim: Any = KINDS["ration"].attributes["kind"]
    return Book(tuple(shelf.provisions), {LAW.name: LAW}, claim, "mooring")


def decided(book: Book, said: Case, known_at: int = KNOWN_AT, /, **switches: str) -> Decision:
    read, problems = read_cases([said], known_at=known_at)
    assert problems == []
    return decide(read[0].caseload, book, known_at=known_at, switches=switches)


def bread(book: Book, said: Case, known_at: int = KNOWN_AT, /, **switches: str) -> str:
    """The outcomes of the days asked, one letter a day: right, notice, no right, open."""
    return "".join("rtno"[outcome] for outcome in outcomes(decided(book, said, known_at, **switches), 0)["bread"])


def three(book: Book, said: Case) -> list[str]:
    """By the law as verified, by the law as reported, and with both."""
    return [bread(book, said, law_after_verification=option) for option in ("as_verified", "as_reported", BOTH)]


def ship(start: int, end: int, **said: Any) -> dict[str, Any]:
    given = {"weight": 5, "crew": 2, "flag": "red", "leaky": "yes", "launched": day(start), **said}
    return {"id": "ship", "hull": "one", "from": day(start), "through": day(end - 1), **given}


def heavy_bars(ship: Ship) -> Bar:
    return no_right(during(ship, when=ship.weight > count(3)))


def leaky_bars(ship: Ship) -> Bar:
    return no_right(during(ship, when=ship.leaky))


BUILT = {"each": Ship}


def by_rows() -> Book:
    """Verified: a heavy ship bars. Reported of ships built from day 20 on: a leaky one bars instead."""
    reported = box(built=f"{day(20)}/")
    return book_of((heavy_bars, box(built="/"), BUILT), (leaky_bars, reported, {**BUILT, "reported": REPORT}))


@pytest.mark.parametrize(
    ("built", "weight", "leaky", "verified", "reported", "both"),
    [
        (10, 5, "no", "n", "n", "n"),
        (10, 1, "yes", "r", "r", "r"),
        (20, 5, "yes", "n", "n", "n"),
        (20, 5, "no", "n", "r", "o"),
        (20, 1, "yes", "r", "n", "o"),
        (20, 1, "no", "r", "r", "r"),
    ],
)
def test_of_rows_in_its_box_a_day_is_open_only_where_the_two_differ(
    built: int, weight: int, leaky: str, verified: str, reported: str, both: str
) -> None:
    """Barred by one text or by the other is barred; rows outside the box know nothing of the report."""
    said = person(ship=[ship(30, 40, launched=day(built), weight=weight, leaky=leaky)])
    assert three(by_rows(), said) == ["r" * 30 + 10 * letter + "r" * 50 for letter in (verified, reported, both)]


def test_from_its_benefit_day_on_it_stands_in_place_of_the_verified_text() -> None:
    """A ship is there from day 10 to 60; from day 40 on it is reported that a leak no longer bars, but weight does."""

    def case(weight: int) -> Case:
        return person(ship=[ship(10, 60, weight=weight)])

    book = book_of((leaky_bars, ALWAYS, {}), (heavy_bars, box(benefit_day=f"{day(40)}/"), {"reported": REPORT}))
    assert three(book, case(5)) == ["r" * 10 + "n" * 50 + "r" * 30] * 3
    assert three(book, case(1)) == ["r" * 10 + "n" * 30 + letter * 20 + "r" * 30 for letter in ("n", "r", "o")]


def test_what_nobody_reported_in_full_is_possible_and_no_more() -> None:
    """Whom the change could touch is left open, also by the law as reported; nobody else is."""

    def leaky_bars_perhaps(ship: Ship) -> Bar:
        return no_right(perhaps(during(ship, when=ship.leaky)))

    book = book_of((leaky_bars, ALWAYS, {}), (leaky_bars_perhaps, box(benefit_day=f"{day(40)}/"), {"reported": REPORT}))
    said = person(ship=[ship(30, 50)])
    assert three(book, said) == ["r" * 30 + "n" * 10 + letter * 10 + "r" * 40 for letter in ("n", "o", "o")]
    assert three(book, person(ship=[ship(30, 50, leaky="no")])) == ["r" * LENGTH] * 3


def test_a_condition_and_a_day_yield_like_a_bar() -> None:
    """A reported condition and a reported end of rows, each read by name."""

    def unsafe(ship: Ship) -> Truth:
        return ship.leaky

    def unsafe_as_reported(ship: Ship) -> Truth:
        return ship.weight > count(3)

    def gone(ship: Ship) -> Day:
        return plus(ship.start, days(4))

    def gone_as_reported(ship: Ship) -> Day:
        return plus(ship.start, days(9))

    def unsafe_bars(ship: Ship, unsafe: Truth, gone: Day) -> Bar:
        return no_right(days_between(ship.start, gone, when=unsafe))

    rows, reported = box(built="/"), {**BUILT, "reported": REPORT}
    book = book_of(
        (unsafe, rows, BUILT), (gone, rows, BUILT),
        (unsafe_as_reported, box(built=f"{day(20)}/"), {**reported, "concludes": "unsafe"}),
        (gone_as_reported, box(built=f"{day(20)}/"), {**reported, "concludes": "gone"}),
        (unsafe_bars, ALWAYS, {}),
    )  # fmt: skip
    assert three(book, person(ship=[ship(20, 60)])) == [
        "r" * 20 + letters + "r" * 61 for letters in ("nnnnrrrrr", "nnnnnnnnn", "nnnnooooo")
    ]
    light = person(ship=[ship(20, 60, weight=1)])
    assert three(book, light) == ["r" * 20 + letters + "r" * 66 for letters in ("nnnn", "rrrr", "oooo")]
    assert three(book, person(ship=[ship(19, 60, weight=1)])) == ["r" * 19 + "nnnn" + "r" * 67] * 3


def test_it_lies_only_over_what_stands_in_its_place_and_days() -> None:
    """Another place, another role, or a box without a common day: the verified text does not yield."""

    def afloat(ship: Ship) -> Days:
        return during(ship)

    reported = {**BUILT, "reported": REPORT}
    book = book_of(
        (afloat, box(built="/"), BUILT), (heavy_bars, box(built=f"/{day(20)}"), BUILT),
        (leaky_bars, box(built="/"), {**BUILT, "citation": "ML 1:2"}),
        (leaky_bars, box(built=f"{day(20)}/"), reported),
    )  # fmt: skip
    known = [one.expression for one in book.provisions[:3]]
    edition = book.edition(KNOWN_AT)
    assert [
        edition.concepts["afloat"][0].provision.expression,
        *(bar.provision.expression for bar in edition.bars[:2]),
    ] == known
    assert edition.bars[2].provision.reported == REPORT


def test_before_its_day_nobody_has_heard_of_it() -> None:
    """The verified text yields from the day on which the reported one is usable."""
    book = by_rows()
    said = person(ship=[ship(20, 40, launched=day(20), leaky="no")])
    before = offset_of(date.fromisoformat(day(20))) - 1
    (alone,) = book.edition(before).bars
    assert alone.provision is book.provisions[0]
    assert bread(book, said, before) == "r" * 20 + "n" * 20 + "r" * 50
    assert bread(book, said, before + 1) == "r" * 20 + "o" * 20 + "r" * 50


def test_a_chronicle_or_a_box_of_both_sorts_of_clocks_is_not_reported() -> None:
    """Neither has a form in which the verified text could yield."""

    def storms(storm: Storm) -> Chronicle:
        return chronicle(step(storm.day, when=storm.force > count(1), then=(then("port"),)))

    def launched(ship: Ship) -> Day:
        return ship.launched

    said = "a reported text is no chronicle; its box has the benefit day if it gives days, or clocks of a row, not both"
    with pytest.raises(BookError, match=said):
        put(Shelf(), launched, ALWAYS, reported=REPORT)
    with pytest.raises(BookError, match=said):
        put(Shelf(), storms, ALWAYS, reported=REPORT)
    with pytest.raises(BookError, match=said):
        put(Shelf(), leaky_bars, box(benefit_day="/", built="/"), each=Ship, known=day(0), reported=REPORT)


def test_a_number_may_be_known_from_a_report_only() -> None:
    """Between the verified number and the reported one the day is open."""
    toll = NumberOfLaw(
        "toll", "count", ((date(2020, 1, 1), 3, "1/2020"),), ((date.fromisoformat(day(20)), 5, "a newspaper"),)
    )

    def toll_bars(ship: Ship) -> Bar:
        return no_right(during(ship, when=ship.weight >= toll.at(ship.launched)))

    book = book_of((toll_bars, ALWAYS, {}))
    for built, weight, letters in ((20, 2, "rrr"), (20, 4, "nro"), (20, 5, "nnn"), (19, 4, "nnn")):
        said = person(ship=[ship(20, 40, launched=day(built), weight=weight)])
        assert three(book, said) == ["r" * 20 + letter * 20 + "r" * 50 for letter in letters]


def test_before_its_days_no_reading_of_it_is_asked() -> None:
    """Whether there was a voyage is not known: that is asked, and the report only where its days are asked about."""

    def voyage_bars(voyage: Voyage) -> Bar:
        return no_right(during(voyage))

    def far_voyage_bars(voyage: Voyage) -> Bar:
        return no_right(during(voyage, when=voyage.far))

    silent = person(log_book=[])
    asked: set[str]
    for first, asked in ((LENGTH, set()), (LENGTH - 10, {LAW_AFTER_VERIFICATION})):
        reported = box(benefit_day=f"{day(first)}/")
        book = book_of((voyage_bars, ALWAYS, {}), (far_voyage_bars, reported, {"reported": REPORT}))
        decision = decided(book, silent)
        relevance = Relevance(decision.evaluation)
        relevance.walk(decision.timelines.values())
        assert set(relevance.readings) == asked
        assert set(relevance.silences) == {"voyage"}


def test_it_is_told_apart_by_its_report() -> None:
    """Verified is what has no report; the address belongs to the book's digest."""
    verified, reported = by_rows().provisions
    assert verified.verified and not reported.verified
    assert reported.canonical()[-1] == REPORT
    assert verified.canonical()[-1] == verified.expression.canonical()


def test_the_explanation_says_that_the_change_is_only_reported() -> None:
    """Where the two differ the line names the switch, where they agree nothing is said of it."""
    book = by_rows()
    said = person(ship=[ship(20, 40, launched=day(20), leaky="no")])

    def keys(**switches: str) -> list[list[str]]:
        decision = decided(book, said, **switches)
        explanation = Explanation(decision.evaluation, offset_of(date.fromisoformat(day(25))))
        bars = decision.evaluation.edition.bars
        return [[below.key for line in explanation.of(bar) for below in line.lines] for bar in bars]

    assert keys() == [["reading", "governed", "more_than_numbers"], ["attribute"]]
    assert keys(law_after_verification="as_verified") == [["governed", "more_than_numbers"], []]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_outline_says_days_of_the_calendar(language: str) -> None:
    """Some days, and none."""
    said = texts(language)
    first = offset_of(date(2026, 5, 1))
    assert "2026" in outline(calendar_days(first, first + 31), said).says
    assert outline(calendar_days(0, 0), said).says == said.of("outline", "no_days")


@pytest.mark.parametrize(
    ("verified", "reported", "yields"),
    [
        ({"built": "/"}, {"built": f"{day(30)}/"}, True),
        ({"built": f"/{day(30)}"}, {"built": f"{day(30)}/"}, False),
        ({"built": f"{day(30)}/"}, {"built": f"/{day(30)}"}, False),
        ({"built": f"/{day(31)}"}, {"built": f"{day(30)}/"}, True),
        ({"built": f"/{day(30)}"}, {"benefit_day": f"{day(30)}/"}, True),
        ({"benefit_day": f"/{day(30)}"}, {"built": f"{day(30)}/"}, True),
    ],
)
def test_a_text_yields_to_a_report_that_shares_days_on_every_clock_they_share(
    verified: dict[str, str], reported: dict[str, str], yields: bool
) -> None:
    """By two different clocks any two days may meet."""
    shelf = Shelf()
    for days_governed, how in ((verified, {}), (reported, {"reported": REPORT})):
        each = BUILT if "built" in days_governed else {}
        put(shelf, leaky_bars, box(**days_governed), **each, **how)
    assert yields_to(*shelf.provisions) is yields
