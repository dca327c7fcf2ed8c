"""Who acts in the tests of this room, and employers of theirs."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time
from typing import Any

from tests.clients.actors import AINO, AREA, TE_OFFICE, TRANSFER
from tests.clients.codes import codes

from toimi.employers.access import holder_of, representative
from toimi.employers.companies import NewCompany, register
from toimi.employers.layoffs import NewLayoff
from toimi.employers.mandates import Agent, NewMandate, grant
from toimi.employers.states import EmployerKind, LayoffExtent, LayoffGround, Origin, Scope
from toimi.office.actors import HELSINKI, Actor, Reason
from toimi.office.officials import Role

NOKIA, KELA, TAX = "0112038-9", "0246246-0", "0245458-3"
"""Business ids that everybody may look up (ytj.fi)."""
DAY = date(2020, 3, 20)
HILLA, PEKKA, SOFIA = codes(8)[5:]


def official(
    day: date = DAY, role: Role = Role.ADVISER, reason: Reason = Reason.SERVICE, where: str = "", who: uuid.UUID = AINO
) -> Actor:
    """Of the office that serves on the day, at noon."""
    office = where or (TE_OFFICE if day < TRANSFER else AREA)
    return Actor(who, role, office, datetime.combine(day, time(12), HELSINKI), reason)


def company(business_id: str = NOKIA, name: str = "Oulun Ravintola Oy") -> int:
    (one,) = register([NewCompany(EmployerKind.BUSINESS, name, business_id)], who=official())
    return one.company


def mandate(company: int, scope: Scope = Scope.LAYOFF_NOTICES, **more: Any) -> NewMandate:
    agent = Agent(name="Hilla Henkilöstö", identity_code=HILLA, account="hilla")
    said = {
        "agent": agent,
        "since": DAY,
        "granted_by": "Matti Johtaja",
        "source": Origin.DECLARED,
        "evidence": "letter",
    }
    return NewMandate(company, scope=scope, **{**said, **more})


def granted(company: int, scope: Scope = Scope.LAYOFF_NOTICES, **more: Any) -> int:
    (one,) = grant([mandate(company, scope, **more)], who=official(), test_range=True)
    return one.pk


def agent_of(company: int, day: date = DAY, account: str = "hilla") -> Actor:
    holder = holder_of(account)
    assert holder
    return representative(
        holder, f"company-{company}", at=datetime.combine(day, time(12), HELSINKI), reason=Reason.SERVICE
    )


def layoff(company: int, identity_code: str | None = PEKKA, **more: Any) -> NewLayoff:
    said = {"since": date(2020, 4, 6), "until": date(2020, 7, 1), "given_on": DAY, "extent": LayoffExtent.FULL}
    said |= {"ground": LayoffGround.TEMPORARY_REDUCTION, "identity_code": identity_code, "organisation": TE_OFFICE}
    return NewLayoff(company, **{**said, **more})
