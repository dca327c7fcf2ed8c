"""Who sees a client sees what employers have told of layoffs of that person too; auditors and payers do not."""

from django.db import migrations

# With the owner's eyes, as the other walls: a policy of one room's table asks another's.
SEEN = """
CREATE FUNCTION clients_sees_code(code text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT coalesce(toimi_setting('role'), '') NOT IN ('auditor', 'payer_system', 'representative')
        AND EXISTS (SELECT FROM clients_person WHERE identity_code = code AND clients_sees(id))
$$;
CREATE POLICY employers_layoffnotice_of_client ON employers_layoffnotice FOR SELECT
    USING (clients_sees_code(identity_code))
"""
UNSEEN = """
DROP POLICY employers_layoffnotice_of_client ON employers_layoffnotice;
DROP FUNCTION clients_sees_code
"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0010_changed_facts"), ("employers", "0001_companies_mandates_layoffs")]

    operations = [migrations.RunSQL(SEEN, UNSEEN)]
