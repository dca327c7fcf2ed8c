"""A matter that is another organisation's goes there (434/2003 section 21), with what has been done and with its clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from toimi.law.competence.words import Issuer
from toimi.matters.actions import go, step
from toimi.matters.models import Matter, Step
from toimi.matters.states import By, State
from toimi.office.actors import Actor
from toimi.office.audit import record
from toimi.office.many import insert
from toimi.office.organisations import Kind, existing

PATH = (State.OPENED, State.ROUTING, State.TRANSFERRED)
ONE_OF_A_KIND = (Kind.UUSIMAA_TE_OFFICE, Kind.KEHA)
"""Kinds of which there is one for the whole country, to which some statements were concentrated."""


def only_ones(day: date) -> dict[Issuer, str]:
    """The code of each organisation that is the only one of its kind on a day."""
    return {Issuer(one.kind): one.code for one in existing(day, *ONE_OF_A_KIND)}


def place_for(issuers: Iterable[Issuer], only: Mapping[Issuer, str]) -> str | None:
    """To which organisation a matter goes that one of these must handle; ``None`` if it cannot be said."""
    named = {only[issuer] for issuer in issuers if issuer in only}
    return named.pop() if len(named) == 1 else None


def transfer(matters: Sequence[tuple[Matter, str]], *, who: Actor) -> list[int]:
    """Hand matters, which are locked, to organisations by code: the number that each has there.

    It was opened when it was opened and its time limit does not begin anew (statement-procedure, section 16).
    """
    go({matter.pk: PATH for matter, _ in matters}, by=By.SYSTEM, who=who)
    numbers = insert(Matter, [_row(matter, to) for matter, to in matters])
    handed = list(zip(numbers, matters, strict=True))
    insert(
        Step, [step(number, "", State.OPENED, By.SYSTEM, who, f"matter:{matter.pk}") for number, (matter, _) in handed]
    )
    record(
        [who.trace("matters.transfer", matter.person_id, about=f"matter:{number}") for number, (matter, _) in handed]
    )
    return numbers


def _row(matter: Matter, to: str) -> dict[str, object]:
    kept = ("benefit", "first_day", "until", "trigger", "kind", "language", "opened_on", "complete_on", "due_on")
    return {
        **{name: getattr(matter, name) for name in kept}, "person": matter.person_id, "payer": matter.payer_id,
        "organisation": to, "subjects": tuple(matter.subjects), "state": State.OPENED, "is_open_to_rerun": True,
    }  # fmt: skip
