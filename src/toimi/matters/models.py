"""The tables: matters and their steps, and the room's other tables by name.

What must never happen is refused here; nothing happens here.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from toimi.clients.models import Language, Person, one_of
from toimi.law.book import BOOK
from toimi.matters.clocks import Clock
from toimi.matters.requests import Received, Request
from toimi.matters.states import PENDING, State
from toimi.matters.subjects import Kind
from toimi.office.organisations import Organisation

__all__ = ["Clock", "Matter", "Received", "Request", "Step", "Trigger", "one_of"]


class Trigger(StrEnum):
    """What opened a matter (statement-procedure, section 10.2)."""

    REGISTRATION = "registration"
    CHANGED_FACT = "changed_fact"
    PAYERS_REQUEST = "payers_request"
    APPEAL = "appeal"
    LAW_CHANGE = "law_change"


class Matter(models.Model):
    """A question on a person's right to a benefit, from its opening to its closing.

    Attributes:
        organisation: the one that handles it.
        payer: to whom its statement goes: Kela or a fund; absent while it is not known.
        first_day, until: the days asked about, half-open; no end asked about is absent.
        kind, subjects: as last assessed.
        state: the last of its steps.
        opened_on: day in Helsinki time.
        complete_on: the day on which the clarification was complete or its time had passed: the deadline of the law runs.
        due_on: the last day of that deadline.
        is_open_to_rerun: something became known of the person since it was last assessed.
        known_fact: number of the last fact that was known then.
        unpaid_since: the first day on which the person has nothing to live on as long as this is not settled; an
            estimate of when it was last assessed, which ``statements.running`` makes.
        holder, held_until: opaque id of the official who has it in hand, and until which moment if nothing happens.
        wakes_on: the day before which nobody wants to see it.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="matters")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    benefit = models.CharField(max_length=40)
    payer = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)
    first_day = models.DateField()
    until = models.DateField(null=True)
    trigger = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, default=Kind.BASIC)
    subjects = ArrayField(models.CharField(max_length=30), default=list)
    state = models.CharField(max_length=30, default=State.OPENED)
    language = models.CharField(max_length=2, default=Language.FINNISH)
    opened_on = models.DateField()
    complete_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    is_open_to_rerun = models.BooleanField(default=True)
    known_fact = models.BigIntegerField(default=0, db_default=0)
    unpaid_since = models.DateField(null=True)
    holder = models.UUIDField(null=True)
    held_until = models.DateTimeField(null=True)
    wakes_on = models.DateField(null=True)

    class Meta:
        """Words of the lists; days that are not empty; one pending matter a person, benefit and first day."""

        constraints = [
            one_of("state", State, "matter_state_known"),
            one_of("kind", Kind, "matter_kind_known"),
            one_of("trigger", Trigger, "matter_trigger_known"),
            one_of("language", Language, "matter_language_known"),
            models.CheckConstraint(condition=Q(benefit__in=list(BOOK.benefits)), name="matter_benefit_known"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("first_day")), name="matter_asks_about_days"
            ),
            models.UniqueConstraint(
                fields=["person", "benefit"],
                condition=Q(state__in=sorted(PENDING)),
                name="matter_one_pending",
            ),
            models.CheckConstraint(
                condition=Q(holder__isnull=True, held_until__isnull=True, wakes_on__isnull=True)
                | Q(holder__isnull=False, held_until__isnull=False),
                name="matter_held_until_when",
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "id"],
                condition=Q(is_open_to_rerun=True, state__in=sorted(PENDING)),
                name="matter_to_run",
            ),
            models.Index(fields=["person", "id"], name="matter_of_person"),
            models.Index(fields=["holder"], condition=Q(holder__isnull=False), name="matter_in_hand"),
        ]  # and the one of the queue, which Django cannot say: migration 0003

    def __str__(self) -> str:
        return f"matter {self.pk}"

    def is_held(self, moment: datetime) -> bool:
        """Whether somebody has it in hand at a moment."""
        return self.held_until is not None and self.held_until > moment

    @classmethod
    def pending(cls) -> models.QuerySet[Matter]:
        """Those in which the office has something to do."""
        return cls.objects.filter(state__in=sorted(PENDING))


class Step(models.Model):
    """A matter went from one state to another; append-only.

    Attributes:
        before: empty of the opening.
        by: who took it: system, official, person, payer.
        who: opaque id of the official or system in whose name it was taken.
        because: a word or a sentence that says why; nothing by which a person could be known.
        on: day in Helsinki time.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="steps")
    before = models.CharField(max_length=30, blank=True)
    after = models.CharField(max_length=30)
    by = models.CharField(max_length=10)
    who = models.CharField(max_length=36)
    because = models.CharField(max_length=300, blank=True)
    on = models.DateField()
    at = models.DateTimeField(db_default=Now())

    class Meta:
        """Words of the list."""

        constraints = [one_of("after", State, "matter_step_state_known")]
        indexes = [models.Index(fields=["matter", "id"], name="step_of_matter")]

    def __str__(self) -> str:
        return f"step {self.pk}"


class Handling(StrEnum):
    """What happens to who has a matter in hand."""

    TAKEN = "taken"
    ASSIGNED = "assigned"
    """By somebody else."""
    GIVEN_BACK = "given_back"
    ASLEEP = "asleep"


class Holding(models.Model):
    """A matter came into an official's hands or left them; append-only. That a hold ran out leaves no row: nothing happened.

    Attributes:
        official: opaque id of whose hands.
        who: opaque id of who did it.
        because: in words, of what is given back or put to sleep.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="holdings")
    what = models.CharField(max_length=20)
    official = models.UUIDField()
    who = models.UUIDField()
    because = models.CharField(max_length=300, blank=True)
    wakes_on = models.DateField(null=True)
    at = models.DateTimeField()

    class Meta:
        """Words of the list; what leaves somebody's hands says why, what sleeps says until when."""

        constraints = [
            one_of("what", Handling, "holding_known"),
            models.CheckConstraint(
                condition=Q(what__in=[Handling.TAKEN, Handling.ASSIGNED]) | ~Q(because=""), name="holding_says_why"
            ),
            models.CheckConstraint(
                condition=Q(what=Handling.ASLEEP, wakes_on__isnull=False)
                | ~Q(what=Handling.ASLEEP) & Q(wakes_on__isnull=True),
                name="holding_wakes",
            ),
        ]
        indexes = [models.Index(fields=["matter", "id"], name="holding_of_matter")]

    def __str__(self) -> str:
        return f"holding {self.pk}"


class Rerun(models.Model):
    """Why a matter is put to the law again; append-only.

    Attributes:
        because: a word of ``Trigger`` or a sentence; nothing by which a person could be known.
        who: opaque id.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="reruns")
    because = models.CharField(max_length=300)
    who = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        """Found by matter."""

        indexes = [models.Index(fields=["matter", "id"], name="rerun_of_matter")]

    def __str__(self) -> str:
        return f"rerun {self.pk}"
