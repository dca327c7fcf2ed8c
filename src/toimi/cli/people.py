"""``toimi people N --seed S --out DIR``: an invented caseload, and how often everything in it is so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toimi.cli.cases import BadInput
from toimi.cli.outputs import progress, whole

if TYPE_CHECKING:
    from toimi.invented.people import Invented


@click.command()
@click.argument("people", metavar="N", type=click.IntRange(1, 2_000_000))
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed gives the same people."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for the table; made if missing.",
)
@click.option(
    "--extract", is_flag=True, help="Instead, an extract of an old system with these people, for toimi import."
)
def command(people: int, seed: int, out: Path, *, extract: bool) -> None:
    """Invent N people with two years of facts around spring 2020, as a table for toimi decide-all.

    Nobody in it has lived: identity codes are of the range reserved for tests. Writes people.parquet and
    frequencies.json into the folder, and prints how often everything is so and from which published figure.
    """
    try:
        (_as_extract if extract else _as_table)(people, seed, out)
    except OSError as error:
        why = error.strerror or error
        raise BadInput(f"{out}: cannot be written ({why}). Check the name, the rights and the space.") from None


def _as_table(people: int, seed: int, out: Path) -> None:
    """The table of toimi decide-all, and the frequencies."""
    from toimi.invented.people import Invented  # noqa: PLC0415  (loaded when the command runs)

    invented = Invented(people, seed)
    out.mkdir(parents=True, exist_ok=True)
    _write(invented, out / "people.parquet")
    told = _told(invented)
    with whole(out / "frequencies.json") as file:
        file.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", "utf-8")
    click.echo(f"{people:,} invented people: {out / 'people.parquet'}")
    for one in told:
        click.echo(f"{one['share']:7.2%} wanted, {one['found']:7.2%} of {one['of']:,} found: {one['means']}")
        click.echo(f"         {one['source']}")


def _as_extract(people: int, seed: int, out: Path) -> None:
    """The files of docs/import.md."""
    from toimi.cli.office_database import need_libraries  # noqa: PLC0415  (loaded when the command runs)

    need_libraries("en")
    from toimi.server.preparing import set_up  # noqa: PLC0415  (needs the extra)

    set_up()
    from toimi.importing.of_invented import invented_extract  # noqa: PLC0415  (its vocabulary needs the settings)

    out.parent.mkdir(parents=True, exist_ok=True)
    invented_extract(out, people, seed)
    click.echo(f"{people:,} invented people as an extract: {out}")


def _write(invented: Invented, file: Path) -> None:
    import pyarrow.parquet as pq  # noqa: PLC0415  (loaded when the command runs)

    from toimi.book.tables import schema  # noqa: PLC0415  (loaded when the command runs)

    with (
        whole(file) as unfinished,
        progress("Inventing", invented.people) as done,
        pq.ParquetWriter(unfinished, schema()) as writer,
    ):
        for table in invented.tables():
            writer.write_table(table)
            done(len(table))


def _told(invented: Invented) -> list[dict[str, Any]]:
    from toimi.invented.frequencies import frequencies  # noqa: PLC0415  (loaded when the command runs)

    return [
        {
            "name": one.name, "means": one.means, "share": one.share,
            "found": invented.drawn[one.name] / max(invented.asked[one.name], 1),
            "of": invented.asked[one.name], "source": one.source, "url": one.url,
        }
        for one in frequencies().values()
    ]  # fmt: skip
