"""The import of an extract of invented people: as a dry run, for good, and once more, each by a process of its own.

Usage: python bench/import_extract.py [PEOPLE]. Prints the seconds of each and the memory that the process held at its end.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from databases import ROOT, database

PROCESS = """
import sys
from pathlib import Path
from toimi.cli.main import main
try:
    main()
finally:
    held = Path("/proc/self/statm")
    print("MB:", int(held.read_text().split()[1]) * 4 // 1024 if held.exists() else "?")
"""


def main(people: int) -> None:
    with database() as folder:
        measured(folder / "extract", people)


def measured(folder: Path, people: int) -> None:
    from toimi.importing.of_invented import invented_extract  # noqa: PLC0415  (its tables need the settings)

    invented_extract(folder, people)
    command = [sys.executable, "-c", PROCESS, "import", str(folder), "--organisation", "area-oulu", "--test-codes"]
    for said, more in (("dry run", ["--dry-run"]), ("for good", []), ("once more", [])):
        started = perf_counter()
        done = subprocess.run(
            [*command, *more, "--lang", "en"], env=os.environ | {"PYTHONPATH": str(ROOT / "src")}, capture_output=True,
            text=True, check=True,
        )  # fmt: skip
        lines = done.stdout.splitlines()
        rows = next(line for line in lines if line.startswith("facts.csv"))
        print(f"{people:,} people, {said}: {perf_counter() - started:.1f} s; {' '.join(rows.split())}; {lines[-1]}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
