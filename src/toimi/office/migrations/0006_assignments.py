"""A role at work is an assignment, since an appointment is a meeting; the audit is listed by number."""

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("office", "0005_row_security")]

    operations = [
        migrations.RemoveConstraint("appointment", "appointment_role_known"),
        migrations.RemoveConstraint("appointment", "appointment_has_a_first_day"),
        migrations.RemoveConstraint("appointment", "appointment_task_share_percent"),
        migrations.RemoveConstraint("appointment", "appointment_once_a_day"),
        migrations.RenameModel("Appointment", "Assignment"),
        migrations.AlterField(
            model_name="assignment",
            name="official",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="office.official"
            ),
        ),
        migrations.AlterField(
            model_name="assignment",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="office.organisation"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ["adviser", "decider", "manager", "lawyer", "auditor", "automation", "payer_system"])
                ),
                name="assignment_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("days__startswith__isnull", False)), name="assignment_has_a_first_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("task_share__range", (0, 100))), name="assignment_task_share_percent"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("official", "="), ("role", "="), ("organisation", "="), ("days", "&&")],
                name="assignment_once_a_day",
            ),
        ),
        migrations.RemoveIndex(
            model_name="auditrow",
            name="audit_whose",
        ),
        migrations.RemoveIndex(
            model_name="auditrow",
            name="audit_who",
        ),
        migrations.AddIndex(
            model_name="auditrow",
            index=models.Index(fields=["whose", "id"], name="audit_whose"),
        ),
        migrations.AddIndex(
            model_name="auditrow",
            index=models.Index(fields=["who", "id"], name="audit_who"),
        ),
    ]
