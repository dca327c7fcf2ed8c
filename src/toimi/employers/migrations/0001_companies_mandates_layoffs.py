"""Companies, mandates and layoff notices: the tables, what guards them, and the second wall."""

import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.db import migrations, models

from toimi.office.append_only import append_only, completed_once
from toimi.office.row_security import OFFICIAL, ORGANISATION, ROLE, row_security

# A revocation is the only thing that ends a mandate early: what the mandate itself says of it follows from the row.
REVOKED = """
CREATE FUNCTION employers_revoked() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    UPDATE employers_mandate SET revoked_from = NEW.since WHERE id = NEW.mandate_id;
    RETURN NULL;
END $$;
CREATE TRIGGER employers_revocation_revokes AFTER INSERT ON employers_revocation
    FOR EACH ROW EXECUTE FUNCTION employers_revoked();
ALTER TABLE employers_revocation ENABLE ALWAYS TRIGGER employers_revocation_revokes
"""

# The functions look with the owner's eyes: a policy on a table could not ask the same table. Who represents a company
# acts in the organisation `company-NUMBER`, and only as long as a mandate of that day says so. Whose account it is, and
# whether that person has a mandate, is asked before anybody is let in.
WALLS = """
CREATE FUNCTION employers_holds(holder text, company bigint, on_day date, wanted text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (SELECT FROM employers_mandate WHERE holder_id::text = holder AND company_id = company
        AND since <= on_day AND coalesce(on_day < least(until, revoked_from), true)
        AND (wanted IS NULL OR scope = wanted))
$$;
CREATE FUNCTION employers_represents(company bigint, wanted text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT coalesce(toimi_setting('role') = 'representative' AND toimi_setting('organisation') = 'company-' || company
        AND employers_holds(toimi_setting('official'), company, toimi_setting('day')::date, wanted), false)
$$;
CREATE FUNCTION employers_colleague(holder uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (SELECT FROM employers_mandate WHERE holder_id = holder AND employers_represents(company_id, NULL))
$$;
CREATE FUNCTION employers_account(called text) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT id FROM employers_holder WHERE account = called
$$
"""
NO_WALLS = "DROP FUNCTION employers_account, employers_colleague, employers_represents, employers_holds"
SERVES = f"{ROLE} IN ('adviser', 'decider', 'manager', 'lawyer', 'automation')"
REGISTERS = f"{ROLE} IN ('adviser', 'decider', 'automation')"
OF_COMPANY = ("companyname", "companystate", "companycontact")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("office", "0006_assignments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Company",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("business_id", models.CharField(max_length=9, null=True, unique=True)),
                ("request_key", models.UUIDField(null=True, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("recorded_on", models.DateField()),
                ("recorded_by", models.CharField(max_length=60)),
            ],
            options={
                "verbose_name_plural": "companies",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "business",
                                    "association",
                                    "foundation",
                                    "religious_body",
                                    "municipality",
                                    "joint_authority",
                                    "wellbeing_county",
                                    "state_agency",
                                    "social_enterprise",
                                    "household",
                                ],
                            )
                        ),
                        name="company_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("business_id__regex", "^[0-9]{7}-[0-9]$")), name="company_id_whole"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("business_id__isnull", False),
                            models.Q(("kind", "household"), ("request_key__isnull", False)),
                            _connector="OR",
                        ),
                        name="company_found_again",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Holder",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("account", models.CharField(max_length=200, null=True, unique=True)),
                ("identity_code", models.CharField(max_length=11, null=True, unique=True)),
                ("name", models.CharField(max_length=120)),
                ("birth_date", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("identity_code__regex", "^[0-9]{6}[-+YXWVUABCDEF][0-9]{3}[0-9A-Y]$")),
                        name="holder_code_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True),
                            models.Q(("identity_code__isnull", False), ("birth_date__isnull", False), _connector="OR"),
                        ),
                        name="holder_is_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mandate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("scope", models.CharField(max_length=30)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("granted_by", models.CharField(max_length=120)),
                ("source", models.CharField(max_length=20)),
                ("evidence", models.CharField(max_length=300)),
                ("recorded_on", models.DateField()),
                ("recorded_by", models.CharField(max_length=60)),
                ("revoked_from", models.DateField(null=True)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="employers.company"
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="employers.holder"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Revocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("recorded_on", models.DateField()),
                ("recorded_by", models.CharField(max_length=60)),
                (
                    "mandate",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="revocation", to="employers.mandate"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CompanyContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("value", models.CharField(max_length=300)),
                ("since", models.DateField()),
                ("source", models.CharField(max_length=20)),
                ("recorded_on", models.DateField()),
                ("recorded_by", models.CharField(max_length=60)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="employers.company"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["company", "kind", "since"], name="company_contact_latest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["phone", "email", "post", "language"])),
                        name="company_contact_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["register", "declared"])),
                        name="company_contact_source_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompanyName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("source", models.CharField(max_length=20)),
                ("evidence", models.CharField(blank=True, max_length=300)),
                ("recorded_on", models.DateField()),
                ("recorded_by", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=200)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="employers.company"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["register", "declared"])), name="company_name_source_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"),
                        name="company_name_has_days",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="company_name_said"),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("company", "="),
                            (
                                models.Func(
                                    "since",
                                    "until",
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="company_name_one_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CompanyState",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("source", models.CharField(max_length=20)),
                ("evidence", models.CharField(blank=True, max_length=300)),
                ("recorded_on", models.DateField()),
                ("recorded_by", models.CharField(max_length=60)),
                ("state", models.CharField(max_length=20)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="employers.company"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["active", "reorganisation", "liquidation", "bankrupt", "ceased"])
                        ),
                        name="company_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source__in", ["register", "declared"])), name="company_state_source_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"),
                        name="company_state_has_days",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("company", "="),
                            (
                                models.Func(
                                    "since",
                                    "until",
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="company_state_one_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LayoffNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("batch", models.UUIDField()),
                ("identity_code", models.CharField(max_length=11, null=True)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("birth_date", models.DateField(null=True)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("extent", models.CharField(max_length=20)),
                ("cut_percent", models.PositiveSmallIntegerField(null=True)),
                ("ground", models.CharField(max_length=30)),
                ("basis", models.CharField(max_length=40)),
                ("given_on", models.DateField()),
                ("employed_since", models.DateField(null=True)),
                ("evidence", models.CharField(blank=True, max_length=300)),
                ("withdrawn", models.BooleanField(default=False)),
                ("recorded_on", models.DateField()),
                ("recorded_by", models.CharField(max_length=60)),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="employers.company"
                    ),
                ),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrected_by",
                        to="employers.layoffnotice",
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
                "indexes": [
                    models.Index(fields=["company", "id"], name="layoff_of_company"),
                    models.Index(
                        condition=models.Q(("identity_code__isnull", False)),
                        fields=["identity_code"],
                        name="layoff_of_person",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("extent__in", ["full", "shortened_hours", "shortened_week"])),
                        name="layoff_extent_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ground__in", ["economic_or_production", "temporary_reduction"])),
                        name="layoff_ground_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["employer_decision", "agreed_on_employer_initiative"])),
                        name="layoff_basis_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"),
                        name="layoff_has_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("identity_code__regex", "^[0-9]{6}[-+YXWVUABCDEF][0-9]{3}[0-9A-Y]$")),
                        name="layoff_code_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("identity_code__isnull", False),
                            models.Q(models.Q(("name", ""), _negated=True), ("birth_date__isnull", False)),
                            _connector="OR",
                        ),
                        name="layoff_of_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("given_on__lte", models.F("since"))), name="layoff_told_before"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cut_percent__isnull", True), ("extent", "full")),
                            models.Q(models.Q(("extent", "full"), _negated=True), ("cut_percent__range", (1, 99))),
                            _connector="OR",
                        ),
                        name="layoff_cut_where_shortened",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("employed_since__lte", models.F("since"))), name="layoff_within_employment"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("withdrawn", False), ("corrects__isnull", False), _connector="OR"),
                        name="layoff_withdraws_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("corrects", models.F("pk")), _negated=True), name="layoff_corrects_another"
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="mandate",
            index=models.Index(fields=["holder"], name="mandate_of_holder"),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("scope__in", ["clarifications", "layoff_notices", "vacancies", "supports"])),
                name="mandate_scope_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("source__in", ["register", "declared"])), name="mandate_source_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gt", models.F("since")), _connector="OR"),
                name="mandate_has_days",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("granted_by", ""), _negated=True), models.Q(("evidence", ""), _negated=True)
                ),
                name="mandate_is_shown",
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.CheckConstraint(
                condition=models.Q(("revoked_from__gte", models.F("since"))), name="mandate_revoked_once_begun"
            ),
        ),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("company", "="),
                    ("holder", "="),
                    ("scope", "="),
                    (
                        models.Func(
                            "since",
                            django.db.models.functions.comparison.Least("until", "revoked_from"),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="mandate_once_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="revocation",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="revocation_for_a_reason"
            ),
        ),
        append_only("employers_company"),
        append_only("employers_companycontact"),
        completed_once("employers_companyname", "until"),
        completed_once("employers_companystate", "until"),
        completed_once("employers_holder", "account"),
        completed_once("employers_mandate", "revoked_from"),
        append_only("employers_revocation"),
        append_only("employers_layoffnotice"),
        migrations.RunSQL(REVOKED, "DROP FUNCTION employers_revoked() CASCADE"),
        migrations.RunSQL(WALLS, NO_WALLS),
        row_security("employers_company", see=f"{SERVES} OR employers_represents(id, NULL)", add=REGISTERS),
        *(
            row_security(
                f"employers_{table}",
                see=f"{SERVES} OR employers_represents(company_id, NULL)",
                add=REGISTERS,
                change=REGISTERS if table != "companycontact" else None,
            )
            for table in OF_COMPANY
        ),
        row_security("employers_holder", see=f"{SERVES} OR employers_colleague(id)", add=REGISTERS, change=REGISTERS),
        row_security("employers_mandate", see=f"{SERVES} OR employers_represents(company_id, NULL)", add=REGISTERS),
        row_security(
            "employers_revocation",
            see=f"{SERVES} OR EXISTS (SELECT FROM employers_mandate m WHERE m.id = mandate_id)",
            add=REGISTERS,
        ),
        row_security(
            "employers_layoffnotice",
            see=f"{ROLE} IN ('adviser', 'decider', 'manager', 'lawyer') AND organisation_id = {ORGANISATION}"
            " OR employers_represents(company_id, 'layoff_notices')",
            add=f"recorded_by = {OFFICIAL} AND ({ROLE} = 'adviser' AND organisation_id = {ORGANISATION}"
            " OR employers_represents(company_id, 'layoff_notices'))",
        ),
    ]
