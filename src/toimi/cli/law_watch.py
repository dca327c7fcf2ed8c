"""``toimi law watch FILE``: an official text against the fingerprints of what the book was written from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toimi.cli.cases import BadInput, as_json, language, print_data, speaking
from toimi.cli.outputs import whole

if TYPE_CHECKING:
    from toimi.book.language import Texts
    from toimi.law.wording import Published

LARGEST = 5_000_000
"""Bytes: the longest act of these is 160,000."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--accept", is_flag=True, help="Keep the fingerprints of FILE as those the book is written from.")
@language
@as_json
def watch(file: Path, accept: bool, lang: str, json_: bool) -> None:
    """What an official text in FILE changes in the book: provisions, their texts and their examples.

    FILE is an act as published, as plain text. Ends with code 1 where something of the book is touched.
    """
    act = _read(file)
    texts = speaking(lang)
    sections = _compared(act, texts)
    data = {"act": act.number, "statute": act.statute, "sections": sections}
    if accept:
        _accept(act)
    if json_:
        print_data(data)
    else:
        click.echo("\n".join(_lines(data, texts)))
    if not accept and any(section["state"] != "same" for section in sections):
        raise SystemExit(1)


def _read(file: Path) -> Published:
    from toimi.law.wording import NoAct, read_act  # noqa: PLC0415  (loaded when the command runs)

    try:
        with file.open("rb") as opened:
            raw = opened.read(LARGEST + 1)
    except OSError as error:
        raise BadInput(f"{file}: cannot be read ({error.strerror}). Check the name and the rights.") from None
    if len(raw) > LARGEST:
        raise BadInput(f"{file}: is larger than {LARGEST:,} bytes. Give one act.")
    try:
        return read_act(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadInput(f"{file}: is not UTF-8 text. Save the act as plain UTF-8 text.") from None
    except NoAct as error:
        raise BadInput(f"{file}: {error}.") from None


def _compared(act: Published, texts: Texts) -> list[dict[str, Any]]:
    """The sections of which the book has something, each with its state and what it touches."""
    from toimi.law.wording import END, fingerprint, stored  # noqa: PLC0415  (loaded when the command runs)

    known = stored().get(act.number, {})
    found = []
    for section in [*act.sections, *(known.keys() - act.sections.keys())]:
        touched = _touched(act, section, texts) if section != END else []
        if section not in act.sections:
            state = "gone"
        elif section in known:
            state = "same" if known[section] == fingerprint(act.sections[section]) else "changed"
        elif touched and not known:
            state = "new"
        else:
            continue
        found.append({"section": section, "state": state, "provisions": touched})
    return found


def _touched(act: Published, section: str, texts: Texts) -> list[dict[str, Any]]:
    """The provisions of a section; of an act that the book knows only those with this text."""
    from toimi.cli.law_examples import bitten  # noqa: PLC0415  (loaded when the command runs)
    from toimi.law.book import BOOK  # noqa: PLC0415  (loaded when the command runs)
    from toimi.law.wording import stored  # noqa: PLC0415  (loaded when the command runs)

    place = f"{act.statute} {section}"
    if not act.statute or section.startswith(":"):
        return []
    return [
        {
            "key": one.key, "citation": one.citation, "title": texts.of("provisions", one.key, "title"),
            "examples": list(bitten()[one.key]),
        }
        for one in BOOK.find(place)
        if act.number not in stored() or one.act == act.number
    ]  # fmt: skip


def _accept(act: Published) -> None:
    """Keep the fingerprints of the sections that the book cites from the act."""
    from importlib.resources import files  # noqa: PLC0415  (loaded when the command runs)

    from toimi.law.wording import END, fingerprint, stored  # noqa: PLC0415  (loaded when the command runs)

    cited = _cited(act.number)
    if not cited:
        raise BadInput(f"{act.number}: the book has no text of this act. Write its provisions first, then accept it.")
    if missing := sorted(cited - act.sections.keys()):
        raise BadInput(f"{act.number}: the book cites {', '.join(missing)}, which FILE lacks. Give the whole act.")
    kept = {**stored(), act.number: {s: fingerprint(w) for s, w in act.sections.items() if s in cited or s == END}}
    ordered = dict(sorted(kept.items(), key=lambda one: [int(part) for part in reversed(one[0].split("/"))]))
    with whole(Path(str(files("toimi.law").joinpath("texts", "wording.json")))) as file:
        file.write_text(json.dumps(ordered, indent=1) + "\n", "utf-8")
    stored.cache_clear()


def _cited(number: str) -> set[str]:
    """The sections for which the book has a text of the act."""
    from toimi.cli.law_pages import section_of  # noqa: PLC0415  (loaded when the command runs)
    from toimi.law.book import BOOK  # noqa: PLC0415  (loaded when the command runs)

    return {section_of(one.citation).split(" ")[1] for one in BOOK.provisions if one.act == number}


def _lines(data: dict[str, Any], texts: Texts) -> list[str]:
    lines = [f"{data['act']} {data['statute']}".strip()]
    for section in data["sections"]:
        lines.append(f"  {section['section']}: {texts.of('cli', 'watch', section['state'])}")
        if section["state"] != "same":
            for one in section["provisions"]:
                count = texts.of("cli", "watch", "examples").format(count=len(one["examples"]))
                lines.append(f"    {one['citation']}  {one['title']}  ({one['key']}; {count})")
    if not data["sections"]:
        lines.append(f"  {texts.of('cli', 'watch', 'nothing')}")
    return lines
