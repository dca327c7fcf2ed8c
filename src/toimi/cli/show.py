"""A decision and its questions on the screen."""

from __future__ import annotations

from datetime import date
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from toimi.book.language import Texts

_COLOURS = {"right": "green", "right_with_notice": "green", "no_right": "red", "open": "yellow", "no_statement": "dim"}
MOST_SHOWN = 20
"""Contradictions shown one by one; ``--json`` has them all."""
_MARKS = {"yes": "✓", "no": "✗", "unknown": "?"}


def console() -> Console:
    """The screen: wide enough for a table where nothing says how wide it is."""
    screen = Console(highlight=False)
    return screen if screen.is_terminal else Console(highlight=False, width=132)


def show_decision(data: dict[str, Any], texts: Texts) -> RenderableType:
    """The whole decision: a table for each answer, the reasons below, the questions last."""
    parts: list[RenderableType] = [Text(str(data["case"]), style="bold")]
    parts.append(Text(texts.of("cli", "known_at").format(day=_date(data["known_at"], texts)), style="dim"))
    parts += show_contradictions(data["contradictions"], texts)
    for names, stretches in _alike(data["benefits"]):
        parts += ["", Text(_capital(", ".join(names)), style="bold underline"), _table(stretches, texts)]
        parts += [Padding(_reason(ground, days, texts), (0, 0, 0, 2)) for ground, days in _grouped(stretches, texts)]
    for stretch in data["no_statement"]:
        because = texts.of("cli", stretch["because"])
        line = f"{_days(stretch, texts)}: {texts.of('outcomes', 'no_statement')}, {because}"
        parts += ["", Text(line, style=_COLOURS["no_statement"])]
    if data["questions"]:
        parts += ["", show_questions(data["questions"], texts)]
    limits = data["limits"]
    parts += ["", Text(texts.of("cli", "examined").format(places=", ".join(limits["examined"])), style="dim")]
    if limits["asks_beyond"]:
        day = _date(limits["verified_through"], texts)
        parts.append(Text(texts.of("cli", "not_verified").format(day=day), style="yellow"))
    parts.append(Text(f"{texts.of('cli', 'receipt')} {data['receipt']['receipt']}", style="dim"))
    return Group(*parts)


def show_contradictions(found: list[dict[str, Any]], texts: Texts) -> list[RenderableType]:
    """What contradicts what, before the answer, and what to do, once."""
    parts: list[RenderableType] = []
    for one in found[:MOST_SHOWN]:
        places = ", ".join(f"{fact['about']} {fact['place']}" for fact in one["facts"])
        days = _days(one, texts) if one["through"] else f"{_date(one['from'], texts)}–"
        said = texts.of("cli", "contradiction").format(says=one["says"], days=days, facts=places)
        parts += ["", Text(said, style="bold yellow")]
    if len(found) > MOST_SHOWN:
        more = texts.of("cli", "more_contradictions").format(count=len(found) - MOST_SHOWN)
        parts += ["", Text(more, style="bold yellow")]
    return [*parts, Text(found[0]["remedy"], style="yellow")] if found else parts


def _alike(benefits: dict[str, Any]) -> list[tuple[list[str], list[dict[str, Any]]]]:
    """Benefits with the same answer are told together."""
    found: list[tuple[list[str], list[dict[str, Any]]]] = []
    for benefit in benefits.values():
        for names, stretches in found:
            if stretches == benefit["days"]:
                names.append(benefit["name"])
                break
        else:
            found.append(([benefit["name"]], benefit["days"]))
    return found


def _grouped(stretches: list[dict[str, Any]], texts: Texts) -> list[tuple[dict[str, Any], list[str]]]:
    """Each ground once, with all the days on which it has the same reasons."""
    found: list[tuple[dict[str, Any], list[str]]] = []
    for stretch in stretches:
        for ground in stretch["grounds"]:
            for known, days in found:
                if known == ground:
                    days.append(_days(stretch, texts))
                    break
            else:
                found.append((ground, [_days(stretch, texts)]))
    return found


def _table(stretches: list[dict[str, Any]], texts: Texts) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for heading in ("days", "answer", "grounds"):
        table.add_column(texts.of("cli", heading), style="", header_style="dim")
    for stretch in stretches:
        table.add_row(
            _days(stretch, texts),
            Text(_capital(stretch["says"]), style=_COLOURS[stretch["outcome"]]),
            _grounds(stretch, texts),
        )
    return table


def _grounds(stretch: dict[str, Any], texts: Texts) -> str:
    """Citations, each with a word where it does not surely bite."""
    sure = [ground for ground in stretch["grounds"] if ground["effect"] == "bars"]
    words = {"possibly_bars": "possible", "possibly_told_to_payer": "possible", "not_applied": "masked"}
    if stretch["outcome"] == "no_right" and not sure:
        words["possibly_bars"] = "either"
    said = []
    for ground in stretch["grounds"]:
        word = words.get(ground["effect"])
        said.append(f"{ground['citation']} ({texts.of('cli', word)})" if word else ground["citation"])
    return ", ".join(dict.fromkeys(said))


def _reason(ground: dict[str, Any], days: list[str], texts: Texts) -> RenderableType:
    tree = Tree(Text(", ".join(days), style="dim"), guide_style="dim")
    _add_ground(tree, ground, texts)
    return tree


def _add_ground(tree: Tree, ground: dict[str, Any], texts: Texts) -> None:
    masked = f" ({texts.of('cli', 'masked')})" if ground["effect"] == "not_applied" else ""
    branch = tree.add(
        Text.assemble((f"{ground['citation']} ", "bold"), f"{ground['title']}{masked} ", (f"[{ground['act']}]", "dim"))
    )
    if "reported" in ground:
        branch.add(Text(texts.of("cli", "read_the_act").format(link=ground["reported"]), style="yellow"))
    for overlay in ground.get("because_of", ()):
        _add_ground(branch, overlay, texts)
    if not ground.get("because_of"):
        _add_lines(branch, ground["because"])


def _add_lines(branch: Tree, lines: list[dict[str, Any]]) -> None:
    for line in lines:
        mark = _MARKS.get(line.get("holds", ""), "·")
        _add_lines(branch.add(Text(f"{mark} {line['says']}")), line.get("because", []))


def show_questions(asked: list[dict[str, Any]], texts: Texts) -> RenderableType:
    """The questions with what each answer would mean."""
    if not asked:
        return Text(texts.of("cli", "no_questions"))
    tree = Tree(Text(texts.of("cli", "questions"), style="bold underline"), guide_style="dim")
    for question in asked:
        branch = tree.add(Text.assemble((question["asks"], "bold"), f"  {question['asked_of_says']}"))
        for days in question.get("days", ()):
            branch.add(_days(days, texts))
        for answer in question["answers"]:
            heading = texts.of("cli", "if_answer").format(answer=answer["answer"].lower())
            below = branch.add(heading)
            for then in answer["then"]:
                says = f"{_days(then, texts)}: {then['says']} ({texts.of('benefits', then['benefit'])})"
                below.add(Text(says, style=_COLOURS[then["outcome"]]))
    return tree


def _days(stretch: dict[str, Any], texts: Texts) -> str:
    return f"{_date(stretch['from'], texts)}–{_date(stretch['through'], texts)}"


def _date(iso: str | None, texts: Texts) -> str:
    return texts.of("words", "never") if iso is None else texts.date(date.fromisoformat(iso))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
