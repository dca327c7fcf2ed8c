"""What the book finds wrong in itself: each fault planted, and found with its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from toimi.book.book import Book
from toimi.book.checks import Finding, Gap, Place, partition, sources, strata
from toimi.book.provisions import Shelf, box
from toimi.book.words import Bar, NumberOfLaw, during, no_right
from toimi.days.line import TOP, offset_of

from .harbour import BASE, KNOWN_AT, REPORTS, Cargo, Ship, day, harbour_book

pytestmark = pytest.mark.usefixtures("harbour")
START = offset_of(BASE)
CARGO: Place = ("TTL 2:1", "bar")


def book_of(*boxes: str, reported: str = "", above: int = 1) -> Book:
    """Versions of one bar, each with the benefit days that it governs; so many of the last only reported, if an address is given."""
    shelf = Shelf()
    for number, days in enumerate(boxes):

        def cargo_bars(cargo: Cargo) -> Bar:
            """Lasti estää."""
            return no_right(during(cargo))

        cargo_bars.__name__ = f"cargo_bars_{number}"
        address = {"reported": reported} if reported and number >= len(boxes) - above else {}
        shelf.provision("TTL 2:1", "Lasti", act=f"{number + 1}/2020", governs=box(benefit_day=days), **address)(
            cargo_bars
        )
    return harbour_book(shelf, REPORTS)


def checked(
    book: Book, gap: Gap | None = None, *, listed: tuple[Place, ...] = (), twins: tuple[Place, ...] = ()
) -> list[str]:
    """What the partition check says is wrong."""
    found = partition(
        book, gap_at=lambda place: gap if place == CARGO else None, listed=listed, twins=twins, first_day=START,
        known_at=KNOWN_AT, verified_through=START + 40,
    )  # fmt: skip
    return [one.what for one in found]


def test_versions_that_follow_each_other_are_in_order() -> None:
    """The day before, the day and the day after the edge have one text each."""
    assert checked(book_of(f"/{day(30)}", f"{day(30)}/")) == []


def test_versions_by_the_clock_of_a_row_follow_each_other_too() -> None:
    """On the day on which the second begins to govern the first does so no longer; a day later both would."""
    for second, wrong in ((30, []), (29, [f"2 texts govern built {day(29)}"])):
        shelf = Shelf()

        @shelf.provision("TTL 2:1", "Laiva", act="1/2020", governs=box(built=f"/{day(30)}"), each=Ship)
        def ship_bars(ship: Ship) -> Bar:
            """Laiva estää."""
            return no_right(during(ship))

        @shelf.provision("TTL 2:1", "Laiva", act="2/2020", governs=box(built=f"{day(second)}/"), each=Ship)
        def ship_bars_too(ship: Ship) -> Bar:
            """Laiva estää."""
            return no_right(during(ship))

        assert checked(harbour_book(shelf, REPORTS)) == wrong


def test_a_hole_is_found_unless_it_is_listed() -> None:
    """From day 30 to 39 nothing governs."""
    holed = book_of(f"/{day(30)}", f"{day(40)}/")
    assert checked(holed) == [f"no text governs benefit_day {day(30)}"]
    assert checked(holed, Gap("a pause in the act"), listed=(CARGO,)) == []


def test_a_gap_on_a_clock_must_be_there_and_nowhere_else() -> None:
    """Days 30 to 39 are listed as without a text: with one there it is found, without one all is well."""
    bounded = Gap("old law only", "benefit_day", 0, START + 30)
    assert checked(book_of(f"/{day(30)}"), bounded, listed=(CARGO,)) == []
    later = Gap("new law only", "benefit_day", START + 30, TOP)
    assert checked(book_of(f"{day(30)}/"), later, listed=(CARGO,)) == []
    assert checked(book_of(f"{day(31)}/"), later, listed=(CARGO,)) == [f"no text governs benefit_day {day(30)}"]
    assert checked(book_of(f"/{day(35)}"), bounded, listed=(CARGO,)) == [
        f"a text governs benefit_day {day(34)}, in a listed gap"
    ]


def test_two_texts_at_once_are_found_unless_they_are_twins() -> None:
    """From day 30 to 39 both govern."""
    doubled = book_of(f"/{day(40)}", f"{day(30)}/")
    assert checked(doubled) == [f"2 texts govern benefit_day {day(30)}"]
    assert checked(doubled, twins=(CARGO,)) == []


def test_the_first_day_of_the_line_is_a_corner_too() -> None:
    """Two texts at once on 1 January 1900 only, before any that is asked about."""
    assert checked(book_of("/1900-01-02", "/")) == ["2 texts govern benefit_day 1900-01-01"]


def test_a_listed_gap_where_nothing_stands_is_found() -> None:
    """The list does not outlive the provision."""
    assert checked(book_of("/"), listed=(("TTL 9:9", "bar"),)) == ["a gap is listed where nothing stands"]


def test_a_reported_text_lies_above_and_only_after_the_verified_days() -> None:
    """From day 60 on it is well, from day 20 on it should have been read."""
    assert checked(book_of("/", f"{day(60)}/", reported="https://example.org/report")) == []
    assert checked(book_of("/", f"{day(20)}/", reported="https://example.org/report")) == [
        "TTL 2:1@2/2020#cargo_bars_1 is reported for verified days"
    ]


def test_two_reported_texts_at_once_are_found() -> None:
    """Both lie above the verified text, from day 60 and from day 70 on: they would speak together."""
    doubled = book_of("/", f"{day(60)}/", f"{day(70)}/", reported="https://example.org/report", above=2)
    assert checked(doubled) == [f"two reported texts govern benefit_day {day(70)}"]


def test_a_circle_of_concepts_is_found() -> None:
    """A later version of a concept reads what reads the concept."""
    shelf = Shelf()

    @shelf.provision("TTL 2:1", "Lasti", act="1/2020", governs=box(benefit_day=f"/{day(30)}"), concludes="laden")
    def laden_first(cargo: Cargo) -> Any:
        """Lastissa."""
        return during(cargo)

    @shelf.provision("TTL 2:2", "Raskas", act="1/2020", governs=box(benefit_day="/"), concludes="heavy")
    def heavy(laden: Any) -> Any:
        """Raskas on lastissa."""
        return laden

    @shelf.provision("TTL 2:1", "Lasti", act="2/2020", governs=box(benefit_day=f"{day(30)}/"), concludes="laden")
    def laden_later(heavy: Any) -> Any:
        """Lastissa on raskas."""
        return heavy

    assert [one.what for one in strata(harbour_book(shelf))] == ["these concepts read each other in a circle"]
    assert list(strata(book_of("/"))) == []


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("1030/2019", []),
        ("1049/2013; 1030/2019", []),
        ("the news, UNVERIFIED", []),
        ("the news", ["draught from 2020-01-06 has no source: 'the news'"]),
    ],
)
def test_every_number_of_a_year_has_its_source(source: str, says: list[str]) -> None:
    """An act, several, or the mark that nobody has read it in one."""
    shelf = Shelf()
    draught = NumberOfLaw("draught", "count", ((BASE, 7, source),))

    @shelf.provision("TTL 2:3", "Syväys", act="1/2020", governs=box(benefit_day="/"))
    def deep(ship: Ship) -> Bar:
        """Syvällä kulkeva laiva estää."""
        return no_right(during(ship, when=ship.weight < draught.at(ship.start)))

    assert [one.what for one in sources(harbour_book(shelf))] == says


def test_a_text_without_its_act_is_found() -> None:
    """And a report without an address."""
    shelf = Shelf()

    def put(act: str, **more: Any) -> Callable[..., Any]:
        return shelf.provision("TTL 2:4", "Lasti", act=act, governs=box(benefit_day=f"{day(50)}/"), **more)

    @put("somewhere")
    def cargo_bars(cargo: Cargo) -> Bar:
        """Lasti estää."""
        return no_right(during(cargo))

    @put("HE 1/2030", reported="told in the harbour")
    def cargo_bars_as_told(cargo: Cargo) -> Bar:
        """Lasti estää."""
        return no_right(during(cargo))

    found = list(sources(harbour_book(shelf, REPORTS)))
    assert [one.what for one in found] == ["the text has no source: 'somewhere'", "the report has no address"]
    assert isinstance(found[0], Finding)
