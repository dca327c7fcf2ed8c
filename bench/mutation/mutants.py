"""A sample of mutants of the files that are named, as JSON lines: run by `.venv-mutation`, where Cosmic Ray is.

Cosmic Ray finds the places and makes the changes. Its operators that replace anything by anything are left out (`<` becomes
`is`: killed by any test); boundaries, signs, conditions and numbers stay. One operator is ours: the lower bound for the
upper, first for last, left for right, which is where a book of two bounds goes wrong.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator
from parso.python.tree import Name, String

OPERATORS = (
    *(f"ReplaceComparisonOperator_{pair}" for pair in ("Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt")),
    *(f"ReplaceComparisonOperator_{pair}" for pair in ("Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is")),
    *(
        f"ReplaceBinaryOperator_{pair}"
        for pair in ("Add_Sub", "Sub_Add", "Mul_FloorDiv", "FloorDiv_Mul", "Mod_FloorDiv")
    ),
    *(f"ReplaceBinaryOperator_{pair}" for pair in ("BitOr_BitAnd", "BitAnd_BitOr", "BitXor_BitOr")),
    *(f"ReplaceBinaryOperator_{pair}" for pair in ("RShift_LShift", "LShift_RShift")),
    *(f"ReplaceUnaryOperator_Delete_{sign}" for sign in ("USub", "Invert", "Not")),
    *("AddNot", "ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "ReplaceAndWithOr", "ReplaceOrWithAnd"),
    *("ReplaceBreakWithContinue", "ReplaceContinueWithBreak"),
    *("ExceptionReplacer", "NumberReplacer", "ZeroIterationForLoop"),
)
PAIRS = (
    *(("lo", "hi"), ("start", "end"), ("starts", "ends"), ("first", "last"), ("left", "right"), ("yes", "possible")),
    *(("min", "max"), ("minimum", "maximum"), ("any", "all"), ("surely", "possibly")),
)
OPPOSITE = {one: other for pair in PAIRS for one, other in (pair, pair[::-1])}
LEAST = 3
"""Mutants of a file, however small it is."""


class Place(NamedTuple):
    """One change that can be made: the how-manieth of an operator in a file."""

    file: Path
    line: int
    name: str
    operator: Operator
    occurrence: int


class Opposite(Operator):
    """An attribute, a called function or a quoted side becomes its opposite."""

    def mutation_positions(self, node: Any) -> Iterator[tuple[Any, Any]]:
        """Where a word of the pairs is used, not where it is declared."""
        used = isinstance(node, Name) and node.parent.type in ("trailer", "atom_expr", "power")
        if (used and node.value in OPPOSITE) or (isinstance(node, String) and node.value.strip("\"'") in OPPOSITE):
            yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        """The word, with its quotes if it has any."""
        word = node.value.strip("\"'")
        node.value = node.value.replace(word, OPPOSITE[word])
        return node

    @classmethod
    def examples(cls) -> tuple[()]:
        """None: Cosmic Ray's own tests read them."""
        return ()


def places(file: Path) -> list[Place]:
    """Where a file can be changed, outside types and decorators."""
    source = file.read_text("utf-8")
    idle, found = _idle(source), []
    for name, operator in _operators():
        at = (place for node in ast_nodes(get_ast(source)) for place in operator.mutation_positions(node))
        for occurrence, ((line, column), _) in enumerate(at):
            if not any(begin <= (line, column) < end for begin, end in idle):
                found.append(Place(file, line, name, operator, occurrence))
    return found


def mutant(place: Place) -> dict[str, Any] | None:
    """What becomes of the file; nothing, where it does not compile or is what it was."""
    source = place.file.read_text("utf-8")
    mutated = mutate_code(source, place.operator, place.occurrence)
    if not _differs(mutated, ast.dump(ast.parse(source))):
        return None
    lines = source.splitlines()
    return {
        "file": str(place.file),
        "line": place.line,
        "operator": place.name,
        "was": lines[place.line - 1].strip(),
        "is": _changed(lines, mutated.splitlines(), place.line),
        "source": mutated,
    }


def _operators() -> Iterator[tuple[str, Operator]]:
    for name in OPERATORS:
        yield name, get_operator(f"core/{name}")()
    yield "Opposite", Opposite()


def _differs(mutated: str, plain: str) -> bool:
    try:
        return ast.dump(ast.parse(mutated)) != plain
    except SyntaxError:
        return False


def _changed(before: list[str], after: list[str], line: int) -> str:
    """The line as it is in the mutant, where a condition that was in several lines may have begun earlier."""
    return next((new.strip() for old, new in zip(before, after, strict=False) if old != new), after[line - 1].strip())


def _idle(source: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """What no test can see: annotations, which mypy watches, and decorators: frozen, slots, cache."""
    found: list[ast.expr] = []
    for node in ast.walk(ast.parse(source)):
        found += [
            part for name in ("annotation", "returns", "decorator_list") for part in _listed(getattr(node, name, None))
        ]
    return [((node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)) for node in found]


def _listed(value: Any) -> list[ast.expr]:
    return value if isinstance(value, list) else [value] if value else []


def sample(files: list[Path], seed: int, size: int) -> Iterator[dict[str, Any]]:
    """Each file's share of the mutants, spread evenly, so that whoever stops early has seen every file."""
    chosen = random.Random(seed)
    every = [places(file) for file in files]
    total = sum(map(len, every))
    drawn = []
    for found in every:
        share = min(len(found), max(LEAST, round(size * len(found) / total)))
        made = (mutant(place) for place in chosen.sample(found, len(found)))
        for turn, one in enumerate(islice(filter(None, made), share)):
            drawn.append(((turn + chosen.random()) / share, one))
    return (one for _, one in sorted(drawn, key=lambda pair: pair[0]))


def again(survived: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The mutants of a former sample by their text, the nearest to where it was; not those whose line is gone."""
    for file in dict.fromkeys(one["file"] for one in survived):
        lines, every = Path(file).read_text("utf-8").splitlines(), places(Path(file))
        for wanted in (one for one in survived if one["file"] == file):
            alike = [
                place
                for place in every
                if (place.name, lines[place.line - 1].strip()) == (wanted["operator"], wanted["was"])
            ]
            made = (mutant(place) for place in sorted(alike, key=lambda one: abs(one.line - wanted["line"])))
            yield from islice((one for one in made if one and one["is"] == wanted["is"]), 1)


def main() -> None:
    """One line for each mutant that was drawn."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("files", nargs="*", type=Path)
    wanted.add_argument("--seed", type=int, default=0)
    wanted.add_argument("--sample", type=int, default=0)
    wanted.add_argument("--again", type=Path, help="a result: only what survived there")
    asked = wanted.parse_args()
    drawn = (
        again(json.loads(asked.again.read_text("utf-8"))["survived"])
        if asked.again
        else sample(asked.files, asked.seed, asked.sample)
    )
    for one in drawn:
        print(json.dumps(one))


if __name__ == "__main__":
    main()
