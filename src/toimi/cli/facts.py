"""``toimi facts``: the vocabulary. Its schema for case files and tables, and validation of a case file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from toimi.cli.cases import as_json, case_file, known_at, load, print_data


@click.group()
def command() -> None:
    """The vocabulary of facts."""


@command.command()
@click.option("--table", is_flag=True, help="The columns of a Parquet table of people instead.")
def schema(table: bool) -> None:
    """The JSON Schema of a case file (one person, YAML or JSON)."""
    import toimi.law.facts  # noqa: F401, PLC0415  (declares the vocabulary)

    if table:
        from toimi.book import tables  # noqa: PLC0415  (loaded when the command runs)

        for column in tables.schema():
            click.echo(f"{column.name}: {column.type}")
        return
    from toimi.book.schema import case_schema  # noqa: PLC0415  (loaded when the command runs)

    print_data(case_schema())


@command.command()
@case_file
@known_at
@as_json
def validate(file: Path, known_at: date | None, json_: bool) -> None:
    """Whether FILE is a good case file: every problem with its line, field and remedy, or the number of facts."""
    case = load(file, known_at)
    counts = {kind: len(rows) for kind, rows in case.caseload.rows.items() if kind != "person"}
    if json_:
        print_data({"case": case.name, "facts": counts})
        return
    each = ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())) or "none"
    click.echo(f"{file}: good. {sum(counts.values())} facts known: {each}.")
