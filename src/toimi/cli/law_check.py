"""``toimi law check``: the book proves itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from toimi.cli.cases import as_json, knowledge, known_at, print_data
from toimi.days.line import date_of, offset_of

if TYPE_CHECKING:
    from toimi.book.checks import Finding

FIRST_DAY = date(2020, 1, 1)
"""From this benefit day on the book must have a text."""
KNOWLEDGE = (date(2020, 6, 1), date(2022, 6, 1))
"""Days of knowledge beside today on which later law must not reach back."""
ENOUGH = 2
"""Examples that each provision must have."""


@click.command()
@click.option(
    "--people", type=click.IntRange(0), default=10_000, show_default=True, help="Invented people to try later law on."
)
@known_at
@as_json
def check(people: int, known_at: date | None, json_: bool) -> None:
    """Whether versions fit together, nothing runs in circles, and every number, text and example is there.

    Ends with code 1 if something is found: place, what is wrong, what to do.
    """
    day = knowledge(known_at)
    checks: dict[str, Callable[[], Iterator[Finding]]] = {
        "versions of a place leave no hole and never govern together": lambda: _partition(day),
        "no concept comes back to itself": _strata,
        "every number has its act or decree": _sources,
        "every text is there in fi, sv and en": _texts,
        f"every provision bites in {ENOUGH} worked examples": _examples,
    }
    if people:
        checks["later law changes no earlier day"] = lambda: _interference(people, day)
    found = {}
    for says, findings in checks.items():
        found[says] = list(findings())
        if not json_:
            click.echo(f"{'✗' if found[says] else '✓'} {says}")
            for one in found[says]:
                click.echo(f"    {one.place}: {one.what}. {one.remedy}")
    if json_:
        print_data([
            {"check": says, "findings": [vars(one) for one in findings]} for says, findings in found.items()
        ])  # fmt: skip
    if any(found.values()):
        raise SystemExit(1)


def _partition(day: int) -> Iterator[Finding]:
    from toimi.book.checks import partition  # noqa: PLC0415  (loaded when the command runs)
    from toimi.law.book import BOOK, VERIFIED_THROUGH  # noqa: PLC0415  (loaded when the command runs)
    from toimi.law.gaps import LISTED, TWINS, gap_at  # noqa: PLC0415  (loaded when the command runs)

    yield from partition(
        BOOK, gap_at=gap_at, listed=LISTED, twins=TWINS, first_day=offset_of(FIRST_DAY), known_at=day,
        verified_through=offset_of(VERIFIED_THROUGH),
    )  # fmt: skip


def _strata() -> Iterator[Finding]:
    from toimi.book.checks import strata  # noqa: PLC0415  (loaded when the command runs)
    from toimi.law.book import BOOK  # noqa: PLC0415  (loaded when the command runs)

    yield from strata(BOOK)


def _sources() -> Iterator[Finding]:
    from toimi.book.checks import sources  # noqa: PLC0415  (loaded when the command runs)
    from toimi.law.book import BOOK  # noqa: PLC0415  (loaded when the command runs)

    yield from sources(BOOK)


def _texts() -> Iterator[Finding]:
    from toimi.book.checks import Finding  # noqa: PLC0415  (loaded when the command runs)
    from toimi.book.expressions import BookError  # noqa: PLC0415  (loaded when the command runs)
    from toimi.book.language import LANGUAGES  # noqa: PLC0415  (loaded when the command runs)
    from toimi.law.book import texts  # noqa: PLC0415  (loaded when the command runs)
    from toimi.law.wanted_texts import wanted_texts  # noqa: PLC0415  (loaded when the command runs)

    for language in LANGUAGES:
        for path in wanted_texts():
            try:
                there = texts(language).of(*path).strip()
            except BookError:
                there = ""
            if not there:
                yield Finding("texts", ".".join(path), f"the text is missing in {language}", "Add it to law/texts/.")


def _examples() -> Iterator[Finding]:
    from toimi.book.checks import Finding  # noqa: PLC0415  (loaded when the command runs)
    from toimi.cli.law_examples import bitten  # noqa: PLC0415  (loaded when the command runs)

    for key, names in bitten().items():
        if len(names) < ENOUGH:
            what = f"bites in {len(names)} of the worked examples"
            yield Finding("examples", key, what, "Add one to law/examples/, with its source.")


def _interference(people: int, day: int) -> Iterator[Finding]:
    from toimi.book.casefile import read_cases  # noqa: PLC0415  (loaded when the command runs)
    from toimi.book.checks import Finding  # noqa: PLC0415  (loaded when the command runs)
    from toimi.book.interference import first_governed_days, reaching_back  # noqa: PLC0415  (loaded when it runs)
    from toimi.book.tables import read_people  # noqa: PLC0415  (loaded when the command runs)
    from toimi.cli.law_examples import examples  # noqa: PLC0415  (loaded when the command runs)
    from toimi.invented.people import Invented  # noqa: PLC0415  (loaded when the command runs)
    from toimi.law.book import BOOK  # noqa: PLC0415  (loaded when the command runs)

    first_days = [first for first in first_governed_days(BOOK) if first > offset_of(FIRST_DAY)]
    for known in (*map(offset_of, KNOWLEDGE), day):
        cases, _ = read_cases([example["case"] for example in examples()], known_at=known)
        loads = [("worked example", cases[0].caseload)]
        for table in Invented(people, seed=1).tables():
            batch = table.combine_chunks().to_batches()[0]
            loads.append(("invented person", read_people(batch, known_at=known).caseload))
        for whose, caseload in loads:
            for one in reaching_back(caseload, BOOK, known_at=known, first_days=first_days):
                what = (
                    f"{whose} {one.person} on {date_of(one.day)} is {one.within} with the law that governs from "
                    f"{date_of(one.first_day)} on and {one.without} without it, as known on {date_of(known)}"
                )
                yield Finding("non-interference", one.benefit, what, "Give the later text a clock of its own days.")
