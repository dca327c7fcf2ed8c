"""Officials decide: what is in a statement, what else keeps it from being given, and that none is needed.

The order and the grounds are those of the digest of the statement's procedure, sections 2, 7.2, 8, 10.2 and 13.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.clients.actors import TE_OFFICE
from tests.statements.offices import DAY, LAID_OFF, STILL_AT_WORK, claimed, client, machine
from tests.statements.officials import codes, decider, decision, heard, latest, proposed

from toimi.letters.inbox import NewMessage, receive
from toimi.letters.models import CameBy
from toimi.letters.states import RecipientKind
from toimi.matters.models import Matter
from toimi.matters.states import State
from toimi.office.access import NotAllowed
from toimi.office.actors import Reason
from toimi.office.audit import AuditRow
from toimi.office.officials import Conflict, Ground, Official, Role
from toimi.statements.actions import Decision, NoNeed, decide, not_needed
from toimi.statements.models import Edition, NoStatement, NotNeeded, Outgoing, Proposal, Statement
from toimi.statements.problems import Refused
from toimi.statements.running import run

pytestmark = pytest.mark.usefixtures("own_database")
REASONS = {"reasons": "Olet ollut kokoaikatyössä koko ajan.", "language": "fi"}


def counts() -> list[int]:
    return [model.objects.count() for model in (Statement, Outgoing, AuditRow)]


def refused(*decisions: Decision) -> list[str]:
    before = counts()
    with pytest.raises(Refused) as found:
        decide(decisions, who=decider())
    assert counts() == before
    return codes(found.value.problems)


def test_all_of_a_list_are_given_or_none() -> None:
    good, other, bad = proposed(*LAID_OFF), proposed(*LAID_OFF), proposed(*STILL_AT_WORK)
    assert refused(decision(good), decision(other), decision(bad)) == ["nobody_heard", "reasons_missing"]
    assert refused(decision(good), decision(good)) == ["decided_twice"]
    numbers = decide([decision(good), decision(other)], who=decider())
    given = Statement.objects.in_bulk(numbers)
    assert [(one.matter_id, one.result, one.official) for one in given.values()] == [
        (good, "right", decider().official), (other, "right", decider().official)
    ]  # fmt: skip
    (said,) = given[numbers[0]].explanation
    assert said["says"] == "1.3.2024 alkaen toistaiseksi: oikeus etuuteen (ansiopäiväraha)."
    assert "45 §" in said["omitted"]
    assert AuditRow.objects.filter(what="statements.give").count() == Outgoing.objects.count() == 2
    assert refused(decision(good)) == ["nothing_proposed"]


def of_another_book(matter: int) -> Decision:
    row = latest(matter)
    edition = Edition.objects.create(book="0" * 64, known_at=DAY, switches={}, switches_digest="0" * 64, tested=[])
    Proposal.objects.create(**{**plain(row), "edition_id": edition.pk})
    return decision(matter)


def that_is_open(matter: int) -> Decision:
    """A resignation without the official's judgement of its reason (class H) is open."""
    stretches = [["2024-03-01", None, "open", [], ["TTL 2a:1.1"], [], []]]
    Proposal.objects.create(**{**plain(latest(matter)), "result": "open", "stretches": stretches})
    return decision(matter)


def plain(row: Proposal) -> dict[str, Any]:
    found = {field.attname: getattr(row, field.attname) for field in Proposal._meta.local_concrete_fields}
    return {name: value for name, value in found.items() if name not in ("id", "made_at")}


EACH: dict[str, tuple[str, Callable[[int], Decision]]] = {
    "open": ("nothing_to_state", that_is_open),
    "book": ("another_book", of_another_book),
    "language": ("another_language", lambda matter: decision(matter, reasons="Skäl.", language="sv")),
    "text": ("reasons_unstorable", lambda matter: decision(matter, reasons="\0", language="fi")),
    "replaces nothing": ("nothing_to_replace", lambda matter: decision(matter, because="Väärä.", language="fi")),
}


def test_each_thing_that_is_wrong_is_refused_by_its_name() -> None:
    assert {name: refused(spoil(proposed(*LAID_OFF))) for name, (_, spoil) in EACH.items()} == {
        name: [code] for name, (code, _) in EACH.items()
    }


def test_a_negative_statement_needs_hearing_reading_and_own_reasons() -> None:
    matter = proposed(*STILL_AT_WORK)
    person = Matter.objects.get(pk=matter).person_id
    assert latest(matter).result == "no_right"
    assert refused(decision(matter, **REASONS)) == ["nobody_heard"]
    heard(matter)
    assert refused(decision(matter)) == ["reasons_missing"]
    message = NewMessage(
        RecipientKind.CLIENT, str(person), str(person), f"matter:{matter}", TE_OFFICE, "Vielä yksi asia."
    )
    receive([message], came_by=CameBy.PAPER, who=decider())
    assert refused(decision(matter, **REASONS)) == ["inbox_unread"]


def test_who_may_not_decide_learns_nothing() -> None:
    matter = proposed(*LAID_OFF)
    one = decision(matter)
    official = Official.objects.create(pk=decider().official, subject="aino", name="Aino")
    for stranger in (
        replace(decider(), role=Role.MANAGER), decider(reason=Reason.CONTROL), decider(where="te-office-uusimaa"), machine(),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            decide([one], who=stranger)
    person = str(Matter.objects.get().person_id)
    Conflict.objects.create(official=official, person=person, ground=Ground.KIN, days=DateRange(DAY, None))
    with pytest.raises(NotAllowed, match="conflict_of_interest"):
        decide([one], who=decider())


def test_that_no_statement_is_needed_is_recorded_with_what_the_law_had_said() -> None:
    person = client(*LAID_OFF)
    (matter,) = claimed(person)
    end = NoNeed(matter, NotNeeded.DOES_NOT_SEEK, "Henkilö ei hae etuutta.", "fi")
    for spoiled, code in (
        (replace(end, reasons=" "), "no_need_unreasoned"),
        (replace(end, language="sv"), "another_language"),
    ):
        run(who=machine())
        Matter.objects.filter(pk=matter).update(state=State.IN_PROCESSING)
        with pytest.raises(Refused) as found:
            not_needed([spoiled], who=decider())
        assert code in codes(found.value.problems)
    with pytest.raises(Refused) as found:
        not_needed([end], who=decider())
    assert codes(found.value.problems) == ["still_stated"]
    (number,) = not_needed([replace(end, reason=NotNeeded.POINTLESS)], who=decider())
    row = NoStatement.objects.get(pk=number)
    assert (row.proposal.result, row.reason, row.official) == ("right", "pointless", decider().official)
    assert Matter.objects.get().state == State.NOT_NEEDED
    assert not Statement.objects.exists()
