"""The stays that are open, by organisation: the end of the trials looks for them every hour."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clients", "0003_handovers")]

    operations = [
        migrations.AddIndex(
            model_name="stay",
            index=models.Index(
                condition=models.Q(("days__upper_inf", True)), fields=["organisation", "id"], name="stay_open"
            ),
        ),
    ]
