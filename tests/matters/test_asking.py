"""The law's own questions as what is asked in a matter: of whom, why, and what each answer would mean."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from toimi.letters.filling import filled
from toimi.letters.wording import text_of
from toimi.matters.asking import Asked, Draft, Ground, asked, asked_again, points, put_to, with_views
from toimi.matters.models import Request
from toimi.matters.requests import Purpose, To
from toimi.matters.wording import letter_of, questions_of

DAY = date(2020, 4, 1)
KNOWN = {"recorded_on": "2020-03-02"}
LEAVING = "TTL 2a:1.1@128/2019#leaving_work_from_2019"
FACTS: dict[str, Any] = {
    "person": "7", "asked_from": "2020-03-01", "asked_until": "2020-08-01", "birth_date": "1988-07-15",
    "benefit": [{"from": "2020-03-01", "kind": "basic", **KNOWN}],
    "job_search": [{"from": "2020-03-01", **KNOWN}],
    "seeks_full_time_work": [{"from": "2020-03-01", "value": True, **KNOWN}],
    "employment": [
        {"id": "shop-1", "job": "shop", "from": "2017-05-02", "until": "2020-03-01", "hours_share": "100",
         "pay_month": "2010.00", "regular_work_agreed": True, **KNOWN},
    ],
    "answered_for": [{"from": "2018-01-01", "subjects": ["work", "stops", "study", "business"], **KNOWN}],
}  # fmt: skip
"""A shop assistant who left the job at the end of February 2020, as ``examples/resignation.yaml`` tells of her."""
LEFT = {"id": "end", "job": "shop", "on": "2020-02-29", **KNOWN}


def facts(**more: Any) -> dict[str, Any]:
    return {**deepcopy(FACTS), **more}


def found(**more: Any) -> dict[str, Asked]:
    (questions,) = asked([(facts(**more), "basic")], known_at=DAY)
    return {one.key: one for one in questions or ()}


def test_whether_a_reason_was_valid_is_for_an_official_and_90_days_depend_on_it() -> None:
    """TTL 2a:1.1 (128/2019): 90 days from the day after the end of the job."""
    (question,) = found(employment_end=[{**LEFT, "manner": "resigned"}]).values()
    assert (question.key, question.to) == ("employment_end:end:valid_reason", To.OFFICIAL)
    assert question.row_days == ("2020-02-29", "2020-03-01")
    assert {one.key.partition("@")[0]: one.days for one in question.grounds} == {
        "TTL 2a:1.1": (("2020-03-01", "2020-05-30"),)
    }
    yes, no = question.answers
    assert (yes.decides, yes.then) == (90, (("2020-03-01", "2020-05-30", "right"),))
    assert (no.decides, no.then) == (90, (("2020-03-01", "2020-05-30", "no_right"),))


def test_how_the_job_ended_is_asked_of_the_employer_whom_the_office_names() -> None:
    question = found(employment_end=[LEFT])["employment_end:end:manner"]
    assert (question.to, question.reference) == (To.EMPLOYER, "")
    draft = put_to(Draft(1, (question,)), {question.key}, To.EMPLOYER, "1234567-1")
    assert [(one.to, one.reference) for one in draft.outside] == [(To.EMPLOYER, "1234567-1")]
    draft = put_to(draft, {question.key}, To.CLIENT, "")
    assert draft.is_clients_only


def test_days_nobody_has_answered_for_are_asked_of_the_client_with_the_ground() -> None:
    answered = [{"from": "2018-01-01", "subjects": ["work", "stops", "business"], **KNOWN}]
    (question,) = found(answered_for=answered).values()
    assert (question.key, question.to, question.subject) == ("study::study", To.CLIENT, "study")
    assert question.days == (("2020-03-01", "2020-08-01"),)
    assert [one.key.partition("@")[0] for one in question.grounds] == ["TTL 2:10.1"]
    (nothing,) = question.answers
    assert (nothing.part, nothing.then) == ("nothing", (("2020-03-01", "2020-08-01", "right"),))
    assert Draft(1, (question,)).is_clients_only


def test_each_of_many_is_asked_its_own_nothing_where_nothing_is_open_and_bad_facts_are_told_apart() -> None:
    bad = {"layoff": [{"from": "2020-03-01", "job": "no such job", **KNOWN}]}
    some = [
        {},
        {"employment_end": [LEFT]},
        bad,
        {"answered_for": []},
        {"employment_end": [{**LEFT, "manner": "resigned"}]},
    ]
    together = asked([(facts(**one), "basic") for one in some], known_at=DAY)
    assert together == [one for each in some for one in asked([(facts(**each), "basic")], known_at=DAY)]
    assert (together[0], together[2]) == ((), None)
    assert asked([], known_at=DAY) == []


def test_nobody_judges_unasked_the_clients_view_is_asked_of_each_ground_once() -> None:
    questions = tuple(found(employment_end=[{**LEFT, "manner": "resigned"}]).values())
    draft = with_views(Draft(1, questions))
    (view,) = draft.outside
    assert (view.key, view.to) == ("ground:TTL 2a:1.1", To.CLIENT)
    assert LEAVING in {ground.key for ground in view.grounds}
    assert draft.left == questions
    assert not draft.is_clients_only
    assert put_to(draft, {questions[0].key}, To.CLIENT, "").left == questions


def test_a_hearing_tells_each_ground_that_bars_or_may_bar() -> None:
    stretches = [
        ["2020-03-01", "2020-05-30", "no_right", [LEAVING], ["TTL 2:1.1@1001/2012#x"], [], []],
        ["2020-05-30", "2020-06-10", "open", [], ["TTL 2:1.1@1001/2012#x"], [], []],
        ["2020-06-10", None, "right", [], [], ["TTL 2:5.1@1/2020#masked"], []],
    ]
    first, second = points(stretches, to=To.EMPLOYER, reference="1234567-1")
    assert (first.key, first.to, first.reference) == ("ground:TTL 2a:1.1", To.EMPLOYER, "1234567-1")
    assert [one.days for one in first.grounds] == [(("2020-03-01", "2020-05-30"),)]
    assert [one.days for one in second.grounds] == [(("2020-03-01", "2020-06-10"),)]


def test_what_is_kept_of_a_question_is_the_question() -> None:
    some = [*found(employment_end=[LEFT], answered_for=[]).values(), Asked("own:1", To.CLIENT, text="Why?")]
    assert len(some) > 3
    assert [asked_again(json.loads(json.dumps(one.plain()))) for one in some] == some


@pytest.mark.parametrize(
    ("language", "asks", "about", "why", "answer"),
    [
        ("fi", "Oletteko opiskellut näinä päivinä?", "1.3.2020–31.7.2020", "(TTL 2:10.1)", "oikeus etuuteen"),
        ("sv", "Har ni studerat de här dagarna?", "1.3.2020–31.7.2020", "(TTL 2:10.1)", "rätt till förmån"),
        (
            "en",
            "Have you been studying on these days?",
            "1 March 2020–31 July 2020",
            "(TTL 2:10.1)",
            "right to the benefit",
        ),
    ],
)
def test_a_request_says_what_why_and_what_follows(language: str, asks: str, about: str, why: str, answer: str) -> None:
    answered = [{"from": "2018-01-01", "subjects": ["work", "stops", "business"], **KNOWN}]
    questions = [one.plain() for one in found(answered_for=answered).values()]
    (told,) = questions_of(Request(language=language, questions=questions))
    assert told.asks.startswith(asks)
    assert told.about == about
    assert why in told.why[0]
    ((_, then),) = told.answers
    assert then == f"{about}: {answer}"


@pytest.mark.parametrize(
    ("to", "purpose", "name", "more"),
    [
        (To.CLIENT, Purpose.CLARIFICATION, "clarification_request", {"subject": "a job that ended"}),
        (To.EMPLOYER, Purpose.CLARIFICATION, "information_request", {"whom": "x", "authority": "TTL 13:1"}),
        (To.EMPLOYER, Purpose.HEARING, "information_request", {"whom": "x", "authority": "TTL 13:1"}),
        (
            To.CLIENT,
            Purpose.HEARING,
            "hearing",
            {"subject": "x", "planned": "y", "facts": [{"fact": "x", "source": "y"}]},
        ),
    ],
)
def test_the_letter_that_carries_it_is_filled(to: To, purpose: Purpose, name: str, more: dict[str, Any]) -> None:
    questions = [one.plain() for one in found(employment_end=[LEFT], answered_for=[]).values()]
    questions += [Asked("ground:TTL 2a:1.1", to, grounds=(Ground(LEAVING, (("2020-03-01", None),)),)).plain()]
    request = Request(to=to, purpose=purpose, language="sv", questions=questions, due_on=DAY)
    text, data = letter_of(request)
    assert text == name
    said = filled(text_of(text, 1), {**data, **more})
    assert len(said["grounds" if purpose is Purpose.HEARING and to is To.CLIENT else "facts"]) == len(questions)
