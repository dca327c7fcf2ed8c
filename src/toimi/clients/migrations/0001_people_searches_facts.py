"""People, job searches and known facts; facts are append-only, and of a search only its end may be written later."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from toimi.office.append_only import append_only

CORRECTS = """
ALTER TABLE clients_knownfact ADD CONSTRAINT fact_corrects_own
    FOREIGN KEY (person_id, corrects) REFERENCES clients_knownfact (person_id, name)
"""
ONLY_THE_END = """
CREATE FUNCTION clients_only_the_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND lower(NEW.days) = lower(OLD.days)
        AND (OLD.ground IS NULL OR (NEW.days, NEW.ground) = (OLD.days, OLD.ground))
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
ONLY_UNTIL_WHEN = """
CREATE FUNCTION clients_only_until_when() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND upper_inf(OLD.days) AND lower(NEW.days) = lower(OLD.days)
        AND to_jsonb(NEW) - 'days' = to_jsonb(OLD) - 'days' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'only the end of what goes on may be written: % is refused', TG_OP
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER only_until_when BEFORE UPDATE OR DELETE ON clients_representation
    FOR EACH ROW EXECUTE FUNCTION clients_only_until_when();
ALTER TABLE clients_representation ENABLE ALWAYS TRIGGER only_until_when
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
                ("created_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorbed",
                        to="clients.person",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
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
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="searches", to="clients.person"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clients.person"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "job searches",
            },
        ),
        migrations.CreateModel(
            name="IdentityChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_split", models.BooleanField()),
                ("reason", models.TextField()),
                ("decided_on", models.DateField()),
                ("decided_by", models.CharField(max_length=60)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "absorbed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="identity_changes",
                        to="clients.person",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="clients.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ContactDetail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("value", models.CharField(blank=True, max_length=300)),
                ("since", models.DateField()),
                ("recorded_on", models.DateField()),
                ("recorded_by", models.CharField(max_length=60)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contact_details", to="clients.person"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Representation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("name", models.CharField(max_length=120)),
                ("scope", models.CharField(blank=True, max_length=300)),
                ("days", django.contrib.postgres.fields.ranges.DateRangeField()),
                ("evidence", models.TextField()),
                ("recorded_on", models.DateField()),
                ("recorded_by", models.CharField(max_length=60)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="representations", to="clients.person"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("identity_code__regex", "^[0-9]{6}[-+YXWVUABCDEF][0-9]{3}[0-9A-Y]$")),
                name="person_code_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("identity_code__isnull", False), ("request_key__isnull", False), _connector="OR"),
                name="person_found_again",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("pk")), _negated=True), name="person_merged_into_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="knownfact",
            constraint=models.UniqueConstraint(fields=("person", "name"), name="fact_name_once"),
        ),
        migrations.AddConstraint(
            model_name="knownfact",
            constraint=models.UniqueConstraint(fields=("person", "corrects"), name="fact_corrected_once"),
        ),
        migrations.AddConstraint(
            model_name="knownfact",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["register", "person", "employer", "official", "payer"])),
                name="fact_source_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="knownfact",
            constraint=models.CheckConstraint(
                condition=models.Q(("days__isempty", True), _negated=True), name="fact_has_days"
            ),
        ),
        migrations.AddConstraint(
            model_name="knownfact",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", models.F("corrects")), _negated=True), name="fact_corrects_another"
            ),
        ),
        migrations.AddConstraint(
            model_name="knownfact",
            constraint=models.CheckConstraint(
                condition=models.Q(("withdrawn", False), ("corrects__isnull", False), _connector="OR"),
                name="fact_withdraws_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobsearch",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["electronic", "in_person", "other"])), name="search_channel_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="jobsearch",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="jobsearch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("days__isempty", True), _negated=True), ("days__startswith__isnull", False)
                ),
                name="search_has_first_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobsearch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("days__upper_inf", True), ("ground__isnull", True)),
                    models.Q(("days__upper_inf", False), ("ground__isnull", False)),
                    _connector="OR",
                ),
                name="search_ended_on_a_ground",
            ),
        ),
        migrations.AddConstraint(
            model_name="jobsearch",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("holder", "="), ("days", "&&")], name="search_one_a_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="identitychange",
            constraint=models.CheckConstraint(
                condition=models.Q(("kept", models.F("absorbed")), _negated=True), name="identity_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="identitychange",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="identity_changed_for_a_reason"
            ),
        ),
        migrations.AddIndex(
            model_name="contactdetail",
            index=models.Index(fields=["person", "kind", "since"], name="contact_detail_latest"),
        ),
        migrations.AddConstraint(
            model_name="contactdetail",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["phone", "email", "post", "language"])), name="contact_detail_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["guardian", "continuing_mandate", "authorised"])),
                name="representation_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("days__isempty", True), _negated=True), ("days__startswith__isnull", False)
                ),
                name="representation_has_first_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("name", ""), _negated=True), models.Q(("evidence", ""), _negated=True)),
                name="representation_is_shown",
            ),
        ),
        migrations.AddConstraint(
            model_name="representation",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("person", "="), ("kind", "="), ("name", "="), ("days", "&&")],
                name="representation_once_a_day",
            ),
        ),
        migrations.RunSQL(CORRECTS, "ALTER TABLE clients_knownfact DROP CONSTRAINT fact_corrects_own"),
        append_only("clients_knownfact"),
        append_only("clients_identitychange"),
        append_only("clients_contactdetail"),
        migrations.RunSQL(ONLY_THE_END, "DROP FUNCTION clients_only_the_end() CASCADE"),
        migrations.RunSQL(ONLY_UNTIL_WHEN, "DROP FUNCTION clients_only_until_when() CASCADE"),
    ]
