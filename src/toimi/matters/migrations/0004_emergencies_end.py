"""The wall of clients asks whether an emergency is over, and what a matter needs; each by a function of its own room."""

from django.db import migrations

SEES = """
CREATE OR REPLACE FUNCTION clients_sees(whose bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT toimi_setting('role') <> 'auditor' AND EXISTS (
        SELECT FROM clients_stay WHERE person_id IN (SELECT clients_same(whose))
            AND organisation_id = toimi_setting('organisation'))
        OR toimi_setting('person') IN (SELECT clients_same(whose)::text)
        OR clients_registers(whose)
        OR {emergency}
        OR matters_handles(whose)
$$
"""
BEFORE = """EXISTS (SELECT FROM office_emergency WHERE person IN (SELECT clients_same(whose)::text)
            AND official_id::text = toimi_setting('official') AND role = toimi_setting('role')
            AND organisation_id = toimi_setting('organisation') AND day = toimi_setting('day')::date)"""


class Migration(migrations.Migration):
    dependencies = [("matters", "0003_holding"), ("clients", "0007_found_by_code")]

    operations = [
        migrations.RunSQL(SEES.format(emergency="clients_in_emergency(whose)"), SEES.format(emergency=BEFORE)),
    ]
