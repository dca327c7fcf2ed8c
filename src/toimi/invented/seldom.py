"""Kinds of fact that few provisions read, each told of some invented people."""

from __future__ import annotations

import numpy as np

from toimi.days.line import Ints
from toimi.invented.draw import Draw, options
from toimi.invented.rows import Rows, left_out


def told_of_seldom(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    """The target group of a company, the end of a search, tests at school, places applied for and offered."""
    for add in (_target_group, _lapse, _tests, _places):
        mine = draw.those("told_of_seldom", np.arange(len(who)))
        add(draw, rows, who[mine], begun[mine])


def _target_group(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    rows.add("tyokanava_right", who, start=begun, end=left_out(begun + 400, draw.chance(0.5, len(who))))


def _lapse(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    size = len(who)
    rows.add(
        "search_lapse", who, on=begun + draw.whole(30, 400, size), ground=draw.one_of(options("search_lapse", "ground"), size),
        missed=draw.one_of(options("search_lapse", "missed"), size),
    )  # fmt: skip


def _tests(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    size, on = len(who), begun + draw.whole(0, 300, len(who))
    rows.add(
        "matriculation_tests", who, on=on, tests=draw.whole(1, 4, size), terms_after=draw.whole(1, 3, size),
        term_end=left_out(on + 70, draw.chance(0.2, size)),
    )  # fmt: skip


def _places(draw: Draw, rows: Rows, who: Ints, begun: Ints) -> None:
    size, on = len(who), begun + draw.whole(0, 300, len(who))
    rows.add(
        "study_application", who, on=on, eligible_places=draw.whole(0, 3, size), selected=draw.chance(0.5, size),
    )  # fmt: skip
    rows.add(
        "study_place", who, on=on + 100, term=draw.one_of(options("study_place", "term"), size),
        education=draw.one_of(options("study_place", "education"), size), taken_up=draw.chance(0.7, size),
    )  # fmt: skip
