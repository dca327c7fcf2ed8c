"""How people are reached, in which language, and who acts for them: dated, and never rewritten."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from toimi.clients.models import Capacity, ContactDetail, Detail, Language, Representation
from toimi.clients.people import locked
from toimi.clients.problems import Problem, Refused, is_storable
from toimi.days.line import LAST_DATE

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
def tell(details: Sequence[NewDetail], *, day: date, official: str) -> None:
    """Record contact details; what holds already is not written again.

    Args:
        details: in the order in which they were told.
        day: on which they are recorded.
        official: who records them, or the service that does.

    Raises:
        Refused: with every problem; nothing was written.
    """
    people = locked({one.person for one in details})
    problems = [Problem("person_not_there", place) for place, one in enumerate(details) if one.person not in people]
    problems += [
        Problem("contact_detail", place, {"kind": one.kind.value})
        for place, one in enumerate(details)
        if not is_usable(one)
    ]
    if problems:
        raise Refused(problems)
    history = _history(people)
    new = []
    for one in details:
        if _on(history[one.person], one.since).get(one.kind, "") != one.value:
            new.append(
                ContactDetail(
                    person_id=one.person,
                    kind=one.kind.value,
                    value=one.value,
                    since=one.since,
                    recorded_on=day,
                    recorded_by=official,
                )
            )
            history[one.person].append(new[-1])
    ContactDetail.objects.bulk_create(new)


def details_on(people: Sequence[int], day: date) -> dict[int, dict[Detail, str]]:
    """What holds of each person on a day: the latest that has begun, the last recorded among those of one day."""
    return {person: _on(rows, day) for person, rows in _history(people).items()}


def _history(people: Iterable[int]) -> dict[int, list[ContactDetail]]:
    """All that was ever recorded, in the order in which it was."""
    found: dict[int, list[ContactDetail]] = {person: [] for person in people}
    for row in ContactDetail.objects.filter(person__in=found).order_by("pk"):
        found[row.person_id].append(row)
    return found


def _on(rows: Sequence[ContactDetail], day: date) -> dict[Detail, str]:
    begun = sorted(
        (row for row in rows if row.since <= day), key=lambda row: row.since
    )  # stable: the last recorded wins
    holding = {Detail(row.kind): row.value for row in begun}
    return {kind: value for kind, value in holding.items() if value}


def is_usable(one: NewDetail) -> bool:
    """Whether the value has the form of its kind; an empty one takes back what was there, but nobody is without a language."""
    if not one.value:
        return one.kind is not Detail.LANGUAGE
    if one.kind is Detail.LANGUAGE:
        return one.value in list(Language)
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
def represent(representations: Sequence[NewRepresentation], *, day: date, official: str) -> list[int]:
    """Record who acts for whom.

    Args:
        representations: each with what shows it.
        day: on which they are recorded.
        official: who records them.

    Returns:
        the number of each.

    Raises:
        Refused: with every problem; nothing was written.
    """
    people = locked({one.person for one in representations})
    problems = [problem for place, one in enumerate(representations) for problem in _problems_of(place, one, people)]
    keys = [(one.person, one.kind, one.name.strip()) for one in representations]
    if len(set(keys)) < len(keys):
        problems.append(Problem("representation_twice"))
    if problems:
        raise Refused(problems)
    rows = Representation.objects.bulk_create(_row(one, day, official) for one in representations)
    return [row.pk for row in rows]


def _problems_of(place: int, one: NewRepresentation, people: Container[int]) -> Iterator[Problem]:
    if one.person not in people:
        yield Problem("person_not_there", place)
        return
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


def _row(one: NewRepresentation, day: date, official: str) -> Representation:
    return Representation(
        person_id=one.person,
        kind=one.kind.value,
        name=one.name.strip(),
        scope=one.scope,
        days=_days(one),
        evidence=one.evidence,
        recorded_on=day,
        recorded_by=official,
    )


def _days(one: NewRepresentation) -> DateRange:
    return DateRange(one.first_day, one.last_day, "[]" if one.last_day else "[)")


@transaction.atomic
def end_representation(number: int, *, last_day: date) -> None:
    """Write the end of a representation that goes on: its last day. How it began is never changed.

    Raises:
        Refused: if there is none that goes on, or it had not begun by then.
    """
    row = Representation.objects.select_for_update().filter(pk=number, days__upper_inf=True).first()
    if row is None:
        raise Refused([Problem("representation_not_there")])
    if last_day < row.days.lower:
        raise Refused([Problem("representation_days")])
    row.days = DateRange(row.days.lower, last_day + timedelta(days=1))
    row.save(update_fields=["days"])


def representatives_on(person: int, day: date) -> list[Representation]:
    """Who acts for a person on a day."""
    return list(Representation.objects.filter(person=person, days__contains=day).order_by("pk"))
