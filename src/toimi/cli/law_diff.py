"""``toimi law diff CITATION DAY DAY``: what stands otherwise on the second day than on the first."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from toimi.cli.cases import DayType, as_json, language, print_data, speaking
from toimi.days.line import offset_of

if TYPE_CHECKING:
    from toimi.book.language import Texts
    from toimi.book.outline import Outline
    from toimi.book.provisions import Provision


@click.command()
@click.argument("citation")
@click.argument("first", type=DayType())
@click.argument("second", type=DayType())
@language
@as_json
def diff(citation: str, first: date, second: date, lang: str, json_: bool) -> None:
    """What changed at CITATION (as 'TTL 2a:1') between two days, by all clocks of the provisions."""
    from toimi.cli.law import found_at  # noqa: PLC0415  (loaded when the command runs)

    texts = speaking(lang)
    changes = list(_changes(found_at(citation), offset_of(first), offset_of(second), texts))
    if json_:
        print_data(changes)
        return
    if not changes:
        click.echo(texts.of("cli", "diff_same").format(first=texts.date(first), second=texts.date(second)))
    for change in changes:
        click.echo("\n".join(_lines(change)) + "\n")


def _changes(provisions: list[Provision], first: int, second: int, texts: Texts) -> Iterator[dict[str, Any]]:
    """Each thing that a place of the law does, where another text does it on the second day."""
    from toimi.cli.law import governs  # noqa: PLC0415  (loaded when the command runs)

    things = list(dict.fromkeys((one.citation, one.concludes or one.role) for one in provisions))
    for thing in things:
        versions = [one for one in provisions if (one.citation, one.concludes or one.role) == thing]
        before, after = ([one for one in versions if governs(one, day)] for day in (first, second))
        if [one.key for one in before] != [one.key for one in after]:
            yield {
                "citation": thing[0],
                "title": texts.of("provisions", (after or before)[0].key, "title"),
                "before": [one.act for one in before],
                "after": [one.act for one in after],
                "lines": _difference(before, after, texts),
            }


def _difference(before: list[Provision], after: list[Provision], texts: Texts) -> list[str]:
    """Numbers and the outline, line by line: what is gone with ``-``, what is new with ``+``."""
    told = difflib.ndiff(_told(before, texts), _told(after, texts))
    return [line.rstrip() for line in told if not line.startswith("?")]


def _told(provisions: list[Provision], texts: Texts) -> list[str]:
    from toimi.book.outline import outline  # noqa: PLC0415  (loaded when the command runs)
    from toimi.cli.law import provision_data  # noqa: PLC0415  (loaded when the command runs)

    found: list[str] = []
    for one in provisions:
        data = provision_data(one, texts)
        found += [" ".join(data["reading"].split()), *(f"{name} = {value}" for name, value in data["numbers"].items())]
        found += flat(outline(one.expression, texts))
    return found


def flat(part: Outline, depth: int = 0) -> list[str]:
    """An outline as indented lines."""
    return ["  " * depth + part.says, *(line for below in part.below for line in flat(below, depth + 1))]


def _lines(change: dict[str, Any]) -> Iterator[str]:
    acts = f"{', '.join(change['before']) or '–'} → {', '.join(change['after']) or '–'}"
    yield f"{change['citation']}  {change['title']}  {acts}"
    yield from (f"  {line}" for line in change["lines"])
