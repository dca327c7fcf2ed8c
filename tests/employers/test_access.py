"""Who may do what with employers: every door x role x reason, and every scope of a mandate, behind both walls.

The table is written by hand from the acts cited in ``employers/access.toml``. Behind the second wall a session of the web's
role is tried with statements that forget every filter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests.clients.actors import TE_OFFICE
from tests.employers.actors import (
    DAY,
    HILLA,
    KELA,
    PEKKA,
    SOFIA,
    TAX,
    agent_of,
    company,
    granted,
    layoff,
    mandate,
    official,
)

from toimi.employers.companies import NewCompany, register
from toimi.employers.layoffs import give
from toimi.employers.looking import list_companies, list_layoffs, list_mandates, show
from toimi.employers.mandates import NewRevocation, grant, revoke
from toimi.employers.models import (
    Company,
    CompanyContact,
    CompanyName,
    CompanyState,
    Holder,
    LayoffNotice,
    Mandate,
    Revocation,
)
from toimi.employers.states import CompanyChannel, EmployerKind, Origin, Scope
from toimi.office.access import NotAllowed
from toimi.office.actors import Actor, Reason
from toimi.office.audit import AuditRow
from toimi.office.officials import Role
from toimi.office.row_security import acting, acting_for_oneself

# c: sees companies, C: registers them; m: sees mandates, M: grants and revokes; l: sees layoff notices, L: gives them.
OFFICIALS = {
    (Role.ADVISER, Reason.SERVICE): "cCmMlL",
    (Role.ADVISER, Reason.CORRECTION): "cCmMl",
    (Role.DECIDER, Reason.CORRECTION): "cCmMl",
    (Role.DECIDER, Reason.MATTER): "cm",
    (Role.DECIDER, Reason.APPEAL): "cm",
    (Role.AUTOMATION, Reason.SERVICE): "cCM",
    (Role.AUTOMATION, Reason.MATTER): "cm",
    (Role.AUTOMATION, Reason.APPEAL): "cm",
    (Role.MANAGER, Reason.CONTROL): "cml",
    (Role.LAWYER, Reason.CONTROL): "cml",
}
MANDATES = {
    Scope.CLARIFICATIONS: "cm",
    Scope.VACANCIES: "cm",
    Scope.SUPPORTS: "cm",
    Scope.LAYOFF_NOTICES: "cmlL",
}
TABLES = (Company, CompanyName, CompanyContact, Holder, Mandate, LayoffNotice)


@pytest.fixture
def firm(db: None) -> int:
    return made()


def made() -> int:
    """With an agent for layoffs, one notice, and a telephone number."""
    (one,) = register(
        [
            NewCompany(
                EmployerKind.BUSINESS, "Oulun Ravintola Oy", "0112038-9", contacts={CompanyChannel.PHONE: "040 1234567"}
            )
        ],
        who=official(),
    )
    granted(one.company)
    give([layoff(one.company)], who=agent_of(one.company), test_range=True)
    return one.company


def doors(firm: int, number: int) -> dict[str, Callable[[Actor], Any]]:
    """A door by its letter; ``number`` is of a mandate."""
    supports = mandate(firm, Scope.SUPPORTS, source=Origin.REGISTER)
    return {
        "c": lambda who: show(who, [firm]),
        "C": lambda who: register([NewCompany(EmployerKind.BUSINESS, "Uusi Oy", TAX)], who=who),
        "m": lambda who: list_mandates(who, firm),
        "M": lambda who: (
            grant([supports], who=who, test_range=True),
            revoke([NewRevocation(number, DAY, "left")], who=who),
        ),
        "l": lambda who: list_layoffs(who, firm),
        "L": lambda who: give([layoff(firm, SOFIA, evidence="paper")], who=who, test_range=True),
    }


def tried(open_it: Callable[[Actor], Any], who: Actor) -> bool:
    """Whether the door opens, with a trace either way; whatever was done is taken back."""
    undone = transaction.atomic()
    undone._from_testcase = True
    with undone:
        try:
            with transaction.atomic():
                opened = open_it(who) != {}  # nothing is shown of a company that may not be seen
            traces = [AuditRow.objects.latest("pk")]
        except NotAllowed as refusal:
            opened, traces = False, refusal.traces
        assert traces
        assert {trace.is_allowed for trace in traces} == {opened}
        transaction.set_rollback(True)
    return opened


def test_every_door_is_open_to_those_of_the_table_and_nobody_else(firm: int) -> None:
    number = Mandate.objects.get().pk
    for (letter, door), role, reason in product(doors(firm, number).items(), Role, Reason):
        if role is not Role.REPRESENTATIVE:
            may = letter in OFFICIALS.get((role, reason), "")
            assert tried(door, official(role=role, reason=reason)) == may, (letter, role, reason)


def test_a_representative_does_what_the_mandates_of_the_day_let_and_nothing_elsewhere(firm: int) -> None:
    other, number = company(KELA, "Toinen"), Mandate.objects.get().pk
    for scope, may in MANDATES.items():
        granted(other, scope, agent=mandate(other).agent)
        agent = replace(agent_of(other), at=official().at)
        for (letter, door), reason in product(doors(other, number).items(), Reason):
            who = replace(agent, reason=reason)
            assert tried(door, who) == (letter in may and reason is Reason.SERVICE), (letter, scope, reason)
        for door in doors(firm, number).values():
            assert not tried(door, agent)
        assert [one.company.pk for one in list_companies(agent)] == [other]
        (mine,) = Mandate.objects.filter(company=other, revoked_from=None)
        revoke([NewRevocation(mine.pk, DAY, "the next scope")], who=official())


def test_nobody_is_told_what_is_not_there_apart_from_what_may_not_be_seen(firm: int) -> None:
    other = company(KELA, "Toinen")
    for unseen in (other, 10**9):
        assert show(agent_of(firm), [unseen]) == {}
        assert [(one.about, one.is_allowed) for one in AuditRow.objects.order_by("-pk")[:1]] == [
            (f"company:{unseen}", False)
        ]
        with pytest.raises(NotAllowed, match="no_right_to_company"):
            list_mandates(agent_of(firm), unseen)


@pytest.fixture
def web(own_database: str, postgres: Any) -> Iterator[int]:
    """The same; from here on Django is logged in as the web."""
    from tests.office.behind_the_wall import let_in, log_in_as

    from toimi.office.row_security import WEB

    firm = made()
    other = company(KELA, "Toinen")
    grant(
        [
            mandate(other, agent=mandate(other).agent),
            mandate(
                other,
                Scope.SUPPORTS,
                agent=replace(mandate(other).agent, name="Pekka", identity_code=PEKKA, account="pekka"),
            ),
        ],
        who=official(),
        test_range=True,
    )
    let_in(postgres)
    owner = connection.settings_dict["USER"]
    log_in_as(WEB)
    yield firm
    log_in_as(owner)


def counts() -> list[int]:
    return [table.objects.count() for table in TABLES]


def test_behind_the_wall(web: int) -> None:
    """What a session sees and writes that forgets every filter."""
    nothing, (other,) = [0] * len(TABLES), [web + 1]
    assert counts() == nothing
    with acting_for_oneself("17"):
        assert counts() == nothing
    for who, seen in (
        (official(), [2, 2, 1, 2, 3, 1]),
        (official(where="area-oulu"), [2, 2, 1, 2, 3, 0]),
        (official(role=Role.AUTOMATION), [2, 2, 1, 2, 3, 0]),
        (official(role=Role.AUDITOR), nothing),
        (official(role=Role.PAYER_SYSTEM, where="kela"), nothing),
        (agent_of(web), [1, 1, 1, 1, 1, 1]),
        (agent_of(other), [1, 1, 0, 2, 2, 0]),
        (agent_of(other, account="pekka"), [1, 1, 0, 2, 2, 0]),
        (replace(agent_of(web), organisation=f"company-{other}", official=official().official), nothing),
        (replace(agent_of(web), at=official(date(2020, 3, 19)).at), nothing),  # the mandate begins the day after
    ):
        with acting(who):
            assert counts() == seen, who
    _writes(web, other)
    _actions(web)


def _writes(firm: int, other: int) -> None:
    """Notices are written as oneself, for the own company or the own authority; the rest is for who registers."""
    row = {"batch": official().official, "organisation_id": TE_OFFICE, "identity_code": SOFIA, "since": DAY,
           "extent": "full", "ground": "temporary_reduction", "basis": "employer_decision", "given_on": DAY, "recorded_on": DAY}  # fmt: skip
    agent = agent_of(firm)
    for who, change, may in (
        (agent, {}, True),
        (agent, {"company_id": other}, False),
        (agent, {"recorded_by": "somebody else"}, False),
        (agent_of(other, account="pekka"), {"company_id": other}, False),  # for supports only
        (official(), {}, True),
        (official(where="area-oulu"), {}, False),
        (official(role=Role.DECIDER), {}, False),
        (official(role=Role.AUDITOR), {}, False),
    ):
        refused = nullcontext() if may else pytest.raises(DatabaseError, match="row-level security")
        with refused, acting(who):
            LayoffNotice.objects.create(**{"company_id": firm, "recorded_by": str(who.official), **row, **change})
    for table, said in (
        (Company, {"business_id": TAX, "kind": "business", "recorded_on": DAY, "recorded_by": "x"}),
        (CompanyState, {"company_id": firm, "state": "active", "since": DAY, "source": "declared", "recorded_on": DAY, "recorded_by": "x"}),
        (Mandate, {"company_id": other, "holder_id": agent.official, "scope": "vacancies", "since": DAY, "granted_by": "x",
                   "source": "declared", "evidence": "x", "recorded_on": DAY, "recorded_by": "x"}),
        (Holder, {"name": "x", "birth_date": DAY}),
    ):  # fmt: skip
        for who in (agent, official(role=Role.MANAGER)):
            with pytest.raises(DatabaseError, match="row-level security"), acting(who):
                table.objects.create(**said)  # type: ignore[arg-type]  # of any of the tables
    for who in (agent, official()):
        with acting(who):
            assert Mandate.objects.update(revoked_from=DAY) == 0  # by a revocation only


def _actions(firm: int) -> None:
    """Every action works for who may."""
    who = official()
    with acting(who):
        (new,) = register([NewCompany(EmployerKind.BUSINESS, "Uusi Oy", TAX)], who=who)
    with acting(who):
        (one,) = grant([mandate(new.company)], who=who, test_range=True)
    with acting(agent_of(new.company)):
        give([layoff(new.company, HILLA)], who=agent_of(new.company), test_range=True)
    with acting(who):
        revoke([NewRevocation(one.pk, DAY, "left")], who=who)
    with acting(who):
        assert Revocation.objects.count() == 1
        assert [row.revoked_from for row in list_mandates(who, new.company)] == [DAY]
        assert len(list_layoffs(who, new.company)) == 1
        assert show(who, [firm])[firm].name == "Oulun Ravintola Oy"
