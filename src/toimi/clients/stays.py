"""With which organisation a client is, on which days: what it may see of the client follows from that, and ends with it.

A stay begins with the search and ends with it, or when the client is handed over (act 1269/2020 sections 5–6). Stays are
a person's own, also of one who was merged into another: whoever serves one of the two serves the client.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet

from toimi.clients.models import Person, Stay
from toimi.clients.selectors import with_merged
from toimi.office import access
from toimi.office.organisations import Kind, Organisation, Responsibility, Role

ONE_DAY = timedelta(days=1)
SERVING = (Kind.TE_OFFICE, Kind.EMPLOYMENT_AUTHORITY)
"""Kinds of organisations with which a search may begin; a trial municipality is where one may begin anew."""


@dataclass(frozen=True)
class Place:
    """Where a client is to be."""

    organisation: str
    is_guest: bool = False


def stays_of(people: Sequence[int]) -> dict[int, list[access.Stay]]:
    """The stays of each client by first day: of the one who was kept, and of all that were merged into that one."""
    kept = {one: into or one for one, into in Person.objects.filter(pk__in=people).values_list("pk", "merged_into")}
    of_kept: dict[int, list[access.Stay]] = {one: [] for one in kept.values()}
    for one in all_stays(of_kept).order_by("days", "pk"):
        stay = access.Stay(one.organisation_id, one.days.lower, one.days.upper, one.is_guest)
        of_kept[one.person.merged_into_id or one.person_id].append(stay)
    return {one: of_kept[kept[one]] if one in kept else [] for one in people}


def all_stays(people: Iterable[int]) -> QuerySet[Stay]:
    """The stays of clients who were kept, and of all that were merged into them."""
    return Stay.objects.filter(person__in=with_merged(people)).select_related("person")


def open_stays(people: Iterable[int]) -> dict[int, Stay]:
    """The stay that goes on of each client who has one; of those who were merged into the client too."""
    rows = all_stays(people).filter(days__upper_inf=True).order_by("pk")
    return {one.person.merged_into_id or one.person_id: one for one in rows}


class Offices:
    """Which organisations serve, for a list of searches that one of them registers.

    Args:
        registrar: code of the organisation that registers.
        municipalities: codes of home municipalities that were told.
        before: earlier stays.
    """

    def __init__(self, registrar: str, municipalities: Iterable[str], before: Iterable[Stay]) -> None:
        self._registrar = registrar
        wanted = {registrar, *(stay.organisation_id for stay in before if stay.is_guest)}
        self._organisations = Organisation.objects.in_bulk(wanted)
        self._responsible = list(
            Responsibility.objects.filter(municipality__in=set(municipalities), role=Role.EMPLOYMENT_SERVICES)
        )

    def place(self, municipality: str, before: Sequence[Stay], day: date) -> Place | None:
        """Where a client is whose search begins on a day; ``None`` if it cannot be said.

        Whose client one was in a trial, one stays while the trial goes on, wherever the search is begun anew (act
        1269/2020 section 4). Otherwise the home municipality says it, and where that is not told, the one that registers.

        Args:
            municipality: code of the home municipality; blank if it was not told.
            before: earlier stays, by first day.
        """
        if before and before[-1].is_guest and day in self._organisations[before[-1].organisation_id].days:
            return Place(before[-1].organisation_id, is_guest=True)
        if municipality:
            found = (one for one in self._responsible if one.municipality_id == municipality and day in one.days)
            return next((Place(one.organisation_id) for one in found), None)
        own = self._organisations[self._registrar]
        return Place(own.code) if own.kind in SERVING and day in own.days else None


def begin(places: Mapping[Person, tuple[Place, date]]) -> None:
    """Begin a stay of each client on a day."""
    Stay.objects.bulk_create(
        Stay(person=person, organisation_id=place.organisation, is_guest=place.is_guest, days=DateRange(day, None))
        for person, (place, day) in places.items()
    )


def end(last_days: Mapping[int, date]) -> None:
    """End the stays that go on, each client's on a last day; one that began later keeps its first day."""
    rows = list(all_stays(last_days).filter(days__upper_inf=True).order_by("pk"))
    for row in rows:
        last = last_days.get(row.person_id) or last_days[row.person.merged_into_id or row.person_id]
        row.days = DateRange(row.days.lower, max(last, row.days.lower) + ONE_DAY)
    Stay.objects.bulk_update(rows, ["days"])


_MOVE = """
WITH ended AS (
    UPDATE clients_stay SET days = daterange(lower(days), since)
    FROM unnest(%s::bigint[], %s::text[], %s::boolean[], %s::date[]) AS wanted(stay, organisation, guest, since)
    WHERE id = stay AND upper_inf(days)
    RETURNING person_id, organisation, guest, since
)
INSERT INTO clients_stay (person_id, organisation_id, is_guest, days)
SELECT person_id, organisation, guest, daterange(since, NULL) FROM ended
"""


def move(moves: Sequence[tuple[Stay, Place, date]]) -> int:
    """End stays that go on, and begin others the day after their last; both at once, since who ended one serves no more.

    Args:
        moves: each stay once, with where to and the first day there.

    Returns:
        how many were moved: fewer than asked if somebody else has ended one meanwhile.
    """
    columns = list(zip(*((one.pk, to.organisation, to.is_guest, day) for one, to, day in moves), strict=True))
    if not columns:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [list(column) for column in columns])
        return int(cursor.rowcount)
