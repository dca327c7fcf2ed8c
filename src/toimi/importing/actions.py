"""The import: read, check everything, write all of it, count; one transaction, which a dry run rolls back at its end."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from django.db import transaction

from toimi.importing.comparing import already_there, compare, find_people
from toimi.importing.manifest import NAME, Manifest, read_manifest
from toimi.importing.problems import Problem, Problems
from toimi.importing.reconciliation import Reconciliation, check_figures, day_of_extract, facts_by_kind, rows_of
from toimi.importing.searches import compare_searches
from toimi.importing.waiting import drop_tables, fill, make_tables
from toimi.importing.writing import touched, write
from toimi.office.actors import Actor
from toimi.office.audit import record

WHAT = "clients.import"
_TRACES = 5_000
"""Rows of the audit written at once."""


def import_extract(folder: Path, *, who: Actor, is_dry_run: bool = False, test_range: bool = False) -> Reconciliation:
    """Bring the extract of an old system into the register, all of it or nothing.

    Rows that the register has already are not written again, so the same extract twice is the same as once; what
    contradicts the register is a problem, and never written over it.

    Args:
        folder: with the manifest and the files that it names.
        who: imports it, when.
        is_dry_run: do all of it, and take it back.
        test_range: whether identity codes that are given to nobody are taken: in demonstrations and tests.

    Returns:
        the numbers, and every problem: with one or more of them nothing was written.
    """
    problems = Problems()
    manifest = read_manifest(folder, who.day, problems)
    if manifest is None:
        return Reconciliation(None, is_dry_run, False, problems)
    with transaction.atomic():
        done = _run(folder, manifest, problems, who, is_dry_run, test_range)
        if is_dry_run or not done.is_written:
            transaction.set_rollback(True)
    return done


def _run(
    folder: Path, manifest: Manifest, problems: Problems, who: Actor, is_dry_run: bool, test_range: bool
) -> Reconciliation:
    make_tables()
    read = fill(folder, manifest, problems, test_range=test_range)
    figures = check_figures(manifest, read, problems)
    if not problems.broken:
        find_people(problems)
        compare(problems)
        compare_searches(problems)
    there = already_there()
    is_written = not problems.total and _written(who, problems)
    done = Reconciliation(
        manifest, is_dry_run, is_written, problems, rows_of(read, there, problems),
        day_of_extract(manifest, is_written=is_written), facts_by_kind(is_written=is_written), figures,
    )  # fmt: skip
    drop_tables()
    return done


def _written(who: Actor, problems: Problems) -> bool:
    """Write, and leave a trace of each client of whom anything was written."""
    if not write(who):
        problems.add(Problem(NAME, 0, "", "register_changed_meanwhile"))
        return False
    people = touched()
    while some := list(islice(people, _TRACES)):
        record([who.trace(WHAT, person) for person in some])
    return True
