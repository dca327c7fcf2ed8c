"""One run of ours over the same people: CPU seconds of reading the columns and of deciding up to merged intervals, memory.

Usage: python ours.py PEOPLE.arrow AT_A_TIME
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pyarrow as pa
from provisions import BOOK, KNOWN, READINGS

from toimi.book.decision import decide
from toimi.book.tables import read_people


def memory(name: str) -> int:
    """MB of this process: VmRSS now, or VmHWM at its largest (ru_maxrss would begin with what the parent had)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) // 1024


def main() -> None:
    """Read the file, then measure what is done with what it holds."""
    with pa.OSFile(sys.argv[1]) as file:
        batches = pa.ipc.open_file(file).read_all().combine_chunks().to_batches(max_chunksize=int(sys.argv[2]))
    warm = read_people(batches[0].slice(0, 100), known_at=KNOWN)  # as OpenFisca's system is built and warmed before
    decide(warm.caseload, BOOK, known_at=KNOWN, switches=READINGS)
    before = memory("VmRSS")
    reading = deciding = 0.0
    for batch in batches:
        begin = time.process_time()
        people = read_people(batch, known_at=KNOWN)
        read = time.process_time()
        decide(people.caseload, BOOK, known_at=KNOWN, switches=READINGS)
        deciding += time.process_time() - read
        reading += read - begin
    largest = memory("VmHWM")
    print(json.dumps({"cpu_s": reading + deciding, "reading_cpu_s": reading, "deciding_cpu_s": deciding,
                      "rss_mb": largest, "above_inputs_mb": largest - before}))  # fmt: skip


if __name__ == "__main__":
    main()
