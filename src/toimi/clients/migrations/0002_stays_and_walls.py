"""With which organisation a client is, who recorded a fact, and the second wall around all that tells of a client."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

from toimi.office.row_security import row_security

ONLY_UNTIL_WHEN = """
CREATE TRIGGER only_until_when BEFORE UPDATE OR DELETE ON clients_stay
    FOR EACH ROW EXECUTE FUNCTION clients_only_until_when();
ALTER TABLE clients_stay ENABLE ALWAYS TRIGGER only_until_when
"""

# The functions look at people and stays with the owner's eyes: a policy on a table could not ask the same table.
# A client is one with those who were merged into it. Auditors see traces and no client (office/access.toml).
WALLS = """
CREATE FUNCTION clients_same(whose bigint) RETURNS SETOF bigint
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT two.id FROM clients_person one JOIN clients_person two
        ON two.id = coalesce(one.merged_into_id, one.id) OR two.merged_into_id = coalesce(one.merged_into_id, one.id)
    WHERE one.id = whose
$$;
CREATE FUNCTION clients_registers(whose bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT toimi_setting('role') IN ('adviser', 'automation', 'decider') AND EXISTS (
        SELECT FROM clients_person WHERE id IN (SELECT clients_same(whose))
            AND coalesce(identity_code, request_key::text) = ANY (string_to_array(toimi_setting('registering'), ',')))
$$;
CREATE FUNCTION clients_serves(whose bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT toimi_setting('role') <> 'auditor' AND EXISTS (
        SELECT FROM clients_stay WHERE person_id IN (SELECT clients_same(whose))
            AND organisation_id = toimi_setting('organisation') AND days @> toimi_setting('day')::date)
        OR clients_registers(whose)
$$;
CREATE FUNCTION clients_sees(whose bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT toimi_setting('role') <> 'auditor' AND EXISTS (
        SELECT FROM clients_stay WHERE person_id IN (SELECT clients_same(whose))
            AND organisation_id = toimi_setting('organisation'))
        OR toimi_setting('person') IN (SELECT clients_same(whose)::text)
        OR clients_registers(whose)
        OR EXISTS (SELECT FROM office_emergency WHERE person IN (SELECT clients_same(whose)::text)
            AND official_id::text = toimi_setting('official') AND role = toimi_setting('role')
            AND organisation_id = toimi_setting('organisation') AND day = toimi_setting('day')::date)
$$
"""
NO_WALLS = "DROP FUNCTION clients_sees, clients_serves, clients_registers, clients_same"
OF_PERSON = ("stay", "jobsearch", "knownfact", "contactdetail", "representation")


class Migration(migrations.Migration):
    dependencies = [("clients", "0001_people_searches_facts"), ("office", "0006_assignments")]

    operations = [
        migrations.CreateModel(
            name="Stay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_guest", models.BooleanField(default=False)),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="office.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stays", to="clients.person"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="stay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("days__isempty", True), _negated=True), ("days__startswith__isnull", False)
                ),
                name="stay_has_first_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="stay",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("person", "="), ("days", "&&")], name="stay_one_a_day"
            ),
        ),
        migrations.RunSQL(ONLY_UNTIL_WHEN, "DROP TRIGGER only_until_when ON clients_stay"),
        migrations.AddField(
            model_name="knownfact",
            name="recorded_in",
            field=models.CharField(default="", max_length=60),
            preserve_default=False,
        ),
        migrations.RemoveConstraint(model_name="contactdetail", name="contact_detail_known"),
        migrations.AddConstraint(
            model_name="contactdetail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["phone", "email", "post", "language", "municipality", "non_disclosure"])
                ),
                name="contact_detail_known",
            ),
        ),
        migrations.RunSQL(WALLS, NO_WALLS),
        row_security(
            "clients_person",
            see="clients_sees(id)",
            add="toimi_setting('role') IN ('adviser', 'automation') AND merged_into_id IS NULL",
            change="clients_serves(id)",
        ),
        *(
            row_security(
                f"clients_{table}",
                see="clients_sees(person_id)",
                add="clients_serves(person_id)",
                change="clients_serves(person_id)",
            )
            for table in OF_PERSON
        ),
        row_security("clients_identitychange", see="clients_sees(kept_id)", add="clients_serves(kept_id)"),
    ]
