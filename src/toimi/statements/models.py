"""The tables: proposals, statements, what is on its way to the payers. Nothing here is ever changed; nothing happens here."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from toimi.book.book import digest
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

    @property
    def plain(self) -> dict[str, Any]:
        """As it is handed out with a statement."""
        return {
            "book": self.book, "known_at": self.known_at.isoformat(), "switches": self.switches, "tested": self.tested,
        }  # fmt: skip

    @cached_property
    def seal(self) -> str:
        """SHA-256 of all that: what a statement signs of it."""
        return digest(self.plain)


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
        act, replaces: what it does to an earlier one; of a first one neither. Those of a matter make one chain.
        because: why that was done to the earlier one, in the language of the matter.
        issuer: the organisation in whose name it is given.
        stretches: as in the proposal: what is said of which days; none of one that cancels.
        official: opaque id of who gave it; absent if no person looked at it.
        commissioning: under which commissioning decision, of one that no person looked at.
        reasons: the official's own words beside those of the law, in the language of the matter.
        explanation: what is said, in words of that language; of one that is not fully positive, every ground.
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
    because = models.TextField(blank=True, db_default="")
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
                condition=Q(act=Act.CANCELLED, result=Result.NO_STATEMENT)
                | ~Q(act=Act.CANCELLED) & ~Q(result__in=[Result.OPEN, Result.UNREADABLE, Result.NO_STATEMENT]),
                name="statement_says",
            ),
            models.CheckConstraint(
                condition=Q(act=Act.GIVEN, replaces__isnull=True, because="")
                | ~Q(act=Act.GIVEN) & Q(replaces__isnull=False) & ~Q(because=""),
                name="statement_acts_on_one",
            ),
            models.UniqueConstraint(fields=["matter"], condition=Q(act=Act.GIVEN), name="statement_one_chain"),
        ]
        indexes = [models.Index(fields=["matter", "id"], name="statement_of_matter")]

    def __str__(self) -> str:
        return self.number


class Message(StrEnum):
    """What a payer is told: what the act did, and beside it that a statement went to another payer."""

    GIVEN = "given"
    CORRECTED = "corrected"
    REPLACED = "replaced"
    SUPPLEMENTED = "supplemented"
    MOVED = "moved"
    MOVED_AWAY = "moved_away"
    CANCELLED = "cancelled"


class Outgoing(models.Model):
    """What is to be told to a payer: written with the statement, in one transaction, and taken by delivery.

    Attributes:
        statement: the row of the act; what it did to which, stands there.
        sent_at: when the payer had it; the rest never changes.
    """

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="outgoing")
    kind = models.CharField(max_length=20, default=Message.GIVEN)
    payer = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    person = models.BigIntegerField()
    made_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)

    class Meta:
        """What waits, by payer; each is told once."""

        constraints = [
            one_of("kind", Message, "outgoing_kind_known"),
            models.UniqueConstraint(fields=["statement", "kind"], name="outgoing_once"),
        ]
        indexes = [models.Index(fields=["payer", "id"], condition=Q(sent_at__isnull=True), name="outgoing_waiting")]

    def __str__(self) -> str:
        return f"outgoing {self.pk}"


class NotNeeded(StrEnum):
    """Why no statement is given (TTL 11:4.3; statement-procedure, section 10.2)."""

    DOES_NOT_SEEK = "does_not_seek"
    """The person does not seek the benefit, or no more."""
    SEARCH_NOT_BEGUN = "search_not_begun"
    POINTLESS = "pointless"
    """The request was."""


class NoStatement(models.Model):
    """No statement, as the outcome of a matter: why, and what the law had said. Append-only.

    Attributes:
        proposal: what the law said when it was last asked.
        reasons: the official's own words, in the language of the matter.
        official: opaque id.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="no_statements")
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=20)
    reasons = models.TextField()
    official = models.UUIDField()
    decided_on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """A reason of the list."""

        constraints = [one_of("reason", NotNeeded, "no_statement_reason_known")]
        indexes = [models.Index(fields=["matter", "id"], name="no_statement_of_matter")]

    def __str__(self) -> str:
        return f"no statement {self.pk}"
