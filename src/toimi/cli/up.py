"""``toimi up``: the office on this machine, from an empty folder to an address that answers."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import click

from toimi.book.language import Texts
from toimi.cli.cases import language
from toimi.server.examination import Finding, data_folder, missing_libraries
from toimi.server.problems import Problem


class CannotStart(click.ClickException):
    """Why the office cannot start, or why it ended."""


def office_texts(lang: str) -> Texts:
    """What the commands of the office say."""
    return Texts(lang, tomllib.loads(files("toimi.cli").joinpath("texts", "office.toml").read_text("utf-8")))


def told(problem: Problem, texts: Texts) -> str:
    """What stands in the way, and what mends it."""
    return texts.of("problems", problem.code).format(**problem.values)


def said(finding: Finding, texts: Texts) -> str:
    """One finding, with its mend if it needs one."""
    state = "well" if finding.is_well else "ill"
    why = {"why": told(finding.because, texts)} if finding.because else {}
    return texts.of("doctor", finding.what, state).format(**finding.values, **why)


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 is any that is free.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes of the web.")
@language
def command(port: int, workers: int, lang: str) -> None:
    """Start the office: database, tables, web, worker. Prints its address and runs until it is stopped.

    The data lie in TOIMI_DATA (var/toimi if left out), or in the database of DATABASE_URL. The web logs in to it by
    TOIMI_WEB_DATABASE_URL, as the role toimi_web.
    """
    texts = office_texts(lang)
    if missing := missing_libraries():
        raise CannotStart(said(Finding("extra", is_well=False, values={"missing": ", ".join(missing)}), texts))
    from toimi.server.instance import run_office  # noqa: PLC0415  (needs the extra)
    from toimi.server.processes import asked_to_stop  # noqa: PLC0415  (needs the extra)

    def ready(address: str) -> None:
        click.echo(texts.of("up", "ready").format(address=address))

    with asked_to_stop() as asked:
        try:
            run_office(data_folder(), port, workers, asked, ready)
        except Problem as problem:
            raise CannotStart(told(problem, texts)) from None
    click.echo(texts.of("up", "stopped"))
