"""What the room keeps: letters, their prints, how each went out, and what came in. All rows are added to and never changed.

Recipients and senders are a kind and an opaque id; ``person`` is the client whom it concerns, blank if none.
"""

from __future__ import annotations

from enum import StrEnum

from django.db import models

from toimi.letters.states import Channel, RecipientKind, State
from toimi.office.audit import OPAQUE
from toimi.office.organisations import Organisation, one_of

LANGUAGES = ("fi", "sv", "en")


class CameBy(StrEnum):
    """How a message came."""

    OWN = "own"
    PAPER = "paper"
    EMAIL = "email"
    ORAL = "oral"
    """Told, and written down as the act asks (434/2003, section 42)."""


class AttachmentType(StrEnum):
    """What may be attached."""

    PDF = "application/pdf"
    PNG = "image/png"
    JPEG = "image/jpeg"
    PLAIN = "text/plain"


def _form(field: str, pattern: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(**{f"{field}__regex": f"^{pattern}$"}), name=name)


def _of_oneself(kind: str, one: str, name: str) -> models.CheckConstraint:
    """What a client gets or sends concerns that client."""
    return models.CheckConstraint(
        condition=~models.Q(**{kind: RecipientKind.CLIENT.value}) | models.Q(person=models.F(one)), name=name
    )


ABOUT = f"[a-z_]+:{OPAQUE}"


class Letter(models.Model):
    """A letter as it was written.

    Attributes:
        about: what it is about, as ``matter:17``.
        text, version, text_digest: the fixed text, as it was approved.
        data, own_text: what it was filled with, and the official's own words beside it.
        document: the whole letter, from which the PDF and every page are made.
        digest: of the document.
        official: opaque id of who wrote it, an official or the office's automation.
    """

    recipient_kind = models.CharField(max_length=20)
    recipient = models.CharField(max_length=36)
    person = models.CharField(max_length=36, blank=True)
    about = models.CharField(max_length=60)
    text = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField()
    text_digest = models.CharField(max_length=64)
    language = models.CharField(max_length=2)
    data = models.JSONField()
    own_text = models.TextField(blank=True)
    document = models.JSONField()
    digest = models.CharField(max_length=64)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    official = models.UUIDField()
    role = models.CharField(max_length=30)
    written_on = models.DateField()
    written_at = models.DateTimeField()

    class Meta:
        """Opaque ids only, so that no identity code can stand where an id belongs."""

        constraints = [
            one_of("recipient_kind", RecipientKind, "letter_recipient_known"),
            _form("recipient", OPAQUE, "letter_recipient_form"),
            _form("person", f"{OPAQUE}?", "letter_person_form"),
            _form("about", ABOUT, "letter_about_form"),
            _of_oneself("recipient_kind", "recipient", "letter_client_is_the_person"),
            models.CheckConstraint(condition=models.Q(language__in=LANGUAGES), name="letter_language_known"),
        ]
        indexes = [
            models.Index(fields=["about", "id"], name="letter_about"),
            models.Index(fields=["recipient_kind", "recipient", "id"], name="letter_recipient"),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}"


class Sharing(models.Model):
    """What one organisation holds about a thing another one sees from now on too, as after the transfer of a matter.

    Attributes:
        given_by: who gives it; only what it holds, or was given itself, goes on.
    """

    about = models.CharField(max_length=60)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    given_by = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=36)

    class Meta:
        """Once is enough, and nobody gives to oneself."""

        constraints = [
            _form("about", ABOUT, "sharing_about_form"),
            _form("by", OPAQUE, "sharing_by_form"),
            models.UniqueConstraint(fields=["about", "organisation", "given_by"], name="sharing_once"),
            models.CheckConstraint(condition=~models.Q(organisation=models.F("given_by")), name="sharing_with_another"),
        ]

    def __str__(self) -> str:
        return f"sharing {self.pk}"


class Print(models.Model):
    """The PDF of a letter, made when it was first needed; the same bytes from then on."""

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="print")
    pdf = models.BinaryField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"print of {self.letter_id}"


class Delivery(models.Model):
    """A letter goes out by a channel.

    Attributes:
        address: e-mail address of a notice, or postal address; blank in the e-service, and where it is protected.
        is_protected: the postal address is not disclosed: the paper leaves by the path of whoever keeps the address.
    """

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=20)
    address = models.TextField(blank=True)
    is_protected = models.BooleanField(default=False)

    class Meta:
        """No protected address is written here."""

        verbose_name_plural = "deliveries"
        constraints = [
            one_of("channel", Channel, "delivery_channel_known"),
            models.CheckConstraint(
                condition=models.Q(channel=Channel.OWN.value, address="", is_protected=False)
                | models.Q(channel=Channel.EMAIL_NOTICE.value, is_protected=False) & ~models.Q(address="")
                | models.Q(channel=Channel.PAPER.value, is_protected=True, address="")
                | models.Q(channel=Channel.PAPER.value, is_protected=False) & ~models.Q(address=""),
                name="delivery_address_fits",
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk} {self.channel}"


class Step(models.Model):
    """A delivery came into a state; the last step is the state it is in.

    Attributes:
        place: 0, 1, 2, ... so that two who go on from the same step collide.
        by: opaque id of who did it, an official or the client.
    """

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="steps")
    place = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=20)
    at = models.DateTimeField()
    by = models.CharField(max_length=36)

    class Meta:
        """Every delivery begins queued, and comes into a state once."""

        constraints = [
            one_of("state", State, "step_state_known"),
            models.UniqueConstraint(fields=["delivery", "place"], name="step_follows_one"),
            models.UniqueConstraint(fields=["delivery", "state"], name="step_state_once"),
            models.CheckConstraint(
                condition=models.Q(place=0, state=State.QUEUED.value)
                | models.Q(place__gt=0) & ~models.Q(state=State.QUEUED.value),
                name="step_begins_queued",
            ),
            _form("by", OPAQUE, "step_by_form"),
        ]

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.state}"


class Message(models.Model):
    """What somebody sent in, by any channel.

    Attributes:
        came_by: how it came; what was told or came on paper an official has written down.
        answers: the letter that it answers, if that is known.
        recorded_by: opaque id of who recorded it: the sender, or an official.
    """

    sender_kind = models.CharField(max_length=20)
    sender = models.CharField(max_length=36)
    person = models.CharField(max_length=36, blank=True)
    about = models.CharField(max_length=60)
    came_by = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    answers = models.ForeignKey(Letter, models.PROTECT, null=True, related_name="answers")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    received_on = models.DateField()
    received_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=36)

    class Meta:
        """Opaque ids only, as in letters."""

        constraints = [
            one_of("sender_kind", RecipientKind, "message_sender_known"),
            one_of("came_by", CameBy, "message_came_by_known"),
            _form("sender", OPAQUE, "message_sender_form"),
            _form("person", f"{OPAQUE}?", "message_person_form"),
            _form("about", ABOUT, "message_about_form"),
            _form("recorded_by", OPAQUE, "message_recorded_by_form"),
            _of_oneself("sender_kind", "sender", "message_client_is_the_person"),
        ]
        indexes = [models.Index(fields=["about", "id"], name="message_about")]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Attachment(models.Model):
    """A file that came with a message."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=150)
    type = models.CharField(max_length=40)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        """Only what can be shown safely."""

        constraints = [one_of("type", AttachmentType, "attachment_type_known")]

    def __str__(self) -> str:
        return f"attachment {self.pk}"


class Reading(models.Model):
    """An official has read a message, attachments included; ``official`` is the opaque id."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="readings")
    official = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        """Each official once: the first time counts."""

        constraints = [models.UniqueConstraint(fields=["message", "official"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.message_id} read"
