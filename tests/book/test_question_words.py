"""Answers in words: a day that may be any of some days is told as these days."""

from __future__ import annotations

from datetime import date

import pytest

from toimi.book.cells import Part
from toimi.book.facts import Source
from toimi.book.question_words import answer_text
from toimi.book.questions import Question
from toimi.days.line import offset_of
from toimi.law.book import texts

WHEN = Question("employment_end", 0, "notice_given_on", Source.EMPLOYER, ())


@pytest.mark.parametrize(
    ("last", "said"), [(date(2024, 3, 5), "1 March 2024–5 March 2024"), (date(2024, 3, 1), "1 March 2024")]
)
def test_days_are_told_as_people_write_them(last: date, said: str) -> None:
    assert answer_text(WHEN, Part(offset_of(date(2024, 3, 1)), offset_of(last)), texts("en")) == said
