"""The tables: people, job searches, known facts. What must never happen is refused here; nothing happens here."""

from __future__ import annotations

from enum import StrEnum

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from toimi.book.facts import Source
from toimi.clients.states import Channel, Ground
from toimi.law.competence import transfer_grounds
from toimi.office.organisations import Organisation


def one_of(field: str, words: type[StrEnum] | type[Source], name: str) -> models.CheckConstraint:
    """A column holds one of the words."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": [str(word.value) for word in words]}), name=name)


class Detail(StrEnum):
    """What is known of how a person is addressed."""

    PHONE = "phone"
    EMAIL = "email"
    POST = "post"
    LANGUAGE = "language"
    MUNICIPALITY = "municipality"
    """Code of the home municipality."""
    NON_DISCLOSURE = "non_disclosure"
    """Contact data are not disclosed (turvakielto; act 661/2009 section 36): a word if so, empty if not any more."""


class Language(StrEnum):
    """The language in which the person is addressed."""

    FINNISH = "fi"
    SWEDISH = "sv"
    ENGLISH = "en"


class Capacity(StrEnum):
    """In what capacity somebody acts for a person."""

    GUARDIAN = "guardian"
    """Appointed by a court or an authority (act on guardianship 442/1999), or the custodian of a minor."""
    CONTINUING_MANDATE = "continuing_mandate"
    """By a mandate that was confirmed to be in force (act on continuing power of attorney 648/2007)."""
    AUTHORISED = "authorised"
    """By the person's own letter or registered mandate (Administrative Procedure Act 434/2003, section 12)."""


class AnswerKind(StrEnum):
    """What comes of asking another authority's register (``registers/answers.py``)."""

    TOLD = "told"
    NOT_THERE = "not_there"
    NOT_KNOWN = "not_known"


class Person(models.Model):
    """A client of the register.

    Attributes:
        identity_code: absent if the person has none; two without one are two people.
        request_key: of the request by which somebody without a code came, so that its replay is the same person.
        merged_into: the client that this one turned out to be; one step only. What was recorded stays where it was.
    """

    identity_code = models.CharField(max_length=11, null=True, unique=True)
    request_key = models.UUIDField(null=True, unique=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="absorbed")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        """A code is whole or absent, and somebody can always be found again by one of the two."""

        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=Q(identity_code__regex=r"^[0-9]{6}[-+YXWVUABCDEF][0-9]{3}[0-9A-Y]$"),
                name="person_code_whole",
            ),
            models.CheckConstraint(
                condition=Q(identity_code__isnull=False) | Q(request_key__isnull=False), name="person_found_again"
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="person_merged_into_another"),
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def known_by(self) -> str:
        """The code, or the key of somebody without one."""
        return self.identity_code or str(self.request_key)


class ContactDetail(models.Model):
    """How a person is reached and in which language, from a day on; append-only, and the latest that has begun holds.

    Attributes:
        value: empty if from then on there is none.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="contact_details")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=300, blank=True)
    since = models.DateField()
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=60)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        """A kind of the list."""

        constraints = [one_of("kind", Detail, "contact_detail_known")]
        indexes = [models.Index(fields=["person", "kind", "since"], name="contact_detail_latest")]

    def __str__(self) -> str:
        return f"contact detail {self.pk}"


class Representation(models.Model):
    """Somebody acts for a person, on these days.

    Attributes:
        scope: in what, in words; everything if empty.
        evidence: the decision, the registered mandate or the letter.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="representations")
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    scope = models.CharField(max_length=300, blank=True)
    days = DateRangeField()
    evidence = models.TextField()
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=60)

    class Meta:
        """Days, a name and evidence; the same representative in the same capacity once a day."""

        constraints = [
            one_of("kind", Capacity, "representation_kind_known"),
            models.CheckConstraint(
                condition=~Q(days__isempty=True) & Q(days__startswith__isnull=False),
                name="representation_has_first_day",
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(evidence=""), name="representation_is_shown"),
            ExclusionConstraint(
                name="representation_once_a_day",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    ("name", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"representation {self.pk}"


class IdentityChange(models.Model):
    """Two clients were found to be one, or one to be two after all; append-only."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="+")
    absorbed = models.ForeignKey(Person, models.PROTECT, related_name="identity_changes")
    is_split = models.BooleanField()
    reason = models.TextField()
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=60)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        """Nobody is joined with themselves, and always for a reason."""

        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("absorbed")), name="identity_of_two"),
            models.CheckConstraint(condition=~Q(reason=""), name="identity_changed_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"identity change {self.pk}"


class Stay(models.Model):
    """A client is with an organisation, on its days.

    Attributes:
        is_guest: transferred to a trial municipality (act 1269/2020 section 4).
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="stays")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    is_guest = models.BooleanField(default=False)
    days = DateRangeField()

    class Meta:
        """With one organisation a day; the end alone is written later."""

        constraints = [
            models.CheckConstraint(
                condition=~Q(days__isempty=True) & Q(days__startswith__isnull=False), name="stay_has_first_day"
            ),
            ExclusionConstraint(
                name="stay_one_a_day",
                expressions=[("person", RangeOperators.EQUAL), ("days", RangeOperators.OVERLAPS)],
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "id"], condition=Q(days__upper_inf=True), name="stay_open"),
        ]

    def __str__(self) -> str:
        return f"stay {self.pk}"


class Handover(models.Model):
    """A client changes organisation, or is kept although the criteria are met; only the delivery is written later.

    Attributes:
        since: first day with the other organisation; absent of one who is kept.
        ground, basis: why, and the places of the law that decided.
        known: what was known of the criteria, as codes; the age in the place of the birth date.
        decided_in: code of the organisation that decided.
        received_on: day on which the receiving organisation had the notice.
        delivered_on: day on which the client had it.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="handovers")
    direction = models.CharField(max_length=20)
    from_organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    to_organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    since = models.DateField(null=True)
    ground = models.CharField(max_length=20)
    basis = models.JSONField()
    known = models.JSONField(default=dict)
    decided_on = models.DateField()
    decided_by = models.CharField(max_length=60)
    decided_in = models.CharField(max_length=60)
    received_on = models.DateField(null=True)
    delivered_on = models.DateField(null=True)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        """From one to another, since some day; or kept where one is."""

        constraints = [
            one_of("direction", transfer_grounds.Direction, "handover_direction_known"),
            one_of("ground", transfer_grounds.Ground, "handover_ground_known"),
            models.CheckConstraint(
                condition=Q(direction="kept", from_organisation=F("to_organisation"), since__isnull=True)
                | ~Q(direction="kept") & ~Q(from_organisation=F("to_organisation")) & Q(since__isnull=False),
                name="handover_moves_or_keeps",
            ),
        ]
        indexes = [models.Index(fields=["person", "id"], name="handover_of_person")]

    def __str__(self) -> str:
        return f"handover {self.pk}"


class JobSearch(models.Model):
    """A registered job search, valid on its days; how it was known day by day stands in the facts.

    Attributes:
        person: whose it was when it was registered.
        holder: whose it is now: the same, or the client into whom that one was merged.
        asked_at: the moment at which the person asked for it.
        evidence: of a request that was recorded on a later day than it was made.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Person, models.PROTECT, related_name="searches")
    days = DateRangeField()
    asked_at = models.DateTimeField()
    channel = models.CharField(max_length=20)
    ground = models.CharField(max_length=30, null=True)
    evidence = models.TextField(blank=True)
    registered_by = models.CharField(max_length=60)
    registered_on = models.DateField()

    class Meta:
        """One search of a person a day; a search that has ended says on what ground, and only such a one."""

        verbose_name_plural = "job searches"
        constraints = [
            one_of("channel", Channel, "search_channel_known"),
            models.CheckConstraint(
                condition=Q(ground__isnull=True) | Q(ground__in=[str(ground) for ground in Ground]),
                name="search_ground_known",
            ),
            models.CheckConstraint(
                condition=~Q(days__isempty=True) & Q(days__startswith__isnull=False), name="search_has_first_day"
            ),
            models.CheckConstraint(
                condition=Q(days__upper_inf=True, ground__isnull=True) | Q(days__upper_inf=False, ground__isnull=False),
                name="search_ended_on_a_ground",
            ),
            ExclusionConstraint(
                name="search_one_a_day",
                expressions=[("holder", RangeOperators.EQUAL), ("days", RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"search {self.pk}"


class KnownFact(models.Model):
    """A row of the vocabulary as it was recorded; never changed, only superseded by a row that names it.

    Attributes:
        name: what other rows of the person call it.
        days: half-open, as wide as the period can be; all days for a fact about the person as such.
        attributes: plain values and names of other rows: days and amounts with decimals as text, the rest as JSON has it.
        uncertain: what a plain value cannot say, in the words of a case file, as ``{"amount": "unknown"}``.
        corrects: the name of the row of the same person that it supersedes.
        withdrawn: the superseded row is taken back, and nothing stands in its place.
        recorded_on: the day from which it is known.
        recorded_in: code of the organisation that recorded it: it keeps its own right (act 1269/2020 section 18).
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    days = DateRangeField()
    attributes = models.JSONField(default=dict)
    uncertain = models.JSONField(null=True)
    corrects = models.CharField(max_length=120, null=True)
    withdrawn = models.BooleanField(default=False)
    source = models.CharField(max_length=20)
    evidence = models.TextField(blank=True)
    recorded_on = models.DateField()
    recorded_by = models.CharField(max_length=60)
    recorded_in = models.CharField(max_length=60)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        """Names are a person's own; a row is superseded once. Foreign key of ``corrects`` and trigger: migrations."""

        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="fact_name_once"),
            models.UniqueConstraint(fields=["person", "corrects"], name="fact_corrected_once"),
            one_of("source", Source, "fact_source_known"),
            models.CheckConstraint(condition=~Q(days__isempty=True), name="fact_has_days"),
            models.CheckConstraint(condition=~Q(name=F("corrects")), name="fact_corrects_another"),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(corrects__isnull=False), name="fact_withdraws_another"
            ),
        ]

    def __str__(self) -> str:
        return f"fact {self.pk}"


class RegisterAnswer(models.Model):
    """A register was asked about a person, and what came of it; append-only. What it told stands in the facts.

    Attributes:
        why: there is no answer; a word of ``registers.answers.Why``, empty if there is one.
        request: the identifier of the message, by which the other authority finds it; empty if none was sent.
        written: the names of the facts and the kinds of the details that were recorded of it.
        contradictions: what an official must look at: a problem of the room, and the row that stands.
        asked_in: code of the organisation for which it was asked.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="register_answers")
    register = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    why = models.CharField(max_length=30, blank=True)
    request = models.CharField(max_length=36, blank=True)
    written = models.JSONField(default=list)
    contradictions = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=60)
    asked_in = models.CharField(max_length=60)

    class Meta:
        """A word of the list, and a reason where there is no answer and nowhere else."""

        constraints = [
            one_of("kind", AnswerKind, "register_answer_kind_known"),
            models.CheckConstraint(
                condition=Q(kind="not_known") & ~Q(why="") | ~Q(kind="not_known") & Q(why=""),
                name="register_answer_says_why",
            ),
        ]
        indexes = [models.Index(fields=["person", "register", "id"], name="register_answer_last")]

    def __str__(self) -> str:
        return f"register answer {self.pk}"


class ChangedFact(models.Model):
    """Something became known of a person; gone as soon as somebody has looked.

    Attributes:
        person, fact: numbers, the fact's that of the last one of its statement; absent if somebody is to look anyway. No
            foreign keys: the fact has them, and whoever registers should not pay twice.
    """

    person = models.BigIntegerField()
    fact = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"changed fact {self.pk}"
