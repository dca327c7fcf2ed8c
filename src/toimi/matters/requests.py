"""The tables: what was asked in a matter, and what came in. What must never happen is refused here; nothing happens here."""

from __future__ import annotations

from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from toimi.clients.models import one_of


class Purpose(StrEnum):
    """Why somebody is asked."""

    CLARIFICATION = "clarification"
    """Facts are missing (434/2003 sections 31–33)."""
    HEARING = "hearing"
    """Something to the person's detriment is in sight (434/2003 section 34; JTYPL 6:7.4; 380/2023 section 78)."""


class To(StrEnum):
    """To whom a question is put."""

    CLIENT = "client"
    EMPLOYER = "employer"
    SCHOOL = "school"
    PROVIDER = "provider"
    PAYER = "payer"
    REGISTER = "register"
    """Another authority's, which the office asks itself (906/2019 section 20.2): nobody is sent for a certificate."""
    OFFICIAL = "official"
    """A judgement, or a reading of the law: left to a person of the office."""


OUTSIDE = (To.CLIENT, To.EMPLOYER, To.SCHOOL, To.PROVIDER, To.PAYER)
"""To whom a request can be sent."""


class Outcome(StrEnum):
    """How a request ended."""

    OPEN = ""
    ANSWERED = "answered"
    EXPIRED = "expired"
    """Its day passed (434/2003 section 33.2)."""
    WAIVED = "waived"
    """The person wrote that there is nothing to add, or that no hearing is wanted."""
    WITHDRAWN = "withdrawn"
    """The office needs it no more: nobody was heard by it."""


HEARD = (Outcome.ANSWERED, Outcome.EXPIRED, Outcome.WAIVED)


class Channel(StrEnum):
    """How something came."""

    SERVICE = "service"
    POST = "post"
    EMAIL = "email"
    PHONE = "phone"
    """Recorded by who heard it (434/2003 section 42), as of a visit."""
    VISIT = "visit"
    INTERFACE = "interface"


class Request(models.Model):
    """A clarification request (selvityspyyntö) or a hearing: specific questions, put to one, to be answered by a day.

    Attributes:
        stage: the step with which the matter was opened or re-opened: each going-through hears anew.
        round: requests that are waited for together have the same number, from 1 on: the last of them ends the waiting.
        to, reference: who is asked, opaquely: of the client the number, of others what the office knows them by.
        questions: as ``asking.Asked`` writes them.
        due_on: the last day for an answer.
        first_due_on: the day that was set first, if more time was given.
        reminded_on: the one reminder.
        complete_on: the day on which the answer was complete, or the need of one ended.
        is_awaiting_attachments: the answer came, and attachments were announced.
        sent_by: opaque id.
        is_automatic: no person of the office looked at it.
    """

    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="requests")
    stage = models.ForeignKey("matters.Step", models.PROTECT, related_name="+")
    round = models.IntegerField()
    purpose = models.CharField(max_length=20)
    to = models.CharField(max_length=20)
    reference = models.CharField(max_length=60)
    questions = models.JSONField()
    language = models.CharField(max_length=2)
    sent_on = models.DateField()
    sent_by = models.CharField(max_length=36)
    is_automatic = models.BooleanField()
    due_on = models.DateField()
    first_due_on = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    is_awaiting_attachments = models.BooleanField(default=False)
    outcome = models.CharField(max_length=20, blank=True, default=Outcome.OPEN)
    complete_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        """Words of the lists; time to answer; one open request a matter and addressee."""

        constraints = [
            one_of("purpose", Purpose, "request_purpose_known"),
            models.CheckConstraint(condition=Q(to__in=[str(to) for to in OUTSIDE]), name="request_to_somebody_outside"),
            one_of("outcome", Outcome, "request_outcome_known"),
            models.CheckConstraint(condition=~Q(reference=""), name="request_to_whom"),
            models.CheckConstraint(condition=~Q(questions=[]), name="request_asks_something"),
            models.CheckConstraint(condition=Q(due_on__gt=F("sent_on")), name="request_leaves_time"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "expired"], complete_on__isnull=True)
                | ~Q(outcome__in=["", "expired"]) & Q(complete_on__isnull=False),
                name="request_complete_on_a_day",
            ),
            models.UniqueConstraint(
                fields=["matter", "to", "reference"], condition=Q(outcome=""), name="request_one_open"
            ),
        ]
        indexes = [
            models.Index(fields=["matter", "id"], name="request_of_matter"),
            models.Index(fields=["due_on", "id"], condition=Q(outcome=""), name="request_due"),
        ]

    def __str__(self) -> str:
        return f"request {self.pk}"


class Received(models.Model):
    """An answer to a request, or a part of one, whatever the way it came. Only that it was read is written later.

    What comes about a matter and answers no request of it is a message of the room of letters.

    Attributes:
        request: which it answers.
        sender, reference: who, opaquely, as in ``Request``.
        questions: keys of those that it answers.
        facts: names of the rows of facts that were recorded from it.
        announces_attachments: more is to come.
        is_late: the day for it had passed.
        digest: of its content: the same answer twice is one.
        read_on, read_by: by an official; until then nothing to the person's detriment is stated.
    """

    matter = models.ForeignKey("matters.Matter", models.PROTECT, related_name="received")
    request = models.ForeignKey(Request, models.PROTECT, related_name="answers")
    channel = models.CharField(max_length=20)
    sender = models.CharField(max_length=20)
    reference = models.CharField(max_length=60)
    text = models.TextField(blank=True)
    questions = ArrayField(models.CharField(max_length=300), default=list)
    facts = ArrayField(models.CharField(max_length=120), default=list)
    announces_attachments = models.BooleanField(default=False)
    is_late = models.BooleanField(default=False)
    received_on = models.DateField()
    received_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=36)
    digest = models.CharField(max_length=64)
    read_on = models.DateField(null=True)
    read_by = models.CharField(max_length=36, blank=True)

    class Meta:
        """Words of the lists; each content once a request."""

        constraints = [
            one_of("channel", Channel, "received_channel_known"),
            one_of("sender", To, "received_sender_known"),
            models.UniqueConstraint(fields=["request", "digest"], name="received_once"),
        ]
        indexes = [models.Index(fields=["matter"], condition=Q(read_on__isnull=True), name="received_unread")]

    def __str__(self) -> str:
        return f"received {self.pk}"
