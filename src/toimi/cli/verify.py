"""``toimi verify``: whether a statement is as the office gave it, found out without the office."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import click

from toimi.book.language import Texts
from toimi.cli.cases import BadInput, as_json, language, print_data

IS_WHOLE, CANNOT_TELL = 0, 3
BROKEN = {"own_key": 4, "signature": 5, "facts": 6, "book": 7, "answer": 8}
"""The exit code of each check that does not hold; of several, that of the first."""
SIGNED = (
    "number", "act", "issuer", "payer", "benefit", "result", "language", "reasons", "given_on", "receipt", "stretches",
    "matter", "is_automatic", "known_at", "book", "explanation", "because", "replaces", "facts", "edition",
)  # fmt: skip
"""What a statement says under its signature."""
BESIDE = {"statement": str, "facts": dict, "edition": dict, "key": dict}
CANCELLED = "cancelled"


@dataclass(frozen=True)
class Found:
    """What was found out.

    Attributes:
        checks: by name, whether it holds; ``None`` where it cannot be told.
        said: what the statement says under its signature; nothing if the signature does not hold.
        key: thumbprint of the key (RFC 7638).
    """

    checks: dict[str, bool | None]
    said: dict[str, Any]
    key: str

    @property
    def code(self) -> int:
        """The exit code."""
        broken = [BROKEN[name] for name, holds in self.checks.items() if holds is False]
        if broken:
            return broken[0]
        return CANNOT_TELL if None in self.checks.values() else IS_WHOLE


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--key", "key_file", type=click.Path(path_type=Path), help="The office's public key (a JWK), had from the office."
)
@language
@as_json
def command(file: Path, key_file: Path | None, lang: str, json_: bool) -> None:
    """Check the statement in FILE, as ``toimi statements export`` writes it.

    Is it signed with the key; are the facts, and the book as it was asked, those that were signed; does the law, asked
    again, answer the same? Needs no network and no database. Ends with 0 if so; with 3 if the installed book is another
    one: the signature, facts and book are checked, and the law cannot be asked. If not: 4 the file's key is another than
    the one given; 5 the signature; 6 the facts; 7 the book; 8 the law answers otherwise. With 2 if FILE is no export.
    """
    texts = Texts(lang, tomllib.loads(files("toimi.cli").joinpath("texts", "verify.toml").read_text("utf-8")))
    given = _read(file, texts)
    if set(given) != set(BESIDE) or not all(isinstance(given[name], kind) for name, kind in BESIDE.items()):
        raise BadInput(texts.of("form").format(file=file))
    found = checked(given, _read(key_file, texts) if key_file else given["key"])
    if json_:
        print_data({**vars(found), "code": found.code})
    else:
        _say(found, texts, is_pinned=key_file is not None)
    raise SystemExit(found.code)


def _read(file: Path, texts: Texts) -> dict[str, Any]:
    """An object of JSON.

    Raises:
        BadInput: if it is none.
    """
    try:
        read = json.loads(file.read_text("utf-8"))
    except OSError as error:
        raise BadInput(texts.of("unreadable").format(file=file, why=error.strerror)) from None
    except (ValueError, RecursionError):
        raise BadInput(texts.of("form").format(file=file)) from None
    if not isinstance(read, dict):
        raise BadInput(texts.of("form").format(file=file))
    return read


def checked(given: dict[str, Any], key: dict[str, Any]) -> Found:
    """Check an export against a public key, each thing by itself as far as what it rests on holds."""
    thumbprint = _thumbprint(key)
    said = _signed(given["statement"], key) if thumbprint else {}
    own = bool(thumbprint) and _thumbprint(given["key"]) == thumbprint
    checks: dict[str, bool | None] = {"own_key": own, "signature": bool(said)}
    if said:
        checks |= _as_signed(given, said)
    if said and all(checks.values()):
        checks["answer"] = _answers_the_same(given, said)
    return Found(checks, said, thumbprint)


def _public(key: dict[str, Any]) -> Any:
    from joserfc.jwk import OKPKey  # noqa: PLC0415  (loaded when the command runs)

    return OKPKey.import_key({name: key[name] for name in ("kty", "crv", "x")})


def _thumbprint(key: dict[str, Any]) -> str:
    """The thumbprint of a public key; empty if it is none."""
    from joserfc.errors import JoseError  # noqa: PLC0415  (loaded when the command runs)

    try:
        return str(_public(key).thumbprint())
    except (JoseError, KeyError, TypeError, ValueError):
        return ""


def _signed(statement: str, key: dict[str, Any]) -> dict[str, Any]:
    """What stands under the signature; nothing if it does not hold."""
    from joserfc import jws  # noqa: PLC0415  (loaded when the command runs)
    from joserfc.errors import JoseError  # noqa: PLC0415  (loaded when the command runs)

    try:
        registry = jws.JWSRegistry(algorithms=["Ed25519"])
        said = json.loads(jws.deserialize_compact(statement, _public(key), registry=registry).payload)
    except (JoseError, KeyError, TypeError, ValueError, UnicodeError):
        return {}
    return said if isinstance(said, dict) and all(name in said for name in SIGNED) else {}


def _as_signed(given: dict[str, Any], said: dict[str, Any]) -> dict[str, bool | None]:
    """Whether the facts, and the book as it was asked, are those that were signed, whatever book is installed."""
    from toimi.book.book import digest  # noqa: PLC0415  (loaded when the command runs)

    edition = given["edition"]
    same_book = (edition.get("book"), edition.get("known_at")) == (said["book"], said["known_at"])
    try:
        return {
            "facts": digest(given["facts"]) == said["facts"],
            "book": same_book and digest(edition) == said["edition"],
        }
    except ValueError:  # what has no digest, as a number that is none
        return {"facts": False}


def _answers_the_same(given: dict[str, Any], said: dict[str, Any]) -> bool | None:
    """Whether the law, asked again, gives the same receipt and says the same of the days; ``None`` if it cannot be asked."""
    from datetime import date  # noqa: PLC0415  (loaded when the command runs)

    from toimi.book.decision import answer_of, decide, receipt  # noqa: PLC0415  (loaded when the command runs)
    from toimi.book.expressions import BookError  # noqa: PLC0415  (loaded when the command runs)
    from toimi.book.kept import table_of  # noqa: PLC0415  (loaded when the command runs)
    from toimi.book.tables import read_people  # noqa: PLC0415  (loaded when the command runs)
    from toimi.days.line import offset_of  # noqa: PLC0415  (loaded when the command runs)
    from toimi.law.book import BOOK  # noqa: PLC0415  (loaded when the command runs)

    if said["book"] != BOOK.digest:
        return None
    try:
        known_at = offset_of(date.fromisoformat(said["known_at"]))
        people = read_people(table_of(given["facts"]), known_at=known_at)
        made = decide(people.caseload, BOOK, known_at=known_at, switches=given["edition"]["switches"])
    except (ArithmeticError, BookError, KeyError, TypeError, ValueError):
        return False
    if not people.names or receipt(made)["receipt"] != said["receipt"]:
        return False
    until = given["facts"].get("asked_until")
    stretches = [[*stretch[:1], stretch[1] or until, *stretch[2:]] for stretch in said["stretches"]]
    return said["act"] == CANCELLED or answer_of(made, 0).get(said["benefit"], []) == stretches


def _say(found: Found, texts: Texts, *, is_pinned: bool) -> None:
    for name, holds in found.checks.items():
        sign, how = {True: ("✓", "yes"), False: ("✗", "no"), None: ("?", "open")}[holds]
        click.echo(f"{sign} {texts.of(name, how)}")
    if found.said:
        click.echo(texts.of("acts", found.said["act"]).format(**found.said))
        click.echo(texts.of("says").format(**found.said))
        for first, until, outcome, barring, *_ in found.said["stretches"]:
            days = f"{first} – {until or texts.of('further')}"
            grounds = ", ".join(dict.fromkeys(key.partition("@")[0] for key in barring))
            click.echo(f"  {days}: {texts.of('outcomes', outcome)}{f' ({grounds})' if grounds else ''}")
    if not is_pinned and found.key:
        click.echo(texts.of("key").format(key=found.key))
