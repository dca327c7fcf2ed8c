"""Acts on statements that were given: rows of their own, one chain a matter, and the payer is told of each.

What each act may and must do is that of the digest of the statement's procedure, sections 8, 10.2, 16 and 18.
"""

from __future__ import annotations

import pytest
from tests.statements.officials import (
    asked_again, change, codes, corrector, decider, decision, deliver, given, heard, payer,
)  # fmt: skip
from tests.statements.offices import DAY, FUND, LAID_OFF

from toimi.clients.access import NotAllowed
from toimi.clients.checking import NewFact
from toimi.clients.facts import write
from toimi.matters.models import Matter
from toimi.matters.states import State
from toimi.office.audit import AuditRow
from toimi.statements.acting import ask_supplement, cancel, correct, reconsider, supplement
from toimi.statements.actions import decide
from toimi.statements.models import Act, Outgoing, Statement
from toimi.statements.problems import Refused

pytestmark = pytest.mark.usefixtures("own_database")


def state(one: Statement) -> str:
    return Matter.objects.get(pk=one.matter_id).state


def messages(one: Statement) -> list[tuple[str, str]]:
    return sorted(Outgoing.objects.filter(statement__matter=one.matter_id).values_list("kind", "payer"))


def test_a_positive_statement_that_was_wrong_is_replaced_after_a_hearing() -> None:
    """Digest, section 16: "Positive statement was wrong, nothing paid yet: hear, new negative statement with reasons; old one replaced"."""
    one = given(*LAID_OFF)
    assert (one.result, one.official, state(one)) == ("right", decider().official, State.SENT)
    reconsider([one.number], because="new_fact", who=corrector())
    person = one.matter.person_id
    write([NewFact(person, "layoff", {"from": "2024-03-01", "through": "2024-03-02", "job": "job", "extent": "full"})], who=decider())
    asked_again(one.matter_id)
    print(latest_result(one))


def latest_result(one: Statement) -> object:
    from tests.statements.officials import latest
    return latest(one.matter_id).result, latest(one.matter_id).stretches
