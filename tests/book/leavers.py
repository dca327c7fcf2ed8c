"""Random people of the law with facts that are not known: they leave work, are laid off, stopped, or work a little."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from toimi.book.answers import Outcome
from toimi.book.casefile import read_cases
from toimi.book.decision import Decision, decide
from toimi.book.facts import KINDS, DayOf, NumberOf, OneOf
from toimi.days.line import offset_of
from toimi.law.book import BOOK

from .maybe import ABSENT, Maybe

KNOWN_AT = offset_of(date(2026, 11, 24))
FIRST_DAYS = (
    date(2019, 6, 1),
    date(2020, 3, 1),
    date(2021, 10, 1),
    date(2022, 4, 1),
    date(2022, 9, 1),
    date(2023, 3, 1),
)
CHANGES = (date(2019, 7, 1), date(2022, 5, 2))
MANNERS = (
    "resigned", "agreed", "dismissed", "rescinded_by_employer", "rescinded_by_employee", "trial_period",
    "fixed_term_over", "other",
)  # fmt: skip
SUBJECTS = ["work", "stops", "study", "business"]
ONE_DAY = timedelta(days=1)


class Pen:
    """Writes one case and leaves a few places open."""

    def __init__(self, rng: random.Random, most: int = 3) -> None:
        self.rng = rng
        self.left = rng.randint(1, most)

    def open(self, chance: float = 0.5) -> bool:
        """Whether to leave the next place open."""
        opened = self.left > 0 and self.rng.random() < chance
        self.left -= opened
        return opened

    def option(self, *options: str) -> Any:
        """One option, or a list of a few."""
        if not self.open():
            return self.rng.choice(options)
        some = tuple(self.rng.sample(options, min(len(options), self.rng.randint(2, 4))))
        return Maybe("unknown" if len(some) == len(options) else list(some), some)

    def number(self, *around: Any) -> Any:
        """One of some neighbouring numbers, or their range."""
        if not self.open():
            return self.rng.choice(around)
        return Maybe({"at_least": around[0], "at_most": around[-1]}, around)

    def truth(self) -> Any:
        """Yes, no or not known."""
        return Maybe("unknown", (True, False)) if self.open() else self.rng.random() < 0.5

    def judgement(self, row: dict[str, Any], *names: str) -> Any:
        """What an official has found about a row, or nothing yet."""
        values = [{name: bits >> place & 1 == 1 for place, name in enumerate(names)} for bits in range(1 << len(names))]
        rows = tuple({"on": row.get("on", row.get("from")), "about": row["id"], **value} for value in values)
        return Maybe(ABSENT, rows) if self.open(0.7) else self.rng.choice(rows)

    def near(self, first: date, last: date) -> date:
        """A day from the first through the last."""
        return first + timedelta(days=self.rng.randint(0, (last - first).days))


def iso(day: date) -> str:
    """A day as a case file writes it."""
    return day.isoformat()


def draft(rng: random.Random) -> dict[str, Any]:
    """One person with one to three things that are not known."""
    pen = Pen(rng)
    first = rng.choice(FIRST_DAYS) + timedelta(days=rng.randint(0, 60))
    through = first + timedelta(days=rng.randint(60, 150))
    kinds = rng.sample(("earnings_related", "basic", "labour_market_subsidy"), rng.randint(1, 2))
    facts: dict[str, list[Any]] = {
        "benefit": [{"from": iso(first), "kind": kind} for kind in kinds],
        "job_search": [{"from": iso(first - 30 * ONE_DAY)}],
        "seeks_full_time_work": [{"from": iso(first - 30 * ONE_DAY), "value": True}],
        "answered_for": [{"from": "2010-01-01", "subjects": SUBJECTS}],
    }
    for subject in rng.sample(SUBJECTS_OF_LIFE, rng.randint(1, 2)):
        subject(pen, facts, first, through)
    return {
        "asked": {"from": iso(first), "through": iso(through)},
        "person": {"birth_date": "1980-01-01"},
        "facts": facts,
    }


def _job(pen: Pen, facts: dict[str, list[Any]], first: date, last: date | None) -> str:
    label = f"job{len(facts.get('employment', []))}"
    row = {
        "id": f"{label}-row",
        "job": label,
        "from": iso(first),
        "pay_month": Decimal("2500.00"),
        "regular_work_agreed": True,
    }
    hours = pen.number(Decimal("79.99"), Decimal(80), Decimal("80.01")) if pen.rng.random() < 0.3 else 100
    row |= {} if last is None else {"through": iso(last)}
    facts.setdefault("employment", []).append({**row, "hours_share": hours})
    return label


def left_work(pen: Pen, facts: dict[str, list[Any]], first: date, through: date) -> None:
    """A job that ended, with much of it open."""
    last = pen.near(first - 40 * ONE_DAY, through - 20 * ONE_DAY)
    lasted = pen.rng.choice((3, 5, 6, 400, 3000))
    label = _job(pen, facts, last - (lasted - 1) * ONE_DAY, last)
    row: dict[str, Any] = {"id": f"end-{label}", "on": iso(last), "manner": pen.option(*MANNERS)}
    row |= {"job": label} if pen.rng.random() < 0.8 else {}
    row["ground"] = pen.option("person", "economic_or_production", "none_given")
    row["notice_given_by"] = pen.option("person", "employer")
    row["would_have_lasted"] = pen.number(4, 5, 6) if pen.rng.random() < 0.6 else 400
    row["notice_given_on"] = _notice(pen, last)
    if pen.rng.random() < 0.2:
        row["act_on"] = iso(last - pen.rng.randint(0, 40) * ONE_DAY)
    if pen.rng.random() < 0.2:
        row |= {"contested_on": iso(last + 20 * ONE_DAY)}
        final = {
            "contest_final_on": iso(last + 90 * ONE_DAY),
            "contest_result": pen.option("own_fault", "not_own_fault"),
        }
        row |= final if pen.rng.random() < 0.5 else {}
    facts.setdefault("employment_end", []).append(row)
    facts.setdefault("valid_reason", []).append(pen.judgement(row, "accepted"))
    facts.setdefault("own_fault", []).append(pen.judgement(row, "caused", "reprehensible"))


def _notice(pen: Pen, last: date) -> Any:
    """The day of notice: known, a short range across a change of the law where one is near, or not known at all."""
    near = [day for day in CHANGES if timedelta(0) <= last - day < timedelta(days=80)]
    notice = near[0] if near and pen.rng.random() < 0.7 else last - pen.rng.randint(0, 60) * ONE_DAY
    if not pen.open():
        return iso(notice)
    if pen.rng.random() < 0.4:
        days = sorted(
            {last, last - 200 * ONE_DAY, *(min(day, last) for day in (*CHANGES, *(day - ONE_DAY for day in CHANGES)))}
        )
        return Maybe("unknown", tuple(iso(day) for day in days))
    days = [day for day in (notice + number * ONE_DAY for number in (-1, 0, 1)) if day <= last]
    return Maybe({"earliest": iso(days[0]), "latest": iso(days[-1])}, tuple(iso(day) for day in days))


def laid_off(pen: Pen, facts: dict[str, list[Any]], first: date, through: date) -> None:
    """A layoff of an extent that may be open, from a job that goes on."""
    label = _job(pen, facts, first - 900 * ONE_DAY, None)
    begun = pen.near(first - 20 * ONE_DAY, through - 10 * ONE_DAY)
    row: dict[str, Any] = {
        "job": label,
        "from": iso(begun),
        "extent": pen.option("full", "shortened_hours", "shortened_week"),
    }
    ended = begun + pen.rng.randint(5, 60) * ONE_DAY
    row["through"] = iso(ended)
    if pen.open(0.3):
        row["through"] = Maybe(
            {"earliest": iso(ended), "latest": iso(ended + 2 * ONE_DAY)},
            tuple(iso(ended + number * ONE_DAY) for number in (0, 1, 2)),
        )
    facts.setdefault("layoff", []).append(row)


def suspended(pen: Pen, facts: dict[str, list[Any]], first: date, through: date) -> None:
    """A stop equated with layoff, perhaps by one's own fault."""
    label = _job(pen, facts, first - 900 * ONE_DAY, None)
    begun = pen.near(first - 20 * ONE_DAY, through - 10 * ONE_DAY)
    row = {"id": f"stop-{label}", "job": label, "from": iso(begun), "through": iso(begun + 50 * ONE_DAY)}
    row["ground"] = pen.option("outside_cause", "office_suspension", "office_suspension_health_data")
    facts.setdefault("equated_stop", []).append(row)
    facts.setdefault("own_fault", []).append(pen.judgement(row, "caused", "reprehensible"))


def short_work(pen: Pen, facts: dict[str, list[Any]], first: date, through: date) -> None:
    """A job of about two weeks whose hours may be open."""
    begun = pen.near(first, through - 20 * ONE_DAY)
    _job(pen, facts, begun, begun + pen.rng.choice((12, 13, 14, 20)) * ONE_DAY)
    facts["employment"][-1]["hours_share"] = pen.number(Decimal("79.99"), Decimal(80), Decimal("80.01"))


def studied(pen: Pen, facts: dict[str, list[Any]], first: date, through: date) -> None:
    """Studies around the limits of the lists."""
    begun = pen.near(first - 20 * ONE_DAY, through - 10 * ONE_DAY)
    row: dict[str, Any] = {"id": "course", "from": iso(begun), "through": iso(begun + 250 * ONE_DAY)}
    row |= {"planned_end": iso(begun + 250 * ONE_DAY), "boarding_school": pen.truth()}
    row["goal"] = pen.option(
        "upper_secondary", "basic_education", "other", "university_degree", "vocational_qualification"
    )
    row |= {"syllabus_courses": pen.number(74, 75, 76), "courses_a_year": pen.number(21, 22, 23)}
    row |= {"credits_a_month": pen.number(Decimal("4.99"), Decimal(5)), "hours_week": pen.number(24, 25)}
    facts.setdefault("study", []).append(row)
    facts.setdefault("study_content", []).append(pen.judgement(row, "gives_vocational_skills"))


SUBJECTS_OF_LIFE: list[Callable[[Pen, dict[str, list[Any]], date, date], None]] = [
    left_work, left_work, left_work, laid_off, suspended, short_work, studied,
]  # fmt: skip


SKIPPED = {"study_exception", "contest_unfounded", "disease_effect", "answered_for", "benefit"}
"""Kinds left as they are: judgements that overrule a presumption are new facts, and the others are what is asked."""


def blurred(rng: random.Random, case: dict[str, Any], share: float) -> dict[str, Any]:
    """The case with a share of its values no longer known, and some of its days within a range."""
    case = copy.deepcopy(case)
    for kind, rows in case["facts"].items():
        for row in rows if kind not in SKIPPED else ():
            for name, attribute in KINDS[kind].attributes.items():
                if name in row and rng.random() < share:
                    row[name] = _blurred(rng, attribute, row[name])
            for name in ("from", "through", "on"):
                if name in row and kind != "job_search" and rng.random() < share / 2:
                    row[name] = _range(rng, row[name], 3)
    return case


def _blurred(rng: random.Random, attribute: Any, value: Any) -> Any:
    if isinstance(attribute, OneOf):
        others = [option for option in attribute.options if option != value]
        return "unknown" if rng.random() < 0.4 else [value, *rng.sample(others, rng.randint(1, len(others)))]
    if isinstance(attribute, NumberOf):
        step = rng.choice((Decimal(1), Decimal(50), Decimal(1) / attribute.scale))
        low, high = max(Decimal(0), value - step), value + step
        if attribute.scale == 1:
            low, high = int(low), int(high)  # type: ignore[assignment]
        return "unknown" if rng.random() < 0.3 else {"at_least": low, "at_most": high}
    if isinstance(attribute, DayOf):
        return value if value in ("never", "not_applicable") else _range(rng, value, 40)
    return "unknown"


def _range(rng: random.Random, value: str, most: int) -> Any:
    day = date.fromisoformat(value)
    earliest, latest = (day - rng.randint(0, most) * ONE_DAY, day + rng.randint(0, most) * ONE_DAY)
    return {"earliest": iso(earliest), "latest": iso(latest)}


def decided(cases: Iterable[Any], known_at: int = KNOWN_AT, **switches: str) -> Decision:
    """The cases in one caseload, decided by the law."""
    read, problems = read_cases(list(cases), known_at=known_at)
    assert problems == []
    return decide(read[0].caseload, BOOK, known_at=known_at, switches=switches)


def outcomes(decision: Decision, block: int = 0) -> dict[str, list[int]]:
    """The outcome of each day asked, by benefit; -1 where there is no statement."""
    caseload = decision.evaluation.caseload
    first, until = int(caseload.asked_from[block]), int(caseload.asked_until[block])
    found: dict[str, list[int]] = {}
    for benefit, timeline in decision.timelines.items():
        days = [-1] * (until - first)
        begin, end = np.searchsorted(timeline.block, [block, block + 1])
        for stretch in range(int(begin), int(end)):
            length = int(timeline.end[stretch] - timeline.start[stretch])
            place = int(timeline.start[stretch]) - first
            days[place : place + length] = [int(timeline.outcome[stretch])] * length
        found[benefit] = days
    return found


OPEN = int(Outcome.OPEN)
