"""How often invented people are like this or that, and where each figure is from."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True)
class Frequency:
    """One share of people.

    Attributes:
        name: as the stories call it.
        means: what those are.
        share: between 0 and 1.
        source: the published figures with region and period, or why the share is assumed.
        url: where the figures were published; empty for an assumption.
    """

    name: str
    means: str
    share: float
    source: str
    url: str = ""


@cache
def frequencies() -> dict[str, Frequency]:
    """All of them by name, in the order of ``frequencies.toml``."""
    tables = tomllib.loads(files("toimi.invented").joinpath("frequencies.toml").read_text("utf-8"))
    return {name: _read(name, table) for name, table in tables.items()}


def _read(name: str, told: dict[str, str | int | float]) -> Frequency:
    if "assumed" in told:
        return Frequency(name, str(told["means"]), float(told["share"]), f"assumed: {told['assumed']}")
    source = f"{told['series']}, {told['region']}, {told['period']}: {told['count']:,} of {told['of']:,}"
    return Frequency(name, str(told["means"]), float(told["count"]) / float(told["of"]), source, str(told["url"]))
