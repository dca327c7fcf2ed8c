"""``toimi worlds FILE``: what if? The same person with other facts, and on which days the answer differs.

FILE names a case file (``of``) and lists worlds, each with a name and what is otherwise in it: facts that are added,
rows that are left out (``without``, by id), and values of rows that are changed (``change``, by id).
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toimi.cli.cases import (
    BadInput,
    as_json,
    case_file,
    chosen_switches,
    knowledge,
    known_at,
    language,
    print_data,
    problems_text,
    speaking,
    switches,
)
from toimi.cli.files import BadFile, Document, read_document

if TYPE_CHECKING:
    from toimi.book.decision import Decision
    from toimi.book.language import Texts

Row = tuple[str, int]
"""Where a row stands: kind, and place in the list."""
Said = tuple[str, tuple[str, ...]]
"""Of a day: the outcome, and the places of the law that it rests on."""
WORLD = ("name", "add", "without", "change")


@click.command()
@case_file
@known_at
@language
@switches
@as_json
def command(file: Path, known_at: date | None, lang: str, readings: tuple[str, ...], json_: bool) -> None:
    """What if: FILE names a case (of: cook.yaml) and worlds with other facts; tells on which days the answer differs."""
    day = knowledge(known_at)
    chosen = chosen_switches(readings)
    names, decision = _decided(file, day, chosen)
    texts = speaking(lang)
    data = [{"world": name, "benefits": _compared(decision, block, texts)} for block, name in enumerate(names) if block]
    if json_:
        print_data({"of": names[0], "worlds": data})
        return
    for world in data:
        click.echo("\n".join(_lines(world, texts)) + "\n")


def _decided(file: Path, day: int, chosen: dict[str, str]) -> tuple[list[str], Decision]:
    """The person as they are, then in each world, decided together."""
    import toimi.law.facts  # noqa: F401, PLC0415  (declares the vocabulary)
    from toimi.book.casefile import CaseError, read_cases  # noqa: PLC0415  (loaded when the command runs)
    from toimi.book.decision import decide  # noqa: PLC0415  (not needed when the file is bad)

    try:
        told = read_document(file)
        base_file, worlds = _worlds(file, told)
        base = read_document(base_file)
        cases, problems = read_cases([base.data], known_at=day)
    except BadFile as bad:
        raise BadInput(str(bad)) from None
    if problems:
        raise BadInput(problems_text(base_file, base, CaseError(problems)))
    made = [base.data, *(_made(file, told, number, world, base.data) for number, world in enumerate(worlds))]
    cases, problems = read_cases(made, known_at=day)
    if problems:
        raise BadInput(_in_worlds(file, told, worlds, made, problems))
    from toimi.law.book import BOOK  # noqa: PLC0415  (loaded when the command runs)

    names = [cases[0].name or base_file.stem, *(str(world["name"]) for world in worlds)]
    return names, decide(cases[0].caseload, BOOK, known_at=day, switches=chosen)


def _worlds(file: Path, told: Document) -> tuple[Path, list[dict[str, Any]]]:
    """The case file, and the worlds in their form.

    Raises:
        BadFile: with line, what is wrong and what to do.
    """
    data = told.data
    remedy = "Write of: CASE.yaml, and worlds: a list of worlds, each with a name and add, without or change."
    if not isinstance(data, dict) or set(data) != {"of", "worlds"} or not isinstance(data["worlds"], list):
        raise BadFile(file, 1, "is not a list of worlds of a case", remedy)
    for number, world in enumerate(data["worlds"]):
        line = told.line(f"worlds[{number}]")
        if not isinstance(world, dict) or not isinstance(world.get("name"), str) or len(world) < 2:
            raise BadFile(file, line, "a world has no name or changes nothing", remedy)
        if unknown := sorted(set(world) - set(WORLD)):
            raise BadFile(file, line, f"a world has no {unknown[0]!r}", f"Use {', '.join(WORLD)}.")
    if not data["worlds"]:
        raise BadFile(file, told.line("worlds"), "there is no world", remedy)
    return file.parent / str(data["of"]), data["worlds"]


def _made(file: Path, told: Document, number: int, world: dict[str, Any], base: dict[str, Any]) -> dict[str, Any]:
    """The case as it is in a world.

    Raises:
        BadInput: for a row that is not there.
    """
    data = copy.deepcopy(base)
    facts = data["facts"]
    ids = {row["id"]: (kind, place) for kind, rows in facts.items() for place, row in enumerate(rows) if "id" in row}
    without, change, add = world.get("without", []), world.get("change", {}), world.get("add", {})
    forms = (("without", without, list), ("change", change, dict), ("add", add, dict))
    for part, given, form in forms:
        if not isinstance(given, form):
            raise BadInput(_at(file, told, f"worlds[{number}].{part}", "is not of the right form", _FORMS[part]))
    for part, names in (("without", without), ("change", list(change))):
        for name in names:
            if name not in ids:
                remedy = f"Use an id of the case: {', '.join(sorted(map(str, ids))) or 'it has none'}."
                raise BadInput(_at(file, told, f"worlds[{number}].{part}", f"no row has the id {name!r}", remedy))
    for name, values in change.items():
        kind, place = ids[name]
        facts[kind][place] = {**facts[kind][place], **(values if isinstance(values, dict) else {})}
    for kind, rows in add.items():
        facts[kind] = [*facts.get(kind, []), *(rows if isinstance(rows, list) else [rows])]
    return {**data, "facts": _left(facts, [str(name) for name in without])}


def _left(facts: dict[str, Any], without: list[str]) -> dict[str, Any]:
    """The facts without some rows, and without those that are about them."""
    from toimi.book.casefile import ref_names  # noqa: PLC0415  (loaded when the command runs)
    from toimi.book.facts import KINDS  # noqa: PLC0415  (loaded when the command runs)

    def stays(kind: str, row: dict[str, Any], gone: list[str]) -> bool:
        links = ref_names(KINDS[kind]) if kind in KINDS else ()
        return row.get("id") not in gone and not any(row.get(name) in gone for name in links)

    gone = list(without)
    for name in gone:  # grows while it is gone through: what is about a row that is gone, is gone
        for kind, rows in facts.items():
            gone += [
                row["id"] for row in rows if "id" in row and row["id"] not in gone and not stays(kind, row, [name])
            ]
    return {kind: [row for row in rows if stays(kind, row, gone)] for kind, rows in facts.items()}


_FORMS = {
    "without": "Write a list of ids, as [layoff].",
    "change": "Write id: {attribute: value}, as layoff: {through: 2020-06-30}.",
    "add": "Write facts as in a case, as study: [{from: 2020-09-01, goal: other}].",
}


def _at(file: Path, told: Document, place: str, what: str, remedy: str) -> str:
    line = told.line(place)
    return f"{file}:{line}: {place}: {what}. {remedy}" if line else f"{file}: {place}: {what}. {remedy}"


def _in_worlds(
    file: Path, told: Document, worlds: list[dict[str, Any]], made: list[dict[str, Any]], problems: list[Any]
) -> str:
    """Each problem once, at the place of the world that it comes from."""
    lines: dict[str, None] = {}
    for problem in problems:
        number = problem.block - 1
        place = f"worlds[{number}].add" + problem.place.removeprefix("facts") if problem.place else f"worlds[{number}]"
        added = worlds[number].get("add", {}).get(problem.kind)
        if isinstance(added, list) and problem.row is not None:
            own = problem.row - _before(made[problem.block], problem.kind, added)
            place = place.replace(f"[{problem.row}]", f"[{own}]", 1) if own >= 0 else place
        lines[_at(file, told, place, problem.what, problem.remedy)] = None
    return "\n".join(lines)


def _before(case: dict[str, Any], kind: str, added: list[Any]) -> int:
    """How many rows of the kind stand before those that the world adds."""
    return len(case["facts"][kind]) - len(added)


# --- the difference ---------------------------------------------------------------------------------------------------


def _compared(decision: Decision, block: int, texts: Texts) -> dict[str, Any]:
    """By benefit: days by outcome in both, and the periods in which the answer or its grounds differ."""
    found = {}
    for benefit, timeline in decision.timelines.items():
        before, after = (_by_day(decision, timeline, one) for one in (0, block))
        if before or after:
            found[benefit] = {
                "name": texts.of("benefits", benefit),
                "days": {
                    outcome: [sum(said[0] == outcome for said in side.values()) for side in (before, after)]
                    for outcome in sorted({said[0] for side in (before, after) for said in side.values()})
                },
                "different": list(_different(before, after)),
            }
    return found


def _by_day(decision: Decision, timeline: Any, block: int) -> dict[int, Said]:
    from toimi.book.answers import Outcome  # noqa: PLC0415  (loaded when the command runs)

    bars, notices = decision.evaluation.edition.bars, decision.evaluation.edition.notices
    said: dict[int, Said] = {}
    for stretch in (timeline.block == block).nonzero()[0].tolist():
        barring = timeline.barring.at(stretch) or timeline.possibly_barring.at(stretch)
        grounds = [bars[one].provision.citation for one in barring]
        if not grounds:
            grounds = [notices[one].provision.citation for one in timeline.notices.at(stretch)]
        outcome = Outcome(timeline.outcome[stretch]).name.lower()
        for day in range(int(timeline.start[stretch]), int(timeline.end[stretch])):
            said[day] = outcome, tuple(sorted(set(grounds)))
    return said


def _different(before: dict[int, Said], after: dict[int, Said]) -> Iterator[dict[str, Any]]:
    from toimi.book.explained import period  # noqa: PLC0415  (loaded when the command runs)

    nothing: Said = ("no_statement", ())
    days = sorted(day for day in before.keys() | after.keys() if before.get(day) != after.get(day))
    told = ((day, before.get(day, nothing), after.get(day, nothing)) for day in days)
    for (_, old, new), run in groupby(enumerate(told), key=lambda one: (one[1][0] - one[0], *one[1][1:])):
        stretch = [day for _, (day, _, _) in run]
        yield {
            **period(stretch[0], stretch[-1] + 1),
            "days": len(stretch),
            "before": {"outcome": old[0], "grounds": list(old[1])},
            "after": {"outcome": new[0], "grounds": list(new[1])},
        }


def _lines(world: dict[str, Any], texts: Texts) -> Iterator[str]:
    yield world["world"]
    for names, one in _alike(world["benefits"]):
        yield f"  {', '.join(names)}"
        for outcome, (before, after) in one["days"].items():
            if before != after:
                yield f"    {texts.of('outcomes', outcome)}: {before} → {after} ({after - before:+d})"
        if not one["different"]:
            yield f"    {texts.of('cli', 'worlds_same')}"
        for stretch in one["different"]:
            first, last = (texts.date(date.fromisoformat(stretch[side])) for side in ("from", "through"))
            yield f"    {first}–{last}: {_said(stretch['before'], texts)} → {_said(stretch['after'], texts)}"


def _alike(benefits: dict[str, Any]) -> list[tuple[list[str], dict[str, Any]]]:
    """Benefits of which the same is said are told together."""
    found: list[tuple[list[str], dict[str, Any]]] = []
    for one in benefits.values():
        told = {"days": one["days"], "different": one["different"]}
        for names, other in found:
            if told == other:
                names.append(one["name"])
                break
        else:
            found.append(([one["name"]], told))
    return found


def _said(answer: dict[str, Any], texts: Texts) -> str:
    grounds = f" ({', '.join(answer['grounds'])})" if answer["grounds"] else ""
    return texts.of("outcomes", answer["outcome"]) + grounds
