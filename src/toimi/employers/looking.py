"""What is shown of employers to whoever looks: each look is decided by ``access.py``, and leaves its trace.

A list says nothing of what is not shown; a company that may not be seen is not told apart from one that is not there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toimi.employers.access import Door, company_of, look, may
from toimi.employers.models import Company, LayoffNotice, Mandate
from toimi.employers.selectors import contacts_on, names_on, states_on
from toimi.employers.states import BusinessState, CompanyChannel
from toimi.office.access import NOBODY, NotAllowed
from toimi.office.actors import Actor
from toimi.office.audit import record
from toimi.office.officials import Role


@dataclass(frozen=True)
class Shown:
    """An employer as it is on the day of whoever looks; what is not known is ``None``."""

    company: Company
    name: str | None
    state: BusinessState | None
    contacts: Mapping[CompanyChannel, str]


def show(who: Actor, companies: Sequence[int]) -> dict[int, Shown]:
    """The companies of which something may be shown."""
    seen = look(who, companies, Door.SEE_COMPANIES, what="employers.look")
    return {one.company.pk: one for one in _shown(who, list(Company.objects.filter(pk__in=seen).order_by("pk")))}


def list_companies(who: Actor, *, business_id: str | None = None, after: int = 0, limit: int = 100) -> list[Shown]:
    """Companies by number: all of them to whoever serves employers, the own one to its representative.

    Raises:
        NotAllowed: if the actor sees none.
    """
    _check(who, Door.SEE_COMPANIES, "employers.list")
    found = Company.objects.filter(pk__gt=after)
    if who.role is Role.REPRESENTATIVE:
        found = found.filter(pk=company_of(who) or NOBODY)
    if business_id is not None:
        found = found.filter(business_id=business_id)
    return _shown(who, list(found.order_by("pk")[:limit]))


def _shown(who: Actor, rows: Sequence[Company]) -> list[Shown]:
    numbers = [row.pk for row in rows]
    names, states, contacts = names_on(numbers, who.day), states_on(numbers, who.day), contacts_on(numbers, who.day)
    return [Shown(row, names.get(row.pk), states.get(row.pk), contacts[row.pk]) for row in rows]


def list_mandates(who: Actor, company: int, *, after: int = 0, limit: int = 100) -> list[Mandate]:
    """The mandates for a company, past, revoked and to come too, by number.

    Raises:
        NotAllowed: if the actor may not see them.
    """
    _check(who, Door.SEE_MANDATES, "employers.mandates", company)
    found = Mandate.objects.filter(company=company, pk__gt=after).select_related("holder").order_by("pk")[:limit]
    rows = list(found)
    record(
        [who.trace("employers.mandates", one, about=f"company:{company}") for one in {row.holder_id for row in rows}]
    )
    return rows


def list_layoffs(who: Actor, company: int, *, after: int = 0, limit: int = 100) -> list[LayoffNotice]:
    """The notices of a company, superseded ones too, by number: to an official those that the own authority received.

    Raises:
        NotAllowed: if the actor may not see them.
    """
    _check(who, Door.SEE_LAYOFFS, "employers.layoffs", company)
    found = LayoffNotice.objects.filter(company=company, pk__gt=after)
    if who.role is not Role.REPRESENTATIVE:
        found = found.filter(organisation=who.organisation)
    rows = list(found.order_by("pk")[:limit])
    record([who.trace("employers.layoffs", about=f"layoff_notice:{row.pk}") for row in rows])
    return rows


def _check(who: Actor, door: Door, what: str, company: int = NOBODY) -> None:
    """Let through whoever sees something there, with the trace of the look.

    Raises:
        NotAllowed: otherwise, with the trace of the attempt.
    """
    about = f"company:{company}" if company else ""
    if not may(who, door) or (company and company_of(who) not in (None, company)):
        raise NotAllowed({company: "no_right_to_company"}, [who.trace(what, about=about, is_allowed=False)])
    record([who.trace(what, about=about)])
