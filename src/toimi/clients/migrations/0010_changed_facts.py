"""Of whom a fact became known that nobody has looked at yet."""

from django.db import migrations, models

from toimi.office.row_security import ORGANISATION, row_security

# With the owner's eyes, since whoever records a fact may be anybody. All rows of one statement come at once.
NOTED = """
CREATE FUNCTION clients_note_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF toimi_setting('quiet_facts') IS NULL THEN
        INSERT INTO clients_changedfact (person, fact) SELECT person_id, max(id) FROM added GROUP BY person_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER note_changed AFTER INSERT ON clients_knownfact
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION clients_note_changed()
"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0007_found_by_code")]

    operations = [
        migrations.CreateModel(
            name="ChangedFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.BigIntegerField()),
                ("fact", models.BigIntegerField(null=True)),
            ],
        ),
        row_security("clients_changedfact", see="false", add=f"{ORGANISATION} IS NOT NULL"),
        migrations.RunSQL(NOTED, "DROP FUNCTION clients_note_changed() CASCADE"),
    ]
