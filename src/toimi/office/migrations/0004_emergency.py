"""Access in an emergency: its written reason stays as it is, its review is written once."""

import django.db.models.deletion
from django.db import migrations, models

from toimi.office.append_only import completed_once


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0003_officials"),
    ]

    operations = [
        migrations.CreateModel(
            name="Emergency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=30)),
                ("person", models.CharField(max_length=36)),
                ("day", models.DateField()),
                ("reason", models.TextField()),
                ("opened_at", models.DateTimeField()),
                ("reviewed_at", models.DateTimeField(null=True)),
                ("verdict", models.CharField(max_length=30, null=True)),
                ("note", models.TextField(blank=True)),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="emergencies", to="office.official"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="emergencies",
                        to="office.organisation",
                    ),
                ),
                (
                    "reviewer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="office.official",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "emergencies",
                "indexes": [
                    models.Index(
                        condition=models.Q(("reviewer", None)),
                        fields=["organisation", "opened_at"],
                        name="emergency_open_reviews",
                    ),
                    models.Index(fields=["person", "day"], name="emergency_of_person"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                ["adviser", "decider", "manager", "lawyer", "auditor", "automation", "payer_system"],
                            )
                        ),
                        name="emergency_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__regex", "^([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$")
                        ),
                        name="emergency_person_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason__regex", "^\\S.{18,}\\S$")), name="emergency_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("note", ""), ("reviewed_at", None), ("reviewer", None), ("verdict", None)),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                ("reviewer__isnull", False),
                                ("verdict__in", ["justified", "unjustified"]),
                            ),
                            _connector="OR",
                        ),
                        name="emergency_review_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reviewer", None),
                            models.Q(("reviewer", models.F("official")), _negated=True),
                            _connector="OR",
                        ),
                        name="emergency_reviewed_by_another",
                    ),
                ],
            },
        ),
        completed_once("office_emergency", "reviewer_id", "reviewed_at", "verdict", "note"),
    ]
