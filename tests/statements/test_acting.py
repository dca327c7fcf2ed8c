"""Acts on statements that were given: rows of their own, one chain a matter, and the payer is told of each.

What each act may and must do is that of the digest of the statement's procedure, sections 8, 10.2, 16 and 18.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import hypothesis
import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from tests.statements.offices import DAY, FUND, LAID_OFF, Row, claimed, commissioned
from tests.statements.officials import (
    asked_again,
    change,
    codes,
    corrector,
    decider,
    decision,
    deliver,
    given,
    heard,
    latest,
    payer,
    proposed,
)

from toimi.clients.checking import NewFact
from toimi.clients.facts import write
from toimi.matters.models import Matter
from toimi.matters.states import State
from toimi.office.access import NotAllowed
from toimi.office.actors import Reason
from toimi.office.audit import AuditRow
from toimi.office.officials import Role
from toimi.statements.acting import Change, ask_supplement, cancel, correct, move, reconsider, supplement
from toimi.statements.actions import NoNeed, decide, not_needed
from toimi.statements.models import Act, NoStatement, NotNeeded, Outgoing, Statement
from toimi.statements.problems import Refused
from toimi.statements.recomputing import Outcome, recompute

pytestmark = pytest.mark.usefixtures("own_database")
WORK: Row = ("employment", {"id": "new_job", "from": "2024-03-01", "hours_share": 100})
WRONG = "Aiempi lausunto oli väärä: uusi työ alkoi jo 1.3."


def state(one: Statement) -> str:
    return str(Matter.objects.get(pk=one.matter_id).state)


def told(one: Statement) -> list[tuple[str, str]]:
    rows = Outgoing.objects.filter(statement__matter=one.matter_id).order_by("pk")
    return list(rows.values_list("kind", "payer"))


def last(one: Statement) -> Statement:
    return Statement.objects.get(matter=one.matter_id, replaced_by=None)


def refused(act: Callable[[], object]) -> list[str]:
    """The codes with which it is refused; nothing is written."""
    before = [model.objects.count() for model in (Statement, Outgoing, AuditRow)]
    with pytest.raises(Refused) as found:
        act()
    assert [model.objects.count() for model in (Statement, Outgoing, AuditRow)] == before
    return codes(found.value.problems)


def found_at_work(one: Statement) -> None:
    """It comes out that the person has worked all the time, and the law is asked again."""
    write([NewFact(one.matter.person_id, *WORK)], who=decider())
    asked_again(one.matter_id)


def test_a_positive_statement_that_was_wrong_is_replaced_after_a_hearing_and_never_alone() -> None:
    """Section 16: hear, new negative statement with reasons, the old one replaced; the payer decides on the new."""
    one = given(*LAID_OFF)
    assert (one.result, one.act, state(one), told(one)) == ("right", "given", State.SENT, [("given", FUND)])
    commissioned()
    reconsider([one.number], because="new_fact", who=corrector())
    asked_again(one.matter_id)
    assert (state(one), last(one)) == (State.PROPOSED, one), "automation puts nothing in the place of a statement"
    same = decision(one.matter_id, because=WRONG, language="fi")
    assert refused(lambda: decide([same], who=decider())) == ["same_conclusion"]
    found_at_work(one)
    assert latest(one.matter_id).result == "no_right"
    bare = decision(one.matter_id)
    assert refused(lambda: decide([bare], who=decider())) == ["nobody_heard", "reasons_missing", "says_not_why_wrong"]
    heard(one.matter_id)
    words = {"reasons": "Olet ollut kokoaikatyössä.", "because": WRONG, "language": "fi"}
    (number,) = decide([decision(one.matter_id, **words)], who=decider())
    new = Statement.objects.get(pk=number)
    assert (new.act, new.replaces, new.result, new.because) == ("replaced", one, "no_right", WRONG)
    assert new.explanation[0]["grounds"][0]["citation"].startswith("TTL 2:1")
    assert (state(one), told(one)[1:]) == (State.ISSUED, [("replaced", FUND)])
    deliver()
    assert state(one) == State.SENT
    assert refused(lambda: cancel([change(one)], who=corrector())) == ["not_the_last"]
    *_, again = recompute()
    assert (again.counts, again.different) == ({Outcome.SAME: 2}, [])
    copy = {field.attname: getattr(new, field.attname) for field in Statement._meta.local_concrete_fields}
    with pytest.raises(IntegrityError), transaction.atomic():  # nor does the database let a chain fork
        Statement.objects.create(**{**copy, "id": None, "number": "2024/999"})


def test_what_was_taken_up_again_in_vain_stands() -> None:
    one = given(*LAID_OFF)
    reconsider([one.number], because="new_fact", who=corrector())
    end = NoNeed(one.matter_id, NotNeeded.DOES_NOT_SEEK, "Uudelleen käsittelyyn ei ollut aihetta.", "fi")
    asked_again(one.matter_id)
    assert refused(lambda: not_needed([end], who=decider())) == ["cannot_end_now"]
    reconsidering(one)
    assert refused(lambda: not_needed([end], who=decider())) == ["already_stated", "still_stated"]
    not_needed([replace(end, reason=NotNeeded.POINTLESS)], who=decider())
    assert (state(one), last(one)) == (State.NOT_NEEDED, one)
    assert NoStatement.objects.get().proposal.result == "right"


def reconsidering(one: Statement) -> None:
    """An official takes the proposal back to work."""
    Matter.objects.filter(pk=one.matter_id).update(state=State.IN_PROCESSING)


def test_a_clerical_error_is_corrected_and_a_payers_question_answered_without_another_conclusion() -> None:
    one = given(*LAID_OFF)
    assert refused(lambda: correct([change(one)], who=corrector())) == ["same_words"]
    assert refused(lambda: supplement([change(one, reasons="Lisää.")], who=corrector())) == ["cannot_act_now"]
    bad = change(one, reasons="Text.", because=" ", language="sv")
    assert refused(lambda: correct([bad, bad], who=corrector())) == ["acted_on_twice"]
    assert refused(lambda: correct([bad], who=corrector())) == ["another_language", "says_not_why"]
    assert refused(lambda: correct([Change("2024/0", "x", "fi")], who=corrector())) == ["no_such_statement"]
    correct([change(one, reasons="Lomautus alkoi 1.3.2024.")], who=corrector())
    corrected = last(one)
    assert (corrected.act, corrected.reasons, corrected.stretches) == (
        "corrected",
        "Lomautus alkoi 1.3.2024.",
        one.stretches,
    )
    assert (state(one), corrected.receipt) == (State.CORRECTED, one.receipt)
    assert refused(lambda: correct([change(corrected, reasons="x")], who=corrector())) == ["cannot_act_now"]
    deliver()
    for stranger in (payer("kela"), decider()):
        with pytest.raises((NotAllowed, Refused)):
            ask_supplement([corrected.number], because="more", who=stranger)
    ask_supplement([corrected.number], because="more", who=payer())
    assert state(one) == State.SUPPLEMENT_REQUESTED
    supplement([change(corrected, reasons="Lomautus on kokoaikainen.", because="Maksaja pyysi.")], who=corrector())
    assert (last(one).act, last(one).result, state(one)) == ("supplemented", "right", State.SUPPLEMENTED)
    deliver()
    assert (state(one), told(one)) == (State.SENT, [("given", FUND), ("corrected", FUND), ("supplemented", FUND)])


def test_a_statement_moves_to_where_the_law_says_the_same_and_both_payers_are_told() -> None:
    one = given(*LAID_OFF)
    wrong = change(one, payer=FUND, benefit="basic")
    assert refused(lambda: move([wrong], who=corrector())) == ["no_such_payer"]
    here = change(one, payer=FUND, benefit="earnings_related")
    assert refused(lambda: move([here], who=corrector())) == ["moves_nowhere"]
    kela = change(one, payer="kela", benefit="basic", because="Kassan jäsenyys oli päättynyt.")
    assert refused(lambda: move([kela], who=corrector())) == ["moved_says_otherwise"], "nobody claims it"
    write([NewFact(one.matter.person_id, "benefit", {"from": "2024-03-01", "kind": "basic"})], who=decider())
    move([kela], who=corrector())
    moved = last(one)
    assert (moved.act, moved.payer_id, moved.benefit, moved.result) == ("moved", "kela", "basic", "right")
    assert told(one)[1:] == [("moved", "kela"), ("moved_away", FUND)]
    deliver()
    matter = Matter.objects.get(pk=one.matter_id)
    assert (matter.state, matter.payer_id, matter.benefit) == (State.SENT, "kela", "basic")


def test_what_was_given_on_a_wrong_person_is_cancelled_for_good() -> None:
    one = given(*LAID_OFF)
    for stranger in (
        decider(),
        replace(corrector(), role=Role.MANAGER),
        decider(DAY, Reason.CORRECTION, "te-office-uusimaa"),
    ):
        with pytest.raises(NotAllowed):
            cancel([change(one)], who=stranger)
    cancel([change(one, because="Annettu väärästä henkilöstä.")], who=corrector())
    gone = last(one)
    assert (gone.act, gone.result, gone.stretches, gone.explanation) == ("cancelled", "no_statement", [], [])
    assert (state(one), told(one)[1:]) == (State.ANNULLED, [("cancelled", FUND)])
    for act in (cancel, correct):
        assert "is_cancelled" in refused(lambda act=act: act([change(gone, reasons="x")], who=corrector()))
    assert refused(lambda: reconsider([gone.number], because="x", who=corrector())) == ["is_cancelled"]
    *_, again = recompute()
    assert again.counts == {Outcome.SAME: 2}
    trace = AuditRow.objects.get(what="statements.cancelled", is_allowed=True)
    assert (trace.whose, trace.about) == (str(one.matter.person_id), f"statement:{gone.pk}")


def test_the_customer_service_centre_corrects_for_a_te_office_and_moves_nothing_any_more() -> None:
    """TTL 11:4.2; statement-procedure, section 2.2 and trap 5: it lost the power to move in May 2022."""
    one = given(*LAID_OFF)
    centre = decider(DAY, Reason.CORRECTION, "customer-service-centre")
    for act in (cancel, move, lambda changes, *, who: reconsider([one.number], because="x", who=who)):
        with pytest.raises(NotAllowed):
            act([change(one, payer="kela", benefit="basic")], who=centre)
    correct([change(one, reasons="Lomautus alkoi 1.3.2024.")], who=centre)
    assert (last(one).issuer_id, told(one)[-1]) == ("customer-service-centre", ("corrected", FUND))


def test_another_pending_matter_is_settled_first() -> None:
    one = given(*LAID_OFF)
    claimed(one.matter.person_id, on=DAY)
    assert refused(lambda: reconsider([one.number], because="x", who=corrector())) == ["pending_beside"]
    assert refused(lambda: correct([change(one, reasons="x")], who=corrector())) == ["pending_beside"]


# --- random histories ---

BECOMES = {
    ("issued", "deliver"): "sent", ("corrected", "deliver"): "sent", ("supplemented", "deliver"): "sent",
    ("sent", "correct"): "corrected", ("sent", "ask"): "asked", ("asked", "supplement"): "supplemented",
    ("sent", "cancel"): "cancelled", ("sent", "reconsider"): "open", ("open", "replace"): "issued",
}  # fmt: skip
"""What may be done when, written down from section 10.2 of the digest; all else is refused or does nothing."""
ADDS = {"correct": Act.CORRECTED, "supplement": Act.SUPPLEMENTED, "cancel": Act.CANCELLED, "replace": Act.REPLACED}


def do(what: str, one: Statement, count: int) -> None:
    words = change(one, reasons=f"Perustelu {count}.")
    if what == "deliver":
        deliver()
    elif what == "ask":
        ask_supplement([one.number], because="more", who=payer())
    elif what == "reconsider":
        reconsider([one.number], because="x", who=corrector())
    elif what == "replace":
        replace_by_the_opposite(one)
    else:
        {"correct": correct, "supplement": supplement, "cancel": cancel}[what]([words], who=corrector())


def replace_by_the_opposite(one: Statement) -> None:
    if Matter.objects.get(pk=one.matter_id).state == State.IN_PROCESSING:
        found_at_work(one)
        heard(one.matter_id)
    words = {"reasons": "Olet ollut työssä.", "because": WRONG, "language": "fi"}
    decide([decision(one.matter_id, **words)], who=decider())


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@hypothesis.given(st.lists(st.sampled_from(sorted({what for _, what in BECOMES})), min_size=3, max_size=7))
def test_whatever_is_done_a_chain_never_forks_and_each_act_is_told(done: list[str]) -> None:
    matter = proposed(*LAID_OFF)
    (first,) = decide([decision(matter)], who=decider())
    one = Statement.objects.get(pk=first)
    stage, acts, replaced = "issued", [Act.GIVEN], False
    for count, what in enumerate(done):
        if what == "replace" and replaced:
            continue  # the law would say the same again
        then = BECOMES.get((stage, what))
        if what == "deliver" or then:
            do(what, last(one), count)
            stage = then or stage
            acts += [ADDS[what]] if what in ADDS else []
            replaced = replaced or what == "replace"
        else:
            with pytest.raises(Refused):
                do(what, last(one), count)
        check_chain(one, acts)


def check_chain(one: Statement, acts: list[Act]) -> None:
    rows = list(Statement.objects.filter(matter=one.matter_id).order_by("pk"))
    assert [row.act for row in rows] == acts
    assert [row.replaces_id for row in rows] == [None, *(row.pk for row in rows[:-1])], "one after another"
    standing = [row for row in rows if not hasattr(row, "replaced_by") and row.act != Act.CANCELLED]
    assert len(standing) == (0 if Act.CANCELLED in acts else 1)
    assert [kind for kind, _ in told(one)] == acts
    about = [f"statement:{row.pk}" for row in rows]
    names = {"statements.give", *(f"statements.{act}" for act in Act)}
    traces = AuditRow.objects.filter(about__in=about, what__in=names).order_by("pk")
    assert list(traces.values_list("about", flat=True)) == about
