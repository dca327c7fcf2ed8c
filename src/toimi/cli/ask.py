"""``toimi ask``: what other authorities' registers say of a client, recorded with its source."""

from __future__ import annotations

import tomllib
import uuid
from importlib.resources import files
from typing import TYPE_CHECKING

import click

from toimi.book.language import Texts
from toimi.cli.as_official import actor_of, as_official
from toimi.cli.cases import BadInput, language
from toimi.cli.office_database import office_database

if TYPE_CHECKING:
    from toimi.clients.register_answers import Outcome
    from toimi.office.actors import Actor

NAMES = ("population", "companies", "incomes", "kela", "studies")
"""As in ``toimi.registers.directory``, which needs the extra."""


@click.command()
@click.argument("person", type=click.IntRange(1))
@click.option(
    "--register", "registers", multiple=True, type=click.Choice(NAMES), help="Again for each; all if left out."
)
@as_official
@click.option(
    "--issue",
    default="service",
    show_default=True,
    help="What it is for, as matter:17; the other authority sees it too.",
)
@language
def command(
    person: int, registers: tuple[str, ...], official: uuid.UUID, role: str, organisation: str, issue: str, lang: str
) -> None:
    """Ask registers about the client PERSON. What they tell becomes facts; one that does not answer leaves them not known.

    The addresses of the registers are in the environment (docs/registers.md). The access is that of the official, and each
    asking leaves its trace in the audit, let through or not. Ends with code 1 if a register did not answer.
    """
    texts = Texts(lang, tomllib.loads(files("toimi.cli").joinpath("texts", "ask.toml").read_text("utf-8")))
    with office_database(lang):
        outcomes = _asked(
            actor_of(official, role, organisation, "service", lang), person, registers or NAMES, issue, texts, lang
        )
        said = [(one.register, _says(one, texts, lang)) for one in outcomes]
        answered = all(_is_answered(one) for one in outcomes)
    for register, lines in said:
        click.echo(f"{register:<11} {lines[0]}")
        for line in lines[1:]:
            click.echo(f"{'':<11} {line}")
    if not answered:
        raise SystemExit(1)


def _asked(who: Actor, person: int, registers: tuple[str, ...], issue: str, texts: Texts, lang: str) -> list[Outcome]:
    """What came of asking; who may not is refused, with the traces written.

    Raises:
        BadInput: if the official may not ask about the client, or nobody has the number.
    """
    from django.db import transaction  # noqa: PLC0415  (after the settings)

    from toimi.clients.from_registers import ask_registers  # noqa: PLC0415  (its tables need the settings)
    from toimi.clients.problems import Refused  # noqa: PLC0415  (its tables need the settings)
    from toimi.office.access import NotAllowed  # noqa: PLC0415  (its tables need the settings)
    from toimi.office.audit import record  # noqa: PLC0415  (its tables need the settings)
    from toimi.office.problems import PROBLEMS  # noqa: PLC0415  (its tables need the settings)
    from toimi.registers.xroad import BadSetting  # noqa: PLC0415  (needs the extra)

    try:
        return ask_registers([person], registers, who=who, issue=issue)
    except NotAllowed as refused:
        with transaction.atomic():
            record(refused.traces)
        raise BadInput(PROBLEMS[min(refused.because.values())][lang]) from None
    except Refused as refused:
        raise BadInput("\n".join(problem.text(lang) for problem in refused.problems)) from None
    except BadSetting as wrong:
        raise BadInput(texts.of("setting").format(setting=wrong.setting)) from None


def _is_answered(one: Outcome) -> bool:
    from toimi.registers.answers import NotKnown  # noqa: PLC0415  (needs the extra)

    return not isinstance(one.answer, NotKnown)


def _says(one: Outcome, texts: Texts, lang: str) -> list[str]:
    """What came of one register, and every contradiction."""
    from toimi.registers.answers import NotKnown, NotThere  # noqa: PLC0415  (needs the extra)

    if isinstance(one.answer, NotKnown):
        return [texts.of("not_known").format(why=one.answer.text(lang))]
    if isinstance(one.answer, NotThere):
        return [texts.of("not_there")]
    recorded = ", ".join([*one.written, *one.details])
    first = texts.of("told").format(recorded=recorded) if recorded else texts.of("nothing_new")
    return [first, *(f"! {found.problem.text(lang)}" for found in one.contradictions)]
