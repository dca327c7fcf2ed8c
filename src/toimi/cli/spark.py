"""``--engine spark``: the same parts made by a Spark cluster. Spark hands out the rows; each chunk is decided as ever.

The table and the folder of the results must lie where every worker of the cluster sees them, and Toimi must be
installed there.
"""

from __future__ import annotations

import itertools
import os
import shutil
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from toimi.cli.caseload_run import Caseload, Engine, Stopped
from toimi.cli.cases import BadInput
from toimi.cli.chunks import Orders, decide_chunk, rows_within
from toimi.cli.parts import Parts
from toimi.days.line import Ints

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

ROW = "row of the table"
MOST_TOLD = 2_000
"""Letters of an error of Spark's that are told: the rest of its trace helps nobody here."""
_DONE = pa.schema([pa.field("first", pa.int64())])
_Batches = Iterator[pa.RecordBatch]


def check_installed() -> None:
    """Whether this machine can be a driver of Spark.

    Raises:
        BadInput: naming what to install.
    """
    try:
        import pyspark  # noqa: F401, PLC0415  (an extra)
    except ImportError:
        raise BadInput("--engine spark needs PySpark: pip install 'toimi[spark]', or make spark.") from None
    home = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=os.path.join(home, "bin") if home else None):  # noqa: PTH118  (a search path)
        raise BadInput("--engine spark needs Java: apt-get install default-jre-headless, or make system.")


def cluster(master: str | None) -> Engine:
    """The parts made by a cluster.

    Args:
        master: its address as Spark writes it; if none, as Spark's own settings say, or else every core here.
    """

    def made(caseload: Caseload, parts: Parts) -> Generator[int, None, None]:
        here = Parts(parts.folder.resolve())
        repeats = caseload.repeats()
        with _told(), _session(master) as spark:
            table = _table(spark, caseload)
            table.mapInArrow(_decide(caseload.orders, here, repeats), "first long").collect()
        yield from here.finished()

    return made


@contextmanager
def _session(master: str | None) -> Iterator[SparkSession]:
    from pyspark.sql import SparkSession  # noqa: PLC0415  (an extra)

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("toimi decide-all").config("spark.log.level", "ERROR")
    builder = builder.config("spark.ui.showConsoleProgress", str(sys.stderr.isatty()).lower())
    spark = (builder.master(master) if master else builder).getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


@contextmanager
def _told() -> Iterator[None]:
    """What Spark says when it fails; the finished parts stay."""
    from py4j.protocol import Py4JError  # noqa: PLC0415  (an extra)
    from pyspark.errors import PySparkException  # noqa: PLC0415  (an extra)

    try:
        yield
    except (PySparkException, Py4JError) as error:
        why = str(error).strip()[:MOST_TOLD]
        raise Stopped(f"Spark ended with an error. The same command goes on.\n{why}") from None


def _table(spark: SparkSession, caseload: Caseload) -> DataFrame:
    """The people with the number of their row; columns that never had a value are as good as missing."""
    spark.conf.set("spark.sql.caseSensitive", "true")
    spark.conf.set("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED")  # days long ago are no reason to stop
    spark.conf.set("spark.sql.files.openCostInBytes", "1")  # one file only: cut by the cores, however small it is
    spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", str(caseload.chunk))
    fields = [f"`{field.name}`" for field in caseload.source.schema_arrow if not pa.types.is_null(field.type)]
    table = spark.read.parquet(caseload.file.resolve().as_uri())
    return table.selectExpr(*fields, f"_metadata.row_index AS `{ROW}`")


def _decide(orders: Orders, parts: Parts, repeats: Ints) -> Callable[[_Batches], _Batches]:
    """What a worker does with the rows that it gets: a part of each chunk of neighbours."""

    def decided(batches: _Batches) -> _Batches:
        for batch in batches:
            for chunk in neighbours(batch):
                yield pa.record_batch([pa.array([_part(chunk, orders, parts, repeats)])], schema=_DONE)

    return decided


def neighbours(batch: pa.RecordBatch) -> _Batches:
    """Cut where the next row was not the next of the table: a worker may get the ends of several pieces of it."""
    rows = batch.column(ROW).to_numpy()
    cuts = [0, *(np.flatnonzero(np.diff(rows) != 1) + 1).tolist(), len(rows)]
    for begin, end in itertools.pairwise(cuts):
        if begin < end:
            yield batch.slice(begin, end - begin)


def _part(chunk: pa.RecordBatch, orders: Orders, parts: Parts, repeats: Ints) -> int:
    first = int(chunk.column(ROW)[0].as_py())
    if not parts.has(first):
        people = chunk.drop_columns([ROW])
        parts.keep(first, decide_chunk(people, rows_within(repeats, first, len(people)), orders))
    return first
