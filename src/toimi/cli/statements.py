"""``toimi statements``: statements taken out, and asked of the law once more."""

from __future__ import annotations

import json
import tomllib
from importlib.resources import files
from pathlib import Path

import click

from toimi.book.language import Texts
from toimi.cli.cases import BadInput, as_json, language, print_data
from toimi.cli.office_database import office_database
from toimi.cli.outputs import progress, whole
from toimi.cli.statements_commission import approve, commission, withdraw
from toimi.cli.statements_propose import propose
from toimi.cli.statements_scope import samples, scope


def _texts(lang: str) -> Texts:
    return Texts(lang, tomllib.loads(files("toimi.cli").joinpath("texts", "statements.toml").read_text("utf-8")))


@click.group()
def command() -> None:
    """Statements: take one out, have the law answer again; what is given automatically, and how that is watched."""


for one in (commission, approve, withdraw, scope, samples, propose):
    command.add_command(one)


@command.command()
@click.argument("number")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file; the screen if left out.")
@language
def export(number: str, out: Path | None, lang: str) -> None:
    """Write the statement NUMBER with all that it was made of, for ``toimi verify``. It holds the person's facts."""
    texts = _texts(lang)
    with office_database(lang):
        from toimi.statements import exporting  # noqa: PLC0415  (its tables need the settings)

        try:
            found = exporting.export(number)
        except LookupError:
            raise BadInput(texts.of("unknown").format(numbers=number)) from None
    if out is None:
        print_data(found)
        return
    with whole(out) as file:
        file.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    click.echo(texts.of("written").format(number=number, file=out))


@command.command()
@click.argument("numbers", nargs=-1, metavar="[NUMBER]…")
@click.option("--all", "all_", is_flag=True, help="Every statement.")
@language
@as_json
def recompute(numbers: tuple[str, ...], all_: bool, lang: str, json_: bool) -> None:
    """Have the law answer again, from the facts that were kept with statements: is each receipt the same?

    Ends with code 1 if one is not, with 3 if some were given by another version of the book.
    """
    texts = _texts(lang)
    if all_ == bool(numbers):
        raise click.UsageError(texts.of("which"))
    with office_database(lang):
        from toimi.statements.models import Statement  # noqa: PLC0415  (its tables need the settings)
        from toimi.statements.recomputing import Outcome, Recomputed  # noqa: PLC0415  (its tables need the settings)
        from toimi.statements.recomputing import recompute as again  # noqa: PLC0415  (its tables need the settings)

        found, asked = Recomputed(), Statement.objects.count() if all_ else len(numbers)
        try:
            with progress("Asking the law again", asked) as done:
                before = 0
                for found in again(None if all_ else numbers):
                    done(found.counts.total() - before)
                    before = found.counts.total()
        except LookupError as error:
            raise BadInput(texts.of("unknown").format(numbers=error)) from None
    counts = {str(outcome): found.counts[outcome] for outcome in Outcome}
    if json_:
        print_data({**counts, "numbers_different": found.different})
    else:
        click.echo(texts.of("recomputed").format(**counts))
        for number in found.different:
            click.echo(f"✗ {number}")
    raise SystemExit(1 if found.different else 3 if counts[Outcome.OTHER_BOOK] else 0)


@command.command()
@language
def key(lang: str) -> None:
    """Print the office's public key (a JWK), by which its signatures are checked."""
    with office_database(lang):
        from toimi.statements.signing import public_key  # noqa: PLC0415  (its tables need the settings)

        print_data(public_key())


@command.command()
@language
@as_json
def codes(lang: str, json_: bool) -> None:
    """Print the reason codes: our own by the place of the law, and official ones where a source says them."""
    from toimi.statements.codes import codes as known  # noqa: PLC0415  (loaded when the command runs)

    texts = _texts(lang)
    if json_:
        print_data([{**vars(one), "verified": one.is_verified} for one in known().values()])
        return
    for one in known().values():
        mark = texts.of("code_verified" if one.is_verified else "code_unverified")
        click.echo(f"{one.place:<16} {one.own:<28} {one.before or '–':<6} {one.since or '–':<6} {mark}")
    click.echo(texts.of("codes_are_own"))
