"""What `make bench-openfisca` runs: the same provisions on the same people here and in OpenFisca, by day and by month.

Every answer is compared first: of the daily models no day may differ. Then CPU seconds, in turns, each in a process of its
own. We are charged for reading the columns, deciding and merging to intervals; OpenFisca neither for expanding its inputs
to one array a period nor for merging. OpenFisca's model is written twice, see model.py: as quick as can be, and plainly.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from people import END, FIRST, TOLD, expressible, grids, inputs, settled
from provisions import BOOK, KNOWN, READINGS, WHOLE, WRITTEN
from rich.console import Console
from rich.table import Table
from words import BARS

from toimi.book.decision import Decision, decide
from toimi.book.tables import read_people
from toimi.invented.people import CHUNK, Invented

HERE = Path(__file__).parent
OPENFISCA = HERE.parent.parent / ".venv-openfisca" / "bin" / "python"
INVENTED = 60_000
ROUNDS = 5
TOGETHER = 65_536
"""People at a time on our side: all, as OpenFisca takes them."""
SMALLER = f"toimi, {CHUNK} at a time"
MODELS = (("day", "quick"), ("month", "quick"), ("month", "plain"), ("day", "plain"))
ONCE = ("day", "plain")
"""Takes more than all the others together: measured in the first round only."""
ALONE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1")


def the_people() -> tuple[pa.Table, int]:
    """Those whom both sides can state everything about, in batches, and how many have no more facts than there are slots.

    Raises:
        SystemExit: when a column left out for both would change an answer of ours.
    """
    kept, told = [], 0
    for table in Invented(INVENTED, seed=1).tables():
        whole, few = expressible(table)
        batch = few.combine_chunks().to_batches()[0]
        if any((one != other).any() for one, other in zip(*map(_laid_out, (whole, few)), strict=True)):
            raise SystemExit("a kind of fact that was left out changes an answer: it may not be among those left out")
        kept.append(few.filter(pa.array(settled(batch))))
        told += len(few)
    return pa.concat_tables(kept).combine_chunks(), told


def _laid_out(table: pa.Table) -> tuple[Any, Any]:
    batch = table.combine_chunks().to_batches()[0]
    found = grids([_decided(batch)], [batch.num_rows], BARS)
    return found.outcome, found.possible


def _decided(batch: pa.RecordBatch) -> Decision:
    return decide(read_people(batch, known_at=KNOWN).caseload, BOOK, known_at=KNOWN, switches=READINGS)


def run(*command: str | Path) -> dict[str, Any]:
    """One process, what it prints as JSON."""
    done = subprocess.run(
        [str(part) for part in command], check=True, capture_output=True, text=True, env={**os.environ, **ALONE}
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def differing(ours: Any, theirs: Any) -> dict[str, int]:
    """Days on which the answer, or a ground of it, differs; and among them those of right or no right."""
    outcome, reasons = (_by_day(theirs, name) for name in ("outcome", "reasons"))
    claimed = (ours.outcome != 0) | (outcome != 0)
    grounds = ((ours.sure & ~reasons) | (reasons & ~ours.possible)) != 0
    answer = ours.outcome != outcome
    barred = (ours.outcome == 3) != (outcome == 3)
    return {
        "days": int(claimed.sum()), "answer_differs": int(answer.sum()), "right_differs": int((barred & claimed).sum()),
        "ground_or_answer_differs": int(((grounds & claimed) | answer).sum()),
        "people_with_such_a_day": int(((grounds & claimed) | answer).any(axis=0).sum()),
    }  # fmt: skip


def _by_day(theirs: Any, name: str) -> Any:
    """Each period's value on each of its days."""
    place = np.searchsorted(theirs["starts"], np.arange(FIRST, END), side="right") - 1
    return theirs[name][place]


def machine() -> dict[str, Any]:
    """What it was measured on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    cpu = next((line.split(":")[1].strip() for line in lines if "model name" in line), platform.processor())
    return {
        "cpu": cpu, "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 1), "python": platform.python_version(),
        "numpy": np.__version__,
    }  # fmt: skip


def compared(table: pa.Table, folder: Path) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """The answers compared, and every measured run by name; the sides take turns."""
    np.savez(folder / "inputs.npz", **inputs(table))
    with pa.OSFile(str(folder / "people.arrow"), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table, max_chunksize=TOGETHER)
    batches = table.to_batches(max_chunksize=TOGETHER)
    ours = grids([_decided(batch) for batch in batches], [batch.num_rows for batch in batches], BARS)
    answers: dict[str, Any] = {"days_by_ground": _days_by_ground(ours)}
    runs: dict[str, list[dict[str, Any]]] = {"toimi": [], SMALLER: []}
    for turn in range(ROUNDS):
        for name, at_a_time in (("toimi", TOGETHER), (SMALLER, CHUNK)):
            runs[name].append(run(sys.executable, HERE / "ours.py", folder / "people.arrow", str(at_a_time)))
        for unit, written in MODELS:
            if turn and (unit, written) == ONCE:
                continue
            name = f"{unit}, {written}"
            out = folder / "out.npz"
            runs.setdefault(name, []).append(
                run(OPENFISCA, HERE / "measure.py", folder / "inputs.npz", unit, written, out)
            )
            if not turn:
                answers[name] = differing(ours, np.load(out))
                print(f"{name}: {answers[name]}", flush=True)
                if unit == "day" and answers[name]["ground_or_answer_differs"]:
                    raise SystemExit(f"the daily model differs: {answers[name]}")
    return answers, runs


def _days_by_ground(ours: Any) -> dict[str, int]:
    return {bar: int((ours.sure >> bit & 1).sum()) for bit, bar in enumerate(BARS)}


def figures(people: int, runs: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """One row a side: the median run, and how many times as many people a CPU-second we do, turn by turn."""
    found = []
    for name, mine in runs.items():
        ratios = sorted(other["cpu_s"] / our["cpu_s"] for our, other in zip(runs["toimi"], mine, strict=False))
        cpu = median(one["cpu_s"] for one in mine)
        found.append(
            {
                "side": name if name.startswith("toimi") else f"OpenFisca by {name}", "runs": len(mine), "cpu_s": round(cpu, 3),
                "people_per_cpu_second": int(people / cpu), "toimi_is_times_as_fast": round(median(ratios), 2),
                "from": round(ratios[0], 2), "to": round(ratios[-1], 2),
                "above_inputs_mb": max(one["above_inputs_mb"] for one in mine),
                "expanding_not_charged_cpu_s": round(median(one.get("expanding_cpu_s", 0) for one in mine), 3),
            }
        )  # fmt: skip
    return found


def main() -> None:
    """Compare, measure, print, and keep the figures in bench/openfisca.json."""
    table, told = the_people()
    facts = sum(int(pc.sum(pc.list_value_length(table[kind])).as_py() or 0) for kind in TOLD) + 2 * len(table)
    with tempfile.TemporaryDirectory() as folder:
        answers, runs = compared(table, Path(folder))
    first = runs["day, quick"][0]
    results = {
        "machine": machine(),
        "people": {
            "invented": INVENTED, "with_facts_that_both_can_state": told, "and_no_open_day": len(table),
            "facts_per_person": round(facts / len(table), 1), "days_asked": END - FIRST,
        },
        "provisions": {
            "in_both": len(WRITTEN), "toimi": len(BOOK.provisions), "whole_book": len(WHOLE.provisions),
            "openfisca_formulas": first["formulas"],
            "openfisca_inputs": first["inputs"], "openfisca_core": first["version"],
        },
        "answers": answers,
        "figures": figures(len(table), runs),
        "toimi_stages": {
            name: round(median(one[name] for one in runs["toimi"]), 3) for name in ("reading_cpu_s", "deciding_cpu_s")
        },
    }  # fmt: skip
    (HERE.parent / "openfisca.json").write_text(json.dumps(results, indent=2) + "\n")
    show(results)


def show(results: dict[str, Any]) -> None:
    """On the screen."""
    screen = Console(width=150)
    for name in ("machine", "people", "provisions", "answers", "toimi_stages"):
        screen.print(name.replace("_", " "), results[name])
    shown = Table(*results["figures"][0], box=None)
    for row in results["figures"]:
        shown.add_row(*(str(value) for value in row.values()))
    screen.print(shown)


if __name__ == "__main__":
    main()
