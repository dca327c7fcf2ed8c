"""``toimi decide-all FILE.parquet --out DIR``: a whole caseload in chunks, spread over the cores, rejects set aside."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toimi.cli.cases import BadInput, DayType, chosen_switches, knowledge, known_at, switches
from toimi.days.line import offset_of

if TYPE_CHECKING:
    import pyarrow.parquet as pq

    from toimi.cli.caseload_run import Engine

CHUNK = 10_000
"""People at a time: smaller chunks are slower, larger ones need more memory and gain nothing."""
WORTH = 20_000
"""From so many people on other processes are started unasked: before, starting them takes longer than the work."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Folder for the results; made if missing.",
)
@click.option(
    "--from", "first", type=DayType(), default=None, help="First day asked about, where the table does not say."
)
@click.option(
    "--through", "last", type=DayType(), default=None, help="Last day asked about, where the table does not say."
)
@known_at
@switches
@click.option("--receipts", is_flag=True, help="Write a receipt for each person too (slower).")
@click.option("--workers", type=click.IntRange(1, 512), default=None, help="Processes; the cores if left out.")
@click.option(
    "--engine", type=click.Choice(["cores", "spark"]), default="cores", show_default=True, help="What decides."
)
@click.option("--master", default=None, metavar="URL", help="The Spark cluster; every core here if left out.")
def command(
    file: Path,
    out: Path,
    first: date | None,
    last: date | None,
    known_at: date | None,
    readings: tuple[str, ...],
    receipts: bool,
    workers: int | None,
    engine: str,
    master: str | None,
) -> None:
    """Decide everybody in FILE, a Parquet table with one row a person (toimi facts schema --table says its columns).

    Writes answers.parquet, rejects.jsonl and summary.json into the folder. A run that was stopped or killed leaves
    its finished parts there in .unfinished, and the same command goes on from them.
    """
    if (first is None) != (last is None):
        raise click.UsageError("Give both --from and --through, or neither.")
    if first and last and first > last:
        raise click.UsageError(f"--from {first} is later than --through {last}. Correct one of the two.")
    if engine == "spark" and workers:
        raise click.UsageError("--workers are processes of this machine; a cluster has its own. Leave it out.")
    if engine != "spark" and master:
        raise click.UsageError("--master names a Spark cluster. Add --engine spark.")
    asked = (offset_of(first), offset_of(last) + 1) if first and last else None
    chosen = chosen_switches(readings)
    with _open(file) as source:
        from toimi.cli.caseload_run import Caseload, run  # noqa: PLC0415  (loaded when the command runs)
        from toimi.cli.chunks import Orders  # noqa: PLC0415  (loaded when the command runs)

        caseload = Caseload(file, source, out, Orders(asked, knowledge(known_at), chosen, receipts), CHUNK)
        summary = run(
            caseload, _engine(engine, workers or _workers(caseload.people), master), f"{engine} {master or ''}"
        )
    _tell(out, summary)


def _engine(name: str, workers: int, master: str | None) -> Engine:
    if name == "spark":
        from toimi.cli.spark import check_installed, cluster  # noqa: PLC0415  (an extra)

        check_installed()
        return cluster(master)
    from toimi.cli.caseload_run import cores  # noqa: PLC0415  (loaded when the command runs)

    return cores(workers)


def _workers(people: int) -> int:
    return len(os.sched_getaffinity(0)) if people >= WORTH else 1


def _tell(out: Path, summary: dict[str, Any]) -> None:
    click.echo(f"{summary['decided']:,} people decided, {summary['rejected']:,} rejected: {out}")
    people = summary["people"]
    click.echo(f"  {people['settled']:,} people settled, {people['with_open_days']:,} with open days")
    for outcome, days in sorted(summary["days"].items()):
        click.echo(f"  {outcome}: {days:,} days")
    for name, times in summary["contradictions"].items():
        click.echo(f"  facts contradict each other, {name}: {times:,} times")
    if summary["rejected"]:
        click.echo(f"Why people were rejected: {out / 'rejects.jsonl'}")


def _open(file: Path) -> pq.ParquetFile:
    """The table, its columns checked."""
    import pyarrow as pa  # noqa: PLC0415  (only here: a cold start of the other commands does without)
    import pyarrow.parquet as pq  # noqa: PLC0415  (loaded when the command runs)

    import toimi.law.facts  # noqa: F401, PLC0415  (declares the vocabulary)
    from toimi.book.tables import BadTable, check_schema  # noqa: PLC0415  (loaded when the command runs)

    try:
        file.open("rb").close()
    except OSError as error:
        raise BadInput(f"{file}: cannot be read ({error.strerror}). Check the name and the rights.") from None
    try:
        source = pq.ParquetFile(file)
        check_schema(source.schema_arrow)
    except (OSError, pa.ArrowException):
        raise BadInput(f"{file}: is not a whole Parquet file. Write it with one row a person.") from None
    except BadTable as bad:
        raise BadInput(f"{file}: {bad}") from None
    return source
