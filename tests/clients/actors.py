"""Who acts in the tests of this room, and clients of theirs."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time

from django.db.backends.postgresql.psycopg_any import DateRange

from toimi.clients.models import Person, Stay
from toimi.office.actors import HELSINKI, Actor, Reason
from toimi.office.officials import Role

TRANSFER = date(2025, 1, 1)
TE_OFFICE, AREA = "te-office-pohjois-pohjanmaa", "area-oulu"
AINO = uuid.UUID(int=1)


def adviser(day: date, reason: Reason = Reason.SERVICE, *, where: str = "", official: uuid.UUID = AINO) -> Actor:
    """An adviser of the office that serves on the day, at noon."""
    office = where or (TE_OFFICE if day < TRANSFER else AREA)
    return Actor(official, Role.ADVISER, office, datetime.combine(day, time(12), HELSINKI), reason)


def new_client(identity_code: str | None = None) -> int:
    """A client of the office on all days, of whom nothing else is known."""
    one = Person.objects.create(identity_code=identity_code, request_key=None if identity_code else uuid.uuid4())
    with_office([one])
    return one.pk


def with_office(people: list[Person]) -> None:
    """The people are with the TE office, and with the employment area from 2025."""
    Stay.objects.bulk_create(
        Stay(person=one, organisation_id=office, days=days)
        for one in people
        for office, days in ((TE_OFFICE, DateRange(date(1900, 1, 1), TRANSFER)), (AREA, DateRange(TRANSFER, None)))
    )
