"""What the population register tells of where somebody lives and of a ban on disclosing it: dated details, not facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from toimi.clients.contacts import NewDetail
from toimi.clients.models import ContactDetail, Detail
from toimi.clients.problems import Problem
from toimi.clients.register_beside import Beside, Contradiction
from toimi.clients.selectors import holding
from toimi.registers.population import Home, Resident


def add_details(found: Beside, person: int, told: Resident, history: Sequence[ContactDetail], day: date) -> None:
    """What is new of these, and what differs.

    A ban takes effect at once; that the register does not tell of one that stands here lifts nothing.

    Args:
        history: of the person's details.
        day: on which it is told.
    """
    known = holding(history, day)
    if told.is_protected and Detail.NON_DISCLOSURE not in known:
        found.details.append(NewDetail(person, Detail.NON_DISCLOSURE, "yes", day))
    if not told.is_protected and Detail.NON_DISCLOSURE in known:
        found.contradictions.append(_differs(Detail.NON_DISCLOSURE))
    if told.replaced_by:
        found.contradictions.append(Contradiction(Problem("identity_code_replaced")))
    home = next((one for one in told.homes if one.since <= day and (one.through is None or day <= one.through)), None)
    if home and known.get(Detail.MUNICIPALITY) != home.code:
        _add_home(found, person, home, history, day)


def _add_home(found: Beside, person: int, home: Home, history: Sequence[ContactDetail], day: date) -> None:
    """Another home than is known: a move, unless what is known begins later than the move that the register tells of."""
    since = [row.since for row in history if row.kind == Detail.MUNICIPALITY and row.since <= day]
    if since and max(since) >= home.since:
        found.contradictions.append(_differs(Detail.MUNICIPALITY))
    else:
        found.details.append(NewDetail(person, Detail.MUNICIPALITY, home.code, home.since))


def _differs(kind: Detail) -> Contradiction:
    return Contradiction(Problem("register_differs", values={"kind": kind.value}))
