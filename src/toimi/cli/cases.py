"""What every command on a case file shares: options, reading, and errors with file, line, field and remedy."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Callable
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from toimi.book.casefile import Case, CaseError, read_case
from toimi.book.expressions import BookError
from toimi.book.language import Texts
from toimi.cli.files import BadFile, Document, read_document
from toimi.days.line import DayOutOfRange, offset_of

if TYPE_CHECKING:
    from toimi.book.decision import Decision

F = TypeVar("F", bound=Callable[..., Any])
MOST_PROBLEMS = 50
"""Problems of one file that are told at once."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


class BadInput(click.ClickException):
    """A file of the user's that cannot be taken: the command was called rightly, so no usage is shown."""

    exit_code = 2


class DayType(click.ParamType[date]):
    """A day on the command line, year-month-day."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; fails with the form that is wanted."""
        if isinstance(value, date):
            return value
        try:
            if not _DAY.match(value):
                raise ValueError
            day = date.fromisoformat(value)
            offset_of(day)
        except (ValueError, DayOutOfRange):
            self.fail(f"{value!r} is not a day between 1900 and 2079: write 2020-03-30.", param, ctx)
        return day


case_file = click.argument("file", type=click.Path(path_type=Path))
language = click.option(
    "--lang", type=click.Choice(["fi", "sv", "en"]), default="fi", show_default=True, help="Language."
)
as_json = click.option("--json", "json_", is_flag=True, help="Plain data for machines.")
known_at = click.option(
    "--known-at",
    type=DayType(),
    default=None,
    help="The day of knowledge: law and facts as known then. Today if left out.",
)


def switches(command: F) -> F:
    """The option that sets open readings of the law."""
    option = click.option(
        "--reading",
        "readings",
        multiple=True,
        metavar="SWITCH=READING",
        help="Another reading of an open point (see toimi law list).",
    )
    return option(command)


def chosen_switches(readings: tuple[str, ...]) -> dict[str, str]:
    """The readings given on the command line.

    Raises:
        UsageError: if one is not of the form switch=reading.
    """
    from toimi.law.book import BOOK  # noqa: PLC0415  (the law is loaded when it is asked)

    chosen = {}
    for given in readings:
        name, equals, option = given.partition("=")
        if not equals:
            raise click.UsageError(f"{given!r} is not of the form SWITCH=READING. See toimi law list.")
        if name in chosen:
            raise click.UsageError(f"{name} is set twice. Keep one of them.")
        chosen[name] = option
    try:
        BOOK.switched(chosen)
    except BookError as error:
        raise click.UsageError(str(error)) from None
    return chosen


def speaking(language: str) -> Texts:
    """Every text of the book, the law and the commands in one language."""
    from toimi.law.book import texts  # noqa: PLC0415  (the law is loaded when it is asked)

    own = tomllib.loads(files("toimi.cli").joinpath("texts", "cli.toml").read_text("utf-8"))
    return Texts(language, {**texts(language).tables, "cli": own})


def knowledge(day: date | None) -> int:
    """The offset of the day of knowledge; today if none is given. The only look at the clock."""
    return offset_of(day or date.today())  # noqa: DTZ011  (a day of knowledge is the user's own calendar day)


def print_data(data: Any) -> None:
    """Print plain data as JSON, always in UTF-8 whatever the screen can show."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2).encode())


def load(file: Path, day: date | None) -> Case:
    """Read a case file, or end with every problem of it and exit code 2."""
    import toimi.law.facts  # noqa: F401, PLC0415  (declares the vocabulary)

    try:
        document = read_document(file)
        return read_case(document.data, known_at=knowledge(day), name=os.fsencode(file.stem).decode(errors="replace"))
    except BadFile as bad:
        raise BadInput(str(bad)) from None
    except CaseError as error:
        raise BadInput(problems_text(file, document, error)) from None


def decided(file: Path, day: date | None, readings: tuple[str, ...]) -> tuple[Case, Decision]:
    """A case file read and decided; ends with exit code 2 where the file or a reading is bad."""
    case = load(file, day)
    chosen = chosen_switches(readings)
    from toimi.book.decision import decide  # noqa: PLC0415  (not needed when the file is bad)
    from toimi.law.book import BOOK  # noqa: PLC0415  (loaded when the command runs)

    return case, decide(case.caseload, BOOK, known_at=knowledge(day), switches=chosen)


def problems_text(file: Path, document: Document, error: CaseError) -> str:
    """Each problem once, on a line: file, line, field, what is wrong, what to do."""
    lines: dict[str, None] = {}
    for problem in error.problems:
        line = document.line(problem.place)
        where = f"{file}:{line}" if line else str(file)
        lines[f"{where}: {problem.place}: {problem.what}. {problem.remedy}"] = None
    shown = list(lines)[:MOST_PROBLEMS]
    if len(lines) > MOST_PROBLEMS:
        shown.append(f"… and {len(lines) - MOST_PROBLEMS} more.")
    return "\n".join(shown)
