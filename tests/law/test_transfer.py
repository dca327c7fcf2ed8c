"""Who is a candidate for a trial: the digest's examples, an independent reading over every combination, and what is asked."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from tests.law.transfer_oracle import TRIAL, trial_candidate

from toimi.law.competence.municipalities import MUNICIPALITIES
from toimi.law.competence.transfer import (
    Known,
    Registration,
    Status,
    birthday,
    candidate,
    change_security,
    due_by,
    municipality,
)  # fmt: skip

ONE_DAY = timedelta(days=1)
EDGES = [date(2021, 3, 1), date(2021, 6, 1), date(2022, 5, 2), date(2023, 1, 1), date(2023, 3, 1), date(2025, 1, 1)]
"""First days of the versions, and the day after the last."""
DAYS = [day for edge in EDGES for day in (edge - ONE_DAY, edge)] + [date(2024, 6, 3)]
TWO_SIDES = {"home_municipality": ["564", "535"], "place_of_residence": ["678", "746"]}
VALUES: dict[str, list[Any]] = {
    "registered_as": list(Registration),
    "status": list(Status),
    "home_municipality": ["564", "535", ""],
    "birth_date": [date(1996, 7, 1), date(1976, 7, 1), date(1966, 7, 1)],
    "meets_earnings_related": [False, True],
    "is_immigrant": [False, True],
    "is_foreign_language": [False, True],
    "has_permit_110": [False, True],
    "place_of_residence": ["678", "746", ""],
    "dismissed_for_economic_reasons": [False, True],
    "notice_on": [date(2022, 12, 30), date(2023, 1, 1)],
    "five_years_with_employer": [False, True],
}
"""Of each field one value on either side of what the act asks."""


def people(values: dict[str, list[Any]]) -> Iterator[dict[str, Any]]:
    for combination in product(*values.values()):
        yield dict(zip(values, combination))


# Oulu, aged 29, earnings-related allowance (section 10 of the digest)
OULU_29 = Known(Registration.UNEMPLOYED, Status.UNEMPLOYED, "564", date(1991, 5, 10), True, False, False, False, "564")
KEMPELE_45 = Known(
    Registration.UNEMPLOYED, Status.UNEMPLOYED, "244", date(1976, 3, 1), True, False, False, False, "244", False
)
UKRAINIAN = Known(
    Registration.UNEMPLOYED, Status.UNEMPLOYED, "", date(1980, 1, 1), False, True, True, True, "678", False
)


def changed(known: Known, **more: Any) -> Known:
    return Known(**{name: getattr(known, name) for name in VALUES} | more)


@pytest.mark.parametrize(
    ("known", "day", "holds", "to"),
    [
        pytest.param(OULU_29, "2021-03-01", True, "564", id="29 in Oulu with the allowance: by age"),
        pytest.param(OULU_29, "2021-05-09", True, "564", id="the day before 30"),
        pytest.param(OULU_29, "2021-05-10", False, None, id="30: criteria are not met any more"),
        pytest.param(OULU_29, "2021-02-28", False, None, id="the trials have not begun"),
        pytest.param(changed(OULU_29, home_municipality="535", birth_date=date(1999, 1, 1)), "2021-06-01", False, None, id="Nivala, 22"),
        pytest.param(KEMPELE_45, "2021-06-01", False, None, id="Kempele, 45, Finnish speaker, meets 5:2.1"),
        pytest.param(changed(KEMPELE_45, meets_earnings_related=False), "2022-02-01", True, "244", id="conditions not met any more"),
        pytest.param(UKRAINIAN, "2023-04-03", True, "678", id="permit 110 in Raahe without a home municipality"),
        pytest.param(UKRAINIAN, "2023-02-28", False, None, id="the same before 149/2023"),
        pytest.param(
            changed(KEMPELE_45, home_municipality="977", birth_date=date(1967, 1, 15), is_foreign_language=True,
                    dismissed_for_economic_reasons=True, notice_on=date(2023, 2, 1), five_years_with_employer=True),
            "2023-02-10", False, None, id="Ylivieska, 56, foreign language, dismissed after long service"),
        pytest.param(changed(OULU_29, birth_date=date(2000, 1, 1)), "2024-12-31", True, "564", id="the last day"),
        pytest.param(changed(OULU_29, birth_date=date(2000, 1, 1)), "2025-01-01", False, None, id="the trials have ended"),
    ],
)  # fmt: skip
def test_the_digests_examples(known: Known, day: str, holds: bool | None, to: str | None) -> None:
    found = candidate(known, date.fromisoformat(day))
    assert found.holds is holds
    assert bool(found.because) is (holds is not None)
    assert municipality(known, date.fromisoformat(day)) == to


def test_every_person_who_is_wholly_known_is_as_the_digest_says() -> None:
    wrong = [
        (person, day)
        for person in people(VALUES | TWO_SIDES)
        for known in [Known(**person)]
        for day in DAYS
        if candidate(known, day).holds is not trial_candidate(person, day)
    ]
    assert wrong == []


def test_what_is_not_known_leaves_open_exactly_what_it_could_decide() -> None:
    """Of four fields at most nothing is known: the answer is that of every completion, or none."""
    draw = random.Random(1269)
    open_ones = 0
    for _ in range(4_000):
        hidden = draw.sample(list(VALUES), draw.randint(1, 4))
        person = {name: None if name in hidden else draw.choice(values) for name, values in VALUES.items()}
        day = draw.choice(DAYS)
        completions = list(people({name: VALUES[name] if name in hidden else [person[name]] for name in VALUES}))
        answers = {trial_candidate(one, day) for one in completions}
        found = candidate(Known(**person), day)
        assert found.holds is (answers.pop() if len(answers) == 1 else None)
        assert set(found.asks) <= set(hidden)
        assert bool(found.asks) is (found.holds is None)
        open_ones += found.holds is None
    assert open_ones > 500


def test_each_question_alone_can_decide() -> None:
    """Nothing is asked that changes nothing: for each name asked some two completions differ in it alone."""
    draw = random.Random(2020)
    for _ in range(1_000):
        hidden = draw.sample(list(VALUES), 3)
        person = {name: None if name in hidden else draw.choice(values) for name, values in VALUES.items()}
        day = draw.choice(DAYS)
        completions = list(people({name: VALUES[name] if name in hidden else [person[name]] for name in VALUES}))
        for name in candidate(Known(**person), day).asks:
            assert any(
                trial_candidate(one, day) != trial_candidate(one | {name: value}, day)
                for one in completions
                for value in VALUES[name]
            )


def test_the_municipalities_are_the_sixteen_of_section_3() -> None:
    assert {code for code, (_, trial, _) in MUNICIPALITIES.items() if trial} == TRIAL
    everybody = changed(OULU_29, birth_date=date(2000, 1, 1))
    day = date(2021, 3, 1)
    found = {code: candidate(changed(everybody, home_municipality=code), day).holds for code in MUNICIPALITIES}
    assert {code for code, holds in found.items() if holds} == TRIAL


def test_a_municipality_elsewhere_may_be_in_a_trial_of_which_nothing_is_known_here() -> None:
    found = candidate(changed(OULU_29, home_municipality="205"), date(2021, 3, 1))
    assert (found.holds, found.asks) == (None, ("trial_of_municipality",))


def test_the_citation_is_of_what_decided() -> None:
    day = date(2022, 6, 1)
    young = changed(OULU_29, birth_date=date(2000, 1, 1))
    assert candidate(young, day).because == (
        "1269/2020 § 4.2 (1381/2021)", "1269/2020 § 4.1", "1269/2020 § 3(10)", "1269/2020 § 4.1(2)",
    )  # fmt: skip
    without = changed(young, meets_earnings_related=False)
    assert "1269/2020 § 4.1(1)" in candidate(without, day).because
    assert candidate(changed(young, registered_as=Registration.NONE), day).because == ("1269/2020 § 4.2 (1381/2021)",)
    assert candidate(young, date(2025, 1, 1)).because == ("1269/2020 § 23 (287/2022)",)
    assert candidate(UKRAINIAN, date(2023, 4, 3)).because[1] == "1269/2020 § 4 (149/2023)"


def test_a_birthday_after_the_notice_makes_no_change_security() -> None:
    noticed = changed(
        KEMPELE_45, birth_date=date(1968, 2, 2), dismissed_for_economic_reasons=True, notice_on=date(2023, 2, 1),
        five_years_with_employer=True,
    )  # fmt: skip
    assert change_security(noticed, date(2023, 6, 1)).holds is False
    assert change_security(changed(noticed, notice_on=date(2023, 2, 2)), date(2023, 6, 1)).holds is True


def test_only_who_is_55_is_asked_of_the_notice() -> None:
    young = Known(birth_date=date(1996, 7, 1))
    assert change_security(young, date(2023, 6, 1)).holds is False
    old = Known(birth_date=date(1960, 7, 1))
    asks = ("notice_on", "dismissed_for_economic_reasons", "five_years_with_employer")
    assert change_security(old, date(2023, 6, 1)).asks == asks
    assert change_security(old, date(2022, 12, 31)).holds is False


def test_who_is_born_on_29_february_turns_30_on_28_february() -> None:
    assert birthday(date(1992, 2, 29), 30) == date(2022, 2, 28)
    assert birthday(date(1992, 2, 29), 32) == date(2024, 2, 29)
    assert birthday(date(1992, 3, 1), 30) == date(2022, 3, 1)


def test_searches_from_before_the_trials_are_transferred_by_the_end_of_march() -> None:
    assert due_by(date(2021, 1, 11)) == due_by(date(2021, 2, 28)) == date(2021, 3, 31)
    assert due_by(date(2021, 3, 1)) is None
