"""The emergency brake: one official stops at once what is given without a person, and two let it go again.

A brake is on a client, a ground (a place of the law, or what matters are about), an organisation, or everything. What it
covers is still put to the law and proposed; neither automation nor a bulk action gives it. Single decisions by an
official go on, unless the brake stops them too. Rows are only ever added: why it was pulled, and by whom it was let go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection, models, transaction
from django.db.models import Q

from toimi.book.citations import BadCitation, Citation
from toimi.office.actors import Actor
from toimi.office.audit import OPAQUE, record
from toimi.office.officials import Official, Role
from toimi.office.organisations import Organisation, one_of
from toimi.office.problems import Refused

SHORTEST = 20
"""Characters of a reason that can say anything: our own limit."""
PULLS = (Role.ADVISER, Role.DECIDER, Role.MANAGER, Role.LAWYER)
RELEASES = (Role.MANAGER, Role.LAWYER)
"""Two of these, not necessarily others than who pulled it [I]."""
TWO = 2


class Scope(StrEnum):
    """On what a brake is."""

    PERSON = "person"
    GROUND = "ground"
    ORGANISATION = "organisation"
    EVERYTHING = "everything"


class Brake(models.Model):
    """A brake as it was pulled; append-only.

    Attributes:
        what: opaque id of the client; place of the law (``TTL 2a:1``) or what matters are about (``leaving_work``); code
            of the organisation; nothing of everything.
        stops_officials: whether single decisions by an official stop too.
        organisation: of who pulled it.
    """

    scope = models.CharField(max_length=20)
    what = models.CharField(max_length=60, blank=True)
    stops_officials = models.BooleanField()
    reason = models.TextField()
    official = models.ForeignKey(Official, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    pulled_at = models.DateTimeField()

    class Meta:
        """Something or everything; a client by an opaque id."""

        constraints = [
            one_of("scope", Scope, "brake_scope_known"),
            models.CheckConstraint(
                condition=Q(scope=Scope.EVERYTHING, what="") | ~Q(scope=Scope.EVERYTHING) & ~Q(what=""),
                name="brake_on_something",
            ),
            models.CheckConstraint(
                condition=~Q(scope=Scope.PERSON) | Q(what__regex=f"^{OPAQUE}$"), name="brake_person_form"
            ),
        ]

    def __str__(self) -> str:
        return f"brake {self.pk}"


class Release(models.Model):
    """An official would let a brake go; append-only. It is let go when a second one says so.

    Not an approval (``approvals.py``): each of the two says why, and what is said may tell of a client, behind the wall.
    """

    brake = models.ForeignKey(Brake, models.PROTECT, related_name="releases")
    reason = models.TextField()
    official = models.ForeignKey(Official, models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)
    released_at = models.DateTimeField()

    class Meta:
        """Each official once."""

        constraints = [models.UniqueConstraint(fields=["brake", "official"], name="release_once")]

    def __str__(self) -> str:
        return f"release {self.pk}"


@dataclass(frozen=True)
class Pull:
    """A brake to be pulled: as ``Brake`` has it."""

    scope: Scope
    reason: str
    what: str = ""
    stops_officials: bool = False


@dataclass(frozen=True)
class Holding:
    """A brake that holds, without its reason."""

    number: int
    scope: Scope
    what: str
    stops_officials: bool


@dataclass(frozen=True)
class Covered:
    """What is about to be given.

    Attributes:
        person: opaque id of the client.
        grounds: what it is about, and the places of the law that are named in it.
    """

    person: str
    organisation: str
    grounds: frozenset[str] = frozenset()


@transaction.atomic
def pull(pulls: Sequence[Pull], *, who: Actor) -> list[int]:
    """Pull brakes at once; all or none: their numbers.

    Raises:
        Refused: if a reason says nothing, the role pulls none, or a brake would be on nothing.
    """
    for one in pulls:
        _check(one, who)
    rows = Brake.objects.bulk_create(
        Brake(
            scope=one.scope, what=one.what, stops_officials=one.stops_officials, reason=one.reason.strip(),
            official_id=who.official, role=who.role, organisation_id=who.organisation, pulled_at=who.at,
        )
        for one in pulls
    )  # fmt: skip
    record([who.trace("switches.pull", _whose(row), about=f"brake:{row.pk}") for row in rows])
    return [row.pk for row in rows]


def _check(one: Pull, who: Actor) -> None:
    _check_reason(one.reason)
    if who.role not in PULLS:
        raise Refused("pulls_no_brake")
    if (one.scope is Scope.EVERYTHING) != (one.what == ""):
        raise Refused("brake_on_nothing")
    if one.scope is Scope.ORGANISATION and not Organisation.objects.filter(pk=one.what).exists():
        raise Refused("unknown_organisation")
    if one.scope is Scope.PERSON and not one.what.isdecimal():
        raise Refused("brake_on_nothing")
    if one.scope is Scope.GROUND and ":" in one.what:
        try:
            Citation.parse(one.what)
        except BadCitation:
            raise Refused("brake_on_nothing") from None


def _whose(brake: Brake) -> str:
    return brake.what if brake.scope == Scope.PERSON else ""


@transaction.atomic
def release(numbers: Sequence[int], *, reason: str, who: Actor) -> list[int]:
    """Say that brakes may be let go, all or none: the numbers of those that are, since another has said so before.

    Raises:
        Refused: if there is no such brake here, it is let go already, the official has said so before, the role lets none
            go, or the reason says nothing.
    """
    _check_reason(reason)
    rows = list(Brake.objects.filter(pk__in=numbers, organisation=who.organisation).order_by("pk"))
    said = {row.pk: set(row.releases.values_list("official", flat=True)) for row in rows}
    if who.role not in RELEASES or len(rows) != len(set(numbers)):
        raise Refused("releases_no_brake")
    if any(who.official in officials or len(officials) >= TWO for officials in said.values()):
        raise Refused("brake_released_by_oneself")
    Release.objects.bulk_create(
        Release(brake=row, reason=reason.strip(), official_id=who.official, role=who.role, released_at=who.at)
        for row in rows
    )
    record([who.trace("switches.release", _whose(row), about=f"brake:{row.pk}") for row in rows])
    still = {one.number for one in holding()}
    return [row.pk for row in rows if row.pk not in still]


def holding() -> list[Holding]:
    """The brakes that hold, whoever's they are, by number; one question, few rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, scope, what, stops_officials FROM office_brakes_that_hold() ORDER BY id")
        return [Holding(number, Scope(scope), what, stops) for number, scope, what, stops in cursor.fetchall()]


def braked(asked: Sequence[Covered], *, by_hand: bool = False) -> list[Holding | None]:
    """For each of these the first brake that stops it, if one does.

    Args:
        by_hand: whether an official gives it, and this one alone.
    """
    brakes = [one for one in holding() if one.stops_officials or not by_hand]
    return [next((brake for brake in brakes if _is_on(brake, one)), None) for one in asked]


def _is_on(brake: Holding, one: Covered) -> bool:
    if brake.scope is Scope.PERSON:
        return brake.what == one.person
    if brake.scope is Scope.ORGANISATION:
        return brake.what == one.organisation
    return brake.scope is Scope.EVERYTHING or any(_covers(brake.what, ground) for ground in one.grounds)


def _covers(what: str, ground: str) -> bool:
    """Whether a ground is the one of a brake, or lies inside it."""
    if what == ground:
        return True
    return ":" in what and ":" in ground and Citation.parse(what).covers(Citation.parse(ground))


def _check_reason(reason: str) -> None:
    if len(reason.strip()) < SHORTEST:
        raise Refused("brake_without_reason")
