"""The door to what is known of employers: who may do what, by rules that are data, and the trace that each attempt leaves.

A company's representative is an actor like an official, whose organisation is the company: ``company-17``. Such an actor
stands to no client at all, to every other company as a stranger, and to its own as the mandates of the day say. Row security
is the second wall (``migrations/0001``).
"""

from __future__ import annotations

import re
import tomllib
import uuid
from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from importlib.resources import files
from itertools import product
from typing import Any

from django.db import connection

from toimi.employers.selectors import mandates_on
from toimi.employers.states import Scope
from toimi.office.access import NOBODY, NotAllowed
from toimi.office.actors import Actor, Reason
from toimi.office.audit import record
from toimi.office.officials import Role
from toimi.office.problems import Refused

_COMPANY = re.compile(r"company-([1-9][0-9]{0,18})")


class Door(StrEnum):
    """What a rule may open."""

    SEE_COMPANIES = "see_companies"
    WRITE_COMPANIES = "write_companies"
    SEE_MANDATES = "see_mandates"
    WRITE_MANDATES = "write_mandates"
    SEE_LAYOFFS = "see_layoffs"
    GIVE_LAYOFFS = "give_layoffs"


def _rules() -> dict[tuple[Role, Reason, Scope | None], frozenset[Door]]:
    rules: dict[tuple[Role, Reason, Scope | None], frozenset[Door]] = {}
    data: dict[str, Any] = tomllib.loads(files("toimi.employers").joinpath("access.toml").read_text("utf-8"))
    for row in data["rules"]:
        scopes = [Scope(scope) for scope in row["scopes"]] if "scopes" in row else [None]
        for cell in product(map(Role, row["roles"]), map(Reason, row["reasons"]), scopes):
            if cell in rules:
                raise ValueError(f"access.toml: two rules hold for {cell}.")
            rules[cell] = frozenset(map(Door, row["opens"]))
    return rules


RULES = _rules()
"""What is open to a role, for a reason, with a mandate of a scope; what is not here is refused."""


def representative(holder: uuid.UUID, organisation: str, *, at: datetime, reason: Reason) -> Actor:
    """Who acts for a company, if the person has a mandate for it on the day.

    Args:
        organisation: ``company-`` and the number.

    Raises:
        office.problems.Refused: otherwise.
    """
    company = _COMPANY.fullmatch(organisation)
    if company is None or int(company[1]) >= 2**63:
        raise Refused("not_assigned")
    one = Actor(holder, Role.REPRESENTATIVE, organisation, at, reason)
    with connection.cursor() as cursor:
        cursor.execute("SELECT employers_holds(%s, %s, %s, NULL)", [str(holder), int(company[1]), one.day])
        if cursor.fetchone() != (True,):
            raise Refused("not_assigned")
    return one


def holder_of(account: str) -> uuid.UUID | None:
    """The person whom the identity provider calls so; asked before anybody is let in, so with the owner's eyes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT employers_account(%s)", [account])
        found: tuple[uuid.UUID | None] | None = cursor.fetchone()
    return found[0] if found else None


def company_of(who: Actor) -> int | None:
    """For which company somebody acts; ``None`` for an official."""
    found = _COMPANY.fullmatch(who.organisation) if who.role is Role.REPRESENTATIVE else None
    return int(found[1]) if found else None


def opens(who: Actor, companies: Iterable[int]) -> dict[int, frozenset[Door]]:
    """Which doors are open, company by company; none to a company that is not there, for whoever represents another."""
    wanted = set(companies)
    if who.role is not Role.REPRESENTATIVE:
        return dict.fromkeys(wanted, RULES.get((who.role, who.reason, None), frozenset()))
    mine = company_of(who)
    held = [one.scope for one in mandates_on([mine], who.day) if one.holder_id == who.official] if mine else []
    doors = frozenset(door for scope in held for door in RULES.get((who.role, who.reason, Scope(scope)), ()))
    return {one: doors if one == mine else frozenset() for one in wanted}


def may(who: Actor, door: Door) -> bool:
    """Whether the door is open to somebody at all: an official for any company, a representative for the own."""
    return door in opens(who, [company_of(who) or NOBODY]).get(company_of(who) or NOBODY, frozenset())


def look(who: Actor, companies: Iterable[int], door: Door, *, what: str) -> set[int]:
    """The companies of which something may be seen, with a trace of each, let through or not."""
    doors = opens(who, companies)
    record([who.trace(what, about=f"company:{one}", is_allowed=door in doors[one]) for one in sorted(doors)])
    return {one for one in doors if door in doors[one]}


def check(who: Actor, companies: Iterable[int], door: Door, *, what: str) -> None:
    """Whether something may be done with all of the companies; the traces are the action's.

    Raises:
        NotAllowed: if not with every one of them, with the traces of the attempt.
    """
    refused = {one: "no_right_to_company" for one, doors in opens(who, companies).items() if door not in doors}
    if refused:
        raise NotAllowed(
            refused, [who.trace(what, about=f"company:{one}" if one else "", is_allowed=False) for one in refused]
        )
