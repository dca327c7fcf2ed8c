"""Identity codes: the published form, table of control characters and signs; people's codes are of the test range."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from toimi.clients.problems import LANGUAGES, Problem, Refused, texts
from toimi.invented.codes import Codes
from toimi.office.identity_codes import control_character, read_identity_code

DAY = date(2024, 5, 6)


def code(born: str, sign: str, number: str) -> str:
    """A code that is right, but for what is given."""
    return f"{born}{sign}{number}{control_character(born + number)}"


def problem(text: str, *, test_range: bool = True) -> str:
    with pytest.raises(Refused) as refused:
        read_identity_code(text, day=DAY, test_range=test_range)
    (found,) = refused.value.problems
    return found.code


@pytest.mark.parametrize(
    ("digits", "character"),
    [
        ("131052308", "T"),  # the example of the Digital and Population Data Services Agency: remainder 25
        ("000000000", "0"), ("000000009", "9"), ("000000010", "A"), ("000000015", "F"), ("000000016", "H"),
        ("000000017", "J"), ("000000022", "P"), ("000000023", "R"), ("000000030", "Y"), ("000000031", "0"),
    ],
)  # fmt: skip
def test_the_control_character_is_that_of_the_published_table(digits: str, character: str) -> None:
    """G, I, O, Q and Z are left out."""
    assert control_character(digits) == character


@pytest.mark.parametrize(
    ("sign", "year"), [("+", 1890), *((sign, 1990) for sign in "-YXWVU"), *((sign, 2015) for sign in "ABCDEF")]
)
def test_the_sign_says_the_century(sign: str, year: int) -> None:
    """The signs of old and those in use since 2023."""
    text = code(f"0102{year % 100:02}", sign, "901")
    assert read_identity_code(text, day=DAY, test_range=True).born == date(year, 2, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "identity_code_form"),
        ("   ", "identity_code_form"),
        ("010190-901", "identity_code_form"),
        ("010190901X", "identity_code_form"),
        ("٠١٠١٩٠-901X", "identity_code_form"),
        ("010190-901X\n010190-901X", "identity_code_form"),
        (code("010190", "G", "901"), "identity_code_century"),
        (code("010190", "T", "901"), "identity_code_century"),
        (code("310290", "-", "901"), "identity_code_day"),
        (code("290200", "+", "901"), "identity_code_day"),  # 1900 was no leap year, nor was 1800
        (code("000190", "-", "901"), "identity_code_day"),
        (code("010024", "A", "901"), "identity_code_day"),
        (code("070524", "A", "901"), "identity_code_future"),
        (code("010190", "-", "000"), "identity_code_number"),
        (code("010190", "-", "001"), "identity_code_number"),
    ],
)
def test_what_is_wrong_is_named(text: str, said: str) -> None:
    assert problem(text) == said


def test_two_people_are_told_apart_by_the_sign_alone() -> None:
    """Since 2023: https://dvv.fi/hetu-uudistus."""
    old, new = (read_identity_code(code("010190", sign, "999"), day=DAY, test_range=True) for sign in "-Y")
    assert (old.born, old == new) == (new.born, False)


def test_a_leap_day_of_2000_and_the_day_itself_are_taken() -> None:
    assert read_identity_code(code("290200", "A", "901"), day=DAY, test_range=True).born == date(2000, 2, 29)
    assert read_identity_code(code("060524", "A", "901"), day=DAY, test_range=True).born == DAY


def test_a_changed_character_is_noticed() -> None:
    """Every other digit in every place: the remainder by a prime finds each single slip."""
    right = code("010190", "-", "901")
    for place in (*range(6), 7, 8, 9):
        for digit in "0123456789":
            if digit != right[place]:
                with pytest.raises(Refused):
                    read_identity_code(right[:place] + digit + right[place + 1 :], day=DAY, test_range=True)


def test_a_code_of_the_test_range_proves_nothing_unless_tests_are_meant() -> None:
    assert problem(code("010190", "-", "900"), test_range=False) == "identity_code_number"
    assert problem(code("010190", "-", "999"), test_range=False) == "identity_code_number"
    assert read_identity_code(code("010190", "-", "900"), day=DAY, test_range=True).is_of_test_range


def test_small_letters_and_blanks_around_are_taken() -> None:
    text = code("010115", "A", "901")
    assert read_identity_code(f" {text.lower()} ", day=DAY, test_range=True).text == text


def test_every_invented_person_has_a_code_that_is_right() -> None:
    births = np.repeat(np.arange(-25_000, 18_000, 37), 7)
    days = births.astype("datetime64[D]").astype(object)
    for text, born in zip(Codes().of(births), days, strict=True):
        assert read_identity_code(text, day=DAY, test_range=True).born == born


@pytest.mark.parametrize("name", texts())
def test_every_problem_is_told_in_three_languages(name: str) -> None:
    assert set(texts()[name]) == set(LANGUAGES)
    assert len(set(texts()[name].values())) == len(LANGUAGES)


def test_no_problem_repeats_the_code() -> None:
    with pytest.raises(Refused) as refused:
        read_identity_code("010190-901Å", day=DAY)
    assert "010190" not in str(refused.value) + refused.value.problems[0].text("en")
    assert refused.value.problems == [Problem("identity_code_form")]
    assert "0101" not in repr(read_identity_code(code("010190", "-", "901"), day=DAY, test_range=True))
