"""``toimi statements commission``, ``approve``, ``withdraw``: a commissioning decision from a plan to its end."""

from __future__ import annotations

import json
import tomllib
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toimi.book.language import Texts
from toimi.cli.as_official import actor_of, as_official
from toimi.cli.cases import BadInput, language
from toimi.cli.files import BadFile, read_document
from toimi.cli.office_database import office_database

if TYPE_CHECKING:
    from toimi.statements.commissioning_plan import Plan, Tried

NAMED = ("decider", "contact", "rules", "quality", "monitoring", "address")
WATCHED = ("share", "bound", "least")


def automatic_texts(lang: str) -> Texts:
    """What the commands on statements say."""
    return Texts(lang, tomllib.loads(files("toimi.cli").joinpath("texts", "automatic.toml").read_text("utf-8")))


@click.command()
@click.argument("plan", type=click.Path(path_type=Path))
@click.option(
    "--check", required=True, type=click.Path(path_type=Path), help="What toimi law check --json printed, as a file."
)
@as_official
@language
def commission(plan: Path, check: Path, official: uuid.UUID, role: str, organisation: str, lang: str) -> None:
    """Draft the commissioning decision of PLAN and propose it for approval; prints its number and digest.

    PLAN (docs/commissioning.md) names the subjects with their legal basis and monitoring, the days, and who answers for what.
    The worked examples of each provision are counted now. Another official approves it: toimi statements approve.
    """
    texts = automatic_texts(lang)
    with office_database(lang), _refusals(lang):
        from toimi.statements.commissioning import draft  # noqa: PLC0415  (its tables need the settings)
        from toimi.statements.models import Commissioning  # noqa: PLC0415  (its tables need the settings)

        who = actor_of(official, role, organisation, "control", lang)
        (number,) = draft([_plan(plan, texts)], _tried(check, who.day, texts), who=who)
        digest = Commissioning.objects.values_list("digest", flat=True).get(pk=number)
    click.echo(texts.of("drafted").format(number=number, digest=digest))


@click.command()
@click.argument("number", type=click.IntRange(1))
@as_official
@language
def approve(number: int, official: uuid.UUID, role: str, organisation: str, lang: str) -> None:
    """Approve the commissioning decision NUMBER that another official drafted."""
    with office_database(lang), _refusals(lang):
        from toimi.statements import commissioning  # noqa: PLC0415  (its tables need the settings)

        commissioning.approve([number], who=actor_of(official, role, organisation, "control", lang))
    click.echo(automatic_texts(lang).of("approved").format(number=number))


@click.command()
@click.argument("number", type=click.IntRange(1))
@as_official
@language
def withdraw(number: int, official: uuid.UUID, role: str, organisation: str, lang: str) -> None:
    """End the commissioning decision NUMBER from today on; what was given under it stays given."""
    with office_database(lang), _refusals(lang):
        from toimi.statements import commissioning  # noqa: PLC0415  (its tables need the settings)

        commissioning.withdraw([number], who=actor_of(official, role, organisation, "control", lang))
    click.echo(automatic_texts(lang).of("withdrawn").format(number=number))


@contextmanager
def _refusals(lang: str) -> Iterator[None]:
    """What the rooms refuse, told in the language.

    Raises:
        BadInput: with every problem that was found.
    """
    from toimi.office.problems import Refused as OfficeRefused  # noqa: PLC0415  (its tables need the settings)
    from toimi.statements.problems import Refused  # noqa: PLC0415  (needs the extra)

    try:
        yield
    except Refused as refused:
        raise BadInput("\n".join(dict.fromkeys(one.text(lang) for one in refused.problems))) from None
    except OfficeRefused as refused:
        raise BadInput(refused.says(lang)) from None


def _plan(file: Path, texts: Texts) -> Plan:
    from toimi.statements.commissioning_plan import Plan  # noqa: PLC0415  (needs the extra)

    data = _read(file)
    known = {"from", "through", "scope", *NAMED}
    if not isinstance(data, dict) or data.keys() - known or known - data.keys() - {"through"}:
        raise BadInput(texts.of("plan_names").format(file=file, known=", ".join(sorted(known))))
    try:
        rows = tuple(_row(subject, row) for subject, row in data["scope"].items())
        last = date.fromisoformat(str(data["through"])) if data.get("through") else None
        until = last and date.fromordinal(last.toordinal() + 1)
        return Plan(rows, date.fromisoformat(str(data["from"])), until, *(str(data[name]) for name in NAMED))
    except (AttributeError, TypeError, ValueError, ArithmeticError, KeyError):
        raise BadInput(texts.of("plan_values").format(file=file)) from None


def _row(subject: str, row: dict[str, Any]) -> Any:
    """One subject; percents become thousandths."""
    from toimi.statements.commissioning_plan import Monitoring, ScopeRow  # noqa: PLC0415  (needs the extra)

    if row.keys() - {"basis", *WATCHED}:
        raise ValueError(subject)
    share, bound = (int(Decimal(str(row[name])) * 10) for name in WATCHED[:2])
    return ScopeRow(str(subject), str(row.get("basis", "")), Monitoring(share, bound, int(row["least"])))


def _tried(file: Path, day: date, texts: Texts) -> Tried:
    """How many examples each provision has, and what the check found."""
    from toimi.cli.law_examples import bitten  # noqa: PLC0415  (decides every example)
    from toimi.statements.commissioning_plan import Tried  # noqa: PLC0415  (needs the extra)

    try:
        checks = {str(row["check"]): len(row["findings"]) for row in json.loads(file.read_text("utf-8"))}
    except (OSError, ValueError, TypeError, KeyError):
        raise BadInput(texts.of("check_unreadable").format(file=file)) from None
    return Tried({key: len(names) for key, names in bitten().items()}, checks, day)


def _read(file: Path) -> Any:
    try:
        return read_document(file).data
    except BadFile as problem:
        raise BadInput(str(problem)) from None
