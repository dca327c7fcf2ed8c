"""``--engine spark``: what it says where Spark is missing, and (``make test-scale``) that a cluster answers the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from toimi.book.tables import schema
from toimi.cli import spark
from toimi.invented.people import Invented

from .commands import inside, refused
from .test_decide_all import BAD, GOOD, KNOWN, Run, person, table

TWO_WORKERS = "local-cluster[2,1,1024]"
"""Two processes with a worker each, a core and 1,024 MB: a cluster of its own kind on one machine."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A small table."""
    pq.write_table(table(GOOD), tmp_path / "people.parquet")
    return tmp_path / "people.parquet"


def test_without_pyspark_it_is_said_what_to_install(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is written."""
    monkeypatch.setitem(sys.modules, "pyspark", None)
    said = inside("decide-all", file, "--out", file.parent / "out", "--engine", "spark")
    assert refused(said) == "--engine spark needs PySpark: pip install 'toimi[spark]', or make spark."
    assert not (file.parent / "out").exists()


@pytest.mark.parametrize("home", [None, "/nowhere"])
def test_without_java_it_is_said_what_to_install(
    home: str | None, file: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """On the path, or where JAVA_HOME says that it is."""
    monkeypatch.setitem(sys.modules, "pyspark", pytest)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    if home:
        monkeypatch.setenv("JAVA_HOME", home)
    said = inside("decide-all", file, "--out", tmp_path / "out", "--engine", "spark")
    assert refused(said) == "--engine spark needs Java: apt-get install default-jre-headless, or make system."
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (
            ("--engine", "spark", "--workers", "2"),
            "--workers are processes of this machine; a cluster has its own. Leave it out.",
        ),
        (("--master", "local[2]"), "--master names a Spark cluster. Add --engine spark."),
    ],
)
def test_an_option_of_the_other_engine_is_refused(file: Path, options: tuple[str, ...], says: str) -> None:
    """It would do nothing."""
    assert refused(inside("decide-all", file, "--out", file.parent / "out", *options)) == says


def test_rows_that_are_no_neighbours_are_no_chunk() -> None:
    """A worker that gets the ends of several pieces makes a part of each."""
    rows = [5, 6, 7, 40, 41, 2]
    batch = pa.record_batch([pa.array(rows, pa.int64())], [spark.ROW])
    assert [one.column(0).to_pylist() for one in spark.neighbours(batch)] == [[5, 6, 7], [40, 41], [2]]
    assert list(spark.neighbours(batch.slice(0, 0))) == []


def decided(people: pa.Table, folder: Path, *options: str) -> list[Run]:
    """Of the plain engine and of the cluster, each in a process of its own."""
    file = folder / "people.parquet"
    pq.write_table(people, file, row_group_size=700)
    source = Path(spark.__file__).parents[2]
    found = []
    for name, engine in (("plain", []), ("spark", ["--engine", "spark", "--master", TWO_WORKERS])):
        command = [
            sys.executable,
            "-m",
            "toimi.cli.main",
            "decide-all",
            file,
            "--out",
            folder / name,
            *options,
            *engine,
        ]
        paths = os.pathsep.join([str(source), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        done = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        found.append(Run(done, folder / name))
    return found


def same(plain: Run, cluster: Run) -> None:
    """The same table sorted by person, with the same receipts; the same rejects and sums; and nothing left over."""
    for answers in (plain.answers, cluster.answers):
        assert answers["receipt"].null_count == 0
    by_person = [
        run.answers.take(np.argsort(run.answers["person"].to_numpy(), kind="stable")) for run in (plain, cluster)
    ]
    assert len(by_person[0]) > 0
    assert by_person[0].equals(by_person[1])
    assert (cluster.rejects, cluster.summary, cluster.files) == (plain.rejects, plain.summary, plain.files)


@pytest.mark.scale
def test_a_cluster_of_two_workers_answers_the_same(tmp_path: Path) -> None:
    """Thousands of invented people, among them some who stand twice, far from each other."""
    people = pa.concat_tables(Invented(5_000, seed=2).tables())
    plain, cluster = decided(pa.concat_tables([people, people.slice(10, 30)]), tmp_path, "--receipts")
    same(plain, cluster)
    assert (cluster.summary["decided"], cluster.summary["rejected"]) == (5_000, 30)


@pytest.mark.scale
def test_a_cluster_rejects_the_same(tmp_path: Path) -> None:
    """Every kind of bad row between good ones, rows without a name, and columns that never had a value."""
    bad = [person(name, **changes) for name, changes, *_ in BAD]
    people = table([*GOOD, *bad, person(None), person(""), *GOOD[2:4]])
    names = schema().names
    empty = next(name for name in reversed(names) if people[name].null_count == len(people))
    people = people.set_column(names.index(empty), empty, pa.nulls(len(people)))
    plain, cluster = decided(people, tmp_path, "--receipts", *KNOWN)
    same(plain, cluster)
    assert cluster.summary["rejected"] == len(BAD) + 4
