"""``toimi worlds``: what if the facts were otherwise; each world is decided as if it were the person's own case."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from cli.commands import COOK, inside, refused, toimi

EXAMPLE = COOK.parent / "worlds" / "what-if.yaml"
KNOWN = ("--known-at", "2020-04-01")


def test_the_example_says_which_days_differ() -> None:
    """172/2020 sets 2:10 aside while the layoff lasts, at most to 31 July: a layoff to 30 June ends the right there."""
    said = toimi("worlds", EXAMPLE, "--lang", "en", *KNOWN)
    assert (said.code, said.err) == (0, "")
    first = said.out.split("\n\n")[0].splitlines()
    assert first[0] == "The layoff ends on 30 June"
    assert first[1] == "  earnings-related daily allowance, labour market subsidy"
    assert "    right to the benefit: 138 → 107 (-31)" in first
    assert any(line.startswith("    1 July 2020–31 July 2020: right to the benefit → no right") for line in first)


BUSINESS = """  business:
    - {id: firm, from: 2020-06-01, kind: business, form: sole_trader}
  business_workload:
    - {business: firm, from: 2020-06-01, value: full_time}
  answered_for:
"""


def changed(case: str, number: int) -> str:
    """The example's worlds written out by hand, as a case file."""
    if number == 0:
        return case.replace("through: 2020-08-31", "through: 2020-06-30")
    if number == 1:
        return re.sub(r"  study:\n.*\n  work_beside_study:\n.*\n", "", case)
    return case.replace("  answered_for:\n", BUSINESS)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_world_is_decided_as_the_case_written_out(number: int, tmp_path: Path) -> None:
    """Days by outcome, counted again from ``toimi decide`` of the changed case file."""
    case = COOK.read_text("utf-8")
    file = tmp_path / "case.yaml"
    file.write_text(changed(case, number), "utf-8")
    assert file.read_text("utf-8") != case
    decided = inside("decide", file, "--json", *KNOWN).data["benefits"]
    world = inside("worlds", EXAMPLE, "--json", *KNOWN).data["worlds"][number]["benefits"]
    assert set(world) == set(decided)
    for benefit, told in decided.items():
        days: dict[str, int] = {}
        for stretch in told["days"]:
            first, last = (date.fromisoformat(stretch[side]) for side in ("from", "through"))
            days[stretch["outcome"]] = days.get(stretch["outcome"], 0) + (last - first).days + 1
        assert {outcome: after for outcome, (_, after) in world[benefit]["days"].items() if after} == days


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "worlds.yaml"
    file.write_text(text.replace("COOK", str(COOK)), "utf-8")
    return file


def test_nothing_otherwise_says_so(tmp_path: Path) -> None:
    """A change to the value that was there."""
    file = written(tmp_path, "of: COOK\nworlds:\n  - name: Same\n    change: {layoff: {extent: full}}\n")
    assert "The answer is the same on every day." in inside("worlds", file, "--lang", "en", *KNOWN).out


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("of: COOK\n", "worlds.yaml:1: is not a list of worlds of a case. Write of: CASE.yaml"),
        ("of: COOK\nworlds: []\n", "there is no world"),
        ("of: COOK\nworlds:\n  - add: {}\n", "worlds.yaml:3: a world has no name or changes nothing"),
        (
            "of: COOK\nworlds:\n  - {name: x, ad: {}}\n",
            "worlds.yaml:3: a world has no 'ad'. Use name, add, without, change.",
        ),
        (
            "of: COOK\nworlds:\n  - name: x\n    without: [nobody]\n",
            "worlds.yaml:4: worlds[0].without: no row has the id 'nobody'. Use an id of the case: degree, kitchen-1, layoff, search.",
        ),
        (
            "of: COOK\nworlds:\n  - name: x\n    change: [layoff]\n",
            "worlds[0].change: is not of the right form. Write id:",
        ),
        (
            "of: COOK\nworlds:\n  - name: x\n    add:\n      study:\n        - {from: 2020-09-01, goal: phd}\n",
            "worlds.yaml:6: worlds[0].add.study[0].goal: ",
        ),
        ("of: nowhere.yaml\nworlds:\n  - {name: x, without: [a]}\n", "nowhere.yaml: cannot be read"),
    ],
)
def test_a_bad_file_is_told_with_its_place_and_remedy(text: str, says: str, tmp_path: Path) -> None:
    """Line, place, what is wrong and what to do; no trace of Python."""
    assert says in refused(inside("worlds", written(tmp_path, text)))
