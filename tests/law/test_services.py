"""How chapter 10 reads a bar once more for some of its rows: by the shape of the bar."""

from __future__ import annotations

from toimi.book.expressions import Days
from toimi.book.words import any_of, days, days_after, days_from, during
from toimi.law.book import BOOK
from toimi.law.facts import EmploymentEnd, Service
from toimi.law.ttl.chapter_10 import PERIODS, YOUTH, _begun, _of_rows, _refused

END = EmploymentEnd()
SERVICE = during(Service())


def test_chapter_10_stands_after_every_bar_that_it_reads() -> None:
    """A bar put on the shelf later would not be read, and nobody would notice."""
    places = [one.key for one in BOOK.provisions]
    first = places.index("TTL 1:5.1(15)@1267/2018#in_employment_promoting_service")
    read = [
        one.key
        for one in BOOK.provisions
        if one.role == "bar" and any(at.name(one.citation) for at in (PERIODS, YOUTH))
    ]
    assert read
    assert all(places.index(key) < first for key in read)


def ops(tree: Days) -> list[str]:
    return [node.op for node in tree.walk()]


def test_a_bar_counted_from_a_row_is_kept_for_some_rows() -> None:
    """The shape stays; the condition on the row is added."""
    kept = _of_rows(days_after(END.day, days(45)), _begun(SERVICE))
    assert kept.op == "days_after"
    assert ops(kept).count("holds") == 2


def test_of_several_counts_each_is_kept() -> None:
    """Both branches are taken, and the one day of each row where it is asked for."""
    bar = any_of(days_after(END.day, days(45)), days_from(END.day, days(45)))
    assert [part.op for part in _of_rows(bar, _begun(SERVICE)).parts] == ["days_after", "days_from"]
    one_day = _of_rows(bar, _begun(SERVICE), lambda _, first: first)
    assert [part.parts[2].detail["days"] for part in one_day.parts] == [1, 1]


def test_a_bar_of_another_shape_is_left_open() -> None:
    """Nothing is guessed of a bar that is not counted from the day of a row."""
    assert _of_rows(during(END), _begun(SERVICE)).op == "perhaps"


def test_work_refused_in_a_service_is_told_by_the_day_of_the_conduct() -> None:
    """The refusal is compared with the first day of the stretch of services in which its period begins."""
    assert _refused(SERVICE)(END, END.day).op == "at_most"
