"""The emergency brake: pulled by one, let go by two."""

import django.db.models.deletion
from django.db import migrations, models

import toimi.office.switches
from toimi.office.append_only import append_only
from toimi.office.row_security import OFFICIAL, ORGANISATION, ROLE, row_security

# A reason may tell of a client: it is read in the house that wrote it. That a brake holds, everybody has to know.
OF_THE_HOUSE = f"organisation_id = {ORGANISATION} AND {ROLE} <> 'payer_system'"
IS_MINE = f"official_id::text = {OFFICIAL}"
BRAKE = "EXISTS (SELECT FROM office_brake WHERE office_brake.id = brake_id)"
HOLDING = """
CREATE FUNCTION office_brakes_that_hold()
    RETURNS TABLE (id bigint, scope varchar, what varchar, stops_officials boolean)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT b.id, b.scope, b.what, b.stops_officials FROM office_brake b
    WHERE (SELECT count(*) FROM office_release r WHERE r.brake_id = b.id) < 2
$$
"""


class Migration(migrations.Migration):
    dependencies = [("office", "0008_names_and_successors")]

    operations = [
        migrations.CreateModel(
            name="Brake",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(max_length=20)),
                ("what", models.CharField(blank=True, max_length=60)),
                ("stops_officials", models.BooleanField()),
                ("reason", models.TextField()),
                ("role", models.CharField(max_length=30)),
                ("pulled_at", models.DateTimeField()),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.official"
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
                        condition=models.Q(("scope__in", ["person", "ground", "organisation", "everything"])),
                        name="brake_scope_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scope", toimi.office.switches.Scope["EVERYTHING"]), ("what", "")),
                            models.Q(
                                models.Q(("scope", toimi.office.switches.Scope["EVERYTHING"]), _negated=True),
                                models.Q(("what", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="brake_on_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scope", toimi.office.switches.Scope["PERSON"]), _negated=True),
                            ("what__regex", "^([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$"),
                            _connector="OR",
                        ),
                        name="brake_person_form",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("role", models.CharField(max_length=30)),
                ("released_at", models.DateTimeField()),
                (
                    "brake",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="office.brake"
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.official"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("brake", "official"), name="release_once")],
            },
        ),
        *(append_only(f"office_{table}") for table in ("brake", "release")),
        migrations.RunSQL(HOLDING, "DROP FUNCTION office_brakes_that_hold()"),
        row_security("office_brake", see=OF_THE_HOUSE, add=f"{IS_MINE} AND {OF_THE_HOUSE}"),
        row_security("office_release", see=BRAKE, add=f"{IS_MINE} AND {BRAKE}"),
    ]
