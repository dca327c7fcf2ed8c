"""Access in an emergency may end before its day; who opened it writes so."""

import django.db.models.deletion
from django.db import migrations, models

from toimi.office.append_only import append_only
from toimi.office.row_security import OFFICIAL, ORGANISATION, row_security

# Whoever sees an emergency sees its end: the policy of the one table is asked within that of the other.
SEEN = "EXISTS (SELECT FROM office_emergency one WHERE one.id = emergency_id)"
IS_MINE = f"one.official_id::text = {OFFICIAL} AND one.organisation_id = {ORGANISATION}"


class Migration(migrations.Migration):
    dependencies = [("office", "0006_assignments")]

    operations = [
        migrations.CreateModel(
            name="EmergencyEnd",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ended_at", models.DateTimeField()),
                (
                    "emergency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="end", to="office.emergency"
                    ),
                ),
            ],
        ),
        append_only("office_emergencyend"),
        row_security(
            "office_emergencyend",
            see=SEEN,
            add=f"EXISTS (SELECT FROM office_emergency one WHERE one.id = emergency_id AND {IS_MINE})",
        ),
    ]
