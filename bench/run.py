"""What `make bench` runs: one person explained, thousands decided, growth, memory, cold start. Prints the machine too."""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from toimi.book.answers import answer
from toimi.book.caseload import Caseload
from toimi.book.decision import decide
from toimi.book.explain import Explanation
from toimi.book.questions import questions
from toimi.book.relevance import Relevance
from toimi.book.tables import read_people, schema
from toimi.cli.cases import load
from toimi.days.line import offset_of
from toimi.invented.people import Invented
from toimi.law.book import BOOK

HERE = Path(__file__).parent
EXAMPLES = sorted((HERE.parent / "examples").glob("*.yaml"))
KNOWN = offset_of(date(2026, 11, 24))
ASKED = (offset_of(date(2020, 1, 1)), offset_of(date(2022, 1, 1)))
"""24 months."""
CHUNK = 10_000


def machine() -> dict[str, Any]:
    """What it was measured on."""
    cpu = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        "",
    )
    return {
        "cpu": cpu or platform.processor(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }


def examples(repeats: int = 200) -> list[dict[str, Any]]:
    """Each example decided, every stretch explained, and its questions found: milliseconds, warm."""
    found = []
    for file in EXAMPLES:
        caseload = load(file, None).caseload
        times = _times(partial(explained, caseload), repeats)
        with_questions = _times(partial(_asked, caseload), repeats // 4)
        found.append(
            {
                "case": file.stem,
                "facts": _facts(caseload),
                "explained_ms_median": round(median(times), 2),
                "explained_ms_p99": round(sorted(times)[int(len(times) * 0.99) - 1], 2),
                "questions_ms_median": round(median(with_questions), 2),
            }
        )
    return found


def one_person(people: int = 1_000, step: int = 5) -> list[dict[str, Any]]:
    """Invented people decided and explained one at a time: milliseconds, warm, by the number of their facts."""
    batch = pa.concat_tables(Invented(people, seed=1).tables()).combine_chunks().to_batches()[0]
    everybody = read_people(batch, known_at=KNOWN, asked=ASKED).caseload
    found: dict[int, list[float]] = {}
    for block in range(everybody.people):
        caseload = everybody.take(np.array([block]))
        found.setdefault(_facts(caseload) // step * step, []).append(median(_times(partial(explained, caseload), 3)))
    every = [one for times in found.values() for one in times]
    by_facts = {f"{least}-{least + step - 1}": found[least] for least in sorted(found)}
    return [
        {
            "facts": name,
            "people": len(times),
            "explained_ms_median": round(median(times), 2),
            "explained_ms_p90": round(sorted(times)[int(len(times) * 0.9)], 2),
            "explained_ms_longest": round(max(times), 2),
        }
        for name, times in {**by_facts, "all": every}.items()
    ]


def explained(caseload: Caseload) -> None:
    """Decide a caseload of one and explain every ground of every stretch."""
    decision = decide(caseload, BOOK, known_at=KNOWN)
    for timeline in decision.timelines.values():
        for stretch in range(len(timeline)):
            explanation = Explanation(decision.evaluation, int(timeline.start[stretch]))
            for index in timeline.possibly_barring.at(stretch):
                explanation.of(decision.evaluation.edition.bars[index])


def _asked(caseload: Caseload) -> None:
    decision = decide(caseload, BOOK, known_at=KNOWN)
    questions(decision.evaluation, decision.timelines)


def _facts(caseload: Caseload) -> int:
    return sum(len(rows) for rows in caseload.rows.values())


def _times(call: Callable[[], None], repeats: int) -> list[float]:
    call()
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        call()
        times.append((time.perf_counter() - begin) * 1000)
    return times


def stages() -> dict[str, Any]:
    """CPU seconds of one chunk, best of five: reading the columns, deciding."""
    batch = pa.concat_tables(Invented(CHUNK, seed=1).tables()).combine_chunks().to_batches()[0]
    people = read_people(batch, known_at=KNOWN, asked=ASKED)
    reading = min(_cpu(lambda: read_people(batch, known_at=KNOWN, asked=ASKED)) for _ in range(5))
    deciding = min(_cpu(lambda: decide(people.caseload, BOOK, known_at=KNOWN)) for _ in range(5))
    relevance = Relevance(decide(people.caseload, BOOK, known_at=KNOWN).evaluation)
    relevance.walk([answer(relevance.evaluation, benefit) for benefit in BOOK.benefits])
    columns = arrays_of(people.caseload)
    copying = min(_cpu(lambda: [np.copy(column) for column in columns * 20]) for _ in range(5)) / 20
    return {
        "people": CHUNK,
        "months": 24,
        "people_settled_by_worlds": len(relevance.cells_by_block()),
        "read_cpu_s": round(reading, 3),
        "decide_cpu_s": round(deciding, 3),
        "people_per_cpu_second_deciding": int(CHUNK / deciding),
        "people_per_cpu_second_with_reading": int(CHUNK / (reading + deciding)),
        "columns": len(columns),
        "columns_mb": round(sum(column.nbytes for column in columns) / 1e6, 2),
        "one_copy_of_the_columns_cpu_s": round(copying, 5),
        "decide_is_times_one_copy": round(deciding / copying, 1),
    }


def arrays_of(thing: Any) -> list[Any]:
    """Every column of a caseload, down to its arrays: to copy each once is the least that a pass over them can cost."""
    if isinstance(thing, np.ndarray):
        return [thing]
    if isinstance(thing, dict):
        return [array for part in thing.values() for array in arrays_of(part)]
    if is_dataclass(thing):
        return [array for part in fields(thing) for array in arrays_of(getattr(thing, part.name))]
    return []


def _cpu(call: Callable[[], Any]) -> float:
    begin = time.process_time()
    call()
    return time.process_time() - begin


def growth(sizes: tuple[int, ...] = (10_000, 400_000, 1_000_000)) -> list[dict[str, Any]]:
    """`toimi decide-all` from file to file on all cores: seconds, CPU and memory of all its processes together."""
    found = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "people.parquet"
            with pq.ParquetWriter(file, schema()) as writer:
                for table in Invented(size, seed=1).tables():
                    writer.write_table(table)
            wall, cpu, memory = _process(
                ["decide-all", str(file), "--out", str(Path(folder) / "out"), "--known-at", "2026-11-24"]
            )
        found.append(
            {
                "people": size,
                "wall_s": round(wall, 2),
                "cpu_s": round(cpu, 2),
                "cpu_us_per_person": round(cpu / size * 1e6, 1),
                "rss_mb_all_processes": memory,
            }
        )
    return found


def _process(arguments: list[str]) -> tuple[float, float, int]:
    """Of one run of the command: seconds on the wall, CPU seconds and the largest memory (MB), seen from outside."""
    begin, used, largest = time.perf_counter(), _cpu_of_children(), 0
    command = [sys.executable, "-m", "toimi.cli.main", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        while running.poll() is None:
            largest = max(largest, _memory(str(running.pid)))
            time.sleep(0.1)  # the largest of samples: the processes share no counter of a common peak
    if running.returncode:
        raise SystemExit(f"{' '.join(arguments)} ended with {running.returncode}")
    return time.perf_counter() - begin, _cpu_of_children() - used, largest // 1024


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _memory(process: str) -> int:
    """Resident kB of a process and all below it; what they share is counted for each."""
    try:
        told = dict(line.split(":", 1) for line in Path("/proc", process, "status").read_text().splitlines())
        below = Path("/proc", process, "task", process, "children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return int(told.get("VmRSS", "0 kB").split()[0]) + sum(map(_memory, below))


def cold_start() -> dict[str, Any]:
    """`toimi decide` from a cold shell: seconds on the wall, median of seven."""
    command = [sys.executable, "-m", "toimi.cli.main", "decide", str(EXAMPLES[0])]
    times = []
    for _ in range(7):
        begin = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - begin)
    return {"wall_s_median": round(median(times), 2)}


def main() -> None:
    """Measure, print, and keep the figures in bench/latest.json."""
    results = {
        "machine": machine(),
        "one_person": one_person(),
        "examples": examples(),
        "chunk": stages(),
        "growth": growth(),
        "cold_start": cold_start(),
    }
    results["bench_rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    (HERE / "latest.json").write_text(json.dumps(results, indent=2) + "\n")
    screen = Console(width=110)
    screen.print(results["machine"])
    for name in ("one_person", "examples", "growth"):
        rows = results[name]
        shown = Table(*rows[0], title=name.replace("_", " "), box=None, title_justify="left")
        for row in rows:
            shown.add_row(*(str(value) for value in row.values()))
        screen.print(shown)
    screen.print("one chunk", results["chunk"])
    screen.print("cold start", results["cold_start"])


if __name__ == "__main__":
    main()
