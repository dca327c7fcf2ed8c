"""A question and its possible answers in words."""

from __future__ import annotations

from toimi.book.cells import READING, Part
from toimi.book.facts import KINDS, OneOf, YesNo
from toimi.book.language import Texts
from toimi.book.questions import NOTHING_THERE, Question


def asks_text(question: Question, texts: Texts) -> str:
    """What is asked."""
    if question.kind == READING:
        return texts.of("switches", str(question.name), "name")
    if question.subject:
        return texts.of("facts", "subjects", question.subject)
    if question.row is None:
        return texts.of("facts", question.kind, "missing")
    return texts.of("facts", question.kind, str(question.name), "question")


def answer_text(question: Question, part: Part | str, texts: Texts) -> str:
    """One possible answer in words."""
    if part == NOTHING_THERE or isinstance(part, str):
        return texts.of("words", "nothing_there")
    name = str(question.name)
    if question.kind == READING:
        options = texts.tables["switches"][name]["options"]
        return texts.of("switches", name, "options", list(options)[part.lo.bit_length() - 1])
    attribute = KINDS[question.kind].attributes[name]
    if isinstance(attribute, OneOf):
        return texts.option(question.kind, name, attribute.options[part.lo.bit_length() - 1])
    unit = getattr(attribute, "unit", "")
    value = {"value": [part.lo, part.hi], "unit": unit, "kind": question.kind, "name": name}
    if not unit and not isinstance(attribute, YesNo) and part.hi > 1:
        return texts.day_range(part.lo, part.hi)
    return texts.value(value)
