"""The story of those who run a business: what they own, what it yields each month, and how it ends."""

from __future__ import annotations

import numpy as np

from toimi.days.line import Ints
from toimi.invented.draw import Draw, options
from toimi.invented.rows import Rows, left_out
from toimi.invented.work import day


def entrepreneur(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    """A business, its income of each month of 2020 and an official's finding of how much it employs."""
    size = len(who)
    start = rows.not_a_child(who, begun - draw.whole(-60, 4_000, size))
    over = draw.chance(0.15, size)
    closed = np.maximum(start, begun) + draw.whole(30, 400, size)
    season = {"season_from": day("2019-05-01"), "season_through": day("2019-09-15")}
    forms = {"sole_trader": 0.7, "limited_company": 0.25, "partnership": 0.03, "cooperative": 0.01, "none": 0.01}
    rows.add(
        "business", who, id="firm", start=start, end=left_out(closed, ~over),
        kind=draw.one_of({"business": 9, "own_work": 1}, size),
        form=draw.one_of(forms, size), vat_registered_on=left_out(start, ~draw.chance(0.7, size)),
        prepayment_registered_on=left_out(start - 10, ~draw.chance(0.7, size)),
        employer_registered_on=left_out(start + 100, ~draw.chance(0.1, size)),
        operations_began_on=left_out(start + 5, ~draw.chance(0.2, size)),
        **{name: left_out(np.full(size, told), who % 10 > 0) for name, told in season.items()},
    )  # fmt: skip
    found = np.flatnonzero(draw.chance(0.7, size))
    rows.add(
        "business_workload", who[found], business="firm", start=np.maximum(start, begun)[found],
        value=draw.one_of(["full_time", "secondary"], len(found)),
    )  # fmt: skip
    rows.add(
        "work_in_business", who, business="firm", start=start,
        end=left_out(np.maximum(begun, start + 1), draw.chance(0.5, size)),
        id="own", end_cause=draw.one_of(options("work_in_business", "end_cause"), size),
        reason=draw.one_of({"ordinary": 9, "service": 0.5, "study_practice": 0.5}, size),
        staff_last_year=left_out(draw.one_of(options("work_in_business", "staff_last_year"), size), draw.chance(0.5, size)),
    )  # fmt: skip
    firsts = np.array([day(f"2020-{month:02}-01") for month in range(3, 13)] + [day("2021-01-01")])
    for month in range(len(firsts) - 1):
        told = draw.chance(0.8, size) & (start <= firsts[month])
        rows.add(
            "business_income", who[told], id=f"income {month}", business="firm", start=np.full(told.sum(), firsts[month]),
            end=np.full(told.sum(), firsts[month + 1]),
            amount=draw.numbers((300_00, 1_089_66, 1_089_67, 2_500_00), int(told.sum())),
            entrepreneurs_working=draw.numbers((1, 1, 1, 2), int(told.sum())),
            fell_because_of_disease=~draw.chance(0.1, int(told.sum())),
        )  # fmt: skip
    rows.add("disease_effect", who[found], about="own", on=begun[found] + 20, caused=draw.chance(0.9, len(found)))
    shut = np.flatnonzero(over)
    steps = {
        name: left_out(closed[shut] + draw.whole(0, 40, len(shut)), draw.chance(0.3, len(shut)))
        for name in (
            "operations_ended_on", "pension_insurance_ended_on", "prepayment_removal_on", "employer_removal_on",
            "vat_removal_or_suspension_on", "own_notice_of_end_on",
        )
    }  # fmt: skip
    rare = {
        name: left_out(closed[shut], ~draw.chance(0.05, len(shut)))
        for name in ("bankruptcy_on", "liquidation_on", "dissolution_agreed_on")
    }
    rows.add("business_closing", who[shut], business="firm", on=closed[shut] + 40, **steps, **rare)
    rows.add("activity_over", who[shut], about="firm", on=closed[shut] + 45, over=~draw.chance(0.2, len(shut)))
    _owners(draw, rows, who, start)
    unfit = np.flatnonzero(draw.chance(0.05, size))
    rows.add(
        "reduced_capacity", who[unfit], business="firm", start=begun[unfit] + 20,
        allowance_exhausted=draw.chance(0.8, len(unfit)), unfit=draw.chance(0.8, len(unfit)),
        pension_application=draw.one_of(options("reduced_capacity", "pension_application"), len(unfit)),
    )  # fmt: skip
    ended = np.flatnonzero(draw.chance(0.1, size))
    rows.add("end_of_work_cause", who[ended], about="own", on=begun[ended] + 20, accepted=draw.chance(0.7, len(ended)))


def _owners(draw: Draw, rows: Rows, who: Ints, start: Ints) -> None:
    """What the person and the family hold of the business, around the limits of the act, and what an official found."""
    size = len(who)
    capital, family = draw.numbers((0, 10_00, 15_00, 50_00, 100_00), size), draw.numbers((0, 0, 20_00, 35_00), size)
    family = np.minimum(family, 100_00 - capital)
    rows.add(
        "business_share", who, id="share", business="firm", start=start, leading_position=draw.chance(0.6, size),
        insured_as=draw.one_of({"yel": 6, "myel": 0.5, "employee": 2, "none": 1}, size), capital=capital, votes=capital,
        family_capital=left_out(family, draw.chance(0.1, size)), family_votes=left_out(family, draw.chance(0.1, size)),
    )  # fmt: skip
    found = np.flatnonzero(draw.chance(0.1, size))
    rows.add(
        "entrepreneur_status",
        who[found],
        about="share",
        on=start[found] + 30,
        entrepreneur=draw.chance(0.8, len(found)),
    )
    control = np.flatnonzero(draw.chance(0.05, size))
    rows.add(
        "equivalent_control", who[control], about="share", on=start[control] + 30, own_15=draw.chance(0.3, len(control))
    )
