"""Where a text of the book does something: bars, overlays and concepts of an invented harbour, by person, day and clock."""

from __future__ import annotations

from typing import Any

import pytest

from toimi.book.bites import Bite, bites
from toimi.book.casefile import read_cases
from toimi.book.citations import Citations
from toimi.book.decision import decide
from toimi.book.provisions import Shelf, box
from toimi.book.words import days, days_after, during, no_right, off
from toimi.days.line import TOP, offset_of

from .harbour import BASE, KNOWN_AT, Ship, Storm, Voyage, day, harbour_book, person

pytestmark = pytest.mark.usefixtures("harbour")
START = offset_of(BASE)
ALWAYS = box(benefit_day="/")


def bitten(*cases: dict[str, Any], shelf: Shelf, left_open: tuple[str, ...] = ()) -> dict[str, list[Bite]]:
    """By the name of the provision; some of them leave everything to an official."""
    read, problems = read_cases(list(cases), known_at=KNOWN_AT)
    assert problems == []
    keys = [one.key for one in shelf.provisions if one.name in left_open]
    found = bites(decide(read[0].caseload, harbour_book(shelf), known_at=KNOWN_AT), keys)
    return {key.rpartition("#")[2]: some for key, some in found.items() if some}


def test_an_overlay_bites_where_it_takes_away_a_bar_of_a_claim() -> None:
    """On the days of the voyage on which a ship would bar, of one who claims bread; for fish there is no such bar."""
    shelf = Shelf()

    @shelf.provision("ML 1:1", "Laiva", act="1/2020", governs=ALWAYS)
    def ship_bars(ship: Ship) -> Any:
        """Laiva estää leivän."""
        return no_right(during(ship), benefits={"bread"})

    @shelf.provision("ML 2:1", "Matka", act="1/2020", governs=ALWAYS)
    def voyage_frees(voyage: Voyage) -> Any:
        """Matkalla laiva ei estä."""
        return off(Citations.of("ML 1:1"), on=during(voyage))

    sailor = {"ship": [{"from": day(10), "through": day(29)}], "voyage": [{"from": day(20), "through": day(39)}]}
    eats_fish = {**sailor, "ration": [{"from": day(0), "kind": "fish"}]}
    assert bitten(person(**sailor), person(**eats_fish), person(), shelf=shelf) == {
        "ship_bars": [Bite(0, START + 10, START + 20)],
        "voyage_frees": [Bite(0, START + 20, START + 30)],
    }


def test_a_concept_bites_on_the_days_asked_or_for_its_rows_with_their_clocks() -> None:
    """A concept of days within those asked about; one of rows on all days, with the earliest day of its clock."""
    shelf = Shelf()

    @shelf.provision("ML 3:1", "Matkalla", act="1/2020", governs=ALWAYS, concludes="at_sea")
    def at_sea(voyage: Voyage) -> Any:
        """Matkalla."""
        return during(voyage)

    @shelf.provision("ML 3:2", "Raskas", act="1/2020", governs=box(built=f"/{day(60)}"), each=Ship, concludes="leaks")
    def leaks(ship: Ship) -> Any:
        """Vuotaa."""
        return ship.leaky

    @shelf.provision("ML 3:3", "Myrsky", act="1/2020", governs=ALWAYS)
    def storm_bars(storm: Storm) -> Any:
        """Myrsky estää."""
        return no_right(days_after(storm.day, days(3)))

    launched = {"earliest": day(-9), "latest": day(5)}
    ships = [
        {"id": "a", "from": day(1), "leaky": True, "launched": launched},
        {"id": "b", "from": day(1), "leaky": False},
    ]
    found = bitten(
        person(), person(ship=ships, voyage=[{"from": day(-5), "through": day(4)}], storm=[{"on": day(7)}]), shelf=shelf
    )
    assert found == {
        "at_sea": [Bite(1, START, START + 5)],
        "leaks": [Bite(1, 0, TOP, (("built", START - 9),))],
        "storm_bars": [Bite(1, START + 8, START + 11)],
    }


def test_what_is_left_to_an_official_bites_where_it_may() -> None:
    """Nobody knows whether the ship leaks: no text surely does anything, and those left to an official possibly do."""
    shelf = Shelf()

    @shelf.provision("ML 1:1", "Laiva", act="1/2020", governs=ALWAYS)
    def ship_bars(ship: Ship) -> Any:
        """Laiva estää."""
        return no_right(during(ship))

    @shelf.provision("ML 2:1", "Vuoto", act="1/2020", governs=ALWAYS)
    def leak_frees(ship: Ship) -> Any:
        """Vuotava laiva ei estä."""
        return off(Citations.of("ML 1:1"), on=during(ship, when=ship.leaky))

    @shelf.provision("ML 3:1", "Vuotaa", act="1/2020", governs=ALWAYS, concludes="leaks")
    def leaks(ship: Ship) -> Any:
        """Vuotaa."""
        return ship.leaky

    @shelf.provision("ML 3:2", "Vuotaa päivinä", act="1/2020", governs=ALWAYS, concludes="leaking")
    def leaking(ship: Ship) -> Any:
        """Vuotaa näinä päivinä."""
        return during(ship, when=ship.leaky)

    said = person(ship=[{"id": "a", "from": day(10), "through": day(19)}])
    days_of_the_ship = Bite(0, START + 10, START + 20)
    expected = {
        "ship_bars": [days_of_the_ship], "leak_frees": [days_of_the_ship], "leaks": [Bite(0, 0, TOP)],
        "leaking": [days_of_the_ship],
    }  # fmt: skip
    assert bitten(said, shelf=shelf) == {}
    assert bitten(said, shelf=shelf, left_open=tuple(expected)) == expected
    for name, some in expected.items():
        assert bitten(said, shelf=shelf, left_open=(name,)) == {name: some}
