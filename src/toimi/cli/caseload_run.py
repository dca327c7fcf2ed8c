"""A run over a caseload: cut into chunks, each decided into a part, the parts joined in the order of the table."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
import pyarrow as pa
import pyarrow.parquet as pq

from toimi.book.explained import iso
from toimi.cli.answers_table import SCHEMA
from toimi.cli.cases import BadInput
from toimi.cli.chunks import Orders, decide_chunk, repeats_of, rows_within, suspects_of
from toimi.cli.counts import add, nothing
from toimi.cli.outputs import progress, whole
from toimi.cli.parts import Parts
from toimi.cli.workers import spread
from toimi.days.line import Ints
from toimi.law.book import BOOK


@dataclass(frozen=True)
class Caseload:
    """A table of people, what is asked of it, and where the results go.

    Attributes:
        file: its name.
        source: the same, open, its columns checked.
        out: the folder for the results.
        orders: what holds for everybody.
        chunk: people at a time.
    """

    file: Path
    source: pq.ParquetFile
    out: Path
    orders: Orders
    chunk: int

    @property
    def people(self) -> int:
        """How many rows the table has."""
        return int(self.source.metadata.num_rows)

    def batches(self, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
        """The people, chunk by chunk; a file may turn out to be broken in the middle."""
        try:
            yield from self.source.iter_batches(batch_size=self.chunk, columns=columns)
        except (OSError, pa.ArrowException) as error:
            why = str(error).splitlines()[0]
            raise BadInput(f"{self.file}: cannot be read to its end ({why}). Write the file again.") from None

    def repeats(self) -> Ints:
        """Rows of people who stand in the table before."""
        suspects = suspects_of(self.batches(["person"]))
        return repeats_of(self.batches(), suspects, self.orders) if len(suspects) else suspects

    def made_of(self, engine: str) -> dict[str, Any]:
        """All that its parts depend on, as plain data."""
        file = self.file.stat()
        return {
            "toimi": version("toimi"), "book": BOOK.digest, "orders": asdict(self.orders), "chunk": self.chunk,
            "file": [str(self.file.resolve()), file.st_size, file.st_mtime_ns, self.people],
            "columns": str(self.source.schema_arrow), "engine": engine,
        }  # fmt: skip


class Stopped(Exception):
    """An engine was stopped from outside, and what it finished may be used: why, and what to do."""


Engine = Callable[[Caseload, Parts], Generator[int, None, None]]
"""What makes the parts: yields the first row of each, in the order of the table, as soon as it is finished."""


def cores(workers: int) -> Engine:
    """The parts made by processes of this machine."""

    def made(caseload: Caseload, parts: Parts) -> Generator[int, None, None]:
        try:
            yield from spread(decide_part, _work(caseload, parts), workers)
        except BrokenProcessPool:
            says = "a worker was killed, perhaps for want of memory. The same command goes on; try --workers 1."
            raise Stopped(says) from None

    return made


def _work(caseload: Caseload, parts: Parts) -> Iterator[tuple[Orders, Parts, int, list[int]]]:
    repeats = caseload.repeats()
    first = 0
    for batch in caseload.batches():
        if not parts.has(first):
            parts.hand_over(first, batch)
        yield caseload.orders, parts, first, rows_within(repeats, first, batch.num_rows)
        first += batch.num_rows


def decide_part(orders: Orders, parts: Parts, first: int, repeats: list[int]) -> int:
    """Decide a chunk that was handed over into a part, unless it is finished already: the first row of it.

    Args:
        orders: what holds for everybody.
        parts: where the chunk lies and the part goes.
        first: the first row, by which both are named.
        repeats: rows of the chunk with people who stand in the table before.
    """
    if not parts.has(first):
        parts.keep(first, decide_chunk(parts.handed_over(first), repeats, orders))
    return first


def run(caseload: Caseload, engine: Engine, name: str) -> dict[str, Any]:
    """Decide everybody and write everything: the summary.

    What was finished stays for the next run if this one is stopped or killed, and goes if it ends with an error.

    Args:
        caseload: who, and what is asked.
        engine: what makes the parts.
        name: of the engine: another one may cut the parts otherwise.

    Raises:
        BadInput: if the table cannot be read to its end, or the results not be written.
    """
    parts = Parts(caseload.out / ".unfinished")
    try:
        summary = _run(caseload, engine, name, parts)
    except Stopped as stopped:
        raise BadInput(f"{caseload.out}: {stopped}") from None
    except OSError as error:
        parts.remove()
        why = f"cannot be written ({error.strerror or error}). Check the name, the rights and the space."
        raise BadInput(f"{caseload.out}: {why}") from None
    except Exception:
        parts.remove()
        raise
    parts.remove()
    return summary


def _run(caseload: Caseload, engine: Engine, name: str, parts: Parts) -> dict[str, Any]:
    caseload.out.mkdir(parents=True, exist_ok=True)
    kept = parts.begin(caseload.made_of(name))
    if kept:
        click.echo(f"An earlier run goes on: {kept:,} of {caseload.people:,} people were done.", err=True)
    summary = _join(caseload, engine, parts)
    with whole(caseload.out / "summary.json") as file:
        file.write_text(json.dumps(summary, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return summary


def _join(caseload: Caseload, engine: Engine, parts: Parts) -> dict[str, Any]:
    rows = decided = 0
    counts = nothing()
    with (
        whole(caseload.out / "answers.parquet") as answers,
        whole(caseload.out / "rejects.jsonl") as rejects,
        progress("Deciding", caseload.people) as done,
        closing(engine(caseload, parts)) as firsts,
        pq.ParquetWriter(answers, SCHEMA) as writer,
        rejects.open("w", encoding="utf-8") as lines,
    ):
        for first in firsts:
            part = parts.read(first)
            if len(part.answers):
                writer.write_table(part.answers)
            lines.writelines(part.rejects)
            add(counts, part.counts)
            rows, decided = rows + part.rows, decided + part.decided
            done(part.rows)
        if rows != caseload.people:
            raise BadInput(f"{caseload.file}: changed while it was read. Run the command again.")
    sums = {name: dict(sorted(found.items())) for name, found in sorted(counts.items())}
    return {"decided": decided, "rejected": rows - decided, "known_at": iso(caseload.orders.known_at), **sums}
