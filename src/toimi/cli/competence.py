"""``toimi law competence``: who may state on a place of the law on a day of issue, and by when."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from toimi.cli.cases import DayType, as_json, language, print_data, speaking

if TYPE_CHECKING:
    from toimi.book.language import Texts
    from toimi.law.competence.asking import Client, Competence

_YES_OR_NO = click.Choice(["yes", "no"])


@click.command()
@click.argument("citation")
@click.argument("day", type=DayType())
@click.option("--trial-customer", type=_YES_OR_NO, help="Whether the client is a trial municipality's (2021–2024).")
@click.option("--training", type=_YES_OR_NO, help="Whether the service is labour market training.")
@click.option("--aland", type=_YES_OR_NO, default="no", show_default=True, help="Whether the client is Åland's.")
@click.option("--municipality", metavar="CODE", help="The client's home municipality, as 564.")
@click.option("--clarified", type=DayType(), help="The day the clarification came or was due: counts the last day.")
@language
@as_json
def competence(
    citation: str, day: date, trial_customer: str | None, training: str | None, aland: str, municipality: str | None,
    clarified: date | None, lang: str, json_: bool,
) -> None:  # fmt: skip
    """Who may state on CITATION (as 'TTL 2:10.2') when the statement is issued on DAY, and by when."""
    from toimi.law.competence.asking import Client  # noqa: PLC0415  (the law is loaded when it is asked)

    client = Client(municipality, _truth(trial_customer), _truth(training), _truth(aland))
    texts = speaking(lang)
    data = _answer(citation, day, client, clarified, texts)
    if json_:
        print_data(data)
        return
    for line in _lines(data, texts):
        click.echo(line)


def _truth(said: str | None) -> bool | None:
    return None if said is None else said == "yes"


def _answer(citation: str, day: date, client: Client, clarified: date | None, texts: Texts) -> dict[str, Any]:
    from toimi.book.citations import BadCitation  # noqa: PLC0415  (loaded when the command runs)
    from toimi.law.book import BOOK, VERIFIED_THROUGH  # noqa: PLC0415  (loaded when the command runs)
    from toimi.law.competence.asking import competent_issuers, open_points  # noqa: PLC0415  (loaded when the command runs)
    from toimi.law.competence.classes import decided_by, statement_classes  # noqa: PLC0415  (loaded when the command runs)
    from toimi.law.competence.municipalities import MUNICIPALITIES  # noqa: PLC0415  (loaded when the command runs)

    if client.home_municipality not in (None, *MUNICIPALITIES):
        raise click.UsageError(
            f"{client.home_municipality!r} is none of the thirty municipalities: write 564 for Oulu."
        )
    try:
        issuers = competent_issuers(citation, day, client)
        opened = open_points(citation, day, client)
    except BadCitation as bad:
        raise click.UsageError(str(bad)) from None
    return {
        "citation": citation,
        "issued_on": day.isoformat(),
        "classes": list(statement_classes(citation)),
        "decided": decided_by(citation, BOOK.provisions),
        "issuers": [_issuer(one, clarified) for one in issuers],
        "open": [
            {"name": one.name, "source": one.source, "says": texts.of("cli", "open_points", one.name)} for one in opened
        ],
        "verified_through": VERIFIED_THROUGH.isoformat(),
    }


def _issuer(one: Competence, clarified: date | None) -> dict[str, Any]:
    from toimi.law.competence.asking import last_day  # noqa: PLC0415  (loaded when the command runs)

    deadline = one.deadline
    last = None if deadline is None or clarified is None else last_day(deadline, clarified).isoformat()
    return {
        "issuer": one.issuer.value,
        "body": one.body,
        "duty": one.duty.value,
        "places": list(one.places.within),
        "less": list(one.places.less),
        "source": one.source,
        "deadline": None
        if deadline is None
        else {
            "days": deadline.days,
            "source": deadline.source,
            "special_reason": deadline.special_reason,
            "last": last,
        },
        "conditions": [condition.value for condition in one.conditions],
        "asks": dict(one.asks),
    }


def _lines(data: dict[str, Any], texts: Texts) -> list[str]:
    def say(*path: str) -> str:
        return texts.of("cli", *path)

    kinds = ", ".join(say("statement_classes", name) for name in data["classes"]) or say("no_statement_class")
    if data["decided"]:
        kinds += f" · {say('classes', data['decided'])}"
    day = date.fromisoformat(data["issued_on"])
    lines = [f"{data['citation']}, {texts.date(day)}: {kinds}"]
    for one in data["issuers"]:
        lines += _issuer_lines(one, data["citation"], texts)
    if not data["issuers"]:
        lines.append(say("nobody_named"))
    lines += [f"{say('open')}: {one['says']} ({one['source']})" for one in data["open"]]
    verified = date.fromisoformat(data["verified_through"])
    if day > verified:
        lines.append(say("not_verified").format(day=texts.date(verified)))
    return lines


def _issuer_lines(one: dict[str, Any], citation: str, texts: Texts) -> list[str]:
    def say(*path: str) -> str:
        return texts.of("cli", *path)

    body = f" ({one['body']})" if one["body"] else ""
    lines = [f"{say('issuers', one['issuer'])}{body}: {say('duties', one['duty'])} [{one['source']}]"]
    if one["places"] != [citation] or one["less"]:
        less = f" {say('less')} {', '.join(one['less'])}" if one["less"] else ""
        lines.append(f"  {say('only')} {', '.join(one['places'])}{less}")
    lines += [f"  {say('client_asks', f'{field}_{_word(wanted)}')}" for field, wanted in one["asks"].items()]
    lines += [f"  {say('conditions', name)}" for name in one["conditions"]]
    lines.append(f"  {_deadline(one['deadline'], texts)}")
    return lines


def _word(wanted: bool) -> str:
    return "yes" if wanted else "no"


def _deadline(deadline: dict[str, Any] | None, texts: Texts) -> str:
    if deadline is None:
        return texts.of("cli", "no_deadline")
    said = texts.of("cli", "deadline").format(days=deadline["days"], source=deadline["source"])
    if deadline["last"]:
        said += f": {texts.date(date.fromisoformat(deadline['last']))}"
    if deadline["special_reason"]:
        said += f"; {texts.of('cli', 'special_reason')}"
    return said
