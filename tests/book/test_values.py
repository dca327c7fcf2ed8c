"""Single values of a case file: what each way of writing means, and what is said of the others."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import numpy as np
import pytest

from toimi.book.facts import NEVER, NOT_APPLICABLE, Attribute, DayOf, NumberOf, OneOf, YesNo
from toimi.book.values import (
    BadValue,
    as_column,
    nearest,
    omitted,
    read_day,
    read_day_of_period,
    read_first_day,
    read_known_day,
    read_value,
    shown,
)
from toimi.days.columns import ChoiceColumn, DayColumn, NumberColumn, TruthColumn

LAST = 65_535
"""The place after the last day of the line: no end, never. The line has 2 to the 16th places."""
MOST = 2**40
"""A number that may be as large as you like."""
COLOUR = OneOf(options=("red", "blue", "green"))
COUNT = NumberOf(unit="days")
EUROS = NumberOf(unit="cents", scale=100)
FORM_OF_DAY = "Write year-month-day, as 2020-03-16."
FORM_OF_NUMBER = "Write a number, as 12 or 1089.67, or unknown."
LINE = "Use a day from 1900-01-01 to 2079-06-05."


def place(text: str) -> int:
    """How many days after 1 January 1900."""
    return (date.fromisoformat(text) - date(1900, 1, 1)).days


def refused(read: Any, *args: Any) -> tuple[str, str]:
    """What is said of a value that cannot be read."""
    with pytest.raises(BadValue) as bad:
        read(*args)
    assert str(bad.value) == bad.value.what
    return bad.value.what, bad.value.remedy


@pytest.mark.parametrize(
    ("written", "bounds"),
    [
        (True, (1, 1)), ("yes", (1, 1)), (False, (0, 0)), ("no", (0, 0)), ("unknown", (0, 1)),
    ],
)  # fmt: skip
def test_a_truth_is_yes_no_or_unknown(written: Any, bounds: tuple[int, int]) -> None:
    """As words, or as JSON's true and false."""
    assert read_value(YesNo(), written) == bounds


@pytest.mark.parametrize(
    ("written", "name"),
    [(1, "'1'"), (0, "'0'"), ("maybe", "'maybe'"), (None, "'NoneType'"), (["yes"], "'list'"), (Decimal(1), "'1'")],
)
def test_a_truth_is_nothing_else(written: Any, name: str) -> None:
    """Not 1 or 0 either, though they are equal to true and false."""
    said = (f"{name} is neither yes, no nor unknown", "Write yes, no or unknown.")
    assert refused(read_value, YesNo(), written) == said


@pytest.mark.parametrize(
    ("written", "mask"),
    [
        ("red", 0b001), ("blue", 0b010), ("green", 0b100), ("unknown", 0b111),
        (["red", "green"], 0b101), (["blue"], 0b010), (["red", "red"], 0b001),
    ],
)  # fmt: skip
def test_a_choice_is_a_mask_of_what_it_may_be(written: Any, mask: int) -> None:
    """One option, a list of those it may be, or unknown: any of them."""
    assert read_value(COLOUR, written) == (mask, mask)


@pytest.mark.parametrize(
    ("written", "name", "remedy"),
    [
        ("rad", "'rad'", "Did you mean red?"),
        ("zzz", "'zzz'", "Use one of: red, blue, green."),
        (["red", "gren"], "'gren'", "Did you mean green?"),
        (["red", "unknown"], "'unknown'", "Use one of: red, blue, green."),
        ([], "'list'", "Use one of: red, blue, green."),
        ({"red": True}, "'dict'", "Use one of: red, blue, green."),
        (None, "'NoneType'", "Use one of: red, blue, green."),
        (1, "'1'", "Use one of: red, blue, green."),
    ],
)
def test_a_choice_offers_the_nearest_option(written: Any, name: str, remedy: str) -> None:
    """Or all of them, where none is near."""
    assert refused(read_value, COLOUR, written) == (f"{name} is not one of the options", remedy)


@pytest.mark.parametrize(
    ("attribute", "written", "bounds"),
    [
        (COUNT, 0, (0, 0)),
        (COUNT, 12, (12, 12)),
        (COUNT, Decimal("12.0"), (12, 12)),
        (EUROS, 12, (1200, 1200)),
        (EUROS, Decimal("1089.67"), (108_967, 108_967)),
        (EUROS, Decimal("0.01"), (1, 1)),
        (EUROS, Decimal("1.10000"), (110, 110)),
        (COUNT, "unknown", (0, MOST)),
        (EUROS, {"at_least": 10}, (1000, MOST)),
        (EUROS, {"at_most": Decimal("10.50")}, (0, 1050)),
        (EUROS, {"at_least": 10, "at_most": 10}, (1000, 1000)),
        (COUNT, {"at_least": 2, "at_most": 3}, (2, 3)),
        (COUNT, {}, (0, MOST)),
        (COUNT, MOST - 1, (MOST - 1, MOST - 1)),
    ],
)
def test_a_number_is_a_whole_number_of_its_smallest_part(
    attribute: Attribute[Any], written: Any, bounds: tuple[int, int]
) -> None:
    """Euros are cents; a range has one bound or two."""
    assert read_value(attribute, written) == bounds


@pytest.mark.parametrize(
    ("attribute", "written", "said"),
    [
        (COUNT, -1, ("'-1' is negative or too large", "Correct the number.")),
        (COUNT, MOST, ("'1099511627776' is negative or too large", "Correct the number.")),
        (EUROS, Decimal("-0.01"), ("'-0.01' is negative or too large", "Correct the number.")),
        (EUROS, Decimal("1E+1000"), ("'1E+1000' is negative or too large", "Correct the number.")),
        (EUROS, MOST // 100 + 1, ("'10995116278' is too large", "Correct the number.")),
        (EUROS, Decimal("0.005"), ("'0.005' has too many decimals", "Give at most 2 decimals.")),
        (COUNT, Decimal("0.5"), ("'0.5' has too many decimals", "Give at most 0 decimals.")),
        (
            COUNT,
            Decimal("1." + "0" * 40 + "1"),
            ("'1." + "0" * 35 + "…' has too many decimals", "Give at most 0 decimals."),
        ),
        (EUROS, Decimal("1E-2000000"), ("'1E-2000000' has too many decimals", "Give at most 2 decimals.")),
        (COUNT, Decimal("NaN"), ("'NaN' is not a number", "Leave the value out if it is not known.")),
        (COUNT, Decimal("sNaN"), ("'sNaN' is not a number", "Leave the value out if it is not known.")),
        (COUNT, Decimal("Infinity"), ("'Infinity' is not a number", "Leave the value out if it is not known.")),
        (COUNT, Decimal("-Infinity"), ("'-Infinity' is not a number", "Leave the value out if it is not known.")),
        (COUNT, "12", ("'12' is not a number", FORM_OF_NUMBER)),
        (COUNT, True, ("'True' is not a number", FORM_OF_NUMBER)),
        (COUNT, 1.5, ("'float' is not a number", FORM_OF_NUMBER)),
        (COUNT, None, ("'NoneType' is not a number", FORM_OF_NUMBER)),
        (COUNT, [12], ("'list' is not a number", FORM_OF_NUMBER)),
        (COUNT, {"at_least": 3, "at_most": 2}, ("at_least is larger than at_most", "Correct one of the two.")),
        (COUNT, {"at_lest": 3}, ("'at_lest' is not known here", "Did you mean at_least?")),
        (COUNT, {"from": 3}, ("'from' is not known here", "Use one of: at_least, at_most.")),
        (COUNT, {"at_least": "unknown"}, ("'unknown' is not a number", FORM_OF_NUMBER)),
        (COUNT, {"at_most": -1}, ("'-1' is negative or too large", "Correct the number.")),
    ],
)
def test_a_number_that_cannot_be_is_refused(attribute: Attribute[Any], written: Any, said: tuple[str, str]) -> None:
    """Not a number, infinite, negative, too large, too exact, of another type, or a range the wrong way round."""
    assert refused(read_value, attribute, written) == said


@pytest.mark.parametrize(
    ("written", "bounds"),
    [
        ("2020-03-16", (place("2020-03-16"),) * 2),
        (date(2020, 3, 16), (place("2020-03-16"),) * 2),
        ("1900-01-01", (0, 0)),
        ("2079-06-05", (LAST - 1, LAST - 1)),
        ("never", (LAST, LAST)),
        ("unknown", (0, LAST)),
        ("not_applicable", (-1, -1)),
        ({"earliest": "2020-03-16"}, (place("2020-03-16"), LAST)),
        ({"latest": "2020-03-16"}, (0, place("2020-03-16"))),
        ({"latest": "never"}, (0, LAST)),
        ({"earliest": "2020-03-16", "latest": "2020-03-16"}, (place("2020-03-16"),) * 2),
        ({"earliest": "2020-03-16", "latest": "never"}, (place("2020-03-16"), LAST)),
        ({}, (0, LAST)),
    ],
)
def test_a_day_is_a_place_on_the_line(written: Any, bounds: tuple[int, int]) -> None:
    """Counted from 1 January 1900; a range, never, unknown and not applicable besides."""
    assert read_day(written) == bounds
    assert read_value(DayOf(), written) == bounds


NOT_DAYS: list[tuple[Any, str]] = [
    ("2020-02-30", "'2020-02-30'"), ("2019-02-29", "'2019-02-29'"), ("16.3.2020", "'16.3.2020'"), ("", "''"),
    ("20200316", "'20200316'"), ("2020-W12-1", "'2020-W12-1'"), ("2020-03-16\n", r"'2020-03-16\n'"),
    ("2020-03-16T12:00:00", "'2020-03-16T12:00:00'"), (datetime(2020, 3, 16, 12), "'2020-03-16 12:00:00'"),
    (20200316, "'20200316'"), (None, "'NoneType'"), (True, "'True'"), (["2020-03-16"], "'list'"), ("٢٠٢٠-٠٣-١٦", "'٢٠٢٠-٠٣-١٦'"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "name"), NOT_DAYS)
def test_a_day_is_written_in_one_way(written: Any, name: str) -> None:
    """Year, month and day with dashes: a day that is not in the calendar, or in another order, is refused."""
    for read in (read_day, read_day_of_period, read_first_day, read_known_day):
        assert refused(read, written) == (f"{name} is not a day", FORM_OF_DAY)


@pytest.mark.parametrize("written", ["1899-12-31", "2079-06-06", date(1850, 1, 1)])
def test_a_day_outside_the_line_is_refused(written: Any) -> None:
    """The line has place for 1 January 1900 to 5 June 2079."""
    for read in (read_day, read_day_of_period, read_first_day, read_known_day):
        assert refused(read, written) == (f"{written} is not between 1900-01-01 and 2079-06-05", LINE)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            {"earliest": "2020-03-17", "latest": "2020-03-16"},
            ("earliest is later than latest", "Correct one of the two."),
        ),
        ({"earliest": "never", "latest": "2020-03-16"}, ("earliest is later than latest", "Correct one of the two.")),
        ({"erliest": "2020-03-17"}, ("'erliest' is not known here", "Did you mean earliest?")),
        ({"on": "2020-03-17"}, ("'on' is not known here", "Use one of: earliest, latest.")),
        ({"earliest": "unknown"}, ("'unknown' is not a day", FORM_OF_DAY)),
        ({"latest": "not_applicable"}, ("'not_applicable' is not a day", FORM_OF_DAY)),
        ({"latest": {"latest": "2020-03-16"}}, ("'dict' is not a day", FORM_OF_DAY)),
        ({"latest": "2100-01-01"}, ("2100-01-01 is not between 1900-01-01 and 2079-06-05", LINE)),
    ],
)
def test_a_range_of_days_has_days_for_bounds(written: Any, said: tuple[str, str]) -> None:
    """In their order, and of known names."""
    assert refused(read_day, written) == said


def test_a_day_of_a_period_must_be_a_day() -> None:
    """*Not applicable* is none; of the first day neither is *never*; and a day that is known is a single one."""
    known = (place("2020-03-16"),) * 2
    for read in (read_day_of_period, read_first_day, read_known_day):
        assert read("2020-03-16") == known
        assert refused(read, "not_applicable") == ("'not_applicable' is not a day", FORM_OF_DAY)
    assert read_day_of_period("never") == (LAST, LAST)
    assert read_day_of_period("unknown") == read_first_day("unknown") == (0, LAST)
    assert read_first_day({"latest": "never"}) == (0, LAST)
    assert refused(read_first_day, "never") == ("'never' is not a day", FORM_OF_DAY)
    assert refused(read_first_day, {"earliest": "never"}) == ("'dict' is not a day", FORM_OF_DAY)
    assert refused(read_known_day, "never") == ("'never' is not a day", FORM_OF_DAY)
    assert refused(read_known_day, "unknown") == ("'unknown' is not a day", FORM_OF_DAY)
    assert refused(read_known_day, {"earliest": "2020-03-16"}) == ("'dict' is not a day", FORM_OF_DAY)


def test_the_nearest_word_is_offered_or_all_of_them() -> None:
    """A slip of the pen has one near word; anything else is answered with the list."""
    assert nearest("exten", ("extent", "job")) == "Did you mean extent?"
    assert nearest("qqqq", iter(("extent", "job"))) == "Use one of: extent, job."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x" * 40, "'" + "x" * 40 + "'"),
        ("x" * 41, "'" + "x" * 37 + "…'"),
        (12, "'12'"),
        (Decimal("1.50"), "'1.50'"),
        (date(2020, 3, 16), "'2020-03-16'"),
        (1.5, "'float'"),
        ({}, "'dict'"),
    ],
)
def test_a_message_shows_what_was_written_cut_short(value: Any, text: str) -> None:
    """At most 40 letters; of what is no plain value only its type."""
    assert shown(value) == text


@pytest.mark.parametrize(
    ("attribute", "bounds"),
    [
        (YesNo(), (0, 1)), (YesNo(omitted="yes"), (1, 1)), (YesNo(omitted="no"), (0, 0)),
        (COLOUR, (0b111, 0b111)), (OneOf(omitted="blue", options=("red", "blue")), (0b10, 0b10)),
        (COUNT, (0, MOST)), (NumberOf(scale=100, omitted=0), (0, 0)),
        (DayOf(), (0, LAST)), (DayOf(omitted=NEVER), (LAST, LAST)), (DayOf(omitted=NOT_APPLICABLE), (-1, -1)),
    ],
)  # fmt: skip
def test_a_value_left_out_means_what_is_declared(attribute: Attribute[Any], bounds: tuple[int, int]) -> None:
    """Unknown, if nothing is declared."""
    assert omitted(attribute) == bounds


def column(attribute: Attribute[Any], pairs: list[tuple[int, int]], start: int = 100) -> Any:
    """The column of the bounds, of rows that begin on one day."""
    lo, hi = (np.array([pair[side] for pair in pairs], np.int64) for side in (0, 1))
    begins = np.full(len(pairs), start)
    return as_column(attribute, lo, hi, DayColumn(begins, begins))


def test_bounds_become_columns_of_their_type() -> None:
    """One array for both bounds where everything is known, two where something is not."""
    choice = column(COLOUR, [(1, 1), (5, 5)])
    assert isinstance(choice, ChoiceColumn)
    assert choice.mask.tolist() == [1, 5]
    for known, pairs in ((True, [(3, 3), (0, 0)]), (False, [(3, 3), (0, MOST)])):
        number = column(COUNT, pairs)
        assert isinstance(number, NumberColumn)
        assert number.known is known
        assert list(zip(number.lo.tolist(), number.hi.tolist())) == pairs
    for known, pairs in ((True, [(1, 1), (0, 0)]), (False, [(1, 1), (0, 1)])):
        truth = column(YesNo(), pairs)
        assert isinstance(truth, TruthColumn)
        assert truth.known is known
        assert truth.lo.dtype == truth.hi.dtype == bool
        assert list(zip(truth.lo.tolist(), truth.hi.tolist())) == pairs


def test_a_day_that_does_not_apply_has_no_day() -> None:
    """The others of the column keep theirs."""
    found = column(DayOf(), [(7, 9), (-1, -1), (LAST, LAST)])
    assert isinstance(found, DayColumn)
    assert found.applies is not None
    assert found.applies.tolist() == [True, False, True]
    assert found.lo.tolist() == [7, 0, LAST]
    assert found.hi.tolist() == [9, 0, LAST]
    every = column(DayOf(), [(7, 7), (8, 8)])
    assert every.applies is None
    assert every.known


def test_an_open_day_is_not_after_its_row_where_that_is_declared() -> None:
    """Notice is given before the last day; but a day that is said to come later stays what was said."""
    pairs = [(0, LAST), (50, 200), (120, 200), (120, 120), (60, 60), (-1, -1), (100, 150)]
    found = column(DayOf(not_after_row=True), pairs)
    assert found.lo.tolist() == [0, 50, 120, 120, 60, 0, 100]
    assert found.hi.tolist() == [100, 100, 200, 120, 60, 0, 100]
    assert column(DayOf(), pairs).hi.tolist() == [LAST, 200, 200, 120, 60, 0, 150]
    assert column(DayOf(not_after_row=True), [(100, 150)]).known
    on_one_of_some_days = DayColumn(np.array([4]), np.array([8]))
    seen = as_column(DayOf(not_after_row=True), np.array([5]), np.array([20]), on_one_of_some_days)
    assert (seen.lo.tolist(), seen.hi.tolist()) == ([5], [8])


def test_a_number_too_small_to_be_meant_is_refused_with_its_remedy() -> None:
    """A share of 1.0 is a slip for 100 percent; zero and the smallest number are meant."""
    share = NumberOf(unit="percent", scale=100, smallest=200, hint="Write 100 for full time.")
    assert refused(read_value, share, Decimal("1.0")) == ("'1.0' is too small to be meant", "Write 100 for full time.")
    assert [read_value(share, value) for value in (0, 2, 100)] == [(0, 0), (200, 200), (10_000, 10_000)]
