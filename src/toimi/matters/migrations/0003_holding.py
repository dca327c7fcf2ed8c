"""Who has a matter in hand, the order of the queue, and why a matter is put to the law again."""

import django.db.models.deletion
from django.db import migrations, models

import toimi.matters.models
from toimi.office.append_only import append_only
from toimi.office.row_security import row_security

# The order of matters/queue.py and the states of FOR_OFFICIALS: the queue is read from here, first things first.
QUEUE = """
CREATE INDEX matter_queue ON matters_matter (
    organisation_id, coalesce(due_on, opened_on + 14), unpaid_since,
    (CASE kind WHEN 'basic' THEN 0 WHEN 'expert' THEN 100 ELSE 200 END + cardinality(subjects)), id
) WHERE state IN
    ('appeal_statement_due', 'gathering', 'in_processing', 'proposed', 'reconsideration', 'supplement_requested')
"""
# Whoever works with a matter; neither its client nor its payer.
MATTER = """
    EXISTS (SELECT FROM matters_matter WHERE matters_matter.id = matter_id)
    AND toimi_setting('role') NOT IN ('payer_system', 'auditor')
"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0010_changed_facts"), ("matters", "0002_clarifying")]

    operations = [
        migrations.AddField("matter", "held_until", models.DateTimeField(null=True)),
        migrations.AddField("matter", "holder", models.UUIDField(null=True)),
        migrations.AddField("matter", "known_fact", models.BigIntegerField(db_default=0, default=0)),
        migrations.AddField("matter", "unpaid_since", models.DateField(null=True)),
        migrations.AddField("matter", "wakes_on", models.DateField(null=True)),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("held_until__isnull", True), ("holder__isnull", True), ("wakes_on__isnull", True)),
                    models.Q(("held_until__isnull", False), ("holder__isnull", False)),
                    _connector="OR",
                ),
                name="matter_held_until_when",
            ),
        ),
        migrations.CreateModel(
            name="Holding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=20)),
                ("official", models.UUIDField()),
                ("who", models.UUIDField()),
                ("because", models.CharField(blank=True, max_length=300)),
                ("wakes_on", models.DateField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holdings", to="matters.matter"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["matter", "id"], name="holding_of_matter")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("what__in", ["taken", "assigned", "given_back", "asleep"])),
                        name="holding_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "what__in",
                                [toimi.matters.models.Handling["TAKEN"], toimi.matters.models.Handling["ASSIGNED"]],
                            ),
                            models.Q(("because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="holding_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("wakes_on__isnull", False), ("what", toimi.matters.models.Handling["ASLEEP"])),
                            models.Q(
                                models.Q(("what", toimi.matters.models.Handling["ASLEEP"]), _negated=True),
                                ("wakes_on__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="holding_wakes",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rerun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("because", models.CharField(max_length=300)),
                ("who", models.CharField(max_length=36)),
                ("at", models.DateTimeField()),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reruns", to="matters.matter"
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["matter", "id"], name="rerun_of_matter")]},
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(condition=models.Q(("holder__isnull", False)), fields=["holder"], name="matter_in_hand"),
        ),
        migrations.RunSQL(QUEUE, "DROP INDEX matter_queue"),
        *(append_only(f"matters_{table}") for table in ("holding", "rerun")),
        *(row_security(f"matters_{table}", see=MATTER, add=MATTER) for table in ("holding", "rerun")),
    ]
