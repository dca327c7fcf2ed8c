"""``toimi decide-all FILE.parquet --out DIR``: a whole caseload, in chunks, with rejects set aside."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toimi.cli.cases import BadInput, DayType, chosen_switches, knowledge, known_at, switches
from toimi.cli.outputs import progress, whole
from toimi.days.line import offset_of

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from toimi.book.tables import People

CHUNK = 10_000
"""People at a time: smaller chunks are slower, larger ones need more memory and gain nothing."""


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
def command(
    file: Path,
    out: Path,
    first: date | None,
    last: date | None,
    known_at: date | None,
    readings: tuple[str, ...],
    receipts: bool,
) -> None:
    """Decide everybody in FILE, a Parquet table with one row a person (toimi facts schema --table says its columns).

    Writes answers.parquet, rejects.jsonl and summary.json into the folder.
    """
    if (first is None) != (last is None):
        raise click.UsageError("Give both --from and --through, or neither.")
    if first and last and first > last:
        raise click.UsageError(f"--from {first} is later than --through {last}. Correct one of the two.")
    asked = (offset_of(first), offset_of(last) + 1) if first and last else None
    chosen = chosen_switches(readings)
    with _open(file) as source:
        try:
            out.mkdir(parents=True, exist_ok=True)
            summary = _run(file, source, out, asked, knowledge(known_at), chosen, receipts)
            with whole(out / "summary.json") as summary_file:
                summary_file.write_text(json.dumps(summary, indent=2, ensure_ascii=False) + "\n", "utf-8")
        except OSError as error:
            why = error.strerror or error
            raise BadInput(f"{out}: cannot be written ({why}). Check the name, the rights and the space.") from None
    click.echo(f"{summary['decided']:,} people decided, {summary['rejected']:,} rejected: {out}")
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


def _batches(file: Path, source: pq.ParquetFile) -> Iterator[pa.RecordBatch]:
    """The people, chunk by chunk; a file may turn out to be broken in the middle."""
    import pyarrow as pa  # noqa: PLC0415  (loaded when the command runs)

    try:
        yield from source.iter_batches(batch_size=CHUNK)
    except (OSError, pa.ArrowException) as error:
        why = str(error).splitlines()[0]
        raise BadInput(f"{file}: cannot be read to its end ({why}). Write the file again.") from None


def _run(
    file: Path,
    source: pq.ParquetFile,
    out: Path,
    asked: tuple[int, int] | None,
    day: int,
    chosen: dict[str, str],
    receipts: bool,
) -> dict[str, Any]:
    from toimi.book.tables import read_people  # noqa: PLC0415  (loaded when the command runs)

    outcomes: Counter[str] = Counter()
    grounds: Counter[str] = Counter()
    contradictions: Counter[str] = Counter()
    decided = rejected = 0
    seen: set[str] = set()
    with (
        whole(out / "answers.parquet") as answers,
        whole(out / "rejects.jsonl") as rejects,
        progress("Deciding", source.metadata.num_rows) as done,
        closing(_Writer(answers)) as writer,
        rejects.open("w", encoding="utf-8") as lines,
    ):
        for batch in _batches(file, source):
            people = _without_repeats(read_people(batch, known_at=day, asked=asked), seen, lines.write)
            decided += len(people.names)
            rejected += batch.num_rows - len(people.names)
            writer.write(people, day, chosen, outcomes, grounds, contradictions, receipts)
            done(batch.num_rows)
    return {
        "decided": decided,
        "rejected": rejected,
        "known_at": _iso(day),
        "days": dict(sorted(outcomes.items())),
        "days_by_ground": dict(sorted(grounds.items())),
        "contradictions": dict(sorted(contradictions.items())),
    }


def _iso(day: int) -> str:
    from toimi.cli.plain import iso  # noqa: PLC0415  (loaded when the command runs)

    return str(iso(day))


def _without_repeats(people: People, seen: set[str], write: Callable[[str], Any]) -> People:
    """People met for the first time; the others, and those with problems, go to the rejects."""
    import numpy as np  # noqa: PLC0415  (loaded when the command runs)

    rejects = [(one.block, _reject(name, one.place, one.what, one.remedy)) for name, one in people.problems]
    bad = {block for block, _ in rejects}
    good = [block for block in range(len(people.names) + len(bad)) if block not in bad]
    fresh = []
    for place, (block, name) in enumerate(zip(good, people.names, strict=True)):
        if not name or name in seen:
            what = "the person stands twice in the table" if name else "the person has no name"
            rejects.append((block, _reject(name, "person", what, "Give one row a person, each with a name.")))
            continue
        seen.add(name)
        fresh.append(place)
    for _, line in sorted(dict.fromkeys(rejects), key=lambda reject: reject[0]):
        write(line)
    if len(fresh) == len(people.names):
        return people
    return type(people)(
        people.caseload.take(np.array(fresh, np.int64)), [people.names[place] for place in fresh], people.problems
    )


def _reject(name: str | None, place: str, what: str, remedy: str) -> str:
    said = {"person": name, "place": place, "what": what, "remedy": remedy}
    return json.dumps(said, ensure_ascii=False) + "\n"


class _Writer:
    """Answers as a table: one row a person, benefit and stretch of days."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.parquet: pq.ParquetWriter | None = None

    def write(
        self,
        people: People,
        day: int,
        chosen: dict[str, str],
        outcomes: Counter[str],
        grounds: Counter[str],
        contradictions: Counter[str],
        receipts: bool,
    ) -> None:
        """Decide and write one chunk."""
        from toimi.book.decision import decide, receipt  # noqa: PLC0415  (loaded when the command runs)
        from toimi.cli.answers_table import answers_table, count_days  # noqa: PLC0415  (loaded when the command runs)
        from toimi.law.book import BOOK  # noqa: PLC0415  (loaded when the command runs)

        decision = decide(people.caseload, BOOK, known_at=day, switches=chosen)
        signed = [receipt(decision, block)["receipt"] for block in range(len(people.names))] if receipts else None
        table = answers_table(decision, people.names, signed)
        count_days(decision, outcomes, grounds)
        contradictions.update(one.name for one in decision.contradictions)
        self._open(table).write_table(table)

    def _open(self, table: pa.Table) -> pq.ParquetWriter:
        if self.parquet is None:
            import pyarrow.parquet as pq  # noqa: PLC0415  (loaded when the command runs)

            self.parquet = pq.ParquetWriter(self.file, table.schema)
        return self.parquet

    def close(self) -> None:
        """Finish the file; an empty table has its columns too."""
        if self.parquet is None:
            from toimi.cli.answers_table import SCHEMA  # noqa: PLC0415  (loaded when the command runs)

            self._open(SCHEMA.empty_table())
        assert self.parquet is not None
        self.parquet.close()
