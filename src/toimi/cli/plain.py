"""A decision and its questions as plain data: what ``--json`` prints and what the pictures are made of."""

from __future__ import annotations

from typing import Any

from toimi.book.casefile import Case
from toimi.book.cells import READING
from toimi.book.contradictions import Found, Side
from toimi.book.decision import Decision, receipt
from toimi.book.explained import iso, period, stretches_data
from toimi.book.language import Texts
from toimi.book.question_words import answer_text, asks_text
from toimi.book.questions import Effect, Question, questions
from toimi.days.line import TOP, offset_of
from toimi.law.book import VERIFIED_THROUGH


def decision_data(case: Case, decision: Decision, texts: Texts) -> dict[str, Any]:
    """Everything that is said of one person."""
    evaluation = decision.evaluation
    return {
        "case": case.name,
        "known_at": iso(evaluation.edition.known_at),
        "contradictions": [contradiction_data(case, decision, one, texts) for one in decision.contradictions],
        "benefits": {
            benefit: {"name": texts.of("benefits", benefit), "days": stretches_data(decision, timeline, texts)}
            for benefit, timeline in decision.timelines.items()
            if len(timeline)
        },
        "no_statement": [
            {**period(start, end), "because": "no_claimant" if decision.registered else "no_registration"}
            for start, end in decision.unclaimed
        ],
        "questions": questions_data(case, decision, texts),
        "limits": {
            "verified_through": VERIFIED_THROUGH.isoformat(),
            "asks_beyond": int(evaluation.caseload.asked_until[0]) > offset_of(VERIFIED_THROUGH) + 1,
            "examined": list(dict.fromkeys(bar.provision.citation for bar in evaluation.edition.bars)),
        },
        "receipt": receipt(decision),
    }


def contradiction_data(case: Case, decision: Decision, found: Found, texts: Texts) -> dict[str, Any]:
    """Facts that cannot both hold: what contradicts what, on which days, and what to do."""
    return {
        "name": found.name,
        "says": texts.of("contradictions", found.name),
        "from": iso(found.start),
        "through": None if found.end >= TOP else iso(found.end - 1),
        "facts": [_side_data(case, decision, side, texts) for side in found.sides],
        "remedy": texts.of("cli", "contradiction_remedy"),
    }


def _side_data(case: Case, decision: Decision, side: Side, texts: Texts) -> dict[str, Any]:
    number = int(decision.evaluation.rows(side.kind).number[side.row])
    data: dict[str, Any] = {"fact": side.kind, "about": texts.kind(side.kind), "place": f"facts.{side.kind}[{number}]"}
    if (side.kind, number) in case.ids:
        data["id"] = case.ids[side.kind, number]
    if side.attribute:
        data["attribute"] = side.attribute
        data["place"] += f".{side.attribute}"
    return data


def questions_data(case: Case, decision: Decision, texts: Texts) -> list[dict[str, Any]]:
    """The questions, the most deciding first."""
    return [question_data(case, question, texts) for question in questions(decision.evaluation, decision.timelines)]


def question_data(case: Case, question: Question, texts: Texts) -> dict[str, Any]:
    """One question: what is asked of whom, and what each answer would mean."""
    data: dict[str, Any] = {"asks": asks_text(question, texts), "asked_of": question.asked_of.value}
    data["asked_of_says"] = texts.of("sources", question.asked_of.value)
    if question.kind == READING:
        data["reading"] = question.name
    else:
        data["fact"] = question.kind
        data["about"] = texts.kind(question.kind)
        if question.row is not None and (question.kind, question.row) in case.ids:
            data["id"] = case.ids[question.kind, question.row]
        if question.name:
            data["attribute"] = question.name
    if question.days:
        data["days"] = [period(start, end) for start, end in question.days]
    data["answers"] = [effect_data(question, effect, texts) for effect in question.effects]
    return data


def effect_data(question: Question, effect: Effect, texts: Texts) -> dict[str, Any]:
    """What one answer would mean for the days that are open."""
    return {
        "answer": answer_text(question, effect.part, texts),
        "decides_days": effect.decides,
        "then": [
            {
                **period(start, end),
                "benefit": benefit,
                "outcome": outcome.name.lower(),
                "says": texts.of("outcomes", outcome.name.lower()),
            }
            for benefit, start, end, outcome in effect.outcomes
        ],
    }
