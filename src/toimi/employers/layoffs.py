"""Layoff notices: an employer tells the authority whom it lays off, many people at once, and corrects by a new row.

No act has demanded it since 2017-05-01 (204/2017): whoever gives it spares its people from telling the same again. What the
employer must do towards the person (Employment Contracts Act 55/2001, chapter 5: a notice 14 days before, 5 days from
2020-04-01 to 2020-12-31 by 167/2020 and 498/2020) is told here by its day and judged by nobody here. Nothing follows from a
notice for a benefit: it is what the employer says, and the person confirms it (``clients.layoffs``). Whether somebody is a
client is neither asked nor told.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from toimi.days.line import EPOCH, LAST_DATE
from toimi.employers.access import Door, check
from toimi.employers.companies import LAYING_OFF, is_line, one_at_a_time
from toimi.employers.models import Company, LayoffNotice
from toimi.employers.problems import Problem, Refused
from toimi.employers.states import LayoffBasis, LayoffExtent, LayoffGround
from toimi.office.actors import Actor
from toimi.office.audit import record
from toimi.office.identity_codes import read_identity_code
from toimi.office.officials import Role
from toimi.office.organisations import Kind, existing

MOST = 10_000
"""People of one request."""
RECEIVERS = (Kind.TE_OFFICE, Kind.EMPLOYMENT_AUTHORITY)
"""Who receives notices: the authority of the employer's municipality."""


@dataclass(frozen=True)
class NewLayoff:
    """Somebody is laid off, or a row about it is corrected or taken back.

    Attributes:
        organisation: code of the authority that receives it.
        identity_code: as written; ``None`` if it is not known, and then name and day of birth are told.
        until: the first day after the layoff; ``None`` until further notice.
        corrects: number of the row that it supersedes, of the same company and person.
        withdraws: nothing stands in the place of that row.
    """

    company: int
    organisation: str
    since: date
    given_on: date
    extent: LayoffExtent
    ground: LayoffGround
    identity_code: str | None = None
    name: str = ""
    birth_date: date | None = None
    until: date | None = None
    cut_percent: int | None = None
    basis: LayoffBasis = LayoffBasis.EMPLOYER_DECISION
    employed_since: date | None = None
    evidence: str = ""
    corrects: int | None = None
    withdraws: bool = False


@transaction.atomic
def give(layoffs: Sequence[NewLayoff], *, who: Actor, test_range: bool = False) -> list[int]:
    """Record what employers tell of layoffs, all of it or none.

    Args:
        test_range: whether identity codes that are given to nobody are taken.

    Returns:
        the number of each row.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not give notices for each of the companies.
    """
    companies = {one.company for one in layoffs}
    check(who, companies, Door.GIVE_LAYOFFS, what="employers.give_layoffs")
    if len(layoffs) > MOST:
        raise Refused([Problem("layoffs_too_many", 0, {"most": str(MOST)})])
    codes = _checked(layoffs, who, test_range)
    for company in sorted(companies):
        one_at_a_time(LAYING_OFF, company)
    _check_beside(layoffs, codes)
    batch = uuid.uuid4()
    rows = [_row(one, code, batch, who) for one, code in zip(layoffs, codes, strict=True)]
    LayoffNotice.objects.bulk_create(rows)
    record([who.trace("employers.give_layoffs", about=f"layoff_notice:{row.pk}") for row in rows])
    return [row.pk for row in rows]


def _checked(layoffs: Sequence[NewLayoff], who: Actor, test_range: bool) -> list[str | None]:
    """The identity codes of layoffs that can be recorded, beside what is there already."""
    there = set(Company.objects.filter(pk__in={one.company for one in layoffs}).values_list("pk", flat=True))
    receivers = {one.code for one in existing(who.day, *RECEIVERS)}
    codes: list[str | None] = []
    problems: list[Problem] = []
    for place, one in enumerate(layoffs):
        if one.company not in there:
            problems.append(Problem("company_not_there", place))
        if one.organisation not in receivers:
            problems.append(Problem("layoff_receiver", place))
        problems += [*_problems_of(place, one, who), *_problems_of_person(place, one, who.day)]
        code = one.identity_code
        try:
            read = code if code is None else read_identity_code(code, day=who.day, place=place, test_range=test_range)
        except Refused as refused:
            problems += refused.problems
        else:
            codes.append(read.text if read else None)
    if problems:
        raise Refused(problems)
    return codes


def _problems_of(place: int, one: NewLayoff, who: Actor) -> Iterator[Problem]:
    if not EPOCH <= one.since <= LAST_DATE or (one.until and not one.since < one.until <= LAST_DATE):
        yield Problem("layoff_days", place)
    if one.given_on > who.day:
        yield Problem("layoff_given_in_future", place)
    if not EPOCH <= one.given_on <= one.since:
        yield Problem("layoff_given_after_it_began", place)
    if one.employed_since and not EPOCH <= one.employed_since <= one.since:
        yield Problem("layoff_before_employment", place)
    if one.cut_percent is not None and (one.extent is LayoffExtent.FULL or not 0 < one.cut_percent < 100):
        yield Problem("layoff_cut", place)
    if who.role is not Role.REPRESENTATIVE and one.organisation != who.organisation:
        yield Problem("layoff_of_another_authority", place)
    if (one.evidence or who.role is not Role.REPRESENTATIVE) and not is_line(one.evidence, 300):
        yield Problem("layoff_without_evidence", place)
    if one.withdraws and one.corrects is None:
        yield Problem("layoff_withdraws_nothing", place)


def _problems_of_person(place: int, one: NewLayoff, day: date) -> Iterator[Problem]:
    if one.identity_code is None and not (one.name.strip() and one.birth_date):
        yield Problem("layoff_of_nobody", place)
    elif one.name and not is_line(one.name, 120):
        yield Problem("layoff_name", place)
    if one.birth_date and not EPOCH <= one.birth_date <= day:
        yield Problem("layoff_birth_date", place)


def _check_beside(layoffs: Sequence[NewLayoff], codes: Sequence[str | None]) -> None:
    """What is superseded is there and the company's own, once; and nobody with a code is laid off twice on a day by a company."""
    old = LayoffNotice.objects.in_bulk({one.corrects for one in layoffs if one.corrects})
    gone = set(LayoffNotice.objects.filter(corrects__in=old).values_list("corrects", flat=True))
    problems = []
    for place, one in enumerate(layoffs):
        before = old.get(one.corrects) if one.corrects else None
        if one.corrects and (before is None or before.company_id != one.company):
            problems.append(Problem("layoff_not_there", place))
        elif one.corrects in gone:
            problems.append(Problem("layoff_superseded", place))
        elif before is not None and before.organisation_id != one.organisation:
            problems.append(Problem("layoff_receiver_stays", place))
        elif before is not None and before.identity_code not in (None, codes[place]):
            problems.append(Problem("layoff_of_another_person", place))
        if one.corrects:
            gone.add(one.corrects)
    if problems:
        raise Refused(problems)
    twice = list(_twice(layoffs, codes, gone))
    if twice:
        raise Refused([Problem("layoff_twice", place) for place in twice])


def _twice(layoffs: Sequence[NewLayoff], codes: Sequence[str | None], gone: set[int | None]) -> Iterator[int]:
    """Places of those who are laid off already on one of the days. Who has no code is taken for nobody else."""
    standing: dict[tuple[int, str], list[tuple[date, date]]] = {}
    for row in _standing(layoffs, codes):
        if row.pk not in gone:
            standing.setdefault((row.company_id, str(row.identity_code)), []).append((row.since, row.until or date.max))
    for place, (one, code) in enumerate(zip(layoffs, codes, strict=True)):
        if code is None or one.withdraws:
            continue
        mine, days = standing.setdefault((one.company, code), []), (one.since, one.until or date.max)
        if any(days[0] < other[1] and other[0] < days[1] for other in mine):
            yield place
        mine.append(days)


def _standing(layoffs: Sequence[NewLayoff], codes: Sequence[str | None]) -> Iterable[LayoffNotice]:
    return LayoffNotice.objects.filter(
        company__in={one.company for one in layoffs}, identity_code__in={code for code in codes if code},
        corrected_by__isnull=True, withdrawn=False,
    )  # fmt: skip


def _row(one: NewLayoff, code: str | None, batch: uuid.UUID, who: Actor) -> LayoffNotice:
    return LayoffNotice(
        company_id=one.company, batch=batch, organisation_id=one.organisation, identity_code=code, name=one.name.strip(),
        birth_date=one.birth_date, since=one.since, until=one.until, extent=one.extent.value, cut_percent=one.cut_percent,
        ground=one.ground.value, basis=one.basis.value, given_on=one.given_on, employed_since=one.employed_since,
        evidence=one.evidence.strip(), corrects_id=one.corrects, withdrawn=one.withdraws, recorded_on=who.day,
        recorded_by=str(who.official),
    )  # fmt: skip
