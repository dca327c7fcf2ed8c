"""Every pair of states, by everybody: allowed is what the digest of the statement's procedure, section 10.2, names."""

from __future__ import annotations

from itertools import product

import pytest
from tests.statements.offices import claimed, client, machine

from toimi.matters.actions import go
from toimi.matters.models import Matter, Step
from toimi.matters.states import By, Forbidden, State, check

DIGEST = """
opened routing system
routing gathering system
routing transferred system official
gathering proposed system
gathering awaiting_clarification official system
gathering not_needed official
awaiting_clarification awaiting_clarification official
awaiting_clarification awaiting_attachments person
awaiting_clarification in_processing system
awaiting_attachments in_processing system
awaiting_clarification not_needed official
awaiting_attachments not_needed official
in_processing not_needed official
in_processing further_clarification official
further_clarification awaiting_clarification system
in_processing hearing official
hearing in_processing system
in_processing proposed system
proposed in_processing official
proposed issued official system
issued sent system
sent supplement_requested payer
supplement_requested supplemented official
supplemented sent system
sent corrected official
corrected sent system
sent reconsideration official person payer system
reconsideration in_processing system
sent replaced system
sent annulled official
sent appeal_statement_due payer
appeal_statement_due appeal_statement_given official
appeal_statement_given sent system
sent closed system
not_needed closed system
annulled closed system
replaced closed system
transferred closed system
closed reconsideration official person payer system
closed deleted system
"""
"""Copied from the digest's table. A new fact, an appeal or a changed law is whose it is: the register's as well [I]."""
NAMED = {
    (State(before), State(after), By(by))
    for before, after, *whom in map(str.split, DIGEST.strip().splitlines())
    for by in whom
}
EVERYTHING = list(product(State, State, By))


def test_what_the_digest_names_is_allowed_and_everything_else_refused() -> None:
    allowed = set()
    for before, after, by in EVERYTHING:
        try:
            check((before, after), by)
            allowed.add((before, after, by))
        except Forbidden:
            continue
    assert allowed == NAMED
    assert len(EVERYTHING) == 23 * 23 * 4


@pytest.mark.usefixtures("db")
def test_the_database_holds_no_step_that_is_refused() -> None:
    """Every refused pair tried on a matter in its first state: nothing is written, whoever tries."""
    (matter,) = claimed(client())
    steps = Step.objects.count()
    for before, after, by in EVERYTHING:
        if (before, after, by) not in NAMED:
            with pytest.raises(Forbidden):
                go({matter: (before, after)}, by=by, who=machine())
    assert (Matter.objects.get().state, Step.objects.count()) == (State.OPENED, steps)


@pytest.mark.usefixtures("db")
def test_a_path_through_a_refused_step_takes_no_step_at_all() -> None:
    (matter,) = claimed(client())
    with pytest.raises(Forbidden):
        go({matter: (State.OPENED, State.ROUTING, State.GATHERING, State.ISSUED)}, by=By.SYSTEM, who=machine())
    with pytest.raises(RuntimeError):
        go({matter: (State.ROUTING, State.GATHERING)}, by=By.SYSTEM, who=machine())
    assert Matter.objects.get().state == State.OPENED
