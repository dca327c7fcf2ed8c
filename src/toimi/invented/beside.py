"""What some invented people do beside: study, take part in services, neglect or refuse something; and what is rare."""

from __future__ import annotations

from typing import Any

import numpy as np

from toimi.days.line import Ints
from toimi.invented.draw import Draw, options
from toimi.invented.rows import Rows, left_out
from toimi.invented.work import day


def studies(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    """One course of study, before, during or after the beginning of the search."""
    size = len(who)
    start = np.where(
        draw.chance(0.5, size), day("2018-09-01") + 365 * draw.whole(0, 2, size), begun + draw.whole(-100, 300, size)
    )
    goals = {
        "university_degree": 4, "polytechnic_degree": 6, "vocational_qualification": 5, "open_studies": 2, "upper_secondary": 1,
        "basic_education": 0.5, "other": 2, "further_qualification": 1, "specialist_qualification": 1, "postgraduate": 0.5,
        "other_vocational": 1, "valma": 0.2, "telma": 0.1, "tuva": 0.1,
    }  # fmt: skip
    rows.add(
        "study", who, id="study", start=start, end=left_out(start + draw.whole(20, 1_200, size), draw.chance(0.5, size)),
        goal=draw.one_of(goals, size), full_syllabus=draw.chance(0.7, size),
        provider=left_out(draw.one_of({"other": 8, "folk_high_school": 1, "sports_institute": 1}, size), draw.chance(0.3, size)),
        arranged_by=left_out(draw.one_of({"school": 9, "employer": 1}, size), draw.chance(0.3, size)),
        credits_a_month=left_out(draw.numbers((2_00, 4_99, 5_00, 8_00), size), draw.chance(0.4, size)),
        competence_points_a_month=left_out(draw.numbers((1_00, 3_00, 6_00), size), draw.chance(0.7, size)),
        hours_week=left_out(draw.numbers((10_00, 24_00, 25_00, 36_00), size), draw.chance(0.5, size)),
        planned_end=left_out(start + draw.whole(30, 1_500, size), draw.chance(0.3, size)),
    )  # fmt: skip
    judged = np.flatnonzero(draw.chance(0.3, size))
    many = len(judged)
    on = np.maximum(begun, start)[judged] + draw.whole(5, 60, many)
    rows.add("work_beside_study", who[judged], about="study", on=on, shows_no_obstacle=draw.chance(0.3, many))
    rows.add("study_exception", who[judged], about="study", on=on, applies=draw.chance(0.2, many))
    rows.add(
        "study_content", who[judged], about="study", on=on, gives_vocational_skills=draw.chance(0.6, many),
        supports_business=draw.chance(0.1, many), arranged_full_time=draw.chance(0.5, many),
    )  # fmt: skip
    paused = np.flatnonzero(draw.chance(0.15, size))
    rows.add(
        "study_break", who[paused], study="study", start=start[paused] + 60,
        end=start[paused] + 60 + draw.whole(20, 300, len(paused)),
        kind=draw.one_of(options("study_break", "kind"), len(paused)),
    )  # fmt: skip
    over = np.flatnonzero(draw.chance(0.2, size))
    last = start[over] + draw.whole(100, 900, len(over))
    rows.add("study_end", who[over], study="study", on=last, term_end=left_out(last + 30, draw.chance(0.3, len(over))))


SERVICES = {
    "in_training": ("labour_market_training",),
    "in_supported_study": ("supported_study", "integration_study", "integration_literacy_study"),
    "in_rehabilitative_work": ("rehabilitative_work",),
    "in_tryout": ("work_trial", "education_trial"),
    "in_coaching": (
        "job_search_coaching",
        "career_coaching",
        "change_security_training",
        "other_assessment",
        "other_agreed",
    ),
}
"""Services by the frequency of those who take part."""


def services(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    """One service, by the published numbers of those in each."""
    for name, kinds in SERVICES.items():
        mine = draw.those(name, np.arange(len(who)))
        start = begun[mine] + draw.whole(14, 400, len(mine))
        rows.add(
            "service", who[mine], id=name, start=start,
            end=left_out(start + draw.whole(10, 250, len(mine)), draw.chance(0.1, len(mine))),
            kind=draw.one_of(kinds, len(mine)),
        )  # fmt: skip
    paid = draw.those("subsidised", np.arange(len(who)))
    start = begun[paid] + draw.whole(0, 300, len(paid))
    rows.add(
        "support", who[paid], start=start, end=start + draw.whole(90, 300, len(paid)),
        kind=draw.one_of(options("support", "kind"), len(paid)),
    )  # fmt: skip


def neglects(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    """One to four neglects of those who neglect at all, mostly without a reason."""
    mine = draw.those("conduct", np.arange(len(who)))
    for number, share in enumerate((1.0, 0.5, 0.5, 0.4)):
        mine = mine[draw.chance(share, len(mine))]
        size, name = len(mine), f"neglect {number}"
        on = begun[mine] + 60 * number + draw.whole(10, 180, size)
        kind = draw.one_of(options("conduct", "kind"), size)
        rows.add(
            "conduct", who[mine], id=name, on=on, kind=kind, happened_on=left_out(on - 2, ~draw.chance(0.1, size)),
            offered_on=left_out(on - 14, kind != "offered_job_not_applied"),
        )  # fmt: skip
        judged = np.flatnonzero(draw.chance(0.9, size))
        rows.add(
            "valid_reason", who[mine[judged]], about=name, on=on[judged] + 10, accepted=draw.chance(0.25, len(judged))
        )
        late = np.flatnonzero(np.isin(kind, ["plan_refused", "plan_neglected"]))
        rows.add("authority_delay", who[mine[late]], about=name, on=on[late] + 10, value=draw.chance(0.1, len(late)))
        costly = np.flatnonzero(np.isin(kind, ["service_refused", "service_interrupted"]) & draw.chance(0.2, size))
        rows.add(
            "service_cost", who[mine[costly]], conduct=name, on=on[costly],
            service_kind=draw.one_of(options("service_cost", "service_kind"), len(costly)),
            service_begins_on=on[costly] + 7, necessary=draw.chance(0.5, len(costly)),
            compensation=draw.one_of(options("service_cost", "compensation"), len(costly)),
        )  # fmt: skip
        mended = np.flatnonzero(draw.chance(0.05, size))
        rows.add("cure", who[mine[mended]], about=name, on=on[mended] + 40)
        looked_at = np.flatnonzero(draw.chance(0.2, size))
        rows.add(
            "review_period",
            who[mine[looked_at]],
            start=on[looked_at] - 20,
            end=on[looked_at] + 10,
            id=f"month {number}",
        )


def refusals(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    """Work that was not taken."""
    mine = draw.those("refused_work", np.arange(len(who)))
    size = len(mine)
    on = begun[mine] + draw.whole(5, 200, size)
    rows.add(
        "job_refusal", who[mine], id="refusal", on=on, by=draw.one_of(options("job_refusal", "by"), size),
        selected=draw.chance(0.3, size), manner=draw.one_of(options("job_refusal", "manner"), size),
        told_authority_on=left_out(on + 1, ~draw.chance(0.3, size)), employer_told_on=left_out(on + 2, ~draw.chance(0.5, size)),
        offered_on=left_out(on - 7, ~draw.chance(0.5, size)), apply_by=left_out(on + 5, ~draw.chance(0.3, size)),
        job_starts_on=left_out(on + 14, draw.chance(0.1, size)), would_have_lasted=draw.numbers((5, 14, 15, 90, 1_000), size),
        hours_share=draw.numbers((100_00, 50_00), size), pay_month=draw.whole(800, 3_500, size) * 100,
        collective_pay=draw.one_of(options("job_refusal", "collective_pay"), size), commute_minutes=draw.whole(20, 240, size),
        industrial_action=draw.chance(0.02, size), matches_skills=left_out(draw.chance(0.7, size), draw.chance(0.3, size)),
    )  # fmt: skip
    judged = np.flatnonzero(draw.chance(0.8, size))
    rows.add(
        "valid_reason", who[mine[judged]], about="refusal", on=on[judged] + 10, accepted=draw.chance(0.3, len(judged)),
        known_when_applying=draw.chance(0.2, len(judged)),
    )  # fmt: skip
    rows.add("own_fault", who[mine[judged]], about="refusal", on=on[judged] + 10, caused=draw.chance(0.5, len(judged)))


def rare(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    """What few people have, pensions, work without pay and other stops, and the education of many."""
    everybody = np.arange(len(who))
    for name, add in {"partly_disabled": _pension, "unpaid": _unpaid, "stopped_otherwise": _stops}.items():
        mine = draw.those(name, everybody)
        add(draw, rows, who[mine], begun[mine])
    learned = everybody[draw.chance(0.6, len(who))]
    levels = options("qualification", "level")
    rows.add(
        "qualification", who[learned], on=rows.births[who[learned]] + int(365.25 * 16) + draw.whole(0, 700, len(learned)),
        level=draw.one_of(levels, len(learned)),
    )  # fmt: skip


def _pension(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    rows.add("disability_pension", who, start=begun + 30, extent=draw.one_of({"partial": 9, "full": 1}, len(who)))


def _unpaid(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    size = len(who)
    rows.add(
        "unpaid_work", who, id="unpaid", start=begun + 20, end=begun + 20 + draw.whole(10, 100, size),
        organisation=draw.one_of(options("unpaid_work", "organisation"), size),
    )  # fmt: skip
    judged = np.flatnonzero(draw.chance(0.7, size))
    rows.add(
        "unpaid_work_nature",
        who[judged],
        about="unpaid",
        on=begun[judged] + 30,
        normally_paid=draw.chance(0.3, len(judged)),
    )


def _stops(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    size = len(who)
    half = size // 2
    end = begun + draw.whole(5, 90, size)
    grounds = options("equated_stop", "ground")
    rows.add(
        "equated_stop", who[:half], id="stop", start=begun[:half], end=end[:half], ground=draw.one_of(grounds, half)
    )
    rows.add(
        "own_fault", who[: half // 2], about="stop", on=begun[: half // 2] + 10, caused=draw.chance(0.6, half // 2),
        reprehensible=draw.chance(0.5, half // 2),
    )  # fmt: skip
    rows.add(
        "other_stop", who[half:], start=begun[half:], end=end[half:],
        cause=draw.one_of(options("other_stop", "cause"), size - half),
        own_terms=draw.chance(0.3, size - half),
    )  # fmt: skip
    third = np.arange(len(who[half::3]))
    rows.add(
        "requested_leave", who[half::3], id="leave", start=end[half::3], end=end[half::3] + 60,
        full_time_job_lost=third % 2 == 0, can_be_broken_off=third % 4 == 2,
    )  # fmt: skip


def foreigners(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> np.ndarray[Any, Any]:
    """The citizenship of everybody, and what the right to work of foreigners rests on."""
    citizenship = np.full(rows.people, "finland", object)
    mine = draw.those("foreign", np.arange(len(who)))
    citizenship[who[mine]] = draw.one_of(["eu_or_eea", "other"], len(mine))
    other = mine[citizenship[who[mine]] == "other"]
    rows.add(
        "work_right", who[other], start=begun[other] - draw.whole(10, 900, len(other)),
        end=left_out(begun[other] + draw.whole(100, 900, len(other)), draw.chance(0.6, len(other))),
        basis=draw.one_of(options("work_right", "basis"), len(other)),
    )  # fmt: skip
    return citizenship
