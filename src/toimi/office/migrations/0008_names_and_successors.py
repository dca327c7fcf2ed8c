"""Names of organisations have days, and a fund that ended says into which it merged.

The names themselves come from the office's own data, which is loaded after every migration.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("office", "0007_emergency_ends")]

    operations = [
        migrations.RemoveField("organisation", "name_fi"),
        migrations.RemoveField("organisation", "name_sv"),
        migrations.RemoveField("organisation", "name_en"),
        migrations.AddField("organisation", "is_given", models.BooleanField(default=False)),
        migrations.AddField(
            "organisation",
            "successor",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="merged", to="office.organisation"
            ),
        ),
        migrations.CreateModel(
            name="OrganisationName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name_fi", models.CharField(max_length=120)),
                ("name_sv", models.CharField(blank=True, max_length=120)),
                ("name_en", models.CharField(blank=True, max_length=120)),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("source", models.CharField(max_length=200)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="names", to="office.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("days__isempty", True), _negated=True), models.Q(("name_fi", ""), _negated=True)
                        ),
                        name="organisation_name_has_days",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("organisation", "="), ("days", "&&")], name="organisation_name_one_a_day"
                    ),
                ],
            },
        ),
    ]
