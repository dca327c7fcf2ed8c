"""``toimi import``: the extract of an old system, into the register."""

from __future__ import annotations

import json
import tomllib
import uuid
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from toimi.book.language import Texts
from toimi.cli.cases import MOST_PROBLEMS, BadInput, as_json, language, print_data
from toimi.cli.office_database import office_database

if TYPE_CHECKING:
    from toimi.importing.reconciliation import Compared, Reconciliation
    from toimi.office.actors import Actor

ITSELF = uuid.uuid5(uuid.NAMESPACE_URL, "toimi:import")
"""Whom the audit names where no official is given: this command, run by one who has the database."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--dry-run", is_flag=True, help="Do all of it, count, and take it back.")
@click.option(
    "--report", type=click.Path(path_type=Path, dir_okay=False), help="Write the reconciliation there, as JSON."
)
@click.option(
    "--official", type=click.UUID, help="Who imports; with --role and --organisation. This command if left out."
)
@click.option("--role", default="", help="The role in which the official imports.")
@click.option("--organisation", default="", help="The code of the organisation for which the official imports.")
@click.option("--test-codes", is_flag=True, help="Take identity codes that are given to nobody: demonstrations, tests.")
@language
@as_json
def command(
    folder: Path,
    dry_run: bool,
    report: Path | None,
    organisation: str,
    official: uuid.UUID | None,
    role: str,
    test_codes: bool,
    lang: str,
    json_: bool,
) -> None:
    """Bring the extract of an old system in FOLDER into the register, all of it or nothing.

    The files are described in docs/import.md. What the register has already is not written again. Ends with code 1, and
    nothing written, if anything is wrong with the extract or contradicts the register.
    """
    texts = Texts(lang, tomllib.loads(files("toimi.cli").joinpath("texts", "import.toml").read_text("utf-8")))
    written = _opened(report, texts) if report else None
    with office_database(lang):
        from toimi.importing.actions import import_extract  # noqa: PLC0415  (its tables need the settings)

        who = _importer(organisation, official, role, texts)
        done = import_extract(folder, who=who, is_dry_run=dry_run, test_range=test_codes)
    if written:
        with written:
            json.dump(done.as_data(lang), written, ensure_ascii=False, indent=2)
    if json_:
        print_data(done.as_data(lang))
    else:
        _say(done, texts)
    if not done.is_written:
        raise SystemExit(1)


def _opened(report: Path, texts: Texts) -> IO[str]:
    """The report, opened before anything is written elsewhere.

    Raises:
        BadInput: if it cannot be.
    """
    try:
        return report.open("w", encoding="utf-8")
    except OSError as error:
        raise BadInput(texts.of("no_report").format(report=report, why=error.strerror)) from None


def _importer(organisation: str, official: uuid.UUID | None, role: str, texts: Texts) -> Actor:
    """The official, if the role is theirs today and one that registers; or this command.

    Raises:
        BadInput: if not, or no such organisation serves clients today.
    """
    from toimi.clients.access import REGISTRARS  # noqa: PLC0415  (its tables need the settings)
    from toimi.clients.stays import SERVING  # noqa: PLC0415  (its tables need the settings)
    from toimi.office.actors import HELSINKI, Actor, Reason, actor  # noqa: PLC0415  (its tables need the settings)
    from toimi.office.officials import Role  # noqa: PLC0415  (its tables need the settings)
    from toimi.office.organisations import Organisation  # noqa: PLC0415  (its tables need the settings)
    from toimi.office.problems import Refused  # noqa: PLC0415  (its tables need the settings)

    now = datetime.now(HELSINKI)
    if not Organisation.objects.filter(code=organisation, kind__in=SERVING, days__contains=now.date()).exists():
        raise BadInput(texts.of("no_organisation"))
    if official is None:
        return Actor(ITSELF, Role.AUTOMATION, organisation, now, Reason.SERVICE)
    if role not in REGISTRARS:
        raise BadInput(texts.of("not_assigned"))
    try:
        return actor(official, Role(role), organisation, at=now, reason=Reason.SERVICE)
    except Refused:
        raise BadInput(texts.of("not_assigned")) from None


def _say(done: Reconciliation, texts: Texts) -> None:
    """The numbers as a table, then what differs, then the problems."""
    if done.rows:
        click.echo(_line([texts.of("head", name) for name in ("file", "read", "new", "already_there", "refused")]))
    for file, rows in done.rows.items():
        click.echo(_line([file, *(f"{number:,}" for number in vars(rows).values())]))
    for name, one in done.on_the_day.items():
        click.echo(texts.of("on_the_day", name).format(**_both(one)))
    for kind, one in done.facts.items():
        click.echo(texts.of("facts").format(kind=kind, **_both(one)))
    for name in done.differences:
        click.echo(texts.of("differs").format(name=name))
    for problem in done.problems.first[:MOST_PROBLEMS]:
        click.echo(f"✗ {problem.place}: {problem.text(texts.language)}", err=True)
    if done.problems.total > MOST_PROBLEMS:
        click.echo(texts.of("more").format(more=f"{done.problems.total - MOST_PROBLEMS:,}"), err=True)
    click.echo(texts.of("ending", _ending(done)))


def _line(cells: list[str]) -> str:
    first, *others = cells
    return first.ljust(22) + "".join(cell.rjust(16) for cell in others)


def _both(one: Compared) -> dict[str, str]:
    return {"extract": f"{one.extract:,}", "register": "–" if one.register is None else f"{one.register:,}"}


def _ending(done: Reconciliation) -> str:
    if not done.is_written:
        return "refused"
    if not done.is_new:
        return "nothing_new"
    return "dry_run" if done.is_dry_run else "written"
