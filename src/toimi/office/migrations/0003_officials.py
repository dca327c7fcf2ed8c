"""Officials, their roles on their days, and whose matters they keep away from."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0002_audit"),
    ]

    operations = [
        migrations.CreateModel(
            name="Official",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.CharField(max_length=200, unique=True)),
                ("name", models.CharField(max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.CharField(max_length=36)),
                ("ground", models.CharField(max_length=30)),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="conflicts", to="office.official"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["own_case", "kin", "declared"])),
                        name="conflict_ground_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("person__regex", "^([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$")
                        ),
                        name="conflict_person_form",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__isempty", True), _negated=True), name="conflict_has_days"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("official", "="), ("person", "="), ("days", "&&")], name="conflict_once_a_day"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=30)),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("task_share", models.PositiveSmallIntegerField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="appointments",
                        to="office.organisation",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="appointments", to="office.official"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                ["adviser", "decider", "manager", "lawyer", "auditor", "automation", "payer_system"],
                            )
                        ),
                        name="appointment_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__startswith__isnull", False)), name="appointment_has_a_first_day"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("task_share__range", (0, 100))), name="appointment_task_share_percent"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("official", "="), ("role", "="), ("organisation", "="), ("days", "&&")],
                        name="appointment_once_a_day",
                    ),
                ],
            },
        ),
    ]
