"""Companies are registered: once each, whoever asks, by business id or by the key of a household's request."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.db.models import Q

from toimi.employers.access import Door, check
from toimi.employers.business_ids import read_business_id
from toimi.employers.models import Company, CompanyContact, CompanyName
from toimi.employers.problems import Problem, Refused
from toimi.employers.states import CompanyChannel, EmployerKind, Origin
from toimi.office.access import NOBODY
from toimi.office.actors import Actor
from toimi.office.audit import record
from toimi.office.given import LANGUAGES

REGISTERING, LAYING_OFF, GRANTING = 0x656D7001, 0x656D7002, 0x656D7003
"""Advisory locks of the room."""
LONGEST_NAME = 200
_Known = str | uuid.UUID
"""A business id, or the key of a household's request."""
_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{3,22}[0-9]")
_LINE = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]+")


@dataclass(frozen=True)
class NewCompany:
    """An employer to register.

    Attributes:
        business_id: as written; ``None`` for a household that has none, and then ``key`` says which requests are one.
        name: as it was declared; what the register says later goes before it.
    """

    kind: EmployerKind
    name: str
    business_id: str | None = None
    key: uuid.UUID | None = None
    contacts: Mapping[CompanyChannel, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Registered:
    """The company of a request, and whether it was made for it."""

    company: int
    is_new: bool


@transaction.atomic
def register(companies: Sequence[NewCompany], *, who: Actor) -> list[Registered]:
    """Register employers, all of them or none; of one that is there already nothing is written.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor registers no companies.
    """
    check(who, [NOBODY], Door.WRITE_COMPANIES, what="employers.register")
    known_by = _checked(companies)
    one_at_a_time(REGISTERING)
    before = _found(known_by)
    first: dict[_Known, int] = {}
    for place, known in enumerate(known_by):
        if known not in before:
            first.setdefault(known, place)
    made = {known: _company(known, companies[place].kind, who) for known, place in first.items()}
    Company.objects.bulk_create(made.values())
    _describe({made[known].pk: companies[place] for known, place in first.items()}, who)
    numbers = before | {known: one.pk for known, one in made.items()}
    record([who.trace("employers.register", about=f"company:{number}") for number in sorted(set(numbers.values()))])
    return [Registered(numbers[known], first.get(known) == place) for place, known in enumerate(known_by)]


def one_at_a_time(lock: int, which: int = 0) -> None:
    """Nobody else does the same, or the same with this company, until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [lock, which % 2**31])


def _checked(companies: Sequence[NewCompany]) -> list[_Known]:
    """By what each company is known: its business id or the key of the request."""
    known: list[_Known] = []
    problems: list[Problem] = []
    for place, one in enumerate(companies):
        problems += _problems_of(place, one)
        try:
            code = read_business_id(one.business_id, place=place) if one.business_id is not None else None
        except Refused as refused:
            problems += refused.problems
        else:
            known.append(code or one.key or uuid.UUID(int=0))
    if problems:
        raise Refused(problems)
    return known


def _problems_of(place: int, one: NewCompany) -> Iterator[Problem]:
    if one.business_id is None and one.kind is not EmployerKind.HOUSEHOLD:
        yield Problem("business_id_missing", place)
    elif one.business_id is None and one.key is None:
        yield Problem("household_without_key", place)
    if not is_line(one.name, LONGEST_NAME):
        yield Problem("company_name", place)
    for kind, value in one.contacts.items():
        if not is_reachable(kind, value):
            yield Problem("company_contact", place, {"kind": kind.value})


def is_line(text: str, longest: int) -> bool:
    """Whether a text says something on one line."""
    return bool(text.strip()) and len(text) <= longest and bool(_LINE.fullmatch(text))


def is_reachable(kind: CompanyChannel, value: str) -> bool:
    """Whether the value has the form of its channel."""
    if kind is CompanyChannel.LANGUAGE:
        return value in LANGUAGES
    if kind is CompanyChannel.PHONE:
        return bool(_PHONE.fullmatch(value))
    if kind is CompanyChannel.POST:
        return is_line(value, 300)
    try:
        validate_email(value)
    except ValidationError:
        return False
    return len(value) <= 300


def _found(known_by: Sequence[_Known]) -> dict[_Known, int]:
    codes = [one for one in known_by if isinstance(one, str)]
    keys = [one for one in known_by if isinstance(one, uuid.UUID)]
    found = Company.objects.filter(Q(business_id__in=codes) | Q(request_key__in=keys))
    return {row.business_id if row.business_id in codes else row.request_key: row.pk for row in found}  # type: ignore[misc]  # one of the two is there


def _company(known: _Known, kind: EmployerKind, who: Actor) -> Company:
    named = {"business_id": known} if isinstance(known, str) else {"request_key": known}
    return Company(**named, kind=kind.value, recorded_on=who.day, recorded_by=str(who.official))


def _describe(companies: Mapping[int, NewCompany], who: Actor) -> None:
    said = {"source": Origin.DECLARED.value, "since": who.day, "recorded_on": who.day, "recorded_by": str(who.official)}
    CompanyName.objects.bulk_create(
        CompanyName(company_id=number, name=one.name.strip(), **said) for number, one in companies.items()
    )
    CompanyContact.objects.bulk_create(
        CompanyContact(company_id=number, kind=kind.value, value=value, **said)
        for number, one in companies.items()
        for kind, value in one.contacts.items()
    )
