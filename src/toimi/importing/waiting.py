"""Where the rows of an extract wait until all of it has been checked: temporary tables of the one transaction.

They are filled by COPY, a row at a time, so the size of the extract does not matter to the memory.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from django.db import connection
from psycopg import Cursor

from toimi.importing.extract import EXTRACT, File
from toimi.importing.manifest import PEOPLE, Manifest
from toimi.importing.problems import Problem, Problems
from toimi.importing.reading import records
from toimi.importing.rows import Row

TABLES = {
    "import_person": "line int, person text, code text, key uuid, recorded_on date, born date, by_code bigint, by_key bigint,"
    " pk bigint, holder bigint, is_new boolean DEFAULT false",
    "import_stay": "line int, person text, organisation text, first date, until date, is_guest boolean",
    "import_search": "line int, person text, first date, until date, asked_at timestamptz, channel text, contact text,"
    " evidence text, registered_on date, ground text, ended_on date, need_met boolean",
    "import_fact": "line int, person text, kind text, name text, days daterange, attributes jsonb, uncertain jsonb,"
    " corrects text, withdrawn boolean, source text, evidence text, recorded_on date, recorded_in text,"
    " links text[], thing text",
    "import_contact": "line int, person text, kind text, value text, since date, recorded_on date",
    "import_representation": "line int, person text, kind text, name text, scope text, first date, until date,"
    " evidence text, recorded_on date",
    "import_there": "file text, line int",
    "import_bad": "person text",
}  # fmt: skip
"""``import_there``: rows that the register has already. ``import_bad``: people of whom a row could not be read."""
NEW = """
CREATE TEMPORARY VIEW new_{name} AS SELECT x.*, p.pk, p.holder FROM import_{name} x JOIN import_person p USING (person)
WHERE NOT EXISTS (SELECT 1 FROM import_there r WHERE r.file = '{file}' AND r.line = x.line)
"""
"""The rows of a file that the register does not have yet, with the client's number if there is one."""
_INDEXES = (
    "CREATE UNIQUE INDEX ON import_there (file, line)",
    "CREATE INDEX ON import_person (person)",
    "CREATE INDEX ON import_search (person)",
    "CREATE INDEX ON import_stay (person)",
    "CREATE INDEX ON import_fact (person, name)",
)


def make_tables() -> None:
    """The tables, empty, and their views; they are gone with the transaction.

    Everything here is asked of whole tables, and PostgreSQL knows nothing yet of a register that is being filled (nor of one
    that a dry run left full of dead rows): a loop over rows that it believes to be few would not end. Nor may row security
    show a part of the register for the whole: a role that it binds is refused.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL row_security = off")
        cursor.execute("SET LOCAL enable_nestloop = off")
        for name, columns in TABLES.items():
            cursor.execute(f"CREATE TEMPORARY TABLE {name} ({columns}) ON COMMIT DROP")
        for file, one in EXTRACT.items():
            if file != PEOPLE:
                cursor.execute(NEW.format(name=one.table.removeprefix("import_"), file=file))


def drop_tables() -> None:
    """As the end of the transaction would."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {', '.join(TABLES)} CASCADE")
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")
        cursor.execute("SET LOCAL row_security TO DEFAULT")


def fill(folder: Path, manifest: Manifest, problems: Problems, *, test_range: bool) -> Counter[str]:
    """Read every file of the manifest.

    Returns:
        how many rows each file has.
    """
    rows: Counter[str] = Counter()
    bad: set[str] = set()
    for file in manifest.figures:
        rows[file] = _fill(EXTRACT[file], folder / file, manifest, problems, bad, test_range)
    for file in EXTRACT:
        if file not in manifest.figures and (folder / file).exists():
            problems.add(Problem(file, 0, "", "file_not_in_manifest"))
    with connection.cursor() as cursor:
        raw: Cursor[Any] = cursor.cursor
        with raw.copy("COPY import_bad FROM STDIN") as waiting:
            for person in bad:
                waiting.write_row((person,))
        for command in _INDEXES:
            cursor.execute(command)
        cursor.execute(f"ANALYZE {', '.join(TABLES)}")
    return rows


def _fill(file: File, path: Path, manifest: Manifest, problems: Problems, bad: set[str], test_range: bool) -> int:
    """Read one file; its good rows wait, and a person whose own row is bad waits too, so that the others find it."""
    number = 0
    found = records(path, {*file.needed, *file.others}, file.needed, manifest.separator, problems)
    with connection.cursor() as cursor:
        raw: Cursor[Any] = cursor.cursor
        with raw.copy(f"COPY {file.table} (line, {file.columns}) FROM STDIN") as waiting:
            for line, values in found:
                number += 1
                if values is None:
                    continue
                row = Row(path.name, line, values, manifest, problems)
                said = file.read(row, test_range)
                if not row.is_good:
                    bad.add(said[0])
                if row.is_good or (path.name == PEOPLE and said[0]):
                    waiting.write_row((line, *said))
    return number
