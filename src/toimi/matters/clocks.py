"""The clocks of the law: by when a statement must be given, from the day on which the clarification came or its time passed.

Statement-procedure, section 6: at most 30 days, or 7 calendar days of a trial municipality and of an employment
authority. The first day is not counted. A further clarification leaves the clock of the first one standing and starts
another [I]; a transfer starts none [I].
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, models
from django.db.models.functions import Now

from toimi.law.competence.asking import last_day
from toimi.law.competence.table import RULES
from toimi.law.competence.words import Deadline
from toimi.matters.subjects import OF_EVERYBODY, SUBJECTS
from toimi.office.calendar import run_on
from toimi.office.many import insert
from toimi.office.organisations import Organisation

if TYPE_CHECKING:
    from toimi.matters.models import Matter


PROMISED = 14
"""Days from the registration (statement-procedure, section 4: practice)."""


class Rest(StrEnum):
    """Whether a period that would end on a day of rest runs to the next working day.

    Act 150/1930, section 5, which nobody has read for this: UNVERIFIED. Until somebody has, both readings are kept: the
    office keeps the earlier day and a person has the later one [I].
    """

    AGAINST_THE_OFFICE = "against_the_office"
    MOVES = "moves"
    STAYS = "stays"


class Clock(models.Model):
    """A deadline began to run on a matter. Append-only.

    Attributes:
        started_on: the day on which the clarification was complete, or the last on which it could come; not counted.
        days: the length; absent where the law gives none.
        last_day: as counted; a day of rest moves nothing.
        due_on: the day by which the office holds itself bound.
        source: the decree.
    """

    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="clocks")
    started_on = models.DateField()
    days = models.IntegerField(null=True)
    last_day = models.DateField(null=True)
    due_on = models.DateField(null=True)
    source = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        """Of a matter in their order."""

        indexes = [models.Index(fields=["matter", "id"], name="clock_of_matter")]

    def __str__(self) -> str:
        return f"clock {self.pk}"


def rest() -> Rest:
    """The reading that the settings name."""
    return Rest(settings.REST_DAYS)


@lru_cache(maxsize=4096)
def deadline(issuer: str, subjects: frozenset[str], day: date) -> Deadline | None:
    """The shortest deadline of a kind of issuer on these subjects on a day; ``None`` where the acts give none (Åland)."""
    places = [place for name in subjects or {OF_EVERYBODY} for place in SUBJECTS[name].places]
    of_issuer = [rule for rule in RULES if rule.issuer == issuer and rule.days.holds(day)]
    named = [rule for rule in of_issuer if any(rule.places.part_of(place) for place in places)]
    found = [rule.deadline for rule in named or of_issuer if rule.deadline]
    return min(found, key=lambda one: one.days, default=None)


def first_word_by(opened_on: date) -> date:
    """By when a matter has a statement or a request, as the offices promised: their practice, and no law."""
    return opened_on + timedelta(PROMISED)


def noticed_on(posted_on: date) -> date:
    """When a payer's decision counts as noticed if nothing else is shown: the seventh day after it was posted (TTL 12:6)."""
    return posted_on + timedelta(7)


def appeal_by(posted_on: date) -> date:
    """The last day for an appeal against a payer's decision: 30 days from the notice (TTL 12:1.2)."""
    return noticed_on(posted_on) + timedelta(30)


def ends(limit: Deadline, started_on: date, reading: Rest) -> date:
    """The day by which the office holds itself bound."""
    last = last_day(limit, started_on)
    return run_on([last])[0] if reading is Rest.MOVES else last


def answer_by(day: date, reading: Rest) -> date:
    """The due day of whoever was asked: one that falls on a day of rest is the next working day, unless it stays."""
    return day if reading is Rest.STAYS else run_on([day])[0]


def start_at_opening(matters: Iterable[Matter]) -> None:
    """Start clocks on matters, which are locked, whose facts sufficed from the beginning: from the day of opening [I].

    What has a clock already, as after a transfer, keeps that one.
    """
    start([(one, one.opened_on) for one in matters if one.complete_on is None])


def start(started: Sequence[tuple[Matter, date]]) -> None:
    """Start clocks on matters, which are locked, each from the day on which its clarification was complete."""
    if not started:
        return
    offices = Organisation.objects.filter(pk__in={matter.organisation_id for matter, _ in started})
    kinds = dict(offices.values_list("pk", "kind"))
    rows = [_row(matter, kinds[matter.organisation_id], day) for matter, day in started]
    insert(Clock, rows)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE matters_matter SET complete_on = given.started, due_on = given.due"
            " FROM unnest(%s::bigint[], %s::date[], %s::date[]) AS given(id, started, due)"
            " WHERE matters_matter.id = given.id",
            [[row[name] for row in rows] for name in ("matter", "started_on", "due_on")],
        )


def _row(matter: Matter, issuer: str, day: date) -> dict[str, object]:
    limit = deadline(issuer, frozenset(matter.subjects), day)
    return {
        "matter": matter.pk, "started_on": day, "days": limit and limit.days, "last_day": limit and last_day(limit, day),
        "due_on": limit and ends(limit, day, rest()), "source": limit.source if limit else "",
    }  # fmt: skip


def clocks_of(matters: Iterable[int]) -> dict[int, list[Clock]]:
    """Every clock of each matter, the first one first: that one keeps being shown [I]."""
    found: dict[int, list[Clock]] = {number: [] for number in matters}
    for row in Clock.objects.filter(matter__in=found).order_by("pk"):
        found[row.matter_id].append(row)
    return found
