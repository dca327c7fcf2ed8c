"""``toimi questions FILE``: what is not known and could change the answer."""

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
    """The questions of one person, the most deciding first, with what each answer would mean."""
    case, decision = decided(file, known_at, readings)
    from toimi.cli.plain import questions_data  # noqa: PLC0415  (not needed when the file is bad)

    said = speaking(lang)
    data = questions_data(case, decision, said)
    if json_:
        print_data(data)
        return
    from toimi.cli.plain import contradiction_data  # noqa: PLC0415  (loaded when the command runs)
    from toimi.cli.show import (  # noqa: PLC0415  (loaded when the command runs)
        console,
        show_contradictions,
        show_questions,
    )

    told = [contradiction_data(case, decision, one, said) for one in decision.contradictions]
    for part in show_contradictions(told, said):
        console().print(part)
    if data or not told:
        console().print(show_questions(data, said))
