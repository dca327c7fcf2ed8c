"""People, job searches and known facts; facts are append-only, and of a search only its end may be written later."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

CORRECTS = """
ALTER TABLE clients_knownfact ADD CONSTRAINT fact_corrects_own
    FOREIGN KEY (person_id, corrects) REFERENCES clients_knownfact (person_id, name)
"""
APPEND_ONLY = """
CREATE FUNCTION clients_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: % of % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON clients_knownfact EXECUTE FUNCTION clients_refuse();
ALTER TABLE clients_knownfact ENABLE ALWAYS TRIGGER append_only
"""
ONLY_THE_END = """
CREATE FUNCTION clients_only_the_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ground IS NULL AND lower(NEW.days) = lower(OLD.days)
        AND (NEW.id, NEW.person_id, NEW.asked_at, NEW.channel, NEW.evidence, NEW.registered_by, NEW.registered_on)
          = (OLD.id, OLD.person_id, OLD.asked_at, OLD.channel, OLD.evidence, OLD.registered_by, OLD.registered_on) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'only the end of a valid search may be written: % is refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER only_the_end BEFORE UPDATE OR DELETE ON clients_jobsearch
    FOR EACH ROW EXECUTE FUNCTION clients_only_the_end();
ALTER TABLE clients_jobsearch ENABLE ALWAYS TRIGGER only_the_end
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [("office", "0001_organisations")]  # it brings btree_gist

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("identity_code", models.CharField(max_length=11, null=True, unique=True)),
                ("request_key", models.UUIDField(null=True, unique=True)),
                ("language", models.CharField(default="fi", max_length=2)),
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                "verbose_name_plural": "people",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("identity_code__regex", "^[0-9]{6}[-+YXWVUABCDEF][0-9]{3}[0-9A-Y]$")),
                        name="person_code_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("identity_code__isnull", False), ("request_key__isnull", False), _connector="OR"
                        ),
                        name="person_found_again",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("language__in", ["fi", "sv", "en"])), name="person_language_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="KnownFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=120)),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("attributes", models.JSONField(default=dict)),
                ("uncertain", models.JSONField(null=True)),
                ("corrects", models.CharField(max_length=120, null=True)),
                ("withdrawn", models.BooleanField(default=False)),
                ("source", models.CharField(max_length=20)),
                ("evidence", models.TextField(blank=True)),
                ("recorded_on", models.DateField()),
                ("recorded_by", models.CharField(max_length=60)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="facts", to="clients.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person", "name"), name="fact_name_once"),
                    models.UniqueConstraint(fields=("person", "corrects"), name="fact_corrected_once"),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["register", "person", "employer", "official", "payer"])),
                        name="fact_source_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("days__isempty", True), _negated=True), name="fact_has_days"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", models.F("corrects")), _negated=True), name="fact_corrects_another"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("withdrawn", False), ("corrects__isnull", False), _connector="OR"),
                        name="fact_withdraws_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JobSearch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("asked_at", models.DateTimeField()),
                ("channel", models.CharField(max_length=20)),
                ("ground", models.CharField(max_length=30, null=True)),
                ("evidence", models.TextField(blank=True)),
                ("registered_by", models.CharField(max_length=60)),
                ("registered_on", models.DateField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="searches", to="clients.person"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "job searches",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["electronic", "in_person", "other"])),
                        name="search_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ground__isnull", True),
                            (
                                "ground__in",
                                [
                                    "own_wish",
                                    "no_contact",
                                    "missing_information",
                                    "plan_not_reported",
                                    "examination_missed",
                                    "foreigners_precondition",
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="search_ground_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("days__isempty", True), _negated=True), ("days__startswith__isnull", False)
                        ),
                        name="search_has_first_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("days__upper_inf", True), ("ground__isnull", True)),
                            models.Q(("days__upper_inf", False), ("ground__isnull", False)),
                            _connector="OR",
                        ),
                        name="search_ended_on_a_ground",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[("person", "="), ("days", "&&")], name="search_one_a_day"
                    ),
                ],
            },
        ),
        migrations.RunSQL(CORRECTS, "ALTER TABLE clients_knownfact DROP CONSTRAINT fact_corrects_own"),
        migrations.RunSQL(APPEND_ONLY, "DROP TRIGGER append_only ON clients_knownfact; DROP FUNCTION clients_refuse()"),
        migrations.RunSQL(
            ONLY_THE_END, "DROP TRIGGER only_the_end ON clients_jobsearch; DROP FUNCTION clients_only_the_end()"
        ),
    ]
