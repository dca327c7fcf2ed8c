"""How many clients one client is, told to the planner: without it, a thousand are expected and all stays are read."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("clients", "0004_open_stays")]

    operations = [
        migrations.RunSQL(
            "ALTER FUNCTION clients_same(bigint) ROWS 2",
            "ALTER FUNCTION clients_same(bigint) ROWS 1000",
        ),
    ]
