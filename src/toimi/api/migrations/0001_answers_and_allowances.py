"""Answers that are kept for whoever asks again, and how often one may ask."""

from django.db import migrations, models

from toimi.office.row_security import OFFICIAL, row_security

IS_MINE = f"official::text = {OFFICIAL}"


class Migration(migrations.Migration):
    initial = True

    dependencies = [("office", "0006_assignments")]

    operations = [
        migrations.CreateModel(
            name="Allowance",
            fields=[
                ("caller", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("full_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("official", models.UUIDField()),
                ("key", models.CharField(max_length=200)),
                ("request", models.CharField(max_length=64)),
                ("body", models.TextField(blank=True)),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["kept_at"], name="kept_answer_by_age")],
                "constraints": [models.UniqueConstraint(fields=("official", "key"), name="kept_answer_once")],
            },
        ),
        row_security("api_keptanswer", see=IS_MINE, add=IS_MINE, change=IS_MINE),
    ]
