"""Where clients are, and where each may go: what the register knows of a list of them, read at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from toimi.clients.models import Detail, Person, Stay
from toimi.clients.people import locked
from toimi.clients.selectors import details_on, states_on
from toimi.clients.stays import Place, open_stays
from toimi.office.actors import Actor
from toimi.office.identity_codes import read_identity_code
from toimi.office.organisations import Kind, Organisation, Responsibility, Role


class Whereabouts:
    """What is known of clients who may change organisation, on the day of the actor; they are locked.

    Attributes:
        people: by number; row security hides those who never were the organisation's.
        stays: the stay that goes on of each.
        homes: code of the home municipality of each of whom it is recorded.
        states: of the job search of each.
        kind: of the actor's organisation.
    """

    def __init__(self, people: Iterable[int], who: Actor) -> None:
        numbers = sorted(set(people))
        self.who = who
        locked(numbers)
        self.people = Person.objects.in_bulk(numbers)
        self.stays = open_stays(numbers)
        self.homes = {one: said[Detail.MUNICIPALITY] for one, said in details_on(numbers, who.day).items()
                      if Detail.MUNICIPALITY in said}  # fmt: skip
        self.states = states_on(numbers, who.day)
        self.kind = Kind(Organisation.objects.get(pk=who.organisation).kind)
        duties = Responsibility.objects.filter(days__contains=who.day)
        self._serving = {(one.municipality_id, one.role): one.organisation_id for one in duties}
        self._town = {one.organisation_id: one.municipality_id for one in duties if one.role == Role.TRIAL}

    def born(self, person: int) -> date | None:
        """The birth date that the identity code says; ``None`` of one without a code."""
        code = self.people[person].identity_code if person in self.people else None
        return read_identity_code(code, day=date.max, test_range=True).born if code else None

    def is_merged(self, person: int) -> bool:
        """Whether the client is known by another number now."""
        return person in self.people and self.people[person].merged_into_id is not None

    def trial_of(self, municipality: str | None) -> Place | None:
        """The trial of a municipality's people, if it is in one."""
        found = self._serving.get((municipality or "", Role.TRIAL))
        return Place(found, is_guest=True) if found else None

    def office_of(self, municipality: str) -> Place | None:
        """Whoever organises the services for a municipality's people."""
        found = self._serving.get((municipality, Role.EMPLOYMENT_SERVICES))
        return Place(found) if found else None

    def office_behind(self, stay: Stay) -> Place | None:
        """The TE office of the trial municipality where a client is a guest."""
        town = self._town.get(stay.organisation_id)
        return self.office_of(town) if town else None
