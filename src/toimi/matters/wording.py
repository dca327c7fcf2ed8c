"""A request in words, for whoever is asked: what, why, what each answer would mean, by when, and what if nothing comes.

Texts of the law in its three languages, and those of ``requests.toml`` around them. The frame of the letter, with its
approved texts, is the room of letters.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from toimi.book.cells import Part
from toimi.book.facts import Source
from toimi.book.language import Texts
from toimi.book.question_words import answer_text, asks_text
from toimi.book.questions import Question
from toimi.days.line import TOP, offset_of
from toimi.law.book import texts as of_law
from toimi.matters.asking import Answer, Asked, Days, Ground, asked_again
from toimi.matters.models import Request


@dataclass(frozen=True)
class Told:
    """One question in words.

    Attributes:
        about: the row it is about, or the days; empty of a question of the office's own.
        why: the grounds, each with its days.
        answers: each possible answer with what it would mean.
    """

    key: str
    asks: str
    about: str
    why: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Letter:
    """A request in words: its purpose, its questions, the last day, and what follows if nothing comes (434/2003 section 36)."""

    purpose: str
    questions: tuple[Told, ...]
    due: str
    silence: str


def letter(request: Request, language: str = "") -> Letter:
    """The request in one language: in that of the matter if none is given."""
    language = language or request.language
    texts, own = _texts(language), _own()
    return Letter(
        own[request.purpose][language],
        tuple(_told(asked_again(one), texts, own) for one in request.questions),
        own["due"][language].format(day=texts.date(request.due_on)),
        own[f"silence_{request.purpose}"][language],
    )


@cache
def _texts(language: str) -> Texts:
    return of_law(language)


@cache
def _own() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("toimi.matters").joinpath("requests.toml").read_text("utf-8"))


def _told(one: Asked, texts: Texts, own: Mapping[str, Mapping[str, str]]) -> Told:
    why = tuple(dict.fromkeys(_why(ground, texts, own) for ground in one.grounds))
    if not one.kind:
        return Told(one.key, one.text or own["your_view"][texts.language], "", why, ())
    question = Question(
        one.kind, 0 if one.fact else None, one.attribute or None, Source.PERSON, (), one.subject or None
    )
    about = f"{texts.kind(one.kind)} {_period(one.row_days, texts)}" if one.row_days else _periods(one.days, texts)
    answers = tuple((_part(question, answer, texts), _then(answer, texts)) for answer in one.answers)
    return Told(one.key, asks_text(question, texts), about, why, answers)


def _why(ground: Ground, texts: Texts, own: Mapping[str, Mapping[str, str]]) -> str:
    """The place of the law, its title and the days; versions of one place say the same."""
    title = texts.of("provisions", ground.key, "title")
    place = ground.key.partition("@")[0]
    return own["why"][texts.language].format(place=place, title=title, days=_periods(ground.days, texts))


def _part(question: Question, answer: Answer, texts: Texts) -> str:
    part = answer.part if isinstance(answer.part, str) else Part(*answer.part)
    return answer_text(question, part, texts)


def _then(answer: Answer, texts: Texts) -> str:
    return "; ".join(
        f"{_period((first, until), texts)}: {texts.of('outcomes', outcome)}" for first, until, outcome in answer.then
    )  # fmt: skip


def _periods(days: Iterable[Days], texts: Texts) -> str:
    return ", ".join(_period(one, texts) for one in days)


def _period(days: Sequence[Any], texts: Texts) -> str:
    first, until = days
    return texts.period(offset_of(date.fromisoformat(first)), offset_of(date.fromisoformat(until)) if until else TOP)
