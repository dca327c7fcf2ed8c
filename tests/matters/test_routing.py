"""Who gives a statement: the table of the digest of the statement's procedure, section 2.4, by day and subject."""

from __future__ import annotations

from datetime import date

import pytest

from toimi.law.competence.asking import Client
from toimi.matters.routing import competent

PLAIN, RESIGNED, ENTREPRENEUR = (
    ("job_seeker", "unemployment"),
    ("job_seeker", "leaving_work"),
    ("job_seeker", "business"),
)


@pytest.mark.parametrize(
    ("day", "subjects", "is_guest", "issuer"),
    [
        (date(2020, 5, 4), PLAIN, False, "te_office"),
        (date(2020, 5, 4), RESIGNED, False, "te_office"),
        (date(2021, 9, 20), ENTREPRENEUR, False, "te_office"),
        (date(2021, 10, 1), ENTREPRENEUR, False, "uusimaa_te_office"),
        (date(2021, 10, 4), PLAIN, True, "trial_municipality"),
        (date(2021, 10, 4), RESIGNED, True, "uusimaa_te_office"),
        (date(2024, 12, 31), PLAIN, False, "te_office"),
        (date(2025, 1, 1), PLAIN, False, "employment_authority"),
        (date(2025, 2, 3), RESIGNED, False, "keha"),
    ],
)
def test_one_organisation_states_on_all_of_a_matter(
    day: date, subjects: tuple[str, ...], is_guest: bool, issuer: str
) -> None:
    assert competent(subjects, day, Client("564", is_trial_customer=is_guest)) == {issuer}


def test_of_whom_too_little_is_known_nobody_is_guessed() -> None:
    """Oulu was in a trial: whose client one is there must be known."""
    assert competent(PLAIN, date(2022, 3, 1), Client("564")) == frozenset()
