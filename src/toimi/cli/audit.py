"""``toimi audit``: whether the audit is as it was written."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toimi.book.language import Texts
from toimi.cli.cases import as_json, language, print_data
from toimi.cli.up import CannotStart, office_texts, said, told
from toimi.server.examination import Finding, data_folder, missing_libraries
from toimi.server.problems import BadAddress, InstanceError, PostgresError

if TYPE_CHECKING:
    from toimi.office.audit import Verified


@click.group()
def command() -> None:
    """The audit: who did or saw what, sealed."""


@command.command()
@click.option("--known", multiple=True, metavar="NUMBER:DIGEST", help="A seal that was noted outside this database.")
@language
@as_json
def verify(known: tuple[str, ...], lang: str, json_: bool) -> None:
    """Whether every sealed row is as it was written, and none is missing or put in.

    Ends with code 1 if a batch is not as it was sealed, and names it. Reads the database of DATABASE_URL, or that of
    TOIMI_DATA, whether the office is up or not.
    """
    texts = Texts(lang, tomllib.loads(files("toimi.cli").joinpath("texts", "audit.toml").read_text("utf-8")))
    noted = _noted(known, texts)
    with _office_database(lang, texts):
        from toimi.office import audit  # noqa: PLC0415  (its tables need the settings)

        found = audit.verify(noted)
    if json_:
        print_data({
            "seals": found.seals, "rows": found.rows, "unsealed": found.unsealed, "last": found.last and str(found.last),
            "findings": [vars(one) for one in found.findings],
        })  # fmt: skip
    else:
        _say(found, texts)
    if found.findings:
        raise SystemExit(1)


def _say(found: Verified, texts: Texts) -> None:
    counts = {"seals": found.seals, "rows": found.rows, "unsealed": found.unsealed}
    click.echo(texts.of("broken" if found.findings else "whole").format(**counts))
    for one in found.findings:
        click.echo(f"✗ {texts.of('damage', one.damage).format(batch=one.batch, rows=one.rows)}")
    if found.last and not found.findings:
        click.echo(texts.of("last").format(last=found.last))


def _noted(known: tuple[str, ...], texts: Texts) -> dict[int, str]:
    """Digests by number.

    Raises:
        UsageError: if one has another form.
    """
    noted = {}
    for given in known:
        if not re.fullmatch("[0-9]{1,18}:[0-9a-f]{64}", given):
            raise click.UsageError(texts.of("known").format(given=given))
        number, _, digest = given.partition(":")
        noted[int(number)] = digest
    return noted


@contextmanager
def _office_database(lang: str, texts: Texts) -> Iterator[None]:
    """Django with the office's database, which is left running or stopped as it was found.

    Raises:
        CannotStart: if there is none, or it does not answer, lacks tables, or shows a part of them only.
    """
    says = office_texts(lang)
    if missing := missing_libraries():
        raise CannotStart(said(Finding("extra", is_well=False, values={"missing": ", ".join(missing)}), says))
    from django.db import OperationalError, ProgrammingError  # noqa: PLC0415  (needs the extra)

    from toimi.server.preparing import missing_migrations, set_up  # noqa: PLC0415  (needs the extra)

    with _address(data_folder(), texts, says) as address:
        os.environ["DATABASE_URL"] = address
        try:
            set_up()
            if lacking := missing_migrations():
                raise CannotStart(
                    said(Finding("migrations", is_well=False, values={"missing": ", ".join(lacking)}), says)
                )
            yield
        except BadAddress as error:
            raise CannotStart(told(error, says)) from None
        except ProgrammingError:  # row security binds the role of the address
            raise CannotStart(texts.of("not_owner")) from None
        except OperationalError:  # its own words may quote the address
            raise CannotStart(said(Finding("unreachable", is_well=False), says)) from None


@contextmanager
def _address(data: Path, texts: Texts, says: Texts) -> Iterator[str]:
    """The given address, that of the office which is up in the folder, or of its server started for the while."""
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    from toimi.server.instance import only_one  # noqa: PLC0415  (needs the extra)
    from toimi.server.postgres import embedded  # noqa: PLC0415  (needs the extra)

    if not (data / "postgres").exists():
        raise CannotStart(texts.of("no_office").format(data=data))
    server = embedded(data)
    with ExitStack() as afterwards:
        try:
            afterwards.enter_context(only_one(data))
        except InstanceError:  # the office is up, and its server with it
            yield server.url()
            return
        try:
            if server.start():
                afterwards.callback(server.stop)
        except PostgresError as error:
            raise CannotStart(told(error, says)) from None
        yield server.url()
