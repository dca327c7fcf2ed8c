"""Finished parts of a run, kept until the whole is written: the same command goes on after a run that was killed.

A part is named by its first row. Its answers are an Arrow file; what else there is to say stands in a JSON file that
is written last, so a part without one is not finished. Each file appears only when it is whole.
"""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from toimi.cli.chunks import Decided
from toimi.cli.outputs import whole


@dataclass(frozen=True)
class Parts:
    """The folder of a run's finished parts; goes to other processes."""

    folder: Path

    def begin(self, run: dict[str, Any]) -> int:
        """Make the folder ready for a run: parts of another run are thrown away.

        Args:
            run: what the run is made of, as plain data; with the same, parts are the same.

        Returns:
            how many people stand in parts that are kept.
        """
        said = json.dumps(run, indent=2, sort_keys=True, ensure_ascii=False)
        if self._run() != said:
            self.remove()
            self.folder.mkdir()
            with whole(self.folder / "run.json") as file:
                file.write_text(said, "utf-8")
        return sum(self._told(first)["rows"] for first in self.finished())

    def _run(self) -> str | None:
        try:
            return (self.folder / "run.json").read_text("utf-8")
        except (FileNotFoundError, UnicodeDecodeError):
            return None

    def finished(self) -> list[int]:
        """First rows of the parts that are finished, in order."""
        return sorted(int(file.stem) for file in self.folder.glob("[0-9]*.json"))

    def has(self, first: int) -> bool:
        """Whether the part is finished."""
        return self._file(first, "json").exists()

    def hand_over(self, first: int, people: pa.RecordBatch) -> None:
        """Write down a chunk for the process that will decide it: cheaper than sending it through a pipe."""
        self._write(self._file(first, "people"), people)

    def handed_over(self, first: int) -> pa.RecordBatch:
        """A chunk that was handed over, read where it lies; its file goes."""
        file = self._file(first, "people")
        with pa.memory_map(str(file)) as source:
            (people,) = pa.ipc.open_stream(source)
        file.unlink()
        return people

    def _write(self, file: Path, table: pa.RecordBatch | pa.Table, compression: str | None = None) -> None:
        """A stream holds the rows of a slice only, not all that it was cut from."""
        options = pa.ipc.IpcWriteOptions(compression=compression)
        with (
            whole(file) as unfinished,
            pa.OSFile(str(unfinished), "wb") as sink,
            pa.ipc.new_stream(sink, table.schema, options=options) as writer,
        ):
            writer.write(table)

    def keep(self, first: int, part: Decided) -> None:
        """Write a part."""
        self._write(self._file(first, "arrow"), part.answers, compression="lz4")
        told = {"rejects": part.rejects, "rows": part.rows, "decided": part.decided, "counts": part.counts}
        with whole(self._file(first, "json")) as file:
            file.write_text(json.dumps(told, ensure_ascii=False), "utf-8")

    def read(self, first: int) -> Decided:
        """A part that is finished."""
        told = self._told(first)
        with pa.OSFile(str(self._file(first, "arrow"))) as source:
            answers = pa.ipc.open_stream(source).read_all()
        counts = {name: Counter(found) for name, found in told.pop("counts").items()}
        return Decided(answers, counts=counts, **told)

    def _told(self, first: int) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self._file(first, "json").read_text("utf-8"))
        return told

    def remove(self) -> None:
        """Throw the folder away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _file(self, first: int, kind: str) -> Path:
        return self.folder / f"{first:012}.{kind}"
