"""What is asked in a request, in words, for the letter that carries it: what, why, and what each answer would mean.

The letters themselves are approved texts of the room of letters, which are filled with this.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
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
from toimi.matters.requests import Purpose, To


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


def questions_of(request: Request, language: str = "") -> tuple[Told, ...]:
    """The questions in one language: in that of the matter if none is given."""
    texts = _texts(language or request.language)
    return tuple(_told(asked_again(one), texts) for one in request.questions)


def letter_of(request: Request, language: str = "") -> tuple[str, dict[str, Any]]:
    """The text of the room of letters that carries the request, and what it is filled with.

    What the office adds, as the subject of the matter or whom it is about, is not among it.
    """
    told, due = questions_of(request, language), request.due_on.isoformat()
    if request.to == To.CLIENT and request.purpose == Purpose.HEARING:
        return "hearing", {
            "grounds": [{"provision": "; ".join(one.why), "reason": one.asks} for one in told],
            "due": due,
        }
    text = "clarification_request" if request.to == To.CLIENT else "information_request"
    return text, {"facts": [{"asked": _asks(one), "why": _reasons(one)} for one in told], "due": due}


def _asks(one: Told) -> str:
    return f"{one.asks} ({one.about})" if one.about else one.asks


def _reasons(one: Told) -> str:
    """Why, and what each answer would mean."""
    return ". ".join([*one.why, *(f"{answer} → {then}" for answer, then in one.answers)]) or "–"


@cache
def _texts(language: str) -> Texts:
    return of_law(language)


@cache
def _own() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("toimi.matters").joinpath("requests.toml").read_text("utf-8"))


def _told(one: Asked, texts: Texts) -> Told:
    why = tuple(dict.fromkeys(_why(ground, texts) for ground in one.grounds))
    if not one.kind:
        return Told(one.key, one.text or _own()["your_view"][texts.language], "", why, ())
    question = Question(
        one.kind, 0 if one.fact else None, one.attribute or None, Source.PERSON, (), one.subject or None
    )
    about = f"{texts.kind(one.kind)} {_period(one.row_days, texts)}" if one.row_days else _periods(one.days, texts)
    answers = tuple((_part(question, answer, texts), _then(answer, texts)) for answer in one.answers)
    return Told(one.key, asks_text(question, texts), about, why, answers)


def _why(ground: Ground, texts: Texts) -> str:
    """The place of the law, its title if the book has it, and the days; versions of one place say the same."""
    place, days = ground.key.partition("@")[0], _periods(ground.days, texts)
    if ground.key not in texts.tables["provisions"]:
        return f"{place}, {days}"
    return f"{texts.of('provisions', ground.key, 'title')} ({place}), {days}"


def _part(question: Question, answer: Answer, texts: Texts) -> str:
    part = answer.part if isinstance(answer.part, str) else Part(*answer.part)
    return answer_text(question, part, texts)


def _then(answer: Answer, texts: Texts) -> str:
    return "; ".join(
        f"{_period((first, until), texts)}: {texts.of('outcomes', outcome)}" for first, until, outcome in answer.then
    )


def _periods(days: Iterable[Days], texts: Texts) -> str:
    return ", ".join(_period(one, texts) for one in days)


def _period(days: Sequence[Any], texts: Texts) -> str:
    first, until = days
    return texts.period(offset_of(date.fromisoformat(first)), offset_of(date.fromisoformat(until)) if until else TOP)
