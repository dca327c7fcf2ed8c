"""From the waiting rows to the register, each table by one statement; facts in the order in which they became known.

A search leaves the facts that ``clients.actions`` would have left: its beginning, its end as a correction, and before the
reform of 2022 why it ended. An identity code leaves the day of birth.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection

from toimi.clients.states import REFORM, Ground
from toimi.importing.manifest import CONTACTS, FACTS, PEOPLE, REPRESENTATIONS, SEARCHES

_NEW = "NOT EXISTS (SELECT 1 FROM import_there r WHERE r.file = '{file}' AND r.line = x.line)"
_PEOPLE = """
INSERT INTO clients_person (identity_code, request_key)
SELECT code, key FROM import_person WHERE pk IS NULL ORDER BY coalesce(code, key::text)
ON CONFLICT DO NOTHING
"""
_NUMBERS = """
UPDATE import_person p SET pk = c.id, holder = c.id FROM clients_person c WHERE p.pk IS NULL AND c.request_key = p.key
"""
_SEARCHES = f"""
INSERT INTO clients_jobsearch
    (person_id, holder_id, days, asked_at, channel, ground, evidence, registered_by, registered_on)
SELECT p.holder, p.holder, daterange(x.first, x.until), x.asked_at, x.channel, x.ground, x.evidence, %(who)s, x.registered_on
FROM import_search x JOIN import_person p ON p.person = x.person WHERE {_NEW.format(file=SEARCHES)}
ORDER BY x.registered_on, x.line
"""
_BEGUN = f"""
begun AS (
    SELECT s.person_id, s.id, x.first, x.until, x.ground, x.evidence, x.registered_on, x.ended_on, x.line,
        CASE x.contact WHEN 'yes' THEN '{{"contact_details_complete": true}}'::jsonb
            WHEN 'no' THEN '{{"contact_details_complete": false}}' ELSE '{{}}' END AS attributes,
        CASE x.contact WHEN 'unknown' THEN '{{"contact_details_complete": "unknown"}}'::jsonb END AS uncertain
    FROM import_search x JOIN import_person p ON p.person = x.person
    JOIN clients_jobsearch s ON s.holder_id = p.holder AND lower(s.days) = x.first
    WHERE {_NEW.format(file=SEARCHES)}
)
"""
_FACTS = f"""
WITH {_BEGUN}, known AS (
    SELECT p.pk, x.kind, x.name, x.days, x.attributes, x.uncertain, x.corrects, x.withdrawn, x.source, x.evidence,
        x.recorded_on, 3 AS turn, x.line
    FROM import_fact x JOIN import_person p ON p.person = x.person WHERE {_NEW.format(file=FACTS)}
    UNION ALL
    SELECT p.pk, 'person', 'person', '(,)', jsonb_build_object('birth_date', p.born), NULL, NULL, false, 'register',
        'identity code', p.recorded_on, 0, p.line
    FROM import_person p WHERE p.code IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM import_fact x WHERE x.person = p.person AND x.kind = 'person')
    AND NOT EXISTS (SELECT 1 FROM clients_knownfact k WHERE k.person_id = p.pk AND k.kind = 'person')
    UNION ALL
    SELECT person_id, 'job_search', 'search-' || id, daterange(first, NULL), attributes, uncertain, NULL, false, 'register',
        evidence, registered_on, 1, line FROM begun
    UNION ALL
    SELECT person_id, 'job_search', 'search-' || id || '-ended', daterange(first, until), attributes, uncertain,
        'search-' || id, false, 'register', evidence, ended_on, 2, line FROM begun WHERE until IS NOT NULL
    UNION ALL
    SELECT person_id, 'search_lapse', 'search-' || id || '-lapse', daterange(until, until + 1),
        jsonb_build_object('ground', ground), NULL, NULL, false, 'register', evidence, ended_on, 2, line
    FROM begun WHERE until <= %(reform)s AND ground <> %(precondition)s
)
INSERT INTO clients_knownfact
    (person_id, kind, name, days, attributes, uncertain, corrects, withdrawn, source, evidence, recorded_on, recorded_by)
SELECT pk, kind, name, days, attributes, uncertain, corrects, withdrawn, source, evidence, recorded_on, %(who)s
FROM known ORDER BY recorded_on, turn, line
"""
_CONTACTS = f"""
INSERT INTO clients_contactdetail (person_id, kind, value, since, recorded_on, recorded_by)
SELECT p.pk, x.kind, x.value, x.since, x.recorded_on, %(who)s
FROM import_contact x JOIN import_person p ON p.person = x.person WHERE {_NEW.format(file=CONTACTS)}
ORDER BY x.recorded_on, x.line
"""
_REPRESENTATIONS = f"""
INSERT INTO clients_representation (person_id, kind, name, scope, days, evidence, recorded_on, recorded_by)
SELECT p.pk, x.kind, x.name, x.scope, daterange(x.first, x.until), x.evidence, x.recorded_on, %(who)s
FROM import_representation x JOIN import_person p ON p.person = x.person WHERE {_NEW.format(file=REPRESENTATIONS)}
ORDER BY x.recorded_on, x.line
"""
_TOUCHED = f"""
SELECT DISTINCT p.pk FROM import_person p
WHERE NOT EXISTS (SELECT 1 FROM import_there r WHERE r.file = '{PEOPLE}' AND r.line = p.line)
OR p.person IN (SELECT person FROM import_search x WHERE {_NEW.format(file=SEARCHES)})
OR p.person IN (SELECT person FROM import_fact x WHERE {_NEW.format(file=FACTS)})
OR p.person IN (SELECT person FROM import_contact x WHERE {_NEW.format(file=CONTACTS)})
OR p.person IN (SELECT person FROM import_representation x WHERE {_NEW.format(file=REPRESENTATIONS)})
ORDER BY p.pk
"""


def write(official: str) -> bool:
    """Write every row that the register does not have yet.

    Args:
        official: who is said to have recorded it.

    Returns:
        whether it could be; not if somebody registered one of the new people at the same moment.
    """
    values: Mapping[str, Any] = {
        "who": official, "reform": REFORM, "precondition": str(Ground.FOREIGNERS_PRECONDITION.value),
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) - count(pk) FROM import_person")
        (wanted,) = cursor.fetchone() or (0,)
        cursor.execute(_PEOPLE)
        if cursor.rowcount != wanted:
            return False
        cursor.execute(_NUMBERS)
        cursor.execute("ANALYZE import_person")
        for command in (_SEARCHES, _FACTS, _CONTACTS, _REPRESENTATIONS):
            cursor.execute(command, values)
    return True


def touched() -> Iterator[int]:
    """The clients of whom anything was written, after ``write``."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_TOUCHED)
        for (person,) in cursor:
            yield person
