"""The confidence interval against published values, and days compared."""

from __future__ import annotations

from datetime import date

import pytest

from toimi.statements.agreement import interval, lowest
from toimi.statements.comparing import Said, differences, problems_of

D1, D2, D3 = date(2024, 3, 1), date(2024, 3, 10), date(2024, 3, 20)


@pytest.mark.parametrize(
    ("agreed", "samples", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_published_one(agreed: int, samples: int, low: float, high: float) -> None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3: Wilson's score without correction."""
    assert [round(bound, 4) for bound in interval(agreed, samples)] == [low, high]


def test_nothing_is_known_without_samples() -> None:
    assert interval(0, 0) == (0.0, 1.0)


def test_full_agreement_bears_more_the_more_samples_there_are() -> None:
    """By symmetry with 0 of 20 in the same table: 20 of 20 bear 1 − 0.1611."""
    assert round(lowest(20, 20), 4) == 0.8389
    assert lowest(20, 20) < lowest(100, 100) < 1


def test_more_cannot_agree_than_were_asked() -> None:
    with pytest.raises(ValueError):
        interval(2, 1)


STATED = [
    ["2024-03-01", "2024-03-10", "right", [], [], [], []],
    ["2024-03-10", None, "right_with_notice", [], [], [], []],
]


def test_the_same_days_and_outcomes_differ_nowhere() -> None:
    said = [Said(D1, D2, "right"), Said(D2, D3, "right_with_notice"), Said(D3, None, "right_with_notice")]
    assert differences(STATED, said) == []


def test_each_differing_day_is_told_with_both_outcomes() -> None:
    said = [Said(D1, D3, "right"), Said(D3, None, "no_right", "TTL 2:10.1")]
    assert differences(STATED, said) == [
        ["2024-03-10", "2024-03-20", "right_with_notice", "right", ""],
        ["2024-03-20", None, "right_with_notice", "no_right", "TTL 2:10.1"],
    ]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ([], "sample_days"),
        ([Said(D2, None, "right")], "sample_days"),
        ([Said(D1, D3, "right")], "sample_days"),
        ([Said(D1, D2, "right"), Said(D3, None, "right")], "sample_days"),
        ([Said(D1, D1, "right"), Said(D1, None, "right")], "sample_days"),
        ([Said(D1, None, "perhaps")], "sample_outcome"),
        ([Said(D1, None, "no_right")], "sample_ground"),
        ([Said(D1, None, "no_right", "because")], "sample_ground"),
    ],
)
def test_an_answer_says_every_day_once_and_what_bars(said: list[Said], code: str) -> None:
    assert [problem.code for problem in problems_of(said, D1, None)] == [code]


def test_a_whole_answer_has_no_problem() -> None:
    assert list(problems_of([Said(D1, D2, "right"), Said(D2, None, "no_right", "TTL 2:1.2")], D1, None)) == []
