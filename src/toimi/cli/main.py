"""The command ``toimi``. Commands are loaded only when they are called: a cold start stays short."""

from __future__ import annotations

import importlib
import io
import os
import sys
from typing import Any

import click

COMMANDS = {
    "decide": ("toimi.cli.decide", "What the statement says of one person, with grounds and questions."),
    "questions": ("toimi.cli.questions", "What is not known, whom to ask, and what each answer would mean."),
    "worlds": ("toimi.cli.worlds", "What if: the same person with other facts, and the days that differ."),
    "decide-all": ("toimi.cli.decide_all", "Decide a whole caseload from a Parquet file."),
    "people": ("toimi.cli.people", "An invented caseload, with published frequencies."),
    "law": ("toimi.cli.law", "The provisions: list them, show one."),
    "facts": ("toimi.cli.facts", "The vocabulary of facts: its schema, and validation of a case file."),
    "up": ("toimi.cli.up", "Start the office on this machine: database, tables, web."),
    "doctor": ("toimi.cli.doctor", "What keeps the office from starting here, and what mends it."),
    "assign": ("toimi.cli.assign", "Give an official or a system a role in an organisation."),
    "organisations": ("toimi.cli.organisations", "What an office knows of unemployment funds, into its dated data."),
    "ask": ("toimi.cli.ask", "What other authorities' registers say of a client, recorded with its source."),
    "import": (
        "toimi.cli.import_extract",
        "Bring the extract of an old system into the register, all of it or nothing.",
    ),
    "statements": (
        "toimi.cli.statements",
        "Statements: take one out, have the law answer again; automation and its samples.",
    ),
    "verify": ("toimi.cli.verify", "Whether a statement is as the office gave it, without the office."),
    "audit": ("toimi.cli.audit", "Who did or saw what: whether the audit is as it was written."),
}


class LazyCommands(click.Group):
    """Commands by name, imported when called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in the help, without importing anything."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, and the nearest name for one that is unknown."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from toimi.book.values import nearest  # noqa: PLC0415  (loaded when the command runs)

            raise click.UsageError(f"No command {args[0]!r}. {nearest(args[0], COMMANDS)}")
        return super().resolve_command(ctx, args)


@click.command(cls=LazyCommands)
@click.version_option(package_name="toimi")
def toimi() -> None:
    """Toimi: the law of the labour-policy statement, asked about dated facts."""


def main(args: list[str] | None = None) -> Any:
    """Run the command; errors of the user's files end with code 2 and one clear text each.

    A screen that has no ✓ or ä gets a question mark, not an error.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        return toimi.main(args, standalone_mode=False) or 0
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left in the buffer has nowhere to go either
        click.echo(f"Error: the answer cannot be written ({error.strerror}). Check the space there.", err=True)
        sys.exit(2)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)


if __name__ == "__main__":
    main()
