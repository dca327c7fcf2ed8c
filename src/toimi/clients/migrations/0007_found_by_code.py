"""Two narrow doors by identity code, each with its trace; and an emergency that the official has ended is over."""

from django.db import migrations

# With the owner's eyes, since the wall shows these roles no client. The trace is written by the function itself, in the
# name for whom the transaction acts, so no caller can leave it out. One who was merged is the one who was kept.
FIND = """
CREATE FUNCTION {name}(codes text[]) RETURNS TABLE (code text, number bigint)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public AS $$
BEGIN
    IF toimi_setting('official') IS NULL OR coalesce(toimi_setting('role'), '') NOT IN ({roles}) THEN
        RAISE EXCEPTION 'clients are found by code in this way by others only' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
        WITH asked AS (SELECT DISTINCT unnest(codes) AS one),
        found AS (
            SELECT asked.one, coalesce(person.merged_into_id, person.id) AS whose
            FROM asked LEFT JOIN clients_person person ON person.identity_code = asked.one
        ),
        traces AS (
            INSERT INTO office_auditrow (at, who, role, organisation, what, whose, why, about, is_allowed)
            SELECT now(), toimi_setting('official'), toimi_setting('role'), toimi_setting('organisation'), '{what}',
                coalesce(whose::text, ''), '{why}', '', whose IS NOT NULL
            FROM found
        )
        SELECT found.one, found.whose FROM found WHERE found.whose IS NOT NULL;
END $$
"""
FOR_AUDITOR = FIND.format(
    name="clients_number_for_auditor", roles="'auditor'", what="clients.find_by_code", why="log_check"
)
IN_EMERGENCY = FIND.format(
    name="clients_number_in_emergency",
    roles="'adviser', 'decider', 'manager', 'lawyer'",  # those of the rule "emergency" in office/access.toml
    what="clients.find_in_emergency",
    why="emergency",
)

# For the wall of clients: whoever has written a reason for the day, and not ended it (``clients_sees``, in matters 0004).
EMERGENCY = """
CREATE FUNCTION clients_in_emergency(whose bigint) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT EXISTS (
        SELECT FROM office_emergency one WHERE person IN (SELECT clients_same(whose)::text)
            AND official_id::text = toimi_setting('official') AND role = toimi_setting('role')
            AND organisation_id = toimi_setting('organisation') AND day = toimi_setting('day')::date
            AND NOT EXISTS (SELECT FROM office_emergencyend ends WHERE ends.emergency_id = one.id))
$$
"""


class Migration(migrations.Migration):
    dependencies = [("clients", "0006_register_answers"), ("office", "0007_emergency_ends")]

    operations = [
        migrations.RunSQL(
            [FOR_AUDITOR, IN_EMERGENCY],
            "DROP FUNCTION clients_number_for_auditor, clients_number_in_emergency",
        ),
        migrations.RunSQL(EMERGENCY, "DROP FUNCTION clients_in_emergency"),
    ]
