"""What came of asking other authorities' registers, kept."""

import django.db.models.deletion
from django.db import migrations, models

from toimi.office.append_only import append_only
from toimi.office.row_security import row_security


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0005_few_are_the_same"),
    ]

    operations = [
        migrations.CreateModel(
            name="RegisterAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("register", models.CharField(max_length=20)),
                ("kind", models.CharField(max_length=20)),
                ("why", models.CharField(blank=True, max_length=30)),
                ("request", models.CharField(blank=True, max_length=36)),
                ("written", models.JSONField(default=list)),
                ("contradictions", models.JSONField(default=list)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.CharField(max_length=60)),
                ("asked_in", models.CharField(max_length=60)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="register_answers",
                        to="clients.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["person", "register", "id"], name="register_answer_last")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["told", "not_there", "not_known"])),
                        name="register_answer_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "not_known"), models.Q(("why", ""), _negated=True)),
                            models.Q(models.Q(("kind", "not_known"), _negated=True), ("why", "")),
                            _connector="OR",
                        ),
                        name="register_answer_says_why",
                    ),
                ],
            },
        ),
        append_only("clients_registeranswer"),
        row_security("clients_registeranswer", see="clients_sees(person_id)", add="clients_serves(person_id)"),
    ]
