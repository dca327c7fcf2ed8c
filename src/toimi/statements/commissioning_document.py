"""The text of a commissioning decision, in three languages, and the page on which it is published.

All of it is in the document, titles and plain readings of the provisions among it, so that what two officials approved is
word for word what is published (906/2019 sections 28 d and 28 e). It is about rules, and about nobody.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any

from toimi.book.book import Standing
from toimi.book.language import LANGUAGES, Texts
from toimi.law.book import BOOK, VERIFIED_THROUGH, texts
from toimi.matters.subjects import SUBJECTS
from toimi.office.organisations import names_on
from toimi.statements.commissioning_plan import Monitoring, Plan, Tried
from toimi.statements.touched_provisions import law_digest, readings, touched


@cache
def words(language: str) -> Texts:
    """What a commissioning decision says beside the law."""
    said = files("toimi.statements").joinpath("commissioning.toml").read_text("utf-8")
    return Texts(language, tomllib.loads(said))


def document_of(plan: Plan, tests: Tried, organisation: str) -> dict[str, Any]:
    """The whole decision as plain data: the scope, and the same said in each language."""
    standing = touched(plan.subjects, plan.first_day)
    return {
        "organisation": organisation,
        "from": plan.first_day.isoformat(),
        "until": plan.until and plan.until.isoformat(),
        "scope": [
            {"subject": row.subject, "basis": row.basis, "monitoring": row.monitoring.said()} for row in plan.rows
        ],
        "book": BOOK.digest,
        "law": law_digest(plan.subjects, plan.first_day),
        "provisions": [one.provision.key for one in standing],
        "readings": readings(standing),
        "address": plan.address,
        "text": {language: _told(plan, tests, organisation, standing, language) for language in LANGUAGES},
    }


def _told(plan: Plan, tests: Tried, organisation: str, standing: Iterable[Standing], language: str) -> dict[str, Any]:
    """Title, and sections with a heading, paragraphs and a table."""
    said = words(language)
    named = names_on([organisation], plan.first_day)[organisation]
    name = getattr(named, f"name_{language}") or named.name_fi
    last = plan.until and said.date(plan.until - timedelta(days=1))
    held = said.of("until_further_notice") if last is None else said.of("held_through").format(last=last)
    paragraphs = {
        "what": [said.of("what").format(organisation=name, first=said.date(plan.first_day), held=held)],
        "people": [said.of("people", role).format(name=who) for role, who in _people(plan)],
        "grounds": [said.of("grounds", part) for part in ("accepting", "judgement", "human", "mode")],
        "scope": [said.of("scope_says")],
        "provisions": [said.of("provisions_say").format(day=said.date(VERIFIED_THROUGH), book=BOOK.digest)],
        "readings": [said.of("readings_say")],
        "tests": [said.of("tests_say").format(day=said.date(tests.on))],
        "monitoring": [said.of("monitoring_says").format(name=plan.monitoring)],
        "publication": [said.of("publication_says").format(address=plan.address)],
    }
    tables = {
        "scope": [_scope_row(row.subject, row.basis, said) for row in plan.rows],
        "provisions": [_provision_row(one, tests, language) for one in standing],
        "readings": [[name, option] for name, option in readings(standing).items()],
        "tests": [[says, str(findings)] for says, findings in tests.checks.items()],
        "monitoring": [_monitoring_row(row.subject, row.monitoring, said) for row in plan.rows],
    }
    return {
        "title": said.of("title").format(organisation=name),
        "sections": [
            {
                "heading": said.of("headings", name), "paragraphs": several,
                "head": said.of("heads", name).split("|") if name in tables else [], "rows": tables.get(name, []),
            }
            for name, several in paragraphs.items()
        ],
    }  # fmt: skip


def _people(plan: Plan) -> list[tuple[str, str]]:
    return [
        ("decider", plan.decider), ("contact", plan.contact), ("rules", plan.rules), ("quality", plan.quality),
        ("monitoring", plan.monitoring),
    ]  # fmt: skip


def _scope_row(subject: str, basis: str, said: Texts) -> list[str]:
    return [
        said.of("subjects", subject),
        ", ".join(SUBJECTS[subject].places),
        said.of("bases", basis.replace(".", "_")),
    ]


def _provision_row(one: Standing, tests: Tried, language: str) -> list[str]:
    found = one.provision
    law, said = texts(language), words(language)
    return [
        f"{found.citation} ({found.act})", law.of("provisions", found.key, "title"),
        law.of("provisions", found.key, "reading"), said.of("classes", found.decided),
        str(tests.examples.get(found.key, 0)),
    ]  # fmt: skip


def _monitoring_row(subject: str, watched: Monitoring, said: Texts) -> list[str]:
    return [said.of("subjects", subject), _percent(watched.share), _percent(watched.bound), str(watched.least)]


def _percent(thousandths: int) -> str:
    return f"{thousandths / 10:g} %"


_STYLE = "body{max-width:60rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 sans-serif}table{border-collapse:collapse}"
_CELLS = "th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:left;vertical-align:top;white-space:pre-line}"


def page_of(document: dict[str, Any], digest: str, language: str) -> str:
    """One HTML page that needs nothing beside it."""
    told = document["text"][language]
    body = "".join(map(_section, told["sections"]))
    mark = escape(words(language).of("digest").format(digest=digest))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head><meta charset="utf-8">'
        f"<title>{escape(told['title'])}</title><style>{_STYLE}{_CELLS}</style></head>\n"
        f"<body><main><h1>{escape(told['title'])}</h1>\n{body}<p>{mark}</p></main></body>\n</html>\n"
    )


def _section(section: dict[str, Any]) -> str:
    paragraphs = "".join(f"<p>{escape(one)}</p>\n" for one in section["paragraphs"])
    table = ""
    if section["rows"]:
        head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in section["head"])
        rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>\n" for row in section["rows"])
        table = f"<table><thead><tr>{head}</tr></thead>\n<tbody>{rows}</tbody></table>\n"
    return f"<section><h2>{escape(section['heading'])}</h2>\n{paragraphs}{table}</section>\n"
