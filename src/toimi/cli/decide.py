"""``toimi decide FILE``: what the statement says of one person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from toimi.cli.cases import as_json, case_file, decided, known_at, language, print_data, speaking, switches


@click.command()
@case_file
@known_at
@language
@switches
@as_json
def command(file: Path, known_at: date | None, lang: str, readings: tuple[str, ...], json_: bool) -> None:
    """Decide one person: FILE is a case in YAML or JSON (toimi facts schema says its form)."""
    case, decision = decided(file, known_at, readings)
    from toimi.cli.plain import decision_data  # noqa: PLC0415  (not needed when the file is bad)

    said = speaking(lang)
    data = decision_data(case, decision, said)
    if json_:
        print_data(data)
        return
    from toimi.cli.show import console, show_decision  # noqa: PLC0415  (loaded when the command runs)

    console().print(show_decision(data, said))
