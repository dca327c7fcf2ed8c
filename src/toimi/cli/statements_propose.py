"""``toimi statements propose``: what the law proposes in matters that wait for an official, as a file for another system."""

from __future__ import annotations

import json
import os
import uuid
from pathlib import Path

import click

from toimi.cli.as_official import actor_of, as_official
from toimi.cli.cases import BadInput, language
from toimi.cli.office_database import office_database
from toimi.cli.outputs import whole
from toimi.cli.statements_commission import automatic_texts


@click.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file: one proposal a line, as JSON.")
@as_official
@language
def propose(out: Path, official: uuid.UUID, role: str, organisation: str, lang: str) -> None:
    """Write the proposals that wait for an official of the organisation, one a line, for the national system.

    It is how statements leave an add-on, which keeps none (380/2023 section 120 a). The file holds personal data: only its
    owner can read it, and each person's export leaves its trace in the audit.
    """
    texts = automatic_texts(lang)
    with office_database(lang):
        from toimi.statements.exporting_proposals import proposals  # noqa: PLC0415  (its tables need the settings)

        found = proposals(who=actor_of(official, role, organisation, "matter", lang))
    try:
        with (
            whole(out) as unfinished,
            os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file,
        ):
            file.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in found)
    except OSError as error:
        raise BadInput(texts.of("cannot_write").format(file=out, why=error.strerror or "")) from None
    click.echo(texts.of("exported").format(count=len(found), file=out))
