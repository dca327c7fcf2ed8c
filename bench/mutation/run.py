"""What `make mutants` runs: do the tests notice when a line of `days` or `book` is changed?

All happens in a copy in a temporary folder: the working tree is never touched, so nothing needs mending when this is
killed. First the chosen tests run once, whole, which tells how long each takes and which lines it reaches. Then each mutant
in a process of its own, forked from here so that NumPy and pytest are loaded once: the tests that reach the changed line,
those of its module first, the quickest first, until one fails. What runs too long counts as noticed: an endless loop.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import resource
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from coverage import CoverageData
from rich.console import Console
from rich.table import Table

for heavy in ("hypothesis", "pyarrow.parquet", "yaml", "jsonschema", "click"):
    __import__(heavy)  # loaded before the first fork, for all of them

ROOT = Path(__file__).parents[2]
COSMIC_RAY = ROOT / ".venv-mutation" / "bin" / "python"
RESULT = ROOT / "bench" / "mutation.json"
FILES = sorted(
    str(file.relative_to(ROOT))
    for room in ("days", "book")
    for file in (ROOT / "src" / "toimi" / room).glob("*.py")
    if file.name != "__init__.py"
)
TESTS = (
    *("tests/days", "tests/book"),
    *(
        f"tests/law/test_{name}.py"
        for name in ("examples", "switches", "contradictions", "entry_into_force", "every_provision_has_examples")
    ),
    *(f"tests/law/test_{name}.py" for name in ("conduct_worlds", "against_ladder_oracle", "texts", "edges")),
)
SLOW = 4.0
"""Seconds: a longer test is left out."""
BUDGET = 10.0
"""Seconds of tests for one mutant."""
GRACE = 20.0
"""Seconds that a mutant has on top of three times its tests."""
MEMORY = 6 << 30
"""Bytes of address space: a loop that fills the memory ends there."""
KEPT = ("file", "line", "operator", "was", "is")


class Chosen:
    """A plugin of pytest: these tests, in this order; without any, all of them. Remembers how long each took."""

    def __init__(self, order: Sequence[str] = ()) -> None:
        self.order = order
        self.seconds: dict[str, float] = defaultdict(float)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep and sort."""
        if self.order:
            place = {name: index for index, name in enumerate(self.order)}
            items[:] = sorted((item for item in items if item.nodeid in place), key=lambda item: place[item.nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """With the setup, which a module may share."""
        self.seconds[report.nodeid] += report.duration


def in_the_copy(copy: Path, chosen: Chosen, arguments: Sequence[str], log: Path) -> None:
    """A forked process: its own group, its own limits, the copy's code."""
    os.setpgid(0, 0)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.chdir(copy)
    sys.dont_write_bytecode = True  # two mutants of one length within one second would share a cached module
    sys.path[:0] = [str(copy / "src")]
    os.environ["PYTHONPATH"] = str(copy / "src")
    with log.open("w") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    quiet = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # Hypothesis was loaded before
    code = pytest.main(
        [*quiet, "-q", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-seed=0", *arguments], plugins=[chosen]
    )
    (copy / "seconds.json").write_text(json.dumps(chosen.seconds))
    os._exit(int(code))


def run(copy: Path, chosen: Chosen, arguments: Sequence[str], limit: float) -> int | None:
    """The exit code of the tests, or nothing if they ran out of time."""
    process = multiprocessing.get_context("fork").Process(
        target=in_the_copy, args=(copy, chosen, arguments, copy / "log.txt")
    )
    process.start()
    process.join(limit)
    over = process.is_alive()
    if over and process.pid:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.join()
    return None if over else process.exitcode


class Suite:
    """How long each test takes, and which lines of which file it reaches."""

    def __init__(self, copy: Path) -> None:
        self.copy = copy
        arguments = ["--cov=toimi", "--cov-context=test", "--cov-report=", *TESTS]
        if run(copy, Chosen(), arguments, limit=900) != 0:
            raise SystemExit("the tests fail without any mutant:\n" + (copy / "log.txt").read_text()[-3000:])
        self.seconds: dict[str, float] = json.loads((copy / "seconds.json").read_text())
        self.data = CoverageData(str(copy / ".coverage"))
        self.data.read()
        unchanged = {"file": FILES[0], "line": 1, "source": (copy / FILES[0]).read_text("utf-8")}
        if not self.of(unchanged) or self.fate(unchanged) != "survived":
            raise SystemExit("a file that is not changed at all does not survive: no mutant's fate would mean anything")

    def of(self, mutant: dict[str, Any]) -> list[str]:
        """The tests that reach a line, those of its module first; then all of its module: what is cached runs once only.

        What runs at import is reached by all that reach anything of the file.
        """
        lines = self.data.contexts_by_lineno(str(self.copy / mutant["file"]))
        path = Path(mutant["file"])
        own = {name for name in self.seconds if name.startswith(f"tests/{path.parent.name}/test_{path.stem}.py::")}
        reaching = _names(lines.get(mutant["line"], [])) or {name for line in lines.values() for name in _names(line)}
        quick = sorted(
            (name for name in reaching | own if self.seconds.get(name, SLOW) < SLOW),
            key=lambda name: (name not in reaching, name not in own, self.seconds[name], name),
        )
        spent, chosen = 0.0, []
        for name in quick:
            spent += self.seconds[name]
            if spent > BUDGET:
                break
            chosen.append(name)
        return chosen

    def fate(self, mutant: dict[str, Any]) -> str:
        """Killed, timed out, or survived."""
        chosen = self.of(mutant)
        if not chosen:
            return "survived"
        file = self.copy / mutant["file"]
        kept = file.with_suffix(".kept")
        file.rename(kept)
        file.write_text(mutant["source"], "utf-8")
        files = list(dict.fromkeys(name.split("::")[0] for name in chosen))
        limit = GRACE + 3 * sum(self.seconds[name] for name in chosen)
        code = run(self.copy, Chosen(chosen), ["-x", "--no-header", *files], limit)
        kept.replace(file)
        return "timed out" if code is None else "survived" if code in (0, 5) else "killed"


def _names(contexts: Sequence[str]) -> set[str]:
    """Coverage writes `test|setup`, `test|run`, `test|teardown`, and nothing at import."""
    return {context.rpartition("|")[0] for context in contexts} - {""}


def copied(into: Path) -> None:
    """What Git knows and what is new, as it lies in the working tree."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (into / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, into / name)


def drawn(*arguments: str | Path) -> list[dict[str, Any]]:
    """The sample, from the environment of Cosmic Ray."""
    command = [str(COSMIC_RAY), str(Path(__file__).with_name("mutants.py")), *map(str, arguments)]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in told.splitlines()]


def machine() -> dict[str, Any]:
    """What it was measured on."""
    about = (
        line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line
    )
    return {
        "cpu": next(about, platform.processor()),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "numpy": np.__version__,
    }


def main() -> None:
    """Draw, run, keep, print."""
    wanted = argparse.ArgumentParser(description=__doc__)
    wanted.add_argument("--seed", type=int, default=secrets.randbelow(10_000))
    wanted.add_argument("--sample", type=int, default=400)
    wanted.add_argument("--minutes", type=float, default=30)
    wanted.add_argument("--survivors", action="store_true", help="only those that survived the last time")
    asked = wanted.parse_args()
    os.nice(10)
    begin = time.monotonic()
    before = json.loads(RESULT.read_text("utf-8")) if asked.survivors else None
    screen = Console(width=140)
    screen.print(f"seed {before['seed'] if before else asked.seed}")
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copied(Path(folder))
        which = ("--again", RESULT) if before else (*FILES, "--seed", str(asked.seed), "--sample", str(asked.sample))
        mutants = drawn(*which)
        fates = list(tried(Suite(Path(folder)), mutants, begin + asked.minutes * 60, screen))
    result = summed(fates, asked.seed, len(mutants), time.monotonic() - begin)
    if before:
        untried = [{key: one[key] for key in KEPT} for one in mutants[len(fates) :]]
        result = since(before, {**result, "survived": [*result["survived"], *untried]})
    RESULT.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", "utf-8")
    shown(screen, result, fates)


def tried(
    suite: Suite, mutants: list[dict[str, Any]], until: float, screen: Console
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each mutant's fate while there is time; what was not killed is printed at once."""
    for mutant in mutants:
        if time.monotonic() > until:
            break
        fate = suite.fate(mutant)
        if fate != "killed":
            place = f"{fate}: {mutant['file']}:{mutant['line']}"
            screen.print(f"{place}\n  - {mutant['was']}\n  + {mutant['is']}", markup=False, highlight=False)
        yield fate, {key: mutant[key] for key in KEPT}


def since(before: dict[str, Any], result: dict[str, Any]) -> dict[str, Any]:
    """The former result, with what the tests notice by now and what is no longer there."""
    return {
        **before,
        "killed_at_first": before.get("killed_at_first", before["killed"]),
        "killed": before["killed"] + result["killed"],
        "timed_out": before["timed_out"] + result["timed_out"],
        "gone": before.get("gone", 0) + len(before["survived"]) - result["drawn"],
        "survived": result["survived"],
    }


def summed(fates: list[tuple[str, dict[str, Any]]], seed: int, drawn_in_all: int, seconds: float) -> dict[str, Any]:
    """What is kept."""
    count = Counter(fate for fate, _ in fates)
    return {
        "machine": machine(),
        "seed": seed,
        "drawn": drawn_in_all,
        "sampled": len(fates),
        "killed": count["killed"],
        "timed_out": count["timed out"],
        "survived": sorted(
            (mutant for fate, mutant in fates if fate == "survived"), key=lambda one: (one["file"], one["line"])
        ),
        "seconds": round(seconds),
    }


def shown(screen: Console, result: dict[str, Any], fates: list[tuple[str, dict[str, Any]]]) -> None:
    """A line a file, and the sum."""
    table = Table("file", "sampled", "killed", "timed out", "survived", box=None)
    by_file: dict[str, Counter[str]] = defaultdict(Counter)
    for fate, mutant in fates:
        by_file[mutant["file"]][fate] += 1
        by_file["all"][fate] += 1
    for file in sorted(by_file, key=lambda name: (name == "all", name)):
        count = by_file[file]
        numbers = (count.total(), count["killed"], count["timed out"], count["survived"])
        table.add_row(file, *map(str, numbers))
    screen.print(table)
    screen.print(result["machine"], f"{result['seconds']} s")


if __name__ == "__main__":
    main()
