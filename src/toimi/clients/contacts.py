"""How people are reached, in which language, and who acts for them: dated, and never rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from toimi.clients.access import check_writing
from toimi.clients.models import Capacity, ContactDetail, Detail, Language, Representation
from toimi.clients.people import locked
from toimi.clients.problems import Problem, Refused, is_storable
from toimi.clients.selectors import detail_history, holding
from toimi.days.line import LAST_DATE
from toimi.office.actors import Actor

_PHONE = re.compile(r"\+?[0-9][0-9 ()-]{3,22}[0-9]")
_TEXT = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{0,300}")


@dataclass(frozen=True)
class NewDetail:
    """How a person is addressed from a day on; an empty value takes back what was there."""

    person: int
    kind: Detail
    value: str
    since: date


@dataclass(frozen=True)
class NewRepresentation:
    """Somebody acts for a person, on days that are both included; ``scope`` in words, everything if empty."""

    person: int
    kind: Capacity
    name: str
    first_day: date
    evidence: str
    last_day: date | None = None
    scope: str = ""


@transaction.atomic
def tell(details: Sequence[NewDetail], *, who: Actor) -> None:
    """Record contact details; what holds already is not written again.

    Args:
        details: in the order in which they were told.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not record of each of the people.
    """
    check_writing(who, [one.person for one in details], what="clients.tell")
    write_details(details, who=who)


def write_details(details: Sequence[NewDetail], *, who: Actor) -> None:
    """As ``tell``, unasked: for the actions of this room, which have checked who acts."""
    people = locked({one.person for one in details})
    problems = [
        Problem("contact_detail", place, {"kind": one.kind.value})
        for place, one in enumerate(details)
        if not _is_usable(one)
    ]
    if problems:
        raise Refused(problems)
    history = detail_history(people)
    new = []
    for one in details:
        if holding(history[one.person], one.since).get(one.kind, "") != one.value:
            new.append(
                ContactDetail(
                    person_id=one.person,
                    kind=one.kind.value,
                    value=one.value,
                    since=one.since,
                    recorded_on=who.day,
                    recorded_by=str(who.official),
                )
            )
            history[one.person].append(new[-1])
    ContactDetail.objects.bulk_create(new)


def _is_usable(one: NewDetail) -> bool:
    if not one.value:
        return one.kind is not Detail.LANGUAGE
    if one.kind is Detail.LANGUAGE:
        return one.value in list(Language)
    if one.kind is Detail.MUNICIPALITY:
        return bool(re.fullmatch("[0-9]{3}", one.value))
    if one.kind is Detail.NON_DISCLOSURE:
        return one.value == "yes"
    if one.kind is Detail.PHONE:
        return bool(_PHONE.fullmatch(one.value))
    if one.kind is Detail.EMAIL:
        return _is_email(one.value)
    return bool(_TEXT.fullmatch(one.value)) and bool(one.value.strip())


def _is_email(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return len(value) <= 300


@transaction.atomic
def represent(representations: Sequence[NewRepresentation], *, who: Actor) -> list[int]:
    """Record who acts for whom.

    Args:
        representations: each with what shows it.

    Returns:
        the number of each.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not record of each of the people.
    """
    check_writing(who, [one.person for one in representations], what="clients.represent")
    locked({one.person for one in representations})
    problems = [problem for place, one in enumerate(representations) for problem in _problems_of(place, one)]
    keys = [(one.person, one.kind, one.name.strip()) for one in representations]
    if len(set(keys)) < len(keys):
        problems.append(Problem("representation_twice"))
    if problems:
        raise Refused(problems)
    rows = Representation.objects.bulk_create(_row(one, who) for one in representations)
    return [row.pk for row in rows]


def _problems_of(place: int, one: NewRepresentation) -> Iterator[Problem]:
    if not one.name.strip() or not one.evidence.strip():
        yield Problem("representation_not_shown", place)
    if not (is_storable(one.name, 120) and is_storable(one.scope, 300) and is_storable(one.evidence)):
        yield Problem("text", place)
        return
    if one.last_day and not one.first_day <= one.last_day <= LAST_DATE:
        yield Problem("representation_days", place)
        return
    same = Representation.objects.filter(person=one.person, kind=one.kind.value, name=one.name.strip())
    if same.filter(days__overlap=_days(one)).exists():
        yield Problem("representation_twice", place)


def _row(one: NewRepresentation, who: Actor) -> Representation:
    return Representation(
        person_id=one.person,
        kind=one.kind.value,
        name=one.name.strip(),
        scope=one.scope,
        days=_days(one),
        evidence=one.evidence,
        recorded_on=who.day,
        recorded_by=str(who.official),
    )


def _days(one: NewRepresentation) -> DateRange:
    return DateRange(one.first_day, one.last_day, "[]" if one.last_day else "[)")


@transaction.atomic
def end_representation(number: int, *, last_day: date, who: Actor) -> None:
    """Write the end of a representation that goes on: its last day. How it began is never changed.

    Raises:
        Refused: if there is none that goes on, or it had not begun by then.
        NotAllowed: if the actor may not record of the person.
    """
    row = Representation.objects.select_for_update().filter(pk=number, days__upper_inf=True).first()
    if row is None:
        raise Refused([Problem("representation_not_there")])
    check_writing(who, [row.person_id], what="clients.end_representation")
    if last_day < row.days.lower:
        raise Refused([Problem("representation_days")])
    row.days = DateRange(row.days.lower, last_day + timedelta(days=1))
    row.save(update_fields=["days"])
