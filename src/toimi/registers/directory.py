"""The registers there are, by name."""

from __future__ import annotations

from typing import Any

from toimi.registers.asking import Register
from toimi.registers.companies import COMPANIES
from toimi.registers.incomes import INCOMES
from toimi.registers.kela import KELA
from toimi.registers.population import POPULATION
from toimi.registers.studies import STUDIES

REGISTERS: dict[str, Register[Any]] = {
    register.name: register for register in (POPULATION, COMPANIES, INCOMES, KELA, STUDIES)
}
