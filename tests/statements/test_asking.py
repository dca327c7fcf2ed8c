"""From an open proposal to what is asked: the rule asks what is the client's alone, and leaves the rest to an official."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.clients.actors import adviser
from tests.statements.offices import Row, claimed, client, machine

from toimi.book.facts import Source
from toimi.clients.checking import NewFact
from toimi.clients.facts import write
from toimi.clients.models import KnownFact
from toimi.matters.answering import Message, answer, read
from toimi.matters.asking import with_views
from toimi.matters.clarifying import send
from toimi.matters.hearing import not_heard
from toimi.matters.models import Matter, Request
from toimi.matters.requests import Channel, To
from toimi.matters.states import State
from toimi.office.actors import Reason
from toimi.statements.asking import ask_alone, drafts_for
from toimi.statements.running import run

pytestmark = pytest.mark.usefixtures("own_database")
BEGUN, DAY = date(2020, 4, 1), date(2020, 4, 2)
JOB: dict[str, Any] = {
    "id": "job",
    "from": "2019-01-01",
    "through": "2020-03-31",
    "hours_share": 100,
    "pay_month": 2010,
    "regular_work_agreed": True,
}
LEFT: dict[str, Any] = {
    "id": "end", "on": "2020-03-31", "job": "job", "notice_given_on": "2020-03-15", "notice_given_by": "person",
}  # fmt: skip
FIXED_TERM: list[Row] = [("employment", JOB), ("employment_end", {**LEFT, "manner": "fixed_term_over"})]
RESIGNED: list[Row] = [("employment", JOB), ("employment_end", {**LEFT, "manner": "resigned"})]
WITHOUT_MANNER: list[Row] = [("employment", JOB), ("employment_end", LEFT)]


def silent_on_studies() -> int:
    """A client whose job ended as agreed, and who has told everything but of studies."""
    person = client(*FIXED_TERM, on=BEGUN)
    old = KnownFact.objects.get(person=person, kind="answered_for")
    said = {"from": "2018-01-01", "subjects": ["work", "stops", "business"]}
    write([NewFact(person, "answered_for", said, Source.PERSON, corrects=old.name)], who=adviser(BEGUN))
    return person


def state(matter: int) -> State:
    return State(Matter.objects.get(pk=matter).state)


def test_the_rule_asks_what_is_the_clients_alone_and_a_resignation_waits_for_an_official() -> None:
    people = [silent_on_studies(), client(*RESIGNED, on=BEGUN), client(*WITHOUT_MANNER, on=BEGUN)]
    silent, resigned, unsaid = matters = claimed(*people, on=BEGUN)
    assert drafts_for(matters) == {}
    run(who=machine(DAY))
    drafts = drafts_for(matters)
    assert [(one.key, one.to) for one in drafts[silent].questions] == [("study::study", To.CLIENT)]
    assert [(one.key, one.to) for one in drafts[resigned].questions] == [
        ("employment_end:end:valid_reason", To.OFFICIAL)
    ]
    assert {one.to for one in drafts[unsaid].questions} >= {To.EMPLOYER}
    assert ask_alone(matters, who=machine(DAY)) == [Request.objects.get().pk]
    assert (Request.objects.get().matter_id, Request.objects.get().is_automatic) == (silent, True)
    assert [state(one) for one in matters] == [State.AWAITING_CLARIFICATION, State.GATHERING, State.GATHERING]
    assert ask_alone(matters, who=machine(DAY)) == []


def test_a_resignation_is_asked_of_the_client_answered_and_judged() -> None:
    person = client(*RESIGNED, on=BEGUN)
    (matter,) = claimed(person, on=BEGUN)
    run(who=machine(DAY))
    who = adviser(DAY, Reason.MATTER)
    (request,) = send([with_views(drafts_for([matter])[matter])], who=who)
    (question,) = Request.objects.get().questions
    assert question["key"] == "ground:TTL 2a:1.1"
    grounds = {matter: {one["key"] for one in question["grounds"]}}
    assert not_heard([matter], grounds=grounds) == {matter: "answer_is_waited_for"}
    came = Message(request, To.CLIENT, str(person), Channel.SERVICE, "The work made me ill.", (question["key"],))
    read(answer([came], who=who), who=who)
    assert (state(matter), not_heard([matter], grounds=grounds)) == (State.IN_PROCESSING, {})
    assert Matter.objects.get().due_on == date(2020, 5, 2)
    assert not KnownFact.objects.filter(source="person", kind="valid_reason").exists(), "an official judges"
