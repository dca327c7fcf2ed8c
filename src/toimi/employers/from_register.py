"""The business information system is asked about employers, and what it tells is recorded with its source.

Three steps, as of clients (``clients.from_registers``), so that no transaction waits for another authority: whether it may be
asked, with its trace; asking; recording. What has no answer stays not known. What the register tells goes on after what was
declared, which ends; what contradicts a row that has ended already, or begins earlier, is named for an official and
overwrites nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from toimi.employers.access import Door, check
from toimi.employers.companies import REGISTERING, one_at_a_time
from toimi.employers.models import CompanyContact, CompanyName, CompanyState
from toimi.employers.problems import Problem, Refused
from toimi.employers.selectors import business_ids, contacts_on
from toimi.employers.states import CompanyChannel, Origin
from toimi.office.actors import Actor
from toimi.office.audit import record
from toimi.registers.answers import Answer, NotKnown, Told, Why
from toimi.registers.company_details import COMPANY_DETAILS, Details
from toimi.registers.xroad import Asking

ONE_DAY = timedelta(days=1)
Answers = dict[int, Answer[Details]]
"""By company."""


@dataclass
class Outcome:
    """What came of asking about one employer.

    Attributes:
        answer: what was told, that there is nobody by the code, or that it is not known and why.
        written: how many rows were recorded.
        contradictions: what an official must look at; nothing was written for it.
    """

    company: int
    answer: Answer[Details]
    written: int = 0
    contradictions: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Told:
    """A name or a state and its days, as our rows have them."""

    value: str
    since: date
    until: date | None


@transaction.atomic
def codes_to_ask(companies: Sequence[int], *, who: Actor) -> dict[int, str | None]:
    """The business ids by which the register may be asked; the traces stay, whatever is answered.

    Raises:
        Refused: if one is not there.
        NotAllowed: if the actor may not record of each of them.
    """
    check(who, companies, Door.WRITE_COMPANIES, what="employers.ask_register")
    found = business_ids(companies)
    if missing := [place for place, one in enumerate(companies) if one not in found]:
        raise Refused([Problem("company_not_there", place) for place in missing])
    record([who.trace("employers.ask_register", about=f"company:{one}") for one in sorted(found)])
    return found


def ask(codes: Mapping[int, str | None], *, who: Actor, issue: str) -> Answers:
    """What the register answers about each; the database is not touched. A household without a code is not asked about."""
    told = COMPANY_DETAILS.ask([code for code in codes.values() if code], Asking(str(who.official), issue))
    return {company: told[code] if code else NotKnown(Why.NO_IDENTITY_CODE) for company, code in codes.items()}


@transaction.atomic
def record_answers(answers: Answers, *, who: Actor) -> list[Outcome]:
    """Record what was told, all of it or none.

    Raises:
        NotAllowed: if the actor may not record of each of the companies.
    """
    check(who, answers, Door.WRITE_COMPANIES, what="employers.record_register")
    one_at_a_time(REGISTERING)
    outcomes = [Outcome(company, answer) for company, answer in answers.items()]
    for outcome in outcomes:
        if isinstance(outcome.answer, Told):
            _record(outcome, outcome.answer.what, outcome.answer.request, who)
    record([who.trace("employers.record_register", about=f"company:{one.company}") for one in outcomes])
    return outcomes


def _record(outcome: Outcome, told: Details, request: str, who: Actor) -> None:
    said = {
        "company_id": outcome.company,
        "source": Origin.REGISTER.value,
        "recorded_on": who.day,
        "recorded_by": str(who.official),
    }
    shown = {**said, "evidence": f"company_details register, request {request}"}
    _take_in(
        outcome, CompanyName, "name", [_Told(one.name, one.since, _until(one.through)) for one in told.names], shown
    )
    _take_in(
        outcome, CompanyState, "state", [_Told(one.state, one.since, _until(one.through)) for one in told.states], shown
    )
    known = contacts_on([outcome.company], who.day)[outcome.company].get(CompanyChannel.LANGUAGE)
    if told.language and known is None:
        kind = CompanyChannel.LANGUAGE.value
        CompanyContact.objects.create(kind=kind, value=told.language, since=who.day, **said)
        outcome.written += 1


def _until(through: date | None) -> date | None:
    return through and through + ONE_DAY


def _take_in(
    outcome: Outcome,
    table: type[CompanyName | CompanyState],
    column: str,
    told: Sequence[_Told],
    said: Mapping[str, Any],
) -> None:
    """Write what is told of days of which nothing is known; what is known goes on, and may end where another begins."""
    rows: list[Any] = list(table.objects.filter(company=outcome.company))
    for one in sorted(told, key=lambda row: row.since):
        met = [row for row in rows if _meet(row, one)]
        others = [row for row in met if getattr(row, column) != one.value]
        if any(row.until is not None or row.since >= one.since for row in others):
            outcome.contradictions.append(Problem("company_changed", values={"what": column}))
            continue
        ends = [(row, one.since) for row in others]
        ends += [(row, one.until) for row in met if row not in others and row.until is None and one.until]
        for row, end in ends:
            row.until = end
            row.save(update_fields=["until"])
        free = list(_free(one, [row for row in rows if _meet(row, one)]))
        rows += [table.objects.create(since=since, until=until, **{column: one.value}, **said) for since, until in free]
        outcome.written += len(ends) + len(free)


def _meet(row: Any, one: _Told) -> bool:
    return bool(row.since < (one.until or date.max) and one.since < (row.until or date.max))


def _free(one: _Told, met: Sequence[Any]) -> Iterator[tuple[date, date | None]]:
    """The days of what is told on which none of these rows holds."""
    day = one.since
    for row in sorted(met, key=lambda row: row.since):
        if day < row.since:
            yield day, row.since
        if row.until is None:
            return
        day = max(day, row.until)
    if one.until is None or day < one.until:
        yield day, one.until
