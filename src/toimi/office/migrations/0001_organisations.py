"""Organisations, municipalities, and who serves whom on which days."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        BtreeGistExtension(),  # exclusion constraints compare plain columns beside days
        TrigramExtension(),  # names are searched by likeness
        migrations.CreateModel(
            name="Municipality",
            fields=[
                ("code", models.CharField(max_length=3, primary_key=True, serialize=False)),
                ("name_fi", models.CharField(max_length=60)),
                ("name_sv", models.CharField(max_length=60)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9]{3}$")), name="municipality_code_three_digits"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("code", models.SlugField(max_length=60, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=30)),
                ("name_fi", models.CharField(max_length=120)),
                ("name_sv", models.CharField(max_length=120)),
                ("name_en", models.CharField(max_length=120)),
                ("host", models.CharField(blank=True, max_length=60)),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("source", models.CharField(max_length=200)),
                (
                    "part_of",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="office.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Responsibility",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=30)),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("source", models.CharField(max_length=200)),
                ("is_verified", models.BooleanField()),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibilities",
                        to="office.municipality",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responsibilities",
                        to="office.organisation",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "responsibilities",
            },
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "te_office",
                            "uusimaa_te_office",
                            "customer_service_centre",
                            "trial_municipality",
                            "employment_authority",
                            "keha",
                            "employment_trial",
                            "kela",
                            "unemployment_fund",
                        ],
                    )
                ),
                name="organisation_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("days__isempty", True), _negated=True), name="organisation_has_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=models.CheckConstraint(
                condition=models.Q(("role__in", ["employment_services", "trial"])), name="responsibility_role_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=models.CheckConstraint(
                condition=models.Q(("days__isempty", True), _negated=True), name="responsibility_has_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="responsibility",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("municipality", "="), ("role", "="), ("days", "&&")], name="responsibility_one_a_day"
            ),
        ),
    ]
