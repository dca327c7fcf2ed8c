"""Those of the invented people whom both sides can state everything about, as a table for us and as arrays for OpenFisca."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from provisions import BOOK, KNOWN, READ, READINGS
from words import BREAKS, COMMUTES, EXTENTS, FAR, GOALS, GROUNDS, MANNERS

from toimi.book.answers import Outcome
from toimi.book.decision import Decision, decide
from toimi.book.tables import UNIX, read_people
from toimi.days.line import offset_of
from toimi.law.facts import PROMOTING

FIRST, END = offset_of(date(2020, 1, 1)), offset_of(date(2022, 1, 1))
"""The days that the invented people are asked about: 24 months."""
SLOTS = {"layoff": 2, "service": 2}
"""Kinds of which OpenFisca has numbered slots; of the others that it knows one row."""
TOLD = (
    "benefit", "answered_for", "job_search", "seeks_full_time_work", "disability_pension", "work_right", "unpaid_work",
    "unpaid_work_nature", "qualification", "employment", "layoff", "commute", "counted_work", "study", "study_break",
    "study_end", "study_content", "study_exception", "work_beside_study", "employment_end", "valid_reason", "own_fault",
    "contest_unfounded", "service",
)  # fmt: skip
"""Kinds of fact that both sides know."""
IDLE = ("plan", "appointment", "review_period", "support", "service_cost", "tyokanava_right", "work_condition_met")
"""Kinds that matter only beside a fact that nobody here has (a neglect, a business): they may be there, and are left out."""
QUALIFIED = ("vocational", "further_or_specialist", "polytechnic", "university")
ALONE = ("person", "asked_from", "asked_until", "birth_date", "citizenship")


def expressible(table: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Those with facts of the kinds that both sides know, no more of each than there are slots, none unsure or corrected.

    With every column, and with the columns that both sides know.
    """
    keep = np.ones(len(table), bool)
    for name in table.column_names:
        if name in ALONE:
            continue
        rows = pc.list_value_length(table[name]).fill_null(0).to_numpy()
        if name in TOLD:
            keep &= rows <= SLOTS.get(name, 1)
            keep &= ~_marked(table[name].combine_chunks(), len(table))
        elif name in READ and name not in IDLE:
            keep &= rows == 0
    whole = table.filter(pa.array(keep))
    return whole, whole.select([*ALONE, *TOLD])


def _marked(column: pa.ListArray, people: int) -> Any:
    """Who has a row that is unsure, corrects another or was recorded later."""
    flat, parent = column.flatten(), pc.list_parent_indices(column).to_numpy()
    marked = np.zeros(people, bool)
    for name in ("uncertain", "corrects", "recorded_on"):
        marked[parent[flat.field(name).is_valid().to_numpy(zero_copy_only=False)]] = True
    return marked


def settled(batch: pa.RecordBatch) -> Any:
    """Who has no open day, since OpenFisca knows no open one, and no two facts that contradict each other."""
    people = read_people(batch, known_at=KNOWN)
    assert not people.problems
    found = decide(people.caseload, BOOK, known_at=KNOWN, switches=READINGS)
    keep = np.ones(batch.num_rows, bool)
    for timeline in found.timelines.values():
        keep[timeline.block[timeline.outcome == Outcome.OPEN]] = False
    keep[[one.block for one in found.contradictions]] = False
    return keep


@dataclass(frozen=True)
class Grids:
    """What we say of each person on each day: shape ``(days, people)``.

    Attributes:
        outcome: coded as OpenFisca's ``outcome``.
        sure, possible: grounds as bits, named by ``names``.
    """

    outcome: Any
    sure: Any
    possible: Any


def grids(decisions: list[Decision], sizes: list[int], names: tuple[str, ...]) -> Grids:
    """The timelines laid out day by day, to be compared."""
    shape = END - FIRST, sum(sizes)
    outcome, sure, possible = np.zeros(shape, np.int8), np.zeros(shape, np.int32), np.zeros(shape, np.int32)
    code = {Outcome.RIGHT: 1, Outcome.RIGHT_WITH_NOTICE: 2, Outcome.NO_RIGHT: 3, Outcome.OPEN: 9}
    first = 0
    for decision, size in zip(decisions, sizes, strict=True):
        bars = [one.provision.name for one in decision.evaluation.edition.bars]
        for timeline in decision.timelines.values():
            masks = [_bits(timeline, which, bars, names) for which in ("barring", "possibly_barring")]
            for place, (block, start, end) in enumerate(zip(timeline.block, timeline.start, timeline.end, strict=True)):
                days = slice(start - FIRST, end - FIRST)
                outcome[days, first + block] = code[Outcome(timeline.outcome[place])]
                sure[days, first + block], possible[days, first + block] = masks[0][place], masks[1][place]
        first += size
    return Grids(outcome, sure, possible)


def _bits(timeline: Any, which: str, bars: list[str], names: tuple[str, ...]) -> Any:
    masks, found = getattr(timeline, which), np.zeros(len(timeline), np.int32)
    for index, bar in enumerate(bars):
        name = "leaving_work" if bar.startswith("leaving_work") else bar
        held = masks.holds(index)
        if held.any():
            found |= held.astype(np.int32) << names.index(name)
    return found


# --- the same facts as arrays ----------------------------------------------------------------------------------------------


class Slot:
    """The rows of one kind, the first or the second of each person.

    Args:
        table: the people.
        kind: of fact.
        number: which of them, 0 being the first.
    """

    def __init__(self, table: pa.Table, kind: str, number: int = 0) -> None:
        column = table[kind].combine_chunks()
        self.flat, self.people = column.flatten(), len(table)
        count = pc.list_value_length(column).fill_null(0).to_numpy(zero_copy_only=False)
        self.there = count > number
        self.row = (np.cumsum(count) - count + number)[self.there]

    def _spread(self, values: Any, missing: Any, kind: type) -> Any:
        found = np.full(self.people, missing, kind)
        found[self.there] = values[self.row]
        return found

    def day(self, name: str, missing: int = FAR) -> Any:
        """A day; ``missing`` where it is left out or there is no row."""
        plain = self.flat.field(name).cast(pa.int32())
        return self._spread((pc.add(plain, UNIX)).fill_null(missing).to_numpy(), missing, np.int32)

    def truth(self, name: str, *, missing: bool = False) -> Any:
        """Yes or no; ``missing`` where nothing is said."""
        return self._spread(self.flat.field(name).fill_null(missing).to_numpy(zero_copy_only=False), missing, bool)

    def number(self, name: str, scale: int = 1) -> Any:
        """A number; where nothing is said 0."""
        plain = self.flat.field(name).cast(pa.float64()).fill_null(0).to_numpy()
        return self._spread(np.round(plain * scale).astype(np.int32), 0, np.int32)

    def word(self, name: str, words: tuple[str, ...]) -> Any:
        """The place of a word; -1 where nothing is said."""
        found = pc.index_in(self.flat.field(name), pa.array(words)).fill_null(-1).to_numpy()
        return self._spread(found, -1, np.int32)

    def among(self, name: str, *wanted: str) -> Any:
        """Whether it is one of the words."""
        return self.word(name, wanted) >= 0

    def period(self, when: Any = True) -> tuple[Any, Any]:
        """First day and the day after the last; no day where there is no row or the condition fails."""
        start, end = self.day("from"), self.day("until")
        return np.where(self.there & when, start, FAR), np.where(self.there & when, end, FAR)


def inputs(table: pa.Table) -> dict[str, Any]:
    """Every input of OpenFisca's system, by name; what is by the day as first day and the day after the last."""
    slot = {kind: Slot(table, kind) for kind in TOLD}
    birth = table["birth_date"].combine_chunks().cast(pa.int32()).to_numpy() + UNIX
    search, job, study, pause = slot["job_search"], slot["employment"], slot["study"], slot["study_break"]
    end, commute, unpaid = slot["employment_end"], slot["commute"], slot["unpaid_work"]
    complete = search.truth("contact_details_complete", missing=True)
    found = {
        "people": len(table), "first": FIRST, "last": END, "birth": birth,
        "finnish": pc.equal(table["citizenship"], "finland").combine_chunks().to_numpy(zero_copy_only=False),
        "claims_subsidy": slot["benefit"].among("kind", "labour_market_subsidy"),
        "vocational_on": np.where(slot["qualification"].among("level", *QUALIFIED), slot["qualification"].day("on"), FAR),
        "search_start": search.day("from"), "search_end": search.day("until"),
        "has_job": job.there, "hours_share": job.number("hours_share", 100), "pay_month": job.number("pay_month", 100),
        "job_start": job.day("from"), "job_end": job.day("until"),
        "hours_cut_by_person": job.among("hours_cut_by", "person"), "regular_work_agreed": job.truth("regular_work_agreed"),
        "unpaid_in_company": unpaid.among("organisation", "company"),
        "unpaid_normally_paid": slot["unpaid_work_nature"].truth("normally_paid"),
        "study_start": study.day("from"), "study_end": study.day("until"), "study_goal": study.word("goal", GOALS),
        "study_full_syllabus": study.truth("full_syllabus"), "study_by_employer": study.among("arranged_by", "employer"),
        "study_credits": study.number("credits_a_month", 100), "study_hours": study.number("hours_week", 100),
        "study_competence": study.number("competence_points_a_month", 100), "study_planned_end": study.day("planned_end"),
        "study_skills": slot["study_content"].truth("gives_vocational_skills"),
        "study_supports_business": slot["study_content"].truth("supports_business"),
        "study_no_obstacle": slot["work_beside_study"].truth("shows_no_obstacle"),
        "study_exception_judged": slot["study_exception"].there, "study_exception": slot["study_exception"].truth("applies"),
        "study_delayed_by_disease": np.zeros(len(table), bool),
        "study_ended_on": slot["study_end"].day("on"), "study_term_end": slot["study_end"].day("term_end"),
        "break_kind": pause.word("kind", BREAKS), "break_start": pause.day("from"), "break_end": pause.day("until"),
        "left": end.there, "end_day": end.day("on"), "end_manner": end.word("manner", MANNERS),
        "end_ground": end.word("ground", GROUNDS), "notice_on": end.day("notice_given_on"), "act_on": end.day("act_on"),
        "notice_by_person": end.among("notice_given_by", "person"), "would_have_lasted": end.number("would_have_lasted"),
        "contested_on": end.day("contested_on"), "contest_final_on": end.day("contest_final_on"),
        "contest_result_own_fault": end.among("contest_result", "own_fault"),
        "end_valid_reason": slot["valid_reason"].truth("accepted"), "end_own_fault": slot["own_fault"].truth("caused"),
        "contest_unfounded_judged": slot["contest_unfounded"].there,
        "contest_unfounded": slot["contest_unfounded"].truth("value"),
        "commute_told": commute.there, "commute_minutes": commute.number("minutes_a_day"),
        "commute_cause": commute.word("cause", COMMUTES),
        "counted_start": slot["counted_work"].day("from"), "counted_end": slot["counted_work"].day("until"),
    }  # fmt: skip
    by_day = {
        "claimed": slot["benefit"].period(), "registered": search.period(complete),
        "partial_pension": _pension(slot["disability_pension"]),
        "seeks_full_time": slot["seeks_full_time_work"].period(slot["seeks_full_time_work"].truth("value")),
        "temporary_permit": slot["work_right"].period(slot["work_right"].among("basis", "temporary_permit")),
        "unpaid_work": unpaid.period(), "employed": job.period(), "studying": study.period(), "study_break": pause.period(),
    }  # fmt: skip
    for number in range(2):
        layoff, service = Slot(table, "layoff", number), Slot(table, "service", number)
        by_day |= {f"layoff_{number + 1}": layoff.period(), f"service_{number + 1}": service.period()}
        found |= {
            f"layoff_{number + 1}_start": layoff.day("from"), f"layoff_{number + 1}_end": layoff.day("until"),
            f"layoff_{number + 1}_extent": layoff.word("extent", EXTENTS),
            f"service_{number + 1}_start": service.day("from"), f"service_{number + 1}_end": service.day("until"),
            f"service_{number + 1}_promotes": service.among("kind", *PROMOTING),
            f"service_{number + 1}_training": service.among("kind", "labour_market_training", "supported_study"),
        }  # fmt: skip
    assert (found["layoff_1_end"] <= found["layoff_2_start"]).all()
    for name, (start, until) in by_day.items():
        found |= {f"{name}.start": start, f"{name}.end": until}
    return found


def _pension(pension: Slot) -> tuple[Any, Any]:
    return pension.period(pension.among("extent", "partial"))
