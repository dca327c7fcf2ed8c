"""The second wall around what tells of people: the audit, and the reasons of emergencies."""

from django.db import migrations

from toimi.office.row_security import OFFICIAL, ORGANISATION, PERSON, ROLE, row_security

# The auditor sees what was done in the own organisation; KEHA's, which collects the logs of all, everything (JTYPL 13:6
# as in 337/2022; 380/2023 § 124.4). A client sees who looked. Who writes a row can only write it as oneself; one who
# could not say who he is, or as what, was not let through.
AUDIT_SEE = f"""
    {ROLE} = 'auditor' AND (organisation = {ORGANISATION} OR {ORGANISATION} = 'keha') OR whose = {PERSON}
"""
AUDIT_ADD = f"""
    who = {OFFICIAL} AND role = {ROLE} AND organisation = {ORGANISATION}
    OR who = {PERSON} AND whose = who
    OR (who = {OFFICIAL} OR who = '') AND NOT is_allowed
"""
REVIEWS = f"{ROLE} IN ('manager', 'auditor') AND organisation_id = {ORGANISATION}"
IS_MINE = f"official_id::text = {OFFICIAL}"


class Migration(migrations.Migration):
    dependencies = [("office", "0004_emergency")]

    operations = [
        row_security("office_auditrow", see=AUDIT_SEE, add=AUDIT_ADD),
        row_security(
            "office_emergency",
            see=f"{IS_MINE} OR {REVIEWS}",
            add=f"{IS_MINE} AND organisation_id = {ORGANISATION}",
            change=f"{REVIEWS} AND NOT {IS_MINE}",
        ),
    ]
