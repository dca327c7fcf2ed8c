"""Each test begins with registers that have not failed yet, and with no settings of anybody else's."""

from __future__ import annotations

import os

import pytest

from toimi.registers.asking import Fuse
from toimi.registers.companies import COMPANIES
from toimi.registers.incomes import INCOMES
from toimi.registers.kela import KELA
from toimi.registers.population import POPULATION
from toimi.registers.studies import STUDIES


@pytest.fixture(autouse=True)
def untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("TOIMI_REGISTER_", "TOIMI_XROAD_"))]:
        monkeypatch.delenv(name)
    for register in (POPULATION, COMPANIES, INCOMES, KELA, STUDIES):
        monkeypatch.setattr(register, "fuse", Fuse())
