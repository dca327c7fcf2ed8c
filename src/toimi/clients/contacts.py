"""How people are reached, in which language, and who acts for them: dated, and never rewritten."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from toimi.clients.access import check_writing
from toimi.clients.models import Capacity, ContactDetail, Detail, Language, Representation
from toimi.clients.people import have_a_day_in_common, locked
from toimi.clients.problems import Problem, Refused, is_storable
from toimi.clients.selectors import detail_history, holding
from toimi.days.line import LAST_DATE
from toimi.office.actors import Actor

ONE_DAY = timedelta(days=1)
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
    write_details(details, detail_history(locked({one.person for one in details})), who=who)


def write_details(details: Sequence[NewDetail], history: Mapping[int, list[ContactDetail]], *, who: Actor) -> None:
    """As ``tell``, unasked: for the actions of this room, which have checked who acts and locked the people.

    Args:
        history: of these people, as ``detail_history`` gives it to who has locked them; what is written is added to it.
    """
    problems = [
        Problem("contact_detail", place, {"kind": one.kind.value})
        for place, one in enumerate(details)
        if not is_usable(one)
    ]
    if problems:
        raise Refused(problems)
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


def is_usable(one: NewDetail) -> bool:
    """Whether the value has the form of its kind; an empty one takes back what was there, but nobody is without a language."""
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
    there = list(Representation.objects.filter(person__in={one.person for one in representations}))
    problems = [problem for place, one in enumerate(representations) for problem in _problems_of(place, one, there)]
    keys = [(one.person, one.kind, one.name.strip()) for one in representations]
    if len(set(keys)) < len(keys):
        problems.append(Problem("representation_twice"))
    if problems:
        raise Refused(problems)
    rows = Representation.objects.bulk_create(_row(one, who) for one in representations)
    return [row.pk for row in rows]


def _problems_of(place: int, one: NewRepresentation, there: Iterable[Representation]) -> Iterator[Problem]:
    if not one.name.strip() or not one.evidence.strip():
        yield Problem("representation_not_shown", place)
    if not (is_storable(one.name, 120) and is_storable(one.scope, 300) and is_storable(one.evidence)):
        yield Problem("text", place)
        return
    if one.last_day and not one.first_day <= one.last_day <= LAST_DATE:
        yield Problem("representation_days", place)
        return
    new = _days(one)
    same = (row for row in there if (row.person_id, row.kind, row.name) == (one.person, one.kind, one.name.strip()))
    if any(have_a_day_in_common(row.days, new) for row in same):
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
    """Half-open, as the database has them."""
    return DateRange(one.first_day, one.last_day + ONE_DAY if one.last_day else None)


@dataclass(frozen=True)
class EndOfRepresentation:
    """A representation that goes on ends on a last day."""

    number: int
    last_day: date


@transaction.atomic
def end_representations(ends: Sequence[EndOfRepresentation], *, who: Actor) -> None:
    """Write the end of representations that go on; how they began is never changed.

    Raises:
        Refused: if one does not go on, had not begun by then, or is ended twice; nothing was written.
        NotAllowed: if the actor may not record of each of the people.
    """
    going_on = Representation.objects.filter(pk__in=[one.number for one in ends], days__upper_inf=True)
    rows = {row.pk: row for row in going_on.order_by("pk").select_for_update()}
    check_writing(who, {row.person_id for row in rows.values()}, what="clients.end_representations")
    problems, left = [], dict(rows)
    for place, one in enumerate(ends):
        row = left.pop(one.number, None)
        if row is None:
            problems.append(Problem("representation_not_there", place))
        elif not row.days.lower <= one.last_day <= LAST_DATE:
            problems.append(Problem("representation_days", place))
        else:
            row.days = DateRange(row.days.lower, one.last_day + ONE_DAY)
    if problems:
        raise Refused(problems)
    Representation.objects.bulk_update(rows.values(), ["days"])
