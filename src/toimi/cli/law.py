"""``toimi law``: the provisions of the book, listed or one by one."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from toimi.cli.cases import DayType, as_json, language, print_data, speaking
from toimi.cli.competence import competence
from toimi.cli.law_check import check
from toimi.cli.law_diff import diff
from toimi.cli.law_pages import pages
from toimi.cli.law_watch import watch
from toimi.days.line import TOP, offset_of

if TYPE_CHECKING:
    from rich.tree import Tree

    from toimi.book.language import Texts
    from toimi.book.outline import Outline
    from toimi.book.provisions import Provision


@click.group()
def command() -> None:
    """The provisions of the book: versions side by side, readings, numbers, open readings; who states on them."""


command.add_command(competence)
command.add_command(check)
command.add_command(diff)
command.add_command(pages)
command.add_command(watch)


@command.command("list")
@language
@as_json
def list_(lang: str, json_: bool) -> None:
    """Every provision with its versions, and the open readings with their settings."""
    from toimi.law.book import BOOK  # noqa: PLC0415  (loaded when the command runs)

    texts = speaking(lang)
    provisions = [provision_data(one, texts) for one in BOOK.provisions]
    switches = [
        {
            "name": switch.name,
            "options": list(switch.options),
            "default": switch.default,
            "says": texts.of("switches", switch.name, "name"),
        }
        for switch in BOOK.switches.values()
    ]
    if json_:
        print_data({"book": BOOK.digest, "provisions": provisions, "readings": switches})
        return
    _print_list(provisions, switches, texts)


def _print_list(provisions: list[dict[str, Any]], switches: list[dict[str, Any]], texts: Texts) -> None:
    from rich.table import Table  # noqa: PLC0415  (loaded when the command runs)

    from toimi.cli.show import console  # noqa: PLC0415  (loaded when the command runs)

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("citation", "act", "role", "decided", "title", "governs"):
        said = texts.of("cli", "headings", heading)
        table.add_column(said, header_style="dim", no_wrap=heading in ("citation", "act"))
    for one in provisions:
        role = texts.of("cli", "roles", one["role"])
        title = one["title"] if one["verified"] else f"{one['title']} ({texts.of('cli', 'unverified')})"
        table.add_row(one["citation"], one["act"], role, one["decided"], title, _clocks(one, texts))
    screen = console()
    screen.print(table)
    places = Counter(one["citation"] for one in provisions)
    roles = Counter(one["role"] for one in provisions)
    said = ", ".join(f"{texts.of('cli', 'roles', role)} {count}" for role, count in sorted(roles.items()))
    screen.print(f"\n{texts.of('cli', 'counted').format(provisions=len(provisions), places=len(places))} {said}\n")
    for switch in switches:
        options = ", ".join(
            f"[bold]{option}[/bold]" if option == switch["default"] else option
            for option in (*switch["options"], "both")
        )
        screen.print(f"--reading {switch['name']}=…  {options}\n    {switch['says']}")


@command.command()
@click.argument("citation")
@click.option(
    "--on", "day", type=DayType(), default=None, help="Only the versions that govern this day (by all of their clocks)."
)
@language
@as_json
def show(citation: str, day: date | None, lang: str, json_: bool) -> None:
    """What stands at CITATION (as 'TTL 2a:1.1' or 'TTL 11:4b'): every version, newest first."""
    texts = speaking(lang)
    found = found_at(citation)
    if day is not None:
        found = [one for one in found if governs(one, offset_of(day))]
        if not found:
            raise click.UsageError(f"No version at {citation} governs {day.isoformat()}. Leave --on out to see all.")
    if json_:
        print_data([provision_data(one, texts) for one in found])
        return
    from toimi.cli.show import console  # noqa: PLC0415  (loaded when the command runs)

    for one in found:
        console().print(_tree(one, texts), "")


def found_at(citation: str) -> list[Provision]:
    """What stands at a citation, newest first.

    Raises:
        UsageError: with the nearest place if nothing stands there.
    """
    from toimi.book.citations import BadCitation  # noqa: PLC0415  (loaded when the command runs)
    from toimi.book.values import nearest  # noqa: PLC0415  (loaded when the command runs)
    from toimi.law.book import BOOK  # noqa: PLC0415  (loaded when the command runs)

    try:
        found = BOOK.find(citation)
    except BadCitation as bad:
        raise click.UsageError(str(bad)) from None
    if not found:
        hint = nearest(citation, sorted({one.citation for one in BOOK.provisions}))
        raise click.UsageError(f"Nothing in the book at {citation}. {hint}")
    return found


def governs(provision: Provision, day: int) -> bool:
    """Whether the provision governs where all of its clocks show that day."""
    ends = provision.ends[-1][1] if provision.ends else TOP
    clocks = provision.governs.clocks.values()
    return all(first <= day < last for first, last in clocks) and day < ends


def provision_data(provision: Provision, texts: Texts) -> dict[str, Any]:
    """One provision as plain data."""
    from toimi.book.explained import iso  # noqa: PLC0415  (loaded when the command runs)

    clocks = provision.governs.clocks
    return {
        "citation": provision.citation,
        "act": provision.act,
        "link": provision.reported or _link(provision.act),
        "verified": provision.verified,
        "title": texts.of("provisions", provision.key, "title"),
        "reading": texts.of("provisions", provision.key, "reading"),
        "role": provision.role,
        "concludes": provision.concludes,
        "decided": provision.decided,
        "governs": {clock: [iso(first) if first else None, iso(end)] for clock, (first, end) in clocks.items()},
        "governs_says": {clock: _days_said(first, end, texts) for clock, (first, end) in clocks.items()},
        "usable_from": iso(provision.known) if provision.known else None,
        "ends": [{"known_from": iso(since), "through": iso(end - 1)} for since, end in provision.ends],
        "numbers": {name: _number(number.detail, texts) for name, number in provision.numbers.items()},
        "reads": list(provision.reads),
    }


def _days_said(first: int, end: int, texts: Texts) -> str:
    if first:
        return texts.period(first, end)
    return texts.of("cli", "always") if end >= TOP else f"–{texts.day(end - 1)}"


def _number(detail: dict[str, Any], texts: Texts) -> str:
    if "days" in detail:
        return texts.length({"days": detail["days"], "months": detail["months"]})
    return texts.amount(detail["value"], detail["unit"])


def _link(act: str) -> str:
    number, year = act.split("/")
    return f"https://www.finlex.fi/fi/laki/alkup/{year}/{year}{int(number):04}"


def _tree(provision: Provision, texts: Texts) -> Tree:
    from rich.text import Text  # noqa: PLC0415  (loaded when the command runs)
    from rich.tree import Tree  # noqa: PLC0415  (loaded when the command runs)

    from toimi.book.outline import outline  # noqa: PLC0415  (loaded when the command runs)

    data = provision_data(provision, texts)
    heading = Text.assemble(
        (f"{data['citation']} ", "bold"), f"{data['title']}  ", (f"{data['act']}  {data['link']}", "dim")
    )
    tree = Tree(heading, guide_style="dim")
    if not provision.verified:
        tree.add(Text(texts.of("cli", "read_the_act").format(link=provision.reported), style="yellow"))
    tree.add(Text(data["reading"]))
    said = [texts.of("cli", "roles", data["role"]), texts.of("cli", "classes", data["decided"])]
    said.append(f"{texts.of('cli', 'governs')}: {_clocks(data, texts)}")
    if provision.known:
        said.append(texts.of("cli", "usable_from").format(day=texts.day(provision.known)))
    tree.add(" · ".join(said))
    for since, end in provision.ends:
        tree.add(texts.of("cli", "known_end").format(day=texts.day(since), end=texts.day(end - 1)))
    for name, value in data["numbers"].items():
        tree.add(f"{name} = {value}")
    _add(tree, outline(provision.expression, texts))
    return tree


def _clocks(data: dict[str, Any], texts: Texts) -> str:
    """The days that each clock must lie in."""
    return "; ".join(f"{texts.of('cli', 'clocks', clock)} {days}" for clock, days in data["governs_says"].items())


def _add(tree: Tree, part: Outline) -> None:
    branch = tree.add(part.says)
    for below in part.below:
        _add(branch, below)
