"""What makes a caseload real: facts that contradict each other, values not known, corrections."""

from __future__ import annotations

import numpy as np

from toimi.days.line import Ints
from toimi.invented.draw import Draw
from toimi.invented.rows import Rows, said


def contradictions(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    """Two facts of which one must be wrong: a second plan in force, and work refused while in full-time work."""
    mine = draw.those("contradictory", np.arange(len(who)))
    rows.add("plan", who[mine], start=begun[mine] + 14, end=begun[mine] + 200)
    rows.add("plan", who[mine], start=begun[mine] + 100)
    employed = mine[: len(mine) // 2]
    rows.add(
        "employment",
        who[employed],
        id="beside",
        job="beside",
        start=begun[employed],
        hours_share=np.full(len(employed), 100_00),
    )
    rows.add("job_refusal", who[employed], on=begun[employed] + 30, by="authority", manner="refused")


def uncertainties(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    """Days known only within bounds and values that are not known, as JSON of the row."""
    mine = draw.those("uncertain", np.arange(len(who)))
    first = (np.datetime64("1970-01-01") + begun[mine]).astype(str)
    last = (np.datetime64("1970-01-01") + begun[mine] + 20).astype(str)
    between = np.array(
        [said(**{"from": {"earliest": one, "latest": other}}) for one, other in zip(first, last, strict=True)], object
    )
    rows.add(
        "employment",
        who[mine],
        id="some",
        job="some",
        start=begun[mine],
        end=begun[mine] + 60,
        hours_share=np.full(len(mine), 50_00),
        uncertain=between,
    )
    unknown = said(would_have_lasted="unknown", contested_on="unknown")
    rows.add(
        "employment_end",
        who[mine],
        job="some",
        on=begun[mine] + 59,
        manner="resigned",
        ground="none_given",
        notice_given_on=begun[mine] + 45,
        notice_given_by="person",
        uncertain=unknown,
    )


def corrections(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    """A period of study, and later a row that corrects or withdraws it."""
    mine = draw.those("corrected", np.arange(len(who)))
    size = len(mine)
    rows.add(
        "service",
        who[mine],
        id="first",
        start=begun[mine] + 30,
        end=begun[mine] + 60,
        kind="work_trial",
        recorded_on=begun[mine] + 31,
    )
    rows.add(
        "service", who[mine], id="second", corrects="first", start=begun[mine] + 33, end=begun[mine] + 60, kind="work_trial",
        recorded_on=begun[mine] + 40, withdrawn=draw.chance(0.3, size),
    )  # fmt: skip
