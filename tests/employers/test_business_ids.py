"""Business ids: those of well-known organisations as they publish them, and what is wrong with others."""

from __future__ import annotations

import pytest

from toimi.employers.business_ids import check_digit, read_business_id
from toimi.office.given import Refused


@pytest.mark.parametrize(
    "published",
    [
        "0112038-9",  # Nokia Oyj
        "0246246-0",  # Kansaneläkelaitos
        "0245458-3",  # Verohallinto
        "0245437-2",  # Digi- ja väestötietovirasto
        "0187690-1",  # Oulun kaupunki
    ],
)
def test_published_codes_are_right_and_any_other_digit_is_wrong(published: str) -> None:
    assert read_business_id(f" {published}\n") == published
    for place in (*range(7), 8):
        other = published[:place] + str((int(published[place]) + 1) % 10) + published[place + 1 :]
        with pytest.raises(Refused, match="business_id_check"):
            read_business_id(other)


def test_a_code_of_six_digits_is_the_same_with_a_zero() -> None:
    assert read_business_id("112038-9") == "0112038-9"


def test_no_code_begins_with_digits_whose_remainder_is_one() -> None:
    digits = "0000030"  # 3 times 4 is 12: one more than eleven
    assert check_digit(digits) is None
    for last in range(10):
        with pytest.raises(Refused, match="business_id_check"):
            read_business_id(f"{digits}-{last}")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "business_id_blank"),
        (" \t", "business_id_blank"),
        ("FI01120389", "business_id_foreign"),
        ("SE556056625801", "business_id_foreign"),
        ("EE100594102", "business_id_foreign"),
        ("01120389", "business_id_form"),
        ("0112038–9", "business_id_form"),
        ("٠112038-9", "business_id_form"),
        ("0112038-9'; DROP TABLE employers_company", "business_id_form"),
        ("0112038-9\0", "business_id_form"),
        ("\ud800", "business_id_form"),
    ],
)
def test_what_is_wrong_is_told(text: str, code: str) -> None:
    with pytest.raises(Refused, match=f"^0: {code}$"):
        read_business_id(text)
