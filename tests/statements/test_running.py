"""From a claim to a statement: simple matters at once and rightly, and nothing without a person that is not simple.

Outcomes are those of the digest of the prerequisites (TTL 2:1, a layoff) and of the sanctions (TTL 2a:1, a resignation);
what may be given without a person, that of the digest of the statement's procedure, section 11.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from joserfc import jws
from joserfc.jwk import OKPKey
from tests.statements.offices import (
    DAY,
    FUND,
    LAID_OFF,
    REGISTERED,
    RESIGNED,
    STILL_AT_WORK,
    claimed,
    client,
    commissioned,
    machine,
)

from toimi.book import decision
from toimi.book.kept import table_of
from toimi.book.tables import read_people
from toimi.days.line import offset_of
from toimi.law.book import BOOK
from toimi.matters.assessing import Result
from toimi.matters.models import Matter, Step
from toimi.matters.states import State
from toimi.office.audit import AuditRow
from toimi.statements.models import Outgoing, Proposal, Statement
from toimi.statements.running import run, when_due
from toimi.statements.signing import public_key

pytestmark = pytest.mark.usefixtures("own_database")
AT_ONCE = [State.OPENED, State.ROUTING, State.GATHERING, State.PROPOSED, State.ISSUED]


def states(matters: Sequence[int]) -> list[State]:
    found = dict(Matter.objects.values_list("pk", "state"))
    return [State(found[one]) for one in matters]


def test_a_laid_off_client_is_stated_on_at_once_and_one_who_resigned_is_not() -> None:
    commissioned()
    people = [client(*LAID_OFF), client(*RESIGNED), client(*STILL_AT_WORK)]
    laid_off, resigned, at_work = matters = claimed(*people)
    counted = run(who=machine())
    assert counted == {Result.RIGHT: 1, Result.OPEN: 1, Result.NO_RIGHT: 1}
    assert states(matters) == [State.ISSUED, State.TRANSFERRED, State.PROPOSED]
    (given,) = Statement.objects.all()
    assert (given.matter_id, given.result, given.official, given.payer_id) == (laid_off, "right", None, FUND)
    assert given.stretches == [["2024-03-01", None, "right", [], [], [], []]]
    assert [
        Step(after=step).after
        for step in Step.objects.filter(matter=laid_off).order_by("pk").values_list("after", flat=True)
    ] == AT_ONCE
    (waits,) = Outgoing.objects.all()
    assert (waits.statement_id, waits.payer_id, waits.person, waits.sent_at) == (given.pk, FUND, people[0], None)
    traces = AuditRow.objects.filter(what="statements.give")
    assert [(one.whose, one.about, one.role) for one in traces] == [
        (str(people[0]), f"statement:{given.pk}", "automation")
    ]
    kinds = dict(Matter.objects.values_list("pk", "kind"))
    there = Matter.objects.get(organisation="te-office-uusimaa")
    assert (there.person_id, there.state, there.opened_on) == (people[1], State.OPENED, REGISTERED)
    assert kinds == {laid_off: "basic", resigned: "expert", at_work: "basic", there.pk: "basic"}
    assert run(who=machine()) == {}, "what was run is not run again"
    check_proposals()
    check_signature(given)


def check_proposals() -> None:
    """What was asked, asked again, gives the receipt that was kept."""
    for one in Proposal.objects.select_related("edition"):
        known_at = offset_of(one.edition.known_at)
        people = read_people(table_of(one.facts), known_at=known_at)
        again = decision.receipt(
            decision.decide(people.caseload, BOOK, known_at=known_at, switches=one.edition.switches)
        )
        assert (again["receipt"], again["book"]) == (one.receipt, one.edition.book)


def check_signature(given: Statement) -> None:
    key, registry = OKPKey.import_key(public_key()), jws.JWSRegistry(algorithms=["Ed25519"])
    said = jws.deserialize_compact(given.signed, key, registry=registry).payload.decode()
    assert given.receipt in said
    assert given.number in said


@pytest.mark.parametrize("day", [date(2020, 4, 1), date(2023, 4, 28)])
def test_nothing_is_given_without_a_person_before_there_was_a_basis(day: date) -> None:
    """Hallintolaki 53 e came into force on 1 May 2023."""
    commissioned()
    (matter,) = claimed(client(*LAID_OFF, on=day), on=day)
    assert run(who=machine(day)) == {Result.RIGHT: 1}
    assert states([matter]) == [State.PROPOSED]
    assert not Statement.objects.exists()


def test_what_is_not_in_the_scope_waits_for_a_person() -> None:
    commissioned(["job_seeker"])
    matters = claimed(client(*LAID_OFF), client(*LAID_OFF))
    run(who=machine())
    assert states(matters) == [State.PROPOSED, State.PROPOSED]


def test_several_runs_beside_each_other_take_each_matter_once() -> None:
    commissioned()
    matters = claimed(*(client(*LAID_OFF) for _ in range(12)))

    def work(_: int) -> int:
        try:
            done = 0
            while found := run(who=machine(), limit=2):
                done += found.total()
            return done
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(work, range(3))) == len(matters)
    assert sorted(Statement.objects.values_list("matter", flat=True)) == sorted(matters)
    assert len(set(Statement.objects.values_list("number", flat=True))) == len(matters)


def test_the_clock_runs_what_waits_in_the_name_of_each_organisation() -> None:
    commissioned()
    claimed(client(*LAID_OFF))
    assert when_due(machine().at) == {Result.RIGHT: 1}
    assert Statement.objects.get().issuer_id == "te-office-pohjois-pohjanmaa"


def test_a_statement_never_changes_and_never_goes_away() -> None:
    commissioned()
    claimed(client(*LAID_OFF))
    run(who=machine())
    for change in ("UPDATE statements_statement SET result = 'no_right'", "DELETE FROM statements_proposal",
                   "UPDATE matters_step SET after = 'sent'"):  # fmt: skip
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    Outgoing.objects.update(sent_at=machine().at)
    with pytest.raises(DatabaseError, match="completed once"), transaction.atomic():
        Outgoing.objects.update(sent_at=None)


def test_who_applies_again_has_the_same_matter() -> None:
    person = client(*LAID_OFF)
    assert claimed(person) == claimed(person, on=DAY) == [Matter.objects.get().pk]
    assert Matter.objects.get().first_day == REGISTERED
