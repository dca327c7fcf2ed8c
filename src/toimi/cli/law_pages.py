"""``toimi law pages DIR``: the book as pages for lawyers, one a section: versions side by side, and what each says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toimi.cli.cases import BadInput, language, speaking
from toimi.cli.outputs import whole

if TYPE_CHECKING:
    from toimi.book.expressions import Node
    from toimi.book.language import Texts
    from toimi.book.outline import Outline
    from toimi.book.provisions import Provision


SHOWN = 12
"""Examples that a page names; the others are counted."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@language
def pages(folder: Path, lang: str) -> None:
    """Write the book into DIR as Markdown, one page a section and an index."""
    texts = speaking(lang)
    written = pages_of(texts)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for old in set(folder.glob("*.md")) - {folder / name for name in written}:
            old.unlink()
        for name, text in written.items():
            with whole(folder / name) as file:
                file.write_text(text, "utf-8")
    except OSError as error:
        why = error.strerror or error
        raise BadInput(f"{folder}: cannot be written ({why}). Check the name, the rights and the space.") from None
    click.echo(texts.of("cli", "pages", "written").format(pages=len(written), folder=folder))


def pages_of(texts: Texts) -> dict[str, str]:
    """Every page by the name of its file."""
    from toimi.law.book import BOOK  # noqa: PLC0415  (loaded when the command runs)

    sections: dict[str, list[Provision]] = {}
    for one in BOOK.provisions:
        sections.setdefault(section_of(one.citation), []).append(one)
    written = {"index.md": _index(sections, texts)}
    for section in sections:
        written[file_of(section)] = "\n".join(_page(section, BOOK.find(section), texts)) + "\n"
    return written


def section_of(citation: str) -> str:
    """The section of a place: ``TTL 2a:1`` of ``TTL 2a:1.1(2)``."""
    from toimi.book.citations import Citation  # noqa: PLC0415  (loaded when the command runs)

    place = Citation.parse(citation)
    return f"{place.act} {place.chapter}:{place.section}" + (f"–{place.last}" if place.last else "")


def _place(section: str) -> list[tuple[int, str]]:
    """The place of a section among the others: TTL 2 before 2a before 10."""
    act, place = section.split(" ")
    parts = re.split(r"[:–]", place)
    return [(0, act), *((int(re.sub(r"\D", "", part)), part) for part in parts)]


def file_of(section: str) -> str:
    """The page of a section: ``ttl-2a-1.md``."""
    return section.lower().replace(" ", "-").replace(":", "-").replace("–", "-") + ".md"


def _index(sections: dict[str, list[Provision]], texts: Texts) -> str:
    lines = [f"# {texts.of('cli', 'pages', 'index')}", "", texts.of("cli", "pages", "generated"), ""]
    for section, provisions in sorted(sections.items(), key=lambda one: _place(one[0])):
        titles = dict.fromkeys(texts.of("provisions", one.key, "title") for one in provisions)
        count = texts.of("cli", "pages", "versions_counted").format(count=len(provisions))
        lines.append(f"- [{section}]({file_of(section)}) {'; '.join(list(titles)[:3])} ({count})")
    return "\n".join(lines) + "\n"


def _page(section: str, provisions: list[Provision], texts: Texts) -> Iterator[str]:
    from toimi.cli.law import provision_data  # noqa: PLC0415  (loaded when the command runs)

    told = [(one, provision_data(one, texts)) for one in provisions]
    titles = [data["title"] for one, data in sorted(told, key=lambda pair: not pair[0].verified)]
    yield from (f"# {section} {titles[0]}", "", texts.of("cli", "pages", "generated"), "")
    yield from _versions([data for _, data in told], texts)
    yield from _by_year(provisions, texts)
    for one, data in told:
        yield from _provision(one, data, texts)
    yield from _examples(provisions, texts)
    yield from _switches(provisions, texts)
    yield from _left_to_a_person(provisions, texts)


def _versions(told: list[dict[str, Any]], texts: Texts) -> Iterator[str]:
    """All versions side by side, newest first."""
    headings = [
        texts.of("cli", "headings", name) for name in ("citation", "title", "act", "role", "decided", "governs")
    ]
    yield from (f"## {texts.of('cli', 'pages', 'versions')}", "", _row(headings), _row(["---"] * len(headings)))
    for data in told:
        governs = "; ".join(
            f"{texts.of('cli', 'clocks', clock)} {days}" for clock, days in data["governs_says"].items()
        )
        title = data["title"] if data["verified"] else f"{data['title']} ({texts.of('cli', 'unverified')})"
        yield _row([
            data["citation"], title, f"[{data['act']}]({data['link']})", texts.of("cli", "roles", data["role"]),
            data["decided"], governs,
        ])  # fmt: skip
    yield ""


def _by_year(provisions: list[Provision], texts: Texts) -> Iterator[str]:
    """Numbers that change by the year, each with the decree that gives it."""
    found = {
        node.detail["name"]: node for one in provisions for node in one.expression.walk() if node.op == "number_at"
    }
    for name, node in found.items():
        yield from (f"## {texts.of('cli', 'pages', 'by_year')}: {name}", "")
        yield from (
            _row([texts.of("cli", "pages", heading) for heading in ("first_day", "value", "decree")]),
            _row(["---"] * 3),
        )
        for day, value, decree in node.detail["versions"]:
            yield _row([texts.day(day), texts.amount(value, node.detail["unit"]), decree])
        yield ""


def _provision(one: Provision, data: dict[str, Any], texts: Texts) -> Iterator[str]:
    from toimi.book.outline import outline  # noqa: PLC0415  (loaded when the command runs)

    yield from (f"## {data['citation']} · {data['act']} · {data['title']}", "", data["reading"], "")
    if not one.verified:
        yield from (f"**{texts.of('cli', 'read_the_act').format(link=one.reported)}**", "")
    yield f"*{texts.of('cli', 'roles', data['role'])} · {texts.of('cli', 'classes', data['decided'])}*"
    yield ""
    for since, end in one.ends:
        yield f"- {texts.of('cli', 'known_end').format(day=texts.day(since), end=texts.day(end - 1))}"
    yield from (f"- `{name}` = {value}" for name, value in data["numbers"].items())
    yield from ("", "<details><summary>" + texts.of("cli", "pages", "expression") + "</summary>", "")
    yield from _listed(outline(one.expression, texts))
    yield from ("", "</details>", "")


def _listed(part: Outline, depth: int = 0) -> Iterator[str]:
    yield "  " * depth + f"- {part.says}"
    for below in part.below:
        yield from _listed(below, depth + 1)


def _examples(provisions: list[Provision], texts: Texts) -> Iterator[str]:
    """Worked examples in which the section does something, as their sources tell them (in English)."""
    from toimi.cli.law_examples import bitten  # noqa: PLC0415  (loaded when the command runs)

    names = list(dict.fromkeys(name for one in provisions for name in bitten()[one.key]))
    yield from (f"## {texts.of('cli', 'pages', 'examples')}", "")
    yield from (f"- {name}" for name in names[:SHOWN])
    if len(names) > SHOWN:
        yield f"- {texts.of('cli', 'pages', 'more').format(count=len(names) - SHOWN)}"
    yield ""


def _switches(provisions: list[Provision], texts: Texts) -> Iterator[str]:
    """Open readings that the section's provisions use, with the reading that holds unless another is chosen."""
    from toimi.law.book import BOOK  # noqa: PLC0415  (loaded when the command runs)

    names = {node.detail["switch"] for one in provisions for node in _nodes(one) if node.op == "reading"}
    if not names:
        return
    yield from (f"## {texts.of('cli', 'pages', 'switches')}", "")
    for name in sorted(names):
        switch = BOOK.switches[name]
        options = ", ".join(f"**{one}**" if one == switch.default else one for one in (*switch.options, "both"))
        yield f"- `{name}`: {texts.of('switches', name, 'name')} ({options})"
    yield ""


def _left_to_a_person(provisions: list[Provision], texts: Texts) -> Iterator[str]:
    """What only an official can find."""
    found = dict.fromkeys(
        f"{texts.kind(node.detail['kind'])}: {texts.attribute(node.detail['kind'], node.detail['name'])}"
        for one in provisions for node in _nodes(one) if _judged(node)
    )  # fmt: skip
    if any(node.op in ("not_known", "perhaps") for one in provisions for node in _nodes(one)):
        found[texts.of("cli", "pages", "not_a_fact")] = None
    yield from (f"## {texts.of('cli', 'pages', 'left_to_a_person')}", "")
    yield from (f"- {one}" for one in found or [texts.of("cli", "pages", "nothing")])


def _nodes(provision: Provision) -> Iterator[Node]:
    yield from provision.expression.walk()


def _judged(node: Node) -> bool:
    from toimi.book.facts import KINDS, Judged, JudgedDay, Source  # noqa: PLC0415  (loaded when the command runs)

    if node.op != "attribute" or node.detail["name"] in ("start", "end", "began"):
        return False
    attribute = KINDS[node.detail["kind"]].attributes[node.detail["name"]]
    return isinstance(attribute, Judged | JudgedDay) or attribute.asked_of is Source.OFFICIAL


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
