"""Other authorities' registers: asked about a client, and what each last said. A register that does not answer says nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Annotated

from django.http import HttpRequest
from ninja import Body, Router, Schema
from pydantic import Field

from toimi.api.door import Outside, asking, asks_outside, looks, question, refused
from toimi.api.problems import Refusal, language_of
from toimi.api.shapes import Given, PersonNumber, Text
from toimi.api.signing_in import actor_of
from toimi.clients.from_registers import Answers, ask, codes_to_ask, record_answers
from toimi.clients.looking import show_register_answers
from toimi.clients.models import AnswerKind, RegisterAnswer
from toimi.clients.problems import Problem
from toimi.clients.register_answers import Outcome
from toimi.matters.access import with_matter
from toimi.office.actors import Actor
from toimi.registers.answers import NotKnown, Why
from toimi.registers.asking import Patience
from toimi.registers.xroad import BadSetting

router = Router(tags=["registers"])
HURRIED = Patience(connection=1.0, silence=2.0, whole=2.0, pause=0.2)
WITHIN = 5.0
"""Seconds for all registers together; somebody waits at the other end."""


class Name(StrEnum):
    """The registers there are, as in ``registers.directory``."""

    POPULATION = "population"
    COMPANIES = "companies"
    INCOMES = "incomes"
    KELA = "kela"
    STUDIES = "studies"


class Asked(Given):
    """Which registers are asked, and what for; the other authority sees it too."""

    registers: Annotated[list[Name], Field(min_length=1, max_length=len(Name))] = list(Name)
    issue: Annotated[Text, Field(pattern="^[a-z_]{1,30}(:[0-9]{1,19})?$", max_length=50)] = "service"


class DifferenceShape(Schema):
    """Something that an official must look at; nothing was written for it. ``known`` is the fact that stands, if any."""

    code: str
    detail: str
    known: str


class AnswerShape(Schema):
    """What came of asking a register: it told, it has nobody by the code, or it is not known and why."""

    name: Name
    answer: AnswerKind
    why: Why | None
    detail: str | None
    request: str
    recorded: list[str]
    differences: list[DifferenceShape]


class AnswerList(Schema):
    """An answer of each register; while one is not known, asking again may help."""

    items: list[AnswerShape]


class LastAnswer(AnswerShape):
    """The last that came of asking a register, and when it last told something: that stands."""

    asked_at: datetime
    told_at: datetime | None


class LastAnswers(Schema):
    """Of each register that was ever asked about the client, in the order of their names."""

    items: list[LastAnswer]


@router.post("/people/{person}/register-answers", **asking(AnswerList))
@asks_outside
def ask_registers(request: HttpRequest, person: PersonNumber, said: Annotated[Asked, Body()]) -> Outside[Answers]:
    """Ask registers about a client. What they tell becomes facts; what one does not answer stays not known.

    Status 201: each has answered, and the answer is kept under its key. Status 200: at least one has not; the others'
    answers are recorded, and the same request with the same key asks again.
    """
    who, names = actor_of(request), list(dict.fromkeys(said.registers))
    pending = with_matter(who, [person])
    codes = codes_to_ask([person], names, who=who, with_matter=pending)
    return Outside(
        ask=partial(_ask, codes, names, who, said.issue),
        record=partial(_record, who=who, pending=pending, language=language_of(request)),
    )


def _ask(codes: Mapping[int, str | None], names: Sequence[str], who: Actor, issue: str) -> Answers:
    try:
        return ask(codes, names, who=who, issue=issue, patience=HURRIED, within=WITHIN)
    except BadSetting:
        raise Refusal("registers_not_set") from None


def _record(answers: Answers, *, who: Actor, pending: set[int], language: str) -> tuple[AnswerList, bool]:
    outcomes = record_answers(answers, who=who, with_matter=pending)
    is_final = not any(isinstance(one.answer, NotKnown) for one in outcomes)
    return AnswerList(items=[_answer(one, language) for one in outcomes]), is_final


def _answer(one: Outcome, language: str) -> AnswerShape:
    why = one.answer.why if isinstance(one.answer, NotKnown) else None
    return AnswerShape(
        name=Name(one.register),
        answer=one.kind,
        why=why,
        detail=why and NotKnown(why).text(language),
        request=one.answer.request,
        recorded=[*one.written, *one.details],
        differences=[_difference(each.problem, each.known, language) for each in one.contradictions],
    )


def _difference(problem: Problem, known: str, language: str) -> DifferenceShape:
    return DifferenceShape(code=problem.code, detail=problem.text(language), known=known)


@router.get("/people/{person}/register-answers", **question(LastAnswers))
@looks
def list_answers(request: HttpRequest, person: PersonNumber) -> LastAnswers | Refusal:
    """What each register last said of a client, and when it last told something; one that was never asked is left out."""
    who, language = actor_of(request), language_of(request)
    found = show_register_answers(who, person, with_matter=with_matter(who, [person]))
    last = {row.register: row for row in found.rows}
    told = {row.register: row.asked_at for row in found.rows if row.kind == AnswerKind.TOLD}
    items = [_last(last[name], told.get(name), language) for name in Name if name in last]
    return refused(found.decision) or LastAnswers(items=items)


def _last(row: RegisterAnswer, told_at: datetime | None, language: str) -> LastAnswer:
    why = Why(row.why) if row.why else None
    return LastAnswer(
        name=Name(row.register),
        answer=AnswerKind(row.kind),
        why=why,
        detail=why and NotKnown(why).text(language),
        request=row.request,
        recorded=row.written,
        differences=[
            _difference(Problem(each["code"], values=each["values"]), each["known"], language)
            for each in row.contradictions
        ],
        asked_at=row.asked_at,
        told_at=told_at,
    )
