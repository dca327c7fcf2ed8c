"""The kinds of an invented law of a harbour: small, with one kind for each meaning of silence.

They are declared apart from the law's own vocabulary: importing this module leaves ``KINDS`` as it was, and the
fixture ``harbour`` of ``conftest.py`` puts these kinds in their place for one test.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from toimi.book.book import Book, Switch
from toimi.book.evaluate import Evaluation
from toimi.book.facts import (
    KINDS,
    NEVER,
    NOT_APPLICABLE,
    DayOf,
    Fact,
    Judged,
    JudgedDay,
    NumberOf,
    OneOf,
    Ref,
    Shape,
    Silence,
    SomeOf,
    Source,
    YesNo,
)
from toimi.book.provisions import Provision, Shelf
from toimi.book.words import LAW_AFTER_VERIFICATION
from toimi.days.line import BITS, TOP, offset_of

_OUTSIDE = dict(KINDS)
KINDS.clear()

COMPLETE: dict[str, Any] = {"silence": Silence.COMPLETE, "source": Source.REGISTER}
NOTICED: dict[str, Any] = {"silence": Silence.NOTICED, "source": Source.PERSON}
JUDGED: dict[str, Any] = {"silence": Silence.UNKNOWN, "source": Source.OFFICIAL}


class Skipper(Fact, name="person", shape=Shape.PERSON, **COMPLETE, finnish="kippari", swedish="skeppare"):
    """The person."""

    birth_date = DayOf()


class Ration(Fact, name="ration", shape=Shape.STATE, **COMPLETE, finnish="muona", swedish="ranson"):
    """What is claimed."""

    kind = OneOf(options=("bread", "fish"))


class Mooring(Fact, name="mooring", shape=Shape.STATE, **COMPLETE, finnish="laituri", swedish="kaj", once=True):
    """The registration."""


class LogBook(Fact, name="log_book", shape=Shape.STATE, **COMPLETE, finnish="lokikirja", swedish="loggbok"):
    """Days answered for."""

    subjects = SomeOf(options=("repairs", "voyages"))


class Ship(Fact, name="ship", shape=Shape.STATE, **COMPLETE, finnish="laiva", swedish="fartyg", thing="hull"):
    """A ship; rows that share a hull are one ship."""

    weight = NumberOf(unit="count")
    crew = NumberOf(unit="count")
    flag = OneOf(options=("red", "blue", "green"))
    leaky = YesNo()
    launched = DayOf()
    hired = DayOf(omitted=NOT_APPLICABLE)
    sunk = DayOf(omitted=NEVER)
    sound = Judged(judgement="survey", value="passed", source=Source.OFFICIAL)
    scrapped = JudgedDay(judgement="scrapping", source=Source.OFFICIAL)

    @property
    def built(self) -> Any:
        """The clock of the ship."""
        return self.launched


class Storm(Fact, name="storm", shape=Shape.HAPPENING, **NOTICED, finnish="myrsky", swedish="storm"):
    """A happening, perhaps to a ship."""

    ship: Ref[Ship] = Ref("ship")
    force = NumberOf(unit="count")
    seen_on = DayOf(not_after_row=True)


class Cargo(Fact, name="cargo", shape=Shape.STATE, **NOTICED, finnish="lasti", swedish="last"):
    """A state of a ship that must have one."""

    ship: Ref[Ship] = Ref("ship", required=True)
    heavy = YesNo()


class Voyage(
    Fact, name="voyage", shape=Shape.STATE, silence=Silence.ANSWERED, source=Source.PERSON, subject="voyages",
    finnish="matka", swedish="resa",
):  # fmt: skip
    """Silence: no on the days answered for."""

    far = YesNo(omitted="no")


class Repair(
    Fact, name="repair", shape=Shape.STATE, silence=Silence.ANSWERED, source=Source.EMPLOYER, subject="repairs",
    finnish="korjaus", swedish="reparation",
):  # fmt: skip
    """Silence: no on the days answered for; stops the work of a ship."""

    job: Ref[Ship] = Ref("ship")
    full = YesNo(omitted="yes")


class Catch(
    Fact, name="catch", shape=Shape.STATE, silence=Silence.UNKNOWN, source=Source.PERSON, occasion="ship",
    finnish="saalis", swedish="fångst", once=True,
):  # fmt: skip
    """Silence: not known while the ship is there, ship by ship."""

    ship: Ref[Ship] = Ref("ship", required=True)
    value = OneOf(options=("big", "small"))


class Watch(
    Fact, name="watch", shape=Shape.STATE, silence=Silence.UNKNOWN, source=Source.PERSON, occasion="mooring",
    finnish="vahti", swedish="vakt", once=True,
):  # fmt: skip
    """Silence: not known while moored."""

    value = YesNo()


class Survey(
    Fact, name="survey", shape=Shape.HAPPENING, **JUDGED, finnish="katsastus", swedish="besiktning", about=("ship",)
):
    """A judgement about a ship."""

    passed = YesNo()


class Scrapping(
    Fact, name="scrapping", shape=Shape.HAPPENING, **JUDGED, finnish="romutus", swedish="skrotning", about=("ship",)
):
    """A judgement that gives a day."""


HARBOUR = dict(KINDS)
KINDS.clear()
KINDS.update(_OUTSIDE)

BASE = date(2020, 1, 6)
"""Day 0 of the tests: a Monday."""
LENGTH = 90
"""Days asked about."""
KNOWN_AT = offset_of(date(2026, 1, 1))
WINDS = Switch("winds", ("north", "south"), "north", "The chart does not say.")
TIDES = Switch("tides", ("high", "low"), "both", "The chart does not say.")
REPORTS = Switch(LAW_AFTER_VERIFICATION, ("as_verified", "as_reported"), "both", "Not read in the act.")


def day(number: int) -> str:
    """A day of the tests as a case file writes it."""
    return (BASE + timedelta(days=number)).isoformat()


def harbour_book(provisions: list[Provision] | Shelf, *more: Switch) -> Book:
    """A book of these provisions, with further switches."""
    listed = provisions.provisions if isinstance(provisions, Shelf) else provisions
    claim: Any = HARBOUR["ration"].attributes["kind"]
    return Book(tuple(listed), {"winds": WINDS, "tides": TIDES} | {one.name: one for one in more}, claim, "mooring")


def person(**facts: list[dict[str, Any]]) -> dict[str, Any]:
    """A skipper who is moored and claims bread on all days asked, with these facts."""
    always = {
        "ration": [{"from": day(0), "kind": "bread"}],
        "mooring": [{"from": day(-400)}],
        "log_book": [{"from": day(-400), "subjects": ["repairs", "voyages"]}],
    }
    return {"asked": {"from": day(0), "through": day(LENGTH - 1)}, "facts": {**always, **facts}}


def numbers(days: Any, block: int) -> set[int]:
    """The days of one block of a set, as days of the tests, within the days asked."""
    home = (block << BITS) + offset_of(BASE)
    found: set[int] = set()
    for start, end in zip(days.start.tolist(), days.end.tolist(), strict=True):
        if start >> BITS == block:
            found |= set(range(max(start - home, 0), min(end - home, LENGTH)))
    return found


def sure_and_possible(evaluation: Evaluation, name: str, block: int = 0) -> tuple[set[int], set[int]]:
    """The days that a provision of the edition gives, surely and possibly."""
    edition = evaluation.edition
    every = [*edition.bars, *edition.overlays, *edition.notices]
    every += [one for versions in edition.concepts.values() for one in versions]
    (standing,) = [one for one in every if one.provision.name == name]
    days = evaluation.days_of(standing)
    return numbers(days.lo, block), numbers(days.hi, block)


assert TOP > KNOWN_AT
