"""Clocks: the worked examples of the digest of the statement's procedure, section 16, and the readings of its section 6."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from toimi.law.competence.asking import clock_start
from toimi.law.competence.words import Deadline, Issuer
from toimi.matters.clocks import Rest, answer_by, appeal_by, deadline, ends, first_word_by, noticed_on

THIRTY = Deadline(30, "test")


@pytest.mark.parametrize(
    ("issuer", "subjects", "due", "answered", "last"),
    [
        (Issuer.TE_OFFICE, {"job_seeker"}, date(2020, 5, 18), date(2020, 5, 11), date(2020, 6, 10)),
        (Issuer.TE_OFFICE, {"job_seeker"}, date(2020, 5, 18), None, date(2020, 6, 17)),
        (Issuer.TRIAL_MUNICIPALITY, {"service"}, date(2021, 10, 18), date(2021, 10, 4), date(2021, 10, 11)),
        (
            Issuer.UUSIMAA_TE_OFFICE,
            {"leaving_work", "job_seeker"},
            date(2021, 10, 18),
            date(2021, 10, 4),
            date(2021, 11, 3),
        ),
        (Issuer.TE_OFFICE, {"business"}, date(2021, 10, 4), date(2021, 9, 20), date(2021, 10, 20)),
        (Issuer.KEHA, {"study"}, date(2025, 2, 17), date(2025, 2, 3), date(2025, 3, 5)),
        (Issuer.EMPLOYMENT_AUTHORITY, {"job_seeker"}, date(2025, 2, 17), date(2025, 2, 3), date(2025, 2, 10)),
    ],
)
@pytest.mark.parametrize("reading", Rest)
def test_the_worked_examples_of_section_16(
    issuer: Issuer, subjects: set[str], due: date, answered: date | None, last: date, reading: Rest
) -> None:
    """None of them ends on a day of rest, so that no reading differs."""
    start = clock_start(due, answered)
    limit = deadline(issuer, frozenset(subjects), start)
    assert limit is not None
    assert ends(limit, start, reading) == last


def test_registered_on_1_april_2020_the_promised_limit_is_15_april() -> None:
    assert first_word_by(date(2020, 4, 1)) == date(2020, 4, 15)


def test_a_payers_decision_posted_on_1_june_2020_is_noticed_on_8_june_and_appealed_by_8_july() -> None:
    assert (noticed_on(date(2020, 6, 1)), appeal_by(date(2020, 6, 1))) == (date(2020, 6, 8), date(2020, 7, 8))


def test_asked_on_4_may_with_14_days_the_answer_is_due_on_18_may() -> None:
    assert {answer_by(date(2020, 5, 4) + timedelta(14), reading) for reading in Rest} == {date(2020, 5, 18)}


@pytest.mark.parametrize(
    ("reading", "office", "person"),
    [
        (Rest.AGAINST_THE_OFFICE, date(2020, 6, 20), date(2020, 6, 22)),
        (Rest.MOVES, date(2020, 6, 22), date(2020, 6, 22)),
        (Rest.STAYS, date(2020, 6, 20), date(2020, 6, 20)),
    ],
)
def test_a_period_that_ends_on_midsummer_day_is_read_in_three_ways(reading: Rest, office: date, person: date) -> None:
    assert ends(THIRTY, date(2020, 5, 21), reading) == office
    assert answer_by(date(2020, 6, 20), reading) == person


@pytest.mark.parametrize(
    ("issuer", "day", "days", "source"),
    [
        (Issuer.TE_OFFICE, date(2017, 1, 1), 30, "1556/2016"),
        (Issuer.TE_OFFICE, date(2024, 12, 31), 30, "1556/2016"),
        (Issuer.TRIAL_MUNICIPALITY, date(2024, 12, 31), 7, "153/2021"),
        (Issuer.EMPLOYMENT_AUTHORITY, date(2025, 1, 1), 7, "512/2024"),
        (Issuer.KEHA, date(2025, 1, 1), 30, "512/2024"),
    ],
)
def test_each_kind_of_issuer_has_the_limit_of_its_decree(issuer: Issuer, day: date, days: int, source: str) -> None:
    """Section 6 of the digest; a subject that is not the issuer's own leaves it its own limit."""
    for subjects in ({"job_seeker"}, {"leaving_work"}, set[str]()):
        limit = deadline(issuer, frozenset(subjects), day)
        assert limit is not None
        assert (limit.days, limit.source.split(" ")[0]) == (days, source)


def test_on_aland_no_act_gives_a_limit_of_what_is_the_authoritys_own() -> None:
    assert deadline(Issuer.ALAND_AUTHORITY, frozenset({"job_seeker"}), date(2025, 2, 3)) is None
