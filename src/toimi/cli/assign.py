"""``toimi assign``: an official, or a system that acts as one, has a role in an organisation."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from importlib.resources import files

import click

from toimi.book.language import Texts
from toimi.cli.cases import BadInput, language
from toimi.cli.office_database import office_database


@click.command()
@click.argument("subject")
@click.option(
    "--name", default="", help="As it stands on papers to clients; the subject, if left out and not known yet."
)
@click.option("--role", required=True, help="adviser, decider, manager, lawyer, auditor, automation or payer_system.")
@click.option("--organisation", required=True, help="Its code, as area-oulu.")
@click.option("--from", "first_day", type=click.DateTime(["%Y-%m-%d"]), help="The first day; today if left out.")
@click.option("--through", "last_day", type=click.DateTime(["%Y-%m-%d"]), help="The last day; it goes on if left out.")
@click.option("--task-share", type=click.IntRange(0, 100), help="Percent of the tasks, in a trial municipality.")
@language
def command(
    subject: str,
    name: str,
    role: str,
    organisation: str,
    first_day: datetime | None,
    last_day: datetime | None,
    task_share: int | None,
    lang: str,
) -> None:
    """Give SUBJECT, as the identity provider calls the account, a role in an organisation.

    Whoever may run this has the database of the office anyway; the audit names the command. Prints the official's opaque id.
    """
    texts = Texts(lang, tomllib.loads(files("toimi.cli").joinpath("texts", "assign.toml").read_text("utf-8")))
    with office_database(lang):
        from toimi.office.actors import HELSINKI  # noqa: PLC0415  (its tables need the settings)
        from toimi.office.appointing import appoint  # noqa: PLC0415  (its tables need the settings)
        from toimi.office.problems import Refused  # noqa: PLC0415  (its tables need the settings)

        now = datetime.now(HELSINKI)
        try:
            official = appoint(
                subject, name=name, role=role, organisation=organisation, first_day=_day(first_day) or now.date(),
                last_day=_day(last_day), task_share=task_share, at=now,
            )  # fmt: skip
        except Refused as refused:
            raise BadInput(refused.says(lang)) from None
    click.echo(texts.of("assigned").format(official=official))


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
