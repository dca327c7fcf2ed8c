"""Letters, prints, deliveries with their steps, and what came in; rows are added only, and walled by organisation and person."""

import django.db.models.deletion
from django.db import migrations, models

from toimi.office.append_only import append_only
from toimi.office.row_security import OFFICIAL, ORGANISATION, PERSON, ROLE, row_security

OFFICE = f"""
    {ROLE} <> 'auditor'
    AND (organisation_id = {ORGANISATION} OR letters_reaches(about, organisation_id, {ORGANISATION}))
"""
WRITES = f"organisation_id = {ORGANISATION} AND {ROLE} IN ('adviser', 'decider', 'automation')"  # as office/access.toml
BY_ME = f"({OFFICIAL}, {PERSON})"

# A table that is asked here shows its own rows only, so that what hangs on a letter or a message is seen with it.
LETTER = "EXISTS (SELECT FROM letters_letter l WHERE l.id = letter_id)"
DELIVERY = "EXISTS (SELECT FROM letters_delivery d WHERE d.id = delivery_id)"
MESSAGE = "EXISTS (SELECT FROM letters_message m WHERE m.id = message_id)"
LETTER_OF_OFFICE = f"EXISTS (SELECT FROM letters_letter l WHERE l.id = letter_id AND {WRITES})"
STEP = f"""
    {DELIVERY} AND (by = {OFFICIAL} AND {ROLE} IN ('adviser', 'decider', 'automation')
    OR by = {PERSON} AND state = 'read')
"""
GIVES = f"given_by_id = {ORGANISATION} AND by = {OFFICIAL} AND {ROLE} IN ('adviser', 'decider', 'automation')"
MY_MESSAGE = f"EXISTS (SELECT FROM letters_message m WHERE m.id = message_id AND m.recorded_by IN {BY_ME})"

# Whether what one holds about a thing has been given to another, through however many hands. With the owner's eyes: who
# is given something need not see all the hands.
REACHES = """
CREATE FUNCTION letters_reaches(thing text, holder text, another text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    WITH RECURSIVE reached(code) AS (
        SELECT holder
        UNION SELECT s.organisation_id FROM letters_sharing s JOIN reached ON s.given_by_id = code WHERE s.about = thing)
    SELECT another IN (SELECT code FROM reached)
$$
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("office", "0011_approvals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recipient_kind", models.CharField(max_length=20)),
                ("recipient", models.CharField(max_length=36)),
                ("person", models.CharField(blank=True, max_length=36)),
                ("about", models.CharField(max_length=60)),
                ("text", models.CharField(max_length=60)),
                ("version", models.PositiveSmallIntegerField()),
                ("text_digest", models.CharField(max_length=64)),
                ("language", models.CharField(max_length=2)),
                ("data", models.JSONField()),
                ("own_text", models.TextField(blank=True)),
                ("document", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                ("role", models.CharField(max_length=30)),
                ("written_on", models.DateField()),
                ("written_at", models.DateTimeField()),
                ("official", models.UUIDField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.organisation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Sharing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(max_length=60)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=36)),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.organisation"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("about__regex", "^[a-z_]+:([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$")
                        ),
                        name="sharing_about_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("by__regex", "^([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$")),
                        name="sharing_by_form",
                    ),
                    models.UniqueConstraint(fields=("about", "organisation", "given_by"), name="sharing_once"),
                    models.CheckConstraint(
                        condition=models.Q(("organisation", models.F("given_by")), _negated=True),
                        name="sharing_with_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("channel", models.CharField(max_length=20)),
                ("address", models.TextField(blank=True)),
                ("is_protected", models.BooleanField(default=False)),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deliveries", to="letters.letter"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "deliveries",
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sender_kind", models.CharField(max_length=20)),
                ("sender", models.CharField(max_length=36)),
                ("person", models.CharField(blank=True, max_length=36)),
                ("about", models.CharField(max_length=60)),
                ("came_by", models.CharField(max_length=20)),
                ("text", models.TextField(blank=True)),
                ("received_on", models.DateField()),
                ("received_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=36)),
                (
                    "answers",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="letters.letter",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.organisation"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=150)),
                ("type", models.CharField(max_length=40)),
                ("content", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="letters.message"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Print",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pdf", models.BinaryField()),
                ("digest", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="print", to="letters.letter"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="letters.message"
                    ),
                ),
                ("official", models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("state", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=36)),
                (
                    "delivery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="letters.delivery"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["about", "id"], name="letter_about"),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["recipient_kind", "recipient", "id"], name="letter_recipient"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("recipient_kind__in", ["client", "company", "school", "provider", "payer"])),
                name="letter_recipient_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("recipient__regex", "^([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$")),
                name="letter_recipient_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("person__regex", "^([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$")),
                name="letter_person_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("about__regex", "^[a-z_]+:([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$")
                ),
                name="letter_about_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("recipient_kind", "client"), _negated=True),
                    ("person", models.F("recipient")),
                    _connector="OR",
                ),
                name="letter_client_is_the_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ("fi", "sv", "en"))), name="letter_language_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["own", "email_notice", "paper"])), name="delivery_channel_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("address", ""), ("channel", "own"), ("is_protected", False)),
                    models.Q(
                        ("channel", "email_notice"), ("is_protected", False), models.Q(("address", ""), _negated=True)
                    ),
                    models.Q(("address", ""), ("channel", "paper"), ("is_protected", True)),
                    models.Q(("channel", "paper"), ("is_protected", False), models.Q(("address", ""), _negated=True)),
                    _connector="OR",
                ),
                name="delivery_address_fits",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["about", "id"], name="message_about"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("sender_kind__in", ["client", "company", "school", "provider", "payer"])),
                name="message_sender_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("came_by__in", ["own", "paper", "email", "oral"])), name="message_came_by_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("sender__regex", "^([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$")),
                name="message_sender_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("person__regex", "^([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$")),
                name="message_person_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("about__regex", "^[a-z_]+:([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$")
                ),
                name="message_about_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("recorded_by__regex", "^([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$")),
                name="message_recorded_by_form",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sender_kind", "client"), _negated=True), ("person", models.F("sender")), _connector="OR"
                ),
                name="message_client_is_the_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("type__in", ["application/pdf", "image/png", "image/jpeg", "text/plain"])),
                name="attachment_type_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="reading",
            constraint=models.UniqueConstraint(fields=("message", "official"), name="reading_once"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["queued", "sent", "read", "failed", "returned"])),
                name="step_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(fields=("delivery", "place"), name="step_follows_one"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(fields=("delivery", "state"), name="step_state_once"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("place", 0), ("state", "queued")),
                    models.Q(("place__gt", 0), models.Q(("state", "queued"), _negated=True)),
                    _connector="OR",
                ),
                name="step_begins_queued",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(("by__regex", "^([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$")),
                name="step_by_form",
            ),
        ),
        *(
            append_only(f"letters_{table}")
            for table in ("sharing", "letter", "print", "delivery", "step", "message", "attachment", "reading")
        ),
        migrations.RunSQL(REACHES, "DROP FUNCTION letters_reaches"),
        row_security("letters_sharing", see=f"{ORGANISATION} IN (organisation_id, given_by_id)", add=GIVES),
        row_security(
            "letters_letter",
            see=f"{OFFICE} OR recipient_kind = 'client' AND recipient = {PERSON}",
            add=f"{WRITES} AND official::text = {OFFICIAL}",
        ),
        row_security("letters_print", see=LETTER, add=LETTER),
        row_security("letters_delivery", see=LETTER, add=LETTER_OF_OFFICE),
        row_security("letters_step", see=DELIVERY, add=STEP),
        row_security(
            "letters_message",
            see=f"{OFFICE} OR sender_kind = 'client' AND sender = {PERSON}",
            add=f"{WRITES} AND recorded_by = {OFFICIAL} OR sender_kind = 'client' AND sender = {PERSON} AND recorded_by = sender",
        ),
        row_security("letters_attachment", see=MESSAGE, add=MY_MESSAGE),
        row_security("letters_reading", see=MESSAGE, add=f"{MESSAGE} AND official::text = {OFFICIAL}"),
    ]
