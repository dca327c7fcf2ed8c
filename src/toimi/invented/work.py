"""The one story of work that every invented person has, from the registration on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np

from toimi.days.line import Ints
from toimi.invented.draw import Draw, options
from toimi.invented.rows import Rows, left_out

Story = Callable[[Draw, Rows, Ints, Ints], None]
"""Adds rows of some people, whose searches begin on those days."""
SUBJECTS = ("work", "stops", "study", "business")


def day(text: str) -> int:
    """A day since 1970-01-01."""
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


FIRST, LAST = day("2020-01-01"), day("2021-12-31")
"""The days asked about."""
SPRING = day("2020-03-16")
"""The day from which the searches came in: 500 a week before, up to 3,500 a week then."""


def searches(draw: Draw, size: int) -> Ints:
    """Days on which job searches begin: an eighth long before, the rest over two years with the peak of spring 2020."""
    weeks = dict.fromkeys(range(104), 500.0)
    weeks |= {11: 3_000.0, 12: 3_500.0, 13: 3_500.0, 14: 2_500.0, 15: 2_000.0, 16: 1_500.0, 17: 1_000.0}
    week = draw.one_of({str(week): many for week, many in weeks.items()}, size).astype(np.int64)
    begun = FIRST + 7 * week + draw.whole(0, 6, size)
    return np.where(draw.chance(0.125, size), draw.whole(day("2018-01-01"), FIRST, size), begun)


def registered(draw: Draw, rows: Rows, who: Ints) -> Ints:
    """The claim, the search, its goal and the answers of everybody; gives the first day of each search."""
    size = len(who)
    begun = searches(draw, size)
    rows.add(
        "benefit", who, start=begun,
        kind=draw.one_of({"earnings_related": 0.5, "basic": 0.1, "labour_market_subsidy": 0.4}, size),
        basis=left_out(draw.one_of(["pension_pending"], size), ~draw.chance(0.01, size)),
    )  # fmt: skip
    ends = draw.chance(0.3, size)
    rows.add(
        "job_search", who, start=begun, end=left_out(begun + draw.whole(30, 700, size), ~ends),
        contact_details_complete=left_out(np.zeros(size, bool), ~draw.chance(0.01, size)),
    )  # fmt: skip
    rows.add("seeks_full_time_work", who, start=begun, value=~draw.chance(0.03, size))
    silent = draw.those("not_answered", np.arange(size))
    answers = np.full(size, None, object)
    answers[:] = [list(SUBJECTS)] * size
    answers[silent] = [["work", "stops"]] * len(silent)
    rows.add("answered_for", who, start=np.full(size, day("2015-01-01")), subjects=answers)
    return begun


def worked(draw: Draw, rows: Rows, who: Ints, began: Ints, **more: Any) -> None:
    """One employment, by which the other rows call it ``job``."""
    size = len(who)
    rows.add(
        "employment", who, id="job", job="job", start=began,
        hours_share=draw.numbers((100_00, 100_00, 100_00, 60_00, 40_00), size),
        pay_month=left_out(draw.whole(900, 4_500, size) * 100, draw.chance(0.1, size)),
        regular_work_agreed=left_out(~draw.chance(0.2, size), draw.chance(0.1, size)), **more,
    )  # fmt: skip


def laid_off(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    """A layoff from the first day of the search, maybe a second one, from a job that goes on."""
    size = len(who)
    worked(draw, rows, who, rows.not_a_child(who, begun - draw.whole(30, 6_000, size)))
    short = np.zeros(size, bool)
    short[draw.those("shortened_week", np.arange(size))] = True
    extent = np.where(short, draw.one_of(["shortened_week", "shortened_hours"], size), "full").astype(object)
    until = begun + draw.whole(10, 250, size)
    rows.add("layoff", who, job="job", start=begun, end=until, extent=extent)
    again = draw.chance(0.3, size)
    second = until + draw.whole(0, 60, size)
    rows.add(
        "layoff", who[again], job="job", start=second[again], extent=extent[again],
        end=left_out(second + draw.whole(10, 200, size), draw.chance(0.1, size))[again],
    )  # fmt: skip


def left_a_job(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    """A job that ended the day before the search, by somebody's notice or as agreed."""
    size = len(who)
    began = rows.not_a_child(who, begun - draw.whole(3, 5_000, size))
    last = begun - 1
    notice = np.maximum(last - draw.whole(0, 90, size), began)
    worked(draw, rows, who, began, end=begun)
    own = draw.those("left_blamably", np.arange(size))
    blamed = np.zeros(size, bool)
    blamed[own] = True
    manner = np.where(
        blamed, draw.one_of({"resigned": 6, "agreed": 1, "trial_period": 1, "dismissed": 3, "rescinded_by_employer": 1}, size),
        draw.one_of({"fixed_term_over": 6, "dismissed": 3, "resigned": 1, "rescinded_by_employee": 0.1, "other": 0.1}, size),
    )  # fmt: skip
    contested = np.isin(manner, ["dismissed", "rescinded_by_employer"]) & draw.chance(0.05, size)
    final = contested & draw.chance(0.4, size)
    rows.add(
        "employment_end", who, id="end", job="job", on=last, manner=manner, notice_given_on=notice,
        notice_given_by=draw.one_of({"employer": 2, "person": 1}, size),
        ground=np.where(blamed, draw.one_of(["person", "none_given"], size), "economic_or_production"),
        act_on=left_out(notice - 5, ~(blamed & draw.chance(0.2, size))),
        would_have_lasted=left_out(draw.numbers((3, 5, 14, 90, 400), size), ~draw.chance(0.5, size)),
        contested_on=left_out(last + draw.whole(1, 120, size), ~contested),
        contest_final_on=left_out(last + draw.whole(200, 500, size), ~final),
        contest_result=left_out(draw.one_of(["own_fault", "not_own_fault"], size), ~final),
    )  # fmt: skip
    outside = np.flatnonzero((manner == "resigned") & draw.chance(0.2, size))
    rows.add("job_outside_skills", who[outside], on=last[outside], job="job")
    judged = np.flatnonzero(blamed & draw.chance(0.8, size))
    rows.add(
        "valid_reason", who[judged], about="end", on=begun[judged] + draw.whole(5, 40, len(judged)),
        accepted=draw.chance(0.3, len(judged)),
    )  # fmt: skip
    rows.add(
        "own_fault", who[judged], about="end", on=begun[judged] + draw.whole(5, 40, len(judged)),
        caused=draw.chance(0.5, len(judged)), reprehensible=draw.chance(0.5, len(judged)),
    )  # fmt: skip
    doubted = np.flatnonzero(contested)
    rows.add(
        "contest_unfounded", who[doubted], about="end", on=begun[doubted] + 30, value=draw.chance(0.2, len(doubted))
    )
    far = np.flatnonzero(blamed & draw.chance(0.1, size))
    rows.add(
        "commute", who[far], job="job", start=began[far], end=begun[far], minutes_a_day=draw.whole(60, 260, len(far)),
        cause=draw.one_of(options("commute", "cause"), len(far)),
    )  # fmt: skip
    rows.add("counted_work", who, start=np.maximum(began, begun - 400), end=begun)


def in_work(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    """A job that begins during the search."""
    size = len(who)
    starts = begun + draw.whole(-200, 300, size)
    ends = left_out(starts + draw.whole(10, 500, size), draw.chance(0.4, size))
    worked(draw, rows, who, starts, end=ends)
    rows.add("counted_work", who, start=starts, end=ends)
    met = np.flatnonzero(draw.chance(0.2, size))
    rows.add(
        "work_condition_met", who[met], on=starts[met] + 182,
        maximum_period_began_on=left_out(starts[met] + 182, draw.chance(0.3, len(met))),
    )  # fmt: skip


def without_work(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    """No recent work: plans and meetings."""
    rows.add("plan", who, start=begun + 14)
    rows.add("appointment", who, id="meeting", on=begun + draw.whole(3, 14, len(who)), kind="first_interview")
    long = draw.those("long_term", np.arange(len(who)))
    rows.add(
        "appointment", who[long], on=begun[long] + 365,
        kind=draw.one_of(options("appointment", "kind"), len(long)),
    )  # fmt: skip
