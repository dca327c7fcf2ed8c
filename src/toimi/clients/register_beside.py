"""What a register tells beside what is known already: what is new is a row, what it tells otherwise than before corrects its
own earlier row, and what differs from somebody else's row is named for an official and overwrites nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateRange

from toimi.book.casefile import ref_names
from toimi.book.facts import KINDS, Shape, Source
from toimi.clients.checking import CheckedFact, NewFact, checked_fact
from toimi.clients.contacts import NewDetail
from toimi.clients.models import KnownFact
from toimi.clients.problems import Problem
from toimi.clients.register_facts import MISSING, Row, name_of

_VERSION = re.compile(r"[^/]+/.+/[0-9]+")
"""The name of a row that corrects what the register had told by the same key."""
TOLD_APART_BY = {"benefit": "kind", "study": "goal", "business": "form", "qualification": "level"}
"""Two rows of a kind that differ in this are two things, however their days meet."""


@dataclass(frozen=True)
class Contradiction:
    """Something that an official must look at; nothing was written for it.

    Attributes:
        problem: what it is, in words.
        known: the name of the row that stands; empty if it is about none.
    """

    problem: Problem
    known: str = ""


@dataclass
class Known:
    """The rows of one person, as far as they are recorded.

    Attributes:
        register: beside whose answer they are looked at.
        rows: all of them, by name, in the order in which they were recorded.
        after: by the name of a row, the one that supersedes it.
    """

    register: str
    rows: dict[str, KnownFact]
    after: dict[str, KnownFact] = field(init=False)

    def __post_init__(self) -> None:
        self.after = {row.corrects: row for row in self.rows.values() if row.corrects}

    def standing(self, kind: str) -> Iterator[KnownFact]:
        """Rows of a kind that stand now, the latest first."""
        for row in reversed(self.rows.values()):
            if row.kind == kind and row.name not in self.after and not row.withdrawn:
                yield row

    def chain(self, row: KnownFact | None) -> Iterator[KnownFact]:
        """A row, what it corrects, what that corrects, and so on."""
        while row is not None:
            yield row
            row = self.rows.get(row.corrects or "")

    def tip(self, first: str) -> KnownFact | None:
        """The last row of the chain of corrections that begins with this name."""
        row = self.rows.get(first)
        while row is not None and row.name in self.after:
            row = self.after[row.name]
        return row

    def first_name(self, row: KnownFact) -> str:
        """The name by which others know the thing that a row corrects in turn."""
        return [one.name for one in self.chain(row)][-1]

    def version(self, first: str) -> str:
        """The name of the next row of a register's own: ``kela/claim-17``, then ``kela/claim-17/2`` and so on."""
        number = 2
        while f"{first}/{number}" in self.rows:
            number += 1
        return f"{first}/{number}" if first in self.rows else first

    def is_ours(self, row: KnownFact) -> bool:
        """Whether the register itself told a row."""
        return row.source == Source.REGISTER.value and row.name.startswith(f"{self.register}/")

    def own(self) -> list[str]:
        """The first names of what the register has told."""
        return [name for name, row in self.rows.items() if self.is_ours(row) and not _VERSION.fullmatch(name)]


@dataclass
class Beside:
    """What comes of one answer about one person.

    Attributes:
        facts, details: to record.
        contradictions: to show.
    """

    facts: list[NewFact] = field(default_factory=list)
    details: list[NewDetail] = field(default_factory=list)
    contradictions: list[Contradiction] = field(default_factory=list)


def beside(person: int, rows: Sequence[Row], known: Known, evidence: str) -> Beside:
    """What an answer adds to what is known of the person.

    Args:
        rows: all that the register tells.
        evidence: by which the answer is found again.

    Raises:
        Refused: for a row that the vocabulary cannot take.
    """
    found = Beside()
    absent: set[str] = set()
    for row in rows:
        if row.about in absent:
            absent.add(row.key)
            continue
        link = {row.link: name_of(known.register, row.about)} if row.about else {}
        new = NewFact(person, row.kind, {**row.said, **link}, Source.REGISTER, evidence)
        if not _add(found, new, name_of(known.register, row.key), known):
            absent.add(row.key)
    _what_is_gone(found, person, rows, known, evidence)
    return found


def _add(found: Beside, new: NewFact, name: str, known: Known) -> bool:
    """Take a row in, or say why not; whether it stands under its own name afterwards."""
    fact = checked_fact(new)
    if KINDS[new.kind].shape is Shape.PERSON:
        return _add_to_person(found, fact, name, known)
    if _is_before_birth(fact, known):
        return _differs(found, fact, "register_before_birth", "")
    if name not in known.rows:
        return _add_new(found, fact, name, known)
    tip = known.tip(name)
    assert tip is not None
    if not tip.withdrawn and _same(fact, tip):
        return True
    if not known.is_ours(tip):  # somebody here corrected or withdrew what the register had told
        _differs(found, fact, "register_differs", tip.name)
        return not tip.withdrawn
    found.facts.append(_named(new, known.version(name), tip.name))
    return True


def _add_new(found: Beside, fact: CheckedFact, name: str, known: Known) -> bool:
    """A row that the register has not told before."""
    met = next((row for row in known.standing(fact.new.kind) if _meet(fact, row, known)), None)
    if met is None:
        found.facts.append(_named(fact.new, name))
        return True
    if not _same(fact, met):
        _differs(found, fact, "register_differs", met.name)
    return False


def _add_to_person(found: Beside, fact: CheckedFact, name: str, known: Known) -> bool:
    """What is known of a person as such is one row, the latest: what somebody else said stays in it, and is not overruled."""
    before = next(known.standing(fact.new.kind), None)
    said: dict[str, Any] = {}
    by_others: dict[str, Any] = {}
    for row in known.chain(before):
        given = {**row.attributes, **(row.uncertain or {})}
        said = {**given, **said} if row is before else said
        by_others = by_others if known.is_ours(row) else {**given, **by_others}
    withdrawn = before is None and name in known.rows
    if withdrawn or any(by_others.get(key, value) != value for key, value in fact.attributes.items()):
        return _differs(found, fact, "register_differs", before.name if before else "")
    if not _all_in(fact.attributes, said):
        more = {**said, **fact.attributes}
        new = NewFact(fact.new.person, fact.new.kind, more, Source.REGISTER, fact.new.evidence)
        found.facts.append(_named(new, known.version(name), before.name if before else None))
    return True


def _what_is_gone(found: Beside, person: int, rows: Sequence[Row], known: Known, evidence: str) -> None:
    """What the register told once and tells no longer stays, and is named. What stood for its silence is taken back."""
    told = {name_of(known.register, row.key) for row in rows}
    for first in known.own():
        tip = known.tip(first)
        if tip is None or tip.withdrawn or first in told:
            continue
        if first == name_of(known.register, MISSING):
            if not known.is_ours(tip):  # an official has found out meanwhile
                continue
            found.facts.append(NewFact(person, tip.kind, {}, Source.REGISTER, evidence, tip.name, withdraws=True))
        else:
            problem = Problem("register_tells_no_longer", values={"kind": tip.kind})
            found.contradictions.append(Contradiction(problem, tip.name))


def _differs(found: Beside, fact: CheckedFact, code: str, known: str) -> bool:
    found.contradictions.append(Contradiction(Problem(code, values={"kind": fact.new.kind}), known))
    return False


def _named(new: NewFact, name: str, corrects: str | None = None) -> NewFact:
    return NewFact(new.person, new.kind, {**new.said, "id": name}, new.source, new.evidence, corrects)


def _same(fact: CheckedFact, row: KnownFact) -> bool:
    """Whether a row has the same days and says all that the register tells. By which names it goes does not matter."""
    names = ref_names(KINDS[fact.new.kind])
    told = {key: value for key, value in fact.attributes.items() if key not in names}
    return _days(fact.days) == _days(row.days) and _all_in(told, row.attributes) and not row.uncertain


def _all_in(told: Mapping[str, Any], known: Mapping[str, Any]) -> bool:
    return all(key in known and known[key] == value for key, value in told.items())


def _meet(fact: CheckedFact, row: KnownFact, known: Known) -> bool:
    """Whether a row of somebody else may be about the same thing as what the register tells."""
    if known.is_ours(row):
        return False
    kind = KINDS[fact.new.kind]
    apart = TOLD_APART_BY.get(kind.kind_name)
    if apart and row.attributes.get(apart, fact.attributes.get(apart)) != fact.attributes.get(apart):
        return False
    links = [key for key in ref_names(kind) if key in fact.attributes and key != kind.thing]
    if any(_first_of(row.attributes.get(key), known) != fact.attributes[key] for key in links):
        return False
    if kind.shape is Shape.HAPPENING:
        return True
    return _overlap(_days(fact.days), _days(row.days))


def _first_of(name: Any, known: Known) -> Any:
    return known.first_name(known.rows[name]) if name in known.rows else name


def _is_before_birth(fact: CheckedFact, known: Known) -> bool:
    """A row before the person's birth would make the whole person unreadable."""
    born = next(
        (row.attributes["birth_date"] for row in known.standing("person") if "birth_date" in row.attributes), None
    )
    return bool(born and fact.days.lower and fact.days.lower < date.fromisoformat(born) and not fact.uncertain)


def _days(days: DateRange) -> tuple[date, date]:
    return days.lower or date.min, days.upper or date.max


def _overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
