"""``toimi organisations``: what the operating office knows of unemployment funds, into the office's dated data."""

from __future__ import annotations

import tomllib
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import click

from toimi.book.language import Texts
from toimi.cli.cases import BadInput, language
from toimi.cli.office_database import office_database


@click.group()
def command() -> None:
    """Organisations of the field, as dated data."""


@command.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@language
def load(file: Path, lang: str) -> None:
    """Take the unemployment funds of FILE (CSV): all of it or nothing, and twice is once.

    The columns are in docs/organisations.md. What FILE says of a fund holds from then on instead of what Toimi comes with.
    Whoever may run this has the database of the office anyway; the audit names the command.
    """
    texts = Texts(lang, tomllib.loads(files("toimi.cli").joinpath("texts", "organisations.toml").read_text("utf-8")))
    with office_database(lang):
        from toimi.office.actors import HELSINKI  # noqa: PLC0415  (its tables need the settings)
        from toimi.office.funds import BadFunds, load_funds  # noqa: PLC0415  (its tables need the settings)

        try:
            number = load_funds(file, at=datetime.now(HELSINKI))
        except BadFunds as bad:
            said = [texts.of("line").format(line=one.line, problem=one.text(lang)) for one in bad.problems]
            raise BadInput("\n".join(said)) from None
        except OSError as error:
            raise BadInput(texts.of("unread").format(why=error.strerror)) from None
    click.echo(texts.of("loaded").format(number=number))
