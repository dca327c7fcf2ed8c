"""Every name and sentence that the book shows is there in Finnish, Swedish and English."""

from __future__ import annotations

import ast
import inspect
import tomllib
from collections.abc import Callable, Iterator
from importlib.resources import files
from string import Formatter

import pytest

from toimi.book import explain
from toimi.book.expressions import BookError
from toimi.book.language import _FILLED, LANGUAGES, Texts
from toimi.law.book import BOOK, texts
from toimi.law.wanted_texts import Path, fact_texts, outcome_texts, provision_texts


def line_texts() -> Iterator[Path]:
    """The lines of explanations and the values inside them."""
    yield from (("lines", key) for key in {*_FILLED, *keys_of_lines()})
    yield from (("inline", key) for key in keys_inside_lines())


EXPLAIN = ast.parse(inspect.getsource(explain))


def constants(node: ast.AST) -> set[str]:
    """The texts written out inside a piece of code."""
    return {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def keys_of_lines() -> set[str]:
    """The keys with which ``explain.py`` makes lines."""

    def key(node: ast.AST) -> ast.AST | None:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Line":
            return node.args[0]
        return None

    return keys_found(key)


def keys_inside_lines() -> set[str]:
    """The same for values inside a line, which are tables with a ``key``."""

    def key(node: ast.AST) -> ast.AST | None:
        pairs = zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ()
        return next((value for name, value in pairs if isinstance(name, ast.Constant) and name.value == "key"), None)

    return keys_found(key)


def keys_found(key: Callable[[ast.AST], ast.AST | None]) -> set[str]:
    """Keys written out; where ``node.op`` is the key, the words with which its branch compares it."""
    found = {
        word for node in ast.walk(EXPLAIN) if isinstance(one := key(node), ast.Constant) for word in constants(one)
    }
    for branch in ast.walk(EXPLAIN):
        if isinstance(branch, ast.If):
            inside = [key(node) for statement in branch.body for node in ast.walk(statement)]
            if any(isinstance(one, ast.Attribute) and one.attr == "op" for one in inside):
                found |= constants(branch.test)
    return found


def there(said: Texts, path: Path) -> bool:
    """Whether the text is there and says something."""
    try:
        return bool(said.of(*path).strip())
    except BookError:
        return False


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("wanted", [provision_texts, fact_texts, outcome_texts, line_texts])
def test_no_text_is_missing(wanted: Callable[[], Iterator[Path]], language: str) -> None:
    """Each text, in each language."""
    said = texts(language)
    assert [".".join(path) for path in wanted() if not there(said, path)] == []


def test_translations_stand_in_the_order_of_the_book() -> None:
    """One table for each provision, and none for a provision that is gone or has another key now."""
    table = tomllib.loads(files("toimi.law").joinpath("texts", "provisions.toml").read_text("utf-8"))
    assert list(table) == [provision.key for provision in BOOK.provisions]


def test_options_of_a_switch_are_named_in_its_own_order() -> None:
    """An answer is found by its place among the options."""
    named = {name: tuple(table["options"]) for name, table in texts("fi").tables["switches"].items()}
    assert named == {name: switch.options for name, switch in BOOK.switches.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_has_room_for_its_words(language: str) -> None:
    """A line uses every word that it is filled with, and no other."""
    said = texts(language)
    rooms = {key: {name for _, name, _, _ in Formatter().parse(said.of("lines", key)) if name} for key in _FILLED}
    assert rooms == {key: set(words) for key, words in _FILLED.items()}


def test_lines_of_explanations_are_found_in_the_code() -> None:
    """The search for keys sees both ways of writing them, so that it can't pass by finding nothing."""
    assert {"row", "lasting", "holds"} <= keys_of_lines() <= set(_FILLED)
    assert {"attribute", "value", "plus"} <= keys_inside_lines()
