"""The audit and its seals, from the first row on append-only."""

from django.db import migrations, models

from toimi.office.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0001_organisations"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("sealed_at", models.DateTimeField()),
                ("last_row", models.BigIntegerField(unique=True)),
                ("rows", models.IntegerField()),
                ("previous", models.CharField(max_length=64, unique=True)),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="AuditRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(blank=True, max_length=36)),
                ("role", models.CharField(blank=True, max_length=30)),
                ("organisation", models.CharField(blank=True, max_length=60)),
                ("what", models.CharField(max_length=60)),
                ("whose", models.CharField(blank=True, max_length=36)),
                ("why", models.CharField(blank=True, max_length=30)),
                ("about", models.CharField(blank=True, max_length=60)),
                ("is_allowed", models.BooleanField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["whose", "at"], name="audit_whose"),
                    models.Index(fields=["who", "at"], name="audit_who"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("who__regex", "^([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$")
                        ),
                        name="audit_who_form",
                    ),
                    models.CheckConstraint(condition=models.Q(("role__regex", "^[a-z_]*$")), name="audit_role_form"),
                    models.CheckConstraint(
                        condition=models.Q(("organisation__regex", "^[a-z0-9-]*$")), name="audit_organisation_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("what__regex", "^[a-z_]+(\\.[a-z_]+)*$")), name="audit_what_form"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("whose__regex", "^([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$")
                        ),
                        name="audit_whose_form",
                    ),
                    models.CheckConstraint(condition=models.Q(("why__regex", "^[a-z_]*$")), name="audit_why_form"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("about__regex", "^([a-z_]+:([0-9]{1,19}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}))?$")
                        ),
                        name="audit_about_form",
                    ),
                ],
            },
        ),
        append_only("office_auditrow"),
        append_only("office_auditseal"),
    ]
