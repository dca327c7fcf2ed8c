"""From the waiting rows to the register, each table by one statement; facts in the order in which they became known.

A search leaves the facts that ``clients.actions`` would have left: its beginning, its end as a correction, and before the
reform of 2022 why it ended. An identity code leaves the day of birth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection

from toimi.clients.changed_facts import quietly
from toimi.clients.states import REFORM, Ground
from toimi.office.actors import Actor

_PEOPLE = """
INSERT INTO clients_person (identity_code, request_key)
SELECT code, key FROM import_person WHERE pk IS NULL ORDER BY coalesce(code, key::text)
ON CONFLICT DO NOTHING
"""
_NUMBERS = """
UPDATE import_person p SET pk = c.id, holder = c.id, is_new = true
FROM clients_person c WHERE p.pk IS NULL AND c.request_key = p.key
"""
_STAYS = """
INSERT INTO clients_stay (person_id, organisation_id, days, is_guest)
SELECT pk, organisation, daterange(first, until), is_guest FROM new_stay ORDER BY first, line
"""
_SEARCHES = """
INSERT INTO clients_jobsearch
    (person_id, holder_id, days, asked_at, channel, ground, evidence, registered_by, registered_on)
SELECT holder, holder, daterange(first, until), asked_at, channel, ground, evidence, %(who)s, registered_on
FROM new_search ORDER BY registered_on, line
"""
_FACTS = """
WITH begun AS (
    SELECT s.person_id, s.id, x.first, x.until, x.ground, x.evidence, x.registered_on, x.ended_on, x.line,
        CASE x.contact WHEN 'yes' THEN '{"contact_details_complete": true}'::jsonb
            WHEN 'no' THEN '{"contact_details_complete": false}' ELSE '{}' END AS attributes,
        coalesce(
            (SELECT min(t.organisation) FROM import_stay t
                WHERE t.person = x.person AND daterange(t.first, t.until) @> x.first), %(organisation)s) AS recorded_in,
        CASE x.contact WHEN 'unknown' THEN '{"contact_details_complete": "unknown"}'::jsonb END AS uncertain
    FROM new_search x JOIN clients_jobsearch s ON s.holder_id = x.holder AND lower(s.days) = x.first
), known AS (
    SELECT pk, kind, name, days, attributes, uncertain, corrects, withdrawn, source, evidence, recorded_on,
        coalesce(recorded_in, %(organisation)s) AS recorded_in, 3 AS turn, line
    FROM new_fact
    UNION ALL
    SELECT p.pk, 'person', 'person', '(,)', jsonb_build_object('birth_date', p.born), NULL, NULL, false, 'register',
        'identity code', p.recorded_on, %(organisation)s, 0, p.line
    FROM import_person p WHERE p.code IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM import_fact x WHERE x.person = p.person AND x.kind = 'person')
    AND NOT EXISTS (SELECT 1 FROM clients_knownfact k WHERE k.person_id = p.pk AND k.kind = 'person')
    UNION ALL
    SELECT person_id, 'job_search', 'search-' || id, daterange(first, NULL), attributes, uncertain, NULL, false, 'register',
        evidence, registered_on, recorded_in, 1, line FROM begun
    UNION ALL
    SELECT person_id, 'job_search', 'search-' || id || '-ended', daterange(first, until), attributes, uncertain,
        'search-' || id, false, 'register', evidence, ended_on, recorded_in, 2, line FROM begun WHERE until IS NOT NULL
    UNION ALL
    SELECT person_id, 'search_lapse', 'search-' || id || '-lapse', daterange(until, until + 1),
        jsonb_build_object('ground', ground), NULL, NULL, false, 'register', evidence, ended_on, recorded_in, 2, line
    FROM begun WHERE until <= %(reform)s AND ground <> %(precondition)s
)
INSERT INTO clients_knownfact
    (person_id, kind, name, days, attributes, uncertain, corrects, withdrawn, source, evidence, recorded_on, recorded_in,
    recorded_by)
SELECT pk, kind, name, days, attributes, uncertain, corrects, withdrawn, source, evidence, recorded_on, recorded_in, %(who)s
FROM known ORDER BY recorded_on, turn, line
"""
_CONTACTS = """
INSERT INTO clients_contactdetail (person_id, kind, value, since, recorded_on, recorded_by)
SELECT pk, kind, value, since, recorded_on, %(who)s FROM new_contact ORDER BY recorded_on, line
"""
_REPRESENTATIONS = """
INSERT INTO clients_representation (person_id, kind, name, scope, days, evidence, recorded_on, recorded_by)
SELECT pk, kind, name, scope, daterange(first, until), evidence, recorded_on, %(who)s
FROM new_representation ORDER BY recorded_on, line
"""
_TOUCHED = """
SELECT pk FROM import_person WHERE is_new
UNION SELECT pk FROM new_stay UNION SELECT pk FROM new_search UNION SELECT pk FROM new_fact UNION SELECT pk FROM new_contact
UNION SELECT pk FROM new_representation ORDER BY pk
"""


def write(who: Actor) -> bool:
    """Write every row that the register does not have yet.

    Args:
        who: is said to have recorded it, in the organisation where the extract names no other.

    Returns:
        whether it could be; not if somebody registered one of the new people at the same moment.
    """
    values: Mapping[str, Any] = {
        "who": str(who.official), "organisation": who.organisation, "reform": REFORM,
        "precondition": str(Ground.FOREIGNERS_PRECONDITION.value),
    }  # fmt: skip
    quietly()  # what follows from these facts was stated by the old system
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) - count(pk) FROM import_person")
        (wanted,) = cursor.fetchone() or (0,)
        cursor.execute(_PEOPLE)
        if cursor.rowcount != wanted:
            return False
        cursor.execute(_NUMBERS)
        cursor.execute("ANALYZE import_person")
        for command in (_STAYS, _SEARCHES, _FACTS, _CONTACTS, _REPRESENTATIONS):
            cursor.execute(command, values)
    return True


def touched() -> Iterator[int]:
    """The clients of whom anything was written, after ``write``."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_TOUCHED)
        for (person,) in cursor:
            yield person
