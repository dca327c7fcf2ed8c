"""A fact that changes: what is pending is run again, what was stated is looked at again, and nobody else is bothered.

The law's side is from the digests: nothing is known of days for which the person has not answered; who resigns without a
valid reason has no right for 45 days after the end of the job (TTL 2a:1.1 as in 1380/2021), here of 29 February 2024: 1
March to 14 April.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.clients.actors import adviser
from tests.matters.waiting import official
from tests.statements.offices import DAY, FUND, LAID_OFF, REGISTERED, TOLD, Row, claimed, client, commissioned, machine

from toimi.book.facts import Source
from toimi.clients.changed_facts import look_again, quietly, take
from toimi.clients.checking import NewFact
from toimi.clients.facts import write
from toimi.clients.models import ChangedFact
from toimi.clients.people import Merge, merge
from toimi.matters.actions import go, rerun
from toimi.matters.holding import take_next
from toimi.matters.models import Matter, Rerun, Step, Trigger
from toimi.matters.states import By, State
from toimi.office.audit import AuditRow
from toimi.statements.following import Followed, follow
from toimi.statements.models import Proposal, Statement
from toimi.statements.proposals import differences
from toimi.statements.running import run

LATER = date(2024, 3, 11)
SUSPENDED = ("2024-03-01", "2024-04-15")
JOB: Row = (
    "employment",
    {
        "id": "job", "from": "2019-01-01", "through": "2024-02-29", "hours_share": 100, "regular_work_agreed": True,
        "pay_month": Decimal("2010.00"),
    },
)  # fmt: skip
ENDED: list[Row] = [
    JOB,
    ("employment_end", {"id": "end", "on": "2024-02-29", "job": "job", "manner": "fixed_term_over"}),
]
RESIGNED: Row = (
    "employment_end",
    {
        "id": "resigned", "on": "2024-02-29", "job": "job", "manner": "resigned", "ground": "none_given",
        "notice_given_on": "2024-02-14", "notice_given_by": "person",
    },
)  # fmt: skip
NO_REASON: Row = ("valid_reason", {"on": "2024-02-29", "about": "resigned", "accepted": False})
SCOPE = ["job_seeker", "unemployment", "leaving_work"]


def know(person: int, row: Row, corrects: str | None = None) -> None:
    """It becomes known a week later."""
    write([NewFact(person, *row, Source.PERSON, corrects=corrects)], who=adviser(LATER))


def matter(number: int) -> Matter:
    return Matter.objects.get(pk=number)


def states(*numbers: int) -> list[str]:
    return [matter(one).state for one in numbers]


def changed(number: int) -> list[tuple[str, str | None, str | None, str | None]]:
    """What is different in the last proposal: days, and the outcome before and after."""
    return [
        (one.first_day, one.until, one.before and one.before.outcome, one.after and one.after.outcome)
        for one in differences([number])[number]
    ]


@pytest.mark.usefixtures("own_database")
def test_pending_matters_are_put_to_the_law_again_and_what_is_different_is_shown() -> None:
    silent, free, held = client(*LAID_OFF, told=TOLD[:-1]), client(*ENDED), client(*ENDED)
    first, second, third = claimed(silent, free, held)
    run(who=machine())
    assert states(first, second, third) == ["gathering", "proposed", "proposed"]
    assert [matter(one).unpaid_since for one in (first, second)] == [REGISTERED, REGISTERED]
    assert follow(who=machine()) == Followed(3)  # the law knew these facts: nobody is asked about again
    assert not Matter.objects.filter(is_open_to_rerun=True).exists()

    Matter.objects.filter(pk=third).update(due_on=date(2024, 1, 31))  # the first of the queue
    assert take_next(who=official(2)) == matter(third)
    steps = Step.objects.count()
    know(silent, TOLD[-1])
    for one in (free, held):
        know(one, RESIGNED, corrects="end")
    later = official(2, day=LATER)
    Matter.objects.filter(pk=third).update(held_until=later.at.replace(hour=18))
    assert follow(who=machine(LATER)) == Followed(3)
    assert set(Rerun.objects.values_list("matter", "because")) == {(n, "changed_fact") for n in (first, second, third)}
    run(who=machine(LATER))
    assert states(first, second, third) == ["proposed", "proposed", "proposed"]
    assert Proposal.objects.count() == 6
    assert changed(first) == [("2024-03-01", None, "open", "right")]
    assert changed(second) == changed(third) == [(*SUSPENDED, "right", "open")]
    assert Step.objects.count() == steps + 1  # of the first alone: what is held is not moved, what is open is not given
    assert (matter(third).is_open_to_rerun, matter(third).holder) == (False, later.official)
    assert follow(who=machine(LATER)) == Followed()


@pytest.mark.usefixtures("own_database")
def test_a_matter_that_is_run_again_is_given_where_nothing_is_left_to_a_person_unless_somebody_has_it_in_hand() -> None:
    free, held = client(*LAID_OFF, told=TOLD[:-1]), client(*LAID_OFF, told=TOLD[:-1])
    numbers = claimed(free, held)
    run(who=machine())
    commissioned(SCOPE, first_day=REGISTERED)
    for one in (free, held):
        know(one, TOLD[-1])
    Matter.objects.filter(pk=numbers[1]).update(
        holder=official(2).official, held_until=official(2, day=LATER, hour=18).at
    )
    follow(who=machine(LATER))
    run(who=machine(LATER))
    assert states(*numbers) == ["issued", "gathering"]
    assert list(Step.objects.filter(matter=numbers[0]).order_by("pk").values_list("after", flat=True)) == [
        "opened", "routing", "gathering", "proposed", "issued",
    ]  # fmt: skip


@pytest.mark.usefixtures("own_database")
def test_a_matter_opens_only_where_the_law_says_something_else_than_what_was_stated() -> None:
    commissioned(SCOPE, first_day=REGISTERED)
    same, other, unclaimed = client(*ENDED), client(*ENDED), client(*ENDED)
    numbers = claimed(same, other)
    run(who=machine())
    assert states(*numbers) == ["issued", "issued"]
    go(dict.fromkeys(numbers, (State.ISSUED, State.SENT)), by=By.SYSTEM, who=machine())
    assert follow(who=machine()) == Followed(3)

    for one in (same, unclaimed):
        know(one, ("qualification", {"on": "2004-06-01"}))
    know(other, RESIGNED, corrects="end")
    found = follow(who=machine(LATER))
    assert (found.people, found.asked, len(found.opened)) == (3, 2, 1)
    new = matter(found.opened[0])
    assert (new.person_id, new.benefit, new.trigger) == (other, "earnings_related", Trigger.CHANGED_FACT)
    assert (new.first_day, new.until, new.payer_id) == (REGISTERED, None, FUND)
    assert AuditRow.objects.filter(what="matters.open", whose=str(other), about=f"matter:{new.pk}").exists()

    know(other, NO_REASON)
    assert follow(who=machine(LATER)) == Followed(1)
    assert Matter.objects.filter(person=other, state=State.OPENED).get() == new
    run(who=machine(LATER))
    assert states(new.pk) == ["transferred"]  # a resignation is stated on elsewhere
    there = replace(machine(LATER), organisation="te-office-uusimaa")
    run(who=there)
    moved = Matter.objects.get(person=other, organisation=there.organisation)
    assert (moved.state, moved.unpaid_since) == (State.PROPOSED, REGISTERED)
    assert Statement.objects.count() == 2


@pytest.mark.usefixtures("own_database")
def test_what_becomes_known_on_the_way_to_the_payer_is_not_lost() -> None:
    commissioned(SCOPE, first_day=REGISTERED)
    person = client(*ENDED)
    (number,) = claimed(person)
    run(who=machine())
    know(person, RESIGNED, corrects="end")
    assert follow(who=machine(LATER)) == Followed(1)  # one matter is pending: no other one opens
    assert states(number) == ["issued"]
    go({number: (State.ISSUED, State.SENT)}, by=By.SYSTEM, who=machine(LATER))
    assert len(follow(who=machine(LATER)).opened) == 1


@pytest.mark.usefixtures("own_database")
def test_a_claim_on_which_nothing_was_stated_opens_a_matter() -> None:
    person = client(*ENDED)
    know(person, ("benefit", {"from": REGISTERED, "kind": "earnings_related"}))
    (number,) = follow(who=machine(LATER)).opened
    assert (matter(number).person_id, matter(number).first_day) == (person, REGISTERED)
    assert matter(number).payer_id is None


@pytest.mark.usefixtures("own_database")
def test_who_is_merged_into_another_is_stated_on_as_that_one_and_stops_nobody() -> None:
    commissioned(SCOPE, first_day=REGISTERED)
    kept, absorbed, bystander = client(*LAID_OFF), client(told=()), client(*LAID_OFF)
    old, beside = claimed(absorbed, bystander)
    merge([Merge(kept, absorbed, "Sama henkilö kahdella tunnuksella.")], who=adviser(DAY))
    assert run(who=machine()) == {"right": 1}
    assert states(old, beside) == ["opened", "issued"]
    (number,) = follow(who=machine()).opened
    assert (matter(number).person_id, matter(number).first_day) == (kept, REGISTERED)
    assert run(who=machine()) == {"right": 1}
    assert states(number) == ["proposed"]  # to whom it is to be paid is not known


@pytest.mark.usefixtures("own_database")
def test_many_people_take_as_many_statements_of_the_database_as_one() -> None:
    counts = []
    for size in (1, 4):
        people = [client(*LAID_OFF) for _ in range(size)]
        for one in people:
            know(one, ("benefit", {"from": REGISTERED, "kind": "earnings_related"}))
        with CaptureQueriesContext(connection) as queries:
            assert len(follow(who=machine(LATER)).opened) == size
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 30


@pytest.mark.usefixtures("db")
def test_rows_of_a_person_are_one_and_a_failed_transaction_takes_none() -> None:
    one, other = client(told=TOLD[:3]), client(told=TOLD[:1])
    last = ChangedFact.objects.filter(person=one).values_list("fact", flat=True).get()
    with transaction.atomic():
        assert set(take(10)) == {one, other}
        transaction.set_rollback(True)
    assert take(10)[one] == last
    look_again([other])
    assert take(10)[other] > last
    with transaction.atomic():
        quietly()
        client(told=TOLD[:3])
    assert take(10) == {}


@pytest.mark.usefixtures("db")
def test_matters_are_run_again_because_the_law_has_changed_unless_they_are_settled() -> None:
    numbers = claimed(*(client(told=TOLD[:1]) for _ in range(3)))
    Matter.objects.filter(pk=numbers[0]).update(state=State.SENT, is_open_to_rerun=False)
    Matter.objects.filter(pk=numbers[1]).update(state=State.PROPOSED, is_open_to_rerun=False)
    assert rerun(numbers[:2], because="1380/2021", who=official(2)) == [numbers[1]]
    assert list(Rerun.objects.values_list("matter", "because")) == [(numbers[1], "1380/2021")]
    assert [matter(one).is_open_to_rerun for one in numbers] == [False, True, True]
    assert AuditRow.objects.filter(what="matters.rerun").count() == 1
