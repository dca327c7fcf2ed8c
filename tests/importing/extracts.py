"""Extracts written by hand into a folder, and what is left of them in the register."""

from __future__ import annotations

import csv
import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection
from tests.clients.codes import codes

from toimi.importing.actions import import_extract
from toimi.importing.reconciliation import Reconciliation
from toimi.office.actors import HELSINKI, Actor, Reason
from toimi.office.officials import Role

AINO, EERO = codes(2)
"""Both born on 1990-01-01: codes of the test range."""
WHO = Actor(uuid.UUID(int=7), Role.AUTOMATION, "area-oulu", datetime(2026, 1, 2, 9, tzinfo=HELSINKI), Reason.SERVICE)
DAY = "2026-01-01"

Files = dict[str, list[dict[str, str]]]


def extract() -> Files:
    """Three people: one with a past search and a valid one, one valid without a code, and one who has none."""
    return {
        "people.csv": [
            {"person": "1", "identity_code": AINO, "recorded_on": "2020-03-16"},
            {"person": "2", "identity_code": EERO, "recorded_on": "2021-01-04"},
            {"person": "3", "identity_code": "", "recorded_on": "2025-11-03"},
        ],
        "stays.csv": [
            {"person": "1", "organisation": "te-office-pohjois-pohjanmaa", "from": "2020-03-16", "through": "2021-05-31"},
            {"person": "1", "organisation": "area-oulu", "from": "2025-09-01"},
            {"person": "3", "organisation": "area-oulu", "from": "2025-11-03"},
        ],
        "searches.csv": [
            {
                "person": "1", "from": "2020-03-16", "through": "2021-05-31", "ground": "own_wish",
                "end_recorded_on": "2021-06-01", "registered_on": "2020-03-16", "channel": "electronic",
                "contact_details_complete": "yes",
            },
            {
                "person": "1", "from": "2025-09-01", "registered_on": "2025-09-02", "channel": "in_person",
                "asked_at": "2025-09-01T08:15:00+03:00", "evidence": "post stamp",
            },
            {"person": "3", "from": "2025-11-03", "registered_on": "2025-11-03", "channel": "electronic"},
        ],
        "facts.csv": [
            {
                "person": "1", "kind": "employment", "id": "job-1", "from": "2015-01-01", "through": "2020-03-31",
                "attributes": '{"job": "job-1", "pay_month": 2500.50, "hours_share": "unknown"}', "recorded_on": "2020-03-17",
            },
            {
                "person": "1", "kind": "layoff", "id": "layoff-1", "from": "2020-03-16",
                "attributes": '{"job": "job-1", "extent": "full"}', "recorded_on": "2020-03-17", "source": "official",
            },
            {
                "person": "1", "kind": "layoff", "id": "layoff-2", "from": "2020-03-16", "through": "2020-03-31",
                "attributes": '{"job": "job-1", "extent": "full"}', "recorded_on": "2020-04-02", "corrects": "layoff-1",
            },
            {
                "person": "1", "kind": "employment", "id": "job-2", "from": '{"earliest": "2021-06-01", "latest": "2021-06-30"}',
                "attributes": '{"job": "job-2", "pay_month": 3000}', "recorded_on": "2021-07-01",
            },
            {
                "person": "1", "kind": "employment", "id": "job-2-gone", "recorded_on": "2021-08-01", "corrects": "job-2",
                "withdrawn": "yes",
            },
            {
                "person": "2", "kind": "person", "id": "who", "attributes": '{"citizenship": "finland"}',
                "recorded_on": "2021-01-04",
            },
        ],
        "contacts.csv": [
            {"person": "1", "kind": "phone", "value": "+358 40 1234567", "since": "2020-03-16", "recorded_on": "2020-03-16"},
            {"person": "1", "kind": "language", "value": "sv", "since": "2020-03-16", "recorded_on": "2020-03-16"},
            {"person": "1", "kind": "phone", "value": "", "since": "2021-05-31", "recorded_on": "2021-05-31"},
        ],
        "representations.csv": [
            {
                "person": "3", "kind": "guardian", "name": "City guardian", "scope": "money", "from": "2025-11-01",
                "through": "2025-12-31", "evidence": "decision 12/2025", "recorded_on": "2025-11-03",
            },
        ],
    }  # fmt: skip


def manifest(files: Mapping[str, Sequence[Any]], **more: dict[str, Any]) -> dict[str, Any]:
    """What an extract says of itself; ``more`` are further figures, by name of the file without its ending."""
    return {
        "extract": "ura 2026-01-01", "system": "ura", "made_on": DAY,
        "files": {name: {"rows": len(rows), **more.get(name.removesuffix(".csv"), {})} for name, rows in files.items()},
    }  # fmt: skip


def written(folder: Path, files: Files, told: Mapping[str, Any] | None = None) -> Path:
    """The folder with the files in it."""
    folder.mkdir(exist_ok=True)
    for name, rows in files.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (folder / name).open("w", newline="", encoding="utf-8") as opened:
            writer = csv.DictWriter(opened, columns, delimiter=(told or {}).get("separator", ","))
            writer.writeheader()
            writer.writerows(rows)
    (folder / "manifest.json").write_text(json.dumps(told or manifest(files)), "utf-8")
    return folder


def imported(folder: Path, *, dry: bool = False, who: Actor = WHO) -> Reconciliation:
    """Codes of the test range are taken."""
    return import_extract(folder, who=who, is_dry_run=dry, test_range=True)


def counts() -> dict[str, int]:
    """Rows of every table of the register and the audit."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM {table}")
            (found[table],) = cursor.fetchone()
    return found


def codes_of(done: Reconciliation) -> list[tuple[str, str]]:
    """Where each problem is, and its code."""
    return [(one.place, one.code) for one in done.problems.first]
