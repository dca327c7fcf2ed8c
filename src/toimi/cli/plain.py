"""A decision and its questions as plain data: what ``--json`` prints and what the pictures are made of."""

from __future__ import annotations

from typing import Any

import numpy as np

from toimi.book.answers import Outcome, Timeline
from toimi.book.book import Standing
from toimi.book.casefile import Case
from toimi.book.cells import READING
from toimi.book.contradictions import Found, Side
from toimi.book.decision import Decision, receipt
from toimi.book.explain import Explanation, Line
from toimi.book.language import Texts
from toimi.book.question_words import answer_text, asks_text
from toimi.book.questions import Effect, Question, questions
from toimi.days.line import TOP, date_of, offset_of
from toimi.law.book import VERIFIED_THROUGH


def iso(offset: int) -> str | None:
    """A day as year-month-day; ``None`` for no end."""
    day = date_of(offset)
    return None if day is None else day.isoformat()


def period(start: int, end: int) -> dict[str, str | None]:
    """Half-open offsets as first and last day."""
    return {"from": iso(start), "through": iso(end - 1)}


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


def stretches_data(decision: Decision, timeline: Timeline, texts: Texts) -> list[dict[str, Any]]:
    """The stretches of one benefit with their grounds explained."""
    edition = decision.evaluation.edition
    found = []
    for stretch in range(len(timeline)):
        outcome = Outcome(timeline.outcome[stretch]).name.lower()
        explanation = Explanation(decision.evaluation, int(timeline.start[stretch]))
        grounds = []
        bites = (
            ("bars", timeline.barring),
            ("possibly_bars", timeline.possibly_barring),
            ("not_applied", timeline.masked),
        )
        for effect, masks in bites:
            for index in masks.at(stretch):
                if effect == "possibly_bars" and index in timeline.barring.at(stretch):
                    continue
                grounds.append(ground_data(edition.bars[index], effect, explanation, texts))
                if effect == "not_applied":
                    grounds[-1]["because_of"] = _overlays(
                        decision, edition.bars[index], timeline.benefit, explanation, texts
                    )
        told = timeline.possible_notices.at(stretch) if outcome != "no_right" else []
        for index in told:
            effect = "told_to_payer" if index in timeline.notices.at(stretch) else "possibly_told_to_payer"
            grounds.append(ground_data(edition.notices[index], effect, explanation, texts))
        found.append(
            {
                **period(int(timeline.start[stretch]), int(timeline.end[stretch])),
                "outcome": outcome,
                "says": texts.of("outcomes", outcome),
                "grounds": grounds,
            }
        )
    return found


def _overlays(
    decision: Decision, bar: Standing, benefit: str, explanation: Explanation, texts: Texts
) -> list[dict[str, Any]]:
    """The overlays that hold on the day and take the bar away."""
    edition = decision.evaluation.edition
    place = explanation.place
    found = []
    for overlay in edition.overlays_on(bar, benefit):
        days = decision.evaluation.days_of(overlay)
        inside = np.searchsorted(days.hi.start, place, side="right") - 1
        if len(days.hi) and inside[0] >= 0 and place[0] < days.hi.end[inside[0]]:
            found.append(ground_data(overlay, "sets_aside", explanation, texts))
    return found


def ground_data(standing: Standing, effect: str, explanation: Explanation, texts: Texts) -> dict[str, Any]:
    """One ground: where it stands, what it does, and why."""
    provision = standing.provision
    return {
        "citation": provision.citation,
        "act": provision.act,
        "title": texts.of("provisions", provision.key, "title"),
        "effect": effect,
        "decided": provision.decided,
        "reading": texts.of("provisions", provision.key, "reading"),
        "because": [line_data(line, texts) for line in explanation.of(standing)],
        **({} if provision.verified else {"reported": provision.reported}),
    }


def line_data(line: Line, texts: Texts) -> dict[str, Any]:
    """A line and what stands below it."""
    data: dict[str, Any] = {"says": texts.line(line)}
    if line.state:
        data["holds"] = line.state
        data["holds_says"] = texts.state(line)
    if line.lines:
        data["because"] = [line_data(below, texts) for below in line.lines]
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
