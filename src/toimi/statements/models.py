"""The tables: proposals, statements, what is on its way to the payers. Nothing here is ever changed; nothing happens here."""

from __future__ import annotations

from enum import StrEnum

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from toimi.matters.assessing import Result
from toimi.matters.models import Matter, one_of
from toimi.office.organisations import Organisation
from toimi.statements.commissioning import Commissioning, ScopeExit
from toimi.statements.human_request import HumanRequest
from toimi.statements.mode import KeptMode
from toimi.statements.samples import Redecision, Sample

__all__ = [
    "Act",
    "Commissioning",
    "Edition",
    "HumanRequest",
    "KeptMode",
    "Outgoing",
    "Proposal",
    "Redecision",
    "Sample",
    "ScopeExit",
    "Statement",
]


class Edition(models.Model):
    """The book as it was asked: which text, known on which day, read how. Append-only.

    Attributes:
        book: digest of the book.
        switches: every reading that was set.
        tested: keys of all grounds that were tested: what is not here, the statement says nothing of.
    """

    book = models.CharField(max_length=64)
    known_at = models.DateField()
    switches = models.JSONField()
    switches_digest = models.CharField(max_length=64)
    tested = ArrayField(models.CharField(max_length=200))

    class Meta:
        """Each once."""

        constraints = [models.UniqueConstraint(fields=["book", "known_at", "switches_digest"], name="edition_once")]

    def __str__(self) -> str:
        return f"edition {self.pk}"


class Proposal(models.Model):
    """What the law said of a matter on a day, with all that it was asked. Append-only.

    Attributes:
        stretches: from, until, outcome, grounds that bar, that may bar, that do not apply, what the payer is told.
        facts: the person's row of the table of facts.
        known_facts: how many rows were recorded of the person, and the number of the last: whether more is known now.
        receipt: SHA-256 over the digests of facts, book, switches, day of knowledge and answer.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="proposals")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    result = models.CharField(max_length=20)
    stretches = models.JSONField()
    subjects = ArrayField(models.CharField(max_length=30))
    contradictions = ArrayField(models.CharField(max_length=60))
    facts = models.JSONField()
    known_facts = ArrayField(models.BigIntegerField(), size=2)
    receipt = models.CharField(max_length=64)
    made_at = models.DateTimeField(db_default=Now())

    class Meta:
        """A result of the list."""

        constraints = [one_of("result", Result, "proposal_result_known")]
        indexes = [models.Index(fields=["matter", "-id"], name="proposal_latest")]

    def __str__(self) -> str:
        return f"proposal {self.pk}"


class Act(StrEnum):
    """What a row does to the row that it names."""

    GIVEN = "given"
    CORRECTED = "corrected"
    """An obvious clerical error (TTL 11:4.2)."""
    REPLACED = "replaced"
    """Another conclusion, after hearing where it is to the person's detriment (434/2003 sections 34, 50)."""
    SUPPLEMENTED = "supplemented"
    MOVED = "moved"
    """To another payer or benefit."""
    CANCELLED = "cancelled"
    """Given on a wrong person or payer, or without any basis: nothing stands in its place."""


class Statement(models.Model):
    """A labour-policy statement (työvoimapoliittinen lausunto), as it was given. Append-only.

    Attributes:
        number: as it is quoted; ``year/serial``.
        act, replaces: what it does to an earlier one; of a first one neither.
        issuer: the organisation in whose name it is given.
        stretches: as in the proposal: what is said of which days.
        official: opaque id of who gave it; absent if no person looked at it.
        commissioning: under which commissioning decision, of one that no person looked at.
        reasons: the official's own words beside those of the law, in the language of the matter.
        explanation: every ground explained in that language, of one that is not fully positive.
        given_on: day in Helsinki time.
        receipt: of the proposal it rests on.
        signed: compact JWS over all of this.
    """

    number = models.CharField(max_length=20, unique=True)
    matter = models.ForeignKey(Matter, models.PROTECT, related_name="statements")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="statements")
    act = models.CharField(max_length=20, default=Act.GIVEN)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    issuer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    payer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    benefit = models.CharField(max_length=40)
    result = models.CharField(max_length=20)
    stretches = models.JSONField()
    official = models.UUIDField(null=True)
    commissioning = models.ForeignKey(Commissioning, models.PROTECT, null=True, related_name="+")
    language = models.CharField(max_length=2)
    reasons = models.TextField(blank=True)
    explanation = models.JSONField(default=list)
    given_on = models.DateField()
    given_at = models.DateTimeField()
    receipt = models.CharField(max_length=64)
    signed = models.TextField()

    class Meta:
        """Given by an official or under a commissioning decision, and only fully accepting under one (434/2003, 53 f)."""

        constraints = [
            one_of("act", Act, "statement_act_known"),
            one_of("result", Result, "statement_result_known"),
            models.CheckConstraint(
                condition=Q(official__isnull=True, commissioning__isnull=False)
                | Q(official__isnull=False, commissioning__isnull=True),
                name="statement_by_one",
            ),
            models.CheckConstraint(
                condition=Q(official__isnull=False)
                | Q(result__in=[Result.RIGHT, Result.RIGHT_WITH_NOTICE], act=Act.GIVEN),
                name="statement_alone_accepts",
            ),
            models.CheckConstraint(
                condition=~Q(result__in=[Result.OPEN, Result.UNREADABLE, Result.NO_STATEMENT]), name="statement_says"
            ),
            models.CheckConstraint(
                condition=Q(act=Act.GIVEN, replaces__isnull=True) | ~Q(act=Act.GIVEN) & Q(replaces__isnull=False),
                name="statement_acts_on_one",
            ),
        ]
        indexes = [models.Index(fields=["matter", "id"], name="statement_of_matter")]

    def __str__(self) -> str:
        return self.number


class Outgoing(models.Model):
    """What is to be told to a payer: written with the statement, in one transaction, and taken by delivery.

    Attributes:
        sent_at: when the payer had it; the rest never changes.
    """

    statement = models.OneToOneField(Statement, models.PROTECT, related_name="outgoing")
    payer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.BigIntegerField()
    made_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """What waits, by payer."""

        indexes = [models.Index(fields=["payer", "id"], condition=Q(sent_at__isnull=True), name="outgoing_waiting")]

    def __str__(self) -> str:
        return f"outgoing {self.pk}"
