"""Whether a letter may be written as it was given: everything that is wrong at once, before anything is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toimi.letters.filling import filled
from toimi.letters.models import ABOUT
from toimi.letters.pdf import unprintable
from toimi.letters.problems import Problem, Refused, is_storable
from toimi.letters.states import RecipientKind
from toimi.letters.wording import APPROVED_AS, LANGUAGES, Text, text_of
from toimi.office.actors import Actor
from toimi.office.approvals import approved
from toimi.office.audit import OPAQUE

if TYPE_CHECKING:
    from toimi.letters.actions import NewLetter

LONGEST_OWN_TEXT = 5_000
"""Characters of an official's own words: our own limit."""


@dataclass(frozen=True)
class Checked:
    """A text that two have approved, and the values that it is filled with."""

    text: Text
    values: dict[str, Any]


def checked(letters: Sequence[NewLetter], who: Actor) -> list[Checked]:
    """The text and the values of each letter.

    Raises:
        Refused: with every problem of every letter.
    """
    problems: list[Problem] = []
    found: list[Checked] = []
    for place, one in enumerate(letters):
        problems += _form(place, one)
        try:
            text = text_of(one.text, one.version)
            found.append(Checked(text, filled(text, one.data)))
        except Refused as error:
            problems += [Problem(problem.code, place, problem.values) for problem in error.problems]
    problems += _unapproved(letters, who)
    if problems:
        raise Refused(sorted(problems, key=lambda problem: problem.place))
    return found


def _unapproved(letters: Sequence[NewLetter], who: Actor) -> Iterator[Problem]:
    known = {}
    for place, one in enumerate(letters):
        try:
            text = text_of(one.text, one.version)
        except Refused:  # told already
            continue
        known[place] = (APPROVED_AS, text.key, text.digest)
        if one.to not in text.to:
            yield Problem("text_not_for_recipient", place, {"text": text.key})
    holding = approved(known.values(), who.day, within=who.organisation)
    for place, content in known.items():
        if content not in holding:
            yield Problem("text_not_approved", place, {"text": content[1], "day": who.day.isoformat()})


def _form(place: int, one: NewLetter) -> Iterator[Problem]:
    if one.language not in LANGUAGES:
        yield Problem("unknown_language", place)
    ids = [one.recipient, one.person] if one.person else [one.recipient]
    if not all(re.fullmatch(OPAQUE, value) for value in ids) or not re.fullmatch(ABOUT, one.about):
        yield Problem("not_opaque", place)
    if one.to is RecipientKind.CLIENT and one.person != one.recipient:
        yield Problem("another_person", place)
    if not one.name.strip() or not one.contact.strip() or not is_storable(one.name + one.contact, 300):
        yield Problem("name_or_contact_missing", place)
    if not is_storable(one.own_text, LONGEST_OWN_TEXT):
        yield Problem("own_text_too_long", place, {"longest": str(LONGEST_OWN_TEXT)})
    given = [one.own_text, one.name, one.contact, *_strings(one.data)]
    if any(unprintable(text) for text in given):
        yield Problem("unprintable", place)


def _strings(data: Any) -> Iterator[str]:
    """Every text in the data, however deep."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for one in data.values() if isinstance(data, dict) else data:
            yield from _strings(one)
