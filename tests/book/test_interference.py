"""Later law that reaches back is found: on the day, for the person, with both answers; and law that does not is let be."""

from __future__ import annotations

from typing import Any

import pytest

from toimi.book.book import Book
from toimi.book.casefile import read_cases
from toimi.book.caseload import Caseload
from toimi.book.interference import Reaching, first_governed_day, first_governed_days, reaching_back, without_later
from toimi.book.provisions import Shelf, box
from toimi.book.words import Bar, days, days_after, during, no_right
from toimi.days.line import offset_of

from .harbour import BASE, KNOWN_AT, Cargo, Storm, day, harbour_book, person

pytestmark = pytest.mark.usefixtures("harbour")
START = offset_of(BASE)


def book_of(later: str) -> Book:
    """Cargo bars; and a later act on storms, from day 30 on, whose days are counted from the storm or from before it."""
    shelf = Shelf()

    @shelf.provision("TTL 2:1", "Lasti", act="1/2020", governs=box(benefit_day="/"))
    def cargo_bars(cargo: Cargo) -> Bar:
        """Lasti estää."""
        return no_right(during(cargo))

    @shelf.provision("TTL 2:2", "Myrsky", act="2/2020", governs=box(**{later: f"{day(30)}/"}), each=Storm)
    def storm_bars(storm: Storm) -> Bar:
        """Myrskyn jälkeen kymmenen päivää ilman muonaa."""
        return no_right(days_after(storm.day, days(10)))

    return harbour_book(shelf)


def caseload() -> Caseload:
    """One with cargo, one with a storm on day 25, one with a storm on day 40."""
    people: list[dict[str, Any]] = [
        person(
            cargo=[{"from": day(10), "through": day(20), "ship": "boat"}],
            ship=[{"id": "b", "hull": "boat", "from": day(-9)}],
        ),
        person(storm=[{"on": day(25)}]),
        person(storm=[{"on": day(40)}]),
    ]
    cases, problems = read_cases(people, known_at=KNOWN_AT)
    assert problems == []
    return cases[0].caseload


def found(book: Book) -> list[Reaching]:
    return list(reaching_back(caseload(), book, known_at=KNOWN_AT, first_days=first_governed_days(book)))


def test_an_act_that_governs_its_benefit_days_only_does_not_reach_back() -> None:
    """The storm of day 25 bars from day 30 on only: no answer before is touched."""
    book = book_of("benefit_day")
    assert first_governed_days(book) == [START + 30]
    assert found(book) == []


def test_an_act_whose_clock_lies_later_than_its_days_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that shows a later day than the storm itself: the bar begins before the first governed day."""
    monkeypatch.setattr(Storm, "told", property(lambda storm: plus_twenty(storm)), raising=False)
    book = book_of("told")
    assert first_governed_days(book) == [START + 30]
    assert found(book) == [
        Reaching(START + 30, "bread", 1, START + 26, without="right", within="no_right"),
    ]


def plus_twenty(storm: Storm) -> Any:
    from toimi.book.words import plus

    return plus(storm.day, days(20))


def test_the_edition_without_later_law_has_the_rest_as_it_was() -> None:
    """Concepts, bars, overlays and notices that govern earlier stay in their order."""
    book = book_of("benefit_day")
    edition = book.edition(KNOWN_AT)
    assert [one.provision.name for one in without_later(edition, START + 30).bars] == ["cargo_bars"]
    assert [one.provision.name for one in without_later(edition, START + 31).bars] == ["cargo_bars", "storm_bars"]
    assert [first_governed_day(one) for one in book.provisions] == [0, START + 30]
