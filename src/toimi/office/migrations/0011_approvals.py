"""Approval by two: proposed by one, completed once by another, and taken back by a row of its own."""

import django.db.models.deletion
from django.db import migrations, models

from toimi.office.append_only import append_only, completed_once


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0010_brakes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64)),
                ("since", models.DateField()),
                ("reason", models.TextField()),
                ("proposer_role", models.CharField(max_length=30)),
                ("proposed_at", models.DateTimeField()),
                ("approver_role", models.CharField(max_length=30, null=True)),
                ("approved_at", models.DateTimeField(null=True)),
                (
                    "approver",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.official"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.organisation"
                    ),
                ),
                (
                    "proposer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.official"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Revocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("reason", models.TextField()),
                ("role", models.CharField(max_length=30)),
                ("at", models.DateTimeField()),
                (
                    "approval",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revocations", to="office.approval"
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.official"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="approval",
            index=models.Index(fields=["kind", "key", "digest"], name="approval_content"),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")), name="approval_digest_form"
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approver", None), models.Q(("approver", models.F("proposer")), _negated=True), _connector="OR"
                ),
                name="approval_by_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at", None), ("approver", None), ("approver_role", None)),
                    models.Q(
                        ("approved_at__isnull", False), ("approver__isnull", False), ("approver_role__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="approval_is_whole",
            ),
        ),
        completed_once("office_approval", "approver_id", "approver_role", "approved_at"),
        append_only("office_revocation"),
    ]
