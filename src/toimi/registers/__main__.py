"""The command that writes the contracts as JSON Schema: ``python -m toimi.registers docs/registers``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from toimi.registers.companies import COMPANIES
from toimi.registers.company_details import COMPANY_DETAILS
from toimi.registers.contract import written
from toimi.registers.incomes import INCOMES
from toimi.registers.kela import KELA
from toimi.registers.population import POPULATION
from toimi.registers.studies import STUDIES


def main(folder: Path) -> None:
    """Write a file for each register into a folder that is there."""
    for register in (POPULATION, COMPANIES, COMPANY_DETAILS, INCOMES, KELA, STUDIES):
        text = json.dumps(written(register.record), indent=2)
        (folder / f"{register.name}.json").write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
