"""``toimi audit``: whether the audit is as it was written."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

import click

from toimi.book.language import Texts
from toimi.cli.cases import as_json, language, print_data
from toimi.cli.office_database import office_database

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
    with office_database(lang):
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
