"""A commissioning decision is drafted from the book, approved by two, and holds only as long as it may (906/2019 § 28 d)."""

from __future__ import annotations

import pytest

from tests.statements.deciding import DAY, automation, commission, matters_of, plan
from toimi.matters.models import Matter
from toimi.matters.states import State
from toimi.statements.commissioning import in_force
from toimi.statements.models import Outgoing, Statement
from toimi.statements.running import run


def test_approved_by_two_it_lets_a_simple_statement_out(own_database: str) -> None:
    number = commission(plan())
    (matter,) = matters_of()
    run(who=automation())
    (given,) = Statement.objects.all()
    assert (given.matter_id, given.commissioning_id, given.official, given.result) == (matter, number, None, "right")
    assert Matter.objects.get().state == State.ISSUED
    assert Outgoing.objects.count() == 1
