"""One run of OpenFisca over the people of a file: CPU seconds of computing, memory, and what it says of each day.

Usage: python measure.py INPUTS.npz day|month quick|plain OUT.npz
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date, timedelta
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from model import DAILY_INPUTS, NUMBERS, TRUTHS, build
from openfisca_core.periods import DateUnit, period
from openfisca_core.simulations import SimulationBuilder

EPOCH = date(1900, 1, 1)


def periods_of(first: int, last: int, unit: str) -> list[tuple[str, int]]:
    """Each period with the number of the day that it stands for."""
    days = [EPOCH + timedelta(days=number) for number in range(first, last)]
    if unit == "day":
        return [(day.isoformat(), (day - EPOCH).days) for day in days]
    return [(day.isoformat()[:7], (day - EPOCH).days) for day in days if day.day == 1]


def filled(system: Any, given: Any, unit: str) -> tuple[Any, list[Any]]:
    """A simulation with every input set, and its periods."""
    people, first, last = int(given["people"]), int(given["first"]), int(given["last"])
    simulation = SimulationBuilder().build_default_simulation(system, people)
    for name in (*TRUTHS, *NUMBERS):
        simulation.set_input(name, "ETERNITY", given[name])
    asked = []
    for name, day in periods_of(first, last, unit):
        now = period(name)
        asked.append(now)
        for one in DAILY_INPUTS:
            if f"{one}.start" in given:
                simulation.set_input(one, now, (given[f"{one}.start"] <= day) & (day < given[f"{one}.end"]))
    return simulation, asked


def memory(name: str) -> int:
    """MB of this process: VmRSS now, or VmHWM at its largest (ru_maxrss would begin with what the parent had)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) // 1024


def main() -> None:
    """Fill, compute, and write what came out."""
    inputs, unit, written, out = sys.argv[1:]
    given = dict(np.load(inputs))
    system = build(DateUnit(unit), plain=written == "plain")
    warm = SimulationBuilder().build_default_simulation(system, 100)
    for name, _ in periods_of(int(given["first"]), int(given["first"]) + 31, unit):
        warm.calculate("outcome", name)
    begin = time.process_time()
    simulation, asked = filled(system, given, unit)
    expanding = time.process_time() - begin
    before = memory("VmRSS")
    begin = time.process_time()
    for now in asked:
        simulation.calculate("outcome", now)
    cpu = time.process_time() - begin
    np.savez(
        out,
        outcome=np.stack([simulation.calculate("outcome", now) for now in asked]).astype(np.int8),
        reasons=np.stack([simulation.calculate("reasons", now) for now in asked]).astype(np.int32),
        starts=np.array([now.start.date.toordinal() - EPOCH.toordinal() for now in asked]),
    )
    largest = memory("VmHWM")
    formulas = [one for one in simulation.tax_benefit_system.variables.values() if one.formulas]
    told = {
        "cpu_s": cpu, "expanding_cpu_s": expanding, "rss_mb": largest, "above_inputs_mb": largest - before,
        "formulas": len(formulas), "inputs": len(DAILY_INPUTS) + len(TRUTHS) + len(NUMBERS), "version": version("openfisca-core"),
    }  # fmt: skip
    print(json.dumps(told))


if __name__ == "__main__":
    main()
