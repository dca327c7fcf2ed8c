"""``toimi questions``: what is not known, whom to ask, and what each answer would mean."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .commands import COOK, EXAMPLES, inside, toimi

UNKNOWN_GOAL = ("goal: polytechnic_degree", "goal: unknown")


def test_nothing_is_asked_where_everything_is_known() -> None:
    """The cook's case is full: no question, said in each language."""
    assert toimi("questions", COOK, "--json").data == []
    for lang, says in (("fi", "Ei kysyttävää"), ("sv", "Inga frågor"), ("en", "Nothing to ask")):
        assert says in inside("questions", COOK, "--lang", lang).words


def test_what_could_change_the_answer_is_asked_with_the_meaning_of_each_answer(cook_of: Callable[..., Path]) -> None:
    """What the cook's studies lead to: asked of the cook, and each answer's days said."""
    file = cook_of(UNKNOWN_GOAL)
    question, exception = toimi("questions", file, "--known-at", "2020-03-30", "--lang", "en", "--json").data
    assert (exception["attribute"], exception["asked_of"]) == ("exception_applies", "official")
    assert (question["fact"], question["attribute"], question["asked_of"]) == ("study", "goal", "person")
    assert {(then["from"], then["through"]) for answer in question["answers"] for then in answer["then"]} == {
        ("2020-03-16", "2020-08-31")
    }
    said = {answer["answer"].lower(): {one["outcome"] for one in answer["then"]} for answer in question["answers"]}
    assert said["polytechnic degree"] == {"no_right"}
    assert said["basic education"] == {"open"}
    decides = [answer["decides_days"] > 0 for answer in question["answers"]]
    assert decides == [outcomes == {"no_right"} for outcomes in said.values()]
    screen = inside("questions", file, "--known-at", "2020-03-30", "--lang", "en").words
    assert f"{question['asks']} {question['asked_of_says']}" in screen
    for answer in question["answers"]:
        assert f"If the answer is {answer['answer'].lower()}" in screen
        assert all(f"16 March 2020–31 August 2020: {then['says']}" in screen for then in answer["then"])


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_the_questions_are_those_of_the_decision(file: Path, lang: str) -> None:
    """``toimi questions`` is the last part of ``toimi decide``, on the screen and as data."""
    alone = inside("questions", file, "--lang", lang, "--json").data
    assert alone == inside("decide", file, "--lang", lang, "--json").data["questions"]
    if alone:
        assert inside("questions", file, "--lang", lang).words in inside("decide", file, "--lang", lang).words


def test_a_missing_row_is_asked_with_its_days(cook_of: Callable[..., Path]) -> None:
    """Nothing is said of the goal of full-time work: its days are named, and August hangs on the answer."""
    text = COOK.read_text("utf-8")
    seeks, study, answered = (text.index(f"  {kind}:") for kind in ("seeks_full_time_work", "study", "answered_for"))
    file = cook_of((text[seeks : text.index("  employment:")], ""), (text[study:answered], ""))
    (question,) = inside("questions", file, "--known-at", "2020-04-01", "--lang", "en", "--json").data
    assert (question["fact"], question["asked_of"]) == ("seeks_full_time_work", "person")
    assert question["days"] == [{"from": "2020-03-16", "through": "2020-09-30"}]
    then = {
        answer["answer"]: {(one["from"], one["through"], one["outcome"]) for one in answer["then"]}
        for answer in question["answers"]
    }
    assert then == {"yes": {("2020-08-01", "2020-08-31", "right")}, "no": {("2020-08-01", "2020-08-31", "no_right")}}
    screen = inside("questions", file, "--known-at", "2020-04-01", "--lang", "en").words
    assert f"{question['asks']} {question['asked_of_says']} 16 March 2020–30 September 2020" in screen


def test_a_row_is_named_by_its_id(cook_of: Callable[..., Path]) -> None:
    """Which course of study is meant, where the file gives it an id."""
    file = cook_of(UNKNOWN_GOAL)
    asked = inside("questions", file, "--known-at", "2020-03-30", "--json").data
    assert {question["id"] for question in asked if question.get("fact") == "study"} == {"degree"}


def test_questions_depend_on_the_day_of_knowledge(cook_of: Callable[..., Path]) -> None:
    """On 1 April the goal of the studies no longer matters for the days to 31 July."""
    file = cook_of(UNKNOWN_GOAL)
    before = inside("questions", file, "--known-at", "2020-03-30", "--json").data
    after = inside("questions", file, "--known-at", "2020-04-01", "--json").data
    assert {then["from"] for question in before for answer in question["answers"] for then in answer["then"]} == {
        "2020-03-16"
    }
    assert {then["from"] for question in after for answer in question["answers"] for then in answer["then"]} == {
        "2020-08-01"
    }
