"""The registers that are asked about people, by name; and the names of all."""

from __future__ import annotations

from typing import Any

from toimi.registers.asking import Register
from toimi.registers.companies import COMPANIES
from toimi.registers.company_details import COMPANY_DETAILS
from toimi.registers.incomes import INCOMES
from toimi.registers.kela import KELA
from toimi.registers.population import POPULATION
from toimi.registers.studies import STUDIES

REGISTERS: dict[str, Register[Any]] = {
    register.name: register for register in (POPULATION, COMPANIES, INCOMES, KELA, STUDIES)
}
EVERY_NAME = (*REGISTERS, COMPANY_DETAILS.name)
"""Of those that are asked about employers too: what may have an address in the settings."""
