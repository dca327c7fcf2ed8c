"""A fact that changes: what is pending is run again, what was stated is looked at again, and nobody else is bothered.

The law's side is from the digest: who resigns without a valid reason has no right for 45 days after the end of the job
(TTL 2a:1.1 as in 1380/2021), here of 29 February 2024: 1 March to 14 April.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from tests.statements.cases import (
    ENDED,
    KNOWN,
    NO_REASON,
    RESIGNED,
    automation,
    client,
    commission,
    decider,
    know,
    opened,
)

from toimi.clients.changed_facts import look_again, quietly, take
from toimi.clients.models import ChangedFact
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
    open_one, free, held = client([*KNOWN, RESIGNED]), client(), client()
    first, second, third = opened(open_one, free, held)
    run(who=automation())
    assert states(first, second, third) == ["gathering", "proposed", "proposed"]
    assert follow(who=automation()) == Followed(3)  # the law knew these facts: nobody is asked about again
    assert not Matter.objects.filter(is_open_to_rerun=True).exists()

    Matter.objects.filter(pk=third).update(opened_on=date(2024, 1, 1))  # the first of the queue
    assert take_next(who=decider()) == matter(third)
    steps = Step.objects.count()
    know(open_one, [NO_REASON], LATER)
    for one in (free, held):
        know(one, [RESIGNED], LATER, corrects="end")
    assert follow(who=automation(LATER)) == Followed(3)
    assert set(Rerun.objects.values_list("matter", "because")) == {(n, "changed_fact") for n in (first, second, third)}
    run(who=automation(LATER))
    assert states(first, second, third) == ["proposed", "proposed", "proposed"]
    assert Proposal.objects.count() == 6
    assert changed(first) == [(*SUSPENDED, "open", "no_right")]
    assert changed(second) == changed(third) == [(*SUSPENDED, "right", "open")]
    assert Step.objects.count() == steps + 1  # of the first alone: what is held is not moved, what is open is not given
    assert (matter(third).is_open_to_rerun, matter(third).holder) == (False, decider().official)
    assert follow(who=automation(LATER)) == Followed()


@pytest.mark.usefixtures("own_database")
def test_a_matter_opens_only_where_the_law_says_something_else_than_what_was_stated() -> None:
    commission()
    same, other, unclaimed = client(), client(), client([row for row in ENDED if row[0] != "benefit"])
    numbers = opened(same, other)
    run(who=automation())
    assert states(*numbers) == ["issued", "issued"]
    go(dict.fromkeys(numbers, (State.ISSUED, State.SENT)), by=By.SYSTEM, who=automation())
    assert follow(who=automation()) == Followed(3)

    qualified = ("qualification", {"on": "2004-06-01"})
    for one in (same, unclaimed):
        know(one, [qualified], LATER)
    know(other, [RESIGNED], LATER, corrects="end")
    found = follow(who=automation(LATER))
    assert (found.people, found.asked, len(found.opened)) == (3, 2, 1)
    new = matter(found.opened[0])
    assert (new.person_id, new.benefit, new.trigger) == (other, "earnings_related", Trigger.CHANGED_FACT)
    assert (new.first_day, new.until, new.payer_id) == (date(2024, 3, 1), None, "fund-ytk")
    assert AuditRow.objects.filter(what="matters.open", whose=str(other), about=f"matter:{new.pk}").exists()

    run(who=automation(LATER))
    assert matter(new.pk).unpaid_since == date(2024, 3, 1)  # it pays on the old statement, which this one would end
    assert Statement.objects.count() == 2
    know(other, [NO_REASON], LATER)
    assert follow(who=automation(LATER)) == Followed(1)
    assert matter(new.pk).is_open_to_rerun


@pytest.mark.usefixtures("own_database")
def test_what_becomes_known_on_the_way_to_the_payer_is_not_lost() -> None:
    commission()
    person = client()
    (number,) = opened(person)
    run(who=automation())
    know(person, [RESIGNED], LATER, corrects="end")
    assert follow(who=automation(LATER)) == Followed(1)  # one matter is pending: no other one opens
    assert states(number) == ["issued"]
    go({number: (State.ISSUED, State.SENT)}, by=By.SYSTEM, who=automation(LATER))
    assert len(follow(who=automation(LATER)).opened) == 1


@pytest.mark.usefixtures("own_database")
def test_a_claim_on_which_nothing_was_stated_opens_a_matter() -> None:
    person = client()
    (number,) = follow(who=automation(LATER)).opened
    assert (matter(number).person_id, matter(number).first_day) == (person, date(2024, 3, 1))
    assert matter(number).payer_id is None


@pytest.mark.usefixtures("db")
def test_rows_of_a_person_are_one_and_a_failed_transaction_takes_none() -> None:
    one, other = client(KNOWN[:3]), client(KNOWN[:1])
    last = ChangedFact.objects.filter(person=one).values_list("fact", flat=True).get()
    with transaction.atomic():
        assert set(take(10)) == {one, other}
        transaction.set_rollback(True)
    assert take(10)[one] == last
    look_again([other])
    assert take(10)[other] > last
    with transaction.atomic():
        quietly()
        client(KNOWN[:3])
    assert take(10) == {}


@pytest.mark.usefixtures("db")
def test_matters_are_run_again_because_the_law_has_changed_unless_they_are_settled() -> None:
    people = [client(KNOWN[:1]) for _ in range(3)]
    numbers = opened(*people)
    Matter.objects.filter(pk=numbers[0]).update(state=State.SENT, is_open_to_rerun=False)
    Matter.objects.filter(pk=numbers[1]).update(state=State.PROPOSED, is_open_to_rerun=False)
    assert rerun(numbers[:2], because="1380/2021", who=decider()) == [numbers[1]]
    assert list(Rerun.objects.values_list("matter", "because")) == [(numbers[1], "1380/2021")]
    assert [matter(one).is_open_to_rerun for one in numbers] == [False, True, True]
    assert AuditRow.objects.filter(what="matters.rerun").count() == 1
