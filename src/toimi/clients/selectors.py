"""Questions about clients that change nothing. Who may ask them is the business of the doors and of ``office``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from toimi.clients.models import JobSearch
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
