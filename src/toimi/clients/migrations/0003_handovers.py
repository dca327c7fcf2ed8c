"""A client changes organisation: the table, and what the second wall lets through."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from toimi.office.append_only import completed_once
from toimi.office.row_security import row_security

# The TE office may take back whom it has transferred (act 1269/2020, section 5.4): it need not serve the client for that.
TAKES_BACK = """
CREATE FUNCTION clients_takes_back(whose bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT toimi_setting('role') IN ('adviser', 'decider')
        AND EXISTS (SELECT FROM office_organisation WHERE code = toimi_setting('organisation') AND kind = 'te_office')
        AND EXISTS (SELECT FROM clients_stay WHERE person_id IN (SELECT clients_same(whose))
            AND organisation_id = toimi_setting('organisation'))
        AND EXISTS (SELECT FROM clients_stay WHERE person_id IN (SELECT clients_same(whose))
            AND is_guest AND upper_inf(days))
$$
"""
MAY = "clients_serves(person_id) OR clients_takes_back(person_id)"
STAY = f"""
ALTER POLICY clients_stay_add ON clients_stay WITH CHECK ({MAY});
ALTER POLICY clients_stay_change ON clients_stay USING ({MAY}) WITH CHECK ({MAY})
"""
OLD_STAY = STAY.replace(MAY, "clients_serves(person_id)")


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0002_stays_and_walls"),
        ("office", "0006_assignments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("direction", models.CharField(max_length=20)),
                ("since", models.DateField(null=True)),
                ("ground", models.CharField(max_length=20)),
                ("basis", models.JSONField()),
                ("known", models.JSONField(default=dict)),
                ("decided_on", models.DateField()),
                ("decided_by", models.CharField(max_length=60)),
                ("decided_in", models.CharField(max_length=60)),
                ("received_on", models.DateField(null=True)),
                ("delivered_on", models.DateField(null=True)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "from_organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handovers", to="clients.person"
                    ),
                ),
                (
                    "to_organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.organisation"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "id"], name="handover_of_person")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("direction__in", ["to_trial", "kept", "back", "between", "moved", "to_area"])
                        ),
                        name="handover_direction_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ground__in",
                                [
                                    "criteria",
                                    "language",
                                    "inexpedient",
                                    "safety",
                                    "other",
                                    "change_security",
                                    "home_moved",
                                    "trials_end",
                                ],
                            )
                        ),
                        name="handover_ground_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("direction", "kept"),
                                ("from_organisation", models.F("to_organisation")),
                                ("since__isnull", True),
                            ),
                            models.Q(
                                models.Q(("direction", "kept"), _negated=True),
                                models.Q(("from_organisation", models.F("to_organisation")), _negated=True),
                                ("since__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="handover_moves_or_keeps",
                    ),
                ],
            },
        ),
        completed_once("clients_handover", "delivered_on"),
        migrations.RunSQL(TAKES_BACK, "DROP FUNCTION clients_takes_back"),
        migrations.RunSQL(STAY, OLD_STAY),
        row_security("clients_handover", see="clients_sees(person_id)", add=MAY),
    ]
