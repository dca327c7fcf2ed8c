"""Random skippers for the words of the book, and the same skippers as plain Python for what a day should be.

``draft`` makes a case in which some places may be open (``maybe.py``). ``Plain`` reads a case that is fully known
and answers, day by day, in plain Python. Days are numbers: 0 is the first day asked.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

from .harbour import BASE, LENGTH, day, person
from .maybe import ABSENT, Maybe

NEVER = 10**6
FLAGS = ("red", "blue", "green")


@dataclass
class Drafter:
    """Writes one skipper, leaving open each place with the given chance."""

    rng: random.Random
    chance: float
    periods: bool = True
    left: int = 5

    def open(self) -> bool:
        """Whether to leave the next place open; a few at most, so that completions can be counted out."""
        opened = self.left > 0 and self.rng.random() < self.chance
        self.left -= opened
        return opened

    def truth(self) -> Any:
        """Yes or no."""
        return Maybe("unknown", (True, False)) if self.open() else self.rng.random() < 0.5

    def number(self, most: int) -> Any:
        """A small number."""
        if not self.open():
            return self.rng.randint(0, most)
        low = self.rng.randint(0, most - 1)
        high = min(low + self.rng.randint(1, 2), most)
        return Maybe({"at_least": low, "at_most": high}, tuple(range(low, high + 1)))

    def flag(self) -> Any:
        """One of the flags."""
        if not self.open():
            return self.rng.choice(FLAGS)
        some = self.rng.sample(FLAGS, self.rng.randint(2, 3))
        return Maybe("unknown" if len(some) == 3 else some, tuple(some))

    def on(self, low: int, high: int) -> Any:
        """A day."""
        first = self.rng.randint(low, high)
        if not self.open():
            return day(first)
        last = min(first + self.rng.randint(1, 2), high)
        return Maybe({"earliest": day(first), "latest": day(last)}, tuple(day(n) for n in range(first, last + 1)))

    def when(self, low: int, high: int) -> Any:
        """A day of a period: open only if periods may be."""
        return self.on(low, high) if self.periods else day(self.rng.randint(low, high))

    def maybe_never(self, low: int, high: int) -> Any:
        """A day that may not come at all."""
        return "never" if self.rng.random() < 0.4 else self.on(low, high)


def draft(rng: random.Random, chance: float = 0.0, *, periods: bool = True) -> dict[str, Any]:
    """A skipper with ships, storms, cargos, voyages and repairs. ``periods``: whether days of periods may be open."""
    pen = Drafter(rng, chance, periods)
    facts: dict[str, list[dict[str, Any]]] = {"ship": [], "survey": [], "scrapping": []}
    hulls = [f"h{number}" for number in range(rng.randint(0, 3))]
    for hull in hulls:
        _ships(pen, hull, facts)
    facts["storm"] = [_storm(pen, hulls) for _ in range(rng.randint(0, 3))]
    facts["cargo"] = [_cargo(pen, rng.choice(hulls)) for _ in range(rng.randint(0, 3) if hulls else 0)]
    facts["voyage"] = [_state(pen, far=pen.truth()) for _ in range(rng.randint(0, 3))]
    facts["repair"] = [_repair(pen, hulls) for _ in range(rng.randint(0, 3))]
    return person(**facts)


def _ships(pen: Drafter, hull: str, facts: dict[str, list[dict[str, Any]]]) -> None:
    """One ship in one or two stretches, with what an official has found."""
    rng = pen.rng
    first = rng.randint(-20, 60)
    stretches = rng.choice((1, 1, 2)) if pen.chance == 0 else 1
    for number in range(stretches):
        length = rng.randint(1, 40)
        row: dict[str, Any] = {"hull": hull, "id": f"{hull}-{number}", "from": day(first)}
        if pen.periods and pen.open():
            row["from"] = Maybe({"earliest": day(first - 1), "latest": day(first)}, (day(first - 1), day(first)))
        if number + 1 < stretches or rng.random() < 0.7:
            row["through"] = pen.when(first + length - 1, first + length)
        row |= {"weight": pen.number(6), "crew": pen.number(3), "flag": pen.flag(), "leaky": pen.truth()}
        row |= {"launched": pen.on(-30, 60), "sunk": pen.maybe_never(0, 80)}
        row |= {} if rng.random() < 0.5 else {"hired": pen.on(-10, 60)}
        facts["ship"].append(row)
        _judged(pen, row, facts)
        first += length + rng.choice((1, 1, 4))


def _judged(pen: Drafter, row: dict[str, Any], facts: dict[str, list[dict[str, Any]]]) -> None:
    """A survey, or none; a scrapping where the ship's own end is known."""
    about = {"on": day(0), "about": row["id"]}
    if pen.rng.random() < 0.7:
        facts["survey"].append({**about, "passed": pen.rng.random() < 0.5})
    elif pen.open():
        passed = tuple({**about, "passed": answer} for answer in (True, False))
        facts["survey"].append(Maybe(ABSENT, passed))  # type: ignore[arg-type]
    facts["scrapping"].append({**about, "on": pen.when(61, 85)})


def _storm(pen: Drafter, hulls: list[str]) -> dict[str, Any]:
    row = {"on": pen.when(-10, 80), "force": pen.number(9), "seen_on": day(-20)}
    return {**row, "ship": pen.rng.choice(hulls)} if hulls and pen.rng.random() < 0.7 else row


def _cargo(pen: Drafter, hull: str) -> dict[str, Any]:
    return {**_state(pen, heavy=pen.truth()), "ship": hull}


def _repair(pen: Drafter, hulls: list[str]) -> dict[str, Any]:
    """A repair names its ship; with one ship it may go without saying, with several it would not be known which."""
    row = _state(pen, full=pen.truth())
    named = len(hulls) > 1 or (hulls and pen.rng.random() < 0.6)
    return {**row, "job": pen.rng.choice(hulls)} if named else row


def _state(pen: Drafter, **more: Any) -> dict[str, Any]:
    first = pen.rng.randint(-20, 70)
    row: dict[str, Any] = {"from": pen.when(first, first + 1)}
    if pen.rng.random() < 0.8:
        row["through"] = pen.when(first + 1, first + pen.rng.randint(1, 25) + 1)
    return {**row, **more}


# --- plain Python -----------------------------------------------------------------------------------------------------


def number_of(written: Any) -> int:
    """A day as a number."""
    return NEVER if written == "never" else (date.fromisoformat(written) - BASE).days


class Plain:
    """A fully known skipper: rows as objects, in order of their first day."""

    def __init__(self, case: dict[str, Any]) -> None:
        facts = case["facts"]
        self.ships = [self._row(row) for row in facts["ship"]]
        for ship, row in zip(self.ships, facts["ship"], strict=True):
            ship.sound = next((one["passed"] for one in facts["survey"] if one["about"] == row["id"]), None)
            ship.scrapped = next(number_of(one["on"]) for one in facts["scrapping"] if one["about"] == row["id"])
        self.ships.sort(key=lambda ship: (ship.hull, ship.start))
        self.storms = [self._row(row) for row in facts["storm"]]
        self.cargos = [self._row(row) for row in facts["cargo"]]
        self.voyages = [self._row(row) for row in facts["voyage"]]
        self.repairs = [self._row(row) for row in facts["repair"]]
        self.voyage_stretches = stretches(self.voyages)
        for row in (*self.storms, *self.cargos):
            row.ship = self.ship_of(getattr(row, "ship", None), row.start)

    def _row(self, row: dict[str, Any]) -> SimpleNamespace:
        start = number_of(row.get("on") or row["from"])
        end = start + 1 if "on" in row else number_of(row["through"]) + 1 if "through" in row else NEVER
        days = {name: number_of(row[name]) for name in ("launched", "hired", "sunk", "seen_on") if name in row}
        return SimpleNamespace(**{"hired": None, "job": None, **row, **days, "start": start, "end": end})

    def ship_of(self, hull: str | None, on: int) -> SimpleNamespace | None:
        """The stretch of a ship that a row points at: the latest begun by its day, else the first."""
        stretches = [ship for ship in self.ships if ship.hull == hull]
        begun = [ship for ship in stretches if ship.start <= on]
        return begun[-1] if begun else stretches[0] if stretches else None

    def began(self, hull: str) -> int:
        """The first day of a ship."""
        return min(ship.start for ship in self.ships if ship.hull == hull)


def within(rows: list[SimpleNamespace], d: int, when: Any = lambda row: True) -> bool:
    """Whether a row that meets the condition holds on the day."""
    return any(row.start <= d < row.end and when(row) for row in rows)


def stretches(rows: list[SimpleNamespace]) -> list[tuple[int, int]]:
    """The unbroken stretches of days on which some row holds, as first and end; ``NEVER`` for no end."""
    held = [within(rows, d) for d in range(-50, LENGTH + 100)]
    edges = [d - 50 for d in range(1, len(held)) if held[d] != held[d - 1]] + [NEVER]
    return list(zip(edges[::2], edges[1::2], strict=False))
