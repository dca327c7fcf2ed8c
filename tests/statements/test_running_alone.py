"""Statements that nobody looked at, from the run to the samples, on a database of their own."""

from __future__ import annotations

import json
import uuid
from base64 import urlsafe_b64decode
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from tests.clients.actors import adviser
from tests.statements.deciding import DAY, SIMPLE, TE_OFFICE, commission, plan, who
from tests.statements.offices import LAID_OFF, TOLD, claimed, client, machine

from toimi.book.facts import Source
from toimi.clients.checking import NewFact, checked_fact
from toimi.clients.facts import put
from toimi.matters.models import Matter
from toimi.matters.states import State
from toimi.office.actors import Actor, Reason
from toimi.office.audit import AuditRow
from toimi.office.officials import Role
from toimi.office.row_security import acting, let_web_in
from toimi.statements.bounds import by_ground, by_subject
from toimi.statements.commissioning import Why, in_force
from toimi.statements.commissioning_plan import Monitoring
from toimi.statements.comparing import Said
from toimi.statements.drawing import drawn_for, lot
from toimi.statements.human_request import ask_for_a_human, kept_out
from toimi.statements.issuing import Ready, give
from toimi.statements.mode import keep_mode
from toimi.statements.models import KeptMode, Outgoing, Proposal, Redecision, Sample, ScopeExit, Statement
from toimi.statements.notice import notices_of
from toimi.statements.problems import Refused
from toimi.statements.redeciding import Answer, blind_cases, redecide
from toimi.statements.running import run

FIRST = date(2024, 3, 1)
RIGHT = (Said(FIRST, None, "right"),)
NO = (Said(FIRST, None, "no_right", "TTL 2:1.2"),)


def sampler(number: int = 31) -> Actor:
    """One who decides samples anew."""
    return who(DAY, Role.DECIDER, uuid.UUID(int=number), Reason.CONTROL)


def test_from_the_run_to_the_scope_that_a_subject_leaves(own_database: str, as_web: Callable[[], Any]) -> None:
    """One story on one database: each part says what it is about."""
    number = commission(plan(watched=Monitoring(share=1000, bound=400, least=3)))
    matters = claimed(*(client(*LAID_OFF) for _ in range(5)))
    people = dict(Matter.objects.values_list("pk", "person_id"))
    ask_for_a_human([people[matters[0]]], who=adviser(DAY))
    told = NewFact(people[matters[1]], "job_outside_skills", {"on": "2019-02-02", "job": "job"}, Source.PERSON)
    put([checked_fact(told)], who=adviser(DAY))
    assert run(who=machine()) == {"right": 5}
    what_is_given_and_what_waits(matters, number)
    what_the_statement_says_of_itself(number)
    no_statement_is_negative_or_changed_alone()
    let_web_in()
    with as_web():
        the_web_shows_samples_to_their_own_house()
    samples_are_decided_blind(number)
    who_gave_a_statement_decides_no_sample_of_the_person()
    a_subject_that_people_disagree_on_leaves(number)


def what_is_given_and_what_waits(matters: list[int], number: int) -> None:
    """Two are kept out: by the person's request, and a judgement of no official's."""
    states = dict(Matter.objects.values_list("pk", "state"))
    assert [states[one] for one in matters] == [State.PROPOSED] * 2 + [State.ISSUED] * 3
    assert list(Statement.objects.values_list("commissioning", "official", "result")) == [(number, None, "right")] * 3


def what_the_statement_says_of_itself(number: int) -> None:
    """434/2003 § 53 g: that it was automatic, where the decision is, the data used; and a human can be asked."""
    given = list(Statement.objects.order_by("pk"))
    notice = notices_of(given)[given[0].pk]
    assert (notice.commissioning, notice.address) == (number, "https://example.fi/automaatio")
    assert set(notice.used) == {"benefit", *(kind for kind, _ in (*TOLD, *LAID_OFF))}
    assert "human" in notice.text("en")
    assert "Lomautus" in notice.text("fi")
    assert "https://example.fi/automaatio" in notice.text("sv")
    payload = given[0].signed.split(".")[1]
    signed = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert (signed["is_automatic"], signed["commissioning"]["number"]) == (True, number)


def no_statement_is_negative_or_changed_alone() -> None:
    """The database refuses it, whoever asks."""
    (one, *_) = Statement.objects.all()
    for changed in ({"result": "no_right"}, {"result": "partly"}, {"act": "cancelled", "replaces": one}):
        row = Statement.objects.get(pk=one.pk)
        row.pk, row.number = None, "2024/x"
        for name, value in changed.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError, match=r"statement_(alone_accepts|acts_on_one)"), transaction.atomic():
            row.save()


def the_web_shows_samples_to_their_own_house() -> None:
    """Row security binds the web: another house sees none; who decides one anew may do all that it takes."""
    with acting(replace(sampler(), organisation="te-office-uusimaa")):
        assert list(Sample.objects.all()) == []
    with pytest.raises(Refused, match="sample_days"), acting(sampler()):
        redecide([Answer(blind_cases(who=sampler())[0].sample, ())], who=sampler())


def samples_are_decided_blind(number: int) -> None:
    """The share is all of them; the case has the facts and what is asked, and nothing of the outcome."""
    assert Sample.objects.count() == 3
    cases = blind_cases(who=sampler())
    assert len(cases) == 3
    assert (cases[0].first_day, cases[0].until, cases[0].benefit) == (FIRST, None, "earnings_related")
    assert cases[0].asks == {"job_seeker": ("TTL 2:1", "TTL 2:4.1"), "unemployment": ("TTL 2:1.2",)}
    assert not {"result", "stretches", "outcome"} & set(vars(cases[0]))
    assert AuditRow.objects.filter(what="samples.look", is_allowed=True).count() == 3
    redecide([Answer(cases[0].sample, RIGHT)], who=sampler())
    assert [(one.drawn, one.samples, one.agreed) for one in by_subject([number])] == [(3, 1, 1)] * 2
    with pytest.raises(Refused, match="sample_not_for_you"):
        redecide([Answer(cases[0].sample, RIGHT)], who=sampler())
    with pytest.raises(Refused, match="sample_days"):
        redecide([Answer(cases[1].sample, RIGHT), Answer(cases[2].sample, ())], who=sampler())
    assert Redecision.objects.count() == 1


def who_gave_a_statement_decides_no_sample_of_the_person() -> None:
    """An earlier statement by the official to one of them takes that one's sample out of the official's hands."""
    cases = blind_cases(who=sampler())
    statement = Sample.objects.get(pk=cases[0].sample).statement
    closed = Matter.objects.get(pk=statement.matter_id)
    closed.pk, closed.state = None, State.CLOSED
    closed.save()
    earlier = Statement.objects.get(pk=statement.pk)
    earlier.matter = closed
    earlier.pk, earlier.number, earlier.official, earlier.commissioning = None, "2023/1", sampler().official, None
    earlier.save()
    assert [one.sample for one in blind_cases(who=sampler())] == [cases[1].sample]
    with pytest.raises(Refused, match="sample_not_for_you"):
        redecide([Answer(cases[0].sample, RIGHT)], who=sampler())
    assert len(blind_cases(who=sampler(32))) == 2
    assert blind_cases(who=who(DAY, Role.ADVISER, uuid.UUID(int=33), Reason.SERVICE, where="area-oulu")) == []


def a_subject_that_people_disagree_on_leaves(number: int) -> None:
    """Two of three agree: so much does not bear 40 percent (Wilson 0.2077 to 0.9385); two were too few to look at."""
    first, second = blind_cases(who=sampler(32))
    redecide([Answer(first.sample, NO)], who=sampler(32))
    assert len(in_force(DAY, TE_OFFICE)) == 1
    redecide([Answer(second.sample, RIGHT)], who=sampler(32))
    left = ScopeExit.objects.order_by("subject").values_list("subject", "why", "samples", "agreed", "official")
    assert list(left) == [(subject, Why.AGREEMENT, 3, 2, None) for subject in SIMPLE]
    assert in_force(DAY, TE_OFFICE) == []
    assert AuditRow.objects.filter(what="commissioning.leave").count() == 2
    grounds = by_ground(TE_OFFICE, DAY, DAY + timedelta(days=1))
    assert [(one.about, one.samples, one.agreed) for one in grounds] == [("TTL 2:1.2", 1, 0)]


@pytest.mark.usefixtures("db")
def test_a_request_for_a_human_holds_from_its_day_until_it_is_taken_back() -> None:
    person = client()
    ask_for_a_human([person], who=adviser(date(2024, 3, 5)))
    assert [kept_out([person], date(2024, 3, day)) for day in (4, 5, 20)] == [set(), {person}, {person}]
    ask_for_a_human([person], who=adviser(date(2024, 4, 1)), is_wanted=False)
    assert kept_out([person], date(2024, 4, 1)) == set()


def test_an_add_on_proposes_and_keeps_no_statement(own_database: str, settings_of_add_on: None) -> None:
    """380/2023 § 120 a; statement-procedure, section 12.5."""
    commission(plan())
    claimed(client(*LAID_OFF))
    assert run(who=machine()) == {"right": 1}
    assert Matter.objects.get().state == State.PROPOSED
    assert (Proposal.objects.count(), Statement.objects.count()) == (1, 0)
    assert blind_cases(who=sampler()) == []
    (matter,), (proposed,) = Matter.objects.all(), Proposal.objects.all()
    with pytest.raises(Refused, match="add_on_keeps_none"):
        give([Ready.of(matter, proposed)], who=sampler())
    given = {
        "number": "2024/1", "matter": matter, "proposal": proposed, "act": "given", "issuer_id": TE_OFFICE, "payer_id": "fund-ytk",
        "benefit": matter.benefit, "result": "right", "official": sampler().official, "language": "fi", "given_on": DAY,
        "given_at": sampler().at, "receipt": proposed.receipt, "signed": "x", "stretches": proposed.stretches,
    }  # fmt: skip
    with pytest.raises(IntegrityError, match="add-on"), transaction.atomic():
        Statement.objects.create(**given)
    settings.MODE = "office"
    keep_mode()
    statement = Statement.objects.create(**given)
    settings.MODE = "add-on"
    keep_mode()
    with pytest.raises(IntegrityError, match="add-on"), transaction.atomic():
        Outgoing.objects.create(statement=statement, payer_id="fund-ytk", person=matter.person_id)
    assert list(KeptMode.objects.order_by("pk").values_list("mode", flat=True)) == [
        "office",
        "add-on",
        "office",
        "add-on",
    ]


def test_nobody_foresees_which_statement_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another key, other lots; and of a subject so many are drawn as its share says, whatever the other subjects' shares are."""
    numbers = [str(number) for number in range(4000)]
    monitoring = {"job_seeker": {"share": 50}, "unemployment": {"share": 500}}
    drawn = [drawn_for(number, monitoring, monitoring) for number in numbers]
    shares = [sum(name in one for one in drawn) / len(numbers) for name in monitoring]
    assert 0.035 < shares[0] < 0.065
    assert 0.46 < shares[1] < 0.54
    before = [lot(number) for number in numbers[:50]]
    assert before == [lot(number) for number in numbers[:50]]
    monkeypatch.setattr(settings, "SECRET_KEY", "another key of fifty characters, only for this one test")
    assert not set(before) & {lot(number) for number in numbers[:50]}
