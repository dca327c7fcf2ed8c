"""What is asked in a matter, and of whom: the law's own questions, put to those who can answer them. Nothing is written here.

A question is specific (434/2003 section 32): one fact, the ground that may bar because of it and on which days, and what
each answer would mean. What is for an official to judge, or stands in another authority's register, is put to nobody
outside: it is what is left.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa

from toimi.book import decision
from toimi.book.answers import Outcome, Timeline
from toimi.book.book import Edition
from toimi.book.cells import READING
from toimi.book.expressions import Chronicle, Node
from toimi.book.facts import KINDS, Source
from toimi.book.kept import table_of
from toimi.book.questions import Effect, Question, questions
from toimi.book.tables import read_people
from toimi.days.line import date_of, offset_of
from toimi.law.book import BOOK
from toimi.matters.requests import OUTSIDE, To

OF_SOURCE = {
    Source.PERSON: To.CLIENT, Source.EMPLOYER: To.EMPLOYER, Source.PAYER: To.PAYER, Source.REGISTER: To.REGISTER,
    Source.OFFICIAL: To.OFFICIAL,
}  # fmt: skip
Days = tuple[str, str | None]
"""Half-open days as text; no end is ``None``."""


@dataclass(frozen=True)
class Ground:
    """Why something is asked: a provision that bars or may bar on these days."""

    key: str
    days: tuple[Days, ...]


@dataclass(frozen=True)
class Answer:
    """What one answer would mean.

    Attributes:
        part: bounds of the value as the book has them, or the word for "nothing".
        decides: how many open days it settles.
        then: first day, end and outcome of the days that are open now.
    """

    part: tuple[int, int] | str
    decides: int
    then: tuple[tuple[str, str | None, str], ...]


@dataclass(frozen=True)
class Asked:
    """One question.

    Attributes:
        key: its name within the matter: the same question has the same name whenever it is asked.
        to, reference: to whom it is put; who the employer, school or provider is, the office says (``put_to``).
        kind, fact, attribute: what it is about: ``fact`` is the name of the row. Empty of a question of the office's own.
        row_days: of that row.
        subject, days: of a silence.
        grounds: why it is asked.
        answers: what each would mean; empty where they cannot be listed.
        text: of a question of the office's own, in its words.
    """

    key: str
    to: To
    reference: str = ""
    kind: str = ""
    fact: str = ""
    attribute: str = ""
    row_days: Days | None = None
    subject: str = ""
    days: tuple[Days, ...] = ()
    grounds: tuple[Ground, ...] = ()
    answers: tuple[Answer, ...] = ()
    text: str = ""

    def plain(self) -> dict[str, Any]:
        """As it is kept, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value or name in ("key", "to")}


@dataclass(frozen=True)
class Draft:
    """What is to be asked in a matter: questions may be put in, left out or put to somebody else before it is sent."""

    matter: int
    questions: tuple[Asked, ...] = field(default_factory=tuple)

    @property
    def outside(self) -> tuple[Asked, ...]:
        """What can be sent."""
        return tuple(one for one in self.questions if one.to in OUTSIDE)

    @property
    def left(self) -> tuple[Asked, ...]:
        """What is left to a person of the office."""
        return tuple(one for one in self.questions if one.to not in OUTSIDE)

    @property
    def is_clients_only(self) -> bool:
        """Whether a rule may send it by itself."""
        return bool(self.questions) and all(one.to is To.CLIENT for one in self.questions)


def asked_again(plain: Mapping[str, Any]) -> Asked:
    """The question that was kept as plain data."""
    said = dict(plain)
    said["to"] = To(said["to"])
    said["days"] = _pairs(said.get("days", ()))
    said["row_days"] = said.get("row_days") and _pairs([said["row_days"]])[0]
    said["grounds"] = tuple(Ground(one["key"], _pairs(one["days"])) for one in said.get("grounds", ()))
    said["answers"] = tuple(
        Answer(
            one["part"] if isinstance(one["part"], str) else tuple(one["part"]), one["decides"],
            tuple((first, until, outcome) for first, until, outcome in one["then"]),
        )
        for one in said.get("answers", ())
    )  # fmt: skip
    return Asked(**said)


def _pairs(days: Iterable[Sequence[Any]]) -> tuple[Days, ...]:
    return tuple((first, until) for first, until in days)


def asked(
    of: Sequence[tuple[dict[str, Any], str]], *, known_at: date, switches: dict[str, str] | None = None
) -> list[tuple[Asked, ...] | None]:
    """The law's questions about each right to a benefit, the most deciding first.

    Args:
        of: a person's row of the table of facts, as a proposal keeps it, and the benefit.

    Returns:
        In their order; ``None`` for facts that cannot be taken as they stand: an official mends them first.
    """
    if not of:
        return []
    rows = [table_of({**facts, "person": str(place)}) for place, (facts, _) in enumerate(of)]
    (batch,) = pa.Table.from_batches(rows).combine_chunks().to_batches()
    people = read_people(batch, known_at=offset_of(known_at))
    found: list[tuple[Asked, ...] | None] = [None] * len(of)
    for block, name in enumerate(people.names):
        facts, benefit = of[int(name)]
        one = people.caseload.take(np.array([block]))
        made = decision.decide(one, BOOK, known_at=offset_of(known_at), switches=switches or {})
        timeline = made.timelines[benefit]
        asks = questions(made.evaluation, {benefit: timeline})
        found[int(name)] = tuple(_asked(ask, facts, timeline, made.evaluation.edition) for ask in asks)
    return found


def _asked(one: Question, facts: Mapping[str, Any], timeline: Timeline, edition: Edition) -> Asked:
    row = {} if one.row is None else facts[one.kind][one.row]
    fact, attribute, subject = row.get("id", ""), one.name or "", one.subject or ""
    to = To.OFFICIAL if one.kind == READING else OF_SOURCE[one.asked_of]
    return Asked(
        ":".join([one.kind, fact, attribute or subject]), to,
        kind=one.kind, fact=fact, attribute=attribute, row_days=_of_row(row), subject=subject,
        days=tuple((_day(first) or "", _day(end)) for first, end in one.days),
        grounds=_grounds(one, timeline, edition), answers=tuple(map(_answer, one.effects)),
    )  # fmt: skip


def _of_row(row: Mapping[str, Any]) -> Days | None:
    if "on" in row:
        return row["on"], str(date.fromisoformat(row["on"]) + timedelta(1))
    return (row["from"], row.get("until")) if "from" in row else None


def _answer(effect: Effect) -> Answer:
    part = effect.part if isinstance(effect.part, str) else (effect.part.lo, effect.part.hi)
    then = tuple((_day(first) or "", _day(end), outcome.name.lower()) for _, first, end, outcome in effect.outcomes)
    return Answer(part, effect.decides, then)


def _day(offset: int) -> str | None:
    day = date_of(offset)
    return None if day is None else day.isoformat()


def _grounds(one: Question, timeline: Timeline, edition: Edition) -> tuple[Ground, ...]:
    """The bars that may bite on open days and read what is asked, each with those days.

    The nearest are taken: those that read it themselves; or else in what takes them away; or else in a chronicle, where
    all of chapter 2 a reads all of its past.
    """
    wanted, may_bar = _wanted(one), _may_bar(timeline)
    for far in range(3):
        found = [
            Ground(edition.bars[index].provision.key, tuple(_joined(days)))
            for index, days in may_bar.items()
            if not wanted.isdisjoint(_read_by(index, edition.known_at, timeline.benefit, far))
        ]
        if found:
            return tuple(found)
    return ()


def _may_bar(timeline: Timeline) -> dict[int, list[Days]]:
    """Which bars may bite on which open days."""
    found: dict[int, list[Days]] = {}
    for stretch in np.flatnonzero(timeline.outcome == Outcome.OPEN).tolist():
        span = _day(int(timeline.start[stretch])) or "", _day(int(timeline.end[stretch]))
        for index in timeline.possibly_barring.at(stretch):
            found.setdefault(index, []).append(span)
    return found


def _joined(spans: Iterable[Days]) -> list[Days]:
    found: list[Days] = []
    for first, until in spans:
        if found and found[-1][1] == first:
            found[-1] = (found[-1][0], until)
        else:
            found.append((first, until))
    return found


def _wanted(one: Question) -> set[tuple[str, str]]:
    """What is read where the question matters: an attribute, a switch, or any row of the kinds that are silent."""
    if one.row is not None or one.kind == READING:
        return {(one.kind, one.name or "")}
    if one.subject:
        return {(name, "") for name, kind in KINDS.items() if kind.subject == one.subject}
    return {(one.kind, "")}


@lru_cache(maxsize=4096)
def _read_by(index: int, known_at: int, benefit: str, far: int) -> frozenset[tuple[str, str]]:
    """What a bar of the edition reads; from 1 on the overlays on it too, and from 2 on its chronicles."""
    edition = BOOK.edition(known_at)
    bar = edition.bars[index]
    overlays = edition.overlays_on(bar, benefit) if far else ()
    waiting: list[Node] = [one.provision.expression for one in (bar, *overlays)]
    found: set[tuple[str, str]] = set()
    seen: set[Node] = set()
    while waiting:
        node = waiting.pop()
        if node in seen or (isinstance(node, Chronicle) and far < 2):
            continue
        seen.add(node)
        found |= _places(node)
        waiting += node.parts
        if node.op == "concept":
            waiting += [version.provision.expression for version in edition.concepts[node.detail["name"]]]
    return frozenset(found)


def _places(node: Node) -> set[tuple[str, str]]:
    """The attribute, the kind or the switch that a node reads."""
    detail, found = node.detail, set()
    if node.op == "reading":
        found.add((READING, detail["switch"]))
    if isinstance(detail.get("kind"), str):
        found.add((detail["kind"], ""))
        if node.op == "attribute":
            found.add((detail["kind"], detail["name"]))
    if node.grain:
        found.add((str(node.grain), ""))
    return found


def points(stretches: Iterable[Sequence[Any]], *, to: To, reference: str) -> tuple[Asked, ...]:
    """For a hearing (434/2003 sections 34, 36): each ground that bars or may bar, with its days, as one open question.

    Args:
        stretches: of an assessment or a proposal.
    """
    days: dict[str, list[Days]] = {}
    for first, until, outcome, bars, may_bar, *_ in stretches:
        if outcome in ("no_right", "open"):
            for key in dict.fromkeys([*bars, *may_bar]):
                days.setdefault(key, []).append((first, until))
    return _views((Ground(key, tuple(_joined(spans))) for key, spans in days.items()), to, reference)


def put_to(draft: Draft, keys: Container[str], to: To, reference: str) -> Draft:
    """The draft with these of its questions put to somebody: an employer or a school that is named, or the client instead.

    What is for an official to judge stays so.
    """
    return replace(
        draft,
        questions=tuple(
            replace(one, to=to, reference=reference) if one.key in keys and one.to is not To.OFFICIAL else one
            for one in draft.questions
        ),
    )


def with_views(draft: Draft) -> Draft:
    """The draft, and of each ground that turns on an official's judgement the client's own view: nobody judges unasked."""
    grounds = {ground.key: ground for one in draft.left if one.to is To.OFFICIAL for ground in one.grounds}
    return replace(draft, questions=(*draft.questions, *_views(grounds.values(), To.CLIENT, "")))


def _views(grounds: Iterable[Ground], to: To, reference: str) -> tuple[Asked, ...]:
    """One open question a place of the law, whatever its versions."""
    of_place: dict[str, list[Ground]] = {}
    for ground in grounds:
        of_place.setdefault(ground.key.partition("@")[0], []).append(ground)
    return tuple(
        Asked(f"ground:{place}", to, reference, grounds=tuple(some)) for place, some in of_place.items()
    )  # fmt: skip
