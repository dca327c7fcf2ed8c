"""What officials of the tests do in a matter until they decide on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from tests.clients.actors import TE_OFFICE, adviser
from tests.statements.offices import DAY, FUND, claimed, client, machine

from toimi.matters.answering import Message, read
from toimi.matters.hearing import hear, to_hear, waive
from toimi.matters.models import Matter, Received
from toimi.matters.requests import Channel, To
from toimi.office.actors import Actor, Reason
from toimi.office.officials import Role
from toimi.statements.acting import Change
from toimi.statements.actions import Decision, decide
from toimi.statements.models import Outgoing, Proposal, Statement
from toimi.statements.running import run
from toimi.statements.sending import sent


def decider(day: date = DAY, reason: Reason = Reason.MATTER, where: str = TE_OFFICE) -> Actor:
    return replace(adviser(day, reason, where=where), role=Role.DECIDER)


def corrector(day: date = DAY) -> Actor:
    return decider(day, Reason.CORRECTION)


def payer(where: str = FUND) -> Actor:
    return replace(adviser(DAY, Reason.PAYMENT, where=where), role=Role.PAYER_SYSTEM)


def latest(matter: int) -> Proposal:
    return Proposal.objects.filter(matter=matter).latest("pk")


def proposed(*facts: tuple[str, dict[str, object]]) -> int:
    """A matter in which the law has proposed a statement and nobody may give it without a person."""
    (matter,) = claimed(client(*facts))
    run(who=machine())
    return matter


def decision(matter: int, **more: str) -> Decision:
    return Decision(matter, latest(matter).pk, **more)


def heard(matter: int, day: date = DAY) -> None:
    """The client is told every ground, and writes that there is nothing to say; then the law is asked again."""
    row = Matter.objects.get(pk=matter)
    (request,) = hear([to_hear(matter, latest(matter).stretches)], who=decider(day))
    said = Message(request, To.CLIENT, str(row.person_id), channel=Channel.POST, text="Ei lisättävää.")
    waive([said], who=decider(day))
    read(Received.objects.filter(matter=matter, read_on=None).values_list("pk", flat=True), who=decider(day))
    asked_again(matter, day)


def asked_again(matter: int, day: date = DAY) -> None:
    Matter.objects.filter(pk=matter).update(is_open_to_rerun=True)
    run(who=machine(day))


def given(*facts: tuple[str, dict[str, object]]) -> Statement:
    """A statement that an official gave, and that its payer has."""
    matter = proposed(*facts)
    (number,) = decide([decision(matter)], who=decider())
    deliver()
    return Statement.objects.get(pk=number)


def deliver() -> None:
    sent(list(Outgoing.objects.filter(sent_at=None).values_list("pk", flat=True)), who=machine())


def change(one: Statement, **more: str) -> Change:
    return Change(one.number, **{"because": "Kirjoitusvirhe.", "language": "fi", **more})


def codes(problems: Sequence[object]) -> list[str]:
    """The codes, with every text there in three languages."""
    for problem in problems:
        assert all(problem.text(language) for language in ("fi", "sv", "en"))
    return sorted(problem.code for problem in problems)
