"""Questions about clients that change nothing, for the rooms of this floor: who may ask, the door ``access.py`` says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from toimi.clients.models import ContactDetail, Detail, JobSearch, Person, Representation
from toimi.clients.states import Ground, State, state_after


def states_on(people: Sequence[int], day: date) -> dict[int, State]:
    """In which state of job seeking each person is on a day, as it is known now; a search that began later is none."""
    found = dict.fromkeys(people, State.NEVER)
    for search in JobSearch.objects.filter(holder__in=people, days__startswith__lte=day).order_by("days"):
        found[search.holder_id] = state_of(search, day)
    return found


def state_of(search: JobSearch, day: date) -> State:
    """The state on a day of somebody whose latest search by then is this one."""
    return state_after(Ground(search.ground) if search.ground else None, search.days.upper, day)


def with_merged(people: Iterable[int]) -> QuerySet[Person]:
    """Clients who were kept, and all that were merged into them: to find what was recorded of either.

    Asked of the people alone, so that the database finds the rest by index: a condition over the rows and the people
    together makes it try row security on every row of the office.
    """
    wanted = list(people)
    return Person.objects.filter(Q(pk__in=wanted) | Q(merged_into__in=wanted))


def details_on(people: Sequence[int], day: date) -> dict[int, dict[Detail, str]]:
    """What holds of each person on a day: the latest that has begun, the last recorded among those of one day."""
    return {person: holding(rows, day) for person, rows in detail_history(people).items()}


def detail_history(people: Iterable[int]) -> dict[int, list[ContactDetail]]:
    """All that was ever recorded, in the order in which it was."""
    found: dict[int, list[ContactDetail]] = {person: [] for person in people}
    for row in ContactDetail.objects.filter(person__in=found).order_by("pk"):
        found[row.person_id].append(row)
    return found


def holding(rows: Sequence[ContactDetail], day: date) -> dict[Detail, str]:
    """What holds on a day of what was recorded of one person; ``rows`` as ``detail_history`` gives them."""
    begun = (row for row in rows if row.since <= day)
    latest = {Detail(row.kind): row.value for row in sorted(begun, key=lambda row: row.since)}  # stable: the last wins
    return {kind: value for kind, value in latest.items() if value}


def representatives_on(person: int, day: date) -> list[Representation]:
    """Who acts for a person on a day."""
    return list(Representation.objects.filter(person=person, days__contains=day).order_by("pk"))
