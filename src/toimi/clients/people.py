"""Who is who: two clients found to be one, and one found to be two after all. What was recorded stays where it was.

A merge is one step: the client who is kept belongs to nobody else, and nobody belongs to the one that is absorbed. So a
split gives back exactly what each had. A fact stays its own person's; ``case.py`` reads it for the one who is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import F

from toimi.clients.access import check_writing
from toimi.clients.changed_facts import look_again
from toimi.clients.models import IdentityChange, JobSearch, Person
from toimi.clients.problems import Problem, Refused, is_storable
from toimi.office.actors import Actor
from toimi.office.row_security import registering


@dataclass(frozen=True)
class Merge:
    """Two clients are one.

    Attributes:
        kept, absorbed: the number by which the client goes from now on, and the other.
        reason: what shows it.
        code_was_changed: the two have different identity codes, and the population register says that one replaced
            the other.
    """

    kept: int
    absorbed: int
    reason: str
    code_was_changed: bool = False


@dataclass(frozen=True)
class Split:
    """A client that was merged into another is somebody else after all."""

    absorbed: int
    reason: str


def locked(people: Iterable[int]) -> dict[int, Person]:
    """The clients as they stand, by number: nobody else changes anything of them until the end of the transaction."""
    return {one.pk: one for one in Person.objects.filter(pk__in=set(people)).order_by("pk").select_for_update()}


@transaction.atomic
def merge(merges: Sequence[Merge], *, who: Actor) -> None:
    """Make two clients one, pair by pair; all of them or none.

    Args:
        merges: each client in at most one of them.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not record of each of the people.
    """
    numbers = [number for one in merges for number in (one.kept, one.absorbed)]
    check_writing(who, [one.kept for one in merges], also_seen=[one.absorbed for one in merges], what="clients.merge")
    registering(one.known_by for one in Person.objects.filter(pk__in=numbers))
    people = locked(numbers)
    whole = set(Person.objects.filter(merged_into__in=numbers).values_list("merged_into_id", flat=True))
    searches = list(JobSearch.objects.filter(holder__in=numbers))
    problems = [
        problem
        for place, one in enumerate(merges)
        for problem in _problems_of_merge(place, one, people, whole, searches)
    ]
    if len(set(numbers)) < len(numbers):
        problems.append(Problem("identity_twice"))
    if problems:
        raise Refused(problems)
    into = {one.absorbed: one.kept for one in merges}
    theirs = [search for search in searches if search.holder_id in into]
    for search in theirs:
        search.holder_id = into[search.holder_id]
    for absorbed, kept in into.items():
        people[absorbed].merged_into_id = kept
    Person.objects.bulk_update([people[absorbed] for absorbed in into], ["merged_into"])
    JobSearch.objects.bulk_update(theirs, ["holder"])
    _remember([(one.kept, one.absorbed, one.reason) for one in merges], who=who, is_split=False)
    look_again([one.kept for one in merges])


def _problems_of_merge(
    place: int, one: Merge, people: dict[int, Person], whole: set[int], searches: Iterable[JobSearch]
) -> Iterator[Problem]:
    """Why the two cannot be made one.

    Args:
        people: those who are there, locked.
        whole: those into whom somebody has been merged.
        searches: of all of them.
    """
    if not one.reason.strip():
        yield Problem("identity_without_reason", place)
    if not is_storable(one.reason):
        yield Problem("text", place)
    kept, absorbed = people.get(one.kept), people.get(one.absorbed)
    if kept is None or absorbed is None:
        yield Problem("identity_not_there", place)
        return
    if kept.merged_into_id or absorbed.merged_into_id or absorbed.pk in whole:
        yield Problem("identity_merged_already", place)
    if kept.identity_code and absorbed.identity_code and not one.code_was_changed:
        yield Problem("identity_two_codes", place)
    mine, theirs = ([each.days for each in searches if each.holder_id == two.pk] for two in (kept, absorbed))
    if any(have_a_day_in_common(days, others) for days in mine for others in theirs):
        yield Problem("identity_two_searches", place)


def have_a_day_in_common(one: DateRange, other: DateRange) -> bool:
    """Whether two periods have a day in common."""
    return (other.upper is None or one.lower < other.upper) and (one.upper is None or other.lower < one.upper)


@transaction.atomic
def split(splits: Sequence[Split], *, who: Actor) -> None:
    """Make clients that were merged two again: each has what was recorded of it.

    Args:
        splits: each client once.

    Raises:
        Refused: with every problem; nothing was written.
        NotAllowed: if the actor may not record of each of the people.
    """
    check_writing(who, [one.absorbed for one in splits], what="clients.split")
    found = Person.objects.filter(pk__in=[one.absorbed for one in splits], merged_into__isnull=False)
    people = locked({number for pair in found.values_list("pk", "merged_into_id") for number in pair})
    problems = []
    for place, one in enumerate(splits):
        if not one.reason.strip():
            problems.append(Problem("identity_without_reason", place))
        if not is_storable(one.reason):
            problems.append(Problem("text", place))
        if one.absorbed not in people or not people[one.absorbed].merged_into_id:
            problems.append(Problem("identity_not_merged", place))
    if len({one.absorbed for one in splits}) < len(splits):
        problems.append(Problem("identity_twice"))
    if problems:
        raise Refused(problems)
    pairs = [(people[one.absorbed].merged_into_id or 0, one.absorbed, one.reason) for one in splits]
    JobSearch.objects.filter(person__in=[absorbed for _, absorbed, _ in pairs]).update(holder=F("person"))
    Person.objects.filter(pk__in=[absorbed for _, absorbed, _ in pairs]).update(merged_into=None)
    _remember(pairs, who=who, is_split=True)
    look_again([number for kept, absorbed, _ in pairs for number in (kept, absorbed)])


def _remember(pairs: Sequence[tuple[int, int, str]], *, who: Actor, is_split: bool) -> None:
    IdentityChange.objects.bulk_create(
        IdentityChange(
            kept_id=kept,
            absorbed_id=absorbed,
            is_split=is_split,
            reason=reason,
            decided_on=who.day,
            decided_by=str(who.official),
        )
        for kept, absorbed, reason in pairs
    )
