"""What is wrong with an extract as a whole, and what of it the register has already: asked of the waiting rows in SQL.

Nothing is changed here but the waiting rows. Of people of whom a row could not be read only that is told: what follows
from it is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from toimi.importing.manifest import CONTACTS, FACTS, FILES, PEOPLE, REPRESENTATIONS, SEARCHES, STAYS
from toimi.importing.problems import Problem, Problems

LOCK = """
SELECT id FROM clients_person WHERE identity_code IN (SELECT code FROM import_person)
    OR request_key IN (SELECT key FROM import_person)
    OR id IN (SELECT merged_into_id FROM clients_person WHERE identity_code IN (SELECT code FROM import_person)
        OR request_key IN (SELECT key FROM import_person))
ORDER BY id FOR UPDATE
"""
"""The clients of the extract who are there, in one order: nobody else changes anything of them until the end."""
FIND = (
    "UPDATE import_person p SET by_code = c.id FROM clients_person c WHERE c.identity_code = p.code",
    "UPDATE import_person p SET by_key = c.id FROM clients_person c WHERE c.request_key = p.key",
    """
    UPDATE import_person p SET pk = c.id, holder = coalesce(c.merged_into_id, c.id)
    FROM clients_person c WHERE c.id = coalesce(p.by_code, p.by_key)
    """,
)
"""Whom the register has already: by identity code, or by the key of the old system's identifier. A blank finds nobody."""
_STRANGERS = "SELECT line FROM {table} x WHERE NOT EXISTS (SELECT 1 FROM import_person p WHERE p.person = x.person)"
_TWICE = """
SELECT line FROM (
    SELECT line, row_number() OVER (PARTITION BY {key} ORDER BY line) AS turn FROM {table} WHERE {when}
) twice WHERE turn > 1
"""


@dataclass(frozen=True)
class Question:
    """Which lines of a file have a problem."""

    file: str
    column: str
    code: str
    sql: str


_AMBIGUOUS = "INSERT INTO import_bad SELECT person FROM import_person GROUP BY person HAVING count(*) > 1"
PEOPLE_ASKED = (
    Question(PEOPLE, "person", "person_twice", _TWICE.format(key="person", table="import_person", when="true")),
    Question(
        PEOPLE, "identity_code", "code_twice",
        _TWICE.format(key="code", table="import_person", when="code IS NOT NULL"),
    ),
    Question(
        PEOPLE, "identity_code", "person_other_code",
        "SELECT line FROM import_person WHERE by_key IS NOT NULL AND code IS NOT NULL AND by_code IS DISTINCT FROM by_key",
    ),
    Question(
        PEOPLE, "person", "person_twice",
        "SELECT DISTINCT y.line FROM import_person x JOIN import_person y ON x.pk = y.pk AND x.line < y.line"
        " WHERE x.person <> y.person AND x.code IS DISTINCT FROM y.code",
    ),
    *(
        Question(file, "person", "person_not_in_file", _STRANGERS.format(table=table))
        for file, table in (
            (STAYS, "import_stay"), (SEARCHES, "import_search"), (FACTS, "import_fact"), (CONTACTS, "import_contact"),
            (REPRESENTATIONS, "import_representation"),
        )
    ),
)  # fmt: skip

FACTS_THERE = """
SELECT x.line, (k.kind, k.attributes, k.uncertain, k.corrects, k.withdrawn, k.source, k.evidence, k.recorded_on)
    IS NOT DISTINCT FROM
    (x.kind::varchar, x.attributes, x.uncertain, x.corrects::varchar, x.withdrawn, x.source::varchar, x.evidence, x.recorded_on)
    AND (x.withdrawn OR k.days = x.days) AND k.recorded_in = coalesce(x.recorded_in, k.recorded_in)
FROM import_fact x JOIN import_person p ON p.person = x.person
JOIN clients_knownfact k ON k.person_id = p.pk AND k.name = x.name
"""
STAYS_THERE = """
SELECT x.line, (k.organisation_id, k.days, k.is_guest) = (x.organisation, daterange(x.first, x.until), x.is_guest)
FROM import_stay x JOIN import_person p ON p.person = x.person
JOIN clients_stay k ON (k.person_id, lower(k.days)) = (p.pk, x.first)
"""
CONTACTS_THERE = """
SELECT x.line, bool_or(k.value = x.value)
FROM import_contact x JOIN import_person p ON p.person = x.person
JOIN clients_contactdetail k ON (k.person_id, k.kind, k.since) = (p.pk, x.kind, x.since)
GROUP BY x.line
"""
REPRESENTATIONS_THERE = """
SELECT x.line, (k.days, k.scope, k.evidence) = (daterange(x.first, x.until), x.scope, x.evidence)
FROM import_representation x JOIN import_person p ON p.person = x.person
JOIN clients_representation k ON (k.person_id, k.kind, k.name, lower(k.days)) = (p.pk, x.kind, x.name, x.first)
"""
THERE = (
    (STAYS, "from", "stay_differs", STAYS_THERE),
    (FACTS, "id", "fact_differs", FACTS_THERE),
    (CONTACTS, "value", "contact_differs", CONTACTS_THERE),
    (REPRESENTATIONS, "name", "representation_differs", REPRESENTATIONS_THERE),
)
"""Rows of which the register has one of that name, and whether it says the same."""
_MARKING = """
WITH found (line, same) AS ({found}), marked AS (INSERT INTO import_there SELECT %s, line FROM found WHERE same)
SELECT line FROM found WHERE same IS NOT TRUE ORDER BY line
"""

FACTS_ASKED = (
    Question(FACTS, "id", "fact_twice", _TWICE.format(key="person, name", table="import_fact", when="true")),
    Question(FACTS, "corrects", "fact_not_there", """
        SELECT x.line FROM new_fact x
        LEFT JOIN import_fact t ON t.person = x.person AND t.name = x.corrects
        LEFT JOIN clients_knownfact k ON k.person_id = x.pk AND k.name = x.corrects
        WHERE x.corrects IS NOT NULL AND NOT EXISTS (SELECT 1 FROM import_bad b WHERE b.person = x.person)
        AND NOT coalesce(t.kind = x.kind AND (t.recorded_on, t.line) < (x.recorded_on, x.line), false)
        AND NOT coalesce(k.kind = x.kind AND k.recorded_on <= x.recorded_on, false)
    """),
    Question(FACTS, "corrects", "fact_superseded", _TWICE.format(
        key="person, corrects", table="import_fact", when="corrects IS NOT NULL")),
    Question(FACTS, "corrects", "fact_superseded", """
        SELECT x.line FROM new_fact x
        JOIN clients_knownfact k ON k.person_id = x.pk AND k.corrects = x.corrects AND k.name <> x.name
        WHERE NOT EXISTS (SELECT 1 FROM import_fact t WHERE t.person = x.person AND t.name = k.name)
    """),
    Question(FACTS, "attributes", "link_lost", """
        SELECT DISTINCT x.line FROM new_fact x CROSS JOIN unnest(x.links) AS wanted(name)
        WHERE NOT EXISTS (SELECT 1 FROM import_bad b WHERE b.person = x.person)
        AND NOT EXISTS (SELECT 1 FROM import_fact t WHERE t.person = x.person AND t.name = wanted.name)
        AND NOT EXISTS (SELECT 1 FROM import_fact t WHERE t.person = x.person AND t.thing = wanted.name)
        AND NOT EXISTS (SELECT 1 FROM clients_knownfact k WHERE k.person_id = x.pk AND k.name = wanted.name)
        AND NOT EXISTS (SELECT 1 FROM clients_knownfact k WHERE k.person_id = x.pk AND k.attributes ->> 'job' = wanted.name)
    """),
    Question(FACTS, "attributes", "birth_not_of_code", """
        SELECT x.line FROM import_fact x JOIN import_person p ON p.person = x.person
        WHERE x.kind = 'person' AND (x.attributes ->> 'birth_date')::date <> p.born
        AND NOT EXISTS (SELECT 1 FROM import_fact t WHERE t.person = x.person AND t.corrects = x.name)
    """),
)  # fmt: skip
STAYS_ASKED = (
    Question(STAYS, "organisation", "organisation_not_then", """
        SELECT x.line FROM import_stay x WHERE NOT EXISTS (
            SELECT 1 FROM office_organisation o WHERE o.code = x.organisation AND o.days @> daterange(x.first, x.until)
            AND o.kind IN ('te_office', 'uusimaa_te_office', 'employment_authority', 'trial_municipality')
        )
    """),
    Question(STAYS, "guest", "stay_guest", """
        SELECT x.line FROM import_stay x JOIN office_organisation o ON o.code = x.organisation
        WHERE (o.kind = 'trial_municipality') <> x.is_guest
    """),
    Question(STAYS, "from", "stay_twice", """
        SELECT DISTINCT x.line FROM import_stay x JOIN import_stay t ON t.person = x.person AND t.line < x.line
        AND daterange(t.first, t.until) && daterange(x.first, x.until)
    """),
    Question(STAYS, "from", "stay_twice", """
        SELECT DISTINCT x.line FROM new_stay x JOIN clients_stay k ON k.person_id = x.pk
        AND k.days && daterange(x.first, x.until) AND lower(k.days) <> x.first
        WHERE NOT EXISTS (SELECT 1 FROM import_stay t WHERE t.person = x.person AND t.first = lower(k.days))
    """),
    Question(SEARCHES, "through", "search_without_stay", """
        SELECT x.line FROM new_search x WHERE x.until IS NULL
        AND NOT EXISTS (SELECT 1 FROM import_bad b WHERE b.person = x.person)
        AND NOT EXISTS (SELECT 1 FROM import_stay t WHERE t.person = x.person AND t.until IS NULL)
        AND NOT EXISTS (SELECT 1 FROM clients_stay k WHERE k.person_id IN (x.pk, x.holder) AND upper_inf(k.days))
    """),
    Question(STAYS, "through", "stay_without_search", """
        SELECT x.line FROM new_stay x WHERE x.until IS NULL
        AND NOT EXISTS (SELECT 1 FROM import_bad b WHERE b.person = x.person)
        AND NOT EXISTS (SELECT 1 FROM import_search t WHERE t.person = x.person AND t.until IS NULL)
        AND NOT EXISTS (SELECT 1 FROM clients_jobsearch k WHERE k.holder_id = x.holder AND upper_inf(k.days))
    """),
)  # fmt: skip
OTHERS_ASKED = (
    Question(FACTS, "recorded_in", "organisation_not_then", """
        SELECT x.line FROM import_fact x WHERE x.recorded_in IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM office_organisation o WHERE o.code = x.recorded_in AND o.days @> x.recorded_on)
    """),
    Question(CONTACTS, "", "row_twice", _TWICE.format(
        key="person, kind, since, recorded_on", table="import_contact", when="true")),
    Question(REPRESENTATIONS, "", "representation_twice", """
        SELECT DISTINCT x.line FROM import_representation x JOIN import_representation t
        ON (t.person, t.kind, t.name) = (x.person, x.kind, x.name) AND t.line < x.line
        AND daterange(t.first, t.until) && daterange(x.first, x.until)
    """),
    Question(REPRESENTATIONS, "", "representation_twice", """
        SELECT DISTINCT x.line FROM new_representation x
        JOIN clients_representation k ON (k.person_id, k.kind, k.name) = (x.pk, x.kind, x.name)
        AND k.days && daterange(x.first, x.until) AND lower(k.days) <> x.first
        WHERE NOT EXISTS (
            SELECT 1 FROM import_representation t
            WHERE (t.person, t.kind, t.name, t.first) = (x.person, x.kind, x.name, lower(k.days))
        )
    """),
)  # fmt: skip
_WITHDRAWN_THERE = """
UPDATE import_fact x SET days = k.days FROM import_person p, clients_knownfact k
WHERE x.days IS NULL AND p.person = x.person AND k.person_id = p.pk AND k.name = x.corrects
"""
_WITHDRAWN_HERE = """
UPDATE import_fact x SET days = t.days FROM import_fact t
WHERE x.days IS NULL AND t.person = x.person AND t.name = x.corrects AND t.days IS NOT NULL
"""


def find_people(problems: Problems) -> None:
    """Lock and mark the clients who are there already; tell of people who stand twice or contradict the register."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        for command in FIND:
            cursor.execute(command)
        cursor.execute("ANALYZE import_person")
    for question in PEOPLE_ASKED:
        ask(question, problems)
    with connection.cursor() as cursor:
        cursor.execute(_AMBIGUOUS)


def compare(problems: Problems) -> None:
    """Mark the rows that the register has already; tell of those that contradict it or each other."""
    for file, column, code, sql in THERE:
        with connection.cursor() as cursor:
            cursor.execute(_MARKING.format(found=sql), [file])
            for (line,) in cursor.fetchall():
                problems.add(Problem(file, line, column, code))
    for question in (*STAYS_ASKED, *FACTS_ASKED, *OTHERS_ASKED):
        ask(question, problems)
    with connection.cursor() as cursor:
        cursor.execute(_WITHDRAWN_THERE)
        moved = 1
        while moved:
            cursor.execute(_WITHDRAWN_HERE)
            moved = cursor.rowcount


def ask(question: Question, problems: Problems) -> None:
    """Tell of each line that an answer names."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(question.sql + " ORDER BY line")
        for (line,) in cursor:
            problems.add(Problem(question.file, line, question.column, question.code))


def already_there() -> dict[str, int]:
    """How many rows of each file the register has already."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT file, count(*) FROM import_there GROUP BY file")
        found = dict.fromkeys(FILES, 0) | dict(cursor.fetchall())
        cursor.execute("SELECT count(pk) FROM import_person")
        (people,) = cursor.fetchone() or (0,)
    return found | {PEOPLE: people}
