"""Which texts the law must have, in every language: of provisions, facts and outcomes."""

from __future__ import annotations

from collections.abc import Iterator

from toimi.book.answers import Outcome
from toimi.book.facts import KINDS, Fact, OneOf, Silence, SomeOf, Source
from toimi.law.book import BOOK

Path = tuple[str, ...]

LAW_KINDS = {name: kind for name, kind in KINDS.items() if kind.__module__ == "toimi.law.facts"}
"""The kinds of the law, without those that other tests declare."""


def provision_texts() -> Iterator[Path]:
    """Title and plain reading of each provision."""
    for provision in BOOK.provisions:
        yield "provisions", provision.key, "title"
        yield "provisions", provision.key, "reading"


def fact_texts() -> Iterator[Path]:
    """Names and questions of kinds, attributes, references, options, silences and subjects."""
    nodes = (node for provision in BOOK.provisions for node in provision.expression.walk())
    missed = {node.detail["kind"] for node in nodes if node.op == "untold"}
    for name, kind in LAW_KINDS.items():
        yield "facts", name, "name"
        if kind.silence is Silence.UNKNOWN or name in missed:
            yield "facts", name, "missing"
        if kind.subject:
            yield "facts", "subjects", kind.subject
        yield from attribute_texts(name, kind)


def attribute_texts(name: str, kind: type[Fact]) -> Iterator[Path]:
    """Label and question of each attribute and reference, and the names of options."""
    for attribute in (*kind.attributes, *kind.refs):
        yield "facts", name, attribute, "name"
        yield "facts", name, attribute, "question"
        for option in options_of(kind, attribute):
            yield "facts", name, attribute, "options", option


def options_of(kind: type[Fact], attribute: str) -> tuple[str, ...]:
    """The closed list of an attribute, empty for any other."""
    declared = kind.attributes.get(attribute)
    return declared.options if isinstance(declared, OneOf | SomeOf) else ()


def outcome_texts() -> Iterator[Path]:
    """Switches with their options, benefits, outcomes and sources."""
    for name, switch in BOOK.switches.items():
        yield "switches", name, "name"
        yield from (("switches", name, "options", option) for option in switch.options)
    yield from (("contradictions", one.name) for one in BOOK.contradictions)
    yield from (("benefits", benefit) for benefit in BOOK.benefits)
    yield from (("outcomes", outcome.name.lower()) for outcome in Outcome)
    yield "outcomes", "no_statement"
    yield from (("sources", source.value) for source in Source)


def wanted_texts() -> Iterator[Path]:
    """All of them."""
    yield from provision_texts()
    yield from fact_texts()
    yield from outcome_texts()
