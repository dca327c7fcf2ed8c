"""Mandates: who may act for a company, in what and when; granted, and revoked by a row of its own.

A party may use an agent, who shows the authority when it is asked for (Administrative Procedure Act 434/2003, section 12):
by a registered mandate (Suomi.fi, act 571/2016) or by a letter.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Q
from psycopg.errors import UniqueViolation

from toimi.days.line import EPOCH, LAST_DATE
from toimi.employers.access import Door, check
from toimi.employers.companies import GRANTING, is_line, one_at_a_time
from toimi.employers.models import Company, Holder, Mandate, Revocation
from toimi.employers.problems import Problem, Refused
from toimi.employers.states import Origin, Scope
from toimi.office.actors import Actor
from toimi.office.audit import record
from toimi.office.identity_codes import read_identity_code
from toimi.office.officials import Role


@dataclass(frozen=True)
class Agent:
    """A person who is to have mandates: one who is known, or told by identity code, or by name and day of birth.

    Attributes:
        holder: of one who is known already; the rest is then left out.
        account: what the identity provider calls the person.
    """

    holder: uuid.UUID | None = None
    name: str = ""
    identity_code: str | None = None
    birth_date: date | None = None
    account: str | None = None


@dataclass(frozen=True)
class NewMandate:
    """Somebody may act for a company; ``until`` is the first day without, none if it goes on."""

    company: int
    agent: Agent
    scope: Scope
    since: date
    granted_by: str
    source: Origin
    evidence: str
    until: date | None = None


@dataclass(frozen=True)
class NewRevocation:
    """A mandate does not hold from a day on."""

    mandate: int
    since: date
    reason: str


@transaction.atomic
def grant(mandates: Sequence[NewMandate], *, who: Actor, test_range: bool = False) -> list[Mandate]:
    """Record mandates, all of them or none.

    Args:
        test_range: whether identity codes that are given to nobody are taken.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not record of each of the companies.
    """
    check(who, [one.company for one in mandates], Door.WRITE_MANDATES, what="employers.grant")
    codes = _checked(mandates, who, test_range)
    one_at_a_time(GRANTING)
    holders = _holders(mandates, codes)
    rows = [_row(one, holder, who) for one, holder in zip(mandates, holders, strict=True)]
    _check_overlaps(rows)
    Mandate.objects.bulk_create(rows)
    record([who.trace("employers.grant", row.holder_id, about=f"mandate:{row.pk}") for row in rows])
    return rows


def _checked(mandates: Sequence[NewMandate], who: Actor, test_range: bool) -> list[str | None]:
    """The identity codes of the agents of mandates that can be recorded."""
    there = set(Company.objects.filter(pk__in={one.company for one in mandates}).values_list("pk", flat=True))
    codes: list[str | None] = []
    problems: list[Problem] = []
    for place, one in enumerate(mandates):
        if one.company not in there:
            problems.append(Problem("company_not_there", place))
        problems += _problems_of(place, one, who)
        code = one.agent.identity_code
        try:
            read = code if code is None else read_identity_code(code, day=who.day, place=place, test_range=test_range)
        except Refused as refused:
            problems += refused.problems
        else:
            codes.append(read.text if read else None)
    if problems:
        raise Refused(problems)
    return codes


def _problems_of(place: int, one: NewMandate, who: Actor) -> Iterator[Problem]:
    agent = one.agent
    if not EPOCH <= one.since <= LAST_DATE or (one.until and not one.since < one.until <= LAST_DATE):
        yield Problem("mandate_days", place)
    if who.role is Role.AUTOMATION and one.source is not Origin.REGISTER:
        yield Problem("mandate_declared_to_nobody", place)
    if not is_line(one.granted_by, 120) or not is_line(one.evidence, 300):
        yield Problem("mandate_not_shown", place)
    if agent.holder is None and not is_line(agent.name, 120):
        yield Problem("agent_without_name", place)
    if agent.holder is None and agent.identity_code is None and agent.birth_date is None:
        yield Problem("agent_without_code", place)
    if agent.birth_date and not EPOCH <= agent.birth_date <= who.day:
        yield Problem("agent_birth_date", place)
    if agent.account is not None and not is_line(agent.account, 200):
        yield Problem("agent_account", place)


def _holders(mandates: Sequence[NewMandate], codes: Sequence[str | None]) -> list[uuid.UUID]:
    """The person of each mandate: one who is known by number or code, or a new one. Nobody is found by a name."""
    agents = [one.agent for one in mandates]
    found = list(Holder.objects.filter(Q(pk__in=[one.holder for one in agents if one.holder]) |
                                       Q(identity_code__in=[code for code in codes if code])))  # fmt: skip
    numbers, by_code = {one.pk for one in found}, {one.identity_code: one for one in found if one.identity_code}
    new: list[Holder] = []
    result: list[uuid.UUID] = []
    problems: list[Problem] = []
    for place, (agent, code) in enumerate(zip(agents, codes, strict=True)):
        if agent.holder:
            if agent.holder not in numbers:
                problems.append(Problem("agent_not_there", place))
            result.append(agent.holder)
            continue
        known = by_code.get(code) if code else None
        if known is None:
            known = Holder(
                account=agent.account, identity_code=code, name=agent.name.strip(), birth_date=agent.birth_date
            )
            new.append(known)
            if code:
                by_code[code] = known
        elif agent.account and known.account is None:
            known.account = agent.account
            if known not in new:
                _give_account(known, place)
        result.append(known.pk)
    if problems:
        raise Refused(problems)
    _make(new)
    return result


def _make(holders: Sequence[Holder]) -> None:
    try:
        with transaction.atomic():
            Holder.objects.bulk_create(holders)
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            raise Refused([Problem("agent_account_taken")]) from None
        raise


def _give_account(holder: Holder, place: int) -> None:
    try:
        with transaction.atomic():
            holder.save(update_fields=["account"])
    except IntegrityError as error:
        if isinstance(error.__cause__, UniqueViolation):
            raise Refused([Problem("agent_account_taken", place)]) from None
        raise


def _row(one: NewMandate, holder: uuid.UUID, who: Actor) -> Mandate:
    return Mandate(
        company_id=one.company, holder_id=holder, scope=one.scope.value, since=one.since, until=one.until,
        granted_by=one.granted_by.strip(), source=one.source.value, evidence=one.evidence.strip(),
        recorded_on=who.day, recorded_by=str(who.official),
    )  # fmt: skip


def _check_overlaps(rows: Sequence[Mandate]) -> None:
    """Nobody has the same mandate twice on a day; the database refuses it too, and here it is said which."""
    before = list(Mandate.objects.filter(company__in={row.company_id for row in rows}))
    problems = [
        Problem("mandate_twice", place)
        for place, row in enumerate(rows)
        if any(_is_same(row, other) for other in (*before, *rows[:place]))
    ]
    if problems:
        raise Refused(problems)


def _is_same(one: Mandate, other: Mandate) -> bool:
    same = (one.company_id, one.holder_id, one.scope) == (other.company_id, other.holder_id, other.scope)
    return same and one.since < _end(other) and other.since < _end(one)


def _end(one: Mandate) -> date:
    return min(one.until or date.max, one.revoked_from or date.max)


@transaction.atomic
def revoke(revocations: Sequence[NewRevocation], *, who: Actor) -> None:
    """End mandates before their time, all of them or none; what was done by them before stands.

    Args:
        revocations: each with the first day on which the mandate does not hold: not before it began, nor before today,
            since what was done by it until now was done by right.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not record of each of the companies.
    """
    one_at_a_time(GRANTING)
    found = Mandate.objects.in_bulk({one.mandate for one in revocations})
    check(who, _companies(revocations, found.values()), Door.WRITE_MANDATES, what="employers.revoke")
    seen: set[int] = set()
    problems: list[Problem] = []
    for place, one in enumerate(revocations):
        problems += _problems_of_revocation(place, one, found.get(one.mandate), who.day)
        if one.mandate in seen:
            problems.append(Problem("mandate_revoked_already", place))
        seen.add(one.mandate)
    if problems:
        raise Refused(problems)
    Revocation.objects.bulk_create(
        Revocation(mandate_id=one.mandate, since=one.since, reason=one.reason.strip(), recorded_on=who.day,
                   recorded_by=str(who.official))
        for one in revocations
    )  # fmt: skip
    record(
        [
            who.trace("employers.revoke", found[one.mandate].holder_id, about=f"mandate:{one.mandate}")
            for one in revocations
        ]
    )


def _companies(revocations: Sequence[NewRevocation], found: Iterable[Mandate]) -> set[int]:
    """Of the mandates that are there; somebody who may do it nowhere is refused before being told which are."""
    return {one.company_id for one in found} or ({0} if revocations else set())


def _problems_of_revocation(place: int, one: NewRevocation, mandate: Mandate | None, day: date) -> Iterator[Problem]:
    if not is_line(one.reason, 300):
        yield Problem("revocation_without_reason", place)
    if mandate is None:
        yield Problem("mandate_not_there", place)
    elif mandate.revoked_from is not None:
        yield Problem("mandate_revoked_already", place)
    elif one.since < max(day, mandate.since) or one.since > LAST_DATE:
        yield Problem("revocation_day", place)
    elif mandate.until is not None and one.since >= mandate.until:
        yield Problem("mandate_over_already", place)
