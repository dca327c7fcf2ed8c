"""The worked examples of the law: what each file in ``law/examples/`` says, and which provisions bite in which."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from toimi.book.bites import bites
from toimi.book.casefile import CaseError, read_cases
from toimi.book.decision import decide
from toimi.cli.files import read_document
from toimi.days.line import offset_of
from toimi.law.book import BOOK
from toimi.law.gaps import left_open

LARGEST = 10_000_000
"""Bytes of one file of examples."""
KNOWN_AT = "2026-11-24"
"""The day of knowledge of an example that names none."""
Group = tuple[int, tuple[tuple[str, str], ...]]
"""A day of knowledge, and switches set otherwise than by default."""


@cache
def examples() -> tuple[dict[str, Any], ...]:
    """Every example: file, name, source, case, what is expected by benefit, and switches and day of knowledge if named."""
    folder = Path(str(files("toimi.law").joinpath("examples")))
    return tuple(
        {**example, "file": file.stem}
        for file in sorted(folder.glob("*.yaml"))
        for example in read_document(file, largest=LARGEST).data
    )


def known_at(example: dict[str, Any]) -> int:
    """The day of knowledge."""
    return offset_of(date.fromisoformat(str(example.get("known_at", KNOWN_AT))))


def groups() -> dict[Group, list[int]]:
    """The examples by day of knowledge and switches: each group can be decided in one run."""
    found: dict[Group, list[int]] = defaultdict(list)
    for number, example in enumerate(examples()):
        found[known_at(example), tuple(sorted(example.get("switches", {}).items()))].append(number)
    return dict(found)


@cache
def bitten() -> dict[str, tuple[str, ...]]:
    """By the key of each provision, the names of the examples in which it bites.

    Raises:
        CaseError: for an example that is no case.
    """
    found: dict[str, list[str]] = {provision.key: [] for provision in BOOK.provisions}
    for (day, switches), numbers in groups().items():
        cases, problems = read_cases([examples()[number]["case"] for number in numbers], known_at=day)
        if problems:
            raise CaseError(problems)
        decision = decide(cases[0].caseload, BOOK, known_at=day, switches=dict(switches))
        for key, places in bites(decision, left_open(BOOK)).items():
            people = sorted({place.person for place in places})
            found[key] += [str(examples()[numbers[person]]["name"]) for person in people]
    return {key: tuple(names) for key, names in found.items()}
