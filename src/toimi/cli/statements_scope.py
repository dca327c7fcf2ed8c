"""``toimi statements scope`` and ``samples``: what is given automatically on a day, published; how far people agree with it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toimi.book.language import LANGUAGES, Texts
from toimi.cli.cases import BadInput, DayType, as_json, language, print_data
from toimi.cli.office_database import office_database
from toimi.cli.outputs import whole
from toimi.cli.statements_commission import automatic_texts

if TYPE_CHECKING:
    from toimi.statements.commissioning import Standing

organisation = click.option("--organisation", required=True, help="Its code, as area-oulu.")


@click.command()
@organisation
@click.option("--on", "day", type=DayType(), help="The day of issue; today if left out.")
@click.option("--publish", type=click.Path(path_type=Path, file_okay=False), help="Write the decisions in force here.")
@language
@as_json
def scope(organisation: str, day: date | None, publish: Path | None, lang: str, json_: bool) -> None:
    """Under which decisions an organisation gives statements automatically on a day, and what keeps others from it.

    With --publish each decision in force becomes a page in Finnish, Swedish and English, to be put where its address says
    (906/2019 section 28 e). They are about rules, and about nobody.
    """
    texts = automatic_texts(lang)
    with office_database(lang):
        from toimi.statements.commissioning import standing_on  # noqa: PLC0415  (its tables need the settings)

        found = standing_on(day or _today(), organisation)
        if json_:
            print_data([_data(one, lang) for one in found])
        else:
            for line in [_line(one, texts, lang) for one in found] or [texts.of("no_decisions")]:
                click.echo(line)
        if publish:
            for file in _publish([one for one in found if one.problem is None], publish, texts):
                click.echo(texts.of("published").format(file=file), err=json_)


def _today() -> date:
    from toimi.cli.cases import knowledge  # noqa: PLC0415  (the only look at the clock)
    from toimi.days.line import date_of  # noqa: PLC0415  (loaded when the command runs)

    return date_of(knowledge(None)) or date.max


def _data(one: Standing, lang: str) -> dict[str, object]:
    from toimi.statements.problems import texts  # noqa: PLC0415  (needs the extra)

    days = one.decision.days
    return {
        "number": one.decision.pk, "from": days.lower.isoformat(), "until": days.upper and days.upper.isoformat(),
        "subjects": sorted(one.subjects), "left": dict(one.left), "digest": one.decision.digest,
        "address": one.decision.address, "in_force": one.problem is None,
        "problem": one.problem and texts()[one.problem][lang],
    }  # fmt: skip


def _line(one: Standing, texts: Texts, lang: str) -> str:
    said = _data(one, lang)
    left = f" ({texts.of('left').format(subjects=', '.join(one.left))})" if any(one.left) else ""
    mark = f"✗ {said['problem']}" if one.problem else "✓"
    first, last = texts.date(one.decision.days.lower), one.decision.days.upper
    days = f"{first}–{texts.date(date.fromordinal(last.toordinal() - 1)) if last else ''}"
    return f"{one.decision.pk}  {days}  {', '.join(sorted(one.subjects))}{left}  {mark}"


def _publish(found: list[Standing], folder: Path, texts: Texts) -> list[Path]:
    from toimi.statements.commissioning_document import page_of  # noqa: PLC0415  (reads the texts of the law)
    from toimi.statements.models import Commissioning  # noqa: PLC0415  (its tables need the settings)

    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for one in Commissioning.objects.filter(pk__in=[standing.decision.pk for standing in found]).order_by("pk"):
            for language in LANGUAGES:
                file = folder / f"commissioning-{one.pk}.{language}.html"
                with whole(file) as unfinished:
                    unfinished.write_text(page_of(one.document, one.digest, language), "utf-8")
                written.append(file)
    except OSError as error:
        raise BadInput(texts.of("cannot_write").format(file=folder, why=error.strerror or "")) from None
    return written


@click.command()
@organisation
@language
@as_json
def samples(organisation: str, lang: str, json_: bool) -> None:
    """How far people who decide samples anew agree with automatic statements: by decision and subject, and by ground."""
    texts = automatic_texts(lang)
    with office_database(lang):
        from toimi.statements.bounds import by_ground, by_subject  # noqa: PLC0415  (its tables need the settings)
        from toimi.statements.models import Commissioning  # noqa: PLC0415  (its tables need the settings)

        numbers = Commissioning.objects.filter(organisation=organisation).values_list("pk", flat=True)
        subjects, grounds = by_subject(list(numbers)), by_ground(organisation, date.min, date.max)
    rows = [
        {
            "commissioning": one.commissioning or None, "about": one.about, "drawn": one.drawn, "samples": one.samples,
            "agreed": one.agreed, "between": [round(bound, 4) for bound in one.between],
        }
        for one in (*subjects, *grounds)
    ]  # fmt: skip
    if json_:
        print_data(rows)
        return
    for row, one in zip(rows, (*subjects, *grounds), strict=True):
        low, high = (f"{bound:.1%}" for bound in one.between)
        click.echo(
            texts.of("agreement").format(**{**row, "commissioning": one.commissioning or "–"}, low=low, high=high)
        )
    if not rows:
        click.echo(texts.of("no_samples"))
