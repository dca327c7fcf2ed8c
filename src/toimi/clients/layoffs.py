"""What an employer told of a layoff is proposed to its client, and becomes a fact once the client confirms it.

A notice is found by the whole identity code alone, and decides nothing: until it is confirmed the layoff is not known. What
was confirmed has the employer as its source and names the notice. If the employer corrects the notice later, the correction
is proposed in turn.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from toimi.book.facts import Source
from toimi.clients.access import check_writing, look
from toimi.clients.checking import NewFact
from toimi.clients.facts import write
from toimi.clients.models import KnownFact, Person
from toimi.clients.people import locked
from toimi.clients.problems import Problem, Refused
from toimi.clients.selectors import with_merged
from toimi.employers.models import LayoffNotice
from toimi.employers.selectors import layoffs_of, names_on
from toimi.office.access import Decision, Extent
from toimi.office.actors import Actor

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Proposal:
    """A notice that the client has not confirmed.

    Attributes:
        notice: as the employer gave it.
        company_name: what the company is called on the day, if that is known.
        corrects: the name of the client's fact that it would supersede.
        jobs: the client's known jobs: the layoff is of one of them, or of a further one.
    """

    notice: LayoffNotice
    company_name: str | None
    corrects: str | None
    jobs: Sequence[str]


@dataclass(frozen=True)
class Proposals:
    """What is proposed to a client, and what may be seen at all."""

    decision: Decision
    rows: list[Proposal]


@dataclass(frozen=True)
class Confirmation:
    """The client says that a notice is right.

    Attributes:
        notice: its number.
        job: the client's job that it is about, by its name in the facts; ``None`` if none is known, and then the employment
            begins on the day that the notice gives.
        evidence: how the client said it.
    """

    person: int
    notice: int
    evidence: str
    job: str | None = None


@dataclass
class _Client:
    """What is known of one client: standing employments and layoffs, and which row supersedes which."""

    person: int
    rows: dict[str, KnownFact] = field(default_factory=dict)
    after: dict[str, str] = field(default_factory=dict)

    def tip(self, name: str) -> KnownFact:
        """The last row of the chain of corrections that a row began."""
        while name in self.after:
            name = self.after[name]
        return self.rows[name]

    def jobs(self) -> list[str]:
        """The jobs of the employments that stand, in order."""
        stand = [row for name, row in self.rows.items() if name not in self.after and not row.withdrawn]
        return list(
            dict.fromkeys(str(row.attributes.get("job", row.name)) for row in stand if row.kind == "employment")
        )


def proposed(who: Actor, people: Sequence[int], *, with_matter: Container[int] = ()) -> dict[int, Proposals]:
    """Notices that are not confirmed yet, of the clients whose whole data are shown."""
    seen = look(who, people, what="clients.layoffs", with_matter=with_matter)
    found = _open([one for one in people if seen[one].extent is Extent.WHOLE], who.day)
    return {one: Proposals(seen[one], found.get(one, [])) for one in people}


@transaction.atomic
def confirm(confirmations: Sequence[Confirmation], *, who: Actor) -> list[str]:
    """Record what clients confirm, all of it or none, with the employer as its source.

    Returns:
        the name of the fact of each layoff.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not record of each of the people.
    """
    people = {one.person for one in confirmations}
    check_writing(who, people, what="clients.confirm_layoffs")
    locked(people)
    proposals = {(one, row.notice.pk): row for one, rows in _open(sorted(people), who.day).items() for row in rows}
    facts: list[NewFact] = []
    places: list[int] = []
    problems: list[Problem] = []
    for place, one in enumerate(confirmations):
        proposal = proposals.pop((one.person, one.notice), None)
        new, wrong = _facts(one, proposal, place) if proposal else ([], [Problem("layoff_not_proposed", place)])
        facts += new
        problems += wrong
        places.append(len(facts) - 1)
    if problems:
        raise Refused(problems)
    names = write(facts, who=who)
    return [names[place] for place in places]


def _open(people: Sequence[int], day: date) -> dict[int, list[Proposal]]:
    """What is proposed to each client, notices in the order in which they were given."""
    owners = {row.pk: row.merged_into_id or row.pk for row in with_merged(people)}
    codes = Person.objects.filter(pk__in=owners, identity_code__isnull=False).values_list("identity_code", "pk")
    notices = layoffs_of(str(code) for code, _ in codes)
    if not notices:
        return {}
    whose = {str(code): owners[number] for code, number in codes}
    clients = _known(owners)
    names = names_on([one.company_id for one in notices], day)
    found: dict[int, list[Proposal]] = {}
    by_number = {one.pk: one for one in notices}
    gone = {one.corrects_id for one in notices}
    for notice in notices:
        client = clients[whose[str(notice.identity_code)]]
        before = _confirmed_before(notice, by_number, client)
        if notice.pk in gone or name_of(notice.pk) in client.rows or (notice.withdrawn and before is None):
            continue
        jobs = client.jobs()
        row = Proposal(notice, names.get(notice.company_id), before, jobs)
        found.setdefault(client.person, []).append(row)
    return found


def _known(owners: dict[int, int]) -> dict[int, _Client]:
    clients = {one: _Client(one) for one in owners.values()}
    for row in KnownFact.objects.filter(person__in=owners, kind__in=("layoff", "employment")).order_by("pk"):
        client = clients[owners[row.person_id]]
        client.rows[row.name] = row
        if row.corrects:
            client.after[row.corrects] = row.name
    return clients


def _confirmed_before(notice: LayoffNotice, notices: dict[int, LayoffNotice], client: _Client) -> str | None:
    """The name of the fact that stands because of an earlier row of the same notice."""
    number = notice.corrects_id
    while number is not None:
        if name_of(number) in client.rows:
            tip = client.tip(name_of(number))
            return None if tip.withdrawn else tip.name
        number = notices[number].corrects_id if number in notices else None
    return None


def name_of(notice: int) -> str:
    """Of the fact that a confirmed notice becomes."""
    return f"layoff-notice-{notice}"


def _facts(one: Confirmation, proposal: Proposal, place: int) -> tuple[list[NewFact], list[Problem]]:
    """The rows of a confirmation, the layoff last; or why there are none."""
    notice = proposal.notice
    if not one.evidence.strip():
        return [], [Problem("layoff_confirmed_by_nobody", place)]
    evidence = f"layoff notice {notice.pk} of company {notice.company_id}; confirmed: {one.evidence.strip()}"
    if notice.withdrawn:
        gone = NewFact(one.person, "layoff", {}, Source.EMPLOYER, evidence, proposal.corrects, withdraws=True)
        return [gone], []
    if one.job is not None and one.job not in proposal.jobs:
        return [], [Problem("layoff_job_not_there", place)]
    made = f"company-{notice.company_id}"
    job, rows = one.job or made, list[NewFact]()
    if one.job is None and made not in proposal.jobs:
        if notice.employed_since is None:
            return [], [Problem("layoff_without_job", place)]
        said = {"id": f"employment-{name_of(notice.pk)}", "job": made, "from": notice.employed_since}
        rows.append(NewFact(one.person, "employment", said, Source.EMPLOYER, evidence))
    rows.append(NewFact(one.person, "layoff", _said(notice, job), Source.EMPLOYER, evidence, proposal.corrects))
    return rows, []


def _said(notice: LayoffNotice, job: str) -> dict[str, Any]:
    through = {"through": notice.until - ONE_DAY} if notice.until else {}
    return {"id": name_of(notice.pk), "job": job, "from": notice.since, **through, "extent": notice.extent}
