"""An answer with its grounds explained, as plain data in one language: what is shown, printed and kept."""

from __future__ import annotations

from typing import Any

import numpy as np

from toimi.book.answers import Outcome, Timeline
from toimi.book.book import Standing
from toimi.book.decision import Decision
from toimi.book.explain import Explanation, Line
from toimi.book.language import Texts
from toimi.days.line import date_of


def iso(offset: int) -> str | None:
    """A day as year-month-day; ``None`` for no end."""
    day = date_of(offset)
    return None if day is None else day.isoformat()


def period(start: int, end: int) -> dict[str, str | None]:
    """Half-open offsets as first and last day."""
    return {"from": iso(start), "through": iso(end - 1)}


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
