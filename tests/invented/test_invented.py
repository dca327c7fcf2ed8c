"""Invented people: nobody who lives, every kind of fact, as often as published, the same for the same seed."""

from __future__ import annotations

import itertools
import math
from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from toimi.book.caseload import PERSON
from toimi.book.facts import KINDS
from toimi.book.tables import read_people, schema
from toimi.days.line import offset_of
from toimi.invented.codes import A_DAY, CHECK, Codes
from toimi.invented.frequencies import frequencies
from toimi.invented.people import Invented

MANY = 20_000
PUBLISHED_TEST_CODES = [
    "010594Y9032",
    "010594Y9021",
    "020594X903P",
    "020594X902N",
    "030594W903B",
    "030694W9024",
    "040594V9030",
    "040594V902Y",
    "050594U903M",
    "050594U902L",
    "010516B903X",
    "010516B902W",
    "020516C903K",
    "020516C902J",
    "030516D9037",
    "030516D9026",
    "010501E9032",
    "020502E902X",
    "020503F9037",
    "020504A902E",
    "020504B904H",
]
"""Of people who do not exist, published with the reform of the separators (https://dvv.fi/hetu-uudistus)."""


@pytest.fixture(scope="module")
def invented() -> tuple[Invented, pa.Table]:
    """Twenty thousand people, and how they were drawn."""
    people = Invented(MANY, seed=7)
    return people, pa.concat_tables(people.tables())


def code_of(born: date, number: int) -> str:
    """The code given as the so-manieth of its day of birth, from 0."""
    codes = Codes()
    day = np.array([(born - date(1970, 1, 1)).days])
    return [codes.of(day)[0] for _ in range(number + 1)][-1]


@pytest.mark.parametrize("published", PUBLISHED_TEST_CODES)
def test_codes_are_like_the_published_ones(published: str) -> None:
    """Separator, individual number and check character of test people published by the population register."""
    separator, individual = published[6], int(published[7:10])
    century, separators = (2000, "ABCDEF") if separator in "ABCDEF" else (1900, "-YXWVU")
    born = date(century + int(published[4:6]), int(published[2:4]), int(published[:2]))
    assert code_of(born, 100 * separators.index(separator) + individual - 900) == published


def test_codes_are_of_the_test_range_and_everybody_has_one(invented: tuple[Invented, pa.Table]) -> None:
    """900 to 999 is given to nobody; the day of birth is the person's own."""
    _, table = invented
    names, births = table["person"].to_pylist(), table["birth_date"].to_pylist()
    assert len(set(names)) == MANY
    for name, born in zip(names, births, strict=True):
        assert 900 <= int(name[7:10]) <= 999
        assert name[:6] == f"{born:%d%m%y}"
        assert name[10] == CHECK[int(name[:6] + name[7:10]) % 31]


def test_more_people_than_codes_is_said() -> None:
    """Of one day of birth there are so many codes and no more."""
    day = np.zeros(A_DAY, np.int64)
    codes = Codes()
    assert len(set(codes.of(day))) == A_DAY
    with pytest.raises(ValueError, match="ask for fewer people"):
        codes.of(day[:1])


def test_every_kind_of_fact_is_there(invented: tuple[Invented, pa.Table]) -> None:
    """A caseload without a kind would prove nothing of it."""
    _, table = invented
    counted = {kind: sum(len(rows) for rows in table[kind].to_pylist() if rows) for kind in KINDS if kind != PERSON}
    assert {kind for kind, rows in counted.items() if not rows} == set()


def test_values_not_known_contradictions_and_corrections_are_there(invented: tuple[Invented, pa.Table]) -> None:
    """Rows that say of themselves what is not known, two plans in force at once, a row that corrects another."""
    _, table = invented
    rows = {kind: [row for of_one in table[kind].to_pylist() for row in of_one] for kind in ("employment", "service")}
    assert any(row["uncertain"] for row in rows["employment"])
    assert any(row["corrects"] for row in rows["service"])
    assert any(
        one["until"] and other["from"] < one["until"]
        for plans in table["plan"].to_pylist()
        for one, other in itertools.pairwise(plans)
    )


def test_the_table_can_be_taken_as_it_is(invented: tuple[Invented, pa.Table]) -> None:
    """The columns are those of the schema, and nobody is rejected."""
    _, table = invented
    assert table.schema == schema()
    for batch in table.to_batches():
        assert read_people(batch, known_at=offset_of(date(2026, 11, 24))).problems == []


@pytest.mark.parametrize("name", list(frequencies()))
def test_people_are_as_often_so_as_was_wanted(invented: tuple[Invented, pa.Table], name: str) -> None:
    """Within five standard deviations of a draw of so many."""
    people, _ = invented
    share, asked = frequencies()[name].share, people.asked[name]
    assert asked > 100
    assert abs(people.drawn[name] / asked - share) < 5 * math.sqrt(share * (1 - share) / asked)


@pytest.mark.parametrize("name", list(frequencies()))
def test_every_frequency_says_where_it_is_from(name: str) -> None:
    """A published figure with its address, or the word that it is assumed, and why."""
    one = frequencies()[name]
    assert 0 < one.share < 1
    assert one.url.startswith("https://") or one.source.startswith("assumed: ")


def test_the_laid_off_are_so_many_of_the_office_s_clients(invented: tuple[Invented, pa.Table]) -> None:
    """11,000 of 56,300 at the peak of 2020 in Pohjois-Pohjanmaa, counted in the table itself."""
    _, table = invented
    laid_off = sum(bool(rows) for rows in table["layoff"].to_pylist())
    assert laid_off / MANY == pytest.approx(11_000 / 56_300, abs=0.015)


def test_the_same_seed_gives_the_same_people() -> None:
    """And another one gives others."""
    first, again, other = (pa.concat_tables(Invented(500, seed).tables()) for seed in (3, 3, 4))
    assert first == again
    assert first != other


def test_searches_come_in_as_in_spring_2020(invented: tuple[Invented, pa.Table]) -> None:
    """The peak week has seven times a usual one: 3,500 for 500."""
    _, table = invented
    begun = np.array([rows[0]["from"] for rows in table["job_search"].to_pylist()], "datetime64[D]")
    week = ((begun - np.datetime64("2020-01-01")).astype(int) // 7)[begun >= np.datetime64("2020-01-01")]
    by_week = np.bincount(week, minlength=104)
    assert by_week[12:14].mean() / np.median(by_week) == pytest.approx(7, rel=0.25)
