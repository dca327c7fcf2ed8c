"""Requests, answers and hearings of a matter in the register: the worked examples of the digest of the statement's procedure.

Sections 5, 6, 10 and 16 of that digest give what is expected; act 434/2003, sections 31–36, what is refused.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.clients.actors import TE_OFFICE, adviser
from tests.statements.offices import JOB, claimed, client, machine

from toimi.book.facts import Source
from toimi.clients.checking import NewFact
from toimi.clients.facts import write
from toimi.clients.models import KnownFact
from toimi.clients.problems import Refused as FactRefused
from toimi.letters import actions as letters
from toimi.letters.inbox import NewMessage, receive
from toimi.letters.models import CameBy
from toimi.letters.states import RecipientKind
from toimi.matters import actions
from toimi.matters.answering import Message, answer, read
from toimi.matters.asking import Asked, Draft, Ground
from toimi.matters.clarifying import expire, extend, send, withdraw
from toimi.matters.clocks import clocks_of, start_at_opening
from toimi.matters.due_days import when_due
from toimi.matters.hearing import hear, not_heard, to_hear, to_hear_of_study, waive
from toimi.matters.models import Matter, Received, Request, Step
from toimi.matters.problems import Refused
from toimi.matters.requests import Channel, To
from toimi.matters.states import By, State
from toimi.matters.wording import questions_of
from toimi.office.access import NotAllowed
from toimi.office.actors import HELSINKI, Actor, Reason
from toimi.office.audit import AuditRow
from toimi.office.officials import Official

pytestmark = pytest.mark.usefixtures("db")
SENT, DUE = date(2020, 5, 4), date(2020, 5, 18)
BEGUN = date(2020, 4, 1)
HOURS = Asked("employment:job:hours_share", To.CLIENT, kind="employment", fact="job", attribute="hours_share")
STUDY = Asked("study::study", To.CLIENT, kind="study", subject="study", days=(("2020-04-01", "2020-08-01"),))
OWN = Asked(
    "own:1", To.CLIENT, text="Why did you leave the job?", grounds=(Ground("TTL 2a:1.1", (("2020-04-01", None),)),)
)
Matters = tuple[int, int]
"""A person and the matter."""


def on(day: date) -> Actor:
    return adviser(day, Reason.MATTER)


def in_state(*path: State, by: By = By.SYSTEM, matter: int) -> None:
    actions.go({matter: path}, by=by, who=machine(BEGUN))


@pytest.fixture
def gathering() -> Matters:
    """A client of the TE office whose matter lacks facts."""
    person = client(JOB, on=BEGUN)
    (matter,) = claimed(person, on=BEGUN)
    in_state(State.OPENED, State.ROUTING, State.GATHERING, matter=matter)
    return person, matter


def asked(matter: int, *questions: Asked, day: date = SENT, **more: Any) -> int:
    (request,) = send([Draft(matter, questions or (HOURS, STUDY))], who=on(day), **more)
    return request


def told(request: int, person: int, **more: Any) -> Message:
    said = {"channel": Channel.SERVICE, **more}
    return Message(request, To.CLIENT, str(person), **said)


WHOLE: dict[str, Any] = {"values": {HOURS.key: 80}, "questions": (STUDY.key,), "text": "I do not study."}


def state(matter: int) -> State:
    return State(Matter.objects.get(pk=matter).state)


def clock(matter: int) -> tuple[date | None, date | None]:
    row = Matter.objects.get(pk=matter)
    return row.complete_on, row.due_on


def problems(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[int, str]]:
    for problem in refused.value.problems:
        assert all(problem.text(language) for language in ("fi", "sv", "en"))
    return [(problem.matter, problem.code) for problem in refused.value.problems]


# --- sent, answered, expired: section 16 of the digest ---


def test_answered_before_its_day_the_clock_of_30_days_runs_from_the_answer(gathering: Matters) -> None:
    person, matter = gathering
    request = asked(matter)
    assert (state(matter), Request.objects.get().due_on) == (State.AWAITING_CLARIFICATION, DUE)
    answer([told(request, person, **WHOLE)], who=on(date(2020, 5, 11)))
    assert state(matter) is State.IN_PROCESSING
    assert clock(matter) == (date(2020, 5, 11), date(2020, 6, 10))
    assert Request.objects.get().outcome == "answered"


def test_not_answered_the_clock_runs_from_the_day_that_passed_whenever_that_is_noticed(gathering: Matters) -> None:
    _, matter = gathering
    asked(matter)
    for day, passed in ((DUE, 0), (DUE + timedelta(9), 1), (DUE + timedelta(10), 0)):
        assert when_due(datetime.combine(day, time(0, 30), HELSINKI))["expired"] == passed
    assert (state(matter), clock(matter)) == (State.IN_PROCESSING, (DUE, date(2020, 6, 17)))


def test_one_reminder_before_the_day_and_none_of_what_was_answered(gathering: Matters) -> None:
    _, matter = gathering
    other = client(JOB, on=BEGUN)
    (second,) = claimed(other, on=BEGUN)
    in_state(State.OPENED, State.ROUTING, State.GATHERING, matter=second)
    request, answered = asked(matter), asked(second)
    answer([told(answered, other, **WHOLE)], who=on(date(2020, 5, 5)))
    days = [DUE - timedelta(n) for n in (6, 4, 3, 0)]
    counts = [when_due(datetime.combine(day, time(9), HELSINKI))["reminded"] for day in days]
    assert counts == [0, 1, 0, 0]
    assert list(Request.objects.filter(reminded_on=days[1]).values_list("pk", flat=True)) == [request]


def test_more_time_on_request_before_the_day_passes(gathering: Matters) -> None:
    _, matter = gathering
    request = asked(matter)
    extend({request: date(2020, 6, 1)}, who=on(DUE))
    row = Request.objects.get()
    assert (row.due_on, row.first_due_on, state(matter)) == (date(2020, 6, 1), DUE, State.AWAITING_CLARIFICATION)
    assert Step.objects.filter(matter=matter, before=State.AWAITING_CLARIFICATION, after=row.matter.state).exists()
    with pytest.raises(Refused) as refused:
        extend({request: date(2020, 6, 1)}, who=on(DUE))
    assert problems(refused) == [(matter, "not_later")]
    with pytest.raises(Refused) as refused:
        extend({request: date(2020, 7, 1)}, who=on(date(2020, 6, 2)))
    assert problems(refused) == [(matter, "time_has_passed")]


def test_answered_in_parts_with_attachments_to_come(gathering: Matters) -> None:
    person, matter = gathering
    request = asked(matter)
    answer([told(request, person, questions=(STUDY.key,), text="No studies.")], who=on(date(2020, 5, 6)))
    assert state(matter) is State.AWAITING_CLARIFICATION
    answer([told(request, person, values={HOURS.key: 80}, announces_attachments=True)], who=on(date(2020, 5, 7)))
    assert (state(matter), clock(matter)) == (State.AWAITING_ATTACHMENTS, (None, None))
    answer([told(request, person, text="The certificate.")], who=on(date(2020, 5, 13)))
    assert (state(matter), clock(matter)[0]) == (State.IN_PROCESSING, date(2020, 5, 13))


def test_nothing_more_is_to_come_though_not_all_was_answered(gathering: Matters) -> None:
    person, matter = gathering
    answer([told(asked(matter), person, is_last=True)], who=on(date(2020, 5, 6)))
    assert (state(matter), clock(matter)[0]) == (State.IN_PROCESSING, date(2020, 5, 6))


def test_a_further_clarification_keeps_the_first_clock_shown_and_starts_another(gathering: Matters) -> None:
    person, matter = gathering
    answer([told(asked(matter), person, **WHOLE)], who=on(date(2020, 5, 11)))
    request = asked(matter, OWN, day=date(2020, 5, 15))
    assert (state(matter), clock(matter)) == (State.AWAITING_CLARIFICATION, (date(2020, 5, 11), date(2020, 6, 10)))
    answer([told(request, person, questions=(OWN.key,), text="Because.")], who=on(date(2020, 5, 20)))
    found = [(one.started_on, one.days, one.last_day, one.source) for one in clocks_of([matter])[matter]]
    decree = "1556/2016 § 1"
    assert found == [
        (date(2020, 5, 11), 30, date(2020, 6, 10), decree),
        (date(2020, 5, 20), 30, date(2020, 6, 19), decree),
    ]
    assert clock(matter) == (date(2020, 5, 20), date(2020, 6, 19))


def test_two_are_asked_and_the_matter_waits_for_both(gathering: Matters) -> None:
    person, matter = gathering
    of_employer = replace(HOURS, to=To.EMPLOYER, reference="1234567-1")
    client_, employer = send([Draft(matter, (STUDY, of_employer))], who=on(SENT))
    answer([told(client_, person, text="No.", is_last=True)], who=on(date(2020, 5, 6)))
    assert state(matter) is State.AWAITING_CLARIFICATION
    came = Message(employer, To.EMPLOYER, "1234567-1", Channel.EMAIL, values={HOURS.key: 60})
    answer([came], who=on(date(2020, 5, 8)))
    assert (state(matter), clock(matter)[0]) == (State.IN_PROCESSING, date(2020, 5, 8))
    fact = KnownFact.objects.get(corrects="job")
    assert (fact.source, fact.evidence, fact.attributes["hours_share"]) == (
        "employer",
        f"request:{employer} employer",
        "60",
    )


# --- what an answer makes ---


def test_a_value_becomes_a_fact_with_who_told_it(gathering: Matters) -> None:
    person, matter = gathering
    asks = replace(STUDY, days=(("2020-04-01", "2020-08-01"), ("2020-09-01", None)))
    request = asked(matter, HOURS, asks)
    answer([told(request, person, values={HOURS.key: 80, asks.key: "nothing"})], who=on(date(2020, 5, 6)))
    (row,) = Received.objects.all()
    facts = {fact.name: fact for fact in KnownFact.objects.filter(name__in=row.facts)}
    *none, hours = (facts[name] for name in row.facts)
    assert (hours.corrects, hours.attributes["hours_share"], hours.source) == ("job", "80", "person")
    assert (hours.days.lower, hours.recorded_on) == (date(2019, 1, 1), date(2020, 5, 6))
    assert [(one.days.lower, one.days.upper, one.attributes["subjects"]) for one in none] == [
        (date(2020, 4, 1), date(2020, 8, 1), ["study"]),
        (date(2020, 9, 1), None, ["study"]),
    ]
    assert Matter.objects.get(pk=matter).is_open_to_rerun


def test_two_values_of_one_row_and_a_third_in_a_later_part_are_corrections_one_after_another(
    gathering: Matters,
) -> None:
    person, matter = gathering
    pay, agreed = (
        replace(HOURS, key=f"employment:job:{name}", attribute=name) for name in ("pay_month", "regular_work_agreed")
    )
    unsure = {"earliest": "2019-01-01", "latest": "2019-03-01"}
    said_so = NewFact(person, "employment", {"from": unsure, "hours_share": Decimal("62.5")}, corrects="job")
    write([said_so], who=on(BEGUN))
    request = asked(matter, HOURS, pay, agreed)
    answer([told(request, person, values={HOURS.key: 80, pay.key: 2010})], who=on(date(2020, 5, 6)))
    answer([told(request, person, values={agreed.key: True})], who=on(date(2020, 5, 7)))
    assert state(matter) is State.IN_PROCESSING
    first = KnownFact.objects.get(corrects=KnownFact.objects.get(corrects="job").name)
    last = KnownFact.objects.get(corrects=first.name)
    said = {"hours_share": "80", "pay_month": "2010"}
    assert {name: first.attributes[name] for name in said} == said
    assert last.attributes == {**first.attributes, "regular_work_agreed": True}
    assert last.uncertain == first.uncertain == {"from": unsure}


def test_a_silence_is_answered_with_rows_and_then_all_was_told(gathering: Matters) -> None:
    person, matter = gathering
    course = NewFact(person, "study", {"from": "2020-04-15", "through": "2020-06-30", "goal": "other"}, Source.OFFICIAL)
    request = asked(matter, STUDY)
    answer([told(request, person, questions=(STUDY.key,), facts=(course,))], who=on(date(2020, 5, 6)))
    rows = {row.kind: row for row in KnownFact.objects.filter(name__in=Received.objects.get().facts)}
    assert (rows["study"].source, rows["study"].attributes["goal"]) == ("person", "other")
    assert rows["answered_for"].days.lower == date(2020, 4, 1)


@pytest.mark.parametrize(
    ("kind", "said", "more"),
    [
        ("employment", {"from": "2020-01-01"}, {}),
        ("study_content", {"on": "2020-04-01", "gives_vocational_skills": True}, {}),
        ("study", {"from": "2020-04-01"}, {"corrects": "course"}),
        ("study", {"from": "2020-04-01"}, {"corrects": "course", "withdraws": True}),
        ("no such kind", {}, {}),
    ],
)
def test_rows_that_were_not_asked_for_are_refused(
    gathering: Matters, kind: str, said: dict[str, Any], more: dict[str, Any]
) -> None:
    """Another's kind, an official's judgement, a change of what is recorded: told in words, it is read by an official."""
    person, matter = gathering
    request = asked(matter, STUDY)
    with pytest.raises(Refused) as refused:
        answer([told(request, person, facts=(NewFact(person, kind, said, **more),))], who=on(date(2020, 5, 6)))
    assert problems(refused) == [(matter, "not_asked")]


def test_a_value_that_cannot_be_is_refused_and_nothing_is_written(gathering: Matters) -> None:
    person, matter = gathering
    request = asked(matter, HOURS, OWN)
    with pytest.raises(FactRefused):
        answer([told(request, person, values={HOURS.key: "much"}, is_last=True)], who=on(date(2020, 5, 6)))
    with pytest.raises(Refused) as refused:
        answer([told(request, person, values={OWN.key: "yes"})], who=on(date(2020, 5, 6)))
    assert problems(refused) == [(matter, "no_single_value")]
    assert (Received.objects.count(), state(matter)) == (0, State.AWAITING_CLARIFICATION)


# --- late, twice, too late, by the wrong one ---


def test_late_but_undecided_it_is_taken_and_the_matter_is_run_again(gathering: Matters) -> None:
    person, matter = gathering
    request = asked(matter)
    (number,) = answer([told(request, person, **WHOLE)], who=on(DUE + timedelta(1)))
    assert Received.objects.get(pk=number).is_late
    assert (state(matter), clock(matter)) == (State.IN_PROCESSING, (DUE, date(2020, 6, 17)))
    in_state(State.IN_PROCESSING, State.PROPOSED, matter=matter)
    Matter.objects.update(is_open_to_rerun=False)
    (second,) = answer([told(request, person, text="One thing more.")], who=on(DUE + timedelta(2)))
    assert Received.objects.get(pk=second).is_late
    assert (state(matter), Matter.objects.get().is_open_to_rerun) == (State.PROPOSED, True)
    assert not_heard([matter]) == {matter: "inbox_unread"}


def test_the_same_answer_twice_is_one(gathering: Matters) -> None:
    person, matter = gathering
    message = told(asked(matter), person, **WHOLE)
    first = answer([message, message], who=on(date(2020, 5, 6)))
    assert answer([replace(message, channel=Channel.POST)], who=on(date(2020, 5, 9))) == first[:1] == first[1:]
    assert KnownFact.objects.filter(corrects="job").count() == Received.objects.count() == 1
    assert clock(matter)[0] == date(2020, 5, 6)


def test_to_a_decided_matter_it_is_refused_with_the_remedy(gathering: Matters) -> None:
    person, matter = gathering
    request = asked(matter)
    expire([request], who=machine(DUE + timedelta(1)))
    in_state(State.IN_PROCESSING, State.PROPOSED, State.ISSUED, State.SENT, matter=matter)
    with pytest.raises(Refused) as refused:
        answer([told(request, person, **WHOLE)], who=on(date(2020, 6, 2)))
    assert problems(refused) == [(matter, "matter_is_decided")]
    assert not Received.objects.exists()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reference": "999999"}, "another_was_asked"),
        ({"sender": To.EMPLOYER}, "another_was_asked"),
        ({"questions": ("study:other:goal",)}, "not_asked"),
        ({"text": " "}, "answer_is_empty"),
        ({"text": "a\0b"}, "answer_not_storable"),
        ({"text": "a" * 10_001}, "answer_not_storable"),
    ],
)
def test_what_cannot_be_an_answer_is_refused(gathering: Matters, more: dict[str, Any], code: str) -> None:
    person, matter = gathering
    message = replace(told(asked(matter), person, text="No."), **more)
    with pytest.raises(Refused) as refused:
        answer([message], who=on(date(2020, 5, 6)))
    assert problems(refused) == [(matter, code)]
    assert (Received.objects.count(), state(matter)) == (0, State.AWAITING_CLARIFICATION)


# --- what may be sent ---


def test_a_rule_sends_by_itself_only_what_is_the_clients_alone(gathering: Matters) -> None:
    _, matter = gathering
    judged = Asked("employment_end:end:valid_reason", To.OFFICIAL)
    with pytest.raises(Refused) as refused:
        send([Draft(matter, (HOURS, judged))], who=machine(SENT))
    assert problems(refused) == [(matter, "a_person_sends")]
    send([Draft(matter, (HOURS,))], who=machine(SENT))
    assert Request.objects.get().is_automatic


def test_judgements_and_registers_are_put_to_nobody(gathering: Matters) -> None:
    _, matter = gathering
    left = Asked("employment_end:end:valid_reason", To.OFFICIAL), Asked("business:b:form", To.REGISTER)
    with pytest.raises(Refused) as refused:
        asked(matter, *left)
    assert problems(refused) == [(matter, "nothing_asked")]
    asked(matter, HOURS, *left)
    assert [one["key"] for one in Request.objects.get().questions] == [HOURS.key]


def test_what_was_delivered_is_not_asked_for_again(gathering: Matters) -> None:
    person, matter = gathering
    request = asked(matter)
    with pytest.raises(Refused) as refused:
        asked(matter, OWN)
    assert problems(refused) == [(matter, "request_is_open")]
    answer([told(request, person, **WHOLE)], who=on(date(2020, 5, 6)))
    for again in (HOURS, STUDY, replace(STUDY, days=(("2020-05-01", "2020-06-01"),))):
        with pytest.raises(Refused) as refused:
            asked(matter, again, day=date(2020, 5, 7))
        assert problems(refused) == [(matter, "already_delivered")]
    asked(matter, replace(STUDY, days=(("2020-08-01", "2020-09-01"),)), day=date(2020, 5, 7))


def test_an_employer_needs_a_name_an_answer_needs_time_and_a_matter_its_state(gathering: Matters) -> None:
    _, matter = gathering
    for questions, more, code in (
        ((replace(HOURS, to=To.EMPLOYER),), {}, "addressee_unnamed"),
        ((HOURS,), {"days": 0}, "no_time_to_answer"),
    ):
        with pytest.raises(Refused) as refused:
            asked(matter, *questions, **more)
        assert problems(refused) == [(matter, code)]
    (other,) = claimed(client(JOB, on=BEGUN), on=BEGUN)
    with pytest.raises(Refused) as refused:
        asked(other)
    assert problems(refused) == [(other, "matter_not_asked_in")]


def test_who_may_not_leaves_a_trace_and_nothing_else(gathering: Matters) -> None:
    _, matter = gathering
    stranger = adviser(SENT, Reason.MATTER, where="trial-municipality-564")
    with pytest.raises(NotAllowed) as refused:
        send([Draft(matter, (HOURS,))], who=stranger)
    assert [(one.what, one.is_allowed) for one in refused.value.traces] == [("matters.ask", False)]
    with pytest.raises(Refused) as missing:
        send([Draft(matter + 999, (HOURS,))], who=on(SENT))
    assert problems(missing) == [(matter + 999, "no_matter")]
    assert not Request.objects.exists()


def test_each_action_leaves_one_trace_a_matter(gathering: Matters) -> None:
    person, matter = gathering
    request = asked(matter)
    extend({request: date(2020, 6, 1)}, who=on(date(2020, 5, 5)))
    (number,) = answer([told(request, person, **WHOLE)], who=on(date(2020, 5, 6)))
    read([number], who=on(date(2020, 5, 7)))
    what = AuditRow.objects.filter(about=f"matter:{matter}", what__startswith="matters.").order_by("pk")
    wanted = ["matters.ask", "matters.extend", "matters.answer", "matters.read"]
    assert [one.what for one in what][-4:] == wanted


# --- hearing, and the guard ---

NEGATIVE = [["2020-04-01", None, "no_right", ["TTL 2a:1.1@1188/2009#leaving"], [], [], []]]
GROUND = {"TTL 2a:1.1@1188/2009#leaving"}


def proposed(matter: int) -> None:
    in_state(State.GATHERING, State.PROPOSED, matter=matter)


def test_nobody_was_heard_then_heard_then_read(gathering: Matters) -> None:
    person, matter = gathering
    proposed(matter)
    assert not_heard([matter]) == {matter: "nobody_heard"}
    (request,) = hear([to_hear(matter, NEGATIVE)], who=on(SENT))
    assert (state(matter), not_heard([matter])) == (State.HEARING, {matter: "answer_is_waited_for"})
    (number,) = answer([told(request, person, text="I was ill.", is_last=True)], who=on(date(2020, 5, 6)))
    assert (state(matter), not_heard([matter])) == (State.IN_PROCESSING, {matter: "inbox_unread"})
    with pytest.raises(Refused) as refused:
        read([number], who=machine(date(2020, 5, 7)))
    assert problems(refused) == [(0, "a_person_reads")]
    read([number], who=on(date(2020, 5, 7)))
    assert not_heard([matter]) == not_heard([matter], grounds={matter: GROUND}) == {}
    assert not_heard([matter], grounds={matter: {*GROUND, "TTL 2:5.1"}}) == {matter: "ground_not_told"}


def test_a_hearing_that_nobody_answers_ends_on_its_day(gathering: Matters) -> None:
    _, matter = gathering
    proposed(matter)
    (request,) = hear([to_hear(matter, NEGATIVE)], who=on(SENT))
    expire([request], who=machine(DUE))
    assert not_heard([matter]) == {matter: "answer_is_waited_for"}
    expire([request], who=machine(DUE + timedelta(1)))
    assert (state(matter), not_heard([matter])) == (State.IN_PROCESSING, {})


def test_a_hearing_is_waived_by_the_person_and_in_writing_only(gathering: Matters) -> None:
    person, matter = gathering
    proposed(matter)
    (request,) = hear([to_hear(matter, NEGATIVE)], who=on(SENT))
    for message, code in (
        (told(request, person, text="No need.", channel=Channel.PHONE), "waiver_in_writing"),
        (told(request, person), "waiver_in_writing"),
        (told(request, person + 1, text="No need."), "another_was_asked"),
    ):
        with pytest.raises(Refused) as refused:
            waive([message], who=on(date(2020, 5, 6)))
        assert problems(refused) == [(matter, code)]
    waive([told(request, person, text="No need.", channel=Channel.POST)], who=on(date(2020, 5, 6)))
    assert (state(matter), not_heard([matter])) == (State.IN_PROCESSING, {matter: "inbox_unread"})
    read(Received.objects.values_list("pk", flat=True), who=on(date(2020, 5, 6)))
    assert not_heard([matter]) == {}


def test_in_a_dismissal_the_employer_is_heard_too_and_does_not_stand_for_the_person(gathering: Matters) -> None:
    _, matter = gathering
    proposed(matter)
    client_, employer = hear([to_hear(matter, NEGATIVE, also=[(To.EMPLOYER, "1234567-1")])], who=on(SENT))
    withdraw([client_], who=on(SENT))
    came = Message(employer, To.EMPLOYER, "1234567-1", Channel.POST, text="He left.", is_last=True)
    read(answer([came], who=on(date(2020, 5, 6))), who=on(date(2020, 5, 6)))
    assert (state(matter), not_heard([matter])) == (State.IN_PROCESSING, {matter: "nobody_heard"})


@pytest.mark.parametrize(("since", "basis"), [(date(2020, 10, 1), "JTYPL 6:7.4"), (date(2025, 2, 3), "380/2023 § 78")])
def test_before_supported_study_ceases_the_person_is_told_from_when(
    gathering: Matters, since: date, basis: str
) -> None:
    """Section 16 of the digest: the study stops progressing on 1 October 2020; hearing, then the statement."""
    person, matter = gathering
    proposed(matter)
    (request,) = hear([to_hear_of_study(matter, since)], who=on(date(2020, 10, 12)))
    (told_,) = questions_of(Request.objects.get(), "fi")
    assert told_.why == (f"{basis}, {since.day}.{since.month}.{since.year} alkaen",)
    assert not_heard([matter], grounds={matter: {basis}}) == {matter: "answer_is_waited_for"}
    read(
        answer([told(request, person, text="I am ill.", is_last=True)], who=on(date(2020, 10, 20))),
        who=on(date(2020, 10, 20)),
    )
    assert (state(matter), not_heard([matter], grounds={matter: {basis}})) == (State.IN_PROCESSING, {})


def test_before_a_statement_is_replaced_the_person_is_heard_anew(gathering: Matters) -> None:
    person, matter = gathering
    read(answer([told(asked(matter), person, **WHOLE)], who=on(date(2020, 5, 6))), who=on(date(2020, 5, 6)))
    assert not_heard([matter]) == {}
    in_state(State.IN_PROCESSING, State.PROPOSED, State.ISSUED, State.SENT, State.RECONSIDERATION, matter=matter)
    assert not_heard([matter]) == {matter: "nobody_heard"}
    (request,) = hear([to_hear(matter, NEGATIVE)], who=on(date(2020, 6, 1)))
    assert state(matter) is State.HEARING
    expire([request], who=machine(date(2020, 6, 16)))
    assert not_heard([matter]) == {}


def test_whatever_comes_by_whatever_channel_blocks_until_it_is_read(gathering: Matters) -> None:
    person, matter = gathering
    day = on(date(2020, 5, 20))
    Official.objects.create(pk=day.official, subject="aino", name="Aino Ratkaisija")
    expire([asked(matter)], who=machine(DUE + timedelta(1)))
    message = NewMessage(RecipientKind.CLIENT, str(person), str(person), f"matter:{matter}", TE_OFFICE, "I was ill.")
    for came_by in CameBy:
        (number,) = receive([message], came_by=came_by, who=day)
        assert not_heard([matter]) == {matter: "inbox_unread"}
        letters.read([number], who=day)
        assert not_heard([matter]) == {}


# --- a clock without a request ---


def test_what_sufficed_from_the_beginning_has_its_clock_from_the_opening_and_keeps_the_one_it_has(
    gathering: Matters,
) -> None:
    _, matter = gathering
    row = Matter.objects.get(pk=matter)
    start_at_opening([row])
    assert clock(matter) == (BEGUN, date(2020, 5, 1))
    row.refresh_from_db()
    start_at_opening([row])
    assert len(clocks_of([matter])[matter]) == 1


# --- many at once ---


def test_six_matters_take_no_more_statements_of_the_database_than_two() -> None:
    counts = []
    for many in (2, 6):
        people = [client(JOB, on=BEGUN) for _ in range(many)]
        matters = claimed(*people, on=BEGUN)
        actions.go(
            dict.fromkeys(matters, (State.OPENED, State.ROUTING, State.GATHERING)), by=By.SYSTEM, who=machine(BEGUN)
        )
        with CaptureQueriesContext(connection) as queries:
            requests = send([Draft(matter, (HOURS, STUDY)) for matter in matters], who=on(SENT))
            extend(dict.fromkeys(requests, date(2020, 6, 1)), who=on(SENT))
            came = [told(request, person, **WHOLE) for request, person in zip(requests, people, strict=True)]
            read(answer(came, who=on(date(2020, 5, 6))), who=on(date(2020, 5, 7)))
            assert not_heard(matters) == {}
        counts.append(len(queries))
    assert counts[0] == counts[1]
